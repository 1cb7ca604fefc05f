"""Wholes that fall into their parts by the meaning of the words: stolen = found again + still not found.

«Из 40 раненых 25 в больницах, 15 отпущены домой»: the text counts both in one whole, of the same people at the same place
and moment, in plain numbers that add up to it. Then nothing is left over, and any other account of one of the three must
fit the two others. Where a population differs, a number is hedged or the list falls short, there is no balance.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from qantar import codebook
from qantar.domain.errors import LexiconError
from qantar.domain.ledger import Account
from qantar.reconcile.breakdowns import narrowed_by_number, together
from qantar.reconcile.count import SAID_DAYS
from qantar.reconcile.moments import days_between
from qantar.reconcile.reservations import reservation
from qantar.reconcile.standing import Standing, is_at_one_moment, is_in_one_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What a whole falls into. ``parts`` are told by any of their acts; the first is what is left as it was."""

    whole: str
    parts: tuple[frozenset[str], ...]
    because: str

    def is_filled_by(self, acts: Sequence[str]) -> bool:
        """Whether the acts are its first part and others of it, each once."""
        slots = [
            next((at for at, part in enumerate(self.parts) if act in part), -1) for act in acts
        ]
        return -1 not in slots and 0 in slots and 1 < len(slots) == len(set(slots))


@cache
def balances() -> tuple[Balance, ...]:
    """Those of ``balances.toml``.

    Raises:
        LexiconError: if it names an act the codebook does not know.
    """
    text = resources.files(__package__).joinpath("balances.toml").read_text("utf-8")
    acts = codebook.load().acts
    found = []
    for row in tomllib.loads(text)["balance"]:
        for act in (row["whole"], *(act for part in row["parts"] for act in part)):
            if act not in acts:
                raise LexiconError(
                    f"reconcile/balances.toml: no act «{act}» in the codebook; mend it"
                )
        parts = tuple(frozenset(part) for part in row["parts"])
        found.append(Balance(whole=row["whole"], parts=parts, because=row["because"]))
    return tuple(found)


def balance_of(standing: Standing, whole: Account, parts: Sequence[Account]) -> Balance | None:
    """The balance that one text's parts make of its whole, if they leave nothing over."""
    target, added = whole.quantity.interval(), together(parts)
    if not target.low == target.high == added.low == added.high:
        return None
    if not all(
        is_in_one_text(part, whole) and _is_of_one_moment(part, whole) for part in parts
    ):
        return None
    asked = standing.questions[whole.question]
    if not all(_is_of_the_same(standing, part, whole) for part in parts):
        return None
    acts = [standing.questions[part.question].measure.act for part in parts]
    fitting = (b for b in balances() if b.whole == asked.measure.act and b.is_filled_by(acts))
    return next(fitting, None)


def _is_of_one_moment(part: Account, whole: Account) -> bool:
    """One text counts a part in its whole as of one moment, though it may date only one of them, and the other
    then stands as of its printing."""
    if part.as_of is None or whole.as_of is None or is_at_one_moment(part, whole):
        return True
    return days_between(part.as_of, whole.as_of) <= SAID_DAYS


def _is_of_the_same(standing: Standing, part: Account, whole: Account) -> bool:
    """Whether both count the same people or things at one place. That a part of the whole's own act is narrowed
    by its number («20 of the 35») makes them no others."""
    a, b = standing.questions[part.question], standing.questions[whole.question]
    own = a.population
    if a.measure == b.measure and own == narrowed_by_number(part.quantity, whole.quantity):
        own = b.population
    return (
        a.measure.object == b.measure.object
        and (a.place_id, a.place) == (b.place_id, b.place)
        and reservation(own) == reservation(b.population)
    )
