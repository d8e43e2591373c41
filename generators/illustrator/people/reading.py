"""The words around a person, and the pose that they ask for."""

# ruff: noqa: E501, SIM905 - tables of words read better as text

import re
from dataclasses import dataclass, replace

from support.english import fold, singulars

from .roles import AGE_OF, GENDER_OF, PLAIN, role

VERBS = {
    "walk": "walk stroll march hike wander stride tiptoe push pull", "run": "run jog sprint race chase flee",
    "sit": "sit seat perch rest wait", "kneel": "kneel propose plant weed", "dance": "dance twirl spin waltz",
    "jump": "jump leap bounce hop skip", "ride": "ride gallop cycle drive pedal",
    "carry": "carry hug cuddle cradle bring knead stir type build assemble craft knit sew",
    "hold": "hold hand offer give show use wield swing grip lift pour paint draw cook fish juggle brandish serve water "
            "photograph conduct hit drink play",
    "reach": "reach climb catch pick grab hang", "wave": "wave greet salute hail", "point": "point lecture teach",
    "cheer": "cheer celebrate triumph rejoice", "sleep": "sleep nap doze snooze slumber", "swim": "swim bathe drown snorkel",
    "eat": "eat bite sing taste smoke whistle chew", "read": "read study browse write", "pray": "pray worship",
    "ground": "meditate", "kick": "kick dribble", "throw": "throw toss hurl pitch bowl", "surf": "surf skateboard skate ski "
    "snowboard balance", "crawl": "crawl", "stand": "stand pose smile look watch lean stare gaze",
}  # fmt: skip
NOUNS = {"hands", "waves", "plants", "plays", "rests", "shows", "draws", "races", "bowls", "skates", "picks", "hops",
         "points", "catches", "poses", "looks", "watches", "surfs", "fishes", "bites", "rides", "chases", "skis", "hits",
         "seats", "catch", "toss", "cycles", "drinks", "cooks", "walks", "dances", "runs"}  # fmt: skip
BREAKS = set("a an the of and with in on by near beside over under to at for from is are".split())  # noqa: SIM905


def forms(verb: str) -> set[str]:
    """A verb as it stands after its subject: "running", "runs"."""
    doubled = verb + verb[-1] + "ing" if re.search(r"[^aeiou][aeiou][^aeiouwxy]$", verb) else ""
    return {verb + "ing", doubled, verb[:-1] + "ing" if verb.endswith("e") else "", verb + "s", verb + "es"} - {""}


POSE_OF = {form: pose for pose, verbs in VERBS.items() for verb in verbs.split() for form in forms(verb) - NOUNS} | {
    "seated": "sit", "yoga": "ground", "asleep": "sleep", "lying": "sleep", "lies": "sleep", "laying": "sleep", "curled": "sleep",
    "galloping": "ride", "flying": "cheer", "mounted": "ride", "kneels": "kneel", "walks": "walk", "runs": "run",
    "dances": "dance", "rides": "ride", "plays": "hold", "sits": "sit",
}  # fmt: skip
GROUND = set(
    "grass ground floor beach sand lawn rug carpet blanket meadow snow field dock crosslegged legged yoga".split()
)
PEOPLE = {*GENDER_OF, *AGE_OF, *PLAIN}  # words for people whatever they do
UPON = GROUND | {"mat", "towel", "hill", "shore", "park"}


@dataclass(frozen=True)
class Words:
    """The words that belong to one person."""

    noun: str  # in the singular
    before: tuple[str, ...]
    after: tuple[str, ...]
    shared: tuple[str, ...] = ()  # what is said of it and of those after it: "a man and a woman dancing"

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.before, self.noun, *self.after)


def words_of(text: str, nouns: list[str]) -> list[Words]:
    """The words around each of some nouns, as they stand in the text one after the other."""
    tokens = re.findall(r"[a-z]+|,", fold(text))
    spans, at = [], 0
    for noun in nouns:
        parts = noun.split()
        hit = next((i for i in range(at, len(tokens)) if tokens[i : i + len(parts)] == parts), None)
        start = at if hit is None else hit
        spans.append((start, start + len(parts) if hit is not None else start))
        at = spans[-1][1]
    found = []
    for i, (noun, (start, end)) in enumerate(zip(nouns, spans, strict=True)):
        before = tokens[spans[i - 1][1] if i else 0 : start][-6:]
        cut = next((k for k in range(len(before) - 1, -1, -1) if before[k] in BREAKS), -1)
        after = tokens[end : spans[i + 1][0] if i + 1 < len(spans) else len(tokens)]
        found.append(Words(singular(noun), tuple(before[cut + 1 :]), tuple(after)))
    for i in range(len(found) - 2, -1, -1):
        if found[i].after and set(found[i].after) <= {"and", "a", "an", "the", ",", "his", "her", *found[i + 1].before}:
            found[i] = replace(found[i], shared=found[i + 1].after + found[i + 1].shared)
    return found


def singular(noun: str) -> str:
    head, _, last = noun.rpartition(" ")
    form = next((f for f in singulars(last) if f in PEOPLE or role(f"{head} {f}".strip())), last)
    return f"{head} {form}".strip()


def adjectives(words: tuple[str, ...], *nouns: str) -> list[str]:
    """What stands before the first of these nouns, back to the phrase's beginning."""
    for i, word in enumerate(words):
        if word in nouns:
            k = i
            while k > 0 and words[k - 1] not in BREAKS - {"and"} and i - k < 4:
                k -= 1
            return list(words[k:i])
    return []


def pose_of(words: Words) -> str:
    """The pose that the words ask for, "" where none does."""
    for word in (*words.before[::-1], *words.after, *words.shared):
        if word in POSE_OF:
            pose = POSE_OF[word]
            if pose == "sit" and UPON & set(words.after + words.shared):
                return "ground"
            return pose
    return ""
