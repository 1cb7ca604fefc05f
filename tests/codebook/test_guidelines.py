"""The codes are those the gold reports are annotated with. Needs the gold beside the checkout."""

import os
import re
from pathlib import Path

import pytest

from qantar import codebook

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("QANTAR_SHARED", ROOT.parent / "shared"))
GOLD = SHARED / "gold"
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason=f"no gold reports at {GOLD}")


def _listed(opening: str, closing: str) -> set[str]:
    text = (GOLD / "GUIDELINES.md").read_text("utf-8")
    stretch = text[text.index(opening) : text.index(closing)]
    stretch = re.sub(r"\(.*?\)|^\w+, [\w ]+:", " ", stretch, flags=re.DOTALL | re.MULTILINE)
    return set(stretch.split())


def test_acts_are_those_of_the_guidelines() -> None:
    assert _listed("acts, people:", "(arrested = in custody") == set(codebook.load().acts)


def test_objects_are_those_of_the_guidelines() -> None:
    listed = _listed("objects, people:", "(security_force =") - {"other:"}
    assert listed == set(codebook.load().objects)


def test_parents_are_those_of_the_scorer() -> None:
    scorer = (GOLD / "score.py").read_text("utf-8")
    table = scorer[scorer.index("PARENT = {") : scorer.index("SAME_ACT")]
    parents = dict(re.findall(r'"(\w+)": "(\w+)"', table))
    objects = codebook.load().objects.values()
    assert {o.id: o.parent for o in objects if o.parent is not None} == parents
