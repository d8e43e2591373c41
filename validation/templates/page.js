// Sorting and filtering.  All that is shown stands in the page already: this only moves and hides it.
"use strict";

const list = document.getElementById("items");
const count = document.getElementById("count");
const buttons = [...document.querySelectorAll("button.sort")];
const items = [...list.children].map((element) => ({
  element,
  keys: element.dataset.keys.split("\t"),
  text: element.textContent.toLowerCase(),
}));
const WORDS = new Set(["id", "description", "generator"]);

function sortBy(column, descending) {
  const words = WORDS.has(buttons[column].textContent);
  items.sort((a, b) => {
    const x = a.keys[column];
    const y = b.keys[column];
    if (x === "" || y === "") return (x === "") - (y === ""); // what was not measured comes last, either way
    const order = words ? x.localeCompare(y) : x - y;
    return descending ? -order : order;
  });
  list.append(...items.map((item) => item.element));
}

buttons.forEach((button, column) => {
  button.addEventListener("click", () => {
    const risesFirst = WORDS.has(button.textContent) || column === 0;
    const descending = button.dataset.order ? button.dataset.order === "up" : !risesFirst;
    buttons.forEach((other) => { delete other.dataset.order; other.removeAttribute("aria-pressed"); });
    button.dataset.order = descending ? "down" : "up";
    button.setAttribute("aria-pressed", "true");
    sortBy(column, descending);
  });
});

document.getElementById("filter").addEventListener("input", (event) => {
  const wanted = event.target.value.toLowerCase().split(/\s+/);
  let shown = 0;
  for (const item of items) {
    const fits = wanted.every((word) => item.text.includes(word));
    item.element.hidden = !fits;
    shown += fits;
  }
  document.getElementById("nothing").hidden = shown > 0;
  count.textContent = shown === items.length ? shown : `${shown} of ${items.length}`;
});

const opener = document.getElementById("open");
opener.addEventListener("click", () => {
  const open = opener.textContent === "open all";
  for (const item of items) item.element.querySelector("details").open = open;
  opener.textContent = open ? "close all" : "open all";
});

document.getElementById("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
});
