"""SVG files: which files are, and what fits of them into the bytes."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from fitting.repair import repair_svg
from fitting.shortening import fit
from scoring import guarded

MAX_FILE_BYTES = 50_000_000
_LOOKED_AT = 1000  # bytes, among which an SVG begins


def is_svg(path: Path) -> bool:
    """Whether a file is an SVG: by its name, or because it begins like one."""
    if path.suffix.lower() == ".svg":
        return True
    try:
        with open(path, "rb") as file:
            start = file.read(_LOOKED_AT).removeprefix(b"\xef\xbb\xbf").lstrip()
    except OSError:
        return False  # whoever reads the file says why
    return start.startswith(b"<svg") or (start.startswith(b"<?xml") and b"<svg" in start)


def fit_file(path: Path, max_bytes: int, *, time_limit_s: float | None = None) -> tuple[str, Image.Image]:
    """Return the SVG of a file within the bytes, and how it was drawn before: RGB, 384 x 384.

    What the competition does not allow, such as styles and texts, is made of what it allows, or left out.

    Raises:
        ValueError: the file cannot be read, or is no SVG that can be drawn.
    """
    try:
        if (size := path.stat().st_size) > MAX_FILE_BYTES:
            raise ValueError(f"{size:,} bytes, over the limit of {MAX_FILE_BYTES:,} for an SVG")
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ValueError("no such file") from None
    except IsADirectoryError:
        raise ValueError("a folder, not an SVG") from None
    except PermissionError:
        raise ValueError("not readable: permission denied") from None
    except UnicodeDecodeError as error:
        raise ValueError(f"not an SVG: no text in UTF-8 ({error.reason} at byte {error.start})") from None
    drawn = _drawn(text)
    if drawn is not None:  # what asks for too much is not painted here either
        try:
            return fit(text, max_bytes, time_limit_s=time_limit_s), drawn
        except ValueError:  # not only what is not allowed: repair also takes what is nested too deeply, or has no size
            pass
    svg = repair_svg(text, max_bytes)
    return svg, drawn or guarded.render(svg)


def _drawn(text: str) -> Image.Image | None:
    """A document as the judge draws it, in a process that can be stopped; None where it does not."""
    try:
        return guarded.render(text)
    except ValueError:
        return None
