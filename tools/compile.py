"""Compile the reader to machine code: the same rules, the same claims, nearly twice as fast.

python tools/compile.py build/compiled        writes the package there, its hot modules compiled
python tools/compile.py --check               says what is missing for that, exit code 2 if anything is
PYTHONPATH=build/compiled python -m bench     measures it

The source stays the one thing that is read and edited: nothing is compiled in place, where an old
binary would hide an edit. Needs a C compiler, mypy (of the dev environment) and setuptools, and takes
some minutes. ``docs/decisions/0008-compiled-reader.md`` says why it is a choice and not the rule;
``tools/wheel.py`` puts the outcome into a wheel.
"""

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "qantar"
PACKAGES = ("grammar", "read")
BESIDE = (
    "atlas/declension.py", "atlas/finder.py", "text/block.py", "text/encoding.py",
    "text/main_content.py", "text/markup.py", "text/page.py", "text/tags.py", "text/weave.py",
)  # fmt: skip
"""Modules of other packages that are on the way of every sentence or page."""
LEFT_OUT = frozenset({
    "__init__.py",  # nothing in them
    "grammar/pack.py",  # its lists are cached properties, which mypyc works out anew at each use
    "grammar/corpus.py", "read/endpoint.py", "read/proposals.py", "read/port.py", "read/load.py",
    "read/packs.py",  # not on the way of a sentence
})  # fmt: skip
SETUP = """\
from setuptools import setup
from mypyc.build import mypycify
files = {files!r}
setup(name="qantar-compiled", ext_modules=mypycify(
    ["--config-file", {config!r}, *files], opt_level="2", debug_level="0", multi_file=True))
"""


def modules() -> list[str]:
    """The modules to compile, relative to the package."""
    found = [path for name in PACKAGES for path in sorted((SOURCE / name).glob("*.py"))]
    names = [path.relative_to(SOURCE).as_posix() for path in found] + list(BESIDE)
    return [name for name in names if name not in LEFT_OUT and Path(name).name not in LEFT_OUT]


def compile_into(out: Path) -> int:
    """Copy the package to a folder and compile it there; returns the compiler's exit code."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    shutil.copytree(SOURCE, out / "qantar", ignore=shutil.ignore_patterns("__pycache__"))
    config = out / "mypy.ini"
    config.write_text(
        "[mypy]\nexplicit_package_bases = True\nignore_missing_imports = True\n", "utf-8"
    )
    files = [f"qantar/{name}" for name in modules()]
    script = out / "setup.py"
    script.write_text(SETUP.format(files=files, config=config.name), "utf-8")
    done = subprocess.run(
        [
            sys.executable,
            script.name,
            "build_ext",
            "--inplace",
            "--parallel",
            str(os.cpu_count() or 1),
        ],
        cwd=out,
        env={**os.environ, "MYPYPATH": ".", "PYTHONPATH": ""},
    )
    shutil.rmtree(out / "build", ignore_errors=True)
    for path in (script, config):
        path.unlink()
    return done.returncode


def lacking() -> str | None:
    """What this machine lacks for compiling, and the remedy; None where nothing is missing."""
    for needed in ("mypyc", "setuptools"):
        if find_spec(needed) is None:
            return f"{needed} is missing (pip install mypy setuptools)"
    compiler = os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc"
    if shutil.which(shlex.split(compiler)[0]) is None:
        return f"there is no C compiler «{compiler}» (apt-get install gcc libc6-dev)"
    if not Path(sysconfig.get_path("include"), "Python.h").is_file():
        return "the headers of this Python are missing (apt-get install python3-dev)"
    return None


def main() -> int:
    given = argparse.ArgumentParser(prog="tools/compile.py", description=__doc__)
    given.add_argument("out", type=Path, nargs="?", help="a folder to write, emptied before")
    given.add_argument("--check", action="store_true", help="only whether it could be done")
    asked = given.parse_args()
    missing = lacking()
    if asked.check or asked.out is None:
        print(missing or "nothing is missing")
        return 2 if missing else 0
    out = asked.out.resolve()
    if missing:
        print(missing, file=sys.stderr)
        return 2
    if out == ROOT or out in ROOT.parents or SOURCE.is_relative_to(out):
        print(f"{out} holds the source: name an empty folder", file=sys.stderr)
        return 2
    return compile_into(out)


if __name__ == "__main__":
    raise SystemExit(main())
