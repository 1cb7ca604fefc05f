"""Perceptual hashes as laws."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.capture.likeness import (
    SIDE,
    distance,
    frame_hashes,
    is_same_footage,
    picture_hash,
)

HASHES = st.integers(0, 2**64 - 1).map(lambda number: f"{number:016x}")


def noise(number: int) -> bytes:
    return random.Random(number).randbytes(SIDE * SIDE)


@given(HASHES, HASHES, HASHES)
@settings(max_examples=50, deadline=None)
def test_the_distance_is_one(a: str, b: str, c: str) -> None:
    assert distance(a, a) == 0
    assert distance(a, b) == distance(b, a)
    assert distance(a, c) <= distance(a, b) + distance(b, c)


@given(st.lists(HASHES, max_size=6), st.lists(HASHES, max_size=6))
@settings(max_examples=50, deadline=None)
def test_which_film_is_held_to_which_makes_no_difference_where_lengths_differ(
    one: list[str], other: list[str]
) -> None:
    if len(one) != len(other):
        assert is_same_footage(one, other) == is_same_footage(other, one)


def test_the_hash_is_that_of_the_known_algorithm() -> None:
    # made by imagehash 4.3.2 of a picture whose gray pixels are these
    gray = bytes(
        (x * x * 7 + y * 11 + x * y * 3) % 256 for y in range(SIDE) for x in range(SIDE)
    )
    assert picture_hash(gray) == "836201596fb5b736"


def test_a_brighter_picture_has_nearly_the_same_hash() -> None:
    gray = bytes(40 + value // 2 for value in noise(1))
    brighter = bytes(value + 40 for value in gray)
    one, other = picture_hash(gray), picture_hash(brighter)
    assert one is not None
    assert other is not None
    assert distance(one, other) <= 2


def test_a_black_frame_is_like_nothing() -> None:
    assert picture_hash(bytes(SIDE * SIDE)) is None
    assert frame_hashes(bytes(SIDE * SIDE * 3)) == ()
    assert not is_same_footage((), ())


def test_a_still_scene_of_a_film_counts_once() -> None:
    assert len(frame_hashes(noise(1) * 5 + noise(2))) == 2
