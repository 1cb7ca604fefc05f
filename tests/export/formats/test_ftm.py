"""Entities and statements, checked with the library itself where it is installed."""

import json
import warnings
from collections.abc import Iterator
from typing import Any, cast

import pytest

from qantar.domain.identity import Json
from qantar.export.format import Material
from qantar.export.formats import ftm, ftm_statements


def rows(data: bytes) -> list[Json]:
    return [json.loads(line) for line in data.splitlines()]


@pytest.fixture(scope="module")
def library() -> Iterator[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield pytest.importorskip("followthemoney", reason="followthemoney is not installed")


def test_every_value_is_valid_for_the_library(record: Material, library: Any) -> None:
    for row in rows(ftm.FORMAT.write(record).data):
        proxy = library.model.get_proxy(row)
        proxy.schema.validate(proxy.to_dict())
        for prop, value in proxy.itervalues():
            assert prop.type.validate(value), (row["id"], prop.name, value)
        assert proxy.to_dict() == row  # nothing was unknown to the schema or dropped


def test_every_reference_leads_to_an_entity(record: Material, library: Any) -> None:
    written = rows(ftm.FORMAT.write(record).data)
    ids = {row["id"] for row in written}
    for row in written:
        for prop, value in library.model.get_proxy(row).itervalues():
            assert prop.type.name != "entity" or value in ids


def test_statements_give_back_the_entities(record: Material, library: Any) -> None:
    from followthemoney.statement.statement import Statement

    held: dict[str, dict[str, list[str]]] = {}
    for row in rows(ftm_statements.FORMAT.write(record).data):
        assert Statement.from_dict(cast(Any, row)).generate_key() == row["id"]
        held.setdefault(row["entity_id"], {}).setdefault(row["prop"], []).append(row["value"])
    entities = rows(ftm.FORMAT.write(record).data)
    assert held == {row["id"]: row["properties"] for row in entities}


def test_a_statement_says_whether_a_person_judged_it(record: Material) -> None:
    origins = {row["origin"] for row in rows(ftm_statements.FORMAT.write(record).data)}
    assert origins == {
        "judged by Dana Testova",
        "read by rules, not checked",
        "taken from the report",
    }


def test_persons_of_two_mentions_are_not_merged_and_nobody_is_made_up(record: Material) -> None:
    written = rows(ftm.FORMAT.write(record).data)
    people = [row["properties"]["name"] for row in written if row["schema"] == "Person"]
    assert people == [["Arman Testov"]]


def test_two_tolls_are_two_notes(record: Material) -> None:
    names = [
        row["properties"]["name"][0]
        for row in rows(ftm.FORMAT.write(record).data)
        if row["schema"] == "Note"
    ]
    assert "16 person.killed, Almaty" in names
    assert ">=19 person.killed, Almaty" in names


def test_plans_denials_and_the_rejected_are_left_out(record: Material) -> None:
    summaries = [
        value
        for row in rows(ftm.FORMAT.write(record).data)
        for value in row["properties"].get("summary", [])
    ]
    assert not [text for text in summaries if "denied" in text or "войска" in text]
    assert not [text for text in summaries if text == "Someone was arrested."]
