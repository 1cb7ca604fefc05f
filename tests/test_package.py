"""The wheel is whole: installed alone, from no checkout, it reads reports and shows them."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import qantar

ROOT = Path(__file__).resolve().parents[1]
hatchling = pytest.importorskip("hatchling.build", reason="hatchling is not installed")
pytestmark = pytest.mark.xdist_group("package")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    name = _built("build_wheel", folder)
    return folder / name


def _built(what: str, folder: Path) -> str:
    """The name of the file that the build backend wrote, asked as an installer asks it."""
    script = f"import hatchling.build as b; print(b.{what}({str(folder)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip().splitlines()[-1]


def test_the_wheel_reads_the_sample_reports_from_no_checkout(
    wheel: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
    environment = {**os.environ, "PYTHONPATH": str(site), "COLUMNS": "100"}
    where = subprocess.run(
        [sys.executable, "-c", "import qantar; print(qantar.__file__)"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(where.stdout.strip()).is_relative_to(site)
    done = subprocess.run(
        [sys.executable, "-m", "qantar", "demo", "--out", "demo"],
        cwd=tmp_path, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "demo" / "dossier.html").stat().st_size > 10_000


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    source = ROOT / "src" / "qantar"
    kept = subprocess.run(
        ["git", "ls-files", "."], cwd=source, capture_output=True, text=True, check=False
    )
    if kept.returncode:
        pytest.skip("not a git checkout: which files belong to the package is not known")
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    missing = [
        line
        for line in kept.stdout.splitlines()
        if (source / line).exists() and f"qantar/{line}" not in names
    ]
    assert missing == []


def test_the_wheel_brings_its_licence_command_and_manual(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
        entry = next(one for one in names if one.endswith(".dist-info/entry_points.txt"))
        assert "qantar = qantar.cli:main" in packed.read(entry).decode()
    assert any(one.endswith(".data/data/share/man/man1/qantar.1") for one in names)
    assert any(one.endswith("licenses/LICENSE") for one in names)
    assert qantar.__version__ in wheel.name


def test_the_source_package_holds_what_a_wheel_is_built_from(tmp_path: Path) -> None:
    name = _built("build_sdist", tmp_path)
    with tarfile.open(tmp_path / name) as packed:
        inside = {one.partition("/")[2] for one in packed.getnames()}
    assert {
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "docs/qantar.1",
        "locks/use.txt",
    } <= inside
    assert not any(one.startswith((".venv", ".git/", "demo/")) for one in inside)
