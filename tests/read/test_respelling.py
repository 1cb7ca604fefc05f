"""Places of Kazakh in Latin letters are found under their Cyrillic names, where they stand."""

import pytest

from qantar.read.load import load_reader
from qantar.read.packs import packs
from qantar.read.respelling import places_of, romanised

TEXT = "Túrkıada jer silkindi, Qaraǵandy oblysynda órt shyqty, Almatyda tynysh."


def named(text: str) -> list[tuple[str, str]]:
    atlas = load_reader().atlas
    found = places_of(atlas, packs()["kk"], text, lower_case=False)
    return [(text[h.start : h.end], atlas.place(h.candidates[0]).name) for h in found]


def test_a_name_in_latin_letters_is_found_where_it_stands() -> None:
    assert named(TEXT) == [
        ("Túrkıada", "Turkey"),
        ("Qaraǵandy oblysynda", "Karaganda Region"),
        ("Almatyda", "Almaty"),
    ]


@pytest.mark.parametrize(
    ("written", "name"),
    [("Özbekstanda", "Uzbekistan"), ("Ózbekstanda", "Uzbekistan"), ("Resejde", None)],
)
def test_either_latin_alphabet_names_a_country(written: str, name: str | None) -> None:
    assert [place for _, place in named(f"{written} 4 adam ustaldy.")] == [name] * bool(name)


def test_cyrillic_text_is_looked_up_as_it_stands() -> None:
    assert named("Түркияда жер сілкінді.") == [("Түркияда", "Turkey")]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Almaty oblysynda tórt úı órtendi.", ["Almaty Region"]),
        ("Shyǵys Qazaqstan oblysynda jol jabyldy.", ["East Kazakhstan Region"]),
        ("Soltüstık Qazaqstan oblysynda jol jabyldy.", ["North Kazakhstan Region"]),
        ("Vetnamda daýyl soqty.", ["Vietnam"]),
        ("Henanda shahta jaryldy.", ["Henan"]),
        ("Izraılde dabyl qaǵyldy.", ["Israel"]),
        ("Ýkraınada jaryq óshti.", ["Ukraine"]),
        ("AQSh-ta órt shyqty.", ["United States"]),
        ("Almaty men Taldyqorǵanda jer silkindi.", ["Almaty", "Taldykorgan"]),
        ("Vetnamka degen ataýly eshkim joq.", []),
    ],
)
def test_a_name_is_found_whole_with_the_letters_latin_left_out(
    text: str, places: list[str]
) -> None:
    assert [name for _, name in named(text)] == places


@pytest.mark.parametrize(
    ("name", "text", "roman"),
    [
        ("Jańaqyzylsaı", "Jańaqyzylsaı aýylynda eki úı órtendi.", "Zhanakyzylsai"),
        ("Жаңақызылсай", "Жаңақызылсай ауылында екі үй өртенді.", "Zhanakyzylsai"),
        ("Qysyl", "Газет «Qysyl» деп жазды.", "Qysyl"),
    ],
)
def test_an_unknown_name_is_printed_alike_from_either_alphabet(
    name: str, text: str, roman: str
) -> None:
    assert romanised(load_reader().atlas, packs()["kk"], name, text) == roman
