"""What the illustrator's drawings are when they are delivered: made of curves, and of things that can be selected."""

from xml.etree import ElementTree

import numpy as np
import pytest

from fitting.affine import IDENTITY, Matrix, multiply
from fitting.model import Group, Node, Shape, Use
from fitting.painting import extent
from fitting.reading import read
from model import Model
from scoring.render import preview


def segments(node: Node) -> str:
    """The letters of all outlines of a node."""
    if isinstance(node, Shape):
        return "".join(segment[0] for segment in node.outline)
    inner = node.template.nodes if isinstance(node, Use) else node.nodes
    return "".join(map(segments, inner))


def named(nodes: list[Node], name: str, m: Matrix = IDENTITY) -> list[tuple[Node, Matrix]]:
    """The nodes of that name, and what maps the units around them to the page's."""
    found = [(node, m) for node in nodes if node.id == name]
    for node in nodes:
        if isinstance(node, Group):
            found += named(node.nodes, name, multiply(m, node.transform) if node.transform else m)
    return found


@pytest.mark.parametrize("max_bytes", [10_000, 5_000, 2_500])
@pytest.mark.parametrize("name", ["fox", "lighthouse", "car"])
def test_the_outline_of_the_thing_is_made_of_curves(name, max_bytes):
    page = read(Model("illustrator", max_bytes=max_bytes).predict(f"a red {name} in a field of sunflowers"))
    ((thing, matrix),) = named(page.nodes, name)
    x0, y0, x1, y1 = extent(thing, matrix)
    assert (x1 - x0) * (y1 - y0) > 0.04 * page.box[2] * page.box[3]
    assert set(segments(thing)) & set("CQA")


def test_what_was_fitted_can_be_recoloured_by_its_name():
    svg = Model("illustrator", max_bytes=3_000).predict("a fox wearing a red scarf")
    assert len(svg.encode()) <= 3_000
    root = ElementTree.fromstring(svg)
    (fox,) = (element for element in root.iter() if element.get("id") == "fox")
    parent = next(element for element in root.iter() if fox in list(element))
    before = np.asarray(preview(svg, 384), int)
    for part in fox.iter():
        for paint in {"fill", "stroke"} & set(part.attrib):
            if part.get(paint) != "none":
                part.set(paint, "#00ff00")
    recoloured = np.asarray(preview(ElementTree.tostring(root, encoding="unicode"), 384), int)
    parent.remove(fox)
    without = np.asarray(preview(ElementTree.tostring(root, encoding="unicode"), 384), int)
    changed = np.abs(recoloured - before).max(axis=2) > 3  # less is the edge of an edge
    covered = (without != before).any(axis=2)
    assert changed.sum() > 0.2 * covered.sum() > 0
    assert not (changed & ~covered).any()
