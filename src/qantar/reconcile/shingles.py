"""What of a text can be met again in another: runs of words, as numbers.

A shingle is ``RUN`` words in a row, in small letters, without punctuation, kept as a 32-bit number. Words
between quotation marks are left out of a report's own text: two outlets that quote one official at length have that in
common and nothing else.
"""

import re
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

RUN = 4
"""Words of a shingle: shorter runs are everybody's, longer ones die of the first edited word."""
SEED = 0x9E3779B1
BYTES = 4
"""Of one shingle, packed."""
AROUND = 80
"""Characters before and after a figure's sentence that belong to its passage."""

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"«[^«»]{40,}»|“[^“”]{40,}”|„[^„“”]{40,}[“”]|\"[^\"]{40,}\"")


@dataclass(frozen=True, slots=True)
class Wording:
    """The shingles of a report without what it quotes, and of the passage a figure stands in; packed, four
    bytes each, sorted."""

    report: bytes
    passage: bytes

    @property
    def of_passage(self) -> frozenset[int]:
        return unpacked(self.passage)


def wording(text: str, start: int, end: int) -> Wording:
    """The wording of a figure whose sentence is ``text[start:end]``."""
    passage = text[max(0, start - AROUND) : end + AROUND]
    return Wording(_of_report(text), packed(shingles(passage)))


@lru_cache(maxsize=8)
def _of_report(text: str) -> bytes:
    return packed(shingles(_QUOTED.sub(" ", text)))


def shingles(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    return frozenset(
        zlib.crc32(" ".join(words[at : at + RUN]).encode("utf-8", "surrogatepass"), SEED)
        for at in range(len(words) - RUN + 1)
    )


def packed(numbers: Iterable[int]) -> bytes:
    return array("I", sorted(numbers)).tobytes()


@lru_cache(maxsize=4096)
def unpacked(data: bytes) -> frozenset[int]:
    numbers = array("I")
    numbers.frombytes(data)
    return frozenset(numbers)


def share(part: frozenset[int], whole: frozenset[int]) -> float:
    """How much of the one stands in the other, from 0 to 1; 0 of nothing."""
    return len(part & whole) / len(part) if part else 0.0
