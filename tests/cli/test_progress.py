"""What a long run says on the way: counts always, share and time left only where they are known."""

import io
import json
from pathlib import Path

import pytest

from qantar.capture import gather, total_bytes
from qantar.cli.terms import Progress, duration
from qantar.pipeline import Tally, claims
from qantar.runners.local import Serial


def test_share_and_time_left_follow_the_bytes() -> None:
    line = Progress(4_000_000).line(Tally(documents=300, claims=9, bytes=1_000_000), 10)
    assert line == ("300 reports, 9 claims, 0 refused, 30 a second, 25 % of 4 MB, 30 s left")


def test_what_an_earlier_run_had_read_is_no_part_of_the_rate() -> None:
    tally = Tally(documents=10, bytes=3_000_000, passed=2_000_000)
    assert Progress(4_000_000).line(tally, 10).endswith("75 % of 4 MB, 10 s left")


def test_where_the_total_is_unknown_nothing_is_invented() -> None:
    line = Progress(None).line(Tally(documents=10, bytes=5), 1)
    assert "%" not in line and "left" not in line
    assert total_bytes(["-"]) is None


def test_nothing_read_yet_gives_no_time_left() -> None:
    assert "left" not in Progress(100).line(Tally(), 3)


@pytest.mark.parametrize(
    ("seconds", "said"), [(3.2, "3 s"), (130, "2 min 10 s"), (12_000, "3 h 20 min")]
)
def test_time_is_told_no_finer_than_it_is_known(seconds: float, said: str) -> None:
    assert duration(seconds) == said


def test_it_speaks_once_in_five_seconds_where_nobody_watches(
    capsys: pytest.CaptureFixture[str],
) -> None:
    moments = iter([0.0, 1.0, 5.5, 6.0, 11.0])
    progress = Progress(None, clock=lambda: next(moments))
    for _ in range(4):
        progress(Tally(documents=1))
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_a_file_of_lines_tells_how_far_it_is_read(tmp_path: Path) -> None:
    row = json.dumps({"text": "Ничего. " * 9_000}, ensure_ascii=False).encode() + b"\n"
    path = tmp_path / "a.jsonl"
    path.write_bytes(row * 6)
    (tmp_path / "b.txt").write_text("Ничего.", "utf-8")
    seen: list[int] = []
    found = claims(
        gather([str(tmp_path)], captured_at="2022-01-10T00:00:00Z"), Serial(), lambda refused: None,
        lambda document: [], progress=lambda tally: seen.append(tally.bytes),
    )  # fmt: skip
    assert list(found) == [[]] * 7
    assert seen == sorted(seen) and 0 < seen[0] < len(row) * 2
    assert seen[-1] <= (total_bytes([str(tmp_path)]) or 0) == path.stat().st_size + 13


def test_standard_input_is_read_without_a_total() -> None:
    stream = io.BytesIO("Ничего.".encode())
    (received,) = gather(["-"], captured_at="2022-01-10T00:00:00Z", stdin=stream)
    assert received
