"""The same SVG whatever order a process happens to keep its sets in."""

import os
import subprocess
import sys

SCRIPT = """
from fitting import fit, shorten
from generators.illustrator import Illustrator
svg = Illustrator().svg("a red fox under a tree beside a lake at dusk", 3)
plaid = Illustrator().svg("a green plaid shirt with a pocket", 0)
print(shorten(svg), fit(svg, 2500), fit(plaid, 3000))
"""


def test_processes_with_other_hash_seeds_write_the_same():
    written = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3", "5")
    }
    assert len(written) == 1
