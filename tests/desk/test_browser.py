"""The real tasks, done in a browser as a person does them; and what a reader of screens meets."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qantar.cli.serve import running
from qantar.desk.accounts import Accounts
from qantar.desk.door import Door
from qantar.desk.pages import entries
from tests.desk.conftest import copy_of

pytestmark = pytest.mark.xdist_group("browser")

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
AXE = Path(__file__).parent / "vendor" / "axe.js"
WIDTHS = (360, 1280, 2560)


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
    with running(str(record), "January") as opened:
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
    with running(str(copy_of(record, tmp_path)), "January") as address:
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
    page.goto(f"{claim}/beside?q=погибли")
    beside = page.locator(".result a").first.get_attribute("href")
    return [
        *PATHS, ledger, f"{ledger}?policy=ucdp", f"{ledger}?asof=2022-01-08", f"{ledger}/series",
        f"{ledger}/why", report, f"{report}/against/{report.rpartition('/')[2]}", claim,
        f"{claim}/judgement", f"{claim}/beside", beside, f"/review{claim}", "/review/log",
        "/judgements", f"/publish{ledger}", "/search?q=погибли", "/search?in=claims&least=1",
        "/reports", "/chronology?part=undated", "/ledgers/none",
    ]  # fmt: skip


def _violations(page: Any, path: str, rules: str) -> list[str]:
    page.goto(path)
    page.evaluate(rules)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{path}: {v['id']} {node['target']} {node['failureSummary']}"
        for v in found["violations"]
        for node in v["nodes"]
    ]


@pytest.mark.parametrize("width", (1280, 360))
@pytest.mark.parametrize("theme", ("light", "dark"))
def test_no_page_breaks_a_rule_of_accessibility(
    browser: Any, address: str, theme: str, width: int
) -> None:
    context = browser.new_context(
        base_url=address, color_scheme=theme, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    rules = AXE.read_text("utf-8")
    paths = _everywhere(page)
    if width < 1280:  # where room is short: what scrolls, and what is worked in
        paths = [
            path for path in paths if path.startswith(("/review", "/sources", "/ledgers/"))
        ]
    broken = [one for path in paths for one in _violations(page, path, rules)]
    context.close()
    assert not broken, "\n".join(broken[:20])


@pytest.mark.parametrize("theme", ("light", "dark"))
def test_the_sign_in_page_breaks_no_rule_of_accessibility(
    browser: Any, record: Path, tmp_path: Path, theme: str
) -> None:
    accounts = Accounts.load(tmp_path / "desk.accounts")
    with running(str(copy_of(record, tmp_path)), "January", Door(accounts)) as address:
        context = browser.new_context(
            base_url=address, color_scheme=theme, viewport={"width": 360, "height": 700}
        )
        page = context.new_page()
        broken = _violations(page, "/", AXE.read_text("utf-8"))
        assert page.url.partition("?")[0].endswith("/sign-in")
        context.close()
    assert not broken, "\n".join(broken[:20])


def test_the_look_back_and_the_reasons_are_reached_from_a_ledger(page: Any) -> None:
    page.goto("/ledgers?q=security+forces")
    page.locator(".rowline a").first.click()
    page.get_by_label("As it stood by the end of").fill("2022-01-08")
    page.locator(".look-back").get_by_role("button", name="Show").click()
    assert page.inner_text(".answer .range") == "18"
    page.get_by_role("link", name="as it stands now").click()
    page.get_by_role("link", name="step by step").first.click()
    assert "a count that cannot fall" in page.inner_text(".steps")
    page.get_by_role("link", name="As a series").click()
    page.locator(".series tbody tr").nth(1).wait_for()  # the page that is left is counted else
    assert page.locator(".series tbody tr").count() == 2


def test_two_claims_are_told_apart_in_the_browser_and_it_is_taken_back(
    browser: Any, record: Path, tmp_path: Path
) -> None:
    with running(str(copy_of(record, tmp_path)), "January") as address:
        page = browser.new_context(base_url=address).new_page()
        page.goto("/ledgers?q=security+forces")
        page.locator(".rowline a").first.click()
        page.locator(".account .quote a").first.click()
        page.get_by_role("link", name="same or apart").click()
        page.locator(".result a").first.click()
        page.get_by_label("they do not answer one question").check()
        page.get_by_label("Why").fill("two hospitals")
        page.get_by_label("Your name").fill("Dana Akhmetova")
        page.get_by_role("button", name="Sign and keep").click()
        assert "judged two" in page.inner_text(".judgement")
        page.goto("/ledgers?q=security+forces")
        assert page.locator(".rowline").count() == 2
        page.goto("/judgements")
        page.get_by_role("link", name="withdraw").click()
        page.get_by_label("Why").fill("one hospital after all")
        page.get_by_role("button", name="Sign and keep").click()
        page.goto("/ledgers?q=security+forces")
        assert page.locator(".rowline").count() == 1


@pytest.mark.parametrize("theme", ("light", "dark"))
def test_on_paper_a_page_is_ink_on_white_with_nothing_cut(
    browser: Any, address: str, theme: str
) -> None:
    context = browser.new_context(
        base_url=address, color_scheme=theme, viewport={"width": 700, "height": 990}
    )
    page = context.new_page()
    for path in _everywhere(page)[:20]:
        page.goto(path)
        page.emulate_media(media="print", color_scheme=theme)
        ground, ink = page.evaluate(
            "[getComputedStyle(document.documentElement).backgroundColor,"
            " getComputedStyle(document.body).color]"
        )
        assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)"), path
        assert not page.locator(".menu").is_visible(), path
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert beyond <= 0, f"{path}: {beyond} pixels"
        assert page.pdf(format="A4").startswith(b"%PDF")
        page.emulate_media(media="screen")
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_screen(
    browser: Any, address: str, width: int, client: Any, question_of: Callable[[str], str]
) -> None:
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 900}, locale="ru"
    )
    page = context.new_page()
    toll = question_of("people killed")
    for path in [
        *PATHS, toll, f"{toll}/series", f"{toll}/why", "/search?q=погибли", "/reports",
        "/review/log", "/judgements",
    ]:  # fmt: skip
        page.goto(path)
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert beyond <= 0, f"{path} at {width}: {beyond} pixels"
    context.close()
