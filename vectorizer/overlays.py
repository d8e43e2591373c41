"""Overlays: what is lighter or darker over many colours at once, as one translucent path a level."""

from __future__ import annotations

import numpy as np

from vectorizer import edits, paint, path_text, refine
from vectorizer.compiled import jit
from vectorizer.raster import SOLID, accumulate, bounds
from vectorizer.scene import Scene

_F = np.float32
OPACITY = np.array([0.12, 0.2, 0.3, 0.45, 0.12, 0.2, 0.3, 0.45], _F)
COLORS = np.repeat(np.array([[0, 0, 0], [255, 255, 255]], _F), 4, 0)
EVERY, FIT = 3, 12
_LOW, _HIGH = 0.04, 0.8


@jit
def cover(out, area, px, py, start, end):
    height, width = out.shape
    area[:height, : width + 2] = 0
    for s in range(start.size):
        if end[s] - start[s] >= 3:
            accumulate(area, px, py, start[s], end[s], _F(0), _F(0), width, height)
    for y in range(height):
        total = _F(0)
        for x in range(width):
            total += area[y, x]
            c = min(abs(total), _F(1))
            out[y, x] = c if c > SOLID else _F(0)


@jit
def _around(base, covers, colors, opacity, k, y, x):
    """What level k lies on in one pixel, the part of the level that is seen, and what is seen of all."""
    r, g, b, seen = base[y, x, 0], base[y, x, 1], base[y, x, 2], _F(1)
    below = r, g, b
    for i in range(len(covers)):
        if i == k:
            below = r, g, b
        cover = covers[i, y, x]
        if cover > 0:
            a = opacity[i] * cover
            r += a * (colors[i, 0] - r)
            g += a * (colors[i, 1] - g)
            b += a * (colors[i, 2] - b)
            if i > k:
                seen *= 1 - a
    return below, (r, g, b), seen


@jit
def compose(base, covers, colors, opacity, aim, aim_weight, target, weight):
    """Write what the scene below should be, so that it is `aim` through the levels."""
    _, height, width = covers.shape
    for y in range(height):
        for x in range(width):
            _, final, seen = _around(base, covers, colors, opacity, -1, y, x)
            weight[y, x] = aim_weight[y, x] * seen * seen
            for c in range(3):
                target[y, x, c] = base[y, x, c] + (aim[y, x, c] - final[c]) / seen


@jit
def lift(base, covers, colors, opacity, k, aim, aim_weight, px, py, start, end, margin, below, target, weight):
    """What level k lies on, and its own aim, around its polygons."""
    _, height, width = covers.shape
    for s in range(start.size):
        x0, y0, x1, y1 = bounds(px, py, start[s], end[s], width, height)
        for y in range(max(0, y0 - margin), min(height, y1 + margin)):
            for x in range(max(0, x0 - margin), min(width, x1 + margin)):
                under, final, seen = _around(base, covers, colors, opacity, k, y, x)
                a = opacity[k] * covers[k, y, x]
                weight[y, x] = aim_weight[y, x] * seen * seen
                for c in range(3):
                    below[y, x, c] = under[c]
                    target[y, x, c] = under[c] + a * (colors[k, c] - under[c]) + (aim[y, x, c] - final[c]) / seen


@jit
def gain(out, positive, base, covers, colors, opacity, k, aim, weight):
    """What covering everything would take off the error."""
    _, height, width = covers.shape
    for y in range(height):
        for x in range(width):
            out[y, x], positive[y, x] = 0, 0
            left = opacity[k] * (1 - covers[k, y, x])
            if left <= 0:
                continue
            under, final, seen = _around(base, covers, colors, opacity, k, y, x)
            step = left * seen
            total = _F(0)
            for c in range(3):
                d = final[c] - aim[y, x, c]
                e = step * (colors[k, c] - under[c])
                total -= e * (2 * d + e)
            out[y, x] = total * weight[y, x]
            positive[y, x] = covers[k, y, x] < _F(0.5) and total > 0


@jit
def forces(base, covers, colors, opacity, k, aim, weight, px, py, start, end, force_x, force_y):
    _, height, width = covers.shape
    for s in range(start.size):
        a, b = start[s], end[s]
        area = _F(0)
        for i in range(a, b):
            j = i + 1 if i + 1 < b else a
            area += px[i] * py[j] - px[j] * py[i]
            force_x[i] = force_y[i] = 0
        turn = _F(1) if area > 0 else _F(-1)
        for i in range(a, b):
            j = i + 1 if i + 1 < b else a
            dx, dy = px[j] - px[i], py[j] - py[i]
            length = np.sqrt(dx * dx + dy * dy)
            if length < 1e-4:
                continue
            normal_x, normal_y = turn * dy / length, -turn * dx / length  # outward
            samples = int(length) + 1
            to_i = to_j = _F(0)
            for n in range(samples):
                t = (n + _F(0.5)) / samples
                x, y = px[i] + t * dx, py[i] + t * dy
                out_x, out_y = int(np.floor(x + normal_x)), int(np.floor(y + normal_y))
                if min(out_x, out_y) < 0 or out_x >= width or out_y >= height or covers[k, out_y, out_x] > _F(0.5):
                    continue
                x_at, y_at = min(int(x), width - 1), min(int(y), height - 1)
                under, final, seen = _around(base, covers, colors, opacity, k, y_at, x_at)
                push = (final[0] - aim[y_at, x_at, 0]) * (colors[k, 0] - under[0])
                push += (final[1] - aim[y_at, x_at, 1]) * (colors[k, 1] - under[1])
                push += (final[2] - aim[y_at, x_at, 2]) * (colors[k, 2] - under[2])
                push *= 2 * weight[y_at, x_at] * opacity[k] * seen * length / samples
                to_i += push * (1 - t)
                to_j += push * t
            force_x[i] += to_i * normal_x
            force_y[i] += to_i * normal_y
            force_x[j] += to_j * normal_x
            force_y[j] += to_j * normal_y


@jit
def fit_sums(base, covers, colors, opacity, k, aim, weight):
    """float64 (9,)."""
    sums = np.zeros(9, np.float64)
    _, height, width = covers.shape
    for y in range(height):
        for x in range(width):
            if covers[k, y, x] == 0:
                continue
            under, final, seen = _around(base, covers, colors, opacity, k, y, x)
            u = seen * covers[k, y, x]
            w = weight[y, x]
            wu, wuu = w * u, w * u * u
            sums[0] += wuu
            for c in range(3):
                p = under[c]
                rest = aim[y, x, c] - final[c] + u * opacity[k] * (colors[k, c] - p)
                sums[1 + c] += wuu * p
                sums[4 + c] += wu * rest
                sums[7] += wuu * p * p
                sums[8] += wu * p * rest
    return sums


def fitted(sums):
    s0, s1, r0, s2, r1 = sums[0], sums[1:4], sums[4:7], sums[7], sums[8]
    a = (s1 @ r0 / s0 - r1) / max(s2 - s1 @ s1 / s0, 1e-6 * s0)
    a = np.clip(a, _LOW, _HIGH)
    color = np.clip((r0 + a * s1) / (s0 * a), 0, 255)
    # the opacity once more, for that colour
    a = (color @ r0 - r1) / max(color @ color * s0 - 2 * color @ s1 + s2, 1e-6)
    return color, np.clip(a, _LOW, _HIGH)


class Levels(Scene):
    def __init__(self, scene: Scene):
        self.height, self.width = scene.height, scene.width
        self.set_grid(scene.grid)
        shape = self.height, self.width
        self.area = scene.area
        self._scratch = scene._scratch
        self.color, self.opacity = COLORS.copy(), OPACITY.copy()
        n = len(COLORS)
        self.cover = np.zeros((n, *shape), _F)
        self.below, self.own, self.own_weight = np.empty((*shape, 3), _F), np.empty((*shape, 3), _F), np.empty(shape, _F)
        self._load([], np.zeros(0, np.int64), np.zeros((0, paint.SIZE), _F))

    def _load(self, polygons, group, paints):
        turned = []
        for p in polygons:
            x, y = p[:, 0], p[:, 1]
            area = x @ np.roll(y, -1) - y @ np.roll(x, -1)
            turned.append(p if area >= 0 else p[::-1].copy())
        super()._load(turned, group, paints)

    def add(self, polygons, level):
        group = np.concatenate([self.group, np.asarray(level, np.int64)])
        order = np.argsort(group, kind="stable")
        all_ = self.polygons() + polygons
        self._load([all_[i] for i in order], group[order], np.zeros((len(order), paint.SIZE), _F))

    def span(self, k):
        return slice(*np.searchsorted(self.group, (k, k + 1)))

    def draw(self, k=None):
        for j in range(len(self.cover)) if k is None else (k,):
            s = self.span(j)
            cover(self.cover[j], self.area, self.px, self.py, self.start[s], self.end[s])

    def used(self):
        return np.unique(self.group)

    def texts(self):
        parts = []
        for k in self.used():
            s = self.span(k)
            polygons = [
                np.rint(np.stack([self.px[a:b], self.py[a:b]], 1) / self.unit).astype(np.int64)
                for a, b in zip(self.start[s], self.end[s], strict=True)
            ]
            data = path_text.path_data(polygons)
            if data:
                fill = path_text.color_text(self.color[k])
                fill = "" if fill == "#000" else f' fill="{fill}"'
                parts.append(f'<path opacity="{self.opacity[k]:.2f}"{fill} d="{data}"/>'.replace('"0.', '".'))
        return "".join(parts)


class Overlaid(Scene):
    """A scene below levels of overlays; its target and weight are what they let through of the picture's."""

    def __init__(self, target, weight, grid):
        self.levels = None
        super().__init__(target, weight, grid)
        self.aim, self.aim_weight = target, weight
        self.moves = True

    def begin(self):
        self.aim, self.aim_weight = self.target, self.weight
        self.target, self.weight = self.target.copy(), self.weight.copy()
        self.levels = Levels(self)

    def sync(self, draw=True):
        """Make the aim of what lies below fresh.  Needs a fresh render."""
        if self.levels is None:
            return
        v = self.levels
        if draw:
            v.draw()
        compose(
            self.picture, v.cover, v.color, v.opacity, self.aim, self.aim_weight, self.target, self.weight
        )

    def set_grid(self, grid):
        super().set_grid(grid)
        if self.levels:
            self.levels.set_grid(grid)

    def fit_levels(self):
        v = self.levels
        for k in v.used():
            sums = fit_sums(
                self.picture, v.cover, v.color, v.opacity, k, self.aim, self.aim_weight
            )
            if sums[0] > 0:
                v.color[k], v.opacity[k] = fitted(sums)
                v.opacity[k] = np.round(v.opacity[k], 2)

    def solve_colors(self):
        super().solve_colors()
        if self.levels:
            np.clip(self.paints[:, :3], 0, 255, out=self.paints[:, :3])

    def rendered(self, width, height):
        if self.levels is None:
            return super().rendered(width, height)
        from vectorizer import raster

        v = self.levels
        picture, top = np.empty((height, width, 3), _F), np.empty((height, width), np.int32)
        sx, sy = _F(width / self.width), _F(height / self.height)
        x, y, start, end = self.outline()[:4]
        area = np.empty((height, width + 2), _F)
        raster.render(
            picture, top, area, x * sx, y * sy,
            start, end, paint.scaled(self.paints, sx, sy),
            paint.scaled(self.ground[None], sx, sy)[0],
        )  # fmt: skip
        c = np.empty((height, width), _F)
        for k in v.used():
            s = v.span(k)
            cover(c, area, v.px * sx, v.py * sy, v.start[s], v.end[s])
            picture += (v.opacity[k] * c)[..., None] * (v.color[k] - picture)
        return np.clip(np.rint(picture), 0, 255).astype(np.uint8)

    def refine(self, steps, rate, out_of_time=lambda: False):
        if self.levels is None or not self.levels.count:
            return super().refine(steps, rate, out_of_time)
        v = self.levels
        adam = refine.Adam(self.px.size, rate, steps)
        fx, fy = np.zeros(self.px.size, _F), np.zeros(self.px.size, _F)
        over = refine.Adam(v.px.size, rate, steps // EVERY)
        ox, oy = np.zeros(v.px.size, _F), np.zeros(v.px.size, _F)
        for step in range(steps):
            self.render()
            if step % EVERY:
                self.solve_colors()
                self.forces(fx, fy)
                adam.move(self.px, self.py, fx, fy, self.width, self.height)
                if out_of_time():
                    break
                continue
            self.sync()
            if step % FIT == 0:
                self.fit_levels()
            self.solve_colors()
            self.forces(fx, fy)
            for k in v.used():
                s = v.span(k)
                forces(
                    self.picture, v.cover, v.color, v.opacity, k, self.aim, self.aim_weight,
                    v.px, v.py, v.start[s], v.end[s], ox, oy,
                )  # fmt: skip
            adam.move(self.px, self.py, fx, fy, self.width, self.height)
            over.move(v.px, v.py, ox, oy, self.width, self.height)
            if out_of_time():
                break
        self.render()
        self.sync()
        self.fit_levels()
        self.solve_colors()

    def _edit_levels(self, edit, price, most=None):
        v = self.levels
        if v is None or not v.count:
            return 0
        self.render()
        if edit is edits.insert:
            v._load(v.polygons(), v.group, v.paints)
        self.sync()
        done = 0
        for k in v.used():
            s = v.span(k)
            lift(
                self.picture, v.cover, v.color, v.opacity, k, self.aim, self.aim_weight,
                v.px, v.py, v.start[s], v.end[s], 7, v.below, v.own, v.own_weight,
            )  # fmt: skip
            paints = paint.flat(np.repeat(v.color[k][None], s.stop - s.start, 0))
            box = np.zeros((s.stop - s.start, 4), np.int64)
            state = edits.State(
                v.below, v.own, v.own_weight, v.px, v.py, v.smooth, v.start[s], v.end[s], box,
                paints, self.ground, v.unit, self.area, *self._scratch, *v._flat(), v.opacity[k],
            )  # fmt: skip
            more = () if edit is edits.shift else (v.room[s],) if edit is edits.insert else (float(most),)
            got = edit(state, float(price), *more)
            if edit is not edits.remove:
                done += got
            v.draw(k)
        self.sync(False)
        if edit is edits.remove:
            v._drop_empty()
        return done

    def remove(self, price, most=np.inf):
        super().remove(price, most)
        if self.levels and self.levels.count:
            if most < np.inf:
                before = len(self.levels.texts())
            self._edit_levels(edits.remove, price, most)

    def insert(self, price):
        super().insert(price)
        self._edit_levels(edits.insert, price)

    def shift(self, price):
        moved = super().shift(price)
        if self.levels and self.levels.count:
            self.settle_levels()
            moved += self._edit_levels(edits.shift, price)
            self.fit_levels()
            self.solve_colors()
        return moved

    def settle_levels(self):
        v = self.levels
        v.px[:], v.py[:] = np.rint(v.px / v.unit[0]) * v.unit[0], np.rint(v.py / v.unit[1]) * v.unit[1]

    def settle(self):
        super().settle()
        if self.levels:
            self.settle_levels()

    def svg(self):
        svg = super().svg()
        return svg if self.levels is None else svg.replace("</svg>", self.levels.texts() + "</svg>")

    def level_gains(self):
        if self.levels is None:
            return
        self.sync()
        v = self.levels
        for k in range(len(v.color)):
            out, positive = np.empty((self.height, self.width), _F), np.empty((self.height, self.width), np.uint8)
            gain(
                out, positive, self.picture, v.cover, v.color, v.opacity, k, self.aim, self.aim_weight
            )
            yield out, positive
