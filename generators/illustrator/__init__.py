"""Draws a description with no weights: words -> scene -> layered vector art, as SVG or as a 512 x 512 picture.

    python -m generators.illustrator "a lighthouse overlooking the ocean" -o lighthouse.png --explain

language.py parses, compose.py lays out and draws; vocabulary.py and things/ are where new words and drawings go.
"""

import random
from dataclasses import asdict
from typing import TYPE_CHECKING

from generators.protocol import SVGGenerator

if TYPE_CHECKING:
    from PIL import Image


class Illustrator(SVGGenerator):
    """The embedded default generator: writes SVG, and draws pictures of it for training."""

    name = "illustrator"

    def generate(self, description: str, count: int = 1, seed: int = 0, start: int = 0) -> "list[Image.Image]":
        """Different RGB pictures, 512 x 512, `count` from the one with index `start` on; never raises for a str."""
        from .canvas.canvas import rasterize

        return [rasterize(svg) for svg in self.draw_svgs(description, count, seed, start)]

    def draw_svgs(
        self,
        description: str,
        count: int = 1,
        seed: int = 0,
        start: int = 0,
        *,
        max_bytes: int | None = None,
        seconds: float | None = None,
    ) -> list[str]:
        """The drawings behind the pictures of `generate`: valid by the competition's rules but for their length.

        Args:
            max_bytes: not heeded; what is longer is fitted into it afterwards.
            seconds: not heeded; a drawing takes some 5 ms.
        """
        return [self.svg(description, derive_seed(seed, i)) for i in range(start, start + count)]

    def svg(self, description: str, seed: int = 0) -> str:
        """One drawing as SVG text of any length; each thing in it is a group with a readable id ("fox", "fox-2")."""
        from .words.language import parse

        return self._picture(parse(description), seed).draw()

    def _picture(self, scene, seed: int):
        from .compose import Picture

        return Picture(scene, seed)

    def left_out(self, description: str, seed: int = 0) -> list[str]:
        """Return the words that no table knows, then the things that are not drawn, or only as a plain shape."""
        found = self.describe(description, seed)
        missing = [item["noun"] for item in found["items"] if item["drawn"] == "not"]
        plain = [
            f"{item['noun']} (a plain shape)"
            for item in found["items"]
            if (item["kind"], item["drawn"]) == ("unknown", "plain")
        ]
        return list(dict.fromkeys([*found["unread"], *missing, *plain]))

    def describe(self, description: str, seed: int = 0) -> dict:
        """What was understood and what the first candidate shows.

        "items": the noun phrases, each with "drawn": by its "own" drawing, that of its "class", as a "plain" shape,
        or "not", and "group": the name of the groups that show it; "placed": what was drawn where, from back to front;
        "unread": words that no table knows; "unsaid": why words are no things in the picture, reason -> words.
        """
        from .people.cast import group_name
        from .words.language import parse

        scene = parse(description)
        picture = self._picture(scene, derive_seed(seed, 0))
        picture.draw()
        items = [asdict(item) | {"drawn": picture.drawn(item), "group": group_name(item)} for item in scene.items]
        return {
            "description": description,
            "items": items,
            "placed": picture.notes,
            "unread": scene.unread,
            "unsaid": unsaid(scene, items),
            "mirrored": picture.mirrored,
        }


def unsaid(scene, items: list[dict]) -> dict[str, list[str]]:
    """Why words of the sentence are not to be seen as things, reason -> the words."""
    medium = [scene.medium] if scene.medium else []
    unknown = [item for item in items if item["kind"] == "unknown"]
    return {
        "drawn as": medium,
        "no things, they only colour the scene": scene.unseen,
        "said not to be there": sorted(scene.absent),
        "unknown, hinted at by a plain shape": [item["word"] for item in unknown if item["drawn"] == "plain"],
        "unknown, left out": [item["word"] for item in unknown if item["drawn"] == "not"],
    }


def derive_seed(seed: int, index: int) -> int:
    """The seed of candidate `index`, unrelated to its neighbours'."""
    return random.Random(f"{seed}/{index}").getrandbits(31)
