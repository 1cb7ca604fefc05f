"""Reservations in words: which of them say the same.

«Не считая нападавших», «не рахуючи нападників» and "attackers not counted" leave out the same people; a
reservation under no entry of ``reservations.toml`` is compared as it stands.
"""

import tomllib
from functools import cache, lru_cache
from importlib import resources

from qantar.domain.errors import LexiconError
from qantar.reconcile.currencies import beyond_money, money_of, with_money
from qantar.reconcile.speakers import stand_in, words_of

Phrases = tuple[tuple[str, ...], ...]


@lru_cache(maxsize=65536)
def reservation(words: str | None) -> str | None:
    """One key for all ways to say a reservation; None if there is none.

    ``leaves_out attackers``, or the words themselves, without case and padding, if they are not understood in
    full: which side they are on, and of whom.
    """
    money = money_of(words)
    if money is not None:
        return with_money(money, reservation(beyond_money(words)))
    folded = " ".join((words or "").casefold().split())
    if not folded:
        return None
    said = words_of(folded)
    sides = [
        side for side, phrases in _sides().items() if any(stand_in(p, said) for p in phrases)
    ]
    things = [
        thing for thing, phrases in _things().items() if any(stand_in(p, said) for p in phrases)
    ]
    return f"{sides[0]} {' '.join(things)}" if len(sides) == 1 and things else folded


@cache
def _sides() -> dict[str, Phrases]:
    table = _table()
    return {side: _phrases(side, table[side]["words"]) for side in ("leaves_out", "takes_in")}


@cache
def _things() -> dict[str, Phrases]:
    return {
        thing: _phrases(thing, words) for thing, words in sorted(_table()["things"].items())
    }


def _phrases(entry: str, words: list[str]) -> Phrases:
    if not words:
        raise LexiconError(f"reconcile/reservations.toml: «{entry}» has no words; add some")
    return tuple(
        tuple(
            f"={word}" if phrase.startswith("=") else word for word in phrase.strip("=").split()
        )
        for phrase in words
    )


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    text = resources.files(__package__).joinpath("reservations.toml").read_text("utf-8")
    return tomllib.loads(text)
