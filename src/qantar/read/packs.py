"""The packs there are: every folder of ``qantar.lang`` with a ``pack`` module."""

import importlib
import pkgutil
from functools import cache

import qantar.lang
from qantar.grammar.pack import Pack


@cache
def packs() -> dict[str, Pack]:
    """Packs by language code, sorted; looked for once, since it asks the disk."""
    found: dict[str, Pack] = {}
    for info in sorted(pkgutil.iter_modules(qantar.lang.__path__), key=lambda i: i.name):
        if info.ispkg:
            pack = importlib.import_module(f"qantar.lang.{info.name}.pack").PACK
            found[pack.code] = pack
    return found
