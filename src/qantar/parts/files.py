"""A part on disk: ``NAME.claims.parquet``, ``NAME.reports.parquet`` and, once both are whole,
``NAME.done``, a mark that says how much is in them.

The column ``json`` holds the whole value, the others are a way to find it. Files come under their names
in one step, the mark last: a worker that is killed leaves a file that nobody counts.
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from qantar.domain.claim import Claim
from qantar.domain.errors import Misuse, RecordError
from qantar.domain.ledger import SetAside
from qantar.domain.source import Document
from qantar.reconcile.count import Count, counts_of
from qantar.record.rows import claim_columns, decode, encode, plain

DONE = ".done"
CLAIMS, REPORTS = ".claims.parquet", ".reports.parquet"
TOGETHER = 256
"""Reports whose claims are written in one group of rows: what a worker holds at a time."""

_CLAIM_TEXTS = (
    "id", "kind", "report", "document", "object", "act", "place_id", "edtf", "speaker", "reality",
)  # fmt: skip
_REPORT_TEXTS = ("id", "report", "lang", "outlet", "published", "title", "url", "capture")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a finished part holds: reports, claims, what could not be used, the bytes of its files."""

    name: str
    reports: int
    claims: int
    refused: tuple[str, ...]
    claims_bytes: int
    reports_bytes: int


def mark_of(folder: Path, name: str) -> Mark | None:
    """The mark of a part, if it is finished and its files are there in the size it says."""
    try:
        said = json.loads((folder / f"{name}{DONE}").read_text("utf-8"))
        mark = Mark(**(said | {"refused": tuple(said["refused"])}))
        sizes = [(folder / f"{name}{suffix}").stat().st_size for suffix in (CLAIMS, REPORTS)]
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return mark if [mark.claims_bytes, mark.reports_bytes] == sizes else None


class PartWriter:
    """The files of a part while it is written; nothing stands under its name before ``finish``."""

    def __init__(self, folder: Path, name: str) -> None:
        self._pa, self._parquet = _arrow()
        self._folder, self._name = folder, name
        self._own = f".{os.uname().nodename}-{os.getpid()}.unfinished"
        self.reports = self.claims = 0
        self._waiting: list[tuple[Document, list[Claim]]] = []
        self._claims, self._reports = self._file(CLAIMS), self._file(REPORTS)

    def add(self, document: Document, claims: list[Claim]) -> None:
        self._waiting.append((document, claims))
        self.reports += 1
        self.claims += len(claims)
        if len(self._waiting) >= TOGETHER:
            self._write()

    def finish(self, refused: Iterable[str]) -> Mark:
        self._write()
        self._claims.close()
        self._reports.close()
        sizes = {}
        for suffix in (CLAIMS, REPORTS):
            unfinished = self._path(suffix + self._own)
            sizes[suffix] = unfinished.stat().st_size
            unfinished.replace(self._path(suffix))
        mark = Mark(
            name=self._name, reports=self.reports, claims=self.claims, refused=tuple(refused),
            claims_bytes=sizes[CLAIMS], reports_bytes=sizes[REPORTS],
        )  # fmt: skip
        marking = self._path(DONE + self._own)
        text = json.dumps(asdict(mark), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        marking.write_text(text, "utf-8", errors="backslashreplace")
        marking.replace(self._path(DONE))
        return mark

    def _path(self, suffix: str) -> Path:
        return self._folder / f"{self._name}{suffix}"

    def _file(self, suffix: str) -> Any:
        pa = self._pa
        if suffix == CLAIMS:
            fields = [(name, pa.string()) for name in _CLAIM_TEXTS]
            fields += [("starts", pa.int64()), ("ends", pa.int64())]
            fields += [("quote", pa.string()), ("json", pa.string())]
        else:
            fields = [(name, pa.string()) for name in (*_REPORT_TEXTS, "json")]
        return self._parquet.ParquetWriter(
            str(self._path(suffix + self._own)), pa.schema(fields), compression="zstd"
        )

    def _write(self) -> None:
        if not self._waiting:
            return
        claims, reports = [], []
        for document, found in self._waiting:
            own = document.as_json()
            reports.append(
                {name: plain(own.get(name)) for name in _REPORT_TEXTS}
                | {"id": document.id, "json": encode(own)}
            )
            for claim in found:
                row = claim.as_row()
                claims.append(
                    claim_columns(row) | {"quote": plain(row["quote"]), "json": encode(row)}
                )
        self._waiting = []
        for file, rows in ((self._claims, claims), (self._reports, reports)):
            file.write_table(self._pa.Table.from_pylist(rows, schema=file.schema))


@contextmanager
def part_writer(folder: Path, name: str) -> Iterator[PartWriter]:
    """A writer whose unfinished files go when the work fails."""
    writer = PartWriter(folder, name)
    try:
        yield writer
    except BaseException:
        for suffix in (CLAIMS, REPORTS, DONE):
            writer._path(suffix + writer._own).unlink(missing_ok=True)
        raise


def finished(folder: Path) -> list[str]:
    """The names of the finished parts of a folder, sorted.

    Raises:
        Misuse: if there are none.
        RecordError: if the files of a part are not as its mark says.
    """
    names = sorted(path.name.removesuffix(DONE) for path in folder.glob(f"part-*{DONE}"))
    if not names:
        raise Misuse(f"{folder}: no finished parts; make them with qantar claims --parts")
    for name in names:
        if mark_of(folder, name) is None:
            raise RecordError(f"{folder}/{name}: not as it was finished; run --parts again")
    return names


def claims_in(
    folder: Path, name: str, kinds: Iterable[str] = ()
) -> Iterator[tuple[Claim, Document]]:
    """The claims of a part with their reports, in order; only of these kinds, if any are given.

    A quote that no longer stands in its report raises ``MisplacedQuote``.
    """
    _, parquet = _arrow()
    wanted = [("kind", "in", sorted(kinds))] if kinds else None
    try:
        reports = parquet.read_table(folder / f"{name}{REPORTS}", columns=["id", "json"])
        texts = dict(
            zip(*(reports[column].to_pylist() for column in ("id", "json")), strict=True)
        )
        rows = parquet.read_table(
            folder / f"{name}{CLAIMS}", columns=["document", "json"], filters=wanted
        ).to_pylist()
    except (OSError, ValueError) as error:
        raise RecordError(f"{folder}/{name}: cannot be read ({error}); run again") from None
    documents: dict[str, Document] = {}
    for row in rows:
        id_ = row["document"]
        if id_ not in documents:
            documents = {id_: Document.from_json(decode(texts[id_]))}  # one held at a time
        yield Claim.from_row(decode(row["json"]), documents[id_].text), documents[id_]


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of a part ready to be compared, and those that are no reports of fact."""

    counts: tuple[Count, ...]
    set_aside: tuple[SetAside, ...]


def counts_in(given: tuple[Path, str]) -> Counts:
    """The figures of a part (its folder, its name). Nothing of its texts is held but the quotes."""
    claims: list[Claim] = []
    documents: dict[str, Document] = {}
    for claim, document in claims_in(*given, kinds=("figure", "credit")):
        claims.append(claim)
        documents[document.id] = document
    counts, aside = counts_of(claims, documents)
    return Counts(counts, aside)


def _arrow() -> tuple[Any, Any]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise Misuse(
            "parts are Parquet, which needs pyarrow; install qantar[parquet]"
        ) from None
