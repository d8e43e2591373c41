import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import tables
from scoring.tables import Question, TableError

RED, SEA = Question("Is it red?", ("no", "yes"), "yes"), Question("Where?", ("sea", "sky", "town"), "sea")
CELLS = {
    "Python lists": (["Is it red?", "Where?"], [["no", "yes"], ["sea", "sky", "town"]], ["yes", "sea"]),
    "Python texts": ("['Is it red?', 'Where?']", "[['no', 'yes'], ['sea', 'sky', 'town']]", "['yes', 'sea']"),
    "JSON texts": ('["Is it red?", "Where?"]', '[["no", "yes"], ["sea", "sky", "town"]]', '["yes", "sea"]'),
    "arrays": (
        np.array(["Is it red?", "Where?"], object),
        [np.array(["no", "yes"], object), np.array(["sea", "sky", "town"], object)],
        ("yes", "sea"),
    ),
}


def frame(*rows, columns=("id", "question", "choices", "answer")):
    return pd.DataFrame(list(rows), columns=list(columns))


@pytest.mark.parametrize("cells", CELLS.values(), ids=CELLS)
def test_lists_in_every_spelling(cells):
    assert tables.questions(frame(("a", *cells))) == {"a": (RED, SEA)}


def test_a_row_for_each_question():
    rows = [("b", "Where?", "['sea', 'sky', 'town']", "sea"), ("a", "Is it red?", ["no", "yes"], "yes")]
    assert tables.questions(frame(rows[0], rows[1], ("b", "Is it red?", ["no", "yes"], "yes"))) == {
        "b": (SEA, RED),
        "a": (RED,),
    }


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_files(tmp_path, kind):
    path = tmp_path / f"questions.{kind}"
    table = frame(("0012", "Is it red?", ["no", "yes"], "yes"))
    table.to_csv(path, index=False) if kind == "csv" else table.to_parquet(path)
    assert tables.questions(tables.read_table(path)) == {"0012": (RED,)}  # an id is a text, zeros and all


def test_none_is_a_word(tmp_path):
    """An answer may be "None"; pandas would take it, and NA, for missing."""
    (tmp_path / "questions.csv").write_text("id,question,choices,answer\nNA,Hats?,\"['None', 'one']\",None\n")
    found = tables.questions(tables.read_table(tmp_path / "questions.csv"))
    assert found == {"NA": (Question("Hats?", ("None", "one"), "None"),)}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("a", ["x?", "y?"], [["b", "c"]], ["b"]), "row 'a': 2 questions, 1 lists of choices and 1 answers"),
        (("a", "x?", "['b', 'c'", "b"), r"row 'a': choices: not a list of texts: .*\['b', 'c'"),
        (("a", "x?", "b, c", "b"), "row 'a': choices: not a list of texts: 'b, c'"),
        (("a", "x?", "['b', 3]", "b"), "row 'a': choices: expected texts, not '3'"),
        (("a", "x?", ["b"], "b"), "row 'a': question 'x[?]' has 1 choices; expected 2 to 26"),
        (("a", "x?", ["b", "b"], "b"), "row 'a': the choices of 'x[?]' are empty or not all different"),
        (("a", "x?", ["b", " "], "b"), "row 'a': the choices of 'x[?]' are empty"),
        (("a", "x?", ["b", "c"], "B"), "row 'a': the answer 'B' to 'x[?]' is none of its choices"),
        (("a", "x?", ["b", "c"], float("nan")), "row 'a': the answer is missing"),
        (("a", " ", ["b", "c"], "b"), "row 'a': a question is empty"),
        (("a", [], [], []), "row 'a': no questions"),
        ((None, "x?", ["b", "c"], "b"), "row 0 has no id"),
        (("a", "x?", "__import__('os').system('true')", "b"), "row 'a': choices: not a list of texts"),
        (("a", "x?", "[" * 50_000, "b"), "row 'a': choices: not a list of texts"),
        (("a", "x?", "['" + "b" * 200_000 + "']", "b"), "row 'a': choices: a list of 200,004 characters"),
    ],
)
def test_a_wrong_row_is_named(row, message):
    with pytest.raises(TableError, match=message):
        tables.questions(frame(row))


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_cells_are_questions_or_a_table_error(question, choices, answer):
    try:
        found = tables.questions(frame(("a", question, choices, answer)))
    except TableError as error:
        assert "row 'a'" in str(error)
    else:
        assert all(q.answer in q.choices for q in found["a"])


def test_descriptions_keep_their_order():
    table = frame(("b", "a boat"), ("a", "a hill"), columns=("id", "description"))
    assert list(tables.descriptions(table).items()) == [("b", "a boat"), ("a", "a hill")]


def test_a_wrong_description_is_told_beside_the_good_ones():
    table = pd.DataFrame({"id": ["a", "b", "c"], "description": ["a boat", None, 3]})
    found = tables.good_and_bad_descriptions(table)
    assert list(found) == ["a", "b", "c"]
    assert found["a"] == "a boat"
    assert str(found["b"]) == "the description is missing; expected a text"
    assert str(found["c"]) == "the description is int '3'; expected a text"


@pytest.mark.parametrize(
    ("rows", "columns", "message"),
    [
        ([("a", "x"), ("a", "y")], ("id", "description"), "the descriptions: id 'a' stands twice"),
        ([("a", None)], ("id", "description"), "row 'a': the description is missing"),
        ([("a", "x")], ("id", "text"), "the descriptions lack the column 'description'; they have id, text"),
    ],
)
def test_wrong_descriptions(rows, columns, message):
    with pytest.raises(TableError, match=message):
        tables.descriptions(frame(*rows, columns=columns))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("none.csv", None, "none.csv: No such file"),
        ("table.txt", b"a", r"expected a \.csv, \.tsv or \.parquet file"),
        ("empty.csv", b"", "empty.csv: not readable: the file is empty"),
        ("blank.csv", b" \n\n", "blank.csv: not readable: the file is empty"),
        ("broken.parquet", b"PAR1 and nothing else", "broken.parquet"),
        ("latin.csv", "id,x\n1,é\n".encode("latin-1"), "latin.csv: not readable: line 2 is no UTF-8 .*CSV UTF-8"),
    ],
)
def test_unreadable_files_are_named(tmp_path, name, data, message):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(TableError, match=message):
        tables.read_table(tmp_path / name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["table.csv", "table.tsv"])
def test_what_spreadsheets_write_is_read(encoding, name, tmp_path):
    (tmp_path / name).write_text("id\tdescription\n1\ta café, at night\n", encoding=encoding)
    assert tables.descriptions(tables.read_table(tmp_path / name)) == {"1": "a café, at night"}


def test_a_file_over_the_limit_is_not_read(tmp_path, monkeypatch):
    (tmp_path / "large.csv").write_text("id\n" * 10)
    monkeypatch.setattr(tables, "MAX_FILE_BYTES", 20)
    with pytest.raises(TableError, match="30 bytes, over the limit of 20"):
        tables.read_table(tmp_path / "large.csv")


@pytest.mark.parametrize(
    "text", ["id,description\na,a boat, at sea\nb,a vase, on a table\n", "id,description\na,a boat,\nb,a vase,\n"]
)
def test_cells_beyond_the_header_are_told(tmp_path, text):
    (tmp_path / "table.csv").write_text(text)
    with pytest.raises(TableError, match="more cells than the header"):
        tables.read_table(tmp_path / "table.csv")


def test_a_parquet_file_of_too_many_rows_is_not_read(tmp_path, monkeypatch):
    frame(*[("a", "x")] * 3, columns=("id", "description")).to_parquet(tmp_path / "many.parquet")
    monkeypatch.setattr(tables, "MAX_ROWS", 2)
    with pytest.raises(TableError, match="3 rows, over the limit of 2"):
        tables.read_table(tmp_path / "many.parquet")


@pytest.mark.parametrize(("cell", "shown"), [(pd.NA, "missing"), (float("nan"), "missing"), (["a"], "list")])
def test_cells_of_other_kinds_are_told(cell, shown):
    found = tables.good_and_bad_descriptions(frame(("a", cell), columns=("id", "description")))
    assert shown in str(found["a"])


BOAT = {"1": "a red boat", "2": "a hat, blue"}
FORMS = {
    "usual": 'id,description\n1,a red boat\n2,"a hat, blue"\n',
    "byte order mark": '\ufeffid,description\r\n1,a red boat\r\n2,"a hat, blue"\r\n',
    "semicolons": "id;description\n1;a red boat\n2;a hat, blue\n",
    "tabs": "id\tdescription\n1\ta red boat\n2\ta hat, blue\n",
    "bars": "id|description\n1|a red boat\n2|a hat, blue\n",
    "spaces and capitals": 'Id , Description\n1 , a red boat\n2 , "a hat, blue"\n',
    "more columns": 'ID,Author,DESCRIPTION\n1,me,a red boat\n2,you,"a hat, blue"\n',
    "one column": 'description\na red boat\n"a hat, blue"\n',
    "one column without quotes": "prompt\na red boat\na hat, blue\n",
    "sentences alone": "a red boat\na hat, blue\n",
    "sentences alone, the first with a comma": "a red boat\r\n\r\na hat, blue",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_tables_are_read_as_people_make_them(text, tmp_path):
    (tmp_path / "table.csv").write_bytes(text.encode())
    assert tables.descriptions(tables.read_table(tmp_path / "table.csv")) == BOAT


def test_sentences_of_which_the_first_has_a_comma(tmp_path):
    (tmp_path / "table.csv").write_text("a boat, red\na hat\n")
    assert list(tables.descriptions(tables.read_table(tmp_path / "table.csv")).values()) == ["a boat, red", "a hat"]


def test_spaces_around_a_text_stay_where_the_heading_has_none(tmp_path):
    (tmp_path / "table.csv").write_text("id,description\n1, a boat \n")
    assert tables.descriptions(tables.read_table(tmp_path / "table.csv")) == {"1": " a boat "}


def test_a_line_with_too_many_cells_is_named(tmp_path):
    (tmp_path / "table.csv").write_text("id;description\n1;a boat\n2;a hat; blue\n3;a cup\n")
    with pytest.raises(TableError, match="line 3 has 3 cells, expected 2; a text with ';' in it stands in double quo"):
        tables.read_table(tmp_path / "table.csv")


@pytest.mark.parametrize("ids", [["b", "a", "a", "b"], [1, 2, "2", 1]])
def test_the_first_id_that_stands_twice_is_named(ids):
    table = pd.DataFrame({"id": ids, "description": "a boat"})
    with pytest.raises(TableError, match=f"id '{ids[2]}' stands twice"):
        tables.descriptions(table)


def test_a_text_that_all_rows_of_a_parquet_file_share_is_held_once(tmp_path):
    table = pd.DataFrame({"id": range(300), "svg": ["<svg>" + "a" * 100_000] * 300})
    table.to_parquet(tmp_path / "table.parquet")
    found = tables.read_table(tmp_path / "table.parquet")["svg"]
    assert found.dtype == object and len({id(text) for text in found}) == 1


def test_a_parquet_file_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    texts = [f"{i}" + "a" * 10_000 for i in range(300)]
    pd.DataFrame({"id": range(300), "svg": texts}).to_parquet(tmp_path / "table.parquet", compression="zstd")
    monkeypatch.setattr(tables, "MAX_FILE_BYTES", 1_000_000)
    with pytest.raises(TableError, match="bytes when unpacked, over the limit of 1,000,000"):
        tables.read_table(tmp_path / "table.parquet")
