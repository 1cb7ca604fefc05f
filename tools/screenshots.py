"""The pictures of the desk in README and docs, taken of a running record.

python tools/screenshots.py RECORD     write docs/images/desk-*.png; needs Chromium and playwright
"""

import argparse
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from qantar.cli.serve import running

IMAGES = Path(__file__).resolve().parent.parent / "docs/images"
CHROMIUM = "/usr/bin/chromium"
QUIET = ("--no-sandbox", "--no-first-run", "--disable-background-networking")
SIZE = {"width": 1280, "height": 800}


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
