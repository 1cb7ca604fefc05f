"""Pictures on the desk: thumbnails of our own making, metadata by role, redacted copies."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qantar.cli.serve import desk_of
from qantar.desk.accounts import Accounts
from qantar.desk.app import make_app
from qantar.desk.door import Door
from qantar.desk.security import Limits
from qantar.domain.identity import sha256
from qantar.record.copies import copies
from qantar.record.custody import Act
from qantar.record.links import link, take_back
from qantar.record.verification import verify
from qantar.store.address import open_store

from .conftest import AT, photographed, served
from .test_pages import Page

WORDS = "four long words here"


@pytest.fixture
def pictured(record: Path, tmp_path: Path) -> tuple[Path, str]:
    return photographed(record, tmp_path)


@pytest.fixture
def client_(pictured: tuple[Path, str]) -> Iterator[TestClient]:
    with served(pictured[0]) as opened:
        yield opened


def token_of(text: str) -> str:
    page = Page(text)
    return next(
        a["value"] or "" for n, a in page.elements if n == "input" and a.get("name") == "token"
    )


def test_a_picture_is_a_thumbnail_a_table_and_its_custody(
    client_: TestClient, pictured: tuple[Path, str]
) -> None:
    id_ = pictured[1]
    assert f"/captures/{id_}/thumbnail" in client_.get("/footage").text
    page = client_.get(f"/captures/{id_}")
    assert page.status_code == 200
    assert "320 × 240" in page.text
    assert "received" in page.text
    if shutil.which("exiftool"):
        assert "GPSLatitude" in page.text
    shown = client_.get(f"/captures/{id_}/thumbnail")
    assert shown.headers["content-type"] == "image/jpeg"
    assert shown.headers["content-security-policy"].startswith("sandbox")
    assert shown.content.startswith(b"\xff\xd8\xff")
    assert b"Exif" not in shown.content


def test_places_and_originals_are_for_reviewers(
    pictured: tuple[Path, str], tmp_path: Path
) -> None:
    path, id_ = pictured
    accounts = Accounts(tmp_path / "accounts")
    accounts.add("coder", "coder", WORDS)
    accounts.add("reviewer", "reviewer", WORDS)
    store = open_store(path, create=False)
    try:
        app = make_app(
            desk_of(store, str(path), title="x"), hosts=("testserver",),
            limits=Limits(rate=1e4, burst=1e4), door=Door(accounts),
        )  # fmt: skip
        seen = {}
        for name in ("coder", "reviewer"):
            with TestClient(app) as browser:
                token = token_of(browser.get("/sign-in").text)
                browser.post("/sign-in", data={"name": name, "password": WORDS, "token": token})
                seen[name] = browser.get(f"/captures/{id_}").text
                code = browser.get(f"/captures/{id_}/original").status_code
                assert code == {"coder": 403, "reviewer": 200}[name]
    finally:
        store.close()
    assert "320 × 240" in seen["coder"]
    assert "GPSLatitude" not in seen["coder"]
    assert "A Name" not in seen["coder"]
    if shutil.which("exiftool"):
        assert "GPSLatitude" in seen["reviewer"]


def test_a_box_entered_at_the_desk_makes_a_copy_with_custody(
    client_: TestClient, pictured: tuple[Path, str]
) -> None:
    path, id_ = pictured
    form = {"token": token_of(client_.get(f"/captures/{id_}").text), "by": "А. Ким"}
    refused = client_.post(
        f"/captures/{id_}/redaction", data=form | {"boxes": "300,0,99,9", "reason": "a minor"}
    )
    assert refused.status_code == 400
    assert "reaches out of 320 by 240" in refused.text
    done = client_.post(
        f"/captures/{id_}/redaction", data=form | {"boxes": "0,0,99,9", "reason": "a minor"}
    )
    assert done.status_code == 200
    assert "a minor" in done.text
    store = open_store(path, create=False)
    try:
        with store.view() as view:
            (copy,) = copies(view.custody(id_))
        assert (copy.detail["by"], copy.detail["boxes"]) == ("А. Ким", [[0, 0, 99, 9]])
        kept = client_.get(f"/captures/{id_}/copies/{copy.sha256}")
        assert sha256(kept.content) == copy.sha256
        assert client_.get(f"/captures/{id_}/copies/{'0' * 64}").status_code == 404
        assert list(verify(store)) == []
    finally:
        store.close()


def test_what_the_desk_gives_out_stands_in_custody(
    client_: TestClient, pictured: tuple[Path, str]
) -> None:
    path, id_ = pictured
    answer = client_.get(f"/captures/{id_}/original")
    assert sha256(answer.content) == answer.headers["content-disposition"][-69:-5]
    assert int(answer.headers["content-length"]) == len(answer.content)
    store = open_store(path, create=False)
    try:
        with store.view() as view:
            (entry,) = view.custody(id_, Act.EXPORTED)
        assert (entry.who, entry.detail["form"]) == ("desk", "original")
        assert entry.detail["sha256"] == sha256(answer.content)
        assert list(verify(store)) == []
    finally:
        store.close()
    assert "exported" in client_.get(f"/captures/{id_}").text


def test_material_linked_with_a_claim_is_shown_with_both(
    client_: TestClient, pictured: tuple[Path, str]
) -> None:
    path, id_ = pictured
    store = open_store(path, create=False)
    try:
        with store.view() as view:
            claim = next(view.claims())
        made = link(store, id_, [claim.id], by="А. Ким", reason="the square", who="d", at=AT)
        assert f"/claims/{claim.id}" in client_.get(f"/captures/{id_}").text
        page = client_.get(f"/claims/{claim.id}").text
        assert f"/captures/{id_}" in page
        assert "the square" in page
        take_back(store, made.number, by="А. Ким", reason="another", who="d", at=AT)
        assert f"/captures/{id_}" not in client_.get(f"/claims/{claim.id}").text
        link(store, id_, [claim.id], by="А. Ким", reason="the square", who="d", at=AT)
        with store.writer(who="d", at=AT) as writer:
            writer.remove_capture(id_, decided_by=("А. Ким",), reason="safety")
        assert f"/captures/{id_}" not in client_.get(f"/claims/{claim.id}").text
    finally:
        store.close()


def test_a_document_that_is_no_picture_has_a_page_of_its_custody(
    client_: TestClient, pictured: tuple[Path, str]
) -> None:
    store = open_store(pictured[0], create=False)
    with store.view() as view:
        other = next(c.id for c in view.captures() if not c.media_type.startswith("image/"))
    store.close()
    page = client_.get(f"/captures/{other}")
    assert page.status_code == 200
    assert "received" in page.text


def test_a_form_of_another_site_covers_nothing(
    client_: TestClient, pictured: tuple[Path, str]
) -> None:
    answer = client_.post(
        f"/captures/{pictured[1]}/redaction",
        data={"boxes": "0,0,9,9", "reason": "x", "by": "y"},
    )
    assert answer.status_code == 403


def test_words_covered_at_the_desk_are_gone_from_its_dossier(own_client: TestClient) -> None:
    found = own_client.get("/api/v1/reports").json()["items"]
    weapons = next(one["document"] for one in found if "weapons" in str(one))
    address = f"/reports/{weapons}/redaction"
    form = {"token": token_of(own_client.get(address).text), "by": "А. Ким", "reason": "asked"}
    assert own_client.post(address, data=form | {"words": "Никто"}).status_code == 400
    assert "Ожаров" in own_client.get("/publish/dossier.html").text
    assert own_client.post(address, data=form | {"words": "Ризабек Ожаров"}).status_code == 200
    page = own_client.get("/publish/dossier.html").text
    assert "Ожаров" not in page
    assert "█████" in page
    assert "Ожаров" in own_client.get(f"/reports/{weapons}").text
    question = next(
        one["question"]
        for one in own_client.get("/api/v1/ledgers").json()["items"]
        if "weapon" in str(one)
    )
    assert own_client.get(f"/publish/ledgers/{question}/card.html").status_code == 409
