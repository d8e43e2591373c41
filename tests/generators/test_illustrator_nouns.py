"""The table of nouns: made from a dictionary's files, small, soon read, and honest about what it does not know."""

import lzma
import subprocess
import sys

import pytest

from generators.illustrator import Illustrator
from generators.illustrator.words import make_nouns, meaning, nouns
from generators.illustrator.words.language import parse
from generators.illustrator.words.lookup import noun_of

# Five nouns, one with two meanings, a synonym, a name, a verb and two adjectives, as wndb(5WN) has them.
DATA = """\
  1 a line of the licence
00000100 03 n 01 entity 0 000 | all there is
00000200 05 n 01 wug 0 001 @ 00000100 n 0000 | an animal
00000300 05 n 02 frob 0 frobber 0 001 @ 00000200 n 0000 | a kind of wug
00000400 06 n 01 tove 0 001 @ 00000100 n 0000 | a made thing
00000500 26 n 01 tove 0 001 @ 00000100 n 0000 | a state, met more often
00000600 05 n 01 Rex 0 001 @i 00000300 n 0000 | a name
00000700 05 n 01 little_wug 0 001 @ 00000200 n 0000 | what "wug" says already
00000800 26 n 01 zeal 0 001 @ 00000100 n 0000 | a state that nobody speaks of
"""
INDEX = """\
  1 a line of the licence
entity n 1 1 @ 1 0 00000100
wug n 1 1 @ 1 0 00000200
frob n 1 1 @ 1 0 00000300
frobber n 1 1 @ 1 0 00000300
tove n 2 1 @ 2 2 00000500 00000400
rex n 1 1 @ 1 0 00000600
little_wug n 1 1 @ 1 0 00000700
zeal n 1 1 @ 1 0 00000800
"""
OTHERS = {"adj": "slithy a 1 0 1 0 00000900\n", "adv": "", "verb": "gyre v 1 0 1 0 00000901\nwug v 1 0 1 1 00000902\n"}


@pytest.fixture
def dictionary(tmp_path):
    (tmp_path / "data.noun").write_text(DATA)
    (tmp_path / "index.noun").write_text(INDEX)
    for kind, lines in OTHERS.items():
        (tmp_path / f"index.{kind}").write_text(lines)
    (tmp_path / "cntlist.rev").write_text("wug%2:30:00:: 1 7\ntove%1:26:00:: 1 3\n")
    (tmp_path / "verb.exc").write_text("gore gyre\n")
    return tmp_path


def test_the_table_of_a_small_dictionary(dictionary):
    assert make_nouns.table(dictionary) == [
        "entity>@top", "frob>wug", "frobber=frob", "gore;v", "gyre;v", "slithy;a", "tove>@artifact", "wug>@animal;v",
    ]  # fmt: skip


def test_a_sense_that_is_met_much_more_often_goes_before_one_that_can_be_seen(dictionary):
    (dictionary / "cntlist.rev").write_text("tove%1:26:00:: 1 30\n")
    assert "tove>@state" in make_nouns.table(dictionary)


def test_the_command_writes_the_table(dictionary, capsys):
    made = dictionary / "made.xz"
    assert make_nouns.main([str(dictionary), "-o", str(made)]) == 0
    assert lzma.decompress(made.read_bytes()).decode().split("\n") == make_nouns.table(dictionary)
    assert "words" in capsys.readouterr().out


def test_a_folder_without_a_dictionary_is_an_error(tmp_path, capsys):
    with pytest.raises(SystemExit):
        make_nouns.main([str(tmp_path), "-o", str(tmp_path / "made.xz")])
    assert "data.noun" in capsys.readouterr().err
    assert not (tmp_path / "made.xz").exists()


def test_the_committed_table_is_large_and_its_file_small():
    lines = nouns.lines()
    assert lines == sorted(lines)
    assert sum("=" in line or ">" in line for line in lines) > 20_000
    assert nouns.TABLE.stat().st_size < 300_000
    assert (nouns.TABLE.parent / "nouns.LICENSE.txt").read_text().count("Princeton University") > 1


def test_every_chain_of_kinds_ends():
    for line in nouns.lines()[::500]:
        word = line.split(";")[0].split("=")[0].split(">")[0]
        assert len(nouns.kinds(word)) < nouns.STEPS


@pytest.mark.parametrize("table", [meaning.KINDS, meaning.CLASSES, meaning.CUSTOM])
def test_every_kind_has_a_drawing(table):
    assert [noun for noun in table.values() if not noun_of(noun)] == []


@pytest.mark.parametrize(
    ("word", "noun", "drawing"),
    [
        ("spaniel", "dog", "class"), ("ouzo", "wineglass", "class"), ("halberd", "sword", "class"),
        ("harpsichord", "piano", "class"), ("solicitor", "person", "class"), ("aardvark", "animal", "class"),
        ("jewellery", "pendant", "own"), ("aeroplane", "airplane", "own"), ("dhow", "boat", "class"),
        ("anorak", "raincoat", "own"), ("gherkins", "cucumber", "class"),
    ],
)  # fmt: skip
def test_the_nearest_drawing_is_found(word, noun, drawing):
    item = parse(f"a red {word}").items[0]
    assert (item.noun, item.drawing, item.names) == (noun, drawing, ["red"])


@pytest.mark.parametrize(("phrase", "noun"), [("a fire engine", "firetruck"), ("a hot dog", "hotdog")])
def test_words_that_are_one_noun(phrase, noun):
    assert [item.noun for item in parse(phrase).items] == [noun]


@pytest.mark.parametrize("word", ["crisply", "roughened", "unripe", "tender", "gleaming", "rickety"])
def test_adjectives_and_adverbs_are_no_things(word):
    assert [item.noun for item in parse(f"a {word} apple").items] == ["apple"]


def test_a_colour_in_front_is_a_colour_and_no_part_of_a_name():
    assert parse("a gray wolf").items[0].names == ["gray"]


def test_each_committed_noun_gives_a_drawing():
    illustrator = Illustrator()
    for line in nouns.lines()[::400]:
        word = line.split(";")[0].split("=")[0].split(">")[0]
        assert illustrator.svg(f"two red {word} beside a {word}").endswith("</svg>")


def test_sentences_of_the_competitions_kind_are_drawn_the_same_without_the_table(tmp_path):
    """Kaggle's notebook, of at most 1 MB, leaves the table behind."""
    program = """
import csv, hashlib, sys
from pathlib import Path
from generators.illustrator import Illustrator
from generators.illustrator.words import nouns
nouns.TABLE = Path(sys.argv[1])
rows = csv.DictReader(open("benchmarks/descriptions.csv"))
drawn = [Illustrator().draw_svgs(row["description"], 1, 0, 0, max_bytes=50_000, seconds=None)[0] for row in rows]
print(len(drawn), hashlib.sha256("".join(drawn).encode()).hexdigest())
"""

    def drawn_with(table) -> str:
        done = subprocess.run([sys.executable, "-c", program, str(table)], capture_output=True, text=True, check=True)
        return done.stdout

    assert drawn_with(tmp_path / "none.xz") == drawn_with(nouns.TABLE)
