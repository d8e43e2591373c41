"""What each method drew, a row of small pictures a method, one below the other: side by side for the eye.

Every row is a file of its own, so that one method can be measured again without the others.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from benchmarks.vectorizer_report import fingerprint
from benchmarks.views import stretched
from support.files import write_atomically

_HEIGHT, _GAP = 112, 6  # pixels
_PICTURES = "the pictures"


def write(folder: Path, name: str, method: str, images: list, outputs: list[str | bytes], budget: int) -> None:
    """Write the row of a method, and that of the pictures.

    Args:
        folder: where the results lie.
        name: of the benchmark's files.
        method: who drew.
        images: (name, RGB image) of each picture.
        outputs: SVG text or a picture file for each of the images.
        budget: the bytes that each was given.
    """
    label = f"{_label(images)} {budget}"
    drawn = (_drawn(output, image) for output, (_, image) in zip(outputs, images, strict=True))
    write_atomically(_path(folder, name, method), _row(drawn, label))
    write_atomically(_path(folder, name, _PICTURES), _row((image for _, image in images), label))


def section(folder: Path, name: str, methods: list[str], images: list) -> str:
    """Return Markdown that shows the rows that there are of these pictures, or nothing."""
    labels = {method: _read_label(_path(folder, name, method)) for method in (_PICTURES, *methods)}
    shown = [method for method, label in labels.items() if label and label == labels[_PICTURES]]
    if not shown or not labels[_PICTURES].startswith(_label(images)):
        return ""
    lines = [f"What each drew with {int(labels[_PICTURES].split()[-1]):,} bytes:\n"]
    for method in shown:
        lines.append(f"{method}\n\n![{method}]({_path(folder, name, method).relative_to(folder).as_posix()})\n")
    return "\n".join(lines)


def _path(folder: Path, name: str, method: str) -> Path:
    return folder / name / f"{re.sub(r'[^a-z0-9]+', '-', method.lower()).strip('-')}.png"


def _label(images: list[tuple[str, Image.Image]]) -> str:
    return "-".join(fingerprint(image)[:4] for _, image in images)


def _read_label(path: Path) -> str | None:
    if not path.exists():
        return None
    with Image.open(path) as image:
        return image.text.get("pictures")


def _drawn(output: str | bytes, image: Image.Image) -> Image.Image:
    return stretched(output, image.size) if isinstance(output, str) else Image.open(io.BytesIO(output)).convert("RGB")


def _row(images: Iterable[Image.Image], label: str) -> bytes:
    """Return a PNG file of pictures beside each other, with a label in its text."""
    sized = ((image, (round(image.width * _HEIGHT / image.height), _HEIGHT)) for image in images)
    small = [image.resize(size, Image.Resampling.LANCZOS) for image, size in sized]
    row = Image.new("RGB", (sum(image.width + _GAP for image in small) - _GAP, _HEIGHT), "white")
    x = 0
    for image in small:
        row.paste(image, (x, 0))
        x += image.width + _GAP
    info, file = PngInfo(), io.BytesIO()
    info.add_text("pictures", label)
    row.save(file, "PNG", optimize=True, pnginfo=info)
    return file.getvalue()
