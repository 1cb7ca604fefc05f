"""Rows in the layout of the UCDP Georeferenced Event Dataset: deaths as low, best and high.

``best`` stays empty where the accounts differ and nobody chose: none is made up between them.
"""

from qantar.domain.when import When
from qantar.export.csv import table
from qantar.export.days import first_and_last, length, year
from qantar.export.format import Format, Material, Written, is_point, many
from qantar.export.rows import counted_questions, counting_note, number, sources, used
from qantar.reconcile.policies import Counted
from qantar.views.ledger import QuestionRow
from qantar.views.places import PlaceRow

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name",
    "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline",
    "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b",
    "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
DATE_PRECISION = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))
"""Most days of each date_prec (UCDP GED Codebook, date_prec 1-5)."""


def date_prec(when: When | None) -> int | None:
    """1 a day, 2 up to six days, 3 a week, 4 a month, 5 a year; longer has none."""
    days = length(when)
    if days is None:
        return None
    return next((code for most, code in DATE_PRECISION if days <= most), None)


def where_prec(place: PlaceRow | None) -> int | None:
    """1 a settlement, 3 a second-level unit, 4 a first-level unit, 6 a country."""
    if place is None:
        return None
    if is_point(place):
        return 1
    return {"district": 3, "region": 4, "country": 6}.get(place.kind)


def _row(material: Material, row: QuestionRow, counted: Counted) -> tuple[object, ...]:
    when = When(row.period) if row.period else None
    first, last = first_and_last(when) or ("", "")
    where = material.place(row.place_id)
    point = where if is_point(where) else None
    claims = used(material, counted)
    documents = [
        material.documents[c.document] for c in claims if c.document in material.documents
    ]
    cells: dict[str, object] = {
        "id": row.question, "year": year(when), "number_of_sources": row.origins,
        "source_article": counting_note(material, row, counted),
        "source_office": sources(material, claims),
        "source_date": "; ".join(sorted({d.published for d in documents if d.published})),
        "source_headline": "; ".join(sorted({d.title for d in documents if d.title})),
        "source_original": "; ".join(
            sorted({c.attribution.speaker for c in claims if c.attribution})
        ),
        "where_prec": where_prec(where), "where_coordinates": row.place,
        "where_description": f"{row.place or 'place not said'}: {where.kind if where else 'unknown'}",
        "adm_1": material.region(row.place_id, when),
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "geom_wkt": f"POINT ({point.longitude} {point.latitude})" if point else None,
        "country": material.place_name(f"country:{where.country}") if where else "",
        "date_prec": date_prec(when), "date_start": first, "date_end": last,
        "best": number(counted, "best"), "high": number(counted, "high"),
        "low": number(counted, "low"),
    }  # fmt: skip
    return tuple(cells.get(name) for name in COLUMNS)


def write(material: Material) -> Written:
    """A row for each question of deaths, by question."""
    found, uncounted = counted_questions(material, material.policy or "ucdp")
    rows = [_row(material, row, counted) for row, counted in found]

    def empty(name: str) -> int:
        at = COLUMNS.index(name)
        return sum(row[at] in (None, "") for row in rows)

    dropped = (
        *many(uncounted, "question its counting rule gives no number for was left out",
              "questions its counting rule gives no number for were left out"),
        *many(empty("date_start"), "row has no dates: its toll has no first day",
              "rows have no dates: their tolls have no first day"),
        *many(empty("best"), "row has no best: its accounts differ and nobody chose",
              "rows have no best: their accounts differ and nobody chose"),
        *many(empty("high"), "row has no high: an account names no upper end",
              "rows have no high: an account names no upper end"),
    )  # fmt: skip
    return Written(data=table(COLUMNS, rows).encode(), dropped=dropped)


FORMAT = Format(
    name="ucdp-ged",
    title="UCDP GED rows",
    suffix=".csv",
    standard="UCDP Georeferenced Event Dataset Codebook, columns of its CSV release",
    losses=(
        "A row is a question of the ledger, not an incident: questions may hold each other (a city, "
        "its country) and must not be added.",
        "Ids are Qantar's, no numbers of UCDP; conflict, dyad, sides and type of violence stay empty.",
        "Whose the dead are is not split: deaths_a, deaths_b, deaths_civilians and deaths_unknown "
        "stay empty.",
        "Happenings without a number of deaths, injuries and things have no row.",
        "Quotes, the rule and whether rules read it or a person judged it stand in source_article.",
        "number_of_sources counts independent speakers, not outlets that copy them.",
        "A cell that begins like a formula has an apostrophe before it.",
    ),
    write=write,
    policies=("ucdp",),
)
