// The drawing that is looked at, and what becomes of it: other bytes, edits.  Views hear "shown" when another one takes
// its place, "drawn" when it looks different, "figures" when more is known of it.

import { ask, Newest } from "./jobs.js";
import { edited, isWithin, layersOf, parse, pathOf } from "./layers.js";
import { sizeOf } from "./page.js";

const SLIDING_S = 0.3; // for a fit while a slider moves
const BEST_S = 4; // and when it rests

/** What a drawing is, before anything is known: `base` is what edits apply to, `original` its SVG before it was fitted. */
export const blank = { title: "", base: "", original: "", picture: "", svg: "", edits: {}, maxBytes: 10_000, traceSeconds: BEST_S };

class Current extends EventTarget {
  drawing = null;
  #fits = new Newest({ changed: (busy) => this.#tell("busy", busy) });
  #shown = { base: "", svg: "", edits: {} }; // of the drawing, when it last looked different
  #paths = null; // the layers' in it, once somebody has asked
  #parsed = null;

  on(name, heard) {
    this.addEventListener(name, (event) => heard(event.detail));
  }

  #tell(name, detail = null) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** Look at a drawing, which stays the same object whatever becomes of it. */
  show(drawing) {
    this.#fits.stop();
    this.drawing = drawing;
    drawing.base ||= drawing.original || drawing.svg;
    this.#redrawn();
    this.#tell("shown");
    this.#tell("drawn");
    this.#tell("figures");
    if (Object.keys(drawing.edits).length) this.#fit(true);
  }

  /** Add what was measured. */
  know(drawing, figures) {
    Object.assign(drawing, figures);
    if (drawing === this.drawing) this.#tell("figures");
  }

  /** Fit it into so many bytes; `last`: the slider rests. */
  budget(maxBytes, last) {
    const drawing = this.drawing;
    if (!drawing) return;
    drawing.maxBytes = maxBytes;
    if (drawing.original || !drawing.picture) this.#fit(last);
    else this.retrace(last);
  }

  /** Change a layer, and what was changed in it before. */
  edit(key, change, last = true) {
    const { edits } = this.drawing;
    const before = edits[key] ?? {};
    edits[key] = { ...before, ...change, colors: { ...before.colors, ...change.colors } };
    this.#fit(last);
    this.#tell("edited");
  }

  /** Fit it as well as can be, where it is a draft. */
  finish() {
    if (this.drawing && sizeOf(this.drawing.base) > this.drawing.maxBytes) this.#fit(true);
  }

  /** Trace its picture anew; its layers are then others, without edits. */
  retrace(last) {
    const drawing = this.drawing;
    const seconds = last ? drawing.traceSeconds : SLIDING_S;
    const request = { kind: "trace", picture: drawing.picture, max_bytes: drawing.maxBytes, seconds };
    this.#work(drawing, request, !last, (data) => {
      drawing.base = data.svg;
      drawing.edits = {};
    });
  }

  stop() {
    return this.#fits.stop();
  }

  /** Where a layer stands in what is shown, "/2/0", or undefined where it is not. */
  pathOf(key) {
    this.#paths ??= this.#placed();
    if (this.#paths.has(key)) return this.#paths.get(key);
    const name = this.drawing.edits[key]?.name ?? (key.startsWith("#") ? key.slice(1) : "");
    const found = name && this.parsed.getElementById(name);
    return found ? pathOf(found) : undefined;
  }

  /** The layer that an element at a path is part of: its key. */
  layerAt(path) {
    const keys = this.layers.map(({ key }) => [key, this.pathOf(key)]).filter(([, at]) => at && isWithin(path, at));
    return keys.sort((a, b) => b[1].length - a[1].length)[0]?.[0];
  }

  get parsed() {
    this.#parsed ??= parse(this.drawing.svg);
    return this.#parsed;
  }

  /** The layers of what edits apply to; what is hidden is still among them. */
  get layers() {
    return layersOf(parse(this.drawing.base));
  }

  #redrawn() {
    this.#parsed = this.#paths = null;
    const { base, svg, edits } = this.drawing;
    this.#shown = { base, svg, edits: { ...edits } };
  }

  /** Only the view that looks closely asks for this, which takes parsing all of the drawing. */
  #placed() {
    const { base, svg, edits } = this.#shown;
    if (!base) return new Map();
    const now = edited(base, edits);
    return now.text === svg ? now.paths : new Map();
  }

  #fit(last) {
    const drawing = this.drawing;
    const { text } = edited(drawing.base, drawing.edits);
    if (sizeOf(text) <= drawing.maxBytes) {
      this.#fits.stop();
      const whole = drawing.original ? { fidelity: 1 } : {};
      this.#put(drawing, { svg: text, bytes: sizeOf(text), draft: false, ...whole });
      return;
    }
    const request = { kind: "fit", svg: text, max_bytes: drawing.maxBytes, seconds: last ? BEST_S : SLIDING_S };
    this.#work(drawing, request, !last, () => {});
  }

  #work(drawing, request, patient, drawn) {
    const hear = (name, data) => {
      if (name === "drawn") {
        drawn(data);
        this.#put(drawing, data);
      } else if (name === "measured") {
        this.know(drawing, data);
      }
    };
    this.#fits.run((signal) => ask(request, hear, signal), patient);
  }

  #put(drawing, data) {
    Object.assign(drawing, data);
    if (drawing !== this.drawing) return;
    this.#redrawn();
    this.#tell("drawn");
    this.#tell("figures");
  }
}

export const current = new Current();
