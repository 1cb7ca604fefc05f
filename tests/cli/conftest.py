"""A record made by the command itself from reports written for it; and the demo, run once."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qantar.cli import corpus
from qantar.cli.app import app

REPORTS = {
    "a.txt": "Похищено оружие\n\nИз зданий полиции похищено более 1,5 тысяч единиц оружия, сообщил "
    "прокурор Асан Ким.\n\nНайдено 967 единиц оружия.",
    "b.txt": "В Казахстане погибли 225 человек, сообщила генеральная прокуратура.\n\n"
    "В Алматы погибли 149 человек. \u202eНападавших\u202c было много. <script>alert(1)</script>",
}
SOURCES = "file,outlet,lang,published\na.txt,ensk.example,ru,2022-02-07\nb.txt,other.example,ru,2022-01-15\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command printed and with which code it ended."""

    code: int
    out: str
    err: str


def run(*arguments: str, columns: str = "100", typed: str | None = None) -> Answer:
    """The command in this process, piped."""
    done = CliRunner().invoke(
        app,
        list(arguments),
        input=typed,
        env={"COLUMNS": columns, "SOURCE_DATE_EPOCH": "1644300000"},
    )
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Answer(done.exit_code, done.stdout, done.stderr)


_corpus_reading = cache(corpus._read)


@pytest.fixture
def corpora_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """All corpora are read by the first command that asks, and their readings kept for the others: a
    report's reading depends on nothing but the report, which is tested where reading is."""
    monkeypatch.setattr(corpus, "_read", _corpus_reading)


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "sources.csv").write_text(SOURCES, "utf-8")
    return folder


@pytest.fixture(scope="session")
def record(reports: Path) -> str:
    path = str(reports.parent / "x.qantar")
    answer = run("ingest", str(reports), "--record", path, "--workers", "1")
    assert answer.code == 0, answer.err
    return path


@dataclass(frozen=True, slots=True)
class Demo:
    folder: Path
    printed: str


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo") / "out"
    answer = run("demo", "--out", str(folder))
    assert answer.code == 0, answer.err
    return Demo(folder, answer.out)
