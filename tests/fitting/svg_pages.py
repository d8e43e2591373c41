"""Small pages for the tests of repair, and what they look like."""

import numpy as np

from fitting import repair_svg
from scoring import render, validate_svg

RED, BLUE, WHITE, BLACK = (255, 0, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0)
ALL = '<rect width="256" height="256" fill="red"/>'


def page(body: str, attributes: str = 'viewBox="0 0 256 256"') -> str:
    return f"<svg {attributes}>{body}</svg>"


def repaired(text: str, max_bytes: int = 10_000) -> str:
    svg = repair_svg(text, max_bytes)
    validate_svg(svg, max_bytes)
    render(svg)
    return svg


def middle(svg: str) -> tuple[int, int, int]:
    return render(svg).getpixel((192, 192))


def alike(text: str, plain: str, tolerance: float = 0.3) -> str:
    """Repair `text`; it must look as the SVG does that says the same in plain, allowed attributes."""
    svg = repaired(text)
    difference = np.abs(np.asarray(render(svg), float) - np.asarray(render(plain), float)).mean()
    assert difference <= tolerance, (difference, svg)
    return svg
