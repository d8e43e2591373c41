"""Any SVG tree -> the same picture in fewer bytes -> the best picture within the bytes.

`shorten(svg)` gives the same picture in fewer bytes, `fit(svg, max_bytes)` the best picture of at most so many.
"""

from fitting.shortening import fit, shorten

__all__ = ["fit", "shorten"]
