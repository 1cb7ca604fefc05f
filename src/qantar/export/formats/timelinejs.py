"""The chronology for TimelineJS: every dated row with its words and who printed them."""

from qantar.domain.identity import Json, make_id
from qantar.domain.when import OPEN, When
from qantar.export.format import Format, Material, Written, json_bytes, many
from qantar.export.inert import inert
from qantar.views.chronology import ChronologyRow, Telling
from qantar.views.standing_words import standing_of


def _date(point: str) -> Json | None:
    """A date in parts, only as many as are said; None for an open end."""
    if point == OPEN:
        return None
    day, _, clock = point.partition("T")
    names = ("year", "month", "day")
    found: Json = dict(zip(names, (int(part) for part in day.split("-")), strict=False))
    if clock:
        found["hour"], found["minute"] = (int(part) for part in clock.split(":"))
    return found


def _telling(telling: Telling) -> str:
    who = "; ".join(
        part for part in (telling.speaker, telling.outlet or telling.report) if part
    )
    return (
        f"<blockquote>«{inert(telling.words)}»</blockquote>"
        f"<p>{inert(who)} — {inert(standing_of(telling.judged))}</p>"
    )


def _slide(row: ChronologyRow) -> Json | None:
    assert row.when is not None
    when = When(row.when)
    start, end = _date(when.start), _date(when.end)
    if start is None:
        return None
    place = f", {row.place}" if row.place else ""
    slide: Json = {
        "start_date": start,
        "display_date": inert(row.shown),
        "text": {
            "headline": inert(row.title + place),
            "text": "".join(map(_telling, row.tellings)),
        },
        "group": row.kind,
        "unique_id": make_id("row", sorted(telling.claim for telling in row.tellings)),
    }
    if end is not None and end != start:
        slide["end_date"] = end
    return slide


def write(material: Material) -> Written:
    """Dated rows in time."""
    told = material.chronology
    slides = [slide for row in told.dated if (slide := _slide(row)) is not None]
    dropped = (
        *many(len(told.undated), "row without a date was left out",
              "rows without a date were left out"),
        *many(len(told.dated) - len(slides), "row without a beginning was left out",
              "rows without a beginning were left out"),
        *many(len(told.not_reported_as_fact), "plan, denial or supposition was left out",
              "plans, denials and suppositions were left out"),
        *many(len(told.rejected), "row a person rejected was left out",
              "rows a person rejected were left out"),
    )  # fmt: skip
    return Written(data=json_bytes({"events": slides}, 1), dropped=dropped)


FORMAT = Format(
    name="timelinejs",
    title="TimelineJS",
    suffix=".timeline.json",
    standard="Knight Lab TimelineJS 3, JSON format",
    losses=(
        "It draws a month or a year at its beginning: display_date shows what was said.",
        "Only what is dated and told as having happened is in it.",
        "Figures stand side by side as each report tells them; how they stand to each other is left "
        "out.",
        "Words are escaped for HTML; letters that change direction or are not seen show as signs.",
    ),
    write=write,
)
