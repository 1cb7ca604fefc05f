"""Whole families of phrases written as one: choices in brackets, halves in either order."""

from pathlib import Path

import pytest

from qantar.domain.errors import LexiconError
from qantar.grammar.lexicon import expanded, read_entries


def test_a_choice_stands_for_each_of_its_words() -> None:
    assert expanded("(лечь|попасть) в больницу") == ["лечь в больницу", "попасть в больницу"]


def test_a_choice_may_stand_within_another() -> None:
    assert set(expanded("взять (под (стражу|охрану)|в плен)")) == {
        "взять под стражу",
        "взять под охрану",
        "взять в плен",
    }


def test_halves_joined_by_a_tilde_stand_in_either_order() -> None:
    assert expanded("лечь ~ в больницу") == ["лечь .. в больницу", "в больницу .. лечь"]


def test_an_empty_choice_may_be_left_out() -> None:
    assert expanded("стать жертвой (|пожара)") == ["стать жертвой", "стать жертвой пожара"]


@pytest.mark.parametrize("phrase", ["=деректері (", "получить .. ранение", "~", "(так)"])
def test_what_is_no_family_stands_for_itself(phrase: str) -> None:
    assert expanded(phrase) == [phrase]


def test_a_family_all_of_which_is_said_before_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "acts.toml"
    path.write_text('[killed]\nsubject = ["погибнуть", "(погибнуть|умереть)", "умереть"]\n')
    with pytest.raises(LexiconError, match="умереть"):
        read_entries(path)
