// A drawing's layers: what has a name in it, and what else stands at its top.  All on a document that is parsed and
// never shown.  An edit is {hidden, name, colors: {from: to}}; edits are kept by layer, and applied to a copy.

import { withNamespace } from "./page.js";

/** The shapes, and the attributes that are their outlines. */
export const SHAPES = {
  path: ["d"],
  rect: ["x", "y", "width", "height", "rx", "ry"],
  circle: ["cx", "cy", "r"],
  ellipse: ["cx", "cy", "rx", "ry"],
  line: ["x1", "y1", "x2", "y2"],
  polyline: ["points"],
  polygon: ["points"],
};
const DRAWN = new Set(["g", "use", ...Object.keys(SHAPES)]);
const PAINTS = ["fill", "stroke", "stop-color", "color", "flood-color"];
const MOST = 300;
const pen = document.createElement("canvas").getContext("2d");

/** Parse an SVG; throws where it is none. */
export function parse(text) {
  const parsed = new DOMParser().parseFromString(withNamespace(text), "image/svg+xml");
  if (parsed.querySelector("parsererror") || parsed.documentElement.localName !== "svg") throw new Error("not an SVG");
  return parsed;
}

/** The layers, back to front: {key, name, depth, element}. */
export function layersOf(svg) {
  const found = [];
  const walk = (parent, depth, named) => {
    for (const child of parent.children) {
      if (!DRAWN.has(child.localName) || found.length >= MOST) continue;
      const inner = child.localName === "g" && [...child.querySelectorAll("[id]")].some((one) => DRAWN.has(one.localName));
      if (child.id) found.push({ key: `#${child.id}`, name: child.id, depth, element: child });
      else if (!inner && !named) found.push({ key: pathOf(child), name: `${child.localName} ${found.length + 1}`, depth, element: child });
      if (inner) walk(child, child.id ? depth + 1 : depth, named || Boolean(child.id));
    }
  };
  walk(svg.documentElement, 0, false);
  return found;
}

/** Layers as editors list them: the front ones first, and each before what is in it. */
export function frontFirst(layers) {
  const tops = layers.filter(({ depth }) => depth === layers[0].depth);
  const groups = tops.map((top, i) => layers.slice(layers.indexOf(top), i + 1 < tops.length ? layers.indexOf(tops[i + 1]) : undefined));
  return groups.reverse().flatMap(([top, ...inner]) => [top, ...(inner.length ? frontFirst(inner) : [])]);
}

/** Where an element stands: the numbers of the children that lead to it, "/2/0". */
export function pathOf(element) {
  const parent = element.parentElement;
  return parent ? `${pathOf(parent)}/${[...parent.children].indexOf(element)}` : "";
}

/** Whether what stands at a path is what stands at another, or part of it. */
export const isWithin = (path, outer) => `${path}/`.startsWith(`${outer}/`);

/** The colours of a layer as "#rrggbb", the most frequent first. */
export function colorsOf(element) {
  const counts = new Map();
  for (const one of painted(element)) {
    for (const name of PAINTS) {
      const color = plain(one.getAttribute(name));
      if (color) counts.set(color, (counts.get(color) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([color]) => color);
}

/** The text of an SVG after edits, {layer's key: edit}, and where its layers stand in it: Map of key to path. */
export function edited(text, edits) {
  const svg = parse(text);
  const layers = layersOf(svg);
  let changed = false;
  for (const layer of layers) {
    const edit = edits[layer.key];
    if (!edit) continue;
    changed = true;
    const colors = Object.entries(edit.colors ?? {});
    if (colors.length) layer.element = recolored(layer.element, colors);
    if (edit.name && edit.name !== layer.element.id) rename(svg, layer.element, edit.name);
  }
  const hidden = layers.filter((layer) => edits[layer.key]?.hidden);
  for (const { element } of hidden.reverse()) hide(element);
  const paths = new Map(layers.filter(({ element }) => element.isConnected).map(({ key, element }) => [key, pathOf(element)]));
  return { text: changed ? new XMLSerializer().serializeToString(svg) : text, paths };
}

/** A name that can be an id, and is nobody else's: neither in the drawing, where it was `own`, nor among `taken`. */
export function freeName(svg, wanted, own, taken = []) {
  const name = wanted.trim().toLowerCase().replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/^[^\p{L}_]+|-+$/gu, "");
  let free = name;
  const isTaken = () => taken.includes(free) || (free !== own && svg.getElementById(free));
  for (let i = 2; free && isTaken(); i += 1) free = `${name}-${i}`;
  return free;
}

/** What is drawn elsewhere again stays as a definition; the rest goes. */
function hide(element) {
  const names = [element, ...element.querySelectorAll("[id]")].map((one) => one.id).filter(Boolean);
  if (isUsedOutside(element, names)) {
    const definitions = element.ownerDocument.createElementNS(element.ownerDocument.documentElement.namespaceURI, "defs");
    element.replaceWith(definitions);
    definitions.append(element);
  } else {
    element.remove();
  }
}

function rename(svg, element, name) {
  const before = element.id;
  element.id = name;
  if (before) repoint(svg.documentElement, before, name);
}

function repoint(root, before, after) {
  for (const one of [root, ...root.querySelectorAll("*")]) {
    for (const attribute of one.attributes) {
      if (attribute.value === `#${before}` && attribute.localName === "href") attribute.value = `#${after}`;
      else if (attribute.value === `url(#${before})`) attribute.value = `url(#${after})`;
    }
  }
}

/** Whether anything but an element and what is in it refers to one of the names. */
function isUsedOutside(element, names) {
  const references = new Set(names.flatMap((name) => [`#${name}`, `url(#${name})`]));
  const others = [...element.ownerDocument.documentElement.querySelectorAll("*")].filter((one) => !element.contains(one));
  return others.some((one) => [...one.attributes].some(({ value }) => references.has(value)));
}

/** Change a layer's colours in it alone; returns the layer, which takes a copy's place where it was drawn by <use>. */
function recolored(element, colors) {
  const layer = element.localName === "use" ? unfolded(element) : element;
  const wanted = new Map(colors.map(([from, to]) => [from, short(to)]));
  for (const paint of paintsOf(layer)) own(layer, paint);
  for (const one of painted(layer)) {
    for (const name of PAINTS) {
      const to = wanted.get(plain(one.getAttribute(name)));
      if (to) one.setAttribute(name, to);
    }
  }
  return layer;
}

/** A <use> as a group with a copy of what it draws. */
function unfolded(use) {
  const target = referred(use);
  if (!target) return use;
  const group = use.ownerDocument.createElementNS(use.namespaceURI, "g");
  for (const { name, value } of use.attributes) {
    if (!/^(x|y|width|height|(xlink:)?href)$/.test(name)) group.setAttribute(name, value);
  }
  const [x, y] = ["x", "y"].map((name) => Number(use.getAttribute(name) ?? 0));
  if (x || y) group.setAttribute("transform", `${use.getAttribute("transform") ?? ""} translate(${x} ${y})`.trim());
  const copy = target.cloneNode(true);
  for (const one of [copy, ...copy.querySelectorAll("[id]")]) one.removeAttribute("id");
  group.append(copy);
  use.replaceWith(group);
  return group;
}

/** Give a layer a gradient or pattern of its own, where others paint with the same. */
function own(layer, paint) {
  if (!isUsedOutside(layer, [paint.id])) return;
  const copy = paint.cloneNode(true);
  for (const one of copy.querySelectorAll("[id]")) one.removeAttribute("id");
  copy.id = freeName(paint.ownerDocument, `${paint.id}-own`, "");
  paint.after(copy);
  repoint(layer, paint.id, copy.id);
}

/** All that paints a layer: its elements, and what is in the gradients and patterns that they paint with. */
function painted(layer) {
  const drawn = layer.localName === "use" ? referred(layer) ?? layer : layer;
  return [drawn, ...drawn.querySelectorAll("*"), ...paintsOf(drawn).flatMap((one) => [...one.querySelectorAll("*")])];
}

function paintsOf(layer) {
  const root = layer.ownerDocument;
  const named = [layer, ...layer.querySelectorAll("*")].flatMap((one) => ["fill", "stroke"].map((name) => one.getAttribute(name)));
  const ids = new Set(named.map((value) => value?.match(/^url\(#(.+)\)$/)?.[1]).filter(Boolean));
  return [...ids].map((id) => root.getElementById(id)).filter((one) => /Gradient$|^pattern$/.test(one?.localName));
}

/** What a <use> draws, or null. */
export function referred(use) {
  const href = use.getAttribute("href") ?? use.getAttributeNS("http://www.w3.org/1999/xlink", "href");
  return href ? use.ownerDocument.getElementById(href.slice(1)) : null;
}

function plain(value) {
  if (!value || /^(none|inherit|currentcolor|url)/i.test(value) || !CSS.supports("color", value)) return "";
  pen.fillStyle = value;
  return pen.fillStyle.startsWith("#") ? pen.fillStyle : "";
}

const short = (color) => color.replace(/^#(.)\1(.)\2(.)\3$/, "#$1$2$3");
