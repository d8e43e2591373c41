"""The benchmark of one description, on one and with few bytes, and what it writes."""

import re

import pytest

from benchmarks import predict


@pytest.mark.slow
def test_every_stage_is_measured_and_written(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(predict, "_measure", in_this_process)
    assert predict.main(["--limit", "1", "--max-bytes", "400", "--out", str(tmp_path)]) == 0
    report = (tmp_path / "predict.md").read_text()
    assert capsys.readouterr().out == f"{report}\n"
    lines = re.findall(r"^\| ([\w() ]+?)((?: \| [\d.,]+){6}) \|$", report, re.MULTILINE)
    assert [step for step, *_ in lines] == list(predict.STEPS)[1:]
    assert "--limit 1" in report
    assert "diffusers " in report


def in_this_process(step, *arguments):
    return predict.run_step(step, *arguments)


def test_a_step_runs_in_a_process_of_its_own(tmp_path):
    (tmp_path / "0-0.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    found = predict._measure("check", "illustrator", tmp_path, 1, 400)
    assert 0 < found["seconds"] < 60
    assert 10 < found["megabytes"] < 10_000
