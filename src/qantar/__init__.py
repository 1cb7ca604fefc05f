"""Qantar weighs reports: many accounts in, one record out, every statement on its own words."""

from importlib import import_module

__version__ = "0.1.0"

_CALLS = {"open_record", "read_text", "Record", "Taken"}
"""What a notebook finds here, loaded when it is first asked for (typed in ``__init__.pyi``)."""


def __getattr__(name: str) -> object:
    if name in _CALLS:
        return getattr(import_module("qantar.cli.notebook"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_CALLS})
