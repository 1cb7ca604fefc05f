"""What may not be served, and the wall around the intake."""

import ast
from pathlib import Path

import pytest

import qantar.intake
from qantar.domain.errors import Misuse
from qantar.intake.inbox import Inbox, free_bytes
from qantar.intake.limits import Limits
from qantar.intake.serve import faults, hour, serve
from qantar.seal.keys import Identity, make_identity


def test_the_intake_knows_no_part_of_qantar_but_seal_and_domain() -> None:
    folder = Path(qantar.intake.__file__).parent
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            ours = [name for name in names if name.startswith("qantar.")]
            assert all(n.split(".")[1] in ("intake", "seal", "domain") for n in ours), path


def test_time_is_known_to_the_hour() -> None:
    assert hour().endswith(":00Z")


def test_a_key_beside_the_envelopes_is_unsafe(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    (tmp_path / "desk.key").write_text("x")
    assert any("take it off" in one for one in faults(tmp_path, "127.0.0.1"))


def test_a_folder_others_can_look_into_is_unsafe(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert any("chmod 700" in one for one in faults(tmp_path, "127.0.0.1"))


def test_an_address_of_the_open_network_is_unsafe(tmp_path: Path) -> None:
    assert any("onion" in one for one in faults(tmp_path, "0.0.0.0"))


def test_what_is_unsafe_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="not served"):
        serve(
            tmp_path / "x", [Identity.made().recipient], host="0.0.0.0", port=1, limits=Limits()
        )  # fmt: skip


def test_an_intake_without_the_desk_s_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="public half"):
        Inbox(tmp_path, [], hour)


def test_a_disk_that_is_nearly_full_is_known(tmp_path: Path) -> None:
    assert free_bytes(tmp_path) > 0


def test_the_secret_half_beside_the_public_one_is_unsafe(tmp_path: Path) -> None:
    make_identity(tmp_path / "keys.age", None)
    (tmp_path / "intake").mkdir(mode=0o700)
    found = faults(tmp_path / "intake", "127.0.0.1", [tmp_path / "keys.age.pub"])
    assert any(one.startswith(str(tmp_path / "keys.age:")) for one in found)
