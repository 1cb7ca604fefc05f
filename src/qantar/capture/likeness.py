"""The same footage under other bytes: a perceptual hash that recompression and resizing hardly move.

A picture made 32 by 32 and gray, its 64 lowest frequencies, each above or below their median: 64 bits, written
as 16 hexadecimal digits (pHash: Zauner 2010; bit for bit what the library imagehash gives). It finds copies of footage. It
knows nothing of who or what is shown, and does not find mirrored, rotated or cropped copies.
"""

import math
from collections.abc import Sequence
from functools import cache
from statistics import median

SIDE = 32
"""Pixels of a side of the gray picture a hash is made of, a byte each."""
LOW = 8
"""Frequencies kept in each direction."""
NEAR = 10
"""Bits of 64 by which two hashes may differ and still be one picture: the customary bound (Zauner 2010,
chapter 5); unrelated pictures differ by about 32."""
FLAT = 12
"""Levels of gray of 256. A frame with less contrast (a fade, a black screen) is like any other such."""
SHARE = 0.5
"""Of the shorter film's frames, how many must be in the longer one: a film cut by half is still found."""


@cache
def _waves() -> tuple[tuple[float, ...], ...]:
    return tuple(
        tuple(2 * math.cos(math.pi * k * (2 * n + 1) / (2 * SIDE)) for n in range(SIDE))
        for k in range(LOW)
    )


def picture_hash(gray: bytes) -> str | None:
    """The hash of 32 by 32 gray pixels, row by row; None if there is too little contrast to tell."""
    if len(gray) != SIDE * SIDE:
        raise ValueError(f"{len(gray)} pixels, {SIDE * SIDE} are hashed")
    if max(gray) - min(gray) < FLAT:
        return None
    waves = _waves()
    columns = [
        [
            math.fsum(wave[y] * gray[y * SIDE + x] for y in range(SIDE) if gray[y * SIDE + x])
            for x in range(SIDE)
        ]
        for wave in waves
    ]
    low = [math.fsum(map(lambda a, b: a * b, wave, row)) for row in columns for wave in waves]
    middle = median(low)
    return f"{int(''.join('1' if value > middle else '0' for value in low), 2):016x}"


def distance(one: str, other: str) -> int:
    """Bits in which two hashes differ, of 64."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def frame_hashes(gray: bytes) -> tuple[str, ...]:
    """The hashes of a film's frames, 32 by 32 each, without those that show nothing or nothing new."""
    found: list[str] = []
    size = SIDE * SIDE
    for at in range(0, len(gray) - size + 1, size):
        made = picture_hash(gray[at : at + size])
        if made is not None and (not found or distance(found[-1], made) > 2):
            found.append(made)
    return tuple(found)


def is_same_footage(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two pictures, two films, or a film and a picture of it seem to be the same footage."""
    shorter, longer = sorted((one, other), key=len)
    if not shorter:
        return False
    met = sum(any(distance(a, b) <= NEAR for b in longer) for a in shorter)
    return met >= SHARE * len(shorter)
