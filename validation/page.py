"""The report of an album, and the comparison of two, as self-contained HTML files.

What is shown was written by strangers: descriptions, questions, SVGs.  Three walls, each enough by itself:
1. The templates escape every text (Jinja's autoescape), and none of it goes into a script or a style.
2. An SVG is a picture, `<img src="data:image/svg+xml;base64,...">`, and only when the validator passes it.  Browsers
   run no script and load nothing for an SVG in an <img>; inline, its ids would also clash with those of the others.
3. The page's own policy lets nothing load but `data:` pictures, and nothing run but the script and the style whose
   hashes it names.
"""

from __future__ import annotations

import base64
import hashlib
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from scoring.constraints import MAX_BYTES, SVGConstraintError, validate_svg
from validation import figures
from validation.paired import Paired
from validation.store import Item

_TEMPLATES = Path(__file__).parent / "templates"
_CHARTS = ("score", "fidelity", "bytes")


def report(title: str, items: Sequence[Item], notes: Iterable[str], settings: dict) -> str:
    """Return the report of an album as HTML.

    Args:
        title: what the album is called.
        items: its drawings, in the order in which they are shown first.
        notes: sentences for the top: what is missing, what is wrong.
        settings: what the album was drawn with; an SVG of more than its "max_bytes" (default: 10,000) is not shown.
    """
    max_bytes = settings.get("max_bytes", MAX_BYTES)
    metrics = figures.metrics(max_bytes)
    found = {name: figures.values(items, name) for name in metrics}
    shown = [name for name, values in found.items() if values]
    telling = [name for name in shown if metrics[name].tells(found[name])]
    return _render(
        "report.html",
        title=title,
        notes=notes,
        settings=_shown(settings),
        columns=("row", "id", "description", "generator", *shown),
        count=len(items),
        means=[(metrics[name], statistics.fmean(found[name])) for name in shown],
        histograms=[figures.histogram(metrics[name], found[name]) for name in _CHARTS if name in telling],
        bars=[metrics[name].scaled(found[name]) for name in telling if name != "seconds"],
        headline=metrics[next((name for name in _CHARTS if name in telling), "bytes")],
        rows=[_Row.of([item], [max_bytes], _keys(item, shown)) for item in items],
    )


def comparison(
    names: tuple[str, str],
    pairs: Sequence[tuple[Item, Item]],
    differences: dict[str, Paired],
    notes: Iterable[str],
    settings: tuple[dict, dict],
) -> str:
    """Return the comparison of two albums as HTML.

    Args:
        names: what the albums are called.
        pairs: the drawings of the same description.
        differences: of each metric that both albums have.
        notes: sentences for the top.
        settings: what each was drawn with, as for `report`; the page says what differs.
    """
    max_bytes = [one.get("max_bytes", MAX_BYTES) for one in settings]
    metrics = figures.metrics(max(max_bytes))
    found = {name: figures.values((item for pair in pairs for item in pair), name) for name in differences}
    return _render(
        "comparison.html",
        title=f"{names[0]} and {names[1]}",
        names=names,
        notes=notes,
        settings=_changed(*settings),
        columns=("row", "id", "description", *(f"Δ {name}" for name in differences)),
        count=len(pairs),
        differences=[
            (metrics[name], found, figures.verdict(name, found), figures.interval(found))
            for name, found in differences.items()
        ],
        few=any(found.count < figures.FEWEST_PAIRS for found in differences.values()) and figures.FEWEST_PAIRS,
        bars=[metrics[name].scaled(values) for name, values in found.items() if metrics[name].tells(values)],
        rows=[_Row.of(pair, max_bytes, _gains(*pair, differences)) for pair in pairs],
    )


# -------------------------------------------------------------------------------------------------------- one drawing


@dataclass(frozen=True)
class _Row:
    """A drawing, or the two of one description."""

    items: Sequence[Item]
    drawings: list[str]  # data: URL of each one's SVG, "" for one that is not shown
    keys: str  # what the script sorts by: one attribute, tab-separated, in the order of the toolbar's buttons
    questions: list[_Question]

    @property
    def judged(self) -> bool:
        """Whether a judge was asked."""
        return any(choice.probabilities for question in self.questions for choice in question.choices)

    @classmethod
    def of(cls, items: Sequence[Item], max_bytes: Sequence[int], keys: Iterable) -> _Row:
        cells = ("" if key is None else str(key).replace("\t", " ") for key in keys)
        drawings = [_svg_url(item.svg, limit) for item, limit in zip(items, max_bytes, strict=True)]
        return cls(items, drawings, "\t".join(cells), _questions(items))


def _keys(item: Item, names: Iterable[str]) -> list:
    return [item.position, item.id, item.description, item.generator, *(getattr(item, name) for name in names)]


def _gains(a: Item, b: Item, names: Iterable[str]) -> list:
    values = [(getattr(a, name), getattr(b, name)) for name in names]
    return [a.position, a.id, a.description, *(None if None in pair else pair[1] - pair[0] for pair in values)]


def _shown(settings: dict) -> dict[str, str]:
    """Those settings that say something to a reader, in words."""
    return {_title(name): _plain(value) for name, value in settings.items() if not _is_hash(name)}


def _changed(a: dict, b: dict) -> dict[str, str]:
    names = [name for name in {**a, **b} if a.get(name) != b.get(name)]
    return {_title(n): "changed" if _is_hash(n) else f"A: {_plain(a.get(n))}, B: {_plain(b.get(n))}" for n in names}


def _is_hash(name: str) -> bool:
    return name.endswith("sha256") or name == "weight_files"


def _title(name: str) -> str:
    words = name.removesuffix("_sha256").replace("_", " ")
    return f"{words.removesuffix(' s')} (seconds)" if words.endswith(" s") else words


def _svg_url(svg: str, max_bytes: int) -> str:
    try:
        validate_svg(svg, max_bytes)
    except SVGConstraintError:
        return ""
    if "xmlns=" not in svg:  # the judge's renderer needs no namespace, a browser does
        svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return "data:image/svg+xml;base64," + _base64(svg)


def _webp_url(data: str) -> str:
    return f"data:image/webp;base64,{data}" if data else ""


@dataclass(frozen=True)
class _Choice:
    text: str
    expected: bool
    verdict: str  # "passed" or "failed" for the expected one, where it was judged; else ""
    probabilities: list[float]  # of every drawing whose judge was asked


@dataclass(frozen=True)
class _Question:
    text: str
    choices: list[_Choice]


def _questions(items: Sequence[Item]) -> list[_Question]:
    """The questions that all of the drawings were asked; none where they were not asked the same."""
    texts = [[(question["text"], question["choices"]) for question in item.questions] for item in items]
    if any(other != texts[0] for other in texts):
        return []
    return [_question(asked) for asked in zip(*(item.questions for item in items), strict=True)]


def _question(asked: Sequence[dict]) -> _Question:
    given = [question["probabilities"] for question in asked if question["probabilities"]]
    answer = asked[0]["answer"]
    verdict = ""
    if given:
        verdict = "passed" if all(found.get(answer) == max(found.values()) for found in given) else "failed"
    return _Question(
        asked[0]["text"],
        [
            _Choice(
                text,
                text == answer,
                verdict if text == answer else "",
                [found[text] for found in given if found.get(text) is not None],
            )
            for text in asked[0]["choices"]
        ],
    )


# ----------------------------------------------------------------------------------------------------------- the page


def _render(template: str, **shown) -> str:
    files = FileSystemLoader(_TEMPLATES)
    environment = Environment(
        loader=files, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["zip"] = zip
    environment.filters |= {"webp_url": _webp_url}
    style, script = (Markup((_TEMPLATES / name).read_text(encoding="utf-8")) for name in ("page.css", "page.js"))
    policy = Markup(
        f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return environment.get_template(template).render(shown, style=style, script=script, policy=policy)


def _plain(value) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(entry)}" for key, entry in value.items())
    return "–" if value is None else str(value)


def _hash(text: str) -> str:
    return f"'sha256-{_base64(hashlib.sha256(text.encode()).digest())}'"


def _base64(data: str | bytes) -> str:
    return base64.b64encode(data.encode() if isinstance(data, str) else data).decode()
