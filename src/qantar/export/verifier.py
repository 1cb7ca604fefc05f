#!/usr/bin/env python3
"""Checks a Qantar bundle without Qantar: one file, nothing but standard Python (3.9 or newer).

    python3 verify.py                    the bundle this file lies in
    python3 verify.py FOLDER-OR-ZIP      another one
    python3 verify.py … --key FILE.pub   and the key that must have signed it

Read it before you trust it; it is short on purpose. It checks, in this order:

1. every file of the bundle against its manifest (BagIt, RFC 8493), and that none is missing or extra;
2. the chain of custody: each entry's digest, each seal on the entry before it; where the bundle holds
   a part of a record, the proof that each entry stands in the signed tree (RFC 9162);
3. each signed checkpoint: the Merkle root over the chain, the Ed25519 signature (RFC 8032);
4. every original: its bytes are those that were received; every working copy: those its entry names; the
   collection of web pages (WACZ): its own digests, and that its pages are the originals;
5. every reading: its rows give the digest sealed in the chain, and every quote stands in its document
   word for word, at the place it names; the annotations say what the readings say;
6. every judgement: it is the one that the chain seals.

What it cannot check: that a time-stamp authority's signature holds (openssl ts -verify), and that what
a source said is so.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

Row = dict[str, Any]
Point = tuple[int, int, int, int]

GENESIS = "0" * 64
FORM = "qantar-bundle/1"


class Folder:
    """A bundle unpacked."""

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self.measured: dict[str, tuple[int, str]] = {}

    def names(self) -> set[str]:
        return {
            p.relative_to(self.path).as_posix() for p in self.path.rglob("*") if not p.is_dir()
        }

    def read(self, name: str) -> bytes:
        return (self.path / name).read_bytes()

    def open(self, name: str) -> IO[bytes]:
        return (self.path / name).open("rb")


class Packed:
    """A bundle as one ZIP file; its only folder is the bundle."""

    def __init__(self, path: Path) -> None:
        self.zip = zipfile.ZipFile(path)
        files = [name for name in self.zip.namelist() if not name.endswith("/")]
        tops = {name.split("/", 1)[0] for name in files}
        if len(tops) != 1 or len(files) != len(set(files)):
            raise ValueError("expected one folder in the ZIP file, and each name once")
        self.top = tops.pop() + "/"
        self.files = {name[len(self.top) :] for name in files}
        self.measured: dict[str, tuple[int, str]] = {}

    def names(self) -> set[str]:
        return self.files

    def read(self, name: str) -> bytes:
        return self.zip.read(self.top + name)

    def open(self, name: str) -> IO[bytes]:
        return self.zip.open(self.top + name)


def verify(bundle: Folder | Packed, key: str | None = None) -> list[str]:
    """What is wrong, one sentence each; an empty list if everything stands."""
    found: list[str] = []
    payload = manifest(bundle, found)
    if found:
        return found  # nothing else can be trusted to be what was packed
    entries = lines(bundle, "data/custody.jsonl")
    info = json.loads(bundle.read("data/bundle.json"))
    if info.get("form") != FORM:
        return [f"data/bundle.json: form {info.get('form')!r}, this verifier knows {FORM}"]
    chain(entries, info["complete"], found)
    checkpoints(bundle, payload, entries, info["complete"], key, found)
    withheld = set(info.get("withheld", ()))
    originals(bundle, payload, entries, withheld, found)
    copies(bundle, payload, entries, withheld, found)
    pages(bundle, payload, found)
    readings(bundle, payload, entries, withheld, found)
    judgements(bundle, entries, found, withheld)
    return found


def manifest(bundle: Folder | Packed, found: list[str]) -> set[str]:
    """Every file against its digest; gives the names of the payload."""
    names, listed = bundle.names(), dict[str, str]()
    for sheet in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        if sheet not in names:
            found.append(f"{sheet}: missing; this is not a whole bundle")
            return set()
        for row in bundle.read(sheet).decode("utf-8").splitlines():
            digest, _, name = row.partition("  ")
            listed[name] = digest
    for name in sorted(set(listed) - names):
        found.append(f"{name}: listed in the manifest, not there")
    for name in sorted(names - set(listed) - {"tagmanifest-sha256.txt"}):
        found.append(f"{name}: there, but in no manifest")
    for name in sorted(set(listed) & names):
        if measure(bundle, name)[1] != listed[name]:
            found.append(f"{name}: its bytes are not those that were packed")
    return {name for name in names if name.startswith("data/")}


def chain(entries: list[Row], complete: bool, found: list[str]) -> None:
    """Digests and seals of the custody entries."""
    previous, number = GENESIS, 0
    for entry in entries:
        body = {key: value for key, value in entry.items() if key != "digest"}
        if sha(canonical(body)) != entry["digest"]:
            found.append(f"custody entry {entry['number']}: it was changed")
        if complete and (entry["number"] != number + 1 or entry["previous"] != previous):
            found.append(f"custody entry {entry['number']}: it is not sealed on the one before")
        if entry["number"] <= number:
            found.append(f"custody entry {entry['number']}: out of order")
        previous, number = entry["digest"], entry["number"]


def checkpoints(
    bundle: Folder | Packed,
    payload: set[str],
    entries: list[Row],
    complete: bool,
    key: str | None,
    found: list[str],
) -> None:
    """Roots and signatures; proofs of inclusion where only a part of the chain is here."""
    held: list[tuple[str, int, bytes]] = []
    true = False
    for name in sorted(payload):
        if name.startswith("data/checkpoints/") and name.endswith(".txt"):
            note = bundle.read(name).decode("utf-8")
            (_origin, size, root), signers = parse_note(note)
            vkey = bundle.read(name[:-4] + ".pub").decode("utf-8").strip()
            text = note.split("\n\n")[0].encode() + b"\n"
            for wanted in {vkey, key or vkey}:
                holds = signed_by(text, signers, wanted)
                if wanted == vkey and not holds:
                    found.append(f"{name}: its signature is not that of {vkey}")
                true = true or (holds and wanted == key)
            held.append((name, size, root))
            if complete:
                leaves = [bytes.fromhex(entry["digest"]) for entry in entries[:size]]
                if len(leaves) != size or merkle_root(leaves) != root:
                    found.append(f"{name}: the chain does not give the root that was signed")
    if key is not None and not true:
        found.append(f"no checkpoint here bears a true signature of {key}")
    if complete:
        return
    if not held:
        found.append("a part of a record, but no signed checkpoint to prove it against")
        return
    name, size, root = held[-1]
    proofs = {row["entry"]: row["path"] for row in lines(bundle, "data/proofs.jsonl")}
    for entry in entries:
        path = proofs.get(entry["number"])
        leaf = bytes.fromhex(entry["digest"])
        if path is None or reached(leaf, entry["number"] - 1, size, path) != root:
            found.append(f"custody entry {entry['number']}: it does not stand in {name}")


def originals(
    bundle: Folder | Packed,
    payload: set[str],
    entries: list[Row],
    withheld: set[str],
    found: list[str],
) -> None:
    """Each capture against the entry that received it, and its bytes."""
    received = {e["about"]: e["detail"] for e in entries if e["act"] == "received"}
    removed = {e["about"] for e in entries if e["act"] == "removed"}
    captures = {row["id"]: row for row in lines(bundle, "data/captures.jsonl")}
    expected: set[str] = set()
    for name, detail in received.items():
        if captures.get(name) != detail:
            found.append(f"{name}: it is not described as it was received")
        path = f"data/originals/{detail['sha256']}"
        if name in removed or name in withheld:
            continue
        expected.add(path)
        if path not in payload:
            found.append(f"{name}: its bytes are not in the bundle")
            continue
        if measure(bundle, path) != (detail["size"], detail["sha256"]):
            found.append(f"{name}: its bytes are not those that were received")
    for name in captures:
        if name not in received:
            found.append(f"{name}: no custody entry says it was received")
    for path in sorted(payload):
        if path.startswith("data/originals/") and path not in expected:
            found.append(f"{path}: bytes that nothing names")


def copies(
    bundle: Folder | Packed,
    payload: set[str],
    entries: list[Row],
    withheld: set[str],
    found: list[str],
) -> None:
    """Each working copy against the entry that made it; what is withheld must have one in its place."""
    made: dict[tuple[str, str], str] = {}
    for entry in entries:
        if entry["act"] == "removed":
            made = {key: act for key, act in made.items() if key[0] != entry["about"]}
        elif entry["act"] in ("converted", "redacted") and entry["detail"].get("kept") is True:
            made[entry["about"], entry["detail"]["sha256"]] = entry["act"]
    expected = {f"data/copies/{digest}": digest for _, digest in made}
    for path, digest in sorted(expected.items()):
        if path not in payload:
            found.append(f"{path}: a working copy that custody names is not in the bundle")
        elif measure(bundle, path)[1] != digest:
            found.append(f"{path}: it is not the working copy that custody names")
    for path in sorted(payload):
        if path.startswith("data/copies/") and path not in expected:
            found.append(f"{path}: a working copy that nobody made")
    for name in sorted(
        withheld - {about for (about, _), act in made.items() if act == "redacted"}
    ):
        found.append(f"{name}: withheld, though no redacted copy stands in its place")


def pages(bundle: Folder | Packed, payload: set[str], found: list[str]) -> None:
    """The collection of web pages: its digests (WACZ 1.1.1), and that it holds originals and no others."""
    if "data/pages.wacz" not in payload:
        return
    held = zipfile.ZipFile(io.BytesIO(bundle.read("data/pages.wacz")))
    told = held.read("datapackage.json")
    seal = json.loads(held.read("datapackage-digest.json"))["hash"]
    if seal != "sha256:" + hashlib.sha256(told).hexdigest():
        found.append("data/pages.wacz: datapackage.json is not the one that was sealed")
    listed = {row["path"]: row for row in json.loads(told)["resources"]}
    there = set(held.namelist()) - {"datapackage.json", "datapackage-digest.json"}
    for name in sorted(there ^ set(listed)):
        found.append(f"data/pages.wacz: {name} is missing, or in no list")
    for name in sorted(there & set(listed)):
        data = held.read(name)
        digest = hashlib.sha256(data).hexdigest()
        if listed[name]["hash"] != "sha256:" + digest or listed[name]["bytes"] != len(data):
            found.append(f"data/pages.wacz: {name} is not as it was listed")
        if name == "archive/pages.warc.gz":
            for body in bodies(gzip.decompress(data)):
                if f"data/originals/{hashlib.sha256(body).hexdigest()}" not in payload:
                    found.append(f"data/pages.wacz: {name} holds a page that was not captured")
        elif name.startswith("archive/") and f"data/originals/{digest}" not in payload:
            found.append(f"data/pages.wacz: {name} is no archive that was captured")


def bodies(archive: bytes) -> Iterator[bytes]:
    """What the records of a WARC file hold."""
    at = 0
    while at < len(archive):
        end = archive.index(b"\r\n\r\n", at)
        lengths = [
            int(row.split(b":", 1)[1])
            for row in archive[at:end].split(b"\r\n")
            if row.lower().startswith(b"content-length:")
        ]
        at = end + 4 + lengths[0] + 4
        yield archive[end + 4 : at - 4]


def readings(
    bundle: Folder | Packed,
    payload: set[str],
    entries: list[Row],
    withheld: set[str],
    found: list[str],
) -> None:
    """The rows of each reading against their seal, and each quote against its document."""
    sealed: dict[str, Row] = {}
    for entry in entries:
        if entry["act"] == "read":
            sealed[entry["about"]] = entry["detail"]
        elif entry["act"] == "removed":
            sealed.pop(entry["about"], None)
    there = {
        name[len("data/readings/") : -len(".jsonl")]: name
        for name in payload
        if name.startswith("data/readings/")
    }
    told: list[tuple[str, int, str]] = []
    for capture in sorted((set(sealed) | set(there)) - (withheld - set(there))):
        if capture not in sealed or capture not in there:
            found.append(f"{capture}: a reading is missing, or nobody made it")
            continue
        rows = [row.split(b"\t", 1) for row in bundle.read(there[capture]).splitlines()]
        seal, documents, claims, text, parts = b"", 0, 0, "", hashlib.sha256(b"")
        for kind, raw in rows:
            if kind == b"document":
                if documents:
                    seal = parts.hexdigest().encode()
                parts = hashlib.sha256(seal)
                documents, text = documents + 1, json.loads(raw)["text"]
            else:
                claims += 1
                claim = json.loads(raw)
                quote(claim, text, found)
                told.append((claim["id"], claim["start"], sha(canonical(said_of(claim)))))
            parts.update(b"%d:" % len(raw) + raw)
        digest = parts.hexdigest() if documents else ""
        said = sealed[capture]
        if (digest, documents, claims) != (said["digest"], said["documents"], said["claims"]):
            found.append(f"{capture}: its reading is not the one that the chain seals")
    notes = [note["body"]["value"] for note in lines(bundle, "data/annotations.jsonl")]
    shown = [(body["id"], body["start"], sha(canonical(body))) for body in notes]
    for name, _, _ in sorted(set(told) ^ set(shown)):
        found.append(f"{name}: its annotation does not say what its reading says")


def said_of(claim: Row) -> Row:
    """What an annotation repeats of a claim: all but the derivation and what is empty."""
    return {
        key: value for key, value in claim.items() if key != "derivation" and value is not None
    }


def judgements(
    bundle: Folder | Packed,
    entries: list[Row],
    found: list[str],
    withheld: set[str] = set(),  # noqa: B006  (never changed)
) -> None:
    """What people decided, against the digests sealed in the chain."""
    sealed = {entry["about"]: entry["detail"] for entry in entries if entry["act"] == "judged"}
    removed = {entry["about"] for entry in entries if entry["act"] == "removed"}
    for raw in bundle.read("data/judgements.jsonl").split(b"\n")[:-1]:
        row = json.loads(raw)
        detail = sealed.pop(row["id"], None)
        if detail is None:
            found.append(f"{row['id']}: no custody entry says that anybody decided it")
        elif "words removed" in row:
            if not removed & set(detail["captures"]):
                found.append(f"{row['id']}: its words are gone, though nothing was removed")
        elif hashlib.sha256(raw).hexdigest() != detail["digest"]:
            found.append(f"{row['id']}: it is not the decision that the chain seals")
    for name, detail in sealed.items():
        if not withheld & set(detail["captures"]):
            found.append(f"{name}: it was decided, and is not here")


def quote(claim: Row, text: str, found: list[str]) -> None:
    """A claim's words stand in its document, where it says."""
    start, exact = claim["quote_start"], claim["quote"]
    if text[start : start + len(exact)] != exact:
        found.append(f"{claim['id']}: its quote is not in its document at {start}")
    elif not start <= claim["start"] < claim["end"] <= start + len(exact):
        found.append(f"{claim['id']}: its words lie outside its quote")


def measure(bundle: Folder | Packed, name: str) -> tuple[int, str]:
    """Size and SHA-256 of a file, read once and piece by piece: a film may be larger than memory."""
    if name not in bundle.measured:
        size, digest = 0, hashlib.sha256()
        with bundle.open(name) as file:
            while piece := file.read(1 << 20):
                size += len(piece)
                digest.update(piece)
        bundle.measured[name] = size, digest.hexdigest()
    return bundle.measured[name]


def lines(bundle: Folder | Packed, name: str) -> list[Row]:
    # Not splitlines: a text may hold U+2028, which JSON leaves as it is.
    return [json.loads(row) for row in bundle.read(name).split(b"\n") if row]


def canonical(value: Row) -> str:
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def parse_note(note: str) -> tuple[tuple[str, int, bytes], list[list[str]]]:
    """Origin, size and root of a checkpoint, and its signature lines."""
    body, _, signatures = note.partition("\n\n")
    origin, size, root = body.split("\n")
    signers = [
        row[2:].split(" ") for row in signatures.splitlines() if row.startswith("\u2014 ")
    ]
    return (origin, int(size), base64.b64decode(root)), signers


def signed_by(text: bytes, signers: list[list[str]], vkey: str) -> bool:
    name, digest, key = vkey.split("+", 2)
    public = base64.b64decode(key)
    if hashlib.sha256(name.encode() + b"\n" + public).hexdigest()[:8] != digest:
        return False
    for signer, raw in signers:
        data = base64.b64decode(raw)
        if signer == name and data[:4].hex() == digest:
            return ed25519(public[1:], text, data[4:])
    return False


def merkle_root(leaves: list[bytes]) -> bytes:
    level = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        paired = [
            hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest()
            for i in range(0, len(level) - 1, 2)
        ]
        level = paired + level[len(paired) * 2 :]
    return level[0] if level else hashlib.sha256(b"").digest()


def reached(leaf: bytes, index: int, size: int, path: list[str]) -> bytes | None:
    """The root that a leaf's path leads to (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return None
    last, here = size - 1, hashlib.sha256(b"\x00" + leaf).digest()
    for step in map(bytes.fromhex, path):
        if last == 0:
            return None
        if index & 1 or index == last:
            here = hashlib.sha256(b"\x01" + step + here).digest()
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            here = hashlib.sha256(b"\x01" + here + step).digest()
        index, last = index >> 1, last >> 1
    return here if last == 0 else None


P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = 15112221349535400772501151409588531511454012693041857206046113283949847762202
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature holds (RFC 8032, 5.1.7)."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, nonce = unpack(public), unpack(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or nonce is None or scalar >= ORDER:
        return False
    hashed = hashlib.sha512(signature[:32] + public + message).digest()
    challenge = int.from_bytes(hashed, "little") % ORDER
    left = times(scalar, BASE)
    right = plus(nonce, times(challenge, key))
    return (
        (left[0] * right[2] - right[0] * left[2]) % P
        == 0
        == (left[1] * right[2] - right[1] * left[2]) % P
    )


def unpack(data: bytes) -> Point | None:
    """A point from its 32 bytes, as x, y, z, xy; None if there is none."""
    y = int.from_bytes(data, "little")
    odd, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and odd):
        return None
    if x & 1 != odd:
        x = P - x
    return (x, y, 1, x * y % P)


def plus(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(scalar: int, point: Point) -> Point:
    out = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            out = plus(out, point)
        point, scalar = plus(point, point), scalar >> 1
    return out


def main(arguments: list[str]) -> int:
    key = None
    if "--key" in arguments:
        at = arguments.index("--key")
        if at + 1 == len(arguments):
            print("--key needs a file or a verifier key", file=sys.stderr)
            return 2
        key = arguments[at + 1]
        key = Path(key).read_text("utf-8").strip() if Path(key).is_file() else key
        arguments = arguments[:at] + arguments[at + 2 :]
    path = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    try:
        bundle = Folder(path) if path.is_dir() else Packed(path)
        found = verify(bundle, key)
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        zipfile.BadZipFile,
    ) as error:
        found = [f"{path}: not a whole bundle ({type(error).__name__}: {error})"]
    for sentence in found:
        print(sentence)
    if not found and (withheld := json.loads(bundle.read("data/bundle.json")).get("withheld")):
        print(
            f"{len(withheld)} originals withheld by those who packed this: {', '.join(withheld)}"
        )
    print(f"{len(found)} findings" if found else "everything stands")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
