"""Paints: what a polygon is filled with.  One colour, or two with a linear or a radial gradient between.

A paint is a float32 row of `SIZE` numbers, as the compiled loops take it:

    0-2     RGB, 0 to 255, where the gradient's t is 0
    3-5     what is added where t is 1; what is between is between
    6       kind: FLAT, LINEAR or RADIAL
    7-10    LINEAR: t = [7] x + [8] y + [9];  RADIAL: t is the length of ([7] x + [8], [9] y + [10])

x and y are those of pixel centres; t is cut to 0 to 1, as SVG's spreadMethod "pad" does.
"""

from __future__ import annotations

import numpy as np

from vectorizer.compiled import jit

_F = np.float32
SIZE = 11
STEP, KIND, PLACE = 3, 6, 7
FLAT, LINEAR, RADIAL = 0, 1, 2


def flat(colors: np.ndarray) -> np.ndarray:
    """Return the paints, float32 (N, SIZE), of colours (N, 3); what is a paint already stays one.

    >>> flat(np.array([[1, 2, 3]]))[0, :7].tolist()
    [1.0, 2.0, 3.0, 0.0, 0.0, 0.0, 0.0]
    """
    if np.shape(colors)[-1:] == (SIZE,):
        return np.asarray(colors, _F).reshape(-1, SIZE)
    colors = np.asarray(colors, _F).reshape(-1, 3)
    paints = np.zeros((len(colors), SIZE), _F)
    paints[:, :3] = colors
    return paints


@jit
def along(paint, x, y):
    """The gradient's t, 0 to 1, in pixel (x, y).

    >>> paint = np.array([0, 0, 0, 90, 60, 30, LINEAR, 0.25, 0, 0, 0], np.float32)
    >>> [float(along(paint, x, 7)) for x in (0, 1, 9)]
    [0.125, 0.375, 1.0]
    """
    if paint[KIND] == FLAT:
        return _F(0)
    right, below = _F(x) + _F(0.5), _F(y) + _F(0.5)
    if paint[KIND] == LINEAR:
        return min(max(paint[7] * right + paint[8] * below + paint[9], _F(0)), _F(1))
    across, down = paint[7] * right + paint[8], paint[9] * below + paint[10]
    return min(np.sqrt(across * across + down * down), _F(1))


@jit
def round_enough(paint):
    """Whether a gradient is as wide as it is high, where it is radial."""
    return paint[KIND] != RADIAL or abs(paint[PLACE] - paint[PLACE + 2]) <= _F(0.03) * paint[PLACE]


def scaled(paints: np.ndarray, scale_x: float, scale_y: float) -> np.ndarray:
    """The paints of the same drawing at `scale` times the size."""
    paints = paints.copy()
    linear, radial = paints[:, KIND] == LINEAR, paints[:, KIND] == RADIAL
    paints[:, 7] /= scale_x
    paints[linear, 8] /= scale_y
    paints[radial, 9] /= scale_y
    return paints
