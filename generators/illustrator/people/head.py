"""Heads: face, hair, beard and glasses, in a frame where the head is an ellipse of 10 x 11 half axes."""

# ruff: noqa: E501 - path data

from ..colors import luminance
from .body import Local, bumps
from .sketch import Sketch

INK = "#2a2433"
CAP = "M-10.3 2C-12.2 -8 -6.5 -13.6 0.5 -13.6C7.5 -13.6 12.2 -8 10.3 2C9.4 -1.6 8.6 -4 7.4 -5.6"
# Hair over the brow, in front of the face.
FRONTS = {
    "short": CAP + "C3 -3.8 -3 -4.6 -6.2 -6.8C-8 -4.6 -9.4 -1.6 -10.3 2Z",
    "parted": CAP + "C4.5 -6.2 1.5 -7 -0.8 -8.8C-3.5 -6 -7.4 -4.6 -8.8 -2.4C-9.6 -1.2 -10 0.4 -10.3 2Z",
    "fringe": CAP + "C3 -4.4 -3 -4.4 -7.4 -5.6C-8.6 -4 -9.4 -1.6 -10.3 2Z",
    "spiky": "M-10.3 1L-12.5 -6L-9.5 -8L-10 -13.5L-5 -12L-2.5 -17L1 -13L6 -16L6.8 -11L11.6 -10.5L9.8 -6L12 -3L10.3 1L7.5 "
             "-5L4 -3.5L0.5 -6L-3.5 -3.6L-7 -6Z",
}  # fmt: skip
# Hair that hangs behind the neck.
BACKS = {
    "long": "M-10.8 -3C-12.8 -17 12.8 -17 10.8 -3C11.4 4 12.4 10 13.2 18C8 21 -8 21 -13.2 18C-12.4 10 -11.4 4 -10.8 -3Z",
    "bob": "M-10.8 -3C-12.8 -17 12.8 -17 10.8 -3C12 2 13 6 12.6 10.6C8 13 -8 13 -12.6 10.6C-13 6 -12 2 -10.8 -3Z",
    "ponytail": "M3 -11C14 -17 21 -8 18.5 3C17.6 7 17.5 10 18.6 14C12.4 12 10 6 11 0C11.4 -3 8 -6 3 -5Z",
    "braids": "M-8 -4L-15.6 3C-17 8 -16 14 -13.2 19C-9.6 15 -9.2 9 -8.6 4L8.6 4C9.2 9 9.6 15 13.2 19C16 14 17 8 15.6 3L8 -4Z",
    "pigtails": "M-8 -5C-17 -10 -20.5 -1 -15.5 7C-12 6 -10 2 -9 -1L9 -1C10 2 12 6 15.5 7C20.5 -1 17 -10 8 -5Z",
    "wavy": "M-10.8 -3C-13.5 -18 13.5 -18 10.8 -3C15 0 10.5 6 14 9C17 13 12.5 15 13.5 19C9 22 4 18 0 20C-4 18 -9 22 -13.5 "
            "19C-12.5 15 -17 13 -14 9C-10.5 6 -15 0 -10.8 -3Z",
}  # fmt: skip
CURLS = [(-11, 4), (-13.5, -2), (-11.6, -8), (-6.8, -12.4), (0, -14), (6.8, -12.4), (11.6, -8), (13.5, -2), (11, 4)]
AFRO = [(-10, 7), (-15, 3), (-16.5, -4.5), (-13.5, -12), (-7, -16.8), (0, -18), (7, -16.8), (13.5, -12), (16.5, -4.5),
        (15, 3), (10, 7)]  # fmt: skip
BROW = "L8.4 -3C6 -6.6 3.4 -4.4 0.6 -6.4C-2.4 -4.4 -5.6 -6.8 -8.4 -3Z"
LENGTHS = {"long": "parted", "wavy": "parted", "bob": "fringe", "ponytail": "parted", "braids": "parted", "bun": "parted",
           "pigtails": "fringe"}  # fmt: skip
BEARDS = {
    "beard": "M-10 0C-11 17 11 17 10 0C8 4.4 5 2.4 0 2.6C-5 2.4 -8 4.4 -10 0Z",
    "long": "M-10 0C-11.4 14 -6 22 0 28C6 22 11.4 14 10 0C8 4.4 5 2.4 0 2.6C-5 2.4 -8 4.4 -10 0Z",
    "moustache": "M0 3.2C3 1.2 7.4 3 8.6 6.2C5.4 6.9 2 6.5 0 5C-2 6.5 -5.4 6.9 -8.6 6.2C-7.4 3 -3 1.2 0 3.2Z",
    "goatee": "M-3.6 8C-4 14 4 14 3.6 8Z",
}


def back_hair(sketch: Sketch, head: Local, style: str, color: str) -> None:
    """What is behind the head and the trunk."""
    if style in BACKS:
        sketch.inside(head, "fixed hair", color, BACKS[style])
    elif style == "bun":
        sketch.ellipse(head, "fixed hair", color, 0, -14.5, 5.4)
    elif style == "afro":
        sketch.inside(head, "fixed hair", color, f"M{AFRO[0][0]} {AFRO[0][1]}{bumps(AFRO, 0.55)}Z")


def face(sketch: Sketch, head: Local, person, pale: str | None = None) -> None:
    """Skull, ears, eyes, mouth, beard; `pale` is a painted face."""
    ears = not person.covered and person.hair not in ("long", "bob", "wavy", "afro", "braids")
    if ears:
        sketch.inside(head, "skin", person.skin, "M-10 1.2L10 1.2", stroke_width=4.6)
    sketch.ellipse(head, "skin", pale or person.skin, 0, 0, 10, 11)
    if person.age in ("child", "baby") and not person.asleep:
        cheeks = "M-6.4 4.6L-6 4.6M6 4.6L6.4 4.6"
        sketch.inside(head, "fixed", "#f08a7a", cheeks, stroke_width=3, opacity=0.45)
    dark = luminance(person.skin) < 0.36
    lips = "#a83248" if person.gender == "woman" and person.age != "baby" else "#fdfaf2" if dark else INK
    if person.beard in ("beard", "long"):
        sketch.inside(head, "fixed beard", person.beard_color, BEARDS[person.beard])
        lips = INK if luminance(person.beard_color) > 0.3 else "#fdfaf2"
    for u in (-3.9, 3.9):
        if person.asleep:
            sketch.inside(head, "ink", None, f"M{u - 2} 0.6C{u - 1} 2.4 {u + 1} 2.4 {u + 2} 0.6", stroke_width=1.5)
        else:
            sketch.ellipse(head, "ink eye", None, u, 0.4, 1.4, 1.9)
    smile = "M-3 5.8C-1.6 8 1.6 8 3 5.8" if person.mood != "sad" else "M-3 7.6C-1.6 5.6 1.6 5.6 3 7.6"
    if person.beard == "moustache":
        smile = "M-2 7.6C-1 8.4 1 8.4 2 7.6"
    sketch.inside(head, "fixed mouth", lips, smile, stroke_width=1.7)
    if person.beard in ("moustache", "goatee"):
        sketch.inside(head, "fixed beard moustache", person.beard_color, BEARDS[person.beard])


def front_hair(sketch: Sketch, head: Local, style: str, color: str) -> None:
    """What is over the brow."""
    if style == "curly" or style == "afro":
        edge = CURLS if style == "curly" else [(u * 0.8, v * 0.9) for u, v in CURLS]
        sketch.inside(head, "fixed hair", color, f"M{edge[0][0]} {edge[0][1]}{bumps(edge, 0.5)}{BROW}")
    elif style == "balding":
        for u in (-9.8, 9.8):
            sketch.ellipse(head, "fixed hair", color, u, 0.5, 2.4, 4.6)
    elif style == "wisp":
        sketch.inside(head, "fixed hair", color, "M-4 -10C-3 -14 3 -14.5 3.4 -11C1.5 -12 -1 -12 -4 -10Z")
    elif style != "bald":
        sketch.inside(head, "fixed hair", color, FRONTS[LENGTHS.get(style, style)])


def glasses(sketch: Sketch, head: Local) -> None:
    for u in (-4.2, 4.2):
        sketch.ellipse(head, "fixed glasses", INK, u, 0.6, 3.2, 3.2, stroke_width=1.2)
    sketch.inside(head, "fixed glasses", INK, "M-1 0.4L1 0.4", stroke_width=1.2)
