"""How every command ends, also when it is cut short: without a traceback.

    if __name__ == "__main__":
        command_line.exit_with(main)
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable


def exit_with(main: Callable[[], int]) -> None:
    """Exit with what `main` returns; 1 when it is interrupted or when whoever read its output has left."""
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("\ninterrupted")
    except BrokenPipeError:  # Python would complain once more, when it flushes the output at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
