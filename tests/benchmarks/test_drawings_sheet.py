"""The sheet of drawings: what is on it, and what its command refuses."""

import numpy as np
import pytest
from PIL import Image

from benchmarks.drawings_sheet import PAPER, chosen, main, picture
from generators.illustrator import drawings

COLOR = tuple(int(PAPER[i : i + 2], 16) for i in (1, 3, 5))


def drawn(tile: np.ndarray) -> bool:
    """Whether a tile shows more than paper."""
    return bool((np.abs(tile.astype(int) - COLOR).max(axis=2) > 24).mean() > 0.02)


def test_without_names_every_drawing_is_chosen():
    assert chosen([]) == sorted(drawings.files())


def test_each_tile_holds_the_drawing_of_its_name(tmp_path, capsys):
    assert main(["fox", "cat", "apple", "--columns", "2", "--tile", "48", "-o", str(tmp_path / "s.png")]) == 0
    image = Image.open(tmp_path / "s.png").convert("RGB")
    assert image.size == (96, 96)
    tiles = [np.asarray(image)[y : y + 48, x : x + 48] for y in (0, 48) for x in (0, 48)]
    assert [drawn(tile) for tile in tiles] == [True, True, True, False]
    for tile, name in zip(tiles, ("apple", "cat", "fox"), strict=False):
        off = np.abs(tile.astype(int) - np.asarray(picture(name, 48))).mean()
        assert off < 6, name  # but for the palette
    assert "3 drawings" in capsys.readouterr().out


def test_large_tiles_have_names_below(tmp_path):
    main(["fox", "--tile", "96", "-o", str(tmp_path / "s.png")])
    image = np.asarray(Image.open(tmp_path / "s.png").convert("RGB"))
    assert image.shape[0] > 96
    assert drawn(image[96:])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["no-such-thing"], "no drawing is named 'no-such-thing'"), (["--columns", "0"], "at least 1, not 0"),
     (["--tile", "9"], "at least 16, not 9"), (["fox", "-o", "none/such/../file/s.png"], "none/such")],
)  # fmt: skip
def test_wrong_arguments_are_named(arguments, words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "none").write_text("")
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert words in capsys.readouterr().err
