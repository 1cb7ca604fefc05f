"""Corpus files: what they say, and what is refused."""

from pathlib import Path

import pytest

from qantar.domain.errors import LexiconError
from qantar.grammar.corpus import read_corpus


def corpus(folder: Path, text: str) -> Path:
    path = folder / "quantity.txt"
    path.write_text(text, "utf-8")
    return path


def test_values_phrases_and_settings_are_read(tmp_path: Path) -> None:
    text = "@ published 2022-02-07  place kz   # Monday\n>5\n    more than 5 [boats]  # why\n!\n    5 %\n"
    first, second = read_corpus(corpus(tmp_path, text))
    assert (first.value, first.phrase, first.line) == (">5", "more than 5 [boats]", 3)
    assert first.settings == {"published": "2022-02-07", "place": "kz"}
    assert (second.value, second.phrase) == (None, "5 %")


def test_words_in_brackets_stand_beside_what_is_read(tmp_path: Path) -> None:
    (one,) = read_corpus(corpus(tmp_path, "~20\n    [boats] about 20 [of them]\n"))
    assert one.text == "boats about 20 of them"
    assert one.text[one.start : one.end] == "about 20"


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("    five\n", 1, "before any value"),
        ("5\n6\n    six\n", 1, "no phrases"),
        ("5\n    five\n    five\n", 3, "stands in line 2"),
        ("5\n    five [boats\n", 2, "brackets"),
        ("@ published\n5\n    five\n", 1, "pairs"),
        ("5\n", 1, "no phrases"),
    ],
)
def test_a_malformed_corpus_is_refused_with_file_and_line(
    tmp_path: Path, text: str, line: int, found: str
) -> None:
    with pytest.raises(LexiconError, match=rf"quantity\.txt:{line}: .*{found}"):
        read_corpus(corpus(tmp_path, text))
