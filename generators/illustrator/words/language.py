"""Description -> Scene: a small grammar of noun phrases joined by relations.

A phrase is [count] [modifiers] noun(s); the last noun is its head. "with", "of" and "wearing" attach to the nearest
phrase before, place relations to the first. What no table knows becomes an item of kind "unknown".
"""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from support.english import fold, singulars

from ..canvas.paint import Paint
from ..colors import BASIC, MODIFIERS, TABLE, modify
from . import vocabulary as v
from .readings import mend
from .spelling import mended

MAX_CHARS, MAX_TOKENS, LONGEST = 600, 80, 5


@dataclass
class Item:
    """One noun phrase."""

    noun: str = ""  # canonical name, e.g. "dog"
    kind: str = ""  # thing, garment, shape, solid, feature, sky, backdrop, part, arrangement, unknown
    word: str = ""  # as written, e.g. "golden retriever"
    colors: list[str] = field(default_factory=list)  # "#rrggbb", in order of mention
    names: list[str] = field(default_factory=list)  # the colour words
    materials: list[str] = field(default_factory=list)  # texture names
    traits: list[str] = field(default_factory=list)
    modifiers: list["Item"] = field(default_factory=list)  # nouns used as adjectives: "city" in "city skyline"
    count: int | None = None  # None: as the noun's number says
    plural: bool = False
    size: float = 1.0
    relation: str | None = None
    parent: int | None = None  # index in Scene.items
    drawing: str = "own"  # "own", "class" (the drawing of its kind) or "plain" (no table knows the word)

    def is_empty(self) -> bool:
        return not (self.noun or self.colors or self.materials)

    def shares(self) -> list["Item"]:
        """Copies that take one colour each ("red and blue kites"); the item alone where there is nothing to share."""
        several = self.plural or (self.count or 1) > 1
        if not several or len(self.colors) < 2 or any(t in v.PATTERNS for t in self.materials):
            return [self]
        return [replace(self, colors=[c], names=self.names[i : i + 1]) for i, c in enumerate(self.colors)]

    def paint(self, default: str = "#7a9cc0") -> Paint:
        """The surface that the words ask for."""
        color = next(iter(self.colors), None)
        for texture in self.materials:
            color = color or v.MATERIAL_COLORS.get(texture)
        pattern = [t for t in self.materials if t in v.PATTERNS]
        texture = (pattern or self.materials or [None])[0]
        if texture is None and self.names:
            texture = "metal" if self.names[0] in v.METALS else "gem" if self.names[0] in v.GEMS else None
        second = self.colors[1] if len(self.colors) > 1 else None
        return Paint(color or default, second, texture, 0.82 if "translucent" in self.materials else 1.0)


@dataclass
class Scene:
    """What a description asks for; items[0] is the subject."""

    text: str
    items: list[Item] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)  # words that say something, but nothing that a table knows
    used: list[Item] = field(default_factory=list)  # the parts that a drawing has asked for

    def children(self, parent: Item, *relations: str) -> list[Item]:
        """Items attached to `parent`, of the given relations (all when none are given)."""
        index = next((i for i, item in enumerate(self.items) if item is parent), -1)
        return [i for i in self.items if i.parent == index and (not relations or i.relation in relations)]

    def part(self, parent: Item, name: str) -> Item | None:
        """The part of that name attached to `parent`, if the words mention it; it then counts as drawn."""
        found = next((i for i in self.children(parent) if i.noun == name), None)
        if found:
            self.used.append(found)
        return found

    def of_kind(self, *kinds: str) -> list[Item]:
        return [i for i in self.items if i.kind in kinds]

    @staticmethod
    def kind_of(noun: str) -> str:
        return KINDS.get(noun, "unknown")

    def traits(self) -> set[str]:
        return {t for i in self.items for t in [*i.traits, *(t for m in i.modifiers for t in m.traits)]}

    def colors(self) -> list[str]:
        return list(dict.fromkeys(c for i in self.items for c in i.colors))


KINDS = {
    **dict.fromkeys(v.ARRANGEMENTS, "arrangement"),
    **dict.fromkeys(v.PARTS, "part"),
    **dict.fromkeys(v.SHAPES, "shape"),
    **dict.fromkeys(v.SOLIDS, "solid"),
    **dict.fromkeys(v.GARMENTS, "garment"),
    **dict.fromkeys(v.BACKDROPS, "backdrop"),
    **dict.fromkeys(v.FEATURES, "feature"),
    **dict.fromkeys(v.SKY, "sky"),
    **{name: "thing" for name in v.THINGS if name not in v.FEATURES},
    "statue": "statue",
}


def entry_of(phrase: str) -> tuple[str, bool] | None:
    """A phrase -> (the word of the tables that it is a form of, is plural), or None."""
    head, _, last = phrase.rpartition(" ")
    for form in singulars(last):
        candidate = f"{head} {form}".strip()
        for name in (candidate, candidate.replace(" ", "")):
            if name in v.SYNONYMS or name in KINDS:
                return name, form != last
    return None


def noun_of(phrase: str) -> tuple[str, bool] | None:
    """A phrase -> (canonical noun, is plural), or None."""
    entry = entry_of(phrase)
    if not entry:
        return None
    noun, plural = v.SYNONYMS.get(entry[0], entry[0]), entry[1]
    listed = phrase.endswith("s") and phrase != noun and noun in v.THINGS  # in a table as it is: "oranges"
    several = listed and any(entry_of(form) or color_of(form) for form in singulars(phrase)[1:])
    return noun, plural or several


def color_of(phrase: str) -> str | None:
    """A colour name of one or more words -> "#rrggbb"."""
    return TABLE.get(phrase.replace(" ", ""))


def is_word(phrase: str) -> bool:
    """Whether any table knows the phrase."""
    tables = (v.RELATIONS, v.MATERIALS, v.TRAITS, v.COUNTS, v.SIZES, MODIFIERS)
    return any(phrase in t for t in tables) or color_of(phrase) is not None or noun_of(phrase) is not None


@lru_cache(maxsize=1)
def _spellings() -> list[str]:
    """Known single words, for mending misspelt ones."""
    tables = (TABLE, KINDS, v.SYNONYMS, v.MATERIALS, v.TRAITS)
    return sorted({word for table in tables for word in table if " " not in word and len(word) > 4})


@lru_cache(maxsize=1)
def _parts_of_terms() -> frozenset[str]:
    """Words that stand in the tables only beside others: they are spelt well."""
    tables = (v.SYNONYMS, v.MATERIALS, v.TRAITS, v.RELATIONS)
    return frozenset(part for table in tables for term in table if " " in term for part in term.split())


def tokenize(text: str) -> list[str]:
    """Lower-case words without accents, at most 80; misspelt ones are mended to the nearest known word."""
    words = re.findall(r"[a-z]+|\d+|,", fold(text[:MAX_CHARS]))[:MAX_TOKENS]
    out, repairs = [], 10
    for word in words:
        verb = word.endswith(("ing", "ed"))  # "burning" is no misspelt "bunting"
        if len(word) > 5 and repairs and not verb and word not in v.STOP and not is_word(word):
            if word in _parts_of_terms():
                out.append(word)
                continue
            repairs -= 1
            word = mended(word, _spellings())
        out.append(word)
    return out


def group(tokens: list[str]) -> list[str]:
    """Join the longest runs of tokens that a table knows as one term: "bow tie", "light salmon", "on top of"."""
    terms, i = [], 0
    while i < len(tokens):
        for length in range(min(LONGEST, len(tokens) - i), 0, -1):
            phrase = " ".join(tokens[i : i + length])
            if length == 1 or ("," not in phrase and tokens[i] not in ("a", "an") and is_word(phrase)):
                break
        terms.append(phrase)
        i += length
    return terms


def stated(terms: list[str]) -> list[str]:
    """The terms without what is said not to be there: "a beach with palms and no people", "hills without trees"."""
    kept, negation = [], ""
    for term in terms:
        if term in ("no", "without"):
            negation = term
        elif negation and (term == "," or term in v.RELATIONS or (term == "and" and negation == "no")):
            negation = ""
        if not negation:
            kept.append(term)
    return kept


FIGURED = {"shape", "solid", "thing", "backdrop"}  # stars on one of these are figures, no night sky
POSES = {"running", "jumping", "sleeping", "floating"}
MADE = {"thing", "feature", "garment", "shape", "solid", "statue", "backdrop", "part"}  # of some material


class _Parser:
    """Collects modifiers until a noun, a relation or the end closes the phrase."""

    def __init__(self, text: str):
        self.scene = Scene(text)
        self.item, self.pending = Item(), []  # pending: colour modifiers waiting for their colour
        self.relation: str | None = None
        self.unknown: str | None = None
        self.dual: str | None = None  # a colour word that would also do as the noun

    def parse(self) -> Scene:
        terms = stated(group(tokenize(self.scene.text)))
        for i, term in enumerate(terms):
            self.after_and = i > 0 and terms[i - 1] in ("and", ",")
            after = terms[i + 2 : i + 4] if terms[i + 1 : i + 2] in (["and"], [","]) else []
            self.paired = len(after) == 2 and color_of(after[0]) is not None  # "ruby and sapphire triangles"
            self.read(term, terms[i + 1] if i + 1 < len(terms) else "")
        self.close()
        return self.scene

    def read(self, term: str, following: str) -> None:
        if term == "of" and self.item.count and not self.item.noun:
            return  # "on a stack of books": how many, and on what
        if term in v.RELATIONS and not (term in v.TRAITS and self.starts()):
            verb = term.partition(" ")[0]
            if v.TRAITS.get(verb) in POSES:  # "a fox running through a wood" runs
                self.item.traits.append(v.TRAITS[verb])
            self.close()
            self.relation = v.RELATIONS[term]
        elif term in v.ARTICLES:
            if self.item.noun:  # "a fox reading a book": an article opens a phrase
                self.close()
        elif term.endswith("ing") and self.item.noun and not is_word(term) and term not in v.STOP:
            self.close()  # a verb that no table knows joins two phrases loosely
            self.relation = "beside"
        elif term in ("and", ","):
            self.adjacent = False
            if self.item.noun or self.unknown or self.dual_ends(following):
                kept = self.relation
                self.close()
                self.relation = kept or "and"
        elif term.isdigit() or term in v.COUNTS:
            self.item.count = max(1, min(30, int(term))) if term.isdigit() else v.COUNTS[term]
            if term in v.TRAITS:
                self.item.traits.append(v.TRAITS[term])
        elif term in v.SIZES:
            self.item.size = v.SIZES[term]
        else:
            self.describe(term, following)

    def starts(self) -> bool:
        """Whether nothing has been said yet that a relation could start from."""
        return not self.scene.items and self.item.is_empty() and not self.unknown

    def describe(self, term: str, following: str) -> None:
        """Adjectives and nouns."""
        if self.dual and not self.item.noun and v.MATERIALS.get(term) == "fade" and term.endswith("from"):
            self.item.colors, self.item.names = self.item.colors[:-1], self.item.names[:-1]
            self.add_noun(self.dual, *noun_of(self.dual), None)  # "a sky fading from": no sky blue, but a sky
        color, noun = color_of(term), noun_of(term)
        closed = self.ends_phrase(following) and not self.paired
        self.adjacent = self.adjacent and color is not None
        if term in v.TRAITS:
            self.item.traits.append(v.TRAITS[term])
        if term in MODIFIERS:
            self.pending.append(term)
        elif term in v.MATERIALS and not (closed and noun):
            joined = bool(self.item.colors) and self.after_and  # "ivory and mahogany squares"
            if not joined:
                self.item.materials.append(v.MATERIALS[term] or "plain")
            if color and (joined or not self.item.colors):
                self.add_color(term, color)
        elif color and (self.fading() or not (noun and closed and " " not in term)):
            self.add_color(term, color)
            self.dual = term if noun else None
        elif noun:
            self.add_noun(term, *noun, color)
        elif term not in v.TRAITS and term not in v.STOP and len(term) > 2:
            if self.unknown or self.item.noun:
                self.scene.unread.append(self.unknown or term)
            self.unknown = term

    def fading(self) -> bool:
        """Whether a noun was said to fade: "a sky fading from orange to lavender" has no field of lavender."""
        return bool(self.item.noun) and "fade" in self.item.materials

    @staticmethod
    def ends_phrase(following: str) -> bool:
        return not following or following in v.RELATIONS or following in ("and", ",") or following in v.TRAITS

    def dual_ends(self, following: str) -> bool:
        return self.dual is not None and self.ends_phrase(following)

    def add_color(self, name: str, color: str) -> None:
        color, self.pending = modify(color, self.pending), []
        if self.item.names and name in BASIC and self.adjacent:
            return
        self.item.colors.append(color)
        self.item.names.append(name)
        self.adjacent = name not in BASIC

    adjacent = after_and = paired = False

    def add_noun(self, word: str, noun: str, plural: bool, color: str | None) -> None:
        if self.item.noun:
            old = self.item
            self.item.modifiers.append(Item(old.noun, old.kind, old.word))
        if word in v.KIND_COLORS and not self.item.colors:
            self.item.colors.append(v.KIND_COLORS[word])
            self.item.names.append(word)
        elif color and not self.item.colors and word in v.GEMS:
            self.add_color(word, color)
        self.item.noun, self.item.word, self.item.plural = noun, word, plural
        self.item.kind = KINDS.get(noun, "unknown")
        self.item.drawing = "class" if entry_of(word)[0] in v.KINDS_OF_A_CLASS else "own"
        self.dual = None

    def close(self) -> None:
        """End the phrase: file the item under its parent."""
        item = self.item
        if not item.noun and self.unknown:
            item.noun = item.word = self.unknown
            item.kind, item.plural, item.drawing = "unknown", self.unknown.endswith("s"), "plain"
        if not item.noun and "polka" in item.materials:
            item.noun, item.word, item.kind, item.plural = "dot", "polka dots", "shape", True
            item.materials.remove("polka")
        elif not item.noun and item.materials and item.materials[0] in v.PATTERNS:
            item.noun, item.word, item.kind = "pattern", item.materials[0], "part"
        self.item, self.unknown, self.dual, self.adjacent = Item(), None, None, False
        if not item.noun and (item.materials or item.colors) and self.relation == "of" and self.scene.items:
            self.make_of(item)
            return
        keep = item if not item.noun and not item.is_empty() else None
        if item.noun:
            self.file(item)
            self.pending = []
        elif keep:
            self.item = keep
        elif item.traits or item.count or item.size != 1.0:
            self.item.traits, self.item.count, self.item.size = item.traits, item.count, item.size

    def file(self, item: Item) -> None:
        items = self.scene.items
        if items:
            near = {"with", "of", "wearing", "holding", "playing", "shape", "and"}
            item.relation = self.relation or "and"
            item.parent = self.last_owner(item) if item.relation in near else 0
            before = items[-1]
            worn = item.kind == "garment" or item.noun in v.WORN
            if item.relation == "and" and before.relation == "wearing" and worn:
                item.relation, item.parent = before.relation, before.parent
        if item.word.startswith(("ribbon", "lace")) and items and items[0].kind in ("garment", "thing"):
            item.noun, item.kind = item.word.removesuffix("s"), "part"
        if item.noun == "stars" and items and items[0].kind in FIGURED and item.relation != "under":
            item.noun, item.kind, item.plural = "star", "shape", True
        if item.relation == "of" and v.MATERIALS.get(item.word) and items[-1].kind in MADE:
            self.make_of(replace(item, materials=[v.MATERIALS[item.word]]))
        elif not self.decorates(item):
            items.append(item)
        self.relation = None

    def make_of(self, stuff: Item) -> None:
        """ "a bridge of gray stone": the material and colour of what was said before."""
        owner, self.relation = self.scene.items[-1], None
        owner.materials += stuff.materials
        owner.colors, owner.names = owner.colors or stuff.colors, owner.names or stuff.names

    def decorates(self, item: Item) -> bool:
        """ "with white polka dots": a pattern of the thing before, not a thing itself; hands its colour over."""
        texture = {"dot": "polka", "stripe": "striped", "line": "striped"}.get(item.noun)
        wearable = self.scene.items and self.scene.items[item.parent or 0].kind == "garment"
        texture = texture or (v.MOTIFS.get(item.noun) if wearable and item.plural else None)
        texture = texture or next((m for m in item.materials if m in v.PATTERNS and item.noun == "pattern"), None)
        if not texture or item.relation != "with":
            return False
        owner = self.scene.items[item.parent]
        owner.materials.append(texture)
        owner.colors += item.colors
        owner.names += item.names
        return True

    def last_owner(self, item: Item) -> int:
        """The nearest item before that may have parts, siblings skipped."""
        items = self.scene.items
        for i in range(len(items) - 1, -1, -1):
            if items[i].kind not in ("part",) and not (
                items[i].parent is not None and items[i].relation == item.relation
            ):
                return i
        return 0


def parse(description: str) -> Scene:
    """Any text -> Scene (without items when nothing is understood)."""
    parser = _Parser(description)
    scene = parser.parse()
    if scene.items:  # "... in autumn", "circles in teal and gold": words left over say more of the subject
        scene.items[0].traits += parser.item.traits
        fading = next((i for i in scene.items if "fade" in i.materials or i.word == "fade"), None)
        owner = fading or scene.items[0]
        if fading or owner.kind in ("shape", "solid", "garment"):
            owner.colors += parser.item.colors
            owner.names += parser.item.names
    elif parser.item.colors:  # colours without a noun: an abstract in those colours
        scene.items.append(parser.item)
        parser.item.noun, parser.item.kind, parser.item.word = "abstract", "shape", "abstract"
    mend(scene)
    return scene
