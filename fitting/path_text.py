"""Outline -> the shortest path data on a grid of numbers.

Every point is put on the grid first and the steps are taken from there, so that no rounding adds up.  Steps are
relative unless absolute is shorter; h, v, s and t where they say the same; letters that repeat and separators that no
number needs are left out; what a fill closes by itself is not closed.

Two habits of CairoSVG matter where a paint is fitted to the bounding box (`framed`): it takes control points for points
of the box, but not those that s and t leave out, and it loses its place after a z.  So neither is used there.
"""

from __future__ import annotations

from fitting.numbers import join, spell, spell_steps
from fitting.outlines import Outline

_FOLLOWING = {"m": "l", "M": "L"}


def path_data(outline: Outline, decimals: int, *, stroked: bool, framed: bool = False) -> str:
    """Return the `d` of an outline whose points lie on multiples of 10 ** -`decimals`; "" when nothing is left of it.

    Args:
        outline: segments as in outlines.py.
        decimals: of the grid.
        stroked: the outline's ends and closings are seen, not only what it fills.
        framed: its paint is fitted to its bounding box.
    """
    writer = _Writer(decimals, framed)
    subpaths = _subpaths(outline, decimals)
    for points in subpaths:
        writer.subpath(points, stroked)
    return writer.text()


def _subpaths(outline: Outline, decimals: int) -> list[list[tuple]]:
    """Split at moves; all coordinates become whole steps of the grid."""
    factor = 10**decimals
    subpaths: list[list[tuple]] = []
    for segment in outline:
        letter = segment[0]
        if letter == "A":
            v = (*segment[1:6], round(segment[6] * factor), round(segment[7] * factor))
        else:
            v = tuple([round(value * factor) for value in segment[1:]])
        if letter == "M":
            subpaths.append([])
        subpaths[-1].append((letter, *v))
    return subpaths


class _Writer:
    """The text so far, the pen's place, and what the next segment may leave unsaid."""

    def __init__(self, decimals: int, framed: bool) -> None:
        self.decimals, self.framed = decimals, framed
        self.parts: list[str] = []
        self.implied = ""  # the letter that needs not be written
        self.last = ""  # the number before
        self.x = self.y = 0
        self.control: tuple | None = None
        self.closed = False

    def text(self) -> str:
        return "".join(self.parts)

    def subpath(self, segments: list[tuple], stroked: bool) -> None:
        start = segments[0][1:]
        closed = segments[-1][0] == "Z"
        body = _moving(segments[1:], start, keep_dots=stroked)
        if closed or not stroked:
            while body and body[-1][0] == "L" and body[-1][1:] == start and (len(body) > 1 or not stroked):
                body.pop()
        if not body or (not stroked and len(body) == 1 and body[0][0] == "L"):
            return
        self._move(*start)
        for segment in body:
            self._draw(segment)
        if closed and stroked:
            self.parts.append("z")
            self.implied, self.last, self.control = "", "", None
            self.x, self.y = start
            self.closed = True

    def _move(self, x: int, y: int) -> None:
        absolute = self._spell((x, y))
        relative = self._spell((x - self.x, y - self.y))
        if not self.parts or (len(relative) <= len(absolute) and not (self.framed and self.closed)):
            self._emit("m", relative)
        else:
            self._emit("M", absolute)
        self.x, self.y, self.control, self.closed = x, y, None, False

    def _draw(self, segment: tuple) -> None:
        letter, v = segment[0], segment[1:]
        x, y = v[-2:]
        if letter == "L":
            self._line(x, y)
        elif letter == "A":
            radii = [spell(value, 0.5 * 10**-self.decimals) for value in v[:2]]
            angle = spell(v[2] % 180, 0.5) if radii[0] != radii[1] else "0"
            flags = f"{int(v[3])}{int(v[4])}"
            steps = self._spell((x - self.x, y - self.y)), self._spell((x, y))
            low, high = (f"{join([*radii, angle])} {flags}{text}" for text in steps)
            self._emit("a", low) if len(low) <= len(high) else self._emit("A", high)
            self.control = None
        else:
            kind, short = ("C", "s") if letter == "C" else ("Q", "t")
            mirrored = self._mirrored(kind)
            if not self.framed and v[:2] == mirrored:
                v, low_letter = v[2:], short
            else:
                low_letter = letter.lower()
            self._shortest(low_letter, v)
            self.control = (kind, *segment[-4:-2])
        self.x, self.y = x, y

    def _mirrored(self, kind: str) -> tuple[int, int]:
        """Where s or t would put the control point."""
        if self.control and self.control[0] == kind:
            return 2 * self.x - self.control[1], 2 * self.y - self.control[2]
        return self.x, self.y

    def _line(self, x: int, y: int) -> None:
        self.control = None
        if y == self.y and x != self.x:
            self._shortest_one("h", x - self.x, x)
        elif x == self.x and y != self.y:
            self._shortest_one("v", y - self.y, y)
        elif x == self.x:
            self._shortest_one("h", 0, 10**9)
        else:
            self._shortest("l", (x, y))

    def _shortest_one(self, letter: str, step: int, place: int) -> None:
        low, high = self._spell((step,)), self._spell((place,))
        self._emit(letter, low) if len(low) <= len(high) else self._emit(letter.upper(), high)

    def _shortest(self, letter: str, v: tuple) -> None:
        x, y = self.x, self.y
        low = self._spell([value - (y if i % 2 else x) for i, value in enumerate(v)])
        high = self._spell(v)
        if self._length(letter, low) <= self._length(letter.upper(), high):
            self._emit(letter, low)
        else:
            self._emit(letter.upper(), high)

    def _spell(self, steps) -> str:
        return join([spell_steps(step, self.decimals) for step in steps])

    def _length(self, letter: str, text: str) -> int:
        """Bytes that it takes to go on with this letter."""
        return len(text) + (letter != self.implied or text[0] not in "-.")

    def _emit(self, letter: str, text: str) -> None:
        if letter != self.implied:
            self.parts.append(letter)
        elif not (text[0] == "-" or (text[0] == "." and "." in self.last)):
            self.parts.append(" ")
        self.parts.append(text)
        self.implied = _FOLLOWING.get(letter, letter)
        self.last = text[max(text.rfind(" "), text.rfind("-")) + 1 :]


def _moving(segments: list[tuple], start: tuple, keep_dots: bool) -> list[tuple]:
    """The segments that go anywhere; straight curves become lines, and lines on in the same direction one."""
    result: list[tuple] = []
    x, y = start
    for segment in segments:
        letter, v = segment[0], segment[1:]
        if letter == "Z":
            continue
        end = v[-2:]
        if letter != "A" and all(v[i] == x and v[i + 1] == y for i in range(0, len(v), 2)):
            continue
        if letter in "CQ" and _straight(x, y, v):
            letter, v = "L", end
        if letter == "L" and result and result[-1][0] == "L":
            px, py = result[-2][-2:] if len(result) > 1 else start
            if _onward(px, py, x, y, *end):
                result.pop()
        result.append((letter, *v))
        x, y = end
    return result or ([("L", *start)] if keep_dots and segments else [])


def _straight(x: int, y: int, v: tuple) -> bool:
    """Whether the control points lie on the way from (x, y) to the end."""
    ex, ey = v[-2] - x, v[-1] - y
    length = ex * ex + ey * ey
    if not length:
        return False
    for i in range(0, len(v) - 2, 2):
        cx, cy = v[i] - x, v[i + 1] - y
        if cx * ey != cy * ex or not 0 <= cx * ex + cy * ey <= length:
            return False
    return True


def _onward(px: int, py: int, x: int, y: int, ex: int, ey: int) -> bool:
    ax, ay, bx, by = x - px, y - py, ex - x, ey - y
    return ax * by == ay * bx and ax * bx + ay * by > 0
