"""How many independent sayings stand behind the reports."""

from typing import Any

from qantar.domain.claim import Measure
from qantar.domain.ledger import Citation
from qantar.domain.quantity import Quantity
from qantar.domain.when import When
from qantar.reconcile.count import Count
from qantar.reconcile.reconciliation import reconcile


def count(claim: str, number: str = "227", **more: Any) -> Count:
    for field in ("period", "as_of", "published"):
        if field in more:
            more[field] = When(more[field])
    fields: dict[str, Any] = {
        "claim": claim, "report": claim, "document": claim, "outlet": f"{claim}.test",
        "place": "ensk", "place_name": "Ensk", "measure": Measure.parse("person.killed"),
        "quantity": Quantity.parse(number), "evidence": Citation(source=claim),
    }  # fmt: skip
    return Count(**fields | more)


def origins(*counts: Count) -> int:
    return len(reconcile(counts).ledger.utterances)


def test_ten_outlets_quoting_one_briefing_are_one_utterance() -> None:
    outlets = [count(f"r{n}", speaker="Асан Ким", as_of="2022-01-10") for n in range(10)]
    ledger = reconcile(outlets).ledger
    assert len(ledger.utterances) == len(ledger.accounts) == 1
    assert len(ledger.accounts[0].appearances) == 10
    assert ledger.estimates[0].origins == 1


def test_two_speakers_with_one_number_are_two() -> None:
    assert origins(count("a", speaker="МВД", as_of="2022-01-10"),
                   count("b", speaker="Следственный комитет", as_of="2022-01-10")) == 2  # fmt: skip


def test_one_speaker_on_two_days_speaks_twice() -> None:
    assert origins(count("a", "5", speaker="Асан Ким", as_of="2022-01-10"),
                   count("b", "6", speaker="Асан Ким", as_of="2022-01-12")) == 2  # fmt: skip


def test_nameless_reports_with_one_telling_number_go_back_to_one_saying() -> None:
    assert origins(count("a", as_of="2022-01-10"), count("b", as_of="2022-01-10")) == 1
    assert (
        origins(count("a", "1", as_of="2022-01-10"), count("b", "1", as_of="2022-01-10")) == 2
    )


def test_a_nameless_report_is_left_alone_where_two_speakers_gave_its_number() -> None:
    assert origins(
        count("a", speaker="МВД", as_of="2022-01-10"),
        count("b", speaker="Следственный комитет", as_of="2022-01-10"),
        count("c", as_of="2022-01-10"),
    ) == 3  # fmt: skip


def test_an_official_and_their_office_with_one_number_are_one() -> None:
    officer = {"speaker": "Асан Ким", "role": "из МЧС", "as_of": "2022-01-10"}
    assert origins(count("a", **officer), count("b", speaker="МЧС", as_of="2022-01-10")) == 1
    assert (
        origins(count("a", **officer), count("b", "9", speaker="МЧС", as_of="2022-01-10")) == 2
    )


def test_ministries_of_two_countries_are_not_one() -> None:
    assert origins(count("a", speaker="МВД", as_of="2022-01-10"),
                   count("b", speaker="МВД", as_of="2022-01-10", place="minsk")) == 2  # fmt: skip


def test_a_retelling_days_later_without_a_date_of_its_own_is_no_new_saying() -> None:
    first = count("a", speaker="Асан Ким", published="2022-01-10")
    assert origins(first, count("b", speaker="Асана Кима", published="2022-01-12")) == 1
    assert origins(first, count("b", speaker="Асан Ким", published="2022-01-12")) == 1
    assert origins(first, count("b", speaker="Асан Ким", published="2022-01-20")) == 2


def test_an_undated_report_retells_the_only_saying_with_its_number() -> None:
    dated = count("a", speaker="Асан Ким", as_of="2022-01-10")
    assert origins(dated, count("b", speaker="Асан Ким")) == 1
    later = count("c", speaker="Асан Ким", as_of="2022-03-10")
    assert origins(dated, later, count("b", speaker="Асан Ким")) == 3


def test_outlets_that_credit_each_other_have_one_origin() -> None:
    first = count("a", "5", as_of="2022-01-10", outlet="Interfax")
    assert origins(first, count("b", "5", as_of="2022-01-10", via=("Interfax",))) == 1
    assert origins(first, count("b", "5", as_of="2022-01-10", via=("Reuters",))) == 2


def test_a_nameless_headline_speaks_for_the_speaker_below() -> None:
    head = count("a", ">200", report="r", document="r", headline=True, as_of="2022-01-10")
    body = count(
        "b", "227", report="r", document="r", start=90, speaker="Асан Ким", as_of="2022-01-10"
    )
    assert origins(head, body) == 1
    assert origins(head, body, count("c", report="r", document="r", start=120, speaker="Дана Ли",
                                     as_of="2022-01-10")) == 3  # fmt: skip


def test_an_account_names_no_speaker_whom_none_of_its_own_reports_names() -> None:
    told = count("a", "252", speaker="Асан Ким", published="2022-01-10")
    nameless = count("b", "252", published="2022-01-10")
    beside = count("c", "40", report="b", document="b", published="2022-01-10",
                   measure=Measure.parse("rescuer.deployed"))  # fmt: skip
    ledger = reconcile([told, nameless, beside]).ledger
    assert len(ledger.utterances) == 1
    by_claim = {claim: account for account in ledger.accounts for claim in account.claims}
    assert by_claim["a"].speaker == "Асан Ким"
    assert by_claim["c"].speaker is None


def test_of_the_cases_of_a_name_the_account_shows_the_nominative() -> None:
    said = [count("a", speaker="Ермека Сагимбаева", published="2022-01-10"),
            count("b", speaker="Ермек Сагимбаев", published="2022-01-10"),
            count("c", speaker="Сагимбаев", published="2022-01-10")]  # fmt: skip
    (account,) = reconcile(said).ledger.accounts
    assert account.speaker == "Ермек Сагимбаев"
