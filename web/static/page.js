// The page's small tools: finding and making elements, numbers in words, the message line.

export const $ = (selector, within = document) => within.querySelector(selector);
export const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

/** Make an element; texts become text nodes, so nothing unknown is ever read as markup. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

export const number = (value) => value.toLocaleString("en-US");

export const sizeOf = (text) => new TextEncoder().encode(text).length;

/** Wait until calls have paused for so many milliseconds. */
export function paused(ms, work) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...values), ms);
  };
}

let fading;

/** Say something in the line at the bottom; "" takes it away. */
export function say(words, kind = "note") {
  const line = $("#message");
  clearTimeout(fading);
  line.textContent = words;
  line.dataset.kind = kind;
  line.hidden = !words;
  if (words && kind !== "error") fading = setTimeout(() => { line.hidden = true; }, 4000);
}

/** Take away an error that is over. */
export function unsay() {
  if ($("#message").dataset.kind === "error") say("");
}

/** Show an SVG's text as a picture: in an <img> nothing of it runs, and it loads nothing. */
export function showSVG(image, text) {
  const url = `data:image/svg+xml,${encodeURIComponent(withNamespace(text).toWellFormed())}`;
  if (image.src !== url) image.src = url;
  image.hidden = false;
}

/** The judge's renderer needs no namespace, a browser does. */
export function withNamespace(text) {
  return text.includes("xmlns=") ? text : text.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
}
