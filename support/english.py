"""English words: one noun in its singular and its plural, and text folded to plain small letters.

Rules for the regular endings, and tables of the common nouns that go another way.  Both readers of descriptions
(generators/illustrator/words and scoring/questions) use them, so that both know the same plurals.
"""

# ruff: noqa: SIM905 - a table of words reads better as text than as quoted strings

from __future__ import annotations

import re
import unicodedata

IRREGULAR = {  # plural -> singular
    "children": "child", "grandchildren": "grandchild", "people": "person", "feet": "foot", "teeth": "tooth",
    "geese": "goose", "mice": "mouse", "dormice": "dormouse", "lice": "louse", "dice": "die", "oxen": "ox",
    "lives": "life", "hooves": "hoof", "cacti": "cactus", "fungi": "fungus", "radii": "radius", "foci": "focus",
    "loci": "locus", "nuclei": "nucleus", "tori": "torus", "stimuli": "stimulus", "vertices": "vertex",
    "matrices": "matrix", "helices": "helix", "axes": "axe", "oases": "oasis", "crises": "crisis", "theses": "thesis",
    "analyses": "analysis", "polyhedra": "polyhedron", "tetrahedra": "tetrahedron", "octahedra": "octahedron",
    "dodecahedra": "dodecahedron", "icosahedra": "icosahedron", "larvae": "larva", "nebulae": "nebula",
    "bacteria": "bacterium", "phenomena": "phenomenon", "criteria": "criterion", "quizzes": "quiz", "tvs": "tv",
    "cds": "cd", "pcs": "pc", "cpus": "cpu",
}  # fmt: skip
ALSO = {  # plurals beside the regular one, which is the usual one
    "octopi": "octopus", "hippopotami": "hippopotamus", "prismata": "prism", "indices": "index",
    "antennae": "antenna", "supernovae": "supernova", "formulae": "formula", "bureaux": "bureau",
    "plateaux": "plateau", "chateaux": "chateau", "tableaux": "tableau", "gateaux": "gateau", "busses": "bus",
    "gasses": "gas", "staves": "staff",
}  # fmt: skip

# What has an s at its end in the singular; -ss, -us, -sis and -polis need not be named.
SINGULAR_IN_S = frozenset(
    "alias atlas bias canvas christmas cutlass gas madras pampas pancreas texas "
    "aegis amaryllis axis cannabis chassis chrysalis clematis debris ibis iris mantis pelvis portcullis praxis "
    "tennis trellis dais asbestos chaos cosmos ethos pathos rhinoceros thermos tripos lens mars series species news "
    "biceps triceps triceratops cyclops mathematics physics gymnastics".split()
)
PLURAL_IN_US = frozenset(
    "bayous bureaus caribous chateaus coypus daifukus emus gateaus gnus gurus haikus hanfus impromptus kudus menus "
    "plateaus sous sudokus tableaus tiramisus tofus tutus zebus".split()
)
# No singular, or one of another meaning.
PLURALIA = frozenset(
    "binoculars braces breeches chinos clothes culottes dungarees eyeglasses goggles jeans "
    "joggers leggings overalls pajamas pants pliers pyjamas scissors shears shorts slacks sunglasses "
    "sweatpants tights tongs trousers tweezers badlands tropics".split()
) | {"northern lights"}
# The plural is the singular.
UNCHANGED = frozenset(
    "aircraft bison carp cod deer elk fish hovercraft koi mackerel moose reindeer salmon sheep shrimp spacecraft squid "
    "swine trout tuna watercraft".split()
)
# What is not counted, and so has no plural.
MASS = frozenset(
    "fog,mist,haze,rain,snow,sand,grass,smoke,water,lava,wheat,barley,rye,corn,hay,rice,lavender,lemonade,"
    "coffee,tea,milk,juice,wine,beer,cocoa,hot chocolate,linen,fabric,cloth,bread,salad,soup,pasta,spaghetti,"
    "cheese,popcorn,whipped cream,cream,foliage,ivy,space,outer space,lightning,filigree,trim,tassel trim,"
    "lace trim,lining,steam,silk,velvet,paper,wood,metal,sushi,ramen,toast,fringe".split(",")
)

# Nouns whose plural looks like that of another ending: cookies are no "cooky", axes no "ax".
_IN_IE = frozenset(
    "bordercollie charcuterie hankie nessie scrunchie sharpie yorkie "
    "auntie bandie beanie birdie bogie boogie bookie bootie bowtie brownie budgie calorie camaraderie collie cookie "
    "cutie dearie die doggie eerie eyrie faerie foodie freebie genie goalie goodie groupie hippie hoodie hottie indie "
    "junkie kelpie kiddie laddie lassie lie lingerie magpie menagerie movie necktie newbie nightie oldie onesie "
    "patisserie pie pinkie pixie potpie prairie rookie rotisserie sarnie selfie selkie smoothie sortie sweetie talkie "
    "tie toastie townie untie veggie zombie".split()
)
_IN_CHE = frozenset(
    "ache avalanche backache brioche cache cartouche ceviche cliche creche earache gouache headache moustache "
    "mustache niche panache pastiche psyche quiche stomachache tranche".split()
)
_IN_OE = frozenset("aloe canoe doe floe foe hoe backhoe mistletoe oboe roe shoe sloe tiptoe toe woe".split())
_IN_XE = frozenset("battleaxe pickaxe poleaxe".split())
_IN_USE = frozenset("abuse chartreuse excuse fuse hypotenuse masseuse muse recluse refuse ruse use".split())
_IN_F = tuple("leaf wolf knife shelf loaf scarf half calf elf thief wife sheaf self wharf dwarf".split())
_O_ES = frozenset("buffalo cargo domino echo hero mango mosquito potato tomato tornado torpedo volcano".split())
_MAN = frozenset("caiman german human norman ottoman roman shaman talisman".split())  # no men in the plural
_MEN = frozenset("abdomen acumen amen bitumen cyclamen omen ramen regimen specimen stamen yemen".split())  # no plurals
_SPOKEN_K = frozenset("epoch eunuch loch monarch patriarch stomach".split())  # a ch that takes a plain s

_LETTERS = str.maketrans({
    "œ": "oe", "æ": "ae", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    "’": "'", "‘": "'", "ʼ": "'", "′": "'", "`": "'",
})  # fmt: skip


def unaccented(text: str) -> str:
    """Return text without accents and the ligatures of small letters, apostrophes straight; other scripts stay.

    >>> unaccented("Crème brûlée")
    'Creme brulee'
    """
    plain = unicodedata.normalize("NFKD", text).translate(_LETTERS)
    return "".join(c for c in plain if not unicodedata.combining(c))


def fold(text: str) -> str:
    """Return text in small letters, `unaccented`.

    >>> fold("Crème brûlée in an Ångström’s cœur")
    "creme brulee in an angstrom's coeur"
    """
    return unaccented(unicodedata.normalize("NFKD", text).lower())


def singular(noun: str) -> str:
    """Return the singular of a noun in small letters; of several words the last is changed, and a singular stays.

    >>> [singular(word) for word in ("horses", "sea turtles", "leaves", "cactus", "pants")]
    ['horse', 'sea turtle', 'leaf', 'cactus', 'pants']
    """
    head, space, last = noun.rpartition(" ")
    return noun if noun in PLURALIA else head + space + _singular(last)


def singulars(word: str) -> list[str]:
    """Return the forms under which a table may have a word: as it is, and its singular if that is another."""
    return list(dict.fromkeys((word, singular(word))))


def plural(noun: str) -> str:
    """Return the plural of a noun in small letters; a plural stays, and what is not counted ("fog") as well.

    >>> [plural(word) for word in ("house", "sea turtle", "leaf", "berry", "fish", "horses", "fog")]
    ['houses', 'sea turtles', 'leaves', 'berries', 'fish', 'horses', 'fog']
    """
    head, space, last = noun.rpartition(" ")
    return noun if noun in MASS or is_plural(noun) else head + space + _plural(last)


def is_plural(noun: str) -> bool:
    """Return whether a noun in small letters is a plural.

    >>> [is_plural(word) for word in ("glasses", "glass", "people", "sheep", "trousers")]
    [True, False, True, False, True]
    """
    last = noun.rpartition(" ")[2]
    return noun in PLURALIA or last in PLURALIA or singular(noun) != noun


_PLURALS = {one: many for many, one in IRREGULAR.items()}
_SINGULARS = {**ALSO, **IRREGULAR}


def _singular(word: str) -> str:
    if word in _SINGULARS:
        return _SINGULARS[word]
    if word.endswith("men") and word not in _MEN:
        return word[:-3] + "man"
    if _is_singular(word):
        return word
    return _without_es(word) if word.endswith("es") else word[:-1]


def _is_singular(word: str) -> bool:
    """Whether a word that no table of plurals has is a singular already."""
    if not word.endswith("s") or len(word) < 4 or word in SINGULAR_IN_S or word in PLURALIA:
        return True
    return word.endswith(("ss", "sis", "polis")) or (word.endswith("us") and word not in PLURAL_IN_US)


def _without_es(word: str) -> str:
    """The singular of a plural in -es, which is -e or has none."""
    with_e, without = word[:-1], word[:-2]
    if word.endswith("ies"):
        return with_e if with_e in _IN_IE else word[:-3] + "y"
    if word.endswith("ves"):
        return next((word.removesuffix(_ves(f)) + f for f in _IN_F if word.endswith(_ves(f))), with_e)
    exceptions = {"ches": _IN_CHE, "oes": _IN_OE, "xes": _IN_XE, "uses": _IN_USE}
    for ending, in_e in exceptions.items():
        if word.endswith(ending) and not word.endswith(("auses", "ouses")):
            return with_e if with_e in in_e or word.endswith("shoes") else without
    bare = word.endswith(("shes", "sses", "zzes", "tzes", "polises")) or without in SINGULAR_IN_S or without == "topaz"
    return without if bare else with_e


def _plural(word: str) -> str:
    if word in _PLURALS:
        return _PLURALS[word]
    if word in UNCHANGED or word.endswith("fish"):
        return word
    if word.endswith("man") and word not in _MAN:
        return word[:-3] + "men"
    if word.endswith(_IN_F):
        f = next(f for f in _IN_F if word.endswith(f))
        return word[: -len(f)] + _ves(f)
    if re.search(r"([^aeiou]|qu)y$", word):
        return word[:-1] + "ies"
    bare = word in _SPOKEN_K or not (word in _O_ES or re.search(r"(s|x|z|ch|sh)$", word))
    return word + ("s" if bare else "es")


def _ves(noun: str) -> str:
    """ "leaf" -> "leaves", "knife" -> "knives"."""
    return noun.removesuffix("e")[:-1] + "ves"
