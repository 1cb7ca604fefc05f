"""Which kind of money a sum is in: sums of different kinds cannot be compared.

The kind opens what narrows a sum (``population`` of a count and of its question): "dollar", "dollar, shops not counted".
"""

import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from qantar.domain.errors import LexiconError

_FILE: Final = "currencies.toml"


@lru_cache(maxsize=4096)
def currency(words: str | None) -> str | None:
    """The kind of money that the words beside a sum name ("US dollars", «тенге», "$"), by its English word; None where
    they name none of the list, or more than one."""
    if not words:
        return None
    folded = " ".join(words.casefold().split())
    for names_it in (_is_whole, _has_word):
        found = {
            kind for kind, names in _names().items()
            if any(names_it(folded, name) for name in names)
        }  # fmt: skip
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def with_money(kind: str | None, words: str | None) -> str | None:
    """What narrows a sum: its kind of money, and words of the text beyond that. Of other counts the words alone."""
    return ", ".join(filter(None, (kind, words))) or None


def money_of(population: str | None) -> str | None:
    """The kind of money in what narrows a count."""
    first = (population or "").partition(", ")[0]
    return first if first in _names() else None


def beyond_money(population: str | None) -> str | None:
    """The words that narrow a count, its kind of money left out."""
    if money_of(population) is None:
        return population
    return (population or "").partition(", ")[2] or None


def _is_whole(folded: str, name: str) -> bool:
    return name == f"={folded}"


def _has_word(folded: str, name: str) -> bool:
    if name.startswith("="):
        return name[1:] in folded.split()
    return any(word.startswith(name) for word in folded.split())


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Kinds of money by the words for them. Raises `LexiconError` where two kinds share a word."""
    raw = resources.files("qantar.reconcile").joinpath(_FILE).read_text("utf-8")
    table = {kind: tuple(names) for kind, names in tomllib.loads(raw).items()}
    seen: dict[str, str] = {}
    for kind, names in table.items():
        for name in names:
            if name in seen:
                raise LexiconError(f"reconcile/{_FILE}: «{name}» is {seen[name]} and {kind}")
            seen[name] = kind
    return table
