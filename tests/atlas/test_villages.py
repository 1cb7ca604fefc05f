"""Small settlements: known by name or by sound, within a country and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.atlas.atlas import Atlas
from qantar.atlas.sound import CODES, sound
from qantar.domain.place import PlaceKind


@pytest.mark.parametrize(
    ("words", "lang", "country", "name"),
    [
        ("Эмбоскады", "ru", "PY", "Emboscada"),
        ("Сан-Хосе-дель-Гуавьяре", "ru", "CO", "San Jose del Guaviare"),
        ("Поті", "uk", "GE", "Poti"),
        ("Зерендой", "ru", "KZ", "Zerenda"),
        ("Little London", "en", "JM", "Little London"),
    ],
)
def test_a_village_is_known_in_its_country(
    atlas: Atlas, words: str, lang: str, country: str, name: str
) -> None:
    found = atlas.village(words, lang, (country,))
    assert found is not None
    place = atlas.place(found)
    assert (place.name, place.country, place.kind) == (name, country, PlaceKind.SETTLEMENT)
    assert atlas.contains(f"country:{country}", found)


def test_a_village_of_another_country_is_not_meant(atlas: Atlas) -> None:
    assert atlas.village("Эмбоскаде", "ru", ("KZ", "UA")) is None


def test_a_name_that_several_villages_bear_names_none(atlas: Atlas) -> None:
    assert atlas.village("Михайловка", "ru", ("KG", "BY")) is None


def test_a_village_of_a_record_is_known_to_an_atlas_that_never_read_of_it() -> None:
    found = Atlas.load().village("Emboscada", "en", ("PY",))
    assert found is not None
    assert Atlas.load().place(found).name == "Emboscada"


def test_villages_are_not_among_the_places_the_atlas_lists(atlas: Atlas) -> None:
    before = atlas.places()
    assert atlas.village("Эмбоскаде", "ru", ("PY",)) not in before
    assert atlas.places() == before


@pytest.mark.parametrize(
    ("one", "other", "country"),
    [
        ("Гвадалахара", "Guadalajara", "MX"),
        ("Тумане", "Thumanë", "AL"),
        ("Сараево", "Sarajevo", "BA"),
        ("Чихуахуа", "Chihuahua", "MX"),
        ("Шевченкове", "Shevchenkove", "UA"),
    ],
)
def test_a_name_sounds_alike_in_both_alphabets(one: str, other: str, country: str) -> None:
    assert sound(one) == sound(other, country) != ""


@given(st.text(max_size=30))
def test_a_code_holds_its_letters_alone(name: str) -> None:
    assert CODES.issuperset(sound(name))
