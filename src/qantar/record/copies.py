"""Working copies: what may be shown in place of an original that stays sealed.

*"On 9 January the desk covered a face in the photograph, because the boy is a minor: this is the copy, that was
the original."* A copy is bytes of its own under their digest, named by an entry of the chain of custody; it goes when
its original goes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qantar.domain.errors import RecordError
from qantar.domain.identity import Json
from qantar.domain.source import Capture
from qantar.record.custody import Act, CustodyEntry
from qantar.record.port import Arrival
from qantar.record.rules import measured

MAKING = (Act.CONVERTED, Act.REDACTED)
KEPT = "kept"
"""Marks the detail of an entry whose copy lies in the record; copies written elsewhere are only noted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A working copy as custody tells of it: of which capture, how it was made, its own digest.

    ``document`` names the text it was made of where a capture holds several; ``detail`` is the entry's,
    with ``before`` (the digest it was made of), ``by``, ``reason``, and ``boxes`` or ``spans``.
    """

    number: int
    at: str
    capture: str
    act: Act
    sha256: str
    media_type: str
    document: str | None
    detail: Json = field(hash=False)


def copies(entries: Iterable[CustodyEntry]) -> tuple[Copy, ...]:
    """The working copies of a chain or of the entries about one capture, in the order they were made; none
    of captures that were removed."""
    made: list[Copy] = []
    for entry in entries:
        if entry.act is Act.REMOVED:
            made = [copy for copy in made if copy.capture != entry.about]
        elif entry.act in MAKING and entry.detail.get(KEPT) is True:
            made.append(
                Copy(
                    number=entry.number, at=entry.at, capture=entry.about, act=entry.act,
                    sha256=str(entry.detail["sha256"]), media_type=str(entry.detail["media_type"]),
                    document=entry.detail.get("document"), detail=entry.detail,
                )
            )  # fmt: skip
    return tuple(made)


def shown_instead(entries: Iterable[CustodyEntry]) -> Mapping[tuple[str, str | None], Copy]:
    """For each capture, and each text of it, the copy that stands for it outside: the last redacted one."""
    return {
        (copy.capture, copy.document): copy
        for copy in copies(entries)
        if copy.act is Act.REDACTED
    }


def written_elsewhere(entries: Iterable[CustodyEntry]) -> tuple[str, ...]:
    """Digests of working copies that custody knows of and the record does not hold: whoever removes an
    original has to look after them by hand."""
    return tuple(
        str(entry.detail["sha256"])
        for entry in entries
        if entry.act in MAKING and entry.detail.get(KEPT) is not True
    )


def copy_detail(
    data: bytes | Arrival,
    media_type: str,
    *,
    before: str,
    by: str,
    reason: str,
    made: str,
    document: str | None = None,
    **how: object,
) -> Json:
    """The detail of the entry that keeps a copy.

    Raises:
        RecordError: if nobody signs it, or for no reason.
    """
    if not by.strip() or not reason.strip():
        raise RecordError("a working copy names who made it and why; both stay in the record")
    named = {} if document is None else {"document": document}
    size, digest = measured(data)
    return {
        KEPT: True, "made": made, "before": before, "sha256": digest, "size": size,
        "media_type": media_type, "by": by, "reason": reason, **named, **how,
    }  # fmt: skip


def check_copy(
    detail: Json, data: bytes | Arrival, captures: Iterable[Capture], removed: frozenset[str]
) -> None:
    """Nothing, if the bytes are what the detail names and no capture's.

    Raises:
        RecordError: if they are not, or if they are the bytes of a capture, which may have to go when this
            copy stays, or stay when it goes.
    """
    size, digest = measured(data)
    if (detail.get("sha256"), detail.get("size")) != (digest, size):
        raise RecordError("the working copy is not the one its entry describes; make it anew")
    for capture in captures:
        if capture.sha256 == digest:
            gone = ", which was removed" if capture.id in removed else ""
            raise RecordError(
                f"the working copy is {capture.id} itself{gone}; nothing was kept"
            )


def leaving(capture: str, entries: Iterable[CustodyEntry]) -> list[str]:
    """Digests of the copies that go with a capture: those no other capture's copy shares."""
    told = list(entries)
    mine = {
        str(entry.detail["sha256"])
        for entry in told
        if entry.about == capture and entry.act in MAKING and entry.detail.get(KEPT) is True
    }
    others = {copy.sha256 for copy in copies(told) if copy.capture != capture}
    return sorted(mine - others)
