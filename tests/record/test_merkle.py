"""Trees over the chain of custody: RFC 9162's definition, and paths that prove one leaf."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from qantar.record.merkle import inclusion_path, leaf_hash, node_hash, root, root_from_path

trees = st.lists(st.binary(max_size=4), min_size=1, max_size=33)


def by_definition(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162, 2.1.1, word for word."""
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(by_definition(leaves[:split]), by_definition(leaves[split:]))


def test_the_root_over_nothing_is_the_hash_of_nothing() -> None:
    assert root([]) == hashlib.sha256(b"").digest()


@given(trees)
def test_the_root_is_that_of_the_definition(leaves: list[bytes]) -> None:
    assert root(leaves) == by_definition(leaves)


@given(trees, st.data())
def test_a_leaf_and_its_path_lead_to_the_root(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = inclusion_path(leaves, index)
    assert root_from_path(leaves[index], index, len(leaves), path) == root(leaves)


@given(trees, st.binary(max_size=4), st.data())
def test_another_leaf_does_not(leaves: list[bytes], other: bytes, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = inclusion_path(leaves, index)
    reached = root_from_path(other, index, len(leaves), path)
    assert (reached == root(leaves)) == (other == leaves[index])


@given(trees, st.data())
def test_a_path_that_is_too_long_or_too_short_leads_nowhere(
    leaves: list[bytes], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = inclusion_path(leaves, index)
    assert root_from_path(leaves[index], index, len(leaves), [*path, b"\0" * 32]) is None
    if path:
        assert root_from_path(leaves[index], index, len(leaves), path[:-1]) != root(leaves)
