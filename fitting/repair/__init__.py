"""Whatever a language model wrote -> a valid SVG within the bytes, or ValueError.

    repair_svg("Sure! Here it is: ```svg <svg><rect style='fill:red' width=99 height=99>")

The stages, in the order of repair_svg: the markup is taken out of the text and read leniently, styles become
attributes, what is not allowed goes as a whole, the page gets a viewBox and a size, every attribute is put right or
dropped, places are said by transforms alone, what is clipped or masked is cut, what draws nothing or would draw without
end goes, what would be transparent gets a background, and what is too long is fitted into the bytes.

Two modules of scoring/ are used here: the competition's allowlist, of which there should be one copy, and its
renderer, in a process that can be stopped, because "what changes the picture least" and "where is it transparent" mean
the picture that is judged. The last check, model.py's, shares no more than these.
"""

from __future__ import annotations

import logging
from collections import Counter
from xml.etree.ElementTree import Element

import numpy as np
from PIL import Image

from fitting.repair import canvas, clipping, markup, placing, structure, styles, undrawable, unsupported
from fitting.repair.geometry import Measure
from fitting.repair.notes import divided, told
from fitting.shortening import fit
from scoring import guarded
from scoring.constraints import MAX_BYTES, validate_svg

FIT_S = 2.0  # for what is too long; the rest is bounded by its own limits
DRAW_S, DRAW_MEGABYTES = 3.0, 500  # for one drawing; a thousandth of a second and little memory are usual

log = logging.getLogger(__name__)


def repair_svg(text: str, max_bytes: int = MAX_BYTES) -> str:
    """Return the SVG that `text` holds or begins, made valid: at most `max_bytes` of UTF-8, and CairoSVG draws it.

    The picture stays as it was where it could be drawn. But what is transparent becomes white (a drawing that is nearly
    white itself gets a slate background), and "light blue" or hsl(...), which CairoSVG would draw black, become what
    they say. A paint that is not understood becomes grey. What was done is logged in one line, what could not be kept
    (a blur, an unknown paint, a rule of a style sheet) in another, as a warning. Nothing is fetched or executed,
    whatever the text says.

    Args:
        text: at most a million characters of it are looked through.
        max_bytes: of UTF-8.

    Raises:
        ValueError: there is no SVG in the text, nothing is left of it that can be drawn, or it draws a blank page.
    """
    notes: Counter[str] = Counter()
    root, sheet = markup.parse(text, notes)
    styles.inline(root, sheet, notes)
    structure.spell_attributes(root, notes)
    unsupported.simplify(root, markup.WITHOUT_CONTENT, notes)
    precision = canvas.fit_canvas(root, notes)
    page_color = canvas.styled_background(root)
    structure.clean_attributes(root, notes, precision)
    measure = Measure(structure.by_id(root))
    placing.place(root, precision, measure, notes)
    clipping.cut(root, precision, measure, notes)
    structure.drop_foreign(root)
    structure.wrap_root_paint(root)
    structure.prune(root, notes)
    drawing = _drawing(root)
    if drawing is None:
        undrawable.drop_undrawable(root, _draw, notes)
        structure.prune(root, notes)
    if not structure.drawn(root):
        raise ValueError(f"the SVG has no shape that can be drawn{told(notes)}")
    if page_color is not None:
        root.insert(0, page_color)
        drawing = None
    if drawing is None:
        drawing = _drawing(root)
    if drawing is None:
        raise ValueError(f"the SVG cannot be drawn{told(notes)}")
    behind = canvas.background(root, drawing)
    if behind is not None:
        root.insert(0, behind)
        notes["added a background"] += 1
    if _is_blank(drawing):
        raise ValueError(f"the SVG draws a blank page{told(notes)}")
    svg = markup.to_text(root)
    if (length := len(svg.encode())) > max_bytes:
        svg = fit(svg, max_bytes, time_limit_s=FIT_S)
        if _is_blank(_draw(svg)):
            raise ValueError(f"nothing of the SVG's {length:,} bytes fits into {max_bytes:,}{told(notes)}")
        notes[f"fitted from {length} bytes"] += 1
    validate_svg(svg, max_bytes)
    lost, done = divided(notes)
    if lost:
        log.warning("SVG repaired without%s", told(lost))
    if done:
        log.info("SVG repaired%s", told(done))
    return svg


def _drawing(root: Element) -> Image.Image | None:
    """RGBA as CairoSVG draws it; None where it cannot."""
    try:
        return _draw(markup.to_text(root))
    except ValueError:
        return None


def _draw(svg: str) -> Image.Image:
    """RGBA; raises ValueError for what cannot be drawn. What comes from elsewhere is drawn where it can be stopped."""
    return guarded.draw(svg, seconds=DRAW_S, megabytes=DRAW_MEGABYTES)


def _is_blank(drawing: Image.Image) -> bool:
    """Whether nothing is to be seen: all is transparent, or all is white."""
    pixels = np.asarray(drawing.convert("RGBA"))
    return bool((pixels == 255).all() or (pixels[..., 3] == 0).all())
