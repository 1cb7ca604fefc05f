import pytest

from qantar.domain.claim import Measure
from qantar.domain.errors import MalformedValue
from qantar.domain.ledger import (
    Account,
    Appearance,
    Citation,
    Ledger,
    Question,
    Relation,
    RelationType,
    Utterance,
    evidence_json,
)
from qantar.domain.quantity import Quantity
from qantar.domain.span import Quote

CITED = Citation(source="report a", words="7")
QUOTE = Quote.cut("погибли 7 человек", 8, 9)


def appearance(claim: str) -> Appearance:
    return Appearance(
        claim=claim,
        report="a",
        document="a",
        outlet=None,
        published=None,
        speaker=None,
        evidence=CITED,
    )


def account(id_: str, *claims: str) -> Account:
    return Account(
        id=id_, question="q", utterance="u", speaker=None, line="not named",
        quantity=Quantity.parse("7"), denied=False, as_of=None,
        appearances=tuple(appearance(claim) for claim in claims),
    )  # fmt: skip


QUESTION = Question(id="q", measure=Measure("person", "killed"), place="Ensk", cumulative=True)
UTTERANCE = Utterance(id="u", speaker=None, line="not named", said=None, claims=("c1", "c2"))


def same(
    a: tuple[str, ...], b: str, words: tuple[Citation, ...] = (CITED,), because: str = "7"
) -> Relation:
    return Relation(
        type=RelationType.SAME, a=a, b=b, because=because, a_evidence=words, b_evidence=CITED
    )


def ledger(accounts: tuple[Account, ...], relations: tuple[Relation, ...] = ()) -> Ledger:
    return Ledger(
        questions=(QUESTION,), utterances=(UTTERANCE,), accounts=accounts, relations=relations
    )


def test_an_account_appears_somewhere() -> None:
    with pytest.raises(MalformedValue, match="appears nowhere"):
        account("a1")


def test_a_relation_has_words_on_every_side() -> None:
    with pytest.raises(MalformedValue, match="needs its words"):
        same(("a1",), "a2", words=())
    with pytest.raises(MalformedValue, match="needs its words"):
        same((), "a2", words=())


def test_a_relation_has_a_reason() -> None:
    with pytest.raises(MalformedValue, match="needs a reason"):
        same(("a1",), "a2", because="")


def test_an_account_stands_in_no_relation_to_itself() -> None:
    with pytest.raises(MalformedValue, match="itself"):
        same(("a1",), "a1")


def test_a_citation_names_its_source() -> None:
    with pytest.raises(MalformedValue, match="name the source"):
        Citation(source="")


def test_a_claim_stands_once_in_a_ledger() -> None:
    with pytest.raises(MalformedValue, match="c1 stands twice"):
        ledger((account("a1", "c1"), account("a2", "c1")))


def test_a_relation_points_to_accounts_of_the_ledger() -> None:
    with pytest.raises(MalformedValue, match="points to no account: a9"):
        ledger((account("a1", "c1"),), (same(("a1",), "a9"),))


def test_an_account_answers_a_question_of_the_ledger() -> None:
    with pytest.raises(MalformedValue, match="answers no question"):
        Ledger(accounts=(account("a1", "c1"),))


def test_a_citation_is_never_written_as_a_quote() -> None:
    assert evidence_json(CITED) == {"cited": "report a", "words": "7"}
    assert evidence_json(QUOTE) == {"quote": "7", "start": 8, "end": 9}


def test_a_ledger_is_plain_json_with_its_words() -> None:
    row = ledger((account("a1", "c1"), account("a2", "c2")), (same(("a1",), "a2"),)).as_json()
    assert row["accounts"][0]["quantity"] == "7"
    assert row["relations"][0]["b_evidence"]["cited"] == "report a"
