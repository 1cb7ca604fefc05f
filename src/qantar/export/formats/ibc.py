"""Rows in the layout of Iraq Body Count's table of incidents: minimum and maximum deaths."""

from qantar.domain.claim import Measure
from qantar.domain.when import When
from qantar.export.csv import table
from qantar.export.days import first_and_last
from qantar.export.format import Format, Material, Written, many
from qantar.export.rows import counted_questions, counting_note, number, sources, used

COLUMNS = (
    "IBC code", "Start Date", "End Date", "Time", "Location", "Target", "Weapons",
    "Reported Minimum", "Reported Maximum", "Sources", "Notes",
)  # fmt: skip


def write(material: Material) -> Written:
    """A row for each question of deaths, by question."""
    found, uncounted = counted_questions(material, material.policy or "ibc")
    deaths = [
        (row, counted) for row, counted in found if Measure.parse(row.measure).act == "killed"
    ]
    rows = []
    for row, counted in deaths:
        when = When(row.period) if row.period else None
        first, last = first_and_last(when) or ("", "")
        clock = row.period if row.period and "T" in row.period else ""
        rows.append((
            row.question, first, last, clock, row.place, "", "", number(counted, "min"),
            number(counted, "max"), sources(material, used(material, counted)),
            counting_note(material, row, counted),
        ))  # fmt: skip
    dropped = (
        *many(uncounted, "question its counting rule gives no number for was left out",
              "questions its counting rule gives no number for were left out"),
        *many(len(found) - len(deaths), "question of injuries was left out",
              "questions of injuries were left out"),
        *many(sum(not row[1] for row in rows), "row has no dates: its toll has no first day",
              "rows have no dates: their tolls have no first day"),
    )  # fmt: skip
    return Written(data=table(COLUMNS, rows).encode(), dropped=dropped)


FORMAT = Format(
    name="ibc",
    title="IBC rows",
    suffix=".csv",
    standard="Iraq Body Count, Methods 3 and 4: variables of an incident in its published table",
    losses=(
        "A row is a question of the ledger, not an incident: questions may hold each other (a city, "
        "its country) and must not be added.",
        "An account open above («at least 25») counts with its least number in the maximum; Notes, a "
        "column of ours, say so.",
        "The table has no injuries; target and weapons stay empty; codes are Qantar's, not IBC's.",
        "All dead are counted as the words name them; whether they were civilians is not decided.",
        "Quotes and whether rules read it or a person judged it stand in Notes.",
        "A cell that begins like a formula has an apostrophe before it.",
    ),
    write=write,
    policies=("ibc",),
)
