"""From claims of a reader, and from rows coded by hand, to counts."""

from typing import Any

import pytest

from qantar.domain.attribution import Attribution
from qantar.domain.claim import Claim, Credit, Figure, Measure, Reality, Scope
from qantar.domain.derivation import Derivation
from qantar.domain.errors import LexiconError, MalformedValue, MisplacedQuote
from qantar.domain.ledger import Citation
from qantar.domain.quantity import Quantity
from qantar.domain.source import Block, BlockKind, Document
from qantar.domain.span import Quote, Span
from qantar.domain.when import When
from qantar.reconcile.coded import coded_counts, coded_quantity
from qantar.reconcile.count import counted_period, counts_of, settled_moment
from qantar.reconcile.reconciliation import reconcile

TEXT = "Похищено 40 стволов\nВ Энске похищено более 40 стволов, сообщает «Вестник»."
DOCUMENT = Document(
    capture="capture-1", report="r1", text=TEXT, outlet="ensk.test", published="2022-01-10",
    blocks=(Block(Span(0, 19), BlockKind.HEADLINE), Block(Span(20, len(TEXT)), BlockKind.BODY)),
)  # fmt: skip
KILLED, DETAINED = Measure("person", "killed"), Measure("person", "detained")
HOSPITALIZED = Measure("person", "hospitalized")


def claim(
    at: int, content: Figure | Credit, reality: Reality = Reality.ASSERTED, **scope: Any
) -> Claim:
    return Claim(
        document=DOCUMENT.id, report="r1", content=content, quote=Quote.cut(TEXT, at, at + 2),
        anchor=Span(at, at + 2), attribution=Attribution(speaker="полиция", role="сержант"),
        scope=Scope(**scope), reality=reality, derivation=Derivation("test"), capture="capture-1",
    )  # fmt: skip


def figure(quantity: str, **more: Any) -> Figure:
    return Figure(
        measure=Measure("weapon", "stolen"), quantity=Quantity.parse(quantity), **more
    )


def test_a_claim_brings_its_document_its_place_and_its_words() -> None:
    body = TEXT.index("40", 20)
    read = claim(body, figure(">40"), place="Ensk", place_id="settlement:1")
    (count,), _ = counts_of([read], {DOCUMENT.id: DOCUMENT})
    assert (count.outlet, str(count.published), count.place) == (
        "ensk.test",
        "2022-01-10",
        "settlement:1",
    )
    assert count.evidence == read.quote and count.role == "сержант"
    assert not count.headline


def test_a_figure_of_the_headline_is_known_as_such() -> None:
    (count,), _ = counts_of([claim(9, figure("40"))], {DOCUMENT.id: DOCUMENT})
    assert count.headline


def test_credits_of_a_report_tell_through_whom_it_has_its_figures() -> None:
    credit = claim(TEXT.index("Ве"), Credit(name="Вестник"))
    (count,), _ = counts_of([claim(9, figure("40")), credit], {})
    assert count.via == ("Вестник",)
    assert count.outlet is None and count.moment is None


@pytest.mark.parametrize(
    ("reality", "reason"),
    [(Reality.FUTURE, "to come"), (Reality.HYPOTHETICAL, "might be"), (Reality.ORDERED, "order"),
     (Reality.HISTORICAL, "another story"), (Reality.NEGATED, "did not happen")],
)  # fmt: skip
def test_what_is_not_reported_as_fact_is_set_aside_with_the_reason(
    reality: Reality, reason: str
) -> None:
    counts, aside = counts_of([claim(9, figure("40"), reality)], {})
    assert counts == () and reason in aside[0].because
    ledger = reconcile(counts, set_aside=aside).ledger
    assert [one.claim for one in ledger.set_aside] == [claim(9, figure("40"), reality).id]


def test_a_stated_zero_enters_though_it_is_negated() -> None:
    counts, aside = counts_of([claim(9, figure("0"), Reality.NEGATED)], {})
    assert len(counts) == 1 and aside == ()


def test_a_denied_figure_enters_as_a_denial() -> None:
    (count,), _ = counts_of([claim(9, figure("40", denied=True))], {})
    assert count.denied


def period(when: str, measure: Measure, total: bool | None) -> tuple[str, str]:
    found, as_of = counted_period(When(when), None, measure, total)
    return str(found or "-"), str(as_of or "-")


def test_the_date_of_a_running_total_is_its_as_of_day() -> None:
    assert period("2022-01-12", DETAINED, True) == ("-", "2022-01-12")
    assert period("2022-01-05/2022-01-12", DETAINED, True) == ("2022-01-05/..", "2022-01-12")
    assert period("2022-01-05/..", DETAINED, True) == ("2022-01-05/..", "-")
    assert period("../2022-01-12", DETAINED, True) == ("-", "2022-01-12")


def test_the_date_of_a_state_is_its_as_of_day() -> None:
    assert period("2022-01-12", HOSPITALIZED, None) == ("-", "2022-01-12")


def test_the_date_of_an_increment_is_its_period() -> None:
    assert period("2022-01-12", DETAINED, False) == ("2022-01-12", "-")
    assert period("2022-01-12", KILLED, None) == ("2022-01-12", "-")


def test_a_count_up_to_a_day_stands_as_of_that_day() -> None:
    assert period("../2022-01-12", KILLED, None) == ("-", "2022-01-12")


ROW: dict[str, Any] = {
    "id": "a.1", "report": "a", "num": "7", "start": 0, "end": 1, "value": 7, "low": 7, "high": 7,
    "hedge": "exact", "act": "killed", "object": "person", "place": "Ensk", "when": None,
    "as_of": "2022-01-05", "total": None, "speaker": None, "part_of": None, "denied": False,
}  # fmt: skip


def test_a_coded_row_without_a_text_stands_on_a_citation() -> None:
    (count,) = coded_counts([ROW], {})
    assert count.evidence == Citation(source="a", words="7")
    assert len(reconcile([count]).ledger.accounts) == 1


def test_a_coded_row_whose_words_are_not_in_its_report_is_refused() -> None:
    with pytest.raises(MisplacedQuote, match=r"a\.1.*«7»"):
        coded_counts([ROW], {"a": {"text": "Восемь погибших."}})


def test_a_coded_row_is_quoted_with_its_sentence() -> None:
    row = ROW | {"start": 9, "end": 10}
    (count,) = coded_counts(
        [row], {"a": {"text": "Горело. И 7 погибших. Ещё что-то."[:9] + "7 погибших. Ещё."}}
    )
    assert (
        count.evidence.exact == "И7 погибших."
        if not isinstance(count.evidence, Citation)
        else False
    )


def test_an_unknown_code_or_an_absent_field_is_named() -> None:
    with pytest.raises(LexiconError, match="liquidated"):
        coded_counts([ROW | {"act": "liquidated"}], {})
    with pytest.raises(MalformedValue, match=r"a\.1.*'hedge'"):
        coded_counts([{k: v for k, v in ROW.items() if k != "hedge"}], {})


def test_hedges_and_bounds_become_the_quantity_said() -> None:
    assert str(coded_quantity(ROW | {"hedge": "more_than"})) == ">7"
    assert str(coded_quantity(ROW | {"hedge": "range", "low": 5, "high": 9})) == "5..9"
    assert str(coded_quantity(ROW | {"hedge": "vague", "low": 20})) == "20.."


def test_the_day_of_an_attack_is_no_moment_of_its_toll() -> None:
    attack, told = When("2024-03-22"), When("2024-03-23")
    period, as_of = counted_period(attack, None, KILLED, total=True)
    assert (period, as_of) == (attack, None)
    assert settled_moment(period, as_of, told, KILLED, total=True) == (None, None)


def test_the_week_in_which_a_toll_rose_is_not_since_when_it_is_counted() -> None:
    week, told = When("2024-03-25/2024-03-31"), When("2024-03-30")
    period, as_of = counted_period(week, None, KILLED, total=True, told=told)
    assert (period, as_of) == (None, None)
