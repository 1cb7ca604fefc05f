"""Names in Latin letters."""

import pytest

from qantar.atlas.atlas import Atlas, Context
from qantar.atlas.romanisation import romanise


@pytest.mark.parametrize(
    ("name", "lang", "latin"),
    [
        ("Кривий Ріг", "uk", "Kryvyi Rih"),
        ("Слов'янськ", "uk", "Sloviansk"),
        ("Їжаківка", "uk", "Yizhakivka"),
        ("Згорани", "uk", "Zghorany"),
        ("Нижний Тагил", "ru", "Nizhny Tagil"),
        ("Ельск", "ru", "Yelsk"),
        ("Мұғалжар", "kk", "Mugalzhar"),
        ("Adas", "en", "Adas"),
    ],
)
def test_a_name_is_written_as_newspapers_print_it(name: str, lang: str, latin: str) -> None:
    assert romanise(name, lang) == latin


def test_a_ukrainian_town_has_the_english_name_of_its_own_language() -> None:
    atlas = Atlas.load()
    assert atlas.place(atlas.look_up("Кривий Ріг", "uk")[0]).name == "Kryvyi Rih"


def test_the_seat_of_a_government_is_known() -> None:
    atlas = Atlas.load()
    assert atlas.is_capital(atlas.look_up("Nairobi", "en")[0])
    assert not atlas.is_capital(atlas.look_up("Guayaquil", "en")[0])


def test_a_town_is_meant_before_the_district_of_its_name() -> None:
    atlas = Atlas.load()
    place_id = atlas.resolve(atlas.look_up("Nottingham", "en"), Context())
    assert place_id is not None and place_id.startswith("settlement:")
