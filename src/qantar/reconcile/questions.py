"""What a set of accounts all answer: comparable first, arithmetic second.

Two counts share a question if they count the same kind of thing, to which the same happened, at
the same place, in the same period, of the same population. Where a text does not say the period,
its running toll joins the one period it can belong to; where it does not say the place, it is
compared only within its own utterance.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from qantar import codebook
from qantar.domain.claim import Measure
from qantar.domain.identity import make_id
from qantar.domain.ledger import Question, Utterance
from qantar.domain.quantity import Quantity
from qantar.domain.when import OPEN, When
from qantar.reconcile.breakdowns import narrowed_by_number
from qantar.reconcile.count import Count, toll_acts
from qantar.reconcile.currencies import beyond_money, money_of, with_money
from qantar.reconcile.moments import days_between, is_later, lies_in, order, stretch
from qantar.reconcile.nesting import nearest_of, nested
from qantar.reconcile.places import Places
from qantar.reconcile.reservations import reservation
from qantar.reconcile.speakers import proper_offices_in
from qantar.reconcile.standing import is_far_above
from qantar.reconcile.utterances import TELLING_NUMBER

TOLL_GAP_DAYS = 45.0
"""Two tolls of undated start, told further apart than this, are not taken for one story's."""
LONG_PERIOD_DAYS = 7.0
"""A dated period this long may be the period of a toll told without dates."""
TOLL_AFTERLIFE_DAYS = 60.0
"""How long after the end of such a period its toll goes on being told."""

Base = tuple[str, str, str | None, str | None]
"""Object, act, place key, population."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The questions and which each count answers."""

    questions: Mapping[str, Question]
    by_claim: Mapping[str, str]
    above: Mapping[str, frozenset[str]]
    """All questions that hold one, at any remove."""


def questions(counts: Sequence[Count], said: Sequence[Utterance], places: Places) -> Asked:
    """The questions the counts answer, each nested in those that hold it."""
    utterance_of = {claim: utterance.id for utterance in said for claim in utterance.claims}
    counts = _with_shared_reservations(counts, utterance_of)
    counts = _parts_by_themselves(_where_it_is_told(_of_the_same_kind(counts), said))
    counts = _lesser_by_themselves(counts)
    groups: dict[tuple[Base, bool], list[Count]] = {}
    base: Base
    for count in counts:
        place = count.place or f"within {utterance_of[count.claim]}"
        if "other" in (count.measure.object, count.measure.act) and count.population is None:
            # Things under no code are of one kind only if they are one and the same count.
            place = f"{place} {utterance_of[count.claim]} {count.quantity}"
        base = (count.measure.object, count.measure.act, place, reservation(count.population))
        groups.setdefault((base, count.is_cumulative), []).append(count)
    found: dict[str, Question] = {}
    by_claim: dict[str, str] = {}
    for (base, cumulative), group in sorted(groups.items(), key=lambda item: str(item[0])):
        for key, period, members in _by_period(group, cumulative, utterance_of):
            question = _question(base, cumulative, key, period, members)
            found[question.id] = question
            by_claim.update({count.claim: question.id for count in members})
    said_in = _utterances_of(by_claim, utterance_of)
    above = nested(found, by_claim, counts, places, said_in)
    nearest = {q: nearest_of(above[q], above) for q in found}
    found = {q: replace(found[q], inside=nearest[q]) for q in sorted(found)}
    return Asked(questions=found, by_claim=by_claim, above=above)


def _with_shared_reservations(
    counts: Sequence[Count], utterance_of: Mapping[str, str]
) -> list[Count]:
    """A retelling drops the reservation: equal figures of one utterance share its only one."""
    key: Callable[[Count], tuple[str, ...]] = lambda c: (  # noqa: E731
        utterance_of[c.claim], str(c.measure), c.place or "", str(c.quantity), str(c.denied))  # fmt: skip
    reserved: dict[tuple[str, ...], set[str]] = {}
    for count in counts:
        if count.population is not None:
            reserved.setdefault(key(count), set()).add(count.population)
    shared = []
    for count in counts:
        words = reserved.get(key(count), set())
        if count.population is None and len(words) == 1:
            count = replace(count, population=next(iter(words)))
        shared.append(count)
    return shared


def _where_it_is_told(counts: Sequence[Count], said: Sequence[Utterance]) -> list[Count]:
    """A figure without a place joins a question at a place where it is plain which. Its own text still
    names no place, and none is written into it. In this order:

    - what an outlet takes back lies where that outlet told it, and so does what it puts instead;
    - what the same utterance counts, of this measure, at one place only, or where it gives this number;
    - what the same office counts of this measure at one known place only, not long before or after.
    """
    counts = _where_it_was_printed(counts)
    utterance_of = {claim: utterance for utterance in said for claim in utterance.claims}
    office_of = {utterance.id: proper_offices_in(utterance.speaker or "") for utterance in said}
    told: dict[tuple[str, str], set[tuple[str, When | None]]] = {}
    beside: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for count in counts:
        if count.place is None:
            continue
        utterance, measure = utterance_of[count.claim].id, str(count.measure)
        beside.setdefault((utterance, measure), set()).add((count.place, str(count.quantity)))
        if _is_dated(count.told_at):
            for office in office_of[utterance]:
                told.setdefault((office, measure), set()).add((count.place, count.told_at))
    found = []
    for count in counts:
        if count.place is None:
            utterance, measure = utterance_of[count.claim].id, str(count.measure)
            near = beside.get((utterance, measure), set())
            places = {place for place, number in near if number == str(count.quantity)}
            places = places or {
                place for place, number in near
                if not is_far_above(  # 134 hurt are not where two of them were brought
                    count.quantity.interval(), Quantity.parse(number).interval()
                )
            }  # fmt: skip
            if not places and _is_dated(count.told_at):
                places = {
                    place
                    for office in office_of[utterance]
                    for place, moment in told.get((office, measure), ())
                    if _near(count.told_at, moment)
                }
            if len(places) == 1:
                count = replace(count, place=places.pop())
        found.append(count)
    return found


def _of_the_same_kind(counts: Sequence[Count]) -> list[Count]:
    """«23 inmates died, revising its earlier toll of 17»: a number that a text recalls beside one number of
    that act, and of no closer kind, is of the same people."""
    now: dict[tuple[str, str], set[Measure]] = {}
    for count in counts:
        if not count.recalled and not count.denied:
            key = count.document, count.measure.act
            now.setdefault(key, set()).add(count.measure)
    codes = codebook.load()
    found = []
    for count in counts:
        beside = now.get((count.document, count.measure.act), set())
        if count.recalled and len(beside) == 1:
            (measure,) = beside
            if codes.is_a(measure.object, count.measure.object):
                count = replace(count, measure=measure)
        found.append(count)
    return found


def _parts_by_themselves(counts: Sequence[Count]) -> list[Count]:
    """«27 погибших, 9 из них…»: a part that differs from its whole in no field, only in number, is narrowed
    by words that were not read, and so is one that seems wider («500 civilians, 130 of them…»: no people at large).
    It answers no question of the whole's kind, but one of its own."""
    codes = codebook.load()
    by_claim = {count.claim: count for count in counts}
    found = []
    for count in counts:
        whole = by_claim.get(count.part_of or "")
        if (
            whole is not None
            and _is_of_whole_money(count, whole)
            and (count.measure.act, count.place) == (whole.measure.act, whole.place)
            and codes.is_a(whole.measure.object, count.measure.object)
            and not count.quantity.interval().meets(whole.quantity.interval())
        ):
            count = _narrowed_by_number(count, whole)
        found.append(count)
    return found


def _is_of_whole_money(count: Count, whole: Count) -> bool:
    """Whether no words narrow a count, and a sum is of the kind of money of the whole."""
    return beyond_money(count.population) is None and money_of(count.population) == money_of(
        whole.population
    )


def _narrowed_by_number(count: Count, whole: Count) -> Count:
    words = narrowed_by_number(count.quantity, whole.quantity)
    return replace(count, population=with_money(money_of(count.population), words))


def _lesser_by_themselves(counts: Sequence[Count]) -> list[Count]:
    """«Погибли 139 человек. От огнестрельных ранений умерли 40»: what a text counts of the same acts and place
    beside a total it gives, less than it and called no total, is narrowed by words that were not read. It
    answers a question of its own, unless another report gives the number as well."""
    key: Callable[[Count], tuple[str, str | None]] = lambda c: (str(c.measure), c.place)  # noqa: E731
    totals: dict[tuple[str, str, str | None], Count] = {}
    told: dict[tuple[str, tuple[str, str | None]], set[str]] = {}
    for count in counts:
        told.setdefault((str(count.quantity), key(count)), set()).add(count.document)
        if count.total is True and _is_told_now(count):
            whole = totals.get((count.document, *key(count)))
            if whole is None or whole.quantity.interval().low < count.quantity.interval().low:
                totals[count.document, *key(count)] = count
    found = []
    for count in counts:
        whole = totals.get((count.document, *key(count)))
        if (
            whole is not None
            and count.total is None
            and count.part_of is None
            and _is_of_whole_money(count, whole)
            and count.is_cumulative
            and _is_told_now(count)
            and count.quantity.interval().is_below(whole.quantity.interval())
            and len(told[str(count.quantity), key(count)]) == 1
        ):
            count = _narrowed_by_number(count, whole)
        found.append(count)
    return found


def _is_told_now(count: Count) -> bool:
    """Whether the body of a text gives a number itself, as one that holds."""
    return not (count.recalled or count.denied or count.headline)


def _where_it_was_printed(counts: Sequence[Count]) -> list[Count]:
    """«Поправка: вчера мы написали о 911 погибших» names no town: an outlet that takes a figure back
    means the one it printed before, and speaks of that place throughout its correction."""
    printed: dict[tuple[str, str, str], set[str]] = {}
    for count in counts:
        if count.outlet is not None and count.place is not None and not count.denied:
            key = count.outlet, str(count.measure), str(count.quantity.value)
            printed.setdefault(key, set()).add(count.place)
    meant: dict[str, set[str]] = {}
    for count in counts:
        if count.denied and count.place is None and count.outlet is not None:
            key = count.outlet, str(count.measure), str(count.quantity.value)
            meant.setdefault(count.document, set()).update(printed.get(key, ()))
    return [
        replace(count, place=next(iter(meant[count.document])))
        if count.place is None and len(meant.get(count.document, ())) == 1
        else count
        for count in counts
    ]


def _is_dated(moment: When | None) -> bool:
    return moment is not None and not moment.is_partial


def _near(one: When | None, other: When | None) -> bool:
    return one is not None and other is not None and days_between(one, other) <= TOLL_GAP_DAYS


Piece = tuple[str, When | None, list[Count]]
"""A key within the base, the period, the counts."""


def _by_period(
    counts: Sequence[Count], cumulative: bool, utterance_of: Mapping[str, str]
) -> list[Piece]:
    recalled = _recalled_beside(counts)
    dated: dict[When, list[Count]] = {}
    tolls: list[Count] = []
    increments: dict[str, list[Count]] = {}
    for count in sorted(counts, key=lambda c: (order(c.told_at), c.claim)):
        if count in recalled:
            continue
        if count.period is not None:
            dated.setdefault(count.period, []).append(count)
        elif count.total is False and cumulative:
            increments.setdefault(utterance_of[count.claim], []).append(count)
        else:
            tolls.append(count)
    pieces: list[Piece] = []
    if cumulative:
        dated = _nights_as_days(dated)
        tolls = _of_one_happening(_attach(tolls, dated, utterance_of), dated)
    pieces += [("", period, members) for period, members in dated.items()]
    pieces += _chains(tolls)
    for document, members in increments.items():
        pieces += [
            (f"{document} {at}", None, same) for at, same in enumerate(_meeting(members))
        ]
    for count in recalled:
        homes = [
            members
            for _, _, members in pieces
            if any(one.document == count.document for one in members)
        ]
        if len(homes) == 1:
            homes[0].append(count)
        else:
            pieces.append((f"recalled {count.claim}", None, [count]))
    return pieces


def _recalled_beside(counts: Sequence[Count]) -> list[Count]:
    """Numbers that a report recalls, without a date, beside the number it gives for the same thing now:
    «ранее сообщалось о пяти» is of the question that the seven of today answer."""
    now = {one.document for one in counts if not one.recalled}
    return [one for one in counts if one.recalled and one.as_of is None and one.document in now]


def _attach(
    tolls: list[Count], dated: dict[When, list[Count]], utterance_of: Mapping[str, str]
) -> list[Count]:
    """Puts each toll into the one dated period it can belong to; returns those that fit none or several."""
    rest = []
    stated = {period: _Stated.of(period, members) for period, members in dated.items()}
    for toll in tolls:
        fits = [period for period, found in stated.items() if _fits(toll, found)]
        if len(fits) == 1 and _is_bygone(fits[0], toll.told_at, stated):
            fits = []
        if not fits:
            fits = [
                period
                for period, found in stated.items()
                if str(toll.quantity) in found.numbers
                and _is_said_again(toll, found.members, utterance_of)
            ]
        if len(fits) == 1:
            dated[fits[0]].append(toll)
        else:
            rest.append(toll)
    return rest


def _is_bygone(period: When, told_at: When | None, dated: Iterable[When]) -> bool:
    """Whether a stretch was over when something else happened that was told of by then: «in August four miners
    died at the same mine» takes no toll of October's fire."""
    if told_at is None or period.is_partial or OPEN in (period.start, period.end):
        return False
    return _is_long(period) and any(
        not other.is_partial
        and other.start != OPEN
        and is_later(When(other.start), When(period.end))
        and not is_later(When(other.start), told_at)
        for other in dated
    )


def _of_one_happening(tolls: list[Count], dated: dict[When, list[Count]]) -> list[Count]:
    """Puts the tolls of one incident together: where the reports date one happening, and a number of it is
    told without the day as well, what else they tell of it without a day, soon after, is its toll too.
    Returns those that fit none; of two happenings at a place none takes them."""
    short = [period for period, members in dated.items() if _is_one_happening(period, members)]
    if len(short) != 1:
        return tolls
    [period] = short
    members = dated[period]
    if not any(one.period is None for one in members):
        return tolls
    rest = []
    for toll in tolls:
        told = toll.told_at
        if (
            told is None
            or told.is_partial
            or toll.measure.act not in toll_acts()
            or is_later(When(period.start), told)
            or days_between(period, told) > TOLL_GAP_DAYS
        ):
            rest.append(toll)
        else:
            members.append(toll)
    return rest


def _nights_as_days(dated: dict[When, list[Count]]) -> dict[When, list[Count]]:
    """One happening that some date by its night and others by the day: where a number is told of both, the
    finer date holds the other's counts too."""
    found = dict(dated)
    for period, members in dated.items():
        told = _telling(members)
        finer = [
            other for other, others in dated.items()
            if other != period and told & _telling(others) and lies_in(other, period)
            and _is_one_happening(other, others) and _is_one_happening(period, members)
        ]  # fmt: skip
        if len(finer) == 1 and finer[0] in found:
            found[finer[0]] = [*found[finer[0]], *found.pop(period)]
    return found


def _telling(members: Iterable[Count]) -> frozenset[Decimal]:
    """Numbers that are not equal by chance."""
    values = (member.quantity.value for member in members)
    return frozenset(value for value in values if value is not None and value >= TELLING_NUMBER)


def _is_one_happening(period: When, members: Sequence[Count]) -> bool:
    """Whether a period is that of an incident, and not a stretch over which was counted or added."""
    if period.is_partial or OPEN in (period.start, period.end):
        return False
    return not _is_long(period) and not all(member.total is False for member in members)


def _is_long(period: When) -> bool:
    """Whether a closed period is a stretch over which a toll grows, and not one happening."""
    first, last = stretch(period)
    return (last - first) / dt.timedelta(days=1) >= LONG_PERIOD_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """Counts whose text gives the period, and what a toll is held against of them."""

    period: When
    members: tuple[Count, ...]
    numbers: frozenset[str]
    added: bool
    """Whether all count what was added in the period."""

    @classmethod
    def of(cls, period: When, members: Sequence[Count]) -> "_Stated":
        return cls(
            period=period,
            members=tuple(members),
            numbers=frozenset(str(member.quantity) for member in members),
            added=all(member.total is False for member in members),
        )


def _is_said_again(
    toll: Count, members: Sequence[Count], utterance_of: Mapping[str, str]
) -> bool:
    """Whether its own utterance gives the very number for these days: a retelling that leaves them out."""
    return toll.quantity.interval().low >= TELLING_NUMBER and any(
        member.quantity == toll.quantity
        and utterance_of[member.claim] == utterance_of[toll.claim]
        for member in members
    )


def _fits(toll: Count, stated: _Stated) -> bool:
    if toll.total is not False and stated.added:
        return False  # «с 4 июля выросло на три»: days of what was added, not of the whole
    equal = str(toll.quantity) in stated.numbers
    return _may_tell_of(stated.period, toll.told_at, equal)


@lru_cache(maxsize=65536)
def _may_tell_of(period: When, told_at: When | None, equal: bool) -> bool:
    """Whether a toll told then may be that of a period; ``equal`` if it is a number told of it."""
    if period.is_partial or period.start == OPEN:
        return False
    if told_at is None:
        return equal
    if told_at.is_partial or is_later(When(period.start), told_at):
        return False
    if period.end == OPEN:
        return True
    since_end = days_between(period, told_at)
    if _is_long(period):
        return since_end <= TOLL_AFTERLIFE_DAYS
    # A short period is one happening: an undated figure belongs to it only if it is the same one.
    return equal and since_end <= LONG_PERIOD_DAYS


def _chains(tolls: Sequence[Count]) -> list[Piece]:
    """Tolls of unknown start, broken where nobody told one for long."""
    chains: list[list[Count]] = []
    unknown = [toll for toll in tolls if toll.told_at is None or toll.told_at.is_partial]
    for toll in tolls:
        if toll.told_at is None or toll.told_at.is_partial:
            continue
        last = chains[-1][-1].told_at if chains else None
        if last is not None and days_between(last, toll.told_at) <= TOLL_GAP_DAYS:
            chains[-1].append(toll)
        else:
            chains.append([toll])
    pieces: list[Piece] = [(str(chain[0].told_at), None, chain) for chain in chains]
    if unknown and len(pieces) == 1:
        pieces[0][2].extend(unknown)
    elif unknown:
        pieces.append(("undated", None, unknown))
    return pieces


def _meeting(counts: Sequence[Count]) -> list[list[Count]]:
    """Increments of one utterance whose days nobody names: one if their numbers meet (a headline
    rounds its body), else different days."""
    groups: list[list[Count]] = []
    for count in sorted(counts, key=lambda c: (c.document, c.start, c.claim)):
        interval = count.quantity.interval()
        for group in groups:
            if any(interval.meets(other.quantity.interval()) for other in group):
                group.append(count)
                break
        else:
            groups.append([count])
    return groups


def _question(
    base: Base, cumulative: bool, key: str, period: When | None, counts: Sequence[Count]
) -> Question:
    named = min(counts, key=lambda c: (c.place_name is None, c.place_name or "", c.claim))
    reserved = min((c.population for c in counts if c.population is not None), default=None)
    increment = cumulative and period is None and counts[0].total is False
    return Question(
        id=make_id(
            "question",
            [list(base), cumulative, key, str(period) if period else None, increment],
        ),
        measure=named.measure,
        place=named.place_name,
        place_id=named.place_id,
        period=period,
        increment=increment,
        population=reserved,
        cumulative=cumulative,
    )


def _utterances_of(
    by_claim: Mapping[str, str], utterance_of: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """Which utterances answer a question."""
    found: dict[str, set[str]] = {}
    for claim, question in by_claim.items():
        found.setdefault(question, set()).add(utterance_of[claim])
    return {question: frozenset(said) for question, said in found.items()}
