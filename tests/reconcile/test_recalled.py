"""What a text recalls, and who takes a number back: from the words to the relation."""

from qantar import text
from qantar.domain.ledger import Ledger, RelationType
from qantar.domain.source import Document
from qantar.pipeline import read_document
from qantar.reconcile import counts_of, reconcile


def ledger_of(*reports: tuple[str, str, str, str]) -> Ledger:
    """The ledger of reports given as outlet, language, day and text."""
    documents, claims = {}, []
    for number, (outlet, lang, day, words) in enumerate(reports):
        document = Document(
            capture=f"c{number}", report=f"r{number}", text=words, lang=lang, outlet=outlet,
            published=day, blocks=tuple(text.blocks(words, None)),
        )  # fmt: skip
        documents[document.id] = document
        claims += read_document(document)
    counts, _ = counts_of(claims, documents)
    return reconcile(counts).ledger


def told(ledger: Ledger, type_: RelationType) -> set[tuple[str, str]]:
    return {
        (str(ledger.account(one.a[0]).quantity), str(ledger.account(one.b).quantity))
        for one in ledger.relations
        if one.type is type_
    }


def test_the_number_a_text_recalls_is_superseded_by_the_one_it_gives() -> None:
    words = "Число погибших в Кордае выросло до семи, сообщил аким. Ранее сообщалось о пяти погибших."
    ledger = ledger_of(("Вести", "ru", "2024-03-14", words))
    assert told(ledger, RelationType.SUPERSEDES) == {("7", "5")}
    assert told(ledger, RelationType.APART) == set()


def test_a_recalled_number_does_not_stand_as_of_the_report_that_recalls_it() -> None:
    words = "The toll in Taraz rose to seven, the mayor said. Earlier reports put the death toll at five."
    ledger = ledger_of(("Post", "en", "2024-03-14", words))
    (recalled,) = [a for a in ledger.accounts if str(a.quantity) == "5"]
    assert recalled.as_of is None


def test_who_gave_a_number_and_denies_it_takes_it_back() -> None:
    ledger = ledger_of(
        ("А", "ru", "2022-01-09", "В Казахстане погибли 164 человека, сообщило министерство здравоохранения."),
        ("Б", "ru", "2022-01-10", "Информация о 164 погибших в Казахстане не соответствует действительности, сообщило министерство здравоохранения."),
    )  # fmt: skip
    assert told(ledger, RelationType.RETRACTS) == {("164", "164")}
    assert told(ledger, RelationType.CONTRADICTS) == set()


def test_a_denial_by_somebody_else_is_a_contradiction_in_their_name() -> None:
    ledger = ledger_of(
        ("А", "ru", "2022-01-09", "В Казахстане погибли 164 человека, сообщило министерство здравоохранения."),
        ("Б", "ru", "2022-01-10", "Генеральная прокуратура опровергла информацию о 164 погибших в Казахстане."),
    )  # fmt: skip
    (because,) = [r.because for r in ledger.relations if r.type is RelationType.CONTRADICTS]
    assert because.startswith("Генеральная прокуратура denies 164")


def test_two_channels_that_forward_one_message_are_one_origin() -> None:
    words = "В Таразе ранены 17 человек."
    documents = {}
    claims = []
    for number, source in enumerate(("Штаб города", "Штаб города")):
        document = Document(
            capture=f"c{number}", report=f"r{number}", text=words, lang="ru", outlet=f"Канал {number}",
            published="2022-01-06T21:07", forwarded_from=source,
            blocks=tuple(text.blocks(words, None)),
        )  # fmt: skip
        documents[document.id] = document
        claims += read_document(document)
    counts, _ = counts_of(claims, documents)
    ledger = reconcile(counts).ledger
    assert len(ledger.utterances) == 1
    assert {count.via for count in counts} == {("Штаб города",)}


def test_a_message_forwarded_from_a_channel_is_that_channels_word() -> None:
    words = "В Таразе ранены семь человек."
    documents, claims = {}, []
    for number, (outlet, source) in enumerate(
        (("Штаб города", None), ("Канал", "Штаб города"))
    ):
        document = Document(
            capture=f"c{number}", report=f"r{number}", text=words, lang="ru", outlet=outlet,
            published="2022-01-06T21:07", forwarded_from=source,
            blocks=tuple(text.blocks(words, None)),
        )  # fmt: skip
        documents[document.id] = document
        claims += read_document(document)
    counts, _ = counts_of(claims, documents)
    assert len(reconcile(counts).ledger.utterances) == 1


def test_a_month_counted_is_no_moment() -> None:
    ledger = ledger_of(
        ("А", "ru", "2022-01-15", "Всего в Казахстане погибли 225 человек, сообщила Генеральная прокуратура."),
        ("Б", "ru", "2022-02-05", "Всего в Казахстане в январе погибли 227 человек, сообщила Генеральная прокуратура."),
    )  # fmt: skip
    (later,) = [a for a in ledger.accounts if str(a.quantity) == "227"]
    assert str(later.as_of) == "2022-02-05"
    assert told(ledger, RelationType.CONTRADICTS) == set()


def test_a_recalled_number_belongs_to_the_question_of_the_number_beside_it() -> None:
    words = (
        "The January unrest in Kazakhstan killed 238 people, the Prosecutor General's Office said on 16 "
        "August. In February the office had put the toll at 227 people."
    )
    ledger = ledger_of(("Monitor", "en", "2022-08-16", words))
    assert len(ledger.questions) == 1
    assert told(ledger, RelationType.SUPERSEDES) == {("238", "227")}


def test_what_a_text_counts_beside_the_new_total_supersedes_nothing() -> None:
    words = (
        "По состоянию на 25 марта число погибших в Кордае достигло 139 человек. Ранее говорилось о 137 погибших. "
        "От ожогов умерли 45 человек."
    )
    ledger = ledger_of(("Вести", "ru", "2024-03-26", words))
    assert told(ledger, RelationType.SUPERSEDES) == {("139", "137")}
