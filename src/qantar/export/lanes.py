"""Accounts of one question drawn as lanes, one a speaker, on a common scale.

An exact number is a dot, «more than» an arrow open to the right, «at most» one open to the left,
«about» a soft bar, a range a bar. Filled stands; hollow was superseded or taken back; a cross says
it is false. Positions are percentages, so that a lane is as wide as there is room, and its marks
keep their shape.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from qantar.export.inert import foreign, inert
from qantar.export.tongue import English, Tongue
from qantar.views.ledger import AccountRow, QuestionRow

LOGARITHMIC_FROM = 20
"""If the greatest number is so many times the least, a linear scale would squeeze the small ones."""
MARGIN = 4.0
"""Per cent of the width kept free at both ends, so that dots and arrow heads are not cut."""
TICKS = 4
SOFT = ("~", "<~")


class Bounded(Protocol):
    """Anything that allows numbers from ``low`` to ``high``, None being no bound."""

    @property
    def low(self) -> int: ...

    @property
    def high(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Scale:
    """From numbers to per cent of the width."""

    low: float
    high: float
    logarithmic: bool

    @classmethod
    def over(cls, accounts: Sequence[Bounded]) -> "Scale":
        """A scale that holds every bound the accounts name, with some room beside."""
        bounds = [n for a in accounts for n in (a.low, a.high) if n is not None]
        low, high = min(bounds), max(bounds)
        if low > 0 and high / low >= LOGARITHMIC_FROM:
            return cls(low, high, True)
        if low == high:
            return cls(max(0, low * 0.9), max(1, high * 1.1), False)
        room = (high - low) * 0.08
        return cls(max(0.0, low - room), high + room, False)

    def at(self, number: float) -> float:
        """Per cent from the left."""
        if self.logarithmic:
            share = math.log(max(number, self.low) / self.low) / math.log(self.high / self.low)
        else:
            share = (number - self.low) / (self.high - self.low)
        return round(MARGIN + min(max(share, 0.0), 1.0) * (100 - 2 * MARGIN), 2)

    def ticks(self) -> list[int]:
        """Round numbers within the scale."""
        if self.logarithmic:
            steps = range(
                math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1
            )
            found = [m * 10**step for step in steps for m in (1, 3)]
        else:
            raw = (self.high - self.low) / TICKS
            size = 10 ** math.floor(math.log10(raw)) if raw > 0 else 1
            step = next(m * size for m in (1, 2, 5, 10) if m * size >= raw)
            whole = max(1, round(step))
            first = math.ceil(self.low / whole)
            found = [whole * i for i in range(first, math.floor(self.high / whole) + 1)]
        return [tick for tick in found if self.low <= tick <= self.high]


def lanes(row: QuestionRow, tongue: Tongue | None = None) -> str:
    """The drawing, or nothing where all accounts give one number."""
    if len({account.number for account in row.accounts}) < 2:
        return ""
    tongue = tongue or English()
    scale = Scale.over(row.accounts)
    by_speaker: dict[str, list[AccountRow]] = {}
    for account in row.accounts:
        by_speaker.setdefault(account.speaker or tongue.say("speaker not named"), []).append(
            account
        )
    parts = ['<figure class="lanes">']
    for speaker, accounts in by_speaker.items():
        told = ", ".join(f"{tongue.signs(a.number)} ({_state(a, tongue)})" for a in accounts)
        parts.append(
            f'<div class="lane"><span class="who">{foreign(speaker)}</span>'
            f'<svg height="18" role="img" aria-label="{inert(f"{speaker}: {told}")}">'
            '<line class="rail" x1="0" x2="100%" y1="9" y2="9"/>'
            + "".join(_mark(account, scale, tongue) for account in accounts)
            + "</svg></div>"
        )
    parts.append(_axis(scale, tongue))
    parts.append("</figure>")
    return "".join(parts)


STATES = {
    "stands": "stands",
    "no longer": "superseded or taken back",
    "denied": "said to be false",
}


def _state(account: AccountRow, tongue: Tongue) -> str:
    return tongue.say(STATES[account.state])


def _mark(account: AccountRow, scale: Scale, tongue: Tongue) -> str:
    state = {"stands": "stands", "denied": "denied"}.get(account.state, "gone")
    told = tongue.signs(account.number)
    if account.as_of:
        told += ", " + tongue.say("as of {date}", date=tongue.when(account.as_of))
    title = f"<title>{inert(f'{told} ({_state(account, tongue)})')}</title>"
    left = scale.at(account.low)
    right = None if account.high is None else scale.at(account.high)
    if state == "denied":
        at = left if right is None else (left + right) / 2
        return f'<svg class="{state}" x="{at}%" overflow="visible">{title}<path d="M-5 4 5 14M5 4-5 14"/></svg>'
    if right is None:
        return (
            f'<g class="{state}">{title}<line x1="{left}%" x2="98%" y1="9" y2="9" class="open"/>'
            f'<svg x="{left}%" overflow="visible"><path d="M0 3V15"/></svg>'
            '<svg x="98%" overflow="visible"><path d="M-6 4 0 9-6 14"/></svg></g>'
        )
    if account.number.startswith(("<=", "<")) and not account.number.startswith(SOFT):
        return (
            f'<g class="{state}">{title}<line x1="2%" x2="{right}%" y1="9" y2="9" class="open"/>'
            f'<svg x="{right}%" overflow="visible"><path d="M0 3V15"/></svg>'
            '<svg x="2%" overflow="visible"><path d="M6 4 0 9 6 14"/></svg></g>'
        )
    if account.low == account.high:
        return f'<circle class="{state}" cx="{left}%" cy="9" r="5">{title}</circle>'
    soft = " soft" if account.number.startswith(SOFT) else ""
    width = max(round(right - left, 2), 1.0)
    return f'<rect class="{state}{soft}" x="{left}%" width="{width}%" y="4" height="10" rx="2">{title}</rect>'


def _axis(scale: Scale, tongue: Tongue) -> str:
    words = "".join(
        f'<line x1="{scale.at(tick)}%" x2="{scale.at(tick)}%" y1="0" y2="4"/>'
        f'<text x="{scale.at(tick)}%" y="15" text-anchor="middle">{tick:,}</text>'.replace(
            ",", "\u202f"
        )
        for tick in scale.ticks()
    )
    note = inert(tongue.say("numbers on a logarithmic scale")) if scale.logarithmic else ""
    return f'<div class="lane axis"><span class="who">{note}</span><svg height="18" aria-hidden="true">{words}</svg></div>'
