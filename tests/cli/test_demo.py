import json
import re
import tomllib
from pathlib import Path

from qantar.capture import gather
from qantar.capture.gather import Received
from qantar.cli.demo import REPORTS
from qantar.domain.source import Document
from qantar.text.reading import documents as documents_of

from .conftest import Demo, run


def shipped() -> list[Document]:
    found = []
    for received in gather([str(REPORTS)], captured_at="2022-02-08T10:00:00Z"):
        assert isinstance(received, Received), received
        for document in documents_of(received.capture, received.data):
            assert isinstance(document, Document), document
            found.append(document)
    return found


def test_the_sample_reports_are_sixteen_or_more_in_four_languages_four_of_each() -> None:
    langs = [document.lang for document in shipped()]
    assert len(langs) >= 16
    assert {lang: langs.count(lang) >= 4 for lang in ("ru", "uk", "kk", "en")} == {
        "ru": True, "uk": True, "kk": True, "en": True,
    }  # fmt: skip


def test_the_sample_reports_come_in_many_forms() -> None:
    endings = {path.suffix for path in REPORTS.iterdir()}
    assert {".txt", ".html", ".jsonl", ".xml", ".eml"} <= endings


def test_every_sample_report_has_outlet_and_date() -> None:
    assert all(document.outlet and document.published for document in shipped())


def test_the_demo_leaves_reports_record_and_dossier(demo: Demo) -> None:
    assert (demo.folder / "reports" / "14-weapons.txt").exists()
    assert (demo.folder / "demo.qantar").exists()
    assert (demo.folder / "dossier.html").stat().st_size > 50_000


def test_the_demo_shows_ledger_chronology_and_what_next(demo: Demo) -> None:
    for heading in ("LEDGER", "CHRONOLOGY", "What next"):
        assert heading in demo.printed
    assert ">1500" in demo.printed
    assert "967" in demo.printed
    assert "read by rules, not checked" in demo.printed


def test_the_demo_prints_within_100_columns(demo: Demo) -> None:
    body = demo.printed.split("What next")[0].splitlines()
    assert max(map(len, body)) <= 100


def test_every_mark_of_the_dossier_stands_in_a_report(demo: Demo) -> None:
    page = (demo.folder / "dossier.html").read_text("utf-8")
    ids = set(re.findall(r'id="([^"]+)"', page))
    assert {link for link in re.findall(r'href="#([^"]+)"', page)} <= ids
    assert not re.search(r'(?:src|href)="(?!#)', page)


def test_the_record_of_the_demo_verifies(demo: Demo) -> None:
    assert run("verify", "--record", str(demo.folder / "demo.qantar")).code == 0


def test_doing_the_demo_again_changes_nothing(demo: Demo) -> None:
    before = (demo.folder / "dossier.html").read_bytes()
    again = run("demo", "--out", str(demo.folder))
    assert again.out == demo.printed
    assert (demo.folder / "dossier.html").read_bytes() == before


def test_sidecars_of_the_demo_are_well_formed() -> None:
    for path in REPORTS.glob("*.meta.toml"):
        assert tomllib.loads(path.read_text("utf-8"))["outlet"]
    for line in (REPORTS / "07-days.jsonl").read_text("utf-8").splitlines():
        assert json.loads(line)["id"]


def test_no_sample_report_names_a_real_address() -> None:
    for path in Path(REPORTS).iterdir():
        hosts = re.findall(r"https?://([^/\s\"<]+)", path.read_text("utf-8"))
        assert all(host.endswith(".example") for host in hosts), (path.name, hosts)
