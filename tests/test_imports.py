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
