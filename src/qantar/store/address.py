"""Where a record lies: a file, or a PostgreSQL address, told apart by looking."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from qantar.domain.errors import RecordError
from qantar.record.port import Store

BLOBS_SUFFIX = ".blobs"
"""``x.qantar`` keeps its bytes in ``x.qantar.blobs/``."""


def open_store(address: str | Path, *, create: bool, blobs: Path | None = None) -> Store:
    """The record at a path or URL, upgraded to the newest form.

    A path is an SQLite file, its bytes beside it unless ``blobs`` names a folder. A PostgreSQL URL
    names the folder of bytes itself: ``postgresql://user@host/name?blobs=/srv/qantar/blobs``.

    Raises:
        RecordError: if there is no record and none shall be made, if it is another program's or of
            a newer Qantar, or cannot be reached.
    """
    from qantar.store.sql import SqlStore

    if isinstance(address, str) and "://" in address:
        url, folder = _postgres(address)
        folder = blobs if blobs is not None else folder
        if folder is None:
            raise RecordError(
                f"{url.render_as_string()}: a PostgreSQL record needs a folder for its bytes; "
                "add ?blobs=/folder to the address"
            )
        return SqlStore.open(url, folder, create=create)
    path = Path(address)
    if path.is_dir():
        raise RecordError(f"{path}: a folder; a record is a file, as {path}/record.qantar")
    if not path.exists():
        if not create:
            raise RecordError(
                f"{path}: no record here yet; qantar ingest PATH --record {path} makes one"
            )
        if not path.absolute().parent.is_dir():
            raise RecordError(f"{path}: its folder does not exist; make it first")
    folder = blobs if blobs is not None else path.with_name(path.name + BLOBS_SUFFIX)
    return SqlStore.open(URL.create("sqlite", database=str(path)), folder, create=create)


def _postgres(address: str) -> tuple[URL, Path | None]:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        # The address is not repeated: it may hold a password.
        raise RecordError(
            "the record's address is malformed; expected postgresql://user@host/name?blobs=/folder"
        ) from None
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise RecordError(
            f"{url.get_backend_name()}: a record lies in a file or in PostgreSQL; "
            "expected a path or postgresql://user@host/name?blobs=/folder"
        )
    folder = url.query.get("blobs")
    url = url.difference_update_query(["blobs"]).set(drivername="postgresql+psycopg")
    return url, Path(folder) if isinstance(folder, str) else None
