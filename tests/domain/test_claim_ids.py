"""A claim's name is the digest of what it means, however quickly it is reckoned."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.claim import Claim, Content, Figure, Label, Measure, content_row
from qantar.domain.derivation import Derivation
from qantar.domain.identity import make_id
from qantar.domain.quantity import Hedge, Quantity
from qantar.domain.span import Quote, Span

TEXT = 'Вчера в Таразе задержали более 1,5 тысяч "человек" \\ всего.'
NUMBERS = st.decimals(min_value=-10, max_value=10**7, places=2) | st.integers(0, 10**9).map(
    Decimal
)
QUANTITIES = st.builds(
    Quantity.of, NUMBERS, st.sampled_from([h for h in Hedge if h not in (Hedge.RANGE, Hedge.VAGUE)])
) | st.tuples(NUMBERS, NUMBERS).map(lambda pair: Quantity.between(min(pair), max(pair)))  # fmt: skip
WORDS = st.text(min_size=1, max_size=12)
FIGURES = st.builds(
    Figure,
    measure=st.builds(Measure, st.sampled_from(["person", "weapon"]), st.just("killed")),
    quantity=QUANTITIES,
    object_words=st.none() | WORDS,
    total=st.sampled_from([None, True, False]),
    part_of=st.none() | WORDS,
    denied=st.booleans(),
)


def claim_of(content: Content, capture: str) -> Claim:
    return Claim(
        document="d",
        report="r",
        capture=capture,
        content=content,
        quote=Quote.cut(TEXT, 6, len(TEXT)),
        anchor=Span(15, 24),
        derivation=Derivation("test"),
    )


@given(content=FIGURES | st.builds(Label, words=WORDS, side=WORDS), capture=WORDS)
@settings(max_examples=60, deadline=None)
def test_an_id_is_the_digest_of_capture_quote_and_content(
    content: Content, capture: str
) -> None:
    claim = claim_of(content, capture)
    about = content_row(content)
    about.pop("part_of", None)
    quote = claim.quote
    whole = [capture, quote.prefix, quote.exact, quote.exact[:9], claim.words, about]
    assert claim.id == make_id("claim", whole)
