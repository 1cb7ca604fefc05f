"""The model that weighs all words together: what it adds up, what it may change, and what it never touches."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.codebook import load
from qantar.domain.claim import Claim, Figure
from qantar.domain.errors import LexiconError
from qantar.read.act_choice import NONE, learnt_acts
from qantar.read.learned import FULL, HIGH_LIFT, MOST, WHOLE, Learned, digest, write
from tests.lang.reading import claims

ROOT = Path(__file__).parent.parent.parent
NAMES = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1)
WEIGHTS = st.integers(-MOST, MOST)
HIGH = st.integers(1 - HIGH_LIFT, HIGH_LIFT - 1)


def small(folder: Path) -> Learned:
    """Two middle sums: one that "died" lifts, one that only "died" and "horse" together lift above nought."""
    path = folder / "small.model"
    write(path, ["killed", "injured", "other"], 40, "a test",
          {"w=died": [20, 10], "w=horse": [0, 10], "w=hurt": [-30, 0]},
          [0, -15], [[2, 0, 0], [0, 0, 9]], [0, 3, 0])  # fmt: skip
    return Learned(path)


def figures(text: str, lang: str) -> list[Claim]:
    found = claims(text, lang, published="2024-05-10")
    return [claim for claim in found if isinstance(claim.content, Figure)]


def acts(text: str, lang: str) -> list[str]:
    return [str(claim.as_row()["act"]) for claim in figures(text, lang)]


def test_what_holds_is_added_up_and_weighed_code_by_code(tmp_path: Path) -> None:
    sums = small(tmp_path).sums(["w=died", "w=unheard"])
    assert sums == {"killed": 2 * 20, "injured": 3, "other": 0}


def test_a_middle_sum_below_nought_counts_as_nought(tmp_path: Path) -> None:
    assert small(tmp_path).sums(["w=hurt"]) == {"killed": 0, "injured": 3, "other": 0}


def test_two_words_together_may_tell_what_neither_tells_alone(tmp_path: Path) -> None:
    model = small(tmp_path)
    assert model.sums(["w=died"])["other"] == model.sums(["w=horse"])["other"] == 0
    assert model.sums(["w=died", "w=horse"])["other"] == 9 * 5


def test_what_speaks_most_for_an_act_is_named_first(tmp_path: Path) -> None:
    words = ["w=horse", "w=died", "w=hurt"]
    model = small(tmp_path)
    assert list(model.telling(words[:2], words, "other", "injured")) == ["w=died", "w=horse"]
    assert list(model.telling(["w=died"], words, "killed", "injured")) == ["w=died"]


@settings(deadline=None)
@given(st.dictionaries(NAMES, st.lists(WEIGHTS, min_size=2, max_size=2), max_size=20),
       st.lists(st.integers(-500, 500), min_size=2, max_size=2),
       st.lists(st.lists(HIGH, min_size=3, max_size=3), min_size=2, max_size=2))  # fmt: skip
def test_a_model_written_and_read_again_weighs_as_its_numbers_say(
    tmp_path_factory: pytest.TempPathFactory,
    features: dict[str, list[int]],
    starts: list[int],
    high: list[list[int]],
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.model"
    write(path, ["a", "b", "c"], 40, "a test", features, starts, high, [0, 0, 7])
    middle = [
        max(0, start + sum(row[at] for row in features.values()))
        for at, start in enumerate(starts)
    ]
    told = [
        sum(one * row[code] for one, row in zip(middle, high, strict=True)) for code in range(3)
    ]
    told[2] += 7
    assert list(Learned(path).sums(features).values()) == told


def test_more_features_than_a_lane_holds_are_added_up_all_the_same(tmp_path: Path) -> None:
    path, many = tmp_path / "many.model", 3 * FULL + 1
    write(path, ["a"], 40, "a test", {f"w={n}": [MOST, -MOST] for n in range(many)},
          [0, 0], [[1], [1]], [0])  # fmt: skip
    assert Learned(path).sums({f"w={n}" for n in range(many)}) == {"a": MOST * many}


def test_sums_too_large_for_their_lanes_are_added_up_all_the_same(tmp_path: Path) -> None:
    path, many = tmp_path / "many.model", WHOLE // MOST // 2 + 1
    write(path, ["a", "b"], 40, "a test", {f"w={n}": [MOST, MOST] for n in range(many)},
          [0, 0], [[7, -7], [0, 1]], [0, 0])  # fmt: skip
    told = Learned(path).sums({f"w={n}" for n in range(many)})
    assert told == {"a": 7 * MOST * many, "b": -6 * MOST * many}


def test_a_model_with_a_weight_too_large_to_add_up_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.model"
    write(path, ["a"], 40, "a test", {"w=x": [MOST + 1]}, [0], [[1]], [0])
    with pytest.raises(LexiconError, match=r"large\.model"):
        Learned(path)


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
