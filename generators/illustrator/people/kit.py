"""All that people hold and carry, by name."""

from . import instruments, sports, trappings  # noqa: F401 - they register their drawings
from .tools import BACK, TOOLS

__all__ = ["BACK", "TOOLS"]
