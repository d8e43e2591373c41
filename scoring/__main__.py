"""Score a finished submission as the competition would.

    python -m scoring submission.csv --questions questions.parquet [--seed N] [-o items.csv]

The submission has the columns id and svg; the questions are read as `scoring.tables.questions` says.  PaliGemma, CLIP
and the aesthetic head are found by weights/.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from support import command_line


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m scoring", description="Score a submission file.")
    parser.add_argument("submission", help=".csv or .parquet with id and svg")
    parser.add_argument("--questions", required=True, metavar="FILE", help="id, question, choices and answer")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the judge's random crops (default: 0)")
    parser.add_argument("-o", "--output", metavar="FILE", help="the score of every item as CSV")
    args = parser.parse_args(arguments)
    if not 0 <= args.seed < 2**32:
        parser.error(f"--seed must be between 0 and 2**32 - 1, not {args.seed}")
    from scoring import metric, tables
    from support.files import (  # after the arguments: pandas and torch take seconds to come
        check_writable,
        write_atomically,
    )

    try:
        if args.output:
            check_writable(args.output)
        solution, submission = (tables.read_table(Path(path)) for path in (args.questions, args.submission))
        items = metric.score_items(solution, submission, random_seed=args.seed)
    except (ValueError, OSError) as error:  # WeightsNotFound is a FileNotFoundError
        parser.error(str(error))
    if args.output:
        write_atomically(args.output, items.to_csv(index=False))
    means = items[["score", "vqa", "aesthetic", "ocr"]].mean()
    print("  ".join(f"{name} {value:.4f}" for name, value in means.items()), f" ({len(items)} items, seed {args.seed})")
    return 0


if __name__ == "__main__":
    command_line.exit_with(main)
