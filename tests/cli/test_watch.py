"""``qantar watch``, from a list of feeds on a real server to what changed in the record."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from qantar.domain.errors import Misuse, UnreadableInput
from qantar.watch import manners
from tests.watch.web import feed, page

from .conftest import run

PAGES: dict[str, bytes] = {}


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGES.get(self.path)
        self.send_response(404 if body is None else 200)
        kind = "application/rss+xml" if self.path == "/rss" else "text/html; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(manners, "BETWEEN", 0.0)
    monkeypatch.setattr(manners, "FEED_RESTS", 0.0)
    monkeypatch.setattr(manners, "AGAIN", (0.0,) * 5)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_silent_edit_of_a_watched_page_is_told(site: str, tmp_path: Path) -> None:
    words = "Seven people were killed in a fire in Taraz, the mayor said on Tuesday."
    PAGES.update({"/rss": feed(f"{site}/1"), "/1": page(words)})
    (tmp_path / "feeds.opml").write_text(
        f'<opml><body><outline text="Taraz Today" xmlUrl="{site}/rss"/></body></opml>', "utf-8"
    )
    arguments = ["watch", str(tmp_path / "feeds.opml"), "--record", str(tmp_path / "r.qantar"),
                 "--private", "--workers", "1"]  # fmt: skip
    first = run(*arguments)
    assert first.code == 0
    assert "1 pages with new words" in first.out and "NEW REPORTS" in first.out
    again = run(*arguments)
    assert "0 pages with new words, 1 as before" in again.out
    PAGES["/1"] = page(words.replace("Seven", "Nine"))
    edited = run(*arguments)
    assert "changed silently" in edited.out and "«Nine" in edited.out
    assert run("verify", "--record", str(tmp_path / "r.qantar")).code == 0


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"none\.opml"):
        run("watch", str(tmp_path / "none.opml"), "--record", str(tmp_path / "r.qantar"))


@pytest.mark.parametrize("every", ["5", "10s", "x", "-1m"])
def test_too_short_or_odd_times_between_rounds_are_misuse(every: str, tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="--every"):
        run("watch", "https://a.example/", f"--every={every}", "--record", str(tmp_path / "r"))
