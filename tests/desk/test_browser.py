"""The real tasks, done in a browser as a person does them, on the record of the demo."""

import re
from pathlib import Path
from typing import Any

import pytest

from qantar.cli.serve import running
from qantar.record.copies import copies
from qantar.store.address import open_store
from tests.desk.conftest import copy_of, looking, photographed

pytestmark = pytest.mark.xdist_group("browser")


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
    quote = page.inner_text(".quote")
    assert "27" in quote and page.locator(".quote mark").count() == 1


def test_why_two_figures_contradict_is_told_where_they_are_shown(page: Any) -> None:
    page.goto("/ledgers?disputed=1&q=security")
    page.locator(".rowline a").first.click()
    dispute = page.locator(".conflict").first
    told = dispute.inner_text()
    assert "16" in told and "18" in told and "a count that cannot fall" in told
    assert dispute.locator(".sides blockquote").count() == 2
    dispute.get_by_role("link", name="step by step").click()
    page.wait_for_url("**/why?of=*")
    assert "a count that cannot fall" in page.inner_text(".steps")


def test_a_mark_of_the_drawing_leads_to_its_quote(page: Any) -> None:
    page.goto("/ledgers?q=security+forces")
    page.locator(".rowline a").first.click()
    mark = page.locator("a.mark").first
    target = mark.get_attribute("href")
    mark.focus()
    told = page.inner_text("[data-mark-told]")  # what it says, and the quote it stands on
    quote = page.locator(f"{target} .quote").inner_text()
    assert mark.locator("title").text_content() in told and quote in told
    page.keyboard.press("Enter")
    assert page.url.endswith(target)
    assert page.locator(target).is_visible()


def test_a_claim_is_corrected_by_keyboard_alone_and_the_ledger_follows(
    own_page: Any,
) -> None:
    page = own_page
    page.goto("/search?q=967&in=reports")
    page.locator(".result a").first.click()
    page.locator(".claim-card").first.wait_for()
    walked = 0
    while not page.locator(".claim-card:focus", has_text="967").count():
        page.keyboard.press("n")
        walked += 1
        assert walked < 40
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
    assert page.locator(".rowline .range").first.inner_text() == "967–968"
    page.locator(".rowline a").first.click()
    account = page.locator(".account.by-person").first
    assert account.locator("mark").inner_text() == "967"  # the words of the source stay


def test_a_rule_is_switched_on_and_the_range_stays(page: Any) -> None:
    page.goto("/ledgers?q=security+forces")
    page.locator(".rowline a").first.click()
    before = page.inner_text(".answer .range")
    page.get_by_role("link", name=re.compile("UCDP")).click()
    rule = page.inner_text(".by-rule")
    assert re.search(r"low\s+19", rule) and re.search(r"high\s+19", rule)
    assert page.inner_text(".answer .range") == before


def test_an_inflected_kazakh_word_is_searched_and_its_exact_form_marked(page: Any) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("ұсталған")
    page.get_by_role("button", name="Search").click()
    found = page.locator(".result mark").all_inner_texts()
    assert "ұсталды" in found and "ұсталған" in found


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


def test_a_dossier_opens_from_disk(browser: Any, demo_record: Path, tmp_path: Path) -> None:
    from qantar.cli.dossier import write_dossier
    from qantar.cli.ledger import held_by

    path = tmp_path / "dossier.html"
    write_dossier(held_by(str(demo_record)), path, "January", "kk")
    with looking(browser, path.as_uri()) as page:
        page.goto(path.as_uri())
        assert page.inner_text("h1") == "January"
        assert page.inner_text("#verify h2") == "Қалай тексеруге болады"
        quote = page.locator("#questions blockquote a", has_text="967").first
        quote.click()
        article = "document.querySelector(':target').closest('article.report').innerText"
        assert "967" in page.evaluate(article)  # where it stands in the report


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
    assert page.locator(".series tbody tr").count() == 5


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


def test_two_people_code_a_figure_apart_and_a_third_decides(own_page: Any) -> None:
    page = own_page
    page.goto("/review")
    page.get_by_role("link", name="Code the next figure").click()
    page.wait_for_url("**/review/claims/*")
    figure = page.url
    for coder, number in (("Дана", "13"), ("Олена", "14")):
        page.context.clear_cookies()  # another person's browser
        page.goto(figure)
        page.get_by_label("yes", exact=True).check()
        page.get_by_label("number, with its sign").fill(number)
        page.locator("select[name=object]").select_option("person")
        page.locator("select[name=act]").select_option("killed")
        page.get_by_label("Your name").fill(coder)
        page.get_by_role("button", name="Keep and take the next").click()
        page.wait_for_url(lambda url: url != figure)
    page.goto("/review")
    page.get_by_role("link", name="decide").click()
    assert "13" in page.inner_text("tr.apart") and "14" in page.inner_text("tr.apart")
    page.get_by_label("number, with its sign").fill("13")
    page.get_by_label("Why").fill("read again")
    page.get_by_label("Your name").fill("Ержан")
    page.get_by_role("button", name="Sign and keep").click()
    page.wait_for_url("**/review")
    assert "Ержан" in page.inner_text("section[aria-labelledby=decided]")


def test_a_place_on_the_map_narrows_the_chronology_and_back(page: Any) -> None:
    page.goto("/chronology")
    everything = page.locator(".happening").count()
    page.locator(".map a.town").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**place=*")
    assert 0 < page.locator(".happening").count() < everything
    assert page.locator("select[name=place]").input_value() in page.url.replace("%3A", ":")
    page.get_by_role("link", name="all places").click()
    page.wait_for_url(lambda url: "place=" not in url)
    assert page.locator(".map a.town").count() > 1
    page.locator(".happening .facts a", has_text="Almaty").first.click()
    page.wait_for_url("**place=*")
    assert page.locator(".map a.town").count() == 1  # and the map follows the chronology
    assert page.locator(".happening").count() < everything


def test_boxes_are_drawn_over_a_picture_by_pointer_and_by_keyboard(
    browser: Any, demo_record: Path, tmp_path: Path
) -> None:
    path, capture_id = photographed(demo_record, tmp_path)
    with (
        running(str(path), "January") as address,
        looking(browser, address) as page,
    ):
        page.goto(f"/captures/{capture_id}")
        picture = page.get_by_role("application", name="Boxes over the picture")
        field = page.locator("textarea[name=boxes]")
        picture.scroll_into_view_if_needed()
        seen = picture.bounding_box()
        scale = seen["width"] / 320
        picture.hover(position={"x": 10 * scale, "y": 20 * scale})
        page.mouse.down()
        page.mouse.move(seen["x"] + 60 * scale, seen["y"] + 50 * scale, steps=3)
        page.mouse.up()
        drawn = [int(number) for number in field.input_value().split(",")]
        assert all(abs(a - b) <= 1 for a, b in zip(drawn, (10, 20, 50, 30), strict=True))
        page.keyboard.press("Enter")  # a second box, in the middle
        for key in ("ArrowLeft", "Alt+ArrowUp", "Shift+ArrowRight"):
            page.keyboard.press(key)
        second = "114,89,86,60"
        assert field.input_value().splitlines()[1] == second
        assert second.replace(",", ", ") in page.inner_text("[data-cover] [role=status]")
        page.keyboard.press("n")
        page.keyboard.press("Delete")
        assert field.input_value() == second
        page.get_by_label("Why").fill("a minor")
        page.get_by_label("Your name").fill("Dana")
        page.get_by_role("button", name="Make a redacted copy").click()
        page.get_by_role("heading", name="Working copies").wait_for()
    store = open_store(path, create=False)
    with store.view() as view:
        (copy,) = copies(view.custody(capture_id))
    store.close()
    assert copy.detail["boxes"] == [[114, 89, 86, 60]]
