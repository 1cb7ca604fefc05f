"""A small model learnt from annotated sentences: which of several codes the features of a place tell.

A model is two tables of whole numbers. Each feature of the place has a weight for every middle sum; what the features
present give is added up, and a middle sum below nought counts as nought. Each middle sum then has a weight for every
code, and the code with the largest sum is the answer. The middle sums are what lets words mean something together that
neither means alone. Whole numbers only, so that the same words give the same answer on every machine; and which
words told most can be shown.

The file, compressed as a whole: a line of JSON (``codes``, ``unit``: what makes one in the logarithm of the odds,
``learnt_from``, ``features``, ``middle``), one feature a line, then a signed byte for each feature and middle sum, and
four signed bytes, least first, for what each middle sum begins with, for each middle sum and code, and for what
each code begins with.
"""

import hashlib
import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from operator import mul
from pathlib import Path
from struct import Struct, pack
from typing import Final, NamedTuple

from qantar.domain.errors import LexiconError

LANE: Final = 2
"""Bytes in which a middle sum is kept: a row of weights is one long number, and adding such numbers adds the
weights of all middle sums at once."""
MOST: Final = 31
"""The largest weight of a feature."""
FULL: Final = 1000
"""Features that may be added before a lane could overflow."""
NOUGHT: Final = 1 << 15
"""What stands in a lane for a middle sum of nought, so that none below it borrows from its neighbour."""
WIDE_LANE: Final = 4
"""Bytes in which the sum for one code is kept."""
LIFT: Final = MOST + 1
"""Added to each weight of a feature so that no lane falls below nought; taken off again as often as it was added."""
HIGH_LIFT: Final = 1 << 9
"""The same for the weights of the middle sums, which lie between -``HIGH_LIFT`` and ``HIGH_LIFT``."""
WHOLE: Final = 1 << 22
"""All middle sums together from which on a lane of the codes could overflow."""
_SMALL = frozenset(one & 0xFF for one in range(-MOST, MOST + 1))


class Added(NamedTuple):
    """What some features add to every middle sum."""

    features: Collection[str]
    lanes: int
    known: int
    """How many of the features the model knows, each lifted once."""


NOTHING: Final = Added((), 0, 0)


class Learned:
    """A model read from its file; it adds up and keeps nothing else. Raises `LexiconError` for what is no model."""

    def __init__(self, path: Path) -> None:
        try:
            raw = zlib.decompress(path.read_bytes())
            head, _, rest = raw.partition(b"\n")
            told = json.loads(head)
            self.codes: tuple[str, ...] = tuple(told["codes"])
            self.unit: int = told["unit"]
            self.learnt_from: str = told["learnt_from"]
            features, self.middle = int(told["features"]), int(told["middle"])
            names = rest.split(b"\n", features)
            weights = names.pop()
            wide, middle = len(self.codes), self.middle
            of_features, of_middle = features * middle, middle + middle * wide + wide
            if len(weights) != of_features + 4 * of_middle or len(names) != features:
                raise ValueError("its parts have not the lengths it says")
            last = Struct(f"<{of_middle}i").unpack(weights[of_features:])
            if (
                not _SMALL.issuperset(weights[:of_features])
                or any(abs(one) >= HIGH_LIFT for one in last[middle : len(last) - wide])
                or any(abs(one) >= NOUGHT - FULL * MOST for one in last[:middle])
            ):
                raise ValueError("a weight is too large")
            self._row = {name.decode(): at * middle for at, name in enumerate(names)}
        except (OSError, zlib.error, ValueError, KeyError, TypeError) as error:
            raise LexiconError(f"{path}: no model of Qantar's: {error}") from None
        self._weights = weights[:of_features]
        self._starts: list[int] = list(last[:middle])
        self._ends: list[int] = list(last[middle + middle * wide :])
        self._of_middle: list[list[int]] = [
            list(last[at : at + wide]) for at in range(middle, middle + middle * wide, wide)
        ]
        self._high_lanes: list[int] = [
            _joined([one + HIGH_LIFT for one in row], WIDE_LANE) for row in self._of_middle
        ]
        self._column = {code: at for at, code in enumerate(self.codes)}
        self._lanes: dict[str, int] = {}
        self._nought = _joined([NOUGHT + one for one in self._starts], LANE)
        self._lift = _joined([LIFT] * middle, LANE)
        self._unpack = Struct(f"<{middle}H").unpack
        self._unpack_wide = Struct(f"<{wide}I").unpack

    def sums(self, features: Collection[str], beside: Added = NOTHING) -> dict[str, int]:
        """What speaks for each code. Only differences between codes mean anything: ``unit`` of them is one in the
        logarithm of the odds. ``beside``: other features of the place, added up once for all that share them."""
        total = whole = 0
        middle = self._middle_sums(features, beside)
        for value, lane in zip(middle, self._high_lanes, strict=True):
            if value > NOUGHT:
                total += (value - NOUGHT) * lane
                whole += value - NOUGHT
        if whole >= WHOLE:
            return self._sums_one_by_one(middle)
        sums = self._unpack_wide(total.to_bytes(WIDE_LANE * len(self.codes), "little"))
        lifted = whole * HIGH_LIFT
        return {
            code: one - lifted + end
            for code, one, end in zip(self.codes, sums, self._ends, strict=True)
        }

    def _sums_one_by_one(self, middle: Sequence[int]) -> dict[str, int]:
        """The same where numbers are too large for lanes: no report that people read, but who knows what comes."""
        return {
            code: end + sum(
                (value - NOUGHT) * of[at]
                for value, of in zip(middle, self._of_middle, strict=True) if value > NOUGHT
            )
            for at, (code, end) in enumerate(zip(self.codes, self._ends, strict=True))
        }  # fmt: skip

    def _middle_sums(self, features: Collection[str], beside: Added) -> Sequence[int]:
        """Every middle sum, ``NOUGHT`` more than it is."""
        if len(features) + beside.known > FULL:
            rows = [self._of(one) for one in (*features, *beside.features) if one in self._row]
            return [
                NOUGHT + start + sum([row[at] for row in rows])
                for at, start in enumerate(self._starts)
            ]
        own = self.added(features)
        lanes = (
            self._nought + own.lanes + beside.lanes - (own.known + beside.known) * self._lift
        )
        return self._unpack(lanes.to_bytes(LANE * self.middle, "little"))

    def added(self, features: Collection[str]) -> Added:
        """What features add to every middle sum, to be taken along where several places share them."""
        lanes, row = self._lanes, self._row
        total = known = 0
        for feature in features:
            lane = lanes.get(feature)
            if lane is None:
                if feature not in row:
                    continue
                lane = lanes[feature] = _joined([one + LIFT for one in self._of(feature)], LANE)
            total += lane
            known += 1
        return Added(features, total, known)

    def telling(
        self,
        features: Collection[str],
        words: Collection[str],
        code: str,
        against: str,
        beside: Added = NOTHING,
        most: int = 3,
    ) -> Sequence[str]:
        """Of some words among the features, those that speak most for one code and against another, the strongest
        first."""
        a, b = self._column[code], self._column[against]
        pull = [
            of[a] - of[b] if value > NOUGHT else 0
            for value, of in zip(
                self._middle_sums(features, beside), self._of_middle, strict=True
            )
        ]
        found = [
            (-sum(map(mul, self._of(word), pull)), word) for word in words if word in self._row
        ]
        return [word for less, word in sorted(found)[:most] if less < 0]

    def _of(self, feature: str) -> list[int]:
        at = self._row[feature]
        row = self._weights[at : at + self.middle]
        return [one - 256 if one > 127 else one for one in row]


def _joined(numbers: Sequence[int], lane: int) -> int:
    """Numbers from nought up as one long number, so many bytes each."""
    return int.from_bytes(b"".join(one.to_bytes(lane, "little") for one in numbers), "little")


def write(
    path: Path, codes: Sequence[str], unit: int, learnt_from: str, features: Mapping[str, Sequence[int]],
    starts: Sequence[int], of_middle: Sequence[Sequence[int]], ends: Sequence[int],
) -> None:  # fmt: skip
    """Write a model: weights of features between -``MOST`` and ``MOST``, one a middle sum; for each middle sum what it
    begins with and its weights between -``HIGH_LIFT`` and ``HIGH_LIFT``, one a code; what each code begins with."""
    head = json.dumps(
        {
            "codes": list(codes),
            "unit": unit,
            "learnt_from": learnt_from,
            "features": len(features),
            "middle": len(starts),
        }
    )
    names = "".join(name + "\n" for name in features)
    rows = b"".join(bytes(one & 0xFF for one in row) for row in features.values())
    last = [*starts, *(one for row in of_middle for one in row), *ends]
    packed = pack(f"<{len(last)}i", *last)
    path.write_bytes(zlib.compress(f"{head}\n{names}".encode() + rows + packed, 9))


def digest(folder: Path) -> str:
    """One digest of the annotated sentences a model is learnt from."""
    sha = hashlib.sha256()
    for path in sorted(folder.glob("*.txt")):
        sha.update(path.name.encode() + b"\0" + path.read_bytes())
    return sha.hexdigest()[:16]
