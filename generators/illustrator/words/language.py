"""Description -> Scene: a small grammar of noun phrases joined by relations.

A phrase is [count] [modifiers] noun(s); the last noun is its head. "with", "of" and "wearing" attach to the nearest
phrase before, place relations to the first. What no table knows becomes an item of kind "unknown".
"""

from dataclasses import replace

from support.english import PLURALIA, fold, singular

from .. import drawings
from ..colors import BASIC, MODIFIERS, modify
from ..people.roles import GIVEN_NAMES
from . import deeds, games, inside, owners, performing, projection, whereabouts  # noqa: F401 - they register readings
from . import vocabulary as v
from .characters import described
from .framing import framed
from .idioms import plain
from .lookup import KINDS, color_of, entry_of, is_word, noun_of
from .meaning import CUSTOM, MOODS, is_other, is_verb, meaning
from .occasions import attended
from .readings import LIQUIDS, mend
from .scene import Item, Scene
from .terms import group, herded, proper_names, stated, tokenize

GIVEN = {name for names in GIVEN_NAMES.values() for name in names.split()}
FIGURED = {"shape", "solid", "thing", "backdrop"}  # stars on one of these are figures, no night sky
POSES = {"running", "jumping", "sleeping", "floating"}
ACTS = {"wearing", "holding", "playing"}  # what somebody does
BE = {"is", "are", "was", "were", "that", "which", "who", "has", "have", "while", "as", "but"}  # end a noun phrase
MADE = {"thing", "feature", "garment", "shape", "solid", "statue", "backdrop", "part"}  # of some material


class _Parser:
    """Collects modifiers until a noun, a relation or the end closes the phrase."""

    def __init__(self, text: str):
        self.scene = Scene(plain(attended(described(text))))
        self.names = proper_names(self.scene.text)
        self.item, self.pending = Item(), []  # pending: colour modifiers waiting for their colour
        self.relation: str | None = None
        self.unknown: str | None = None
        self.dual: str | None = None  # a colour word that would also do as the noun
        self.definite = self.measured = False  # "the ..."; "a stack of ..."

    def parse(self) -> Scene:
        text, self.scene.medium = framed(fold(self.scene.text[:1000]))
        terms, denied = stated(herded(group(tokenize(text, self.names))))
        self.scene.absent = {found[0] for term in denied if (found := noun_of(term))}
        for i, term in enumerate(terms):
            self.after_and = i > 0 and terms[i - 1] in ("and", ",", ".")
            after = terms[i + 2 : i + 4] if terms[i + 1 : i + 2] in (["and"], [","]) else []
            self.paired = len(after) == 2 and color_of(after[0]) is not None  # "ruby and sapphire triangles"
            self.before = terms[i - 1] if i else ""
            self.stuff = terms[i + 1 : i + 2] == ["of"] and any(t in v.MATERIALS for t in terms[i + 2 : i + 3])
            self.read(term, terms[i + 1] if i + 1 < len(terms) else "")
        self.close()
        return self.scene

    def read(self, term: str, following: str) -> None:
        if term == "of" and (self.item.count or self.measured) and not self.item.noun:
            return  # "on a stack of books", "the beauty of a garden"
        if term in v.MEASURES and following == "of" and not self.item.noun and not self.stuff:
            self.measure(term)
        elif term in v.REVERSED and (term not in v.RELATIONS or self.ends_phrase(following)):
            self.close()
            self.turn(v.REVERSED[term])
        elif term in v.PICTURES and noun_of(term) and not self.item.noun:
            self.describe(term, following)  # "a painting", but "a man painting a wall"
        elif term in v.RELATIONS and not (term in v.TRAITS and self.starts()):
            verb = term.partition(" ")[0]
            if v.TRAITS.get(verb) in POSES:  # "a fox running through a wood" runs
                self.item.traits.append(v.TRAITS[verb])
            self.close()
            self.relation = "beside" if self.before in v.TOWARDS else v.RELATIONS[term]
        elif term in v.ARTICLES:
            if self.item.noun:  # "a fox reading a book": an article opens a phrase
                self.close()
            self.definite, self.item.own = term not in ("a", "an"), term in v.POSSESSIVES
            if self.after_and and self.relation == "of" and not self.articled:
                self.leave_list()
            self.opened = True
        elif term == "to" and self.item.noun and self.leads_to(following):
            self.close()
            self.relation = "beside"
        elif self.item.noun and self.acts(term, following):
            self.close()  # a verb that no table knows joins two phrases loosely
            self.relation = "beside"
        elif term in ("and", ",", "."):
            self.adjacent = False
            if self.item.noun or self.unknown or self.dual_ends(following):
                kept = self.relation
                self.close()
                self.relation = kept or "and"
            self.fresh = self.fresh or term == "."
        elif term.isdigit() and (int(term) > 100 or self.before == "number"):
            pass  # a year, a figure on something
        elif (term.isdigit() or term in v.COUNTS) and not self.are_people(term, following):
            self.item.count = max(1, min(30, int(term))) if term.isdigit() else v.COUNTS[term]
            if term in v.TRAITS:
                self.item.traits.append(v.TRAITS[term])
        elif term in v.SIZES:
            self.item.size = v.SIZES[term]
        else:
            self.describe(term, following)

    def are_people(self, term: str, following: str) -> bool:
        """Whether a number is who is there: "a couple dancing", not "a couple of swans"."""
        found, next_noun = noun_of(term), noun_of(following) if following else None
        return found is not None and found[0] == "person" and following != "of" and next_noun is None

    def leave_list(self) -> None:
        """ "with a vase of flowers, a cup": the cup is not in the vase."""
        contents = self.scene.items[-1]
        vessel = self.scene.items[contents.parent or 0]
        self.relation, self.outer = vessel.relation or "and", vessel.parent or 0

    def turn(self, relation: str) -> None:
        """ "X with Y on it": what Y, or what a flower is in ("a vase of flowers"), is to X."""
        items, self.relation = self.scene.items, None
        last = len(items) - 1
        while last > 0 and items[last].relation in ("of", "and") and items[last].parent:
            last = items[last].parent
        if last > 0:
            items[last].relation = relation

    def acts(self, term: str, following: str) -> bool:
        """Whether a word after a noun is what that does: "children building a castle", "the cat jumped over"."""
        active = self.item.noun == "person" and term.endswith("ing") and term not in v.TRAITS
        if active and following and noun_of(following):
            return True  # "people walking dogs"
        if term in v.PAST and following in v.RELATIONS or term in ("fly", "swim") and self.item.plural:
            return True
        if term in v.STOP or term in v.TRAITS or term in v.COUNTS or " " in term:
            return False
        doing = term.endswith("ing") and len(term) > 4
        if doing and (following in v.ARTICLES or following in v.COUNTS):
            return True
        if doing and self.item.plural and noun_of(term) and following and not self.ends_phrase(following):
            return True
        return not is_word(term) and (doing or is_verb(term))

    @staticmethod
    def leads_to(following: str) -> bool:
        """Whether something or somebody follows: "serving tea to customers", but not "from orange to lavender"."""
        found = noun_of(following) if following else None
        return following in v.ARTICLES or following in v.COUNTS or (found is not None and found[0] == "person")

    def measure(self, term: str) -> None:
        """ "a stack of books": how many, and how they lie."""
        count, trait = v.MEASURES[term]
        self.item.count = self.item.count if self.item.count and not count else count
        self.item.traits += [trait] if trait else []
        self.measured = True

    def starts(self) -> bool:
        """Whether nothing has been said yet that a relation could start from."""
        return not self.scene.items and self.item.is_empty() and not self.unknown

    def describe(self, term: str, following: str) -> None:
        """Adjectives and nouns."""
        if self.dual and not self.item.noun and v.MATERIALS.get(term) == "fade" and term.endswith("from"):
            self.item.colors, self.item.names = self.item.colors[:-1], self.item.names[:-1]
            self.add_noun(self.dual, *noun_of(self.dual), None)  # "a sky fading from": no sky blue, but a sky
        if term.startswith("letter") and (term == "letters" or len(following) == 1):  # "the letter A"
            return
        color, noun = color_of(term), noun_of(term)
        color = None if term in v.COLORS_BEFORE and following != v.COLORS_BEFORE[term] else color
        closed = self.ends_phrase(following) and not self.paired
        if term in v.COLOR_NOUNS and closed and self.leads(self.before):
            self.add_noun(term, v.COLOR_NOUNS[term], False, None, "own")
            return
        if term in v.ADDED and self.item.noun:  # "two men playing cards", "a diver under water"
            word, added, relation = v.ADDED[term]
            if added == "reef" or self.item.noun == "person":
                self.close()
                self.relation = relation
                self.add_noun(word, added, added != "reef", None, "own")
                return
        if term == "ice" and closed and self.relation == "on":
            self.add_noun(term, "snow", False, None, "own")
            self.scene.moods.append("snowy")
            return
        if term == "wood" and closed and self.relation in v.WOODS:
            self.add_noun(term, v.WOODS[self.relation], False, None, "own")
            return
        if term in LIQUIDS and self.relation == "of" and (color or not noun) and self.ends_phrase(following):
            shade = LIQUIDS.get(f"{self.before} {term}")  # "red wine" is no red; "pink lemonade" is pink
            self.unknown = term
            if shade or not self.item.colors:
                self.item.colors, self.item.names = [shade or LIQUIDS[term]], []
            return
        self.adjacent = self.adjacent and color is not None
        if term in v.TRAITS:
            self.item.traits.append(v.TRAITS[term])
        if term == "human" and not closed and following not in v.STOP and not following.endswith("ing"):
            return  # "human ingenuity"
        if term == "light" and (closed or not is_word(following)):  # "the warm light shone on a chair": not its colour
            self.item.colors, self.item.names, self.item.materials = [], [], []
            return
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
            self.look_up(term, following)

    def look_up(self, term: str, following: str) -> None:
        """A word that no table knows: the dictionary's noun, an adjective, or something unknown."""
        found = meaning(term)
        ends = self.ends_phrase(following)
        if term in v.VAGUE or singular(term) in v.VAGUE:
            self.scene.unseen.append(term)
            self.measured = True
            return
        if found is None and is_other(term):
            return
        if found and found.mostly and (not ends or self.item.noun):
            return  # "the rough bark", "a cat curled up": an adjective or a verb here
        named = self.relation in (None, "and") and ends and not self.item.noun
        if found and found.abstract and not (found.noun and named):
            self.scene.unseen.append(term)
            self.measured = True
            self.scene.moods += [MOODS[term]] if term in MOODS else []
            return
        if found and found.noun:
            if self.item.noun and found.drawing == "class" and KINDS.get(self.item.noun) == "thing" and not ends:
                return
            if self.item.noun and term in v.FITTINGS:  # "a pencil holder": the pencil says more than the holder
                self.item.drawing = "class"
                return
            self.add_noun(term, found.noun, found.plural, None, found.drawing)
            return
        if self.unknown or self.item.noun:
            self.scene.unread.append(self.unknown or term)
        self.unknown = term

    def leads(self, before: str) -> bool:
        """Whether a word is one that a noun is to follow."""
        return before in v.ARTICLES or before in v.COUNTS or (color_of(before) is not None and self.item.count is None)

    def fading(self) -> bool:
        """Whether a noun was said to fade: "a sky fading from orange to lavender" has no field of lavender."""
        return bool(self.item.noun) and "fade" in self.item.materials

    @staticmethod
    def ends_phrase(following: str) -> bool:
        joins = following in v.RELATIONS or following in v.REVERSED or following in ("and", ",", ".")
        return not following or joins or following in v.TRAITS or following in BE

    def dual_ends(self, following: str) -> bool:
        return self.dual is not None and self.ends_phrase(following)

    def add_color(self, name: str, color: str) -> None:
        color, self.pending = modify(color, self.pending), []
        if self.item.names and name in BASIC and self.adjacent:
            return
        self.item.colors.append(color)
        self.item.names.append(name)
        self.adjacent = name not in BASIC

    adjacent = after_and = paired = stuff = False
    before = ""  # the term before

    def add_noun(self, word: str, noun: str, plural: bool, color: str | None, drawing: str | None = None) -> None:
        if self.item.noun and word in v.PICTURES or noun == "surface" and self.item.kind == "backdrop":
            return  # "a fox logo", "a tile floor"
        if self.item.noun and word in self.names and (KINDS.get(noun) == "part" or word in GIVEN):
            return  # "my cat Whiskers", "his dog Max"
        if self.before == "s" and self.item.kind == "thing" and KINDS.get(noun) == "part":
            return  # "cutting a girl's hair": the girl
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
        kind = not drawing and entry_of(word)[0] in v.KINDS_OF_A_CLASS
        said = meaning(word) if kind else None  # "aeroplane" is another word for the class, not a kind of it
        self.item.drawing = drawing or ("class" if kind and not (said and said[:2] == (noun, "own")) else "own")
        if self.measured and noun in v.THINGS + v.GARMENTS and noun.endswith("s") and not noun.endswith(("ss", "us")):
            self.item.count = None  # drawn as several already
        if "pair" in self.item.traits and word in PLURALIA:
            self.item.count, self.item.plural = None, False
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
        self.item, self.unknown, self.dual, self.adjacent, self.measured = Item(), None, None, False, False
        if not item.noun and (item.materials or item.colors) and self.relation in ("of", "made") and self.scene.items:
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
        definite, self.definite = self.definite, False
        self.articled, self.opened = self.opened, False
        self.fresh, fresh = False, self.fresh
        if definite and self.again(item):
            return
        if items:
            near = {"with", "of", "wearing", "holding", "playing", "shape", "and"}
            item.relation = self.relation or "and"
            item.parent = self.last_owner(item) if item.relation in near and not self.resumed else self.subject
            if self.outer is not None:
                item.parent, self.outer = self.outer, None
            self.resumed, before = False, items[-1]
            worn = item.kind == "garment" or item.noun in v.WORN
            same = {"wearing": worn, "holding": item.kind == "thing"}.get(before.relation, False)
            if item.relation == "and" and fresh:
                item.parent = self.subject
            elif item.relation == "and" and same:
                item.relation, item.parent = before.relation, before.parent
        if item.word.startswith(("ribbon", "lace")) and items and items[0].kind in ("garment", "thing"):
            item.noun, item.kind = item.word.removesuffix("s"), "part"
        if item.noun == "stars" and items and items[0].kind in FIGURED and item.relation != "under":
            item.noun, item.kind, item.plural = "star", "shape", True
        if item.relation in ("bigger", "smaller"):
            self.compare(items[item.parent], item)
        stuff = item.relation in ("of", "made") and items and items[-1].kind in MADE
        if stuff and v.MATERIALS.get(item.word):
            self.make_of(replace(item, materials=[v.MATERIALS[item.word]]))
        elif stuff and item.relation == "made":
            self.make_of(item if item.colors else replace(item, colors=colors_of(item.noun), names=[item.word]))
        elif not self.decorates(item):
            items.append(item)
        self.relation = None

    def again(self, item: Item) -> bool:
        """Whether "the fox" is a fox mentioned before; what follows is then said of that one."""
        found = [i for i, old in enumerate(self.scene.items) if (old.noun, old.kind) == (item.noun, item.kind)]
        if not found or item.count or self.relation == "of":
            return False
        old = self.scene.items[found[0]]
        if item.noun == "person" and item.word != old.word:  # "a man and the woman"
            return False
        if item.colors and old.colors and item.colors != old.colors:
            return False
        old.colors, old.names = old.colors or item.colors, old.names or item.names
        old.materials, old.traits = old.materials or item.materials, old.traits + item.traits
        self.subject, self.relation, self.resumed = found[0], None, True
        return True

    outer: int | None = None  # what the next item belongs to, where a list within a list has ended
    articled = opened = False  # whether the last item had an article, and whether the next one has
    fresh = False  # whether a sentence has begun since the last item
    resumed = False  # whether what comes next is said of `subject`
    subject = 0  # index of the item that a relation is taken to start from

    @staticmethod
    def compare(owner: Item, item: Item) -> None:
        """ "a mouse bigger than a cat"."""
        larger, smaller = (owner, item) if item.relation == "bigger" else (item, owner)
        larger.size, smaller.size, item.relation = 1.3, 0.55, "beside"

    def make_of(self, stuff: Item) -> None:
        """ "a bridge of gray stone": the material and colour of what was said before."""
        owner, self.relation = self.scene.items[-1], None
        stuff = replace(stuff, names=stuff.names if stuff.colors else [])
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
        acts = item.relation in ACTS
        for i in range(len(items) - 1, -1, -1):
            if acts and (items[i].relation in ACTS or items[i].kind in ("garment", "backdrop")):
                continue
            if items[i].kind not in ("part",) and not (
                items[i].parent is not None and items[i].relation == item.relation
            ):
                return i
        return 0


def colors_of(noun: str) -> list[str]:
    """The colour that a drawing has where the words name none."""
    thing = drawings.load(noun)
    body = thing.data.get("data-body") if thing else None
    return [body] if body else []


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
    elif any(word in CUSTOM for word in scene.unseen):  # "childhood memories"
        word = next(word for word in scene.unseen if word in CUSTOM)
        found = meaning(word)
        if found and found.noun:
            scene.items.append(Item(found.noun, KINDS[found.noun], word, plural=found.plural))
    elif parser.item.traits and not parser.item.colors:  # "winter"
        scene.moods += parser.item.traits
    elif "sky blue" in parser.item.names:  # "why is the sky blue?"
        scene.items.append(Item("sky", "sky", "sky", colors=parser.item.colors[:1], names=["sky blue"]))
    elif parser.item.colors:  # colours without a noun: an abstract in those colours
        scene.items.append(parser.item)
        parser.item.noun, parser.item.kind, parser.item.word = "abstract", "shape", "abstract"
    mend(scene)
    return scene
