"""Names listed under a count line up with it or not; nobody is identified, nothing is joined."""

from qantar.domain.source import Block, BlockKind, Document
from qantar.domain.span import Span
from qantar.views.name_lists import NameList, name_lists

from .story import told


def listed(text: str, quantity: str, words: str) -> tuple[NameList, ...]:
    claim, document = told(1, quantity, words, text)
    return name_lists([claim], {document.id: document})


def test_seven_said_and_seven_listed_line_up() -> None:
    (found,) = listed(
        "Погибли 3 человека: Ахметов А. К., 34 года, Ольга Ивановна Серова, 51 год, и Ким Д.",
        "3",
        "3",
    )
    assert found.names == ("Ахметов А. К.", "Ольга Ивановна Серова", "Ким Д.")
    assert found.agrees and found.note == "3 said, 3 names listed: they line up"


def test_a_missing_name_is_noted() -> None:
    (found,) = listed("Killed were 7 people: Anna Kim, Boris Lee and Saule Omarova.", "7", "7")
    assert len(found.names) == 3
    assert found.note == "7 said, 3 names listed: they do not line up"


def test_at_least_admits_a_longer_list() -> None:
    (found,) = listed(
        "Щонайменше 2 загиблих: Іван Коваль; Олена Бойко; Петро Їжак.", ">=2", "2"
    )
    assert found.agrees and len(found.names) == 3


def test_items_below_a_colon_are_a_list() -> None:
    text = "Қаза тапқан 2 адам:\n1. Ахметов Асан\n2. Әбдіраш Гүлнәр\nТергеу жүріп жатыр."
    claim, document = told(1, "2", "2", text)
    (found,) = name_lists([claim], {document.id: document})
    assert found.names == ("Ахметов Асан", "Әбдіраш Гүлнәр")


def test_list_items_without_numbers_are_known_by_their_block() -> None:
    text = "Killed were 2 people:\nAnna Kim\nBoris Lee\nPolice Chief Omar spoke."
    claim, document = told(1, "2", "2", text)
    start = text.index("Anna")
    items = (
        Block(Span(start, start + 8), BlockKind.ITEM),
        Block(Span(start + 9, start + 18), BlockKind.ITEM),
    )
    marked = Document(capture=document.capture, report="r1", text=text, blocks=items)
    (found,) = name_lists([claim], {claim.document: marked})
    assert found.names == ("Anna Kim", "Boris Lee")


def test_a_colon_in_another_sentence_is_no_list() -> None:
    assert listed("Погибли 3 человека. Свидетели: Асан Ким, Ольга Серова.", "3", "3") == ()


def test_a_colon_before_other_words_is_no_list() -> None:
    assert listed("Погибли 3 человека: двое полицейских, один прохожий.", "3", "3") == ()


def test_names_are_verbatim_at_their_place() -> None:
    text = "Killed were 2 people: Anna Kim and Boris Lee."
    (found,) = listed(text, "2", "2")
    assert (
        [span.of(text) for span in found.spans]
        == list(found.names)
        == ["Anna Kim", "Boris Lee"]
    )


def test_lists_of_two_reports_are_never_joined() -> None:
    one, first = told(1, "2", "2", "Killed were 2 people: Anna Kim, Boris Lee.")
    other, second = told(2, "2", "2", "Killed were 2 people: Anna Kim, Saule Omarova.")
    found = name_lists([one, other], {first.id: first, second.id: second})
    assert [(each.report, len(each.names)) for each in found] == [("r1", 2), ("r2", 2)]
