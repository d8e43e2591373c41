"""An SVG in, a score out, as the competition's metric has it: constraints -> render -> defense -> VQA, aesthetic, OCR.

`scoring.render` is the function; what else its module holds comes by `from scoring.render import ...`.
"""

from importlib import import_module

from scoring.constraints import MAX_BYTES, SVGConstraintError, validate_svg
from scoring.render import SVGRenderError, render

_LAZY = {  # these need OpenCV, torch or pandas, which take up to seconds to import
    "AestheticEvaluator": "scoring.aesthetic",
    "VQAEvaluator": "scoring.vqa",
    "TableError": "scoring.tables",
    "defend": "scoring.defense",
    "harmonic_mean": "scoring.metric",
    "judged_ssim": "scoring.measures.fidelity",
    "ocr_view": "scoring.defense",
    "score": "scoring.metric",
    "score_items": "scoring.metric",
}

__all__ = [*_LAZY, "MAX_BYTES", "SVGConstraintError", "SVGRenderError", "render", "validate_svg"]


def __getattr__(name: str):
    if name not in _LAZY:
        raise AttributeError(f"module 'scoring' has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)
