"""The judge's image defence as it is here against the plain way: how much faster, and are the bytes the same?

    python -m benchmarks.defense                      # benchmarks/results/defense.md
    python -m benchmarks.defense --images DIR --limit 3 --out out/quick

The plain way is the competition's: PIL's median filter, and NumPy's whole complex transform, shifted, masked and
shifted back, for one channel after the other.  Crop, JPEG and bilateral filter are the same in both.  The pictures are
those of benchmarks.vectorizer at the metric's 384 x 384, and one of noise; each is timed in turn both ways, several
times, and the least counts.
"""

from __future__ import annotations

import argparse
import io
import shlex
import sys
import time
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

import cv2
import numpy as np
from PIL import Image, ImageFilter
from tqdm import tqdm

from benchmarks.setting import setting
from benchmarks.vectorizer import default_pictures, folder_pictures
from scoring.defense import defend
from scoring.render import SIDE
from support.files import write_atomically

PACKAGES = ("numpy", "pillow", "opencv-python-headless")


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = _parser()
    args = parser.parse_args(arguments)
    if min(args.repeats, 1 if args.limit is None else args.limit) < 1:
        parser.error("limit and repeats must be at least 1")
    try:
        args.out.mkdir(parents=True, exist_ok=True)
        named = folder_pictures(args.images) if args.images else default_pictures()
    except (OSError, ValueError) as error:
        parser.error(str(error))
    pictures = [image.resize((SIDE, SIDE), Image.Resampling.LANCZOS) for _, image in named[: args.limit]]
    jobs = enumerate(tqdm([noise(), *pictures], "measuring", leave=False, disable=None))
    rows = [measure(picture, seed, args.repeats) for seed, picture in jobs]
    command = shlex.join(["python", "-m", "benchmarks.defense", *arguments])
    report = f"{table(rows)}\n{setting(command, PACKAGES)}"
    write_atomically(args.out / "defense.md", report)
    print(report)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.defense", description=__doc__.splitlines()[0])
    parser.add_argument("--images", type=Path, metavar="DIR", help="pictures to measure on (default: see above)")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N pictures, and noise")
    parser.add_argument("--repeats", type=int, default=5, metavar="N", help="of each picture (default: 5)")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results", metavar="DIR")
    return parser


def noise() -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (SIDE, SIDE, 3), dtype=np.uint8))


# ------------------------------------------------------------------------------------------------------ the plain way


def plain_defend(image: Image.Image, seed: int) -> Image.Image:
    """What `scoring.defend` returns, step by step; RGB in and out."""
    image = _jpeg(_crop(image, np.random.RandomState(seed)), 95).filter(ImageFilter.MedianFilter(9))
    pixels = np.array(image)
    for channel in range(3):
        pixels[..., channel] = _low_pass(pixels[..., channel])
    return _jpeg(Image.fromarray(cv2.bilateralFilter(pixels, 5, 75, 75)), 92)


def _low_pass(plane: np.ndarray) -> np.ndarray:
    """uint8 (H, W) in and out."""
    height, width = plane.shape
    radius = int(min(height // 2, width // 2) * 0.5)
    y, x = np.ogrid[:height, :width]
    circle = (y - height // 2) ** 2 + (x - width // 2) ** 2 <= radius**2
    spectrum = np.fft.fftshift(np.fft.fft2(plane.astype(np.float32)))
    kept = np.fft.ifft2(np.fft.ifftshift(spectrum * circle)).real
    return np.clip(kept, 0, 255).astype(np.uint8)


def _crop(image: Image.Image, rng: np.random.RandomState) -> Image.Image:
    width, height = image.size
    left, top, right, bottom = (rng.randint(0, int(side * 0.03) + 1) for side in (width, height, width, height))
    return image.crop((left, top, width - right, height - bottom)).resize(image.size, Image.Resampling.BILINEAR)


def _jpeg(image: Image.Image, quality: int) -> Image.Image:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return Image.open(file).convert("RGB")


# ----------------------------------------------------------------------------------------------------------- measure


def measure(picture: Image.Image, seed: int, repeats: int) -> dict:
    """Return milliseconds both ways, and the largest difference of a byte between the two results."""
    ways = {"plain": plain_defend, "ours": defend}
    least, results = dict.fromkeys(ways, float("inf")), {}
    for _ in range(repeats):
        for way, function in ways.items():
            start = time.perf_counter()
            results[way] = np.asarray(function(picture, seed))
            least[way] = min(least[way], 1000 * (time.perf_counter() - start))
    return {**least, "difference": int(np.abs(results["ours"].astype(int) - results["plain"]).max())}


def table(rows: list[dict]) -> str:
    plain, ours = (float(np.mean([row[way] for row in rows])) for way in ("plain", "ours"))
    equal, largest = sum(row["difference"] == 0 for row in rows), max(row["difference"] for row in rows)
    return (
        "| way | ms a picture |\n|---|---:|\n"
        f"| PIL's median, NumPy's whole transform | {plain:.1f} |\n| scoring.defend | {ours:.1f} |\n\n"
        f"{plain / ours:.1f} times as fast; {equal} of {len(rows)} pictures have the same bytes, "
        f"the largest difference is {largest} of 255.\n"
    )


if __name__ == "__main__":
    command_line.exit_with(main)
