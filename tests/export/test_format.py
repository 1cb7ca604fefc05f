import pytest

from qantar.domain.claim import Event
from qantar.domain.when import When
from qantar.export.format import Material, many
from tests.export.formats.story import ALMATY, CLAIMS, COUNTRY, FIRST, claim, story

TALDYKORGAN = "settlement:1518542"


@pytest.fixture(scope="module")
def record() -> Material:
    there = claim(
        FIRST, "склад", Event(type="other"), place="Taldykorgan", place_id=TALDYKORGAN
    )
    return story(claims=(*CLAIMS, there))


def test_a_place_lies_in_the_region_of_its_day(record: Material) -> None:
    before = record.region(TALDYKORGAN, When("2022-01-05"))
    after = record.region(TALDYKORGAN, When("2022-07-01"))
    assert (before, after) == ("Almaty Region", "Zhetysu Region")


def test_a_country_lies_in_no_region(record: Material) -> None:
    assert record.region(COUNTRY, None) == ""
    assert record.region(None, None) == ""


def test_who_judged_part_of_the_claims_is_not_said_of_all(record: Material) -> None:
    assert record.read_by(CLAIMS[1].id) == "judged by Dana Testova"
    assert record.read_by(CLAIMS[0].id, CLAIMS[1].id) == (
        "judged by Dana Testova (1 of 2 claims; the rest read by rules, not checked)"
    )
    assert record.read_by(CLAIMS[0].id) == "read by rules, not checked"


def test_an_id_the_atlas_does_not_hold_has_no_region() -> None:
    assert story().region("settlement:0", None) == ""
    assert story().region(ALMATY, None) != ""


def test_a_sentence_is_told_only_of_something() -> None:
    assert many(0, "row was left out", "rows were left out") == ()
    assert many(1, "row was left out", "rows were left out") == ("1 row was left out",)
    assert many(2, "row was left out", "rows were left out") == ("2 rows were left out",)
