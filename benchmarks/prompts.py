"""How much of what people ask of text-to-image systems the illustrator draws, told from its own drawings.

    python -m benchmarks.prompts LIST...             # .txt: a prompt a line; .jsonl: GenEval's format
    python -m benchmarks.prompts LIST... --details   # each shortfall, named
    python -m benchmarks.prompts LIST... -o benchmarks/results/prompts.md

Nothing here looks at a picture as a stranger would: the names of the drawing's groups (`<g id="fox">`) take the place
of GenEval's detector, and the colours and boxes are those of the groups. A class counts as there only where the group
is a drawing of its own, not that of a kind, and at least 60 % of it is seen.

For text lists, by item of `Illustrator.describe`: drawn by its own drawing, by that of its class, as a plain shape, or
not; and of the things with drawings of their own, how many are seen (60 % or more), counted rightly, in their colour
(the group's main colour within CIEDE2000 20 of the asked one) and where the words put them (by bounding boxes).
In the table, "all own" and "some plain" are parts of the prompts, "ms" the median time to read and compose one.

GenEval's jsonl is judged by its own rules as well: objects, counts, colours and positions of evaluate_images.py
(Ghosh, Hajishirzi and Schmidt 2023), the colour being the one of its ten words that most of the group is nearest to.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

import numpy as np
from tqdm import tqdm

from generators.illustrator import Illustrator, derive_seed
from generators.illustrator.colors import TABLE
from generators.illustrator.people.cast import group_name
from generators.illustrator.visible import ACTORS
from generators.illustrator.words.language import parse
from scoring.measures.ciede2000 import difference, distances
from scoring.measures.groups import Group, groups, main_color
from support.files import write_atomically

from .setting import setting

TAGS = ("single_object", "two_object", "counting", "colors", "position", "color_attr")
WORDS = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white")  # GenEval's colours
LEAST_SEEN = 0.6
HAS = {"wearing", "holding", "playing", "riding", "bears", "with"}  # what is before a thing belongs to it
NEAR = 20.0  # CIEDE2000
APART = 0.1  # GenEval's POSITION_THRESHOLD


@dataclass
class Measured:
    """One prompt's figures."""

    prompt: str
    drawn: list[tuple[str, str]]  # word of an item, how it is drawn
    checks: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))  # seen, counts, colors, places
    faults: list[str] = field(default_factory=list)
    tag: str | None = None
    right: bool | None = None  # by GenEval's rules
    seconds: float = 0.0  # to read and compose


def measure(illustrator: Illustrator, prompt: str, task: dict | None = None, seed: int = 0) -> Measured:
    """Draw a prompt and look at the drawing; `task` is a line of GenEval's jsonl."""
    start = time.process_time()
    svg = illustrator.svg(prompt, derive_seed(seed, 0))
    seconds = time.process_time() - start
    items = illustrator.describe(prompt, seed)["items"]
    classes = {c["class"]: class_noun(c["class"]) for c in task["include"]} if task else {}
    found = groups(svg, {item["group"] for item in items} | {noun for noun in classes.values() if noun})
    result = Measured(prompt, [(item["word"] or item["noun"], item["drawn"]) for item in items], seconds=seconds)
    check_items(result, items, found)
    if task:
        reason = geneval(task, classes, found)
        result.tag, result.right = task["tag"], reason is None
        result.faults += [f"GenEval: {reason}"] if reason else []
    return result


def class_noun(name: str) -> str | None:
    """The name of the group that is a class of GenEval's, where that has a drawing of its own."""
    item, *_ = parse(f"a {name}").items or [None]
    return group_name(item) if item and item.drawing == "own" else None


# ------------------------------------------------------------ what describe says and the groups show


def check_items(result: Measured, items: list[dict], found: list[Group]) -> None:
    """Whether the things with drawings of their own are seen, counted, coloured and placed as their items say."""
    actors = [item for item in items if item["kind"] in ACTORS and item["drawn"] == "own"]
    asked = Counter(item["group"] for item in actors)
    for item in actors:
        mine = [group for group in found if group.name == item["group"]]
        has = {other["group"] for other in items if other["relation"] in HAS and items[other["parent"]] is item}
        own = tuple(group for group in found if group.name in has)
        seen = float(np.mean([group.seen(own) for group in mine])) if mine else 0.0
        if item["relation"] != "shape":  # the form of another thing
            note(result, "seen", seen >= LEAST_SEEN, item, f"{seen:.2f} seen")
        if item["count"] and asked[item["group"]] == 1 and item["count"] <= 20:
            note(result, "counts", len(mine) == item["count"], item, f"{len(mine)} of {item['count']}")
        if item["names"] and asked[item["group"]] == 1 and mine and len(item["colors"]) == 1:
            off = min(difference(main_color(group), item["colors"][0]) for group in mine)
            note(result, "colors", off <= NEAR, item, f"{off:.0f} from {item['names'][0]}")
        if item["relation"] in PLACES and item["parent"] is not None and mine:
            owner = items[item["parent"]]
            theirs = [group for group in found if group.name == owner["group"]]
            if theirs and owner in actors and owner["group"] != item["group"]:
                right = PLACES[item["relation"]](theirs[0].box, mine[0].box)
                note(result, "places", right, item, f"not where {item['relation']} puts it")


def note(result: Measured, check: str, right: bool, item: dict, fault: str) -> None:
    result.checks[check].append(bool(right))
    if not right:
        result.faults.append(f"{item['noun']}: {fault}")


def middle(box: tuple) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


# "A relation B": whether A's box stands so to B's.
PLACES = {
    "over": lambda a, b: middle(a)[1] < middle(b)[1],
    "under": lambda a, b: middle(a)[1] > middle(b)[1],
    "on": lambda a, b: a[3] < b[3] + 8 and a[0] < b[2] and b[0] < a[2],
    "left": lambda a, b: middle(a)[0] < middle(b)[0],
    "right": lambda a, b: middle(a)[0] > middle(b)[0],
    "inside": lambda a, b: b[0] - 8 < middle(a)[0] < b[2] + 8 and b[1] - 40 < middle(a)[1] < b[3] + 8,
    "in": lambda a, b: b[0] - 8 < middle(a)[0] < b[2] + 8 and b[1] - 60 < middle(a)[1] < b[3] + 8,
}


# ------------------------------------------------------------ GenEval's rules


def geneval(task: dict, classes: dict[str, str | None], found: list[Group]) -> str | None:
    """What a drawing lacks by the rules of GenEval's `evaluate`, or None where it is right."""
    there = [group for group in found if group.seen() >= LEAST_SEEN]
    matched: list[list[Group]] = []
    for wanted in task["include"]:
        name, count = wanted["class"], wanted["count"]
        objects = [group for group in there if group.name == classes[name]][:count]
        if classes[name] is None or len(objects) < count:
            return f"{len(objects)} {name}, not {count}" if classes[name] else f"no drawing of a {name}"
        if "color" in wanted and sum(color_word(group) == wanted["color"] for group in objects) < count:
            return f"{color_word(objects[0])} {name}, not {wanted['color']}"
        if "position" in wanted:
            relation, target = wanted["position"]
            placed = all(relation in relations(group, other) for group in objects for other in matched[target])
            if not placed:
                return f"{name} not {relation} {task['include'][target]['class']}"
        matched.append(objects)
    for barred in task.get("exclude", ()):
        seen = sum(group.name == classes[barred["class"]] for group in found)
        if seen >= barred["count"]:
            return f"{seen} {barred['class']}, not fewer than {barred['count']}"
    return None


def color_word(group: Group) -> str:
    """Which of the ten colour words most pixels of a group are nearest to."""
    some = group.colors[:: max(1, len(group.colors) // 600)]
    nearest = distances(some, [TABLE[word] for word in WORDS]).argmin(axis=1)
    return WORDS[np.bincount(nearest, minlength=len(WORDS)).argmax()]


def relations(a: Group, b: Group) -> set[str]:
    """Where A stands to B, as GenEval's `relative_position` tells it from their boxes."""
    (ax, ay), (bx, by) = middle(a.box), middle(b.box)
    offset = np.array([ax - bx, ay - by])
    sizes = np.array([[box[2] - box[0], box[3] - box[1]] for box in (a.box, b.box)]).sum(axis=0)
    beyond = np.maximum(np.abs(offset) - APART * sizes, 0) * np.sign(offset)
    if not beyond.any():
        return set()
    dx, dy = beyond / np.linalg.norm(offset)
    told = {"left of": dx < -0.5, "right of": dx > 0.5, "below": dy > 0.5, "above": dy < -0.5}
    return {relation for relation, holds in told.items() if holds}


# ------------------------------------------------------------ tables


def row(name: str, results: list[Measured]) -> str:
    """One list's figures as a line of the Markdown table."""
    drawn = Counter(how for r in results for _, how in r.drawn)
    total = max(1, sum(drawn.values()))
    whole = sum(bool(r.drawn) and all(how == "own" for _, how in r.drawn) for r in results)
    plain = sum(any(how == "plain" for _, how in r.drawn) for r in results)
    shares = [drawn[how] / total for how in ("own", "class", "plain", "not")]
    shares += [whole / len(results), plain / len(results)]
    for check in ("seen", "counts", "colors", "places"):
        right = [is_right for r in results for is_right in r.checks[check]]
        shares.append(sum(right) / len(right) if right else float("nan"))
    milliseconds = 1000 * float(np.median([r.seconds for r in results]))
    return f"| {name} | {len(results)} | {' | '.join(map(share, shares))} | {milliseconds:.0f} |"


def share(value: float) -> str:
    return "" if value != value else f"{value:.3f}"


HEAD = """\
| list | prompts | own | class | plain | not drawn | all own | some plain | seen | counts | colours | places | ms |
|---|---|---|---|---|---|---|---|---|---|---|---|---|"""


def tags(results: list[Measured]) -> str:
    """GenEval's six tags and all prompts, as a Markdown table."""
    judged = [r for r in results if r.tag]
    lines = ["| tag | prompts | right |", "|---|---|---|"]
    for tag in (*TAGS, None):
        some = [r for r in judged if tag in (r.tag, None)]
        if some:
            lines.append(f"| {tag or 'all'} | {len(some)} | {sum(r.right for r in some) / len(some):.3f} |")
    return "\n".join(lines)


def shortfalls(results: list[Measured]) -> list[str]:
    """What falls short, a line for each prompt that does."""
    lines = []
    for r in results:
        faults = [*(f"{word}: {how}" for word, how in r.drawn if how != "own"), *r.faults]
        lines += [f"{r.prompt}: {', '.join(faults)}"] if faults else []
    return lines


def read(path: Path) -> list[tuple[str, dict | None]]:
    """The prompts of a list, those of a .jsonl with their tasks.  Raises ValueError where it has none."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if not lines:
        raise ValueError(f"{path} has no prompts")
    if path.suffix != ".jsonl":
        return [(line, None) for line in lines]
    tasks = [json.loads(line) for line in lines]
    if not all({"prompt", "tag", "include"} <= set(task) for task in tasks):
        raise ValueError(f"{path}: each line of a .jsonl must have prompt, tag and include, as GenEval's has")
    return [(task["prompt"], task) for task in tasks]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.prompts", description=__doc__.splitlines()[0])
    parser.add_argument("lists", nargs="+", type=Path, metavar="LIST", help=".txt or .jsonl")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    parser.add_argument("--details", action="store_true", help="name each shortfall")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the table here as well")
    args = parser.parse_args(arguments)
    try:
        prompts = {path: read(path) for path in args.lists}
    except (ValueError, OSError) as error:
        parser.error(str(error))
    illustrator = Illustrator()
    illustrator.svg("a red boat")  # the imports are no part of any prompt's time
    rows, judged = [], []
    for path, listed in prompts.items():
        bar = tqdm(listed, path.stem, disable=None, leave=False)
        results = [measure(illustrator, prompt, task, args.seed) for prompt, task in bar]
        if args.details:
            print("\n".join(shortfalls(results)), end="\n\n")
        rows.append(row(path.stem, results))
        judged += [r for r in results if r.tag]
    table = "\n".join([HEAD, *rows, *(["", tags(judged)] if judged else [])])
    print(table)
    if args.output:
        names = " ".join(path.name for path in args.lists)
        made = setting(f"python -m benchmarks.prompts {names}", ("cairosvg", "numpy", "scikit-image"))
        write_atomically(args.output, f"# Prompts\n\n{made}\n{table}\n".encode())
    return 0


if __name__ == "__main__":
    command_line.exit_with(main)
