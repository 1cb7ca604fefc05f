"""Every phrase of ``lang/*/corpus/when.txt`` is read as the margin says, and as nothing else."""

from importlib import import_module

import pytest

from qantar.domain.when import When
from qantar.grammar.corpus import Example, read_corpus
from qantar.grammar.moments import ANAPHORIC, Moment
from qantar.grammar.pack import Pack

LANGUAGES = ("ru", "uk", "kk", "en")
LEAST = {"ru": 120, "uk": 120, "kk": 150, "en": 120}


def pack(code: str) -> Pack:
    found = import_module(f"qantar.lang.{code}.pack").PACK
    assert isinstance(found, Pack)
    return found


def examples(code: str) -> list[Example]:
    return read_corpus(pack(code).folder / "corpus" / "when.txt")


def as_written(moment: Moment) -> str:
    when = moment.when or moment.partial
    if when is not None:
        return str(when)
    return ANAPHORIC if moment.kind == ANAPHORIC else f"clock {moment.clock}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_phrase_is_read_once_and_as_the_margin_says(code: str) -> None:
    wrong = []
    for example in examples(code):
        published = When(example.settings["published"])
        moments = pack(code).calendar.find(pack(code).tokens(example.text), published)
        read = [as_written(moment) for moment in moments]
        if read != ([] if example.value is None else [example.value]):
            wrong.append(f"{example} is {example.value}, read {read}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_corpus_is_large_enough_and_lists_what_must_not_be_read(code: str) -> None:
    found = examples(code)
    assert len(found) >= LEAST[code]
    assert sum(example.value is None for example in found) >= 15
