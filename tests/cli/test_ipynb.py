"""The notebook of the docs, its cells run in order without Jupyter."""

import ast
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

NOTEBOOK = Path(__file__).resolve().parents[2] / "docs" / "notebook.ipynb"


def cells() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    return found


def shown(source: str, names: dict[str, Any]) -> object:
    """What a notebook would show of a cell: the value of its last expression."""
    tree = ast.parse(source)
    last = tree.body[-1]
    if not isinstance(last, ast.Expr):
        exec(compile(tree, str(NOTEBOOK), "exec"), names)
        return None
    exec(compile(ast.Module(tree.body[:-1], []), str(NOTEBOOK), "exec"), names)
    return eval(compile(ast.Expression(last.value), str(NOTEBOOK), "eval"), names)


def test_every_cell_runs_in_order_and_the_pictures_are_drawn(
    capsys: pytest.CaptureFixture[str],
) -> None:
    names: dict[str, Any] = {}
    pictures = []
    for cell in cells():
        if cell["cell_type"] == "code":
            value = shown("".join(cell["source"]), names)
            if hasattr(value, "_repr_svg_"):
                pictures.append(ET.fromstring(value._repr_svg_()))
    printed = capsys.readouterr().out
    assert "reports," in printed and "В Алматы погибли 149 человек" in printed
    assert len(pictures) == 2
    for picture in pictures:
        assert len(picture.findall("{http://www.w3.org/2000/svg}rect")) > 1


def test_the_notebook_keeps_no_output_and_names_its_cells() -> None:
    found = cells()
    assert all(cell.get("outputs", []) == [] for cell in found)
    assert len({cell["id"] for cell in found}) == len(found)
