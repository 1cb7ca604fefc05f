"""What is kept of a ledger and amended report by report is what reconciling everything gives."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.identity import Json, canonical_json
from qantar.domain.ledger import Ledger
from qantar.domain.when import When
from qantar.reconcile.count import Count
from qantar.reconcile.kept import kept_rows
from qantar.reconcile.kept_counts import counts_of_kept, counts_row
from qantar.reconcile.places import ListedPlaces
from qantar.reconcile.reconciliation import reconcile
from qantar.reconcile.upkeep import ABOUT, STRANDS, Telling, amend
from tests.reconcile.test_laws import counts

PLACES = ListedPlaces(
    {"almaty": ("kazakhstan",), "taraz": ("kazakhstan",), "osh": ("kyrgyzstan",)}
)
YEARS = ("2022", "2022", "2023", "2025")


@st.composite
def archives(draw: st.DrawFn) -> dict[str, list[Count]]:
    """Figures of several stories by report; some reports of another year, outlet or place."""
    figures = draw(counts()) + [replace(c, claim=c.claim + "b", report=c.report + "b",
                                        document=c.document + "b", part_of=None)
                                for c in draw(counts())]  # fmt: skip
    home = {c.claim: c.document for c in figures}
    figures = [  # in a record, a part stands in the report of its whole
        c if home.get(c.part_of or "") == c.document else replace(c, part_of=None)
        for c in figures
    ]
    years = {c.document: draw(st.sampled_from(YEARS)) for c in figures}
    bare = {c.document: draw(st.integers(0, 5)) == 0 for c in figures}
    found: dict[str, list[Count]] = {}
    for count in figures:
        year = years[count.document]

        def moved(when: When | None, year: str = year) -> When | None:
            return When(str(when).replace("2022", year)) if when is not None else None

        count = replace(
            count, published=moved(count.published), period=moved(count.period), as_of=moved(count.as_of)
        )  # fmt: skip
        if bare[count.document]:
            count = replace(count, place=None, place_name=None)
        found.setdefault(count.document, []).append(count)
    return found


def laid_out(ledger: Ledger) -> Mapping[str, Json]:
    return dict(kept_rows(ledger))


class Table:
    """Rows as they are kept."""

    def __init__(self) -> None:
        self.rows: dict[str, Json] = {}

    def fetch(self, names: Iterable[str]) -> dict[str, Json]:
        return {name: self.rows[name] for name in names if name in self.rows}

    def amend(self, changed: Mapping[str, list[Count]]) -> int:
        """Captures that hold one report each, or none any more."""
        made = amend(
            self.fetch,
            {f"capture {name}": [_telling(name, told)] if told else []
             for name, told in changed.items()},
            (), PLACES, laid_out,
        )  # fmt: skip
        for name in made.gone:
            del self.rows[name]
        self.rows.update(made.rows)
        return made.reckoned


def _telling(name: str, told: list[Count]) -> Telling:
    return Telling(document=name, outlet=told[0].outlet, claims=len(told), counts=tuple(told))


@settings(max_examples=100, deadline=None)
@given(archives(), st.integers(0, 9), st.integers(1, 4))
def test_report_by_report_it_becomes_what_all_at_once_gives(
    archive: dict[str, list[Count]], seed: int, at_once: int
) -> None:
    chance = random.Random(seed)
    names = sorted(archive)
    chance.shuffle(names)
    whole, grown = Table(), Table()
    grown.amend({})
    whole.amend(archive)
    for at in range(0, len(names), at_once):
        grown.amend({name: archive[name] for name in names[at : at + at_once]})
    assert canonical_json(grown.rows) == canonical_json(whole.rows)
    if not names:
        return
    # One report goes, another tells the half of it, and then all is as it was.
    gone, changed = chance.choice(names), chance.choice(names)
    less = {n: c for n, c in archive.items() if n != gone}
    if changed in less:
        less[changed] = less[changed][: 1 + len(less[changed]) // 2]
    grown.amend({gone: []} | ({changed: less[changed]} if changed in less else {}))
    fresh = Table()
    fresh.amend(less)
    assert canonical_json(grown.rows) == canonical_json(fresh.rows)
    grown.amend({gone: archive[gone], changed: archive[changed]})
    assert canonical_json(grown.rows) == canonical_json(whole.rows)


@settings(max_examples=60, deadline=None)
@given(archives())
def test_the_rows_kept_are_those_of_the_whole_ledger(archive: dict[str, list[Count]]) -> None:
    table = Table()
    table.amend(archive)
    figures = [count for told in archive.values() for count in told]
    rows = laid_out(reconcile(figures, places=PLACES).ledger)
    own = {name for name, row in table.rows.items() if "capture" in row or "documents" in row}
    found = {n: r for n, r in table.rows.items() if n not in own | {STRANDS, ABOUT}}
    assert canonical_json(found) == canonical_json(rows)


def test_another_country_is_not_reckoned_again() -> None:
    table = Table()
    one, other = _story("osh", "kyrgyzstan"), _story("almaty", "kazakhstan")
    assert table.amend(one) == 1
    assert table.amend(other) == 1
    assert table.amend({"late": [replace(other["almaty 0"][0], claim="late", document="late", report="late")]}) == 1  # fmt: skip


def _story(*places: str) -> dict[str, list[Count]]:
    from tests.reconcile.test_questions import count

    return {
        f"{place} {number}": [
            replace(
                count(f"{place} {number}", str(number + 3), place=place),
                document=f"{place} {number}", published=When("2022-01-07"),
            )
        ]
        for place in places for number in range(3)
    }  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(counts())
def test_a_count_comes_back_as_it_was_kept(figures: list[Count]) -> None:
    assert counts_of_kept(counts_row(figures)) == figures
