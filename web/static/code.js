// An SVG's text in lines, an element each, indented; the layer that is looked at stands out.

import { isWithin } from "./layers.js";
import { element } from "./page.js";

const MOST_LINES = 3000;

/** Show a text in a <pre>; each line's `dataset.path` is where its element stands, "/2/0". */
export function showCode(pre, text) {
  const lines = linesOf(text).slice(0, MOST_LINES);
  pre.replaceChildren(...lines.map(({ path, depth, words }) => {
    const line = element("span", { className: "line" }, `${"  ".repeat(depth)}${words}`);
    line.dataset.path = path;
    return line;
  }));
}

/** Mark the lines of the element at a path; undefined: none. */
export function markCode(pre, path) {
  let first = null;
  for (const line of pre.children) {
    const inside = path !== undefined && isWithin(line.dataset.path, path);
    line.classList.toggle("chosen", inside);
    if (inside) first ??= line;
  }
  if (!first || pre.matches(":hover")) return;
  pre.scrollTop += first.getBoundingClientRect().top - pre.getBoundingClientRect().top - pre.clientHeight / 4;
}

/** The lines of a text: {path, depth, words}. */
export function linesOf(text) {
  const lines = [];
  const open = []; // {path, children} of the elements around
  for (const [words] of text.matchAll(/<!--[\s\S]*?-->|<[^>]*>|[^<]+/g)) {
    if (!words.trim()) continue;
    if (words.startsWith("</")) {
      const closed = open.pop();
      lines.push({ path: closed?.path ?? "", depth: open.length, words });
    } else if (!words.startsWith("<") || /^<[!?]/.test(words)) {
      lines.push({ path: open.at(-1)?.path ?? "", depth: open.length, words: words.trim() });
    } else {
      const parent = open.at(-1);
      const path = parent ? `${parent.path}/${parent.children++}` : "";
      lines.push({ path, depth: open.length, words });
      if (!words.endsWith("/>")) open.push({ path, children: 0 });
    }
  }
  return lines;
}
