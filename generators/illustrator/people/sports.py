"""Balls, bats and boards."""

# ruff: noqa: E501 - path data

from .body import Body, Local, limb
from .sketch import Sketch
from .tools import bar, hand, tool

BALLS = {
    "soccerball": ("#fdfaf2", "#2a2433"), "basketball": ("#e8782a", "#5a2a14"), "tennisball": ("#d8ea3c", "#fdfaf2"),
    "baseball": ("#fdfaf2", "#d0342c"), "volleyball": ("#fbf0c0", "#3f7fd0"), "ball": ("#e23b4e", "#fdfaf2"),
}  # fmt: skip


def draw_ball(s: Sketch, x: float, y: float, r: float, kind: str) -> None:
    f, (color, ink) = Local(x, y, 0, r / 10), BALLS[kind]
    s.ellipse(f, f"fixed ball {kind}", color, 0, 0, 10)
    if kind == "soccerball":
        s.inside(f, "fixed", ink, "M0 -5L4.8 -1.6L3 4L-3 4L-4.8 -1.6Z")
        bar(s, f, "ball", ink, "M0 -5L0 -9M4.8 -1.6L8.6 -3M3 4L5.4 7.4M-3 4L-5.4 7.4M-4.8 -1.6L-8.6 -3", 1.8)
    else:
        bar(s, f, "ball", ink, "M-7 -7C-2 -3 -2 3 -7 7M7 -7C2 -3 2 3 7 7", 2)


@tool("ball")
def ball(s: Sketch, body: Body, person) -> None:
    """At the foot that kicks, else in the hand."""
    if person.pose == "kick":
        x, y = body.right_leg[2]
        draw_ball(s, min(x + 13, 92), min(y - 1, 92), 7.6, "soccerball")
    else:
        x, y = body.right[2]
        draw_ball(s, x + 2, y - 8, 7.6, "ball")


@tool("soccerball")
def soccerball(s: Sketch, body: Body, person) -> None:
    draw_ball(s, body.right_leg[2][0] + 14, 92.2, 7.8, "soccerball")


@tool("basketball")
def basketball(s: Sketch, body: Body, person) -> None:
    x, y = body.right[2]
    draw_ball(s, x + 2, y - 9, 8.6, "basketball")


@tool("volleyball")
def volleyball(s: Sketch, body: Body, person) -> None:
    x, y = body.right[2]
    draw_ball(s, x + 2, y - 9, 7.6, "volleyball")


@tool("racket")
def racket(s: Sketch, body: Body, person) -> None:
    f = Local(*hand(body).at(0, 0), 24)
    bar(s, f, "racket tennisracket", "#2a2433", "M0 4L0 -10", 2.8)
    s.ellipse(f, "fixed racket tennisracket", "#f6f3e4", 0, -19, 7.4, 9.4)
    s.ellipse(f, "fixed racket tennisracket", "#c62f2f", 0, -19, 7.4, 9.4, stroke_width=2.2)
    draw_ball(s, hand(body).x + 20, hand(body).y - 2, 4, "tennisball")


@tool("bat")
def bat(s: Sketch, body: Body, person) -> None:
    x, y = hand(body).at(0, 0)
    s.path("fixed bat baseballbat", "#d0a868", limb([(x - 2, y + 5), (x + 9, y - 30)], [2.6, 6.4]))


@tool("baseball")
def baseball(s: Sketch, body: Body, person) -> None:
    x, y = body.right[2]
    draw_ball(s, x + 1, y - 5, 4.4, "baseball")


@tool("golfclub")
def golfclub(s: Sketch, body: Body, person) -> None:
    x, y = hand(body).at(0, 0)
    f = Local(x, y)
    bar(s, f, "club", "#6d7076", f"M-1 -8L6 {97 - y:.1f}L12 {97 - y:.1f}", 2.2)
    s.ellipse(Local(x, 100), "white golfball", None, 22, -3, 3)


@tool("football")
def football(s: Sketch, body: Body, person) -> None:
    x, y = body.right[2]
    f = Local(x + 2, y - 3, -30)
    s.ellipse(f, "fixed ball football", "#8a4a24", 0, 0, 9, 5.6)
    bar(s, f, "ball", "#fdfaf2", "M-3 0L3 0", 1.8)


@tool("hockeystick")
def hockeystick(s: Sketch, body: Body, person) -> None:
    x, y = hand(body).at(0, 0)
    bar(s, Local(x, y), "stick", "#d0a868", f"M-2 -10L7 {96 - y:.1f}L15 {97 - y:.1f}", 2.8)


@tool("skis")
def skis(s: Sketch, body: Body, person) -> None:
    f = Local(body.trunk.x, 100)
    bar(s, f, "skis", "#e0402f", "M-26 -1L22 -1C26 -1 28 -3 29 -6", 2.4)
    for side in ("left", "right"):
        bar(s, hand(body, side), "pole", "#6d7076", "M0 -5L-7 26", 1.6)


@tool("surfboard")
def surfboard(s: Sketch, body: Body, person) -> None:
    s.ellipse(Local(body.trunk.x, 98), "fixed surfboard", "#f2a93c", 0, 0, 34, 2.8)


@tool("skateboard")
def skateboard(s: Sketch, body: Body, person) -> None:
    f = Local(body.trunk.x, 100)
    bar(s, f, "skateboard", "#e23b6a", "M-24 -4L-20 -2L20 -2L24 -4", 2.8)
    for u in (-14, 14):
        s.ellipse(f, "ink", None, u, 0.6, 2.8)
