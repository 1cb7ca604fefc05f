"""Counts in lists: lines under a colon, numbers by place, who is who behind a dash."""

import pytest

from tests.lang.reading import claims
from tests.read.test_parts import figures, measures, parts


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        (
            "Травмовано дев'ятеро дачників:\n\n5 у Полтаві; 3 у Сумах; 1 у Ромнах.",
            "uk",
            {"5": "дев'ятеро", "3": "дев'ятеро", "1": "дев'ятеро"},
        ),
        (
            "За ніч евакуйовано 60 жителів:\n- 40 у Тростянці;\n- 20 дітей у Лебедині.",
            "uk",
            {"40": "60", "20": "60"},
        ),
        ("Погибли пять рыбаков:\n\n3 в Костроме; 2 в Галиче.", "ru", {"3": "пять", "2": "пять"}),
        ("Eight miners were rescued:\n\n- 5 in Lens;\n- 3 in Arras.", "en",
         {"5": "Eight", "3": "Eight"}),
    ],
)  # fmt: skip
def test_lines_under_a_colon_are_parts_of_the_number_that_announces_them(
    text: str, lang: str, expected: dict[str, str]
) -> None:
    assert parts(text, lang) == expected


def test_lines_that_exceed_the_number_above_them_are_no_parts() -> None:
    assert parts("Травмовано двоє дачників:\n- 5 у Полтаві;\n- 3 у Сумах.", "uk") == {}


def test_lines_have_the_act_of_a_line_above_them_that_counts_nobody() -> None:
    text = "Унаслідок граду пошкоджено:\n- 14 будинків;\n- 3 школи;\n- 25 автомобілів.\nТриває ремонт."
    assert measures(text, "uk") == {
        "14": "home.damaged", "3": "building.damaged", "25": "vehicle.damaged",
    }  # fmt: skip


def test_a_paragraph_behind_the_list_takes_nothing_from_the_line_above() -> None:
    text = "Пошкоджено:\n- 14 будинків.\nНа роботах зайнято 60 людей."
    assert measures(text, "uk")["60"] != "person.damaged"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("За тиждень утонули 19 людей. Найбільше в Черкаській області – 6, у Києві – 4, по 2 – у Сумській та "
         "Одеській, у Рівненській – 1.", "uk"),
        ("За неделю утонули 19 человек. Больше всего в Тверской области – 6, в Самаре – 4, по 2 – в Курской и "
         "Омской областях, в Калуге – 1.", "ru"),
    ],
)  # fmt: skip
def test_numbers_by_place_have_the_act_told_before_and_are_no_parts_of_each_other(
    text: str, lang: str
) -> None:
    assert set(measures(text, lang).values()) == {"person.killed"}
    assert len(measures(text, lang)) == 5
    assert parts(text, lang) == {}


@pytest.mark.parametrize(
    ("text", "lang", "objects"),
    [
        ("До лікарень доправили 90 людей. Із госпіталізованих 30 – поліцейські, 7 – журналісти, 5 – діти.", "uk",
         {"30": "police", "7": "journalist", "5": "child"}),
        ("Госпитализированы 90 человек. Из госпитализированных 30 – полицейские, 7 – журналисты.", "ru",
         {"30": "police", "7": "journalist"}),
        ("Поліція затримала 52 людей, із них 10 – неповнолітні, ще 3 – іноземці.", "uk",
         {"10": "child", "3": "foreigner"}),
    ],
)  # fmt: skip
def test_nouns_behind_dashes_tell_who_the_parts_are(
    text: str, lang: str, objects: dict[str, str]
) -> None:
    told = measures(text, lang)
    assert {words: told[words].split(".")[0] for words in objects} == objects
    assert set(parts(text, lang)) == set(objects)
    assert len(set(parts(text, lang).values())) == 1


def test_a_count_beside_another_by_place_is_no_part_of_it() -> None:
    text = "27 зниклих є громадянами Перу, восьмеро – Чилі, троє – Болівії."
    assert parts(text, "uk") == {}


def offices(text: str, lang: str) -> set[tuple[str, str]]:
    return {
        (claim.words, str(claim.as_row()["change"]))
        for claim in claims(text, lang, published="2023-05-04")
        if claim.content.kind == "post"
    }


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Учора Марко Гнатюк своїм указом призначив суддів Верховного суду.", "uk", set()),
        ("Вчера Марк Орлов своим указом назначил послов в трёх странах.", "ru", set()),
        (
            "Речником міністерства призначено Олега Синька.",
            "uk",
            {("Олега Синька", "appointed")},
        ),
        ("Послом у Перу став Марко Гнатюк.", "uk", {("Марко Гнатюк", "appointed")}),
    ],
)
def test_who_appoints_takes_no_office_himself(
    text: str, lang: str, expected: set[tuple[str, str]]
) -> None:
    assert offices(text, lang) == expected


def test_lines_of_names_and_posts_are_of_those_the_line_above_appoints_or_dismisses() -> None:
    text = "Уряд призначив:\n- Олега Синька заступником міністра;\n- Ірину Сокіл першою заступницею голови агентства."
    assert offices(text, "uk") == {("Олега Синька", "appointed"), ("Ірину Сокіл", "appointed")}
    text = "Водночас звільнено:\n- Олега Синька — з посади заступника міністра."
    assert offices(text, "uk") == {("Олега Синька", "dismissed")}


def test_lines_of_names_under_another_sentence_take_no_office() -> None:
    text = "На засідання прийшли:\n- Олег Синько, заступник міністра;\n- Ірина Сокіл, суддя."
    assert {change for _, change in offices(text, "uk")} <= {"holds"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("У Гродівській громаді пошкоджено 12 будинків.", "Hrodivka"),
        ("У Курахівській міській ТГ поранено трьох людей.", "Kurakhove"),
    ],
)
def test_a_community_is_of_the_town_it_is_named_for(text: str, place: str) -> None:
    assert [claim.as_row()["place"] for claim in figures(text, "uk")] == [place]
