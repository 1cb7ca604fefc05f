"""How far people who coded the same items apart agree, beyond what chance would give.

*"Two coders read forty figures without seeing each other's entries: on the place they agree in 36
of 40, kappa 0.81."* Cohen's kappa is of two coders and the items both coded; Krippendorff's alpha of
any number of coders, with gaps. Neither says who is right.

Sources: J. Cohen, A coefficient of agreement for nominal scales, 1960; K. Krippendorff, Computing
Krippendorff's alpha-reliability, 2011.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

Value = Hashable
Difference = Callable[[Value, Value], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Of two coders. ``kappa`` is None where nothing was coded, or chance alone gives full agreement."""

    items: int
    agreed: int
    kappa: float | None

    @property
    def share(self) -> float | None:
        """The part of the items on which they agree, from 0 to 1; None without items."""
        return self.agreed / self.items if self.items else None


def cohen(pairs: Sequence[tuple[Value, Value]]) -> Agreement:
    """The agreement of two coders; each pair is what both said of one item."""
    items = len(pairs)
    agreed = sum(one == other for one, other in pairs)
    if not items:
        return Agreement(items=0, agreed=0, kappa=None)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    # In whole numbers up to the last division, so that the same pairs give the same float.
    chance = sum(times * second[value] for value, times in first.items())
    if chance == items * items:
        return Agreement(items=items, agreed=agreed, kappa=None)
    kappa = (agreed * items - chance) / (items * items - chance)
    return Agreement(items=items, agreed=agreed, kappa=kappa)


def nominal(one: Value, other: Value) -> float:
    """Two values are one, or they are not."""
    return float(one != other)


def interval(one: Value, other: Value) -> float:
    """How far two numbers are apart, squared."""
    if not isinstance(one, int | float) or not isinstance(other, int | float):
        raise TypeError(f"{one!r}, {other!r}: distances are of numbers")
    return float(one - other) ** 2


def krippendorff(
    units: Iterable[Sequence[Value]], difference: Difference = nominal
) -> float | None:
    """Alpha over units, each with the values its coders gave; who left a unit out is left out.

    None where fewer than two values can be compared, or no two of all the values differ: then
    nothing shows whether the coders could have disagreed.
    """
    comparable = [values for values in units if len(values) > 1]
    seen = Counter(value for values in comparable for value in values)
    total = sum(seen.values())
    expected = sum(
        times * others * difference(value, other)
        for value, times in seen.items()
        for other, others in seen.items()
    )
    if total < 2 or expected == 0:
        return None
    observed = 0.0
    for values in comparable:
        counted = Counter(values)
        apart = sum(
            times * others * difference(value, other)
            for value, times in counted.items()
            for other, others in counted.items()
        )
        observed += apart / (len(values) - 1)
    return 1 - (total - 1) * observed / expected
