"""What figures were measured with: command, machine and versions, as the results say it."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path


def setting(command: str, packages: tuple[str, ...]) -> str:
    """Return a Markdown list of the command, the machine, and the versions of Python and `packages`."""
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return (
        f"- command: `{command}`\n"
        f"- machine: {_processor()}, {os.cpu_count()} cores, {platform.system()}\n"
        f"- versions: Python {platform.python_version()}, {versions}\n"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
