"""Values that are made quickly are the values that dataclass makes."""

import copy
import pickle
from dataclasses import FrozenInstanceError, InitVar, dataclass, field, replace

import pytest

from qantar.domain.quick import quick


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    name: str
    count: int = 3
    within: InitVar[str]
    size: int = field(init=False, compare=False)

    def __post_init__(self, within: str) -> None:
        object.__setattr__(self, "size", len(within) + self.count)


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Fast:
    name: str
    count: int = 3
    within: InitVar[str]
    size: int = field(init=False, compare=False)

    def __post_init__(self, within: str) -> None:
        object.__setattr__(self, "size", len(within) + self.count)


@quick
@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 0


def test_defaults_and_what_is_set_afterwards_are_as_dataclass_sets_them() -> None:
    plain, fast = Plain(name="a", within="text"), Fast(name="a", within="text")
    assert (fast.name, fast.count, fast.size) == (plain.name, plain.count, plain.size)
    assert repr(fast) == repr(plain).replace("Plain", "Fast")


def test_a_quick_value_stays_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Point(1).x = 2  # type: ignore[misc]


def test_quick_values_are_equal_hashed_replaced_copied_and_pickled_like_others() -> None:
    point = Point(1, y=2)
    assert {point, Point(1, 2)} == {point}
    assert replace(point, y=5) == Point(1, 5)
    assert copy.copy(point) == pickle.loads(pickle.dumps(point)) == point


def test_a_missing_field_is_named() -> None:
    with pytest.raises(TypeError, match="'x'"):
        Point()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="positional"):
        Fast("a", 3, "text")  # type: ignore[call-arg]


def test_only_frozen_dataclasses_with_slots_are_made_quick() -> None:
    @dataclass(slots=True)
    class Open:
        x: int

    with pytest.raises(TypeError, match="Open"):
        quick(Open)
