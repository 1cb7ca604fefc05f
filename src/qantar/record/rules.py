"""The rules every store keeps, whatever disk it stands on: what a second delivery of the same
bytes means, what a whole reading is, who may remove, and what is said when something is not there.
"""

from collections.abc import Iterable, Sequence

from qantar.domain.claim import Claim
from qantar.domain.errors import Misuse, RecordError
from qantar.domain.identity import Json, canonical_json, sha256
from qantar.domain.source import Capture, Document
from qantar.record.custody import Act, CustodyEntry, capture_from_json, capture_json
from qantar.record.port import Arrival, Reading
from qantar.record.rows import CLAIM_FILTERS, Part, make_part, plain

RECEIPTS = (Act.RECEIVED, Act.RECEIVED_AGAIN)


def check_bytes(capture: Capture, data: bytes | Arrival) -> None:
    """Nothing, if the bytes are what the capture says they are.

    Raises:
        RecordError: if size or digest differ.
    """
    size, digest = measured(data)
    if size != capture.size:
        raise RecordError(
            f"{capture.origin}: {size} bytes came, the capture names {capture.size}; "
            "capture it anew"
        )
    if digest != capture.sha256:
        raise RecordError(
            f"{capture.origin}: the bytes have the digest {digest}, the capture names "
            f"{capture.sha256}; capture it anew"
        )


def measured(data: bytes | Arrival) -> tuple[int, str]:
    """Size and SHA-256 of bytes, however they came."""
    if isinstance(data, bytes):
        return len(data), sha256(data)
    return data.size, data.sha256


def second_receipt(capture: Capture, entries: Iterable[CustodyEntry]) -> Json | None:
    """The detail of a further custody entry for bytes already held; None if this delivery says
    nothing new: the same origin, the same sidecar, the same kind of bytes."""
    detail = capture_json(capture)
    said = _said(detail)
    for entry in entries:
        if entry.act in RECEIPTS and _said(entry.detail) == said:
            return None
    return detail


def _said(detail: Json) -> str:
    # The time is left out: a resumed ingest meets the same file later and must add nothing.
    return canonical_json([detail["origin"], detail["media_type"], detail["sidecar"]])


def whole_reading(
    capture: str, read: Iterable[tuple[Document, Iterable[Claim]]]
) -> tuple[Part, ...]:
    """A reading as rows, made before anything is written, so that a bad one leaves no trace.

    Raises:
        RecordError: if two of its documents are one and the same.
    """
    parts: dict[object, Part] = {}
    for document, claims in read:
        part = make_part(capture, document, claims)
        if part.document.columns["id"] in parts:
            raise doubled_document(str(part.document.columns["id"]), capture)
        parts[part.document.columns["id"]] = part
    return tuple(parts.values())


def read_detail(reading: Reading) -> Json:
    """The detail of a READ entry: it seals the rows of the reading into the chain."""
    return {
        "reader": reading.reader,
        "documents": reading.documents,
        "claims": reading.claims,
        "digest": reading.digest,
    }


def refusal_digest(origin: str, error: str, capture: str | None, reader: str | None) -> str:
    """What makes two refusals the same; the time does not."""
    text = canonical_json([origin, error, capture, reader])
    return sha256(text.encode("utf-8", "surrogatepass"))


def check_decision(capture: str, decided_by: Sequence[str], reason: str) -> None:
    """Nothing, if somebody decided on a removal and said why."""
    if not decided_by or not all(name.strip() for name in decided_by) or not reason.strip():
        raise RecordError(
            f"{capture}: a removal names who decided it and why; both stay in the record"
        )


def claim_filters(filters: dict[str, str]) -> dict[str, str | None]:
    """The filters of ``View.claims`` as values of columns."""
    if unknown := filters.keys() - set(CLAIM_FILTERS):
        raise Misuse(
            f"claims cannot be asked by {', '.join(sorted(unknown))}; "
            f"ask by {', '.join(CLAIM_FILTERS)}"
        )
    return {name: plain(value) for name, value in filters.items()}


_LISTS = {"claim": "qantar claims", "judgement": "qantar judge list"}


def only_claim(asked: str, found: Sequence[str], kind: str = "claim") -> str:
    """The one id of a claim, or of another kind of thing, that begins as asked."""
    if asked in found:
        return asked
    if not found:
        raise RecordError(
            f"{asked}: no {kind} of this record begins so; {_LISTS[kind]} lists them"
        )
    if len(found) > 1:
        raise RecordError(
            f"{asked}: {len(found)} {kind}s begin so: {', '.join(found[:3])}…; give more of the id"
        )
    return found[0]


def not_held(capture: str) -> RecordError:
    return RecordError(f"{capture}: its bytes are not held in this record; ingest them first")


def not_open(capture: str, reader: str) -> RecordError:
    return RecordError(
        f"{capture}: no reading by {reader} is open: another process finished or replaced it; "
        "run the command again"
    )


def doubled_document(document: str, capture: str) -> RecordError:
    return RecordError(
        f"{document} comes twice in one reading of {capture}: two parts with one name and one "
        "text, or two processes reading the same capture; run the command again, alone"
    )


def check_empty(entries: int) -> None:
    """Nothing, if a record may be restored where so many custody entries stand already."""
    if entries:
        raise RecordError(
            f"{entries} custody entries stand here already; restore into a record that does not exist yet"
        )


def received(entries: Iterable[CustodyEntry]) -> tuple[list[Capture], frozenset[str]]:
    """The captures that a chain says were received, in order, and those it says were removed."""
    captures, removed = list[Capture](), set[str]()
    for entry in entries:
        if entry.act is Act.RECEIVED:
            captures.append(capture_from_json(entry.detail))
        elif entry.act is Act.REMOVED:
            removed.add(entry.about)
    return captures, frozenset(removed)
