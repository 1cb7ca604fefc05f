"""Bundles: checked by their own verifier alone, and nothing changed in them passes it."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qantar.domain.errors import Misuse
from qantar.export import verifier
from qantar.export.bundle import TOP, write_bundle
from qantar.record.attestation import sign_record
from qantar.record.port import Store
from qantar.record.signing import SigningKey, make_key
from qantar.store.memory import MemoryStore
from tests.store import samples
from tests.store.samples import AT, READER


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    return make_key("desk.example", tmp_path_factory.mktemp("key") / "desk.key", None)


@pytest.fixture(scope="module")
def store(key: SigningKey) -> Store:
    """Four reports read, one of them removed, a text with odd line ends; signed."""
    store = MemoryStore()
    for number in (1, 2, 3, 4):
        with store.writer(who="desk", at=AT) as writer:
            text = f"{samples.report_text(number)}\u2028Ещё.\r\n\u202e" if number == 2 else ""
            capture, data = samples.capture(number, text=text)
            writer.keep_capture(capture, data)
            writer.keep_reading(capture.id, READER, samples.reading(capture, number))
            if number == 3:
                writer.remove_capture(capture.id, decided_by=("А. Ким",), reason="safety")
    sign_record(store, key, who="desk", at=AT)
    return store


@pytest.fixture(scope="module")
def whole(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("bundle") / "whole.zip"
    write_bundle(store, out, at=AT)
    return out


def captures(store: Store) -> list[str]:
    with store.view() as view:
        return [capture.id for capture in view.captures()]


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as out:
        for name, data in files.items():
            out.writestr(name, data)
    return path


def resealed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The manifests written anew, as a forger who knows the form would."""
    from hashlib import sha256

    def sheet(names: list[str]) -> bytes:
        rows = (f"{sha256(files[n]).hexdigest()}  {n.removeprefix(TOP)}\n" for n in names)
        return "".join(rows).encode()

    files = dict(files)
    data = [name for name in files if name.startswith(f"{TOP}data/")]
    files[f"{TOP}manifest-sha256.txt"] = sheet(data)
    tags = [n for n in files if n not in data and not n.endswith("tagmanifest-sha256.txt")]
    files[f"{TOP}tagmanifest-sha256.txt"] = sheet(tags)
    return files


def findings(path: Path, key: SigningKey | None = None) -> list[str]:
    return verifier.verify(verifier.Packed(path), str(key.verifier) if key else None)


def test_a_bundle_is_verified_by_its_own_file_without_qantar(
    whole: Path, tmp_path: Path, key: SigningKey
) -> None:
    with zipfile.ZipFile(whole) as given_:
        given_.extractall(tmp_path)
    command = [sys.executable, "-I", "-S", "verify.py", "--key", str(key.verifier)]
    done = subprocess.run(
        command, cwd=tmp_path / TOP, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "everything stands\n")


def test_the_verifier_stands_on_standard_python_alone() -> None:
    source = Path(verifier.__file__).read_text("utf-8")
    imported = {
        line.split()[1].split(".")[0]
        for line in source.splitlines()
        if line.startswith(("import ", "from "))
    }
    assert imported <= sys.stdlib_module_names


def test_the_same_record_gives_the_same_bytes(
    store: Store, whole: Path, tmp_path: Path
) -> None:
    write_bundle(store, tmp_path / "again.zip", at=AT)
    assert (tmp_path / "again.zip").read_bytes() == whole.read_bytes()


def test_a_removed_capture_leaves_its_digest_and_who_decided_but_no_words(
    store: Store, whole: Path
) -> None:
    removed = captures(store)[2]
    files = contents(whole)
    assert f"{TOP}data/readings/{removed}.jsonl" not in files
    assert "А. Ким" in files[f"{TOP}data/custody.jsonl"].decode()
    assert samples.report_text(3).encode() not in b"".join(files.values())


def test_a_key_that_did_not_sign_is_told(whole: Path, tmp_path: Path) -> None:
    rival = make_key("rival", tmp_path / "rival.key", None)
    assert findings(whole, rival) == [
        f"no checkpoint here bears a true signature of {rival.verifier}"
    ]


def test_a_part_of_a_record_is_proved_against_the_checkpoint(
    store: Store, tmp_path: Path, key: SigningKey
) -> None:
    chosen = captures(store)[1]
    write_bundle(store, tmp_path / "part.zip", at=AT, captures=frozenset({chosen}))
    assert findings(tmp_path / "part.zip", key) == []
    told = b"".join(contents(tmp_path / "part.zip").values()).decode("utf-8", "replace")
    assert captures(store)[0] not in told


def test_a_part_needs_a_checkpoint_that_covers_it(store: Store, tmp_path: Path) -> None:
    unsigned = MemoryStore()
    with unsigned.writer(who="desk", at=AT) as writer:
        capture, data = samples.capture(1)
        writer.keep_capture(capture, data)
    with pytest.raises(Misuse, match="sign first"):
        write_bundle(unsigned, tmp_path / "x.zip", at=AT, captures=frozenset({capture.id}))
    assert list(tmp_path.iterdir()) == []


def test_a_bundle_is_never_overwritten(store: Store, whole: Path) -> None:
    with pytest.raises(Misuse, match="never overwritten"):
        write_bundle(store, whole, at=AT)


def test_a_file_that_is_gone_or_added_is_named(whole: Path, tmp_path: Path) -> None:
    files = contents(whole)
    name = next(name for name in files if "/originals/" in name)
    short = name.removeprefix(TOP)
    del files[name]
    assert findings(packed(tmp_path / "a.zip", files)) == [
        f"{short}: listed in the manifest, not there"
    ]
    files = contents(whole) | {f"{TOP}data/more.txt": b"x"}
    assert findings(packed(tmp_path / "b.zip", files)) == [
        "data/more.txt: there, but in no manifest"
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("data/custody.jsonl", '"who":"desk"', '"who":"rival"', "it was changed"),
        ("data/captures.jsonl", "inbox/", "other/", "not described as it was received"),
        ("data/readings/", "person.detained", "person.killed", "not the one that the chain seals"),
        ("data/annotations.jsonl", "person.detained", "person.killed", "does not say what its reading"),
        ("data/checkpoints/", "qantar-record/", "qantar-reCord/", "signature is not that of"),
        ("data/originals/", "задержаны", "отпущены", "not those that were received"),
    ],
)  # fmt: skip
def test_a_forger_who_writes_the_manifest_anew_is_found(
    whole: Path, tmp_path: Path, file: str, old: str, new: str, told: str
) -> None:
    files = contents(whole)
    names = [n for n in files if n.startswith(TOP + file) and old.encode() in files[n]]
    files[names[0]] = files[names[0]].replace(old.encode(), new.encode(), 1)
    found = findings(packed(tmp_path / "forged.zip", resealed(files)))
    assert any(told in sentence for sentence in found), found


def test_an_entry_cut_out_of_the_chain_is_found(whole: Path, tmp_path: Path) -> None:
    files = contents(whole)
    rows = files[f"{TOP}data/custody.jsonl"].splitlines(keepends=True)
    files[f"{TOP}data/custody.jsonl"] = b"".join(rows[:2] + rows[3:])
    found = findings(packed(tmp_path / "cut.zip", resealed(files)))
    assert any("not sealed on the one before" in sentence for sentence in found)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_bit_flipped_in_any_file_is_found(
    whole: Path, tmp_path: Path, data: st.DataObject
) -> None:
    files = contents(whole)
    name = data.draw(st.sampled_from([name for name in sorted(files) if files[name]]))
    at = data.draw(st.integers(0, len(files[name]) * 8 - 1))
    flipped = bytearray(files[name])
    flipped[at // 8] ^= 1 << at % 8
    changed = packed(tmp_path / "flipped.zip", files | {name: bytes(flipped)})
    assert verifier.main([str(changed)]) == 1


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip at all"])
def test_what_is_no_bundle_is_said_so(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    assert verifier.main([str(tmp_path / "x.zip")]) == 1


def test_a_truncated_bundle_is_refused(whole: Path, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(whole.read_bytes()[:-200])
    assert verifier.main([str(tmp_path / "x.zip")]) == 1


def test_annotations_point_at_the_words_and_say_who_read_them(whole: Path) -> None:
    rows = contents(whole)[f"{TOP}data/annotations.jsonl"].decode().split("\n")
    first = json.loads(rows[0])
    quote, position = first["target"]["selector"]
    assert quote["type"] == "TextQuoteSelector"
    assert position["end"] - position["start"] == len(quote["exact"])
    assert "not checked by a person" in first["generator"]["description"]


def test_the_verifier_agrees_with_the_signatures_of_rfc_8032() -> None:
    """Test vectors 1 and 3 of RFC 8032, section 7.1."""
    vectors = [
        (
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ),
    ]  # fmt: skip
    for public, message, signature in vectors:
        given_ = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
        assert verifier.ed25519(*given_)
        assert not verifier.ed25519(given_[0], given_[1] + b"x", given_[2])
