"""Envelopes: what goes in comes out for the desk alone; cut, changed or half-written ones do not open."""

import io
import shutil
import subprocess
from pathlib import Path

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qantar.domain.errors import UnreadableInput
from qantar.seal.envelope import FRAME, Sealing, open_envelope, padded
from qantar.seal.keys import Identity, make_identity

DESK = Identity.made()


def seal(path: Path, *chunks: bytes, recipient: str = DESK.recipient) -> Path:
    sealing = Sealing(path, [recipient], {"name": "фото.jpg"})
    for chunk in chunks:
        sealing.write(chunk)
    sealing.finish()
    return path


def opened(path: Path, identity: Identity = DESK) -> bytes:
    out = io.BytesIO()
    header, trailer = open_envelope(path, identity, out)
    assert header["name"] == "фото.jpg"
    assert trailer.size == len(out.getvalue())
    return out.getvalue()


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.binary(max_size=99), max_size=5), st.sampled_from([0, 1, FRAME, FRAME + 1]))
def test_what_goes_in_comes_out(tmp_path: Path, chunks: list[bytes], more: int) -> None:
    parts = [*chunks, bytes(more)]
    assert opened(seal(tmp_path / "x.age", *parts)) == b"".join(parts)


def test_nothing_of_it_is_readable_on_the_disk(tmp_path: Path) -> None:
    words = "Мен көрдім: алаңда жеті адам жатты".encode()
    seal(tmp_path / "x.age", words * 50)
    assert words[:20] not in (tmp_path / "x.age").read_bytes()
    assert "фото".encode() not in (tmp_path / "x.age").read_bytes()


def test_short_notes_of_any_length_look_alike(tmp_path: Path) -> None:
    """What is sealed has one length; age itself adds some bytes by chance to each file."""
    sizes = {
        len(pyrage.decrypt(seal(tmp_path / "x.age", bytes(n)).read_bytes(), [DESK.age()]))
        for n in (0, 1, 9, 800, 3000)
    }
    assert len(sizes) == 1


@given(st.integers(0, 1 << 34))
def test_padding_never_cuts_and_adds_at_most_an_eighth(size: int) -> None:
    assert size <= padded(size) <= max(size, 4096) * 1.125
    assert padded(padded(size)) == padded(size)


def test_another_key_does_not_open_it(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="does not open"):
        opened(seal(tmp_path / "x.age", b"x"), Identity.made())


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_a_changed_or_cut_envelope_does_not_open(tmp_path: Path, data: st.DataObject) -> None:
    whole = seal(tmp_path / "x.age", b"seven" * 100).read_bytes()
    at = data.draw(st.integers(0, 4000))
    changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
    for wrong in (changed, whole[:at]):
        (tmp_path / "y.age").write_bytes(wrong)
        with pytest.raises(UnreadableInput):
            opened(tmp_path / "y.age")


def test_an_envelope_given_up_leaves_nothing(tmp_path: Path) -> None:
    sealing = Sealing(tmp_path / "x.age", [DESK.recipient], {})
    sealing.write(b"half a film")
    sealing.abort()
    assert list(tmp_path.iterdir()) == []


def test_an_unfinished_envelope_does_not_stand_under_its_name(tmp_path: Path) -> None:
    sealing = Sealing(tmp_path / "x.age", [DESK.recipient], {})
    sealing.write(b"half a film")
    assert not (tmp_path / "x.age").exists()
    sealing.abort()


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    sealing = Sealing(tmp_path / "x.age", [DESK.recipient], {})
    sealing._file.close()
    with pytest.raises(OSError, match="not kept"):
        for _ in range(100):
            sealing.write(bytes(FRAME))
        sealing.finish()
    sealing.abort()
    assert list(tmp_path.iterdir()) == []


def test_the_program_age_opens_it_too(tmp_path: Path) -> None:
    age = shutil.which("age")
    if age is None:
        pytest.skip("no age here: apt-get install age")
    made = make_identity(tmp_path / "desk.key", None)
    seal(tmp_path / "x.age", b"seven dead", recipient=made.recipient)
    command = [age, "-d", "-i", str(tmp_path / "desk.key"), str(tmp_path / "x.age")]
    done = subprocess.run(command, capture_output=True, check=True)
    assert b"seven dead" in done.stdout


def test_while_keys_change_either_key_opens_and_after_that_the_new_one_alone(
    tmp_path: Path,
) -> None:
    old, new = Identity.made(), Identity.made()
    for number, recipients in enumerate(([old, new], [new])):
        path = tmp_path / f"{number}.age"
        sealing = Sealing(path, [one.recipient for one in recipients], {"name": "фото.jpg"})
        sealing.write(b"seven dead")
        sealing.finish()
        for key in recipients:
            assert opened(path, key) == b"seven dead"
    with pytest.raises(UnreadableInput):
        opened(tmp_path / "1.age", old)
