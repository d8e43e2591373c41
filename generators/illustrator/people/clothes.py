"""Clothes drawn on a body: trunks with sleeves, trousers, skirts, shoes."""

# ruff: noqa: E501 - path data

import math
from dataclasses import dataclass

from .body import Body, between, limb, spelled
from .person import Cloth, Person
from .sketch import Sketch


@dataclass(frozen=True)
class Cut:
    """How a garment for the trunk is made: its sleeves, how far it reaches below the hips, how wide it is there.

    `reach` is a part of the legs' length where it is at most 1, else in units; `flare` is the hem's half width in hips'.
    """

    sleeve: str = "none"  # none, short, long, wide
    reach: float = 2.5
    flare: float = 1.06
    fitted: bool = False  # drawn in at the waist
    detail: str = ""
    legs: bool = False  # whether it goes on into trousers


CUTS = {
    "tshirt": Cut("short"), "shirt": Cut("long", detail="collar"), "sweater": Cut("long", detail="band"),
    "hoodie": Cut("long", detail="pouch"), "vest": Cut(detail="open"), "jersey": Cut("short", detail="stripe"),
    "jacket": Cut("long", 3.5, detail="open"), "suit": Cut("long", 3.5, detail="open", legs=True),
    "coat": Cut("long", 0.5, 1.2, detail="buttons"), "labcoat": Cut("long", 0.56, 1.2, detail="open"),
    "raincoat": Cut("long", 0.55, 1.4, detail="buttons"), "robe": Cut("wide", 0.96, 1.75, detail="sash"),
    "kimono": Cut("wide", 0.94, 1.25, detail="obi"), "habit": Cut("wide", 0.96, 1.7),
    "dress": Cut("short", 0.56, 2.0, True), "sundress": Cut("none", 0.5, 2.0, True),
    "gown": Cut("none", 0.97, 2.7, True, "belt"), "tutu": Cut("none", 2, 1, True, "tutu"),
    "swimsuit": Cut("none", 1.5, 1, True), "corset": Cut("none", 2, 1, True), "trunks": Cut("none", 1.5),
    "overalls": Cut("none", 2, legs=True, detail="bib"), "onesie": Cut("long", 2, legs=True, detail="zip"),
    "wetsuit": Cut("long", 2, legs=True, detail="zip"), "spacesuit": Cut("long", 2, 1.1, legs=True, detail="panel"),
    "armor": Cut("long", 4, 1.2, detail="plates", legs=True), "scrubs": Cut("short", 3, detail="vneck", legs=True),
    "apron": Cut("none", 0.45, 1.05, detail="apron"), "poncho": Cut("cape", 4, 1.7, detail="fringe"),
    "turnout": Cut("long", 5, 1.15, detail="reflect", legs=True), "hivis": Cut("none", 2.5, detail="reflect"),
    "tunic": Cut("long", 0.32, 1.25, detail="belt"), "whites": Cut("long", 4, 1.08, detail="double"),
    "camouflage": Cut("long", 3.5, legs=True, detail="belt"), "smock": Cut("long", 0.3, 1.3),
    "leotard": Cut("long", 1.5, 1, True), "clownsuit": Cut("long", 2, 1.2, legs=True, detail="pompoms"),
    "fur": Cut("long", 0.3, 1.3, detail="santa", legs=True), "tank": Cut("none", 2.5),
}  # fmt: skip
LEGS = {"pants": 1.0, "shorts": 0.42, "leggings": 1.0, "breeches": 0.62}
FEET = {"shoes", "boots", "sandals", "heels", "slippers", "sneakers", "socks", "flippers", "skates"}
HEM = {"skirt": (0.5, 1.75), "longskirt": (0.92, 2.1), "miniskirt": (0.3, 1.5), "kilt": (0.5, 1.35)}
OVER = {"suit", "jacket", "coat", "labcoat", "raincoat", "vest", "hivis", "apron", "overalls", "poncho"}  # other tops
BARE = {"swimsuit", "trunks", "leotard"}


def tops_of(person: Person) -> list[Cloth]:
    """What is worn on the trunk, from the skin outwards."""
    return sorted((c for c in person.clothes if c.cut in CUTS), key=lambda c: c.cut in OVER)


class Wardrobe:
    """The clothes of one person, by where they are worn."""

    def __init__(self, person: Person):
        pieces = {cloth.cut: cloth for cloth in person.clothes}
        self.tops = tops_of(person)
        self.inner = next(iter(self.tops), None)
        sleeved = [c for c in self.tops if CUTS[c.cut].sleeve not in ("none", "cape")]
        self.sleeves = sleeved[-1] if sleeved else None
        whole = [c for c in self.tops if CUTS[c.cut].legs]
        self.legs = next((c for c in person.clothes if c.cut in LEGS), whole[-1] if whole else None)
        self.skirt = next((c for c in person.clothes if c.cut in HEM), None)
        self.feet = next((c for c in reversed(person.clothes) if c.cut in FEET), None)
        self.gloves = pieces.get("gloves") or pieces.get("mittens")
        self.belt = pieces.get("belt")


def look(cloth: Cloth, lit: bool = True) -> tuple[str, str | None, dict]:
    """Class, fill and further attributes of a piece's surface; limbs are flat, which takes fewer bytes."""
    own = cloth.color is None
    named = f"{('body' if own else 'cloth') if lit else ('flat' if own else 'limb')} {cloth.name}"
    return named, cloth.color, ({"data_material": cloth.material} if cloth.material else {})


def tone(person: Person, cloth: Cloth) -> str:
    return cloth.color or person.color


def leg(s: Sketch, body: Body, side: str, person: Person, clothes: Wardrobe) -> None:
    """One leg with what is on it."""
    hip, knee, ankle = getattr(body, f"{side}_leg")
    far = {"data_relief": -0.16} if body.pose.side and side == "left" else {}
    thick = body.size.thick
    widths = [thick * 1.36, thick * 1.08, thick * 0.86]
    cloth = clothes.legs
    length = LEGS.get(cloth.cut, 1.0) if cloth else 0
    if length < 1:
        s.path("skin leg", person.skin, limb([hip, knee, ankle], [w * 0.86 for w in widths]), **far)
    if cloth and length == 1:
        named, color, more = look(cloth, lit=False)
        s.path(named, color, limb([hip, knee, ankle], widths, end="flat"), **far, **more)
    elif cloth:
        named, color, more = look(cloth, lit=False)
        end = between(hip, knee, length * 2) if length < 0.5 else between(knee, ankle, length * 2 - 1)
        points, wide = ([hip, end], [widths[0], widths[0] * 0.96])
        if length > 0.5:
            points, wide = [hip, knee, end], [widths[0], widths[1] * 1.2, widths[1] * 1.1]
        s.path(named, color, limb(points, wide, end="flat"), **far, **more)
    foot(s, body, side, person, clothes, far)


def foot(s: Sketch, body: Body, side: str, person: Person, clothes: Wardrobe, far: dict) -> None:
    hip, knee, ankle = getattr(body, f"{side}_leg")
    thick, angles = body.size.thick, getattr(body.pose, f"{side}_leg")
    length = thick * 0.8
    turned = angles[1] + 84 if body.pose.side else (52 if side == "right" else -52)
    if body.pose.short < 1:
        turned, length = (30 if side == "right" else -30), thick * 0.3
    k = math.radians(turned)
    cloth = clothes.feet
    named, color, more = look(cloth, lit=False) if cloth else ("skin foot", person.skin, {})
    if cloth and cloth.cut == "flippers":
        length *= 2
    toe = (ankle[0] + length * math.sin(k), ankle[1] + length * math.cos(k) * (0.35 if not body.pose.side else 1))
    if cloth and cloth.cut in ("boots", "socks"):
        shaft = limb([between(knee, ankle, 0.45), ankle], [thick * 1.12, thick * 1.06], "flat", "round")
        s.path(named, color, shaft + limb([ankle, toe], [thick * 1.06, thick * 0.9]), **far, **more)
        return
    s.path(named, color, limb([ankle, toe], [thick * 0.92, thick * 0.8]), **far, **more)


def arm(s: Sketch, body: Body, side: str, person: Person, clothes: Wardrobe) -> None:
    """One arm with its sleeve and hand."""
    shoulder, elbow, wrist = getattr(body, side)
    thick = body.size.thick
    widths = [thick * 1.02, thick * 0.88, thick * 0.74]
    cloth = clothes.sleeves
    sleeve = CUTS[cloth.cut].sleeve if cloth else "none"
    dim = {"data_relief": -0.22 if body.pose.side and side == "left" else -0.18 if body.pose.front else -0.1}
    hand = clothes.gloves
    if sleeve in ("none", "short"):
        s.path(
            "skin arm",
            person.skin,
            limb([shoulder, elbow, wrist], widths),
            **(dim if body.pose.side and side == "left" else {}),
        )
    named, color, more = look(hand, lit=False) if hand else ("skin hand", person.skin, {})
    if hand or sleeve in ("long", "wide"):
        palm = thick * (0.62 if hand and hand.cut == "mittens" else 0.5)
        over = between(elbow, wrist, 1 + 0.16 * (sleeve != "none"))
        s.shapes.append(("ellipse", {"class": named, "fill": color or person.color, "cx": f"{over[0]:.1f}",
                                     "cy": f"{over[1]:.1f}", "rx": f"{palm:.2f}", "ry": f"{palm:.2f}"}))  # fmt: skip
    if sleeve == "none":
        return
    named, color, more = look(cloth, lit=False)
    if sleeve == "short":
        d = limb([shoulder, between(shoulder, elbow, 0.72)], [thick * 1.2, thick * 1.24], end="flat")
    elif sleeve == "wide":
        d = limb([shoulder, elbow, wrist], [thick * 1.12, thick * 1.3, thick * 2], end="flat")
    else:
        d = limb([shoulder, elbow, wrist], [thick * 1.12, thick, thick * 0.9], end="flat")
    s.path(named, color, d, **dim, **more)


def outline(body: Body, cut: Cut, grow: float = 1) -> str:
    """The trunk in the garment, in the trunk's frame."""
    z, drop = body.size, legs_drop(body)
    reach = cut.reach if cut.reach > 1 else max(cut.reach * drop, 2)
    top, sh, w, h = z.torso, z.shoulder * grow, z.waist * grow, z.hip * grow
    w = w * 0.9 if cut.fitted else w
    flare = 1 + (cut.flare - 1) * (min(1, reach / (cut.reach * 2 * z.leg)) if cut.reach <= 1 else 1)
    e, n = h * flare, 3.4
    hips = f"C{spelled(-w, -top * 0.2, -h, -top * 0.16, -h, 0)}" if cut.reach > 1 else ""
    back = (
        f"C{spelled(h, -top * 0.16, w, -top * 0.2, w, -top * 0.4)}" if cut.reach > 1 else f"L{spelled(w, -top * 0.36)}"
    )
    swing = "" if hips else f"C{spelled(-w, -top * 0.2, -e, reach * 0.4, -e, reach)}"
    side = hips + f"L{spelled(-e, reach)}" if hips else swing
    rise = back if hips else f"C{spelled(e, reach * 0.4, w, -top * 0.2, w, -top * 0.4)}"
    return (
        f"M{spelled(n, -top - 0.6)}L{spelled(-n, -top - 0.6)}"
        f"C{spelled(-sh * 0.8, -top, -sh, -top + 1, -sh, -top + 5)}"
        f"C{spelled(-sh, -top * 0.66, -w, -top * 0.56, -w, -top * 0.4)}{side}"
        f"C{spelled(-e * 0.5, reach + 1.6, e * 0.5, reach + 1.6, e, reach)}"
        + (f"L{spelled(h, 0)}" if hips else "") + rise +
        f"C{spelled(w, -top * 0.56, sh, -top * 0.66, sh, -top + 5)}C{spelled(sh, -top + 1, sh * 0.8, -top, n, -top - 0.6)}Z"
    )  # fmt: skip


def legs_drop(body: Body) -> float:
    """How far the legs reach below the hips, as clothes hang: to the knees of who sits."""
    if abs(body.pose.lean) > 60:
        return 2 * body.size.leg
    lowest = max(body.left_leg[2][1], body.right_leg[2][1]) - body.trunk.y
    if body.pose.short < 1:
        return 2 * (body.knee_drop() + 3)
    return max(lowest, body.size.leg * 0.8)
