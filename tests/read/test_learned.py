"""The model that weighs all words together: what it adds up, what it may change, and what it never touches."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.codebook import load
from qantar.domain.claim import Claim, Figure
from qantar.domain.errors import LexiconError
from qantar.read.act_choice import NONE, learnt_acts
from qantar.read.learned import Learned, digest, write
from tests.lang.reading import claims

ROOT = Path(__file__).parent.parent.parent
NAMES = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1)
WEIGHTS = st.integers(-127, 127)


def small(folder: Path) -> Learned:
    path = folder / "small.model"
    write(path, ["killed", "injured"], 40, "a test",
          {"w=died": [80, -10], "w=hurt": [-20, 90]}, {"rule|": 30})  # fmt: skip
    return Learned(path)


def figures(text: str, lang: str) -> list[Claim]:
    found = claims(text, lang, published="2024-05-10")
    return [claim for claim in found if isinstance(claim.content, Figure)]


def acts(text: str, lang: str) -> list[str]:
    return [str(claim.as_row()["act"]) for claim in figures(text, lang)]


def test_the_weights_of_what_holds_are_added_up_code_by_code(tmp_path: Path) -> None:
    sums = small(tmp_path).sums(["w=died", "w=hurt", "w=unheard"], [("killed", "rule|")])
    assert sums["killed"] - sums["injured"] == (80 - 20 + 30) - (-10 + 90)


def test_a_sign_speaks_for_the_act_it_is_of_and_for_no_other(tmp_path: Path) -> None:
    model = small(tmp_path)
    without, with_it = model.sums([], []), model.sums([], [("injured", "rule|")])
    assert with_it["injured"] - without["injured"] == 30
    assert with_it["killed"] == without["killed"]


def test_what_speaks_most_for_an_act_is_named_first(tmp_path: Path) -> None:
    assert list(small(tmp_path).telling(["w=died", "w=hurt"], "killed", "injured")) == [
        "w=died"
    ]


@given(st.dictionaries(NAMES, st.lists(WEIGHTS, min_size=3, max_size=3), max_size=20),
       st.dictionaries(NAMES, st.integers(-32767, 32767), max_size=5))  # fmt: skip
def test_a_model_written_and_read_again_weighs_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    features: dict[str, list[int]],
    signs: dict[str, int],
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.model"
    write(path, ["a", "b", "c"], 40, "a test", features, signs)
    sums = Learned(path).sums(features, [("b", name) for name in signs])
    told = [sum(row[column] for row in features.values()) for column in range(3)]
    told[1] += sum(signs.values())
    assert sums["b"] - sums["a"] == told[1] - told[0]
    assert sums["c"] - sums["a"] == told[2] - told[0]


@pytest.mark.parametrize("content", [b"", b"no model", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_file_that_is_no_model_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.model"
    path.write_bytes(content)
    with pytest.raises(LexiconError, match=r"broken\.model"):
        Learned(path)


def test_a_model_cut_short_is_refused(tmp_path: Path) -> None:
    small(tmp_path)
    path = tmp_path / "small.model"
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(LexiconError):
        Learned(path)


def test_the_model_of_the_package_knows_the_acts_of_the_codebook_and_one_code_more() -> None:
    assert set(learnt_acts().codes) == {*load().acts, NONE}


def test_the_model_was_learnt_from_the_sentences_that_stand_beside_it() -> None:
    folder = ROOT / "training" / "acts"
    if not folder.is_dir():
        pytest.skip("the annotated sentences are not part of an installed package")
    assert learnt_acts().learnt_from == digest(folder), "run tools/learn_acts.py again"
