"""The chain of custody: everything done to a capture, each entry sealed on the one before.

*"Received 18 captures from the folder inbox on 7 January at 09:00; read them at 09:01; on the
10th the desk removed one at the witness's wish."* To change, drop or insert an entry is to break
every seal after it.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from qantar.domain.errors import BrokenCustody, MalformedValue
from qantar.domain.identity import Json, canonical_json
from qantar.domain.source import Capture

GENESIS = "0" * 64
"""What the first entry is sealed on: there is nothing before it."""


class Act(StrEnum):
    RECEIVED = "received"
    """Bytes not held before came in; the detail is the capture's own description."""
    RECEIVED_AGAIN = "received again"
    """The same bytes came from another origin, or with other words beside them."""
    READ = "read"
    """Documents and claims were made of it; the detail names the reader and digests the result."""
    REMOVED = "removed"
    """The bytes and all that was read in them are gone; the detail says who decided and why."""
    JUDGED = "judged"
    """A person decided something; the entry is about the judgement, and its detail seals it."""
    OPENED = "opened"
    """A sealed envelope was opened into this capture; the detail has the envelope's own digest."""
    CONVERTED = "converted"
    """A working copy was made, without the metadata of the original; the detail has its digest."""
    REDACTED = "redacted"
    """A working copy was made in which something is covered; the detail has both digests, who and why."""
    LINKED = "linked"
    """A person said that it belongs with claims: with what they report, a figure or an event. The detail has
    their ids, who, and why; or the number of an earlier link that was taken back."""
    EXPORTED = "exported"
    SIGNED = "signed"
    """A checkpoint of the chain was signed; the detail holds it and the key's public half."""
    TIMESTAMPED = "timestamped"
    """A proof of time for a checkpoint was attached; the detail holds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyEntry:
    """One thing done to one capture.

    ``number`` counts from 1 without gaps; ``at`` is an ISO 8601 UTC time; ``who`` the person or
    program; ``about`` the id of a capture or a judgement; ``digest`` the SHA-256 of the canonical
    JSON of all the rest, ``previous`` (the digest before it) included.
    """

    number: int
    at: str
    who: str
    act: Act
    about: str
    detail: Json = field(hash=False)
    previous: str
    digest: str

    @classmethod
    def sealed(
        cls,
        *,
        number: int,
        at: str,
        who: str,
        act: Act,
        about: str,
        detail: Json,
        previous: str,
    ) -> "CustodyEntry":
        """A new entry, its digest computed.

        Raises:
            MalformedValue: if ``at`` is no UTC time, or nobody is named.
        """
        check_time(at)
        if not who or not about:
            raise MalformedValue(
                "a custody entry needs a name in `who` and a capture in `about`"
            )
        body = _body(number, at, who, act, about, detail, previous)
        return cls(
            number=number, at=at, who=who, act=act, about=about, detail=detail,
            previous=previous, digest=_digest(body),
        )  # fmt: skip

    def as_json(self) -> Json:
        body = _body(
            self.number, self.at, self.who, self.act, self.about, self.detail, self.previous
        )
        return body | {"digest": self.digest}

    @classmethod
    def from_json(cls, row: Json) -> "CustodyEntry":
        try:
            act = Act(row["act"])
        except ValueError:
            raise MalformedValue(
                f"custody entry {row['number']}: unknown act «{row['act']}»"
            ) from None
        return cls(
            number=row["number"], at=row["at"], who=row["who"], act=act, about=row["about"],
            detail=row["detail"], previous=row["previous"], digest=row["digest"],
        )  # fmt: skip

    def expected_digest(self) -> str:
        """What the digest must be if nothing in the entry was changed."""
        return _digest(
            _body(
                self.number, self.at, self.who, self.act, self.about, self.detail, self.previous
            )
        )


def _body(
    number: int, at: str, who: str, act: Act, about: str, detail: Json, previous: str
) -> Json:
    return {
        "number": number, "at": at, "who": who, "act": act.value, "about": about,
        "detail": detail, "previous": previous,
    }  # fmt: skip


def _digest(body: Json) -> str:
    # File names that are no text come in as lone surrogates; they must hash, not crash.
    return hashlib.sha256(canonical_json(body).encode("utf-8", "surrogatepass")).hexdigest()


def check_time(at: str) -> None:
    """Refuse what is not an ISO 8601 time in UTC."""
    try:
        moment = dt.datetime.fromisoformat(at)
    except ValueError:
        moment = None
    if moment is None or moment.utcoffset() != dt.timedelta(0):
        raise MalformedValue(f"time «{at}»: expected ISO 8601 in UTC, as 2022-01-07T09:00:00Z")


def capture_json(capture: Capture) -> Json:
    """A capture's description as plain JSON: the detail of its first custody entry."""
    return {
        "id": capture.id,
        "sha256": capture.sha256,
        "size": capture.size,
        "origin": capture.origin,
        "captured_at": capture.captured_at,
        "media_type": capture.media_type,
        "sidecar": [list(pair) for pair in capture.sidecar],
    }


def capture_from_json(row: Json) -> Capture:
    """``capture_json`` backwards."""
    return Capture(
        sha256=row["sha256"],
        size=row["size"],
        origin=row["origin"],
        captured_at=row["captured_at"],
        media_type=row["media_type"],
        sidecar=tuple((key, value) for key, value in row["sidecar"]),
    )


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold, by the number of the entry."""

    number: int
    found: str


def chain_breaks(entries: Iterable[CustodyEntry]) -> Iterator[Break]:
    """Every place where the chain does not hold, in order; nothing if it is whole."""
    previous, expected = GENESIS, 1
    for entry in entries:
        if entry.number != expected:
            yield Break(
                entry.number,
                f"entry {entry.number} stands where {expected} should: entries are missing, "
                "doubled or out of order",
            )
        if entry.previous != previous:
            yield Break(
                entry.number,
                f"it is sealed on {entry.previous[:12]}…, the entry before it is {previous[:12]}…",
            )
        if entry.expected_digest() != entry.digest:
            yield Break(entry.number, "its contents do not give its digest: it was changed")
        previous, expected = entry.digest, entry.number + 1


def verify_chain(entries: Iterable[CustodyEntry]) -> None:
    """Nothing, if the chain holds.

    Raises:
        BrokenCustody: at the first break.
    """
    for broken in chain_breaks(entries):
        raise BrokenCustody(
            f"custody entry {broken.number}: {broken.found}; compare with a backup of the record"
        )
