"""Several speakers of one sentence, and those who answer below what announces them."""

import pytest

from tests.lang.reading import claims


def speakers(text: str, lang: str) -> list[str | None]:
    return [
        claim.attribution.speaker if claim.attribution is not None else None
        for claim in claims(text, lang, published="2024-01-10")
        if claim.content.kind == "figure"
    ]


@pytest.mark.parametrize(
    ("text", "lang", "who"),
    [
        ("За даними поліції, поранено 12 осіб, за даними медиків — 40.", "uk", ["поліції", "медиків"]),
        ("По данным полиции, ранены 12 человек, по данным медиков — 40.", "ru", ["полиции", "медиков"]),
        ("МВС повідомляє про 80 затриманих, правозахисники — про 300.", "uk", ["МВС", "правозахисники"]),
        ("МВД сообщает о 80 задержанных, правозащитники — о 300.", "ru", ["МВД", "правозащитники"]),
        ("Комісія називає 190 загиблих, профспілка — не менш ніж 350.", "uk", ["Комісія", "профспілка"]),
    ],
)  # fmt: skip
def test_each_of_two_speakers_has_his_own_number(text: str, lang: str, who: list[str]) -> None:
    assert speakers(text, lang) == who


def test_groups_that_are_counted_behind_a_dash_do_not_speak() -> None:
    text = "МВС повідомило: загинули цивільні — 4, журналісти — 2."
    assert speakers(text, "uk") == ["МВС", "МВС"]


def test_who_answers_questions_answers_below_each_of_them() -> None:
    text = (
        "Речник лікарні Іван Дуб відповів на запитання журналістів.\n\n"
        "Скільки загинуло?\n\nЗагинули 12 людей.\n\nА поранених?\n\nПоранено 40 осіб."
    )
    assert speakers(text, "uk") == ["Іван Дуб", "Іван Дуб"]


def test_a_question_of_the_paper_itself_gives_no_one_the_word() -> None:
    text = "Мер Іван Дуб розповів про пожежу.\n\nЩо відомо?\n\nЗагинули 12 людей."
    assert speakers(text, "uk") == [None]


def test_the_rows_of_a_table_are_whose_it_is() -> None:
    text = (
        "Фонд «Відлік» оприлюднив звіт. Наводимо основне.\n\n"
        "Убито: 12 людей.\n\nПоранено: 40 осіб."
    )
    assert speakers(text, "uk") == ["Фонд «Відлік»", "Фонд «Відлік»"]


@pytest.mark.parametrize(
    ("headline", "lang", "who"),
    [
        ("На Харківщині загинули двоє людей - ОВА", "uk", "ОВА"),
        ("В пожаре погибли двое – МЧС", "ru", "МЧС"),
        ("Загинули двоє – відео з місця", "uk", None),
        ("У Львові 500 мітингувальників – поліція перекрила вулиці", "uk", None),
    ],
)
def test_a_headline_names_its_source_behind_its_last_dash(
    headline: str, lang: str, who: str | None
) -> None:
    read = claims(f"{headline}\n\n…", lang, published="2024-01-10", title=headline)
    said = [c.attribution and c.attribution.speaker for c in read if c.content.kind == "figure"]
    assert said == [who]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Загинули 12 людей.\n\nДжерело: Reuters\n\nДеталі: поранено 5 осіб.", "uk"),
        ("Погибли 12 человек.\n\nИсточник: Reuters\n\nРанены пятеро.", "ru"),
        ("Twelve people were killed.\n\nSource: Reuters\n\nFive people were injured.", "en"),
    ],
)
def test_a_line_that_names_the_source_names_it_for_what_stands_around(
    text: str, lang: str
) -> None:
    assert speakers(text, lang) == ["Reuters", "Reuters"]


def test_verbs_of_saying_may_stand_by_the_dozen_in_a_sentence() -> None:
    """Each is judged by those before it, once: not by all the ways these could be judged."""
    text = "Police " + "confirmed taken hostage by " * 60 + "five men."
    figures = [
        one
        for one in claims(text, "en", published="2024-01-10")
        if one.content.kind == "figure"
    ]
    assert [one.anchor.of(text) for one in figures] == ["five"]
