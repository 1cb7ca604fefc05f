"""Whole reports of every pack, ``corpus/documents/NAME.txt`` with ``NAME.claims``: what is read in them.

Run with ``-s`` for the count of what is known not to be read yet.
"""

from functools import cache
from pathlib import Path

import pytest

from qantar.domain.claim import Claim
from qantar.read.outline import said_of
from tests.lang.reading import Expected, Report, claims, packs, place_of, read_report


@cache
def reports() -> tuple[Report, ...]:
    return tuple(
        read_report(path)
        for pack in packs().values()
        for path in sorted((pack.folder / "corpus" / "documents").glob("*.txt"))
    )


@cache
def read(path: Path) -> tuple[Claim, ...]:
    report = next(report for report in reports() if report.path == path)
    return tuple(
        claims(
            report.text,
            report.lang,
            published=report.settings.get("published"),
            title=report.settings.get("title"),
        )
    )


def expected() -> list[tuple[Report, Expected]]:
    return [(report, line) for report in reports() for line in report.expected]


def names() -> list[str]:
    return [str(line) for _, line in expected()]


def of_these_words(report: Report, line: Expected) -> list[Claim]:
    """The claims of the line's kind whose anchor overlaps the line's words, the closest first."""
    start, end = place_of(report.text, line.words)
    found = [
        claim
        for claim in read(report.path)
        if claim.content.kind == line.kind
        and claim.anchor.start < end
        and start < claim.anchor.end
    ]
    return sorted(
        found, key=lambda claim: abs(claim.anchor.start - start) + abs(claim.anchor.end - end)
    )


def missing(report: Report, line: Expected) -> list[str]:
    """The fields of a line that are not read as it says; ``all`` if nothing of it is read."""
    found = [claim for claim in of_these_words(report, line) if value_of(claim) == line.value]
    if not found:
        return ["all"]
    return [
        name
        for name, value in line.fields.items()
        if not same(report, name, value, found[0].as_row())
    ]


def value_of(claim: Claim) -> str:
    return said_of(claim.as_row())


def same(report: Report, name: str, value: str | None, row: dict[str, object]) -> bool:
    """Whether a field was read; ``part_of`` is the words of the whole, a list of places is commas."""
    read_value = row.get(name)
    if name == "part_of":
        if value is None or read_value is None:
            return value is None and read_value is None
        start, end = place_of(report.text, value)
        whole = next(claim for claim in read(report.path) if claim.id == read_value)
        return whole.anchor.start < end and start < whole.anchor.end
    if isinstance(read_value, list):
        return [str(one) for one in read_value] == (value.split(", ") if value else [])
    if isinstance(read_value, bool):
        return value == str(read_value).lower()
    return read_value == value


@pytest.mark.parametrize(("report", "line"), expected(), ids=names())
def test_a_report_is_read_as_its_claims_say(report: Report, line: Expected) -> None:
    if line.forbidden:
        assert [value_of(claim) for claim in of_these_words(report, line)] == []
        return
    wrong = missing(report, line)
    if line.unread is None:
        rows = [claim.as_row() for claim in of_these_words(report, line)]
        assert wrong == [], rows
    elif not line.unread:
        assert wrong == ["all"], "it is read now: take the question mark away"
    else:
        assert set(wrong) == line.unread, "other fields are read now: mend the question mark"


@pytest.mark.parametrize("report", reports(), ids=lambda report: str(report.path.stem))
def test_every_number_read_in_a_report_is_one_its_claims_name(report: Report) -> None:
    """A figure that nobody wrote down is an invention, unless its line is still marked unread."""
    named = [
        place_of(report.text, line.words) for line in report.expected if line.kind == "figure"
    ]
    invented = [
        f"{claim.words}: {value_of(claim)}"
        for claim in read(report.path)
        if claim.content.kind == "figure"
        and not any(
            start < claim.anchor.end and claim.anchor.start < end for start, end in named
        )
    ]
    assert invented == []


@pytest.mark.parametrize("lang", sorted(packs()))
def test_what_is_known_not_to_be_read_is_counted(
    lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Prints found and not read yet; more than half unread would be no corpus but a wish list."""
    lines = [line for report, line in expected() if report.lang == lang and not line.forbidden]
    unread = [line for line in lines if line.unread is not None]
    with capsys.disabled():
        print(
            f"\n{lang}: {len(lines) - len(unread)} of {len(lines)} lines read in whole", end=" "
        )
    assert len(unread) * 2 <= len(lines)
