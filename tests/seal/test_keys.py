"""The desk's keys: made, locked, split among people, and put together again."""

import itertools
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.errors import Misuse, UnreadableInput
from qantar.seal.keys import (
    Identity,
    check_recipient,
    join,
    load_identity,
    make_identity,
    split,
)


def test_a_key_comes_back_from_its_file_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    made = make_identity(tmp_path / "desk.key", None)
    assert load_identity(tmp_path / "desk.key", None) == made
    assert stat.S_IMODE((tmp_path / "desk.key").stat().st_mode) == 0o600
    assert (tmp_path / "desk.key.pub").read_text().strip() == made.recipient


def test_a_locked_key_shows_nothing_and_opens_with_its_passphrase_alone(tmp_path: Path) -> None:
    made = make_identity(tmp_path / "k", "қантар")
    assert b"AGE-SECRET-KEY" not in (tmp_path / "k").read_bytes()
    assert load_identity(tmp_path / "k", "қантар") == made
    for wrong in (None, "наурыз"):
        with pytest.raises(UnreadableInput):
            load_identity(tmp_path / "k", wrong)


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    make_identity(tmp_path / "k", None)
    with pytest.raises(Misuse, match="never overwritten"):
        make_identity(tmp_path / "k", None)


def test_a_key_never_prints_its_secret() -> None:
    assert "SECRET" not in repr(Identity.made())


@given(st.binary(min_size=32, max_size=32))
def test_the_same_seed_gives_the_same_key(seed: bytes) -> None:
    assert Identity.of_seed(seed).seed() == seed
    assert Identity.of_seed(seed).recipient == Identity.of_seed(seed).recipient


@settings(max_examples=5, deadline=None)
@given(st.sampled_from([(2, 3), (3, 5)]))
def test_any_shares_that_are_enough_give_the_key_back(numbers: tuple[int, int]) -> None:
    threshold, shares = numbers
    made = Identity.made()
    parts = split(made, threshold, shares)
    for chosen in itertools.combinations(parts, threshold):
        assert join(list(chosen)) == made


def test_too_few_shares_give_nothing() -> None:
    parts = split(Identity.made(), 3, 5)
    with pytest.raises(UnreadableInput):
        join(parts[:2])


def test_a_misspelt_share_is_refused() -> None:
    parts = split(Identity.made(), 2, 3)
    with pytest.raises(UnreadableInput):
        join([parts[0], "academic " + parts[1]])


@pytest.mark.parametrize("numbers", [(1, 3), (4, 3), (2, 17)])
def test_shares_that_make_no_sense_are_refused(numbers: tuple[int, int]) -> None:
    with pytest.raises(Misuse):
        split(Identity.made(), *numbers)


@pytest.mark.parametrize("text", ["", "age1", "ssh-ed25519 AAAA", "AGE-SECRET-KEY-1QQ"])
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(Misuse, match="age1"):
        check_recipient(text)


@pytest.mark.parametrize("data", [b"", b"AGE-SECRET-KEY-1XX\n", b"\xff\xfe", b"hello"])
def test_a_file_without_a_key_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "k").write_bytes(data)
    with pytest.raises(UnreadableInput, match="k: no secret key"):
        load_identity(tmp_path / "k", None)
