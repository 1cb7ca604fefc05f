"""Which material belongs with which claims, as people said: a photograph with the report of the event it shows.

*"Dana Akhmetova, 9 March: this film shows the square that claim-3f2a tells of."* A link is an entry in the chain of
custody of the material. It names claims by their ids and holds none of their words, so that nothing of a removed
report stays in it; it concludes nothing, and no ledger counts it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qantar.domain.errors import Misuse, RecordError
from qantar.record.custody import Act, CustodyEntry
from qantar.record.port import Store, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One saying: ``number`` is that of its entry, ``claims`` the ids it names."""

    number: int
    at: str
    capture: str
    claims: tuple[str, ...]
    by: str
    reason: str


def links(entries: Iterable[CustodyEntry]) -> tuple[Link, ...]:
    """The links that stand in a chain, or in the entries about one capture, in order; none that was taken
    back, none of captures that were removed."""
    standing: dict[int, Link] = {}
    for entry in entries:
        if entry.act is Act.REMOVED:
            standing = {n: link for n, link in standing.items() if link.capture != entry.about}
        elif entry.act is Act.LINKED and "takes_back" in entry.detail:
            standing.pop(int(entry.detail["takes_back"]), None)
        elif entry.act is Act.LINKED:
            standing[entry.number] = Link(
                number=entry.number, at=entry.at, capture=entry.about,
                claims=tuple(entry.detail["claims"]), by=str(entry.detail["by"]),
                reason=str(entry.detail["reason"]),
            )  # fmt: skip
    return tuple(standing.values())


def linked_to(claim: str, view: View) -> tuple[Link, ...]:
    """The links that name a claim."""
    standing = links(view.custody(act=Act.LINKED))
    if not (named := [one for one in standing if claim in one.claims]):
        return ()
    removed = view.removed()
    return tuple(one for one in named if one.capture not in removed)


def link(
    store: Store,
    capture: str,
    claims: Sequence[str],
    *,
    by: str,
    reason: str,
    who: str,
    at: str,
) -> Link:
    """Say that a capture belongs with claims (ids, or their beginnings).

    Raises:
        RecordError: if the capture is not held, no claim begins so, or several do; if nobody signs, or for
            no reason.
        Misuse: if no claim is named.
    """
    _check_signed(by, reason)
    if not claims:
        raise Misuse("name a claim it belongs with; qantar claims lists them")
    with store.view() as view:
        held = view.capture(capture)
        if held.id in view.removed():
            raise RecordError(f"{capture}: it was removed; its digest and the reason stay")
        found = sorted({view.claim(one).id for one in claims})
    detail = {"claims": found, "by": by, "reason": reason}
    with store.writer(who=who, at=at) as writer:
        entry = writer.note(Act.LINKED, held.id, detail)
    return links([entry])[0]


def take_back(store: Store, number: int, *, by: str, reason: str, who: str, at: str) -> Link:
    """Take a link back; both entries stay in the chain.

    Raises:
        RecordError: if no link of that number stands, nobody signs, or for no reason.
    """
    _check_signed(by, reason)
    with store.view() as view:
        found = next((one for one in links(view.custody()) if one.number == number), None)
    if found is None:
        raise RecordError(f"{number}: no link of this number stands; qantar link lists them")
    with store.writer(who=who, at=at) as writer:
        writer.note(
            Act.LINKED, found.capture, {"takes_back": number, "by": by, "reason": reason}
        )
    return found


def _check_signed(by: str, reason: str) -> None:
    if not by.strip() or not reason.strip():
        raise RecordError("a link is signed with a name and a reason; give both")
