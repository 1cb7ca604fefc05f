"""Words asked for and words found."""

from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.cli.serve import words
from qantar.desk.finding import EXCERPT, Hit, excerpt, marked, query


def test_a_lemma_finds_its_forms_and_the_form_is_marked() -> None:
    hits = marked("Во время беспорядков погибли люди", "ru", query("беспорядки", words), words)
    assert [hit.text for hit in hits if hit.found] == ["беспорядков"]


def test_a_query_is_data_and_never_a_command() -> None:
    asked = query('a" OR (NEAR * ^ : -', words)
    assert all('"' not in key for key in asked.all_keys)


def test_an_empty_query_asks_nothing() -> None:
    assert query("  «» ! ", words).is_empty


@settings(deadline=None, max_examples=40)
@given(text=st.text(alphabet="погибли Алматы 12,.\n", max_size=80))
def test_marking_keeps_every_letter(text: str) -> None:
    hits = marked(text, "ru", query("погибли Алматы", words), words)
    assert "".join(hit.text for hit in hits) == text


@settings(deadline=None, max_examples=60)
@given(sizes=st.lists(st.tuples(st.integers(1, 300), st.booleans()), min_size=1, max_size=12))
def test_an_excerpt_is_a_stretch_of_the_text_around_what_was_found(
    sizes: list[tuple[int, bool]],
) -> None:
    hits = [Hit(chr(97 + at) * size, found) for at, (size, found) in enumerate(sizes)]
    whole = "".join(hit.text for hit in hits)
    shown = excerpt(hits)
    text = "".join(hit.text for hit in shown).strip("…")
    assert text in whole and len(text) <= max(EXCERPT, 1)
    if any(found for _, found in sizes):
        assert any(hit.found for hit in shown)
