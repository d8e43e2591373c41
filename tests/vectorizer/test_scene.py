"""The scene as the file shows it."""

import numpy as np

from scoring.render import render
from vectorizer.scene import Scene


def test_a_loop_that_runs_the_other_way_takes_nothing_off_its_neighbour():
    """An 8 whose smaller loop lies on a square of the same path: by the nonzero rule there would be a hole."""
    black = np.zeros((64, 64, 3), np.float32)
    scene = Scene(black, np.ones((64, 64), np.float32), (64, 64))
    scene.background = np.array([255, 255, 255], np.float32)
    square = np.array([[4, 4], [30, 4], [30, 30], [4, 30]], np.float32)
    eight = np.array([[10, 10], [60, 60], [60, 34], [10, 24]], np.float32)
    far = np.array([[40, 4], [60, 4], [60, 20]], np.float32)
    scene.add([square, eight, far], [0, 0, 0], [np.zeros(3)] * 3)
    drawn = [np.asarray(render(scene.svg(), 64).convert("L"), float)]
    scene.part()
    drawn.append(np.asarray(render(scene.svg(), 64).convert("L"), float))
    painted = scene.rendered(64, 64).mean(axis=2)
    assert scene.group.tolist() == [0, 0, 1]
    assert np.abs(drawn[0] - painted).max() > 200
    assert np.abs(drawn[1] - painted).max() < 60
    assert (np.abs(drawn[1] - painted) > 20).mean() < 0.01
