"""Figures of tales and of history -> what they look like, in words that the tables know."""

import re

from .. import drawings

LOOKS = {
    "little red riding hood": "a girl in a red coat", "red riding hood": "a girl in a red coat",
    "robin hood": "an archer", "humpty dumpty": "an egg", "sherlock holmes": "a detective", "cinderella": "a princess",
    "snow white": "a princess", "sleeping beauty": "a sleeping princess",
    "rapunzel": "a princess with long blonde hair",
    "peter pan": "a boy in a green shirt", "captain hook": "a pirate", "long john silver": "a pirate",
    "king arthur": "a king with a sword", "merlin": "a wizard", "gandalf": "a wizard", "dracula": "a vampire",
    "count dracula": "a vampire", "darth vader": "a man in a black cape and a black helmet",
    "batman": "a superhero in black",
    "superman": "a superhero", "spider-man": "a superhero", "spiderman": "a superhero", "father christmas": "santa",
    "neil armstrong": "an astronaut", "julius caesar": "a roman emperor", "cleopatra": "a queen", "queen victoria":
    "a queen", "queen elizabeth": "a queen", "the queen of hearts": "a queen", "tinker bell": "a fairy",
    "nessie": "a loch ness monster", "bigfoot": "a yeti", "godzilla": "a dinosaur", "king kong": "a gorilla",
    "moby dick": "a white whale", "pegasus": "a white unicorn", "bambi": "a fawn", "dumbo": "an elephant",
    "winnie the pooh": "a bear with a red tshirt", "paddington": "a bear in a blue coat and a red hat",
}  # fmt: skip
DRAWN = {*drawings.files(), *drawings.words("data-words")}  # these need no words
NAMES = sorted((name for name in LOOKS if name.removeprefix("the ") not in DRAWN), key=len, reverse=True)
NAMED = re.compile(rf"\b(?:{'|'.join(NAMES)})\b", re.IGNORECASE)


def described(text: str) -> str:
    """The text with such names put into words."""
    return NAMED.sub(lambda found: LOOKS[found[0].lower()], text)
