"""What people have about them besides clothes: on the chest, at the neck, on the back, behind them."""

# ruff: noqa: E501 - path data

from .body import Body, Local
from .sketch import Sketch
from .tools import STEEL, WOOD, bar, tool


@tool("stethoscope")
def stethoscope(s: Sketch, body: Body, person) -> None:
    t = body.size.torso
    bar(
        s,
        body.trunk,
        "stethoscope",
        "#2a2433",
        f"M-5 {-t}C-6 {-t + 8} -5 {-t + 11} 0 {-t + 11}C5 {-t + 11} 6 {-t + 8} 5 {-t}",
        1.7,
    )
    bar(s, body.trunk, "stethoscope", "#2a2433", f"M0 {-t + 11}L0 {-t + 15}", 1.7)
    s.ellipse(body.trunk, "fixed stethoscope", STEEL, 0, -t + 17, 2.4)


@tool("blackboard", back=True)
def blackboard(s: Sketch, body: Body, person) -> None:
    f = Local(50, 100)
    s.inside(f, "fixed blackboard", WOOD, "M-6 -88L48 -88L48 -42L-6 -42Z")
    s.inside(f, "fixed blackboard", "#2f5f4a", "M-3 -85L45 -85L45 -45L-3 -45Z")
    bar(s, f, "chalk", "#fdfaf2", "M26 -76L38 -76M28 -68L40 -68", 2)


@tool("tank", back=True)
def tank(s: Sketch, body: Body, person) -> None:
    t = body.size.torso
    bar(s, body.trunk, "tank", "#f2c318", f"M{body.size.shoulder * 0.5:.1f} {-t - 2}L{body.size.shoulder * 0.5:.1f} {-t * 0.2:.1f}"
        f"M{-body.size.shoulder * 0.5:.1f} {-t - 2}L{-body.size.shoulder * 0.5:.1f} {-t * 0.2:.1f}", 10)  # fmt: skip


@tool("pack", back=True)
def pack(s: Sketch, body: Body, person) -> None:
    sh, t = body.size.shoulder + 3.5, body.size.torso
    s.inside(body.trunk, "fixed backpack", "#a8b0ba", f"M{-sh} {-t - 2}L{sh} {-t - 2}L{sh} -2L{-sh} -2Z")


@tool("quiver", back=True)
def quiver(s: Sketch, body: Body, person) -> None:
    t = body.size.torso
    bar(s, body.trunk, "quiver", WOOD, f"M-4 -4L-12 {-t - 4}", 6)
    bar(s, body.trunk, "arrow", "#e0201f", f"M-11 {-t - 4}L-14 {-t - 13}M-14 {-t - 2}L-19 {-t - 10}", 2)


@tool("rifle", back=True)
def rifle(s: Sketch, body: Body, person) -> None:
    t = body.size.torso
    bar(s, body.trunk, "rifle", "#3a3a40", f"M-8 -2L{body.size.shoulder + 5:.1f} {-t - 12}", 2.8)
    bar(s, body.trunk, "rifle", WOOD, f"M-10 2L2 {-t * 0.5:.1f}", 4.4)


@tool("satchel")
def satchel(s: Sketch, body: Body, person) -> None:
    sh, t, h = body.size.shoulder, body.size.torso, body.size.hip
    bar(s, body.trunk, "bag", "#5a3a26", f"M{-sh + 4:.1f} {-t}L{h} -3", 2)
    s.inside(body.trunk, "fixed bag", "#8a5630", f"M{h - 5} -6L{h + 9} -6L{h + 9} 7L{h - 5} 7Z")
    s.inside(body.trunk, "white", None, f"M{h - 1} -9L{h + 6} -9L{h + 6} -5L{h - 1} -5Z")


@tool("wings", back=True)
def wings(s: Sketch, body: Body, person) -> None:
    f = Local(*body.trunk.at(0, -body.size.torso * 0.7))
    for k in (-1, 1):
        s.inside(
            f,
            "fixed wing",
            "#fdfaf2",
            f"M{2 * k} 2C{16 * k} -22 {34 * k} -24 {38 * k} -18C{38 * k} -4 {30 * k} 16 {14 * k} 18C{8 * k} 16 {4 * k} 10 {2 * k} 2Z",
        )


@tool("fairywings", back=True)
def fairywings(s: Sketch, body: Body, person) -> None:
    f = Local(*body.trunk.at(0, -body.size.torso * 0.6))
    for k in (-1, 1):
        s.inside(
            f,
            "fixed wing",
            "#b8e4f4",
            f"M0 0C{10 * k} -26 {34 * k} -28 {34 * k} -14C{34 * k} -4 {16 * k} 2 0 0C{18 * k} 2 {28 * k} 10 {24 * k} 18C{18 * k} 24 {4 * k} 12 0 0Z",
        )


@tool("cape", back=True)
def cape(s: Sketch, body: Body, person) -> None:
    z = body.size
    color = {"vampire": "#7a1020"}.get(person.hat, "#c62f2f")
    s.inside(body.trunk, "fixed cape", color, f"M{-z.shoulder + 1:.1f} {-z.torso + 1}L{z.shoulder - 1:.1f} {-z.torso + 1}L{z.shoulder + 10:.1f} {z.leg * 1.4:.1f}"
             f"C6 {z.leg * 1.2:.1f} -6 {z.leg * 1.6:.1f} {-z.shoulder - 10:.1f} {z.leg * 1.4:.1f}Z")  # fmt: skip


@tool("bridalveil", back=True)
def bridalveil(s: Sketch, body: Body, person) -> None:
    s.inside(body.head, "fixed veil", "#f6f3f4", "M-8 -10C-14 -2 -16 14 -20 34C-8 40 8 40 20 34C16 14 14 -2 8 -10Z")


@tool("nunveil", back=True)
def nunveil(s: Sketch, body: Body, person) -> None:
    s.inside(
        body.head, "fixed veil", "#26242e", "M-10 -8C-13 0 -14 10 -15 24L15 24C14 10 13 0 10 -8C4 -14 -4 -14 -10 -8Z"
    )


@tool("emblem")
def emblem(s: Sketch, body: Body, person) -> None:
    t = body.size.torso
    s.inside(
        body.trunk,
        "fixed star",
        "#f2c318",
        f"M-5 {-t * 0.8:.1f}L5 {-t * 0.8:.1f}L6.6 {-t * 0.66:.1f}L0 {-t * 0.4:.1f}L-6.6 {-t * 0.66:.1f}Z",
    )


@tool("badge")
def badge(s: Sketch, body: Body, person) -> None:
    s.ellipse(body.trunk, "fixed badge", "#f2c318", body.size.shoulder * 0.42, -body.size.torso * 0.66, 2.3)


@tool("tie")
def tie(s: Sketch, body: Body, person) -> None:
    t = body.size.torso
    s.inside(
        body.trunk,
        "fixed tie",
        "#b8303f",
        f"M-1.6 {-t + 0.6}L1.6 {-t + 0.6}L2.6 {-t * 0.42:.1f}L0 {-t * 0.32:.1f}L-2.6 {-t * 0.42:.1f}Z",
    )


@tool("bowtie")
def bowtie(s: Sketch, body: Body, person) -> None:
    t = body.size.torso
    s.inside(body.trunk, "ink bowtie", None, f"M-5 {-t - 2}L5 {-t + 3}L5 {-t - 2}L-5 {-t + 3}Z")


@tool("neckerchief")
def neckerchief(s: Sketch, body: Body, person) -> None:
    t = body.size.torso
    s.inside(body.trunk, "fixed scarf", "#d8323c", f"M-7 {-t - 1.6}L7 {-t - 1.6}L0 {-t + 7}Z")


@tool("collarcape")
def collarcape(s: Sketch, body: Body, person) -> None:
    """Ermine."""
    sh, t = body.size.shoulder, body.size.torso
    s.inside(
        body.trunk,
        "white",
        None,
        f"M-5 {-t - 1.6}L5 {-t - 1.6}L{sh + 1.4:.1f} {-t + 5}C6 {-t + 11} -6 {-t + 11} {-sh - 1.4:.1f} {-t + 5}Z",
    )
    for u in (-6, 0, 6):
        s.ellipse(body.trunk, "ink", None, u, -t + 5, 0.9, 1.5)


@tool("stars")
def stars(s: Sketch, body: Body, person) -> None:
    for u, v in ((-7, 14), (6, 20), (-2, 26)):
        s.ellipse(body.trunk, "fixed star", "#f2c318", u, v * body.size.leg / 18, 1.8)


@tool("scarf")
def scarf(s: Sketch, body: Body, person) -> None:
    t, w = body.size.torso, body.size.thick
    bar(
        s,
        body.trunk,
        "scarf",
        "#b03a5b",
        f"M{-w * 0.5:.1f} {-t - 0.6}C-2 {-t + 2} 2 {-t + 2} {w * 0.5:.1f} {-t - 0.6}",
        5.4,
    )
    s.inside(
        body.trunk, "fixed scarf", "#8f2c48", f"M0.5 {-t + 1}L5.6 {-t + 1}L7.4 {-t * 0.36:.1f}L1.6 {-t * 0.36:.1f}Z"
    )
