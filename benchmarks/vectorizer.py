"""How much of a picture fits into a number of bytes: this project's vectorizer, other tracers, and pixels.

    python -m benchmarks.vectorizer                                        # the default pictures, 10,000 bytes
    python -m benchmarks.vectorizer --budgets 1000 2000 5000 10000 20000 50000
    python -m benchmarks.vectorizer --images DIR --limit 3 --out out/quick
    python -m benchmarks.vectorizer --adavec DIR    # of AdaVec's pictures: noto-emoji, fluent-emoji, iconfont in it
    python -m benchmarks.vectorizer --kodak DIR     # Kodak's 24 pictures, 25,000 bytes
    python -m benchmarks.vectorizer --methods "this project"    # it alone: the others' rows stay as they are

Needs requirements-bench.txt.  Tracers of requirements-peers.txt are measured where they are found, and named where not.

Writes vectorizer.csv (a line for each picture), vectorizer.md (the means), vectorizer.png (judged SSIM against bytes
and seconds) and, with --show, what each method drew; with --adavec and --kodak vectorizer-adavec and vectorizer-kodak,
without the plot but with published figures.  What is not measured now stays from the .csv that is there, as long as its
pictures are the same; the .csv is written after each method, so that a run that was cut short can go on with --methods.

Without a folder the pictures are ones that everybody has: twelve that the illustrator draws, and scikit-learn's two
photographs.  They, and those of --images, are cropped square.  What a method makes of them is compared at 384 x 384
pixels as drawn (psnr, ssim), and after the image defence of the competition's judge (dpsnr, dssim).  Those of --adavec
and --kodak are compared as they are: PSNR over RGB, SSIM over grey.  Seconds are those of the method's call, with the
search for its settings.
"""

from __future__ import annotations

import argparse
import shlex
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

from PIL import Image
from tqdm import tqdm

import generators
from benchmarks import baselines, tiles
from benchmarks import vectorizer_report as report
from benchmarks.setting import setting
from benchmarks.tracers import TRACERS, VTRACER, is_missing
from benchmarks.views import JUDGED, OWN_SIZE, View
from scoring.constraints import MAX_BYTES, validate_svg
from support.files import write_atomically
from vectorizer import pictures
from vectorizer.vectorize import MIN_BYTES, vectorize

Method = Callable[[Image.Image, int, View], "str | bytes"]
METHODS: dict[str, Method] = {
    "this project": lambda image, max_bytes, view: vectorize(image, max_bytes),
    VTRACER: baselines.vtracer_searched,
    **TRACERS,
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
CREDIT = (
    "The photographs, china.jpg by danielbuechele and flower.jpg by vultilion, come with scikit-learn (CC BY 2.0); "
    "they are cropped and drawn anew here."
)
ADAVEC, ADAVEC_SETS = "vectorizer-adavec", ("noto-emoji", "fluent-emoji", "iconfont")
KODAK, KODAK_BYTES = "vectorizer-kodak", 25_000
PACKAGES = ("numpy", "pillow", "opencv-python-headless", "scikit-learn", "numba", "cairosvg", "vtracer")


@dataclass(frozen=True)
class Subject:
    """What is measured on.

    Attributes:
        name: of the files that are written, without what follows the dot.
        images: (name, RGB image) of each picture; what stands before a slash in the name is its set.
        view: how what a method drew is compared with its picture.
        budgets: in bytes, where the command names none.
        credit: whose the pictures are, said where they are shown.
    """

    name: str
    images: list[tuple[str, Image.Image]]
    view: View = JUDGED
    budgets: tuple[int, ...] = (MAX_BYTES,)
    credit: str = ""


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = _parser()
    args = parser.parse_args(arguments)
    if args.budgets and min(args.budgets) < MIN_BYTES:
        parser.error(f"budgets must be at least {MIN_BYTES}, not {min(args.budgets)}")
    if args.limit is not None and args.limit < 1:
        parser.error(f"limit must be at least 1, not {args.limit}")
    try:
        methods = _chosen(args.methods)
        args.out.mkdir(parents=True, exist_ok=True)  # better to fail now than after an hour
        subject = _subject(args)
        stored = report.stored(args.out / f"{subject.name}.csv", subject.images)
    except (OSError, ValueError) as error:
        parser.error(str(error))
    budgets = sorted(set(args.budgets or subject.budgets))
    if args.show and args.show not in budgets:
        parser.error(f"show must be one of the budgets, {', '.join(map(str, budgets))}, not {args.show}")
    rows = report.merged([], stored, list(METHODS))
    for method in methods:
        outputs = [*measure_all(method, budgets, subject)]
        rows = report.merged([row for row, _ in outputs], rows, list(METHODS))
        write_atomically(args.out / f"{subject.name}.csv", report.to_csv(rows))
        shown = [output for row, output in outputs if row["budget"] == args.show]
        if shown:
            tiles.write(args.out, subject.name, method, subject.images, shown, args.show)
    command = shlex.join(["python", "-m", "benchmarks.vectorizer", *arguments])
    _write(subject, rows, methods, args.out, command)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.vectorizer", description=__doc__.splitlines()[0])
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--images", type=Path, metavar="DIR", help="pictures to measure on (default: see above)")
    what.add_argument("--adavec", type=Path, metavar="DIR", help=f"with the folders {', '.join(ADAVEC_SETS)}")
    what.add_argument("--kodak", type=Path, metavar="DIR", help="Kodak's pictures, 768 x 512 pixels")
    parser.add_argument("--budgets", type=int, nargs="+", metavar="N", help="of bytes")
    parser.add_argument("--methods", nargs="+", metavar="NAME", help="measure these alone, of those in the table")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N pictures, of each set")
    parser.add_argument("--show", type=int, metavar="N", help="also write what each method drew with N bytes")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results", metavar="DIR")
    return parser


def _chosen(names: list[str] | None) -> list[str]:
    """Return the methods to measure: those named, or all that are here."""
    if names is None:
        return [method for method in METHODS if not is_missing(method)]
    for name in names:
        if name not in METHODS:
            raise ValueError(f"methods must be of {', '.join(METHODS)}, not {name}")
        if is_missing(name):
            raise ValueError(f"{name} is not on this machine: requirements-peers.txt says how to get it")
    return [method for method in METHODS if method in names]


# -------------------------------------------------------------------------------------------------------- pictures


def _subject(args: argparse.Namespace) -> Subject:
    if args.adavec:
        missing = [name for name in ADAVEC_SETS if not (args.adavec / name).is_dir()]
        if missing:
            raise ValueError(f"no folder {missing[0]} in {args.adavec}")
        sets = {name: folder_pictures(args.adavec / name, square=False)[: args.limit] for name in ADAVEC_SETS}
        images = [(f"{name}/{picture}", image) for name, found in sets.items() for picture, image in found]
        return Subject(ADAVEC, images, OWN_SIZE)
    if args.kodak:
        found = folder_pictures(args.kodak, square=False)[: args.limit]
        return Subject(KODAK, found, OWN_SIZE, (KODAK_BYTES,))
    if args.images:
        return Subject("vectorizer", folder_pictures(args.images)[: args.limit])
    return Subject("vectorizer", default_pictures()[: args.limit], credit=CREDIT)


def default_pictures() -> list[tuple[str, Image.Image]]:
    """Return (name, square RGB image) of pictures that need nothing but the project's requirements."""
    from sklearn.datasets import load_sample_images

    illustrator = generators.load("illustrator")
    drawn = [(text, illustrator.generate(text, 1, 0)[0]) for text in DESCRIPTIONS]
    samples = load_sample_images()
    photographs = zip(samples.filenames, map(Image.fromarray, samples.images), strict=True)
    return [(Path(name).name, _center(image)) for name, image in [*drawn, *photographs]]


def folder_pictures(folder: Path, square: bool = True) -> list[tuple[str, Image.Image]]:
    """Return (name, RGB image) of every picture in `folder`, by name, cropped square or as it is.

    Raises:
        ValueError: there is none.
    """
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        try:
            image = pictures.read(path)
        except ValueError:  # an index, a licence: what is no picture is not measured
            continue
        found.append((path.name, _center(image) if square else image))
    if not found:
        raise ValueError(f"no pictures in {folder}")
    return found


def _center(image: Image.Image) -> Image.Image:
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    return image.crop((left, top, left + side, top + side))


# --------------------------------------------------------------------------------------------------------- measure


def measure_all(method: str, budgets: list[int], subject: Subject) -> Iterator[tuple[dict, str | bytes]]:
    """Yield, for each budget and picture, the row of the table and what the method made."""
    draw, view = METHODS[method], subject.view
    if method not in TRACERS:
        draw(subject.images[0][1], budgets[0], view)  # what is imported or compiled once is not counted
    jobs = [(budget, *image) for budget in budgets for image in subject.images]
    for budget, name, image in tqdm(jobs, method, disable=None):
        start = time.perf_counter()
        output = draw(image, budget, view)
        seconds = time.perf_counter() - start
        if isinstance(output, str) and method not in TRACERS:
            validate_svg(output, budget)
        row = {"method": method, "budget": budget, "picture": name, "pixels": report.fingerprint(image)}
        yield row | measure(output, image, budget, seconds, view), output


def measure(output: str | bytes, image: Image.Image, budget: int, seconds: float, view: View = JUDGED) -> dict:
    """Return bytes, the view's figures and seconds of what a method made of `image`: SVG text, or a picture file.

    Raises:
        ValueError: it has more bytes than `budget`.
        scoring.SVGRenderError: it cannot be drawn.
    """
    size = len(output.encode() if isinstance(output, str) else output)
    if size > budget:
        raise ValueError(f"{size} bytes, over the budget of {budget}")
    return {"bytes": size, **view.measure(output, image), "seconds": seconds}


# ---------------------------------------------------------------------------------------------------------- report


def _write(subject: Subject, rows: list[dict], measured: list[str], folder: Path, command: str) -> None:
    """Write the means and, where the judge's view is compared, the plot; print the means."""
    judged = subject.view is JUDGED
    table = report.table(rows) if judged else report.table_by_set(rows, report.published(subject.name))
    shown = tiles.section(folder, subject.name, list(METHODS), subject.images)
    packages = tuple(name for name in PACKAGES if name != "vtracer" or not is_missing(VTRACER))
    credit = f"{subject.credit}\n" if shown and subject.credit else ""
    parts = (table, _notes(subject, rows, measured), shown, credit, setting(command, packages))
    text = "\n".join(filter(None, parts))
    write_atomically(folder / f"{subject.name}.md", text)
    if judged:
        write_atomically(folder / f"{subject.name}.png", report.plot(rows, list(METHODS)))
    print(text)


def _notes(subject: Subject, rows: list[dict], measured: list[str]) -> str:
    """Return what has to be known to read the table."""
    found = {row["method"]: None for row in rows}
    kept = [method for method in found if method not in measured]
    absent = [method for method in METHODS if method not in found and is_missing(method)]
    pixels = "JPEG and WebP are no SVG: they show what pixels do with as many bytes."
    notes = [f"Means over {len(subject.images)} pictures.  {pixels}"]
    if subject.name == KODAK and [max(image.size) for _, image in subject.images] != [768] * 24:
        names = ", ".join(name for name, _ in subject.images[:5])
        notes.append(f"These ({names}) are not Kodak's 24 pictures of 768 x 512 pixels; the published figures are.")
    if kept:
        notes.append(f"From an earlier run, as they stood, their seconds too: {'; '.join(kept)}.")
    if absent:
        how = "requirements-peers.txt says how to get them"
        notes.append(f"Not on this machine, and so not in the table: {'; '.join(absent)} ({how}).")
    return "\n".join(notes) + "\n"


if __name__ == "__main__":
    command_line.exit_with(main)
