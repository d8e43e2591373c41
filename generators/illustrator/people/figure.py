"""A person -> the drawing of that person."""

# ruff: noqa: E501 - path data

import re
from functools import lru_cache

from ..drawings import Shape, Thing
from .body import Body, Local, jointed, posture, proportions
from .clothes import CUTS, Wardrobe, arm, leg
from .hats import HATS
from .head import back_hair, face, front_hair, glasses
from .kit import BACK, TOOLS
from .person import Person
from .sketch import Sketch
from .trunk import trunk

SIDES = ("left", "right")


@lru_cache(512)
def figure(person: Person) -> Thing:
    """The shapes of a person in a 100 x 100 frame, standing on y = 100, and the places of what they wear and hold."""
    s, clothes = Sketch(), Wardrobe(person)
    body = jointed(proportions(person.age, person.gender, person.build), posture(person.pose, person.arms),
                   7 if person.age == "old" else 0)  # fmt: skip
    front = body.pose.front
    behind(s, body, person)
    s.shapes += limbs(arm, [side for side in SIDES if side[0] not in front], body, person, clothes)
    seated = person.pose in ("sit", "ground") and not skirted(clothes)  # with the legs before the trunk
    if seated:
        trunk(s, body, person, clothes)
    s.shapes += limbs(leg, SIDES, body, person, clothes)
    if not seated:
        trunk(s, body, person, clothes)
    neck(s, body, person)
    head(s, body, person)
    for name in person.tools:
        if name not in BACK:
            TOOLS[name](s, body, person)
    s.shapes += limbs(arm, [side for side in SIDES if side[0] in front], body, person, clothes)
    if person.pose == "swim":
        ripples(s)
    shapes = [turned(shape) for shape in s.shapes] if person.faces_left else s.shapes
    return Thing(tuple(shapes), anchors(body, person))


def skirted(clothes: Wardrobe) -> bool:
    return clothes.skirt is not None or any(CUTS[c.cut].reach <= 1 for c in clothes.tops)


def limbs(draw, sides: list[str], body: Body, person: Person, clothes: Wardrobe) -> list[Shape]:
    """Arms or legs; a pair that hides nothing of itself is drawn layer by layer, each layer as one path."""
    drawn = []
    for side in sides:
        sketch = Sketch()
        draw(sketch, body, side, person, clothes)
        drawn.append(sketch.shapes)
    if len(drawn) < 2 or body.pose.side or len(drawn[0]) != len(drawn[1]):
        return [shape for shapes in drawn for shape in shapes]
    out = []
    for one, other in zip(*drawn, strict=True):
        if "d" in one[1] and {**one[1], "d": ""} == {**other[1], "d": ""}:
            out.append((one[0], one[1] | {"d": one[1]["d"] + other[1]["d"]}))
        else:
            out += [one, other]
    return out


def behind(s: Sketch, body: Body, person: Person) -> None:
    """What is at the back of the figure, and what it sits on."""
    if person.seat:
        y = body.trunk.y + body.size.hip * 0.3
        s.inside(Local(50, 100), "fixed stool", "#8a6a4c", f"M-16 {y - 100:.1f}L16 {y - 100:.1f}L16 0L-16 0Z")
    if person.asleep:
        x, y = body.head.at(0, 0)
        s.ellipse(Local(x, y), "white pillow", None, -2, 5, 15, 8)
    for name in person.tools:
        if name in BACK:
            TOOLS[name](s, body, person)
    if not person.covered:
        back_hair(s, body.head, person.hair, person.hair_color)


def neck(s: Sketch, body: Body, person: Person) -> None:
    if person.hat in ("hood", "habit", "divemask"):
        return
    t = body.size.torso
    s.inside(body.trunk, "skin neck", person.skin, f"M0 {-t - 2}L0 {-t + 0.6}", stroke_width=body.size.thick * 0.86)


def head(s: Sketch, body: Body, person: Person) -> None:
    face(s, body.head, person, "#fbeee6" if person.hat == "clown" else None)
    if not person.covered and person.hat != "clown":
        style = person.hair
        if person.hat and style in ("spiky", "afro", "curly", "wisp"):
            style = "short"
        front_hair(s, body.head, style, person.hair_color)
    if person.glasses:
        glasses(s, body.head)
    if person.hat:
        HATS[person.hat](s, body.head, person.hat_color)


def ripples(s: Sketch) -> None:
    """The water that a swimmer is in."""
    s.path("fixed water", "#5fb0dc", "M0 92C8 86 16 86 24 91C32 96 40 96 48 91C56 86 64 86 72 91C80 96 92 94 100 91L100 100L0 "
           "100Z", opacity=0.85)  # fmt: skip


def turned(shape: tuple) -> tuple:
    """A shape seen from the other side: mirrored about x = 50."""
    tag, a = shape
    out = dict(a)
    if "cx" in a:
        out["cx"] = f"{100 - float(a['cx']):.1f}"
    if "d" in a:
        out["d"] = re.sub(r"(-?[\d.]+) (-?[\d.]+)", lambda m: f"{100 - float(m[1]):.1f} {m[2]}", a["d"])
    return tag, out


def anchors(body: Body, person: Person) -> dict[str, str]:
    """Where worn and held things go, and the colour of what the words colour."""
    size, hd, t = body.size, body.head, body.size.torso
    w = hd.scale * 10
    hand = body.right[2]
    places = {
        "head": (*hd.at(0, -4.6), 2.5 * w), "eyes": (*hd.at(0, 0.6), 2.1 * w),
        "neck": (*body.trunk.at(0, -t + 0.5), size.shoulder * 1.5), "hand": (hand[0], hand[1] + 3, 34),
        "back": (body.trunk.x, body.trunk.at(0, size.leg * 1.2)[1], size.shoulder * 4.2),
        "lap": (*body.trunk.at(0, 2), 36), "face": (*hd.at(0, 6), 20), "trunk": (body.trunk.x, body.trunk.y + 2, 40),
    }  # fmt: skip
    if body.pose.front == "lr":
        x, y = ((body.left[2][k] + body.right[2][k]) / 2 for k in (0, 1))
        places["hand"] = places["lap"] = (x, y + 8, 34)
    if person.food:
        places["hand"] = places["lap"] = (hand[0], hand[1] + 5, 15)
    foot = body.right_leg[2]
    places["foot"] = (min(foot[0] + 11, 92), min(foot[1] + 5, 100), 17)
    if person.faces_left:
        places = {name: (100 - x, y, width) for name, (x, y, width) in places.items()}
    seat = {"data-seat": f"{body.trunk.x:.1f} {body.trunk.y + size.hip * 0.4:.1f} 20"}
    spelled = {f"data-{name}": " ".join(f"{v:.1f}" for v in place) for name, place in places.items()}
    return {"data-body": person.color, "data-accent": person.skin, "data-place": "meadow"} | spelled | seat
