"""How each outlet names the same people over time, in its own voice and in quoted words."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from qantar.desk.pages import Entry
from qantar.desk.shelf import Condition, Row
from qantar.desk.visit import AVisit, Pager, Visit
from qantar.views.terms import terms

router = APIRouter(include_in_schema=False)
MENU = Entry(order=60, path="/wording", title="Wording")

OUTLETS = 12
"""Outlets on a page."""
WORDINGS = 15
"""Wordings of an outlet shown, the most used first; the search finds the others."""
MONTHS_FROM = 200
"""Days from which on uses are gathered by month: closer marks could not be told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A day on which a wording was used; ``x`` in per cent of the time the record spans."""

    x: float
    day: str
    own: int
    quoted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """One wording in one outlet."""

    words: str
    own: int
    quoted: int
    uses: tuple[Use, ...]
    claim: str


@router.get("/wording")
def wording(visit: AVisit, side: str = "", q: str = "", page: int = 1) -> Response:
    """The wordings for one side, outlet by outlet."""
    shelf = visit.shelf
    counted = {
        str(row["side"]): int(row["n"])
        for row in shelf.all("SELECT side, count(*) AS n FROM labels GROUP BY side")
    }
    sides = [code for table, code in terms() if table == "side" and code in counted]
    chosen = (
        side if side in counted else (max(sides, key=lambda s: counted[s]) if sides else "")
    )
    asked = Condition().also("side = ?", chosen)
    if q.strip():
        asked = asked.also("instr(wording, ?) > 0", q.strip().casefold())
    outlets = shelf.where(
        "SELECT outlet, count(*) AS n FROM labels",
        asked,
        "GROUP BY outlet ORDER BY n DESC, outlet",
    )
    pages = Pager.over(visit, len(outlets), page, OUTLETS)
    shown = [str(row["outlet"]) for row in outlets[pages.first : pages.first + OUTLETS]]
    span = shelf.one("SELECT min(day) AS first, max(day) AS last FROM labels")
    letters = 7 if span is not None and _days(span) >= MONTHS_FROM else 10
    rows = _rows(visit, asked, shown, letters)
    return visit.page(
        "wording.html",
        sides=[(code, visit.language.term("side", code), counted[code]) for code in sides],
        chosen=chosen,
        q=q,
        pages=pages,
        outlets=[(name, _worded(rows.get(name, []), span)) for name in shown],
        span=span,
    )


def _days(span: Row) -> int:
    if not span["first"]:
        return 0
    first, last = (dt.date.fromisoformat(_whole(day)) for day in (span["first"], span["last"]))
    return (last - first).days


def _rows(
    visit: Visit, asked: Condition, outlets: Sequence[str], letters: int
) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for name in outlets:
        found[name] = visit.shelf.where(
            f"SELECT wording, min(shown) AS shown, voice, substr(day, 1, {letters}) AS day,"  # noqa: S608
            " count(*) AS n,"
            " min(labels.claim) AS number, claims.claim AS claim FROM labels"
            " JOIN claims ON claims.number = labels.claim",
            Condition(asked.parts, asked.values).also("labels.outlet = ?", name),
            "GROUP BY wording, voice, 4 ORDER BY 4, number",
        )
    return found


def _worded(rows: Iterable[Row], span: Row | None) -> list[Worded]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["wording"], []).append(row)
    made = []
    for group in groups.values():
        own = sum(row["n"] for row in group if row["voice"] == "outlet")
        quoted = sum(row["n"] for row in group if row["voice"] != "outlet")
        days: dict[str, list[int]] = {}
        for row in group:
            if row["day"]:
                days.setdefault(row["day"], [0, 0])[row["voice"] != "outlet"] += row["n"]
        made.append(
            Worded(
                words=min(
                    (str(row["shown"]) for row in group), key=lambda words: (words != words.lower(), words)
                ),
                own=own, quoted=quoted, claim=group[0]["claim"],
                uses=tuple(
                    Use(x=_across(day, span), day=day, own=n[0], quoted=n[1])
                    for day, n in sorted(days.items())
                ),
            )
        )  # fmt: skip
    made.sort(key=lambda one: (-(one.own + one.quoted), one.words))
    return made[:WORDINGS]


def _across(day: str, span: Row | None) -> float:
    """Per cent between the first and the last day on which anybody worded anything."""
    if span is None or not span["first"] or span["first"] == span["last"]:
        return 50.0
    first, last, here = (
        dt.date.fromisoformat(_whole(d)) for d in (span["first"], span["last"], day)
    )
    if first == last:
        return 50.0
    return round(3 + 94 * (here - first).days / (last - first).days, 2)


def _whole(day: str) -> str:
    """A month or a year stands at its first day."""
    return f"{day}-01-01"[:10] if len(day) == 4 else f"{day}-01"[:10]
