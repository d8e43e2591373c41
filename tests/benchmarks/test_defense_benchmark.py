"""The defence's benchmark as it is run, on one small picture."""

import numpy as np
import pytest

from benchmarks import defense
from scoring.defense import defend


def test_figures_and_setting_are_written(tmp_path, scene, capsys):
    (tmp_path / "pictures").mkdir()
    scene.save(tmp_path / "pictures" / "scene.png")
    arguments = ["--images", str(tmp_path / "pictures"), "--repeats", "1", "--out", str(tmp_path / "out")]
    assert defense.main(arguments) == 0
    report = (tmp_path / "out/defense.md").read_text()
    assert f"{report}\n" == capsys.readouterr().out
    assert "2 of 2 pictures have the same bytes" in report
    for words in ("ms a picture", "times as fast", "--repeats 1", "cores", "pillow "):
        assert words in report


@pytest.mark.parametrize("arguments", [["--limit", "0"], ["--repeats", "0"], ["--images", "absent"]], ids=" ".join)
def test_wrong_arguments_are_named(arguments, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(defense, "default_pictures", list)
    with pytest.raises(SystemExit) as stop:
        defense.main([*arguments, "--out", str(tmp_path)])
    assert stop.value.code == 2
    assert arguments[0].strip("-")[:5] in capsys.readouterr().err


def test_a_byte_that_differs_is_told(scene, monkeypatch):
    monkeypatch.setattr(defense, "defend", lambda image, seed: defend(image, seed).point(lambda v: min(v + 3, 255)))
    row = defense.measure(scene, 0, 1)
    assert row["difference"] == 3
    assert "0 of 1 pictures" in defense.table([row]) and "is 3 of 255" in defense.table([row])
    assert np.isfinite(row["plain"]) and row["ours"] > 0
