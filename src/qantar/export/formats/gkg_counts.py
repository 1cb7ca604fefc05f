"""Counts as in GDELT's Global Knowledge Graph: a number as one account gives it, and who prints it."""

import tomllib
from functools import cache
from importlib import resources

from qantar.domain.claim import Measure
from qantar.domain.quantity import Hedge, Quantity, number_text
from qantar.export.csv import cell
from qantar.export.format import Format, Material, Written, is_point, many
from qantar.views.ledger import AccountRow, QuestionRow

COLUMNS = (
    "DATE", "NUMARTS", "COUNTTYPE", "NUMBER", "OBJECTTYPE", "GEO_TYPE", "GEO_FULLNAME",
    "GEO_COUNTRYCODE", "GEO_ADM1CODE", "GEO_LAT", "GEO_LONG", "GEO_FEATUREID",
    "CAMEOEVENTIDS", "SOURCES", "SOURCEURLS",
)  # fmt: skip
COUNTRY, WORLD_CITY, WORLD_STATE = 1, 4, 5
"""Values of GEO_TYPE (GKG Codebook); 2 and 3 are for the United States alone."""
BETWEEN = "<UDIV>"
"""What parts addresses from each other (GKG Codebook)."""


@cache
def count_types() -> dict[str, str]:
    """Count types by act of the codebook."""
    text = resources.files(__package__).joinpath("gkg.toml").read_text("utf-8")
    return dict(tomllib.loads(text)["types"])


def _clean(value: object) -> str:
    """A cell of a tab-separated file: no tab or line end inside."""
    return " ".join(cell(value).replace("\t", " ").splitlines())


def _line(material: Material, row: QuestionRow, account: AccountRow) -> str:
    where = material.place(row.place_id)
    point = where if is_point(where) else None
    printed = account.appearances
    documents = [
        material.documents[material.by_id[one.claim].document]
        for one in printed
        if one.claim in material.by_id
    ]
    dates = sorted(d.published[:10].replace("-", "") for d in documents if d.published)
    kind = (
        (WORLD_CITY if point else COUNTRY if where.kind == "country" else WORLD_STATE)
        if where
        else ""
    )
    number = Quantity.parse(account.number).value
    assert number is not None
    measure = Measure.parse(row.measure)
    cells = (
        dates[0] if dates and len(dates[0]) == 8 else "",
        len({one.report for one in printed}),
        count_types()[measure.act],
        number_text(number),
        measure.object,
        kind,
        row.place,
        "",
        "",
        point.latitude if point else None,
        point.longitude if point else None,
        "",
        "",
        ";".join(sorted({one.outlet or one.report for one in printed})),
        BETWEEN.join(sorted({d.url for d in documents if d.url})),
    )
    return "\t".join(map(_clean, cells)) + "\n"


def write(material: Material) -> Written:
    """A row for each account left standing whose number is exact, by question and account."""
    lines, other, hedged, fallen, cited = [], 0, 0, 0, 0
    for row in material.questions:
        act = Measure.parse(row.measure).act
        for account in sorted(row.accounts, key=lambda account: account.account):
            if act not in count_types():
                other += 1
            elif Quantity.parse(account.number).hedge is not Hedge.EXACT:
                hedged += 1
            elif not account.stands:
                fallen += 1
            elif all(one.is_cited for one in account.appearances):
                cited += 1
            else:
                lines.append(_line(material, row, account))
    dropped = (
        *many(other, "account was left out: GKG has no count type for what it counts",
              "accounts were left out: GKG has no count type for what they count"),
        *many(hedged, "account was left out: its number is hedged (more than, about…)",
              "accounts were left out: their numbers are hedged (more than, about…)"),
        *many(fallen, "account was left out: replaced, denied or taken back",
              "accounts were left out: replaced, denied or taken back"),
        *many(cited, "account was left out: coded by hand, without words",
              "accounts were left out: coded by hand, without words"),
    )  # fmt: skip
    return Written(data=("\t".join(COLUMNS) + "\n" + "".join(lines)).encode(), dropped=dropped)


FORMAT = Format(
    name="gkg-counts",
    title="GDELT GKG counts",
    suffix=".tsv",
    standard="GDELT Global Knowledge Graph 1.0 Codebook, the separate counts file",
    losses=(
        "A number has no hedge there: only exact numbers are written.",
        "Rows are what each account says, side by side; that they contradict each other it cannot say.",
        "No quote, no speaker, and no mark whether rules read it or a person judged it.",
        "Country and first-level codes stay empty: GDELT's are FIPS 10-4, the atlas has ISO 3166; the "
        "feature id too.",
        "DATE is the first publication, not the day of what is counted.",
        "A tab or line end inside a name becomes a space; a cell that begins like a formula has an "
        "apostrophe before it.",
    ),
    write=write,
)
