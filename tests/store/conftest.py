"""Records to try: in memory, in a file, and on a private PostgreSQL server."""

import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from qantar.record.port import Store
from qantar.store.address import open_store
from qantar.store.memory import MemoryStore

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT))  # the samples are shared with processes the tests start

from tests.store import postgres_server  # noqa: E402

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    bin = postgres_server.binaries()
    if bin is None:
        pytest.skip("no PostgreSQL server here: apt-get install postgresql")
    pytest.importorskip("psycopg", reason="the extra qantar[postgres] is not installed")
    with postgres_server.private_server(bin) as address:
        yield address


@pytest.fixture
def database(server: str, tmp_path: Path) -> str:
    """The address of an empty database with a folder for its bytes."""
    name = f"record_{next(_NUMBERS)}"
    engine = sa.create_engine(
        server.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server.removesuffix('postgres')}{name}?blobs={tmp_path / 'blobs'}"


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a record in SQL may be made."""
    if request.param == "sqlite":
        return str(tmp_path / "x.qantar")
    found: str = request.getfixturevalue("database")
    return found


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "x.qantar", create=True)
    yield store
    store.close()


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty record, of every kind in turn."""
    make: dict[str, Callable[[], Store]] = {
        "memory": MemoryStore,
        "sqlite": lambda: open_store(tmp_path / "x.qantar", create=True),
        "postgres": lambda: open_store(request.getfixturevalue("database"), create=True),
    }
    made = make[request.param]()
    yield made
    made.close()


@pytest.fixture(params=["memory", "sqlite"])
def local_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store without a server, for what no server does otherwise."""
    made: Store
    if request.param == "memory":
        made = MemoryStore()
    else:
        made = open_store(tmp_path / "x.qantar", create=True)
    yield made
    made.close()
