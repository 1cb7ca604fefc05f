"""What the record can show to a stranger: its signed checkpoints, and the proofs of time attached to them.

Both are custody entries of their own, so whatever is signed later covers them too.
"""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qantar.domain.errors import Misuse, QantarError
from qantar.domain.identity import Json
from qantar.record.checkpoint import SignedCheckpoint, checkpoint, sign
from qantar.record.custody import Act, Break, CustodyEntry
from qantar.record.port import Store
from qantar.record.signing import SigningKey, VerifierKey
from qantar.record.timestamps import Token, read_token

RECORD = "record"
"""What an entry is about that concerns the record as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """A checkpoint of the record: the entry that holds it, the key that it says signed it, and the
    proofs of time attached since."""

    number: int
    at: str
    note: SignedCheckpoint
    key: VerifierKey
    tokens: tuple[Token, ...] = ()


def sign_record(store: Store, key: SigningKey, *, who: str, at: str) -> SignedCheckpoint:
    """Sign the chain as it is now, and keep the checkpoint as its next entry.

    Raises:
        MalformedValue: if the record is empty.
    """
    # The writer first: it waits for the others, so that nothing comes between chain and signature.
    with store.writer(who=who, at=at) as writer:
        with store.view() as view:
            entries = list(view.custody())
        signed = sign(checkpoint(entries), key)
        writer.note(Act.SIGNED, RECORD, {"checkpoint": str(signed), "key": str(key.verifier)})
    return signed


def attach_token(store: Store, data: bytes, origin: str, *, who: str, at: str) -> Token:
    """Keep a proof of time beside the checkpoint that it is about.

    Raises:
        UnreadableInput: if it is no proof of time.
        Misuse: if it is about no checkpoint of this record, or is held already.
    """
    token = read_token(data, origin)
    text = base64.b64encode(data).decode()
    with store.view() as view:
        entries = list(view.custody())
    if all(one.note.sha256 != token.sha256 for one in attestations(entries)):
        raise Misuse(
            f"{origin}: it is about the digest {token.sha256[:12]}…, which no checkpoint of this"
            " record has; attach it to the record whose checkpoint was stamped"
        )
    if any(e.act is Act.TIMESTAMPED and e.detail["token"] == text for e in entries):
        raise Misuse(f"{origin}: this very proof is held already")
    with store.writer(who=who, at=at) as writer:
        writer.note(Act.TIMESTAMPED, RECORD, {"checkpoint": token.sha256, "token": text})
    return token


def attestations(entries: Sequence[CustodyEntry]) -> list[Attestation]:
    """The checkpoints held, in order, with the tokens about each.

    Raises:
        MalformedValue, Misuse, UnreadableInput: if an entry was edited into something unreadable.
    """
    tokens: dict[str, list[Token]] = {}
    for entry in entries:
        if entry.act is Act.TIMESTAMPED:
            data = base64.b64decode(entry.detail["token"])
            token = read_token(data, f"custody entry {entry.number}")
            tokens.setdefault(token.sha256, []).append(token)
    out: list[Attestation] = []
    for entry in entries:
        if entry.act is Act.SIGNED:
            note = SignedCheckpoint.parse(entry.detail["checkpoint"])
            out.append(
                Attestation(
                    number=entry.number,
                    at=entry.at,
                    note=note,
                    key=VerifierKey.parse(entry.detail["key"]),
                    tokens=tuple(tokens.get(note.sha256, ())),
                )
            )
    return out


def unattested(
    entries: Sequence[CustodyEntry], trusted: Sequence[VerifierKey] = ()
) -> Iterator[Break]:
    """Every checkpoint or proof of time that does not hold.

    With ``trusted`` keys at least one checkpoint must bear a true signature of each of them.
    """
    signed: set[VerifierKey] = set()
    digests: set[str] = set()
    for entry in entries:
        if entry.act is Act.SIGNED:
            try:
                one = attestations([entry])[0]
                expected = checkpoint(entries[: one.note.checkpoint.size])
            except (QantarError, KeyError, ValueError, TypeError, AttributeError) as error:
                yield Break(entry.number, f"its checkpoint is not readable: {error}")
                continue
            digests.add(one.note.sha256)
            for found in _faults(one, expected == one.note.checkpoint, entry):
                yield Break(entry.number, found)
            signed |= {key for key in {one.key, *trusted} if one.note.signed_by(key)}
        elif entry.act is Act.TIMESTAMPED:
            try:
                data = base64.b64decode(entry.detail["token"])
                digest = read_token(data, f"custody entry {entry.number}").sha256
            except (QantarError, KeyError, ValueError, TypeError) as error:
                yield Break(entry.number, f"its proof of time is not readable: {error}")
                continue
            if digest not in digests:
                yield Break(entry.number, "its proof of time is about no checkpoint before it")
    for key in trusted:
        if key not in signed:
            yield Break(0, f"no checkpoint bears a true signature of {key}")


def _faults(one: Attestation, same_root: bool, entry: CustodyEntry) -> Iterator[str]:
    if one.note.checkpoint.size != entry.number - 1:
        yield (
            f"its checkpoint counts {one.note.checkpoint.size} entries, {entry.number - 1}"
            " stand before it"
        )
    elif not same_root:
        yield "the entries before it do not give the root that was signed"
    if not one.note.signed_by(one.key):
        yield f"its signature is not that of {one.key.name}"


def last_attestation(store: Store) -> Attestation:
    """The newest checkpoint.

    Raises:
        Misuse: if the record was never signed.
    """
    with store.view() as view:
        found = attestations(list(view.custody()))
    if not found:
        raise Misuse("the record was never signed; qantar checkpoint --key KEY does it")
    return found[-1]


def attestation_json(one: Attestation) -> Json:
    """For pages and exports."""
    return {
        "entry": one.number,
        "at": one.at,
        "checkpoint": str(one.note),
        "sha256": one.note.sha256,
        "key": str(one.key),
        "timestamps": [{"kind": t.kind.value, "time": t.time} for t in one.tokens],
    }
