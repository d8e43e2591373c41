"""The benchmark as it is run, on small pictures and with few methods, and what it writes."""

import csv
import io

import pytest
from PIL import Image

from benchmarks import baselines, vectorizer

WHITE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#fff" d="M0 0h9v9H0z"/></svg>'


@pytest.fixture
def folder(tmp_path, scene):
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for name in ("b.png", "a.jpg", "c.webp"):
        scene.save(pictures / name)
    (pictures / "index.csv").write_text("name,source\n")
    return pictures


@pytest.fixture
def few_methods(monkeypatch):
    pytest.importorskip("vtracer", reason="requirements-bench.txt is not installed")
    pytest.importorskip("matplotlib", reason="requirements-bench.txt is not installed")
    methods = {"layered K-means polygons": baselines.layered_polygons, "JPEG": baselines.jpeg}
    monkeypatch.setattr(vectorizer, "METHODS", methods)


def test_table_figures_and_plot_are_written(folder, few_methods, tmp_path, capsys):
    arguments = ["--images", str(folder), "--limit", "2", "--budgets", "2000", "600", "--out", str(tmp_path / "out")]
    assert vectorizer.main(arguments) == 0
    with open(tmp_path / "out/vectorizer.csv") as file:
        rows = list(csv.DictReader(file))
    assert [(row["method"], row["budget"], row["picture"]) for row in rows] == [
        (method, budget, picture)
        for method in ("layered K-means polygons", "JPEG")
        for budget in ("600", "2000")
        for picture in ("a.jpg", "b.png")
    ]
    assert all(int(row["bytes"]) <= int(row["budget"]) and 0 < float(row["dssim"]) < 1 for row in rows)
    report = (tmp_path / "out/vectorizer.md").read_text()
    assert f"{report}\n" == capsys.readouterr().out
    budgets = [line.split("|")[1].strip() for line in report.splitlines() if line.startswith("|")][2:]
    assert budgets == ["600", "600", "2,000", "2,000"]
    for words in ("--limit 2", "Means over 2 pictures", "cores", "vtracer "):
        assert words in report
    assert Image.open(tmp_path / "out/vectorizer.png").format == "PNG"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--budgets", "1000", "299"], "299"),
        (["--images", "absent"], "absent"),
        (["--limit", "0"], "limit must be at least 1, not 0"),
    ],
)
def test_wrong_arguments_are_named(arguments, words, tmp_path, capsys):
    with pytest.raises(SystemExit) as stop:
        vectorizer.main([*arguments, "--out", str(tmp_path)])
    assert stop.value.code == 2
    assert words in capsys.readouterr().err


def test_the_default_pictures_are_square_and_named():
    found = vectorizer.default_pictures()
    assert len({name for name, _ in found}) == len(found) == 14
    assert all(image.mode == "RGB" and image.width == image.height >= 384 for _, image in found)


def test_what_breaks_the_budget_is_no_result():
    white = Image.new("RGB", (9, 9), "white")
    assert vectorizer.measure(WHITE, white, 300, 0.5) == {
        "bytes": len(WHITE), "psnr": 99.0, "ssim": 1.0, "dpsnr": 99.0, "dssim": 1.0, "seconds": 0.5
    }  # fmt: skip
    with pytest.raises(ValueError, match=f"{len(WHITE)} bytes"):
        vectorizer.measure(WHITE, white, len(WHITE) - 1, 0.5)
    file = io.BytesIO()
    white.save(file, "JPEG")
    with pytest.raises(ValueError, match="over the budget of 20"):
        vectorizer.measure(file.getvalue(), white, 20, 0.5)


def test_means_are_over_pictures_and_seconds_are_the_median():
    rows = [
        {"method": "m", "budget": 300, "picture": str(i), "bytes": i, "seconds": seconds}
        | dict.fromkeys(("psnr", "ssim", "dpsnr", "dssim"), float(i))
        for i, seconds in enumerate([1.0, 2.0, 9.0])
    ]
    (mean,) = vectorizer.means(rows)
    assert (mean["bytes"], mean["dssim"], mean["seconds"]) == (1.0, 1.0, 2.0)
