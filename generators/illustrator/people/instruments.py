"""What musicians play."""

# ruff: noqa: E501 - path data

from .body import Body, Local
from .sketch import Sketch
from .tools import WOOD, bar, hand, tool


@tool("guitar")
def guitar(s: Sketch, body: Body, person) -> None:
    f = Local(*body.trunk.at(0, -body.size.torso * 0.2), -28)
    bar(s, f, "guitar", "#5a3420", "M6 0L33 0", 3.2)
    s.inside(
        f, "fixed guitar", "#c8813a", "M-15 0C-15 -10 -4 -10 -1 -6C3 -9 10 -7 10 0C10 7 3 9 -1 6C-4 10 -15 10 -15 0Z"
    )
    s.ellipse(f, "ink", None, 0, 0, 2.7)


@tool("violin")
def violin(s: Sketch, body: Body, person) -> None:
    x, y = body.trunk.at(body.size.shoulder * 0.4, -body.size.torso + 2)
    f = Local(x, y, -8)
    bar(s, f, "violin", "#3a2620", "M8 0L24 0", 2.4)
    s.inside(f, "fixed violin", "#a8532a", "M-4 0C-4 -6 3 -6 5 -3.6C8 -6 13 -5 13 0C13 5 8 6 5 3.6C3 6 -4 6 -4 0Z")
    bar(s, f, "bow", "#f6efe2", "M4 -14L8 14", 1.4)


@tool("trumpet")
def trumpet(s: Sketch, body: Body, person) -> None:
    f = Local(*body.head.at(0, 6), 12)
    bar(s, f, "trumpet", "#e0b030", "M1 0L26 0M8 -1C8 7 20 7 20 0", 2.4)
    s.inside(f, "fixed trumpet", "#e0b030", "M24 0C28 0 31 -3 33 -7L33 7C31 3 28 0 24 0Z")


@tool("flute")
def flute(s: Sketch, body: Body, person) -> None:
    bar(s, Local(*body.head.at(0, 7), 14), "flute", "#c2c5ca", "M-3 0L28 0", 2.6)


@tool("drum")
def drum(s: Sketch, body: Body, person) -> None:
    f = Local(*body.trunk.at(0, 0))
    s.inside(f, "fixed drum", "#d0342c", "M-13 -5L13 -5L12 11C6 14 -6 14 -12 11Z")
    s.ellipse(f, "fixed drum", "#f3e6c8", 0, -5, 13, 3.4)
    for side, k in (("left", 1), ("right", -1)):
        bar(s, hand(body, side), "drumstick", WOOD, f"M{-3 * k} -3L{7 * k} 5", 1.7)


@tool("accordion")
def accordion(s: Sketch, body: Body, person) -> None:
    f = Local(*body.trunk.at(0, -body.size.torso * 0.35))
    s.inside(f, "fixed accordion", "#c8323c", "M-15 -8L-8 -9L-8 9L-15 8ZM15 -8L8 -9L8 9L15 8Z")
    s.inside(f, "fixed accordion", "#fdfaf2", "M-8 -9L8 -9L8 9L-8 9Z")
    bar(s, f, "accordion", "#2a2433", "M-4 -8L-4 8M0 -8L0 8M4 -8L4 8", 1.5)


@tool("microphone")
def microphone(s: Sketch, body: Body, person) -> None:
    f = hand(body)
    bar(s, f, "microphone", "#3a3a44", "M0 4L-2 -5", 2.8)
    s.ellipse(f, "fixed microphone", "#8f98a8", -2.6, -7, 3.3)
