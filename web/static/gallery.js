// Folders of validate.py and batch.py, each as its report, in a frame that can do nothing but show it.

import { $, element, say } from "./page.js";

export async function enter() {
  const answer = await fetch("/galleries").catch(() => null);
  if (!answer?.ok) {
    say("The folders cannot be read. Is the studio still running?", "error");
    return;
  }
  const folders = await answer.json();
  const select = $("#folder");
  const chosen = select.value;
  select.replaceChildren(...folders.map(({ id, title }) => element("option", { value: id }, title)));
  if (folders.some(({ id }) => id === chosen)) select.value = chosen;
  $("#no-folders").hidden = folders.length > 0;
  $("#report").hidden = $("#view-gallery .bar").hidden = folders.length === 0;
  if (select.value && select.value !== chosen) open();
}

function open() {
  $("#report").src = `/galleries/${$("#folder").value}`;
}

export function start() {
  $("#folder").addEventListener("change", open);
}
