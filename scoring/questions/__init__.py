"""A description in, questions with choices and answers out, in the style of the competition's public ones.

    make_questions("a red boat on a lake")           by rules alone
    repair_questions(text_of_a_model, description)    what of a model's text keeps to the rules, filled up by rules
    GemmaQuestions().make("a red boat on a lake")     a local Gemma writes, the rules check

Four questions each, about 60 % of them yes/no with both answers present, the others with four choices; choices are
sorted, and the answers are words of the description where they can be. scoring/question_rules.py says what is asked.
"""

from __future__ import annotations

import ast
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import weights
from scoring.questions.drafts import YES_NO, Draft, Tools, tells
from scoring.questions.phrases import parse
from scoring.questions.rules import drafts
from scoring.tables import Question
from weights.language_model import load_language_model, prompt_tokens

MAX_COUNT = 6  # as many as any description, even an empty one, has different questions for
YES_NO_SHARE = 0.6
MAX_ANSWER_CHARACTERS, MAX_QUESTION_CHARACTERS = 40, 160
MAX_MODEL_CHARACTERS = 20_000
MAX_DESCRIPTION_CHARACTERS = 600
NEW_TOKENS = 400
# What a question loses for telling what another tells (a yes tells most), for being of the same thing, and how much is
# left to chance; in the weights of the drafts.
_REPEATED_FACT, _REPEATED_YES, _REPEATED_THING, _CHANCE = 2.5, 4.0, 0.7, 1.5

PROMPT = """Write {count} questions about a picture of the description. The picture alone must answer them.
About 60 % are yes/no questions, some with the answer yes and some with no. The others have four short choices in
alphabetical order, of which the description mentions only the answer. No question tells its own answer.
Write nothing but a JSON list.

Description: two yellow kites above a sandy island
[{{"question": "What color are the kites?", "choices": ["black", "purple", "red", "yellow"], "answer": "yellow"}},
{{"question": "Is the island covered in snow?", "choices": ["no", "yes"], "answer": "no"}},
{{"question": "What is below the kites?", "choices": ["city", "forest", "island", "volcano"], "answer": "island"}},
{{"question": "Are there exactly two kites?", "choices": ["no", "yes"], "answer": "yes"}}]

Description: a striped linen apron with a leather strap
[{{"question": "What pattern does the apron have?", "choices": ["checkered", "floral", "plaid", "striped"], \
"answer": "striped"}},
{{"question": "Is the strap made of leather?", "choices": ["no", "yes"], "answer": "yes"}},
{{"question": "Is a hat depicted?", "choices": ["no", "yes"], "answer": "no"}},
{{"question": "What is the apron made of?", "choices": ["denim", "linen", "silk", "wool"], "answer": "linen"}}]

Description: {description}
"""


def make_questions(description: str, seed: int = 0, count: int = 4) -> tuple[Question, ...]:
    """Ask `count` different questions that the description answers.

    description: any text. seed: another one asks other questions. count: 1 to 6.
    Two or more questions have a yes and a no among them. Deterministic for the same arguments.

    Raises:
        ValueError: count is out of range.
    """
    return _fill([], description, seed, count)


def repair_questions(raw: str, description: str, seed: int = 0, count: int = 4) -> tuple[Question, ...]:
    """Keep the usable questions of a language model's text, and ask the others by rule.

    raw: JSON, Python literals or numbered lines ("1. Is the boat red? Choices: no, yes. Answer: yes"), possibly broken;
    read up to 20,000 characters and never evaluated. A question is kept when it is a short question, its
    choices are yes and no or four different ones, its answer is one of them, no rule answers it otherwise, and, of
    four choices, the answer is not told by the question and is the only one that the description could mean. Choices
    are sorted. The other arguments, and the kinds of questions, are those of make_questions.

    Raises:
        ValueError: count is out of range.
    """
    kept: list[Question] = []
    tools = Tools(parse(description), random.Random(0))
    for text, choices, answer in _read(raw[:MAX_MODEL_CHARACTERS]):
        question = _checked(text, choices, answer, tools)
        if question and _plain(question.text) not in {_plain(q.text) for q in kept}:
            kept.append(question)
    return _fill(kept, description, seed, count)


class GemmaQuestions:
    """A Gemma that writes questions, and the rules that check them.

    path: a transformers folder, or None for where weights.find("gemma") finds one.

    Raises:
        weights.WeightsNotFound: there are no weights.
    """

    def __init__(self, path: str | Path | None = None):
        self.model, self.tokenizer = load_language_model(weights.find("gemma", path))

    def make(self, description: str, seed: int = 0, count: int = 4) -> tuple[Question, ...]:
        """Ask `count` questions; the arguments and what is raised are those of make_questions."""
        return repair_questions(self._write(description, count), description, seed, count)

    def _write(self, description: str, count: int) -> str:
        """What the model answers, greedily."""
        import torch

        prompt = PROMPT.format(count=count, description=_printable(description))
        tokens = torch.tensor([prompt_tokens(self.tokenizer, prompt)], device=self.model.device)
        with torch.inference_mode():
            out = self.model.generate(
                input_ids=tokens,
                attention_mask=torch.ones_like(tokens),
                do_sample=False,
                max_new_tokens=NEW_TOKENS,
            )
        return self.tokenizer.decode(out[0, tokens.shape[1] :], skip_special_tokens=True)


def _printable(text: str) -> str:
    """What a tokenizer takes: no halves of characters, and not too long."""
    return text[:MAX_DESCRIPTION_CHARACTERS].encode("utf-8", "replace").decode()


# ---------------------------------------------------------------- what a model wrote


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
    raw = re.sub(r"[^\S\n]+", " ", re.sub(r"\s*\n\s*", "\n", raw))  # the patterns below are slow on long gaps
    for part in re.split(r"\n(?=\d+[.)])", "\n" + raw):
        text = re.match(r"\s*(?:\d+[.)])?\s*(?:question:)?\s*([^?\n]{1,200}\?)", part, re.IGNORECASE)
        choices = re.search(r"(?:choices|options):\s*\[?([^\n\]]*?)\]?[.;]?\s*(?:answer:|\n|$)", part, re.IGNORECASE)
        answer = re.search(r"answer:\s*([^\n]*)", part, re.IGNORECASE)
        if text and answer:
            listed = choices[1].replace("/", ",").split(",") if choices else YES_NO
            yield text[1], list(listed), answer[1]


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


# ---------------------------------------------------------------- which to ask


def _fill(kept: list[Question], description: str, seed: int, count: int) -> tuple[Question, ...]:
    """`count` questions of the wanted kinds: of those given what fits, the others by rule."""
    if not 1 <= count <= MAX_COUNT:
        raise ValueError(f"count is {count}; expected 1 to {MAX_COUNT}")
    rng = random.Random(f"{seed} {ascii(description)}")
    found = drafts(parse(description), rng)
    known = {_plain(draft.text): draft.answer for draft in found}
    kept = [q for q in kept if known.get(_plain(q.text), q.answer) == q.answer]
    asked: list[Question] = []
    used: list[Draft] = []
    for kind in _kinds(count, rng):
        own = [q for q in kept if _kind(q.answer, q.choices) == kind]
        if own:
            asked.append(own[0])
            kept.remove(own[0])
            continue
        draft = _best([d for d in found if _kind(d.answer, d.choices) == kind], asked, used, rng)
        used.append(draft)
        asked.append(Question(draft.text, draft.choices, draft.answer))
    rng.shuffle(asked)
    return tuple(asked)


def _kinds(count: int, rng: random.Random) -> list[str]:
    """The kinds to ask for, "choice", "yes" and "no"; what has four choices first, for it needs the best facts."""
    exact = YES_NO_SHARE * count
    plain = int(exact) + (rng.random() < exact % 1)
    plain = max(plain, min(count, 2))  # room for a yes and a no
    kinds = ["yes", "no"][:plain] if rng.random() < 0.5 else ["no", "yes"][:plain]
    kinds += [rng.choice(["yes", "yes", "no"]) for _ in range(plain - 2)]
    return ["choice"] * (count - len(kinds)) + kinds


def _kind(answer: str, choices: tuple[str, ...]) -> str:
    return answer if choices == YES_NO else "choice"


def _best(found: list[Draft], asked: list[Question], used: list[Draft], rng: random.Random) -> Draft:
    """The best question left: not asked yet, of another fact, and if possible of another thing."""
    texts = {_plain(q.text) for q in asked}
    left = [d for d in found if _plain(d.text) not in texts]

    def worth(draft: Draft) -> float:
        fact = sum(draft.fact == other.fact for other in used)
        thing = sum(draft.fact[1] == other.fact[1] for other in used)
        loss = fact * (_REPEATED_YES if draft.answer == "yes" else _REPEATED_FACT) + thing * _REPEATED_THING
        return draft.weight - loss + _CHANCE * rng.random()

    return max(left, key=worth)


def _plain(text: str) -> str:
    """A question without what makes no difference: case, spaces, punctuation."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))
