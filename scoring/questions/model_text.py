"""A language model's text -> the questions in it that keep to the rules, filled up by rule."""

from __future__ import annotations

import ast
import json
import random
import re
from collections.abc import Iterator

from scoring.questions.choosing import fill, plain
from scoring.questions.drafts import YES_NO, Tools, tells
from scoring.questions.phrases import parse
from scoring.tables import Question

MAX_ANSWER_CHARACTERS, MAX_QUESTION_CHARACTERS = 40, 160
MAX_MODEL_CHARACTERS = 20_000


def repair_questions(raw: str, description: str, seed: int = 0, count: int = 4) -> tuple[Question, ...]:
    """Keep the usable questions of a language model's text, and ask the others by rule.

    A question is kept when it is a short question, its choices are yes and no or four different ones, its answer is one
    of them, no rule answers it otherwise, and, of four choices, the answer is not told by the question and is the only
    one that the description could mean.  Choices are sorted.

    Args:
        raw: JSON, Python literals or numbered lines ("1. Is the boat red? Choices: no, yes. Answer: yes"), possibly
            broken; read up to 20,000 characters and never evaluated.
        description, seed, count: as for `make_questions`, and so are the kinds of questions.

    Raises:
        ValueError: `count` is out of range.

    >>> text = "1. Does the boat have a sail? Choices: yes, no. Answer: yes"
    >>> [q.answer for q in repair_questions(text, "a red boat") if q.text == "Does the boat have a sail?"]
    ['yes']
    """
    kept: list[Question] = []
    tools = Tools(parse(description), random.Random(0))
    for text, choices, answer in _read(raw[:MAX_MODEL_CHARACTERS]):
        question = _checked(text, choices, answer, tools)
        if question and plain(question.text) not in {plain(q.text) for q in kept}:
            kept.append(question)
    return fill(kept, description, seed, count)


def _read(raw: str) -> Iterator[tuple[str, list[str], str]]:
    """Question, choices and answer of every object, or else of every numbered line, that `raw` has."""
    found = False
    for block in re.findall(r"\{[^{}]*\}", raw):  # one by one: a broken one costs no other
        item = _literal(block)
        if isinstance(item, dict):
            found = True
            item = {str(key).lower(): value for key, value in item.items()}
            choices = item.get("choices", item.get("options"))
            choices = [str(c) for c in choices] if isinstance(choices, list | tuple) else []
            yield str(item.get("question", "")), choices, str(item.get("answer", ""))
    if not found:
        yield from _read_lines(raw)


def _literal(text: str):
    for read in (json.loads, ast.literal_eval):
        try:
            return read(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
    return None


def _read_lines(raw: str) -> Iterator[tuple[str, list[str], str]]:
    """ "1. Is it red? Choices: no, yes. Answer: no", on one line or three; without choices it is yes or no."""
    raw = re.sub(r"\s*\n\s*", "\n", re.sub(r"[^\S\n]+", " ", raw))  # in this order each pattern takes linear time
    for part in re.split(r"\n(?=\d+[.)])", "\n" + raw):
        text = re.match(r"\s*(?:\d+[.)])?\s*(?:question:)?\s*([^?\n]{1,200}\?)", part, re.IGNORECASE)
        answer = re.search(r"answer:\s*([^\n]*)", part, re.IGNORECASE)
        if text and answer:
            yield text[1], _listed(part) or list(YES_NO), answer[1]


def _listed(part: str) -> list[str] | None:
    """The choices after "choices:", with or without brackets, up to the line's end or to "answer:"."""
    _, *rest = re.split(r"(?:choices|options):", part, maxsplit=1, flags=re.IGNORECASE)
    if not rest:
        return None
    listed = re.split(r"answer:|\n", rest[0], maxsplit=1, flags=re.IGNORECASE)[0].strip()
    listed = listed.removesuffix(".").removesuffix(";").removesuffix("]").removeprefix("[")
    return None if "]" in listed else listed.replace("/", ",").split(",")


def _checked(text: str, choices: list[str], answer: str, tools: Tools) -> Question | None:
    """The question when it keeps to the rules, with its choices cleaned and sorted; else None."""
    text = " ".join(text.split())
    choices, answer = [_clean(c) for c in choices], _clean(answer)
    if not (text.endswith("?") and len(text) <= MAX_QUESTION_CHARACTERS and re.match(r"[A-Z][a-z]", text)):
        return None
    if answer not in choices or len(set(choices)) < len(choices):
        return None
    if not all(re.fullmatch(r"[^\W_][\w' -]*", c) and len(c) <= MAX_ANSWER_CHARACTERS for c in choices):
        return None
    if tuple(sorted(choices)) == YES_NO:
        return Question(text, YES_NO, answer)
    if len(choices) != 4 or tells(text, answer) or [c for c in choices if tools.could_pass(c)] != [answer]:
        return None
    return Question(text, tuple(sorted(choices)), answer)


def _clean(choice: str) -> str:
    """ " Yes." -> "yes", "A. red" -> "red"."""
    return re.sub(r"^[a-d][.)]\s+", "", choice.strip(" \t\r\"'.").lower())
