"""Documents and claims as the record keeps them: one JSON text each, and the columns to find it by.

The JSON is the value, the columns are a way to it: ``verify`` compares the two.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qantar.domain.claim import Claim
from qantar.domain.errors import MalformedValue
from qantar.domain.identity import Json, canonical_json
from qantar.domain.source import Document

Column = str | int | None

CLAIM_FILTERS = (
    "kind", "report", "document", "object", "act", "place_id", "speaker", "reality",
)  # fmt: skip
"""The columns ``View.claims`` can be asked by."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def encode(value: Json) -> str:
    """Canonical JSON that any database can hold: lone surrogates and NULs stand escaped.

    Raises:
        MalformedValue: if a text holds one character split in two surrogates, which JSON would
            silently join, moving every offset after it.
    """
    text = canonical_json(value)
    if _SURROGATE.search(text) is None:
        return text
    escaped = _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    if json.loads(escaped) != value:
        raise MalformedValue(
            "a text holds a character split in two surrogates, so its offsets cannot be kept; "
            "decode the original as UTF-16 or UTF-8 anew"
        )
    return escaped


def decode(text: str) -> Json:
    """``encode`` backwards.

    Raises:
        MalformedValue: if the text is not one JSON object.
    """
    try:
        value = json.loads(text)
    except ValueError as error:
        raise MalformedValue(f"the row is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise MalformedValue("the row is not a JSON object")
    return value


def plain(text: str | None) -> str | None:
    """Text fit for a column: what no database keeps (NUL, lone surrogates) becomes U+FFFD."""
    return None if text is None else _UNKEEPABLE.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class Row:
    """A kept value: its JSON text, and the columns it is found by."""

    json: str
    columns: Mapping[str, Column] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Part:
    """A document of a reading with its claims, as kept."""

    document: Row
    claims: tuple[Row, ...]

    def digest(self, previous: str) -> str:
        """The seal of a reading up to and including this part, ``previous`` being that before it.

        Every word of document and claims enters, so a changed speaker or place shows even where
        no id depends on it; and a reading kept in ten parts ends in the same seal as in one.
        """
        seal = hashlib.sha256(previous.encode())
        for row in (self.document, *self.claims):
            data = row.json.encode("utf-8", "surrogatepass")
            seal.update(b"%d:" % len(data))
            seal.update(data)
        return seal.hexdigest()


def document_columns(document: Document) -> dict[str, Column]:
    return {"id": document.id, "report": plain(document.report), "lang": plain(document.lang)}


def claim_columns(row: Json) -> dict[str, Column]:
    """The columns of a claim's row (``Claim.as_row``)."""
    when = row.get("when") if row["kind"] == "figure" else row.get("date")
    return {
        "id": row["id"],
        "document": row["document"],
        "kind": row["kind"],
        "report": plain(row["report"]),
        "object": plain(row.get("object")),
        "act": plain(row.get("act") or row.get("type") or row.get("change")),
        "place_id": plain(row.get("place_id")),
        "edtf": when,
        "speaker": plain(row["speaker"]),
        "reality": row["reality"],
        "starts": row["start"],
        "ends": row["end"],
    }


def make_part(capture: str, document: Document, claims: Iterable[Claim]) -> Part:
    """A document and its claims as rows.

    Raises:
        MalformedValue: if the document is of another capture, or a claim of another document.
    """
    if document.capture != capture:
        raise MalformedValue(f"{document.id} is of {document.capture}, not of {capture}")
    document_id = document.id
    rows = []
    for claim in claims:
        if claim.document != document_id or claim.capture != capture:
            raise MalformedValue(
                f"{claim.id} stands in {claim.document} of {claim.capture}, "
                f"not in {document_id} of {capture}"
            )
        row = claim.as_row()
        rows.append(Row(encode(row), claim_columns(row)))
    return Part(Row(encode(document.as_json()), document_columns(document)), tuple(rows))
