"""A small model learnt from annotated sentences: which of several codes the features of a place tell.

A model is a table of whole numbers. A feature of the place has a weight for each code; a sign of a code
("the nearest verb tells it", whichever code that is) has one weight. What holds is added up, and the code with the
largest sum is the answer. Whole numbers only, so that the same words give the same answer on every
machine; and what was added up can be shown.

The file, compressed as a whole: a line of JSON (``codes``, ``unit``: weights that make one in the logarithm of the
odds, ``learnt_from``, ``features``, ``signs``), one feature a line, one sign a line, then a signed byte for each
feature and code and two bytes, least first, for each sign.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from struct import Struct, iter_unpack
from typing import Final

from qantar.domain.errors import LexiconError

LANE: Final = 4
"""Bytes in which the sum for one code is kept: a row of weights is one long number, and adding such numbers
adds the weights of all codes at once."""
_LIFT: Final = 128
"""Added to each weight so that no lane falls below nought; all codes alike, so it decides nothing."""


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
            wide, features, signs = len(self.codes), told["features"], told["signs"]
            names = rest.split(b"\n", features + signs)
            weights = names.pop()
            if len(weights) != features * wide + 2 * signs or len(names) != features + signs:
                raise ValueError("its parts have not the lengths it says")
            self._row = {name.decode(): at * wide for at, name in enumerate(names[:features])}
            self._weights = weights
            self._signs = {
                name.decode(): weight for name, (weight,) in zip(
                    names[features:], iter_unpack("<h", weights[features * wide :]), strict=True
                )
            }  # fmt: skip
        except (OSError, zlib.error, ValueError, KeyError, TypeError) as error:
            raise LexiconError(f"{path}: no model of Qantar's: {error}") from None
        self._column = {code: at for at, code in enumerate(self.codes)}
        self._lanes: dict[str, int] = {}
        self._unpack = Struct(f"<{len(self.codes)}I").unpack

    def sums(self, features: Iterable[str], signs: Iterable[tuple[str, str]]) -> dict[str, int]:
        """What speaks for each code; ``signs`` are pairs of code and sign. Only differences between codes mean
        anything: ``unit`` of them is one in the logarithm of the odds."""
        lanes, row = self._lanes, self._row
        total = 0
        for feature in features:
            lane = lanes.get(feature)
            if lane is None:
                if feature not in row:
                    continue
                lane = lanes[feature] = self._lane(feature)
            total += lane
        sums = list(self._unpack(total.to_bytes(LANE * len(self.codes), "little")))
        for code, sign in signs:
            weight = self._signs.get(sign)
            if weight is not None and code in self._column:
                sums[self._column[code]] += weight
        return dict(zip(self.codes, sums, strict=True))

    def telling(
        self, features: Iterable[str], code: str, against: str, most: int = 3
    ) -> Sequence[str]:
        """The features that speak most for one code and against another, the strongest first."""
        a, b = self._column[code], self._column[against]
        found = []
        for feature in features:
            if feature in self._row:
                weights = self._of(feature)
                found.append((weights[b] - weights[a], feature))
        return [feature for less, feature in sorted(found)[:most] if less < 0]

    def _of(self, feature: str) -> list[int]:
        at = self._row[feature]
        row = self._weights[at : at + len(self.codes)]
        return [one - 256 if one > 127 else one for one in row]

    def _lane(self, feature: str) -> int:
        spread = bytearray(LANE * len(self.codes))
        for column, weight in enumerate(self._of(feature)):
            spread[column * LANE] = weight + _LIFT
        return int.from_bytes(spread, "little")


def write(
    path: Path, codes: Sequence[str], unit: int, learnt_from: str,
    features: Mapping[str, Sequence[int]], signs: Mapping[str, int],
) -> None:  # fmt: skip
    """Write a model: weights of features between -127 and 127, one a code; of signs between -32767 and 32767."""
    head = json.dumps(
        {
            "codes": list(codes),
            "unit": unit,
            "learnt_from": learnt_from,
            "features": len(features),
            "signs": len(signs),
        }
    )
    names = "".join(name + "\n" for name in (*features, *signs))
    rows = b"".join(bytes(one & 0xFF for one in row) for row in features.values())
    last = b"".join(Struct("<h").pack(one) for one in signs.values())
    path.write_bytes(zlib.compress(f"{head}\n{names}".encode() + rows + last, 9))


def digest(folder: Path) -> str:
    """One digest of the annotated sentences a model is learnt from."""
    sha = hashlib.sha256()
    for path in sorted(folder.glob("*.txt")):
        sha.update(path.name.encode() + b"\0" + path.read_bytes())
    return sha.hexdigest()[:16]
