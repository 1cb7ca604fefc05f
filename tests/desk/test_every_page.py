"""What holds of every page of the desk, found from its routes so that none can be forgotten: no rule of
accessibility is broken in either theme, nothing is wider than the screen, paper shows ink on white."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from qantar.cli.serve import running
from qantar.desk import pages
from qantar.desk.accounts import Accounts
from qantar.desk.door import Door
from qantar.domain.identity import sha256
from qantar.domain.source import Capture
from qantar.store.address import open_store
from tests.capture.pictures import jpeg, scene
from tests.desk.conftest import AT, copy_of, looking, served
from tests.desk.test_judging import claim_of, sent, token_of
from tests.desk.test_review import coded

pytestmark = pytest.mark.xdist_group("browser")

AXE = (Path(__file__).parent / "vendor" / "axe.js").read_text("utf-8")
THEMES = ("light", "dark")
NARROW, USUAL, WIDE = 360, 1280, 2560
RULES = {
    "light": "{}",
    # What is not of colour is the same elements in the same places: looked at once.
    "dark": "{runOnly: ['color-contrast', 'link-in-text-block']}",
    "short of room": "{runOnly: ['scrollable-region-focusable', 'target-size']}",
}
ROUTES = sorted(
    {
        route.path
        for module in pages.modules()
        for route in module.router.routes
        if isinstance(route, Route) and "GET" in (route.methods or ())
    }
    - {"/sign-in"}  # a desk with accounts alone has it; it has a test of its own
)
OTHERWISE = (
    "{ledger}?policy=ucdp", "{ledger}?policy=ibc", "{ledger}?asof=2022-01-08", "{ledger}/series?asof=2022-01-08",
    "/search?q=погибли", "/search?in=claims&least=1", "/search?in=reports&q=%22", "/chronology?part=undated",
    "/chronology?place=region:KZ-75", "/people?by=person", "/ledgers/none",
)  # fmt: skip
"""States of a page that look other than the page itself."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk on which something of everything was done, and what to fill its addresses with."""

    address: str
    names: Mapping[str, str]
    others: Mapping[str, str]
    """A second one of a kind, for addresses that hold two."""

    def filled(self, path: str) -> str:
        """An address of a route; a name in braces that nobody knows fails: say what it stands for."""
        kind = path.split("/")[1]
        names = {**self.names, "other_id": self.others.get(kind, "")}
        return re.sub(r"\{(\w+)\}", lambda found: names[found[1]], path)

    def addresses(self) -> list[str]:
        ledger = f"/ledgers/{self.names['question']}"
        return [self.filled(path) for path in ROUTES] + [
            path.replace("{ledger}", ledger) for path in OTHERWISE
        ]


def lived_in(client: TestClient) -> tuple[dict[str, str], dict[str, str]]:
    """Judges, codes, keeps and covers on a desk; gives the names to fill addresses with."""
    claim, other, third = (claim_of(client, number) for number in ("967", "18", "16"))
    form = sent(client, other, verb="confirm", reason="as printed", by="Dana")
    assert client.post(f"/claims/{other}/judgement", data=form).status_code == 200
    for coder in ("Дана", "Олена"):
        assert coded(client, claim, coder) == 303
    query = {"query": "q=оружия&in=reports", "name": "the weapons", "found": "1"}
    client.post("/search/kept", data=query | {"token": token_of(client, "/search?q=оружия")})
    ledgers = client.get("/api/v1/ledgers?q=security+forces").json()["items"]
    reports = [one["document"] for one in client.get("/api/v1/reports").json()["items"]]
    judged = re.search(r'id="(judgement-\w+)"', client.get("/judgements").text)
    capture = re.search(r"/captures/(capture-\w+)/thumbnail", client.get("/footage").text)
    assert judged is not None and capture is not None
    cover = {"boxes": "0,0,9,9", "reason": "a minor", "by": "Dana"}
    where = f"/captures/{capture[1]}"
    cover["token"] = token_of(client, where)
    made = client.post(f"{where}/redaction", data=cover).text
    copy = re.search(r"/copies/(\w+)", made)
    assert copy is not None
    names = {
        "question": ledgers[0]["question"], "document_id": reports[0], "claim_id": claim,
        "capture_id": capture[1], "digest": copy[1], "judgement_id": judged[1],
    }  # fmt: skip
    return names, {"reports": reports[1], "claims": third}


@pytest.fixture(scope="module")
def desk(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = copy_of(record, tmp_path_factory.mktemp("lived-in"))
    data = jpeg(scene(1), placed=True)
    store = open_store(path, create=False)
    with store.writer(who="test", at=AT) as writer:
        writer.keep_capture(
            Capture(
                sha256=sha256(data), size=len(data), origin="submission:3f2a/1",
                captured_at=AT, media_type="image/jpeg",
            ),
            data,
        )  # fmt: skip
    store.close()
    with served(path) as client:
        names, others = lived_in(client)
    with running(str(path), "January") as address:
        yield Desk(address, names, others)


def violations(page: Any, where: str, rules: str) -> list[str]:
    found = page.evaluate(
        f"axe.run(document, {{resultTypes: ['violations'], preload: false, ...{RULES[rules]}}})"
    )
    return [
        f"{where} in {rules}: {v['id']} {node['target']} {node['failureSummary'].splitlines()[1:2]}"
        for v in found["violations"]
        for node in v["nodes"]
    ]


def at_width(page: Any, width: int, path: str) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{path} at {width}: {beyond} pixels too wide"] if beyond > 0 else []


def on_paper(page: Any, path: str, theme: str) -> list[str]:
    page.set_viewport_size({"width": 700, "height": 990})
    page.emulate_media(media="print", color_scheme=theme)
    found = page.evaluate(
        "[getComputedStyle(document.documentElement).backgroundColor,"
        " getComputedStyle(document.body).color,"
        " document.querySelector('.menu').checkVisibility(),"
        " document.documentElement.scrollWidth <= innerWidth]"
    )
    page.emulate_media(media="screen", color_scheme="light")
    right = ["rgb(255, 255, 255)", "rgb(0, 0, 0)", False, True]
    return [] if found == right else [f"{path} on paper in {theme}: {found}"]


def test_every_page_can_be_used_by_all_at_every_width_and_on_paper(
    browser: Any, desk: Desk
) -> None:
    broken: list[str] = []
    seen = 0
    context = browser.new_context(base_url=desk.address, color_scheme="light")
    page = context.new_page()
    for path in desk.addresses():
        answer = context.request.get(path)
        if not answer.text().startswith("<!DOCTYPE html>") or "attachment" in str(
            answer.headers.get("content-disposition")
        ):
            continue  # a picture, a download, a piece of a page
        seen += 1
        page.set_viewport_size({"width": USUAL, "height": 900})
        page.goto(path, wait_until="load")
        assert (answer.status == 200) is ("/none" not in path), path
        page.evaluate(AXE)
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            broken += violations(page, path, theme)
            broken += on_paper(page, path, theme)
            page.set_viewport_size({"width": USUAL, "height": 900})
        broken += at_width(page, USUAL, path) + at_width(page, WIDE, path)
        broken += at_width(page, NARROW, path)
        broken += violations(page, path, "short of room")
    context.close()
    assert not broken, "\n".join(broken[:30])
    assert seen >= len(ROUTES) - 8 + len(OTHERWISE)


@pytest.mark.parametrize("lang", ("ru", "uk", "kk"))
def test_no_page_is_wider_than_a_telephone_in_longer_words(
    browser: Any, desk: Desk, lang: str
) -> None:
    with looking(
        browser, desk.address, viewport={"width": NARROW, "height": 900}, locale=lang
    ) as page:
        beyond: list[str] = []
        for entry in pages.entries():
            page.goto(entry.path)
            beyond += at_width(page, NARROW, entry.path)
        assert not beyond


def test_the_sign_in_page_breaks_no_rule_of_accessibility(
    browser: Any, record: Path, tmp_path: Path
) -> None:
    accounts = Accounts.load(tmp_path / "desk.accounts")
    with (
        running(str(copy_of(record, tmp_path)), "January", Door(accounts)) as address,
        looking(browser, address, viewport={"width": NARROW, "height": 700}) as page,
    ):
        page.goto("/")
        assert page.url.partition("?")[0].endswith("/sign-in")
        page.evaluate(AXE)
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            assert not violations(page, "sign-in", theme)


def test_an_address_that_nobody_can_fill_is_told(desk: Desk) -> None:
    with pytest.raises(KeyError):
        desk.filled("/songs/{song_id}")
