"""`pip install .` is refused with a line that says what to do."""

import subprocess
import sys


def test_pip_shows_what_to_do_instead(repository, tmp_path):
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--target", str(tmp_path), "."]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, timeout=120)
    assert done.returncode != 0
    assert "this project is not installed but used where it lies: pip install -r requirements.txt, and" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
