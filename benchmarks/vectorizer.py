"""How much of a picture fits into a number of bytes: this project's vectorizer, other tracers, and pixels.

    python -m benchmarks.vectorizer                                        # the default pictures, 10,000 bytes
    python -m benchmarks.vectorizer --budgets 1000 2000 5000 10000 20000 50000
    python -m benchmarks.vectorizer --images DIR --limit 3 --out out/quick

Needs requirements-bench.txt.  Writes vectorizer.csv (a line for each picture), vectorizer.md (the means) and
vectorizer.png (judged SSIM against bytes and against seconds).  Without --images the pictures are ones that everybody
has: twelve that the illustrator draws, and scikit-learn's two photographs.

Every picture is cropped square.  What a method makes of it is compared at 384 x 384 pixels as drawn (psnr, ssim), and
after the image defence of the competition's judge (dpsnr, dssim); seconds are those of the method's call.
"""

from __future__ import annotations

import argparse
import io
import shlex
import sys
import time
from collections.abc import Callable
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

import numpy as np
from PIL import Image
from tqdm import tqdm

import generators
from benchmarks import baselines
from benchmarks.setting import setting
from scoring.constraints import MAX_BYTES, validate_svg
from scoring.render import render
from support.files import csv_text, write_atomically
from vectorizer import compare, pictures
from vectorizer.vectorize import MIN_BYTES, vectorize

METHODS: dict[str, Callable[[Image.Image, int], str | bytes]] = {
    "this project": vectorize,
    "vtracer, settings searched": baselines.vtracer_searched,
    "layered K-means polygons": baselines.layered_polygons,
    "JPEG": baselines.jpeg,
    "WebP": baselines.webp,
}

DESCRIPTIONS = (
    "a lighthouse on a cliff above the ocean",
    "a purple forest at dusk",
    "snowy mountains behind a calm lake",
    "a sunny meadow with a red barn",
    "the desert under a starry night",
    "gray wool coat with a faux fur collar",
    "a green dress with white dots",
    "blue jeans with silver buttons",
    "crimson rectangles forming a chaotic grid",
    "orange circles on a teal background",
    "a magenta pyramid beside a yellow sphere",
    "an armchair next to a tall lamp",
)

FIGURES = ("bytes", "psnr", "ssim", "dpsnr", "dssim", "seconds")
PACKAGES = ("numpy", "pillow", "opencv-python-headless", "scikit-learn", "numba", "cairosvg", "vtracer")


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = _parser()
    args = parser.parse_args(arguments)
    if min(args.budgets) < MIN_BYTES:
        parser.error(f"budgets must be at least {MIN_BYTES}, not {min(args.budgets)}")
    if args.limit is not None and args.limit < 1:
        parser.error(f"limit must be at least 1, not {args.limit}")
    try:
        args.out.mkdir(parents=True, exist_ok=True)  # better to fail now than after an hour
        images = (folder_pictures(args.images) if args.images else default_pictures())[: args.limit]
    except (OSError, ValueError) as error:
        parser.error(str(error))
    rows = measure_all(images, args.budgets)
    command = shlex.join(["python", "-m", "benchmarks.vectorizer", *arguments])
    note = "JPEG and WebP are no SVG: they show what pixels do with as many bytes."
    report = f"{table(rows)}\nMeans over {len(images)} pictures.  {note}\n\n{setting(command, PACKAGES)}"
    for name, data in ("csv", to_csv(rows)), ("md", report), ("png", plot(rows)):
        write_atomically(args.out / f"vectorizer.{name}", data)
    print(report)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.vectorizer", description=__doc__.splitlines()[0])
    parser.add_argument("--images", type=Path, metavar="DIR", help="pictures to measure on (default: see above)")
    parser.add_argument("--budgets", type=int, nargs="+", default=[MAX_BYTES], metavar="N", help="of bytes")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N pictures")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results", metavar="DIR")
    return parser


# -------------------------------------------------------------------------------------------------------- pictures


def default_pictures() -> list[tuple[str, Image.Image]]:
    """Return (name, square RGB image) of pictures that need nothing but the project's requirements."""
    from sklearn.datasets import load_sample_images

    illustrator = generators.load("illustrator")
    drawn = [(text, illustrator.generate(text, 1, 0)[0]) for text in DESCRIPTIONS]
    samples = load_sample_images()
    photographs = zip(samples.filenames, map(Image.fromarray, samples.images), strict=True)
    return [(Path(name).name, _center(image)) for name, image in [*drawn, *photographs]]


def folder_pictures(folder: Path) -> list[tuple[str, Image.Image]]:
    """Return (name, square RGB image) of every picture in `folder`, by name.  Raises ValueError when there is none."""
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        try:
            found.append((path.name, _center(pictures.read(path))))
        except ValueError:  # an index, a licence: what is no picture is not measured
            continue
    if not found:
        raise ValueError(f"no pictures in {folder}")
    return found


def _center(image: Image.Image) -> Image.Image:
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    return image.crop((left, top, left + side, top + side))


# --------------------------------------------------------------------------------------------------------- measure


def measure_all(images: list[tuple[str, Image.Image]], budgets: list[int]) -> list[dict]:
    """Return a row for each method, budget and picture."""
    rows = []
    jobs = [(method, budget, *image) for method in METHODS for budget in sorted(set(budgets)) for image in images]
    for method in METHODS.values():
        method(images[0][1], budgets[0])  # what is imported or compiled once is not counted
    for method, budget, name, image in tqdm(jobs, "measuring", disable=None):
        start = time.perf_counter()
        output = METHODS[method](image, budget)
        seconds = time.perf_counter() - start
        rows.append({"method": method, "budget": budget, "picture": name, **measure(output, image, budget, seconds)})
    return rows


def measure(output: str | bytes, image: Image.Image, budget: int, seconds: float) -> dict:
    """Return the `FIGURES` of what a method made of `image`: SVG text, or a picture file.

    Raises:
        ValueError: it has more bytes than `budget`, or is an SVG that the competition would refuse.
    """
    if isinstance(output, str):
        validate_svg(output, budget)
        size, drawn = len(output.encode()), render(output)
    else:
        size, drawn = len(output), Image.open(io.BytesIO(output)).convert("RGB")
    if size > budget:
        raise ValueError(f"{size} bytes, over the budget of {budget}")
    kept = compare.measure_picture(drawn, image)
    values = (size, kept.psnr, kept.ssim, kept.judged_psnr, kept.judged_ssim, seconds)
    return dict(zip(FIGURES, values, strict=True))


def means(rows: list[dict]) -> list[dict]:
    """Return, for each method and budget, the means of the figures and the median of the seconds."""
    groups: dict[tuple, list[dict]] = {}
    for row in rows:
        groups.setdefault((row["method"], row["budget"]), []).append(row)
    return [
        {"method": method, "budget": budget}
        | {name: float(np.mean([row[name] for row in group])) for name in FIGURES}
        | {"seconds": float(np.median([row["seconds"] for row in group]))}
        for (method, budget), group in groups.items()
    ]


# ---------------------------------------------------------------------------------------------------------- report


def to_csv(rows: list[dict]) -> str:
    rounded = ({key: f"{x:.4f}" if isinstance(x, float) else x for key, x in row.items()} for row in rows)
    return csv_text(list(rows[0]), rounded)


def table(rows: list[dict]) -> str:
    """Return a Markdown table of the means, one budget after the other."""
    lines = [
        "| budget | method | bytes | psnr | ssim | judged psnr | judged ssim | median seconds |",
        "|---:|---|---:|---:|---:|---:|---:|---:|",
    ]
    for mean in sorted(means(rows), key=lambda mean: mean["budget"]):  # within a budget in the methods' order
        lines.append(
            "| {budget:,} | {method} | {bytes:,.0f} | {psnr:.1f} | {ssim:.3f} | {dpsnr:.1f} | {dssim:.3f} "
            "| {seconds:.1f} |".format(**mean)
        )
    return "\n".join(lines) + "\n"


def plot(rows: list[dict]) -> bytes:
    """Return a PNG file: mean judged SSIM against mean bytes, and against median seconds."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (by_bytes, by_seconds) = pyplot.subplots(1, 2, figsize=(11, 4.5), sharey=True, layout="constrained")
    for method in METHODS:
        points = [mean for mean in means(rows) if mean["method"] == method]
        for axes, key in (by_bytes, "bytes"), (by_seconds, "seconds"):
            pixels = method in ("JPEG", "WebP")
            style = {"linestyle": ":" if pixels else "-", "marker": "o", "label": method}
            axes.plot([point[key] for point in points], [point["dssim"] for point in points], **style)
    for axes, label in (by_bytes, "bytes"), (by_seconds, "seconds a picture"):
        axes.set(xscale="log", xlabel=label)
        axes.grid(alpha=0.3)
    budgets = sorted({row["budget"] for row in rows})
    by_bytes.set_xticks(budgets, [f"{budget:,}" for budget in budgets])
    by_bytes.minorticks_off()
    by_bytes.set_ylabel("SSIM as the judge sees it")
    figure.legend(*by_bytes.get_legend_handles_labels(), loc="outside lower center", ncols=len(METHODS))
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=100)
    pyplot.close(figure)
    return file.getvalue()


if __name__ == "__main__":
    command_line.exit_with(main)
