"""Copies known by their text, and what only looks like one."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.claim import Measure
from qantar.domain.ledger import Citation, Ledger
from qantar.domain.quantity import Quantity
from qantar.domain.when import When
from qantar.reconcile.count import Count
from qantar.reconcile.places import ListedPlaces
from qantar.reconcile.reconciliation import reconcile
from qantar.reconcile.shingles import wording

PLACES = ListedPlaces({"ensk": ("land",)})
STORY = (
    "Ночью в Энске обрушилась кровля старого ангара на окраине города. Спасатели разбирали завал до самого "
    "утра, к работам привлекли военных и добровольцев из соседних сёл. {n} человек погибли под обломками, "
    "их тела уже переданы родным. Движение по улице Заводской закрыто до конца недели, электричество в "
    "посёлке обещают вернуть завтра к вечеру."
)
OTHER = (
    "В Энске скорбят о жертвах вчерашней беды. Наш корреспондент побывал на месте и говорил с жителями: многие "
    "слышали треск ещё с вечера и звонили дежурному. Погибли {n} человек, рассказали в больнице. Владелец склада "
    "задержан, его документы изучает комиссия, приехавшая из столицы утренним поездом."
)
SAID = (
    "«Мы сделали всё возможное, чтобы добраться до людей под завалом как можно быстрее, каждый метр разбирали руками, "
    "и я благодарен всем, кто пришёл на помощь в эту страшную ночь; {n} человек мы не спасли»"
)
FOOT = (
    " Читайте нас в мессенджере, подписывайтесь на рассылку и поддержите редакцию переводом: каждое пожертвование "
    "помогает работать дальше. Перепечатка возможна только со ссылкой на издание, все права защищены законом."
)


def told(
    name: str, text: str, number: str = "7", *, day: int = 5, speaker: str | None = None
) -> Count:
    """What a report says of the dead of Ensk."""
    at = text.index(f"{number} ")
    start = max(text.rfind(". ", 0, at) + 2, 0) if ". " in text[:at] else 0
    end = text.index(".", at) if "." in text[at:] else len(text)
    return Count(
        claim=f"claim-{name}", report=name, document=name, outlet=f"{name}.test", start=at,
        published=When(f"2022-03-{day:02}"), measure=Measure("person", "killed"),
        quantity=Quantity.parse(number), place="ensk", place_name="Ensk", speaker=speaker,
        wording=wording(text, start, end), evidence=Citation(source=name),
    )  # fmt: skip


def ledger_of(*counts: Count) -> Ledger:
    return reconcile(counts, places=PLACES).ledger


def edited(text: str, seed: int, every: int = 12) -> str:
    """The text with one word in so many changed, but none of its figures."""
    chance = random.Random(seed)
    words = text.split(" ")
    for at in range(0, len(words), every):
        spot = min(at + chance.randrange(every), len(words) - 1)
        if not any(c.isdigit() for c in words[spot]):
            words[spot] = "слово"
    return " ".join(words)


def test_a_text_printed_again_days_later_is_one_origin_and_says_how_much_of_it() -> None:
    text = STORY.format(n=7)
    ledger = ledger_of(told("a", text), told("b", edited(text, 1), day=8))
    (account,) = ledger.accounts
    assert len(ledger.utterances) == 1
    assert str(account.as_of) == "2022-03-05"
    assert [bool(one.copied) for one in account.appearances] == [False, True]
    assert "a.test, 2022-03-05" in account.appearances[1].copied


def test_a_passage_taken_over_into_a_longer_report_is_a_copy() -> None:
    text = STORY.format(n=7)
    longer = text + " " + OTHER.format(n=99).replace("99", "много")
    assert len(ledger_of(told("a", text), told("b", longer, day=8)).utterances) == 1


def test_two_who_write_of_one_event_themselves_are_two() -> None:
    ledger = ledger_of(told("a", STORY.format(n=7)), told("b", OTHER.format(n=7), day=8))
    assert len(ledger.utterances) == 2


def test_two_who_quote_one_official_at_length_have_not_copied_each_other() -> None:
    a = "Глава района выступил в Энске перед журналистами и ответил на вопросы. " + SAID.format(
        n=7
    )
    b = "Вечером о трагедии в Энске заговорили и в областном центре, сообщает редакция. " + SAID.format(n=7)  # fmt: skip
    ledger = ledger_of(told("a", a), told("b", b, day=8))
    assert not any(one.copied for account in ledger.accounts for one in account.appearances)


def test_what_stands_below_every_page_of_an_outlet_makes_no_copy() -> None:
    a, b = STORY.format(n=7) + FOOT * 2, OTHER.format(n=7) + FOOT * 2
    assert len(ledger_of(told("a", a), told("b", b, day=8)).utterances) == 2


def test_who_puts_the_words_into_anothers_mouth_has_not_copied_them() -> None:
    text = STORY.format(n=7)
    ledger = ledger_of(
        told("a", text, speaker="Асан Ким"), told("b", edited(text, 2), day=8, speaker="Ирина Дейч")
    )  # fmt: skip
    assert len(ledger.utterances) == 2


def test_a_copy_with_another_number_is_another_saying() -> None:
    a, b = STORY.format(n=7), STORY.format(n=9)
    assert len(ledger_of(told("a", a), told("b", b, "9", day=8)).utterances) == 2


@pytest.mark.parametrize("speaker", [None, "Асан Ким"])
@settings(max_examples=40, deadline=None)
@given(st.integers(0, 999), st.integers(6, 25), st.sampled_from((None, "Асан Ким")))
def test_a_copy_changes_neither_bounds_nor_the_number_of_origins(
    speaker: str | None, seed: int, day: int, credited: str | None
) -> None:
    text = STORY.format(n=7)
    first = [told("a", text, speaker=speaker), told("c", OTHER.format(n=9), "9", day=6)]
    copy = told("b", edited(text, seed, 14), day=day, speaker=credited if speaker else None)
    before, after = ledger_of(*first), ledger_of(*first, copy)
    assert [(e.interval, e.origins, e.open) for e in before.estimates] == [
        (e.interval, e.origins, e.open) for e in after.estimates
    ]
    assert [(b.interval, b.question) for b in before.bounds] == [
        (b.interval, b.question) for b in after.bounds
    ]
