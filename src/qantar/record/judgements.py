"""How judgements are kept: whole in a row, sealed into the chain by their digest.

The chain itself holds no words of a report: when a capture is removed for somebody's safety, the words
judged in it go too, and only who decided, when, and on which claims stays.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping

from qantar.domain.errors import QantarError, RecordError
from qantar.domain.identity import Json, canonical_json
from qantar.domain.judgement import Judgement
from qantar.record.custody import Act, CustodyEntry
from qantar.record.port import Derived
from qantar.record.rows import Row, decode, encode

CONCLUDING = (Act.READ, Act.REMOVED, Act.JUDGED, Act.REDACTED)
"""Entries after which other things may be concluded from the record, or leave it."""

WORDLESS = "words removed"
"""The mark of a judgement whose words went with their capture."""


def judgement_row(judgement: Judgement) -> Row:
    return Row(encode(judgement.as_json()), {"id": judgement.id})


def judgement_detail(judgement: Judgement) -> Json:
    """The detail of a JUDGED entry: no words, but a seal over all of them."""
    return {
        "verb": judgement.verb.value,
        "by": judgement.by,
        "claims": [one.claim for one in judgement.about],
        "captures": sorted({one.capture for one in judgement.about}),
        "digest": _seal(judgement_row(judgement).json),
    }


def _seal(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def check_judgement(judgement: Judgement, held: Collection[str], at: str) -> None:
    """Nothing, if a store may keep this decision.

    Raises:
        RecordError: if it withdraws one that is not held, or bears another time.
    """
    if judgement.withdraws is not None and judgement.withdraws not in held:
        raise RecordError(
            f"{judgement.withdraws}: no such judgement in this record; qantar judge list names them"
        )
    if judgement.at != at:
        raise RecordError(
            f"{judgement.id} bears the time {judgement.at}, it is kept at {at}; judge it anew"
        )


def judgements_of(rows: Iterable[Row]) -> Iterator[Judgement]:
    """The judgements of kept rows, those without their words left out."""
    for row in rows:
        value = decode(row.json)
        if WORDLESS not in value:
            yield Judgement.from_json(value)


def is_about(row: Row, capture: str) -> bool:
    return any(one["capture"] == capture for one in decode(row.json).get("about", ()))


def wordless(row: Row) -> Row:
    """A judgement's row once its capture is removed: id and mark, nothing said by anyone."""
    value = decode(row.json)
    kept = {name: value[name] for name in ("id", "verb", "by", "at")}
    return Row(encode({**kept, WORDLESS: True}), row.columns)


def unsound(
    rows: Iterable[Row], entries: Iterable[CustodyEntry], removed: Collection[str]
) -> Iterator[tuple[str, str]]:
    """What does not agree between judgements and chain: the id, and what was found."""
    sealed: dict[str, CustodyEntry] = {e.about: e for e in entries if e.act is Act.JUDGED}
    order = list(sealed)
    seen: list[str] = []
    for row in rows:
        id_ = str(row.columns["id"])
        seen.append(id_)
        entry = sealed.get(id_)
        if entry is None:
            yield id_, "no custody entry says that anybody decided it"
            continue
        try:
            if (found := _changed(row, entry, removed)) is not None:
                yield id_, found
        except (QantarError, KeyError, TypeError, ValueError, AttributeError) as error:
            yield id_, f"not readable: {error}"
    for id_ in order:
        if id_ not in set(seen):
            yield id_, f"custody entry {sealed[id_].number} says it was decided; it is gone"
    if sorted(seen) == sorted(order) and seen != order:
        yield "judgements", "they do not stand in the order in which they were decided"


def _changed(row: Row, entry: CustodyEntry, removed: Collection[str]) -> str | None:
    detail: Mapping[str, object] = entry.detail
    value = decode(row.json)
    if WORDLESS in value:
        captures = detail["captures"]
        assert isinstance(captures, list)
        gone = any(capture in removed for capture in captures)
        return None if gone else "its words are gone although no capture of it was removed"
    if _seal(row.json) != detail["digest"]:
        return f"it is not the decision that custody entry {entry.number} seals: it was changed"
    if Judgement.from_json(value).id != row.columns["id"]:
        return "its contents do not give its id"
    return None


def derived_row(rank: int, one: Derived) -> dict[str, object]:
    """The columns of a conclusion; words are folded, so that they are found in any case."""
    return {
        "position": rank,
        "name": one.name,
        "words": one.words.casefold(),
        "json": encode(one.value),
    }


def folded(words: Iterable[str]) -> list[str]:
    return [word.casefold() for word in words]


def shelf_name(*parts: object) -> str:
    """The name of a shelf, made of all its contents depend on."""
    return hashlib.sha256(canonical_json([str(part) for part in parts]).encode()).hexdigest()
