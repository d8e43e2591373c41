"""The report of a run, and the comparison of two, as self-contained HTML files.

What is shown was written by strangers: descriptions, questions, SVGs.  Three walls, each enough by itself:
1. Every text goes through `html.escape`, and none of it into a script or a style.
2. An SVG is a picture, `<img src="data:image/svg+xml;base64,...">`, and only when the validator passes it.  Browsers
   run no script and load nothing for an SVG in an <img>; inline, its ids would also clash with those of the others.
3. The page's own policy lets nothing load but `data:` pictures, and nothing run but the script and the style whose
   hashes it names.
"""

from __future__ import annotations

import base64
import hashlib
import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from validation.paired import Paired
from validation.store import Item

_HERE = Path(__file__).parent
_BINS = 20
_FEWER_IS_BETTER = ("bytes", "seconds")


@dataclass(frozen=True)
class Metric:
    """A figure of an item: how it is written, what fills its bar, and what it is."""

    name: str
    form: str
    full: float
    words: str


_SCORE_WORDS = {
    "score": "of vqa and aesthetic, times ocr",
    "vqa": "mean probability of the right answers",
    "aesthetic": "predicted liking",
    "ocr": "penalty for letters in the picture; 1 is none",
    "dssim": "structural similarity to the generator's picture, both after the judge's image defence",
}
METRICS = {
    **{name: Metric(name, "{:.3f}", 1.0, words) for name, words in _SCORE_WORDS.items()},
    "bytes": Metric("bytes", "{:,.0f}", 10_000.0, "bytes of UTF-8"),
    "seconds": Metric("seconds", "{:.1f}", 1.0, "time to draw and vectorize"),
}


def report(title: str, items: Sequence[Item], notes: Iterable[str], settings: dict) -> str:
    """Return the report of a run.

    Args:
        title: what the run is called.
        items: its drawings, in the order in which they are shown first.
        notes: sentences for the top: what is missing, what is wrong.
        settings: what the run was made with.
    """
    shown = [name for name in METRICS if any(_value(item, name) is not None for item in items)]
    figures = "".join(_figure(name, _values(items, name)) for name in shown)
    charts = "".join(_histogram(name, _values(items, name)) for name in ("score", "dssim", "bytes") if name in shown)
    head = (
        f'<p class="kind">Validation</p><h1 dir="auto">{escape(title)}</h1>{_notes(notes)}'
        f'<dl class="figures">{_entry("drawings", f"{len(items):,}")}{figures}</dl><div class="charts">{charts}</div>'
    )
    columns = ("row", "id", "description", "generator", *shown)
    rows = "".join(_row(item, shown) for item in items)
    return _page(title, head + _toolbar(columns, len(items)) + f'<main id="items">{rows}</main>' + _settings(settings))


def comparison(
    names: tuple[str, str],
    pairs: Sequence[tuple[Item, Item]],
    differences: dict[str, Paired],
    notes: Iterable[str],
    settings: dict,
) -> str:
    """Return the comparison of two runs.

    Args:
        names: what the runs are called.
        pairs: the drawings of the same description.
        differences: of each metric that both runs have.
        notes: sentences for the top.
        settings: what differs between the runs.
    """
    table = "".join(_difference(METRICS[name], found) for name, found in differences.items())
    head = (
        f'<p class="kind">Comparison</p><h1 dir="auto">{_letter("A")} {escape(names[0])}<br>'
        f"{_letter('B')} {escape(names[1])}</h1>{_notes(notes)}"
        '<div class="scroll"><table class="differences"><thead><tr><th><th>A<th>B<th>B − A<th>95 % interval'
        f"<th><th>pairs</thead><tbody>{table}</tbody></table></div>"
    )
    columns = ("row", "id", "description", *(f"Δ {name}" for name in differences))
    rows = "".join(_pair(a, b, list(differences)) for a, b in pairs)
    title = f"{names[0]} and {names[1]}"
    toolbar = _toolbar(columns, len(pairs))
    return _page(title, f'{head}{toolbar}<main id="items" class="pairs">{rows}</main>{_settings(settings)}')


# ------------------------------------------------------------------------------------------------------- one item


def _row(item: Item, shown: Sequence[str]) -> str:
    keys = {"row": item.position, "id": item.id, "description": item.description, "generator": item.generator}
    keys |= {name: _value(item, name) for name in shown}
    bars = "".join(_bar(METRICS[name], [("", _value(item, name))]) for name in shown if name != "seconds")
    facts = f"{_heading(item)}<p class='meta'>{_meta(item)}</p>{_problem(item)}<dl class='bars'>{bars}</dl>"
    return f"<article {_keys(keys)}>{_views(item)}<div class='facts'>{facts}{_questions([item])}</div></article>"


def _pair(a: Item, b: Item, shown: Sequence[str]) -> str:
    keys = {"row": a.position, "id": a.id, "description": a.description}
    keys |= {f"Δ {name}": _gain(_value(a, name), _value(b, name)) for name in shown}
    bars = "".join(_bar(METRICS[name], [("A", _value(a, name)), ("B", _value(b, name))]) for name in shown)
    facts = f"{_heading(a)}<p class='meta'><span dir='auto'>{escape(a.id)}</span></p><dl class='bars'>{bars}</dl>"
    facts = f"<div class='facts'>{facts}{_questions([a, b])}</div>"
    return f"<article {_keys(keys)}>{_side('A', a)}{_side('B', b)}{facts}</article>"


def _side(letter: str, item: Item) -> str:
    meta = f"<p class='run'>{_letter(letter)} {_meta(item, name=False)}</p>"
    return f"<section>{meta}{_problem(item)}{_views(item)}</section>"


def _heading(item: Item) -> str:
    return f"<h2 dir='auto'>{escape(item.description) or '<i>no description</i>'}</h2>"


def _meta(item: Item, name: bool = True) -> str:
    said = [escape(item.generator), f"{item.bytes:,} bytes", f"{item.seconds:.1f} s"]
    return " · ".join([f"<span dir='auto'>{escape(item.id)}</span>"] * name + said)


def _problem(item: Item) -> str:
    return f"<p class='problem'>not valid: {escape(item.problem)}</p>" if item.problem else ""


def _views(item: Item) -> str:
    drawing = _image(_svg_url(item), f"drawing of {item.description}")
    picture = _image(_webp_url(item.picture), f"the generator's picture of {item.description}")
    judged = _image(_webp_url(item.judged), f"what the judge sees of {item.description}")
    return (
        f"<div class='views'><figure class='drawing'>{drawing}<figcaption>SVG</figcaption></figure>"
        f"<figure>{picture}<figcaption>generator's picture</figcaption></figure>"
        f"<figure>{judged}<figcaption>as the judge sees it</figcaption></figure></div>"
    )


def _image(url: str, words: str) -> str:
    if not url:
        return "<span class='none'>none</span>"
    return f"<img src='{url}' alt='{escape(words)}' loading='lazy' width='384' height='384'>"


def _svg_url(item: Item) -> str:
    from scoring.constraints import SVGConstraintError, validate_svg

    try:
        validate_svg(item.svg)
    except SVGConstraintError:
        return ""
    svg = item.svg
    if "xmlns=" not in svg:  # the judge's renderer needs no namespace, a browser does
        svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _webp_url(data: str) -> str:
    return f"data:image/webp;base64,{escape(data)}" if data else ""


def _keys(keys: dict) -> str:
    """What the script sorts by: one attribute, tab-separated, in the order of the toolbar's buttons."""
    cells = ("" if value is None else str(value).replace("\t", " ") for value in keys.values())
    return f'data-keys="{escape(chr(9).join(cells))}"'


# -------------------------------------------------------------------------------------------------------- questions


def _questions(items: Sequence[Item]) -> str:
    """The first item's questions; each choice has a bar for every item whose judge was asked."""
    asked = "".join(_question([item.questions[i] for item in items]) for i in range(_common_questions(items)))
    return f"<div class='questions'>{asked}</div>" if asked else ""


def _common_questions(items: Sequence[Item]) -> int:
    """How many questions to show: those of the first, where all were asked the same."""
    texts = [[(question["text"], question["choices"]) for question in item.questions] for item in items]
    return len(texts[0]) if all(other == texts[0] for other in texts) else 0


def _question(asked: Sequence[dict]) -> str:
    first = asked[0]
    choices = "".join(_choice(choice, choice == first["answer"], asked) for choice in first["choices"])
    return f"<div class='question'><h3 dir='auto'>{escape(first['text'])}</h3><ul>{choices}</ul></div>"


def _choice(choice: str, right: bool, asked: Sequence[dict]) -> str:
    given = [question["probabilities"].get(choice) for question in asked if question["probabilities"]]
    bars = "".join(f"{_meter(p)}<span class='value'>{p:.2f}</span>" for p in given if p is not None)
    kind, mark = ("right", "<span class='mark' title='the right answer'>✓</span>") if right else ("wrong", "")
    return f"<li class='{kind}'><span class='choice' dir='auto'>{mark}{escape(choice)}</span>{bars}</li>"


# ---------------------------------------------------------------------------------------------------------- figures


def _value(item: Item, name: str) -> float | None:
    return getattr(item, name)


def _values(items: Iterable[Item], name: str) -> list[float]:
    return [value for item in items if (value := _value(item, name)) is not None]


def _gain(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else b - a


def _entry(name: str, value: str) -> str:
    return f"<div><dt>{name}</dt><dd>{value}</dd></div>"


def _figure(name: str, values: Sequence[float]) -> str:
    return _entry(f"mean {name}", METRICS[name].form.format(statistics.fmean(values)))


def _bar(metric: Metric, values: Sequence[tuple[str, float | None]]) -> str:
    lines = "".join(
        f"<dd>{_letter(letter)}{_meter(value / metric.full)}<span class='value'>{metric.form.format(value)}</span></dd>"
        for letter, value in values
        if value is not None
    )
    return f"<dt class='{metric.name}' title=\"{metric.words}\">{metric.name}</dt>{lines}" if lines else ""


def _letter(letter: str) -> str:
    return f"<span class='letter {letter}'>{letter}</span>" if letter else ""


def _meter(share: float) -> str:
    """A bar; an SVG, because its width is an attribute, and the page's policy takes no style from attributes."""
    width = 100 * min(max(share, 0.0), 1.0)
    return (
        "<svg class='meter' viewBox='0 0 100 1' preserveAspectRatio='none' aria-hidden='true'>"
        f"<rect width='{width:.1f}' height='1'/></svg>"
    )


def _histogram(name: str, values: Sequence[float]) -> str:
    metric, mean = METRICS[name], statistics.fmean(values)
    low, high = _range(values, metric.full / 10)
    width = (high - low) / _BINS
    counts = [0] * _BINS
    for value in values:
        counts[min(int((value - low) / width), _BINS - 1)] += 1
    edges = [metric.form.format(low + i * width) for i in range(_BINS + 1)]
    bars = "".join(_column(i, n, max(counts), f"{edges[i]} to {edges[i + 1]}") for i, n in enumerate(counts) if n)
    at = f"{(mean - low) / width:.2f}"
    return (
        f"<figure class='histogram'><figcaption>{name}<span>mean {metric.form.format(mean)}</span></figcaption>"
        f"<svg viewBox='0 0 {_BINS} 10' preserveAspectRatio='none' role='img' aria-label='histogram of {name}'>"
        f"{bars}<line x1='{at}' x2='{at}' y1='0' y2='10'/></svg>"
        f"<p class='axis'><span>{low:,g}</span><span>{(low + high) / 2:,g}</span><span>{high:,g}</span></p></figure>"
    )


def _range(values: Sequence[float], step: float) -> tuple[float, float]:
    """The values' range, from one multiple of `step` to another."""
    low = math.floor(min(values) / step)
    return low * step, max(math.ceil(max(values) / step), low + 1) * step


def _column(i: int, count: int, most: int, words: str) -> str:
    height = 9.5 * count / most
    return (
        f"<rect x='{i + 0.06:.2f}' width='0.88' y='{10 - height:.2f}' height='{height:.2f}'>"
        f"<title>{words}: {count}</title></rect>"
    )


def _difference(metric: Metric, found: Paired) -> str:
    form, signed = metric.form, metric.form.replace("{:", "{:+")
    sure = found.low > 0 or found.high < 0
    better = (found.difference > 0) != (metric.name in _FEWER_IS_BETTER)
    kind = ("better" if better else "worse") if sure else "unsure"
    return (
        f"<tr class='{kind}'><th>{metric.name}<td>{form.format(found.first)}<td>{form.format(found.second)}"
        f"<td><b>{signed.format(found.difference)}</b><td>{signed.format(found.low)} to {signed.format(found.high)}"
        f"<td>{_interval(found)}<td>{found.count:,}</tr>"
    )


def _interval(found: Paired) -> str:
    """The interval on a line whose middle is zero."""
    reach = max(abs(found.low), abs(found.high), abs(found.difference)) * 1.15 or 1.0
    at: Callable[[float], str] = lambda value: f"{50 + 50 * value / reach:.1f}"  # noqa: E731
    return (
        "<svg class='interval' viewBox='0 0 100 10' aria-hidden='true'><line class='zero' x1='50' x2='50' y2='10'/>"
        f"<line x1='{at(found.low)}' x2='{at(found.high)}' y1='5' y2='5'/>"
        f"<circle cx='{at(found.difference)}' cy='5' r='2.2'/></svg>"
    )


# --------------------------------------------------------------------------------------------------------- the page


def _notes(notes: Iterable[str]) -> str:
    return "".join(f"<p class='note' dir='auto'>{escape(note)}</p>" for note in notes)


def _toolbar(columns: Iterable[str], count: int) -> str:
    buttons = "".join(f"<button type='button' class='sort'>{name}</button>" for name in columns)
    return (
        "<nav><label class='search'><input id='filter' type='search' placeholder='Filter' aria-label='filter by text'>"
        f"</label><div class='sorts' aria-label='sort by'>{buttons}</div><output id='count'>{count:,}</output>"
        "<button type='button' id='theme' title='dark or light' aria-label='dark or light'>◐</button></nav>"
    )


def _settings(settings: dict) -> str:
    rows = "".join(f"<tr><th>{escape(str(k))}<td dir='auto'>{escape(_plain(v))}</tr>" for k, v in settings.items())
    return f"<details class='settings'><summary>Settings</summary><table>{rows}</table></details>" if rows else ""


def _plain(value) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {entry}" for key, entry in value.items())
    return "–" if value is None else str(value)


def _page(title: str, body: str) -> str:
    style, script = ((_HERE / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    policy = (
        f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head>\n"
        f"<body>{body}<script>{script}</script></body></html>\n"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
