"""The use cases end to end: bytes to claims, bytes to a record, killed and resumed."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qantar import pipeline
from qantar.capture import gather
from qantar.domain.source import Refused
from qantar.record.verification import verify
from qantar.runners.local import local_runner
from qantar.store.address import open_store
from qantar.store.memory import MemoryStore

AT = "2022-01-12T09:00:00Z"

TEMPLATES = (
    (
        "ru",
        "В городе {place} за сутки задержали {n} человек, сообщила полиция. Погибли {k} человека.",
    ),
    (
        "uk",
        "У місті {place} за добу затримали {n} осіб, повідомила поліція. Загинули {k} людини.",
    ),
    ("kk", "{place} қаласында {n} адам ұсталды, деп хабарлады полиция. {k} адам қаза тапты."),
    (
        "en",
        "Police in {place} detained {n} people on Tuesday. {k} people were killed, officials said.",
    ),
)
PLACES = {"ru": "Тараз", "uk": "Тараз", "kk": "Тараз", "en": "Taraz"}


def report_lines(count: int) -> str:
    lines = []
    for number in range(count):
        lang, template = TEMPLATES[number % len(TEMPLATES)]
        text = template.format(place=PLACES[lang], n=20 + number, k=2 + number % 3)
        row = {"id": f"r{number:04}", "lang": lang, "published": "2022-01-12", "text": text}
        lines.append(json.dumps(row, ensure_ascii=False))
    return "\n".join(lines) + "\n"


def rows_of(path: Path) -> list[str]:
    store = open_store(path, create=False)
    try:
        assert [str(finding) for finding in verify(store)] == []
        with store.view() as view:
            return [json.dumps(claim.as_row(), sort_keys=True) for claim in view.claims()]
    finally:
        store.close()


def ingest(path: Path, record: Path, workers: int = 1) -> pipeline.Tally:
    store = open_store(record, create=True)
    try:
        with local_runner(workers, pipeline.warm) as runner:
            return pipeline.ingest(
                gather([str(path)], captured_at=AT), store, runner, who="test", clock=lambda: AT
            )
    finally:
        store.close()


def test_every_report_of_a_file_becomes_claims_on_its_own_words(tmp_path: Path) -> None:
    source = tmp_path / "reports.jsonl"
    source.write_text(report_lines(8), "utf-8")
    texts = {
        json.loads(line)["id"]: json.loads(line)["text"]
        for line in source.read_text("utf-8").splitlines()
    }
    refused: list[Refused] = []
    with local_runner(1) as runner:
        found = [
            claim
            for claims in pipeline.claims(
                gather([str(source)], captured_at=AT), runner, refused.append
            )
            for claim in claims
        ]
    assert refused == []
    assert {claim.report for claim in found} == set(texts)
    for claim in found:
        assert texts[claim.report][claim.anchor.start : claim.anchor.end] == claim.words


def test_two_processes_keep_the_same_claims_as_one(tmp_path: Path) -> None:
    source = tmp_path / "reports.jsonl"
    source.write_text(report_lines(40), "utf-8")
    ingest(source, tmp_path / "one.qantar", 1)
    ingest(source, tmp_path / "two.qantar", 2)
    assert rows_of(tmp_path / "one.qantar") == rows_of(tmp_path / "two.qantar")


def test_ingesting_again_adds_nothing(tmp_path: Path) -> None:
    source = tmp_path / "reports.jsonl"
    source.write_text(report_lines(12), "utf-8")
    record = tmp_path / "x.qantar"
    ingest(source, record)
    before = rows_of(record)
    again = ingest(source, record)
    assert (again.kept, again.documents) == (0, 0)
    assert rows_of(record) == before


def test_one_bad_file_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("В Таразе задержали 40 человек.", "utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "d.txt").write_text("Police in Taraz detained 40 people.", "utf-8")
    store = MemoryStore()
    refused: list[Refused] = []
    with local_runner(1) as runner:
        tally = pipeline.ingest(
            gather([str(tmp_path)], captured_at=AT),
            store,
            runner,
            who="test",
            clock=lambda: AT,
            refuse=refused.append,
        )
    assert tally.documents == 2
    assert sorted(Path(item.origin).name for item in refused) == ["b.txt", "c.txt"]
    with store.view() as view:
        assert len(list(view.refusals())) == 2


SCRIPT = """
import sys
from pathlib import Path
sys.path[:0] = [{src!r}, {root!r}]
from tests.test_pipeline import ingest
ingest(Path({source!r}), Path({record!r}))
"""


@pytest.mark.parametrize("after", [1, 150, 400])
def test_an_ingest_killed_on_its_way_resumes_to_the_same_record(
    tmp_path: Path, after: int
) -> None:
    root = Path(__file__).resolve().parent.parent
    source = tmp_path / "reports.jsonl"
    source.write_text(report_lines(600), "utf-8")
    record = tmp_path / "cut.qantar"
    script = SCRIPT.format(
        src=str(root / "src"), root=str(root), source=str(source), record=str(record)
    )
    process = subprocess.Popen([sys.executable, "-c", script])
    while process.poll() is None and kept(record) < after:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    ingest(source, record)
    ingest(source, tmp_path / "whole.qantar")
    assert rows_of(record) == rows_of(tmp_path / "whole.qantar")


def kept(record: Path) -> int:
    """Documents of readings under way or finished, 0 while there is no record yet."""
    if not record.exists():
        return 0
    try:
        store = open_store(record, create=False)
    except Exception:
        return 0
    try:
        with store.view() as view:
            return sum(reading.documents for reading in view.readings())
    finally:
        store.close()
