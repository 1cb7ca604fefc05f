"""Which of several words near a claim carries a field of it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.source import BlockKind
from qantar.read.nearness import distance
from qantar.read.sentence import Sentence, segments
from tests.lang.reading import packs


def sentence(words: list[str]) -> Sentence:
    """A sentence of words and commas; nothing found in it."""
    pack = packs()["en"]
    text = " ".join(words)
    tokens = pack.tokens(text)
    return Sentence(0, 0, BlockKind.BODY, 0, len(text), text, pack, tokens, {},
                    segments=segments(tokens, frozenset()))  # fmt: skip


def test_a_carrier_of_the_same_clause_is_nearer_than_one_beyond_a_comma() -> None:
    line = sentence(
        ["friday", ",", "a", "b", "c", "d", "e", "figure", "f", "g", "h", "i", "monday"]
    )
    assert distance(line, 7, 8, 12, 13) < distance(line, 7, 8, 0, 1)


def test_of_two_as_near_the_one_before_is_nearer() -> None:
    line = sentence(["monday", "figure", "friday"])
    assert distance(line, 1, 2, 0, 1) < distance(line, 1, 2, 2, 3)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10), st.integers(0, 10))
def test_it_is_never_negative_and_grows_with_the_words_between(gap: int, more: int) -> None:
    near = sentence(["day", *["word"] * gap, "figure"])
    far = sentence(["day", *["word"] * (gap + more), "figure"])
    close = distance(near, gap + 1, gap + 2, 0, 1)
    assert 0 <= close <= distance(far, gap + more + 1, gap + more + 2, 0, 1)
