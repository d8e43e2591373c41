"""Score a finished submission as the competition would.

    python -m scoring submission.csv --questions questions.parquet [--seed N] [-o items.csv]

The submission has the columns id and svg; the questions are read as `scoring.tables.questions` says.  PaliGemma, CLIP
and the aesthetic head are looked for as `weights.find` says.
"""

from __future__ import annotations

from pathlib import Path

from support import command_line
from support.files import check_writable, write_atomically
from support.seeds import check_seed


def main(arguments: list[str] | None = None) -> int:
    parser = command_line.Parser(prog="python -m scoring", description="Score a submission file.")
    parser.add_argument("submission", help=".csv or .parquet with id and svg")
    parser.add_argument("--questions", required=True, metavar="FILE", help="id, question, choices and answer")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the judge's random crops (default: 0)")
    parser.add_argument("-o", "--output", metavar="FILE", help="the score of every item as CSV")
    args = parser.parse_args(arguments)
    try:
        check_seed(args.seed)
    except ValueError as error:
        parser.error(f"--{error}")
    import weights
    from scoring import metric, tables  # after the arguments: pandas takes a second to come

    try:
        if args.output:
            check_writable(args.output)
        solution, submission = (tables.read_table(Path(path)) for path in (args.questions, args.submission))
        items = metric.score_items(solution, submission, random_seed=args.seed)
    except weights.WeightsNotFound as error:
        missing = weights.missing(weights.JUDGE)
        said = f"no {', '.join(missing)} weights were found; {weights.how_to_get_all(missing)}"
        parser.error(said if len(missing) > 1 else str(error))
    except (ValueError, OSError) as error:
        parser.error(str(error))
    if args.output:
        write_atomically(args.output, items.to_csv(index=False))
    means = items[["score", "vqa", "aesthetic", "ocr"]].mean()
    print("  ".join(f"{name} {value:.4f}" for name, value in means.items()), f" ({len(items)} items, seed {args.seed})")
    return 0


if __name__ == "__main__":
    command_line.exit_with(main)
