import pytest

from qantar import codebook
from qantar.codebook.codes import Code, check
from qantar.domain.claim import Measure
from qantar.domain.errors import LexiconError

CODEBOOK = codebook.load()


def test_the_dead_cannot_become_fewer_but_patients_can() -> None:
    assert CODEBOOK.acts["killed"].cumulative
    assert not CODEBOOK.acts["hospitalized"].cumulative
    assert not CODEBOOK.acts["at_large"].cumulative


def test_all_taken_to_hospital_since_monday_cannot_fall() -> None:
    assert CODEBOOK.is_cumulative("hospitalized", total=True)
    assert not CODEBOOK.is_cumulative("hospitalized")
    assert not CODEBOOK.is_cumulative("missing", total=True)


def test_every_police_officer_is_a_person() -> None:
    assert CODEBOOK.ancestors("police") == ("security_force", "person")
    assert CODEBOOK.is_a("police", "person")
    assert CODEBOOK.is_a("police", "police")
    assert not CODEBOOK.is_a("person", "police")
    assert not CODEBOOK.is_a("attacker", "civilian")


def test_a_recovered_weapon_was_stolen() -> None:
    assert CODEBOOK.acts_around("recovered") == ("recovered", "stolen")
    assert CODEBOOK.acts_around("stolen") == ("stolen",)


def test_an_unknown_code_names_the_file_that_lists_the_known_ones() -> None:
    with pytest.raises(LexiconError, match=r"codebook/acts\.toml: no code «liquidated»"):
        CODEBOOK.acts["liquidated"]
    with pytest.raises(LexiconError, match=r"objects\.toml"):
        CODEBOOK.is_a("person", "human")
    assert "liquidated" not in CODEBOOK.acts
    assert CODEBOOK.acts.get("liquidated") is None


def test_a_measure_of_unknown_codes_is_refused() -> None:
    assert CODEBOOK.check_measure(Measure.parse("weapon.stolen")) == Measure("weapon", "stolen")
    with pytest.raises(LexiconError, match=r"acts\.toml"):
        CODEBOOK.check_measure(Measure.parse("weapon.eaten"))


def test_every_code_says_what_it_means() -> None:
    codes: list[Code] = [
        *CODEBOOK.acts.values(),
        *CODEBOOK.objects.values(),
        *CODEBOOK.events.values(),
        *CODEBOOK.posts.values(),
        *CODEBOOK.status_kinds.values(),
        *CODEBOOK.status_levels.values(),
        *CODEBOOK.status_changes.values(),
        *CODEBOOK.sides.values(),
    ]
    for code in codes:
        assert code.title and code.definition.endswith("."), code.id


def test_every_act_and_object_says_what_it_leaves_out() -> None:
    for code in (*CODEBOOK.acts.values(), *CODEBOOK.objects.values()):
        assert code.counts and code.does_not_count, code.id


def test_the_codes_point_only_to_codes() -> None:
    check(CODEBOOK)


def test_the_codebook_is_read_once() -> None:
    assert codebook.load() is codebook.load()
