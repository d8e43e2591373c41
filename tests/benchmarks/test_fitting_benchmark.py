"""`python -m benchmarks.fitting` on two small drawings."""

import pytest

from benchmarks import fitting


@pytest.fixture
def folder(tmp_path):
    for name, color in (("a", "red"), ("b", "teal")):
        body = "".join(f'<circle cx="{40 * i}" cy="200" r="30" fill="{color}" opacity=".{i + 1}"/>' for i in range(9))
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">{body}</svg>'
        (tmp_path / f"{name}.svg").write_text(svg)
    return tmp_path


def test_a_line_for_each_budget(folder, capsys):
    assert fitting.main(["--folder", str(folder), "--budgets", "300", "2000", "--out", str(folder / "out")]) == 0
    report = (folder / "out" / "fitting.md").read_text()
    assert capsys.readouterr().out.strip() == report.strip()
    rows = [line.split(" | ") for line in report.splitlines() if line.startswith(("| 300", "| 2,000"))]
    assert len(rows) == 2
    assert rows[1][1] == "1.0000" and float(rows[0][1]) < 1
    assert "| as drawn |" in report and "| shortened |" in report


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["--budgets", "299"], "at least 300"), (["--folder", "nowhere"], "nothing to measure"), (["no.csv"], "no.csv")],
)
def test_what_is_wrong_is_said(arguments, message, capsys):
    with pytest.raises(SystemExit):
        fitting.main(arguments)
    assert message in capsys.readouterr().err
