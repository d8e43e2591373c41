"""Readings of how space is shown: "an isometric house"."""

from .. import drawings
from .readings import reading


@reading
def isometric(scene) -> None:
    """Houses and rooms have isometric drawings, solids are drawn so anyway; else the word is left out."""
    if "isometric" not in scene.text.lower():
        return
    shown = [item for item in scene.items if drawings.load(f"{item.noun}-isometric")]
    for item in shown:
        item.traits.append("isometric")
        item.kind = "thing"
        for child in scene.children(item, "with") if item.noun == "room" else ():
            child.relation = "containing"
    if not shown and not scene.of_kind("solid"):
        scene.unread.append("isometric")
