"""The outline of a reading, and what differs between two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.domain.errors import LexiconError
from qantar.read.outline import Line, Outline, changes, outline, read_outlines
from tests.lang.reading import claims

REPORT = "В Алматы задержаны не менее 40 человек, из них 12 женщин, сообщили в полиции."
words = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8)
lines = st.builds(
    lambda start, length, kind, said, text, place: Line(
        start=start, end=start + length, kind=kind, said=said, words=text, fields=place
    ),
    st.integers(0, 50), st.integers(0, 9), st.sampled_from(["figure", "label"]), words, words,
    st.sampled_from([(), (("place", "Almaty"),), (("place", "Astana"), ("when", "2022"))]),
)  # fmt: skip
outlines = st.lists(lines, max_size=6).map(lambda x: Outline("r", "d1", tuple(sorted(x))))


def test_a_figure_is_one_line_with_its_fields_and_silence_left_out() -> None:
    first = outline("r", REPORT, claims(REPORT, "ru", published="2022-01-05")).lines[0]
    assert str(first).startswith("28-30\tfigure\t>=40 person.detained\t«40»\tplace=Almaty")
    assert "reality=" not in str(first)


def test_a_part_names_its_whole_by_its_words() -> None:
    lines = outline("r", REPORT, claims(REPORT, "ru", published="2022-01-05")).lines
    part = next(line for line in lines if line.words == "12")
    assert dict(part.fields)["part_of"] == "40"


@given(outlines)
def test_what_is_written_is_read_back(one: Outline) -> None:
    assert read_outlines(str(one), "x") == {"r": one}


@given(outlines)
def test_a_reading_does_not_differ_from_itself(one: Outline) -> None:
    assert changes(one, one) == []


@given(outlines, outlines)
def test_what_is_new_one_way_is_gone_the_other(one: Outline, other: Outline) -> None:
    there = {(c.before, c.after) for c in changes(one, other)}
    back = {(c.after, c.before) for c in changes(other, one)}
    assert there == back


def test_readings_of_two_texts_share_no_line() -> None:
    line = Line(start=1, end=2, kind="figure", said="1 a", words="a", fields=())
    found = changes(Outline("r", "d1", (line,)), Outline("r", "d2", (line,)))
    assert [(c.before, c.after) for c in found] == [(line, None), (None, line)]


def test_a_change_of_one_field_is_told_by_its_name() -> None:
    old = Line(start=1, end=2, kind="figure", said="1 a", words="a", fields=(("place", "X"),))
    new = Line(start=1, end=2, kind="figure", said="1 a", words="a", fields=(("place", "Y"),))
    (change,) = changes(Outline("r", "d", (old,)), Outline("r", "d", (new,)))
    assert change.differences == (("place", "X", "Y"),)


def test_a_line_that_is_none_is_refused_with_file_and_line() -> None:
    with pytest.raises(LexiconError, match=r"old\.txt:2"):
        read_outlines("# r d\nnonsense\n", "old.txt")
