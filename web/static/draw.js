// The view in which a sentence becomes a picture, while it is typed.

import { blank, current } from "./current.js";
import * as history from "./history.js";
import { ask, Newest } from "./jobs.js";
import { $, $$, element, number, paused, say, showSVG, unsay } from "./page.js";
import { showUnderstood } from "./understood.js";

const SEEDS = 4; // side by side
const DRAFT_S = 0.4; // for each of them, where it has to be fitted
const TRACE_S = 5;
const QUIET_MS = 90; // without a key before a drawing is asked for
const KEPT_MS = 2500; // and before it is kept

const settings = { sentence: "", seed: 0, maxBytes: 10_000, generator: "illustrator" };
const shown = new Map(); // seed -> drawing
let first = 0; // of the seeds side by side
let before = {}; // edits of the drawing that the page was left with
const drawings = new Newest({ changed: setBusy });

export function start() {
  const sentence = $("#sentence");
  $("#ask").addEventListener("submit", (event) => {
    event.preventDefault();
    redraw(false, true);
  });
  sentence.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      $("#ask").requestSubmit();
    }
  });
  sentence.addEventListener("input", grow);
  sentence.addEventListener("input", paused(QUIET_MS, () => {
    if (!isWeighty() && sentence.value.trim() !== settings.sentence) redraw(true);
  }));
  sentence.addEventListener("input", paused(KEPT_MS, keep));
  new ResizeObserver(grow).observe(sentence.parentElement);
  for (const button of $$(".example")) button.addEventListener("click", () => choose(button.textContent));
  for (const radio of $$("[name=generator]")) radio.addEventListener("change", () => chooseGenerator(radio.value));
  $("#seeds").addEventListener("click", newSeeds);
  $("#hero").addEventListener("click", () => $("#closer").click());
  $("#stop").addEventListener("click", stop);
  $("#forget").addEventListener("click", () => { history.forget(); showEarlier(); });
  document.addEventListener("budget", ({ detail }) => {
    if (!isMine()) return;
    settings.maxBytes = detail.maxBytes;
    if (detail.last) writeLink();
  });
  current.on("drawn", () => isMine() && showHero());
  current.on("edited", paused(600, () => isMine() && keep()));
  const link = history.readLink();
  take(link ?? { ...settings, sentence: $(".example").textContent }, link ? history.kept(link)?.edits : {});
  showEarlier();
}

/** Show this view's own drawing again. */
export function enter() {
  const mine = shown.get(settings.seed);
  if (mine && current.drawing !== mine) current.show(mine);
  grow();
}

export const isMine = () => shown.get(settings.seed) === current.drawing;

/** The link's text of what is drawn here. */
export const link = () => history.linkOf(settings);

export function newSeeds() {
  settings.seed = first = Math.floor(Math.random() * 100_000);
  redraw(false, true);
}

/** Stop what is being drawn; returns whether anything was. */
export function stop() {
  return [drawings.stop(), current.stop()].some(Boolean);
}

function choose(sentence) {
  take({ ...settings, sentence, seed: 0 }, {}, true);
  $("#sentence").focus({ preventScroll: true });
}

/** Take settings over, of the link or of an earlier drawing, and draw; `kept`: as one of the last drawings. */
function take(wanted, edits = {}, kept = false) {
  const slider = $("#draw-budget");
  Object.assign(settings, wanted);
  settings.maxBytes = Math.min(Math.max(settings.maxBytes, Number(slider.dataset.least)), Number(slider.dataset.most));
  const radio = $$("[name=generator]").find(({ value, disabled }) => value === settings.generator && !disabled);
  if (!radio) say(`The generator of this link, ${settings.generator}, is not here; the illustrator draws.`);
  settings.generator = radio?.value ?? "illustrator";
  chooseTitle();
  $("#sentence").value = settings.sentence;
  first = settings.seed;
  before = edits ?? {};
  grow();
  redraw(false, kept);
}

/** Draw the sentence; `patient`: after what is being drawn; `keeps`: it is among the last drawings then. */
function redraw(patient, keeps = false) {
  const sentence = $("#sentence").value.trim();
  if (!sentence) return;
  if (sentence !== settings.sentence) before = {};
  settings.sentence = sentence;
  writeLink();
  drawings.run((signal) => drawAll(signal, keeps), patient);
}

async function drawAll(signal, keeps) {
  const { sentence, generator, maxBytes, seed } = settings;
  const weighty = isWeighty();
  const all = weighty ? [seed] : Array.from({ length: SEEDS }, (_, i) => first + i);
  const seeds = [seed, ...all.filter((one) => one !== seed)];
  const request = { kind: "draw", description: sentence, generator, seeds, max_bytes: maxBytes, seconds: weighty ? TRACE_S : DRAFT_S };
  unsay();
  let fresh = true;
  await ask(request, (name, data) => {
    if (signal.aborted) return;
    if (name === "understood") showUnderstood(data);
    else if (name === "drawn") {
      if (fresh) shown.clear();
      fresh = false;
      put(data);
      if (keeps && data.seed === seed) keep();
    } else if (name === "measured" && shown.has(data.seed)) {
      current.know(shown.get(data.seed), { fidelity: data.fidelity });
    }
  }, signal);
  if (isMine()) current.finish();
}

function put(data) {
  const { sentence, generator, maxBytes, seed } = settings;
  const known = shown.get(data.seed);
  const drawing = Object.assign(known ?? { ...blank, edits: {} }, {
    title: sentence, seed: data.seed, generator, maxBytes, svg: data.svg, bytes: data.bytes,
    original: data.original ?? "", base: data.original ?? data.svg, picture: data.picture ?? "",
    seconds: data.total, draft: data.draft, fidelity: undefined,
  });
  shown.set(data.seed, drawing);
  if (data.seed === seed) {
    drawing.edits = before;
    current.show(drawing);
  }
  showSeeds();
}

function showHero() {
  const { drawing } = current;
  const image = $("#hero img");
  showSVG(image, drawing.svg);
  image.alt = `drawing of ${drawing.title}`;
  document.title = `${drawing.title} – Studio`;
  announce();
  const chosen = $(`.seeds [data-seed="${drawing.seed}"] img`);
  if (chosen) showSVG(chosen, drawing.svg);
}

/** For a screen reader, once it rests. */
const announce = paused(1500, () => {
  if (isMine()) $("#hero figcaption").textContent = `Drawn: ${current.drawing.title}, ${number(current.drawing.bytes)} bytes`;
});

function showSeeds() {
  const row = $(".seeds");
  const order = [...shown.keys()].sort((a, b) => a - b);
  for (const old of $$("button", row)) if (!shown.has(Number(old.dataset.seed))) old.remove();
  for (const seed of order) {
    let button = $(`[data-seed="${seed}"]`, row);
    if (!button) {
      const image = element("img", { alt: "" });
      button = element("button", { type: "button", title: `seed ${seed}`, "aria-label": `seed ${seed}` }, image);
      button.dataset.seed = seed;
      button.addEventListener("click", () => chooseSeed(seed));
    }
    showSVG($("img", button), shown.get(seed).svg);
    button.setAttribute("aria-pressed", seed === settings.seed);
    row.append(button);
  }
}

function chooseSeed(seed) {
  settings.seed = seed;
  const drawing = shown.get(seed);
  drawing.maxBytes = settings.maxBytes;
  before = drawing.edits;
  current.show(drawing);
  current.finish();
  showSeeds();
  writeLink();
  keep();
}

function chooseGenerator(name) {
  settings.generator = name;
  chooseTitle();
  redraw(false, true);
}

const chosenRadio = () => $$("[name=generator]").find(({ value }) => value === settings.generator);

/** Whether the generator is too slow to draw while somebody types. */
const isWeighty = () => "weighty" in chosenRadio().dataset;

function chooseTitle() {
  const radio = chosenRadio();
  radio.checked = true;
  $("#generator-name").textContent = radio.dataset.title;
}

function writeLink() {
  const view = location.hash.slice(1).split("?")[0] || "draw";
  window.history.replaceState(null, "", `#${view}?${link()}`);
}

function keep() {
  const drawing = shown.get(settings.seed);
  if (!drawing?.svg || drawing.title !== settings.sentence) return;
  history.keep({ ...settings, edits: drawing.edits, svg: drawing.svg });
  showEarlier();
}

function showEarlier() {
  const entries = history.earlier();
  $("#earlier").hidden = !entries.length;
  $("#earlier ul").replaceChildren(...entries.map((entry) => {
    const image = element("img", { alt: "" });
    showSVG(image, entry.svg);
    const button = element("button", { type: "button", title: entry.sentence }, image, element("span", {}, entry.sentence));
    button.addEventListener("click", () => {
      take({ sentence: entry.sentence, seed: entry.seed, maxBytes: entry.maxBytes, generator: entry.generator }, entry.edits);
      window.scrollTo({ top: 0, behavior: "smooth" });
    });
    return element("li", {}, button);
  }));
}

function setBusy(busy) {
  document.body.dataset.drawing = busy;
  clearTimeout(setBusy.timer);
  const late = () => { $("#stop").hidden = !busy; };
  if (busy) setBusy.timer = setTimeout(late, 500);
  else late();
}

/** As high as its text. */
function grow() {
  const box = $("#sentence");
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}
