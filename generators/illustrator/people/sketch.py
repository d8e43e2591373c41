"""Collects the shapes of a figure, as drawings.py reads them from files."""

import re

from ..canvas.paint import Paint
from ..drawings import Shape, load, moved
from ..things import shown, tones
from .body import Local, spelled

K = 0.5523  # handles of a quarter circle, in radii
SAID = {"data-if", "data-unless", "data-material"}  # what a drawing in a hand does without


class Sketch:
    """Shapes from back to front. A `look` is the class: a role, then the names of the parts that it shows."""

    def __init__(self):
        self.shapes: list[Shape] = []

    def path(self, look: str, fill: str | None, d: str, **data) -> None:
        self._add("path", look, fill, {"d": d}, data)

    def inside(self, frame: Local, look: str, fill: str | None, d: str, **data) -> None:
        """Path data of a frame of its own."""
        self.path(look, fill, re.sub(r"(-?[\d.]+)[ ,]+(-?[\d.]+)",
                                     lambda m: spelled(*frame.at(float(m[1]), float(m[2]))), d), **scaled(data, frame))  # fmt: skip

    def ellipse(self, frame: Local, look: str, fill: str | None, u: float, v: float, ru: float, rv: float | None = None,
                **data) -> None:  # fmt: skip
        """An ellipse of a frame; in one that is turned, as a path."""
        rv = ru if rv is None else rv
        if abs(frame.turn) < 8 or ru == rv:
            x, y = frame.at(u, v)
            at = {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "rx": f"{ru * frame.scale:.2f}", "ry": f"{rv * frame.scale:.2f}"}
            self._add("ellipse", look, fill, at, scaled(data, frame))
            return
        ku, kv = ru * K, rv * K
        d = (f"M{u} {v - rv}C{u + ku} {v - rv} {u + ru} {v - kv} {u + ru} {v}C{u + ru} {v + kv} {u + ku} {v + rv} "
             f"{u} {v + rv}C{u - ku} {v + rv} {u - ru} {v + kv} {u - ru} {v}C{u - ru} {v - kv} {u - ku} {v - rv} "
             f"{u} {v - rv}Z")  # fmt: skip
        self.inside(frame, look.replace(" eye", ""), fill, d, **data)

    def drawing(self, name: str, x: float, y: float, width: float) -> None:
        """A drawing that is kept as a file, in its own colours, its frame's bottom centre at (x, y)."""
        thing, k = load(name), width / 100
        accent = thing.data.get("data-accent", "#d9ad3c")
        colors = tones(Paint(thing.data["data-body"]), accent if accent[0] == "#" else "#d9ad3c")
        for tag, shape in shown(thing, set()):
            role, *_ = shape["class"].split()
            kept = {key: value for key, value in moved(shape, x - 50 * k, y - width, k, k).items() if key not in SAID}
            fill = colors.get(role) or shape["fill"]
            self.shapes.append((tag, kept | {"class": f"fixed {name}", "fill": fill}))

    def _add(self, tag: str, look: str, fill: str | None, geometry: dict, data: dict) -> None:
        kept = {key.replace("_", "-"): str(value) for key, value in data.items()}
        self.shapes.append((tag, {"class": look} | ({"fill": fill} if fill else {}) | geometry | kept))


def scaled(data: dict, frame: Local) -> dict:
    """The attributes with a line's width in proportion."""
    return data | ({"stroke_width": f"{data['stroke_width'] * frame.scale:.2f}"} if "stroke_width" in data else {})
