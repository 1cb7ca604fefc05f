"""What is measured, each in a process of its own so that memory is told apart."""

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import psutil

from bench import desk
from bench.ledgers import MANY, copies, crowded, keeping_up, pairwise, reconciling
from bench.reports import LANGUAGES, LENGTH, archived_pages, news, page, reports, write_lines
from bench.rivals import lemma_reader, natasha_reader, regex_reader
from bench.size import sized

Figures = dict[str, float]
WARM_UP, READ, REPEATS = sized(60), sized(120), 3
NATASHA = sized(30)
"""Reports enough for models that read twenty a second."""
MEMORY_AT = (sized(1_000), sized(3_000), sized(6_000))
PAGES = sized(200)


def reading(lang: str, written: Callable[[str, int, int], Iterator[str]] = reports) -> Figures:
    """Reports a second of one process by Qantar's whole reader, dictionaries loaded and warm."""
    from qantar.domain.source import Document
    from qantar.pipeline import read_document, warm
    from qantar.text.block import blocks

    started = time.perf_counter()
    warm()
    loading = time.perf_counter() - started

    def document(number: int, text: str) -> Document:
        return Document(capture="capture-bench", member=f"line {number}", report=f"r{number}",
                        text=text, lang=lang, published="2022-01-09", blocks=blocks(text))  # fmt: skip

    for number, text in enumerate(written(lang, WARM_UP, 2)):
        read_document(document(number, text))
    documents = [document(n, text) for n, text in enumerate(written(lang, READ, 1))]
    claims = sum(len(read_document(one)) for one in documents)
    rate = _best(lambda: [read_document(one) for one in documents], READ)
    return {"a_second": rate, "claims_a_report": claims / READ, "loading_s": loading,
            "memory_mb": _memory()}  # fmt: skip


def floor(lang: str) -> Figures:
    """What any reader pays: the same dense reports cut into sentences and tokens, and the lemmas of
    each token, by Qantar's own tokens and dictionaries, warm. Its memory of word forms is part of it."""
    from qantar.read.load import load_reader

    pack = load_reader().packs[lang]

    def read(text: str) -> list[object]:
        return [
            [token.word.lemmas for token in pack.tokens(text, start, end)]
            for start, end in pack.sentences(text, 0, len(text))
        ]

    for text in reports(lang, WARM_UP, seed=2):
        read(text)
    texts = list(reports(lang, READ))
    rate = _best(lambda: [read(text) for text in texts], READ)
    return {"a_second": rate, "memory_mb": _memory()}


def lemmas(lang: str) -> Figures:
    """The same by the usual tools for Russian: razdel cuts, rumorph gives the lemmas."""
    read = lemma_reader()
    for text in reports(lang, WARM_UP, seed=2):
        read(text)
    texts = list(reports(lang, READ))
    rate = _best(lambda: [read(text) for text in texts], READ)
    return {"a_second": rate, "memory_mb": _memory()}


def regex(lang: str) -> Figures:
    """The same reports by a regular expression."""
    read = regex_reader()
    texts = list(reports(lang, READ))
    return {
        "a_second": _best(lambda: [read(text) for text in texts], READ),
        "memory_mb": _memory(),
    }


def natasha(lang: str) -> Figures:
    """The same reports by the models of natasha."""
    started = time.perf_counter()
    read = natasha_reader()
    loading = time.perf_counter() - started
    for text in reports(lang, 5, seed=2):
        read(text)
    texts = list(reports(lang, NATASHA))
    rate = _best(lambda: [read(text) for text in texts], len(texts))
    return {"a_second": rate, "loading_s": loading, "memory_mb": _memory()}


def ingesting() -> Figures:
    """Six thousand reports from JSON Lines into a record on SQLite by one process, with the memory
    at some points on the way and the highest of all."""
    from qantar.capture import gather
    from qantar.pipeline import Tally, ingest, warm
    from qantar.runners.local import local_runner
    from qantar.store.address import open_store

    memory: Figures = {}
    process = psutil.Process()
    highest = 0.0

    def note(tally: Tally) -> None:
        nonlocal highest
        now = process.memory_info().rss / 1e6
        highest = max(highest, now)
        for point in MEMORY_AT:
            if tally.documents >= point:
                memory.setdefault(f"memory_mb_at_{point}", now)

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "reports.jsonl"
        size = write_lines(source, MEMORY_AT[-1])
        warm()
        started, spent = time.perf_counter(), time.process_time()
        store = open_store(str(Path(folder) / "bench.qantar"), create=True)
        with local_runner(1, warm) as runner:
            tally = ingest(
                gather([str(source)], captured_at="2022-01-10T00:00:00Z"), store, runner,
                who="bench", clock=lambda: "2022-01-10T00:00:00Z", progress=note,
            )  # fmt: skip
        store.close()
        wall, spent = time.perf_counter() - started, time.process_time() - spent
    return {"a_second": tally.documents / spent, "a_second_by_the_clock": tally.documents / wall,
            "reports": tally.documents, "claims": tally.claims, "input_mb": size / 1e6,
            "memory_mb": highest, **memory}  # fmt: skip


def pages() -> Figures:
    """Web pages of about 20,000 characters to documents with blocks and offsets."""
    from qantar import text
    from qantar.domain.identity import sha256
    from qantar.domain.source import Capture

    captures = []
    for one in reports("ru", PAGES):
        data = page(one).encode()
        captures.append((Capture(sha256=sha256(data), size=len(data), origin="page.html",
                                 captured_at="2022-01-10T00:00:00Z", media_type="text/html"), data))  # fmt: skip

    def read() -> None:
        for capture, data in captures:
            for found in text.documents(capture, data):
                assert hasattr(found, "blocks"), found

    read()
    return {
        "a_second": _best(read, PAGES),
        "bytes_a_page": len(captures[0][1]),
        "memory_mb": _memory(),
    }


def archived() -> Figures:
    """A WARC of such pages to claims: records cut, main text found, every report read."""
    from qantar import text
    from qantar.domain.identity import sha256
    from qantar.domain.source import Capture, Document
    from qantar.pipeline import read_document, warm

    warm()
    archive = b"".join(archived_pages(PAGES, seed=1))
    capture = Capture(sha256=sha256(archive), size=len(archive), origin="pages.warc",
                      captured_at="2022-01-10T00:00:00Z", media_type="application/warc")  # fmt: skip

    def read() -> int:
        found = [one for one in text.documents(capture, archive) if isinstance(one, Document)]
        assert len(found) == PAGES
        return sum(len(read_document(one)) for one in found)

    claims = read()
    return {
        "a_second": _best(read, PAGES),
        "claims_a_report": claims / PAGES,
        "memory_mb": _memory(),
    }


def _best(work: Callable[[], object], many: int) -> float:
    """Items a second of processor time, the best of some runs: the machine's other work only slows."""
    spent = []
    for _ in range(REPEATS):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return many / min(spent)


def _memory() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6


_READ: dict[str, Callable[[], Figures]] = {
    **{f"read {lang}": lambda lang=lang: reading(lang) for lang in LANGUAGES},  # type: ignore[misc]
    **{f"news {lang}": lambda lang=lang: reading(lang, news) for lang in LANGUAGES},  # type: ignore[misc]
}
FAST = "fast "
"""Opens the name of a measure taken with the reader compiled, where that lies in ``build/compiled``."""

MEASURES: dict[str, Callable[[], Figures]] = {
    **_READ,
    **{FAST + name: read for name, read in _READ.items()},
    **{f"floor {lang}": lambda lang=lang: floor(lang) for lang in LANGUAGES},  # type: ignore[misc]
    "lemmas ru": lambda: lemmas("ru"),
    "regex ru": lambda: regex("ru"),
    "natasha ru": lambda: natasha("ru"),
    "pages": pages,
    FAST + "pages": pages,
    "archive": archived,
    FAST + "archive": archived,
    "reconcile": reconciling,
    "reconcile many": lambda: reconciling(MANY),
    "one more": keeping_up,
    "one story": crowded,
    "copies": copies,
    "pairwise": pairwise,
    "ingest": ingesting,
    "desk": desk.pages,
}


def names() -> Iterable[str]:
    return MEASURES


__all__ = ["FAST", "LENGTH", "MEASURES", "Figures", "names"]
