"""What makes a garment what it is: collars, buttons, belts, bibs; drawn on the trunk."""

# ruff: noqa: E501 - path data

from ..colors import darken, lighten
from .body import Body
from .clothes import CUTS, legs_drop, look, tone, tops_of
from .person import Cloth, Person
from .sketch import Sketch

DETAILS = {}


def detail(name: str):
    def register(function):
        DETAILS[name] = function
        return function

    return register


def dots(s: Sketch, body: Body, color: str, places: list[tuple[float, float]]) -> None:
    """Buttons, as the round ends of one short line."""
    d = "".join(f"M{u - 0.1:.1f} {v:.1f}L{u + 0.1:.1f} {v:.1f}" for u, v in places)
    s.inside(body.trunk, "fixed button", color, d, stroke_width=2.4)


@detail("collar")
def collar(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    t = body.size.torso
    s.inside(
        body.trunk, "fixed collar", lighten(tone(person, cloth), 0.45), f"M-5 {-t - 1.4}L5 {-t - 1.4}L0 {-t + 4.4}Z"
    )


@detail("vneck")
def vneck(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    t = body.size.torso
    s.inside(body.trunk, "skin", person.skin, f"M-3.6 {-t - 1}L3.6 {-t - 1}L0 {-t + 5}Z")


@detail("band")
def band(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    t, h = body.size.torso, body.size.hip
    s.inside(
        body.trunk,
        f"fixed {cloth.name}",
        darken(tone(person, cloth), 0.22),
        f"M{-h + 1} 1.2L{h - 1} 1.2",
        stroke_width=3,
    )
    s.inside(
        body.trunk, f"fixed {cloth.name}", darken(tone(person, cloth), 0.22), f"M-3.6 {-t}L3.6 {-t}", stroke_width=3
    )


@detail("pouch")
def pouch(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    w, t = body.size.waist, body.size.torso
    s.inside(body.trunk, f"fixed {cloth.name} pocket", darken(tone(person, cloth), 0.2),
             f"M{-w * 0.5} -8L{w * 0.5} -8L{w * 0.72} -1L{-w * 0.72} -1Z")  # fmt: skip
    s.inside(
        body.trunk,
        f"fixed {cloth.name} hood",
        darken(tone(person, cloth), 0.2),
        f"M-5 {-t + 0.4}L5 {-t + 0.4}",
        stroke_width=4,
    )


@detail("open")
def opened(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    """What is under a jacket, between its lapels."""
    t = body.size.torso
    inner = next((c for c in tops_of(person) if c is not cloth), None)
    color = tone(person, inner) if inner else "#fdfaf2"
    named = f"fixed {inner.name}" if inner else "fixed"
    end = 2 if CUTS[cloth.cut].reach > 1 else legs_drop(body) * CUTS[cloth.cut].reach
    if cloth.cut == "suit":
        s.inside(body.trunk, named, color, f"M-4.6 {-t - 0.8}L4.6 {-t - 0.8}L0 {-t * 0.45:.1f}Z")
        return
    s.inside(
        body.trunk,
        named,
        color,
        f"M-4.4 {-t - 0.8}L4.4 {-t - 0.8}L2.4 {-t * 0.5:.1f}L2.4 2L-2.4 2L-2.4 {-t * 0.5:.1f}Z",
    )
    if end > 6:
        s.inside(body.trunk, "fixed", darken(tone(person, cloth), 0.4), f"M0 2L0 {end:.1f}", stroke_width=1.6)


@detail("buttons")
def buttons(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    t = body.size.torso
    collar(s, body, person, cloth)
    dots(s, body, darken(tone(person, cloth), 0.5), [(0, t * v) for v in (-0.62, -0.36, -0.1)])


@detail("double")
def double(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    """A chef's jacket."""
    t = body.size.torso
    dots(s, body, "#4b4f5c", [(u, t * v) for v in (-0.64, -0.4, -0.16) for u in (-3, 3)])
    s.inside(body.trunk, "fixed scarf", "#d8323c", f"M-5.4 {-t - 1.6}L5.4 {-t - 1.6}L0 {-t + 4}Z")


@detail("stripe")
def stripe(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    w, t = body.size.waist, body.size.torso
    s.inside(
        body.trunk,
        "fixed",
        lighten(tone(person, cloth), 0.75),
        f"M{-w} {-t * 0.5:.1f}L{w} {-t * 0.5:.1f}",
        stroke_width=3.6,
    )


@detail("reflect")
def reflect(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    w, t = body.size.waist, body.size.torso
    for v in (-0.56, -0.18):
        s.inside(body.trunk, "fixed", "#e6e8d8", f"M{-w + 1.4} {t * v:.1f}L{w - 1.4} {t * v:.1f}", stroke_width=2.6)


@detail("belt")
def belt(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    w, t = body.size.waist * (0.84 if CUTS.get(cloth.cut, CUTS["tunic"]).fitted else 0.94), body.size.torso
    color = cloth.color if cloth.cut == "belt" and cloth.color else darken(tone(person, cloth), 0.5)
    s.inside(body.trunk, "fixed belt", color, f"M{-w} {-t * 0.3:.1f}L{w} {-t * 0.3:.1f}", stroke_width=2.8)


@detail("sash")
def sash(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    belt(s, body, person, cloth)
    vneck(s, body, person, cloth)


@detail("obi")
def obi(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    w, t = body.size.waist, body.size.torso
    s.inside(
        body.trunk, "fixed collar", "#fdfaf2", f"M-4 {-t}L2 {-t * 0.45:.1f}M4 {-t}L-2 {-t * 0.5:.1f}", stroke_width=2
    )
    s.inside(body.trunk, "fixed belt", "#e8b84a", f"M{-w} {-t * 0.34:.1f}L{w} {-t * 0.34:.1f}", stroke_width=6)


@detail("tutu")
def tutu(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    h = body.size.hip
    for k, v in ((2.9, 1.5), (2.4, -1)):
        s.inside(body.trunk, f"fixed {cloth.name}", lighten(tone(person, cloth), 0.3 if k > 2.5 else 0.05),
                 f"M-4 -7C{-h * k} {v - 7} {-h * k} {v + 5} {-h * 1.2:.1f} {v + 4}C-3 {v + 6} 3 {v + 6} {h * 1.2:.1f} {v + 4}"
                 f"C{h * k} {v + 5} {h * k} {v - 7} 4 -7Z")  # fmt: skip


@detail("bib")
def bib(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    w, h, t = body.size.waist, body.size.hip, body.size.torso
    named, color, more = look(cloth)
    d = f"M{-w * 0.62} {-t * 0.7:.1f}L{w * 0.62} {-t * 0.7:.1f}L{w * 0.66} {-t * 0.36:.1f}L{h} {-t * 0.3:.1f}L{h} 2.6L0 4.4L{-h} 2.6L{-h} {-t * 0.3:.1f}L{-w * 0.66} {-t * 0.36:.1f}Z"
    s.inside(body.trunk, named, color, d, **more)
    s.inside(body.trunk, named.replace("cloth", "fixed").replace("body", "plain"), color,
             f"M{-w * 0.5} {-t * 0.66:.1f}L{-w * 0.5} {-t + 0.6}M{w * 0.5} {-t * 0.66:.1f}L{w * 0.5} {-t + 0.6}", stroke_width=2.4)  # fmt: skip
    dots(s, body, "#f2c318", [(k * w * 0.5, -t * 0.63) for k in (-1, 1)])


@detail("apron")
def apron(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    w, h, t = body.size.waist, body.size.hip, body.size.torso
    named, color, more = look(cloth)
    low = legs_drop(body) * 0.45
    d = f"M{-w * 0.5} {-t * 0.74:.1f}L{w * 0.5} {-t * 0.74:.1f}L{w * 0.6} {-t * 0.36:.1f}L{h} {-t * 0.26:.1f}L{h} {low:.1f}L{-h} {low:.1f}L{-h} {-t * 0.26:.1f}L{-w * 0.6} {-t * 0.36:.1f}Z"
    s.inside(body.trunk, named, color, d, **more)


@detail("zip")
def zipped(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    t = body.size.torso
    s.inside(
        body.trunk, "fixed zipper", lighten(tone(person, cloth), 0.5), f"M0 {-t}L0 {-t * 0.3:.1f}", stroke_width=1.7
    )


@detail("panel")
def panel(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    t, w = body.size.torso, body.size.waist
    s.inside(
        body.trunk, "fixed", "#3a7bd0", f"M-5 {-t * 0.72:.1f}L5 {-t * 0.72:.1f}L5 {-t * 0.42:.1f}L-5 {-t * 0.42:.1f}Z"
    )
    s.ellipse(body.trunk, "fixed", "#e2392c", -2, -t * 0.57, 1.5)
    s.inside(body.trunk, "fixed", "#8f98a8", f"M{-w} {-t * 0.2:.1f}L{w} {-t * 0.2:.1f}", stroke_width=2.4)


@detail("plates")
def plates(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    t, sh = body.size.torso, body.size.shoulder
    s.inside(body.trunk, "fixed", "#c62f2f", f"M-5 {-t + 4}L5 {-t + 4}L6 9L0 13L-6 9Z")
    for k in (-1, 1):
        s.ellipse(body.trunk, "fixed", lighten(tone(person, cloth), 0.3), k * (sh - 2), -t + 4, 5.2, 4.4)


@detail("fringe")
def fringe(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    w, t = body.size.shoulder, body.size.torso
    for v, color in ((-0.44, "#e8b84a"), (-0.2, "#3aa0a0")):
        s.inside(body.trunk, "fixed", color, f"M{-w * 1.1:.1f} {t * v:.1f}L{w * 1.1:.1f} {t * v:.1f}", stroke_width=3)


@detail("pompoms")
def pompoms(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    t = body.size.torso
    for v, color in ((-0.62, "#e0201f"), (-0.34, "#2f8fdb"), (-0.06, "#3fae5a")):
        s.ellipse(body.trunk, "fixed button", color, 0, t * v, 2)
    s.ellipse(body.trunk, "fixed collar", "#fdfaf2", 0, -t + 0.6, 8.4, 3)


@detail("santa")
def santa(s: Sketch, body: Body, person: Person, cloth: Cloth) -> None:
    belt(s, body, person, Cloth("belt", "#2a2433"))
    h, reach = body.size.hip, legs_drop(body) * 0.3
    s.inside(body.trunk, "fixed", "#fdfaf2", f"M{-h * 1.2:.1f} {reach:.1f}L{h * 1.2:.1f} {reach:.1f}", stroke_width=4.4)
