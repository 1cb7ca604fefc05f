"""Laws of the domain's values: one canonical text form each, and quotes that cannot lie."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.domain.claim import Claim, Figure, Measure
from qantar.domain.derivation import Derivation
from qantar.domain.errors import MalformedValue, MisplacedQuote
from qantar.domain.identity import canonical_json, make_id
from qantar.domain.quantity import Hedge, Interval, Quantity
from qantar.domain.source import Block, BlockKind, Document, Segment
from qantar.domain.span import Quote, Span
from qantar.domain.when import When

numbers = st.decimals(min_value=0, max_value=10**9, places=2) | st.integers(0, 10**9).map(
    Decimal
)
single = st.sampled_from([h for h in Hedge if h not in (Hedge.RANGE, Hedge.VAGUE)])
quantities = st.one_of(
    st.builds(Quantity.of, numbers, single),
    st.builds(lambda a, b: Quantity.between(min(a, b), max(a, b)), numbers, numbers),
    st.builds(Quantity.vague, numbers),
)
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@given(quantities)
def test_a_quantity_comes_back_from_its_text(quantity: Quantity) -> None:
    assert Quantity.parse(str(quantity)) == quantity


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("967", "[967,967]"),
        (">1500", "[1501,]"),
        (">=25", "[25,]"),
        ("<40", "[0,39]"),
        ("<=40", "[0,40]"),
        ("~2300", "[2185,2415]"),
        ("<~2000", "[1800,2000]"),
        ("20..30", "[20,30]"),
        ("20..", "[20,]"),
    ],
)
def test_a_sign_allows_the_numbers_it_names(text: str, interval: str) -> None:
    assert str(Quantity.parse(text).interval()) == interval
    assert Interval.parse(interval) == Quantity.parse(text).interval()


@given(quantities)
def test_a_whole_number_named_lies_in_its_interval_unless_the_sign_shuts_it_out(
    quantity: Quantity,
) -> None:
    interval = quantity.interval()
    assert interval.high is None or interval.low <= interval.high
    shut_out = quantity.hedge in (Hedge.MORE_THAN, Hedge.LESS_THAN)
    if quantity.value is not None and quantity.value == int(quantity.value) and not shut_out:
        assert interval.low <= quantity.value
        assert interval.high is None or quantity.value <= interval.high


@pytest.mark.parametrize("text", ["", "about 5", "5..3", "NaN", "1e400x", ">", "..5"])
def test_what_is_no_quantity_is_refused(text: str) -> None:
    with pytest.raises(MalformedValue):
        Quantity.parse(text)


@given(days, days)
def test_a_period_comes_back_and_contains_its_days(first: dt.date, second: dt.date) -> None:
    first, second = min(first, second), max(first, second)
    period = When.parse(f"{first}/{second}")
    assert When.parse(str(period)) == period
    assert period.contains(When(str(first))) and period.contains(When(str(second)))


@pytest.mark.parametrize(
    "text",
    ["2022-02-30", "2022-13", "../..", "2022-01-05/2022-01-04", "yesterday", "XXXX-02-30"],
)
def test_what_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(MalformedValue):
        When(text)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_span_comes_back_from_its_text(start: int, length: int) -> None:
    span = Span(start, start + length)
    assert Span.parse(str(span)) == span


@given(st.text(min_size=1, max_size=200), st.data())
def test_a_quote_is_always_the_document_s_own_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = Quote.cut(text, start, end)
    assert text[quote.span.start : quote.span.end] == quote.exact
    with pytest.raises(MisplacedQuote):
        Quote(
            span=quote.span,
            exact=quote.exact + "!",
            prefix="",
            suffix="",
            within=text + "?" * 3,
        )


def test_an_empty_quote_bears_nothing() -> None:
    with pytest.raises(MisplacedQuote):
        Quote.cut("слова", 2, 2)


def claim_on(text: str, start: int, end: int) -> Claim:
    return Claim(
        document="document-1",
        report="r",
        capture="capture-1",
        content=Figure(measure=Measure("person", "detained"), quantity=Quantity.of(40)),
        quote=Quote.cut(text, 0, len(text)),
        anchor=Span(start, end),
        derivation=Derivation("figure", premises=(Derivation("number", "40", "40"),)),
    )


def test_a_claim_comes_back_from_its_row_only_with_its_own_text() -> None:
    text = "Задержаны 40 человек."
    claim = claim_on(text, 10, 12)
    assert Claim.from_row(claim.as_row(), text) == claim
    with pytest.raises(MisplacedQuote):
        Claim.from_row(claim.as_row(), text.replace("40", "41"))


def test_an_anchor_outside_its_quote_is_refused() -> None:
    with pytest.raises(MalformedValue):
        claim_on("Задержаны 40 человек.", 10, 40)


def test_a_claim_keeps_its_id_under_another_rule_and_loses_it_with_other_words() -> None:
    text = "Задержаны 40 человек."
    claim = claim_on(text, 10, 12)
    row = claim.as_row() | {"derivation": Derivation("another rule").as_json()}
    assert Claim.from_row(row, text).id == claim.id
    assert claim_on("Задержаны 40 граждан.", 10, 12).id != claim.id


@given(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=5))
def test_an_id_depends_on_meaning_and_not_on_order(row: dict[str, object]) -> None:
    backwards = dict(reversed(row.items()))
    assert canonical_json(row) == canonical_json(backwards)
    assert make_id("x", row) == make_id("x", backwards)
    assert make_id("x", row) != make_id("y", row)


def test_joined_parts_never_meet() -> None:
    assert make_id("x", ["a", "b.c"]) != make_id("x", ["a.b", "c"])


def test_a_document_comes_back_from_its_json() -> None:
    document = Document(
        capture="capture-1",
        report="r",
        text="Тараз\nПогибли 7.",
        lang="ru",
        published="2022-01-12",
        blocks=(Block(Span(0, 5), BlockKind.HEADLINE), Block(Span(6, 16), BlockKind.BODY)),
        segments=(Segment(Span(0, 16), 0, 29),),
    )
    assert Document.from_json(document.as_json()) == document
    assert document.original_range(Span(0, 5)) == (0, 29)
