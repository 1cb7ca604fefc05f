"""One utterance by one speaker, however many outlets print it.

A *telling* is what one report has from one speaker for one moment. Tellings are joined when they go
back to one saying: the same person or office for the same moment; the same figures credited to a
nameless source; a retelling, days later and without a date of its own, of a speaker's number.
Where two speakers could be meant, none is chosen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qantar.domain.identity import make_id
from qantar.domain.ledger import Utterance
from qantar.domain.quantity import Hedge
from qantar.domain.when import OPEN, When
from qantar.reconcile.count import Count
from qantar.reconcile.moments import days_between, order
from qantar.reconcile.places import Places
from qantar.reconcile.reprints import Reprint
from qantar.reconcile.speakers import (
    NOBODY,
    STATE,
    Saying,
    Voice,
    identify,
    states_in,
    words_of,
)

TELLING_NUMBER = 10
"""A number from which one equal figure is taken to show one origin; below it two must agree
(ones and twos are equal by chance everywhere)."""
RETELLING_DAYS = 3
"""How long after a saying a report without an as-of date of its own may still retell it."""

Shape = tuple[str, str, str | None, str]
"""Object, act, place and number as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one report has from one speaker for one moment."""

    voice: Voice
    name: str | None
    moment: When | None
    stated: bool
    """Whether the report gives the moment itself, not only its own date."""
    published: When | None
    closed: bool
    """Whether all its figures count finished days, so that the moment says nothing of the saying."""
    outlet: str | None
    via: frozenset[str]
    state: str | None
    """Code of the one state the words about the speaker name, None if none or several."""
    places: frozenset[str]
    shapes: frozenset[Shape]
    telling_shapes: frozenset[Shape]
    counts: tuple[Count, ...]


def saying_of(count: Count) -> Saying:
    return count.speaker or "", " ".join(filter(None, (count.role, count.organisation)))


def utterances(
    counts: Sequence[Count], places: Places, copies: Sequence[Reprint] = ()
) -> tuple[Utterance, ...]:
    """The utterances behind the counts; every count stands in one. ``copies`` are figures known by their text to
    be printed again."""
    tellings = _tellings(counts, places)
    groups = _Groups(len(tellings))
    _join_same_speaker(tellings, groups)
    _join_headlines(tellings, groups)
    _join_by_figures(tellings, groups)
    _join_retellings(tellings, groups)
    _join_copies(tellings, groups, copies)
    members: dict[int, list[Telling]] = {}
    for at, telling in enumerate(tellings):
        members.setdefault(groups.find(at), []).append(telling)
    return tuple(sorted((_utterance(group) for group in members.values()), key=lambda u: u.id))


class _Groups:
    """Sets that grow together. The first of a set stands for it, so that order tells nothing."""

    def __init__(self, size: int) -> None:
        self._top = list(range(size))

    def find(self, at: int) -> int:
        while self._top[at] != at:
            self._top[at] = self._top[self._top[at]]
            at = self._top[at]
        return at

    def join(self, one: int, other: int) -> None:
        a, b = sorted((self.find(one), self.find(other)))
        self._top[b] = a


def _tellings(counts: Sequence[Count], places: Places) -> list[Telling]:
    voices = identify(saying_of(count) for count in counts)
    sorted_counts = sorted(counts, key=lambda c: (c.report, c.start, c.claim))
    grouped: dict[tuple[str, str, str, bool], list[Count]] = {}
    for count in sorted_counts:
        voice = _voice(count, voices)
        apart = count.headline and voice is NOBODY
        key = (count.document or count.report, voice.id, str(_spoken_at(count) or ""), apart)
        grouped.setdefault(key, []).append(count)
    tellings = []
    for (_, _, _, _), group in sorted(grouped.items()):
        first = group[0]
        shapes = [_shape(count) for count in group]
        around = {
            place
            for c in group
            if c.place
            for place in (c.place, *places.around(c.place, c.moment))
        }
        tellings.append(
            Telling(
                voice=_voice(first, voices),
                name=fullest(c.speaker for c in group),
                moment=_spoken_at(first),
                stated=any((c.as_of or c.said) is not None for c in group),
                published=first.published,
                closed=all(_is_closed(c.period) for c in group),
                outlet=first.outlet,
                state=_state(count for count in group),
                via=frozenset(name.casefold() for c in group for name in c.via),
                places=frozenset(around),
                shapes=frozenset(shapes),
                telling_shapes=frozenset(
                    shape for shape, c in zip(shapes, group, strict=True) if _tells(c)
                ),
                counts=tuple(group),
            )
        )
    return tellings


def _voice(count: Count, voices: Mapping[Saying, Voice]) -> Voice:
    voice = voices[saying_of(count)]
    if voice is NOBODY and count.denied and count.outlet is not None:
        # An outlet that takes a figure back speaks for itself.
        return Voice("outlet " + count.outlet.casefold(), True, frozenset())
    return voice


def _spoken_at(count: Count) -> When | None:
    """The moment by which a saying is known: of a denial, that of the denying."""
    return (count.said or count.published or count.as_of) if count.denied else count.moment


def _state(counts: Iterable[Count]) -> str | None:
    named = {
        state for count in counts for words in saying_of(count) for state in states_in(words)
    }
    return next(iter(named)) if len(named) == 1 else None


def _line(telling: Telling) -> str:
    """Who keeps the count. The offices of a state are one line; those of another state than the one
    whose land it happened in are that state's: ``state TJ``."""
    line = telling.voice.line
    if line != STATE or telling.state is None:
        return line
    land = {state for place in telling.places for state in states_in(place)}
    land |= {state for c in telling.counts for state in states_in(c.place_name or "")}
    return STATE if land == {telling.state} else f"{STATE} {telling.state}"


def fullest(names: Iterable[str | None]) -> str | None:
    """Of the ways one speaker is named that with most words; of those the shortest, which is the nominative
    wherever a case adds letters: «Ермек Сагимбаев», not «Ермека Сагимбаева»."""
    said = {name for name in names if name}
    return min(said, key=lambda name: (-len(words_of(name)), len(name), name), default=None)


def _shape(count: Count) -> Shape:
    return count.measure.object, count.measure.act, count.place, str(count.quantity)


def _tells(count: Count) -> bool:
    value = count.quantity.value
    return count.quantity.hedge is Hedge.EXACT and value is not None and value >= TELLING_NUMBER


def _is_closed(period: When | None) -> bool:
    return (
        period is not None and not period.is_partial and OPEN not in (period.start, period.end)
    )


def _one_occasion(one: Telling, other: Telling) -> bool:
    """Whether two tellings of finished days were printed close enough to be one saying."""
    if not (one.closed and other.closed) or one.published is None or other.published is None:
        return True
    return days_between(one.published, other.published) <= 1


def _meet_in_place(one: Telling, other: Telling) -> bool:
    return not one.places or not other.places or bool(one.places & other.places)


def _agree(one: Telling, other: Telling) -> bool:
    """Whether equal figures show one origin: a number that tells, or two that agree."""
    return bool(one.telling_shapes & other.telling_shapes) or len(one.shapes & other.shapes) > 1


def _share_a_figure(one: Telling, other: Telling) -> bool:
    """Whether both give one number of one thing at one place, or one of them names no place at all."""
    if one.places and other.places:
        return bool(one.shapes & other.shapes)
    return bool(_without_place(one.shapes) & _without_place(other.shapes))


def _without_place(shapes: Iterable[Shape]) -> set[tuple[str, str, str]]:
    return {(object_, act, number) for object_, act, _, number in shapes}


def _same_speaker(one: Telling, other: Telling) -> bool:
    if None not in (one.state, other.state) and one.state != other.state:
        return False
    if one.voice.named and one.voice.id == other.voice.id:
        return True
    shared = one.voice.proper_offices & other.voice.proper_offices
    if not shared or (one.voice.named and other.voice.named) or not _meet_in_place(one, other):
        return False
    if (
        one.voice.named or other.voice.named
    ):  # an official, and their office: let the figures say
        return _share_a_figure(one, other)
    return bool(one.places and other.places) or _share_a_figure(one, other)


def _join_same_speaker(tellings: Sequence[Telling], groups: _Groups) -> None:
    """The same person or office for the same moment. Indexed by moment and speaker; offices by place too,
    since offices of one name in places apart are two."""
    index: dict[tuple[str, ...], list[int]] = {}
    placeless: dict[tuple[str, ...], list[int]] = {}
    for at, telling in enumerate(tellings):
        if telling.moment is None:
            continue
        moment = str(telling.moment)
        for office in sorted(telling.voice.proper_offices):
            placeless.setdefault((moment, office), []).append(at)
            for place in sorted(telling.places):
                index.setdefault((moment, office, place), []).append(at)
        if telling.voice.named:
            index.setdefault((moment, telling.voice.id), []).append(at)
    for key, group in placeless.items():
        if any(not tellings[at].places for at in group):
            index[key] = group
    for group in index.values():
        _join_within(tellings, groups, group)


def _join_within(tellings: Sequence[Telling], groups: _Groups, group: Sequence[int]) -> None:
    """Joins what is of one speaker, each with the first of every set it belongs to."""
    sets: list[list[int]] = []
    for at in group:
        root = groups.find(at)
        apart: list[list[int]] = []
        own = [at]
        for one in sets:
            if groups.find(one[0]) == root or any(
                _same_speaker(tellings[at], tellings[other])
                and _one_occasion(tellings[at], tellings[other])
                for other in one
            ):
                groups.join(at, one[0])
                own += one
            else:
                apart.append(one)
        sets = [*apart, own]


def _join_headlines(tellings: Sequence[Telling], groups: _Groups) -> None:
    """A headline that names nobody speaks for the one speaker of its report, if there is one."""
    by_report: dict[tuple[str, str], list[int]] = {}
    for at, telling in enumerate(tellings):
        by_report.setdefault((telling.counts[0].document, telling.counts[0].report), []).append(
            at
        )
    for group in by_report.values():
        bodies = [at for at in group if tellings[at].voice.is_known]
        for at in group:
            telling = tellings[at]
            if telling.voice.is_known or not all(count.headline for count in telling.counts):
                continue
            same = [b for b in bodies if str(tellings[b].moment) == str(telling.moment)]
            equal = [b for b in same if tellings[b].shapes & telling.shapes]
            owners = {groups.find(b) for b in (equal or same)}
            if len(owners) == 1:
                groups.join(at, owners.pop())


def _join_by_figures(tellings: Sequence[Telling], groups: _Groups) -> None:
    """Nameless tellings of one moment with equal figures; none if two speakers gave those."""
    index: dict[tuple[str, Shape], list[int]] = {}
    for at, telling in enumerate(tellings):
        if telling.moment is not None:
            for shape in sorted(telling.shapes, key=str):
                index.setdefault((str(telling.moment), shape), []).append(at)
    partners: dict[int, set[int]] = {}
    for group in index.values():
        nameless = [at for at in group if not tellings[at].voice.is_known]
        for at in nameless:
            partners.setdefault(at, set()).update(b for b in group if b != at)
    joins: list[tuple[int, int]] = []
    for at in sorted(partners):
        close = [b for b in sorted(partners[at]) if _one_origin(tellings[at], tellings[b])]
        owners = {groups.find(b) for b in close if tellings[b].voice.is_known}
        if len(owners) == 1:
            joins.append((at, owners.pop()))
        elif not owners:
            joins += [(at, b) for b in close if not tellings[b].voice.is_known]
    for one, other in joins:
        groups.join(one, other)


def _join_copies(
    tellings: Sequence[Telling], groups: _Groups, copies: Iterable[Reprint]
) -> None:
    """What is printed again is said by whoever said it first; a copy of two speakers' words joins neither."""
    at_claim = {count.claim: at for at, t in enumerate(tellings) for count in t.counts}
    sources: dict[int, set[int]] = {}
    for copy in copies:
        if copy.claim in at_claim and copy.of in at_claim:
            sources.setdefault(at_claim[copy.claim], set()).add(at_claim[copy.of])
    joins = []
    for at, found in sorted(sources.items()):
        known = {groups.find(b) for b in found if tellings[b].voice.is_known}
        owners = known or {groups.find(b) for b in found}
        if len(owners) == 1:
            joins.append((at, owners.pop()))
    for one, other in joins:
        groups.join(one, other)


def _one_origin(one: Telling, other: Telling) -> bool:
    credited = (one.outlet or "").casefold() in other.via or (
        other.outlet or ""
    ).casefold() in one.via
    return (_agree(one, other) or credited) and _one_occasion(one, other)


def _join_retellings(tellings: Sequence[Telling], groups: _Groups) -> None:
    """A report that dates nothing itself retells its speaker's number said shortly before, or,
    if it bears no date at all, the only saying of that speaker with that number."""
    index: dict[tuple[str, Shape], list[int]] = {}
    for at, telling in enumerate(tellings):
        if telling.voice.is_known:
            for shape in sorted(telling.telling_shapes, key=str):
                index.setdefault((telling.voice.id, shape), []).append(at)
    joins: set[tuple[int, int]] = set()
    for group in index.values():
        for at in group:
            late = tellings[at]
            if late.stated:
                continue
            earlier = [b for b in group if b != at and _retells(late, tellings[b])]
            owners = {groups.find(b) for b in earlier}
            if len(owners) == 1:
                joins.add((at, owners.pop()))
    for one, other in sorted(joins):
        groups.join(one, other)


def _retells(late: Telling, early: Telling) -> bool:
    if late.moment is None:
        return True
    if early.moment is None or order(early.moment) > order(late.moment):
        return False
    return days_between(early.moment, late.moment) <= RETELLING_DAYS


def _utterance(tellings: Sequence[Telling]) -> Utterance:
    claims = tuple(sorted(count.claim for telling in tellings for count in telling.counts))
    known = [telling for telling in tellings if telling.voice.is_known]
    lines = sorted({_line(telling) for telling in known or tellings})
    line = next((x for x in lines if x.startswith(STATE)), None) or next(
        (x for x in lines if x != "not named"), lines[0]
    )
    return Utterance(
        id=make_id("utterance", list(claims)),
        speaker=fullest(telling.name for telling in known or tellings),
        line=line,
        said=min((_said(telling) for telling in tellings), key=order),
        claims=claims,
    )


def _said(telling: Telling) -> When | None:
    if telling.closed:
        return telling.published or telling.moment
    return min((telling.moment, telling.published), key=order)
