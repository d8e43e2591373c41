"""Descriptions, questions and submissions from CSV, parquet or DataFrames, checked row by row.

Everything that arrives here is data from elsewhere: a list is read as a Python literal or as JSON and never evaluated,
and a wrong row is named with its id and with what is wrong.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from scoring.csv_form import read_csv

MAX_FILE_BYTES = 200_000_000
MAX_ROWS = 1_000_000  # of a parquet file, which may hold as many alike in a few bytes
_MAX_LIST_CHARACTERS = 100_000  # of one cell; Python's parser is not meant for more from a stranger


class TableError(ValueError):
    """A table does not hold what it should; the message names the row and the reason."""


@dataclass(frozen=True)
class Question:
    """One question about a picture; the answer is one of the choices.

    Raises:
        ValueError: fewer than two choices, more than 26, one twice, an empty one, or an answer that is none of them.
    """

    text: str
    choices: tuple[str, ...]
    answer: str

    def __post_init__(self):
        if not self.text.strip():
            raise ValueError("a question is empty")
        if not 2 <= len(self.choices) <= 26:
            raise ValueError(f"question {self.text!r} has {len(self.choices)} choices; expected 2 to 26")
        if len(set(self.choices)) < len(self.choices) or not all(choice.strip() for choice in self.choices):
            raise ValueError(f"the choices of {self.text!r} are empty or not all different: {list(self.choices)}")
        if self.answer not in self.choices:
            raise ValueError(f"the answer {self.answer!r} to {self.text!r} is none of its choices {list(self.choices)}")


def read_table(path: str | Path) -> pd.DataFrame:
    """Read a .csv, .tsv or .parquet file; every cell of a text is text, "NA" too, and only an empty one is missing.

    Columns are named in lower case and without spaces around.  `scoring.csv_form` says which forms of CSV are read.

    Raises:
        TableError: the file is not there, too large, of another kind, or not readable as what it claims to be.

    >>> read_table("answers.txt")
    Traceback (most recent call last):
    scoring.tables.TableError: answers.txt: expected a .csv, .tsv or .parquet file
    """
    path = Path(path)
    readers = {".csv": read_csv, ".tsv": read_csv, ".parquet": _read_parquet}
    if path.suffix.lower() not in readers:
        raise TableError(f"{path}: expected a .csv, .tsv or .parquet file")
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise TableError(f"{path}: {path.stat().st_size:,} bytes, over the limit of {MAX_FILE_BYTES:,}")
        table = readers[path.suffix.lower()](path)
    except OSError as error:  # pyarrow's errors on a broken file are OSErrors without a reason, or ValueErrors
        raise TableError(f"{path}: {error.strerror or error}") from error
    except TableError:
        raise
    except (ValueError, UnicodeError) as error:
        raise TableError(f"{path}: not readable: {' '.join(str(error).split())[:200]}") from error
    except MemoryError as error:
        raise TableError(f"{path}: too large for this machine's memory") from error
    if path.suffix.lower() != ".parquet" and not isinstance(table.index, pd.RangeIndex):  # surplus cells, to pandas
        raise TableError(f"{path}: rows have more cells than the header; a text with commas stands in double quotes")
    names = [str(name).strip().lower() for name in table.columns]
    if len(set(names)) == len(names) > 1:
        table.columns = names
    return table


def _read_parquet(path: Path) -> pd.DataFrame:
    from pyarrow import types
    from pyarrow.parquet import ParquetFile

    with ParquetFile(path) as file:
        held, schema = file.metadata, file.schema_arrow
    if held.num_rows > MAX_ROWS:
        raise TableError(f"{path}: {held.num_rows:,} rows, over the limit of {MAX_ROWS:,}")
    unpacked = sum(held.row_group(i).total_byte_size for i in range(held.num_row_groups))
    if unpacked > MAX_FILE_BYTES:
        raise TableError(f"{path}: {unpacked:,} bytes when unpacked, over the limit of {MAX_FILE_BYTES:,}")
    # A text that many rows share stands once in the file, and so it does in memory.
    texts = [field.name for field in schema if types.is_string(field.type) or types.is_large_string(field.type)]
    table = pd.read_parquet(path, read_dictionary=texts)
    shared = table.columns[table.dtypes == "category"]
    return table.astype(dict.fromkeys(shared, object))


def descriptions(table: pd.DataFrame, row_id: str = "id") -> dict[str, str]:
    """Return {id: description} in the table's order.

    Raises:
        TableError: a column is missing, an id stands twice, or a description is no text.

    >>> descriptions(pd.DataFrame({"id": ["a"], "description": ["a red boat"]}))
    {'a': 'a red boat'}
    """
    found = good_and_bad_descriptions(table, row_id)
    for name, text in found.items():
        if isinstance(text, TableError):
            raise TableError(f"row {name!r}: {text}") from text
    return found


def good_and_bad_descriptions(table: pd.DataFrame, row_id: str = "id") -> dict[str, str | TableError]:
    """Return {id: description, or what is wrong with it}, in the table's order.

    A single column of texts gets the ids "1", "2" and so on; a heading of several words is the first of them.  Where
    the table has a row for each question, the rows of an id must say the same description.

    Raises:
        TableError: a column or an id is missing, or an id stands twice.

    >>> good_and_bad_descriptions(pd.DataFrame({"id": ["a", "b"], "description": ["a red boat", 7]}))
    {'a': 'a red boat', 'b': TableError("the description is int '7'; expected a text")}
    """
    if len(table.columns) == 1 and str(table.columns[0]).strip().lower() != row_id:
        heading, texts = str(table.columns[0]), list(table.iloc[:, 0])
        texts = [heading, *texts] if len(heading.split()) > 1 else texts
        return {str(number): _text_or_error(text) for number, text in enumerate(texts, 1)}
    _need_columns(table, "the descriptions", row_id, "description")
    if has_questions(table):
        table = table[table[row_id].isna() | ~table[[row_id, "description"]].astype(str).duplicated()]
    _need_unique(table[row_id], "the descriptions")
    names = _ids(table[row_id], "the descriptions")
    return {name: _text_or_error(text) for name, text in zip(names, table["description"], strict=True)}


def _text_or_error(cell) -> str | TableError:
    try:
        return _text(cell, "the description")
    except TableError as error:
        return error


def submission_svgs(table: pd.DataFrame, row_id: str = "id") -> dict[str, str]:
    """Return {id: SVG text} of a submission, in its order.

    Raises:
        TableError: a column is missing, an id stands twice, or an SVG is no text.

    >>> submission_svgs(pd.DataFrame({"id": ["a"], "svg": ["<svg/>"]}))
    {'a': '<svg/>'}
    """
    _need_columns(table, "the submission", row_id, "svg")
    _need_unique(table[row_id], "the submission")
    return {
        name: _text(svg, f"row {name!r}: the SVG")
        for name, svg in zip(_ids(table[row_id], "the submission"), table["svg"], strict=True)
    }


def has_questions(table: pd.DataFrame) -> bool:
    """Whether a table of descriptions holds their questions too, in any of the forms that `questions` reads.

    >>> has_questions(pd.DataFrame({"id": ["a"], "description": ["a red boat"]}))
    False
    """
    return {"question", "choices", "answer"} <= set(table.columns)


def questions(table: pd.DataFrame, row_id: str = "id") -> dict[str, tuple[Question, ...]]:
    """Return {id: questions} in the table's order.

    Two forms are read: one row for each question (id, question, choices, answer), as in the competition's
    questions.parquet, and one row for each id whose cells are lists of equal length, as its solution has.  Lists may be
    lists, arrays, or texts of a Python literal or of JSON.

    Raises:
        TableError: names the row and the reason.

    >>> row = {"id": ["a"], "question": ["Is it red?"], "choices": ['["no", "yes"]'], "answer": ["yes"]}
    >>> questions(pd.DataFrame(row))
    {'a': (Question(text='Is it red?', choices=('no', 'yes'), answer='yes'),)}
    """
    _need_columns(table, "the questions", row_id, "question", "choices", "answer")
    found: dict[str, list[Question]] = {}
    names = _ids(table[row_id], "the questions")
    for name, *cells in zip(names, table["question"], table["choices"], table["answer"], strict=True):
        try:
            found.setdefault(name, []).extend(_row_questions(*cells))
        except ValueError as error:
            raise TableError(f"row {name!r}: {error}") from error
    return {name: tuple(asked) for name, asked in found.items()}


def _row_questions(question, choices, answer) -> Iterable[Question]:
    """The questions of one row, whichever of the two forms it has."""
    if not _is_list(question):
        yield Question(_text(question, "the question"), _strings(choices, "choices"), _text(answer, "the answer"))
        return
    texts, answers = _strings(question, "question"), _strings(answer, "answer")
    groups = _list(choices, "choices")
    if not len(texts) == len(groups) == len(answers):
        raise ValueError(f"{len(texts)} questions, {len(groups)} lists of choices and {len(answers)} answers")
    if not texts:
        raise ValueError("no questions")
    for text, group, right in zip(texts, groups, answers, strict=True):
        yield Question(text, _strings(group, "choices"), right)


def _is_list(cell) -> bool:
    return not isinstance(cell, str) and isinstance(cell, Iterable) or isinstance(cell, str) and cell.startswith("[")


def _list(cell, what: str) -> Sequence:
    """A list, tuple or array as it is; a text read as a Python literal or as JSON."""
    if isinstance(cell, str):
        if len(cell) > _MAX_LIST_CHARACTERS:
            raise ValueError(f"{what}: a list of {len(cell):,} characters, over the limit of {_MAX_LIST_CHARACTERS:,}")
        cell = _parsed(cell, what)
    if isinstance(cell, str) or not isinstance(cell, Iterable):
        raise ValueError(f"{what}: expected a list, not {str(cell)[:80]!r}")
    return list(cell)


def _parsed(text: str, what: str):
    for read in (ast.literal_eval, json.loads):
        try:
            return read(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
    raise ValueError(f"{what}: not a list of texts: {text[:80]!r}")


def _strings(cell, what: str) -> tuple[str, ...]:
    items = _list(cell, what)
    wrong = next((item for item in items if not isinstance(item, str)), None)
    if wrong is not None:
        raise ValueError(f"{what}: expected texts, not {str(wrong)[:80]!r}")
    return tuple(items)


def _text(cell, what: str) -> str:
    if not isinstance(cell, str):
        missing = cell is None or (pd.api.types.is_scalar(cell) and pd.isna(cell))
        shown = "missing" if missing else f"{type(cell).__name__} {str(cell)[:80]!r}"
        raise TableError(f"{what} is {shown}; expected a text")
    return cell


def _ids(column: pd.Series, what: str) -> list[str]:
    missing = column.isna().to_numpy()
    if missing.any():
        raise TableError(f"{what}: row {int(missing.argmax())} has no {column.name}")
    return [str(name) for name in column]


def _need_columns(table: pd.DataFrame, what: str, *columns: str) -> None:
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise TableError(f"{what} lack the column {missing[0]!r}; they have {', '.join(map(str, table.columns))}")


def _need_unique(column: pd.Series, what: str) -> None:
    present = column[column.notna()].map(str)  # as `_ids` names them
    twice = present[present.duplicated()]
    if len(twice):
        raise TableError(f"{what}: {column.name} {twice.iloc[0]!r} stands twice")
