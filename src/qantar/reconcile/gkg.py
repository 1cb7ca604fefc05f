"""The counts inside files of GDELT's Global Knowledge Graph, one row each.

GDELT publishes counts by themselves (a sheet with headers) and within its graph: a column of «type#number#
objects#kind of place#place#country#region#latitude#longitude#feature», divided by «;», in version 1.0
(11 columns with headers) as in 2.1 (27 columns without). Columns by the GKG codebooks 1.03 and 2.1.
"""

import re

HEADER = (
    "DATE", "COUNTTYPE", "NUMBER", "OBJECTTYPE", "GEO_TYPE", "GEO_FULLNAME", "GEO_COUNTRYCODE",
    "GEO_ADM1CODE", "GEO_LAT", "GEO_LONG", "GEO_FEATUREID", "SOURCES", "SOURCEURLS",
)  # fmt: skip
_RECORD = re.compile(r"\d{14}-T?\d+\t")
_FIRST = ("DATE", "NUMARTS", "COUNTS")
_COLUMNS = 27
_PARTS = 10


def graph_counts(text: str) -> list[list[str]] | None:
    """The counts of a file of the graph as a sheet with headers; None if it is no such file.

    A count with other than ten parts, and a line cut short, are given as they stand, so that they are refused
    where they are read.
    """
    lines = text.split("\n")
    first = lines[0].split("\t")
    if tuple(first[:3]) == _FIRST:
        names = {name: at for at, name in enumerate(first)}
        place = (0, 2, names.get("SOURCES", -1), names.get("SOURCEURLS", -1))
        lines = lines[1:]
    elif _RECORD.match(lines[0]) and len(first) == _COLUMNS:
        place = (1, 5, 3, 4)
    else:
        return None
    rows = [list(HEADER)]
    for line in lines:
        cells = line.split("\t")
        if len(cells) <= max(place):
            if line.strip():
                rows.append(["", line[:60], *[""] * (len(HEADER) - 2)])
            continue
        date, counts, source, url = (cells[at] for at in place)
        for count in filter(None, counts.split(";")):
            parts = count.split("#")
            if len(parts) != _PARTS:
                parts = [count, *[""] * (_PARTS - 1)]
            rows.append([date[:8], *parts, source, url])
    return rows
