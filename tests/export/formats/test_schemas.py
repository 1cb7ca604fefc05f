"""JSON formats against their schemas, which are shipped beside them."""

import json
from importlib import resources
from typing import Any

import pytest

from qantar.export.format import Material
from qantar.export.formats import formats

FOLDER = resources.files("qantar.export.formats").joinpath("schemas")
NAMES = sorted(path.name.removesuffix(".schema.json") for path in FOLDER.iterdir())


def validator(name: str) -> Any:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    schema = json.loads(FOLDER.joinpath(f"{name}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def values(name: str, record: Material) -> list[Any]:
    data = formats()[name].write(record).data
    parts = data.splitlines() if formats()[name].suffix == ".jsonl" else [data]
    return [json.loads(part) for part in parts]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_keeps_its_schema(name: str, record: Material) -> None:
    checked = validator(name)
    written = values(name, record)
    assert written
    for value in written:
        assert [error.message for error in checked.iter_errors(value)] == []


def test_a_dot_for_an_area_breaks_the_schema(record: Material) -> None:
    (value,) = values("geojson", record)
    for feature in value["features"]:
        feature["geometry"] = {"type": "Point", "coordinates": [76.9, 43.3]}
    assert not validator("geojson").is_valid(value)


def test_a_rating_breaks_the_schema(record: Material) -> None:
    (value,) = values("schema-org", record)
    value["@graph"][0]["reviewRating"] = {"ratingValue": 1}
    assert not validator("schema-org").is_valid(value)
