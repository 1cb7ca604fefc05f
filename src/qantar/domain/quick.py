"""Frozen values that are made by the thousand.

A frozen dataclass sets each field by ``object.__setattr__``, which looks the field up by its name;
making one takes three times as long as making one that may be changed. Here the ``__init__`` that
``dataclass`` wrote is written again with the slots' own setters: half the time, and as frozen as before.
"""

from dataclasses import MISSING, fields
from inspect import Parameter, signature
from typing import Any, TypeVar

Value = TypeVar("Value")


def quick(cls: type[Value]) -> type[Value]:
    """Above ``@dataclass(frozen=True, slots=True)``: the same class, its values made in half the time.

    Raises:
        TypeError: if the class is no frozen dataclass with slots.
    """
    made_by = getattr(cls, "__dataclass_params__", None)
    if made_by is None or not made_by.frozen or "__slots__" not in cls.__dict__:
        raise TypeError(f"{cls.__name__}: expected a frozen dataclass with slots")
    old = vars(cls)["__init__"]
    names: dict[str, Any] = {}
    body: list[str] = []
    own = fields(cls)  # type: ignore[arg-type]
    for one in own:
        if not one.init and one.default is MISSING and one.default_factory is MISSING:
            continue  # set by __post_init__
        if not one.init or one.default_factory is not MISSING:
            raise TypeError(f"{cls.__name__}.{one.name}: a plain field, or one set afterwards")
        names[f"_set_{one.name}"] = vars(cls)[one.name].__set__
        body.append(f"_set_{one.name}(self, {one.name})")
    parameters = list(signature(old).parameters.values())
    if hasattr(cls, "__post_init__"):
        plain = {one.name for one in own}
        extra = ", ".join(p.name for p in parameters[1:] if p.name not in plain)
        body.append(f"self.__post_init__({extra})")
    given: list[str] = []
    for parameter in parameters:
        if parameter.kind is Parameter.KEYWORD_ONLY and "*" not in given:
            given.append("*")
        if parameter.default is Parameter.empty:
            given.append(parameter.name)
        else:
            names[f"_default_{parameter.name}"] = parameter.default
            given.append(f"{parameter.name}=_default_{parameter.name}")
    exec(f"def __init__({', '.join(given)}):\n " + "\n ".join(body), names)  # noqa: S102
    made = names["__init__"]
    made.__qualname__, made.__doc__ = old.__qualname__, old.__doc__
    made.__annotations__, made.__module__ = old.__annotations__, cls.__module__
    setattr(cls, "__init__", made)  # noqa: B010
    return cls
