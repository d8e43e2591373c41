"""Tracers by others, each given as many bytes: its own settings are searched.

What a tracer writes goes through nothing else, but that the root element is the same for all, and that the picture's
commonest colour lies under what imagetracerjs leaves out, where the judge would see black.  requirements-peers.txt says
how to get them.  None is needed by anything else, and those that are not here are left out.

Each is f(image, max_bytes, view) with an RGB image, and returns SVG text of at most `max_bytes` bytes:

    AutoTrace, imagetracerjs    the most colours that fit, at the best of several sizes and speckle filters
    potrace                     the same; it traces one colour, and so a layer for each of a palette
    @neplex/vectorizer          VTracer and an SVG optimizer: the smallest speckles that fit, at the best of several
                                sizes and differences between layers
    primitive, geometrizejs     as many triangles as fit, each the best of many that were tried
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from importlib.util import find_spec
from itertools import product
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.views import JUDGED, View

VTRACER = "vtracer, settings searched"  # benchmarks/baselines.py has it

_NODE_SCRIPT = Path(__file__).with_name("tracers.cjs")
_COLORS = (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 128, 192)  # of a palette
_SPECKLES = (96, 64, 48, 32, 24, 16, 12, 8, 6, 4, 3, 2, 1)  # pixels of the side of what is left out
_TRIANGLE_BYTES = 75  # of primitive's shortest triangles


def autotrace(image: Image.Image, max_bytes: int, view: View = JUDGED) -> str:
    """Return the best SVG of AutoTrace.  Raises ValueError when none fits."""
    return _searched(_autotrace, _COLORS, product((64, 96, 192, 384), (5, 10)), image, max_bytes, view)


def potrace(image: Image.Image, max_bytes: int, view: View = JUDGED) -> str:
    """Return the best SVG of potrace, a layer for each colour.  Raises ValueError when none fits."""
    return _searched(_potrace, _COLORS, product((96, 192, 384), (4, 24)), image, max_bytes, view)


def imagetracer(image: Image.Image, max_bytes: int, view: View = JUDGED) -> str:
    """Return the best SVG of imagetracerjs.  Raises ValueError when none fits."""
    settings = ((64, 8), (96, 16), (128, 32), (192, 64), (192, 100), (384, 300))
    return _searched(_imagetracer, _COLORS, settings, image, max_bytes, view)


def neplex(image: Image.Image, max_bytes: int, view: View = JUDGED) -> str:
    """Return the best SVG of @neplex/vectorizer.  Raises ValueError when none fits."""
    settings = [*product((256, 512), (8, 32, 64)), *product((1024,), (8, 32))]
    return _searched(_neplex, _SPECKLES, settings, image, max_bytes, view)


def geometrize(image: Image.Image, max_bytes: int, view: View = JUDGED) -> str:
    """Return as many triangles of geometrizejs as fit."""
    small = _resized(image, 256)  # as primitive does by itself
    step = {"shapeTypes": ["TRIANGLE"], "candidateShapesPerStep": 50, "shapeMutationsPerStep": 100, "alpha": 128}
    return first_shapes(_rooted(_node("geometrizejs", small, step, max_bytes=max_bytes), small.size), max_bytes)


def primitive(image: Image.Image, max_bytes: int, view: View = JUDGED) -> str:
    """Return as many triangles of primitive as fit."""
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "in.png", Path(folder) / "out.svg"
        image.save(before)
        count = str(max_bytes // _TRIANGLE_BYTES)
        subprocess.run(
            ["primitive", "-i", before, "-o", after, "-n", count, "-m", "1", "-a", "0", "-s", str(max(image.size))],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return first_shapes(_rooted(after.read_text(), image.size), max_bytes)


TRACERS: dict[str, Callable[[Image.Image, int, View], str]] = {
    "AutoTrace": autotrace,
    "potrace, a layer a colour": potrace,
    "imagetracerjs": imagetracer,
    "@neplex/vectorizer": neplex,
    "primitive": primitive,
    "geometrizejs": geometrize,
}


@cache
def is_missing(method: str) -> bool:
    """Say whether something that a method needs is not on this machine."""
    needs = {
        VTRACER: lambda: find_spec("vtracer"),
        "AutoTrace": lambda: find_spec("autotrace"),
        "potrace, a layer a colour": lambda: shutil.which("potrace"),
        "primitive": lambda: shutil.which("primitive"),
        **{name: partial(_has_package, name) for name in ("imagetracerjs", "@neplex/vectorizer", "geometrizejs")},
    }
    return method in needs and not needs[method]()


# --------------------------------------------------------------------------------------------------------- search


def _searched(trace: Callable, details: Sequence, settings: Iterable[tuple], image, max_bytes: int, view: View) -> str:
    """Return, of the largest SVGs that fit under each of the settings, the one that keeps most of the picture."""
    svgs = []
    for side, *setting in settings:
        small = _resized(image, side)
        svgs.append(largest_within(partial(_call, trace, small, setting), details, max_bytes))
    if not any(svgs):
        raise ValueError(f"no setting gives an SVG of at most {max_bytes} bytes")
    return view.best(filter(None, svgs), image)


def _call(trace: Callable, image: Image.Image, setting: Sequence, detail: int) -> str:
    return trace(image, detail, *setting)


def largest_within(draw: Callable[[int], str], details: Sequence[int], max_bytes: int) -> str | None:
    """Return the largest SVG within the bytes that a bisection over `details`, from coarse to fine, finds; or None.

    >>> largest_within(lambda detail: "<" * detail, (1, 4, 9, 20), max_bytes=10)
    '<<<<<<<<<'
    """
    best, low, high = None, 0, len(details) - 1
    while low <= high:
        middle = (low + high) // 2
        svg = draw(details[middle])
        if len(svg.encode()) > max_bytes:
            high = middle - 1
        else:
            best, low = max(svg, best or "", key=len), middle + 1
    return best


def first_shapes(svg: str, max_bytes: int) -> str:
    """Return an SVG with as many of its shapes, each on a line of its own, as fit.

    >>> svg = '<svg>\\n<g transform="scale(2)">\\n<rect/>\\n<circle/>\\n<path/>\\n</g>\\n</svg>'
    >>> first_shapes(svg, 60)
    '<svg>\\n<g transform="scale(2)">\\n<rect/>\\n<circle/>\\n</g>\\n</svg>'
    """
    ends = "\n</g>\n</svg>" if re.search(r"^<g [^>]*>$", svg, re.MULTILINE) else "\n</svg>"
    lines = [line for line in svg.splitlines() if line and line not in ("</g>", "</svg>")]
    while len("\n".join(lines).encode()) + len(ends) > max_bytes:
        lines.pop()
    return "\n".join(lines) + ends


def _rooted(svg: str, size: tuple[int, int], ground: str = "") -> str:
    """Return an SVG with the root element that all get, since some tracers write none that scales, and a ground."""
    width, height = size
    body = svg[svg.index(">", svg.index("<svg")) + 1 :]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{ground}{body.rstrip()}'


def _resized(image: Image.Image, side: int) -> Image.Image:
    """Return an RGB image whose longer side is `side` pixels."""
    size = [max(1, round(length * side / max(image.size))) for length in image.size]
    return image.convert("RGB").resize(size, Image.Resampling.LANCZOS)


# -------------------------------------------------------------------------------------------------------- tracers


def _autotrace(image: Image.Image, colors: int, speckles: int) -> str:
    from autotrace import Bitmap, VectorFormat

    trace = Bitmap(np.asarray(image)).trace(color_count=colors, despeckle_level=speckles, error_threshold=1.0)
    return _rooted(trace.encode(VectorFormat.SVG).decode(), image.size)


def _potrace(image: Image.Image, colors: int, speckles: int) -> str:
    """Return the layers of a palette, the largest below; each reaches under those above it, so that no gap shows."""
    labels, palette = _palette(image, colors)
    counts = np.bincount(labels.ravel(), minlength=len(palette))
    order = [label for label in np.argsort(-counts) if counts[label]]
    width, height = image.size
    layers = [(order[0], f"M0 0h{width * 10}v{height * 10}H0z")]
    layers += ((label, _potrace_outlines(np.isin(labels, order[i:]), speckles)) for i, label in enumerate(order) if i)
    paths = [f'<path fill="#{palette[label].tobytes().hex()}" d="{data}"/>' for label, data in layers if data]
    svg = f'<svg><g transform="matrix(.1 0 0-.1 0 {height})">{"".join(paths)}</g></svg>'
    return _rooted(svg, image.size)


def _palette(image: Image.Image, colors: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the label of each pixel, uint8 (H, W), and the colours that they name, uint8 (N, 3)."""
    reduced = image.quantize(colors, Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE)
    return np.asarray(reduced), np.array(reduced.getpalette(), np.uint8).reshape(-1, 3)


def _ground(image: Image.Image) -> str:
    """Return a rectangle of the commonest colour of eight."""
    labels, palette = _palette(image, 8)
    color = palette[np.bincount(labels.ravel()).argmax()].tobytes().hex()
    return f'<path fill="#{color}" d="M0 0h{image.width}v{image.height}H0z"/>'


def _potrace_outlines(mask: np.ndarray, speckles: int) -> str:
    """Return path data in tenths of a pixel, y up, of bool (H, W)."""
    height, width = mask.shape
    bitmap = b"P4 %d %d\n" % (width, height) + np.packbits(mask, axis=1).tobytes()
    command = ["potrace", "--svg", "--flat", "--turdsize", str(speckles), "-o", "-"]
    svg = subprocess.run(command, input=bitmap, check=True, capture_output=True).stdout.decode()
    return " ".join(" ".join(re.findall(r'<path d="([^"]*)"', svg)).split())


def _imagetracer(image: Image.Image, colors: int, speckles: int) -> str:
    _, palette = _palette(image, colors)  # its own fits worse
    named = [dict(zip("rgba", (*color, 255), strict=True)) for color in palette.tolist()]
    options = {"pal": named, "colorquantcycles": 1, "pathomit": speckles}
    return _rooted(_node("imagetracerjs", image, options), image.size, _ground(image))


def _neplex(image: Image.Image, speckles: int, difference: int) -> str:
    """Return polygons: splines take more bytes, and won on no picture that was tried."""
    colors = {"colorMode": 0, "hierarchical": 0, "colorPrecision": 8, "layerDifference": difference}
    polygons = {"mode": 1, "pathPrecision": 0, "cornerThreshold": 60, "lengthThreshold": 4}
    options = colors | polygons | {"maxIterations": 10, "spliceThreshold": 45, "filterSpeckle": speckles}
    return _rooted(_node("@neplex/vectorizer", image, options), image.size)


def _node(package: str, image: Image.Image, options: dict, **more) -> str:
    """Return what a package of npm makes of an image; `more` goes with the request."""
    rgba = base64.b64encode(image.convert("RGBA").tobytes()).decode()
    request = {"package": package, "width": image.width, "height": image.height, "rgba": rgba, "options": options}
    command = ["node", str(_NODE_SCRIPT)]
    return subprocess.run(
        command, input=json.dumps(request | more), check=True, stdout=subprocess.PIPE, encoding="utf-8"
    ).stdout


def _has_package(package: str) -> bool:
    command = ["node", "-e", f"require.resolve({json.dumps(package)})"]
    return bool(shutil.which("node")) and not subprocess.run(command, capture_output=True).returncode
