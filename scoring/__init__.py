"""The competition's metric: constraints -> render -> defense -> aesthetic, VQA, OCR -> one score.

`scoring.render` is the function; what else its module holds comes by `from scoring.render import ...`.
"""

from scoring.constraints import MAX_BYTES, SVGConstraintError, validate_svg
from scoring.defense import defend, ocr_view
from scoring.fidelity import judged_ssim
from scoring.render import SVGRenderError, render

__all__ = [
    "MAX_BYTES",
    "SVGConstraintError",
    "SVGRenderError",
    "defend",
    "judged_ssim",
    "ocr_view",
    "render",
    "validate_svg",
]
