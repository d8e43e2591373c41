"""How near repaired SVGs come to what a browser draws of the originals.

    python -m benchmarks.repair FOLDER [--pairs OUT]

Each NAME.txt of the folder is repaired and drawn as the judge draws it. Where NAME.chrome.png lies beside it (384 x 384
pixels, from headless Chromium), the mean absolute difference in levels of 255 is printed; "-" where there is none.
`--pairs` writes NAME.svg and NAME.png, the browser's picture on the left and the repaired one on the right.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
from PIL import Image

from generators.gemma import repair_svg
from scoring import render


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pairs", type=Path, metavar="OUT")
    arguments = parser.parse_args()
    for path in sorted(arguments.folder.glob("*.txt")):
        began = time.monotonic()
        try:
            svg = repair_svg(path.read_text(encoding="utf-8"))
        except ValueError as error:
            print(f"{path.stem:28} {error}")
            continue
        seconds = time.monotonic() - began
        picture, expected = render(svg), path.with_suffix(".chrome.png")
        told = "-"
        if expected.exists():
            browser = Image.open(expected).convert("RGB").resize(picture.size)
            told = f"{np.abs(np.asarray(browser, float) - np.asarray(picture, float)).mean():.2f}"
            if arguments.pairs:
                arguments.pairs.mkdir(parents=True, exist_ok=True)
                (arguments.pairs / f"{path.stem}.svg").write_text(svg, encoding="utf-8")
                pair = Image.new("RGB", (2 * picture.width, picture.height))
                pair.paste(browser)
                pair.paste(picture, (picture.width, 0))
                pair.save(arguments.pairs / f"{path.stem}.png")
        print(f"{path.stem:28} {told:>7} {len(svg.encode()):6,} bytes {seconds:6.2f} s", flush=True)


if __name__ == "__main__":
    main()
