"""``qantar sheet``: what people counted into a spreadsheet."""

import json
from pathlib import Path
from typing import Any

import pytest

from qantar.domain.errors import Misuse
from tests.text.office import xlsx

from .conftest import run

MAP = "Deaths=value,Town=place,Day=when,Source=speaker"
SET = "object=person,act=killed"


def coded(file: Path, *more: str) -> list[dict[str, Any]]:
    out = file.with_suffix(".jsonl")
    run("sheet", str(file), "--out", str(out), *more)
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def csv_file(folder: Path, *lines: str) -> Path:
    file = folder / "deaths.csv"
    file.write_text("\n".join(lines), "utf-8")
    return file


def test_a_dry_run_shows_the_rows_and_writes_nothing(tmp_path: Path) -> None:
    file = csv_file(tmp_path, "Town,Day,Deaths,Source", "Almaty,05.01.2022,>=149,ministry")
    answer = run("sheet", str(file), "--map", MAP, "--set", SET, "--dry-run")
    assert answer.code == 0
    assert "person.killed at_least 149 — Almaty, 2022-01-05, ministry" in answer.out
    assert "cell «>=149», coded by hand, deaths.csv, row 2" in answer.out
    assert list(tmp_path.iterdir()) == [file]


def test_what_is_written_can_be_reconciled_and_is_cited(tmp_path: Path) -> None:
    file = csv_file(
        tmp_path, "Town;Day;Deaths;Source", "Almaty;2022-01-05;149;ministry", "Almaty;2022-01-05;16-21;",
    )  # fmt: skip
    rows = coded(file, "--map", MAP, "--set", SET)
    assert [(row["hedge"], row["num"]) for row in rows] == [
        ("exact", "149"),
        ("range", "16-21"),
    ]
    out = tmp_path / "ledgers"
    answer = run("reconcile", str(file.with_suffix(".jsonl")), "--out", str(out))
    assert answer.code == 0 and answer.out.startswith("2 figures: 1 questions")
    assert "deaths.csv, row 2" in (out / "ledgers.jsonl").read_text("utf-8")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Almaty,2022-01-05,about ten,", "«about ten» is no number"),
        ("Almaty,01/05/2022,7,", "«01/05/2022» is no day"),
        ("Almaty,2022-01-05,,", "is empty"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_and_left_out(
    tmp_path: Path, row: str, reason: str
) -> None:
    file = csv_file(tmp_path, "Town,Day,Deaths,Source", row, "Taraz,2022-01-06,7,")
    answer = run("sheet", str(file), "--map", MAP, "--set", SET, "--dry-run")
    assert answer.code == 1 and "row 2" in answer.err and reason in answer.err
    assert "1 figures, 1 rows left out" in answer.out


def test_acled_comes_in_through_acled_and_its_zeros_are_unknown(tmp_path: Path) -> None:
    file = csv_file(
        tmp_path, "event_id_cnty,event_date,location,fatalities", "KAZ1,05 January 2022,Almaty,26",
        "KAZ2,05 January 2022,Taraz,0",
    )  # fmt: skip
    (row,) = coded(file, "--like", "acled")
    assert (row["id"], row["when"], row["via"]) == ("KAZ1", "2022-01-05", ["ACLED"])
    assert row["speaker"] is None and row["coded"] == "by ACLED"


def test_low_and_high_of_ucdp_are_a_range_over_its_days(tmp_path: Path) -> None:
    file = csv_file(
        tmp_path, "id,date_start,date_end,where_coordinates,low,best,high",
        "9,2022-01-05 00:00:00.000,2022-01-06 00:00:00.000,Almaty,16,18,21",
    )  # fmt: skip
    (row,) = coded(file, "--like", "ucdp")
    assert (row["hedge"], row["low"], row["high"]) == ("range", "16", "21")
    assert row["when"] == "2022-01-05/2022-01-06"


def test_gkg_counts_come_in_undated_and_only_of_persons(tmp_path: Path) -> None:
    file = tmp_path / "a.tsv"
    rows = [
        "DATE NUMARTS COUNTTYPE NUMBER OBJECTTYPE GEO_FULLNAME SOURCEURLS".split(),
        ["20220107", "3", "KILL", "26", "rioters", "Almaty, Kazakhstan", "https://e.example/1"],
        [
            "20220107",
            "1",
            "SEIZE",
            "40",
            "weapons",
            "Almaty, Kazakhstan",
            "https://e.example/2",
        ],
        ["20220107", "1", "WOUND", "0", "", "Almaty, Kazakhstan", "https://e.example/3"],
    ]
    file.write_text("".join("\t".join(row) + "\n" for row in rows), "utf-8")
    out = tmp_path / "f.jsonl"
    answer = run("sheet", str(file), "--like", "gkg", "--out", str(out))
    assert answer.code == 1
    assert "row 3: COUNTTYPE «SEIZE» counts nothing of ours" in answer.err
    assert "row 4: 0 means that no number is known" in answer.err
    (row,) = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert (row["act"], row["value"], row["via"]) == ("killed", "26", ["GDELT GKG"])
    assert (row["when"], row["as_of"], row["speaker"]) == (None, None, None)
    assert (row["scope"], row["place"]) == ("rioters", "Almaty, Kazakhstan")


KILLED = "KILL#164##1#Kazakhstan#KZ#KZ#48#68#KZ"
HURT = "WOUND#1000#people#4#Almaty, Almaty, Kazakhstan#KZ#KZ02#43.25#76.95#-2331998"


@pytest.mark.parametrize(
    "lines",
    [
        [
            ["20220110150000-12", "20220110150000", "1", "wire.example", "https://e.example/1",
             f"{KILLED};{HURT};odd", f"{KILLED}#34;{HURT}#99", "THEME;A,B,C,D,E", *[""] * 18, '<X>"</X>'],
        ],
        [
            "DATE NUMARTS COUNTS THEMES LOCATIONS PERSONS ORGANIZATIONS TONE CAMEOEVENTIDS SOURCES SOURCEURLS".split(),
            ["20220110", "1", f"{KILLED};{HURT};odd", *[""] * 6, "wire.example", "https://e.example/1"],
        ],
    ],
    ids=["2.1", "1.0"],
)  # fmt: skip
def test_counts_within_the_graph_come_in_like_those_of_its_counts_files(
    tmp_path: Path, lines: list[list[str]]
) -> None:
    file = tmp_path / "20220110150000.gkg.csv"
    file.write_text("".join("\t".join(line) + "\n" for line in lines), "utf-8")
    out = tmp_path / "f.jsonl"
    assert (
        "«odd» counts nothing"
        in run("sheet", str(file), "--like", "gkg", "--out", str(out)).err
    )
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [(row["act"], row["value"], row["place"]) for row in rows] == [
        ("killed", "164", "Kazakhstan"),
        ("injured", "1000", "Almaty, Almaty, Kazakhstan"),
    ]


def test_who_says_so_takes_the_day_of_printing_for_that_of_the_count(tmp_path: Path) -> None:
    file = csv_file(
        tmp_path, "DATE,COUNTTYPE,NUMBER,OBJECTTYPE,GEO_FULLNAME,SOURCEURLS",
        "20220107,KILL,26,,Almaty,https://e.example/1",
    )  # fmt: skip
    (row,) = coded(file, "--like", "gkg", "--map", "DATE=as_of")
    assert (row["as_of"], row["scope"]) == ("2022-01-07", None)


def test_gkg_comes_in_as_it_goes_out() -> None:
    from qantar.export.formats.gkg_counts import count_types
    from qantar.reconcile.columns import columns_of

    for code, act in columns_of("gkg").values["COUNTTYPE"].items():
        assert count_types()[act] == code


def test_an_export_of_uwazi_is_a_sheet_whose_columns_are_named(tmp_path: Path) -> None:
    file = csv_file(
        tmp_path,
        "Title,Date added,Template,Deaths,Day,Town,Geolocation,Documents,Attachments,Published",
        "The square,2022-02-01,Case,12,2022-01-05~2022-01-07,Almaty,43.2|76.9,/files/a.pdf,,Published",
        "The road,2022-02-01,Case,3,2022-01-06,Taraz,,,,Published",
    )
    rows = coded(file, "--map", "Title=report,Deaths=value,Day=when,Town=place", "--set", SET)
    assert [(row["report"], row["value"], row["when"], row["place"]) for row in rows] == [
        ("The square", "12", "2022-01-05/2022-01-07", "Almaty"),
        ("The road", "3", "2022-01-06", "Taraz"),
    ]


def test_a_sheet_of_a_workbook_is_read_in_its_columns(tmp_path: Path) -> None:
    head = '<row><c r="A1" t="str"><v>Town</v></c><c r="C1" t="str"><v>Deaths</v></c></row>'
    body = '<row><c r="A2" t="str"><v>Almaty</v></c><c r="C2"><v>149</v></c></row>'
    file = tmp_path / "a.xlsx"
    file.write_bytes(xlsx({"One": "", "Two": head + body}))
    (row,) = coded(file, "--map", "Deaths=value,Town=place", "--set", SET, "--tab", "Two")
    assert (row["value"], row["place"]) == ("149", "Almaty")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--map", "Deaths=value", "--dry-run"], "object and act"),
        (["--map", "Deaths=number", "--set", SET, "--dry-run"], "no such field"),
        (["--map", "Dead=value", "--set", SET, "--dry-run"], "there are Town, Deaths"),
        (["--map", "Town=place", "--set", SET, "--dry-run"], "no column holds the number"),
        (["--like", "gtd", "--dry-run"], "acled, ucdp, gkg"),
        (["--map", "Deaths=value", "--set", SET], "--out"),
    ],
)
def test_a_mapping_that_cannot_work_is_refused(
    tmp_path: Path, options: list[str], reason: str
) -> None:
    file = csv_file(tmp_path, "Town,Deaths", "Almaty,7")
    with pytest.raises(Misuse, match=reason):
        run("sheet", str(file), *options)
