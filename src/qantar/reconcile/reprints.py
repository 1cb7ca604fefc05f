"""Copies known by their text: a report that another outlet prints again, edited or in part.

Candidates are found by the least of seeded hashes of their shingles (MinHash with one permutation, in bands), so the
time grows with the number of reports, not with its square; every candidate is then compared word run by word
run. A figure is a copy if the reports share most of their own words, its own passage stands in the other,
and there it is the same figure. What the copy says is the saying of the first; nobody new has spoken.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qantar.reconcile.count import Count
from qantar.reconcile.moments import order
from qantar.reconcile.shingles import BYTES, share, unpacked
from qantar.reconcile.speakers import is_one_voice

COPIED = 0.5
"""How much of the shorter report's own words must stand in the other. Two reporters of one event share names and
numbers, a tenth of their word runs; a copy with every tenth word changed keeps six tenths."""
REPRINTED = 0.4
"""How much of the passage of a figure must stand in the other report: two edited words in a short sentence leave
so much."""
LEAST = 12
"""Shingles below which a text is too short to be known again."""
SLOTS, ROWS = 48, 2
"""Least hashes kept of a report, and how many of them in a row make a band. Of two reports that share half their
shingles 99.9 % meet in some band."""
TOGETHER = 20
"""Reports of one band that each is compared with; a band met oftener is of words that stand everywhere."""

_MIX = 0x85EBCA6B
_MASK = (1 << 32) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprint:
    """A figure printed again: the claim, the claim of the text it was copied from, and how much of the shorter
    report is the other's, in hundredths."""

    claim: str
    of: str
    percent: int


def reprints(counts: Sequence[Count]) -> list[Reprint]:
    """The figures that are copies by their text, each of the first that printed it."""
    told: dict[str, list[Count]] = {}
    for count in counts:
        if count.wording is not None and not count.denied:
            told.setdefault(count.document, []).append(count)
    first: dict[str, tuple[Count, int]] = {}
    texts = {
        name: found[0].wording.report
        for name, found in told.items()
        if found[0].wording is not None and len(found[0].wording.report) >= LEAST * BYTES
    }
    ordered = sorted(texts, key=lambda name: (order(told[name][0].published), name))
    for one, other in _candidates([texts[name] for name in ordered]):
        earlier, later = ordered[one], ordered[other]
        there, here = unpacked(texts[earlier]), unpacked(texts[later])
        shared = share(*sorted((there, here), key=len))
        if shared < COPIED:
            continue
        for count in told[later]:
            if count.claim in first:
                continue
            source = _source(count, told[earlier], there, here)
            if source is not None:
                first[count.claim] = source, round(100 * shared)
    return [
        Reprint(claim=claim, of=source.claim, percent=percent)
        for claim, (source, percent) in sorted(first.items())
    ]


def _candidates(texts: Sequence[bytes]) -> list[tuple[int, int]]:
    """Numbers of reports that meet in a band, in pairs, the earlier first. One band is looked at after the other, so
    that what is held at a time does not grow with their number."""
    least = [_least(array("I", text)) for text in texts]
    pairs: set[int] = set()
    for at in range(0, SLOTS, ROWS):
        band: dict[tuple[int, ...], list[int]] = {}
        for number, slots in enumerate(least):
            band.setdefault(tuple(slots[at : at + ROWS]), []).append(number)
        for group in band.values():
            for place, one in enumerate(group):
                # The first, from whom all may have copied, and those printed just before.
                for other in {
                    *group[: min(place, 1)],
                    *group[max(0, place - TOGETHER) : place],
                }:
                    pairs.add(other * len(texts) + one)
    return [divmod(pair, len(texts)) for pair in sorted(pairs)]


def _least(text: Iterable[int]) -> "array[int]":
    """The least hash in each slot; an empty slot takes that of the next, so that short texts meet too."""
    least = array("Q", [_MASK + 1] * SLOTS)
    for number in text:
        mixed = ((number ^ (number >> 15)) * _MIX) & _MASK
        slot = mixed % SLOTS
        if mixed < least[slot]:
            least[slot] = mixed
    filled = [at for at in range(SLOTS) if least[at] <= _MASK]
    if not filled:
        return least
    for at in range(SLOTS):
        step = at
        while least[step % SLOTS] > _MASK:
            step += 1
        if step != at:
            least[at] = least[step % SLOTS] + step - at
    return least


def _source(
    count: Count, others: Iterable[Count], there: frozenset[int], here: frozenset[int]
) -> Count | None:
    """The figure of the earlier text that this one repeats."""
    assert count.wording is not None
    if share(count.wording.of_passage, there) < REPRINTED:
        return None
    for other in others:
        assert other.wording is not None
        if (
            other.measure == count.measure
            and other.quantity == count.quantity
            and share(other.wording.of_passage, here) >= REPRINTED
            and _one_voice(count, other)
        ):
            return other
    return None


def _one_voice(one: Count, other: Count) -> bool:
    """Whether the two credit one speaker, or one of them nobody: who puts the words into another's mouth
    has not copied them."""
    if not one.speaker or not other.speaker:
        return True
    return is_one_voice(one.speaker, other.speaker)


def as_first_told(counts: Sequence[Count], copies: Iterable[Reprint]) -> list[Count]:
    """The counts with copies that date nothing themselves put at the moment of what they copy."""
    by_claim = {count.claim: count for count in counts}
    source = {copy.claim: by_claim[copy.of] for copy in copies}
    return [
        replace(count, said=_first(source, count).told_at)
        if count.claim in source and (count.as_of or count.said) is None
        else count
        for count in counts
    ]


def _first(source: Mapping[str, Count], count: Count) -> Count:
    while count.claim in source:
        count = source[count.claim]
    return count
