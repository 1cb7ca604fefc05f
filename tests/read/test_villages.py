"""Places too small for the atlas's own names, where the report is in their country."""

import pytest

from tests.read.test_places import place


@pytest.mark.parametrize(
    ("report", "lang", "words", "expected"),
    [
        ("В Парагвае паводок. В Эмбоскаде погибли 62 человека.", "ru", "62", "Emboscada"),
        ("У Парагваї паводок. В Ембоскаді загинули 62 людини.", "uk", "62", "Emboscada"),
        ("A storm hit Jamaica on Friday. At Little London 14 people were injured.", "en", "14", "Little London"),
        ("Поті, у Грузії, заніс шторм. У Поті постраждали 14 людей.", "uk", "14", "Poti"),
    ],
)  # fmt: skip
def test_a_village_is_read_where_the_report_is_in_its_country(
    report: str, lang: str, words: str, expected: str
) -> None:
    assert place(report, lang, words) == expected


def test_residents_are_counted_where_they_live() -> None:
    report = "У Закарпатській області повінь. Евакуювали 312 мешканців Рахова."
    assert place(report, "uk", "312") == "Rakhiv"


def test_a_village_once_told_is_known_without_a_preposition() -> None:
    report = (
        "В Парагвае паводок. В Эмбоскаде погибли 62 человека. "
        "Эмбоскада ждёт помощи: пропали без вести 11 жителей."
    )
    assert place(report, "ru", "11") == "Emboscada"


@pytest.mark.parametrize(
    ("report", "lang", "words"),
    [
        ("Эмбоскада братьев: погибли 62 человека.", "ru", "62"),
        ("In Paraguay the Emboscada brothers told of 14 people injured.", "en", "14"),
    ],
)
def test_no_village_is_read_without_its_country_or_as_a_name_of_persons(
    report: str, lang: str, words: str
) -> None:
    assert place(report, lang, words) in (None, "Paraguay")
