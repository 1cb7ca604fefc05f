import pytest

from qantar.reconcile.speakers import (
    STATE,
    identify,
    is_one_voice,
    name_words,
    offices,
    offices_in,
    same_name,
    skeleton,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ризабек Ожаров", "Rizabek Ozharov"),
        ("Ожаровтың", "Ожаров"),
        ("Сергея Меликова", "Sergei Melikov"),
        ("Нурмуханбет Ісаєв", "Нурмуханбет Исаев"),
        ("Салтанат Азірбек", "Салтанат Азирбек"),
        ("Даврон Джуманиязов", "Davron Jumaniyazov"),
    ],
)
def test_one_name_in_other_letters_or_cases_is_one_speaker(one: str, other: str) -> None:
    voices = identify([(one, ""), (other, "")])
    assert voices[one, ""].id == voices[other, ""].id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Асан Ким", "Дана Ким"),
        ("Иван Ершов", "Иван Ершин"),
        ("Ли", "Лу"),
        ("Human Rights Watch", "Amnesty International"),
    ],
)
def test_different_names_are_different_speakers(one: str, other: str) -> None:
    voices = identify([(one, ""), (other, "")])
    assert voices[one, ""].id != voices[other, ""].id


def test_a_bare_surname_of_two_bearers_joins_neither() -> None:
    voices = identify([("Меликов", ""), ("Сергей Меликов", ""), ("Иван Меликов", "")])
    assert len({voice.id for voice in voices.values()}) == 3


def test_the_ministry_has_one_name_in_each_language() -> None:
    voices = identify(
        [
            ("МВД", ""),
            ("МВС Дагестану", ""),
            ("республиканың ІІМ", ""),
            ("the Interior Ministry", ""),
        ]
    )
    assert {voice.proper_offices for voice in voices.values()} == {
        frozenset({"interior_ministry"})
    }


def test_offices_of_a_state_are_one_line_and_a_rights_group_is_its_own() -> None:
    voices = identify([("Минздрав", ""), ("прокуратура", ""), ("Lantern", "")])
    assert voices["Минздрав", ""].line == voices["прокуратура", ""].line == "state"
    assert voices["Lantern", ""].line not in ("state", "not named")


def test_a_title_told_once_holds_for_the_speaker_everywhere() -> None:
    voices = identify([("Сергей Меликов", "глава республики"), ("Меликова", "")])
    assert voices["Меликова", ""].line == "state"


def test_nobody_is_nobody() -> None:
    voices = identify([("", ""), (" ", "")])
    assert not voices["", ""].is_known and voices["", ""].line == "not named"


def test_officials_and_witnesses_are_no_one_in_particular() -> None:
    voices = identify([("officials", ""), ("очевидцы", "")])
    assert not any(voice.is_known for voice in voices.values())
    assert voices["officials", ""].line == "state"


def test_short_abbreviations_do_not_match_inside_words() -> None:
    assert offices_in("скромный") == frozenset()
    assert offices_in("по данным СК") == {"investigative_committee"}


def test_a_case_ending_is_short() -> None:
    assert same_name(name_words("Ожаров"), name_words("Ожаровым"))
    assert not same_name(name_words("Ожаров"), name_words("Ожаровлинский"))
    assert skeleton("Шәріп") == "srp"


def test_every_office_has_words() -> None:
    assert all(office.phrases for office in offices())


def test_two_ministries_are_two_voices_and_one_line() -> None:
    assert not is_one_voice("Міністерство інформації", "health ministry")
    assert is_one_voice("министерство", "health ministry")
    voices = identify([("Міністерство інформації", ""), ("health ministry", "")])
    assert {voice.line for voice in voices.values()} == {STATE}


def test_initials_that_stand_beside_an_office_stand_for_it() -> None:
    whole, short = ("Kenya's rights commission KNCHR", ""), ("KNCHR", "")
    voices = identify([whole, short])
    assert voices[whole].offices and voices[whole] == voices[short]


def test_initials_beside_two_offices_stand_for_neither() -> None:
    sayings = [("rights commission ABC", ""), ("Interior Ministry ABC", ""), ("ABC", "")]
    voices = identify(sayings)
    assert voices["ABC", ""] not in (voices[sayings[0]], voices[sayings[1]])
