"""What may be asked for: a request's JSON -> a job, checked; a ValueError names what is wrong with it."""

from __future__ import annotations

import generators
from support.seeds import SEEDS
from vectorizer.vectorize import MIN_BYTES
from web.pictures import is_name

LONGEST_SENTENCE = 500  # characters; the competition's are at most 200
MOST_SEEDS = 6
MOST_BYTES = 50_000  # of a drawing that is asked for
LONGEST_SVG = 400_000  # characters of one that is sent
MOST_SECONDS = 60.0
LONGEST_BODY = 2 * LONGEST_SVG + 10_000  # bytes
GENERATORS = tuple(name for name in generators.NAMES if name != "auto")
WEIGHTY = ("stable-diffusion", "tiny-sd", "gemma")  # are loaded into one of the workers alone


def checked(body: object) -> dict:
    """Return the job that a request asks for, with what its kind needs and nothing else.

    Raises:
        ValueError: something is missing or out of its range.

    >>> checked({"kind": "fit", "svg": "<svg/>", "max_bytes": 5000, "seconds": 1})
    {'kind': 'fit', 'svg': '<svg/>', 'max_bytes': 5000, 'seconds': 1}
    """
    if not isinstance(body, dict) or body.get("kind") not in _FIELDS:
        raise ValueError(f"kind must be one of {', '.join(_FIELDS)}")
    fields = _FIELDS[body["kind"]]
    return {"kind": body["kind"]} | {name: check(name, body.get(name)) for name, check in fields.items()}


def is_weighty(job: dict) -> bool:
    """Whether a job needs a generator that takes much memory."""
    return job.get("generator") in WEIGHTY


def _text(most: int):
    def check(name: str, value: object) -> str:
        if not isinstance(value, str) or not value.strip() or len(value) > most:
            raise ValueError(f"{name} must be a text of at most {most:,} characters")
        return value

    return check


def _number(least: float, most: float, kind: type | tuple = int):
    def check(name: str, value: object):
        if not isinstance(value, kind) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(f"{name} must be a number from {least:,} to {most:,}")
        return value

    return check


def _seeds(name: str, value: object) -> list[int]:
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_SEEDS:
        raise ValueError(f"{name} must be 1 to {MOST_SEEDS} numbers")
    return [_number(0, SEEDS - 1)(name, seed) for seed in value]


def _generator(name: str, value: object) -> str:
    if value not in GENERATORS:  # nor one with a source: the page may not name folders or downloads
        raise ValueError(f"{name} must be one of {', '.join(GENERATORS)}")
    return value


def _picture(name: str, value: object) -> str:
    if not isinstance(value, str) or not is_name(value):
        raise ValueError(f"{name} must be what a picture that was sent is called")
    return value


def _maybe(check):
    return lambda name, value: None if value is None else check(name, value)


_BYTES, _SECONDS = _number(MIN_BYTES, MOST_BYTES), _number(0, MOST_SECONDS, (int, float))
_FIELDS = {
    "draw": {
        "description": _text(LONGEST_SENTENCE),
        "generator": _generator,
        "seeds": _seeds,
        "max_bytes": _BYTES,
        "seconds": _SECONDS,
    },
    "fit": {"svg": _text(LONGEST_SVG), "max_bytes": _BYTES, "seconds": _SECONDS},
    "trace": {"picture": _picture, "max_bytes": _BYTES, "seconds": _SECONDS},
    "compare": {
        "svg": _text(LONGEST_SVG),
        "original": _maybe(_text(LONGEST_SVG)),
        "picture": _maybe(_picture),
    },
    "png": {"svg": _text(LONGEST_SVG), "size": _number(16, 2048)},
}
