"""What of the illustrator's full drawing is left in the SVG that is delivered within a number of bytes.

- ssim, psnr: of both as the judge sees them, rendered as the metric does and after its image defence
- at 1,536: SSIM of both, drawn at four times the judge's size
- bytes, seconds: of the delivered SVG; seconds of drawing, fitting and checking, with a model that is warm
- traced: ssim of the same drawing's picture when it is vectorized into the bytes instead
- browser: the mean absolute difference, of 255, between CairoSVG's and Chromium's drawing of the SVG
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from generators.illustrator import Illustrator
from model import Model
from scoring.constraints import validate_svg
from scoring.defense import smooth
from scoring.measures.fidelity import psnr, ssim
from scoring.render import preview, render

FINE = 1536  # pixels


@dataclass(frozen=True)
class Delivered:
    """One description within one number of bytes."""

    description: str
    bytes: int
    seconds: float
    ssim: float
    psnr: float  # dB
    fine: float
    traced: float | None = None
    browser: float | None = None


class Delivery:
    """Draws, and compares with the full drawing.

    Args:
        max_bytes: of the SVGs that are delivered.
        seed: of the drawings.
        traced: vectorize each drawing's picture as well.
        browser: a `tests.chromium.Browser` to compare with; None: none is.
    """

    def __init__(self, max_bytes: int, seed: int = 0, traced: bool = False, browser=None):
        self.model = Model("illustrator", max_bytes=max_bytes, seed=seed)
        self.model.predict("a red boat")  # the imports are no part of any drawing's time
        self.max_bytes, self.seed, self.traced, self.browser = max_bytes, seed, traced, browser

    def measure(self, description: str) -> Delivered:
        start = time.perf_counter()
        svg = self.model.predict(description)
        seconds = time.perf_counter() - start
        validate_svg(svg, self.max_bytes)
        (full,) = Illustrator().draw_svgs(description, 1, self.seed)
        seen, wanted = (np.asarray(smooth(render(text))) for text in (svg, full))
        fine, finest = (np.asarray(preview(text, FINE)) for text in (svg, full))
        return Delivered(
            description,
            len(svg.encode()),
            seconds,
            ssim(seen, wanted),
            psnr(seen, wanted),
            ssim(fine, finest),
            self._traced(full, wanted) if self.traced else None,
            _in_browser(self.browser, svg) if self.browser else None,
        )

    def _traced(self, full: str, wanted: np.ndarray) -> float:
        from vectorizer.vectorize import vectorize

        svg = vectorize(preview(full), self.max_bytes, seed=self.seed)
        return ssim(np.asarray(smooth(render(svg))), wanted)


def _in_browser(browser, svg: str, size: int = 768) -> float:
    """The mean absolute difference of CairoSVG's drawing and the browser's, of 255."""
    with tempfile.TemporaryDirectory() as folder:
        page, shot = Path(folder) / "page.html", Path(folder) / "page.png"
        style = f"svg{{position:absolute;left:0;top:0;width:{size}px;height:{size}px}}"
        page.write_text(f"<!doctype html><style>{style}</style>{svg}", encoding="utf-8")
        browser.open(page, width=size, height=size)
        browser.screenshot(shot)
        there = np.asarray(Image.open(shot).convert("RGB")).astype(float)
    return float(np.abs(there - np.asarray(preview(svg, size))).mean())


def line(max_bytes: int, found: Sequence[Delivered]) -> str:
    """A row of the table: means, worst cases, quartiles of bytes, medians of seconds."""
    cells = [f"{max_bytes:,}"]
    for name, form in (("ssim", ".4f"), ("psnr", ".1f"), ("fine", ".4f")):
        values = [getattr(one, name) for one in found]
        cells.append(f"{statistics.fmean(values):{form}} / {min(values):{form}}")
    cells.append(" / ".join(f"{size:,.0f}" for size in np.quantile([one.bytes for one in found], (0.25, 0.5, 0.75))))
    seconds = [one.seconds for one in found]
    cells.append(f"{statistics.median(seconds):.2f} / {max(seconds):.2f}")
    traced, browser = ([v for one in found if (v := getattr(one, name)) is not None] for name in ("traced", "browser"))
    cells.append(f"{statistics.fmean(traced):.4f} / {min(traced):.4f}" if traced else "")
    behind = [one.traced - one.ssim for one in found if one.traced is not None]
    cells.append(f"{max(behind):+.4f}" if behind else "")
    cells.append(f"{statistics.fmean(browser):.2f} / {max(browser):.2f}" if browser else "")
    return f"| {' | '.join(cells)} |"


HEADER = (
    "| bytes | ssim, mean / worst | psnr | ssim at 1,536 | bytes, quartiles | seconds, median / worst | traced | "
    "most that tracing is ahead | browser, mean / worst |\n|---:|---|---|---|---|---|---|---|---|"
)
