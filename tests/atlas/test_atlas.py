from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.atlas.atlas import Atlas, Context
from qantar.domain.errors import LexiconError
from qantar.domain.place import PlaceKind, Precision

BEFORE, AFTER = date(2022, 1, 5), date(2022, 6, 8)
TALDYKORGAN, TARAZ = "settlement:1518542", "settlement:1516905"
ALMATY_REGION, ZHETYSU = "region:KZ-19", "region:KZ-33"
LANGUAGES = ("ru", "uk", "kk", "en")

ATLAS = Atlas.load()
IDS = ATLAS.places()
days = st.dates(date(1990, 1, 1), date(2030, 1, 1))
places = st.sampled_from(IDS)
settlements = st.sampled_from(IDS[-40_000:])


def test_kazakhstan_has_seventeen_units_in_january_2022_and_twenty_from_june() -> None:
    assert len(ATLAS.first_level("KZ", BEFORE)) == 17
    assert len(ATLAS.first_level("KZ", date(2022, 6, 7))) == 17
    assert len(ATLAS.first_level("KZ", AFTER)) == 20
    assert len(ATLAS.first_level("KZ")) == 20


def test_before_shymkent_rose_there_were_sixteen_units() -> None:
    assert len(ATLAS.first_level("KZ", date(2018, 6, 18))) == 16


@pytest.mark.parametrize(
    ("country", "units"), [("UA", 27), ("BY", 7), ("KG", 9), ("RU", 83), ("UZ", 14), ("TM", 6)]
)
def test_neighbours_have_their_first_level_units(country: str, units: int) -> None:
    assert len(ATLAS.first_level(country)) == units


def test_taldykorgan_left_the_almaty_region_on_8_june_2022() -> None:
    assert ATLAS.contains(ALMATY_REGION, TALDYKORGAN, BEFORE)
    assert not ATLAS.contains(ZHETYSU, TALDYKORGAN, BEFORE)
    assert ATLAS.contains(ZHETYSU, TALDYKORGAN, AFTER)
    assert not ATLAS.contains(ALMATY_REGION, TALDYKORGAN, AFTER)


def test_shymkent_lay_in_south_kazakhstan_until_2018() -> None:
    assert ATLAS.contains("region:KZ-61", "region:KZ-79", date(2018, 6, 18))
    assert not ATLAS.contains("region:KZ-61", "region:KZ-79", date(2018, 6, 19))


def test_a_region_not_yet_founded_lies_nowhere() -> None:
    assert ATLAS.parents(ZHETYSU, BEFORE) == ()
    assert ATLAS.parents(ZHETYSU, AFTER) == ("country:KZ",)


def test_almaty_city_does_not_lie_in_almaty_region() -> None:
    assert ATLAS.parents("region:KZ-75", BEFORE) == ("country:KZ",)


def test_a_withdrawn_iso_code_leads_to_the_unit_of_today() -> None:
    assert ATLAS.place("region:KZ-ALA") == ATLAS.place("region:KZ-75")


def test_a_city_of_regional_rank_is_one_place_under_both_numbers() -> None:
    almaty = ATLAS.place("settlement:1526384")
    assert almaty.id == "region:KZ-75"
    assert almaty.kind is PlaceKind.REGION
    assert almaty.precision is Precision.SETTLEMENT
    assert almaty.population > 1_000_000


def test_an_unknown_id_is_refused_with_a_remedy() -> None:
    with pytest.raises(LexiconError, match=r"docs/atlas\.md"):
        ATLAS.place("settlement:0")


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(LexiconError, match="ru, uk, kk, en"):
        ATLAS.find("x", "ky")


def test_crimea_is_assigned_by_iso() -> None:
    assert ATLAS.place("region:UA-43").country == "UA"
    assert ATLAS.place("settlement:693805").country == "UA"


@pytest.mark.parametrize("country", ["KZ", "KG", "RU", "UA", "BY", "UZ", "TJ", "TM"])
def test_regions_of_our_countries_have_names_in_four_languages(country: str) -> None:
    for place_id in ATLAS.first_level(country):
        for lang in LANGUAGES:
            names = ATLAS.names(place_id, lang)
            assert names, (place_id, lang)
            assert place_id in ATLAS.look_up(names[0], lang), (place_id, lang, names[0])


def test_every_country_has_names_in_four_languages() -> None:
    countries = [place_id for place_id in IDS if place_id.startswith("country:")]
    assert len(countries) > 240
    for place_id in countries:
        assert all(ATLAS.names(place_id, lang) for lang in LANGUAGES), place_id


def test_every_city_of_kazakhstan_has_names_in_four_languages() -> None:
    for place_id in IDS:
        place = ATLAS.place(place_id)
        if place.country == "KZ" and place.population >= 10_000 and place.id[0] == "s":
            assert all(ATLAS.names(place_id, lang) for lang in LANGUAGES), place


def test_a_city_beside_villages_is_meant() -> None:
    namesakes = ATLAS.look_up("Актау", "ru")
    assert len(namesakes) == 3
    assert ATLAS.resolve(namesakes, Context()) == "settlement:610612"


def test_namesakes_of_like_size_stay_open() -> None:
    namesakes = ATLAS.look_up("Georgia", "en")
    assert {"country:GE", "region:US-GA"} <= set(namesakes)
    assert ATLAS.resolve(namesakes, Context()) is None


def test_the_country_of_the_report_decides_between_namesakes() -> None:
    namesakes = ATLAS.look_up("Georgia", "en")
    context = Context(countries=frozenset({"US"}))
    assert ATLAS.resolve(namesakes, context) == "region:US-GA"


def test_the_place_a_report_is_about_decides_between_namesakes() -> None:
    namesakes = ATLAS.look_up("Абай", "ru")
    assert ATLAS.resolve(namesakes, Context(countries=frozenset({"KZ"}))) is None
    context = Context(about="region:KZ-61")
    assert ATLAS.resolve(namesakes, context) == "settlement:1526973"


def test_text_without_capitals_is_read_on_request() -> None:
    text = "riots in ahmedabad and godhra"
    assert ATLAS.find(text, "en") == ()
    read = [text[hit.start : hit.end] for hit in ATLAS.find(text, "en", lower_case=True)]
    assert read == ["ahmedabad", "godhra"]


@given(place=places)
@settings(deadline=None, max_examples=200)
def test_every_place_has_an_english_name(place: str) -> None:
    assert ATLAS.place(place).name


@given(place=places, on=days)
@settings(deadline=None, max_examples=200)
def test_no_place_lies_in_itself(place: str, on: date) -> None:
    assert not ATLAS.contains(place, place, on)


@given(place=settlements, on=days)
@settings(deadline=None, max_examples=300)
def test_containment_is_transitive_on_any_day(place: str, on: date) -> None:
    for parent in ATLAS.parents(place, on):
        for grandparent in ATLAS.parents(parent, on):
            assert ATLAS.contains(grandparent, place, on)


@given(place=settlements, on=days)
@settings(deadline=None, max_examples=200)
def test_a_settlement_lies_in_one_country_on_any_day(place: str, on: date) -> None:
    countries = [p for p in ATLAS.parents(place, on) if p.startswith("country:")]
    assert len(countries) == 1


words = st.sampled_from(
    "Тараз Таразе в и , Алматинской Жамбылской областях Алматы-Астана Нур-Султан США Алматыда "
    "Kazakhstan's London and region ё́ 'Київ' Республики Казахстан 🙂 А. Киров \n - \u00a0".split(
        " "
    )
)


@given(text=st.lists(words | st.text(max_size=4), max_size=14).map(" ".join))
@settings(deadline=None, max_examples=200)
def test_hits_slice_the_text_in_order_and_never_overlap(text: str) -> None:
    for lang in LANGUAGES:
        for lower_case in (False, True):
            end = 0
            for hit in ATLAS.find(text, lang, lower_case=lower_case):
                assert end <= hit.start < hit.end <= len(text)
                assert text[hit.start : hit.end].strip()
                assert hit.candidates
                end = hit.end


@given(text=st.lists(words, max_size=14).map(" ".join))
@settings(deadline=None, max_examples=10)  # each makes an atlas anew
def test_finding_twice_finds_the_same(text: str) -> None:
    assert ATLAS.find(text, "ru") == ATLAS.find(text, "ru") == Atlas.load().find(text, "ru")
