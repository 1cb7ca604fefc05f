"""Merkle trees over the chain of custody, as RFC 9162 (section 2.1) defines them for public logs.

The root of a tree is one digest over all its leaves; a path of some twenty digests shows that one
leaf stands in it without showing any other. So a record can publish one line, and later prove one
entry to a stranger.
"""

import hashlib
from collections.abc import Sequence


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf: SHA-256 of 0x00 and the data."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256 of 0x01 and its two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over the data of all leaves, 32 bytes; SHA-256 of nothing for no leaves."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    return _fold([leaf_hash(data) for data in leaves])


def inclusion_path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The siblings on the way from leaf ``index`` (from 0) up to the root, the nearest first.

    Raises:
        IndexError: if there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(f"leaf {index} of a tree of {len(leaves)}")
    return _path([leaf_hash(data) for data in leaves], index)


def root_from_path(data: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that a leaf and its path lead to in a tree of ``size`` leaves; None if a path of
    this length cannot belong there (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return None
    at, last, here = index, size - 1, leaf_hash(data)
    for sibling in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            here = node_hash(sibling, here)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            here = node_hash(here, sibling)
        at, last = at >> 1, last >> 1
    return here if last == 0 else None


def _fold(hashes: list[bytes]) -> bytes:
    # Level by level: an odd one out moves up unchanged, which gives the same tree as the RFC's
    # split at the largest power of two.
    while len(hashes) > 1:
        paired = [node_hash(a, b) for a, b in zip(hashes[::2], hashes[1::2], strict=False)]
        hashes = paired + hashes[len(paired) * 2 :]
    return hashes[0]


def _path(hashes: list[bytes], index: int) -> list[bytes]:
    out: list[bytes] = []
    while len(hashes) > 1:
        sibling = index ^ 1
        if sibling < len(hashes):
            out.append(hashes[sibling])
        paired = [node_hash(a, b) for a, b in zip(hashes[::2], hashes[1::2], strict=False)]
        hashes, index = paired + hashes[len(paired) * 2 :], index >> 1
    return out
