"""Reconciling measured: invented figures compared and settled, beside every pair compared with every other."""

import random
import time
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from qantar.reconcile.count import Count

Figures = dict[str, float]
CLAIMS, MANY, REPORTS_A_CLAIM = 10_000, 100_000, 3
TOWNS, DAYS = 50, 20
"""With five kinds of thing counted, 5,000 questions; ten thousand claims fall on a tenth of the towns."""


def invented(many: int) -> "list[Count]":
    """Figures of towns and days by six speakers, a quarter of them doubled so that accounts disagree."""
    from qantar.domain.claim import Measure
    from qantar.domain.ledger import Citation
    from qantar.domain.quantity import Quantity
    from qantar.domain.when import When
    from qantar.reconcile.count import Count

    chance = random.Random(3)
    speakers = [None, "the ministry", "the prosecutor's office", "the commandant", "doctors", "the union"]  # fmt: skip
    measures = (("person", "killed"), ("person", "detained"), ("police", "injured"),
                ("weapon", "stolen"), ("vehicle", "damaged"))  # fmt: skip
    counts = []
    for number in range(many):
        object_, act = chance.choice(measures)
        day, town = chance.randint(2, DAYS + 1), chance.randint(1, TOWNS * many // MANY)
        value = (day * 7 + town) * chance.choice((1, 1, 1, 2))
        report = f"r{chance.randint(0, many // REPORTS_A_CLAIM)}"
        counts.append(
            Count(
                claim=f"claim-{number:06}",
                report=report,
                document=report,
                outlet=f"outlet-{number % 60}",
                published=When(f"2022-01-{day + 1:02}"),
                start=number % 2000,
                measure=Measure(object_, act),
                quantity=Quantity.parse(chance.choice(("", "", ">", ">=")) + str(value)),
                total=chance.choice((None, None, True)),
                place=f"town {town}",
                place_name=f"Town {town}",
                period=When(f"2022-01-{day:02}"),
                speaker=chance.choice(speakers),
                evidence=Citation(source=report),
            )
        )
    return counts


def reconciling(many: int = CLAIMS) -> Figures:
    """Questions, origins, relations, envelopes, bounds and conflicts of that many figures."""
    from qantar.reconcile import reconcile

    counts = invented(many)
    started = time.process_time()
    ledger = reconcile(counts).ledger
    spent = time.process_time() - started
    return {
        "a_second": many / spent,
        "seconds": spent,
        "questions": len(ledger.questions),
        "relations": len(ledger.relations),
        "conflicts": len(ledger.conflicts),
        "memory_mb": _memory(),
    }


def pairwise(many: int = CLAIMS) -> Figures:
    """The same figures, each held against every other: one question or not, and how the numbers stand.
    No origins, no parts, no time; what a reader without an index would do."""
    counts = invented(many)
    told = [(str(c.measure), c.place, str(c.period), c.quantity.interval()) for c in counts]
    found = 0
    started = time.process_time()
    for at, (measure, place, period, interval) in enumerate(told):
        for other_measure, other_place, other_period, other in told[at + 1 :]:
            if measure == other_measure and place == other_place and period == other_period:
                found += interval.contains(other) or other.contains(interval)
                found += not interval.meets(other)
    spent = time.process_time() - started
    return {
        "a_second": many / spent,
        "seconds": spent,
        "relations": found,
        "memory_mb": _memory(),
    }


def _memory() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6
