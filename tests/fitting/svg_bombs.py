"""Texts made to exhaust whoever repairs or draws them: `python -m tests.fitting.svg_bombs` sets them off.

It prints for each its name and what became of it, and at last the megabytes that it took at most.
"""

import base64
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


def style(sheet: str, body: str = RECT) -> str:
    return f"{OPEN}<style>{sheet}</style>{body}</svg>"


def selectors() -> str:
    slow = "* * * * * * * * * *{x:1} rect~rect~rect~rect{x:1} :has(* * *){x:1} :nth-child(2n of rect~rect){x:1}"
    return style(slow + "rect:nth-of-type(3n){x:1} *{x:1}" * 500, "<g>" * 30 + RECT * 1_000)


def variables() -> str:
    doubling = "".join(f"--a{i}:var(--a{i + 1}) var(--a{i + 1});" for i in range(60))
    chain = "".join(f"--b{i}:var(--b{i + 1});" for i in range(1_000))
    return style(f"*{{{doubling}--a60:;{chain}--c:var(--d);--d:var(--c);fill:var(--a0,var(--b0,var(--c,teal)))}}")


def clips() -> str:
    clip = '<clipPath id="c{}" clip-path="url(#c{})">{}</clipPath>'
    circle = '<circle cx="99" cy="99" r="90" clip-path="url(#c{0})"/>' * 20
    chain = "".join(clip.format(i, i + 1, circle.format(i + 1)) for i in range(30))
    return f'{OPEN}{chain}<clipPath id="c30" clip-path="url(#c0)"/><g clip-path="url(#c0)">{RECT * 50}</g>{RECT}'


def cuts() -> str:
    curves = "".join(f"C{i * 37 % 200} {i * 91 % 211} {i * 17 % 199} {i * 71 % 193} 9 {i % 200}" for i in range(500))
    clip, shape = '<clipPath id="c{}"><path d="M0 0{}"/></clipPath>', '<g clip-path="url(#c{})">{}</g>'
    path = f'<path stroke="red" stroke-dasharray=".01" d="M0 0{curves[:3_000]}"/>'
    return (
        OPEN
        + RECT
        + clip.format(1, curves)
        + clip.format(2, curves[:1_200])
        + "".join(shape.format(i % 3, path) for i in range(15))
    )


def copies() -> str:
    inside = '<use href="#u" clip-path="url(#c)" style="transform-box:fill-box;transform-origin:center;rotate:9deg"/>'
    return f'{OPEN}<clipPath id="c"><use href="#u"/></clipPath><g id="u">{inside * 20}{RECT}</g>'


def wrapped() -> str:
    text = OPEN + RECT
    for _ in range(4):
        text = "data:image/svg+xml;base64," + base64.b64encode(text.encode()).decode()
    return text


BOMBS = {
    "selectors": selectors,
    "variables": variables,
    "clips": clips,
    "cuts": cuts,
    "copies": copies,
    "wrapped": wrapped,
    "brackets in CSS": lambda: style("a{fill:" + "(" * 50_000 + "}"),
    "comments in CSS": lambda: style("/* a " * 10_000 + "*/"),
    "nots in CSS": lambda: style(":not(" * 2_000 + "a" + ")" * 2_000 + "{fill:red}"),
    "plain entities": lambda: f'<!DOCTYPE svg [<!ENTITY a "{"x" * 2_000}">]>{OPEN}{RECT}<g id="{"&a;" * 20_000}"/>',
    "scales": lambda: OPEN + RECT + '<g transform="scale(1e5)">' * 30 + RECT,
    "far circles": lambda: OPEN + RECT + '<circle cx="1e25" r="1e300" stroke="red"/>' * 20,
    "a tiny page": lambda: '<svg viewBox="0 0 1e-5 1e-5"><circle r="1e-5"/>' + '<circle r="1e300" stroke="red"/>' * 20,
    "nested pages": lambda: OPEN + RECT + '<svg width="1e9" height="1e9" viewBox="0 0 1e-5 1e-5">' * 38 + RECT,
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
