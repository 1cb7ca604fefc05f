import json

from qantar import codebook
from qantar.domain.identity import Json
from qantar.export.format import Material
from qantar.export.formats.plover import FORMAT, event_types


def rows(record: Material) -> list[Json]:
    return [json.loads(line) for line in FORMAT.write(record).data.splitlines()]


def test_what_is_denied_or_planned_is_flagged(record: Material) -> None:
    flags = {
        row["text"][:6]: (row["negated"], row["hypothetical"], row["future"])
        for row in rows(record)
    }
    assert flags == {
        "5 янва": (False, False, False),
        "В янва": (False, False, False),
        "Полици": (False, False, True),
        "Police": (True, False, False),
    }


def test_what_a_person_rejected_is_not_written(record: Material) -> None:
    assert not [row for row in rows(record) if "arrested" in row["text"]]


def test_words_are_verbatim_and_judged_ones_told_apart(record: Material) -> None:
    texts = [document.text for document in record.documents.values()]
    assert all(any(row["text"] in text for text in texts) for row in rows(record))
    assert sorted({row["read_by"] for row in rows(record)}) == [
        "judged by Dana Testova",
        "read by rules, not checked",
    ]


def test_only_a_settlement_is_a_point(record: Material) -> None:
    points = [row["location"] for row in rows(record) if row["location"]["latitude"]]
    assert [point["name"] for point in points] == ["Almaty"]


def test_types_are_of_the_codebook() -> None:
    assert set(event_types()) <= set(codebook.load().events)


def test_an_event_without_a_type_there_is_counted(record: Material) -> None:
    assert "1 event was left out: no PLOVER type is near" in FORMAT.write(record).dropped
