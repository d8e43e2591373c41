"""Words -> a Person: what the words say of age, skin, hair, build and clothes; the rest is chance."""

# ruff: noqa: E501 - tables

import random

from ..colors import TABLE, luminance
from .person import GREY, HAIRS, SKINS, WHITE, Cloth, Person
from .reading import Words, adjectives, pose_of
from .roles import AGE_OF, GENDER_OF, GENDERS, PLAIN, cloth, role

HAIR_COLORS = {
    "blond": "#e0b450", "blonde": "#e0b450", "golden": "#e0b040", "fair": "#e6c67a", "brunette": "#5a3420", "brown": "#6b4228",
    "black": "#1f1b22", "dark": "#33221c", "red": "#c03a1c", "ginger": "#c85a24", "auburn": "#8a3420", "redhead": "#c03a1c",
    "redheaded": "#c03a1c", "gray": GREY, "grey": GREY, "white": WHITE, "silver": "#c9ccd2", "pink": "#f07ab0",
}  # fmt: skip
STYLES = {
    "long": "long", "short": "short", "curly": "curly", "wavy": "wavy", "straight": "long", "spiky": "spiky", "bald": "bald",
    "balding": "balding", "afro": "afro", "bun": "bun", "ponytail": "ponytail", "braids": "braids", "braided": "braids",
    "pigtails": "pigtails", "bob": "bob", "mohawk": "spiky", "frizzy": "afro", "dreadlocks": "braids", "shaved": "bald",
    "flowing": "long", "messy": "spiky",
}  # fmt: skip
BEARDS = {"beard": "beard", "bearded": "beard", "moustache": "moustache", "mustache": "moustache", "goatee": "goatee",
          "moustached": "moustache", "mustached": "moustache"}  # fmt: skip
SKIN_WORDS = {
    "dark": 5, "black": 5, "brown": 4, "pale": 0, "white": 0, "fair": 0, "light": 0, "tan": 3, "tanned": 3, "olive": 2,
    "african": 5, "nigerian": 5, "kenyan": 5, "ethiopian": 5, "jamaican": 5, "indian": 3, "mexican": 3, "hispanic": 3,
    "latino": 3, "latina": 3, "arab": 3, "asian": 1, "chinese": 1, "japanese": 1, "korean": 1, "european": 0, "irish": 0,
    "swedish": 0, "caucasian": 0,
}  # fmt: skip
PEOPLES = {"asian", "chinese", "japanese", "korean", "indian", "mexican", "hispanic", "latino", "latina", "arab"}
BUILDS = {
    build: words.split()
    for build, words in {
        "heavy": "fat chubby plump overweight heavy stout obese fluffy round burly portly",
        "thin": "thin slim skinny slender lean lanky", "strong": "muscular strong buff athletic brawny musclebound",
    }.items()
}  # fmt: skip
OUTFITS = {
    ("man", "adult"): ("shirt:= pants:#34405c shoes:#3a2a24", "tshirt:= pants:#4a4a55 sneakers:#fdfaf2",
                       "sweater:= pants:#6b5a44 shoes:#3a2a24", "tshirt:#fdfaf2 jacket:= pants:#34405c shoes:#3a2a24"),
    ("woman", "adult"): ("dress:= heels:#7a3048", "tshirt:= skirt:#4a3f6b shoes:#3a2a24", "shirt:= pants:#34405c shoes:#7a3048",
                         "sweater:= skirt:#6b4a3c boots:#4a2f22"),
    ("man", "child"): ("tshirt:= shorts:#34405c sneakers:#fdfaf2", "jersey:= shorts:#6b5a44 sneakers:#2a2433",
                       "hoodie:= pants:#3d5a80 sneakers:#fdfaf2"),
    ("woman", "child"): ("dress:= shoes:#7a3048", "tshirt:= skirt:#5a4a8a shoes:#fdfaf2",
                         "tshirt:= overalls:#4a78b0 sneakers:#fdfaf2"),
    ("man", "baby"): ("onesie:=",), ("woman", "baby"): ("onesie:=",),
    ("man", "old"): ("sweater:= pants:#6b5a44 shoes:#3a2a24", "shirt:#fdfaf2 vest:= pants:#4a4a55 shoes:#3a2a24"),
    ("woman", "old"): ("sweater:= longskirt:#6b5a6a shoes:#4a3428", "coat:= shoes:#4a3428"),
}  # fmt: skip
TOPS = ("#3f6fa8", "#c8523f", "#3f9a6a", "#e0a02c", "#7a5aa8", "#d9628a", "#2f9a9a")
HAIRCUTS = {
    ("man", "adult"): ("short", "parted", "short", "spiky", "curly"), ("woman", "adult"): ("long", "bob", "bun", "ponytail", "wavy"),
    ("man", "child"): ("short", "fringe", "spiky", "curly"), ("woman", "child"): ("pigtails", "ponytail", "braids", "bob"),
    ("man", "baby"): ("wisp",), ("woman", "baby"): ("wisp",), ("man", "old"): ("balding", "parted", "bald"),
    ("woman", "old"): ("bun", "bob", "curly"),
}  # fmt: skip


def person_of(
    words: Words, rng: random.Random, wearing: list[tuple[str, str, str | None]] = (), index: int = 0
) -> Person:
    """What the words say, and where they say nothing what chance says.

    Args:
        wearing: cuts of garments, the nouns for them, and their colours.
        index: which of several; those of a family differ in age.
    """
    said = set(words.all)
    has = role(words.noun)
    given = dict(has.given) if has else {}
    age, gender = age_of(words, given, index), gender_of(words, given, index, rng)
    key = (gender, age)
    skin = skin_of(words, rng)
    near = [*adjectives(words.after, "hair", "haired"), *adjectives(words.before, "hair", "haired")]
    hair_words = near + [w for w in (*words.before, *words.after) if w in STYLES and w not in ("long", "short", "straight",
                         "flowing", "messy")] + [w for w in said if w in ("blond", "blonde", "ginger", "brunette", "redhead", "redheaded")]  # fmt: skip
    hair_words += adjectives(words.after, "ponytail", "bun", "braids", "pigtails", "afro", "curls")
    hair = hair_color(hair_words, skin, age, rng)
    if "white" in given and not near:
        hair = WHITE
    style = next((STYLES[w] for w in reversed(hair_words) if w in STYLES and w not in ("long", "short")), None)
    style = style or next((STYLES[w] for w in hair_words if w in STYLES), None)
    default = given.get("hair") if gender == "woman" or given.get("hair") not in ("long", "wavy", "bun") else None
    default = default or given.get("hair") if "beard" in given else default
    cuts = HAIRCUTS[key] + (("afro", "curly") if luminance(skin) < 0.45 and age in ("adult", "child") else ())
    chosen = rng.choice(cuts)
    style = style or default or ("ponytail" if has and gender == "woman" and chosen == "bun" else chosen)
    beard = next((BEARDS[w] for w in words.all if w in BEARDS), None)
    if "long" in adjectives(words.after, "beard"):
        beard = "long"
    if beard is None and gender == "man":
        beard = given.get("beard") or (
            rng.choice(("beard", "moustache")) if age in ("adult", "old") and not has and rng.random() < 0.3 else ""
        )
    shade = hair_color(adjectives(words.after, "beard", "moustache", "mustache"), "", age, rng) if beard else ""
    outfit = has.clothes if has else tuple(cloth(c) for c in rng.choice(OUTFITS[key]).split())
    asked = next((c for cut, _, c in wearing if c and cut in WHOLE | UPPER | OUTER), None) if has else None
    color = asked or given.get("color") or rng.choice(TOPS)
    hat, _, hat_color = given.get("hat", "").partition(":")
    return Person(
        age=age, gender=gender, build=given.get("build") or next((b for b, w in BUILDS.items() if said & set(w)), ""),
        skin=given.get("skin", skin), hair=style, hair_color=given.get("hair_color", hair) if not near else hair,
        beard=beard or "", beard_color=shade or given.get("hair_color") or (hair if style != "bald" else HAIRS[1]),
        mood="sad" if said & {"sad", "crying", "unhappy", "angry", "frowning", "weeping"} else given.get("mood", ""),
        glasses="glasses" in given or bool(said & {"glasses", "spectacles", "bespectacled"}),
        pose=pose_of(words) or given.get("pose", "crawl" if age == "baby" else "stand"),
        clothes=dressed(outfit, [piece(*garment, rng) for garment in wearing]), color=color, hat=hat,
        hat_color=color if hat_color == "=" else hat_color or "#fdfaf2", tools=tuple(filter(None, given.get("tools", "").split(","))),
    )  # fmt: skip


def age_of(words: Words, given: dict, index: int) -> str:
    if words.noun in ("family", "parents"):
        return ("adult", "adult", "child", "child", "baby")[index % 5]
    for word in (words.noun, *words.before):
        if word in AGE_OF:
            return AGE_OF[word]
    if words.noun in ("class", "choir") and index:
        return "child"
    return given.get("age", "adult")


def gender_of(words: Words, given: dict, index: int, rng: random.Random) -> str:
    if words.noun in ("family", "couple", "parent"):
        return ("man", "woman", "woman", "man", "man")[index % 5]
    for word in (*reversed(words.noun.split()), *words.before, *words.after):
        if word in GENDER_OF and (
            word in words.noun.split() or word in words.before or word in ("he", "she", "his", "her")
        ):
            return GENDER_OF[word]
    drawn = rng.choice(tuple(GENDERS))
    return "man" if given.get("beard") else drawn


def skin_of(words: Words, rng: random.Random) -> str:
    before = list(words.before)
    chance = rng.choices(SKINS, (3, 4, 3, 3, 3, 2))[0]
    for skinned in ("skinned", "skin", "complexion"):
        for side in (words.before, words.after):
            shade = next((SKIN_WORDS[w] for w in adjectives(side, skinned) if w in SKIN_WORDS), None)
            if shade is not None:
                return SKINS[shade]
    named = next(
        (SKIN_WORDS[w] for w in before if w in SKIN_WORDS and (w not in ("dark", "light", "fair", "tan", "olive"))),
        None,
    )
    if named is not None and (words.noun in PLAIN or set(before) & PEOPLES):
        return SKINS[named]
    return chance


def hair_color(words: list[str], skin: str, age: str, rng: random.Random) -> str:
    """The colour that the words say; else one that goes with the skin and the age."""
    for word in words:
        if word in HAIR_COLORS:
            return HAIR_COLORS[word]
        if word in TABLE and word not in ("fair", "light"):
            return TABLE[word]
    if not skin:
        return ""
    chance, dark = rng.choice((GREY, WHITE)), luminance(skin) < 0.55
    if age == "old":
        return chance
    return rng.choice(HAIRS[:2] if dark else HAIRS)


# ------------------------------------------------------------ clothes of the words

WHOLE = {"dress", "sundress", "gown", "kimono", "robe", "onesie", "swimsuit", "tutu", "spacesuit", "armor", "wetsuit", "scrubs",
         "suit", "habit"}  # fmt: skip
OUTER = {"jacket", "coat", "labcoat", "raincoat", "vest", "apron", "poncho"}
LOWER = {"pants", "shorts", "skirt", "longskirt", "miniskirt", "kilt", "leggings", "breeches", "overalls"}
FEET = {"shoes", "boots", "sandals", "heels", "slippers", "sneakers", "socks"}
EXTRA = {"gloves", "mittens", "belt"}
UPPER = {"shirt", "tshirt", "sweater", "hoodie", "corset", "tank", "jersey"}
CUTS = WHOLE | OUTER | LOWER | FEET | EXTRA | UPPER  # garments that are drawn on the body


def piece(cut: str, noun: str, color: str | None, rng: random.Random) -> Cloth:
    """A garment of the words; without a colour in one that chance picks."""
    return Cloth(cut, color or rng.choice(TOPS), part=noun)


def dressed(outfit: tuple[Cloth, ...], worn: list[Cloth]) -> tuple[Cloth, ...]:
    """An outfit with further pieces, each in the place of what it would be worn instead of."""
    pieces = list(outfit)
    for new in worn:
        gone = {new.cut}
        if new.cut in WHOLE:
            gone |= WHOLE | UPPER | LOWER | OUTER | {"whites", "leotard", "tunic", "smock", "fur", "turnout"}
        elif new.cut in UPPER:
            gone |= UPPER | {"dress", "sundress", "gown", "onesie"}
        elif new.cut in LOWER:
            gone |= LOWER | WHOLE - {"suit"}
        elif new.cut in OUTER:
            gone |= OUTER | ({"whites"} if new.cut == "coat" else set())
        elif new.cut in FEET:
            gone |= FEET
        kept = [p for p in pieces if p.cut not in gone]
        if new.cut in UPPER and not any(p.cut in LOWER for p in kept):
            kept.append(Cloth("pants", "#34405c"))
        if new.cut in LOWER and not any(p.cut in UPPER for p in kept):
            kept.insert(0, Cloth("tshirt", "#fdfaf2"))
        last = new.cut in OUTER | FEET | EXTRA
        pieces = [*kept, new] if last else [new, *kept]
    return tuple(pieces)
