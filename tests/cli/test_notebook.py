"""``import qantar``: what a notebook asks for, and the page that shows it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import qantar
from qantar.domain.errors import MalformedValue, Misuse, RecordError

from .conftest import REPORTS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "python.md"


@pytest.fixture
def opened(record: str) -> Iterator[qantar.Record]:
    with qantar.open_record(record) as held:
        yield held


def test_every_block_of_the_page_runs(
    reports: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "reports").symlink_to(reports, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    shown = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), flags=re.M | re.S)
    names: dict[str, object] = {}
    for block in shown:
        exec(compile(block, str(PAGE), "exec"), names)
    printed = capsys.readouterr().out
    assert "149" in printed and "более 1,5 тысяч" in printed and "2 reports" in printed


def test_the_page_shows_all_ten_calls() -> None:
    page = PAGE.read_text("utf-8")
    calls = {name for name in vars(qantar.Record) if not name.startswith("_")} - {"close"}
    assert len(calls) == 8
    for name in {*calls, "open_record", "read_text"}:
        assert re.search(rf"\b{name}\(", page), name


def test_importing_loads_nothing_until_it_is_asked() -> None:
    code = "import sys, qantar; print(sorted(m for m in sys.modules if m.startswith('qantar')))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['qantar']"


def test_a_name_that_is_not_there_is_told() -> None:
    with pytest.raises(AttributeError, match="no attribute 'weigh'"):
        _ = qantar.weigh  # type: ignore[attr-defined]
    assert {"open_record", "read_text"} <= set(dir(qantar))


def test_offsets_are_into_the_given_text() -> None:
    words = "\ufeff\r\nВ Алматы погибли 149 человек."
    found = [c for c in qantar.read_text(words, lang="ru") if c.content.kind == "figure"]
    assert found and all(claim.quote.span.of(words) == claim.quote.exact for claim in found)


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(MalformedValue):
        qantar.read_text("Погибли 7 человек.", published="вчера")


def test_what_was_taken_in_before_is_not_taken_again(reports: Path, tmp_path: Path) -> None:
    with qantar.open_record(tmp_path / "a.qantar", create=True) as record:
        first, again = record.ingest(reports), record.ingest(reports, tmp_path / "none.txt")
    assert (first.reports, again.reports, again.kept) == (len(REPORTS), 0, 0)
    assert first.refused == () and "is not there" in again.refused[0]


def test_a_ledger_gives_every_account_with_its_words(opened: qantar.Record) -> None:
    (row,) = [one for one in opened.ledger("weapon stolen")]
    (account,) = row.accounts
    assert account.number == ">1500"
    assert "более 1,5 тысяч" in account.appearances[0].words
    assert opened.question(row.question) == row


def test_a_question_of_no_such_id_is_told(opened: qantar.Record) -> None:
    with pytest.raises(RecordError, match="no questions"):
        opened.question("question-nowhere")


def test_how_it_stood_before_any_report_is_empty(opened: qantar.Record) -> None:
    assert opened.ledger() and not opened.ledger(as_of="2021-12-01")


def test_a_policy_gives_its_reason_and_an_unknown_one_is_refused(opened: qantar.Record) -> None:
    counted = opened.count("span", "killed")
    assert counted and all(one.because and one.question == row.question for row, one in counted)
    with pytest.raises(Misuse, match="acled"):
        opened.count("guess")


def test_a_claim_and_a_question_lead_back_to_words(opened: qantar.Record) -> None:
    claim = opened.claims(kind="figure")[0]
    assert opened.explain(claim.id).quotes == ((claim.id, claim.quote.exact),)
    question = opened.ledger("weapon stolen")[0]
    assert any("более 1,5 тысяч" in line for line in opened.explain(question.question).lines())


@pytest.mark.parametrize("table", ["claims", "ledger", "chronology"])
def test_rows_are_flat_and_alike(
    opened: qantar.Record, table: qantar.cli.notebook.Table
) -> None:
    rows = opened.rows(table)
    assert rows
    for row in rows:
        assert all(value is None or isinstance(value, str | int) for value in row.values())
    if table != "claims":
        assert len({tuple(row) for row in rows}) == 1


def test_a_table_that_is_not_there_is_refused(opened: qantar.Record) -> None:
    with pytest.raises(Misuse, match="claims, ledger, chronology"):
        opened.rows("people")  # type: ignore[arg-type]
