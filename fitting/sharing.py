"""Attributes said once for many: runs of siblings with one value get a group that says it.

What inherits may be said by a group for all of its children that say nothing else; a child that needs the default then
says so.  So for each value the best run of siblings is that with the largest sum of bytes won and lost, and the best of
all values is made a group first.
"""

from __future__ import annotations

from dataclasses import dataclass, field

_GROUP_BYTES = len("<g></g>")
_NEVER = 1 << 20


@dataclass(eq=False)
class Item:
    """An element to be written."""

    tag: str
    own: dict[str, str]  # attributes that are this element's alone
    style: dict[str, str]  # those that inherit
    children: list[Item] = field(default_factory=list)
    partial: bool = False  # what its style does not say comes from elsewhere, and must stay unsaid
    transform: str = ""
    idle: frozenset[str] = frozenset()  # names that make no difference to it, such as a width where there is no stroke

    def text(self) -> str:
        attributes = {**self.own, **self.style}
        if self.transform:
            attributes["transform"] = self.transform
        head = self.tag + "".join([f' {name}="{value}"' for name, value in attributes.items()])
        if not self.children:
            return f"<{head}/>"
        return f"<{head}>{''.join([child.text() for child in self.children])}</{self.tag}>"


def share(items: list[Item], defaults: dict[str, str], within: Item | None = None) -> list[Item]:
    """Return the items, grouped; `within` is the element around them, which can say what all of them share.

    Args:
        items: siblings, in order; their styles are changed.
        defaults: what holds where nothing is said.
        within: a group, or None where there is nothing that could say it.
    """
    for item in items:
        if item.children and item.tag == "g":
            item.children = share(item.children, defaults, item)
    if within is not None:
        _say_all(items, within, defaults)
        defaults = {**defaults, **within.style}
    while (found := _best(items, defaults)) is not None:
        start, end = found[1:3]
        group = Item("g", {}, {}, items[start:end])
        _say(group.children, found, group, defaults)
        _say_all(group.children, group, defaults)
        group.children = _unwrapped(share(group.children, {**defaults, **group.style}))
        items[start:end] = [group]
    return items


def _say_all(items: list[Item], group: Item, defaults: dict[str, str]) -> None:
    """Let `group` say all that pays, each name once."""
    while found := _best(items, defaults, whole=True, said=set(group.style)):
        _say(items, found, group, defaults)


def _unwrapped(items: list[Item]) -> list[Item]:
    """Groups that have nothing to say any more give way to their children."""
    result: list[Item] = []
    for item in items:
        bare = item.tag == "g" and not (item.own or item.style or item.transform)
        result += item.children if bare else [item]
    return result


def _best(items: list[Item], defaults: dict[str, str], whole: bool = False, said: frozenset | set = frozenset()):
    """Return (bytes won, start, end, name, value) of the best thing to say for a run of items; None where none wins.

    `whole`: for all of the items only, where the element that says it is there already, and has `said` other names.
    """
    if not items:
        return None
    best: tuple | None = None
    names = sorted({name for item in items for name in item.style} - said)
    for name in names:
        costs = [0]
        places: dict[str, list[int]] = {}
        for i, item in enumerate(items):
            value = item.style.get(name)
            if value is not None:
                places.setdefault(value, []).append(i)
                costs.append(costs[-1])
            else:
                costs.append(costs[-1] + _need(item, name, defaults))
        for value, found in places.items():
            if len(found) < 2 and not (whole and len(items) == 1):
                continue
            won = _bytes(name, value)
            run = (len(found) * won - costs[-1], 0, len(items)) if whole else _best_run(found, costs, won)
            gain, start, end = run
            gain -= won + (0 if whole else _GROUP_BYTES)
            if gain > 0 and (best is None or gain > best[0]):
                best = gain, start, end, name, value
    for gain, start, end, value in [] if whole else _transform_runs(items):
        if gain > 0 and (best is None or gain > best[0]):
            best = gain, start, end, "transform", value
    return best


def _best_run(found: list[int], costs: list[int], won: int) -> tuple[int, int, int]:
    """Return (sum, start, end) of the run with the largest sum: `won` at each place, less the costs in between."""
    best = total = won
    start = best_start = found[0]
    best_end = found[0] + 1
    for before, place in zip(found, found[1:], strict=False):
        between = costs[place] - costs[before + 1]
        if between >= total:
            total, start = won, place
        else:
            total += won - between
        if total > best:
            best, best_start, best_end = total, start, place + 1
    return best, best_start, best_end


def _transform_runs(items: list[Item]):
    start = 0
    for end in range(1, len(items) + 1):
        if end < len(items) and items[end].transform == items[start].transform:
            continue
        if items[start].transform and end - start > 1:
            won = _bytes("transform", items[start].transform)
            yield won * (end - start - 1) - _GROUP_BYTES, start, end, items[start].transform
        start = end


def _need(item: Item, name: str, defaults: dict[str, str]) -> int:
    """Bytes that it costs `item`, which does not say `name`, when an element around it does."""
    if name in item.idle:
        return 0
    if item.partial:
        return _NEVER
    if item.tag == "g":
        return min(_bytes(name, defaults[name]), sum(_need_unless(child, name, defaults) for child in item.children))
    return _bytes(name, defaults[name])


def _need_unless(item: Item, name: str, defaults: dict[str, str]) -> int:
    return 0 if name in item.style else _need(item, name, defaults)


def _say(items: list[Item], found: tuple, group: Item, defaults: dict[str, str]) -> None:
    """Let `group` say the value, and the items no more."""
    _, _, _, name, value = found
    if name == "transform":
        group.transform = value
        for item in items:
            item.transform = ""
        return
    group.style[name] = value
    for item in items:
        _told(item, name, value, defaults)


def _told(item: Item, name: str, value: str, defaults: dict[str, str]) -> None:
    if item.style.get(name) == value:
        del item.style[name]
        return
    if name in item.style:
        return
    if item.tag == "g" and not _open(item, name):
        _untell(item, name, value)
    elif _need(item, name, defaults):
        if item.tag == "g" and _bytes(name, defaults[name]) > sum(
            _need_unless(child, name, defaults) for child in item.children
        ):
            for child in item.children:
                if name not in child.style:
                    _told(child, name, value, defaults)
        else:
            item.style[name] = defaults[name]


def _untell(group: Item, name: str, value: str) -> None:
    """What is said around `group`, of which nothing needs the default, need not be said again within it."""
    for child in group.children:
        if child.style.get(name) == value:
            del child.style[name]
        elif name not in child.style and child.tag == "g":
            _untell(child, name, value)


def _open(group: Item, name: str) -> bool:
    """Whether something in `group` needs the default of `name`, so that the group will have to say that."""
    return any(
        name not in child.style and name not in child.idle and (child.tag != "g" or _open(child, name))
        for child in group.children
    )


def _bytes(name: str, value: str) -> int:
    return len(name) + len(value) + 4
