"""What stands in for a model's parts in tests: a generator, a clock, a judge.

    Painter()       draws plain pictures, each in its own colour of COLORS
    Clock()         stands still until it is moved
    Judge()         likes some colours
    svg_of(image)   what stands in for vectorizing
"""

from __future__ import annotations

from PIL import Image

from generators import PictureGenerator

COLORS = ("#c81e1e", "#1ea01e", "#1e1ec8", "#c8c81e", "#1ec8c8")


class Painter(PictureGenerator):
    """A generator of plain pictures, each in its own colour; `calls` and `starts` tell what it was asked for."""

    def __init__(self, name="painter", error=None, most=None, pictures=...):
        self.name, self.error, self.most, self.pictures = name, error, most, pictures
        self.calls, self.starts = [], []

    def generate(self, description, count, seed, start=0):
        self.calls.append(count)
        self.starts.append(start)
        if self.error and (self.most is None or count > self.most):
            raise self.error
        if self.pictures is not ...:
            return self.pictures
        colors = [COLORS[(seed + i) % len(COLORS)] for i in range(start, start + count)]
        return [Image.new("RGB", (64, 64), color) for color in colors]


def svg_of(image: Image.Image) -> str:
    red, green, blue = image.convert("RGB").getpixel((0, 0))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        f'<rect width="9" height="9" fill="#{red:02x}{green:02x}{blue:02x}"/></svg>'
    )


class Clock:
    """Stands still; `now` moves it."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Judge:
    """Likes the second picture at a glance and the third on a close look; `seen` has what it was shown."""

    def __init__(self, error=None, seconds=0.0, clock=None):
        self.error, self.seconds, self.clock, self.seen = error, seconds, clock, []

    def glance(self, description, svgs, seed):
        return [1.0 if COLORS[1] in svg else 0.0 if COLORS[0] in svg else 0.5 for svg in svgs]

    def score(self, description, svgs, seed):
        self.seen.append(len(svgs))
        if self.error:
            raise self.error
        if self.clock:
            self.clock.now += self.seconds * len(svgs)
        return [1.0 if COLORS[2] in svg else 0.1 for svg in svgs]
