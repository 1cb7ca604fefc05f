"""Every command has a page and an example, and the example runs."""

import importlib.util
import json
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .conftest import Demo, run

ROOT = Path(__file__).parents[2]


def docs_tool() -> ModuleType:
    """``tools/docs.py``, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("docs_tool", ROOT / "tools" / "docs.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["docs_tool"] = module
    spec.loader.exec_module(module)
    return module


DOCS: Any = docs_tool()
COMMANDS = dict(DOCS.commands())


def test_the_page_of_commands_is_current() -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert page == DOCS.commands_page(), "run: python tools/docs.py"


def test_every_relative_link_of_the_docs_leads_somewhere() -> None:
    assert list(DOCS.broken_links()) == []


@pytest.fixture
def folder(
    tmp_path: Path, reports: Path, record: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A folder in which the examples of the help find what they name."""
    shutil.copytree(reports, tmp_path / "reports")
    shutil.copy(reports / "a.txt", tmp_path / "report.txt")
    shutil.copy(record, tmp_path / "january.qantar")
    shutil.copytree(record + ".blobs", tmp_path / "january.qantar.blobs")
    figure = {"id": "f1", "report": "r1", "object": "person", "act": "killed", "hedge": "exact",
              "value": 7, "place": "Taraz"}  # fmt: skip
    (tmp_path / "figures.jsonl").write_text(json.dumps(figure) + "\n", "utf-8")
    (tmp_path / "reports.jsonl").write_text(json.dumps({"id": "r1"}) + "\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    yield tmp_path


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"qantar demo"}))
def test_the_example_of_a_command_runs(name: str, folder: Path) -> None:
    _, example = DOCS._parted(COMMANDS[name])
    words = shlex.split(example)
    assert words[0] == "qantar"
    claims = [json.loads(line) for line in run("claims", "reports/a.txt").out.splitlines()]
    figures = [claim["id"] for claim in claims if claim["kind"] == "figure"]
    for name_, id_ in zip(("claim-3f2a", "claim-77b0"), figures, strict=False):
        words = [id_ if word == name_ else word for word in words]
    if "judgement-1a2b" in words:
        made = run("judge", "reject", figures[0], "--by", "A", "--reason", "B",
                   "--record", "january.qantar")  # fmt: skip
        words[words.index("judgement-1a2b")] = made.out.split()[0]
    answer = run(*words[1:])
    assert answer.code == 0
    assert answer.out


def test_the_example_of_the_demo_is_the_demo(demo: Demo) -> None:
    assert DOCS._parted(COMMANDS["qantar demo"])[1] == "qantar demo --out demo"
    assert demo.printed


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_shows_the_example(name: str) -> None:
    answer = run(*name.split()[1:], "--help")
    assert answer.code == 0
    assert "Example: qantar" in " ".join(answer.out.split())
