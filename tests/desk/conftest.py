"""A desk over a small record of our own reports, made once; every test that writes takes a copy."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from qantar.cli.demo import REPORTS as DEMO_REPORTS
from qantar.cli.serve import desk_of, running
from qantar.desk.app import make_app
from qantar.desk.security import Limits
from qantar.domain.identity import sha256
from qantar.domain.source import Capture
from qantar.pipeline import ingest, warm
from qantar.runners.local import local_runner
from qantar.store.address import open_store
from tests.capture.pictures import jpeg, scene

AT = "2022-03-01T09:00:00Z"
REPORTS = {
    "toll.txt": "Погибли 164 человека\n\nВо время беспорядков в Казахстане погибли 164 человека, "
    "сообщило министерство здравоохранения 9 января 2022 года.\n\nВ Алматы погибли 103 человека.",
    "error.txt": "Информация о 164 погибших неверна\n\nИнформация о 164 погибших в Казахстане не "
    "соответствует действительности, сообщило министерство здравоохранения 10 января 2022 года.",
    "prosecutors.txt": "Названо число погибших\n\nВсего в Казахстане погибли 225 человек, сообщила "
    "15 января 2022 года Генеральная прокуратура.",
    "weapons.txt": "Похищено оружие\n\nВ Казахстане похищено более 1,5 тысяч единиц оружия, сообщил "
    "7 февраля 2022 года прокурор Ризабек Ожаров.\n\nНайдено 967 единиц оружия.",
    "attacks.txt": "Атаки\n\n6 января 2022 года на департамент полиции Алматы совершено 27 атак, "
    "рассказала официальный представитель департамента Салтанат Азирбек.",
    "kazakh.txt": "Алматыда ұсталғандар саны\n\n2022 жылғы 12 қаңтарда Алматыда 1925 адам ұсталды, "
    "деп хабарлады қала комендатурасы.\n\nҰсталғандардың арасында шетелдіктер бар.",
    "english.txt": "Security forces killed\n\nA total of 18 members of the security forces have been "
    "killed in Kazakhstan, the interior ministry said on 7 January 2022.",
    "english-later.txt": "Interior ministry counts\n\nA total of 16 members of the security forces "
    "have been killed in Kazakhstan, the interior ministry said on 9 January 2022.",
    "hostile.txt": "Заголовок <script>alert(1)</script>\n\nВ Астане ранены 12 человек "
    '<img src=x onerror="alert(2)">, сообщила полиция 8 января 2022 года. \u202e{{ 7 * 7 }}',
}
SOURCES = "file,outlet,lang,published\n" + "".join(
    f"{name},{outlet}.example,{lang},{day}\n"
    for name, outlet, lang, day in (
        ("toll.txt", "steppe", "ru", "2022-01-09"),
        ("error.txt", "steppe", "ru", "2022-01-10"),
        ("prosecutors.txt", "courier", "ru", "2022-01-15"),
        ("weapons.txt", "courier", "ru", "2022-02-07"),
        ("attacks.txt", "leaf", "ru", "2022-02-21"),
        ("kazakh.txt", "breath", "kk", "2022-01-13"),
        ("english.txt", "wire", "en", "2022-01-07"),
        ("english-later.txt", "wire", "en", "2022-01-09"),
        ("hostile.txt", "leaf", "ru", "2022-01-08"),
    )
)


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record, with its shelf beside it."""
    folder = tmp_path_factory.mktemp("desk")
    reports = folder / "reports"
    reports.mkdir()
    for name, text in REPORTS.items():
        (reports / name).write_text(text, "utf-8")
    (reports / "sources.csv").write_text(SOURCES, "utf-8")
    return record_of(reports, folder / "january.qantar")


@pytest.fixture(scope="session")
def demo_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of ``qantar demo``, with its shelf beside it."""
    return record_of(DEMO_REPORTS, tmp_path_factory.mktemp("demo") / "demo.qantar")


def photographed(record: Path, folder: Path) -> tuple[Path, str]:
    """A copy of a record with a photograph in it that knows its place, and the photograph's id."""
    path = copy_of(record, folder)
    data = jpeg(scene(1), placed=True)
    capture = Capture(
        sha256=sha256(data), size=len(data), origin="submission:3f2a/1", captured_at=AT,
        media_type="image/jpeg",
    )  # fmt: skip
    store = open_store(path, create=False)
    with store.writer(who="test", at=AT) as writer:
        writer.keep_capture(capture, data)
    store.close()
    return path, capture.id


def record_of(reports: Path, path: Path) -> Path:
    """A record of a folder of reports, read without its command."""
    from qantar.capture import gather

    store = open_store(path, create=True)
    try:
        with local_runner(1, warm) as runner:
            ingest(
                gather([str(reports)], captured_at=AT),
                store,
                runner,
                who="test",
                clock=lambda: AT,
            )
        desk_of(store, str(path), title="January")
    finally:
        store.close()
    return path


CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-gpu", "--disable-extensions",
)  # fmt: skip


@contextmanager
def chromium() -> Iterator[Any]:
    """Debian's Chromium; the test is skipped where it or what drives it is absent."""
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
def browser() -> Iterator[Any]:
    """One browser for the tests of a module; a test opens a context of its own.

    Its event loop runs as long as it does, and no test beside it could start one: hence not one for all.
    """
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def address(demo_record: Path) -> Iterator[str]:
    """Where the desk of the demo is open, for reading."""
    with running(str(demo_record), "January") as opened:
        yield opened


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page that fails the test on any error of a script or of the policy."""
    with looking(browser, address) as opened:
        yield opened


@pytest.fixture
def own_page(browser: Any, demo_record: Path, tmp_path: Path) -> Iterator[Any]:
    """The same, for writing: a desk over a copy of the demo that nobody else sees."""
    with (
        running(str(copy_of(demo_record, tmp_path)), "January") as opened,
        looking(browser, opened) as page,
    ):
        yield page


@contextmanager
def looking(browser: Any, address: str, **options: Any) -> Iterator[Any]:
    """A page in a context of its own; no script and no policy may have complained when it is closed."""
    context = browser.new_context(
        base_url=address, **({"viewport": {"width": 1280, "height": 900}} | options)
    )
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "console", lambda told: faults.append(told.text) if told.type == "error" else None
    )
    try:
        yield opened
    finally:
        context.close()
    assert not faults


@contextmanager
def served(record: Path) -> Iterator[TestClient]:
    """A browser without scripts before the desk of a record."""
    store = open_store(record, create=False)
    try:
        app = make_app(
            desk_of(store, str(record), title="January"),
            hosts=("testserver",),
            limits=Limits(rate=10_000, burst=10_000),
        )
        with TestClient(app) as client:
            yield client
    finally:
        store.close()


@pytest.fixture(scope="session")
def client(record: Path) -> Iterator[TestClient]:
    """For reading."""
    with served(record) as opened:
        yield opened


@pytest.fixture
def own_client(record: Path, tmp_path: Path) -> Iterator[TestClient]:
    """For writing: a copy of the record that nobody else sees."""
    with served(copy_of(record, tmp_path)) as opened:
        yield opened


def copy_of(record: Path, folder: Path) -> Path:
    """A record with its bytes and its shelf, copied."""
    for path in record.parent.glob(record.name + "*"):
        if path.is_dir():
            shutil.copytree(path, folder / path.name)
        else:
            shutil.copy(path, folder / path.name)
    return folder / record.name


@pytest.fixture(scope="session")
def question_of(client: TestClient) -> Callable[[str], str]:
    """The address of the ledger whose question has all these words."""

    def find(words: str) -> str:
        found = client.get("/api/v1/ledgers", params={"q": words}).json()["items"]
        assert found, words
        return f"/ledgers/{found[0]['question']}"

    return find
