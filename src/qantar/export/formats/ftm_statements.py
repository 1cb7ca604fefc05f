"""Entities of followthemoney as statements, one a line: each property value with its origin."""

import hashlib

from qantar.domain.identity import Json
from qantar.export.format import Format, Material, Written, json_lines, many
from qantar.export.formats.ftm import DROPPED
from qantar.export.ftm import DATASET, LOSSES, dropped_claims, entities


def statement_id(entity: str, prop: str, value: str) -> str:
    """The id that followthemoney gives a statement of this data set."""
    key = f"{DATASET}.{entity}.{prop}.{value}"
    return hashlib.sha1(
        key.encode("utf-8", "backslashreplace"), usedforsecurity=False
    ).hexdigest()


def _statements(material: Material) -> list[Json]:
    rows: list[Json] = []
    for entity, claim in entities(material):
        origin = material.read_by(claim) if claim else "taken from the report"
        source = material.by_id[claim].capture if claim else None
        if source is None:
            source = material.documents[entity["id"]].capture
        capture = material.captures.get(source)
        seen = capture.captured_at.rstrip("Z") if capture else None
        for prop, values in entity["properties"].items():
            for value in values:
                rows.append({
                    "canonical_id": entity["id"], "entity_id": entity["id"], "prop": prop,
                    "schema": entity["schema"], "value": value, "dataset": DATASET, "lang": None,
                    "original_value": None, "first_seen": seen, "last_seen": seen,
                    "external": False, "origin": origin,
                    "id": statement_id(entity["id"], prop, value),
                })  # fmt: skip
    return sorted(rows, key=lambda row: (row["canonical_id"], row["prop"], row["value"]))


def write(material: Material) -> Written:
    return Written(
        data=json_lines(_statements(material)), dropped=many(dropped_claims(material), *DROPPED)
    )


FORMAT = Format(
    name="ftm-statements",
    title="FollowTheMoney statements",
    suffix=".statements.json",
    standard="followthemoney.tech, statement-based data (JSON lines)",
    losses=(
        *LOSSES,
        "first_seen and last_seen are when the report was captured; origin says whether rules read "
        "it or a person judged it.",
    ),
    write=write,
)
