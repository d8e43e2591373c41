"""The trunk of a figure with all that is on it."""

# ruff: noqa: E501 - path data

from .body import Body, Local, spelled
from .clothes import BARE, CUTS, HEM, LEGS, OVER, Cut, Wardrobe, legs_drop, look, outline
from .details import DETAILS, belt
from .person import Cloth, Person
from .sketch import Sketch


def trunk(s: Sketch, body: Body, person: Person, clothes: Wardrobe) -> None:
    """The trunk with all that is on it, from the skin outwards."""
    if not clothes.tops or clothes.inner.cut in ("trunks", "apron", "vest", "overalls", "hivis"):
        s.inside(body.trunk, "skin", person.skin, outline(body, Cut(reach=2, flare=1)))
    if clothes.legs and clothes.legs.cut in LEGS or (clothes.inner and clothes.inner.cut in BARE):
        cloth = clothes.legs if clothes.legs and clothes.legs.cut in LEGS else clothes.inner
        named, color, more = look(cloth)
        h, t = body.size.hip, body.size.torso
        s.inside(body.trunk, named, color, f"M{-h} {-t * 0.2:.1f}L{h} {-t * 0.2:.1f}L{h} 2.5L0 4.5L{-h} 2.5Z", **more)
    wrapped = False
    for i, cloth in enumerate(clothes.tops):
        if cloth.cut == "trunks":
            continue
        if clothes.skirt and cloth.cut in OVER:
            skirt(s, body, clothes.skirt)
            wrapped = True
        cut = CUTS[cloth.cut]
        named, color, more = look(cloth)
        if cut.detail in ("apron", "bib"):
            DETAILS[cut.detail](s, body, person, cloth)
            continue
        d = outline(body, cut, 1.05 if i else 1)
        if clothes.skirt and cut.reach > 1 and i == 0:
            d = outline(body, Cut(reach=1.01, flare=1, fitted=True))
        s.inside(body.trunk, named, color, d, **more)
        if cut.detail and not (i + 1 < len(clothes.tops) and cut.detail in ("collar", "band", "pouch")):
            DETAILS[cut.detail](s, body, person, cloth)
    if clothes.skirt and not wrapped:
        skirt(s, body, clothes.skirt)
    if clothes.belt:
        belt(s, body, person, clothes.belt)


def skirt(s: Sketch, body: Body, cloth: Cloth) -> None:
    z, (share, flare) = body.size, HEM[cloth.cut]
    named, color, more = look(cloth)
    frame = Local(body.trunk.x, body.trunk.y, body.trunk.turn * (0.4 if abs(body.trunk.turn) < 10 else 1))
    reach, w, e = legs_drop(body) * share, z.waist * 0.98, z.hip * flare
    y = -z.torso * 0.34
    d = (
        f"M{spelled(-w, y)}L{spelled(w, y)}C{spelled(w, y * 0.4, e, reach * 0.4, e, reach)}"
        f"C{spelled(e * 0.5, reach + 1.8, -e * 0.5, reach + 1.8, -e, reach)}C{spelled(-e, reach * 0.4, -w, y * 0.4, -w, y)}Z"
    )
    s.inside(frame, named, color, d, **more)
