"""Whoever changes a record behind its back is found out: what is wrong, and where."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from qantar.domain.source import Capture
from qantar.record.port import Store
from qantar.record.verification import About, Finding, verify
from qantar.store.address import open_store
from tests.store import samples
from tests.store.samples import AT, READER


@pytest.fixture
def record(tmp_path: Path) -> Iterator[tuple[Store, list[Capture]]]:
    """Three reports captured and read."""
    store = open_store(tmp_path / "x.qantar", create=True)
    captures = []
    for number in (1, 2, 3):
        with store.writer(who="test", at=AT) as writer:
            capture, data = samples.capture(number)
            writer.keep_capture(capture, data)
            writer.keep_reading(capture.id, READER, samples.reading(capture, number))
            captures.append(capture)
    assert list(verify(store)) == []
    yield store, captures
    store.close()


def edit(store: Store, *statements: str) -> None:
    """Change rows as somebody with the file and a database tool would."""
    engine = sa.create_engine(f"sqlite:///{store.name}")
    with engine.begin() as connection:
        for statement in statements:
            assert connection.execute(sa.text(statement)).rowcount > 0
    engine.dispose()


def found(store: Store) -> list[tuple[About, str]]:
    return [(finding.about, finding.where) for finding in verify(store)]


def blob(store: Store, capture: Capture) -> Path:
    return Path(f"{store.name}.blobs") / capture.sha256[:2] / capture.sha256[2:]


Made = tuple[Store, list[Capture]]


@pytest.mark.parametrize("position", [0, 17, -1])
@pytest.mark.parametrize("bit", [0, 7])
def test_one_flipped_bit_of_a_capture_is_found(record: Made, position: int, bit: int) -> None:
    store, captures = record
    path = blob(store, captures[1])
    data = bytearray(path.read_bytes())
    data[position] ^= 1 << bit
    path.write_bytes(data)
    (finding,) = verify(store)
    assert finding.about is About.BYTES
    assert finding.where == captures[1].sha256
    assert captures[1].id in finding.found
    assert "were changed" in finding.found


def test_a_shortened_capture_is_found(record: Made) -> None:
    store, captures = record
    path = blob(store, captures[0])
    path.write_bytes(path.read_bytes()[:-1])
    size, digest = verify(store)
    assert f"was received with {captures[0].size}" in size.found
    assert "their digest is now" in digest.found


def test_a_lost_capture_is_found(record: Made) -> None:
    store, captures = record
    blob(store, captures[2]).unlink()
    assert found(store) == [(About.BYTES, captures[2].sha256)]


def test_bytes_laid_beside_are_found(record: Made) -> None:
    store, _ = record
    store.blobs.put({"ab" * 32: b"planted"})
    assert found(store) == [(About.BYTES, "ab" * 32)]


def test_a_deleted_custody_entry_is_found(record: Made) -> None:
    store, captures = record
    edit(store, "DELETE FROM custody WHERE number = 3")
    findings = list(verify(store))
    assert [f.where for f in findings] == ["custody entry 4", "custody entry 4", captures[1].id]
    assert "stands where 3 should" in findings[0].found
    assert "sealed on" in findings[1].found
    assert findings[2].found == "no custody entry says it was received"


def test_a_custody_log_cut_off_at_its_end_is_found(record: Made) -> None:
    store, captures = record
    edit(store, "DELETE FROM custody WHERE number = 6")
    assert found(store) == [(About.CUSTODY, "custody"), (About.READING, captures[2].id)]


def test_a_changed_custody_entry_is_found(record: Made) -> None:
    store, captures = record
    edit(
        store,
        "UPDATE custody SET json = replace(json, 'inbox/report-2', 'inbox/report-9') WHERE number = 3",
    )
    findings = list(verify(store))
    assert [f.where for f in findings] == ["custody entry 3", captures[1].id]
    assert "was changed" in findings[0].found
    assert findings[1].found == "its origin differ from custody entry 3"


def test_a_custody_log_put_in_another_order_is_found(record: Made) -> None:
    store, _ = record
    edit(store, "UPDATE custody SET number = 9 WHERE number = 2")
    assert (About.CUSTODY, "custody entry 2") in found(store)


def test_a_capture_described_anew_is_found(record: Made) -> None:
    store, captures = record
    edit(
        store,
        "UPDATE captures SET json = replace(json, 'text/plain', 'text/html') WHERE number = 1",
    )
    (finding,) = verify(store)
    assert finding.where == captures[0].id
    assert finding.found == "its media_type differ from custody entry 1"


def test_a_capture_marked_as_removed_by_nobody_is_found(record: Made) -> None:
    store, captures = record
    edit(store, "UPDATE captures SET removed = 1 WHERE number = 1")
    assert (About.CAPTURE, captures[0].id) in found(store)


def test_one_changed_letter_of_a_text_is_found(record: Made) -> None:
    store, captures = record
    edit(
        store,
        "UPDATE documents SET json = replace(json, 'В городе', 'В городи') WHERE reading = 2",
    )
    findings = list(verify(store))
    listed = samples.document(captures[1], 2).id
    assert findings[0].where == listed
    assert findings[0].found.startswith("its text is not what it was")
    assert findings[-1].where == captures[1].id
    assert findings[-1].found == "its rows do not give its digest: one was changed"


def test_a_letter_changed_inside_a_quote_names_the_claim(record: Made) -> None:
    store, captures = record
    edit(
        store,
        "UPDATE documents SET json = replace(json, 'более 12', 'свыше 12') WHERE reading = 2",
    )
    claim = samples.claims(samples.document(captures[1], 2), 2)[1]
    (said,) = [f for f in verify(store) if f.about is About.CLAIM and f.where == claim.id]
    assert "says «более 12», the document says «свыше 12»" in said.found


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("'>12', '>13'", "give the id"),
        ('\'"quote":"более 12"\', \'"quote":"около 12"\'', "says «около 12»"),
        ("'комендант', 'губернатор'", "listed with other words"),
        ("'2022-01-07', '2022-01-08'", "listed with other words"),
        ("'{', ''", "not JSON"),
        ('\'"kind":"figure"\', \'"kind":"rumour"\'', "rumour"),
        ("'\"derivation\"', '\"derived\"'", "derivation"),
    ],
)
def test_a_changed_claim_is_found(record: Made, change: str, says: str) -> None:
    store, captures = record
    claim = samples.claims(samples.document(captures[1], 2), 2)[1]
    edit(store, f"UPDATE claims SET json = replace(json, {change}) WHERE id = '{claim.id}'")
    said = [f.found for f in verify(store) if f.where == claim.id]
    assert any(says in found for found in said), said
    assert (About.READING, captures[1].id) in found(store)


def test_a_speaker_changed_in_row_and_column_alike_is_found(record: Made) -> None:
    # No id depends on the speaker: only the seal of the reading tells.
    store, captures = record
    edit(
        store,
        "UPDATE claims SET json = replace(json, 'комендант', 'губернатор'), speaker = 'губернатор' "
        "WHERE reading = 2 AND position = 1",
    )
    assert found(store) == [(About.READING, captures[1].id)]


def test_a_reading_sealed_anew_is_not_the_one_in_custody(record: Made) -> None:
    store, captures = record
    edit(store, "UPDATE readings SET digest = '0' WHERE number = 1")
    assert found(store) == [(About.READING, captures[0].id)] * 2


def test_a_column_that_misleads_is_found(record: Made) -> None:
    store, captures = record
    edit(
        store, "UPDATE claims SET place_id = 'settlement:2' WHERE reading = 1 AND position = 0"
    )
    (finding,) = verify(store)
    assert finding.where == samples.claims(samples.document(captures[0], 1), 1)[0].id
    edit(store, "UPDATE documents SET report = 'report-8' WHERE reading = 3")
    assert (About.DOCUMENT, samples.document(captures[2], 3).id) in found(store)


def test_a_lost_claim_is_found(record: Made) -> None:
    store, captures = record
    edit(store, "DELETE FROM claims WHERE reading = 1 AND position = 1")
    assert [(f.where, f.found) for f in verify(store)][:1] == [
        (captures[0].id, "1 documents and 1 claims lie there, 1 and 2 were kept")
    ]


def test_rows_that_hang_on_nothing_are_found(record: Made) -> None:
    store, captures = record
    claim = samples.claims(samples.document(captures[0], 1), 1)[0]
    edit(store, "DELETE FROM documents WHERE reading = 1")
    assert Finding(
        about=About.READING, where="rows", found=f"{claim.id} stands in no document"
    ) in list(verify(store))
    document = samples.document(captures[1], 2)
    edit(store, "DELETE FROM readings WHERE number = 2")
    assert f"{document.id} belongs to no reading of a capture" in {
        f.found for f in verify(store)
    }
    edit(store, "DELETE FROM captures WHERE number = 3")
    said = {(f.where, f.found) for f in verify(store)}
    assert ("rows", "reading 3 belongs to no capture") in said
    assert (captures[2].id, "received by custody entry 5, not listed") in said


def test_a_document_moved_to_another_capture_is_found(record: Made) -> None:
    store, captures = record
    edit(store, "UPDATE readings SET capture = 1 WHERE number = 2")
    said = [f.found for f in verify(store)]
    assert f"says it is of {captures[1].id}, lies in {captures[0].id}" in said


@pytest.mark.parametrize("table", ["custody", "captures", "documents"])
def test_a_row_that_is_not_json_is_found_and_stops_nothing(record: Made, table: str) -> None:
    store, captures = record
    path = blob(store, captures[0])
    edit(store, f"UPDATE {table} SET json = 'nonsense'")
    path.unlink()
    findings = list(verify(store))
    assert any("not JSON" in finding.found for finding in findings)


def test_a_record_rewritten_as_a_whole_is_found_by_a_digest_noted_elsewhere(
    record: Made, tmp_path: Path
) -> None:
    store, _ = record
    with store.view() as view:
        noted = view.head()[1]
    forged = open_store(tmp_path / "forged.qantar", create=True)
    with forged.writer(who="somebody", at=AT) as writer:
        capture, data = samples.capture(7)
        writer.keep_capture(capture, data)
    assert list(verify(forged)) == []
    assert [f.about for f in verify(forged, head=noted)] == [About.CUSTODY]
    assert list(verify(store, head=noted)) == []
    forged.close()
