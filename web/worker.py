"""What runs in a worker process: a job in, as a line of JSON on standard input; its events out, a line each.

An event is [name, data].  The last one of a job is "end", or "error" with why it has none.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from contextlib import nullcontext

_WORDS = 400  # characters of an error
_CPU_S, _MEGABYTES = 600.0, 3000  # for a job without a large model; process.py limits how long it may take


def main() -> None:
    """Work until standard input ends, as it does when the server is gone."""
    events = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no event
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)

    def tell(name: str, data: dict) -> None:
        print(json.dumps([name, data]), file=events, flush=True)

    from scoring.render_worker import limits
    from web import drawing
    from web.asking import is_weighty

    drawing.prepare()
    tell("ready", {})
    for line in sys.stdin:
        job = json.loads(line)
        try:
            with nullcontext() if is_weighty(job) else limits(_CPU_S, _MEGABYTES):
                for name, data in drawing.work(job):
                    tell(name, data)
        except Exception as error:  # of one job; the next ones go on
            tell("error", {"message": _said(error)})
        else:
            tell("end", {})


def _said(error: Exception) -> str:
    words = " ".join(str(error).split())[:_WORDS]
    if isinstance(error, MemoryError):
        return f"this takes more than {_MEGABYTES:,} megabytes"
    return words if isinstance(error, ValueError | FileNotFoundError) else f"{type(error).__name__}: {words}"


if __name__ == "__main__":
    main()
