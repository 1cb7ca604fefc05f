"""Inputs cut into pieces, each leaving a part: the same claims, whoever reads them, however often."""

import json
from pathlib import Path

import pytest

from qantar.capture import gather
from qantar.domain.errors import Misuse, RecordError
from qantar.parts import Piece, finished, make_parts, mark_of, pieces
from qantar.parts.files import CLAIMS, DONE, claims_in
from qantar.pipeline import Tally, claims, warm
from qantar.reconcile import counts_of
from qantar.runners.local import Serial

AT = "2022-01-10T00:00:00Z"
CITIES = ("Алматы", "Шымкенте", "Таразе", "Актобе")


def sentence(number: int) -> str:
    return f"В {CITIES[number % 4]} погибли {number + 2} человек, сообщил прокурор Асан Ким."


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    rows = [
        {"id": f"r{n}", "lang": "ru", "published": "2022-01-09", "outlet": "ensk.example",
         "text": f"Сводка\n{sentence(n)}"}
        for n in range(12)
    ]  # fmt: skip
    path = tmp_path / "reports.jsonl"
    path.write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8"
    )
    return path


def cut(path: Path, size: int) -> list[Piece]:
    found = list(pieces([str(path)], captured_at=AT, size=size))
    assert all(isinstance(one, Piece) for one in found)
    return [one for one in found if isinstance(one, Piece)]


def made(path: Path, folder: Path, size: int = 1 << 20) -> tuple[Tally, list[str]]:
    told: list[str] = []
    with Serial(warm) as runner:
        tally = make_parts(
            [str(path)], folder, runner, captured_at=AT, tell=told.append, size=size,
            refuse=lambda refused: told.append(str(refused.error)),
        )  # fmt: skip
    return tally, told


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def read_whole(path: Path) -> list[str]:
    """The ids of all claims, as ``qantar claims`` prints them."""
    found = claims(gather([str(path)], captured_at=AT), Serial(warm), lambda refused: None)
    return sorted(claim.id for some in found for claim in some)


def test_pieces_of_lines_lie_edge_to_edge_and_end_at_line_ends(lines: Path) -> None:
    data = lines.read_bytes()
    at, line = 0, 1
    found = cut(lines, 300)
    assert len(found) > 3
    for one in found:
        for part in one.slices:
            stretch = part.stretch
            assert stretch is not None
            assert (stretch.begin, stretch.first) == (at, line)
            at, line = stretch.end, line + data[stretch.begin : stretch.end].count(b"\n")
            assert data[at - 1 : at] == b"\n"
    assert at == len(data)


def test_parts_hold_the_claims_the_command_prints(lines: Path, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    tally, _ = made(lines, folder, size=600)
    kept = [c.id for name in finished(folder) for c, _ in claims_in(folder, name)]
    assert tally.received > 1
    assert sorted(kept) == read_whole(lines)
    assert tally.claims == len(kept)


def test_a_part_keeps_the_lines_numbers_however_the_file_was_cut(
    lines: Path, tmp_path: Path
) -> None:
    made(lines, tmp_path / "whole")
    made(lines, tmp_path / "cut", size=600)
    members = []
    for folder in (tmp_path / "whole", tmp_path / "cut"):
        members.append(
            {
                (document.id, document.member, document.segments)
                for name in finished(folder)
                for _, document in claims_in(folder, name)
            }
        )
    assert members[0] == members[1]
    assert len(members[0]) == 12


def test_the_same_inputs_give_the_same_bytes(lines: Path, tmp_path: Path) -> None:
    made(lines, tmp_path / "once", size=600)
    made(lines, tmp_path / "again", size=600)
    assert bytes_of(tmp_path / "once") == bytes_of(tmp_path / "again")


def test_a_rerun_makes_only_what_is_missing(lines: Path, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    first, _ = made(lines, folder, size=600)
    before = bytes_of(folder)
    lost = finished(folder)[0]
    (folder / f"{lost}{DONE}").unlink()
    (folder / f"{lost}{CLAIMS}.host-1.unfinished").write_bytes(b"cut")
    second, _ = made(lines, folder, size=600)
    assert (second.kept, second.received) == (1, first.received)
    assert (second.documents, second.claims) == (first.documents, first.claims)
    assert 0 < second.passed < second.bytes == lines.stat().st_size
    assert bytes_of(folder) == before


def test_a_part_that_was_cut_short_is_not_taken_for_finished(
    lines: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "parts"
    made(lines, folder)
    (name,) = finished(folder)
    whole = (folder / f"{name}{CLAIMS}").read_bytes()
    (folder / f"{name}{CLAIMS}").write_bytes(whole[:-9])
    assert mark_of(folder, name) is None
    with pytest.raises(RecordError, match="run --parts again"):
        finished(folder)
    made(lines, folder)
    assert (folder / f"{name}{CLAIMS}").read_bytes() == whole


def test_what_cannot_be_used_is_told_also_by_a_rerun(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(sentence(1), "utf-8")
    (tmp_path / "in" / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n....")
    for _ in range(2):
        tally, told = made(tmp_path / "in", tmp_path / "parts")
        assert (tally.documents, tally.refused, len(told)) == (1, 1, 1)
        assert "b.png" in told[0] and "picture" in told[0]


def test_small_files_share_a_piece(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(sentence(number), "utf-8")
    size = 5 * len(sentence(0).encode()) // 2
    assert [len(one.slices) for one in cut(tmp_path, size)] == [2, 2, 2]


def test_standard_input_is_no_piece() -> None:
    with pytest.raises(Misuse, match="standard input"):
        list(pieces(["-"], captured_at=AT))


def test_figures_of_parts_are_those_of_the_claims(lines: Path, tmp_path: Path) -> None:
    from qantar.parts import counts_in

    folder = tmp_path / "parts"
    made(lines, folder, size=600)
    found = [one for name in finished(folder) for one in counts_in((folder, name)).counts]
    whole, documents = [], {}
    for name in finished(folder):
        for claim, document in claims_in(folder, name):
            whole.append(claim)
            documents[document.id] = document
    assert sorted(found, key=repr) == sorted(counts_of(whole, documents)[0], key=repr)
    assert len(found) == 12
