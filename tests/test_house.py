"""The house keeps its walls: what stands at the top, which way the arrows run, what every room says of itself.

docs/architecture.md states the floors, and is read here.  Imports inside functions count; what is imported for type
checkers alone does not.
"""

import ast
import re
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.util import resolve_name
from pathlib import Path

import pytest

from support.project import CARRIED, ROOMS, ROOT, source_files

COMMANDS = {"model", "svg_vectorize", "kaggle_submission", "validate", "batch", "studio"}

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
# Room or command -> its floor, from 1 up.  A module imports from its own room and from lower floors.
FLOORS = {room: int(floor) for floor, room in re.findall(r"^\| (\d+) \| `(\w+)/` \|", PAGE, re.MULTILINE)}
FLOORS |= dict.fromkeys(COMMANDS, max(FLOORS.values()) + 1)
BESIDE = {"training", "benchmarks"}  # import what they like, and nothing else imports them

# Rooms that do without each other, but for the judge's eyes and one arrow: repair draws on what fits an SVG.
# And what draws many calls the Model that model.py offers.
APART = {"generators", "vectorizer", "fitting", "scoring"}
EYES = tuple(f"scoring.{eye}" for eye in ("render", "guarded", "complexity", "defense", "constraints", "measures"))
ALLOWED = {("generators.gemma", "fitting"), ("batch", "model"), ("kaggle_submission", "model"), ("validate", "model")}


@cache
def modules() -> dict[str, Path]:
    """Every module of the project by its dotted name, tests left out."""
    rooms = [path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"]
    files = [*ROOT.glob("*.py"), *(file for room in rooms for file in room.rglob("*.py"))]
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in files}


@cache
def imports(module: str) -> frozenset[str]:
    """The project's modules that a module names in its imports."""
    return frozenset(_named(ast.parse(modules()[module].read_text(encoding="utf-8")), module))


def _named(node: ast.AST, module: str):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            continue
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names if alias.name in modules())
        elif isinstance(child, ast.ImportFrom):
            source = _absolute(child, module)
            if source in modules():
                names = (f"{source}.{alias.name}" for alias in child.names)
                yield from (name if name in modules() else source for name in names)
        yield from _named(child, module)


def _absolute(node: ast.ImportFrom, module: str) -> str:
    package = module if modules()[module].name == "__init__.py" else module.rpartition(".")[0]
    return resolve_name("." * node.level + (node.module or ""), package)


def room(module: str) -> str:
    return module.partition(".")[0]


def arrows() -> dict[tuple[str, str], list[str]]:
    """(room, room it imports from) -> "module -> module" of each such import."""
    found: dict[tuple[str, str], list[str]] = {}
    for module in sorted(modules()):
        for target in sorted(imports(module)):
            if room(module) != room(target):
                found.setdefault((room(module), room(target)), []).append(f"{module} -> {target}")
    return found


def test_at_the_top_stands_what_a_person_calls():
    assert {path.stem for path in ROOT.glob("*.py")} == COMMANDS


def test_every_room_has_a_line_in_the_architecture():
    assert {room(module) for module in modules()} == FLOORS.keys() | BESIDE


@pytest.mark.parametrize("arrow", arrows(), ids=" -> ".join)
def test_no_arrow_runs_up(arrow):
    source, target = arrow
    assert target not in BESIDE, arrows()[arrow]
    if source not in BESIDE and not {source, target} <= APART and arrow not in ALLOWED:
        assert FLOORS[source] > FLOORS[target], arrows()[arrow]


def test_the_rooms_apart_meet_through_the_judges_eyes_alone():
    met = [
        (module, target)
        for module in modules()
        for target in imports(module)
        if room(module) != room(target) and {room(module), room(target)} <= APART
    ]
    wrong = [pair for pair in met if not within(pair[1], EYES) and not any(allowed(pair, one) for one in ALLOWED)]
    assert met
    assert wrong == []


def within(module: str, names) -> bool:
    return any(f"{module}.".startswith(f"{name}.") for name in names)


def allowed(pair: tuple[str, str], exception: tuple[str, str]) -> bool:
    return all(within(module, [name]) for module, name in zip(pair, exception, strict=True))


def test_no_modules_import_each_other_in_a_circle():
    try:
        TopologicalSorter({module: imports(module) - {module} for module in modules()}).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(reversed(error.args[1])))


@pytest.mark.parametrize("name", sorted(name for name, path in modules().items() if path.name == "__init__.py"))
def test_every_room_says_what_goes_in_and_what_comes_out(name):
    first = (ast.get_docstring(ast.parse(modules()[name].read_text(encoding="utf-8"))) or "").partition("\n")[0]
    if name != "support":  # of which nothing comes: the others use it
        assert re.search(r"\w (->|→) \w|\b[Ii]n\b.*\b[Oo]ut\b", first), first
    assert len(first) > 20


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_what_a_command_needs_is_in_the_list_of_the_projects_parts(command):
    """So that a notebook on Kaggle, a worker of Ray's and the hash in an album's settings forget no room."""
    reached, waiting = set(), [command]
    while waiting:
        module = waiting.pop()
        if module not in reached:
            reached.add(module)
            waiting += imports(module)
    assert len(reached) > 5
    listed, own = set(source_files()), {"validate": {"validation"}, "studio": {"validation", "web"}}.get(command, set())
    assert [module for module in sorted(reached) if modules()[module] not in listed and room(module) not in own] == []


def test_of_a_room_that_is_carried_nothing_is_left_behind():
    left = {
        path.relative_to(ROOT).as_posix()
        for name in ROOMS
        for path in (ROOT / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in (*CARRIED, ".md")
    }
    assert left == set()
