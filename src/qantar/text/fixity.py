"""Whether an archive's bytes are those its own digests name.

WARC records carry ``WARC-Block-Digest`` (WARC 1.1, 5.8), a WACZ lists a digest for each of its files
in ``datapackage.json`` and one for that list in ``datapackage-digest.json`` (WACZ 1.1.1, 5 and 5.2).
Bytes that differ from them were changed after they were packed, and are no evidence.
"""

import base64
import binascii
import hashlib
import json
import zipfile
from typing import IO, Any, Final

from qantar.text.bounds import Bounds

LIST: Final = "datapackage.json"
SEAL: Final = "datapackage-digest.json"
KNOWN: Final = ("md5", "sha1", "sha256", "sha512")
"""Algorithms whose digests are checked; a digest of another says nothing here."""
_CHUNK = 1 << 20


def agrees(named: str, data: bytes) -> bool:
    """Whether bytes have the digest that is named (``sha1:BASE32`` or ``sha256:hex``); true where the
    name cannot be checked, as of an unknown algorithm."""
    expected = _digest(named)
    return expected is None or hashlib.new(expected[0], data).digest() == expected[1]


def _digest(named: str) -> tuple[str, bytes] | None:
    """Algorithm and value of a labelled digest, in hex or base 32 as its length tells."""
    label, _, value = named.strip().partition(":")
    algorithm = label.strip().lower().replace("-", "")
    if algorithm not in KNOWN:
        return None
    value = value.strip().rstrip("=")
    size = hashlib.new(algorithm).digest_size
    try:
        if len(value) == 2 * size:
            found = bytes.fromhex(value)
        else:
            found = base64.b32decode(value.upper() + "=" * (-len(value) % 8))
    except (ValueError, binascii.Error):
        return None
    return (algorithm, found) if len(found) == size else None


class PackingList:
    """The digests a WACZ names for its files; of one without a readable list none."""

    def __init__(self, archive: zipfile.ZipFile, bounds: Bounds) -> None:
        listed = _read(archive, LIST, bounds)
        seal = _json(_read(archive, SEAL, bounds))
        self.is_sealed_otherwise = listed is not None and not agrees(
            str(seal.get("hash", "")), listed
        )
        """Whether the list itself is not the one its digest names."""
        resources = _json(listed).get("resources")
        self._named = {
            str(one["path"]): str(one["hash"])
            for one in (resources if isinstance(resources, list) else ())
            if isinstance(one, dict) and "path" in one and "hash" in one
        }

    def holds(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
        """Whether a file is the one that was listed, or was not listed."""
        expected = _digest(self._named.get(part.filename, ""))
        if expected is None:
            return True
        algorithm = hashlib.new(expected[0])
        with archive.open(part) as stream:
            while piece := stream.read(_CHUNK):
                algorithm.update(piece)
        return algorithm.digest() == expected[1]


def _read(archive: zipfile.ZipFile, name: str, bounds: Bounds) -> bytes | None:
    try:
        if archive.getinfo(name).file_size > bounds.member:
            return None
        stream: IO[bytes]
        with archive.open(name) as stream:
            return stream.read(bounds.member)
    except Exception:  # absent, or damaged in one of a zip's many ways: nothing is listed
        return None


def _json(data: bytes | None) -> dict[str, Any]:
    try:
        found = json.loads(data or b"{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
