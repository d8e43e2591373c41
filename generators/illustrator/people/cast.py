"""Gives each person of a scene a look, and settles what they wear, hold, ride and sit on."""

# ruff: noqa: E501, SIM905 - tables of words read better as text

import random
from dataclasses import dataclass, field, replace

from support.english import singulars

from ..colors import TABLE
from .kit import TOOLS
from .looks import CUTS, HAIR_COLORS, person_of
from .person import Person
from .reading import GROUND, POSE_OF, Words, pose_of, singular, words_of
from .roles import BANDS, GROUPS, PLAIN

UNTOLD = {*PLAIN, *GROUPS}  # words that say nothing of what people wear
WORN_BY = {"in", "inside", "wearing", "with", "and"}
LOOKS = 4  # different ones among many
MADE = {"kick": "kicking", "throw": "holding", "reach": "holding", "hold": "holding", "carry": "holding"}
CUT_OF = {"suit": "suit", "tuxedo": "suit", "robe": "robe", "bathrobe": "robe", "lab coat": "labcoat", "sneakers": "sneakers",
          "leggings": "leggings", "mini skirt": "miniskirt", "kilt": "kilt"}  # fmt: skip


GAMES = {"chess", "chessboard", "playingcard", "domino", "pooltable", "pingpong", "soccerball", "basketball", "volleyball",
         "tennisball", "americanfootball", "gamecontroller", "rubikscube", "piano", "drumset", "dartboard"}  # fmt: skip
MEMBERS = {"band": "musicians", "orchestra": "musicians", "choir": "singers", "army": "soldiers",
           "troop": "soldiers", **dict.fromkeys(BANDS, "musicians")}  # fmt: skip
HUGS = {"carrying", "hugging", "cuddling", "cradling"}
TENDED = {"watering", "painting", "cooking", "planting", "picking", "photographing", "drawing", "repairing", "washing",
          "cleaning", "building", "mending", "fixing", "feeding", "cutting"}  # fmt: skip


@dataclass
class Cast:
    """The people of one picture."""

    scene: object
    seed: str
    words: dict[int, Words] = field(default_factory=dict)  # by the item's identity
    worn: dict[int, list] = field(default_factory=dict)
    shown: dict[int, int] = field(default_factory=dict)  # how many of an item have been drawn
    people: dict[int, list[Person]] = field(default_factory=dict)

    def __post_init__(self):
        items = self.scene.items
        for item in items[1:]:
            if is_person(item) and item.word in FEATURES:  # "a bow in her hair"
                item.noun, item.kind, item.relation = FEATURES[item.word], "part", "with"
        for group in [i for i in items if is_person(i) and singular(i.word) in GROUPS]:
            self.open_group(group)
        persons = [i for i in items if is_person(i)]
        found = words_of(self.scene.text, [i.word for i in persons])
        for item, words in zip(persons, found, strict=True):
            self.words[id(item)] = words
            self.worn[id(item)] = []
        self.dress(items)
        for item in persons:
            self.bind(item)

    def open_group(self, group) -> None:
        """ "a crowd of people": its members are drawn; a crowd alone has some."""
        members = [c for c in self.scene.children(group, "of") if is_person(c)]
        word = singular(group.word)
        if not members and word in MEMBERS:
            group.word = MEMBERS[word]
        count = group.count if (group.count or 1) > 1 else {"couple": 2, "family": 4, "parents": 2}.get(word, 9)
        if members:
            group.word, group.plural = members[0].word, True
            members[0].kind, members[0].noun = "part", group.noun
        group.plural, group.count = True, count

    def dress(self, items: list) -> None:
        """Garments belong to the person before them; black and white persons are no paint."""
        owner, before = None, None
        for i, item in enumerate(items):
            if is_person(item):
                owner = i
                plain = self.words[id(item)].noun in UNTOLD
                if plain and item.names and item.names[0] in ("black", "white", "brown", "tan", "pale"):
                    item.colors, item.names = item.colors[1:], item.names[1:]
                described = described_parts(self.words[id(item)].before)
                kept = [k for k, name in enumerate(item.names) if name not in described]
                if len(item.names) == len(item.colors):
                    item.colors, item.names = [item.colors[k] for k in kept], [item.names[k] for k in kept]
            elif item.kind == "garment" and owner is not None and item.relation in WORN_BY:
                if item.relation != "and" or before is None or before.relation == "wearing":
                    item.relation, item.parent = "wearing", owner
                    self.worn[id(items[owner])].append(item)
            elif item.noun in ("hair", "beard") and item.names:  # as they grow
                item.colors[:1] = [HAIR_COLORS.get(item.names[0], item.colors[0])]
            before = item

    def bind(self, item) -> None:
        """What else the words say of a person: features of the face, tools, what is kicked, ridden or sat on."""
        scene, words = self.scene, self.words[id(item)]
        pose, index = pose_of(words), next(i for i, other in enumerate(scene.items) if other is item)
        others = [o for o in scene.items[index + 1 :] if not is_person(o)]
        for other in others:
            word = singular_of(other)
            if word in FEATURES:
                other.kind, other.noun, other.parent, other.relation = "part", FEATURES[word], index, "with"
                other.drawing = "own"
            elif other.relation in ("holding", "playing") and scene.items[other.parent or 0].noun in SEATS | MOUNTS:
                other.parent = index
            elif other.relation == "with" and other.noun in HANDY and other.parent == index:
                other.relation = "holding"
            elif word in HELD and other.relation in NEAR or word in BOARDS and other.relation in ("on", "riding"):
                other.parent, other.relation, other.noun, other.drawing = index, "holding", word, "own"
        target = next((o for o in others if o.kind in ACTED), None)
        if target is None or (index + 1 < len(scene.items) and is_person(scene.items[index + 1])):
            return
        if pose == "kick" and target.relation in NEAR and target.word.endswith("ball"):
            target.relation, target.parent, target.noun = "holding", index, "ball"
        elif (
            pose in MADE
            and target.relation in ("beside", "and", "with")
            and (pose != "carry" or HUGS & set(words.after))
            and not TENDED & set(words.after)
            and target.noun not in GAMES
        ):
            target.relation, target.parent = MADE[pose], index
        if target.relation == "playing" and target.noun == "piano":
            target.relation = "beside"
        if target.relation == "on" and target.noun in MOUNTS:
            target.relation = "riding"
        if target.relation in ("riding", "beside") and target.noun in ("wave", "oceanwave"):
            target.noun, target.kind, target.relation = "oceanwave", "thing", "on"
        for seat in others:
            if seat.relation in ("in", "inside") and seat.noun in SEATS | {"bed"}:
                seat.relation = "on"

    def look(self, item) -> Person | None:
        """The look of the next copy of an item; None for what is no person."""
        if not is_person(item):
            return None
        key = (
            id(item)
            if id(item) in self.words
            else next((k for k in self.words if self.words[k].noun == singular(item.word)), None)
        )
        if key is None:
            self.words[id(item)], self.worn[id(item)] = Words(singular(item.word), (), ()), []
            key = id(item)
        number = self.shown.get(key, 0)
        looks = LOOKS if (item.count or 3) <= LOOKS else LOOKS - 1
        self.shown[key] = number + 1
        made = self.people.setdefault(key, [])
        if number >= len(made) and len(made) < looks:
            made.append(self.person(item, key, number))
        return made[number % len(made)]

    def person(self, item, key: int, number: int) -> Person:
        words, scene = self.words[key], self.scene
        rng = random.Random(f"{self.seed}/{words.noun}/{number}")
        wearing = [(cut, g.noun, g.paint(None).color) for g in self.worn[key] if (cut := cut_of(g))]
        person = person_of(words, rng, wearing, number)
        children = scene.children(item) if any(i is item for i in scene.items) else []
        hats = any(g.noun in HATS for g in self.worn[key])
        if (
            hats
            and person.hat
            and not any(g.noun in person.hat or g.noun in ("hat", "helmet", "cap") for g in self.worn[key])
        ):
            person = replace(person, hat="")
        extra = tuple(WORN_TOOLS[g.noun] for g in self.worn[key] if g.noun in WORN_TOOLS)
        person = replace(person, tools=(*(t for t in person.tools if t not in extra), *extra))
        colour = dressed_in(words)
        person = replace(person, color=colour) if colour and not wearing else person
        return posed(person, item, children, words)


HATS = {"hat", "cap", "beanie", "tophat", "cowboyhat", "sombrero", "beret", "crown", "tiara", "helmet", "wizardhat", "earmuffs",
        "wreath"}  # fmt: skip


def posed(person: Person, item, children: list, words: Words) -> Person:
    """The pose that goes with what the person holds, rides and sits on."""
    said, arms = pose_of(words), ""
    pose = said or person.pose
    if "seated" in item.traits and not said:
        pose = said = "sit"
    held = [c for c in children if c.relation in ("holding", "playing")]
    own = [singular_of(c) for c in held if singular_of(c) in HELD]
    food = said == "eat" and bool(held)
    if held:
        person = replace(
            person, tools=tuple(t for t in person.tools if t in KEPT) + tuple(dict.fromkeys(own)), food=food
        )
        arms = gesture_of(words) or ("" if said in ("sleep", "swim") else "hold")
        arms = "hold" if "tray" in own else arms
        arms = "play" if PLAYED & set(own) else "eat" if BLOWN & set(own) else arms
        pose = said if said and said not in ARMS else "stand"
        if said == "kick":
            arms = ""
        if BOARDS & set(own):
            pose, arms = ("carry" if "skis" in own else "surf"), ""
    if pose == "surf" and "surfing" in words.all:
        person = replace(person, tools=(*person.tools, "surfboard"))
    seat = next((c for c in children if c.relation in ("on", "in", "against") and c.noun in SEATS), None)
    mount = next((c for c in children if c.relation == "riding"), None)
    if mount:
        pose = "surf" if mount.noun in STOOD_ON else "ride"
        if mount.noun == "flyingbroom":
            person = replace(person, tools=tuple(tool for tool in person.tools if tool != "broom"))
        arms = arms if held else ""
    elif seat and said not in ("sleep", "stand"):
        arms = arms or (pose if pose in ARMS else "")
        pose = "sit"
    elif pose == "sit" and GROUND & set(words.after):
        pose = "ground"
    alone = pose == "sit" and not any(c.relation in ("on", "in", "against") for c in children)
    return replace(person, pose=pose, arms=arms if arms != pose else "", seat=alone)


def gesture_of(words: Words) -> str:
    """What the arms do by the words: "sitting on a bench reading a book"."""
    poses = (POSE_OF.get(word, "") for word in (*words.before[::-1], *words.after, *words.shared))
    return next((pose for pose in poses if pose in ARMS), "")


def singular_of(item) -> str:
    """The tool or feature that an item's word names, else its noun."""
    return next(
        (form for form in (*singulars(item.word), item.noun) if form in HELD or form in FEATURES),
        item.noun,
    )


ARMS = {"hold", "carry", "read", "eat", "play", "wave", "point", "cheer", "reach", "pray"}  # poses of the arms alone
PLAYED, BLOWN = {"guitar", "violin", "drum", "accordion"}, {"trumpet", "flute"}
SEATS = set("bench couch chair armchair rockingchair officechair stool swing deckchair wheelchair".split())
MOUNTS = {"horse", "unicorn", "camel", "elephant", "zebra", "cow", "donkey", "dragon", "bicycle", "motorcycle", "scooter", "elk",
          "ostrich", "lion", "tiger", "pig", "sheep", "tricycle", "snowmobile", "dolphin", "goat", "dinosaur"}  # fmt: skip
NEAR = {"with", "holding", "playing", "beside", "and", "against"}
ACTED = {"thing", "shape", "solid", "unknown"}
FEATURES = dict.fromkeys(("pigtail", "pigtails", "ponytail", "bun", "braid", "braids", "afro", "mohawk", "curl", "hair", "haircut",
                          "dreadlock", "dreadlocks"), "hair") | dict.fromkeys(("beard", "moustache", "mustache", "goatee"), "beard") | {
    "glasses": "glasses", "spectacles": "glasses", "eyeglasses": "glasses", "smile": "mouth", "frown": "mouth"}  # fmt: skip
HANDY = {"umbrella", "basket", "bag", "balloons", "lantern", "book", "mug", "glass", "bottle", "key", "cake", "kite", "candle",
         "icecream", "telescope", "map", "box", "giftbox", "rose", "flower", "tulipflower", "suitcase", "cookie", "apple", "pizza",
         "cellphone", "laptop", "newspaper", "lollipop", "teddy", "banana", "donut"}  # fmt: skip
BOARDS = {"surfboard", "skateboard", "skis"}
WORN_TOOLS = {"scarf": "scarf", "tie": "tie", "bowtie": "bowtie", "cape": "cape", "backpack": "pack"}  # garment -> tool
KEPT = {
    "stethoscope",
    "badge",
    "tie",
    "bowtie",
    "neckerchief",
    "collarcape",
    "cape",
    "pack",
    "tank",
    "wings",
    "fairywings",
    "bridalveil",
    "nunveil",
    "scarf",
    "emblem",
    "stars",
    "quiver",
    "blackboard",
}  # tools that need no hand
HELD = set(TOOLS) - KEPT - {"book", "scarf"} | {"blackboard"}  # what the figure itself has in its hands
STOOD_ON = {"skateboard", "surfboard", "snowboard", "wave", "sea", "scooter"}


def is_person(item) -> bool:
    return item.noun == "person" and item.kind == "thing"


def cut_of(garment) -> str | None:
    """The name of the cut that a garment is drawn with on a body, None for what is put on it as a drawing."""
    if garment.noun in WORN_TOOLS:
        return None
    cut = CUT_OF.get(garment.word, garment.noun)
    return cut if cut in CUTS else None


def dressed_in(words: Words) -> str | None:
    """ "a man in black", "dressed in red": the colour, where no garment follows it."""
    for i, word in enumerate(words.after[:6]):
        if word in ("in", "wearing") and i + 1 < len(words.after) and words.after[i + 1] in TABLE:
            following = words.after[i + 2 : i + 3]
            if not following or following[0] in AFTER_COLOR:
                return TABLE[words.after[i + 1]]
    return None


AFTER_COLOR = {",", "and", "on", "in", "with", "at", "is", "standing", "sitting", "walking"}


def described_parts(words: tuple[str, ...]) -> set[str]:
    """ "blue-eyed", "red-haired": colours that are not those of the whole person."""
    return {
        word for word, after in zip(words, words[1:], strict=False) if after in ("eyed", "haired", "skinned", "hair")
    }


def group_name(item) -> str:
    """The name of the groups that show an item: its noun, of people the word: "woman", "police-officer"."""
    if not is_person(item):
        return item.noun
    name = singular(item.word).replace(" ", "-") if item.word else "person"
    return "person" if name in GROUPS else name
