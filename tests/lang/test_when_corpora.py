"""Every phrase of ``lang/*/corpus/when.txt`` is read as the margin says, and as nothing else."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from qantar.domain.when import When
from qantar.grammar.moments import ANAPHORIC, Moment
from qantar.grammar.pack import Pack

LANGUAGES = ("ru", "uk", "kk", "en")
LEAST = {"ru": 120, "uk": 120, "kk": 150, "en": 120}
REFUSED = "!"


def pack(code: str) -> Pack:
    found = import_module(f"qantar.lang.{code}.pack").PACK
    assert isinstance(found, Pack)
    return found


def phrases(code: str) -> Iterator[tuple[str, str, str]]:
    """Publication date, value and phrase, in the order of the file."""
    published = value = ""
    path: Path = pack(code).folder / "corpus" / "when.txt"
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("@"):
            published = line.split()[2]
        elif line.startswith(" "):
            yield published, value, line.strip()
        elif line.strip():
            value = line.strip()


def as_written(moment: Moment) -> str:
    when = moment.when or moment.partial
    if when is not None:
        return str(when)
    return ANAPHORIC if moment.kind == ANAPHORIC else f"clock {moment.clock}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_phrase_is_read_once_and_as_the_margin_says(code: str) -> None:
    wrong = []
    for published, value, phrase in phrases(code):
        moments = pack(code).calendar.find(pack(code).tokens(phrase), When(published))
        read = [as_written(moment) for moment in moments]
        if read != ([] if value == REFUSED else [value]):
            wrong.append(f"{value} «{phrase}» read {read}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_corpus_is_large_enough_and_says_no_phrase_twice(code: str) -> None:
    found = [phrase for _, _, phrase in phrases(code)]
    assert len(found) >= LEAST[code]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_corpus_lists_what_must_not_be_read(code: str) -> None:
    assert sum(value == REFUSED for _, value, _ in phrases(code)) >= 15
