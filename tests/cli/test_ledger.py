import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from qantar.domain.display import for_display
from qantar.domain.errors import RecordError

from .conftest import REPORTS, run


def rows(record: str, *more: str) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for line in run(
            "ledger", "--record", record, "--format", "json", *more
        ).out.splitlines()
    ]


def test_every_quote_of_the_ledger_is_verbatim(record: str) -> None:
    found = rows(record)
    words = [
        appearance["words"]
        for row in found
        for account in row["accounts"]
        for appearance in account["appearances"]
    ]
    assert words
    assert all(any(quote in text for text in REPORTS.values()) for quote in words)


def test_every_quote_of_the_csv_is_verbatim(record: str) -> None:
    text = run("ledger", "--record", record, "--format", "csv").out
    quotes = [row["quote"] for row in csv.DictReader(io.StringIO(text, newline=""))]
    assert quotes
    assert all(any(quote in text for text in REPORTS.values()) for quote in quotes)


def test_every_quote_of_the_table_is_verbatim_when_lines_are_joined(record: str) -> None:
    printed = run("ledger", "--record", record, columns="400").out
    quotes = re.findall(r"^ +«(.+)»$", printed, re.M)
    texts = [" ".join(for_display(text).split()) for text in REPORTS.values()]
    assert quotes
    assert all(any(" ".join(quote.split()) in text for text in texts) for quote in quotes)


@pytest.mark.parametrize("columns", ["60", "100", "160"])
def test_a_table_keeps_to_its_columns_without_trailing_spaces(
    record: str, columns: str
) -> None:
    lines = run("ledger", "--record", record, columns=columns).out.splitlines()
    assert max(map(len, lines)) <= int(columns)
    assert not any(line.endswith(" ") for line in lines)


def test_what_is_piped_has_no_colour(record: str) -> None:
    assert "\x1b" not in run("ledger", "--record", record).out


def test_direction_controls_of_a_report_do_not_reach_the_screen(record: str) -> None:
    printed = run("chronology", "--record", record).out + run("ledger", "--record", record).out
    assert not set("\u202e\u202c") & set(printed)


def test_the_ledger_says_that_rules_read_it(record: str) -> None:
    assert "read by rules, not checked" in run("ledger", "--record", record).out


def test_more_than_keeps_its_sign(record: str) -> None:
    (row,) = rows(record, "--question", "weapons stolen")
    assert [account["number"] for account in row["accounts"]] == [">1500"] * len(
        row["accounts"]
    )
    assert row["low"] == 1501 and row["high"] is None


def test_a_question_is_found_by_its_words_in_any_order(record: str) -> None:
    assert rows(record, "--question", "STOLEN weapons") == rows(
        record, "--question", "weapons stolen"
    )
    assert rows(record, "--question", "unicorns") == []


def test_no_question_is_said_in_words(record: str) -> None:
    assert "No figures" in run("ledger", "--record", record, "--question", "unicorns").out


def test_conflicts_are_fewer_than_all(record: str) -> None:
    assert len(rows(record, "--conflicts")) < len(rows(record))


def test_the_same_record_prints_the_same_bytes(record: str) -> None:
    assert run("ledger", "--record", record).out == run("ledger", "--record", record).out


def test_a_missing_record_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="qantar ingest PATH"):
        run("ledger", "--record", str(tmp_path / "none.qantar"))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("ledger", "--record", "none.qantar"), 1),
        (("claims", "none.txt"), 2),
        (("ledger", "--nonsense"), 2),
    ],
)
def test_errors_are_one_line_on_stderr_with_their_exit_code(
    words: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "qantar", *words], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == code
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_the_chronology_quotes_its_reports(record: str) -> None:
    lines = run("chronology", "--record", record, "--format", "json").out.splitlines()
    words = [telling["words"] for line in lines for telling in json.loads(line)["tellings"]]
    assert words
    assert all(any(quote in text for text in REPORTS.values()) for quote in words)


def test_the_dossier_shows_a_script_as_text(record: str, tmp_path: Path) -> None:
    page = tmp_path / "dossier.html"
    assert run("dossier", "--record", record, "--out", str(page)).code == 0
    text = page.read_text("utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;" in text
