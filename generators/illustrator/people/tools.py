"""What the people of a role hold or carry, drawn at a hand, on the back or beside the feet.

A tool is function(sketch, body, person). Those of BACK are drawn behind the figure.
"""

# ruff: noqa: E501 - path data

from .body import Body, Local, bumps
from .sketch import Sketch

TOOLS, BACK = {}, set()
WOOD, STEEL = "#8a5630", "#c6ccd3"


def tool(*names: str, back: bool = False):
    """Register what draws a tool."""

    def register(function):
        TOOLS.update(dict.fromkeys(names, function))
        if back:
            BACK.update(names)
        return function

    return register


def hand(body: Body, side: str = "right") -> Local:
    """A frame whose origin is in the hand, upright."""
    return Local(*getattr(body, side)[2])


def bar(s: Sketch, frame: Local, named: str, color: str, d: str, width: float) -> None:
    s.inside(frame, f"fixed {named}", color, d, stroke_width=width)


@tool("ladle")
def ladle(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "ladle", "#8f98a8", "M0 5L0 -16", 2.2)
    s.inside(hand(body), "fixed ladle", "#8f98a8", "M-6 -17L6 -17C6 -10 -6 -10 -6 -17Z")


@tool("clipboard")
def clipboard(s: Sketch, body: Body, person) -> None:
    s.inside(hand(body), "fixed clipboard", WOOD, "M-6 -16L8 -16L8 3L-6 3Z")
    s.inside(hand(body), "white", None, "M-4.4 -13L6.4 -13L6.4 1.4L-4.4 1.4Z")


@tool("syringe")
def syringe(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "syringe", "#e9f2f6", "M0 2L0 -9", 4)
    bar(s, hand(body), "syringe", "#8f98a8", "M0 -9L0 -16", 1.4)


@tool("hose")
def hose(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "hose", "#e8b84a", "M4 -3L-2 6C-6 20 16 20 18 38", 3.4)
    bar(s, hand(body), "hose", "#c62f2f", "M0 1L9 -9", 4.6)
    s.inside(hand(body), "fixed water", "#7cc4ee", "M9 -9C15 -18 22 -21 30 -20C26 -14 18 -9 11 -7Z")


@tool("pitchfork")
def pitchfork(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "pitchfork", WOOD, "M1 36L1 -18", 2.4)
    bar(s, hand(body), "pitchfork", "#8f98a8", "M-5 -32L-5 -24C-5 -17 7 -17 7 -24L7 -32M1 -18L1 -32", 1.9)


@tool("sword")
def sword(s: Sketch, body: Body, person) -> None:
    s.inside(hand(body), "fixed sword blade", "#b4bec9", "M-2 -6L2 -6L2 -34L0 -39L-2 -34Z")
    bar(s, hand(body), "sword", "#d9ad3c", "M-6 -5L6 -5M0 -5L0 6", 2.6)


@tool("katana")
def katana(s: Sketch, body: Body, person) -> None:
    s.inside(hand(body), "fixed sword blade", "#b4bec9", "M-1.6 -6L1.8 -6C3 -20 6 -32 12 -41C3 -34 -1 -20 -1.6 -6Z")
    bar(s, hand(body), "sword", "#d9ad3c", "M-4 -5L4 -5", 2)
    bar(s, hand(body), "sword", "#2a2433", "M0 -4L-1 8", 2.8)


@tool("cutlass")
def cutlass(s: Sketch, body: Body, person) -> None:
    s.inside(hand(body), "fixed sword blade", "#b4bec9", "M-2 -5L2 -5C4 -16 10 -24 16 -28C7 -28 -2 -18 -2 -5Z")
    bar(s, hand(body), "sword", "#d9ad3c", "M-5 -4L4 -4C5 2 3 5 0 5", 2.2)


@tool("shield")
def shield(s: Sketch, body: Body, person) -> None:
    s.inside(hand(body, "left"), "fixed shield", "#c62f2f", "M-13 -14L9 -14C10 2 4 13 -2 17C-8 13 -14 2 -13 -14Z")
    s.inside(
        hand(body, "left"), "fixed", "#f2c318", "M-4 -11L0 -11L0 -4L6 -4L6 0L0 0L0 11L-4 11L-4 0L-10 0L-10 -4L-4 -4Z"
    )


@tool("scepter")
def scepter(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "scepter", "#d9ad3c", "M0 14L0 -18", 2.6)
    s.ellipse(hand(body), "fixed scepter", "#f2c318", 0, -21, 4.2)


@tool("staff")
def staff(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "staff", "#7a4f2c", "M1 38L1 -28", 3)
    s.ellipse(hand(body), "fixed staff", "#5fd0f0", 1, -32, 5.4)


@tool("crook")
def crook(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "staff", "#7a4f2c", "M1 38L1 -24C1 -34 13 -34 12 -25", 2.6)


@tool("wand")
def wand(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "wand", "#f6efe2", "M0 3L5 -12", 1.8)
    s.inside(
        hand(body),
        "fixed star",
        "#f2c318",
        "M6 -22L8 -17L13.4 -17L9.2 -13.6L11 -8.4L6 -11.6L1 -8.4L2.8 -13.6L-1.4 -17L4 -17Z",
    )


@tool("blackwand")
def blackwand(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "wand", "#2a2433", "M0 3L7 -12", 2.4)
    bar(s, hand(body), "wand", "#fdfaf2", "M6 -10L8 -14.4", 2.4)


@tool("broom")
def broom(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "broom", WOOD, "M2 -28L2 22", 2.6)
    s.inside(hand(body), "fixed broom", "#e0b44a", "M-1 20L5 20L10 40L-6 40Z")


@tool("bouquet")
def bouquet(s: Sketch, body: Body, person) -> None:
    f = hand(body)
    s.inside(f, "fixed bouquet", "#3f9a5a", "M-5 -6L5 -6L1.6 8L-1.6 8Z")
    for u, v, color in ((-5, -7, "#f29ab4"), (0, -11, "#fdfaf2"), (5, -7, "#f29ab4"), (0, -5, "#e0405a")):
        s.ellipse(f, "fixed bouquet", color, u, v, 4.2)


@tool("palette")
def palette(s: Sketch, body: Body, person) -> None:
    f = hand(body, "left")
    s.ellipse(f, "fixed palette", "#d8a86a", -3, -1, 11, 7.6)
    for u, v, color in ((-9, -1, "#e0201f"), (-4, -4.6, "#2456d6"), (2.4, -3.6, "#f2c318"), (-4, 3, "#2a9134")):
        s.ellipse(f, "fixed", color, u, v, 1.9)


@tool("brush")
def brush(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "brush paintbrush", WOOD, "M-3 8L3 -11", 2)
    s.inside(hand(body), "fixed brush", "#e0201f", "M1.4 -10L4.6 -9C7 -14 6.4 -17 5.4 -20C2 -17 0.6 -14 1.4 -10Z")


@tool("book")
def book(s: Sketch, body: Body, person) -> None:
    s.inside(hand(body), "fixed book", "#b8303f", "M-7 -13L8 -13L8 5L-7 5Z")
    s.inside(hand(body), "white", None, "M-4 -9L5 -9L5 -5.6L-4 -5.6Z")


@tool("pointer")
def pointer(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "pointer", WOOD, "M-2 3L10 -14", 1.8)


@tool("hammer")
def hammer(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "hammer", WOOD, "M0 6L0 -14", 2.8)
    s.inside(hand(body), "fixed hammer", "#6d7076", "M-7 -18L7 -18L7 -11.6L-4 -11.6Z")


@tool("wrench")
def wrench(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "wrench", "#8f98a8", "M0 6L0 -11M-3.6 -18L-3.6 -13L3.6 -13L3.6 -18", 3)


@tool("axe")
def axe(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "axe", WOOD, "M0 14L0 -20", 2.6)
    s.inside(hand(body), "fixed axe", "#b9c0c8", "M-1 -21L8 -25C11 -19 11 -14 8 -9L-1 -13Z")


@tool("rod")
def rod(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "rod fishingrod", WOOD, "M-4 8L18 -34", 2.2)
    bar(s, hand(body), "line", "#8f98a8", "M18 -34L20 4", 1)
    s.inside(hand(body), "fixed fish", "#f2761b", "M20 3C25 8 25 13 21 17L25 21L16 21L19 17C15 13 15 8 20 3Z")


@tool("bow")
def bow(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "bow", WOOD, "M-2 -28C11 -18 11 14 -2 24", 2.4)
    bar(s, hand(body), "bow", "#f6efe2", "M-2 -28L-2 24", 1)


@tool("spear")
def spear(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "spear", WOOD, "M0 38L0 -34", 2.2)
    s.inside(hand(body), "fixed spear", STEEL, "M-3.4 -33L0 -45L3.4 -33Z")


@tool("camera")
def camera(s: Sketch, body: Body, person) -> None:
    f = Local(*body.trunk.at(0, -body.size.torso * 0.62))
    s.inside(f, "fixed camera", "#3a3a44", "M-8 -5L-4 -5L-3 -7.4L3 -7.4L4 -5L8 -5L8 6L-8 6Z")
    s.ellipse(f, "fixed camera", "#bfe0ea", 0, 0.5, 3.6)


@tool("tray")
def tray(s: Sketch, body: Body, person) -> None:
    f = hand(body)
    s.ellipse(f, "fixed tray", STEEL, 1, -4, 13, 2.4)
    s.inside(f, "fixed glass", "#b8303f", "M-5 -18L3 -18L1 -10L1 -5.6L-3 -5.6L-3 -10Z")
    s.inside(f, "fixed cup", "#fdfaf2", "M6 -11L12 -11L11 -5.6L7 -5.6Z")


@tool("flask")
def flask(s: Sketch, body: Body, person) -> None:
    s.inside(
        hand(body), "fixed flask", "#dff2f6", "M-2.4 -19L2.4 -19L2.4 -11L8 1C8 3 7 4 6 4L-6 4C-7 4 -8 3 -8 1L-2.4 -11Z"
    )
    s.inside(hand(body), "fixed", "#3fae5a", "M-4.6 -6L4.6 -6L8 1C8 3 7 4 6 4L-6 4C-7 4 -8 3 -8 1Z")


@tool("briefcase")
def briefcase(s: Sketch, body: Body, person) -> None:
    f = hand(body)
    bar(s, f, "briefcase", "#4a2f22", "M-4 5L-4 2L4 2L4 5", 1.8)
    s.inside(f, "fixed briefcase", "#7a4a2a", "M-10 5L10 5L10 19L-10 19Z")


@tool("gifts")
def gifts(s: Sketch, body: Body, person) -> None:
    f = hand(body)
    s.inside(f, "fixed sack", "#a8763e", "M-2 -4C4 -4 14 2 16 14C17 24 -8 26 -9 15C-9 7 -6 -1 -2 -4Z")


@tool("magnifier")
def magnifier(s: Sketch, body: Body, person) -> None:
    f = hand(body)
    bar(s, f, "magnifier", WOOD, "M0 3L2 -6", 2.6)
    s.ellipse(f, "fixed magnifier", "#d9eef4", 4, -12, 5.6)
    s.ellipse(f, "fixed magnifier", "#4a3a30", 4, -12, 5.6, stroke_width=2)


@tool("shovel")
def shovel(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "shovel", WOOD, "M2 -18L2 20", 2.4)
    s.inside(hand(body), "fixed shovel", "#8f98a8", "M-4 18L8 18L8 30C6 35 -2 35 -4 30Z")


@tool("wateringcan")
def wateringcan(s: Sketch, body: Body, person) -> None:
    f = hand(body)
    bar(s, f, "wateringcan", "#3aa0a0", "M-5 6C-6 -1 6 -1 5 6M8 14L17 5", 2.2)
    s.inside(f, "fixed wateringcan", "#3aa0a0", "M-8 6L9 6L9 20L-8 20Z")


@tool("mop")
def mop(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "mop", WOOD, "M2 -24L2 30", 2.2)
    s.inside(
        hand(body),
        "fixed mop",
        "#e9e6dc",
        f"M-6 40L-1 28L5 28L10 40{bumps([(10, 40), (5, 42), (0, 42), (-6, 40)], -0.5)}Z",
    )


@tool("gavel")
def gavel(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "gavel", WOOD, "M-3 6L4 -10", 2.4)
    bar(s, hand(body), "gavel", "#6b4026", "M-2 -13L10 -9", 6)


@tool("diploma")
def diploma(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "diploma", "#fbf3dc", "M-8 3L8 -7", 5)
    bar(s, hand(body), "ribbon", "#e0201f", "M-1.4 -4.6L1.6 0.8", 2)


@tool("trident")
def trident(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "trident", "#e0a030", "M1 38L1 -32M-7 -32L-7 -25C-7 -19 9 -19 9 -25L9 -32", 2.4)


@tool("lasso")
def lasso(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "lasso rope", "#d0a868", "M0 6L0 -10", 1.8)
    s.ellipse(hand(body), "fixed lasso rope", "#d0a868", 6, -17, 10, 7, stroke_width=1.8)


@tool("pompom")
def pompom(s: Sketch, body: Body, person) -> None:
    for side in ("left", "right"):
        f = hand(body, side)
        ring = [(8, 0), (5, 6), (-3, 7), (-8, 2), (-6, -5), (1, -8), (7, -4), (8, 0)]
        s.inside(f, "fixed pompom", "#f2c318", f"M8 0{bumps(ring, -0.5)}Z")


@tool("shuriken")
def shuriken(s: Sketch, body: Body, person) -> None:
    f = hand(body)
    s.inside(f, "fixed blade", "#b9c0c8", "M0 -17L2.4 -9.4L10 -7L2.4 -4.6L0 3L-2.4 -4.6L-10 -7L-2.4 -9.4Z")


@tool("flag")
def flag(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "flag", WOOD, "M0 6L0 -30", 2)
    s.inside(hand(body), "fixed flag", "#e0402f", "M0 -30C7 -34 12 -26 21 -30L21 -16C12 -12 7 -20 0 -16Z")


@tool("balloon")
def balloon(s: Sketch, body: Body, person) -> None:
    bar(s, hand(body), "string", "#8f98a8", "M0 2C3 -8 -3 -14 2 -22", 1)
    s.inside(
        hand(body),
        "fixed balloon",
        "#e2483d",
        "M2 -22L0 -20L5 -20L3 -22C9 -25 13 -31 13 -37C13 -44 8 -48 2.5 -48C-3 -48 -8 -44 -8 -37C-8 -31 -4 -25 2 -22Z",
    )


@tool("cane")
def cane(s: Sketch, body: Body, person) -> None:
    x, y = hand(body).at(0, 0)
    bar(s, hand(body), "cane", WOOD, f"M-5 -4C-4 -9 2 -8 2 -3L3 {98 - y:.1f}", 2.4)
