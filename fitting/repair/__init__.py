"""Whatever a language model wrote -> a valid SVG within the bytes, or ValueError.

    repair_svg("Sure! Here it is: ```svg <svg><rect style='fill:red' width=99 height=99>")

The stages, in the order of repair_svg: the markup is taken out of the text and read leniently, styles become
attributes, every attribute is put right or dropped, what draws nothing or would draw without end goes, the page gets a
viewBox and a size, what would be transparent gets a background, and what is too long is fitted into the bytes.

Two modules of scoring/ are used here: the competition's allowlist, of which there should be one copy, and its
renderer, because "what changes the picture least" and "where is it transparent" mean the picture that is judged. The
last check, model.py's, shares no more than these.
"""

from __future__ import annotations

import logging
from collections import Counter
from xml.etree.ElementTree import Element

from PIL import Image

from fitting.repair import canvas, markup, structure, styles, undrawable
from fitting.shortening import fit
from scoring.constraints import MAX_BYTES, validate_svg
from scoring.render import draw

log = logging.getLogger(__name__)


def repair_svg(text: str, max_bytes: int = MAX_BYTES) -> str:
    """Return the SVG that `text` holds or begins, made valid: at most `max_bytes` of UTF-8, and CairoSVG draws it.

    The picture stays as it was where it could be drawn. But what is transparent becomes white (a drawing that is nearly
    white itself gets a slate background), and "light blue" or hsl(...), which CairoSVG would draw black, become what
    they say. What was done is logged in one line. Nothing is fetched or executed, whatever the text says.

    Raises:
        ValueError: there is no SVG in the text, or nothing is left of it that can be drawn.
    """
    notes: Counter[str] = Counter()
    root, sheet = markup.parse(text, notes)
    styles.inline(root, sheet, notes)
    structure.clean_attributes(root, notes)
    structure.wrap_root_paint(root)
    structure.prune(root, notes)
    canvas.fit_canvas(root, notes)
    drawing = _drawing(root)
    if drawing is None:
        undrawable.drop_undrawable(root, draw, notes)
        structure.prune(root, notes)
    if not structure.drawn(root):
        raise ValueError(f"the SVG has no shape that can be drawn{_told(notes)}")
    if drawing is None:
        drawing = draw(markup.to_text(root))
    behind = canvas.background(root, drawing)
    if behind is not None:
        root.insert(0, behind)
        notes["added a background"] += 1
    svg = markup.to_text(root)
    if (length := len(svg.encode())) > max_bytes:
        svg = fit(svg, max_bytes)
        notes[f"fitted from {length} bytes"] += 1
    validate_svg(svg, max_bytes)
    if +notes:
        log.info("SVG repaired%s", _told(notes))
    return svg


def _drawing(root: Element) -> Image.Image | None:
    """RGBA as CairoSVG draws it; None where it cannot."""
    try:
        return draw(markup.to_text(root))
    except ValueError:
        return None


def _told(notes: Counter[str]) -> str:
    told = ", ".join(what if times == 1 else f"{what} ({times} times)" for what, times in (+notes).most_common(8))
    return f": {told}" if told else ""
