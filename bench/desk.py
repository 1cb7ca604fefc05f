"""The desk measured: a record of ten thousand reports and about sixty thousand claims, every page of it."""

import json
import random
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from starlette.testclient import TestClient

from bench.reports import LANGUAGES, SENTENCES, filled
from bench.size import sized

Figures = dict[str, float]
REPORTS = sized(10_000)
DAYS = 25
"""The reports are spread over so many days."""
REPEATS = 3
AT = "2022-02-10T00:00:00Z"
SECOND = 1_000.0
_ID = re.compile(r"\b[a-z]+-[0-9a-f]{12,}\b")


def write_news(path: Path, many: int = REPORTS) -> None:
    """Short reports, a headline and two or three sentences each: about six claims."""
    chance = random.Random(5)
    with path.open("w", encoding="utf-8") as out:
        for number in range(many):
            lang = LANGUAGES[number % len(LANGUAGES)]
            table = SENTENCES[lang]
            said = [
                filled(one, table, chance)
                for one in chance.sample(table["sentences"], 3 + number % 2)
            ]
            row = {
                "id": f"r{number:05}", "lang": lang, "outlet": f"outlet-{number % 37}",
                "published": f"2022-01-{5 + number * DAYS // many:02}",
                "text": said[0].rstrip(".") + "\n\n" + " ".join(said[1:]),
            }  # fmt: skip
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def make_record(folder: Path, many: int = REPORTS) -> Path:
    """A record of these reports."""
    from qantar.capture import gather
    from qantar.pipeline import ingest, warm
    from qantar.runners.local import local_runner
    from qantar.store.address import open_store

    lines, path = folder / "news.jsonl", folder / "news.qantar"
    write_news(lines, many)
    store = open_store(str(path), create=True)
    with local_runner(1, warm) as runner:
        ingest(
            gather([str(lines)], captured_at=AT), store, runner, who="bench", clock=lambda: AT
        )
    store.close()
    return path


def pages() -> Figures:
    """Processor time of every kind of page, best of some, after the shelf was filled."""
    with tempfile.TemporaryDirectory() as folder:
        return measured(make_record(Path(folder)))


def measured(record: Path) -> Figures:
    """The pages of a record, in milliseconds of processor time of the server, ``first`` the overview."""
    from qantar.cli.serve import desk_of, words
    from qantar.desk.app import make_app
    from qantar.desk.security import Limits
    from qantar.store.address import open_store

    words("a", None)
    store = open_store(str(record), create=False)
    started = time.process_time()
    desk = desk_of(store, str(record), title="Bench")
    filling = time.process_time() - started
    app = make_app(desk, hosts=("testserver",), limits=Limits(rate=1e6, burst=1e6))
    with TestClient(app) as client:
        about = client.get("/api/v1/record").json()
        spent = {path: _spent(client.get, path) for path in _paths(client)}
    store.close()
    slowest = max(spent, key=lambda path: spent[path])
    return {
        "a_second": len(spent) / (sum(spent.values()) / SECOND),
        "reports": about["reports"],
        "claims": about["claims"],
        "filling_s": filling,
        "first": spent["/"],
        "slowest": spent[slowest],
        "memory_mb": psutil.Process().memory_info().rss / 1e6,
    } | {f"page {_named(path)}": ms for path, ms in spent.items()}


def _spent(get: Callable[[str], object], path: str) -> float:
    times = []
    for _ in range(REPEATS):
        started = time.process_time()
        answer = get(path)
        times.append(time.process_time() - started)
        assert getattr(answer, "status_code", 0) == 200, (path, answer)
    return round(min(times) * SECOND, 1)


def _paths(client: "TestClient") -> list[str]:
    """One address of each kind of page, with the ids there are, the largest of each."""

    def first(name: str, key: str, **asked: str) -> str:
        answer = client.get(f"/api/v1/{name}", params={"per_page": "1", **asked})
        return str(answer.json()["items"][0][key])

    ledger = f"/ledgers/{first('ledgers', 'question', sort='accounts')}"
    report = f"/reports/{first('reports', 'document')}"
    claim = f"/claims/{first('claims', 'claim', kind='figure')}"
    coded = claim.replace("/claims/", "/review/claims/")
    return [
        "/", "/ledgers", "/ledgers?q=killed&sort=accounts", ledger, f"{ledger}?policy=acled",
        f"{ledger}?asof=2022-01-09", f"{ledger}/series", f"{ledger}/why", "/chronology",
        "/chronology?part=undated", "/chronology?kind=figure&outlet=outlet-3",
        "/chronology?place=none", "/chronology?page=30", "/wording", "/people", "/status",
        "/sources", "/reports", report, claim, f"{claim}/judgement", f"{claim}/beside",
        "/search?q=погибли", "/search?q=погибли+Алматы", "/search?in=claims&kind=figure&least=100",
        "/search?in=claims&q=killed", "/search?in=claims&state=read", "/review", coded,
        "/review/log", "/judgements", "/publish", f"/publish{ledger}", f"/api/v1{ledger}",
        "/api/v1/claims?q=killed", "/api/v1/map",
    ]  # fmt: skip


def _named(path: str) -> str:
    """An address with its ids left out, so that two runs can be compared."""
    return _ID.sub("…", path)
