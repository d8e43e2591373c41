"""Whose day or trip it was: possessors that are persons are in the picture, and so is where it was."""

import re

from .readings import reading
from .vocabulary import WORN

FAMILY = set("""
daughter son child mother father mom mum dad grandmother grandfather grandma grandpa granny sister brother aunt uncle
wife husband friend teacher neighbor neighbour niece nephew
""".split())  # noqa: SIM905 - a table of words reads better as text
TRAVELLERS = {"my": "a man", "his": "a man", "her": "a woman", "our": "a couple", "their": "a couple"}
LEARNERS = {"my": "a boy", "his": "a boy", "her": "a girl"}
DAY = r"(?:day|days|morning|week|year|time|moment|visit|trip)"
TRIP = r"(?:trip|visit|journey|holiday|holidays|vacation|honeymoon|tour)"
RIDDEN = r"(?:bicycle|bike|tricycle|scooter|skateboard|horse|pony|motorcycle|surfboard)"
DAYS = {"day", "night", "morning", "evening", "afternoon"}


def attended(text: str) -> str:
    """The description with who is meant put first: "our trip to Paris" is a couple in Paris."""
    text = re.sub(rf"\b({'|'.join(FAMILY)})['’]s\s+(?:\w+\s+)?{DAY}\s+(?:of|at|in|to)\b", r"\1 beside", text,
                  flags=re.IGNORECASE)  # fmt: skip
    text = re.sub(rf"^\s*({'|'.join(TRAVELLERS)})\s+(?:\w+\s+)?{TRIP}\s+(?:to|in|at|through)\b",
                  lambda found: f"{TRAVELLERS[found[1].lower()]} in", text, flags=re.IGNORECASE)  # fmt: skip
    return re.sub(rf"^\s*({'|'.join(LEARNERS)})\s+(?:very\s+)?first\s+({RIDDEN})\b",
                  lambda found: f"{LEARNERS[found[1].lower()]} riding a {found[2]}", text,
                  flags=re.IGNORECASE)  # fmt: skip


@reading
def days_of(scene) -> None:
    """ "a day of school": what the day is of is seen."""
    for item in scene.items[1:]:
        owner = scene.items[item.parent or 0]
        if item.relation == "of" and owner.kind == "sky" and owner.word in DAYS:
            item.relation = "beside"


@reading
def possessors(scene) -> None:
    """ "my grandmother's garden": she is in it."""
    for k, item in enumerate(list(scene.items)):
        owners = [m for m in item.modifiers if m.noun == "person" and m.word in FAMILY]
        worn = item.kind == "garment" or item.noun in WORN
        for owner in owners if not worn else ():
            owner.relation, owner.parent = "beside", k
            scene.items.append(owner)
            item.modifiers.remove(owner)
