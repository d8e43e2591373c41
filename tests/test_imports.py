"""Importing is cheap: what takes seconds to come is fetched when it is needed."""

import subprocess
import sys

import pytest

HEAVY = {"torch", "transformers", "diffusers", "sklearn", "numba", "pandas", "scipy"}


@pytest.mark.parametrize("module", ["model", "svg_vectorize", "scoring", "validate", "kaggle_submission", "batch"])
def test_heavy_libraries_wait(module, repository):
    code = f"import sys, {module}; print(*(sys.modules.keys() & {HEAVY!r}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=repository, capture_output=True, text=True, timeout=60)
    assert (done.stdout.strip(), done.stderr) == ("", "")


@pytest.mark.parametrize("max_bytes", [10_000, 3_000])
def test_the_illustrator_draws_without_heavy_libraries(max_bytes, repository):
    """Its SVG is fitted into the bytes, not traced; 3,000 are fewer than the drawing takes."""
    code = (
        "import sys; from model import Model\n"
        f"drawing = Model('illustrator', max_bytes={max_bytes}).draw('a scarecrow in a corn field')\n"
        f"print(len(drawing.original) > {max_bytes}, *(sys.modules.keys() & {HEAVY!r}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=repository, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(max_bytes == 3_000)]
