"""What the audit of locks lets through, and what it does not."""

import importlib.util
import json
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
DIGEST = "--hash=sha256:" + "ab" * 32


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / "tools" / "audit.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["audit"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one lock of Python and one of scripts."""
    (tmp_path / "locks").mkdir()
    (tmp_path / "tools" / "assets").mkdir(parents=True)
    (tmp_path / "tools" / "licences.toml").write_text('allowed = ["MIT"]\n')
    lock(tmp_path, f"example-one==1.4.2 \\\n    {DIGEST} \\\n    {DIGEST}\n")
    held = {"version": "2.0.1", "integrity": "sha512-abc", "license": "MIT"}
    scripts(tmp_path, {"": {"name": "x"}, "node_modules/@scope/part": held})
    return tmp_path


def lock(root: Path, text: str) -> None:
    (root / "locks" / "use.txt").write_text(text)


def scripts(root: Path, packages: dict[str, Any]) -> None:
    path = root / "tools" / "assets" / "package-lock.json"
    path.write_text(json.dumps({"packages": packages}))


def advisory(name: str, ecosystem: str = "PyPI", **affected: Any) -> dict[str, Any]:
    package = {"name": name, "ecosystem": ecosystem}
    return {
        "id": "TEST-1",
        "summary": "reads too far",
        "affected": [{"package": package} | affected],
    }


def events(*given: tuple[str, str]) -> list[dict[str, Any]]:
    return [{"type": "ECOSYSTEM", "events": [{kind: version} for kind, version in given]}]


def test_qantar_s_own_locks_and_licences_pass(
    audit: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.main([]) == 0, capsys.readouterr().out


def test_a_lock_with_versions_and_digests_passes(
    audit: ModuleType, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.main(["--root", str(root)]) == 0
    assert "2 packages in 1 locks" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("example==1.0\n", "no digest"),
        (f"example>=1.0 {DIGEST}\n", "not pinned"),
        (f"example==1.* {DIGEST}\n", "not pinned"),
        (f"example @ https://host.invalid/x.whl {DIGEST}\n", "not pinned"),
        (f"--extra-index-url https://host.invalid\nexample==1.0 {DIGEST}\n", "an option"),
        (f"-r other.txt\nexample==1.0 {DIGEST}\n", "an option"),
        ("example==1.0 --hash=md5:abcd\n", "not pinned"),
    ],
)
def test_a_loose_lock_is_refused(
    audit: ModuleType, root: Path, capsys: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    lock(root, text)
    assert audit.main(["--root", str(root)]) == 1
    assert says in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"integrity": "sha1-abc"}, "no digest"),
        ({"resolved": "https://host.invalid/x.tgz"}, "names an index"),
        ({"license": "Proprietary"}, "is not allowed"),
    ],
)
def test_a_loose_lock_of_scripts_is_refused(
    audit: ModuleType,
    root: Path,
    capsys: pytest.CaptureFixture[str],
    change: dict[str, str],
    says: str,
) -> None:
    held = {"version": "2.0.1", "integrity": "sha512-abc", "license": "MIT"}
    scripts(root, {"node_modules/part": held | change})
    assert audit.main(["--root", str(root)]) == 1
    assert says in capsys.readouterr().out


@pytest.mark.parametrize(
    ("said", "passes"),
    [
        ("MIT", True),
        ("mit", True),
        ("MIT AND Zlib", True),
        ("GPL-2.0-only OR MIT", True),
        ("(GPL-2.0-only OR MIT) AND Zlib", True),
        ("MIT AND GPL-2.0-only", False),
        ("", False),
        ("MITRE", False),
    ],
)
def test_every_part_of_a_licence_must_be_allowed(
    audit: ModuleType, said: str, passes: bool
) -> None:
    assert audit.is_allowed(said, ["MIT", "Zlib"]) is passes


def test_an_installed_package_of_another_licence_is_told_and_a_needless_exception_too(
    audit: ModuleType,
) -> None:
    from importlib.metadata import distributions

    names = {"pytest"}
    (found,) = audit.licences(distributions(name="pytest"), names, {"allowed": ["Zlib"]})
    assert found == "pytest: licence «MIT» is not in tools/licences.toml"
    rules = {"allowed": ["MIT"], "excepted": {"pytest": "?"}}
    (found,) = audit.licences(distributions(name="pytest"), names, rules)
    assert "without need" in found


@pytest.mark.parametrize(
    ("affected", "hit"),
    [
        ({"versions": ["1.4.1", "1.4.2"]}, True),
        ({"versions": ["1.4.1"]}, False),
        ({"ranges": events(("introduced", "0"), ("fixed", "1.4.3"))}, True),
        ({"ranges": events(("introduced", "0"), ("fixed", "1.4.2"))}, False),
        ({"ranges": events(("introduced", "1.5"), ("fixed", "2"))}, False),
        ({"ranges": events(("introduced", "1.4"), ("last_affected", "1.4.2"))}, True),
        ({"ranges": events(("introduced", "1.4"), ("last_affected", "1.4.1"))}, False),
        ({"ranges": events(("fixed", "1.2"), ("introduced", "0"), ("introduced", "1.4.0"))}, True),
        ({"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}, False),
    ],
)  # fmt: skip
def test_a_pinned_version_is_compared_with_an_advisory(
    audit: ModuleType,
    root: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    affected: dict[str, Any],
    hit: bool,
) -> None:
    dump = tmp_path / "osv.json"
    dump.write_text(json.dumps([advisory("Example_One", **affected)]))
    assert audit.main(["--root", str(root), "--advisories", str(dump)]) == int(hit)
    assert ("example-one 1.4.2: TEST-1: reads too far" in capsys.readouterr().out) is hit


def test_a_withdrawn_advisory_and_one_of_another_ecosystem_say_nothing(
    audit: ModuleType, root: Path, tmp_path: Path
) -> None:
    ranges = events(("introduced", "0"))
    dump = tmp_path / "osv"
    dump.mkdir()
    gone = advisory("example-one", ranges=ranges) | {"withdrawn": "2025-01-01T00:00:00Z"}
    (dump / "1.json").write_text(json.dumps(gone))
    (dump / "2.json").write_text(json.dumps(advisory("example-one", "npm", ranges=ranges)))
    assert audit.main(["--root", str(root), "--advisories", str(dump)]) == 0


def test_advisories_of_scripts_are_read_from_a_zip(
    audit: ModuleType, root: Path, tmp_path: Path
) -> None:
    dump = tmp_path / "all.zip"
    record = advisory("@scope/part", "npm", ranges=events(("introduced", "2.0.0")))
    with zipfile.ZipFile(dump, "w") as packed:
        packed.writestr("TEST-1.json", json.dumps(record))
    assert audit.main(["--root", str(root), "--advisories", str(dump)]) == 1
