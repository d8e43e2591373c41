// What can be done with the drawing that is looked at: copy its code, download it.

import { current } from "./current.js";
import { ask } from "./jobs.js";
import { $$, element, say } from "./page.js";

const PNG_SIDE = 1024;

export function start() {
  for (const button of $$("[data-do]")) button.addEventListener("click", () => act(button.dataset.do));
  current.on("drawn", () => $$("[data-do]").forEach((button) => { button.disabled = !current.drawing?.svg; }));
}

/** Do "copy", "svg" or "png". */
export async function act(name) {
  const { drawing } = current;
  if (!drawing?.svg) return;
  try {
    if (name === "copy") {
      await navigator.clipboard.writeText(drawing.svg);
      say("The SVG’s code is copied.");
    } else if (name === "svg") {
      const url = URL.createObjectURL(new Blob([drawing.svg], { type: "image/svg+xml" }));
      download(url, `${fileName(drawing.title)}.svg`);
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    } else {
      const hear = (event, data) => event === "png" && download(`/pictures/${data.picture}`, `${fileName(drawing.title)}.png`);
      await ask({ kind: "png", svg: drawing.svg, size: PNG_SIDE }, hear);
    }
  } catch (error) {
    say(error.message, "error");
  }
}

function download(url, name) {
  element("a", { href: url, download: name }).click();
}

const fileName = (title) => title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60).replace(/^-|-$/g, "") || "drawing";
