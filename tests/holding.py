"""Commands that wait where a test wants to stop them, so that no machine is too quick for the test."""

from pathlib import Path

_SCRIPT = """
import time
import model
import {command}
from support import command_line

draw = model.Model.draw


def draw_or_wait(self, description):
    while description in {descriptions!r}:
        time.sleep(0.01)
    return draw(self, description)


model.Model.draw = draw_or_wait  # also in the processes that this one spawns: they run this file too
if __name__ == "__main__":
    command_line.exit_with({command}.main, resume="python {command}.py")
"""


def hold(folder: Path, command: str, *descriptions: str) -> Path:
    """Write a script that does what the command does, but never ends the drawing of these descriptions."""
    script = folder / f"{command}_hold_{len(descriptions)}.py"
    script.write_text(_SCRIPT.format(command=command, descriptions=descriptions))
    return script
