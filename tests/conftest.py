"""What the tests share: pictures that can be told apart, and Hypothesis without clock or database."""

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from PIL import Image, ImageDraw

settings.register_profile(
    "repeatable",
    deadline=None,
    derandomize=True,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("repeatable")


def pytest_configure():
    """One thread for each worker, and for what it starts: more would only be in each other's way."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture(scope="session")
def repository() -> Path:
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def scene() -> Image.Image:
    """A flat picture with a few large shapes: sky, sun, hill; RGB, 200 x 150."""
    image = Image.new("RGB", (200, 150), (130, 190, 240))
    draw = ImageDraw.Draw(image)
    draw.ellipse((130, 15, 175, 60), (250, 220, 60))
    draw.polygon([(0, 150), (70, 60), (140, 150)], (60, 120, 60))
    draw.rectangle((0, 125, 200, 150), (40, 80, 140))
    return image


@pytest.fixture(scope="session")
def noise() -> Image.Image:
    """Every frequency at once: RGB, 384 x 384."""
    return Image.fromarray(np.random.default_rng(7).integers(0, 256, (384, 384, 3), dtype=np.uint8))
