"""Figures and paints in, SVG out: the drawing surface, its materials and path data."""

from . import cloth, hard, prints  # noqa: F401 - they register their textures
