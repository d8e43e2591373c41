"""What a description asks for: a scene of noun phrases."""

from dataclasses import dataclass, field, replace

from ..canvas.paint import Paint
from ..drawings import Thing, load
from . import vocabulary as v
from .lookup import KINDS


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
    own: bool = False  # "its mouth": whether it is the subject's
    at: str = ""  # where on its owner it is held or worn, where the words say that
    drawing: str = "own"  # "own", "class" (the drawing of its kind) or "plain" (no table knows the word)

    def is_empty(self) -> bool:
        return not (self.noun or self.colors or self.materials)

    def thing(self) -> Thing | None:
        """The drawing that is kept of a thing; None where there is none, and for what is of another kind."""
        return load(self.noun) if self.kind == "thing" else None

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
    unseen: list[str] = field(default_factory=list)  # abstract words, which are no things
    moods: list[str] = field(default_factory=list)  # what those make of the weather
    absent: set[str] = field(default_factory=set)  # nouns of what is said not to be there
    medium: str | None = None  # how the picture looks: a key of canvas.media.MEDIA
    used: list[Item] = field(default_factory=list)  # the parts that a drawing has asked for

    def children(self, parent: Item, *relations: str) -> list[Item]:
        """Items attached to `parent`, of the given relations (all when none are given)."""
        index = next((i for i, item in enumerate(self.items) if item is parent), -1)
        return [i for i in self.items if i.parent == index and (not relations or i.relation in relations)]

    def owner(self, item: Item) -> Item | None:
        """What an item is attached to."""
        return self.items[item.parent] if item.parent is not None else None

    def part(self, parent: Item, name: str) -> Item | None:
        """The part of that name attached to `parent`, if the words mention it; it then counts as drawn."""
        found = next((i for i in self.children(parent) if i.noun == name), None)
        if found:
            self.used.append(found)
        return found

    def of_kind(self, *kinds: str) -> list[Item]:
        return [i for i in self.items if i.kind in kinds]

    def plays_in(self, noun: str, kind: str = "feature") -> None:
        """Where it plays, unless the words name a place."""
        if not self.of_kind("feature", "backdrop"):
            self.items.append(Item(noun, kind, noun, relation="in", parent=0))

    @staticmethod
    def kind_of(noun: str) -> str:
        return KINDS.get(noun, "unknown")

    def traits(self) -> set[str]:
        of_items = {t for i in self.items for t in [*i.traits, *(t for m in i.modifiers for t in m.traits)]}
        return of_items | set(self.moods)

    def colors(self) -> list[str]:
        return list(dict.fromkeys(c for i in self.items for c in i.colors))
