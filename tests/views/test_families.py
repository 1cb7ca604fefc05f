from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.views.ledger import QuestionRow, chosen, families, main_rows


def question(
    name: str, *inside: str, measure: str = "person.killed", open_: bool = False
) -> QuestionRow:
    return QuestionRow(
        question=name, title=name, measure=measure, place=None, place_id=None, period=None,
        population=None, cumulative=True, low=1, high=1, origins=1, open=open_, inside=inside,
        inside_ids=inside, accounts=(),
    )  # fmt: skip


def test_a_part_stands_below_its_whole() -> None:
    rows = [question("almaty", "country"), question("police", "almaty"), question("country")]
    assert [(row.title, depth) for row, depth in families(rows)] == [
        ("country", 0),
        ("almaty", 1),
        ("police", 2),
    ]


def test_a_part_whose_whole_is_not_shown_stands_alone() -> None:
    assert [depth for _, depth in families([question("almaty", "country")])] == [0]


@settings(deadline=None, max_examples=100)
@given(st.lists(st.lists(st.integers(0, 20), max_size=3), max_size=8))
def test_every_question_stands_once(wholes: list[list[int]]) -> None:
    rows = [
        question(str(n), *(str(w) for w in found if w < n)) for n, found in enumerate(wholes)
    ]
    assert sorted(row.question for row, _ in families(rows)) == sorted(
        row.question for row in rows
    )


def test_counts_of_nothing_named_are_no_main_question() -> None:
    rows = [question("a", measure="other.killed"), question("b")]
    assert [row.title for row in main_rows(rows, 5)] == ["b"]


def test_questions_are_chosen_by_words_and_conflict() -> None:
    rows = [question("weapons stolen — Almaty"), question("people killed", open_=True)]
    assert [row.title for row in chosen(rows, words="Almaty STOLEN")] == [
        "weapons stolen — Almaty"
    ]
    assert [row.title for row in chosen(rows, conflicts=True)] == ["people killed"]
