"""The same 120 facts told in every language read to the same quantity and measure, place and date."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from qantar.domain.claim import Claim, Figure, Measure
from qantar.domain.quantity import Quantity
from tests.lang.reading import claims, packs

FOLDER = Path(__file__).parent / "facts"
PUBLISHED = "2022-03-15"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A quantity and a measure, ``12 police.killed``; ``part`` if it is inside the first of its fact."""

    quantity: str
    measure: str
    part: bool = False

    @classmethod
    def parse(cls, text: str) -> "Counted":
        words = text.split()
        part = words[0] == "part"
        quantity, measure = words[-2:]
        assert str(Quantity.parse(quantity)) == quantity
        assert str(Measure.parse(measure)) == measure
        return cls(quantity=quantity, measure=measure, part=part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    number: int
    counted: tuple[Counted, ...]
    place: str | None
    when: str | None
    spoken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    lang: str
    number: int
    text: str
    unread: bool

    def __str__(self) -> str:
        return f"{self.lang}:{self.number}"


@cache
def facts() -> dict[int, Fact]:
    out: dict[int, Fact] = {}
    for line in (FOLDER / "FACTS.md").read_text("utf-8").splitlines():
        match = re.match(r"(\d+)\s+(.+)$", line)
        if match is None:
            continue
        counted, place, when, speaker = (piece.strip() for piece in match[2].split("|"))
        assert int(match[1]) not in out, f"fact {match[1]} stands twice"
        out[int(match[1])] = Fact(
            number=int(match[1]),
            counted=tuple(Counted.parse(piece) for piece in counted.split(" + ")),
            place=None if place == "-" else place,
            when=None if when == "-" else when,
            spoken=speaker != "-",
        )
    return out


def sentences() -> list[Sentence]:
    out: list[Sentence] = []
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            match = re.match(r"(\d+)(\?)?:\s+(.+)$", line)
            if match is not None:
                out.append(
                    Sentence(
                        lang=path.stem,
                        number=int(match[1]),
                        text=match[3],
                        unread=bool(match[2]),
                    )
                )
    return out


def told(sentence: Sentence) -> list[str]:
    """What of a fact is missing or wrong in the reading of its sentence; empty if nothing."""
    fact = facts()[sentence.number]
    read = [
        claim
        for claim in claims(sentence.text, sentence.lang, published=PUBLISHED)
        if isinstance(claim.content, Figure)
    ]
    wrong: list[str] = []
    found: list[Claim] = []
    left = list(read)
    for counted in fact.counted:
        fitting = [claim for claim in left if _same(claim, counted)]
        if not fitting:
            wrong.append(f"{counted.quantity} {counted.measure} is not read")
            continue
        left.remove(fitting[0])
        found.append(fitting[0])
        inside = isinstance(fitting[0].content, Figure) and fitting[0].content.part_of
        if counted.part and inside != found[0].id:
            wrong.append(f"{counted.quantity} is no part")
    wrong += [f"{_print(claim)} is read besides" for claim in left]
    for claim in found[:1]:
        if fact.place is not None and claim.scope.place != fact.place:
            wrong.append(f"place {claim.scope.place}, not {fact.place}")
        if fact.when is not None and str(claim.scope.when) != fact.when:
            wrong.append(f"date {claim.scope.when}, not {fact.when}")
        if fact.spoken and claim.attribution is None:
            wrong.append("nobody is said to say it")
    return wrong


def _same(claim: Claim, counted: Counted) -> bool:
    return (
        isinstance(claim.content, Figure)
        and str(claim.content.quantity) == counted.quantity
        and str(claim.content.measure) == counted.measure
    )


def _print(claim: Claim) -> str:
    content = claim.content
    return f"{content.quantity} {content.measure}" if isinstance(content, Figure) else ""


def test_the_facts_are_120() -> None:
    assert sorted(facts()) == list(range(1, 121))


@pytest.mark.parametrize("sentence", [s for s in sentences() if not s.unread], ids=str)
def test_a_fact_reads_the_same_in_every_language(sentence: Sentence) -> None:
    assert told(sentence) == [], sentence.text


@pytest.mark.parametrize("sentence", [s for s in sentences() if s.unread], ids=str)
def test_a_sentence_marked_unread_is_not_read_yet(sentence: Sentence) -> None:
    """Once it is read, its question mark has to go, so that it stays read."""
    assert told(sentence) != [], f"it is read now: write «{sentence.number}:» {sentence.text}"


@pytest.mark.parametrize("lang", sorted(packs()))
def test_a_language_tells_a_fact_once(lang: str) -> None:
    numbers = [s.number for s in sentences() if s.lang == lang]
    assert len(numbers) == len(set(numbers))
    assert set(numbers) <= set(facts())
