"""Random documents within the allowlist: what it allows, more than what is sensible."""

from hypothesis import strategies as st

NUMBER = st.one_of(
    st.integers(-50, 600).map(str),
    st.floats(-100, 700, allow_nan=False).map(lambda value: f"{value:.2f}"),
    st.sampled_from(["0", ".5", "-.25", "1e2", "50%", "2mm", "1e9", "x"]),
)
# CairoSVG draws nothing after a circle of radius 0, and more of a rectangle of negative width than browsers do.
EXTENT = st.one_of(st.integers(1, 600).map(str), st.sampled_from([".5", "30%", "5mm", "1e2"]))
COLORS = ("red", "#0f8", "#336699", "none", "currentColor", "rgba(9,200,30,.5)")
COLOR = st.sampled_from([*COLORS, "url(#g)", "url(#r)", "url(#p)", "url(#no) teal"])
SHARE = st.sampled_from(["0", ".3", "0.5", "1", "70%"])
TRANSFORM = st.sampled_from(
    [
        "translate(20 30)",
        "scale(1.5)",
        "scale(-1 1) translate(-500)",
        "rotate(30 250 250)",
        "matrix(.5 .2 -.2 .5 100 50)",
        "skewX(20)",
        "scale(2 .5)",
        "scale(0)",
        "translate(1,2)scale(.1)rotate(45)",
    ]
)
COMMANDS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "Z": 0}
STYLE = st.fixed_dictionaries(
    {},
    optional={
        "fill": COLOR,
        "stroke": COLOR,
        "stroke-width": st.sampled_from(["1", "4.5", "20", "0"]),
        "fill-opacity": SHARE,
        "stroke-opacity": SHARE,
        "opacity": SHARE,
        "fill-rule": st.sampled_from(["evenodd", "nonzero"]),
        "stroke-linecap": st.sampled_from(["round", "square", "butt"]),
        "stroke-linejoin": st.sampled_from(["round", "bevel", "miter"]),
        "stroke-dasharray": st.sampled_from(["5", "10 4 2", "none"]),
        "transform": TRANSFORM,
        "color": st.sampled_from(["blue", "#fa0"]),
        "id": st.sampled_from(["fox", "fox-2", "sun", "a"]),
        "display": st.sampled_from(["none", "inline"]),
    },
)
DEFINITIONS = (
    '<linearGradient id="g" x2="0" y2="1"><stop stop-color="#123456"/><stop offset=".5" stop-color="gold"/>'
    '<stop offset="1" stop-color="#fff" stop-opacity=".5"/></linearGradient>'
    '<radialGradient id="r" gradientUnits="userSpaceOnUse" cx="200" cy="200" r="150" href="#g"/>'
    '<pattern id="p" width="40" height="30" patternUnits="userSpaceOnUse" patternTransform="rotate(20)">'
    '<circle cx="15" cy="15" r="9" fill="#a33"/></pattern>'
    '<g id="t"><path d="M0 0h40v30z"/><circle cx="20" cy="40" r="12" fill="#fa6"/></g>'
    '<marker id="m" markerWidth="4" markerHeight="4" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></marker>'
    '<symbol id="s" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></symbol>'
)


@st.composite
def path_data(draw) -> str:
    """Path data of all commands but arcs, absolute and relative."""
    parts = [f"M{draw(st.integers(0, 500))} {draw(st.integers(0, 500))}"]
    for letter in draw(st.lists(st.sampled_from("MLHVCSQTZ"), min_size=1, max_size=8)):
        relative = draw(st.booleans())
        count = COMMANDS[letter] * draw(st.integers(1, 2))
        span = st.integers(-120, 120) if relative else st.integers(-20, 530)
        tenths = draw(st.booleans())
        numbers = [draw(span) / (10 if tenths and relative else 1) for _ in range(count)]
        parts.append((letter.lower() if relative else letter) + " ".join(f"{number:g}" for number in numbers))
    return "".join(parts)


def attributes(values: dict[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in values.items())


@st.composite
def element(draw, depth: int) -> str:
    style = draw(STYLE)
    kinds = ["path", "rect", "circle", "ellipse", "line", "polygon", "use", *(["g", "g"] if depth else [])]
    kind = draw(st.sampled_from(kinds))
    if kind == "use":
        style.pop("display", None)  # which CairoSVG overlooks there
    style = attributes(style)
    if kind == "g":
        inner = "".join(draw(st.lists(element(depth - 1), max_size=4)))
        return f"<g{style}>{inner}</g>"
    if kind == "path":
        d = draw(st.one_of(path_data(), st.sampled_from(["M9 9a40 30 20 0 1 200 90z", "M1 1L", "", "M5 5h0", "L9 9"])))
        marker = draw(st.sampled_from(["", "", "", ' marker-end="url(#m)"']))
        return f'<path d="{d}"{style}{marker}/>'
    if kind == "polygon":
        points = draw(st.lists(st.tuples(st.integers(-50, 600), st.integers(-50, 600)), max_size=6))
        return f'<polygon points="{" ".join(f"{x},{y}" for x, y in points)}"{style}/>'
    if kind == "use":
        return f'<use href="#{draw(st.sampled_from(["t", "s", "fox", "no"]))}" x="{draw(NUMBER)}" y="9"{style}/>'
    names = {
        "rect": "x y width height rx",
        "circle": "cx cy r",
        "ellipse": "cx cy rx ry",
        "line": "x1 y1 x2 y2",
    }[kind].split()
    places = {name: draw(EXTENT if name in ("r", "rx", "ry", "width", "height") else NUMBER) for name in names}
    return f"<{kind}{attributes(places)}{style}/>"


@st.composite
def document(draw) -> str:
    """A whole page."""
    body = "".join(draw(st.lists(element(2), max_size=7)))
    frame = draw(
        st.sampled_from(
            ['viewBox="0 0 512 512"', 'viewBox="0 0 512 512" width="300" height="300"', 'viewBox="-10 5 400 200"', ""]
        )
    )
    style = draw(st.sampled_from(["", ' fill="#246"', ' stroke="red" fill="none"']))
    return f'<svg xmlns="http://www.w3.org/2000/svg" {frame}{style}><defs>{DEFINITIONS}</defs>{body}</svg>'
