"""What a wheel with the reader compiled holds."""

import runpy
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("hatchling.build", reason="hatchling is not installed")
ROOT = Path(__file__).resolve().parents[2]
HOOK = runpy.run_path(str(ROOT / "tools" / "wheel.py"))


def hook() -> Any:
    return HOOK["CompiledReader"](str(ROOT), {}, None, None, "", "wheel")


def test_machine_code_lies_in_the_wheel_where_python_looks_for_it(tmp_path: Path) -> None:
    (tmp_path / "qantar" / "read").mkdir(parents=True)
    for name in ("qantar__mypyc.so", "qantar/read/reader.so", "qantar/read/reader.py"):
        (tmp_path / name).touch()
    found = HOOK["machine_code"](tmp_path)
    assert sorted(found.values()) == ["qantar/read/reader.so", "qantar__mypyc.so"]


def test_a_wheel_nobody_asked_to_compile_is_left_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QANTAR_COMPILE", raising=False)
    build: dict[str, Any] = {"force_include": {}, "pure_python": True}
    hook().initialize("standard", build)
    assert build == {"force_include": {}, "pure_python": True}
    assert hook().dependencies() == []


def test_a_compiled_wheel_names_its_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QANTAR_COMPILE", "1")
    assert any(one.startswith("mypy") for one in hook().dependencies())


def test_a_compiler_that_fails_fails_the_build(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("QANTAR_COMPILE", "1")
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "compile.py").write_text("def compile_into(out): return 1\n", "utf-8")
    asked = HOOK["CompiledReader"](str(tmp_path), {}, None, None, "", "wheel")
    with pytest.raises(RuntimeError, match="was not compiled"):
        asked.initialize("standard", {"force_include": {}})


def test_the_wheel_is_of_this_platform_once_it_holds_machine_code(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("QANTAR_COMPILE", "1")
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "compile.py").write_text(
        "def compile_into(out):\n    out.mkdir(parents=True)\n    (out / 'a.so').touch()\n",
        "utf-8",
    )
    build: dict[str, Any] = {"force_include": {}, "pure_python": True}
    HOOK["CompiledReader"](str(tmp_path), {}, None, None, "", "wheel").initialize(
        "standard", build
    )
    assert list(build["force_include"].values()) == ["a.so"]
    assert (build["pure_python"], build["infer_tag"]) == (False, True)
