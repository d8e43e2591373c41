"""The benchmark as it is run, on small pictures and with few methods, and what it writes."""

import csv
import io
import os
import subprocess
import sys

import pytest
from PIL import Image

from benchmarks import baselines, tiles, tracers, vectorizer, vectorizer_report

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
    (mean,) = vectorizer_report.means(rows)
    assert (mean["bytes"], mean["dssim"], mean["seconds"]) == (1.0, 1.0, 2.0)


# ------------------------------------------------------------------------------------------- the command as it is run


def run(repository, *arguments) -> subprocess.CompletedProcess:
    """Run the command where no program of a tracer is to be found."""
    environment = os.environ | {"PATH": "/nowhere", "NODE_PATH": "", "PYTHONPATH": str(repository)}
    command = [sys.executable, "-m", "benchmarks.vectorizer", *map(str, arguments)]
    return subprocess.run(command, cwd=repository, env=environment, capture_output=True, text=True)


@pytest.fixture
def adavec(tmp_path, scene):
    for i, name in enumerate(vectorizer.ADAVEC_SETS):
        (tmp_path / "adavec" / name).mkdir(parents=True)
        scene.resize((64 + 16 * i, 64)).save(tmp_path / "adavec" / name / "one.png")
    return tmp_path / "adavec"


def rows_of(path) -> list[dict]:
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.slow
def test_adavecs_table_has_measured_and_published_figures_and_names_who_is_missing(repository, adavec, tmp_path):
    arguments = ("--adavec", adavec, "--budgets", 600, "--out", tmp_path / "out")
    done = run(repository, *arguments, "--show", 600, "--methods", "this project", "layered K-means polygons", "JPEG")
    assert done.returncode == 0, done.stderr
    rows = rows_of(tmp_path / "out/vectorizer-adavec.csv")
    assert [row["picture"] for row in rows[:3]] == [f"{name}/one.png" for name in vectorizer.ADAVEC_SETS]
    assert all(int(row["bytes"]) <= 600 and 0 < float(row["ssim"]) <= 1 for row in rows)
    by_method = {row["method"]: float(row["psnr"]) for row in rows}
    assert by_method["this project"] > 20
    report = (tmp_path / "out/vectorizer-adavec.md").read_text()
    assert "| noto-emoji (1) | fluent-emoji (1) | iconfont (1) |" in report
    assert "| AdaVec, published | 39 paths, 2,014 numbers / " in report and "| 35.90 dB / 0.990 |" in report
    for name in ("imagetracerjs", "@neplex/vectorizer", "geometrizejs", "primitive", "potrace, a layer a colour"):
        assert name in report.partition("Not on this machine")[2].partition("requirements-peers.txt")[0]
    assert "![JPEG](vectorizer-adavec/jpeg.png)" in report
    width, height = Image.open(tmp_path / "out/vectorizer-adavec/jpeg.png").size
    assert (width, height) == (112 + 6 + 140 + 6 + 168, 112)


@pytest.mark.slow
def test_rows_that_are_not_measured_stay_while_their_pictures_are_the_same(repository, adavec, tmp_path):
    arguments = ("--adavec", adavec, "--budgets", 600, "--out", tmp_path / "out", "--methods")
    table = tmp_path / "out/vectorizer-adavec.csv"
    assert run(repository, *arguments, "layered K-means polygons").returncode == 0
    first = rows_of(table)
    assert run(repository, *arguments, "JPEG").returncode == 0
    assert [row for row in rows_of(table) if row["method"] != "JPEG"] == first
    report = (tmp_path / "out/vectorizer-adavec.md").read_text()
    assert "From an earlier run, as they stood, their seconds too: layered K-means polygons." in report

    Image.new("RGB", (64, 64), "teal").save(adavec / "iconfont/one.png")
    assert run(repository, *arguments, "JPEG").returncode == 0
    assert {row["method"] for row in rows_of(table)} == {"JPEG"}


@pytest.mark.slow
def test_other_pictures_than_kodaks_are_named_as_such(repository, tmp_path, scene):
    (tmp_path / "kodak").mkdir()
    scene.resize((96, 64)).save(tmp_path / "kodak/one.png")
    done = run(repository, "--kodak", tmp_path / "kodak", "--out", tmp_path / "out", "--methods", "JPEG", "WebP")
    assert done.returncode == 0, done.stderr
    assert [row["budget"] for row in rows_of(tmp_path / "out/vectorizer-kodak.csv")] == ["25000", "25000"]
    report = (tmp_path / "out/vectorizer-kodak.md").read_text()
    assert "These (one.png) are not Kodak's 24 pictures" in report
    assert "| Vector Scaffolding, 256 closed curves, published |" in report


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--adavec", "{folder}"], "no folder noto-emoji in {folder}"),
        (["--kodak", "{folder}"], "no pictures in {folder}"),
        (["--methods", "Inkscape"], "methods must be of this project, "),
        (["--methods", "primitive"], "primitive is not on this machine: requirements-peers.txt says how to get it"),
        (["--budgets", "500", "600", "--show", "700"], "show must be one of the budgets, 500, 600, not 700"),
        (["--kodak", "a", "--adavec", "b"], "not allowed with argument --kodak"),
    ],
)
def test_wrong_folders_and_methods_are_named(arguments, words, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(vectorizer, "is_missing", lambda method: method == "primitive")
    folder = tmp_path / "empty"
    folder.mkdir()
    with pytest.raises(SystemExit) as stop:
        vectorizer.main([*(word.format(folder=folder) for word in arguments), "--out", str(tmp_path / "out")])
    assert stop.value.code == 2
    assert words.format(folder=folder) in capsys.readouterr().err


def test_an_empty_set_of_adavecs_is_an_error(adavec, tmp_path, capsys):
    (adavec / "iconfont/one.png").unlink()
    with pytest.raises(SystemExit):
        vectorizer.main(["--adavec", str(adavec), "--out", str(tmp_path)])
    assert f"no pictures in {adavec / 'iconfont'}" in capsys.readouterr().err


def test_rows_of_pictures_are_shown_only_beside_the_same_pictures(tmp_path, scene):
    images, others = [("a", scene)], [("a", scene.rotate(180))]
    tiles.write(tmp_path, "x", "old", others, [WHITE], 500)
    tiles.write(tmp_path, "x", "new", images, [WHITE], 500)
    section = tiles.section(tmp_path, "x", ["old", "new", "none"], images)
    assert "with 500 bytes" in section
    assert "(x/new.png)" in section and "(x/the-pictures.png)" in section
    assert "old" not in section and "none" not in section
    assert tiles.section(tmp_path, "x", ["old", "new"], others) == ""


def test_the_published_figures_name_their_source():
    for benchmark, count in (vectorizer.ADAVEC, 12), (vectorizer.KODAK, 6):
        rows = vectorizer_report.published(benchmark)
        assert len(rows) == count
        assert all(row["source"] and 15 < float(row["psnr"]) < 40 for row in rows)


def test_every_tracer_is_in_the_table_and_in_the_list_of_how_to_get_it(repository):
    text = (repository / "requirements-peers.txt").read_text()
    for name in tracers.TRACERS:
        assert name in vectorizer.METHODS
        assert name.partition(",")[0].lower() in text.lower()
