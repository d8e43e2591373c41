// What is known of the drawing in numbers, and the sliders for its bytes: the same in every view.

import { current } from "./current.js";
import { $$, number } from "./page.js";

const FORMS = {
  bytes: (value) => number(value),
  fidelity: (value) => value.toFixed(3),
  seconds: (value) => value.toFixed(value < 10 ? 2 : 0),
};

export function start() {
  current.on("figures", () => {
    const { drawing } = current;
    for (const place of $$("[data-figure]")) {
      const value = drawing[place.dataset.figure];
      place.textContent = value === undefined || value === null ? "–" : FORMS[place.dataset.figure](value);
    }
  });
  current.on("shown", () => $$("[data-budget]").forEach((slider) => place(slider, current.drawing.maxBytes)));
  current.on("busy", (busy) => { document.body.dataset.fitting = busy; });
  for (const slider of $$("[data-budget]")) {
    slider.addEventListener("input", () => slid(slider, false));
    slider.addEventListener("change", () => slid(slider, true));
  }
}

function slid(slider, last) {
  const maxBytes = bytesAt(slider);
  for (const other of $$("[data-budget]")) place(other, maxBytes);
  slider.dispatchEvent(new CustomEvent("budget", { bubbles: true, detail: { maxBytes, last } }));
  current.budget(maxBytes, last);
}

/** A slider's place in bytes: even steps are even factors, rounded to hundreds where there are thousands. */
export function bytesAt(slider) {
  const { least, most } = slider.dataset;
  const bytes = least * (most / least) ** (slider.value / slider.max);
  const step = bytes < 1000 ? 10 : bytes < 5000 ? 50 : 100;
  return Math.min(Math.max(Math.round(bytes / step) * step, least), most);
}

function place(slider, maxBytes) {
  const { least, most } = slider.dataset;
  if (bytesAt(slider) !== maxBytes) slider.value = (slider.max * Math.log(maxBytes / least)) / Math.log(most / least);
  const words = `${number(maxBytes)} bytes`;
  slider.setAttribute("aria-valuetext", words);
  slider.closest(".field").querySelector("[data-budget-words]").textContent = words;
}
