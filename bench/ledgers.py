"""Reconciling measured: invented figures compared and settled, beside every pair compared with every other."""

import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import psutil

from bench.size import sized

if TYPE_CHECKING:
    from qantar.domain.identity import Json
    from qantar.domain.ledger import Ledger
    from qantar.reconcile.count import Count
    from qantar.reconcile.places import Places

Figures = dict[str, float]
CLAIMS, MANY, CLAIMS_A_REPORT = sized(10_000), sized(100_000), 3
TOWNS, DAYS = 250, 4
"""With five kinds of thing counted, 5,000 questions; ten thousand claims fall on a tenth of the towns. Each town is
a story of its own, of 400 claims when there are a hundred thousand."""
DENSE = sized(5_000)
REPORTS = sized(20_000)
LATE = 5
"""Reports that come one by one once all others are settled."""


def invented(many: int) -> "list[Count]":
    """Figures of towns and days by six speakers, a quarter of them doubled so that accounts disagree. A report is
    of one town and one day."""
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
        if number % CLAIMS_A_REPORT == 0:
            day, town = (
                chance.randint(2, DAYS + 1),
                chance.randint(1, max(1, TOWNS * many // MANY)),
            )
        object_, act = chance.choice(measures)
        value = (day * 7 + town) * chance.choice((1, 1, 1, 2))
        report = f"r{number // CLAIMS_A_REPORT:05}"
        counts.append(
            Count(
                claim=f"claim-{number:06}",
                report=report,
                document=report,
                outlet=f"outlet-{number // CLAIMS_A_REPORT % 60}",
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
    return _settled(invented(many))


def _settled(counts: "Sequence[Count]", places: "Places | None" = None) -> Figures:
    from qantar.reconcile import reconcile

    started = time.process_time()
    ledger = reconcile(counts, places=places).ledger
    spent = time.process_time() - started
    return {
        "a_second": len(counts) / spent,
        "seconds": spent,
        "questions": len(ledger.questions),
        "relations": len(ledger.relations),
        "conflicts": len(ledger.conflicts),
        "memory_mb": _memory(),
    }


def keeping_up(many: int = MANY) -> Figures:
    """The same figures kept in a record on disk, then a few more reports, one by one: what each takes until the
    ledgers are settled and kept again, the atlas loaded."""
    from qantar.atlas.atlas import Atlas
    from qantar.pipeline import derived_rows, rows_of_ledger
    from qantar.reconcile.places import AtlasPlaces
    from qantar.reconcile.upkeep import Telling, amend
    from qantar.record.shelf import FULL, fill, json_by_name, mark_of, refill
    from qantar.store.address import open_store

    at, shelf = "2022-02-01T00:00:00Z", "bench"
    told: dict[str, list[Count]] = {}
    for count in invented(many + LATE * CLAIMS_A_REPORT):
        told.setdefault(count.document, []).append(count)
    tellings = {
        f"capture {name}": [
            Telling(
                document=name, outlet=counts[0].outlet, claims=len(counts), counts=tuple(counts)
            )
        ]
        for name, counts in told.items()
    }
    late = sorted(tellings)[-LATE:]
    places = AtlasPlaces(Atlas.load())

    def laid_out(ledger: "Ledger") -> "dict[str, Json]":
        return rows_of_ledger(ledger, ())

    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "bench.qantar", create=True)
        started = time.process_time()
        early = {name: told_ for name, told_ in tellings.items() if name not in late}
        made = amend(lambda _: {}, early, (), places, laid_out)
        fill(store, "ledger", shelf, derived_rows(made.rows), {"late": 0}, who="bench", at=at)
        whole = time.process_time() - started
        del made  # else the first late report would pay for taking it down
        spent = []
        for number, name in enumerate(late, 1):
            started = time.process_time()
            with store.view() as view:
                mark = mark_of(view, shelf)
                assert mark is not None, FULL
                made = amend(
                    json_by_name(view, shelf), {name: tellings[name]}, (), places, laid_out
                )
            rows = derived_rows(made.rows)
            refill(store, shelf, mark, made.gone, rows, {"late": number}, who="bench", at=at)
            spent.append(time.process_time() - started)
        store.close()
    return {
        "a_second": 1 / max(spent),
        "seconds": max(spent),
        "seconds_at_best": min(spent),
        "seconds_whole": whole,
        "memory_mb": _memory(),
    }


def printed(many: int) -> "Iterator[Count]":
    """Figures of reports of 300 words each, a third of them printed again from one before with every tenth word
    changed; each report of a town and a day, one figure in it."""
    from dataclasses import replace

    from qantar.domain.when import When
    from qantar.reconcile.shingles import Wording, packed, shingles

    chance = random.Random(7)
    words = [f"w{number:x}" for number in range(20_000)]
    told: list[list[str]] = []
    (pattern,) = invented(1)
    for number in range(many):
        source = chance.randrange(max(0, number - 500), number) if number else 0
        if number and chance.random() < 0.33:
            text = [
                chance.choice(words) if chance.random() < 0.1 else w
                for w in told[source % 1000]
            ]
        else:
            text = chance.choices(words, k=300)
        told[number % 1000 : number % 1000 + 1] = [text]  # what may be copied is recent
        name = f"r{number:06}"
        yield replace(
            pattern,
            claim=f"claim-{name}",
            report=name,
            document=name,
            published=When(f"2022-{1 + number * 12 // many:02}-{1 + number % 28:02}"),
            speaker=None,
            wording=Wording(
                packed(shingles(" ".join(text))), packed(shingles(" ".join(text[:30])))
            ),
        )


def copies(many: int = REPORTS) -> Figures:
    """Reports known for copies by their text, one story of them all."""
    from qantar.reconcile.reprints import reprints

    counts = list(printed(many))
    held = _memory()
    started = time.process_time()
    found = reprints(counts)
    spent = time.process_time() - started
    return {
        "a_second": many / spent,
        "seconds": spent,
        "copies": len(found),
        "memory_mb": _memory(),
        "memory_mb_before": held,
    }


def dense(many: int = DENSE) -> "list[Count]":
    """Figures of one story told again and again: twenty places of one land, six days, a few offices, numbers that
    grow and now and then differ; twenty figures a report."""
    from dataclasses import replace

    from qantar.domain.claim import Measure
    from qantar.domain.ledger import Citation
    from qantar.domain.quantity import Quantity
    from qantar.domain.when import When

    chance = random.Random(5)
    speakers = [None, "the ministry", "the prosecutor's office", "the commandant", "doctors", "the union"]  # fmt: skip
    kinds = [(o, a) for o in ("person", "police") for a in ("killed", "injured", "detained", "arrested")]  # fmt: skip
    places = ["land", *(f"town {number}" for number in range(19))]
    (pattern,) = invented(1)
    counts: list[Count] = []
    for number in range(many):
        if number % 20 == 0:
            day, speaker, whole = chance.randint(2, 7), chance.choice(speakers), None
        report, kind, place = f"d{number // 20:05}", chance.choice(kinds), chance.choice(places)
        inside = whole is not None and chance.random() < 0.2
        if whole is not None and inside and whole.place != "land":
            place = str(whole.place)
        value = (3 + 7 * kinds.index(kind) + places.index(place)) * day
        value = int(
            value * chance.choice((1, 1, 1, 1, 1.1, 1.3)) * (20 if place == "land" else 1)
        )
        dated = chance.random() < 0.25
        counts.append(
            replace(
                pattern,
                claim=f"claim-{number:06}",
                report=report,
                document=report,
                outlet=f"outlet-{number // 20 % 60}",
                published=When(f"2022-01-{day + 1:02}"),
                start=number % 20 * 50,
                measure=Measure(*kind),
                quantity=Quantity.parse(
                    chance.choice(("", "", "", ">", ">=", "~")) + str(value)
                ),
                total=None if dated else chance.choice((None, True)),
                part_of=whole.claim if whole is not None and inside else None,
                place=place,
                place_name=place.title(),
                period=When(f"2022-01-{day:02}") if dated else None,
                speaker=speaker,
                evidence=Citation(source=report, words=str(number)),
            )
        )
        if number % 5 == 0:
            whole = counts[-1]
    return counts


def crowded(many: int = DENSE) -> Figures:
    """One story in which everything hangs together, reckoned whole."""
    from qantar.reconcile.places import ListedPlaces

    towns = {f"town {number}": ("land",) for number in range(19)}
    return _settled(dense(many), ListedPlaces(towns))


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
