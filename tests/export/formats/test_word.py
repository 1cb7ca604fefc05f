import io

import pytest

from qantar.export.format import Material
from qantar.export.formats.word import FORMAT

docx = pytest.importorskip("docx", reason="python-docx is not installed")


@pytest.fixture(scope="module")
def lines(record: Material) -> list[str]:
    page = docx.Document(io.BytesIO(FORMAT.write(record).data))
    return [paragraph.text for paragraph in page.paragraphs]


def test_every_account_stands_with_its_words(lines: list[str], record: Material) -> None:
    for row in record.questions:
        for account in row.accounts:
            for one in account.appearances:
                assert any(f"«{one.words}»" in line and one.claim in line for line in lines)


def test_tolls_that_differ_are_shown_as_a_range(lines: list[str]) -> None:
    at = next(i for i, line in enumerate(lines) if line.startswith("people killed"))
    assert lines[at + 1].startswith(">=16")


def test_what_a_person_judged_is_told_from_what_rules_read(lines: list[str]) -> None:
    assert sum("judged by Dana Testova" in line for line in lines) == 1
    assert any("read by rules, not checked" in line for line in lines)


def test_plans_stand_apart(lines: list[str]) -> None:
    at = lines.index("Not told as having happened")
    assert any("ввести войска" in line for line in lines[at:])
    assert not any("ввести войска" in line for line in lines[:at])
