"""The pages of the desk: every module here with a ``router``, found by being here.

A module that belongs in the menu says so in ``MENU = Entry(order=…, path=…, title=…)``; the title is
an English message of the catalogue.
"""

import importlib
import pkgutil
from dataclasses import dataclass
from types import ModuleType


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Entry:
    """A page's place in the menu."""

    order: int
    path: str
    title: str


def modules() -> tuple[ModuleType, ...]:
    """The page modules, by name."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in names)


def entries() -> tuple[Entry, ...]:
    """The menu, in order."""
    return tuple(sorted(module.MENU for module in modules() if hasattr(module, "MENU")))
