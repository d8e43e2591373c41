"""What all commands do alike: refuse in one line, take numbers that make sense, and end without a traceback.

    if __name__ == "__main__":  # above the imports that take long
        command_line.begin()

    parser = command_line.Parser(prog="batch.py", description="...")
    parser.add_argument("--workers", type=command_line.at_least(1), metavar="N")

    if __name__ == "__main__":
        command_line.exit_with(main, resume="python batch.py")
"""

from __future__ import annotations

import argparse
import io
import os
import shlex
import signal
import sys
from collections.abc import Callable

INTERRUPTED = 130  # what a shell reports of a program that Ctrl-C ended: 128 and the number of the signal
STANDARD_OUTPUT = "standard output"


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line; how the command is used says --help."""

    def error(self, message: str):
        """Exit with 2."""
        self.exit(2, f"{self.prog}: error: {message}\n")


def at_least(least: float) -> Callable[[str], float]:
    """Return an argument's type: a number of `least`'s own kind, whole or not, that is no smaller."""
    kind, words = (int, "a whole number") if isinstance(least, int) else (float, "a number")

    def number(text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"must be {words}, not {text!r}") from None
        if not value >= least:  # nor is what is no number at all
            raise argparse.ArgumentTypeError(f"must be at least {least:g}, not {text}")
        return value

    return number


def cannot_write(error: OSError) -> str:
    """Return what could not be written and why."""
    return f"cannot write {error.filename}: {error.strerror or error}" if error.filename else str(error)


def begin() -> None:
    """Let Ctrl-C end the process at once and without a traceback, until `exit_with`: while modules are imported."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # and is not ignored, as behind nohup
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def exit_with(main: Callable[[], int], resume: str | None = None) -> None:
    """Exit with what `main` returns, 130 when Ctrl-C ended it, 1 when whoever read its output has left, 2 when full.

    Args:
        main: the command.
        resume: how it is called, without its arguments, where the same call goes on with what was interrupted.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if sys.stdout:
        sys.stdout = _named(sys.stdout)
    try:
        sys.exit(_ended(main))
    except KeyboardInterrupt:
        print(f"\n{_how_to_go_on(resume) if resume else 'interrupted'}", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        _drop_output()
        sys.exit(1)
    except OSError as error:
        if error.filename != STANDARD_OUTPUT:
            raise
        _drop_output()
        print(f"{os.path.basename(sys.argv[0])}: error: {cannot_write(error)}", file=sys.stderr)
        sys.exit(2)


def _how_to_go_on(resume: str) -> str:
    """The command again, with an option that it takes to go on, such as --resume, once."""
    options = {word for word in resume.split() if word.startswith("--")}
    return f"stopped; to go on: {resume} {shlex.join(word for word in sys.argv[1:] if word not in options)}"


def _ended(main: Callable[[], int]) -> int | str | None:
    """What `main` ends with, and all that it printed with it: here a failure can still be said in a sentence."""
    try:
        code = main()
    except SystemExit as end:
        code = end.code
    try:
        if sys.stdout:
            sys.stdout.flush()
    except OSError:
        if not code:
            raise
        _drop_output()  # the command has said so itself
    return code


class _StandardOutput(io.FileIO):
    """Descriptor 1; its errors say whose they are, as those of named files do."""

    def write(self, data) -> int:
        try:
            return super().write(data)
        except OSError as error:
            raise OSError(error.errno, error.strerror, STANDARD_OUTPUT) from error


def _named(stdout: io.TextIOWrapper) -> io.TextIOWrapper:
    stdout.flush()
    raw = io.BufferedWriter(_StandardOutput(stdout.fileno(), "w", closefd=False))
    return io.TextIOWrapper(raw, stdout.encoding, stdout.errors, line_buffering=stdout.line_buffering)


def _drop_output() -> None:
    """Send what waits to be printed nowhere: Python would complain once more, when it prints it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
