"""One stated figure as a ledger takes it: the claim's number with its scope, speaker and report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qantar import codebook
from qantar.domain.attribution import Attribution
from qantar.domain.claim import Claim, Credit, Figure, Measure, Reality, is_report_of_fact
from qantar.domain.ledger import Evidence, SetAside
from qantar.domain.quantity import Quantity
from qantar.domain.source import BlockKind, Document
from qantar.domain.when import OPEN, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure ready to be compared.

    ``place`` is the atlas id, or the folded name where the atlas has none; ``period`` the days
    counted, None if nobody says; ``as_of`` the stated moment for which it stood; ``population``
    the words that narrow or reserve; ``role`` and ``organisation`` what the text says of the
    speaker.
    """

    claim: str
    report: str
    document: str
    outlet: str | None = None
    published: When | None = None
    start: int = 0
    headline: bool = False
    measure: Measure
    quantity: Quantity
    total: bool | None = None
    denied: bool = False
    part_of: str | None = None
    place: str | None = None
    place_name: str | None = None
    place_id: str | None = None
    period: When | None = None
    as_of: When | None = None
    population: str | None = None
    speaker: str | None = None
    role: str | None = None
    organisation: str | None = None
    via: tuple[str, ...] = ()
    evidence: Evidence

    @property
    def moment(self) -> When | None:
        """When the figure stood: as stated, else the day it was printed."""
        return self.as_of or self.published

    @property
    def is_cumulative(self) -> bool:
        """Whether a later, smaller count of it would be strange."""
        return codebook.load().is_cumulative(self.measure.act, self.total)


def place_key(place_id: str | None, name: str | None) -> str | None:
    """One key for one place: its atlas id, else its name without case and padding."""
    if place_id is not None:
        return place_id
    return " ".join(name.casefold().split()) or None if name is not None else None


def counted_period(
    when: When | None, as_of: When | None, measure: Measure, total: bool | None
) -> tuple[When | None, When | None]:
    """The days counted and the moment, told apart.

    The date of a running total or of a state is its as-of day («на 12 января задержаны 1 200»,
    «в больницах на 9 октября 228»), and the end of a total's span is; of an increment and of a
    finished happening it is the period itself.
    """
    if when is None or when.is_partial:
        return when, as_of
    cumulative = codebook.load().is_cumulative(measure.act, total)
    spans = "/" in when.edtf
    if cumulative and total is not True and when.start != OPEN:
        return when, as_of
    if not spans:
        return None, as_of or when
    if not cumulative:
        return None, as_of or (When(when.end) if when.end != OPEN else None)
    if when.start == OPEN:
        return None, as_of or When(when.end)
    if when.end == OPEN:
        return when, as_of
    return When(f"{when.start}/{OPEN}"), as_of or When(when.end)


def counts_of(
    claims: Iterable[Claim], documents: Mapping[str, Document]
) -> tuple[tuple[Count, ...], tuple[SetAside, ...]]:
    """The figures among the claims as counts, and those set aside with the reason.

    ``documents`` by id; a claim whose document is not among them has neither outlet nor date.
    Claims of other kinds answer no question of number; their credits tell through whom a report
    has its news.
    """
    claims = list(claims)
    credits: dict[str, set[str]] = {}
    for claim in claims:
        if isinstance(claim.content, Credit):
            credits.setdefault(claim.document, set()).add(claim.content.name)
    counts, aside = [], []
    for claim in claims:
        if not isinstance(claim.content, Figure):
            continue
        if not is_report_of_fact(claim):
            aside.append(SetAside(claim=claim.id, because=_ASIDE[claim.reality]))
            continue
        via = tuple(sorted(credits.get(claim.document, ())))
        counts.append(_count(claim, claim.content, documents.get(claim.document), via))
    return tuple(counts), tuple(sorted(aside, key=lambda one: one.claim))


_ASIDE = {
    Reality.ASSERTED: "",
    Reality.NEGATED: "the text says it did not happen, and gives no number of its own",
    Reality.HYPOTHETICAL: "the text says it might be so, not that it is",
    Reality.FUTURE: "the text speaks of what is to come",
    Reality.ORDERED: "the text gives an order or a plan, not what came of it",
    Reality.HISTORICAL: "the text recalls another story than the one it reports",
}


def _count(
    claim: Claim, figure: Figure, document: Document | None, credits: tuple[str, ...]
) -> Count:
    scope, said = claim.scope, claim.attribution
    period, as_of = counted_period(
        scope.when or scope.when_partial, scope.as_of, figure.measure, figure.total
    )
    return Count(
        claim=claim.id,
        report=claim.report,
        document=claim.document,
        outlet=document.outlet if document else None,
        published=_published(document),
        start=claim.anchor.start,
        headline=document is not None and _in_headline(claim, document),
        measure=figure.measure,
        quantity=figure.quantity,
        total=figure.total,
        denied=figure.denied,
        part_of=figure.part_of,
        place=place_key(scope.place_id, scope.place),
        place_name=scope.place,
        place_id=scope.place_id,
        period=period,
        as_of=as_of,
        population=scope.excluded,
        speaker=said.speaker if said else None,
        role=said.role if said else None,
        organisation=said.organisation if said else None,
        via=_via(said, credits),
        evidence=claim.quote,
    )


def _via(said: Attribution | None, credits: tuple[str, ...]) -> tuple[str, ...]:
    own = said.via if said else ()
    return own + tuple(name for name in credits if name not in own)


def _published(document: Document | None) -> When | None:
    if document is None or document.published is None:
        return None
    published = When(document.published)
    return None if published.is_partial else published


def _in_headline(claim: Claim, document: Document) -> bool:
    return any(
        block.kind is BlockKind.HEADLINE and block.span.contains(claim.anchor)
        for block in document.blocks
    )
