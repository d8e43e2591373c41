"""Collects the shapes of a figure, as drawings.py reads them from files."""

import re

from ..drawings import Shape
from .body import Local, spelled

K = 0.5523  # handles of a quarter circle, in radii


class Sketch:
    """Shapes from back to front. A `look` is the class: a role, then the names of the parts that it shows."""

    def __init__(self):
        self.shapes: list[Shape] = []

    def path(self, look: str, fill: str | None, d: str, **data) -> None:
        self._add("path", look, fill, {"d": d}, data)

    def inside(self, frame: Local, look: str, fill: str | None, d: str, **data) -> None:
        """Path data of a frame of its own."""

        def place(pair: re.Match) -> str:
            return spelled(*frame.at(float(pair[1]), float(pair[2])))

        self.path(look, fill, re.sub(r"(-?[\d.]+)[ ,]+(-?[\d.]+)", place, d), **scaled(data, frame))

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

    def _add(self, tag: str, look: str, fill: str | None, geometry: dict, data: dict) -> None:
        kept = {key.replace("_", "-"): str(value) for key, value in data.items()}
        self.shapes.append((tag, {"class": look} | ({"fill": fill} if fill else {}) | geometry | kept))


def scaled(data: dict, frame: Local) -> dict:
    """The attributes with a line's width in proportion."""
    return data | ({"stroke_width": f"{data['stroke_width'] * frame.scale:.2f}"} if "stroke_width" in data else {})
