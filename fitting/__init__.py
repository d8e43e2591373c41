"""Any SVG tree -> the same picture in fewer bytes -> the best picture within the bytes.

`shorten(svg)` gives the same picture in fewer bytes, `fit(svg, max_bytes)` the best picture of at most so many, and
`repair_svg(text, max_bytes)` a valid SVG of whatever a language model wrote.
"""

from fitting.repair import repair_svg
from fitting.shortening import fit, shorten

__all__ = ["fit", "repair_svg", "shorten"]
