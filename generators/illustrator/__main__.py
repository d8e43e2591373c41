"""Command line of the illustrator: `python -m generators.illustrator "..." [-o FILE] [--seed N] [--explain]`."""

import argparse
from pathlib import Path

from PIL.PngImagePlugin import PngInfo

from . import Illustrator


def explain(report: dict) -> str:
    """The report of `Illustrator.describe` as a tree."""
    lines = [report["description"]]
    for item in report["items"]:
        depth, parent = 1, item["parent"]
        while parent is not None:
            depth, parent = depth + 1, report["items"][parent]["parent"]
        words = [*item["names"], *item["materials"], *item["traits"]]
        count = f" x {item['count']}" if item["count"] else " (several)" if item["plural"] else ""
        lines.append(
            f"{'  ' * depth}{item['relation'] or 'subject'}: "
            f"{item['noun']} [{item['kind']}]{count} {' '.join(words)}".rstrip()
        )
    lines.append("placed, back to front:")
    lines += [f"  {note['drawn']}: {note['where']} {' '.join(note['colors'])}".rstrip() for note in report["placed"]]
    return "\n".join(lines)


def with_openmoji() -> Illustrator:
    from .openmoji import OpenMojiIllustrator

    return OpenMojiIllustrator()


def png_options(picture) -> dict:
    """What `Image.save` needs to write the picture's copyright notice, if it has one, as a text chunk."""
    if "Copyright" not in picture.info:
        return {}
    chunks = PngInfo()
    chunks.add_text("Copyright", picture.info["Copyright"])
    return {"pnginfo": chunks}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m generators.illustrator", description="Draw a description.")
    parser.add_argument("description")
    parser.add_argument("-o", "--output", default="illustration.png")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--explain", action="store_true", help="print how the description was understood")
    parser.add_argument("--openmoji", action="store_true", help="OpenMoji (CC BY-SA 4.0) for what is missing here")
    options = parser.parse_args()
    try:
        illustrator = with_openmoji() if options.openmoji else Illustrator()
    except ImportError as error:
        parser.error(str(error))
    if options.explain:
        print(explain(illustrator.describe(options.description, options.seed)))
    (picture,) = illustrator.generate(options.description, 1, options.seed)
    Path(options.output).parent.mkdir(parents=True, exist_ok=True)
    picture.save(options.output, **png_options(picture))
    print(options.output)


if __name__ == "__main__":
    main()
