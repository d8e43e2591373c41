"""Colour names, modifiers and the little colour arithmetic that the drawings share.

Colours are "#rrggbb" strings in sRGB everywhere in this package.
"""

import colorsys

from PIL import ImageColor

# Names that descriptions use beyond CSS, and CSS names whose everyday meaning differs from the web's value
# (CSS azure is almost white, CSS lavender almost grey, CSS khaki a light yellow).
_EVERYDAY = {
    "alabaster": "#f2f0e6", "amber": "#ffbf00", "amethyst": "#9966cc", "apricot": "#fbceb1", "aubergine": "#472c4c",
    "auburn": "#a52a2a", "azure": "#1e86f5", "brass": "#c9a83c", "brick": "#b5523b", "bronze": "#cd7f32",
    "buff": "#e9cf9a", "burgundy": "#800020", "burnt orange": "#cc5500", "butter": "#f7e08c", "camel": "#c19a6b",
    "canary": "#ffef5c", "caramel": "#c68e4e", "cardinal": "#c41e3a", "carmine": "#960018", "celadon": "#ace1af",
    "cerise": "#de3163", "cerulean": "#2a7fc4", "champagne": "#f3dfc1", "charcoal": "#36454f", "cherry": "#c81838",
    "chestnut": "#954535", "chocolate": "#6b3a20", "cinnamon": "#c2691f", "claret": "#7f1734", "cobalt": "#0047ab",
    "cobalt blue": "#0047ab",
    "coffee": "#6f4e37", "copper": "#b87333", "cornflower": "#6495ed", "cream": "#fff3cf", "cyan": "#00e0ee",
    "dandelion": "#f5d32f", "dark slate": "#2f4048", "denim": "#3d6a9e", "ebony": "#2f2a26", "ecru": "#d9c8a0",
    "eggplant": "#5b2a55", "eggshell": "#f0ead6", "emerald": "#1fb268", "fawn": "#d8a468", "flame": "#e25822",
    "forest": "#228b22", "garnet": "#8a2433", "ginger": "#b8622a", "gold": "#f2c318", "golden": "#eab820",
    "grape": "#6f2da8", "graphite": "#4b4f54", "heather": "#a593b5", "honey": "#eba937", "jade": "#2fa374",
    "jet": "#2b2b2e", "khaki": "#d9c888", "lavender": "#c3b1ec", "lead": "#6c7278", "lemon": "#fbe94b",
    "lilac": "#c8a2c8", "lime": "#8ee000", "lime green": "#5fd32c", "mahogany": "#90401a", "malachite": "#1fc15c",
    "marigold": "#eaa221", "mauve": "#c39bd3", "midnight blue": "#191970", "mint": "#98e8bf", "mocha": "#7b5a45",
    "moss": "#7f9456", "mother of pearl": "#e9e4dc", "mulberry": "#b5477f", "mustard": "#e1ad01", "navy": "#12205e",
    "navy blue": "#12205e", "nickel": "#a5a8a6", "obsidian": "#2c2936", "ochre": "#cc7722", "olive": "#808020",
    "onyx": "#353839", "opal": "#a8c3bc", "orange": "#f7860f", "orchid": "#da70d6", "oxblood": "#5c1016",
    "peach": "#ffbf94",
    "pearl": "#eae6da", "periwinkle": "#9a9aed", "pewter": "#8e9294", "pine": "#1b6b54", "pistachio": "#a9d27f",
    "platinum": "#dedddb", "plum": "#8e4585", "poppy": "#e35335", "powder blue": "#b0d8e6", "puce": "#a95c68",
    "pumpkin": "#f2761b", "raspberry": "#d81e5b", "red": "#e0201f", "rose": "#ee5f86", "rose gold": "#d8968a",
    "ruby": "#d0104c", "russet": "#80461b", "rust": "#b7410e", "saffron": "#f4c430", "sage": "#a3b18a",
    "salmon": "#fa8072", "sand": "#dcc08a", "sandstone": "#d3b083", "limestone": "#d6cfbc", "sapphire": "#1c4fba",
    "scarlet": "#f52a10", "sepia": "#704214",
    "sienna": "#a0522d", "silver": "#c2c5ca", "sky": "#87ceeb", "slate": "#66747f", "smoke": "#9aa0a5",
    "steel": "#7a8ea0", "straw": "#e4d06f", "tangerine": "#f5890f", "taupe": "#8b7d72", "tawny": "#cd5b12",
    "teal": "#008080", "terracotta": "#d66b4a",
    "topaz": "#ffc040",
    "turquoise": "#35d3c4",
    "ultramarine": "#2a1fb4",
    "wheat": "#ebc878", "tortoiseshell": "#7a4a22", "umber": "#6a5041", "vanilla": "#f6e7b4", "vermilion": "#e34234",
    "violet": "#8c3fe0", "viridian": "#40826d",
    "wine": "#722f37", "wisteria": "#c0a3dc", "purple": "#86209a", "green": "#2a9134", "blue": "#2456d6",
    "yellow": "#fbdc1c", "pink": "#ff9fb6", "brown": "#8a4f2b", "gray": "#808286", "grey": "#808286",
    "white": "#fafaf7", "black": "#1b1b20", "fuchsia": "#f020c8", "magenta": "#f010d0", "ivory": "#fbf7e4",
    "multicolored": "#e85d75", "rainbow": "#e85d75", "lilac purple": "#b48ad0",
}  # fmt: skip


def _table() -> dict[str, str]:
    """Every name without spaces -> "#rrggbb"."""
    css = {name: ImageColor.getcolor(name, "RGB") for name in ImageColor.colormap}
    table = {name: "#{:02x}{:02x}{:02x}".format(*rgb) for name, rgb in css.items()}
    table.update((name.replace(" ", ""), value) for name, value in _EVERYDAY.items())
    return table


TABLE = _table()

# In "cobalt blue" or "dandelion yellow" the first word already says the colour.
BASIC = {
    "red",
    "orange",
    "yellow",
    "green",
    "blue",
    "purple",
    "pink",
    "brown",
    "gray",
    "grey",
    "white",
    "black",
    "gold",
}


def rgb(color: str) -> tuple[int, int, int]:
    """ "#rrggbb" -> (r, g, b), each 0 to 255."""
    return tuple(int(color[i : i + 2], 16) for i in (1, 3, 5))


def hexa(red: float, green: float, blue: float) -> str:
    """Channels 0 to 255 (clipped) -> "#rrggbb"."""
    return "#" + "".join(f"{min(255, max(0, round(c))):02x}" for c in (red, green, blue))


def mix(a: str, b: str, amount: float) -> str:
    """`amount` 0 gives a, 1 gives b."""
    return hexa(*(x + (y - x) * amount for x, y in zip(rgb(a), rgb(b), strict=True)))


SHINE, SHADE = "#fffaec", "#160f33"  # a warm white, as under a sun; a deep indigo, as shadows under a sky are


def lighten(color: str, amount: float = 0.25) -> str:
    """Towards the light: as `SHINE` laid over it with this opacity."""
    return mix(color, SHINE, amount)


def darken(color: str, amount: float = 0.25) -> str:
    """Towards the shadow: as `SHADE` laid over it with this opacity."""
    return mix(color, SHADE, amount)


def hls(color: str) -> tuple[float, float, float]:
    """Hue, lightness, saturation, each 0 to 1."""
    return colorsys.rgb_to_hls(*(c / 255 for c in rgb(color)))


def from_hls(hue: float, lightness: float, saturation: float) -> str:
    """Hue (wrapping), lightness and saturation (clipped to 0..1) -> "#rrggbb"."""
    red, green, blue = colorsys.hls_to_rgb(hue % 1, min(1, max(0, lightness)), min(1, max(0, saturation)))
    return hexa(red * 255, green * 255, blue * 255)


def shift(color: str, hue: float = 0.0, lightness: float = 0.0, saturation: float = 0.0) -> str:
    """Move a colour within HLS by the given amounts."""
    h, li, s = hls(color)
    return from_hls(h + hue, li + lightness, s + saturation)


def luminance(color: str) -> float:
    """Rec. 709 luma of the gamma-coded channels, 0 to 1."""
    red, green, blue = rgb(color)
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


def backdrop_for(color: str, rng) -> str:
    """A calm wall colour against which `color` stands out: near-complementary, soft, and of the other lightness."""
    hue, _, saturation = hls(color)
    dark_subject = luminance(color) < 0.62
    tint = 0.36 if saturation > 0.15 else 0.30
    hue = hue + 0.5 + rng.uniform(-0.13, 0.13) if saturation > 0.15 else rng.choice((0.08, 0.55, 0.47, 0.02))
    return from_hls(hue, 0.85 if dark_subject else 0.36, tint if dark_subject else 0.30)


# Modifier word -> what it does to the colour named after it.
MODIFIERS = {
    "pale": lambda c: mix(c, "#ffffff", 0.5),
    "light": lambda c: mix(c, "#ffffff", 0.38),
    "pastel": lambda c: mix(c, "#ffffff", 0.48),
    "soft": lambda c: mix(c, "#fff6ee", 0.3),
    "dark": lambda c: mix(c, "#0a0812", 0.42),
    "deep": lambda c: shift(mix(c, "#0a0618", 0.28), saturation=0.1),
    "rich": lambda c: shift(mix(c, "#0a0618", 0.1), saturation=0.1),
    "bright": lambda c: shift(c, saturation=0.25, lightness=0.03),
    "vivid": lambda c: shift(c, saturation=0.35),
    "vibrant": lambda c: shift(c, saturation=0.3),
    "neon": lambda c: shift(c, saturation=0.6, lightness=0.06),
    "electric": lambda c: shift(c, saturation=0.5, lightness=0.04),
    "muted": lambda c: mix(c, "#908c88", 0.4),
    "dusty": lambda c: mix(c, "#b0a49c", 0.38),
    "faded": lambda c: mix(c, "#d0cac0", 0.4),
    "dull": lambda c: mix(c, "#86827c", 0.4),
    "burnt": lambda c: mix(c, "#8a2c00", 0.45),
    "hot": lambda c: shift(mix(c, "#ff1080", 0.55), saturation=0.2),
    "royal": lambda c: mix(c, "#3a1fb0", 0.35),
    "smoky": lambda c: mix(c, "#5c5a60", 0.4),
    "creamy": lambda c: mix(c, "#fff3cf", 0.3),
}


def modify(color: str, modifiers: list[str]) -> str:
    """Apply modifier words, the nearest to the colour word first."""
    for word in reversed(modifiers):
        color = MODIFIERS[word](color)
    return color
