"""The formats of the field, one module each. A format is found by its module being here."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from qantar.domain.errors import Misuse
from qantar.export.format import Format


@cache
def formats() -> Mapping[str, Format]:
    """Every format by name, sorted."""
    found: list[Format] = []
    for module in pkgutil.iter_modules(__path__):
        found.append(import_module(f"{__name__}.{module.name}").FORMAT)
    return {one.name: one for one in sorted(found, key=lambda one: one.name)}


def format_named(name: str) -> Format:
    """The format of a name.

    Raises:
        Misuse: if there is none, naming those there are.
    """
    known = formats()
    if name not in known:
        raise Misuse(f"no format «{name}»; use one of {', '.join(known)}")
    return known[name]


def policy_for(one: Format, asked: str | None) -> str | None:
    """The counting rule a format is written by: the one asked for, else its own.

    Raises:
        Misuse: if it counts nothing, or has no column for what that rule gives.
    """
    if asked is None:
        return one.policies[0] if one.policies else None
    if not one.policies:
        raise Misuse(f"--policy {asked}: {one.name} counts by no rule; leave it out")
    if asked not in one.policies:
        raise Misuse(f"--policy {asked}: {one.name} is written by {' or '.join(one.policies)}")
    return asked
