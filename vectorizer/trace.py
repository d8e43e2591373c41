"""Picture -> SVG: polygons are added where they remove most error for their bytes, and all of them refined together.

    target    what to aim at: the picture, partly as the judge will see it
    rounds    new polygons -> refinement -> vertices that do not pay removed, others inserted -> colours shared
    exchange  the least worthy is dropped and its bytes spent again
    finish    vertices laid on the grid, shifted where that pays; trimmed to the byte budget

What each part is worth, and what was tried in vain, stands in NOTES.md.
"""

from __future__ import annotations

import time

import cv2
import numpy as np
from PIL import Image

from scoring.defense import smooth
from vectorizer.candidates import add_polygons
from vectorizer.scene import Scene

_F = np.float32
_JUDGE_SIZE = 384
_MIN_SIDE = 8
_MEDIAN_SHARE = 0.25  # of the target that is median filtered, as the judge will do; the rest is the picture itself
_TEXTURED = 3.0  # median over the picture of the local standard deviation; below, the median's share falls to 0
_FEEDBACK = 0.08  # of the difference that the judge would see, added to the target in each round
_ROUNDS, _EXCHANGES = 8, 4
_STEPS, _LAST_STEPS, _RATE = 50, 80, 0.6  # of refinement after each round and at the end; pixels
_SHIFTS, _MOST_SHIFTS = 3, 20  # sweeps over all vertices at the end: at least, and while there are bytes to spend
_UNSPENT = 0.03  # of the budget: more than that is spent again after a sweep
_FINISH_S, _FINISH_SHARE = 0.3, 0.4  # where time is limited, so much of it is kept for the finish: seconds, share
_SWEEP_S, _SHIFT_S = 0.18, 0.12  # seconds that a first sweep takes without its shifts, and these
_FINER, _FINEST = 1.3, 640  # the grid's growth in each exchange that begins with bytes to spare, and its limit
_CHEAPEST = 1.5  # the lowest price of a byte: less error than that cannot be seen
_PATH_WORTH = 20  # bytes: what regrouping may spend on one path fewer
_KEPT = 0.92  # of the bytes in each exchange
_SHIFT_SHARE = 0.5  # of the price, for bytes that moving a vertex by a unit would save


def trace(rgb: np.ndarray, max_bytes: int, *, seed: int = 0, time_limit_s: float | None = None) -> str:
    """Return the SVG of at most `max_bytes` bytes that keeps as much of `rgb` as we can.

    Args:
        rgb: uint8 (H, W, 3), any size from 1 x 1, at least two colours.
        max_bytes: at least 300.
        seed: decides the sample that the palettes are fitted to.
        time_limit_s: seconds; what does not fit is left out.  Importing and compiling do not count.
    """
    limit = np.inf if time_limit_s is None else time_limit_s
    deadline = time.monotonic() + limit
    rng = np.random.default_rng(seed)
    aim = _Aim(rgb)
    size, grid = _resolution(aim.picture.shape, max_bytes)
    scene = Scene(aim.target(size), aim.weight(size), grid)
    price = _build(scene, aim, max_bytes, rng, _Plan(deadline - min(_FINISH_S, _FINISH_SHARE * limit)))
    return _finish(scene, aim, max_bytes, price, rng, deadline)


def _resolution(shape: tuple[int, ...], max_bytes: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """((width, height) in pixels to work at, (width, height) of the viewBox): finer where there are bytes to say it."""
    height, width = shape[:2]
    plenty = (max_bytes / 10_000) ** 0.35
    side, grid = np.clip(256 * max(1, plenty), 256, 384), np.clip(256 * plenty, 96, 512)
    longer = max(width, height)

    def fit(length):
        return max(_MIN_SIDE, round(width * length / longer)), max(_MIN_SIDE, round(height * length / longer))

    return fit(side), fit(grid)


def _finer(grid: tuple[int, int]) -> tuple[int, int]:
    factor = min(_FINER, _FINEST / max(grid))
    return round(grid[0] * factor), round(grid[1] * factor)


class _Aim:
    """What the scene should look like, and how the judge sees what it looks like so far."""

    def __init__(self, rgb: np.ndarray):
        scale = _JUDGE_SIZE / max(rgb.shape[:2])
        size = [max(_MIN_SIDE, round(side * scale)) for side in (rgb.shape[1], rgb.shape[0])]
        self.picture = np.asarray(Image.fromarray(rgb).resize(size, Image.Resampling.LANCZOS))
        self.median = cv2.medianBlur(self.picture, 9)
        x = self.median.astype(_F)
        mean = cv2.blur(x, (7, 7))
        self.variance = np.maximum(cv2.blur(x * x, (7, 7)) - mean * mean, 0).mean(2)
        self.judged = np.asarray(smooth(Image.fromarray(self.picture))).astype(_F)

    def target(self, size: tuple[int, int]) -> np.ndarray:
        """float32 (H, W, 3)."""
        calm = np.median(np.sqrt(self.variance))
        share = _MEDIAN_SHARE * min(1, calm / _TEXTURED)
        return _resize(share * self.median.astype(_F) + (1 - share) * self.picture, size)

    def weight(self, size: tuple[int, int]) -> np.ndarray:
        """float32 (H, W), mean 1: more where the picture is calm, as SSIM sees it (Wang et al. 2004, C2 = 58.5).

        An error e in a window of variance v costs SSIM about e**2 / (2 v + C2); its square root is a compromise with
        plain squared error.
        """
        weight = 1 / np.sqrt(2 * np.minimum(self.variance, 400) + 58.5)
        return _resize(weight / weight.mean(), size)

    def correct(self, scene: Scene) -> None:
        """Move the scene's target against the difference that the judge would see now (iterative back-projection)."""
        height, width = self.picture.shape[:2]
        seen = np.asarray(smooth(Image.fromarray(scene.rendered(width, height)))).astype(_F)
        scene.target += _FEEDBACK * _resize(self.judged - seen, (scene.width, scene.height))


def _resize(x: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    return np.ascontiguousarray(cv2.resize(x, size, interpolation=cv2.INTER_AREA), _F)


class _Plan:
    """How much of the budget to fill, round by round, in the time there is."""

    def __init__(self, end: float):
        self.end = end  # time.monotonic() at which the finish should begin
        self.position, self.rounds, self.cost = 0.0, 0, 0.05  # 0 to 1; done; seconds that a round may take
        self._began = time.monotonic()

    def left(self) -> float:
        """Seconds until the finish should begin."""
        return self.end - time.monotonic()

    def out_of_time(self) -> bool:
        return self.left() <= 0

    def shares(self):
        """Yield the part of the budget to fill in each round, then 1.0 for each exchange."""
        while self.rounds < _ROUNDS + _EXCHANGES:
            began = time.monotonic()
            fitting = int(np.clip(self.left() / self.cost, 0, _ROUNDS))
            if self.position < 1:
                self.position += (1 - self.position) / max(1, min(_ROUNDS - self.rounds, fitting))
            elif not fitting:
                return
            yield min(self.position, 1.0) ** 1.3
            self.rounds += 1
            self.cost = 1.15 * (time.monotonic() - began)


def _build(scene: Scene, aim: _Aim, max_bytes: int, rng: np.random.Generator, plan: _Plan) -> float:
    """Fill the budget; return the price of a byte, in error, that the last polygons set."""
    price = np.inf
    for share in plan.shares():
        used = len(scene.svg())
        exchange = plan.rounds >= _ROUNDS and price < np.inf
        if exchange:
            used = _trim(scene, round(_KEPT * max_bytes), price, 30 * price)
            if used < 0.85 * max_bytes:
                scene.set_grid(_finer(scene.grid))
                used = len(scene.svg())
        room = share * max_bytes - used
        if room > 60:
            spent, worst = add_polygons(scene, 1.2 * room, rng)
            price = min(price, worst)
            if spent < 0.8 * room:  # all that is worth something is in: bytes are cheap
                price = max(0.3 * price, _CHEAPEST)
            if spent:
                scene.refine(_STEPS, _RATE, plan.out_of_time)
        if not scene.count or price == np.inf or plan.out_of_time():
            continue
        if plan.rounds >= _ROUNDS // 2:
            aim.correct(scene)
        scene.remove(0.8 * price)
        scene.insert(2 * price)
        scene.regroup(_PATH_WORTH * price)
    return price


def _finish(scene: Scene, aim: _Aim, max_bytes: int, price: float, rng: np.random.Generator, deadline: float) -> str:
    if scene.count:
        scene.refine(_LAST_STEPS, 0.7 * _RATE, lambda: time.monotonic() > deadline - _SHIFTS * _SWEEP_S)
        cost = _SWEEP_S
        for sweep in range(_MOST_SHIFTS):
            began = time.monotonic()
            if began + cost >= deadline or (sweep >= _SHIFTS and not _unspent(scene, max_bytes)):
                break
            aim.correct(scene)
            price = _top_up(scene, max_bytes, price, rng)
            if time.monotonic() + _SHIFT_S < deadline:
                scene.shift(_SHIFT_SHARE * price)
            cost = 1.3 * (time.monotonic() - began)  # of the next sweep, and of what comes after it
        _trim(scene, max_bytes, 0.5 * price, np.inf, deadline)
    return scene.svg()


def _top_up(scene: Scene, max_bytes: int, price: float, rng: np.random.Generator) -> float:
    """Spend what is left of the budget; return the price that did."""
    room = _unspent(scene, max_bytes)
    if room:
        add_polygons(scene, room, rng)
        scene.render()
        scene.solve_colors()
        price = max(0.5 * price, _CHEAPEST)
        scene.insert(price)
    return price


def _unspent(scene: Scene, max_bytes: int) -> int:
    """Bytes that are left to spend; 0 where they are too few to matter."""
    room = max_bytes - len(scene.svg())
    return room if room > _UNSPENT * max_bytes else 0


def _trim(scene: Scene, max_bytes: int, price: float, highest: float, deadline: float = np.inf) -> int:
    """Drop what is worth least until the text has at most `max_bytes`, or the price is `highest`; return its length."""
    size = len(scene.svg())
    while size > max_bytes and price < highest:
        scene.remove(price)
        price = (1.3 if time.monotonic() < deadline else 2) * price + 1e-3
        size = len(scene.svg())
    return size
