"""Pages made to be difficult to shorten."""

GRADIENT = '<linearGradient id="g" y2="1"><stop stop-color="red"/><stop offset="1" stop-color="#00f"/></linearGradient>'
TILE = (
    '<pattern id="p" width="20" height="20" patternUnits="userSpaceOnUse">'
    '<path d="M2 2h9v9z" fill="#a33"/></pattern>'
)

DIFFICULT = {
    "a mirrored gradient": (
        GRADIENT
        + '<g transform="translate(500)scale(-1 1)">'
        '<rect x="40" y="40" width="300" height="200" fill="url(#g)"/></g>'
    ),
    "a turned gradient": (
        GRADIENT
        + '<g transform="rotate(30 200 200)"><rect x="90" y="90" width="300" height="200" fill="url(#g)"/>'
        '</g>'
    ),
    "a stretched stroke": (
        '<g transform="scale(3 1)">'
        '<circle cx="80" cy="200" r="50" fill="none" stroke="red" stroke-width="9"/></g>'
    ),
    "a pattern in a scaled group": (
        TILE
        + '<g transform="translate(30 50)scale(2.5)"><circle cx="80" cy="80" r="70" fill="url(#p)"/></g>'
    ),
    "a pattern in two places": (
        TILE
        + '<circle cx="120" cy="120" r="99" fill="url(#p)"/>'
        '<circle cx="120" cy="120" r="99" fill="url(#p)" transform="translate(200 200)rotate(20)"/>'
    ),
    "a use that paints": (
        '<defs><path id="t" d="M0 0h50v50z"/></defs><use href="#t" fill="red"/>'
        '<use href="#t" x="99" stroke="blue" stroke-width="9"/>'
        '<use href="#t" x="200" y="200" fill="green" transform="rotate(9)"/>'
    ),
    "uses that are mirrored": (
        '<defs><linearGradient id="g" y2="1"><stop stop-color="red"/><stop offset="1" stop-color="#00f"/>'
        '</linearGradient><path id="t" d="M0 0h150v90z" fill="url(#g)"/></defs>'
        '<use href="#t" transform="translate(200 200)scale(-1 1)"/>'
        '<use href="#t" transform="translate(300 300)scale(-1 1)"/>'
        '<use href="#t" transform="translate(400 400)scale(-1 1)"/>'
    ),
    "a use of what stands there": (
        '<g id="a"><circle cx="99" cy="99" r="60" fill="red"/></g><use href="#a" x="200"/>'
        '<use href="#a" y="200"/>'
    ),
    "styles that are taken back": (
        '<g fill="red" stroke="blue" stroke-width="9"><path d="M9 9h90v90z"/>'
        '<path d="M209 9h90v90z" stroke="none"/><g fill="none"><path d="M9 209h90v90z"/></g></g>'
        '<path d="M209 209h90v90z"/>'
    ),
    "a group that fades": (
        '<g opacity=".5" fill="red"><circle cx="150" cy="150" r="99"/>'
        '<circle cx="250" cy="150" r="99" fill="blue"/></g>'
    ),
    "holes": (
        '<path d="M50 50h300v300h-300zM100 100h200v200h-200z" fill-rule="evenodd" fill="teal"/>'
        '<path d="M360 50h100v100h-100zM380 70v60h60v-60z"/>'
    ),
    "lines that cross": (
        '<path d="M20 20L380 300" stroke="red" stroke-width="12"/>'
        '<path d="M80 20L320 300" stroke="red" stroke-width="12"/>'
        '<path d="M140 20L260 300" stroke="red" stroke-width="12"/>'
        '<path d="M200 20L200 300" stroke="red" stroke-width="12"/>'
        '<path d="M260 20L140 300" stroke="red" stroke-width="12"/>'
        '<path d="M320 20L80 300" stroke="red" stroke-width="12"/>'
        '<path d="M380 20L20 300" stroke="red" stroke-width="12"/>'
    ),
    "fading lines that cross": (
        '<path d="M20 20L380 300" stroke="red" stroke-width="12" stroke-opacity=".4"/>'
        '<path d="M80 20L320 300" stroke="red" stroke-width="12" stroke-opacity=".4"/>'
        '<path d="M140 20L260 300" stroke="red" stroke-width="12" stroke-opacity=".4"/>'
        '<path d="M200 20L200 300" stroke="red" stroke-width="12" stroke-opacity=".4"/>'
        '<path d="M260 20L140 300" stroke="red" stroke-width="12" stroke-opacity=".4"/>'
        '<path d="M320 20L80 300" stroke="red" stroke-width="12" stroke-opacity=".4"/>'
        '<path d="M380 20L20 300" stroke="red" stroke-width="12" stroke-opacity=".4"/>'
    ),
    "arcs": (
        '<path d="M100 100A80 40 30 1 0 200 150A20 20 0 0 1 300 300z" fill="olive" transform="scale(1.2 .9)"/>'
    ),
    "round corners": (
        '<rect x="20" y="30" width="200" height="90" rx="30" ry="12" fill="navy" transform="skewX(10)"/>'
    ),
    "a paint that is missing": (
        '<rect width="200" height="200" fill="url(#no) red"/>'
        '<rect x="220" width="200" height="200" fill="url(#no)"/>'
    ),
    "currentColor": (
        '<g color="red"><circle cx="99" cy="99" r="60" fill="currentColor"/></g>'
    ),
}
