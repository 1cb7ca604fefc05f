"""Of which day a count is told: the day of its data, of its saying, of the attack it counts the dead of."""

import pytest

from qantar.domain.claim import Claim
from qantar.domain.source import Document
from qantar.read.load import load_reader
from qantar.text.block import blocks

PUBLISHED = "2024-03-30"


def figures(lang: str, text: str) -> list[Claim]:
    document = Document(
        capture="c", report="r", text=text, lang=lang, published=PUBLISHED, blocks=blocks(text)
    )
    return [c for c in load_reader().read(document) if c.content.kind == "figure"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Figures from 28 March show 23 people were killed."),
        ("en", "The flood left 23 dead, official data of 28 March show."),
        ("ru", "По данным Минздрава от 28 марта, погибли 23 человека."),
        ("uk", "За інформацією штабу від 28 березня, загинули 23 людини."),
        ("kk", "28 наурыздағы дерек бойынша 23 адам қаза тапты."),
        ("en", "As of 6 a.m. local time on March 28, 23 people had died."),
        ("en", "By eight on Thursday evening 23 people had died."),
        ("ru", "По состоянию на 06:00 мск 28 марта погибли 23 человека."),
    ],
)
def test_the_day_of_the_data_is_the_day_for_which_a_count_held(lang: str, text: str) -> None:
    [claim] = figures(lang, text)
    assert claim.scope.as_of is not None
    assert claim.scope.as_of.start[:10] == "2024-03-28"


def test_the_day_of_an_attack_is_not_the_day_for_which_its_toll_held() -> None:
    [claim] = figures("en", "The death toll from the March 22 attack has risen to 43.")
    assert claim.scope.when is not None and claim.scope.when.edtf == "2024-03-22"
    assert claim.scope.as_of is None


@pytest.mark.parametrize(
    "text",
    [
        "In a television interview on Thursday the governor said 43 people had died.",
        "On Thursday governor Peter Mwangi said 43 people had died.",
    ],
)
def test_the_day_of_an_interview_is_when_it_was_said(text: str) -> None:
    [claim] = figures("en", text)
    assert claim.attribution is not None and claim.attribution.said_at is not None
    assert claim.attribution.said_at.edtf == "2024-03-28"


def test_a_number_before_a_late_hour_is_no_part_of_its_date() -> None:
    [claim] = figures("en", "The death toll stood at 43 late on Thursday, officials said.")
    assert claim.content.kind == "figure" and claim.content.quantity.value == 43


def test_a_year_before_leans_on_a_deadline_that_has_no_start() -> None:
    report = "До 15 января 2022 года школы не работали. Годом ранее погибли 12 человек."
    found = [claim for claim in figures("ru", report) if claim.words == "12"]
    assert [str(claim.scope.when) for claim in found] == ["2021"]
