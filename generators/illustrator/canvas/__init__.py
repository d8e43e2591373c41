"""Figures and paints in, SVG out: the drawing surface, its materials and path data."""
