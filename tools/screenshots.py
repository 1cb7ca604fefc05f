"""The pictures of the desk in README and docs, taken of a running record.

python tools/screenshots.py RECORD     write docs/images/desk-*.png; needs Chromium and playwright
"""

import argparse
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import sync_playwright

from qantar.cli.serve import desk_of
from qantar.desk.app import make_app
from qantar.desk.security import Limits
from qantar.store.address import open_store

IMAGES = Path(__file__).resolve().parent.parent / "docs/images"
CHROMIUM = "/usr/bin/chromium"
QUIET = ("--no-sandbox", "--no-first-run", "--disable-background-networking")
SIZE = {"width": 1280, "height": 800}


@contextmanager
def running(record: str, title: str) -> Iterator[str]:
    """The address of a desk over a record, on a free port of this machine."""
    store = open_store(record, create=False)
    app = make_app(
        desk_of(store, record, title=title), limits=Limits(rate=10_000, burst=10_000)
    )
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()
        store.close()


def addresses(page: Any) -> dict[str, str]:
    """One page of each main kind, by the name of its picture."""
    page.goto("/")
    ledger = page.locator(".card h3 a").first.get_attribute("href")
    page.goto("/reports")
    report = page.locator("main a[href^='/reports/']").first.get_attribute("href")
    return {
        "overview": "/", "ledger": ledger, "chronology": "/chronology", "report": report,
        "review": "/review", "publish": "/publish",
    }  # fmt: skip


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("record")
    given.add_argument("--title", default="January 2022")
    given.add_argument("--out", type=Path, default=IMAGES)
    chosen = given.parse_args()
    with running(chosen.record, chosen.title) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        context = browser.new_context(
            base_url=address, viewport=SIZE, color_scheme="light", locale="en"
        )
        page = context.new_page()
        for name, path in addresses(page).items():
            page.goto(path)
            page.evaluate("document.fonts.ready")
            page.screenshot(path=str(chosen.out / f"desk-{name}.png"))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
