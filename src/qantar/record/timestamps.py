"""Proofs of time from outside: RFC 3161 tokens and OpenTimestamps proofs of a published checkpoint.

Requests are written offline and carried to an authority by hand or by a script; what comes back is
attached. Qantar checks that a token is about this checkpoint; whether the authority's own signature
holds is for ``openssl ts -verify`` or ``ots verify``, with certificates that the reader trusts.
"""

from dataclasses import dataclass
from enum import StrEnum

from asn1crypto import core, tsp

from qantar.domain.errors import UnreadableInput

OTS_MAGIC = bytes.fromhex("004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e89294")
"""The first 31 bytes of every OpenTimestamps proof; then version 1 and the operation SHA-256."""
_OTS_SHA256 = b"\x01\x08"


class TokenKind(StrEnum):
    RFC3161 = "rfc3161"
    OPENTIMESTAMPS = "opentimestamps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a token says: which digest it is about (64 hex digits) and, where it says so, since when."""

    kind: TokenKind
    sha256: str
    time: str | None


def request(sha256: str) -> bytes:
    """An RFC 3161 request (DER) for a digest, as ``openssl ts -query -cert`` writes it. Without a
    nonce, so that the same checkpoint always gives the same request."""
    made = tsp.TimeStampReq(
        {
            "version": "v1",
            "message_imprint": {
                "hash_algorithm": {"algorithm": "sha256", "parameters": core.Null()},
                "hashed_message": bytes.fromhex(sha256),
            },
            "cert_req": True,
        }
    )
    return bytes(made.dump())


def read_token(data: bytes, origin: str) -> Token:
    """What a token is about: an RFC 3161 response or bare token (DER), or an OpenTimestamps proof.

    Raises:
        UnreadableInput: if it is none of them, was refused by the authority, or is about something
            that is no SHA-256.
    """
    if data.startswith(OTS_MAGIC):
        digest = data[len(OTS_MAGIC) + 2 : len(OTS_MAGIC) + 34]
        if data[len(OTS_MAGIC) : len(OTS_MAGIC) + 2] != _OTS_SHA256 or len(digest) != 32:
            raise UnreadableInput(origin, "a proof of another form", "stamp with SHA-256")
        return Token(kind=TokenKind.OPENTIMESTAMPS, sha256=digest.hex(), time=None)
    try:
        content = _signed_data(data, origin)["encap_content_info"]["content"].parsed
        imprint = content["message_imprint"]
        algorithm = imprint["hash_algorithm"]["algorithm"].native
        digest = imprint["hashed_message"].native
        time = content["gen_time"].native
    except (ValueError, TypeError, KeyError, AttributeError):
        raise UnreadableInput(
            origin,
            "neither a time-stamp response nor an OpenTimestamps proof",
            "attach the file that the authority sent back, unchanged",
        ) from None
    if algorithm != "sha256":
        raise UnreadableInput(
            origin, f"made with {algorithm}", "ask with the request written here"
        )
    return Token(
        kind=TokenKind.RFC3161, sha256=digest.hex(), time=time.strftime("%Y-%m-%dT%H:%M:%SZ")
    )


def _signed_data(data: bytes, origin: str) -> core.Sequence:
    response = tsp.TimeStampResp.load(data)
    try:
        status = response["status"]["status"].native
    except ValueError:  # not a response: perhaps the bare token
        return tsp.cms.ContentInfo.load(data)["content"]
    if status not in ("granted", "granted_with_mods"):
        raise UnreadableInput(origin, f"the authority answered «{status}»", "ask again")
    return response["time_stamp_token"]["content"]
