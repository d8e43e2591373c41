// The page: which view is shown, dark or light, the keyboard.

import * as actions from "./actions.js";
import * as draw from "./draw.js";
import * as figures from "./figures.js";
import * as gallery from "./gallery.js";
import * as look from "./look.js";
import { $, $$ } from "./page.js";
import * as vectorize from "./vectorize.js";

const VIEWS = { draw, look, vectorize, gallery };
let shown = "";

function viewInAddress() {
  const name = location.hash.slice(1).split("?")[0];
  return name in VIEWS ? name : "draw";
}

/** Go to a view; the link keeps what is drawn. */
function go(name) {
  const keeps = name === "draw" || (name === "look" && draw.isMine());
  location.hash = keeps ? `#${name}?${draw.link()}` : `#${name}`;
  show();
}

function show() {
  const name = viewInAddress();
  if (name === shown) return;
  VIEWS[shown]?.leave?.();
  shown = name;
  document.body.dataset.view = name;
  for (const section of $$("main > section")) section.hidden = section.id !== `view-${name}`;
  for (const link of $$("nav a")) {
    if (link.dataset.view === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  VIEWS[name].enter?.();
}

function setTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
}

function turnTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  setTheme(dark ? "light" : "dark");
  localStorage.setItem("studio.theme", root.dataset.theme);
}

const ANYWHERE = {
  "/": () => { go("draw"); setTimeout(() => $("#sentence").select()); },
  "?": () => $("#help").showModal(),
  n: () => shown === "draw" && draw.newSeeds(),
  l: () => go("look"),
  c: () => actions.act("copy"),
  s: () => actions.act("svg"),
  p: () => actions.act("png"),
};
const LOOKING = {
  "+": () => look.zoom("in"),
  "=": () => look.zoom("in"),
  "-": () => look.zoom("out"),
  0: () => look.zoom("fit"),
  j: () => look.setMode("judged"),
  d: () => look.setMode("difference"),
  o: () => look.toggleOutlines(),
  h: () => look.toggleChosen(),
};

function key(event) {
  const typing = event.target.closest("input:not([type=range], [type=color], [type=radio]), textarea, select, dialog");
  if (event.key === "Escape" && !event.target.closest("dialog")) {
    if ([draw.stop(), vectorize.stop()].some(Boolean)) return;
    if (typing) event.target.blur();
    else if (shown === "look") go(draw.isMine() ? "draw" : "vectorize");
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = (shown === "look" && LOOKING[event.key]) || ANYWHERE[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

setTheme(localStorage.getItem("studio.theme"));
document.addEventListener("keydown", key);
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.getAttribute("href").slice(1));
});
$("#theme").addEventListener("click", turnTheme);
$("#help-button").addEventListener("click", () => $("#help").showModal());
window.addEventListener("hashchange", show);
for (const part of [figures, actions, look, vectorize, gallery, draw]) part.start();
show();
