"""Every command has a page and an example, and the example runs."""

import hashlib
import importlib.util
import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from qantar.domain.identity import sha256
from qantar.domain.source import Capture
from qantar.record.timestamps import OTS_MAGIC
from qantar.seal.envelope import Sealing
from qantar.seal.keys import Identity
from qantar.store.address import open_store
from tests.capture.pictures import jpeg, scene

from .conftest import Demo, run

ROOT = Path(__file__).parents[2]
AT = "2022-01-07T09:00:00Z"


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
    (tmp_path / "deaths.csv").write_text("Town,Deaths\nTaraz,7\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    yield tmp_path


SERVING = {"qantar serve", "qantar intake serve", "qantar mcp", "qantar watch"}
"""Commands that go on until they are interrupted, or ask the web; they have tests of their own."""

PREPARED = {
    "qantar checkpoint": ["key desk --out desk.key"],
    "qantar doctor": ["key desk --out desk.key"],
    "qantar timestamp": ["key desk --out desk.key", "checkpoint --key desk.key"],
    "qantar restore": ["bundle evidence.zip"],
    "qantar intake split": ["intake key --out desk.age"],
    "qantar intake join": ["intake key --out old.age"],
    "qantar intake open": ["intake key --out desk.age"],
    "qantar intake reply": ["intake key --out desk.age", "intake open usb --key desk.age"],
    "qantar account list": ['account add "Dana Akhmetova" --accounts desk.accounts'],
    "qantar account remove": ['account add "Dana Akhmetova" --accounts desk.accounts'],
    "qantar corpus diff": ["corpus accept --accepted accepted.txt"],
}
"""What is typed before the example of a command."""


def prepare(name: str) -> None:
    """The files that an example names, made by the commands before it, or as a stranger would."""
    for typed in PREPARED.get(name, ()):
        words = shlex.split(typed)
        if words[0] in ("checkpoint", "bundle") or words[:2] == ["intake", "open"]:
            words += ["--record", "january.qantar"]
        if words[:2] == ["intake", "open"]:
            seal_a_note("desk.age.pub")
        answer = run(*words, typed="қар мен қаңтар, аяз бен ай")
        assert answer.code == 0, answer.err
        if words[0] == "checkpoint":
            digest = hashlib.sha256(answer.out.encode()).digest()
            Path("checkpoint.tsr").write_bytes(OTS_MAGIC + b"\x01\x08" + digest)
    if name == "qantar intake open":
        seal_a_note("desk.age.pub")
    if name == "qantar intake join":
        shares = run("intake", "split", "--key", "old.age").out.splitlines()
        Path("shares.txt").write_text("\n".join(shares[:3]))


def seal_a_note(key: str) -> None:
    Path("usb").mkdir()
    header = {"submission": "3f2a9c", "number": 1, "witness": Identity.made().recipient,
              "name": "", "kind": "text", "hour": "2022-01-06T10:00Z"}  # fmt: skip
    sealing = Sealing(Path("usb/3f2a9c-1.age"), [Path(key).read_text().strip()], header)
    sealing.write(b"I saw it.")
    sealing.finish()


def a_photograph() -> str:
    """The id of one that is put into the record."""
    if shutil.which("mat2") is None:
        pytest.skip("copies without metadata need mat2: apt-get install mat2")
    data = jpeg(scene(1, (32, 32)), placed=True)
    capture = Capture(
        sha256=sha256(data), size=len(data), origin="photo.jpg", captured_at=AT,
        media_type="image/jpeg",
    )  # fmt: skip
    store = open_store("january.qantar", create=False)
    with store.writer(who="test", at=AT) as writer:
        writer.keep_capture(capture, data)
    store.close()
    return capture.id


CORPUS = pytest.mark.xdist_group("corpus")
"""The commands that read all corpora run in one process, which reads them once."""


@pytest.mark.usefixtures("corpora_read_once")
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=CORPUS) if name.startswith("qantar corpus") else name
        for name in sorted(set(COMMANDS) - {"qantar demo"} - SERVING)
    ],
)
def test_the_example_of_a_command_runs(name: str, folder: Path) -> None:
    _, example = DOCS._parted(COMMANDS[name])
    words = shlex.split(example)
    assert words[0] == "qantar"
    prepare(name)
    claims = [json.loads(line) for line in run("claims", "reports/a.txt").out.splitlines()]
    figures = [claim["id"] for claim in claims if claim["kind"] == "figure"]
    for name_, id_ in zip(("claim-3f2a", "claim-77b0"), figures, strict=False):
        words = [id_ if word == name_ else word for word in words]
    if "judgement-1a2b" in words:
        made = run("judge", "reject", figures[0], "--by", "A", "--reason", "B",
                   "--record", "january.qantar")  # fmt: skip
        words[words.index("judgement-1a2b")] = made.out.split()[0]
    if name == "qantar clean":
        words[words.index("capture-3f2a")] = a_photograph()
    if "capture-3f2a" in words:
        words[words.index("capture-3f2a")] = json.loads(
            run("claims", "reports/a.txt").out.splitlines()[0]
        )["capture"]
    answer = run(*words[1:], typed="Рахмет! Қай көше, қай үй?")
    assert answer.code == 0, answer.err
    assert answer.out or name.startswith("qantar corpus")


def test_the_example_of_the_demo_is_the_demo(demo: Demo) -> None:
    assert DOCS._parted(COMMANDS["qantar demo"])[1] == "qantar demo --out demo"
    assert demo.printed


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_shows_the_example(name: str) -> None:
    answer = run(*name.split()[1:], "--help")
    assert answer.code == 0
    assert "Example: qantar" in " ".join(answer.out.split())


def test_a_command_that_reads_nothing_loads_no_reader() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import qantar.cli, sys; print(*sys.modules)"],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert "qantar.cli.ingest" in loaded
    assert not {"qantar.pipeline", "qantar.read.reader", "resiliparse", "numpy"} & set(loaded)
