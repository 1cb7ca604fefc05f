"""Questions as a sheet with HXL hashtags: what is counted, where, when, from least to most."""

from qantar.domain.when import When
from qantar.export.csv import table
from qantar.export.days import first_and_last
from qantar.export.format import Format, Material, Written, is_point, many

COLUMNS = (
    ("Question", "#meta+id"),
    ("What is counted", "#indicator+name"),
    ("Measure", "#indicator+code"),
    ("Place", "#loc+name"),
    ("Place code", "#loc+code"),
    ("Region", "#adm1+name"),
    ("Country", "#country+name"),
    ("Country code", "#country+code+v_iso2"),
    ("Latitude", "#geo+lat"),
    ("Longitude", "#geo+lon"),
    ("From", "#date+start"),
    ("To", "#date+end"),
    ("Least", "#indicator+min+num"),
    ("Most", "#indicator+max+num"),
    ("Independent speakers", "#meta+origins+num"),
    ("Accounts contradict", "#meta+open"),
    ("Numbers as said", "#description+accounts"),
    ("Words", "#description+quotes"),
    ("Outlets", "#meta+source"),
    ("Read by", "#meta+read_by"),
)
"""Headers and hashtags (HXL standard 1.1; attributes without a vocabulary there are ours)."""


def write(material: Material) -> Written:
    """A row for each question, by id."""
    rows: list[tuple[object, ...]] = [tuple(tag for _, tag in COLUMNS)]
    for row in material.questions:
        place = material.place(row.place_id)
        point = place if is_point(place) else None
        when = When(row.period) if row.period else None
        first, last = first_and_last(when) or ("", "")
        printed = [one for account in row.accounts for one in account.appearances]
        rows.append((
            row.question, row.title, row.measure, row.place, row.place_id,
            material.region(row.place_id, when),
            material.place_name(f"country:{place.country}") if place else "",
            place.country if place else "", point.latitude if point else None,
            point.longitude if point else None, first, last, row.low, row.high, row.origins,
            row.open,
            "; ".join(f"{a.number} {a.speaker or 'speaker not named'} ({a.state})" for a in row.accounts),
            " | ".join(f"«{one.words}»" for one in printed if not one.is_cited),
            "; ".join(sorted({one.outlet or one.report for one in printed})),
            material.read_by(*(one.claim for one in printed)),
        ))  # fmt: skip
    dropped = (
        *many(sum(not row[10] for row in rows[1:]), "row has no dates", "rows have no dates"),
        *many(len(material.events), "happening was left out", "happenings were left out"),
    )
    return Written(data=table([name for name, _ in COLUMNS], rows).encode(), dropped=dropped)


FORMAT = Format(
    name="hxl",
    title="HXL sheet",
    suffix=".hxl.csv",
    standard="Humanitarian Exchange Language 1.1, hashtag row below the headers",
    losses=(
        "Questions only: happenings, posts, regimes and wording have no row.",
        "Relations between accounts are left out but for whether they contradict.",
        "Questions may hold each other (a city, its country): rows must not be added.",
        "An empty most is open above, not zero.",
        "A cell that begins like a formula has an apostrophe before it.",
    ),
    write=write,
)
