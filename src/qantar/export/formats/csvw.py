"""The tables of a record as CSV files in a ZIP, described for CSVW and for Frictionless."""

import io
import zipfile
from typing import Any

from qantar.export.csv import table as csv_text
from qantar.export.format import Format, Material, Written, json_bytes
from qantar.export.tables import Column, Kind, Table, tables

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the ZIP: the same record gives the same bytes."""


def _csvw(held: tuple[Table, ...]) -> dict[str, Any]:
    """Metadata by the W3C recommendation «Metadata Vocabulary for Tabular Data»."""
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "dialect": {"header": True, "delimiter": ",", "lineTerminators": ["\r\n"]},
        "tables": [
            {
                "url": f"{table.name}.csv",
                "dc:description": table.about,
                "tableSchema": {
                    "columns": [_csvw_column(one) for one in table.columns],
                    "primaryKey": list(table.key),
                    "foreignKeys": [
                        {
                            "columnReference": one.name,
                            "reference": {
                                "resource": f"{one.refers.split('.')[0]}.csv",
                                "columnReference": one.refers.split(".")[1],
                            },
                        }
                        for one in table.columns
                        if one.refers
                    ],
                },
            }
            for table in held
        ],
    }


def _csvw_column(one: Column) -> dict[str, Any]:
    kind: Any = one.kind.value
    if one.kind is Kind.BOOLEAN:
        kind = {"base": "boolean", "format": "yes|no"}
    return {"name": one.name, "titles": one.name, "dc:description": one.about, "datatype": kind}


def _package(held: tuple[Table, ...]) -> dict[str, Any]:
    """A Tabular Data Package of the Frictionless standards, version 1."""
    return {
        "profile": "tabular-data-package",
        "name": "qantar-record",
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": table.name,
                "path": f"{table.name}.csv",
                "description": table.about,
                "encoding": "utf-8",
                "schema": {
                    "fields": [_field(one) for one in table.columns],
                    "primaryKey": list(table.key),
                    "foreignKeys": [
                        {
                            "fields": one.name,
                            "reference": {
                                "resource": one.refers.split(".")[0],
                                "fields": one.refers.split(".")[1],
                            },
                        }
                        for one in table.columns
                        if one.refers
                    ],
                    "missingValues": [""],
                },
            }
            for table in held
        ],
    }


def _field(one: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": one.name, "type": one.kind.value, "description": one.about
    }  # fmt: skip
    if one.kind is Kind.BOOLEAN:
        field |= {"trueValues": ["yes"], "falseValues": ["no"]}
    return field


def write(material: Material) -> Written:
    """The files in the order of their names."""
    held = tables(material)
    files = {
        f"{table.name}.csv": csv_text([one.name for one in table.columns], table.rows).encode()
        for table in held
    }
    files["csv-metadata.json"] = json_bytes(_csvw(held), 1)
    files["datapackage.json"] = json_bytes(_package(held), 1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            zipped.writestr(info, files[name])
    return Written(data=out.getvalue())


FORMAT = Format(
    name="csvw",
    title="CSV tables with CSVW metadata and a Frictionless data package",
    suffix=".zip",
    standard="RFC 4180; W3C Metadata Vocabulary for Tabular Data (2015); Frictionless Tabular Data "
    "Package 1",
    losses=(
        "A cell that begins like a formula has an apostrophe before it, so quotes that begin so are "
        "not letter for letter: the other formats are.",
        "Texts of reports, original bytes and the chain of custody are left out.",
        "The rules that led to each claim are left out.",
        "Empty and not said are one.",
    ),
    write=write,
)
