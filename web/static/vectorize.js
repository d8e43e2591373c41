// The view in which a picture that is dropped becomes an SVG: before and after, and what was lost.

import { blank, current } from "./current.js";
import { ask, Newest, upload } from "./jobs.js";
import { $, say, showSVG, unsay } from "./page.js";

let traced = null;
let sent = ""; // what the file that was taken last is called
const tracing = new Newest({ changed: setBusy, failed: (error) => say(`${sent || "The picture"}: ${error.message}`, "error") });

export function start() {
  const drop = $("#drop");
  $("#file").addEventListener("change", ({ target }) => { take(target.files[0]); target.value = ""; });
  for (const name of ["dragenter", "dragover"]) document.addEventListener(name, over);
  for (const name of ["dragleave", "drop"]) document.addEventListener(name, () => drop.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  });
  document.addEventListener("paste", (event) => take(event.clipboardData.files[0]));
  $("#wipe").addEventListener("input", ({ target }) => wipe(target.value));
  $("#lost").addEventListener("click", ({ target }) => {
    const on = target.getAttribute("aria-pressed") !== "true";
    target.setAttribute("aria-pressed", on);
    $("#split .lost").hidden = !on;
  });
  $("#trace-time").addEventListener("input", ({ target }) => { $("#trace-time-words").textContent = seconds(target.value); });
  $("#trace-time").addEventListener("change", ({ target }) => {
    if (!traced) return;
    traced.traceSeconds = Number(target.value);
    current.retrace(true);
  });
  $("#trace-stop").addEventListener("click", stop);
  current.on("drawn", () => isMine() && showAfter());
  current.on("figures", () => isMine() && showLost());
  current.on("busy", (busy) => isMine() && setBusy(busy));
}

/** Show this view's own drawing again. */
export function enter() {
  if (traced?.svg && !isMine()) current.show(traced);
}

export const isMine = () => traced !== null && traced === current.drawing;

export function stop() {
  return [tracing.stop(), current.stop()].some(Boolean);
}

function over(event) {
  event.preventDefault();
  $("#drop").classList.add("over");
}

function take(file) {
  if (!file) return;
  if (location.hash !== "#vectorize") location.hash = "#vectorize";
  unsay();
  sent = file.name;
  tracing.run((signal) => trace(file, signal));
}

async function trace(file, signal) {
  const name = await upload(file, signal);
  const drawing = { ...blank, edits: {}, title: file.name.replace(/\.[^.]*$/, "") || "picture", traceSeconds: Number($("#trace-time").value) };
  const request = { kind: "trace", picture: name, max_bytes: drawing.maxBytes, seconds: drawing.traceSeconds };
  await ask(request, (event, data) => {
    if (event === "picture") {
      drawing.picture = data.picture;
      showBefore(data);
    } else if (event === "drawn") {
      Object.assign(drawing, data, { base: data.svg });
      traced = drawing;
      current.show(drawing);
    } else if (event === "measured") {
      current.know(drawing, data);
    }
  }, signal);
}

function showBefore({ picture, size: [width, height] }) {
  $("#traced").hidden = false;
  $("#drop").classList.add("small");
  $("#split .before").src = `/pictures/${picture}`;
  $("#split").style.aspectRatio = `${width} / ${height}`;
  $("#split").style.setProperty("--aspect", width / height);
  wipe($("#wipe").value);
}

function showAfter() {
  showSVG($("#split .after"), traced.svg);
}

function showLost() {
  const image = $("#split .lost");
  if (traced.lost) image.src = `/pictures/${traced.lost}`;
}

function wipe(value) {
  $("#split").style.setProperty("--at", `${value}%`);
}

function setBusy(busy) {
  $("#trace-stop").hidden = !busy;
  $("#split").dataset.busy = busy;
}

const seconds = (value) => `${value} ${value === "1" ? "second" : "seconds"}`;
