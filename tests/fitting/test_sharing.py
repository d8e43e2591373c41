"""What is said once for many holds for each of them as before, and takes no more bytes."""

import copy

from hypothesis import given, settings
from hypothesis import strategies as st

from fitting.sharing import Item, share

DEFAULTS = {"fill": "#000", "stroke": "none", "stroke-width": "1"}
VALUES = {"fill": ["red", "url(#a)", "#123456"], "stroke": ["#234567", "gold"], "stroke-width": ["2", "3.5"]}


@st.composite
def path(draw) -> Item:
    style = {name: draw(st.sampled_from(values)) for name, values in VALUES.items() if draw(st.booleans())}
    idle = {"stroke-width"} if "stroke" not in style else set()
    return Item("path", {}, {name: style[name] for name in style.keys() - idle}, idle=frozenset(idle))


@st.composite
def group(draw, inner) -> Item:
    transform = draw(st.sampled_from(["", "scale(2)", "rotate(9)"]))
    return Item("g", {"opacity": ".5"}, {}, draw(st.lists(inner, min_size=1, max_size=5)), transform=transform)


NODES = st.lists(st.recursive(path(), group, max_leaves=12), min_size=1, max_size=8)


def drawn(items: list[Item], style: dict, transforms: str = "") -> list[tuple]:
    """What holds for each path, in order."""
    found = []
    for item in items:
        holds, within = {**style, **item.style}, f"{transforms} {item.transform}".strip()
        if item.tag == "path":
            found.append(({name: value for name, value in holds.items() if name not in item.idle}, within))
        found += drawn(item.children, holds, within)
    return found


@settings(deadline=None, max_examples=300)
@given(NODES)
def test_the_same_holds_for_every_path(items):
    before, length = drawn(items, DEFAULTS), sum(len(item.text()) for item in items)
    shared = share(copy.deepcopy(items), DEFAULTS)
    assert drawn(shared, DEFAULTS) == before
    assert sum(len(item.text()) for item in shared) <= length
