"""Which regime was told to hold where and when: places down, time across."""

import datetime as dt
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from qantar.desk.kinds import EVERYWHERE
from qantar.desk.pages import Entry
from qantar.desk.shelf import Row
from qantar.desk.visit import AVisit, Visit

router = APIRouter(include_in_schema=False)
MENU = Entry(order=75, path="/status", title="Regimes")

LEFT, RIGHT = 3.0, 97.0
MOST = 600
"""Tellings of a regime shown, by place and time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A change told of one place; ``x`` in per cent of the time shown, None where undated."""

    x: float | None
    change: str
    level: str | None
    when: str | None
    claim: str
    label: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """From one telling to the next: between them the regime is taken to have held. An open side
    means no text tells the beginning or the end."""

    start: float
    end: float
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One place under one regime."""

    place: str
    signs: tuple[Sign, ...]
    spans: tuple[Held, ...]


@router.get("/status")
def status(visit: AVisit, regime: str = "") -> Response:
    """Regimes by place and time."""
    shelf = visit.shelf
    counted = shelf.all(
        "SELECT regime, count(*) AS n FROM statuses GROUP BY regime ORDER BY n DESC, regime"
    )
    known = [str(row["regime"]) for row in counted]
    chosen = regime if regime in known else (known[0] if known else "")
    rows = shelf.all(
        "SELECT statuses.*, claims.claim AS id, claims.edtf, claims.state, claims.content,"
        " claims.marked FROM statuses JOIN claims ON claims.number = statuses.claim"
        " WHERE statuses.regime = ? ORDER BY statuses.place, statuses.first IS NULL,"
        " statuses.first, statuses.claim LIMIT ?",
        chosen,
        MOST,
    )
    dates = sorted(str(row["first"])[:10] for row in rows if row["first"])
    lines: dict[str, list[Row]] = {}
    for row in rows:
        lines.setdefault(row["place"], []).append(row)
    return visit.page(
        "status.html",
        regimes=[
            (str(r["regime"]), visit.language.term("regime", r["regime"]), r["n"])
            for r in counted
        ],
        chosen=chosen,
        lines=[_line(visit, place, found, dates) for place, found in lines.items()],
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )


def _line(visit: Visit, place: str, rows: list[Row], dates: list[str]) -> Line:
    signs = tuple(_sign(visit, row, dates) for row in rows)
    name = visit.say("place not told, or so many regions") if place == EVERYWHERE else place
    return Line(place=name, signs=signs, spans=tuple(_spans(signs)))


def _sign(visit: Visit, row: Row, dates: list[str]) -> Sign:
    language = visit.language
    change = language.term("change", row["change"])
    level = language.term("level", row["level"]) if row["level"] else None
    shown = language.when(row["edtf"]) if row["edtf"] else language.say("undated")
    return Sign(
        x=_across(row["first"], dates) if row["first"] else None, change=row["change"], level=level,
        when=row["edtf"], claim=row["id"], state=row["state"],
        label=", ".join(part for part in (change, level, shown) if part),
    )  # fmt: skip


def _across(moment: str, dates: list[str]) -> float:
    first, last = dt.date.fromisoformat(dates[0]), dt.date.fromisoformat(dates[-1])
    if first == last:
        return 50.0
    days = (dt.date.fromisoformat(moment[:10]) - first).days
    return round(LEFT + (RIGHT - LEFT) * days / (last - first).days, 2)


def _spans(signs: tuple[Sign, ...]) -> list[Held]:
    spans: list[Held] = []
    start: Sign | None = None
    for sign in signs:
        if sign.x is None:
            continue
        if sign.change == "lifted":
            begins = start.x if start is not None and start.x is not None else 0.0
            spans.append(Held(start=begins, end=sign.x, opens=start is None, closes=False))
            start = None
        elif start is None:
            start = sign
    if start is not None and start.x is not None:
        spans.append(Held(start=start.x, end=100.0, opens=False, closes=True))
    return spans
