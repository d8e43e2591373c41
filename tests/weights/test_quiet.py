"""The model libraries are quiet for a block, and then as they were."""

import logging
import sys

import pytest
from diffusers.utils import logging as diffusers
from huggingface_hub.utils import are_progress_bars_disabled, disable_progress_bars, enable_progress_bars
from transformers.utils import logging as transformers

from weights.quiet import quiet

LIBRARIES = (diffusers, transformers)


@pytest.fixture(autouse=True)
def bars():
    """Bars and warnings on before each test, whatever another has left; and standard error is no terminal."""
    assert not sys.stderr.isatty()
    levels = [library.get_verbosity() for library in LIBRARIES]
    for library in LIBRARIES:
        library.enable_progress_bar()
        library.set_verbosity(logging.INFO)
    yield
    for library, level in zip(LIBRARIES, levels, strict=True):
        library.enable_progress_bar()
        library.set_verbosity(level)
    enable_progress_bars()


def state() -> list:
    libraries = [(library.is_progress_bar_enabled(), library.get_verbosity()) for library in LIBRARIES]
    return [*libraries, are_progress_bars_disabled()]


def test_bars_and_warnings_come_back_after_the_block():
    before = state()
    with quiet("diffusers", "transformers"):
        assert state() == [(False, logging.CRITICAL)] * 2 + [True]
    assert state() == before


def test_they_come_back_after_an_error():
    before = state()
    with pytest.raises(RuntimeError), quiet("diffusers", "transformers"):
        raise RuntimeError
    assert state() == before


def test_a_block_within_a_block_ends_no_silence():
    before = state()
    with quiet("transformers"):
        with quiet("diffusers", "transformers"):
            pass
        assert not transformers.is_progress_bar_enabled()
        assert transformers.get_verbosity() == logging.CRITICAL
        assert diffusers.is_progress_bar_enabled()
    assert state() == before


@pytest.mark.parametrize("off", [transformers.disable_progress_bar, disable_progress_bars])
def test_what_the_user_turned_off_stays_off(off):
    off()
    before = state()
    with quiet("diffusers", "transformers"):
        assert not transformers.is_progress_bar_enabled()
    assert state() == before


def test_on_a_terminal_the_bars_stay(monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with quiet("transformers"):
        assert transformers.is_progress_bar_enabled()
