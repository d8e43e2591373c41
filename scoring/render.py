"""Step 1 of the metric: SVG text -> RGB picture, by CairoSVG at the document's own size, then resized.

Transparent pixels become black, since the alpha channel is simply dropped.  No file and no address is ever opened for
what a document refers to.
"""

from __future__ import annotations

import io

from PIL import Image

from scoring.complexity import MAX_PIXELS as MAX_PIXELS
from scoring.complexity import TooMuchError, check_effort

SIDE = 384  # pixels, as which the metric looks at every drawing, and units where a document has no viewBox


class SVGRenderError(ValueError):
    """The SVG cannot be drawn."""


def render(svg: str, size: int = SIDE) -> Image.Image:
    """Draw `svg` as the competition does.

    Args:
        svg: the document's text.  Where the text has no viewBox, one of ``0 0 384 384`` is put in.
        size: side of the result in pixels; the metric uses `SIDE`.

    Returns:
        RGB image, (size, size).

    Raises:
        SVGRenderError: the text is not XML, names no drawable size, takes more than `MAX_PIXELS` or too much time
            (scoring/complexity.py and scoring/bounds.py), or CairoSVG fails.

    >>> svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="red"/></svg>'
    >>> picture = render(svg)
    >>> picture.size, picture.getpixel((0, 0))
    ((384, 384), (255, 0, 0))
    """
    return draw(svg).convert("RGB").resize((size, size))


def preview(svg: str, size: int = 768) -> Image.Image:
    """Draw `svg` for people: sharp at any size.

    Args:
        svg: as for `render`.
        size: side of the result in pixels.

    Returns:
        RGB image, (size, size).

    Raises:
        SVGRenderError: as for `render`.

    >>> preview('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>', size=600).size
    (600, 600)
    """
    return draw(svg, size).convert("RGB")


def draw(svg: str, size: int | None = None) -> Image.Image:
    """Draw `svg` with its transparency.

    Args:
        svg: as for `render`.
        size: side of the result in pixels; None: the document's own width and height.

    Returns:
        RGBA image, not premultiplied.

    Raises:
        SVGRenderError: as for `render`.

    >>> draw('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"/>').size
    (20, 10)
    """
    if not svg:  # CairoSVG would look for a file instead
        raise SVGRenderError("the SVG is empty")
    if "viewBox" not in svg:
        svg = svg.replace("<svg", f'<svg viewBox="0 0 {SIDE} {SIDE}"')
    _import_cairosvg()
    try:
        check_effort(svg)
        return Image.open(io.BytesIO(_svg_to_png(svg.encode(), size)))
    except TooMuchError as error:
        raise SVGRenderError(f"the SVG asks for too much: {error}") from error
    except Exception as error:  # CairoSVG lets many kinds through: KeyError, TypeError, RecursionError, cairo.Error
        raise SVGRenderError(f"CairoSVG cannot draw the SVG: {type(error).__name__}: {error}") from error


def _svg_to_png(data: bytes, size: int | None) -> bytes:
    from cairosvg.parser import Tree

    from scoring.surfaces import BoundedPNGSurface

    output = io.BytesIO()
    tree = Tree(bytestring=data, url_fetcher=_refuse)
    BoundedPNGSurface(tree, output, 96, output_width=size, output_height=size).finish()
    return output.getvalue()


def _refuse(url: str, resource_type: str):
    raise ValueError(f"{resource_type} {url[:80]!r} is outside the document")


def _import_cairosvg():
    try:
        import cairosvg  # noqa: F401
    except OSError as error:
        raise RuntimeError(
            "CairoSVG needs the cairo library: `sudo apt install libcairo2` (Debian, Ubuntu), "
            "`brew install cairo` (macOS)"
        ) from error
