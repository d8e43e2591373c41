"""What runs in a worker process: a job in, as a line of JSON on standard input; its events out, a line each.

An event is [name, data].  The last one of a job is "end", or "error" with why it has none.
"""

from __future__ import annotations

import json
import logging
import os
import sys

_WORDS = 400  # characters of an error


def main() -> None:
    """Work until standard input ends, as it does when the server is gone."""
    events = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no event
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)

    def tell(name: str, data: dict) -> None:
        print(json.dumps([name, data]), file=events, flush=True)

    from web import drawing

    drawing.prepare()
    tell("ready", {})
    for line in sys.stdin:
        try:
            for name, data in drawing.work(json.loads(line)):
                tell(name, data)
        except Exception as error:  # of one job; the next ones go on
            tell("error", {"message": _said(error)})
        else:
            tell("end", {})


def _said(error: Exception) -> str:
    words = " ".join(str(error).split())[:_WORDS]
    return words if isinstance(error, ValueError | FileNotFoundError) else f"{type(error).__name__}: {words}"


if __name__ == "__main__":
    main()
