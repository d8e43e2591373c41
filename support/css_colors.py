"""The names of colours in CSS that CairoSVG draws: NAMED["coral"] is "#ff7f50"."""

from PIL import ImageColor

LACKING = "rebeccapurple"  # the one that CairoSVG takes for black
NAMED = {name: value.lower() for name, value in ImageColor.colormap.items() if name != LACKING}
