"""A desk that others can reach."""

import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from qantar.cli.app import app as command
from qantar.cli.serve import desk_of
from qantar.desk.accounts import Accounts, Sessions
from qantar.desk.app import make_app
from qantar.desk.door import Door
from qantar.desk.security import Limits
from qantar.desk.visit import Account
from qantar.domain.errors import Misuse
from qantar.store.address import open_store
from tests.desk.conftest import copy_of

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Accounts:
    kept = Accounts.load(tmp_path_factory.mktemp("accounts") / "desk.accounts")
    kept.add("Dana Akhmetova", "coder", PASSWORD)
    kept.add("Reader", "viewer", PASSWORD)
    return kept


@contextmanager
def guarded(record: Path, accounts: Accounts) -> Iterator[TestClient]:
    store = open_store(record, create=False)
    desk = desk_of(store, str(record), title="January", is_public=True)
    app = make_app(
        desk, hosts=("testserver",), limits=Limits(rate=1e6, burst=1e6), door=Door(accounts)
    )
    try:
        with TestClient(app, base_url="https://testserver") as client:
            yield client
    finally:
        store.close()


def sign_in(client: TestClient, name: str, password: str, back: str = "/ledgers") -> int:
    token = re.search(r'name="token" value="(\w+)"', client.get("/sign-in").text)
    assert token is not None
    answer = client.post(
        "/sign-in", data={"token": token[1], "name": name, "password": password, "back": back}
    )
    return answer.status_code


def test_who_is_not_signed_in_sees_nothing_of_the_record(
    record: Path, accounts: Accounts
) -> None:
    with guarded(record, accounts) as client:
        for path in ("/", "/ledgers", "/search?q=погибли", "/reports"):
            answer = client.get(path)
            assert answer.url.path == "/sign-in" and "погибли" not in answer.text
        assert client.get("/api/v1/record").status_code == 401
        assert client.get("/api/v1/openapi.json").status_code == 401


def test_who_signs_in_comes_back_to_where_they_were(record: Path, accounts: Accounts) -> None:
    with guarded(record, accounts) as client:
        assert sign_in(client, "Reader", PASSWORD) == 200
        assert client.get("/ledgers").url.path == "/ledgers"
        assert "Reader" in client.get("/ledgers").text


def test_the_session_cookie_is_out_of_reach_of_scripts_and_of_plain_http(
    record: Path, accounts: Accounts
) -> None:
    with guarded(record, accounts) as client:
        token = re.search(r'name="token" value="(\w+)"', client.get("/sign-in").text)
        assert token is not None
        answer = client.post(
            "/sign-in",
            data={"token": token[1], "name": "Reader", "password": PASSWORD},
            follow_redirects=False,
        )
        cookie = answer.headers["set-cookie"].lower()
        assert "qantar-session" in cookie
        assert all(word in cookie for word in ("httponly", "secure", "samesite=lax"))


def test_a_wrong_password_is_told_like_a_wrong_name_and_tries_are_few(
    record: Path, accounts: Accounts
) -> None:
    with guarded(record, accounts) as client:
        codes = [sign_in(client, name, "not the password") for name in ("Reader", "Nobody")]
        assert codes == [403, 403]
        assert [sign_in(client, "Reader", "no") for _ in range(4)][-1] == 429
        assert sign_in(client, "Reader", PASSWORD) == 429


def test_a_viewer_reads_and_a_coder_judges_in_their_own_name(
    record: Path, accounts: Accounts, tmp_path: Path
) -> None:
    with guarded(copy_of(record, tmp_path), accounts) as client:
        for name, code in (("Reader", 400), ("Dana Akhmetova", 200)):
            assert sign_in(client, name, PASSWORD) == 200
            claim = client.get("/api/v1/claims?kind=figure").json()["items"][0]["claim"]
            text = client.get(f"/claims/{claim}/judgement").text
            token = re.search(r'name="token" value="(\w+)"', text)
            assert token is not None and 'name="by"' not in text
            form = {
                "token": token[1],
                "verb": "confirm",
                "reason": "read",
                "by": "Somebody Else",
            }
            assert client.post(f"/claims/{claim}/judgement", data=form).status_code == code
        judged = client.get(f"/claims/{claim}").text
        assert "Dana Akhmetova" in judged and "Somebody Else" not in judged


def test_signing_out_ends_the_session(record: Path, accounts: Accounts) -> None:
    with guarded(record, accounts) as client:
        sign_in(client, "Reader", PASSWORD)
        token = re.search(r'name="token" value="(\w+)"', client.get("/").text)
        assert token is not None
        client.post("/sign-out", data={"token": token[1]})
        assert client.get("/ledgers").url.path == "/sign-in"


def test_a_session_ends_with_the_working_day() -> None:
    sessions = Sessions()
    token = sessions.open(Account(name="a", role="viewer"), 0.0)
    assert sessions.account(token, 3600.0) is not None
    assert sessions.account(token, 13 * 3600.0) is None
    assert sessions.account("made up", 0.0) is None


def test_passwords_are_kept_as_digests_in_a_file_of_its_owner(accounts: Accounts) -> None:
    text = accounts.path.read_text("utf-8")
    assert PASSWORD not in text and "$argon2id$" in text
    assert stat.S_IMODE(accounts.path.stat().st_mode) == 0o600
    again = Accounts.load(accounts.path)
    assert again.check("Dana Akhmetova", PASSWORD) == Account(
        name="Dana Akhmetova", role="coder"
    )
    assert again.check("Dana Akhmetova", PASSWORD + "!") is None
    assert again.check("Nobody", PASSWORD) is None


def test_a_short_password_or_an_unknown_role_makes_no_account(tmp_path: Path) -> None:
    kept = Accounts.load(tmp_path / "a")
    with pytest.raises(Misuse, match="shorter"):
        kept.add("a", "viewer", "short")
    with pytest.raises(Misuse, match="viewer, coder"):
        kept.add("a", "owner", PASSWORD)
    (tmp_path / "b").write_text("[1]", "utf-8")
    with pytest.raises(Misuse, match="no file of accounts"):
        Accounts.load(tmp_path / "b")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--host", "0.0.0.0"], "--accounts"),
        (["--name", "desk.example"], "--accounts"),
        (["--host", "0.0.0.0", "--accounts", "FILE"], "--certificate"),
        (["--port", "70000"], "--port"),
    ],
)
def test_the_desk_refuses_to_be_reached_without_accounts_and_tls(
    record: Path, accounts: Accounts, options: list[str], told: str
) -> None:
    given = [str(accounts.path) if option == "FILE" else option for option in options]
    done = CliRunner().invoke(command, ["serve", "--record", str(record), *given])
    assert isinstance(done.exception, Misuse) and told in str(done.exception)


def test_accounts_are_kept_by_the_command(tmp_path: Path) -> None:
    path = str(tmp_path / "desk.accounts")
    runner = CliRunner()
    made = ["account", "add", "Dana", "--role", "coder", "--accounts", path]
    assert runner.invoke(command, made, input=PASSWORD + "\n").exit_code == 0
    assert (
        runner.invoke(command, ["account", "list", "--accounts", path]).stdout
        == "Dana: coder\n"
    )
    assert (
        runner.invoke(command, ["account", "remove", "Dana", "--accounts", path]).exit_code == 0
    )
    assert runner.invoke(command, ["account", "list", "--accounts", path]).stdout == ""


def test_who_came_and_who_was_refused_stands_in_the_log(
    record: Path, accounts: Accounts, tmp_path: Path
) -> None:
    own = copy_of(record, tmp_path)
    with guarded(own, accounts) as client:
        sign_in(client, "Reader", "not the password")
        sign_in(client, "Reader", PASSWORD)
        lines = client.get("/api/v1/review/log").json()["items"][:2]
        assert [line["act"] for line in lines] == ["signed in", "sign-in refused"]
        assert {line["who"] for line in lines} == {"Reader"}
        assert PASSWORD not in client.get("/review/log").text
        # Where from is for whoever keeps the accounts.
        assert [line["about"] for line in lines] == ["", ""]


def test_a_session_of_one_record_opens_no_other(
    record: Path, accounts: Accounts, tmp_path: Path
) -> None:
    """Each desk serves one record with accounts of its own: the same name and password are no key."""
    others = Accounts.load(tmp_path / "other.accounts")
    others.add("Erlan", "admin", PASSWORD)
    (tmp_path / "other").mkdir()
    other = copy_of(record, tmp_path / "other")
    with guarded(record, accounts) as one, guarded(other, others) as two:
        assert sign_in(one, "Reader", PASSWORD) == 200
        assert one.get("/ledgers", follow_redirects=False).status_code == 200
        for name, value in one.cookies.items():
            two.cookies.set(name, value)
        for path in ("/ledgers", "/publish/dossier.html", "/api/v1/ledgers"):
            assert two.get(path, follow_redirects=False).status_code in (303, 401), path
        two.cookies.clear()
        assert sign_in(two, "Reader", PASSWORD) == 403
