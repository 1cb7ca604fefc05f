import json
from typing import Any

from qantar.domain.attribution import Attribution
from qantar.domain.claim import (
    Claim,
    Content,
    Event,
    Figure,
    Label,
    Measure,
    Post,
    Reality,
    Scope,
    Status,
)
from qantar.domain.derivation import Derivation
from qantar.domain.quantity import Quantity
from qantar.domain.source import Document
from qantar.domain.span import Quote, Span
from qantar.domain.when import When
from qantar.views.chronology import chronology

TEXT = "В ночь на 6 января здание атаковали 27 раз."
DOCUMENT = Document(capture="capture-1", report="r", text=TEXT, outlet="ensk.test")
DOCUMENTS = {DOCUMENT.id: DOCUMENT}
NIGHT = "2022-01-05T20:00/2022-01-06T05:00"


def claim(content: Content, when: str | None = None, at: int = 0, **more: Any) -> Claim:
    scope = Scope(place="Almaty", when=When(when) if when and "X" not in when else None,
                  when_partial=When(when) if when and "X" in when else None)  # fmt: skip
    fields: dict[str, Any] = {
        "document": DOCUMENT.id, "report": "r", "content": content, "quote": Quote.cut(TEXT, at, len(TEXT)),
        "anchor": Span(at, at + 2), "scope": scope, "derivation": Derivation("test"), "capture": "capture-1",
        "attribution": Attribution(speaker="полиция"),
    }  # fmt: skip
    return Claim(**fields | more)


ATTACK, OTHER = Event(type="attack"), Event(type="other")


def test_happenings_stand_in_time_the_closer_date_first() -> None:
    events = [
        claim(OTHER, when) for when in ("2022-01", "2022-01-05T20:00", NIGHT, "2022-01-05")
    ]
    shown = [row.shown for row in chronology(events, DOCUMENTS).dated]
    assert shown == [
        "2022-01",
        "2022-01-05",
        "2022-01-05 20:00",
        "2022-01-05 20:00 to 2022-01-06 05:00",
    ]


def test_a_night_is_marked_as_one() -> None:
    (night,) = chronology([claim(ATTACK, NIGHT)], DOCUMENTS).dated
    (days,) = chronology([claim(ATTACK, "2022-01-05/2022-01-09")], DOCUMENTS).dated
    assert night.over_midnight and not days.over_midnight


def test_what_nobody_dates_stands_at_the_end_and_is_not_hidden() -> None:
    found = chronology(
        [claim(ATTACK), claim(OTHER, "XXXX-01-31"), claim(ATTACK, "2022-01-05")], DOCUMENTS
    )
    assert [row.shown for row in found.dated] == ["2022-01-05"]
    assert [row.shown for row in found.undated] == ["XXXX-01-31", "undated"]


def test_a_figure_a_regime_and_an_office_have_their_places_in_time() -> None:
    figure = Figure(measure=Measure("attack", "occurred"), quantity=Quantity.parse("27"))
    status = Status(regime="terror_level", level="red", change="lifted", regions=14)
    post = Post(person="Асан Ким", post="аким", change="appointed")
    found = chronology(
        [claim(figure, NIGHT), claim(status, "2022-01-12"), claim(post, "2022-01-20")],
        DOCUMENTS,
    )
    assert [row.title for row in found.dated] == [
        "27 attacks that occurred",
        "level of terrorist danger, red: lifted",
        "Асан Ким, аким: appointed",
    ]
    assert found.dated[1].place == "14 regions"


def test_one_happening_told_twice_is_one_row_with_two_tellings() -> None:
    found = chronology(
        [claim(ATTACK, "2022-01-05"), claim(ATTACK, "2022-01-05", at=9)], DOCUMENTS
    )
    (row,) = found.dated
    assert len(row.tellings) == 2
    assert row.tellings[0].outlet == "ensk.test" and row.tellings[0].speaker == "полиция"
    assert all(TEXT.endswith(telling.words) for telling in row.tellings)


def test_a_plan_is_not_told_as_a_happening() -> None:
    found = chronology([claim(ATTACK, "2022-01-05", reality=Reality.FUTURE)], DOCUMENTS)
    assert found.dated == () and len(found.not_reported_as_fact) == 1


def test_labels_have_no_time_of_their_own() -> None:
    found = chronology([claim(Label(words="бандиты", side="attackers"))], DOCUMENTS)
    assert found.dated == found.undated == ()


def test_the_chronology_is_one_text_whatever_the_order() -> None:
    claims = [claim(ATTACK, "2022-01-05"), claim(OTHER, NIGHT), claim(ATTACK)]
    there, back = (chronology(c, DOCUMENTS).as_json() for c in (claims, claims[::-1]))
    assert json.dumps(there) == json.dumps(back)
