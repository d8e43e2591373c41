"""The jobs: what the page asks for -> events, each a name and data, as soon as there is something to show.

Drawing, fitting and tracing are the project's own chain (`pipeline/`), with one difference: nothing steps in for a
generator that fails, since whoever looks at the page can be told.  A seed gives what `python model.py --seed` gives.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import generators
from pipeline import results
from pipeline.candidates import Begun, Maker
from pipeline.drawing import Original, picture_of
from pipeline.schedule import Costs, Plan
from pipeline.tracing import Tracing
from scoring.constraints import validate_svg
from scoring.render import render
from web.pictures import Pictures

DRAFT_S = 0.4  # for a first picture, where one may take long
_WITH_DRAFT_S = 1.0  # what may take longer is shown as a draft first
_DESCRIBED = ("word", "noun", "names", "materials", "traits", "count", "drawn")  # of each item that was understood

Event = tuple[str, dict]


def prepare() -> None:
    """Load what every drawing needs."""
    import scoring.measures.fidelity  # noqa: F401

    render("<svg/>")
    _generator("illustrator").describe("a boat")


def work(job: dict) -> Iterator[Event]:
    """Yield what comes of a job, one of `asking.checked`, to which the server adds the folder of its pictures."""
    return _JOBS[job["kind"]](job)


# --------------------------------------------------------------------------------------------------------- drawing


def _draw(job: dict) -> Iterator[Event]:
    """Every seed's drawing first, then what is known of them."""
    generator, description = _generator(job["generator"]), job["description"]
    yield "understood", _understood(generator, description, job["seeds"][0])
    drawn = []
    for seed in job["seeds"]:
        start = time.perf_counter()
        maker = _maker(seed, job["max_bytes"])
        (original,) = maker.generate(generator, description, Plan(1, False, None, maker.tracing.costs))
        kept = {"seed": seed} | _kept(original, job)
        for version, data in _versions(maker, generator, original, job["seconds"]):
            yield "drawn", data | kept | {"total": time.perf_counter() - start}
            last = version
        drawn.append((maker, seed, last))
    for maker, seed, last in drawn:
        (candidate,) = maker.check([last])
        yield "measured", {"seed": seed, "fidelity": candidate.fidelity}


def _fit(job: dict) -> Iterator[Event]:
    """An SVG within other bytes."""
    maker, generator = _maker(0, job["max_bytes"]), _generator("illustrator")
    for version, data in _versions(maker, generator, job["svg"], job["seconds"]):
        yield "drawn", data
        last = version
    (candidate,) = maker.check([last])
    yield "measured", {"fidelity": candidate.fidelity}


def _versions(
    maker: Maker, generator: generators.Generator, original: Original, seconds: float
) -> Iterator[tuple[Begun, dict]]:
    """The original within the bytes: where that may take a while, quickly first, and then as well as can be."""
    fits = isinstance(original, str) and len(original.encode()) <= maker.max_bytes
    limits = [seconds] if fits else _limits(seconds)
    for limit in limits:
        costs, start = maker.tracing.costs, time.perf_counter()
        (begun,) = maker.vectorize([original], generator, Plan(1, False, costs.clock() + limit, costs))
        svg = begun.svg()
        yield begun, _told(svg, maker.max_bytes, start, limit != limits[-1])


def _limits(seconds: float) -> list[float]:
    """The seconds for each version: what may take long is shown as a draft first."""
    return [DRAFT_S, seconds] if seconds > _WITH_DRAFT_S else [seconds]


def _told(svg: str, max_bytes: int, start: float, draft: bool) -> dict:
    """What is told of a version that was begun at `start`, once it is known to be valid."""
    validate_svg(svg, max_bytes)
    return {"svg": svg, "bytes": len(svg.encode()), "seconds": time.perf_counter() - start, "draft": draft}


@cache
def _generator(name: str) -> generators.Generator:
    """A generator, which stays loaded."""
    return generators.load(name)


def _maker(seed: int, max_bytes: int) -> Maker:
    return Maker(Tracing(0, Costs()), seed, max_bytes)


def _kept(original: Original, job: dict) -> dict:
    """What the page needs to fit the drawing anew: its SVG of any length, or what its picture is called."""
    if isinstance(original, str):
        return {"original": original}
    return {"picture": _pictures(job).add_png(original)}


def _understood(generator: generators.Generator, description: str, seed: int) -> dict:
    """What was understood, as far as the generator can tell."""
    left_out = generator.left_out(description, seed)
    if not hasattr(generator, "describe"):
        return {"items": [], "unsaid": {}, "left_out": left_out}
    found = generator.describe(description, seed)
    items = [{name: item[name] for name in _DESCRIBED} for item in found["items"]]
    unsaid = {why: words for why, words in found["unsaid"].items() if words}
    return {"items": items, "unsaid": unsaid, "left_out": left_out}


# --------------------------------------------------------------------------------------------------------- pictures


def _trace(job: dict) -> Iterator[Event]:
    """A picture that was sent, as an SVG, and what that lost; an SVG that was sent is fitted."""
    from fitting import from_file
    from scoring.measures.fidelity import fidelity
    from vectorizer import files
    from vectorizer.compare import error_map

    path, max_bytes = _pictures(job).path(job["picture"]), job["max_bytes"]
    trace = from_file.fit_file if from_file.is_svg(path) else files.trace
    limits = _limits(job["seconds"])
    for limit in limits:
        start = time.perf_counter()
        svg, picture = trace(path, max_bytes, time_limit_s=limit)
        told = _told(svg, max_bytes, start, limit != limits[-1])
        if limit == limits[0]:
            yield "picture", {"picture": _pictures(job).add_png(picture), "size": picture.size}
        yield "drawn", told
    drawn = render(svg)
    lost = _pictures(job).add_png(error_map(drawn, picture))
    yield "measured", {"fidelity": fidelity(drawn, picture), "lost": lost}


def _compare(job: dict) -> Iterator[Event]:
    """What the judge sees of an SVG, and where it differs from what it should look like."""
    from PIL import Image

    from scoring.defense import smooth
    from vectorizer.compare import error_map

    drawn = render(job["svg"])
    yield "judged", {"picture": _pictures(job).add_png(smooth(drawn))}
    if job["picture"]:
        wanted = Image.open(_pictures(job).path(job["picture"])).convert("RGB")
    else:
        wanted = picture_of(job["original"] or job["svg"])
    yield "difference", {"picture": _pictures(job).add_png(error_map(drawn, wanted))}


def _png(job: dict) -> Iterator[Event]:
    """An SVG as a PNG, with the notice that its drawings ask for."""
    yield "png", {"picture": _pictures(job).add_png_bytes(results.png(job["svg"], job["size"]))}


def _gallery(job: dict) -> Iterator[Event]:
    from web.gallery import report_of

    yield "report", {"html": report_of(Path(job["folder"]))}


def _pictures(job: dict) -> Pictures:
    return Pictures(Path(job["pictures"]))


_JOBS = {
    "draw": _draw,
    "fit": _fit,
    "trace": _trace,
    "compare": _compare,
    "png": _png,
    "gallery": _gallery,
}
