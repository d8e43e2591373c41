"""The benchmark of a folder runs, and says what it found of each number of rows."""

from benchmarks import album


def test_each_number_of_rows_has_a_line(capsys):
    assert album.main(["--rows", "3", "20"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines[2:]] == ["3", "20"]
    assert album.measure(5)[0] > 0
