"""More of the puzzles real reports set: successive days, bottom-up sums, completeness, bounds.

The sentences are our own; the numbers are those public reports of January 2022 and November 2011 gave.
"""

import datetime as dt

from qantar.atlas.atlas import Atlas
from qantar.domain.ledger import RelationType
from qantar.domain.place import PlaceKind
from tests.reconcile.test_puzzles import Story, because, envelope, relations


def seizures() -> Story:
    story = Story()
    story.report(
        "a", "2022-01-11", "За день изъяты 36 стволов и около 1500 патронов: комендатура."
    )
    story.report("b", "2022-01-12", "За сутки изъяты 38 стволов и 1486 патронов: комендатура.")
    for report, day, guns, rounds, hedge in (
        ("a", "2022-01-10", "36", "1500", "about"),
        ("b", "2022-01-11", "38", "1486", "exact"),
    ):
        scope = {"total": False, "when": day, "as_of": day, "speaker": "комендатура"}
        story.figure(f"{report}.guns", guns, int(guns), "firearm.seized", "Almaty", **scope)
        story.figure(f"{report}.rounds", rounds, int(rounds), "ammunition.seized", "Almaty",
                     hedge=hedge, **scope)  # fmt: skip
    return story


def test_seizures_of_two_days_are_two_counts_though_one_number_would_allow_the_other() -> None:
    ledger = seizures().reconcile().ledger
    found = relations(ledger)
    assert ("apart", "a.guns", "b.guns") in found
    assert ("apart", "a.rounds", "b.rounds") in found
    assert not any(type_ in ("refines", "supersedes", "contradicts") for type_, _, _ in found)
    assert "not a revision" in because(ledger, RelationType.APART, "a.rounds", "b.rounds")


def test_officers_hurt_are_part_of_all_hurt_and_leave_the_others_a_bound() -> None:
    story = Story()
    story.report(
        "a", "2022-02-05", "Пострадали 4353 человека, из них 3393 сотрудника, в Казахстане."
    )
    toll = {"total": True, "when": "2022-01-02/.."}
    story.figure("a.all", "4353", 4353, "person.injured", "Kazakhstan", **toll)
    story.figure("a.force", "3393", 3393, "security_force.injured", "Kazakhstan",
                 part_of="a.all", **toll)  # fmt: skip
    ledger = story.reconcile().ledger
    assert relations(ledger) == {("part_of", "a.force", "a.all")}
    assert ledger.conflicts == ()


def test_deaths_told_one_by_one_add_up_to_the_seven() -> None:
    story = Story()
    story.report(
        "a", "2011-11-14",
        "В Таразе погибли 7 человек. Убиты 2 сотрудника КНБ, следивших за ним; в магазине 1 покупатель "
        "и 1-й охранник; в пути двое полицейских; у дома ещё один, командир.",
    )  # fmt: skip
    day = {"when": "2011-11-12"}
    story.figure("a.all", "7", 7, "person.killed", "Taraz", **day)
    story.figure("a.knb", "2", 2, "security_force.killed", "Taraz", scope="of the KNB", **day)
    story.figure(
        "a.buyer", "1 покупатель", 1, "civilian.killed", "Taraz", scope="a customer", **day
    )
    story.figure(
        "a.guard", "1-й охранник", 1, "civilian.killed", "Taraz", scope="a guard", **day
    )
    story.figure("a.pair", "двое", 2, "police.killed", "Taraz", scope="on the way", **day)
    story.figure("a.last", "один", 1, "police.killed", "Taraz", scope="the commander", **day)
    ledger = story.reconcile().ledger
    assert ("sum", "a.buyer a.guard a.knb a.last a.pair", "a.all") in relations(ledger)
    assert ledger.conflicts == ()


def test_a_floor_of_attackers_and_no_dead_civilians_are_two_questions() -> None:
    story = Story()
    story.report(
        "a",
        "2022-02-21",
        "Не менее 25 нападавших убиты, жертв среди жителей нет: полиция Алматы.",
    )
    night = {"when": "2022-01-05/2022-01-06", "speaker": "полиция Алматы"}
    story.figure(
        "a.attackers", "25", 25, "attacker.killed", "Almaty", hedge="at_least", **night
    )
    story.figure("a.civilians", "нет", 0, "civilian.killed", "Almaty", **night)
    reconciliation = story.reconcile()
    assert envelope(reconciliation, "a.attackers") == "[25,] of 1"
    assert envelope(reconciliation, "a.civilians") == "[0,0] of 1"
    assert not any(type_ == "contradicts" for type_, _, _ in relations(reconciliation.ledger))


def test_fourteen_lifted_and_three_that_remain_are_all_units_of_that_january_and_not_of_july() -> (
    None
):
    atlas = Atlas.load()

    def units(day: dt.date) -> set[str]:
        regions = [p for p in atlas.places() if p.startswith("region:KZ")]
        return {p for p in regions if atlas.place(p).kind is PlaceKind.REGION
                and "country:KZ" in atlas.parents(p, day) and not _later(atlas, p, day)}  # fmt: skip

    assert 14 + 3 == len(units(dt.date(2022, 1, 13)))
    assert len(units(dt.date(2022, 7, 13))) == 20


def _later(atlas: Atlas, unit: str, day: dt.date) -> bool:
    """Whether a unit was founded after a day: then it lay inside another on it."""
    return any(p.startswith("region:") for p in atlas.parents(unit, day))


def test_fourteen_and_three_are_apart_and_not_a_contradiction() -> None:
    story = Story()
    story.report("a", "2022-01-13", "Режим снят в 14 регионах, в трёх он остаётся: КНБ.")
    scope = {"scope": "red level", "speaker": "КНБ"}
    story.figure("a.lifted", "14", 14, "region.lifted", "Kazakhstan", **scope)
    story.figure("a.left", "трёх", 3, "region.imposed", "Kazakhstan", **scope)
    assert {type_ for type_, _, _ in relations(story.reconcile().ledger)} <= {"apart"}
