"""Checkpoints: one signed line that stands for the whole chain of custody at a moment.

*"Record qantar-record/5b1c…, 418 entries, root hT3k…, signed by desk.example."* Published, printed
or timestamped, it fixes everything before it: a record rewritten later cannot give that root again.

The form is that of public transparency logs (C2SP tlog-checkpoint and signed-note), so their tools
read it. The leaves of the tree are the digests of the custody entries, 32 bytes each.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from qantar.domain.errors import MalformedValue
from qantar.record.custody import CustodyEntry
from qantar.record.merkle import root
from qantar.record.signing import SigningKey, VerifierKey

ORIGIN = "qantar-record/"
_DASH = "\N{EM DASH} "


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The head of a record's tree: ``size`` custody entries with this ``root`` (32 bytes).

    ``origin`` names the record by the first digits of its first entry's digest.
    """

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, by the name and the hash of the key, and the 64 bytes of the signature."""

    name: str
    hash: bytes
    bytes: bytes

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {base64.b64encode(self.hash + self.bytes).decode()}"


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint with its signatures, as it is published."""

    checkpoint: Checkpoint
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.checkpoint.text + "\n" + "".join(f"{one}\n" for one in self.signatures)

    @property
    def sha256(self) -> str:
        """The digest that timestamps are asked for: of the note as published, in UTF-8."""
        return hashlib.sha256(str(self).encode()).hexdigest()

    def signed_by(self, key: VerifierKey) -> bool:
        """Whether one of the signatures is this key's, and true."""
        return any(
            one.name == key.name
            and one.hash == key.hash
            and key.verifies(self.checkpoint.text.encode(), one.bytes)
            for one in self.signatures
        )

    @classmethod
    def parse(cls, note: str) -> "SignedCheckpoint":
        """A published note read back.

        Raises:
            MalformedValue: if it is not a checkpoint with at least one signature.
        """
        body, gap, signed = note.partition("\n\n")
        lines = body.split("\n")
        try:
            origin, size, digest = lines
            checkpoint = Checkpoint(
                origin=origin, size=int(size), root=base64.b64decode(digest, validate=True)
            )
            signatures = tuple(_signature(line) for line in signed.splitlines())
        except ValueError:
            raise MalformedValue(
                "not a signed checkpoint; expected origin, size and root on three lines,"
                " an empty line, and signatures"
            ) from None
        if not gap or not signatures or str(size) != str(checkpoint.size):
            raise MalformedValue("the checkpoint bears no signature, or its size is misspelt")
        return cls(checkpoint, signatures)


def checkpoint(entries: Sequence[CustodyEntry]) -> Checkpoint:
    """The head over all entries given, from the first.

    Raises:
        MalformedValue: if there are none: an empty record has nothing to sign.
    """
    if not entries:
        raise MalformedValue("nothing was received yet, so there is nothing to sign")
    return Checkpoint(
        origin=ORIGIN + entries[0].digest[:16],
        size=len(entries),
        root=root([bytes.fromhex(entry.digest) for entry in entries]),
    )


def sign(made: Checkpoint, key: SigningKey) -> SignedCheckpoint:
    """A checkpoint signed with one key."""
    bytes_ = key.sign(made.text.encode())
    return SignedCheckpoint(made, (Signature(key.name, key.verifier.hash, bytes_),))


def _signature(line: str) -> Signature:
    name, raw = line.removeprefix(_DASH).split(" ")
    data = base64.b64decode(raw, validate=True)
    if not line.startswith(_DASH) or len(data) != 68:
        raise ValueError(line)
    return Signature(name, data[:4], data[4:])
