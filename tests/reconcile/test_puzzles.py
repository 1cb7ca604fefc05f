"""Figures that seem to contradict each other, and how they really stand.

The sentences are written for these tests; the numbers are those public reports of January 2022 and
November 2011 argued about.
"""

from dataclasses import dataclass, field
from typing import Any

from qantar.domain.ledger import Ledger, RelationType
from qantar.domain.when import When
from qantar.reconcile.coded import coded_counts
from qantar.reconcile.places import ListedPlaces
from qantar.reconcile.reconciliation import Reconciliation, reconcile

KAZAKHSTAN = ListedPlaces({"almaty": ("kazakhstan",), "taraz": ("kazakhstan",)})


@dataclass
class Story:
    """Reports of one story, and the figures coded in them by their words."""

    reports: dict[str, dict[str, Any]] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)

    def report(self, name: str, published: str, text: str, outlet: str | None = None) -> None:
        self.reports[name] = {
            "outlet": outlet or f"{name}.test",
            "published": published,
            "text": text,
        }

    def figure(
        self, name: str, number: str, value: int | None, measure: str, place: str, **more: Any
    ) -> None:
        report, _, _ = name.partition(".")
        start = self.reports[report]["text"].index(number)
        object_, act = measure.split(".")
        row = {"id": name, "report": report, "num": number, "start": start,
               "end": start + len(number), "value": value, "low": None, "high": None,
               "hedge": "exact", "object": object_, "act": act, "place": place}  # fmt: skip
        self.rows.append(row | more)

    def reconcile(self) -> Reconciliation:
        return reconcile(coded_counts(self.rows, self.reports), places=KAZAKHSTAN)


def relations(ledger: Ledger) -> set[tuple[str, str, str]]:
    """Every relation as (type, first claims, first claim): ends by the claim printed first."""
    found = set()
    for one in ledger.relations:
        ends = [ledger.account(id_).claims[0] for id_ in one.a]
        b = ledger.account(one.b).claims[0]
        if one.type in (RelationType.SAME, RelationType.CONTRADICTS, RelationType.APART):
            first, second = sorted([" ".join(sorted(ends)), b])
        else:
            first, second = " ".join(sorted(ends)), b
        found.add((one.type.value, first, second))
    return found


def because(ledger: Ledger, type_: RelationType, *claims: str) -> str:
    for one in ledger.relations:
        ends = {ledger.account(id_).claims[0] for id_ in (*one.a, one.b)}
        if one.type is type_ and ends == set(claims):
            return one.because
    raise AssertionError(f"no {type_} of {claims}")


def envelope(reconciliation: Reconciliation, claim: str, as_of: str | None = None) -> str:
    account = next(a for a in reconciliation.ledger.accounts if claim in a.claims)
    estimate = reconciliation.estimate(account.question, When(as_of) if as_of else None)
    mark = " open" if estimate.open else ""
    return f"{estimate.interval} of {estimate.origins}{mark}"


def weapons() -> Story:
    story = Story()
    story.report(
        "a", "2022-02-07",
        "Прокурор Иван Ершов сообщил: из отделов полиции вынесли более 1,5 тыс. стволов, "
        "и это без оружейных магазинов. Нашли 967.",
    )  # fmt: skip
    story.report(
        "b", "2022-02-21",
        "Officer Dana Li of the Almaty police: over 2,000 weapons were seized in the city. "
        "Seven plundered gun shops lost 1,022 firearms.",
    )  # fmt: skip
    police = "from police departments; shops not counted"
    story.figure("a.1", "1,5 тыс.", 1500, "weapon.stolen", "Kazakhstan", hedge="more_than",
                 scope=police, speaker="Иван Ершов", total=True, when="2022-01-02/..")  # fmt: skip
    story.figure("a.2", "967", 967, "weapon.recovered", "Kazakhstan", part_of="a.1",
                 speaker="Иван Ершов", total=True, when="2022-01-02/..")  # fmt: skip
    story.figure("b.1", "2,000", 2000, "weapon.seized", "Almaty", hedge="more_than",
                 speaker="Dana Li", total=True, when="2022-01-02/..")  # fmt: skip
    story.figure("b.2", "1,022", 1022, "firearm.stolen", "Almaty", scope="from gun shops",
                 speaker="Dana Li", total=True, when="2022-01-02/..")  # fmt: skip
    return story


def test_weapons_found_are_part_of_those_stolen_and_do_not_contradict_them() -> None:
    ledger = weapons().reconcile().ledger
    assert ("part_of", "a.2", "a.1") in relations(ledger)
    assert not any(one.type is RelationType.CONTRADICTS for one in ledger.relations)


def test_weapons_seized_in_a_city_are_apart_from_those_stolen_from_the_police() -> None:
    ledger = weapons().reconcile().ledger
    assert ("apart", "a.1", "b.1") in relations(ledger)
    assert "stolen is not seized" in because(ledger, RelationType.APART, "a.1", "b.1")


def test_shop_weapons_are_apart_where_the_count_expressly_leaves_shops_out() -> None:
    ledger = weapons().reconcile().ledger
    assert ("apart", "a.1", "b.2") in relations(ledger)
    reason = because(ledger, RelationType.APART, "a.1", "b.2")
    assert "shops not counted" in reason and "from gun shops" in reason


def test_stolen_and_found_keep_their_own_envelopes() -> None:
    reconciliation = weapons().reconcile()
    assert envelope(reconciliation, "a.1") == "[1501,] of 1"
    assert envelope(reconciliation, "a.2") == "[967,967] of 1"


def arrests() -> Story:
    story = Story()
    story.report(
        "a", "2022-01-11", "За сутки в Алматы задержаны 1700 человек, сообщили в комендатуре."
    )
    story.report(
        "b",
        "2022-01-12",
        "Комендатура: за сутки в городе задержаны 1925 человек, днём раньше 1700.",
    )
    story.report(
        "c",
        "2022-01-12",
        "Almost 2,000 people were held in Almaty in a day, the commandant's office said.",
    )
    for name, number, value, day in (
        ("a.1", "1700", 1700, "2022-01-10"),
        ("b.1", "1925", 1925, "2022-01-11"),
        ("b.2", "1700", 1700, "2022-01-10"),
    ):
        story.figure(name, number, value, "person.detained", "Almaty", total=False, when=day,
                     as_of=day, speaker="комендатуре" if name == "a.1" else "Комендатура")  # fmt: skip
    story.figure("c.1", "2,000", 2000, "person.detained", "Almaty", hedge="almost", total=False,
                 when="2022-01-11", as_of="2022-01-11", speaker="commandant's office")  # fmt: skip
    return story


def test_two_daily_figures_are_apart_and_neither_replaces_the_other() -> None:
    ledger = arrests().reconcile().ledger
    assert ("apart", "a.1", "b.1") in relations(ledger)
    assert not any(one.type is RelationType.SUPERSEDES for one in ledger.relations)
    assert "not a revision" in because(ledger, RelationType.APART, "a.1", "b.1")


def test_almost_two_thousand_is_refined_by_the_count_of_the_same_day() -> None:
    reconciliation = arrests().reconcile()
    assert ("refines", "b.1", "c.1") in relations(reconciliation.ledger)
    assert envelope(reconciliation, "b.1") == "[1925,1925] of 1"


def deaths() -> Story:
    story = Story()
    story.report(
        "a", "2022-02-05",
        "По официальным данным, в Казахстане погибли 227 человек, из них 19 военных. "
        "Только в Алматы погибли 149, среди них 11 полицейских.",
    )  # fmt: skip
    toll = {"total": True, "when": "2022-01-02/.."}
    story.figure("a.1", "227", 227, "person.killed", "Kazakhstan", **toll)
    story.figure("a.2", "19", 19, "soldier.killed", "Kazakhstan", part_of="a.1", **toll)
    story.figure("a.3", "149", 149, "person.killed", "Almaty", **toll)
    story.figure("a.4", "11", 11, "police.killed", "Almaty", part_of="a.3", **toll)
    return story


def test_the_dead_of_a_city_are_part_of_those_of_the_country() -> None:
    ledger = deaths().reconcile().ledger
    assert {
        ("part_of", "a.2", "a.1"),
        ("part_of", "a.3", "a.1"),
        ("part_of", "a.4", "a.3"),
    } <= (relations(ledger))
    assert not any(one.type is RelationType.CONTRADICTS for one in ledger.relations)


def test_soldiers_in_the_country_and_police_in_the_city_are_apart() -> None:
    ledger = deaths().reconcile().ledger
    assert "neither holds the other" in because(ledger, RelationType.APART, "a.2", "a.4")


def test_a_city_with_more_dead_than_its_country_contradicts_it() -> None:
    story = deaths()
    story.report("b", "2022-02-05", "Правозащитники Света насчитали в Алматы 260 погибших.")
    story.figure("b.1", "260", 260, "person.killed", "Almaty", total=True, when="2022-01-02/..",
                 speaker="Света")  # fmt: skip
    ledger = story.reconcile().ledger
    assert ("contradicts", "a.1", "b.1") in relations(ledger)
    assert "exceeds the whole" in because(ledger, RelationType.CONTRADICTS, "a.1", "b.1")


def taraz() -> Story:
    story = Story()
    story.report(
        "a", "2011-11-14",
        "В Таразе погибли семь человек: трое полицейских, двое сотрудников КНБ и двое прохожих, "
        "сообщила прокуратура.",
    )  # fmt: skip
    day = {"when": "2011-11-12", "as_of": "2011-11-12", "speaker": "прокуратура"}
    story.figure("a.1", "семь", 7, "person.killed", "Taraz", **day)
    story.figure("a.2", "трое", 3, "police.killed", "Taraz", part_of="a.1", **day)
    story.figure("a.3", "двое сотрудников", 2, "security_force.killed", "Taraz", part_of="a.1",
                 scope="КНБ", **day)  # fmt: skip
    story.figure("a.4", "двое прохожих", 2, "civilian.killed", "Taraz", part_of="a.1", **day)
    return story


def test_three_and_two_and_two_are_the_seven() -> None:
    ledger = taraz().reconcile().ledger
    assert ("sum", "a.2 a.3 a.4", "a.1") in relations(ledger)
    assert "3 + 2 + 2 are the 7" in because(
        ledger, RelationType.SUM, "a.1", "a.2", "a.3", "a.4"
    )


def test_five_officers_of_another_report_are_the_three_and_two() -> None:
    story = taraz()
    story.report(
        "b", "2011-11-12", "Семь погибших, из них пятеро силовиков, сказал прокурор Асан Ким."
    )
    day = {"when": "2011-11-12", "as_of": "2011-11-12", "speaker": "Асан Ким"}
    story.figure("b.1", "Семь", 7, "person.killed", "Taraz", **day)
    story.figure("b.2", "пятеро", 5, "security_force.killed", "Taraz", part_of="b.1", **day)
    ledger = story.reconcile().ledger
    assert ("sum", "a.2 a.3", "b.2") in relations(ledger)


def test_parts_that_exceed_their_whole_contradict_it() -> None:
    story = taraz()
    story.rows[0] |= {"value": 6}
    ledger = story.reconcile().ledger
    assert "together exceed" in because(
        ledger, RelationType.CONTRADICTS, "a.1", "a.2", "a.3", "a.4"
    )


def test_two_regions_that_leave_some_unplaced_are_no_sum() -> None:
    story = Story()
    story.report(
        "a", "2010-06-15", "Погибли 170: 94 в одной области, 43 в другой, сообщил Минздрав."
    )
    toll = {"total": True, "when": "2010-06-10/..", "speaker": "Минздрав"}
    story.figure("a.1", "170", 170, "person.killed", "Country", **toll)
    story.figure("a.2", "94", 94, "person.killed", "One", part_of="a.1", **toll)
    story.figure("a.3", "43", 43, "person.killed", "Other", part_of="a.1", **toll)
    ledger = story.reconcile().ledger
    assert not any(one.type is RelationType.SUM for one in ledger.relations)
    assert ("apart", "a.2", "a.3") in relations(ledger)


def test_no_dead_among_civilians_is_a_zero_with_its_scope() -> None:
    story = Story()
    story.report(
        "a", "2022-02-21", "При штурме жертв среди жителей не было, сообщила полиция Алматы."
    )
    story.figure("a.1", "не было", 0, "civilian.killed", "Almaty", when="2022-01-05/2022-01-06",
                 scope="in the storming", speaker="полиция Алматы")  # fmt: skip
    assert envelope(story.reconcile(), "a.1") == "[0,0] of 1"


def test_twenty_seven_attacks_told_by_two_speakers_weeks_apart_are_the_same_of_two_origins() -> (
    None
):
    story = Story()
    story.report("a", "2022-02-07", "С восьми вечера до пяти утра было 27 атак.")
    story.report("b", "2022-02-21", "На здание шли 27 раз, сказала Дана Ли из полиции.")
    night = "2022-01-05T20:00/2022-01-06T05:00"
    story.figure("a.1", "27", 27, "attack.occurred", "Almaty", when=night)
    story.figure("b.1", "27", 27, "attack.occurred", "Almaty", when=night, speaker="Дана Ли")
    reconciliation = story.reconcile()
    assert ("same", "a.1", "b.1") in relations(reconciliation.ledger)
    assert envelope(reconciliation, "a.1") == "[27,27] of 2"


def test_a_toll_that_falls_without_a_word_is_open() -> None:
    story = Story()
    story.report("a", "2024-07-01", "The rights group Lantern counts 39 dead.")
    story.report("b", "2024-07-02", "Police say 19 died.")
    story.figure("a.1", "39", 39, "person.killed", "Kenya", total=True, speaker="Lantern")
    story.figure("b.1", "19", 19, "person.killed", "Kenya", total=True, speaker="Police")
    reconciliation = story.reconcile()
    assert ("contradicts", "a.1", "b.1") in relations(reconciliation.ledger)
    assert envelope(reconciliation, "a.1") == "[19,39] of 2 open"
    assert envelope(reconciliation, "a.1", as_of="2024-07-01") == "[39,39] of 1"


def test_patients_may_become_fewer_and_the_later_count_replaces_the_earlier() -> None:
    story = Story()
    story.report("a", "2022-07-04", "В больницах 94 человека, сообщил Минздрав.")
    story.report("b", "2022-07-18", "В больницах ещё 16, сообщили в Минздраве.")
    story.figure("a.1", "94", 94, "person.hospitalized", "Nukus", speaker="Минздрав")
    story.figure("b.1", "16", 16, "person.hospitalized", "Nukus", speaker="Минздраве")
    reconciliation = story.reconcile()
    assert ("supersedes", "b.1", "a.1") in relations(reconciliation.ledger)
    assert envelope(reconciliation, "a.1") == "[16,16] of 1"
    assert envelope(reconciliation, "a.1", as_of="2022-07-05") == "[94,94] of 1"


def test_an_outlet_takes_its_own_figure_back() -> None:
    story = Story()
    story.report("a", "2020-10-07", "Минздрав: 911 погибших.", outlet="chuy.test")
    story.report(
        "b", "2020-10-08", "Поправка: мы писали о 911 погибших. Погиб один.", outlet="chuy.test"
    )
    toll = {"total": True, "when": "2020-10-05/..", "as_of": "2020-10-07"}
    story.figure("a.1", "911", 911, "person.killed", "Bishkek", speaker="Минздрав", **toll)
    story.figure("b.1", "911", 911, "person.killed", "Bishkek", denied=True, **toll)
    story.figure("b.2", "один", 1, "person.killed", "Bishkek", **toll)
    reconciliation = story.reconcile()
    found = relations(reconciliation.ledger)
    assert {("retracts", "b.1", "a.1"), ("supersedes", "b.2", "a.1")} <= found
    assert envelope(reconciliation, "a.1") == "[1,1] of 1"


def test_a_denial_by_another_is_a_contradiction_not_a_retraction() -> None:
    story = Story()
    story.report("a", "2011-11-12", "В соцсетях пишут о четырёх взрывах.")
    story.report("b", "2011-11-12", "Взрыв был один, а не четыре, сказал прокурор Асан Ким.")
    day = {"when": "2011-11-12"}
    story.figure("a.1", "четырёх", 4, "explosion.occurred", "Taraz", speaker="соцсетях", **day)
    story.figure("b.1", "один", 1, "explosion.occurred", "Taraz", speaker="Асан Ким", **day)
    story.figure("b.2", "четыре", 4, "explosion.occurred", "Taraz", speaker="Асан Ким",
                 denied=True, **day)  # fmt: skip
    reconciliation = story.reconcile()
    found = relations(reconciliation.ledger)
    assert ("contradicts", "a.1", "b.2") in found and ("contradicts", "a.1", "b.1") in found
    assert not any(kind == "retracts" for kind, _, _ in found)
    assert envelope(reconciliation, "a.1").endswith("open")


def test_a_headline_that_contradicts_its_body_is_part_of_nothing() -> None:
    story = Story()
    story.report(
        "a", "2024-07-02",
        "39 dead in Nairobi\nThe Lantern group counts 39 dead in Kenya, of them 17 in Nairobi.",
    )  # fmt: skip
    toll = {"total": True, "when": "2024-06-18/.."}
    story.figure("a.1", "39 dead in Nairobi", 39, "person.killed", "Nairobi", **toll)
    story.figure(
        "a.2", "39 dead in Kenya", 39, "person.killed", "Kenya", speaker="Lantern", **toll
    )
    story.figure(
        "a.3", "17", 17, "person.killed", "Nairobi", speaker="Lantern", part_of="a.2", **toll
    )
    found = relations(story.reconcile().ledger)
    assert ("contradicts", "a.1", "a.3") in found and ("part_of", "a.3", "a.2") in found
    assert ("part_of", "a.1", "a.2") not in found


def test_one_text_that_gives_two_numbers_side_by_side_means_two_things() -> None:
    story = Story()
    story.report(
        "a", "2022-01-12", "Вилучено 1486 набоїв. Раніше вилучали 36, повідомляє поліція."
    )
    story.figure("a.1", "1486", 1486, "ammunition.seized", "Almaty", total=True)
    story.figure("a.2", "36", 36, "ammunition.seized", "Almaty", total=True)
    reconciliation = story.reconcile()
    assert ("apart", "a.1", "a.2") in relations(reconciliation.ledger)
    assert not envelope(reconciliation, "a.1").endswith("open")


def test_one_text_that_sets_two_speakers_against_each_other_contradicts_itself() -> None:
    story = Story()
    story.report("a", "2024-07-02", "Lantern counts 39 dead; Beacon confirmed 24.")
    story.figure("a.1", "39", 39, "person.killed", "Kenya", total=True, speaker="Lantern")
    story.figure("a.2", "24", 24, "person.killed", "Kenya", total=True, speaker="Beacon")
    assert ("contradicts", "a.1", "a.2") in relations(story.reconcile().ledger)


def test_things_under_no_code_are_not_compared_with_each_other() -> None:
    story = Story()
    story.report("a", "2022-01-12", "В больнице 5 аппаратов.")
    story.report("b", "2022-01-12", "Приехали 9 вагонов.")
    story.figure("a.1", "5", 5, "other.other", "Almaty", total=True)
    story.figure("b.1", "9", 9, "other.other", "Almaty", total=True)
    assert relations(story.reconcile().ledger) == set()


def test_days_that_fill_the_time_of_a_total_are_its_sum() -> None:
    story = Story()
    story.report(
        "a", "2020-08-12",
        "МВД: за первую ночь 3000 задержанных, за вторую 2000. Всего за двое суток 5000.",
    )  # fmt: skip
    for name, number, value, when, total in (
        ("a.1", "3000", 3000, "2020-08-09/2020-08-10", False),
        ("a.2", "2000", 2000, "2020-08-10/2020-08-11", False),
        ("a.3", "5000", 5000, "2020-08-09/..", True),
    ):
        story.figure(name, number, value, "person.detained", "Minsk", when=when, total=total,
                     as_of="2020-08-11", speaker="МВД")  # fmt: skip
    found = relations(story.reconcile().ledger)
    assert ("sum", "a.1 a.2", "a.3") in found and ("part_of", "a.1", "a.3") in found


def test_an_earlier_toll_and_what_was_added_since_are_the_later_toll() -> None:
    story = Story()
    story.report("a", "2022-07-04", "Погибли 18 человек, сообщила прокуратура.")
    story.report(
        "b", "2022-07-18", "Число погибших выросло на три, до 21, сообщили в прокуратуре."
    )
    story.figure("a.1", "18", 18, "person.killed", "Nukus", total=True, when="2022-07-01/..",
                 as_of="2022-07-04", speaker="прокуратура")  # fmt: skip
    story.figure("b.1", "три", 3, "person.killed", "Nukus", total=False, speaker="прокуратуре",
                 when="2022-07-05/2022-07-18", as_of="2022-07-18")  # fmt: skip
    story.figure("b.2", "21", 21, "person.killed", "Nukus", total=True, when="2022-07-01/..",
                 as_of="2022-07-18", speaker="прокуратуре")  # fmt: skip
    found = relations(story.reconcile().ledger)
    assert {("sum", "a.1 b.1", "b.2"), ("supersedes", "b.2", "a.1")} <= found
