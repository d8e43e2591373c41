"""What was begun with one set of settings refuses every other, and names what differs."""

import json

import pytest

from support import settings
from support.settings import SettingsError


def test_the_first_time_they_are_written_and_afterwards_compared(tmp_path):
    path = tmp_path / "new" / "settings.json"
    settings.keep(path, {"seed": 1, "sizes": (8, 9)})
    assert json.loads(path.read_text()) == {"seed": 1, "sizes": [8, 9]}
    settings.keep(path, {"seed": 1, "sizes": (8, 9)})
    with pytest.raises(SettingsError) as caught:
        settings.keep(path, {"seed": 2, "sizes": (8, 9)}, "take another folder")
    assert str(caught.value) == f"{path} was begun with other settings (seed 1 there, 2 now); take another folder"
    assert json.loads(path.read_text())["seed"] == 1


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ({"seed": 1, "lr": 0.1, "new": True}, "(new None there, True now)"),
        ({"seed": 1}, "(lr 0.1 there, None now)"),
        ({"seed": 1, "lr": {"unet": 0.1}}, "(lr 0.1 there, {'unet': 0.1} now)"),
        ({"seed": "x" * 60, "lr": 2}, "(seed changed, lr 0.1 there, 2 now)"),
    ],
)
def test_every_difference_is_named(now, words, tmp_path):
    with pytest.raises(SettingsError) as caught:
        settings.compare(tmp_path / "state.pt", {"seed": 1, "lr": 0.1}, now)
    assert words in str(caught.value)


@pytest.mark.parametrize(("text", "words"), [("{", "not readable"), ("[]", "expected a JSON object")])
def test_what_holds_no_settings_is_refused_by_name(text, words, tmp_path):
    (tmp_path / "settings.json").write_text(text)
    with pytest.raises(SettingsError, match=words):
        settings.keep(tmp_path / "settings.json", {})
