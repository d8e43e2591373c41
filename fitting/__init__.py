"""Any SVG tree -> the same picture in fewer bytes -> the best picture within the bytes."""

from fitting.shortening import shorten

__all__ = ["shorten"]
