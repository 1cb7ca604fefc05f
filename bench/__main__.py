"""Measure and write ``docs/benchmarks.md``.

python -m bench                     everything, about ten minutes
python -m bench --only "read ru"    one measure, printed and not written
python -m bench --small             everything, a twentieth of it: whether it runs, nothing written
python -m bench --note WORDS        keep this run as a row of the history, with what was changed

Where ``build/compiled`` holds this source with its reader compiled (``make fast``), that is measured too.
"""

import argparse
import datetime as dt
import filecmp
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

from bench.measures import FAST, MEASURES, Figures
from bench.size import SMALL
from bench.table import page, printed

ROOT = Path(__file__).resolve().parents[1]
HISTORY = ROOT / "docs" / "benchmarks.json"
PAGE = ROOT / "docs" / "benchmarks.md"
SOURCE, COMPILED = ROOT / "src", ROOT / "build" / "compiled"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""The rivals' matrices on one thread: waiting threads would be counted as processor time, and make the
models look several times as slow as they are."""


def main() -> int:
    given = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    given.add_argument("--only", action="append", choices=sorted(MEASURES))
    given.add_argument("--inside", choices=sorted(MEASURES), help=argparse.SUPPRESS)
    given.add_argument("--note", help="what this run shows, for the history")
    given.add_argument("--small", action="store_true", help="a twentieth of it, not written")
    asked = given.parse_args()
    if asked.inside:
        json.dump(MEASURES[asked.inside](), sys.stdout)
        return 0
    figures: dict[str, Figures] = {}
    for name in asked.only or MEASURES:
        if name.startswith(FAST) and not is_of_this_source(COMPILED):
            print(f"{name}: not compiled from this source, left out", file=sys.stderr)
            continue
        path = {"PYTHONPATH": str(COMPILED)} if name.startswith(FAST) else {}
        print(f"measuring {name} …", file=sys.stderr, end="", flush=True)
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "bench", "--inside", name],
            cwd=ROOT,
            env={**os.environ, **ONE_THREAD, **path, **({SMALL: "1"} if asked.small else {})},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            print(done.stderr, file=sys.stderr)
            return 1
        figures[name] = json.loads(done.stdout)
        print(f" {time.perf_counter() - started:,.0f} s", file=sys.stderr, flush=True)
    print(printed(figures))
    if asked.only:
        return 0
    history = json.loads(HISTORY.read_text("utf-8")) if HISTORY.exists() else []
    run = {
        "date": dt.datetime.now(dt.UTC).strftime("%Y-%m-%d"),
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "note": asked.note,
        "figures": figures,
    }
    # a run without a note takes the place of the last one without
    history = [one for one in history if one["note"]] + [run]
    written = page(history)
    if asked.small:
        return 0
    HISTORY.write_text(json.dumps(history, ensure_ascii=False, indent=1) + "\n", "utf-8")
    PAGE.write_text(written, "utf-8")
    print(f"written: {PAGE.relative_to(ROOT)}", file=sys.stderr)
    return 0


def is_of_this_source(folder: Path) -> bool:
    """Whether a folder holds machine code, and beside it every module as it is written now."""
    return any(folder.glob("**/*.so")) and all(
        (copy := folder / path.relative_to(SOURCE)).is_file()
        and filecmp.cmp(path, copy, shallow=False)
        for path in SOURCE.glob("qantar/**/*.py")
    )


if __name__ == "__main__":
    raise SystemExit(main())
