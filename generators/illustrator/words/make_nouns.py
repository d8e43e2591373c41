"""Makes nouns.txt.xz, what the illustrator knows of English words, from WordNet's dictionary files.

    apt-get install wordnet-base
    python -m generators.illustrator.words.make_nouns /usr/share/wordnet

A line of the table is a word and what it is; the lines are sorted by their words:

    couch=sofa        a synonym
    spaniel>gun dog   a kind of
    dog>@animal       no nearer word is known for the kind: WordNet's file of it
    run>score;v       mostly a verb (v) or an adjective or adverb (a), though a noun too
    lay;v             no noun at all

A noun has one sense here: the most frequent of those that can be seen, unless another is much more frequent. WordNet
says how often each sense was met in tagged text (cntlist.rev).
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from support import command_line
from support.files import write_atomically

from .nouns import TABLE

# WordNet's files by number: things that can be seen, and the rest.
SEEN = {3: "top", 5: "animal", 6: "artifact", 8: "body", 13: "food", 17: "object", 18: "person", 19: "phenomenon",
        20: "plant", 25: "shape", 27: "substance"}  # fmt: skip
UNSEEN = {4: "act", 7: "attribute", 9: "cognition", 10: "communication", 11: "event", 12: "feeling", 14: "group",
          15: "location", 16: "motive", 21: "possession", 22: "process", 23: "quantity", 24: "relation", 26: "state",
          28: "time"}  # fmt: skip
FILES = SEEN | UNSEEN
NAMED_BY_TWO = {5, 6, 13, 17}  # files whose nouns of two words are worth their lines
MORE = 4  # times as often as one that can be seen must an abstract sense be met, to be taken
PLAIN = re.compile(r"[a-z]+(?:[ -][a-z]+){0,2}")
LONG = 13  # letters from which on a word must have been met in a text, two words together twice as many
OTHERS = {"adj": "a", "adv": "a", "verb": "v"}


@dataclass
class Synset:
    """One meaning: its words, the most frequent first, its file and its hypernyms."""

    words: list[str]
    file: int
    above: list[str] = field(default_factory=list)  # offsets in data.noun


def read_synsets(path: Path) -> dict[str, Synset]:
    """Offset -> meaning, of a data file (wndb(5WN)); without names and without taxonomists' groups."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        offset, file, _, count, *fields = line.split(" | ")[0].split()
        words = [re.sub(r"\(.*\)", "", word).replace("_", " ") for word in fields[: 2 * int(count, 16) : 2]]
        pointers = fields[2 * int(count, 16) + 1 :]
        links = [pointers[i : i + 2] for i in range(0, len(pointers) - 3, 4)]
        found[offset] = Synset(words, int(file), [to for kind, to in links if kind in ("@", "@i")])
    return found


def read_senses(path: Path) -> dict[str, list[str]]:
    """Word -> the offsets of its meanings, the most frequent first, of an index file."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            word, _, count, pointers, *rest = line.split()
            found[word.replace("_", " ")] = rest[int(pointers) + 2 :][: int(count)]
    return found


def read_counts(path: Path) -> dict[tuple[str, int], dict[int, int]]:
    """(Word, part of speech) -> its senses' numbers -> how often each was met, of cntlist.rev."""
    found: dict[tuple[str, int], dict[int, int]] = defaultdict(dict)
    for line in path.read_text(encoding="utf-8").splitlines():
        key, number, count = line.split()
        word, _, rest = key.partition("%")
        found[word.replace("_", " "), int(rest[0])][int(number)] = int(count)
    return found


def chosen(word: str, senses: list[str], synsets: dict[str, Synset], counts: dict[int, int]) -> str | None:
    """The offset of the meaning that a picture shows, or None where each is a name or a taxonomist's group."""
    known = [(i, o) for i, o in enumerate(senses, 1) if word in synsets[o].words and not taxonomic(synsets[o])]
    seen = [(i, o) for i, o in known if synsets[o].file in SEEN]
    if not known or not seen:
        return known[0][1] if known else None
    first, offset = seen[0]
    top, best = known[0]
    return best if counts.get(top, 0) > MORE * (counts.get(first, 0) + 1) else offset


def table(folder: Path) -> list[str]:
    """The table's lines, sorted."""
    synsets, senses = read_synsets(folder / "data.noun"), read_senses(folder / "index.noun")
    counts = read_counts(folder / "cntlist.rev")
    meaning = {}
    for word, offsets in senses.items():
        if PLAIN.fullmatch(word) and len(word) > 1:
            meaning[word] = chosen(word, offsets, synsets, counts.get((word, 1), {}))
    meaning = {word: offset for word, offset in meaning.items() if offset}
    meaning = {word: offset for word, offset in meaning.items() if wanted(word, meaning, synsets, counts)}
    leads = {}  # offset -> the word that stands for it: the first that has this meaning
    for offset, synset in synsets.items():
        leads[offset] = next((w.lower() for w in synset.words if meaning.get(w.lower()) == offset), None)
    nouns = {word: f"{word}{link(word, offset, synsets, leads)}" for word, offset in meaning.items()}
    return sorted(with_others(folder, nouns, counts))


def taxonomic(synset: Synset) -> bool:
    return synset.file == 14 and any(w.split()[0].lower() in ("genus", "family", "order") for w in synset.words)


def wanted(word: str, meaning: dict[str, str], synsets: dict[str, Synset], counts: dict) -> bool:
    """Whether a noun is worth a line: of several words, only those that the last alone does not say."""
    file, met = synsets[meaning[word]].file, (word, 1) in counts
    if " " not in word:
        return met or (file in SEEN and len(word) < LONG)
    said = meaning.get(word.rpartition(" ")[2]) in above(meaning[word], synsets)
    return not said and file in SEEN and (met or (file in NAMED_BY_TWO and len(word) < 2 * LONG))


def above(offset: str, synsets: dict[str, Synset]) -> set[str]:
    """A meaning and all its kinds."""
    found, waiting = set(), [offset]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += synsets[here].above
    return found


def link(word: str, offset: str, synsets: dict[str, Synset], leads: dict[str, str | None]) -> str:
    """ "=sofa", ">gun dog" or ">@animal"."""
    if leads[offset] != word:
        return f"={leads[offset]}"
    level, visited = synsets[offset].above, {offset}
    while level:
        named = next((up for up in level if leads[up]), None)
        unseen = named and synsets[named].file not in SEEN and synsets[offset].file in SEEN
        if named and synsets[named].file != 3 and not unseen:
            return f">{leads[named]}"
        level = [up for here in level for up in synsets[here].above if up not in visited]
        visited.update(level)
    return f">@{FILES[synsets[offset].file]}"


def with_others(folder: Path, nouns: dict[str, str], counts: dict) -> list[str]:
    """The nouns' lines, marked where they are mostly something else, and those of words that are no nouns."""
    others: dict[str, tuple[int, str]] = {}
    for number, (kind, mark) in zip((3, 4, 2), OTHERS.items(), strict=True):
        keys = (number, 5) if kind == "adj" else (number,)  # 5: adjective satellites
        for word in read_senses(folder / f"index.{kind}"):
            if re.fullmatch("[a-z]{2,}", word):
                met = sum(sum(counts[word, key].values()) for key in keys if (word, key) in counts)
                others[word] = max(others.get(word, (-1, "")), (met, mark))
    for form, base in irregular(folder / "verb.exc").items():
        if form not in nouns and base in others:
            others.setdefault(form, (0, "v"))
    lines = []
    for word, (met, mark) in others.items():
        as_noun = sum(counts[word, 1].values()) if (word, 1) in counts else 0
        if word not in nouns:
            lines += [f"{word};{mark}"] if met or len(word) < LONG and not word.endswith("ly") else []
        elif met > as_noun:
            nouns[word] += f";{mark}"
    return lines + list(nouns.values())


def irregular(path: Path) -> dict[str, str]:
    """Irregular form -> base, of an exceptions file."""
    pairs = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {form: base for form, base, *_ in pairs if re.fullmatch("[a-z]+", form)}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where data.noun, index.noun and the others are")
    parser.add_argument("-o", "--output", type=Path, default=TABLE, metavar="FILE")
    args = parser.parse_args(arguments)
    try:
        lines = table(args.folder)
    except OSError as error:
        parser.error(f"cannot read {error.filename}: {error.strerror}")
    write_atomically(args.output, lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{len(lines):,} words, {args.output.stat().st_size:,} bytes: {args.output}")
    return 0


if __name__ == "__main__":
    command_line.exit_with(main)
