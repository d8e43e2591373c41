// The view that looks closely: the drawing large, its layers on the left, its code on the right.

import { showCode, markCode } from "./code.js";
import { current } from "./current.js";
import { ask, Newest } from "./jobs.js";
import { colorsOf, freeName, frontFirst } from "./layers.js";
import { mark, outlinesOf } from "./outlines.js";
import { $, $$, element, paused, showSVG } from "./page.js";
import { Stage } from "./stage.js";

const MOST_COLORS = 8;

let stage;
let mode = "drawing";
let chosen; // a layer's key
let outlines = null;
let views = {}; // what the server has drawn of the drawing: {judged, difference}
let open = false;
const comparing = new Newest();

export function start() {
  stage = new Stage($("#stage"), (zoom) => { $("#zoom").textContent = `${Math.round(zoom * 100)} %`; }, pick);
  stage.image.className = "drawing";
  for (const button of $$("[data-mode]")) button.addEventListener("click", () => setMode(button.dataset.mode));
  for (const button of $$("[data-zoom]")) button.addEventListener("click", () => zoom(button.dataset.zoom));
  $("#outlines").addEventListener("click", toggleOutlines);
  $("#code").addEventListener("click", ({ target }) => choose(current.layerAt(target.closest(".line")?.dataset.path ?? "")));
  const list = paused(0, listLayers);
  current.on("shown", () => { chosen = undefined; if (open) list(); });
  current.on("drawn", () => open && redraw());
  current.on("edited", () => open && refreshLayers());
}

export function enter() {
  open = true;
  if (!current.drawing?.svg) return;
  listLayers();
  stage.fit();
  redraw();
}

export function leave() {
  open = false;
  comparing.stop();
}

export function zoom(way) {
  if (way === "fit") stage.fit();
  else stage.by(way === "in" ? 1.25 : 0.8);
}

export function setMode(wanted) {
  mode = wanted === mode ? "drawing" : wanted;
  for (const button of $$("[data-mode]")) button.setAttribute("aria-pressed", button.dataset.mode === mode);
  $("#stage").dataset.mode = mode;
  showPicture();
}

export function toggleOutlines() {
  const button = $("#outlines");
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", on);
  stage.sheet.classList.toggle("outlined", on);
  markChosen();
}

export function toggleChosen() {
  if (chosen) current.edit(chosen, { hidden: !current.drawing.edits[chosen]?.hidden });
}

// ------------------------------------------------------------------------------------------------- the picture

function redraw() {
  views = {};
  outlines?.remove();
  outlines = outlinesOf(current.parsed);
  stage.sheet.append(outlines);
  const { width, height } = outlines.viewBox.baseVal;
  const aspect = width > 0 && height > 0 ? width / height : 1;
  if (aspect !== stage.aspect) {
    stage.aspect = aspect;
    stage.fit();
  }
  stage.image.alt = `drawing of ${current.drawing.title}`;
  showCode($("#code"), current.drawing.svg);
  markChosen();
  showPicture();
}

function showPicture() {
  const { drawing } = current;
  if (!drawing?.svg) return;
  if (mode === "drawing") showSVG(stage.image, drawing.svg);
  else if (views[mode]) stage.image.src = `/pictures/${views[mode]}`;
  else compare();
}

const compare = paused(150, () => {
  const { drawing } = current;
  const wanted = views;
  const request = { kind: "compare", svg: drawing.svg, original: drawing.original || null, picture: drawing.picture || null };
  const hear = (name, data) => {
    if (wanted !== views) return;
    views[name] = data.picture;
    if (name === mode) showPicture();
  };
  comparing.run((signal) => ask(request, hear, signal));
});

function pick(x, y) {
  const shape = document.elementsFromPoint(x, y).find((one) => one.dataset?.path && stage.sheet.contains(one));
  choose(shape && current.layerAt(shape.dataset.path));
}

// ------------------------------------------------------------------------------------------------- the layers

/** The rows, the front layer first; made anew for another drawing alone, so that an input keeps its focus. */
function listLayers() {
  const layers = current.drawing?.svg ? current.layers : [];
  $("#layers").replaceChildren(...(layers.length ? frontFirst(layers) : []).map(row));
  refreshLayers();
}

function row({ key, name, depth, element: layer }) {
  const edit = current.drawing.edits[key];
  const eye = element("button", { type: "button", className: "eye", title: "hide or show (H)" });
  eye.addEventListener("click", () => { choose(key); toggleChosen(); });
  const input = element("input", { type: "text", value: edit?.name ?? name, maxLength: 40, spellcheck: false, "aria-label": `name of the layer ${name}` });
  input.addEventListener("focus", () => choose(key));
  input.addEventListener("change", () => {
    const others = Object.entries(current.drawing.edits).filter(([other]) => other !== key).map(([, one]) => one.name);
    const free = freeName(layer.ownerDocument, input.value, layer.id, others);
    input.value = free || name;
    if (free) current.edit(key, { name: free });
  });
  input.addEventListener("keydown", (event) => event.key === "Enter" && input.blur());
  const colors = colorsOf(layer).slice(0, MOST_COLORS).map((from) => swatch(key, name, from, edit?.colors?.[from] ?? from));
  const made = element("li", {}, eye, input, element("div", { className: "swatches" }, ...colors));
  made.dataset.key = key;
  made.dataset.depth = Math.min(depth, 4);
  made.addEventListener("click", ({ target }) => target === made && choose(key));
  return made;
}

function swatch(key, name, from, now) {
  const input = element("input", { type: "color", value: now, title: from, "aria-label": `colour ${from} of ${name}` });
  const recolor = (last) => current.edit(key, { colors: { [from]: input.value } }, last);
  input.addEventListener("focus", () => choose(key));
  input.addEventListener("input", () => recolor(false));
  input.addEventListener("change", () => recolor(true));
  return input;
}

function refreshLayers() {
  for (const made of $$("#layers li")) {
    const hidden = Boolean(current.drawing.edits[made.dataset.key]?.hidden);
    const name = $("input[type=text]", made).value;
    made.classList.toggle("hidden", hidden);
    made.classList.toggle("chosen", made.dataset.key === chosen);
    const eye = $(".eye", made);
    eye.setAttribute("aria-pressed", !hidden);
    eye.setAttribute("aria-label", `${hidden ? "show" : "hide"} ${name}`);
  }
}

function choose(key) {
  if (key === chosen) return;
  chosen = key;
  refreshLayers();
  markChosen();
  $("#layers .chosen")?.scrollIntoView({ block: "nearest" });
}

function markChosen() {
  const path = chosen && current.pathOf(chosen);
  if (outlines) mark(outlines, path, stage.sheet.classList.contains("outlined"));
  markCode($("#code"), path);
}
