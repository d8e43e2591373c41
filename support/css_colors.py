"""The names of colours in CSS that CairoSVG draws: NAMED["coral"] is "#ff7f50"."""

from PIL import ImageColor

LACKING = "rebeccapurple"  # the one that CairoSVG takes for black
NAMED = {
    name: "#{:02x}{:02x}{:02x}".format(*ImageColor.getrgb(name))  # which may have put a tuple in the table's place
    for name in list(ImageColor.colormap)
    if name != LACKING
}
