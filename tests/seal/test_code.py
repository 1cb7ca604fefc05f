"""Codes of words: 81 bits, readable back however they are written down, and kept nowhere."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.domain.errors import Misuse
from qantar.seal.code import LANGUAGES, LIST, WORDS, make_code, normal, open_code, words

SALT = b"0123456789abcdef"
LETTERS = {
    "ru": set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    "uk": set("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
    "kk": set("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"),
    "en": set("abcdefghijklmnopqrstuvwxyz"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_list_has_512_words_that_stay_apart_when_ё_is_written_as_е(lang: str) -> None:
    assert len({word.replace("ё", "е") for word in words(lang)}) == LIST


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_word_has_letters_of_its_language_and_is_neither_short_nor_long(lang: str) -> None:
    for word in words(lang):
        assert set(word) <= LETTERS[lang], word
        assert 3 <= len(word) <= 10, word


def test_a_code_has_more_than_80_bits() -> None:
    assert WORDS * math.log2(LIST) > 80


@given(st.sampled_from(LANGUAGES))
def test_two_codes_are_never_one(lang: str) -> None:
    assert make_code(lang) != make_code(lang)


@given(st.sampled_from(LANGUAGES), st.sampled_from([" ", "\n", ", ", " - ", "  \t"]))
def test_a_code_is_read_back_however_it_is_written_down(lang: str, between: str) -> None:
    code = make_code(lang)
    assert normal(code.replace(" ", between).upper()) == normal(code)


@pytest.mark.parametrize("wrong", ["", "дом", "дом " * 8 + "слонопотам", "дом " * 10])
def test_what_is_no_code_is_refused_without_repeating_it(wrong: str) -> None:
    with pytest.raises(Misuse) as refused:
        normal(wrong)
    assert "слонопотам" not in str(refused.value)


def test_a_code_opens_the_same_secrets_again_and_another_intake_s_are_others() -> None:
    code = make_code("kk")
    assert open_code(code, SALT) == open_code(code.upper(), SALT)
    assert open_code(code, SALT) != open_code(code, SALT[::-1])


def test_the_locator_does_not_tell_the_seed() -> None:
    opened = open_code(make_code("ru"), SALT)
    assert opened.seed.hex() not in opened.locator
