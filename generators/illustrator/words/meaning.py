"""A word that no table of this project has -> the drawing that comes nearest to it, by the dictionary (nouns.py).

A synonym's drawing is the word's own; that of a kind ("spaniel": dog) or of the whole class ("@animal") stands for its
class. Abstract words are no things: custom gives some of them a sign ("peace": a dove), the others colour the scene.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from support.english import singulars

from . import nouns
from .lookup import noun_of

# WordNet's names of kinds -> what is drawn for them, where the name itself is no word of the tables or another one.
KINDS = {
    # animals
    "canid": "dog", "feline": "cat", "big cat": "lion", "rodent": "mouse", "ungulate": "animal", "bovid": "cow",
    "cattle": "cow", "equine": "horse", "swine": "pig", "passerine": "bird", "raptor": "eagle", "waterfowl": "duck",
    "aquatic bird": "duck", "wading bird": "flamingo", "insect": "beetle", "arachnid": "spider", "crustacean": "crab",
    "mollusk": "snail", "gastropod": "snail", "cephalopod": "octopus", "reptile": "gecko", "saurian": "gecko",
    "amphibian": "frog", "primate": "monkey", "ape": "gorilla", "cetacean": "whale", "marsupial": "kangaroo",
    "worm": "snake", "larva": "caterpillar", "echinoderm": "starfish", "bivalve": "seashell", "bird of prey": "eagle",
    "mythical being": "fairy", "mythical monster": "dragon", "legendary creature": "dragon", "monster": "dragon",
    # food and plants
    "edible fruit": "apple", "fruit": "apple", "citrus": "orangefruit", "berry": "strawberries", "edible nut": "acorn",
    "vegetable": "vegetables", "solanaceous vegetable": "tomato", "root vegetable": "carrot", "produce": "vegetables",
    "greens": "lettuce", "legume": "peas", "beverage": "glass", "alcohol": "wineglass", "coffee": "cup",
    "tea": "cup", "pasta": "noodles", "bread": "bread", "pastry": "croissant", "baked goods": "bread",
    "dessert": "cake", "confection": "lollipop", "candy": "lollipop", "meat": "steak", "cut": "steak", "stew": "soup",
    "seafood": "fishplate", "condiment": "jar", "spread": "jar", "flavorer": "leaf", "herb": "plant",
    "shrub": "plant", "vine": "plant", "fungus": "mushroom", "woody plant": "tree", "grass": "meadow",
    "grain": "corncob", "foodstuff": "food", "nutriment": "food", "meal": "food", "aquatic plant": "lotus",
    "seaweed": "plant", "foliage": "leaf",
    # what is worn
    "garment": "tshirt", "clothing": "tshirt", "outerwear": "coat", "overgarment": "coat", "footwear": "shoes",
    "headdress": "hat", "hosiery": "socks", "trouser": "pants", "undergarment": "shorts", "neckwear": "scarf",
    "attire": "suit", "uniform": "suit", "jewelry": "pendant", "adornment": "pendant", "bijou": "pendant",
    "handwear": "gloves", "body armor": "armor", "armor plate": "armor", "face mask": "mask",
    # made things
    "musical instrument": "guitar", "stringed instrument": "guitar", "bowed stringed instrument": "violin",
    "wind instrument": "trumpet", "brass": "trumpet", "woodwind": "flute", "percussion instrument": "drum",
    "keyboard instrument": "piano", "weapon": "sword", "gun": "cannon", "firearm": "cannon", "vehicle": "car",
    "wheeled vehicle": "cart", "motor vehicle": "car", "public transport": "bus", "craft": "boat", "sail": "boat",
    "vessel": "vase", "ship": "ship", "boat": "boat", "aircraft": "airplane", "spacecraft": "rocket",
    "heavier-than-air craft": "airplane", "lighter-than-air craft": "balloon", "locomotive": "train",
    "seat": "chair", "bedroom furniture": "bed", "lamp": "lamp", "source of illumination": "lamp",
    "container": "box", "bag": "sack", "receptacle": "box", "cooking utensil": "fryingpan", "kitchen utensil": "spoon",
    "cutlery": "cutlery", "tableware": "plate", "crockery": "plate", "drinking vessel": "cup", "can": "tincan",
    "kitchen appliance": "stove", "home appliance": "washingmachine", "white goods": "refrigerator",
    "hand tool": "tool", "edge tool": "knife", "cutter": "knife", "implement": "tool", "tool": "tool",
    "machine": "machine", "apparatus": "machine", "electronic equipment": "radio",
    "computer": "laptop", "timepiece": "clock", "optical instrument": "telescope", "measuring instrument": "ruler",
    "instrument": "tool", "equipment": "tool", "game equipment": "soccerball", "ball": "soccerball",
    "sports equipment": "soccerball", "plaything": "teddy", "game": "chess", "writing implement": "pencil",
    "publication": "book", "graphic art": "pictureframe", "picture": "pictureframe",
    "sculpture": "statue", "plastic art": "statue", "figure": "statue", "document": "scroll", "card": "playingcard",
    "sign": "signpost", "flag": "banner", "emblem": "banner", "box": "box", "coin": "coin", "currency": "coin",
    "bedclothes": "blanket", "bed linen": "blanket", "floor cover": "blanket", "curtain": "curtain",
    "fabric": "fabric", "textile": "fabric", "towel": "blanket",
    # places
    "building": "building", "edifice": "building", "housing": "cottage",
    "dwelling": "cottage", "house": "cottage", "shelter": "shed", "place of worship": "temple", "shop": "shop",
    "mercantile establishment": "shop", "establishment": "building", "place of business": "building",
    "medical building": "hospital", "room": "room", "fortification": "castle", "bridge": "bridge",
    "barrier": "fence", "wall": "wall", "road": "road", "way": "road", "passage": "road", "thoroughfare": "street",
    "body of water": "lake", "watercourse": "river", "geological formation": "hill", "natural elevation": "hill",
    "land": "meadow", "piece of land": "meadow", "tract": "meadow", "biome": "forest", "ice mass": "iceberg",
    "celestial body": "planet", "star": "stars", "storm": "storm", "precipitation": "rain",
    "rock": "rock", "crystal": "gem", "precious stone": "gem", "gemstone": "gem",
    "opening": "window", "explosive": "bomb", "decoration": "bauble", "furnishing": "furniture", "stairs": "staircase",
    "medicine": "pill", "drug": "pill", "electronic device": "machine", "tower": "tower",
    "surface": "floor", "horizontal surface": "floor", "stick": "branch", "fastener": "nail", "fire": "fire",
    "float": "raft", "sheet": "sheet", "signal": "signpost", "light": "lamp", "chain": "chain", "tube": "cylinder",
}  # fmt: skip

# WordNet's files -> what is drawn for the nouns of them that no nearer kind is known for.
CLASSES = {"@animal": "animal", "@plant": "plant", "@person": "person", "@food": "food"}
SEEN = {*CLASSES, "@artifact", "@body", "@object", "@shape", "@substance", "@top"}

# What people draw for what cannot be seen.
CUSTOM = {
    "peace": "dove", "harmony": "yinyang", "balance": "yinyang", "gravity": "apple", "love": "heart",
    "romance": "heart", "affection": "heart", "passion": "heart", "luck": "clover", "fortune": "clover",
    "time": "hourglass", "patience": "hourglass", "idea": "lightbulb", "inspiration": "lightbulb",
    "innovation": "lightbulb", "creativity": "lightbulb", "imagination": "lightbulb", "invention": "lightbulb",
    "death": "skull", "poison": "skull", "mortality": "skull", "victory": "trophy", "success": "trophy",
    "achievement": "trophy", "freedom": "dove", "liberty": "libertystatue", "knowledge": "book", "wisdom": "owl",
    "literature": "book", "history": "scroll", "education": "gradcap", "science": "microscope", "chemistry": "flask",
    "physics": "atom", "energy": "battery", "electricity": "plug", "money": "coin", "wealth": "coin",
    "economy": "coin", "finance": "coin", "music": "musicnote", "melody": "musicnote", "sound": "musicnote",
    "song": "musicnote", "art": "palette", "thought": "brain", "mind": "brain", "intelligence": "brain",
    "memory": "brain", "question": "questionmark", "mystery": "questionmark", "doubt": "questionmark",
    "danger": "exclamation", "warning": "exclamation", "joy": "smiley", "happiness": "smiley", "humor": "smiley",
    "fear": "ghost", "horror": "ghost", "hope": "candle", "faith": "candle", "security": "key", "privacy": "key",
    "secret": "key", "travel": "globe", "geography": "globe", "direction": "compass", "navigation": "compass",
    "strength": "dumbbell", "power": "fire", "speed": "rocket", "recycling": "recycling",
    "sustainability": "recycling", "nature": "tree", "growth": "plant", "health": "heart", "medicine": "stethoscope",
    "rest": "bed", "sleep": "bed", "strategy": "chess", "justice": "balancescale",
    "law": "balancescale", "royalty": "crown", "magic": "wizardhat",
    "celebration": "balloons", "party": "balloons", "birthday": "cake", "holiday": "suitcase", "vacation": "suitcase",
    "halloween": "jackolantern", "christmas": "christmas tree", "easter": "egg", "war": "tank", "cooking": "saucepan",
    "religion": "church", "childhood": "teddy", "photography": "camera", "communication": "telephone", "news":
    "newspaper", "weather": "raincloud", "temperature": "thermometer", "courage": "lion", "bravery": "lion",
    "fragility": "egg", "beauty": "rose",
    **dict.fromkeys(("teamwork", "friendship", "community", "cooperation", "collaboration", "solidarity", "unity",
                     "togetherness", "diversity", "society"), "people"),
}  # fmt: skip

# What other abstract words make of the weather.
MOODS = {
    "joy": "sunny", "delight": "sunny", "happiness": "sunny", "optimism": "sunny", "warmth": "sunny",
    "sadness": "rainy", "sorrow": "rainy", "grief": "rainy", "melancholy": "rainy", "depression": "rainy",
    "loneliness": "foggy", "mystery": "foggy", "confusion": "foggy", "uncertainty": "foggy", "dream": "foggy",
    "anger": "stormy", "fury": "stormy", "rage": "stormy", "chaos": "stormy", "conflict": "stormy", "fear": "stormy",
    "serenity": "calm", "tranquility": "calm", "silence": "calm", "solitude": "calm", "stillness": "calm",
}  # fmt: skip


class Meaning(NamedTuple):
    """What a word comes to: `noun` of the tables, "" where it cannot be drawn."""

    noun: str = ""
    drawing: str = "class"  # "own" where a synonym is drawn, or custom's sign
    plural: bool = False
    abstract: bool = False
    mostly: str = ""  # "v" or "a" where the word is mostly a verb, or an adjective or adverb


@lru_cache(4096)
def meaning(phrase: str) -> Meaning | None:
    """What a phrase in small letters means as a noun, or None where the dictionary has no such noun."""
    head, space, last = phrase.rpartition(" ")
    if phrase in CUSTOM:
        sign = noun_of(CUSTOM[phrase])
        return Meaning(sign[0] if sign else "", "own", bool(sign and sign[1]), True)
    if phrase in MOODS:
        return Meaning(abstract=True)
    for form in dict.fromkeys((*singulars(last), last.removesuffix("s"))):
        line = nouns.entry(head + space + form)
        if line is None or not line.above:
            continue
        plural = form != last
        for kind, synonym in nouns.kinds(head + space + form):
            known = drawn_for(kind)
            if known:
                return Meaning(known, "own" if synonym else "class", plural, False, line.mostly)
            if kind.startswith("@") and kind not in SEEN:
                return Meaning("", "class", plural, True, line.mostly)
        return Meaning("", "class", plural, False, line.mostly)
    return None


def drawn_for(kind: str) -> str | None:
    """The noun of the tables that is drawn for a kind of WordNet's."""
    if kind.startswith("@"):
        return CLASSES.get(kind)
    found = noun_of(KINDS.get(kind, kind))
    return found[0] if found else None


@lru_cache(4096)
def is_verb(word: str) -> bool:
    """Whether a word is a form of a verb, and no noun of its own or mostly the verb: "rolled", "lounges", "lay"."""
    line = nouns.entry(word)
    if line:
        return line.mostly == "v"
    return any((base := nouns.entry(form)) is not None and (base.mostly == "v" or word.endswith(("ed", "ing")))
               for form in bases(word))  # fmt: skip


def bases(word: str) -> list[str]:
    """What a verb's regular form may come from: "rolled" -> "roll", "stopped" -> "stop", "smiling" -> "smile"."""
    for ending in ("ing", "ed", "es", "s"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            double = [stem[:-1]] if len(stem) > 2 and stem[-1] == stem[-2] else []
            y = [stem[:-1] + "y"] if stem.endswith("i") else []
            return [stem, f"{stem}e", *double, *y]
    return []


@lru_cache(4096)
def is_other(word: str) -> bool:
    """Whether a word is in the dictionary, but is no noun: an adjective, an adverb, a verb."""
    line = nouns.entry(word)
    if line:
        return not line.above
    return is_verb(word) or any(nouns.entry(form) for form in graded(word))


def graded(word: str) -> list[str]:
    """What an adverb, a comparative or a superlative may come from, and what "un" or "non" deny."""
    forms = [word.removesuffix(end) for end in ("er", "est", "r", "st", "ly") if word.endswith(end)]
    forms += [word.removesuffix("ly") + "le"] if word.endswith("ly") else []
    forms += [word.removesuffix("y")] if word.endswith("y") else []  # "pillowy", "crunchy"
    forms += [f.removesuffix("i") + "y" for f in forms if f.endswith("i")]
    denied = [word.removeprefix(start) for start in ("un", "non", "semi", "ultra") if word.startswith(start)]
    return [f for f in forms + denied if len(f) > 2 and f != word]


def is_spelt(word: str) -> bool:
    """Whether the dictionary knows a word or what it is a form of."""
    return meaning(word) is not None or is_other(word)
