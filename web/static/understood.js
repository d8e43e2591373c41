// What the illustrator has understood of a sentence, and what it did not draw.

import { $, element } from "./page.js";

const DRAWN = {
  own: "has a drawing of its own",
  class: "drawn as one of its kind",
  plain: "unknown; hinted at by a plain shape",
  not: "not drawn",
};

/** Whether two words are forms of one: "rings" and "ring". */
const alike = (a, b) => a.toLowerCase().split(" ").at(-1).startsWith(b.slice(0, Math.max(3, b.length - 2)).toLowerCase());

export function showUnderstood({ items, unsaid, left_out }) {
  $("#understood").hidden = !items.length && !left_out.length;
  $("#understood .chips").replaceChildren(...items.map((item) => {
    const words = [...item.names, ...item.materials, ...item.traits].filter((word) => !alike(word, item.noun)).join(" ");
    const times = item.count > 1 ? ` × ${item.count}` : "";
    const chip = element("li", { className: item.drawn, title: DRAWN[item.drawn] ?? "" }, element("b", {}, item.word), times);
    if (words) chip.append(element("span", {}, ` ${words}`));
    if (!alike(item.word, item.noun)) chip.append(element("span", {}, ` as ${item.noun}`));
    if (item.drawn !== "own") chip.append(element("span", { className: "unseen" }, ` (${DRAWN[item.drawn]})`));
    return chip;
  }));
  const notes = Object.entries(unsaid).map(([why, words]) => `${why}: ${words.join(", ")}`);
  if (left_out.length) notes.push(`not understood or not drawn: ${left_out.join(", ")}`);
  $("#understood .unsaid").replaceChildren(...notes.map((note) => element("p", {}, note)));
}
