"""What the people of a role have on their heads, in the frame of a head (head.py)."""

# ruff: noqa: E501 - path data

from ..colors import darken, lighten
from .body import Local, bumps
from .sketch import Sketch

DOME = "M-11 -3.5C-11 -17 11 -17 11 -3.5Z"
HATS = {}


def hat(*names: str):
    """Register what draws a hat: function(sketch, head, color)."""

    def register(function):
        HATS.update(dict.fromkeys(names, function))
        return function

    return register


@hat("toque")
def toque(s: Sketch, head: Local, color: str) -> None:
    top = [(-9, -13), (-14.5, -18), (-9, -24.5), (0, -25.5), (9, -24.5), (14.5, -18), (9, -13)]
    s.inside(head, "fixed hat", color, f"M-9.4 -13{bumps(top, 0.4)}L9.4 -13Z")
    s.inside(head, "fixed hat", darken(color, 0.1), "M-10.4 -4L10.4 -4L9.8 -14L-9.8 -14Z")


@hat("nursecap")
def nursecap(s: Sketch, head: Local, color: str) -> None:
    s.inside(head, "fixed hat", color, "M-10 -6L10 -6L12 -16C6 -14.5 -6 -14.5 -12 -16Z")
    s.inside(head, "fixed", "#d8323c", "M-1.4 -14L1.4 -14L1.4 -11.6L3.8 -11.6L3.8 -9L1.4 -9L1.4 -6.8L-1.4 -6.8L-1.4 -9L-3.8 "
             "-9L-3.8 -11.6L-1.4 -11.6Z")  # fmt: skip


@hat("peaked")
def peaked(s: Sketch, head: Local, color: str) -> None:
    s.inside(
        head,
        "fixed hat cap",
        color,
        "M-10 -6.5C-12 -10 -15.5 -12.5 -13.5 -15C-8 -18.4 8 -18.4 13.5 -15C15.5 -12.5 12 -10 10 -6.5Z",
    )
    s.inside(head, "ink", None, "M-10.6 -8.4L10.6 -8.4L11 -4.4C6 -1.8 -6 -1.8 -11 -4.4Z")
    s.ellipse(head, "fixed badge", "#f2c318", 0, -11.6, 2.4)


@hat("hardhat")
def hardhat(s: Sketch, head: Local, color: str) -> None:
    s.inside(head, "fixed hat helmet", color, DOME)
    s.inside(head, "fixed", lighten(color, 0.4), "M-2.4 -13.4C-2.4 -15.6 2.4 -15.6 2.4 -13.4L2 -6L-2 -6Z")
    s.inside(
        head, "fixed hat helmet", darken(color, 0.14), "M-13.4 -3.6C-9 -7.4 9 -7.4 13.4 -3.6C9 -2 -9 -2 -13.4 -3.6Z"
    )


@hat("firehat")
def firehat(s: Sketch, head: Local, color: str) -> None:
    s.inside(head, "fixed hat helmet", color, "M-10.8 -4C-11.4 -15 -5 -18.4 0 -18.4C5 -18.4 11.4 -15 10.8 -4Z")
    s.inside(head, "fixed hat helmet", darken(color, 0.2), "M-15 -1.6C-12 -7 12 -7 15 -1.6C10 -4 -10 -4 -15 -1.6Z")
    s.inside(head, "fixed badge", "#f2c318", "M-4 -14.4L4 -14.4L4 -9C3 -7 1 -6 0 -5.6C-1 -6 -3 -7 -4 -9Z")


@hat("strawhat", "brim")
def strawhat(s: Sketch, head: Local, color: str) -> None:
    s.inside(head, "fixed hat", color, "M-8.6 -5C-9 -17.4 9 -17.4 8.6 -5Z")
    s.inside(head, "fixed", darken(color, 0.5), "M-8.7 -9L8.7 -9L8.6 -5L-8.6 -5Z")
    s.ellipse(head, "fixed hat", color, 0, -4.8, 18, 3.2)


@hat("cowboyhat")
def cowboyhat(s: Sketch, head: Local, color: str) -> None:
    s.inside(
        head,
        "fixed hat cowboyhat",
        color,
        "M-8.8 -5C-9.4 -12 -8.4 -19 -4.4 -19C-2 -19 -1.6 -17 0 -17C1.6 -17 2 -19 4.4 -19C8.4 -19 9.4 -12 8.8 -5Z",
    )
    s.inside(head, "fixed", darken(color, 0.45), "M-9 -9L9 -9L8.8 -5.4L-8.8 -5.4Z")
    s.inside(
        head,
        "fixed hat cowboyhat",
        color,
        "M-20 -10C-15 -3 -8 -6.4 0 -6.4C8 -6.4 15 -3 20 -10C17 -1.6 8 -2 0 -2C-8 -2 -17 -1.6 -20 -10Z",
    )


@hat("crown")
def crown(s: Sketch, head: Local, color: str) -> None:
    s.inside(
        head, "fixed crown", color, "M-9.6 -6C-4 -4.6 4 -4.6 9.6 -6L11.6 -18L5.6 -12.4L0 -20L-5.6 -12.4L-11.6 -18Z"
    )
    s.ellipse(head, "fixed gem", "#d0104c", 0, -9, 2)


@hat("tiara")
def tiara(s: Sketch, head: Local, color: str) -> None:
    s.inside(head, "fixed tiara crown", color, "M-9 -7C-4 -9.4 4 -9.4 9 -7L8 -11L4.4 -11L0 -17L-4.4 -11L-8 -11Z")
    s.ellipse(head, "fixed gem", "#ef6fa8", 0, -11.6, 1.7)


@hat("pointed")
def pointed(s: Sketch, head: Local, color: str) -> None:
    s.inside(
        head, "fixed hat wizardhat", color, "M-11 -5C-6 -11 -4.4 -20 4 -29.6C4.6 -25 4 -22 5.4 -18C7 -12.6 9 -8 11 -5Z"
    )
    s.inside(head, "fixed", "#f2c318", "M-9.4 -7.4C-3 -9.2 3 -9.2 9.8 -7.4L11 -4.6L-11 -4.6Z")
    s.ellipse(head, "fixed hat wizardhat", darken(color, 0.16), 0, -4.2, 17.6, 2.9)


@hat("bubble")
def bubble(s: Sketch, head: Local, color: str) -> None:
    s.ellipse(head, "fixed", "#bfe0f4", 0, -0.4, 14.6, opacity=0.25)
    color = darken(color, 0.12)
    s.inside(head, "fixed helmet", color, "M-14 3C-18 -20 18 -20 14 3C12 -12 -12 -12 -14 3Z")
    s.inside(head, "fixed helmet", color, "M-14 2C-13 17 13 17 14 2C14 21 -14 21 -14 2Z")


@hat("tricorne")
def tricorne(s: Sketch, head: Local, color: str) -> None:
    s.inside(
        head, "fixed hat", color, "M-16.6 -5C-14 -11 -9 -18.6 0 -18.6C9 -18.6 14 -11 16.6 -5C10 -8 -10 -8 -16.6 -5Z"
    )
    s.inside(head, "fixed", "#fdfaf2", "M-16.6 -5C-10 -10.6 10 -10.6 16.6 -5C10 -6.6 -10 -6.6 -16.6 -5Z")
    s.ellipse(head, "fixed", "#fdfaf2", 0, -13, 2.6, 2.3)
    s.inside(head, "ink", None, "M-10 -4L9 1.4", stroke_width=1.3)
    s.ellipse(head, "ink", None, 3.9, 0.4, 3.4, 3.2)


@hat("bandana")
def bandana(s: Sketch, head: Local, color: str) -> None:
    s.inside(head, "fixed hat bandana", color, "M-10.6 -2.6C-12 -17 12 -17 10.6 -2.6C4 -5.6 -4 -5.6 -10.6 -2.6Z")


@hat("veil")
def veil(s: Sketch, head: Local, color: str) -> None:
    s.inside(head, "fixed veil", color, "M-10.6 -4C-12 -18 12 -18 10.6 -4C6 -9 -6 -9 -10.6 -4Z")
    for u in (-6, 0, 6):
        s.ellipse(head, "fixed", "#f29ab4", u, -10.5 - (u == 0), 2.2)


@hat("beret")
def beret(s: Sketch, head: Local, color: str) -> None:
    s.inside(
        head, "fixed hat beret", color, "M-11 -5C-18 -10 -10 -18.6 1 -17.6C10 -17 16 -11 11 -5C4 -8.4 -4 -8.4 -11 -5Z"
    )
    s.inside(head, "fixed hat beret", color, "M0.6 -17L1.6 -20.4", stroke_width=1.7)


@hat("armet")
def armet(s: Sketch, head: Local, color: str) -> None:
    s.inside(head, "fixed plume", "#c62f2f", "M-2 -12C-6 -24 8 -28 17 -19C11 -20 7 -16 5 -10Z")
    s.inside(
        head, "cloth helmet", color, "M-11.6 12L-11.6 -3C-11.6 -18.6 11.6 -18.6 11.6 -3L11.6 12C6 15 -6 15 -11.6 12Z"
    )
    s.inside(head, "ink", None, "M-9 -2.4L9 -2.4L9 2.2L-9 2.2Z")
    s.inside(head, "fixed", darken(color, 0.35), "M-1.2 -2.4L1.2 -2.4L1.2 12L-1.2 12Z")


@hat("kabuto")
def kabuto(s: Sketch, head: Local, color: str) -> None:
    s.inside(
        head,
        "fixed",
        "#f2c318",
        "M-3 -13C-9 -15 -13 -20 -12.6 -26C-9.6 -19.6 -4 -17.4 0 -17C4 -17.4 9.6 -19.6 12.6 -26C13 -20 9 -15 3 -13Z",
    )
    s.inside(
        head,
        "fixed helmet",
        color,
        "M-10.6 -4C-11.4 -18 11.4 -18 10.6 -4L17 5.4C13 5.6 11 3.6 10 0L10.6 -4L-10.6 -4L-10 0C-11 3.6 -13 5.6 -17 5.4Z",
    )
    s.inside(head, "fixed", darken(color, 0.4), "M-12.4 -3.4C-6 -8.4 6 -8.4 12.4 -3.4C6 -5.6 -6 -5.6 -12.4 -3.4Z")


@hat("helmet")
def helmet(s: Sketch, head: Local, color: str) -> None:
    s.inside(head, "fixed hat helmet", color, "M-12.6 -2C-13.6 -19 13.6 -19 12.6 -2C8 -5.6 -8 -5.6 -12.6 -2Z")
    s.inside(head, "fixed", darken(color, 0.3), "M-10.6 -3L-6 10.6L6 10.6L10.6 -3", stroke_width=1.3)


@hat("gridiron")
def gridiron(s: Sketch, head: Local, color: str) -> None:
    s.inside(
        head,
        "cloth helmet",
        color,
        "M-8.8 -2C-8 -6 8 -6 8.8 -2L8.8 6L13 6C14.6 -3 12.6 -15.4 0 -15.4C-12.6 -15.4 -14.6 -3 -13 6L-8.8 6Z",
    )
    s.inside(head, "fixed", "#fdfaf2", "M-1.8 -15.2L1.8 -15.2L1.8 -5.2L-1.8 -5.2Z")
    s.inside(head, "fixed", "#d8dade", "M-10 4.4L10 4.4M-9 9L9 9", stroke_width=1.6)


@hat("cyclehelmet")
def cyclehelmet(s: Sketch, head: Local, color: str) -> None:
    s.inside(
        head, "fixed hat helmet", color, "M-12 -4.4C-13 -13 -6 -17 0 -17C6 -17 13 -13 12 -4.4C6 -6.6 -6 -6.6 -12 -4.4Z"
    )
    s.inside(head, "ink", None, "M-4 -14L-5 -8.4M4 -14L5 -8.4", stroke_width=1.7)


@hat("hood")
def hood(s: Sketch, head: Local, color: str) -> None:
    """A ninja's: all but the eyes."""
    s.inside(head, "fixed hood mask", color, "M-11 -2.6C-12 -17.4 12 -17.4 11 -2.6Z")
    s.inside(head, "fixed hood mask", color, "M-10.8 3.4L10.8 3.4C11 15 -11 15 -10.8 3.4Z")
    s.inside(head, "fixed headband", "#c62f2f", "M-11 -7.4C-4 -9.4 4 -9.4 11 -7.4L11.2 -3.4C4 -5 -4 -5 -11.2 -3.4Z")


@hat("habit")
def habit(s: Sketch, head: Local, color: str) -> None:
    s.inside(head, "fixed", "#fdfaf2", "M-10.6 -2C-11 -13 11 -13 10.6 -2C6 -7 -6 -7 -10.6 -2Z")
    s.inside(head, "fixed veil", color, "M-9.6 -5C-11 -19.6 11 -19.6 9.6 -5C6 -11 -6 -11 -9.6 -5Z")


@hat("cap")
def cap(s: Sketch, head: Local, color: str) -> None:
    s.inside(head, "fixed hat cap", color, "M-10.8 -3.6C-12 -17.4 12 -17.4 10.8 -3.6C4 -6.6 -4 -6.6 -10.8 -3.6Z")
    s.inside(head, "fixed hat cap", darken(color, 0.2), "M-9.6 -5C-4 -8 6 -8 16.6 -3.4C8 -2.8 -2 -4 -9.6 -5Z")


@hat("mortarboard")
def mortarboard(s: Sketch, head: Local, color: str) -> None:
    s.inside(
        head,
        "fixed hat cap",
        color,
        "M-10.4 -4C-10.4 -10 -8 -13 -8 -13L8 -13C8 -13 10.4 -10 10.4 -4C4 -7 -4 -7 -10.4 -4Z",
    )
    s.inside(head, "fixed hat cap", lighten(color, 0.12), "M0 -20L17.6 -14.4L0 -9L-17.6 -14.4Z")
    s.inside(head, "fixed tassel", "#f2c318", "M0 -14.4L13.4 -12.4L13.4 -4", stroke_width=1.6)


@hat("horned")
def horned(s: Sketch, head: Local, color: str) -> None:
    for k in (-1, 1):
        s.inside(
            head,
            "fixed horn",
            "#f6efe2",
            f"M{9 * k} -9C{17 * k} -9 {19 * k} -15 {17 * k} -22C{14 * k} -17 {11 * k} -15 {7 * k} -14.6Z",
        )
    s.inside(head, "fixed helmet", color, DOME)
    s.inside(head, "fixed", darken(color, 0.35), "M-11.2 -6L11.2 -6L11.2 -2.6L-11.2 -2.6Z")


@hat("halo")
def halo(s: Sketch, head: Local, color: str) -> None:
    s.ellipse(head, "fixed halo", color, 0, -17, 9, 2.6, stroke_width=2.2)


@hat("stocking")
def stocking(s: Sketch, head: Local, color: str) -> None:
    """Santa's and gnomes' cap."""
    s.inside(
        head,
        "fixed hat cap",
        color,
        "M-10.6 -5C-11 -16 -2 -22 7 -19.6C13 -18 16.4 -13 17.6 -7.4C14 -11.6 12 -12.4 10.6 -11L10.6 -5Z",
    )
    s.inside(head, "fixed", "#fdfaf2", "M-10 -5.4L10 -5.4", stroke_width=4.6)
    s.ellipse(head, "fixed", "#fdfaf2", 17.6, -6, 3)


@hat("tophat")
def tophat(s: Sketch, head: Local, color: str) -> None:
    s.inside(head, "fixed hat tophat", color, "M-8.6 -6L-9.8 -23L9.8 -23L8.6 -6Z")
    s.inside(head, "fixed", "#b8303f", "M-8.8 -10.4L8.8 -10.4L8.6 -6.4L-8.6 -6.4Z")
    s.ellipse(head, "fixed hat tophat", color, 0, -5.6, 14.6, 2.4)


@hat("sailorcap")
def sailorcap(s: Sketch, head: Local, color: str) -> None:
    s.inside(head, "fixed hat cap", color, "M-10 -5L-12 -13C-6 -17.4 6 -17.4 12 -13L10 -5C4 -7 -4 -7 -10 -5Z")
    s.inside(head, "fixed", "#2f5fa8", "M-10 -5L-10.8 -8.4C-4 -10.6 4 -10.6 10.8 -8.4L10 -5C4 -7 -4 -7 -10 -5Z")


@hat("souwester")
def souwester(s: Sketch, head: Local, color: str) -> None:
    s.inside(head, "fixed hat", color, "M-9.4 -5C-9.4 -18 9.4 -18 9.4 -5Z")
    s.inside(head, "fixed hat", darken(color, 0.12), "M-9.6 -6.6C-4 -8 4 -8 9.6 -6.6L14.6 -1C8 -5 -8 -5 -14.6 -1Z")


@hat("divemask")
def divemask(s: Sketch, head: Local, color: str) -> None:
    s.inside(head, "fixed hood", "#2a2433", "M-11 2C-12.4 -17.4 12.4 -17.4 11 2L8.6 2C9 -9 -9 -9 -8.6 2Z")
    s.inside(
        head,
        "fixed mask",
        color,
        "M-9 -4C-4 -5.4 4 -5.4 9 -4C9.6 1 8 4.6 5 4.6C2.6 4.6 2 2.6 0 2.6C-2 2.6 -2.6 4.6 -5 4.6C-8 4.6 -9.6 1 -9 -4Z",
    )
    s.inside(head, "fixed", "#bfe8f4", "M-7 -2.4L-1.2 -2.4L-1.2 1.4L-6.4 2.4ZM7 -2.4L1.2 -2.4L1.2 1.4L6.4 2.4Z")
    s.inside(head, "fixed snorkel", "#f2761b", "M3 8.4C9 11.4 13.6 8 13.6 2L13.6 -14", stroke_width=2.4)


@hat("clown")
def clown(s: Sketch, head: Local, color: str) -> None:
    for k in (-1, 1):
        tuft = [(8 * k, -9), (14 * k, -12), (18.6 * k, -6), (17 * k, 1), (9 * k, 3)]
        s.inside(head, "fixed hair", "#f2761b", f"M{8 * k} -9{bumps(tuft, 0.5 * k)}Z")
    s.inside(head, "fixed hat", color, "M-7 -8.6C-3 -11 3 -11 7 -8.6L1 -22.6Z")
    s.ellipse(head, "fixed nose", "#e0201f", 0, 3, 2.8)


@hat("goggles")
def goggles(s: Sketch, head: Local, color: str) -> None:
    s.inside(head, "fixed hat cap", color, "M-10.8 -2.6C-12 -16 12 -16 10.8 -2.6C4 -5.6 -4 -5.6 -10.8 -2.6Z")
    for u in (-4.4, 4.4):
        s.ellipse(head, "fixed goggles", "#bfe0ea", u, -7.4, 3.4, 2.7)


@hat("headband")
def headband(s: Sketch, head: Local, color: str) -> None:
    s.inside(head, "fixed headband", color, "M-10.7 -6.6C-4 -9.2 4 -9.2 10.7 -6.6L10.8 -3C4 -5.6 -4 -5.6 -10.8 -3Z")


@hat("turban")
def turban(s: Sketch, head: Local, color: str) -> None:
    s.inside(head, "fixed hat turban", color, "M-11 -3C-16 -10 -10 -18 0 -18C10 -18 16 -10 11 -3C4 -8 -4 -8 -11 -3Z")
    s.ellipse(head, "fixed gem", "#3aa0a0", 0, -10, 2.2)


@hat("featherband")
def featherband(s: Sketch, head: Local, color: str) -> None:
    s.inside(head, "fixed feather", color, "M4 -7C3 -14 5 -20 9.6 -24C11.6 -18 10.4 -11 7 -6.6Z")
    s.inside(head, "fixed headband", "#8a5630", "M-10.7 -6.6C-4 -9.2 4 -9.2 10.7 -6.6L10.8 -3.4C4 -6 -4 -6 -10.8 -3.4Z")


@hat("beanie")
def beanie(s: Sketch, head: Local, color: str) -> None:
    s.inside(head, "fixed hat beanie", color, "M-10.6 -5C-11 -18 11 -18 10.6 -5Z")
    s.inside(head, "fixed hat beanie", darken(color, 0.25), "M-9.6 -5.4L9.6 -5.4", stroke_width=4)
