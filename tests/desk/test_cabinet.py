"""What people leave at the desk."""

import sqlite3
import stat
from pathlib import Path

import pytest

from qantar.desk.cabinet import Cabinet
from qantar.domain.errors import BrokenCustody, RecordError

AT = "2022-03-01T09:00:00Z"


def filled(folder: Path) -> Cabinet:
    cabinet = Cabinet(folder / "january.qantar.cabinet")
    with cabinet.opened() as drawer:
        for who in ("Dana", "Олена", "Әсел"):
            drawer.log(at=AT, who=who, act="coded", about="claim-1", detail={"place": "Алматы"})
    return cabinet


def test_lines_come_newest_first_and_the_chain_holds(tmp_path: Path) -> None:
    cabinet = filled(tmp_path)
    cabinet.verify()
    assert [line.who for line in cabinet.log()] == ["Әсел", "Олена", "Dana"]
    assert cabinet.log(1, 1)[0].number == 2 and cabinet.lines() == 3


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE log SET who = 'Dana' WHERE number = 2",
        "UPDATE log SET detail = '{}' WHERE number = 3",
        "DELETE FROM log WHERE number = 1",
    ],
)
def test_a_line_changed_or_taken_out_is_found(tmp_path: Path, change: str) -> None:
    cabinet = filled(tmp_path)
    connection = sqlite3.connect(cabinet.path)
    connection.execute(change)
    connection.commit()
    connection.close()
    with pytest.raises(BrokenCustody, match="of the log was changed"):
        cabinet.verify()


def test_what_goes_wrong_halfway_leaves_nothing(tmp_path: Path) -> None:
    cabinet = filled(tmp_path)
    with pytest.raises(RuntimeError), cabinet.opened() as drawer:
        drawer.log(at=AT, who="Dana", act="coded", about="claim-2", detail={})
        raise RuntimeError
    assert cabinet.lines() == 3


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    assert stat.S_IMODE(filled(tmp_path).path.stat().st_mode) == 0o600


def test_a_foreign_file_is_refused_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "x.cabinet"
    path.write_text("no database of any kind, but long enough" * 40)
    with pytest.raises(RecordError, match="move it away"):
        Cabinet(path).lines()
