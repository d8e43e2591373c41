"""Descriptions to train on, each with the thing and the colour that it asks for; the seed decides which.

    prompt(GRAMMARS["scenes"], index=7, seed=0)     Prompt("a red tram under the stars at night", "tram", "red")
    python -m training.prompts --count 100 --held-out 4 -o prompts.csv

Combinations of thing and colour are held out by a hash, so that no run ever trains on them, whatever its grammar.
"""

# ruff: noqa: SIM905 - a table of words reads better as text than as quoted strings

from __future__ import annotations

import argparse
import hashlib
import itertools
import random
from dataclasses import dataclass
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

from generators.illustrator import drawings
from support.files import csv_text, write_atomically

HELD_OUT_PERCENT = 15

# Drawings with shapes of their own that are mostly of one colour, the asked one.
FEW_THINGS = """
apple boots butterfly car cat chair cube fish flower hat heart house mug mushroom owl pumpkin robot star umbrella vase
""".split()
# Those that a few short shapes show.
SKETCHED_THINGS = """
apple bell boat bottle butterfly cake car chair cube fish hat heart house key lamp leaf mug mushroom pear star
""".split()
FEW_COLORS = "red orange yellow green blue purple pink brown white black".split()
MORE_COLORS = """
gray turquoise teal navy beige gold silver crimson magenta lavender olive maroon coral mint violet cyan
""".split()

SETTINGS = (
    """
in a meadow|on a beach|by the sea|in a forest|in the desert|on a street|in the mountains|in a garden|on a wooden table
in a room|in front of a brick wall|on a snowy plain|under a cloudy sky|beside a river|on a hill|in space
""".strip()
    .replace("\n", "|")
    .split("|")
)
TIMES = "at sunrise|at dawn|at noon|at dusk|at sunset|at night|under the stars|in the rain|under a full moon".split("|")
PATTERNS = "striped checkered floral plaid dotted wooden metallic glass stone shiny".split()
RELATIONS = "beside|next to|behind|in front of|above|and".split("|")
ALONE = "a {} on a plain background"
PLAIN = (ALONE, ALONE, "{} on a plain background")
ASKED = (*PLAIN, "a {}", "the {}", "{}")  # as somebody asks who takes the plain ground for granted


@dataclass(frozen=True)
class Prompt:
    """A description and what it asks for; `color` is "" where it names none."""

    text: str
    thing: str
    color: str


@dataclass(frozen=True)
class Grammar:
    """The words that descriptions are made of, and how often each kind of description comes; shares are 0 to 1."""

    things: tuple[str, ...]
    colors: tuple[str, ...]
    plain: float  # share of descriptions with one thing alone on plain ground
    colorless: float  # share that names no colour, so that the drawing shows its own
    synonyms: float  # share that calls the thing by another of its names
    held_out: int = HELD_OUT_PERCENT  # of all combinations of thing and colour
    forms: tuple[str, ...] = PLAIN  # of a description of one thing alone


# What many people know; of more a small model learns none well.
FAMILIAR_THINGS = """
accordion airplane alien ambulance anchor angel ant apple artichoke avocado axe banana banjo barn barrel basket bat
bear bed bee beetle bell bench bicycle bird bison boat bone book boots bottle bowl box bread broccoli broom bucket
bull bulldozer bus butterfly cabbage cactus cake camel camera candle cannon canoe car carrot castle cat caterpillar
cauliflower cello chair cheese cherries chick chicken church clock coconut coin comb compass cookie couch cow crab
crayon crocodile crow crown cube cucumber cup cupcake daisy dart desk dice dinosaur dog dolphin donkey donut door
dove dragon dragonfly drum duck dumpling eagle egg eggplant elephant envelope falcon feather fence ferret fire
firefly fish flamingo flashlight flower flute fork fountain fox frog garlic gazebo ghost giraffe globe gnome goat
goose gorilla grapes grasshopper guitar hamburger hammer hammock hamster harp hat headphones heart hedgehog
helicopter helmet heron hippo honey horse hotdog hourglass house icecream igloo iguana jar jeep jellyfish jug
kangaroo kettle key keyboard kite kiwi knife koala ladder ladybug lamp lantern laptop leaf lemon leopard lighthouse
lion llama lobster lollipop magnet mango map mask medal mermaid microphone microscope mirror monkey mosque moth
motorcycle mouse muffin mug mushroom nest notebook octopus onion orca ostrich otter owl padlock palace panda
parachute parrot peach peacock pear peas pelican pen pencil penguin piano pig pineapple pizza plate polarbear
popcorn potato pretzel pumpkin puppet rabbit raccoon radio refrigerator rhino robin robot rocket rooster rose ruler
sailboat sandwich saturn scissors scooter seahorse seal shark sheep shield ship shovel skateboard skull skunk sled
sloth snail snake snowflake snowman soap spider spoon squirrel star starfish submarine suitcase swan sword taco tank
taxi teapot teddy telephone telescope television tent tiger toaster tomato toothbrush tower tractor train tram truck
trumpet turkey turtle ufo umbrella unicorn van vase violin walrus watermelon whale windmill wolf zebra
""".split()
# Of other kinds of drawings those that stand alone on plain ground: people, clothes, solids.
ALONE_TOO = """
astronaut backpack chef child circle clown coat cone cylinder diamond doctor dress farmer gloves hexagon hoodie jacket
king knight man ninja pants pillow pirate pyramid queen sailor scarf shirt skirt socks sphere square tie triangle tshirt
wizard woman
""".split()
EVERY_COLOR = (*FEW_COLORS, *MORE_COLORS)
GRAMMARS = {
    "plain": Grammar(tuple(FEW_THINGS), tuple(FEW_COLORS), plain=1.0, colorless=0.05, synonyms=0.0),
    # So many are held out that there are about a hundred of them.
    "objects": Grammar(tuple(SKETCHED_THINGS), tuple(FEW_COLORS), plain=1.0, colorless=0.0, synonyms=0.0, held_out=50),
    "things": Grammar(
        tuple(sorted({*FAMILIAR_THINGS, *FEW_THINGS, *SKETCHED_THINGS, *ALONE_TOO})),
        EVERY_COLOR,
        plain=1.0,
        colorless=0.1,
        synonyms=0.6,
        held_out=50,
        forms=ASKED,
    ),
    "scenes": Grammar(tuple(FAMILIAR_THINGS), EVERY_COLOR, plain=0.4, colorless=0.1, synonyms=0.2),
}


def is_held_out(thing: str, color: str, percent: int = HELD_OUT_PERCENT) -> bool:
    """Whether a thing in a colour is kept from training; a thing without a colour ("") never is.

    What is held out of fewer percent is also held out of more.
    """
    digest = hashlib.sha256(f"{thing}/{color}".encode()).digest()
    return bool(color) and int.from_bytes(digest[:4], "big") % 100 < percent


def prompt(grammar: Grammar, index: int, seed: int = 0) -> Prompt:
    """Return description `index`, 0 or more, of a seed; its things and colours may be trained on."""
    rng = random.Random(f"{seed}/{index}")
    thing, color = _combination(grammar, rng)
    if rng.random() < grammar.colorless:
        color = ""
    name = rng.choice(spellings(thing)) if rng.random() < grammar.synonyms else thing
    subject = f"{color} {name}".strip()
    if rng.random() < grammar.plain:
        return Prompt(_article(rng.choice(grammar.forms).format(subject)), thing, color)
    return Prompt(_article(f"a {_scene(subject, grammar, rng)}"), thing, color)


def held_out_pairs(grammar: Grammar) -> list[tuple[str, str]]:
    """Return every (thing, colour) of a grammar that is never trained on."""
    combinations = itertools.product(grammar.things, grammar.colors)
    return [(thing, color) for thing, color in combinations if is_held_out(thing, color, grammar.held_out)]


def held_out_prompts(grammar: Grammar, count: int) -> list[Prompt]:
    """Return `count` descriptions of one thing on plain ground; all combinations are held out, each used in turn."""
    pairs = held_out_pairs(grammar)
    random.Random(0).shuffle(pairs)
    chosen = [pairs[i % len(pairs)] for i in range(count)]
    return [Prompt(alone(thing, color), thing, color) for thing, color in chosen]


def alone(thing: str, color: str = "") -> str:
    """The description of one thing, in a colour or in its own, on plain ground.

    >>> alone("apple", "orange")
    'an orange apple on a plain background'
    """
    return _article(ALONE.format(f"{color} {thing}".strip()))


def spellings(thing: str) -> list[str]:
    """A drawing's name and its synonyms."""
    return [thing, *(word for word, name in drawings.words("data-words").items() if name == thing)]


def _combination(grammar: Grammar, rng: random.Random) -> tuple[str, str]:
    while True:
        thing, color = rng.choice(grammar.things), rng.choice(grammar.colors)
        if not is_held_out(thing, color, grammar.held_out):
            return thing, color


def _scene(subject: str, grammar: Grammar, rng: random.Random) -> str:
    """The subject; in some descriptions also a pattern, another thing, a place, a time."""
    words = [rng.choice(PATTERNS)] if rng.random() < 0.2 else []
    words.append(subject)
    if rng.random() < 0.3:
        other, color = _combination(grammar, rng)
        words += [rng.choice(RELATIONS), f"a {color} {other}"]
    if rng.random() < 0.8:
        words.append(rng.choice(SETTINGS))
    if rng.random() < 0.4:
        words.append(rng.choice(TIMES))
    return " ".join(words)


def _article(text: str) -> str:
    """ "a" becomes "an" before a vowel."""
    words = text.split()
    pairs = zip(words, [*words[1:], ""], strict=True)
    return " ".join("an" if word == "a" and following[:1] in tuple("aeiou") else word for word, following in pairs)


# ---------------------------------------------------------------------------------------------------- command line


def main(arguments: list[str] | None = None) -> int:
    """Write a table of descriptions: first those that may be learned, then those that are held out."""
    parser = argparse.ArgumentParser(prog="python -m training.prompts", description=main.__doc__)
    parser.add_argument("--grammar", choices=GRAMMARS, default="plain", help="default: %(default)s")
    parser.add_argument("--count", type=int, default=100, metavar="N", help="to learn from (default: %(default)s)")
    held_out = "its last: as many as training.diffusion.train holds out (default: %(default)s)"
    parser.add_argument("--held-out", type=int, default=4, metavar="N", help=held_out)
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="a CSV with id, description")
    args = parser.parse_args(arguments)
    if min(args.count, args.held_out) < 0:
        parser.error(f"counts must be at least 0, not {args.count} and {args.held_out}")
    grammar = GRAMMARS[args.grammar]
    chosen = [prompt(grammar, index, args.seed) for index in range(args.count)]
    chosen += held_out_prompts(grammar, args.held_out)
    rows = ({"id": index, "description": p.text} for index, p in enumerate(chosen))
    try:
        write_atomically(args.output, csv_text(("id", "description"), rows))
    except OSError as error:
        parser.error(str(error))
    return 0


if __name__ == "__main__":
    command_line.exit_with(main)
