"""Names made of meaning: an id is the SHA-256 of a value's canonical JSON.

The same input gives the same id on any machine, in any process, in any order of work.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
"""A JSON object as Python holds it: only str, int, bool, None, list and dict inside."""

ID_LENGTH = 20
"""Hex digits of the digest kept in a short id: 80 bits, so that a billion claims do not collide."""


_ENCODER = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
)


string_json: Callable[[str], str] = json.encoder.encode_basestring
"""``canonical_json`` of a text: letters unescaped, in quotation marks."""


def canonical_json(value: object) -> str:
    """One text for one value: sorted keys, no spaces, letters unescaped, no NaN.

    Raises:
        TypeError: if the value holds something JSON has no form for.
        ValueError: if it holds NaN or an infinity.
    """
    return _ENCODER.encode(value)


def sha256(data: bytes) -> str:
    """The full digest of bytes as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def make_id(kind: str, value: object) -> str:
    """``claim-3f2a…`` : the kind of thing, and the digest of what it means.

    Lone surrogates are kept apart from their replacements, so ids of odd texts never meet.
    """
    return make_id_of_json(kind, canonical_json(value))


def make_id_of_json(kind: str, text: str) -> str:
    """The same of a value already written as canonical JSON."""
    whole = f"[{string_json(kind)},{text}]"
    digest = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}-{digest[:ID_LENGTH]}"
