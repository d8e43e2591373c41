"""Picture -> SVG: polygons are added where they remove most error for their bytes, and all of them refined together.

    target    what to aim at: the picture, partly as the judge will see it
    skies     what one gradient explains, before it is cut into bands
    rounds    new polygons -> refinement -> vertices that do not pay removed, others inserted -> colours shared
    overlays  from half of the rounds on, light and shade over many colours at once
    softness  of a photograph, where that pays: the whole drawing laid over itself, a little aside
    exchange  the least worthy is dropped and its bytes spent again
    closer    of a drawing: a finer raster, which tells where an edge is within a pixel
    finish    vertices laid on the grid, shifted where that pays, at last by SSIM; trimmed to the byte budget

What each part is worth, and what was tried in vain, stands in NOTES.md.
"""

from __future__ import annotations

import time
from copy import copy
from typing import NamedTuple

import numpy as np

from scoring.constraints import MAX_BYTES
from scoring.render import SIDE
from vectorizer.aim import MIN_SIDE, Aim, Mix
from vectorizer.candidates import add_polygons
from vectorizer.scene import Scene
from vectorizer.skies import add_skies
from vectorizer.softness import Softened

_RINGED = 4000  # bytes of a drawing, and fewer, at which rings are tried: with more, a disc upon a disc will do
_HOLLOW = 0.2  # else from half of the rounds on: of a region's gain, what it has left with its hole filled, at most
_FEW, _LITTLE = 3000, 1000  # bytes, and fewer: SSIM itself is aimed at from half of the rounds on, else at the end only
_MANY = 8000  # bytes, and more: each counts less, and so less is done for it
_ALIKE, _ALIKE_AT_LAST = 0.65, 0.8  # its share of the error then, and in the finish
_LAST_ALIKE = 0.3  # with more bytes, its share in the last sweeps
_COARSE, _COARSE_AT_LAST = 0.3, 0.6  # the share of coarse structure where light is soft, from half of the rounds on
_COARSE_LOST = 0.33  # of it, in a picture that has texture all over
_ROUNDS, _ROUND_BYTES = 8, 250  # rounds, with MAX_BYTES; what each should have to spend
_CLOSE = 2  # exchanges at the end that look closer at a drawing
_CLOSEST = 512  # pixels of the longer side at which they do, if there are more than _FEW bytes; else the judge's
_RATE = 0.6  # pixels that a step of refinement moves a vertex at most
_SHIFTS = 3  # sweeps over all vertices that time is kept for at the end
_UNSPENT = 0.01  # of the budget: more than that is spent again after a sweep
_FINISH_SHARE = 0.4  # of a time limit, kept for the finish at most
# Seconds, until measured.
_COSTS = {"correct": 0.04, "add": 0.05, "insert": 0.01, "remove": 0.01, "shift": 0.02, "flip": 0.01, "soften": 0.2}
_TRIMS = 3  # removals that trimming takes
_TRIM_FROM = 0.25  # of the price, at which the last trimming begins
_LITTLE_SAVED = 0.25  # of what is still to be saved: where a removal saved less, the price doubles
_LATER = 1.2  # what a step may cost, of what it cost last
_FINER, _FINEST = 1.3, 640  # the grid's growth in each exchange that begins with bytes to spare, and its limit
_SPARE, _LEAST_SPARE = 0.15, 150  # of the budget, and bytes: both of them and more, for a finer grid
_SPARE_CHEAP = 0.02  # instead, where a byte has come to be cheap
_CHEAPEST = 1.5  # the lowest price of a byte: less error than that cannot be seen
_PATH_WORTH = 20  # bytes: what regrouping may spend on one path fewer
_GRADIENT_BYTES = 100
_GRADIENT_SHARE = 0.5  # of the bytes that are left, for the gradients of one round at most
_GRADIENT_PRICE = 4 * _CHEAPEST  # the lowest: below, what a gradient adds cannot be seen
_SKY_BYTES = 34  # of the budget: the part of the error that the first gradients take off, each, and more
_LEAST_SHADED = 1500  # bytes of a budget that has gradients
_SHADED, _GRADIENT_WORTH = 0.5, 300  # part of the rounds after which gradients may come; bytes: three times their own
_OVERLAID = 0.45  # part of the rounds after which overlays may come
_LEAST_OVERLAID = 3000  # bytes of a budget that has overlays
_LEAST_SOFT = 1200  # bytes of a budget that has softness: with fewer it gains as often as it loses
_SOFT, _SOFTEST = 0.8, 1.4  # units of the grid that a softened drawing's copy lies aside, from one to the other
_OF_BEST = 0.85  # of what is best before the details have come, which softness makes pale
_KEPT = 0.92  # of the bytes in each exchange
_SHIFT_SHARE = 0.5  # of the price, for bytes that moving a vertex by a unit would save


class _Effort(NamedTuple):
    """How much is done where there is time for it."""

    tries: int  # of a beginning, up to _LITTLE bytes
    finished: int  # of them, the best so far; of which the best comes out
    exchanges: int
    steps: int  # of refinement after each round
    last_steps: int  # ... and before the finish
    sweeps: int  # over all vertices at the end, before the last ones
    most_sweeps: int  # while there are bytes to spend
    last_sweeps: int  # after those


_WHOLE = _Effort(1, 1, exchanges=4, steps=22, last_steps=40, sweeps=5, most_sweeps=20, last_sweeps=2)
_THOROUGH = _Effort(8, 2, exchanges=4, steps=30, last_steps=60, sweeps=7, most_sweeps=20, last_sweeps=2)
_DRAFT = _Effort(1, 1, exchanges=2, steps=22, last_steps=40, sweeps=0, most_sweeps=0, last_sweeps=1)


def trace(
    rgb: np.ndarray, max_bytes: int, *, seed: int = 0, time_limit_s: float | None = None, draft: bool = False
) -> str:
    """Return the SVG of at most `max_bytes` bytes that keeps as much of `rgb` as we can.

    Args:
        rgb: uint8 (H, W, 3), any size from 1 x 1, at least two colours.
        max_bytes: at least 300.
        seed: decides the sample that the palettes are fitted to.
        time_limit_s: seconds; what does not fit is left out.  Importing and compiling do not count.
        draft: as `vectorize` has it.

    >>> rgb = np.zeros((64, 64, 3), np.uint8)
    >>> rgb[:, 32:] = 255  # black on the left, white on the right
    >>> len(trace(rgb, 300, time_limit_s=0.5)) <= 300
    True
    """
    deadline = time.monotonic() + (np.inf if time_limit_s is None else time_limit_s)
    rng = np.random.default_rng(seed)
    aim = Aim(rgb, within_limit=max_bytes <= MAX_BYTES)
    effort = _DRAFT if draft else _THOROUGH if max_bytes < _MANY else _WHOLE
    begun = _beginnings(aim, max_bytes, rng, deadline, effort)
    if len(begun) > 1:
        begun.sort(key=_Beginning.likeness, reverse=True)
    finished = []
    for beginning in begun[: effort.finished]:
        began = time.monotonic()
        finished.append((beginning, beginning.finish(max_bytes, rng)))
        now = time.monotonic()
        if now + _LATER * (now - began) > deadline:
            break
    if len(finished) == 1:
        return finished[0][1]
    return max(finished, key=lambda one: one[0].likeness())[1]


class _Beginning(NamedTuple):
    """A scene that is to be finished."""

    scene: Softened
    aim: Aim  # its own, which moves with the scene
    price: float  # of a byte
    clock: _Clock

    def likeness(self) -> float:
        return self.aim.likeness(self.scene.rendered(*self.aim.size))

    def finish(self, max_bytes: int, rng: np.random.Generator) -> str:
        """Return the SVG; its polygons are the scene's from now on."""
        _look_closer(self.scene, self.aim, max_bytes, self.clock)
        return _finish(self.scene, self.aim, max_bytes, self.price, rng, self.clock)


def _beginnings(
    aim: Aim, max_bytes: int, rng: np.random.Generator, deadline: float, effort: _Effort
) -> list[_Beginning]:
    """Scenes of the picture: with few bytes several, as far as there is time to finish the best of them too."""
    size, grid = _resolution(aim.picture.shape, max_bytes)
    begun: list[_Beginning] = []
    start = time.monotonic()
    for turn in range(1, 1 + (effort.tries if max_bytes <= _LITTLE else 1)):
        aim, clock = copy(aim), _Clock(deadline - time.monotonic(), effort)
        scene = Softened(*aim.at(size), grid)
        begun.append(_Beginning(scene, aim, _build(scene, aim, max_bytes, rng, clock), clock))
        now = time.monotonic()
        finishing = effort.finished * clock.finish(effort.sweeps + effort.last_sweeps)
        if now + (now - start) / turn + finishing > deadline:
            break
    return begun


def _mix(aim: Aim, max_bytes: int) -> Mix:
    """What is aimed at from half of the rounds on; a drawing's edges need each pixel as it is."""
    if max_bytes <= (_LITTLE if aim.drawn else _FEW):
        return Mix(fine=_ALIKE)
    return Mix(coarse=_coarse(aim, _COARSE))


def _coarse(aim: Aim, share: float) -> float:
    """The share of coarse structure: less where there is texture, which is lost for it."""
    return share * (1 - _COARSE_LOST * aim.textured) if aim.shady else 0.0


def _mixes_at_last(aim: Aim, max_bytes: int) -> tuple[Mix, Mix]:
    """What is aimed at in the sweeps of the finish, and in the last of them."""
    before = _mix(aim, max_bytes)
    if not aim.judged:
        return before, before
    if before.fine:
        return Mix(fine=_ALIKE_AT_LAST), Mix(fine=_ALIKE_AT_LAST)
    return before, Mix(_LAST_ALIKE, _coarse(aim, _COARSE_AT_LAST))


def _ringed(aim: Aim, max_bytes: int, behind: float) -> float:
    """Up to which part of its gain, with its hole filled, a region is tried with its hole left out."""
    if aim.drawn and max_bytes <= _RINGED:
        return np.inf
    return _HOLLOW if behind >= 0.5 else -np.inf


def _resolution(shape: tuple[int, ...], max_bytes: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """((width, height) in pixels to work at, (width, height) of the viewBox): finer where there are bytes to say it."""
    height, width = shape[:2]
    share = max_bytes / MAX_BYTES
    side = np.clip(256 * share**0.45, 256, SIDE)
    grid = min(256 * share ** (0.45 if share > 1 else 0.2), 512)  # with few bytes, coarser edges cost more than digits
    longer = max(width, height)

    def fit(length):
        return max(MIN_SIDE, round(width * length / longer)), max(MIN_SIDE, round(height * length / longer))

    return fit(side), fit(grid)


def _finer(grid: tuple[int, int]) -> tuple[int, int]:
    factor = min(_FINER, _FINEST / max(grid))
    return round(grid[0] * factor), round(grid[1] * factor)


class _Clock:
    """The time there is, what to do in it, and what each kind of step took last."""

    def __init__(self, limit: float, effort: _Effort = _WHOLE):
        self.effort = effort
        self.limit, self.deadline = limit, time.monotonic() + limit
        self.cost = dict(_COSTS)

    def run(self, name: str, step, *arguments):
        """Return step(*arguments), whose time is remembered under `name`."""
        began = time.monotonic()
        result = step(*arguments)
        self.cost[name] = _LATER * (time.monotonic() - began)
        return result

    def scale(self, factor: float) -> None:
        """Expect each step to take `factor` times as long."""
        self.cost = {name: factor * cost for name, cost in self.cost.items()}

    def finish(self, sweeps: int) -> float:
        """Seconds that so many sweeps take, and then the trimming."""
        sweep = sum(self.cost[name] for name in ("correct", "add", "insert", "shift"))
        return sweeps * sweep + _TRIMS * self.cost["remove"]

    def exchange(self) -> float:
        """Seconds that an exchange takes, but for its refinement."""
        return sum(self.cost[name] for name in ("correct", "add", "insert", "flip")) + _TRIMS * self.cost["remove"]

    def left(self, sweeps: int = 1) -> float:
        """Seconds that are left if so many sweeps are to follow, and then the trimming."""
        return self.deadline - time.monotonic() - self.finish(sweeps)

    def before_finish(self) -> float:
        """Seconds until the finish should begin."""
        return self.deadline - time.monotonic() - min(self.finish(_SHIFTS), _FINISH_SHARE * self.limit)


def _shares(clock: _Clock, rounds: int):
    """Yield, for each of the rounds that there is time for and each exchange, two parts.

    The first is how far the rounds have come, 0 to 1, and 1 or more in exchanges; the second the part of the budget
    that should be full after this one.
    """
    position, cost = 0.0, _COSTS["add"]  # 0 to 1; seconds that a round may take
    for done in range(rounds + clock.effort.exchanges):
        began = time.monotonic()
        fitting = int(np.clip(clock.before_finish() / cost, 0, rounds))
        if position < 1:
            position += (1 - position) / max(1, min(rounds - done, fitting))
        elif not fitting:
            return
        yield done / rounds, min(position, 1.0) ** 1.3
        cost = _LATER * (time.monotonic() - began)


def _build(scene: Softened, aim: Aim, max_bytes: int, rng: np.random.Generator, clock: _Clock) -> float:
    """Fill the budget; return the price of a byte, in error, that the last polygons set."""
    price = np.inf
    if max_bytes >= _LEAST_SHADED:
        add_skies(scene, _SKY_BYTES / max_bytes)
    rounds = int(np.clip(max_bytes // _ROUND_BYTES, 1, _ROUNDS * max(1, max_bytes / MAX_BYTES) ** 0.5))
    for behind, share in _shares(clock, rounds):
        used = len(scene.svg())
        exchange = behind >= 1 and price < np.inf
        if exchange:
            left = round(rounds * (1 - behind)) + clock.effort.exchanges
            if left <= _CLOSE and max_bytes > _FEW:
                _look_closer(scene, aim, max_bytes, clock, left)
            spare = _SPARE_CHEAP if price <= 2 * _CHEAPEST else _SPARE
            if behind == 1 and clock.before_finish() > clock.cost["soften"]:  # the first exchange
                clock.run("soften", _soften, scene, aim, max_bytes)
            if max_bytes - used > max(spare * max_bytes, _LEAST_SPARE):
                scene.set_grid(_finer(scene.grid))
            used = _trim(scene, round(_KEPT * max_bytes), price, clock, highest=30 * price)
        if behind >= _OVERLAID and aim.shady and max_bytes >= _LEAST_OVERLAID and scene.count:
            scene.begin_overlays()
        room = share * max_bytes - used
        if room > 60:
            spent, paid = clock.run("add", add_polygons, scene, 1.2 * room, rng, _ringed(aim, max_bytes, behind))
            price = paid if spent else price
            if spent < 0.8 * room:  # all that is worth something is in: bytes are cheap
                price = max(0.3 * price, _CHEAPEST)
            if spent:
                scene.refine(clock.effort.steps, _RATE, lambda: clock.before_finish() <= 0)
        if not scene.count or price == np.inf or clock.before_finish() <= 0:
            continue
        if behind >= 0.5:
            clock.run("correct", aim.correct, scene, _mix(aim, max_bytes))
        if behind < _SHADED and max_bytes >= _LEAST_SHADED:
            left = max_bytes - len(scene.svg())
            scene.shade(_GRADIENT_WORTH * max(price, _GRADIENT_PRICE), _GRADIENT_SHARE * left / _GRADIENT_BYTES)
        elif behind >= _SHADED:
            scene.unshade(_GRADIENT_BYTES * price)
        clock.run("remove", scene.remove, 0.8 * price)
        clock.run("insert", scene.insert, 2 * price)
        if aim.drawn and behind >= 0.5:
            clock.run("flip", scene.flip, price)
        scene.regroup(_PATH_WORTH * price)
    return price


def _soften(scene: Softened, aim: Aim, max_bytes: int) -> None:
    """Soften a photograph where that brings what is seen nearer to the picture.

    The likeness is about a parabola of the softness.  Where its top is at less than half of the softest, nothing is
    gained at the end: details are to come, which softness makes pale.
    """
    if not aim.shady or max_bytes < _LEAST_SOFT:
        return
    previews = scene.previews((0.0, _SOFT, _SOFTEST), *aim.size)
    sharp, soft, softest = (aim.likeness(preview) for preview in previews)
    if softest > sharp:
        rise, last = (soft - sharp) / _SOFT, (softest - sharp) / _SOFTEST  # of the chords from 0
        bend = (last - rise) / (_SOFTEST - _SOFT)
        best = (_SOFT - rise / bend) / 2 if bend < 0 else np.inf
        scene.be_soft(round(float(np.clip(_OF_BEST * best, _SOFT, _SOFTEST)), 1))
        aim.correct(scene, _mix(aim, max_bytes))


def _look_closer(scene: Softened, aim: Aim, max_bytes: int, clock: _Clock, exchanges: int = 0) -> None:
    """Go on over a raster as fine as a drawing is, or nearly, if there is time for what follows."""
    for side in (_CLOSEST, SIDE) if max_bytes > _FEW else (SIDE,):
        finer = min(side, max(aim.shape)) / max(scene.width, scene.height)
        needed = finer**2 * (clock.finish(_SHIFTS) + exchanges * clock.exchange())
        if aim.drawn and finer > 1 and clock.deadline - time.monotonic() >= needed:
            size = round(finer * scene.width), round(finer * scene.height)
            scene.resize(*aim.at(size, scene.weight.mean() / finer**2))  # a price stays what it was
            clock.scale(finer**2)
            return


def _finish(scene: Softened, aim: Aim, max_bytes: int, price: float, rng: np.random.Generator, clock: _Clock) -> str:
    if scene.count:
        scene.refine(clock.effort.last_steps, 0.7 * _RATE, lambda: clock.left(_SHIFTS) <= 0)
        mix, last_mix = _mixes_at_last(aim, max_bytes)
        for sweep in range(clock.effort.most_sweeps):
            if sweep >= clock.effort.sweeps and not _unspent(len(scene.svg()), max_bytes):
                break
            price = _sweep(scene, aim, max_bytes, price, rng, clock, mix)
        for _ in range(clock.effort.last_sweeps):
            price = _sweep(scene, aim, max_bytes, price, rng, clock, last_mix)
        scene.part()
        _trim(scene, max_bytes, _TRIM_FROM * price, clock, exactly=True)
        scene.settle()
    return scene.svg()


def _sweep(
    scene: Softened, aim: Aim, max_bytes: int, price: float, rng: np.random.Generator, clock: _Clock, mix: Mix
) -> float:
    """Keep to the budget, spend what is left and move every vertex where that pays; return the price of a byte.

    Where there is no time for it nothing is done.
    """
    if clock.left() > 0:
        clock.run("correct", aim.correct, scene, mix)
        size = _trim(scene, max_bytes, _TRIM_FROM * price, clock, exactly=True)
        price = _top_up(scene, max_bytes, size, price, rng, clock)
        clock.run("shift", scene.shift, _SHIFT_SHARE * price)
    return price


def _top_up(scene: Scene, max_bytes: int, size: int, price: float, rng: np.random.Generator, clock: _Clock) -> float:
    """Spend what a text of `size` bytes leaves of the budget; return the price of a byte at which that succeeded."""
    room = _unspent(size, max_bytes)
    if room:
        clock.run("add", add_polygons, scene, room, rng)
        scene.render()
        scene.solve_colors()
        price = max(0.5 * price, _CHEAPEST)
        clock.run("insert", scene.insert, price)
    return price


def _unspent(size: int, max_bytes: int) -> int:
    """Bytes that are left to spend; 0 where they are too few to matter."""
    room = max_bytes - size
    return room if room > _UNSPENT * max_bytes else 0


def _trim(
    scene: Scene, max_bytes: int, price: float, clock: _Clock, highest: float = np.inf, exactly: bool = False
) -> int:
    """Drop what is worth least until the text has at most `max_bytes`, or the price is `highest`; return its length.

    Exactly: stops as soon as the text is short enough, though others are worth as little as what went last.
    """
    size = len(scene.svg())
    while size > max_bytes and price < highest:
        clock.run("remove", scene.remove, price, size - max_bytes if exactly else np.inf)
        before, size = size, len(scene.svg())
        far = before - size < _LITTLE_SAVED * (size - max_bytes)
        price = (2 if far or clock.left(0) <= 0 else 1.3) * price + 1e-3
    return size
