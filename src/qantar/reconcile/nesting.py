"""Which question lies in which: dead police in dead people, a town's in its region's, a day's in the month's."""

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from qantar import codebook
from qantar.domain.ledger import Question
from qantar.reconcile.count import Count
from qantar.reconcile.currencies import beyond_money, money_of
from qantar.reconcile.moments import lies_in
from qantar.reconcile.places import Places
from qantar.reconcile.reservations import reservation


def nested(
    found: Mapping[str, Question],
    by_claim: Mapping[str, str],
    counts: Sequence[Count],
    places: Places,
    said_in: Mapping[str, frozenset[str]],
) -> dict[str, frozenset[str]]:
    """All questions that hold each: by the codebook, the atlas and the calendar, or by a text
    that counts one inside the other."""
    codes = codebook.load()
    place_of = {by_claim[count.claim]: count.place for count in counts}
    index: dict[tuple[str, str, str], list[Question]] = {}
    for question in found.values():
        place = place_of[question.id]
        if place is not None and not question.increment:
            measure = question.measure
            index.setdefault((measure.object, measure.act, place), []).append(question)
    above: dict[str, set[str]] = {id_: set() for id_ in found}
    running = {by_claim[count.claim] for count in counts if count.total is True}
    told: dict[str, set[str]] = {}
    beside = _told_beside(counts, by_claim)
    for question in found.values():
        place = place_of[question.id]
        if place is None or question.increment:
            continue
        wider_objects = (question.measure.object, *codes.ancestors(question.measure.object))
        wider_places = (place, *places.around(place, question.period))
        for act in codes.acts_around(question.measure.act):
            for object_ in wider_objects:
                for outer in wider_places:
                    for other in index.get((object_, act, outer), ()):
                        together = bool(said_in[other.id] & said_in[question.id])
                        held = _holds(other, question, together) or (
                            together and other.id in running and _is_of_days_of(question, other)
                        )
                        if (
                            other.id != question.id
                            and held
                            and (question.id, other.id) not in beside
                        ):
                            above[question.id].add(other.id)
    for inner, wider in _counted_inside(counts, by_claim):
        if inner not in above[wider]:  # codebook, atlas and calendar know better
            told.setdefault(inner, set()).add(wider)
    for inner, around in told.items():
        above[inner] |= around
    return closure(above)


def _told_beside(
    counts: Sequence[Count], by_claim: Mapping[str, str]
) -> frozenset[tuple[str, str]]:
    """Questions one of which cannot lie in the other, as (more, fewer): a text counts both in one whole
    and more of the narrower kind, «7 убитых: трое полицейских и двое сотрудников КНБ»."""
    siblings: dict[str, list[Count]] = {}
    for count in counts:
        if count.part_of is not None and not count.denied:
            siblings.setdefault(count.part_of, []).append(count)
    found: set[tuple[str, str]] = set()
    for parts in siblings.values():
        told = [(by_claim[part.claim], part.quantity.interval()) for part in parts]
        found.update(
            (more, fewer)
            for more, many in told for fewer, few in told
            if few.is_below(many)
        )  # fmt: skip
    return frozenset(found)


def _counted_inside(
    counts: Sequence[Count], by_claim: Mapping[str, str]
) -> set[tuple[str, str]]:
    """Questions a text counts one inside the other, as (inner, outer)."""
    pairs = set()
    for count in counts:
        if count.part_of is not None and count.part_of in by_claim and not count.denied:
            pairs.add((by_claim[count.claim], by_claim[count.part_of]))
    return {(inner, outer) for inner, outer in pairs if inner != outer}


def _holds(outer: Question, inner: Question, together: bool) -> bool:
    """Whether period and population of the one lie in the other's. Words that narrow a population
    are not understood, only compared: equal words, or none on either side. Where one utterance
    gives both, its narrowed count lies in the one without words."""
    if reservation(outer.population) != reservation(inner.population) and not (
        together
        and beyond_money(outer.population) is None
        and money_of(outer.population) == money_of(inner.population)
    ):
        return False
    if inner.period is None or outer.period is None:
        return inner.period is outer.period or not inner.cumulative
    return lies_in(inner.period, outer.period)


def _is_of_days_of(inner: Question, outer: Question) -> bool:
    """«Выросло на три, до 21»: what one utterance gives for some days lies in the running total it gives
    beside it, whenever that began."""
    return (
        outer.period is None
        and inner.period is not None
        and inner.cumulative
        and outer.cumulative
        and reservation(outer.population) == reservation(inner.population)
    )


def closure(above: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """What holds each at any remove. Without a circle each question adds what its nearest are known to lie
    in; circles, which only texts make, are walked from every question anew."""
    closed: dict[str, frozenset[str]] = {}
    try:
        for here in TopologicalSorter(above).static_order():
            reached: set[str] = set()
            for wider in sorted(above[here], key=lambda o: -len(closed[o])):
                if wider not in reached:
                    reached |= closed[wider]
                    reached.add(wider)
            closed[here] = frozenset(reached)
        return closed
    except CycleError:
        closed = {}
    for start in above:
        seen = set(above[start])
        todo = list(seen)
        while todo:
            new = above[todo.pop()] - seen
            seen |= new
            todo += new
        closed[start] = frozenset(seen - {start})
    # Texts that count two questions inside each other cancel out.
    return {q: frozenset(o for o in wider if q not in closed[o]) for q, wider in closed.items()}


def nearest_of(wider: frozenset[str], above: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Those of the wider questions that hold no other of them."""
    return tuple(sorted(wider.difference(*(above[other] for other in wider))))
