"""Which reports can have a say in each other's questions: strands, reconciled each for itself.

Floods in one country and a riot in another answer no question together, nor does the same town a year later. Two
reports are of one *strand* if both count something in one country (or, where the atlas knows no country, at one
place) within ``REACH_DAYS``, if a third is of one strand with both, or if a person judged claims of both together. A report
that names no place, or bears no date, belongs to a strand where it is plain to which: its speaker, its outlet or its numbers
lead to one only.

What is said of a strand depends on its reports alone, so a new report changes its own strand and no other.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qantar.domain.when import OPEN, When
from qantar.reconcile.count import Count
from qantar.reconcile.moments import stretch
from qantar.reconcile.places import Places
from qantar.reconcile.speakers import SHORTEST_NAME, name_words, proper_offices_in

REACH_DAYS = 60
"""Reports of one country told within so many days are of one strand; more than a toll is carried on
(``questions.TOLL_GAP_DAYS``), so that no comparison the rules know is cut."""

NAME_LETTERS = 5
"""Consonants of a name by which its bearer is sought: case endings come later."""


@dataclass(frozen=True, slots=True)
class Keys:
    """By what a report is known to tell of the same: any shared key of ``firm`` joins two reports. One that
    is not ``anchored`` to a place and a time is sought by its ``loose`` keys among those that are."""

    firm: frozenset[int]
    loose: frozenset[int]
    anchored: bool


def report_of(count: Count) -> str:
    return count.document or count.report


def keys_of(told: Iterable[Count], places: Places) -> Keys:
    """The keys of one report by its counts."""
    firm: set[int] = set()
    loose: set[int] = set()
    anchored = False
    for count in told:
        when = count.period or count.told_at
        days = _days(when)
        if count.place is not None:
            country = (count.place, *places.around(count.place, count.moment))[-1]
            if days:
                anchored = True
                firm.update(_key("there", country, day) for day in days)
            elif when is not None:
                firm.add(_key("there", country, str(when)))
            else:
                firm.add(_key("undated", country))
            loose.add(_key("undated at", str(count.measure), count.place))
        loose.update(_said_by(count))
    return Keys(frozenset(firm), frozenset(loose), anchored)


def _said_by(count: Count) -> Iterable[int]:
    """What a figure without a place may be recognised by: its speaker at that moment, its office's count of
    the measure within the reach of a toll, its outlet's number."""
    told = _days(count.told_at)
    speaker = count.speaker or ""
    offices = proper_offices_in(speaker)
    for office in sorted(offices):
        for day in told:
            yield _key("office", office, str(count.measure), day)
    if not offices:
        for bone in name_words(speaker):
            if len(bone) >= SHORTEST_NAME:
                yield _key("name", bone[:NAME_LETTERS], str(count.moment))
    if count.outlet is not None:
        for day in told:
            yield _key(
                "outlet", count.outlet, str(count.measure), str(count.quantity.value), day
            )


@lru_cache(maxsize=65536)
def _days(when: When | None) -> tuple[int, ...]:
    """The stretches of ``REACH_DAYS`` a date touches and the next one, so that any two dates nearer than that
    share one; none if the date stands on no calendar."""
    if when is None or when.is_partial:
        return ()
    first, last = stretch(when)
    if when.start == OPEN:
        first = last
    elif when.end == OPEN:
        last = first
    a, b = first.toordinal() // REACH_DAYS, last.toordinal() // REACH_DAYS
    return tuple(range(a, b + 2))


@lru_cache(maxsize=262144)
def _key(*parts: object) -> int:
    """A number for a key; should two ever coincide, two strands are reconciled as one."""
    told = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(told, digest_size=6).digest())


def strands(
    keys: Mapping[str, Keys], links: Iterable[tuple[str, str]] = ()
) -> list[tuple[str, ...]]:
    """The reports strand by strand, each sorted. ``links`` are pairs of reports that belong together
    whatever they count."""
    sets = Sets()
    holder: dict[int, str] = {}
    for report in sorted(keys):
        for key in keys[report].firm:
            sets.join(holder.setdefault(key, report), report)
    for one, other in links:
        if one in keys and other in keys:
            sets.join(one, other)
    _attach(keys, sets)
    found: dict[str, list[str]] = {}
    for report in sorted(keys):
        found.setdefault(sets.find(report), []).append(report)
    return [tuple(reports) for _, reports in sorted(found.items())]


def _attach(keys: Mapping[str, Keys], sets: "Sets") -> None:
    """Joins reports without an anchor with each other, and each such group with the one strand that its keys
    lead to; where they lead to several, with none."""
    held = {sets.find(report) for report in keys if keys[report].anchored}
    stray = [r for r in sorted(keys) if sets.find(r) not in held]
    sought: dict[int, str] = {}
    for report in stray:
        for key in keys[report].loose:
            sets.join(sought.setdefault(key, report), report)
    if not sought:
        return
    leads: dict[str, set[str]] = {}
    for report in sorted(keys):
        if sets.find(report) in held:
            for key in sought.keys() & keys[report].loose:
                leads.setdefault(sets.find(sought[key]), set()).add(sets.find(report))
    for group, ends in sorted(leads.items()):
        if len(ends) == 1:
            sets.join(group, ends.pop())


class Sets:
    """Sets that grow together, each named by its least member."""

    def __init__(self) -> None:
        self._top: dict[str, str] = {}

    def find(self, one: str) -> str:
        top = self._top
        while (above := top.get(one, one)) != one:
            top[one] = top.get(above, above)
            one = above
        return one

    def join(self, one: str, other: str) -> None:
        a, b = self.find(one), self.find(other)
        if a != b:
            self._top[max(a, b)] = min(a, b)


def by_strand(
    counts: Sequence[Count], places: Places, links: Iterable[tuple[str, str]] = ()
) -> list[list[Count]]:
    """Counts strand by strand. ``links`` are pairs of claims that belong together."""
    told: dict[str, list[Count]] = {}
    for count in counts:
        told.setdefault(report_of(count), []).append(count)
    keys = {name: keys_of(found, places) for name, found in told.items()}
    return [
        [c for name in names for c in told[name]]
        for names in strands(keys, paired(told, links))
    ]


def paired(
    told: Mapping[str, Iterable[Count]], links: Iterable[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Reports that belong together: of a part and its whole, and of claims linked by a judgement."""
    report = {count.claim: name for name, counts in told.items() for count in counts}
    parts = (
        (count.claim, count.part_of)
        for counts in told.values()
        for count in counts
        if count.part_of is not None
    )
    return [
        (report[one], report[other])
        for one, other in (*parts, *links)
        if one in report and other in report and report[one] != report[other]
    ]
