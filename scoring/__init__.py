"""The competition's metric: constraints -> render -> defense -> aesthetic, VQA, OCR -> one score.

`scoring.render` is the function; what else its module holds comes by `from scoring.render import ...`.
"""

from importlib import import_module

from scoring.constraints import MAX_BYTES, SVGConstraintError, validate_svg
from scoring.defense import defend, ocr_view
from scoring.measures.fidelity import judged_ssim
from scoring.render import SVGRenderError, render

_LAZY = {  # these need torch or pandas, which cost seconds to import and which drawing does without
    "AestheticEvaluator": "scoring.aesthetic",
    "VQAEvaluator": "scoring.vqa",
    "TableError": "scoring.tables",
    "harmonic_mean": "scoring.metric",
    "score": "scoring.metric",
    "score_items": "scoring.metric",
}

__all__ = [
    *_LAZY,
    "MAX_BYTES",
    "SVGConstraintError",
    "SVGRenderError",
    "defend",
    "judged_ssim",
    "ocr_view",
    "render",
    "validate_svg",
]


def __getattr__(name: str):
    if name not in _LAZY:
        raise AttributeError(f"module 'scoring' has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)
