"""What happened when and where, as the reports tell it; what no text dates or places is listed too."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from qantar.desk.drawing.map import DIVIDED, Spot, draw
from qantar.desk.pages import Entry
from qantar.desk.sentences import KINDS, content_place, content_words
from qantar.desk.shelf import Condition, Row, Shelf, unpacked
from qantar.desk.visit import AVisit, Pager, Visit

router = APIRouter(include_in_schema=False)
MENU = Entry(order=30, path="/chronology", title="Chronology")

PARTS = {
    "dated": "With a date",
    "undated": "Without a date",
    "unreal": "Told as plan, order or conjecture",
}
TELLINGS = 3
"""Tellings of a happening shown at once."""
NAMES = 300
"""Names offered in a filter, the most told first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a reader narrows the chronology to; empty is everything."""

    part: str = "dated"
    kind: str = ""
    type: str = ""
    place: str = ""
    outlet: str = ""
    speaker: str = ""
    since: str = ""
    until: str = ""

    def condition(self) -> Condition:
        condition = Condition().also("happenings.part = ?", self.part)
        if self.kind:
            condition = condition.also("happenings.kind = ?", self.kind)
        if self.type:
            condition = condition.also("happenings.type = ?", self.type)
        if self.place == "none":
            condition = condition.also("happenings.place_id IS NULL")
        elif self.place:
            condition = condition.also(
                "(happenings.place_id = ? OR happenings.region = ? OR happenings.place_id IN"
                " (SELECT id FROM places WHERE 'country:' || country = ?))",
                self.place, self.place, self.place,
            )  # fmt: skip
        for column, name in (("outlet", self.outlet), ("speaker", self.speaker)):
            if name:
                condition = condition.also(
                    f"happenings.position IN (SELECT happening FROM tellings WHERE {column} = ?)",  # noqa: S608
                    name,
                )
        if self.since and self.part == "dated":
            condition = condition.also("ifnull(happenings.last, '9999') >= ?", self.since)
        if self.until and self.part == "dated":
            condition = condition.also(
                "ifnull(happenings.first, '0000') <= ?", self.until + "T23:59"
            )
        return condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """One report that tells it, with its words."""

    claim: str
    outlet: str | None
    report: str
    speaker: str | None
    before: str
    marked: str
    after: str
    lang: str | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A row of the chronology as a page shows it."""

    position: int
    day: str
    time: str
    kind: str
    title: str
    place: str | None
    place_id: str | None
    over_midnight: bool
    reality: str
    tellers: tuple[Teller, ...]
    more: int


@router.get("/chronology")
def chronology(
    visit: AVisit,
    part: str = "dated",
    kind: str = "",
    type: str = "",
    place: str = "",
    outlet: str = "",
    speaker: str = "",
    since: Annotated[str, Query(alias="from")] = "",
    until: Annotated[str, Query(alias="to")] = "",
    page: int = 1,
) -> Response:
    """The chronology with its map."""
    shelf = visit.shelf
    wanted = Wanted(
        part=part if part in PARTS else "dated", kind=kind, type=type, place=place, outlet=outlet,
        speaker=speaker, since=_day(since), until=_day(until),
    )  # fmt: skip
    condition = wanted.condition()
    total = shelf.number_of("happenings", condition)
    pages = Pager.over(visit, total, page)
    rows = shelf.where(
        "SELECT * FROM happenings",
        condition,
        "ORDER BY position LIMIT 50 OFFSET ?",
        pages.first,
    )
    happenings = [happening(visit, row) for row in rows]
    return visit.page(
        "chronology.html",
        wanted=wanted,
        pages=pages,
        days=_by_day(happenings),
        counts={
            key: shelf.number_of("happenings", replace(wanted, part=key).condition())
            for key in PARTS
        },
        parts_told=PARTS,
        types=_types(visit, wanted.part),
        at=_places(visit, wanted.part),
        outlets=_names(shelf, "outlet"),
        speakers=_names(shelf, "speaker"),
        bars=bars(shelf, condition),
        map=map_of(visit, condition),
        place_address=lambda id_: visit.address(place=id_, page=None),
        nowhere=shelf.number_of("happenings", condition.also("place_id IS NULL")),
    )


def _day(text: str) -> str:
    """A day or month as given in an address; nothing if it is none."""
    return text if len(text) <= 10 and text.replace("-", "").isdecimal() else ""


def happening(visit: Visit, row: Row) -> Happening:
    """A row of the shelf's ``happenings`` with the words of its first tellers."""
    told = unpacked(row)
    language = visit.language
    content = told["content"]
    edtf = row["edtf"]
    day, time = _day_and_time(visit, edtf)
    tellings = told["tellings"]
    return Happening(
        position=row["position"], day=day, time=time, kind=row["kind"],
        title=content_words(language, content),
        place=content_place(language, visit.places, content, row["place_id"]),
        place_id=row["place_id"], over_midnight=bool(told["over_midnight"]),
        reality=told["reality"],
        tellers=tuple(_tellers(visit, tellings[:TELLINGS])), more=max(0, len(tellings) - TELLINGS),
    )  # fmt: skip


def _day_and_time(visit: Visit, edtf: str | None) -> tuple[str, str]:
    """What to group by, and what stands beside the row: "5 Jan 2022" and "20:00"."""
    language = visit.language
    if edtf is None:
        return visit.say("undated"), ""
    start, _, end = edtf.partition("/")
    if "T" in start and start[:4].isdecimal() and (not end or "T" in end):
        first, last = start[11:16], end[11:16] if end else ""
        if end and end[:10] != start[:10]:
            return language.when(start[:10]), f"{first} – {language.when(end)}"
        return language.when(start[:10]), f"{first}–{last}" if last else first
    return language.when(edtf), ""


def _tellers(visit: Visit, tellings: Iterable[dict[str, Any]]) -> Iterable[Teller]:
    for telling in tellings:
        row = visit.shelf.one(
            "SELECT claims.before, claims.marked, claims.after, claims.state, reports.lang"
            " FROM claims JOIN reports ON reports.number = claims.report WHERE claim = ?"
            " ORDER BY claims.number LIMIT 1",
            telling["claim"],
        )
        if row is not None:
            yield Teller(
                claim=telling["claim"], outlet=telling["outlet"], report=telling["report"],
                speaker=telling["speaker"], before=row["before"], marked=row["marked"],
                after=row["after"], lang=row["lang"], state=row["state"],
            )  # fmt: skip


def _by_day(happenings: list[Happening]) -> list[tuple[str, list[Happening]]]:
    days: dict[str, list[Happening]] = {}
    for one in happenings:
        days.setdefault(one.day, []).append(one)
    return list(days.items())


def _types(visit: Visit, part: str) -> list[tuple[str, str, str]]:
    """Kinds and their types that occur: kind, type, words."""
    tables = {"figure": "act", "event": "event", "status": "regime", "post": "post"}
    rows = visit.shelf.all(
        "SELECT kind, type, count(*) FROM happenings WHERE part = ? GROUP BY kind, type", part
    )
    found = [
        (
            str(row["kind"]),
            str(row["type"]),
            f"{visit.say(KINDS[row['kind']])}: {visit.language.term(tables[row['kind']], row['type'])}",
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: one[2])


def _places(visit: Visit, part: str) -> list[tuple[str, str]]:
    rows = visit.shelf.all(
        "SELECT place_id, count(*) AS n FROM happenings WHERE part = ? AND place_id IS NOT NULL"
        " GROUP BY place_id ORDER BY n DESC LIMIT ?",
        part,
        NAMES,
    )
    named = [(str(row["place_id"]), visit.places.name(row["place_id"]) or "") for row in rows]
    return sorted(named, key=lambda pair: pair[1])


def _names(shelf: Shelf, column: str) -> list[str]:
    rows = shelf.all(
        f"SELECT {column}, count(*) AS n FROM tellings WHERE {column} IS NOT NULL"  # noqa: S608
        f" GROUP BY {column} ORDER BY n DESC, {column} LIMIT ?",
        NAMES,
    )
    return sorted(str(row[0]) for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    day: str
    happenings: int
    x: float
    width: float
    height: float


MOST_BARS = 120


def bars(shelf: Shelf, condition: Condition) -> list[Bar]:
    """Happenings by day, or by month where there are too many days to draw."""
    for letters in (10, 7, 4):
        rows = shelf.where(
            f"SELECT substr(first, 1, {letters}) AS day, count(*) AS n FROM happenings",  # noqa: S608
            condition.also("first IS NOT NULL"),
            "GROUP BY day ORDER BY day",
        )
        if len(rows) <= MOST_BARS:
            break
    if len(rows) < 2:
        return []
    most = max(int(row["n"]) for row in rows)
    width = 100 / len(rows)
    return [
        Bar(
            day=row["day"], happenings=row["n"], x=round(at * width, 3), width=round(width * 0.84, 3),
            height=round(100 * row["n"] / most, 1),
        )
        for at, row in enumerate(rows)
    ]  # fmt: skip


def map_of(visit: Visit, condition: Condition) -> Any:
    """The places of the happenings that meet a condition, drawn."""
    rows = visit.shelf.where(
        "SELECT happenings.place_id AS id, places.kind, places.latitude, places.longitude,"  # noqa: S608
        f" ifnull(happenings.first, '') >= '{DIVIDED}' AS is_later, count(*) AS n"
        " FROM happenings JOIN places ON places.id = happenings.place_id",
        condition,
        "GROUP BY happenings.place_id, is_later ORDER BY n DESC, id, is_later LIMIT 2000",
    )
    return draw(
        [
            Spot(
                id=row["id"], kind=row["kind"], name=visit.places.name(row["id"]) or row["id"],
                happenings=row["n"], longitude=row["longitude"], latitude=row["latitude"],
                is_later=bool(row["is_later"]),
            )
            for row in rows
        ]
    )  # fmt: skip
