"""What a pile costs as it grows, and the plan for a year of news that follows from it: ``docs/scale.md``.

python tools/scale.py measure 1000,10000   measure so many reports and write docs/scale.json and the page
python tools/scale.py ingest 100000        so many into a record on SQLite, by the command and all processors
python tools/scale.py ingest 100000 --python .venv/fast/bin/python     the same by a Qantar whose reader is compiled
python tools/scale.py page                 write the page anew from docs/scale.json
python tools/scale.py page --check         exit 1 if the page is not what the measures say
"""

import argparse
import io
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
MEASURED, PAGE = ROOT / "docs" / "scale.json", ROOT / "docs" / "scale.md"
BENCHMARKS, FIGURES = ROOT / "docs" / "benchmarks.json", 100_000
"""Where the memory of comparing stands, and of how many figures."""
AT = "2022-01-10T00:00:00Z"
PAGES = 200
"""Pages of the archive that is measured."""

ASSUMED = {
    "archives": 5_400,
    "pages_an_archive": 25_000,
    "gigabytes_an_archive": 1.0,
    "money_a_core_hour": 0.04,
    "money_a_gigabyte_month": 0.02,
    "cores_a_machine": 16,
    "machines": 4,
}
"""What the plan takes for granted and nobody here has measured. CC-NEWS lists its archives month by month:
count the list of the year you mean, and put the number here. Prices are those of no provider."""


def measure(points: list[int]) -> dict[str, Any]:
    """Parts made by one process of so many reports as news comes, in four languages; then pages."""
    from bench.reports import LANGUAGES, news
    from qantar.parts import make_parts
    from qantar.pipeline import warm

    warm()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        streams = {lang: news(lang, max(points)) for lang in LANGUAGES}
        lines = _lines(streams)
        _spent(make_parts, _file(folder / "warm.jsonl", lines, 60), folder / "warm")
        for count in points:
            source = _file(folder / f"{count}.jsonl", lines, count)
            seconds, tally = _spent(make_parts, source, folder / str(count))
            kept = sum(one.stat().st_size for one in (folder / str(count)).iterdir())
            rows.append({
                "reports": count, "claims": tally.claims, "seconds": seconds,
                "megabytes_in": source.stat().st_size / 1e6, "megabytes_kept": kept / 1e6,
                "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            })  # fmt: skip
            print(rows[-1], file=sys.stderr, flush=True)
        archive = _archive(folder / "pages.warc.gz")
        seconds, tally = _spent(make_parts, archive, folder / "pages")
        kept = sum(one.stat().st_size for one in (folder / "pages").iterdir())
        pages = {"pages": tally.documents, "seconds": seconds, "megabytes_kept": kept / 1e6}
    assert tally.documents == PAGES, tally
    return {
        "python": platform.python_version(), "processors": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1), "points": rows, "archive": pages,
    }  # fmt: skip


def into_a_record(count: int, python: str) -> dict[str, Any]:
    """So many reports as news comes through ``qantar ingest``: the clock, the memory of all its processes
    together, and when each tenth part of them was in. ``python`` is the one whose Qantar does it."""
    from bench.reports import LANGUAGES, news

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = _lines({lang: news(lang, count // len(LANGUAGES) + 1) for lang in LANGUAGES})
        source, record = _file(folder / "reports.jsonl", lines, count), folder / "it.qantar"
        command = [
            python,
            "-m",
            "qantar",
            "ingest",
            str(source),
            "--record",
            str(record),
        ]
        started, highest, curve = time.perf_counter(), 0.0, [[0, 0.0]]
        with (folder / "told").open("w") as told:
            done = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=told)
            while done.poll() is None:
                time.sleep(1)
                highest = max(highest, _together(done))
                seen = re.findall(r"([\d,]+) reports, ", (folder / "told").read_text())
                so_far = int(seen[-1].replace(",", "")) if seen else 0
                if so_far >= curve[-1][0] + count / 10:
                    curve.append([so_far, round(time.perf_counter() - started, 1)])
        assert done.returncode == 0, (folder / "told").read_text()[-400:]
        seconds = round(time.perf_counter() - started, 1)
        if curve[-1][0] < count:
            curve.append([count, seconds])
        return {
            "reports": count, "seconds": seconds, "curve": curve[1:],
            "memory_mb": round(highest), "record_mb": round(record.stat().st_size / 1e6),
        }  # fmt: skip


def is_compiled(python: str) -> bool:
    """Whether the reader of a Python's Qantar is machine code."""
    asked = [python, "-c", "import qantar.read.figures as one; print(one.__file__)"]
    told = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=os.sep)
    return not told.stdout.strip().endswith(".py")


def _together(process: psutil.Process) -> float:
    """Memory of a process and those it started, what they share counted once, in MB."""
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        try:
            total += one.memory_full_info().pss / 1e6
        except psutil.Error:
            continue  # it has ended meanwhile
    return total


def _spent(make_parts: Any, source: Path, folder: Path) -> tuple[float, Any]:
    from qantar.runners.local import Serial

    started = time.process_time()
    tally = make_parts(
        [str(source)], folder, Serial(), captured_at=AT, refuse=lambda one: print(one.error)
    )
    return time.process_time() - started, tally


def _lines(streams: dict[str, Iterator[str]]) -> Iterator[str]:
    number = 0
    while True:
        for lang, texts in streams.items():
            text = next(texts, None)
            if text is None:
                return
            number += 1
            row = {"id": f"r{number}", "lang": lang, "published": "2022-01-09", "text": text}
            yield json.dumps(row, ensure_ascii=False) + "\n"


def _file(path: Path, lines: Iterator[str], count: int) -> Path:
    with path.open("w", encoding="utf-8") as out:
        for _ in range(count):
            out.write(next(lines))
    return path


def _archive(path: Path) -> Path:
    """Pages in an archive of records packed one by one, as crawlers write them."""
    import gzip

    from bench.reports import archived_pages

    with path.open("wb") as out:
        for record in archived_pages(PAGES, seed=3):
            packed = io.BytesIO()
            with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as member:
                member.write(record)
            out.write(packed.getvalue())
    return path


def page_of(measured: dict[str, Any]) -> str:
    points, pages, told = measured["points"], measured["archive"], ASSUMED
    a_page = pages["seconds"] / pages["pages"]
    kept = pages["megabytes_kept"] / pages["pages"] / 1000
    many = told["archives"] * told["pages_an_archive"]
    hours = many * a_page / 3600
    cores = told["machines"] * told["cores_a_machine"]
    stored_in = told["archives"] * told["gigabytes_an_archive"]
    stored_out = many * kept
    costs = [1000 * one["seconds"] / one["reports"] for one in points]
    compared = json.loads(BENCHMARKS.read_text("utf-8"))[-1]["figures"]["reconcile many"]
    a_figure = compared["memory_mb"] / FIGURES / 1000
    lines = [
        "# How far it goes",
        "",
        "Written by `python tools/scale.py`, never by hand; the measures stand in `scale.json`.",
        "",
        "## The measured curve",
        "",
        "Invented reports as news comes, 2,300 characters, four languages in turn, from JSON Lines to parts (`qantar claims",
        f"--parts`) by one process. Time is of the processor; Python {measured['python']}, {measured['processors']} processors shared with other",
        f"work (load {measured['load']}), which slows even processor time by up to a half: take the cost for an upper bound.",
        "Memory is the highest so far, dictionaries and all.",
        "",
        "| reports | claims | in, MB | parts, MB | seconds | ms a report | memory, MB |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(
            f"| {one['reports']:,} | {one['claims']:,} | {one['megabytes_in']:,.1f} | {one['megabytes_kept']:,.1f} | "
            f"{one['seconds']:,.1f} | {cost:.1f} | {one['memory_mb']:,.0f} |"
            for one, cost in zip(points, costs, strict=True)
        ),
        "",
        f"From the first row to the last the cost of a report changes by a factor of {costs[-1] / costs[0]:.2f} and the memory by "
        f"{points[-1]['memory_mb'] / points[0]['memory_mb']:.2f}.",
        f"Beyond {points[-1]['reports']:,} reports nothing was measured; but a part knows nothing of the others, and a worker holds",
        "no more than some hundred reports at a time.",
        "",
        *_of_record(measured),
        f"From a web archive (pages of about 20,000 characters, their main text found first): {1000 * a_page:.1f} ms a page, or",
        f"{1 / a_page:,.0f} pages a second of one core, and {1e6 * kept:,.1f} kB kept of a page. Invented texts repeat themselves and pack",
        "better than real ones: reckon with several times the space.",
        "",
        "## A year of CC-NEWS",
        "",
        "Assumed, not measured: "
        f"{told['archives']:,} archives of {told['gigabytes_an_archive']:g} GB with {told['pages_an_archive']:,} pages each; a core hour at "
        f"{told['money_a_core_hour']:g} and a gigabyte-month at {told['money_a_gigabyte_month']:g}",
        "units of money; every page in one of the four languages and as long as ours, which no year is. Count the archives of",
        "your year in its list of paths, and set what you know in `ASSUMED` of the script.",
        "",
        "| | |",
        "| --- | ---: |",
        f"| pages | {many:,.0f} |",
        f"| core hours to read them | {hours:,.0f} |",
        f"| days on {told['machines']} machines of {told['cores_a_machine']} cores | {hours / cores / 24:,.1f} |",
        f"| money for the cores | {hours * told['money_a_core_hour']:,.0f} |",
        f"| archives, GB | {stored_in:,.0f} |",
        f"| parts, GB | {stored_out:,.0f} |",
        f"| money a month for keeping both | {(stored_in + stored_out) * told['money_a_gigabyte_month']:,.0f} |",
        "",
        "1. Put the archives on storage that all machines see under one path.",
        "2. `dask scheduler` on one machine, `dask worker ADDRESS --nthreads 1 --nworkers 16` on each, all with the same",
        "   `qantar[cluster]`.",
        "3. `qantar claims ARCHIVES --parts PARTS --runner dask --scheduler ADDRESS`. Whatever dies, say it again: finished parts",
        f"   are passed over. An archive is one part, about {told['pages_an_archive'] * a_page / 60:,.0f} minutes of one core, and that much is lost with a worker.",
        "4. `qantar reconcile PARTS --measure person.killed --out LEDGERS`, measure by measure. Figures compared at once must fit",
        f"   into the memory of one machine: a machine of 64 GB holds {64 / a_figure / 1e6:,.0f} million of them ([benchmarks](benchmarks.md): 100,000 take",
        f"   {compared['memory_mb']:,.0f} MB), and the commonest measures of a whole year are more. Keep a folder of parts for each month and",
        "   compare month by month; accounts that meet only across months are then not seen together.",
        "5. What matters is then ingested from its archives into a record, with its chain of custody. `qantar ingest` itself does",
        "   not run on a cluster: a record is one chain, written in order by one writer ([decision 15](decisions/0015-parts.md)).",
        "   The stages that see one report alone, from web archives, Parquet or JSON Lines to claims, are those of `qantar claims`.",
        "",
        "Not tried: more than two workers, a network between them, a real archive of a gigabyte. Fetching the archives is",
        "bound by the line, not by Qantar, and is not in the table.",
    ]
    return "\n".join(lines) + "\n"


def _of_record(measured: dict[str, Any]) -> list[str]:
    """What a record took in, if that was measured: by the plain reader and by the compiled one."""
    lines = []
    for key, how in (("ingest", "plain"), ("ingest compiled", "compiled (`make fast`)")):
        kept = measured.get(key)
        if kept is None:
            continue
        lines += [
            f"Into a record on SQLite, by `qantar ingest` with a worker a processor, the reader {how}: "
            f"{kept['reports']:,} reports in",
            f"{kept['seconds'] / 60:.1f} minutes by the clock, at most {kept['memory_mb']:,} MB for all its processes "
            f"together; the record takes {kept['record_mb']:,} MB.",
            "",
            "| reports in | minutes | a second since the row above |",
            "| ---: | ---: | ---: |",
            *(
                f"| {count:,} | {seconds / 60:.1f} | {(count - before) / (seconds - since):,.0f} |"
                for (count, seconds), (before, since) in zip(
                    kept["curve"], [[0, 0.0], *kept["curve"]], strict=False
                )
            ),
            "",
        ]
    return lines


def main() -> int:
    given = argparse.ArgumentParser(prog="python tools/scale.py")
    given.add_argument("what", choices=("measure", "ingest", "page"))
    given.add_argument("points", nargs="?", default="1000,10000")
    given.add_argument("--check", action="store_true")
    given.add_argument("--python", default=sys.executable, help="whose Qantar ingests")
    asked = given.parse_args()
    points = [int(one) for one in asked.points.split(",")]
    if asked.what != "page":
        before = json.loads(MEASURED.read_text("utf-8")) if MEASURED.exists() else {}
        new = (
            measure(points)
            if asked.what == "measure"
            else {
                "ingest compiled" if is_compiled(asked.python) else "ingest": into_a_record(
                    points[-1], asked.python
                )
            }
        )
        MEASURED.write_text(json.dumps(before | new, indent=1) + "\n", "utf-8")
    text = page_of(json.loads(MEASURED.read_text("utf-8")))
    if asked.check:
        return 0 if PAGE.read_text("utf-8") == text else 1
    PAGE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
