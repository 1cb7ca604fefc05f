"""The audit of a record: does everything held still agree with what was received?

*"Capture 3f2a…: the file has 2,311 bytes, 2,312 were received."* A record that gives no finding has
every byte of every capture, an unbroken chain of custody over all of them, and every claim verbatim
in its document.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qantar.domain.claim import Claim
from qantar.domain.errors import QantarError
from qantar.domain.identity import Json
from qantar.domain.source import Capture, Document
from qantar.record.attestation import unattested
from qantar.record.copies import copies
from qantar.record.custody import Act, CustodyEntry, capture_json, chain_breaks
from qantar.record.judgements import unsound
from qantar.record.port import Blobs, Reading, Store, View
from qantar.record.rows import Part, claim_columns, decode, document_columns
from qantar.record.rules import read_detail
from qantar.record.signing import VerifierKey


class About(StrEnum):
    """What a finding is about."""

    CUSTODY = "custody"
    CAPTURE = "capture"
    BYTES = "bytes"
    READING = "reading"
    DOCUMENT = "document"
    CLAIM = "claim"
    JUDGEMENT = "judgement"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that does not agree: what it is about, where it lies, what was found there."""

    about: About
    where: str
    found: str

    def __str__(self) -> str:
        return f"{self.where}: {self.found}"


_BAD_ROW = (QantarError, KeyError, TypeError, ValueError, AttributeError)
"""What an edited row may raise when it is made a value again; each becomes a finding."""


def verify(
    store: Store, *, head: str | None = None, keys: Sequence[VerifierKey] = ()
) -> Iterator[Finding]:
    """Everything in the record that does not agree, as seen at one moment; nothing if all does.

    The store's own files come first: bits that say nothing, too, must be as they were written.
    ``head`` is a digest of the custody chain noted elsewhere earlier (on paper, with a notary): the
    chain must still hold it. ``keys`` are public halves of keys that must have signed it. Without
    either, a record rewritten as a whole cannot be told from a true one.
    """
    try:
        for where, found in store.damage():
            yield _finding(About.FILE, where, found)
        yield from _said(store, head, keys)
    except (*_BAD_ROW, OSError, LookupError) as error:
        yield _finding(About.FILE, store.name, f"it cannot be read on: {error}")


def _said(store: Store, head: str | None, keys: Sequence[VerifierKey]) -> Iterator[Finding]:
    with store.view() as view:
        try:
            entries = list(view.custody())
        except _BAD_ROW as error:
            yield _finding(About.CUSTODY, "custody", f"an entry is not readable: {error}")
            entries = []
        yield from _custody(view, entries, head)
        for broken in unattested(entries, keys):
            where = f"custody entry {broken.number}" if broken.number else "custody"
            yield _finding(About.CUSTODY, where, broken.found)
        yield from _captures(view, entries)
        yield from _bytes(view, store.blobs, entries)
        yield from _readings(view, entries)
        for where, found in unsound(view.judgement_rows(), entries, view.removed()):
            yield _finding(About.JUDGEMENT, where, found)
        try:
            for stray in view.strays():
                yield _finding(About.READING, "rows", stray)
        except _BAD_ROW as error:
            yield _finding(About.READING, "rows", f"a row is not readable: {error}")


def _finding(about: About, where: str, found: str) -> Finding:
    return Finding(about=about, where=where, found=found)


def _custody(view: View, entries: list[CustodyEntry], head: str | None) -> Iterator[Finding]:
    for broken in chain_breaks(entries):
        yield _finding(About.CUSTODY, f"custody entry {broken.number}", broken.found)
    number, digest = view.head()
    last = entries[-1] if entries else None
    if (number, digest) != ((last.number, last.digest) if last else (0, "0" * 64)):
        yield _finding(
            About.CUSTODY,
            "custody",
            f"the chain should end with entry {number}, {digest[:12]}…, it ends with "
            + (f"entry {last.number}, {last.digest[:12]}…" if last else "nothing"),
        )
    if head is not None and head not in {entry.digest for entry in entries}:
        yield _finding(
            About.CUSTODY, "custody", f"no entry has the digest noted earlier, {head}"
        )


def _captures(view: View, entries: list[CustodyEntry]) -> Iterator[Finding]:
    received = {entry.about: entry for entry in entries if entry.act is Act.RECEIVED}
    removals = {entry.about for entry in entries if entry.act is Act.REMOVED}
    removed, listed = view.removed(), set()
    try:
        for capture in view.captures():
            listed.add(capture.id)
            yield from _received(capture, received.get(capture.id))
    except _BAD_ROW as error:
        yield _finding(About.CAPTURE, "captures", f"a capture is not readable: {error}")
        return
    for entry in entries:
        if entry.act is Act.RECEIVED and entry.about not in listed:
            yield _finding(
                About.CAPTURE,
                entry.about,
                f"received by custody entry {entry.number}, not listed",
            )
    for id in sorted(removed - removals):
        yield _finding(
            About.CAPTURE, id, "marked as removed, but no custody entry says who did it"
        )
    for id in sorted(removals - removed):
        yield _finding(About.CAPTURE, id, "removed by a custody entry, but not marked so")


def _received(capture: Capture, entry: CustodyEntry | None) -> Iterator[Finding]:
    if entry is None:
        yield _finding(About.CAPTURE, capture.id, "no custody entry says it was received")
    elif entry.detail != (listed := capture_json(capture)):
        changed = sorted(key for key in listed if entry.detail.get(key) != listed[key])
        yield _finding(
            About.CAPTURE, capture.id,
            f"its {', '.join(changed)} differ from custody entry {entry.number}",
        )  # fmt: skip


def _bytes(view: View, blobs: Blobs, entries: list[CustodyEntry]) -> Iterator[Finding]:
    removed, expected = view.removed(), set()
    try:
        captures = list(view.captures())
    except _BAD_ROW:
        return  # told by _captures
    for capture in captures:
        expected.add(capture.sha256)
        held = blobs.has(capture.sha256)
        if capture.id in removed:
            if held:
                yield _finding(
                    About.BYTES, capture.sha256,
                    f"bytes of {capture.id} are still there although it was removed; "
                    "remove it again",
                )  # fmt: skip
            continue
        if not held:
            yield _finding(About.BYTES, capture.sha256, f"the bytes of {capture.id} are gone")
            continue
        try:
            size, digest = blobs.measure(capture.sha256)
        except QantarError as error:
            yield _finding(About.BYTES, capture.sha256, str(error))
            continue
        if size != capture.size:
            yield _finding(
                About.BYTES, capture.sha256,
                f"{size} bytes lie there, {capture.id} was received with {capture.size}",
            )  # fmt: skip
        if digest != capture.sha256:
            yield _finding(
                About.BYTES, capture.sha256,
                f"the bytes of {capture.id} were changed: their digest is now {digest}",
            )  # fmt: skip
    yield from _copies(blobs, entries, expected)
    for sha256 in blobs.digests():
        if sha256 not in expected:
            yield _finding(
                About.BYTES, sha256,
                "bytes no capture names: left by an interrupted ingest (run it again), or laid there",
            )  # fmt: skip


def _copies(blobs: Blobs, entries: list[CustodyEntry], expected: set[str]) -> Iterator[Finding]:
    """Working copies against the entries that name them; each is then expected."""
    for copy in copies(entries):
        where = f"working copy {copy.sha256[:12]}… of {copy.capture}"
        expected.add(copy.sha256)
        if not blobs.has(copy.sha256):
            yield _finding(About.BYTES, where, f"its bytes are gone (entry {copy.number})")
            continue
        try:
            _, digest = blobs.measure(copy.sha256)
        except QantarError as error:
            yield _finding(About.BYTES, where, str(error))
            continue
        if digest != copy.sha256:
            yield _finding(About.BYTES, where, f"it was changed: its digest is now {digest}")


def _readings(view: View, entries: list[CustodyEntry]) -> Iterator[Finding]:
    sealed: dict[str, CustodyEntry] = {}
    for entry in entries:
        if entry.act is Act.READ:
            sealed[entry.about] = entry
        elif entry.act is Act.REMOVED:
            sealed.pop(entry.about, None)
    removed = view.removed()
    for reading in list(view.readings()):
        if not reading.finished:
            continue
        if reading.capture in removed:
            yield _finding(
                About.READING, reading.capture, "removed, but a reading of it is kept"
            )
        yield from _reading(view, reading, sealed.pop(reading.capture, None))
    for id, entry in sorted(sealed.items()):
        yield _finding(
            About.READING,
            id,
            f"custody entry {entry.number} says it was read; the reading is gone",
        )


def _reading(view: View, reading: Reading, entry: CustodyEntry | None) -> Iterator[Finding]:
    where, digest, documents, claims = reading.capture, "", 0, 0
    for part in view.parts(reading.capture):
        digest = part.digest(digest)
        documents, claims = documents + 1, claims + len(part.claims)
        yield from _part(reading.capture, part)
    if (documents, claims) != (reading.documents, reading.claims):
        yield _finding(
            About.READING, where,
            f"{documents} documents and {claims} claims lie there, "
            f"{reading.documents} and {reading.claims} were kept",
        )  # fmt: skip
    if digest != reading.digest:
        yield _finding(About.READING, where, "its rows do not give its digest: one was changed")
    if entry is None:
        yield _finding(About.READING, where, "no custody entry says it was read")
    elif entry.detail != read_detail(reading):
        yield _finding(
            About.READING,
            where,
            f"it is not the reading that custody entry {entry.number} seals",
        )


def _part(capture: str, part: Part) -> Iterator[Finding]:
    listed = str(part.document.columns["id"])
    try:
        document = Document.from_json(decode(part.document.json))
        columns = document_columns(document)
    except _BAD_ROW as error:
        yield _finding(About.DOCUMENT, listed, f"not readable: {error}")
        return
    if document.capture != capture:
        yield _finding(
            About.DOCUMENT, listed, f"says it is of {document.capture}, lies in {capture}"
        )
    if document.id != listed:
        yield _finding(
            About.DOCUMENT, listed, f"its text is not what it was: its id is now {document.id}"
        )
    elif columns != part.document.columns:
        yield _finding(About.DOCUMENT, listed, "listed with other words than it holds")
    for row in part.claims:
        where = str(row.columns["id"])
        try:
            kept = decode(row.json)
            claim = Claim.from_row(kept, document.text)
            yield from _claim(claim, kept, where, listed)
            if claim_columns(kept) != row.columns:
                yield _finding(About.CLAIM, where, "listed with other words than it holds")
        except _BAD_ROW as error:
            yield _finding(About.CLAIM, where, f"in {listed}: {error}")


def _claim(claim: Claim, kept: Json, where: str, document: str) -> Iterator[Finding]:
    if claim.document != document:
        yield _finding(
            About.CLAIM, where, f"says it stands in {claim.document}, lies in {document}"
        )
    if not claim.id == kept["id"] == where:
        yield _finding(About.CLAIM, where, f"its words or content give the id {claim.id}")
