"""Acts by all the words together: what the model may change, what it says of itself, what it leaves alone."""

from collections.abc import Iterator

import pytest

from qantar.domain.claim import Claim, Figure
from qantar.read.act_choice import LEARNT, RulesAlone
from qantar.read.load import load_reader
from tests.lang.reading import claims

PILE = (
    "Four firefighters perished when a warehouse wall came down; two colleagues were burned trying to reach them.",
    "Из 17 туристов, попавших под сель, своими ногами спустились четырнадцать, а троих до сих пор ищут.",
    "На трасі знайшли 40 ящиків без документів, двох водіїв відпустили, третього ще допитують.",
    "Өрттен соң 12 отбасы туыстарын паналады, екі бала ауруханада жатыр.",
    "The club was licensed for 60; some 300 were inside, officials said on Friday in Leeds.",
    "5 марта в Омске 120 рабочих остались без зарплаты, сообщил Иван Петров.",
)


def figures(text: str, lang: str) -> list[Claim]:
    found = claims(text, lang, published="2024-05-10")
    return [claim for claim in found if isinstance(claim.content, Figure)]


def language(text: str) -> str:
    return {"F": "en", "T": "en", "И": "ru", "5": "ru", "Н": "uk", "Ө": "kk"}[text[0]]


@pytest.fixture
def by_rules() -> Iterator[None]:
    """The reader as it would be if nothing had been learnt."""
    reader = load_reader()
    weighed = reader.figures.choice
    reader.figures.choice = RulesAlone(reader.codebook)
    yield
    reader.figures.choice = weighed


def read_by_rules(text: str) -> dict[tuple[int, int], Claim]:
    return {(c.anchor.start, c.anchor.end): c for c in figures(text, language(text))}


def test_an_act_by_all_words_says_so_and_by_which_after_what_the_rules_said() -> None:
    text = "Four firefighters perished when a wall came down; two colleagues were burned trying to reach them."
    told = figures(text, "en")[1]
    rules = [step.rule for step in told.derivation.premises]
    assert str(told.content.measure) == "person.injured"  # type: ignore[union-attr]
    assert rules[-1] == LEARNT and rules[-2] == "a verb no list knows"
    assert told.derivation.premises[-1].words


def test_a_place_for_so_many_counts_nothing() -> None:
    assert not figures("The club was licensed for 60.", "en")


@pytest.mark.parametrize(
    "text",
    [
        "Two militants killed a woman.",
        "Six policemen arrested a student.",
        "Four soldiers wounded a farmer near the border.",
    ],
)
def test_what_people_do_to_others_does_not_befall_them(text: str) -> None:
    told = {str(one.as_row()["act"]) for one in figures(text, "en")}
    assert not told & {"killed", "injured", "arrested", "detained"}


@pytest.mark.parametrize("text", PILE)
def test_only_the_act_is_weighed_and_nothing_else_of_a_claim(
    text: str, request: pytest.FixtureRequest
) -> None:
    weighed = figures(text, language(text))
    request.getfixturevalue("by_rules")
    alone = read_by_rules(text)
    for claim in weighed:
        same = alone.get((claim.anchor.start, claim.anchor.end))
        if same is not None:
            a, b = claim.as_row(), same.as_row()
            assert {a[key] == b[key] for key in ("num", "value", "low", "high", "hedge")} == {
                True
            }
            assert a["object"] == b["object"] and a["place"] == b["place"]


def test_where_the_rules_find_no_act_the_rules_alone_give_no_figure(by_rules: None) -> None:
    alone = figures(
        "Magistrates let four of the ferry's crew go on bail of 50,000 shillings each.", "en"
    )
    assert all(claim.words != "four" for claim in alone)
