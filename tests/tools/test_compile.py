"""What tools/compile.py compiles: a list that must not rot."""

import ast
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOL = runpy.run_path(str(ROOT / "tools" / "compile.py"))


def test_every_module_left_out_is_there() -> None:
    there = {
        name for path in TOOL["SOURCE"].rglob("*.py")
        for name in (path.name, path.relative_to(TOOL["SOURCE"]).as_posix())
    }  # fmt: skip
    assert TOOL["LEFT_OUT"] <= there


def test_the_modules_on_the_way_of_a_sentence_are_compiled() -> None:
    compiled = set(TOOL["modules"]())
    assert {
        "grammar/lexicon.py",
        "grammar/calendar.py",
        "read/reader.py",
        "read/figures.py",
    } <= compiled
    assert "grammar/pack.py" not in compiled


def test_every_module_to_compile_is_there() -> None:
    assert all((TOOL["SOURCE"] / name).is_file() for name in TOOL["modules"]())


def spread_tests(source: str) -> list[int]:
    """Lines that ask whether a value is among those of a tuple with a spread one in it."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Compare)
        and any(isinstance(operator, ast.In | ast.NotIn) for operator in node.ops)
        and any(
            isinstance(part, ast.Starred)
            for among in node.comparators
            if isinstance(among, ast.Tuple | ast.List | ast.Set)
            for part in among.elts
        )
    ]


@pytest.mark.parametrize("name", TOOL["modules"]())
def test_no_compiled_module_tests_membership_in_a_spread_tuple(name: str) -> None:
    """The one plain construct that the compiler does not know: it wants a name for the tuple."""
    assert spread_tests((TOOL["SOURCE"] / name).read_text("utf-8")) == []


def none_beside_itself(source: str) -> list[int]:
    """Lines that set a name to None and read it in one assignment."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Tuple)
        and isinstance(node.value, ast.Tuple)
        and any(
            isinstance(target, ast.Name)
            and isinstance(value, ast.Constant)
            and value.value is None
            and any(
                isinstance(one, ast.Name) and one.id == target.id for one in node.value.elts
            )
            for target, value in zip(node.targets[0].elts, node.value.elts, strict=False)
        )
    ]


@pytest.mark.parametrize("name", TOOL["modules"]())
def test_no_compiled_module_sets_a_name_to_none_where_it_reads_it(name: str) -> None:
    """The compiler takes the name read there for None, too, and the reader falls over it."""
    assert none_beside_itself((TOOL["SOURCE"] / name).read_text("utf-8")) == []


def test_none_beside_itself_is_found() -> None:
    assert none_beside_itself("a, b = None, a\nc, d = c, None") == [1]


def test_a_spread_tuple_is_found() -> None:
    assert spread_tests("a = x in (1, *b)\nc = x in b") == [1]


def test_a_machine_without_a_c_compiler_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CC", "no-such-compiler -O2")
    assert "apt-get install gcc" in TOOL["lacking"]()


def test_a_python_without_its_headers_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CC", sys.executable)
    monkeypatch.setattr("sysconfig.get_path", lambda name: str(tmp_path))
    assert "python3-dev" in TOOL["lacking"]()


def test_without_a_compiler_the_plain_package_is_left_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    done = subprocess.run(
        ["tools/fast.sh", "-", str(tmp_path), str(tmp_path / "dist")],
        cwd=ROOT, env={**os.environ, "CC": "no-such-compiler"}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0
    assert "not compiled: " in done.stderr
    assert not (tmp_path / "dist").exists()
