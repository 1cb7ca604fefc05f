"""Web Annotation, PROV and schema.org: linked data."""

import json
from typing import Any

import pytest

from qantar.export.format import Material
from qantar.export.formats import annotations, prov, schema_org


def page(record: Material) -> Any:
    return json.loads(annotations.FORMAT.write(record).data)


def test_every_claim_is_an_annotation_on_its_exact_words(record: Material) -> None:
    items = page(record)["items"]
    assert len(items) == len(record.claims)
    by_name = {f"urn:qantar:{id_}": document for id_, document in record.documents.items()}
    for item in items:
        quote, position = item["target"]["selector"]
        text = by_name[item["target"]["source"]].text
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text[: position["start"]].endswith(quote["prefix"])


def test_a_judgement_is_a_body_of_its_own_signed_by_its_person(record: Material) -> None:
    judged = [item for item in page(record)["items"] if isinstance(item["body"], list)]
    assert len(judged) == 2
    assert {item["body"][1]["creator"]["name"] for item in judged} == {"Dana Testova"}
    others = [item for item in page(record)["items"] if isinstance(item["body"], dict)]
    assert {item["generator"]["description"] for item in others} == {
        "a machine's reading, not checked by a person"
    }


def test_every_name_in_prov_is_defined(record: Material) -> None:
    held = json.loads(prov.FORMAT.write(record).data)
    known = {*held["entity"], *held["activity"], *held["agent"]}
    relations = ("wasAssociatedWith", "used", "wasGeneratedBy", "wasDerivedFrom")
    ends = [
        end
        for kind in relations
        for relation in held.get(kind, {}).values()
        for end in relation.values()
    ]
    assert ends
    assert set(ends) <= known


def test_the_library_of_prov_reads_it(record: Material) -> None:
    model = pytest.importorskip("prov.model", reason="prov is not installed")
    text = prov.FORMAT.write(record).data.decode()
    held = model.ProvDocument.deserialize(content=text, format="json")
    kinds = [type(one).__name__ for one in held.get_records()]
    assert kinds.count("ProvEntity") == len(record.captures) + len(record.documents)
    assert kinds.count("ProvDerivation") == len(record.documents)


def test_no_claim_is_rated_and_no_truth_is_said(record: Material) -> None:
    text = schema_org.FORMAT.write(record).data.decode()
    assert "ating" not in text
    assert "ClaimReview" not in text


def test_claims_of_schema_org_say_how_they_are_told_and_by_whom_read(record: Material) -> None:
    graph = json.loads(schema_org.FORMAT.write(record).data)["@graph"]
    assert {one["creativeWorkStatus"] for one in graph} == {"asserted", "future", "negated"}
    assert {one["creditText"] for one in graph} == {
        "judged by Dana Testova",
        "read by rules, not checked",
    }
    assert [one["@id"] for one in graph] == sorted(one["@id"] for one in graph)
