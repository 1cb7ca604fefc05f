"""Rows in the layout of ACLED: dated happenings, and tolls by its rule for deaths.

A toll is a row of its own and no event's: its ``fatalities`` are never added to another row's.
"""

from qantar import codebook
from qantar.domain.claim import Claim, Event
from qantar.domain.when import When
from qantar.export.csv import table
from qantar.export.days import day, length, year
from qantar.export.format import Format, Material, Written, is_point, many, when_of
from qantar.export.rows import counted_questions, counting_note, number, quotes, sources, used
from qantar.reconcile.policies import Counted
from qantar.views.ledger import QuestionRow
from qantar.views.places import PlaceRow

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
    "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2",
    "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3",
    "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes",
    "fatalities", "tags", "timestamp",
)  # fmt: skip
WEEK, MONTH = 7, 31
"""Longest period of time_precision 2 and 3 (ACLED Codebook, section on time precision)."""
STRATEGIC = "Strategic developments"


def time_precision(when: When | None) -> int | None:
    """1 for a day, 2 for up to a week, 3 for up to a month; ACLED has no wider one."""
    days = length(when)
    if days is None or days > MONTH:
        return None
    return 1 if days == 1 else 2 if days <= WEEK else 3


def geo_precision(place: PlaceRow | None) -> int | None:
    """1 for a settlement, 3 for a first-level unit; a country alone has none."""
    if place is None:
        return None
    return 1 if is_point(place) else 3 if place.kind == "region" else None


def event_type(type_: str) -> tuple[str, str]:
    """Type and sub-type of the codebook's equivalent; empty where it names several or none."""
    equivalent = codebook.load().events[type_].acled
    if equivalent is None or ";" in equivalent:
        return "", ""
    kind, _, sub = equivalent.partition(": ")
    return kind, sub


def _row(
    material: Material, *, id_: str, when: When | None, place_id: str | None, place: str | None,
    type_: tuple[str, str], source: str, notes: str, fatalities: int | None, tags: str,
) -> tuple[object, ...]:  # fmt: skip
    where = material.place(place_id)
    point = where if is_point(where) else None
    cells: dict[str, object] = {
        "event_id_cnty": id_, "event_date": day(when), "year": year(when),
        "time_precision": time_precision(when),
        "disorder_type": type_[0] if type_[0] == STRATEGIC else "",
        "event_type": type_[0], "sub_event_type": type_[1],
        "country": material.place_name(f"country:{where.country}") if where else "",
        "admin1": material.region(place_id, when), "location": place,
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "geo_precision": geo_precision(where), "source": source, "notes": notes,
        "fatalities": fatalities, "tags": tags,
    }  # fmt: skip
    return tuple(cells.get(name) for name in COLUMNS)


def _event(material: Material, claim: Claim) -> tuple[object, ...]:
    assert isinstance(claim.content, Event)
    when = when_of(claim)
    code = codebook.load().events[claim.content.type]
    notes = (
        f"{code.title}, {when or 'date not said'} || ACLED equivalent: {code.acled or 'none'} || "
        f"reading: {material.read_by(claim.id)} || {quotes(material, [claim])}"
    )
    return _row(
        material, id_=claim.id, when=when, place_id=claim.scope.place_id,
        place=claim.scope.place or claim.scope.place_words, type_=event_type(code.id),
        source=sources(material, [claim]), notes=notes, fatalities=None, tags="event",
    )  # fmt: skip


def _toll(material: Material, row: QuestionRow, counted: Counted) -> tuple[object, ...]:
    return _row(
        material, id_=row.question, when=When(row.period) if row.period else None,
        place_id=row.place_id, place=row.place, type_=("", ""),
        source=sources(material, used(material, counted)),
        notes=counting_note(material, row, counted),
        fatalities=number(counted, "fatalities"), tags="toll",
    )  # fmt: skip


def write(material: Material) -> Written:
    """Events of a known day or period by their time, then tolls by question."""
    dated = [claim for claim in material.events if when_of(claim) is not None]
    dated.sort(key=lambda claim: (str(when_of(claim)), claim.id))
    tolls, uncounted = counted_questions(material, material.policy or "acled")
    events = [_event(material, claim) for claim in dated]
    counts = [_toll(material, row, counted) for row, counted in tolls]
    date, kind = COLUMNS.index("event_date"), COLUMNS.index("event_type")
    dropped = (
        *many(len(material.events) - len(dated), "event without a date was left out",
              "events without a date were left out"),
        *many(uncounted, "question its counting rule gives no number for was left out",
              "questions its counting rule gives no number for were left out"),
        *many(sum(not row[date] for row in events + counts), "row has no event_date: no single day is said",
              "rows have no event_date: no single day is said"),
        *many(sum(not row[kind] for row in events), "event has no event_type: the codebook names several or none",
              "events have no event_type: the codebook names several or none"),
    )  # fmt: skip
    return Written(data=table(COLUMNS, events + counts).encode(), dropped=dropped)


FORMAT = Format(
    name="acled",
    title="ACLED rows",
    suffix=".csv",
    standard="ACLED Codebook (Armed Conflict Location & Event Data), columns of its data export",
    losses=(
        "There is one number of deaths, never a range: the range, and how the number was got by "
        "the rule named, stand in notes.",
        "Events and tolls are not joined: an event has no fatalities (empty is not 0), a toll has no "
        "event_type; tolls overlap in time and place and must not be added.",
        "An event is what one report tells: two reports of one happening are two rows.",
        "Actors, interaction, ISO number, source scale, second-level units and timestamp stay empty.",
        "A period has no event_date: no middle of the month is made up.",
        "Whether rules read it or a person judged it stands in notes only.",
        "A cell that begins like a formula has an apostrophe before it.",
    ),
    write=write,
    policies=("acled",),
)
