"""Nothing in the README is stale: every command it shows runs, in its order, on the sample reports."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qantar.cli.app import app
from qantar.cli.demo import REPORTS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def shown() -> Iterator[str]:
    """The lines of the README's fenced blocks, comments cut off."""
    for block in re.findall(r"^```\w*\n(.*?)^```$", README, flags=re.M | re.S):
        for line in block.splitlines():
            command = re.sub(r"(^|\s)# .*$", "", line).strip()
            if command:
                yield command


COMMANDS = [line for line in shown() if line.startswith("qantar ")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample reports, in which the commands run one after another."""
    made = tmp_path_factory.mktemp("readme")
    shutil.copytree(REPORTS, made / "reports")
    return made


def test_the_readme_shows_how_to_read_ones_own_reports() -> None:
    verbs = [shlex.split(command)[1] for command in COMMANDS]
    assert {"ingest", "ledger", "dossier", "claims", "parse"} <= set(verbs)
    assert verbs[0] == "ingest"


@pytest.mark.xdist_group("readme")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_runs(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    record = folder / "january.qantar"
    if not record.exists() and "january.qantar" in command and "ingest" not in command:
        ingest = next(one for one in COMMANDS if "ingest" in one)
        assert CliRunner().invoke(app, shlex.split(ingest)[1:]).exit_code == 0
    done = CliRunner().invoke(app, shlex.split(command)[1:])
    assert done.exit_code == 0, done.output
    if "--out" in command:
        out = folder / shlex.split(command)[shlex.split(command).index("--out") + 1]
        assert out.stat().st_size > 1000
    else:
        assert done.stdout.strip() not in ("", "-")


def test_the_two_commands_of_the_readme_are_made() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = [line.split()[1] for line in shown() if line.startswith("make ")]
    assert targets[:2] == ["demo", "test"]
    for target in targets:
        assert re.search(rf"^{target}:.*##", makefile, flags=re.M), target


def test_the_readme_counts_the_sample_reports_as_they_are() -> None:
    from qantar.capture import gather
    from qantar.domain.source import Refused
    from qantar.text import documents

    many = 0
    for received in gather([str(REPORTS)], captured_at="2022-01-10T00:00:00Z"):
        assert not isinstance(received, Refused)
        many += sum(1 for _ in documents(received.capture, received.data))
    assert f"{many} sample reports" in README
