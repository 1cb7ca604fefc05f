"""Documents and claims as rows: what is kept is what was meant, and any change shows."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.errors import MalformedValue
from qantar.domain.identity import Json
from qantar.record.rows import Part, Row, decode, encode, plain

TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=12)
VALUES = st.dictionaries(
    TEXT, st.recursive(st.none() | st.booleans() | st.integers() | TEXT, st.lists, max_leaves=4)
)


@settings(max_examples=80, deadline=None)
@given(VALUES)
def test_a_row_comes_back_as_it_was_or_is_refused(value: Json) -> None:
    try:
        text = encode(value)
    except MalformedValue as error:
        assert "two surrogates" in str(error)
        return
    assert decode(text) == value
    text.encode("utf-8")  # any database holds it
    assert "\x00" not in text


def test_a_character_split_in_two_surrogates_is_refused() -> None:
    with pytest.raises(MalformedValue, match="decode the original"):
        encode({"text": "\ud83d\udca5"})


def test_letters_stand_in_a_row_as_people_write_them() -> None:
    assert encode({"б": "Қантар"}) == '{"б":"Қантар"}'


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "NaN"])
def test_what_is_not_an_object_is_no_row(text: str) -> None:
    with pytest.raises(MalformedValue, match="the row is not"):
        decode(text)


def test_a_column_holds_what_every_database_can() -> None:
    assert plain("a\x00b\udcffc") == "a\ufffdb\ufffdc"
    assert plain(None) is None


def _part(*texts: str) -> Part:
    document, *claims = [Row(text, {}) for text in texts]
    return Part(document, tuple(claims))


@settings(max_examples=50, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=4), st.lists(TEXT, min_size=1, max_size=4))
def test_two_readings_share_a_seal_only_if_they_are_the_same(
    one: list[str], other: list[str]
) -> None:
    same = json.dumps(one) == json.dumps(other)
    assert (_part(*one).digest("") == _part(*other).digest("")) is same


def test_the_seal_depends_on_what_went_before() -> None:
    assert _part("{}").digest("") != _part("{}").digest("0")
