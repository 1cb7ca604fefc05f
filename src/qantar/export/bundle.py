"""A bundle: a record, or some captures of it, in one ZIP file that anybody can check without Qantar.

It is a BagIt bag (RFC 8493) with the original bytes, every custody entry, signed checkpoints with
their proofs of time, working copies, the readings row by row as the chain seals them, the claims as Web
Annotations, web pages as a WACZ, the provenance as PROV-JSON, and a verifier of one file in standard Python.

A part of a record holds only the entries about its captures, each with the proof that it stands in
the signed tree: the rest of the record stays unseen. A bundle for others than a court may withhold the
originals that have a redacted copy, with all that was read in them.
"""

import hashlib
import json
import os
import zipfile
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO

from qantar import __version__
from qantar.domain.claim import Claim
from qantar.domain.errors import Misuse
from qantar.domain.identity import Json
from qantar.domain.source import Capture, Document
from qantar.export.annotations import annotation
from qantar.export.provenance import provenance
from qantar.export.verifier import FORM
from qantar.export.wacz import wacz
from qantar.record.attestation import Attestation, attestations
from qantar.record.copies import copies
from qantar.record.custody import Act, CustodyEntry, capture_json
from qantar.record.merkle import inclusion_path
from qantar.record.port import Store, View
from qantar.record.rows import decode, encode

TOP = "qantar-bundle/"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the ZIP: the same record gives the same bytes."""
_PACKED = ("image/", "video/", "audio/", "application/zip")
"""Kinds of bytes that packing would only make slower."""
_PIECE = 1 << 20
_ABOUT_RECORD = (Act.SIGNED, Act.TIMESTAMPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """What went into a bundle; ``manifest`` is the SHA-256 of its manifest, which seals the rest."""

    captures: int
    entries: int
    claims: int
    manifest: str
    sealed: tuple[str, ...] = ()
    """Captures that have a redacted copy."""


class _Bag:
    """A ZIP file being filled, with the digest of each file."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self.zip = zipped
        self.payload: dict[str, str] = {}
        self.octets = 0

    def add(self, name: str, data: bytes) -> None:
        self.payload[name] = hashlib.sha256(data).hexdigest()
        self.octets += len(data) if name.startswith("data/") else 0
        info = zipfile.ZipInfo(TOP + name, _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        self.zip.writestr(info, data)

    def stream(self, name: str, source: BinaryIO, size: int, *, packs: bool) -> None:
        """A file of any size, piece by piece; what packs no further (films, pictures) is stored as it is."""
        info = zipfile.ZipInfo(TOP + name, _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED if packs else zipfile.ZIP_STORED
        info.external_attr = 0o644 << 16
        info.file_size = size  # so that the ZIP knows beforehand how much room its numbers need
        digest = hashlib.sha256()
        with self.zip.open(info, "w") as out:
            while piece := source.read(_PIECE):
                digest.update(piece)
                out.write(piece)
                self.octets += len(piece)
        self.payload[name] = digest.hexdigest()

    def sheet(self, name: str, of: Sequence[str]) -> str:
        """A manifest over files added so far; gives its own digest."""
        rows = "".join(f"{self.payload[one]}  {one}\n" for one in sorted(of))
        self.add(name, rows.encode())
        return self.payload[name]


def write_bundle(
    store: Store,
    out: Path,
    *,
    at: str,
    captures: frozenset[str] | None = None,
    withhold: bool = False,
) -> Packed:
    """Write a bundle, whole or not at all; ``captures`` None packs the whole record; ``withhold``
    leaves out what was redacted: those originals, and what was read and judged in them.

    Raises:
        Misuse: if a capture is not held, something lies at ``out``, or a part is asked of a record
            whose last entries about it are not yet covered by a signed checkpoint.
    """
    if out.exists():
        raise Misuse(f"{out}: something lies there; a bundle is never overwritten")
    beside = out.with_name(out.name + ".part")
    try:
        with (
            beside.open("wb") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped,
            store.view() as view,
        ):
            packed = _fill(_Bag(zipped), store, view, at, captures, withhold)
        beside.replace(out)
    except FileNotFoundError:
        raise Misuse(f"{out}: its folder does not exist; make it first") from None
    finally:
        beside.unlink(missing_ok=True)
    return packed


def _fill(
    bag: _Bag, store: Store, view: View, at: str, wanted: frozenset[str] | None, withhold: bool
) -> Packed:
    chain = list(view.custody())
    held = {capture.id: capture for capture in view.captures()}
    if wanted is not None and (unknown := wanted - held.keys()):
        raise Misuse(f"{', '.join(sorted(unknown))}: no such capture in this record")
    chosen = [c for c in held.values() if wanted is None or c.id in wanted]
    signed = attestations(chain)
    entries = chain if wanted is None else [e for e in chain if _concerns(e, wanted)]
    _add_chain(bag, chain, entries, signed, whole=wanted is None)
    made = [copy for copy in copies(entries) if wanted is None or copy.capture in wanted]
    sealed = {copy.capture for copy in made if copy.act is Act.REDACTED}
    withheld = frozenset(sealed if withhold else ())
    removed = view.removed() | withheld
    bag.add("data/captures.jsonl", _lines(capture_json(capture) for capture in chosen))
    originals = {c.sha256: c.media_type for c in chosen if c.id not in removed}
    _add_bytes(bag, store, "data/originals", originals)
    _add_bytes(bag, store, "data/copies", {copy.sha256: copy.media_type for copy in made})
    claims, documents = _add_readings(bag, view, chosen, removed)
    pages = [c for c in chosen if c.id not in removed]
    if (collection := wacz(pages, documents, store.blobs.read, at)) is not None:
        bag.add("data/pages.wacz", collection)
    _add_judgements(bag, view, entries, withheld)
    told = json.dumps(provenance(chosen, documents, entries), ensure_ascii=False, indent=1)
    bag.add("data/provenance.json", told.encode("utf-8", "backslashreplace"))
    about = {
        "form": FORM,
        "complete": wanted is None,
        "packed_at": at,
        "packed_by": f"Qantar {__version__}",
        "captures": len(chosen),
        "claims": claims,
    } | ({"withheld": sorted(withheld)} if withheld else {})
    bag.add("data/bundle.json", (json.dumps(about, indent=1) + "\n").encode())
    _add_tags(bag, at)
    manifest = bag.sheet(
        "manifest-sha256.txt", [name for name in bag.payload if name.startswith("data/")]
    )
    bag.sheet(
        "tagmanifest-sha256.txt", [name for name in bag.payload if not name.startswith("data/")]
    )
    return Packed(
        captures=len(chosen), entries=len(entries), claims=claims, manifest=manifest,
        sealed=tuple(sorted(sealed)),
    )  # fmt: skip


def _add_bytes(bag: _Bag, store: Store, folder: str, kinds: Mapping[str, str]) -> None:
    for digest, kind in sorted(kinds.items()):
        with store.blobs.open(digest) as source:
            size = source.seek(0, os.SEEK_END)
            source.seek(0)
            bag.stream(f"{folder}/{digest}", source, size, packs=not kind.startswith(_PACKED))


def _add_chain(
    bag: _Bag,
    chain: list[CustodyEntry],
    entries: list[CustodyEntry],
    signed: list[Attestation],
    *,
    whole: bool,
) -> None:
    bag.add("data/custody.jsonl", _lines(entry.as_json() for entry in entries))
    if not whole:
        size = signed[-1].note.checkpoint.size if signed else 0
        if any(entry.number > size for entry in entries):
            raise Misuse(
                "a part of a record is proved against a signed checkpoint that covers it;"
                " sign first: qantar checkpoint --key KEY"
            )
        leaves = [bytes.fromhex(entry.digest) for entry in chain[:size]]
        paths = (
            {
                "entry": entry.number,
                "path": [step.hex() for step in inclusion_path(leaves, entry.number - 1)],
            }
            for entry in entries
        )
        bag.add("data/proofs.jsonl", _lines(paths))
    tokens: dict[str, list[bytes]] = {}
    for entry in chain:
        if entry.act is Act.TIMESTAMPED:
            token = b64decode(entry.detail["token"])
            tokens.setdefault(entry.detail["checkpoint"], []).append(token)
    for one in signed if whole else signed[-1:]:
        name = f"data/checkpoints/{one.number:08d}"
        bag.add(f"{name}.txt", str(one.note).encode())
        bag.add(f"{name}.pub", f"{one.key}\n".encode())
        for number, (token, said) in enumerate(
            zip(tokens.get(one.note.sha256, ()), one.tokens, strict=True), 1
        ):
            suffix = {"rfc3161": "tsr", "opentimestamps": "ots"}[said.kind.value]
            bag.add(f"{name}-{number}.{suffix}", token)


def _add_readings(
    bag: _Bag, view: View, chosen: list[Capture], removed: frozenset[str]
) -> tuple[int, list[Document]]:
    """The rows as kept, and the claims as annotations; gives their number and the documents."""
    documents: list[Document] = []
    notes: list[bytes] = []
    read = {reading.capture for reading in view.readings() if reading.finished}
    for capture in chosen:
        if capture.id not in read or capture.id in removed:
            continue
        rows: list[bytes] = []
        for part in view.parts(capture.id):
            document = Document.from_json(decode(part.document.json))
            documents.append(document)
            rows.append(b"document\t" + part.document.json.encode())
            for row in part.claims:
                rows.append(b"claim\t" + row.json.encode())
                claim = Claim.from_row(decode(row.json), document.text)
                notes.append(_lines([annotation(claim)]))
        bag.add(f"data/readings/{capture.id}.jsonl", b"".join(row + b"\n" for row in rows))
    bag.add("data/annotations.jsonl", b"".join(notes))
    return len(notes), documents


def _concerns(entry: CustodyEntry, wanted: frozenset[str]) -> bool:
    """Whether an entry is about the captures wanted and no other: a judgement on two captures would
    tell of one that stays behind."""
    if entry.act is Act.JUDGED:
        return bool(entry.detail["captures"]) and set(entry.detail["captures"]) <= wanted
    return entry.about in wanted


def _add_judgements(
    bag: _Bag, view: View, entries: list[CustodyEntry], withheld: frozenset[str]
) -> None:
    kept = {
        entry.about
        for entry in entries
        if entry.act is Act.JUDGED and not withheld & set(entry.detail["captures"])
    }
    rows = [row.json for row in view.judgement_rows() if row.columns["id"] in kept]
    bag.add("data/judgements.jsonl", "".join(row + "\n" for row in rows).encode())


def _add_tags(bag: _Bag, at: str) -> None:
    bag.add("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    count = sum(name.startswith("data/") for name in bag.payload)
    info = (
        f"Bagging-Date: {at[:10]}\nBag-Software-Agent: Qantar {__version__}\n"
        f"Payload-Oxum: {bag.octets}.{count}\n"
    )
    bag.add("bag-info.txt", info.encode())
    bag.add("README.txt", files("qantar.export").joinpath("bundle_readme.txt").read_bytes())
    bag.add("verify.py", files("qantar.export").joinpath("verifier.py").read_bytes())


def _lines(rows: "Iterator[Json] | Sequence[Json]") -> bytes:
    return "".join(encode(row) + "\n" for row in rows).encode()
