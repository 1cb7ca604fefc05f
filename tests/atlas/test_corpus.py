"""The corpus is the test: every line of ``corpus/*.txt`` reads as it says, and no more."""

from pathlib import Path

import pytest

from qantar.atlas.atlas import Atlas, Context

CORPUS = Path(__file__).parent / "corpus"
LANGUAGES = ("ru", "uk", "kk", "en")


def read_lines(lang: str) -> list[tuple[str, str, frozenset[str]]]:
    lines: list[tuple[str, str, frozenset[str]]] = []
    countries: frozenset[str] = frozenset()
    for line in (CORPUS / f"{lang}.txt").read_text("utf-8").splitlines():
        if line.startswith("@ countries"):
            countries = frozenset(line.split()[2:])
        elif line and not line.startswith("#"):
            sentence, _, expected = line.rpartition(" | ")
            lines.append((sentence, expected, countries))
    return lines


def read_places(atlas: Atlas, lang: str, sentence: str, countries: frozenset[str]) -> str:
    read = []
    for hit in atlas.find(sentence, lang):
        chosen = atlas.resolve(hit.candidates, Context(countries=countries))
        sign = "~" if hit.adjectival else "?" if hit.ambiguous else ""
        name = "*" if chosen is None else atlas.place(chosen).name
        read.append(f"{sign}{sentence[hit.start : hit.end]} → {name}")
    return "; ".join(read) or "nothing"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_reads_as_the_corpus_says(atlas: Atlas, lang: str) -> None:
    wrong = [
        f"{sentence}\n    says  {expected}\n    reads {read}"
        for sentence, expected, countries in read_lines(lang)
        if (read := read_places(atlas, lang, sentence, countries)) != expected
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_sixty_sentences(lang: str) -> None:
    assert len(read_lines(lang)) >= 60
