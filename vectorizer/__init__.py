"""Picture -> SVG within a byte budget."""
