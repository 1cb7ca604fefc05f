"""The real tasks, done in a browser as a person does them; and what a reader of screens meets."""

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from qantar.cli.serve import desk_of
from qantar.desk.app import make_app
from qantar.desk.pages import entries
from qantar.desk.security import Limits
from qantar.store.address import open_store
from tests.desk.conftest import copy_of

pytestmark = pytest.mark.xdist_group("browser")

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
AXE = Path(__file__).parent / "vendor" / "axe.js"
WIDTHS = (360, 1280, 2560)


@contextmanager
def running(record: Path) -> Iterator[str]:
    """The address of a desk that runs in a thread of its own."""
    import uvicorn

    store = open_store(record, create=False)
    app = make_app(
        desk_of(store, str(record), title="January"), limits=Limits(rate=10_000, burst=10_000)
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="browser tests need playwright: pip install 'qantar[dev]'"
    )
    if not CHROMIUM.exists():
        pytest.skip(f"browser tests need {CHROMIUM}: apt-get install chromium fonts-noto-core")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(record: Path) -> Iterator[str]:
    with running(record) as opened:
        yield opened


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page that fails the test on any error of a script or of the policy."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "console", lambda told: faults.append(told.text) if told.type == "error" else None
    )
    yield opened
    context.close()
    assert not faults


def test_who_said_27_attacks_is_found_and_the_quote_is_read(page: Any) -> None:
    page.goto("/")
    page.get_by_role("link", name="Ledgers", exact=True).click()
    page.get_by_label("Words of the question").fill("attacks")
    page.get_by_role("button", name="Show").click()
    page.locator(".rowline a").first.click()
    account = page.locator(".account", has_text="27").first
    assert "Салтанат Азирбек" in account.inner_text()
    account.locator(".quote a").click()
    page.wait_for_url("**/claims/*")
    assert "на департамент полиции Алматы совершено 27 атак" in page.inner_text(".quote")


def test_why_two_figures_contradict_is_told_where_they_are_shown(page: Any) -> None:
    page.goto("/")
    page.locator(".conflict a").first.click()
    dispute = page.locator(".conflict").first.inner_text()
    assert "16" in dispute and "18" in dispute and "a count that cannot fall" in dispute
    assert dispute.count("«A total of") == 2


def test_a_mark_of_the_drawing_leads_to_its_quote(page: Any) -> None:
    page.goto("/ledgers?q=security+forces")
    page.locator(".rowline a").first.click()
    mark = page.locator("a.mark").first
    target = mark.get_attribute("href")
    mark.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith(target)
    assert page.locator(target).is_visible()


def test_a_claim_is_corrected_by_keyboard_alone_and_the_ledger_follows(
    browser: Any, record: Path, tmp_path: Path
) -> None:
    with running(copy_of(record, tmp_path)) as address:
        page = browser.new_context(base_url=address).new_page()
        page.goto("/search?q=967&in=reports")
        page.locator(".result a").first.click()
        page.locator(".claim-card").first.wait_for()
        walked = 0
        while not page.locator(".claim-card:focus", has_text="967").count():
            page.keyboard.press("n")
            walked += 1
            assert walked < 20
        page.keyboard.press("c")
        page.locator("form.judging").wait_for()
        page.wait_for_function("document.activeElement.name === 'quantity'")
        page.keyboard.type("968")
        while page.evaluate("document.activeElement.name") != "reason":
            page.keyboard.press("Tab")
        page.keyboard.type("a slip of the pen")
        page.keyboard.press("Tab")
        page.keyboard.type("Dana Akhmetova")
        page.keyboard.press("Enter")
        judged = page.locator(".claim-card.by-person")
        judged.wait_for()
        assert "corrected by a person" in judged.inner_text()
        assert "968 weapons recovered" in judged.inner_text()
        page.goto("/ledgers?q=weapons+recovered")
        assert page.locator(".rowline .range").first.inner_text() == "968"
        page.locator(".rowline a").first.click()
        account = page.locator(".account.by-person")
        assert "найдено" in account.inner_text().lower()
        assert account.locator("mark").inner_text() == "967"  # the words of the source stay


def test_a_rule_is_switched_on_and_the_range_stays(page: Any) -> None:
    page.goto("/ledgers?q=security+forces")
    page.locator(".rowline a").first.click()
    before = page.inner_text(".answer .range")
    page.get_by_role("link", name=re.compile("UCDP")).click()
    rule = page.inner_text(".by-rule")
    assert re.search(r"low\s+16", rule) and re.search(r"high\s+18", rule)
    assert page.inner_text(".answer .range") == before


def test_an_inflected_kazakh_word_is_searched_and_its_exact_form_marked(page: Any) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("ұсталған")
    page.get_by_role("button", name="Search").click()
    assert "Ұсталғандардың" in page.locator(".result mark").all_inner_texts()


def test_the_language_is_changed_and_stays(page: Any) -> None:
    page.goto("/")
    page.get_by_role("button", name="Қазақша").click()
    page.wait_for_selector("html[lang=kk]")
    page.goto("/ledgers")
    assert page.get_attribute("html", "lang") == "kk"
    assert page.inner_text("h1") == "Сандар жинағы"


def test_every_page_reads_without_scripts(browser: Any, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search?q=967&in=reports")
    page.locator(".result a").first.click()
    page.locator(".claim-card a.why").first.click()
    assert "Read by these rules" in page.inner_text("main")
    context.close()


def test_a_dossier_opens_from_disk(browser: Any, record: Path, tmp_path: Path) -> None:
    from qantar.cli.dossier import write_dossier
    from qantar.cli.ledger import held_by

    path = tmp_path / "dossier.html"
    write_dossier(held_by(str(record)), path, "January")
    page = browser.new_context().new_page()
    page.goto(path.as_uri())
    assert page.inner_text("h1") == "January"
    assert "967" in page.inner_text("main")


PATHS = [entry.path for entry in entries()]


def _everywhere(page: Any) -> list[str]:
    """The menu, and one page of each other kind."""
    page.goto("/ledgers?q=security+forces")
    ledger = page.locator(".rowline a").first.get_attribute("href")
    page.goto("/search?q=967&in=reports")
    report = page.locator(".result a").first.get_attribute("href")
    page.goto(report)
    claim = page.locator(".claim-card a.why").first.get_attribute("href")
    return [
        *PATHS, ledger, f"{ledger}?policy=ucdp", report, claim, f"{claim}/judgement",
        "/search?q=погибли", "/search?in=claims&least=1", "/reports", "/chronology?part=undated",
        "/ledgers/none",
    ]  # fmt: skip


@pytest.mark.parametrize("theme", ("light", "dark"))
def test_no_page_breaks_a_rule_of_accessibility(browser: Any, address: str, theme: str) -> None:
    context = browser.new_context(
        base_url=address, color_scheme=theme, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    rules = AXE.read_text("utf-8")
    broken: list[str] = []
    for path in _everywhere(page):
        page.goto(path)
        page.evaluate(rules)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        broken += [
            f"{path}: {v['id']} {node['target']} {node['failureSummary']}"
            for v in found["violations"]
            for node in v["nodes"]
        ]
    context.close()
    assert not broken, "\n".join(broken[:20])


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_screen(
    browser: Any, address: str, width: int, client: Any, question_of: Callable[[str], str]
) -> None:
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 900}, locale="ru"
    )
    page = context.new_page()
    for path in [*PATHS, question_of("people killed"), "/search?q=погибли", "/reports"]:
        page.goto(path)
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert beyond <= 0, f"{path} at {width}: {beyond} pixels"
    context.close()
