"""Command line of the illustrator: `python -m generators.illustrator "..." [-o FILE] [--seed N] [--explain]`."""

import argparse
import io
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from support import command_line
from support.files import check_writable, write_atomically

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


def picture_format(path: Path) -> str:
    """Pillow's name of the format that a file's extension stands for.  Raises ValueError where it can write none."""
    kind = Image.registered_extensions().get(path.suffix.lower())
    if kind not in Image.SAVE:
        raise ValueError(f"cannot write {path}: the extension must be that of a picture, such as .svg, .png or .jpg")
    return kind


def encoded(picture: Image.Image, path: Path, kind: str) -> bytes:
    """The bytes of the picture's file.  Raises ValueError where its format takes no picture in full colour."""
    buffer = io.BytesIO()
    try:
        picture.save(buffer, kind, **png_options(picture))
    except OSError as error:
        raise ValueError(f"cannot write {path}: {error}") from error
    return buffer.getvalue()


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m generators.illustrator", description="Draw a description.")
    made.add_argument("description")
    made.add_argument("-o", "--output", type=Path, default=Path("illustration.png"), metavar="FILE")
    made.add_argument("--seed", type=int, default=0, metavar="N")
    made.add_argument("--explain", action="store_true", help="print how the description was understood")
    made.add_argument("--openmoji", action="store_true", help="OpenMoji (CC BY-SA 4.0) for what is missing here")
    return made


def main(arguments: list[str] | None = None) -> int:
    commands = parser()
    args = commands.parse_args(arguments)
    try:
        vector = args.output.suffix.lower() == ".svg"
        kind = None if vector else picture_format(args.output)
        check_writable(args.output)  # before the work
        illustrator = with_openmoji() if args.openmoji else Illustrator()
        if args.explain:
            print(explain(illustrator.describe(args.description, args.seed)))
        if vector:
            (svg,) = illustrator.draw_svgs(args.description, 1, args.seed)
            write_atomically(args.output, svg.encode())
        else:
            (picture,) = illustrator.generate(args.description, 1, args.seed)
            write_atomically(args.output, encoded(picture, args.output, kind))
    except BrokenPipeError:
        raise
    except OSError as error:
        commands.error(f"cannot write {error.filename or 'standard output'}: {error.strerror or error}")
    except (ImportError, ValueError) as error:
        commands.error(str(error))
    print(args.output)
    return 0


if __name__ == "__main__":
    command_line.exit_with(main)
