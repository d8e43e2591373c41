// Outlines and nodes over a drawing.  Nothing of it is put into the page: elements are made anew, of a few kinds, with
// their numbers alone.

import { isWithin, referred, SHAPES } from "./layers.js";

const SVG = "http://www.w3.org/2000/svg";
const MOST_SHAPES = 3000;
const MOST_NODES = 4000;
const DEEPEST = 12;

const make = (name, attributes = {}) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
  return made;
};

/** An <svg> with the outlines of a parsed drawing; each shape's `dataset.path` says where it stands in it. */
export function outlinesOf(svg) {
  const root = svg.documentElement;
  const box = root.getAttribute("viewBox") ?? `0 0 ${parseFloat(root.getAttribute("width")) || 384} ${parseFloat(root.getAttribute("height")) || 384}`;
  const made = make("svg", { viewBox: box, preserveAspectRatio: root.getAttribute("preserveAspectRatio"), class: "outlines", "aria-hidden": "true" });
  let left = MOST_SHAPES;
  const copy = (element, into, path, depth) => {
    if (left <= 0 || depth > DEEPEST) return;
    const transform = element.getAttribute("transform");
    if (element.localName in SHAPES) {
      left -= 1;
      const numbers = Object.fromEntries(SHAPES[element.localName].map((name) => [name, element.getAttribute(name)]));
      const shape = make(element.localName, { ...numbers, transform });
      shape.dataset.path = path;
      into.append(shape);
    } else if (element.localName === "g") {
      const group = make("g", { transform });
      into.append(group);
      [...element.children].forEach((child, i) => copy(child, group, `${path}/${i}`, depth + 1));
    } else if (element.localName === "use") {
      const target = referred(element);
      if (!target || target.contains(element)) return;
      const moved = `${transform ?? ""} translate(${parseFloat(element.getAttribute("x")) || 0} ${parseFloat(element.getAttribute("y")) || 0})`;
      const group = make("g", { transform: moved });
      into.append(group);
      copyAll(target, group, path, depth + 1);
    }
  };
  // What a <use> draws counts as part of the <use>.
  const copyAll = (element, into, path, depth) => {
    const before = into.childElementCount;
    copy(element, into, path, depth);
    for (const shape of [...into.children].slice(before)) {
      for (const one of [shape, ...shape.querySelectorAll("[data-path]")]) one.dataset.path = path;
    }
  };
  [...root.children].forEach((child, i) => copy(child, made, `/${i}`, 0));
  return made;
}

/** Mark what is at a path or below it, and show its nodes; undefined: nothing. */
export function mark(outlines, path, nodes) {
  outlines.querySelector(".nodes")?.remove();
  const marked = [];
  for (const shape of outlines.querySelectorAll("[data-path]")) {
    const inside = path !== undefined && isWithin(shape.dataset.path, path);
    shape.classList.toggle("chosen", inside);
    if (inside || (nodes && path === undefined)) marked.push(shape);
  }
  if (!nodes) return;
  const home = outlines.getScreenCTM()?.inverse();
  const spots = home ? marked.flatMap((shape) => placed(shape, home)).slice(0, MOST_NODES) : [];
  outlines.append(make("path", { class: "nodes", d: spots.map(([x, y]) => `M${x.toFixed(2)} ${y.toFixed(2)}h0`).join("") }));
}

function placed(shape, home) {
  const matrix = home.multiply(shape.getScreenCTM());
  return nodesOf(shape).map(([x, y]) => [matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f]);
}

function nodesOf(shape) {
  const at = (name) => shape[name].baseVal.value;
  switch (shape.localName) {
    case "path": return nodesOfPath(shape.getAttribute("d") ?? "");
    case "rect": return [[0, 0], [1, 0], [1, 1], [0, 1]].map(([i, j]) => [at("x") + i * at("width"), at("y") + j * at("height")]);
    case "line": return [[at("x1"), at("y1")], [at("x2"), at("y2")]];
    case "circle":
    case "ellipse": {
      const [rx, ry] = shape.localName === "circle" ? [at("r"), at("r")] : [at("rx"), at("ry")];
      return [[1, 0], [0, 1], [-1, 0], [0, -1]].map(([i, j]) => [at("cx") + i * rx, at("cy") + j * ry]);
    }
    default: return [...shape.points].map(({ x, y }) => [x, y]);
  }
}

const COUNTS = { m: 2, l: 2, h: 1, v: 1, c: 6, s: 4, q: 4, t: 2, a: 7, z: 0 };
const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/iy;

/** The points that a path goes through (SVG 1.1, 8.3): [[x, y]]. */
export function nodesOfPath(d) {
  const nodes = [];
  let [x, y, startX, startY, letter, i] = [0, 0, 0, 0, "", 0];
  const skip = () => { while (i < d.length && /[\s,]/.test(d[i])) i += 1; };
  const read = (flag) => {
    skip();
    if (flag) { // one digit, which the next number may follow at once
      i += 1;
      return Number(d[i - 1]);
    }
    NUMBER.lastIndex = i;
    const found = NUMBER.exec(d);
    if (!found) return NaN;
    i = NUMBER.lastIndex;
    return Number(found[0]);
  };
  for (skip(); i < d.length; skip()) {
    if (/[a-z]/i.test(d[i])) {
      letter = d[i];
      i += 1;
    } else if (!COUNTS[letter.toLowerCase()]) {
      return nodes;
    }
    const kind = letter.toLowerCase();
    if (!(kind in COUNTS)) return nodes;
    const numbers = Array.from({ length: COUNTS[kind] }, (_, n) => read(kind === "a" && (n === 3 || n === 4)));
    if (numbers.some(Number.isNaN)) return nodes;
    const [fromX, fromY] = letter === kind ? [x, y] : [0, 0];
    if (kind === "z") [x, y] = [startX, startY];
    else if (kind === "h") x = fromX + numbers[0];
    else if (kind === "v") y = fromY + numbers[0];
    else [x, y] = [fromX + numbers.at(-2), fromY + numbers.at(-1)];
    if (kind === "m") {
      [startX, startY] = [x, y];
      letter = letter === "m" ? "l" : "L";
    }
    if (kind !== "z") nodes.push([x, y]);
  }
  return nodes;
}
