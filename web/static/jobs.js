// Asking the server: a job is one request, whose answer is a stream of events; to leave it is to stop the job.

import { say } from "./page.js";

/** The server took no more jobs, or refused this one. */
export class Refused extends Error {}

/**
 * Ask for a job; `tell(name, data)` hears its events.  Resolves when it has ended, rejects with Refused and the reason,
 * or with an AbortError when `signal` stops it.
 */
export async function ask(request, tell, signal) {
  const answer = await fetch("/jobs", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
    signal,
  }).catch(unreachable);
  if (!answer.ok) throw new Refused(await reason(answer));
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Refused("The studio has stopped answering.");
    text += value;
    const blocks = text.split("\n\n");
    text = blocks.pop();
    for (const block of blocks) {
      const [name, data] = parse(block);
      if (name === "error") throw new Refused(data.message);
      if (name === "end") return;
      tell(name, data);
    }
  }
}

function parse(block) {
  const fields = Object.fromEntries(block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]));
  return [fields.event, JSON.parse(fields.data)];
}

/** Send a file; returns what the server calls it. */
export async function upload(file, signal) {
  const answer = await fetch("/pictures", { method: "POST", body: file, signal }).catch(unreachable);
  if (!answer.ok) throw new Refused(await reason(answer));
  return (await answer.json()).picture;
}

function unreachable(error) {
  throw error.name === "AbortError" ? error : new Refused("The studio cannot be reached. Is it still running?");
}

async function reason(answer) {
  const text = await answer.text();
  try {
    return JSON.parse(text).message;
  } catch {
    return text;
  }
}

/**
 * One job at a time, of which the newest counts.  A patient one lets the one before it end, so that a slider that keeps
 * moving keeps showing something; others stop it.
 */
export class Newest {
  #running = null;
  #waiting = null;

  /** `changed` hears whether anything runs, `failed` the error of whatever fails. */
  constructor({ changed = () => {}, failed = (error) => say(error.message, "error") } = {}) {
    this.changed = changed;
    this.failed = failed;
  }

  async run(work, patient = false) {
    if (this.#running?.patient && patient) {
      this.#waiting = work;
      return;
    }
    this.stop();
    const turn = { patient, control: new AbortController() };
    this.#running = turn;
    this.changed(true);
    try {
      await work(turn.control.signal);
    } catch (error) {
      if (error.name !== "AbortError") this.failed(error);
    } finally {
      if (this.#running === turn) {
        this.#running = null;
        this.changed(false);
        const next = this.#waiting;
        this.#waiting = null;
        if (next) this.run(next, true);
      }
    }
  }

  /** Stop what runs; returns whether anything did. */
  stop() {
    const running = this.#running;
    this.#waiting = null;
    if (!running) return false;
    this.#running = null;
    running.control.abort();
    this.changed(false);
    return true;
  }
}
