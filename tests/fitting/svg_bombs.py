"""Texts made to exhaust whoever repairs or draws them: `python -m tests.fitting.svg_bombs` sets them off.

It prints for each its name and what became of it, and at last the megabytes that it took at most.
"""

import contextlib
import resource
import sys

from fitting import repair_svg
from scoring import render, validate_svg

OPEN, RECT = '<svg viewBox="0 0 256 256">', '<rect width="200" height="200" fill="teal"/>'


def uses() -> str:
    groups = (f'<g id="a{i}">' + f'<use href="#a{i - 1}"/>' * 10 + "</g>" for i in range(20))
    return OPEN + RECT + "".join(groups) + '<use href="#a19"/>'


def patterns() -> str:
    filled = '<rect width="9" height="9" fill="url(#p{})"/>'
    nested = (f'<pattern id="p{i}" width=".01" height=".01">{filled.format(i - 1) * 5}</pattern>' for i in range(12))
    return OPEN + RECT + "".join(nested) + filled.format(11)


def filters() -> str:
    steps = '<filter id="f" width="1e9">' + '<feOffset dx="1e5"/>' * 500 + "</filter>"
    return f'<svg viewBox="0 0 9999 9999">{RECT}{steps}' + '<rect width="4000" height="4000" filter="url(#f)"/>' * 400


def entities() -> str:
    declared = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY a0 "a">{declared}]>{OPEN}<g id="{"&a9;" * 10**4}"/><text>&a9;</text>{RECT}'


def files() -> str:
    declared = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    links = '<image href="http://localhost/a"/><use href="/etc/passwd"/>'
    return f'{declared}{OPEN}<text>&e;</text><g id="&e;"/>{links}{RECT}'


def sizes() -> str:
    circle = '<circle r="1e308" cx="NaN" transform="scale(1e308)"/><path d="M NaN 1e308L-1e999 inf"/>'
    return f'<svg viewBox="0 0 1e308 1e-308" width="1e308" height="NaN">{RECT}{circle}</svg>'


def dashes() -> str:
    path = 'stroke="red" stroke-linecap="round" stroke-dasharray=".1" d="M0 0' + "L256 256L0 0" * 300
    return f'{OPEN}{RECT}<path {path}"/></svg>'


def shapes() -> str:
    rect = '<rect x="{}" y="{}" width="40" height="30" fill="#{:03x}"/>'
    return OPEN + "".join(rect.format(i * 37 % 256, i * 91 % 256, i % 4096) for i in range(6_000))


BOMBS = {
    "uses": uses,
    "patterns": patterns,
    "filters": filters,
    "entities": entities,
    "files": files,
    "sizes": sizes,
    "dashes": dashes,
    "shapes": shapes,
    "a megabyte of <g>": lambda: "<svg>" + "<g>" * 350_000,
    "100,000 nested": lambda: OPEN + '<g opacity=".9">' * 100_000 + RECT + "</g>" * 100_000,
    "1,000 nested": lambda: OPEN + '<g opacity=".9">' * 1_000 + RECT + "</g>" * 1_000,
    "a long path": lambda: OPEN + '<path fill="red" d="M0 0' + "L250 9L9 250" * 10**6,
    "a long number": lambda: OPEN + RECT + '<path d="M0 0L' + "9" * 10**7,
    "a long word": lambda: OPEN + RECT + "<g " + "a" * 10**7,
    "angles": lambda: OPEN + RECT + "<" * 10**7,
    "comments": lambda: OPEN + RECT + "<!--" * 10**6,
    "texts": lambda: OPEN + RECT + "<text>" * 10**6,
    "quotes": lambda: OPEN + RECT + "<g id=" + "\"'" * 10**6,
}


def main() -> None:
    repair_svg(f"<svg>{RECT}</svg>")  # what is imported late is imported now
    outside = ("socket.connect", "os.system", "subprocess.Popen")
    sys.addaudithook(lambda event, _: sys.exit(event) if event in outside else None)
    for name, make in BOMBS.items():
        try:
            svg = repair_svg(make())
        except ValueError as error:
            print(f"{name}: {type(error).__name__}", flush=True)
            continue
        validate_svg(svg)
        render(svg)
        print(f"{name}: SVG", flush=True)
    print(_peak_megabytes())


def _peak_megabytes() -> int:
    """Of this program alone: what getrusage tells goes back to the process that started it, before it did."""
    with contextlib.suppress(OSError), open("/proc/self/status") as file:
        return next(int(line.split()[1]) // 1024 for line in file if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
