"""Every conclusion leads back to the words it stands on."""

import pytest

from qantar.domain.errors import Misuse
from qantar.domain.judgement import End, Verb
from qantar.domain.ledger import Ledger, RelationType
from qantar.domain.quantity import Quantity
from qantar.domain.ruling import rulings
from qantar.reconcile.judged import judged_ledger
from qantar.views.why import Step, interval_words, why

from .story import judged, told

STORY = (
    told(1, "103", "103", "В Алматы погибли 103 человека, сообщили в МВД.", day=9),
    told(2, "149", "149", "В Алматы погибли 149 человек, сообщили в МВД.", day=12),
    told(3, "164", "164", "Lantern counted 164 people killed in Almaty.", day=12,
         speaker="Lantern"),
)  # fmt: skip
CLAIMS = [claim for claim, _ in STORY]
DOCUMENTS = {document.id: document for _, document in STORY}


def made() -> Ledger:
    return judged_ledger(CLAIMS, DOCUMENTS)


def text(step: Step) -> str:
    return "\n".join(step.lines())


def test_a_relation_is_told_with_both_quotes_and_its_reason() -> None:
    ledger = made()
    relation = next(r for r in ledger.relations if r.type is RelationType.CONTRADICTS)
    told_as = text(why(ledger, relation.id))
    for id_ in (*relation.a, relation.b):
        assert ledger.account(id_).appearances[0].claim in told_as
    assert relation.because in told_as and "a rule concludes so" in told_as
    assert STORY[1][1].text in told_as and STORY[2][1].text in told_as


def test_a_range_names_every_account_and_why_it_counts_or_not() -> None:
    ledger = made()
    told_as = text(why(ledger, ledger.questions[0].id))
    assert all(document.text in told_as for document in DOCUMENTS.values())
    assert "not counted, replaced" in told_as
    assert "from the least to the greatest number any of them allows: 149..164" in told_as
    assert "open: accounts left standing contradict each other" in told_as


def test_a_conflict_is_told_as_its_sentence_with_all_its_words() -> None:
    ledger = made()
    assert ledger.conflicts
    conflict = ledger.conflicts[0]
    told_as = text(why(ledger, conflict.id))
    assert told_as.startswith(conflict.because)
    assert all(claim in told_as for claim in conflict.claims)


def test_a_judged_range_names_the_judge() -> None:
    ruled = rulings([judged(Verb.CHOOSE, CLAIMS[2], end=End.LOW)], CLAIMS)
    ledger = judged_ledger(CLAIMS, DOCUMENTS, ruled)
    told_as = text(why(ledger, ledger.questions[0].id, ruled))
    assert told_as.splitlines()[0].endswith(": 164")
    assert "149..164" in told_as and "judged by Дана Ким" in told_as
    assert "Дана Ким" in text(why(ledger, ruled[0].judgement.id, ruled))


def test_the_beginning_of_an_id_is_enough_and_an_unknown_one_is_refused() -> None:
    ledger = made()
    account = ledger.accounts[0]
    assert text(why(ledger, account.id[:16])) == text(why(ledger, account.id))
    with pytest.raises(Misuse, match="nothing begins so"):
        why(ledger, "relation-none")
    with pytest.raises(Misuse, match="begin so"):
        why(ledger, "account-")


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        ("967", "exactly"),
        (">1500", "from 1501, no upper end"),
        ("<=40", "up to 40"),
        ("~100", "5 % either way, 95..105"),
        ("<~2000", "10 % below, 1800..2000"),
        ("20..30", "both ends in"),
        ("20..", "20 or more"),
    ],
)
def test_a_hedge_becomes_numbers_in_words(quantity: str, words: str) -> None:
    assert words in interval_words(Quantity.parse(quantity))
