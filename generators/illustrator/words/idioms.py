"""Turns of phrase that no word of tells what is meant, said in words that do."""

import re

IDIOMS = (
    (r"(jumping|skipping) (?:a )?rope", r"\1 with a jumprope"),
    (r"tak(?:ing|es) (?:a |an |some )?(?:picture|photo|photograph|selfie)s? of", "filming"),
    (r"snake charmers?", "man playing a flute beside a snake"),
)


def plain(text: str) -> str:
    """The description without them.

    >>> plain("a girl jumping rope")
    'a girl jumping with a jumprope'
    """
    for idiom, meant in IDIOMS:
        text = re.sub(rf"\b{idiom}\b", meant, text, flags=re.IGNORECASE)
    return text
