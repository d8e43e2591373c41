"""What CairoSVG may ask of cairo: every number is looked at, and every drawing has a limit of work.

cairo takes any number.  A circle of radius 1e300 keeps it busy for ever, in C, where no Ctrl-C reaches it.  Which
numbers arrive there is known only once units, percentages, style sheets, inherited values, nested transforms,
references and patterns are resolved, so they are looked at where CairoSVG hands them over: at cairo's context.
"""

from __future__ import annotations

from math import hypot, isfinite

import cairocffi

from scoring.complexity import TooMuchError

FARTHEST = 2.0**23  # pixels: cairo counts in 256ths of them, in 32 bits
LARGEST_TEXT = 10_000.0  # pixels
LARGEST_UNIT = 1e30  # pixels; cairo takes fourth powers of it
# A step takes about 80 ns, in which cairo follows an edge across one pixel; all together about four seconds.
MAX_STEPS = 40_000_000
MAX_DASHES = 200_000  # of one line; each takes up to a kilobyte
_PIECE, _DASH, _LETTER = 50, 15, 500  # steps for a piece of a path, for a dash, for a letter
_COLOR, _PATTERN, _LAYER = 0.02, 0.2, 0.05  # steps for a pixel of a colour, of a gradient or pattern, of a group
_CROWDED_FILL, _CROWDED_LINE = 30_000, 8_000  # pieces of one path from which on cairo takes longer for each step
_TOLERANCE = 0.1  # pixels between a curve and cairo's polygon of it


class Work:
    """The steps that one document has taken so far, on all of its surfaces; `width` and `height`: the page's pixels."""

    def __init__(self):
        self.width = self.height = 0
        self.steps = 0.0

    def take(self, steps: float, what: str = "all that is drawn") -> None:
        """Count some more.

        Raises:
            TooMuchError: they are now more than `MAX_STEPS`.

        >>> Work().take(1e12, "the letters")
        Traceback (most recent call last):
        scoring.complexity.TooMuchError: the letters would take minutes or more to draw
        """
        self.steps += steps
        if not self.steps <= MAX_STEPS:
            duration = "minutes or more" if self.steps > 10 * MAX_STEPS else "too long"
            raise TooMuchError(f"{what} would take {duration} to draw")


def _finite(what: str, *numbers: float) -> None:
    for number in numbers:
        if not isfinite(number):
            raise TooMuchError(f"{what} is {number}, which is no number to draw with")


def _limit(what: str, how: str, pixels: float, most: float) -> None:
    if not pixels < most:
        raise TooMuchError(f"{what} would be {pixels:.3g} pixels {how}; the limit is {most:,.0f}")


class BoundedContext(cairocffi.Context):
    """A context that looks at every number before cairo does.

    Args:
        target: a cairo surface.
        work: what the document has taken so far.
    """

    def __init__(self, target, work: Work):
        super().__init__(target)
        self._work = work
        self._unseen, self._pixel = False, _COLOR  # of the source: it is transparent; steps for a pixel of it
        self._transformed()
        self._forget_path()

    # ------------------------------------------------------------------------------------------------ transforms

    def translate(self, tx, ty):
        _finite("a shift", tx, ty)
        super().translate(tx, ty)
        self._transformed()

    def scale(self, sx, sy=None):
        _finite("a scale", sx, sx if sy is None else sy)
        super().scale(sx, sy)
        self._transformed()

    def rotate(self, radians):
        _finite("an angle", radians)
        super().rotate(radians)
        self._transformed()

    def transform(self, matrix):
        _finite("a transform", *matrix.as_tuple())
        super().transform(matrix)
        self._transformed()

    def restore(self):
        super().restore()
        self._transformed()

    def push_group(self):
        self._work.take(_LAYER * self._work.width * self._work.height)
        super().push_group()

    def pop_group_to_source(self):
        super().pop_group_to_source()
        self._transformed()
        self._unseen, self._pixel = False, _PATTERN

    def _transformed(self) -> None:
        self._matrix = self.get_matrix().as_tuple()
        _finite("the product of the transforms", *self._matrix)
        _limit("a unit", "long", max(map(abs, self._matrix[:4])), LARGEST_UNIT)

    def _stretched(self, length: float) -> float:
        """At most so many device pixels a length is."""
        a, b, c, d, _, _ = self._matrix
        return abs(length) * hypot(a, b, c, d)

    # ------------------------------------------------------------------------------------------------------ path

    def new_path(self):
        super().new_path()
        self._forget_path()

    def move_to(self, x, y):
        self._to(x, y, draws=False)
        super().move_to(x, y)

    def rel_move_to(self, dx, dy):
        self._by(dx, dy, draws=False)
        super().rel_move_to(dx, dy)

    def line_to(self, x, y):
        self._to(x, y)
        super().line_to(x, y)

    def rel_line_to(self, dx, dy):
        self._by(dx, dy)
        super().rel_line_to(dx, dy)

    def rectangle(self, x, y, width, height):
        self._to(x, y, draws=False)
        for dx, dy in ((width, 0), (0, height), (-width, 0), (0, -height)):
            self._by(dx, dy)
        super().rectangle(x, y, width, height)

    def curve_to(self, x1, y1, x2, y2, x3, y3):
        for x, y in ((x1, y1), (x2, y2), (x3, y3)):
            self._to(x, y)
        super().curve_to(x1, y1, x2, y2, x3, y3)

    def rel_curve_to(self, dx1, dy1, dx2, dy2, dx3, dy3):
        self._by(dx1, dy1)
        self._by(dx2 - dx1, dy2 - dy1)
        self._by(dx3 - dx2, dy3 - dy2)
        super().rel_curve_to(dx1, dy1, dx2, dy2, dx3, dy3)

    def arc(self, xc, yc, radius, angle1, angle2):
        self._around(xc, yc, radius, angle1, angle2)
        super().arc(xc, yc, radius, angle1, angle2)
        self._find_pen()

    def arc_negative(self, xc, yc, radius, angle1, angle2):
        self._around(xc, yc, radius, angle1, angle2)
        super().arc_negative(xc, yc, radius, angle1, angle2)
        self._find_pen()

    def append_path(self, path):
        super().append_path(path)
        self._find_pen()

    def close_path(self):
        super().close_path()
        self._find_pen()

    def _forget_path(self) -> None:
        self._pen = (0.0, 0.0)  # device pixels
        self._pieces, self._length, self._seen = 0, 0.0, 0.0  # of the path; pixels; at most so many of them on the page
        self._box = (FARTHEST, FARTHEST, -FARTHEST, -FARTHEST)  # device pixels

    def _find_pen(self) -> None:
        self._pen = self.user_to_device(*self.get_current_point())

    def _to(self, x: float, y: float, draws: bool = True) -> None:
        a, b, c, d, e, f = self._matrix
        self._reach(a * x + c * y + e, b * x + d * y + f, draws)

    def _by(self, dx: float, dy: float, draws: bool = True) -> None:
        a, b, c, d, _, _ = self._matrix
        x, y = self._pen
        self._reach(x + a * dx + c * dy, y + b * dx + d * dy, draws)

    def _around(self, x: float, y: float, radius: float, angle1: float, angle2: float) -> None:
        """The corners of a square around a circle."""
        _finite("a radius", radius)
        _finite("an angle", angle1, angle2)
        self._to(x - radius, y - radius, draws=False)
        for dx, dy in ((radius, 0), (0, radius), (-radius, 0), (0, -radius)):
            self._by(2 * dx, 2 * dy)

    def _reach(self, x: float, y: float, draws: bool) -> None:
        """Take the pen to (x, y), device pixels."""
        if not (-FARTHEST < x < FARTHEST and -FARTHEST < y < FARTHEST):
            _finite("a coordinate", x, y)
            _limit("a point", "away", max(abs(x), abs(y)), FARTHEST)
        self._work.take(_PIECE)
        if draws:
            length = hypot(x - self._pen[0], y - self._pen[1])
            self._pieces += 1
            self._length += length
            self._seen += min(length, 2 * (self._work.width + self._work.height))
        self._pen = (x, y)
        left, top, right, bottom = self._box
        self._box = (min(left, x), min(top, y), max(right, x), max(bottom, y))

    # ----------------------------------------------------------------------------------------------------- paint

    def set_source_rgba(self, red, green, blue, alpha=1):
        self._unseen, self._pixel = alpha == 0, _COLOR
        super().set_source_rgba(red, green, blue, alpha)

    def set_source(self, source):
        self._unseen, self._pixel = False, _PATTERN
        super().set_source(source)

    def set_dash(self, dashes, offset=0):
        _finite("a dash", *dashes, offset)
        super().set_dash(dashes, offset)

    def fill_preserve(self):
        if not self._unseen:
            self._work.take(self._seen * self._crowding(_CROWDED_FILL) + self._pixel * self._area(0))
        super().fill_preserve()

    def clip(self):
        self._work.take(self._seen * self._crowding(_CROWDED_FILL) + _COLOR * self._area(0))
        super().clip()
        self._forget_path()

    def stroke(self):
        if not self._unseen:
            self._take_stroke(self._stretched(self.get_line_width()))
        super().stroke()
        self._forget_path()

    def _take_stroke(self, width: float) -> None:
        """Count the work of drawing the path as a line, `width` pixels wide."""
        _finite("the width of a line", width)
        _limit("a line", "wide", width, FARTHEST)
        pieces, (dashes, _) = self._pieces, self.get_dash()
        if dashes and width:
            # cairo draws dashes as far as the line goes; those much finer than a pixel it does not draw singly.
            period = max(self._stretched(sum(dashes)) / len(dashes), _TOLERANCE)
            cuts = self._length / period
            if cuts > MAX_DASHES:
                raise TooMuchError(f"the line would have {cuts:,.0f} dashes; the limit is {MAX_DASHES:,}")
            self._work.take(_DASH * cuts)
            pieces += cuts
        bends = (self.get_line_join(), self.get_line_cap())
        if cairocffi.LINE_JOIN_ROUND in bends[:1] or cairocffi.LINE_CAP_ROUND in bends[1:]:
            pieces *= 1 + (width / _TOLERANCE) ** 0.5 / 4
        along = 2 * self._seen * self._crowding(_CROWDED_LINE)
        self._work.take(along + pieces + self._pixel * self._area(width))

    def _crowding(self, pieces: int) -> float:
        """By how much a step takes longer, since every edge is sorted among those beside it."""
        return 1 + (self._pieces / pieces) ** 2

    def _area(self, margin: float) -> float:
        """At most so many pixels of the page the path covers, with a margin around it."""
        left, top, right, bottom = self._box
        width = min(max(right - left, 0) + 2 * margin, self._work.width)
        height = min(max(bottom - top, 0) + 2 * margin, self._work.height)
        return width * height

    # ------------------------------------------------------------------------------------------------------ text

    def set_font_size(self, size):
        _finite("the size of letters", size)
        _limit("letters", "high", self._stretched(size), LARGEST_TEXT)
        super().set_font_size(size)

    def text_path(self, text):
        self._work.take(_LETTER * len(text), "the letters")
        super().text_path(text)
        self._find_pen()

    def show_text(self, text):
        self._work.take(_LETTER * len(text), "the letters")
        super().show_text(text)
        self._find_pen()
