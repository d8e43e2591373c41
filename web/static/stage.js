// A picture that can be zoomed and moved: with the wheel, two fingers, a drag, or the keyboard.

const LEAST = 0.5;
const MOST = 40;
const MARGIN = 0.94; // of the stage, for a picture that fits

export class Stage {
  aspect = 1; // of the picture: width to height
  #zoom = 1;
  #x = 0; // of the picture's middle from the stage's, in pixels
  #y = 0;
  #pointers = new Map();
  #moved = 0;

  /** `changed(zoom)` hears how large it is; `clicked(x, y)` where it was clicked without a drag. */
  constructor(box, changed, clicked) {
    this.box = box;
    this.changed = changed;
    this.clicked = clicked;
    this.sheet = document.createElement("div");
    this.sheet.className = "sheet";
    this.image = new Image();
    this.image.alt = "";
    this.image.draggable = false;
    this.sheet.append(this.image);
    box.append(this.sheet);
    box.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    box.addEventListener("pointerdown", (event) => this.#down(event));
    box.addEventListener("pointermove", (event) => this.#move(event));
    for (const name of ["pointerup", "pointercancel"]) box.addEventListener(name, (event) => this.#up(event));
    box.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => this.#place()).observe(box);
  }

  /** Show it whole. */
  fit() {
    this.#zoom = 1;
    this.#x = this.#y = 0;
    this.#place();
  }

  /** Zoom by a factor, with a point of the stage held where it is. */
  by(factor, x = 0, y = 0) {
    const zoom = Math.min(Math.max(this.#zoom * factor, LEAST), MOST);
    const real = zoom / this.#zoom;
    this.#x = x + (this.#x - x) * real;
    this.#y = y + (this.#y - y) * real;
    this.#zoom = zoom;
    this.#place();
  }

  #place() {
    const { clientWidth, clientHeight } = this.box;
    const width = Math.min(clientWidth, clientHeight * this.aspect) * MARGIN * this.#zoom;
    const height = width / this.aspect;
    const { style } = this.sheet;
    style.width = `${width}px`;
    style.height = `${height}px`;
    style.left = `${clientWidth / 2 + this.#x - width / 2}px`;
    style.top = `${clientHeight / 2 + this.#y - height / 2}px`;
    this.changed(this.#zoom);
  }

  #at(event) {
    const { left, top, width, height } = this.box.getBoundingClientRect();
    return [event.clientX - left - width / 2, event.clientY - top - height / 2];
  }

  #wheel(event) {
    event.preventDefault();
    this.by(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), ...this.#at(event));
  }

  #down(event) {
    this.box.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, this.#at(event));
    this.#moved = 0;
  }

  #move(event) {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const now = this.#at(event);
    const [dx, dy] = [now[0] - before[0], now[1] - before[1]];
    this.#moved += Math.hypot(dx, dy);
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.#pointers.set(event.pointerId, now);
    if (other) {
      const apart = (point) => Math.hypot(point[0] - other[0], point[1] - other[1]) || 1;
      this.by(apart(now) / apart(before), ...other);
    } else {
      this.#x += dx;
      this.#y += dy;
      this.#place();
    }
  }

  #up(event) {
    if (this.#pointers.delete(event.pointerId) && this.#moved < 4 && event.type === "pointerup") {
      this.clicked(event.clientX, event.clientY);
    }
  }

  #key(event) {
    const step = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!step) return;
    event.preventDefault();
    this.#x += step[0] * 40;
    this.#y += step[1] * 40;
    this.#place();
  }
}
