"""The annotated lines of ``training/acts``: how they are taken apart, and that their marks stand on their words."""

from pathlib import Path

import pytest
from tools.marked import Fields, marked
from tools.plain import is_same_day, is_same_name, shares

from qantar.domain.when import When

LINE = (
    "@2023-05-03? T: [[Two|killed|person|Narok|2023-05-02|-|-]] die ¶ In Narok [[two|killed|person|Narok"
    "|2023-05-02|Red Cross|0]] died on Tuesday, the Red Cross said."
)


def test_a_line_with_a_day_bears_the_fields_of_each_figure(tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text(f"# a comment\n{LINE}\n", "utf-8")
    (line,) = marked(tmp_path)
    assert (line.name, line.title, line.published) == ("en.txt:2", "Two die", "2023-05-03")
    assert line.kept
    assert [line.text[a:b] for a, b in line.acts] == ["Two", "two"]
    assert line.fields[17, 20] == Fields("Narok", "2023-05-02", "Red Cross", "0")


def test_a_figure_without_its_fields_on_such_a_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text("@2023-05-03 [[Two|killed|person]] died.", "utf-8")
    with pytest.raises(ValueError, match=r"en.txt:1: «\[\[Two"):
        list(marked(tmp_path))


def test_what_a_line_says_of_place_and_speaker_stands_in_it() -> None:
    bad = [
        (line.name, words)
        for line in marked()
        for told in line.fields.values()
        for words in (told.place.removeprefix("-"), told.speaker.removeprefix("-"))
        if not words.startswith("^") and words not in line.text
    ]
    assert bad == []


def test_what_a_line_says_of_dates_and_wholes_can_be_read() -> None:
    for line in marked():
        for told in line.fields.values():
            if told.when != "-":
                When(told.when)
            assert told.part_of == "-" or int(told.part_of) < len(line.acts), line.name


def test_reports_of_each_language_are_kept_to_measure_by() -> None:
    kept = {line.lang for line in marked() if line.kept}
    opened = {line.lang for line in marked() if line.fields and not line.kept}
    assert kept == opened == {"ru", "uk", "kk", "en"}


def test_a_night_is_its_second_day_and_a_name_half_its_words() -> None:
    assert is_same_day("2023-05-02/2023-05-03", "2023-05-03")
    assert not is_same_day("2023-05-02", "2023-05-03")
    assert is_same_name("Humberside Police", "Police")
    assert not is_same_name("Red Cross", "police")


def test_the_shares_right_are_told_by_language_and_in_all(tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text(LINE, "utf-8")
    told = shares(kept=True, folder=tmp_path)
    assert told["en when"] == told["all when"]
    assert told["en speaker"] in (0.0, 0.5, 1.0)
    assert shares(kept=False, folder=tmp_path) == {}
