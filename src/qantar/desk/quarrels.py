"""Contradictions and retractions told as sentences, with the words of both sides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qantar.desk.sentences import question_words
from qantar.desk.shelf import Condition, Row, unpacked
from qantar.desk.visit import Visit
from qantar.domain.identity import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One account of a quarrel, as a page shows it."""

    speaker: str | None
    number: str
    in_words: str
    as_of: str | None
    outlet: str | None
    words: str
    claim: str
    account: str
    question: str
    denied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarrel:
    """A contradiction or a retraction: one sentence, the reason, both sides."""

    question: str
    title: str
    type: str
    open: bool
    sentence: str
    because: str
    relation: str
    """The id to ask why by."""
    sides: tuple[Side, ...]


def quarrels(visit: Visit, condition: Condition, most: int, first: int = 0) -> list[Quarrel]:
    """Quarrels that meet a condition on the shelf's ``conflicts``, unsettled ones first."""
    rows = visit.shelf.where(
        "SELECT conflicts.*, questions.brief FROM conflicts JOIN questions USING (question)",
        condition,
        "ORDER BY conflicts.position LIMIT ? OFFSET ?",
        most,
        first,
    )
    return [
        quarrel(
            visit,
            row,
            unpacked(row),
            question_words(visit.language, visit.places, unpacked(row, "brief")),
        )
        for row in rows
    ]


def quarrel(visit: Visit, row: Mapping[str, Any] | Row, told: Json, title: str) -> Quarrel:
    """A row of ``conflicts``, worded; ``told`` are its two sides."""
    later = [_side(visit, side) for side in told["a"]]
    earlier = _side(visit, told["b"])
    return Quarrel(
        question=row["question"],
        title=title,
        type=row["type"],
        open=bool(row["open"]),
        sentence=_sentence(visit, str(row["type"]), later, earlier),
        because=told["because"],
        relation=told["relation"],
        sides=(*later, earlier),
    )


def _side(visit: Visit, side: dict[str, Any]) -> Side:
    return Side(
        speaker=side["speaker"], number=visit.language.signs(side["number"]),
        in_words=visit.language.quantity(side["number"]), as_of=side["as_of"],
        outlet=side["outlet"], words=side["words"], claim=side["claim"], account=side["account"],
        question=side["question"], denied=bool(side["denied"]),
    )  # fmt: skip


def _sentence(visit: Visit, type_: str, a: list[Side], b: Side) -> str:
    def who(side: Side) -> str:
        name = side.speaker or visit.say("a speaker not named")
        return f"{name} ({visit.language.when(side.as_of)})" if side.as_of else name

    numbers = " + ".join(side.in_words for side in a)
    values = {"a": who(a[0]), "x": numbers, "b": who(b), "y": b.in_words}
    if type_ == "retracts":
        return visit.say("{a} takes back {y}, told by {b}.", **values)
    if len(a) > 1:
        return visit.say("The parts {x} together exceed the whole: {y}, told by {b}.", **values)
    return visit.say("{a} says {x}; {b} says {y}.", **values)
