import re

from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.quantity import Quantity
from qantar.export.lanes import Scale, lanes
from qantar.views.ledger import AccountRow, QuestionRow


def account(
    number: str, speaker: str = "Kim", *, stands: bool = True, denied: bool = False
) -> AccountRow:
    interval = Quantity.parse(number).interval()
    return AccountRow(
        account=f"account-{number}", number=number, low=interval.low, high=interval.high,
        denied=denied, stands=stands, speaker=speaker, line="state", outlets=(), as_of="2022-01-09",
        appearances=(), relations=(),
    )  # fmt: skip


def question(*accounts: AccountRow) -> QuestionRow:
    return QuestionRow(
        question="question-1", title="people killed — Kazakhstan", measure="person.killed",
        place="Kazakhstan", place_id=None, period=None, population=None, cumulative=True, low=1,
        high=None, origins=1, open=False, inside=(), accounts=accounts,
    )  # fmt: skip


def test_an_exact_number_is_a_dot_more_than_an_arrow_a_range_a_bar() -> None:
    drawn = lanes(question(account("225"), account(">150"), account("160..190")))
    assert drawn.count("<circle") == 1
    assert drawn.count('class="open"') == 1
    assert drawn.count("<rect") == 1


def test_about_is_a_soft_bar() -> None:
    assert 'class="stands soft"' in lanes(question(account("~2300"), account("2030")))


def test_at_most_points_to_the_left_and_more_than_to_the_right() -> None:
    assert "M6 4 0 9 6 14" in lanes(question(account("<=40"), account("30")))
    assert "M-6 4 0 9-6 14" in lanes(question(account(">=25"), account("30")))


def test_one_speaker_has_one_lane() -> None:
    drawn = lanes(question(account("164", "Kim"), account("225", "Kim"), account("227", "Lee")))
    assert drawn.count('class="lane"') == 2


def test_what_no_longer_stands_is_hollow_and_what_is_denied_is_crossed() -> None:
    drawn = lanes(
        question(account("164", denied=True), account("225", stands=False), account("227"))
    )
    assert '<svg class="denied"' in drawn
    assert '<circle class="gone"' in drawn
    assert '<circle class="stands"' in drawn


def test_one_number_needs_no_drawing() -> None:
    assert lanes(question(account("7"))) == ""


def test_a_drawing_is_told_in_words_for_those_who_do_not_see_it() -> None:
    drawn = lanes(question(account("225"), account(">150")))
    assert 'aria-label="Kim: 225 (stands), &gt;150 (stands)"' in drawn


numbers = st.integers(0, 10**7).map(str)
signed = st.builds(str.__add__, st.sampled_from(["", ">", ">=", "<=", "~", "<~", "<"]), numbers)


@settings(deadline=None, max_examples=200)
@given(st.lists(signed, min_size=1, max_size=6))
def test_every_mark_and_tick_lies_within_the_drawing(found: list[str]) -> None:
    row = question(*(account(number) for number in found))
    places = re.findall(r'(?:x|x1|x2|cx)="(-?[\d.]+)%"', lanes(row))
    assert all(0 <= float(place) <= 100 for place in places)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.integers(0, 10**7), min_size=2, max_size=6))
def test_a_greater_number_never_stands_further_left(found: list[int]) -> None:
    scale = Scale.over([account(str(number)) for number in found])
    ordered = sorted(found)
    places = [scale.at(number) for number in ordered]
    assert places == sorted(places)
