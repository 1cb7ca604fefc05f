"""One stated figure as a ledger takes it: the claim's number with its scope, speaker and report."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from qantar import codebook
from qantar.domain.attribution import Attribution
from qantar.domain.claim import Claim, Credit, Figure, Measure, Reality, is_report_of_fact
from qantar.domain.ledger import Evidence, SetAside
from qantar.domain.quantity import Quantity
from qantar.domain.source import BlockKind, Document
from qantar.domain.when import OPEN, When
from qantar.reconcile.currencies import currency, with_money
from qantar.reconcile.moments import days_between, is_later, lies_in
from qantar.reconcile.shingles import Wording, wording
from qantar.reconcile.tolls import toll_words

SAID_DAYS = 1.0
"""How long before its printing a toll may have been told: the day before is usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure ready to be compared.

    ``place`` is the atlas id, or the folded name where the atlas has none; ``period`` the days
    counted, None if nobody says; ``as_of`` the stated moment for which it stood; ``said`` the day the
    text gives to the saying; ``population`` the words that narrow or reserve, and a sum's kind of money;
    ``role`` and ``organisation`` what the text says of the speaker.
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
    recalled: bool = False
    part_of: str | None = None
    place: str | None = None
    place_name: str | None = None
    place_id: str | None = None
    period: When | None = None
    as_of: When | None = None
    said: When | None = None
    population: str | None = None
    speaker: str | None = None
    role: str | None = None
    organisation: str | None = None
    via: tuple[str, ...] = ()
    wording: Wording | None = field(default=None, repr=False)
    """By which it is known again where another outlet prints it; None if the text is not at hand."""
    evidence: Evidence

    @property
    def moment(self) -> When | None:
        """When the figure stood: as stated, else the day it was said or printed; of one that is only
        recalled, not known."""
        return self.as_of if self.recalled else self.told_at

    @property
    def told_at(self) -> When | None:
        """When the figure stood or was told, at the latest: what puts it into the time of a story."""
        return self.as_of or self.said or self.published

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
    when: When | None, as_of: When | None, measure: Measure, total: bool | None,
    told: When | None = None,
) -> tuple[When | None, When | None]:  # fmt: skip
    """The days counted and the moment, told apart; ``told`` is the day of the saying or printing.

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
    if not spans and len(when.edtf) < len("2022-01-05"):
        return (
            when,
            as_of,
        )  # «in all in January»: a month or a year is counted, and is no moment
    if not spans and as_of is None and measure.act in toll_acts():
        return when, None  # "the toll of the 22 March attack": the day of the attack
    if not spans:
        return None, as_of or when
    if not cumulative:
        return None, as_of or (When(when.end) if when.end != OPEN else None)
    if when.start == OPEN:
        return None, as_of or When(when.end)
    if when.end == OPEN:
        return when, as_of
    if as_of is None and measure.act in toll_acts() and told is not None and _holds(when, told):
        return None, None  # "has risen to 140 this week": when it rose
    return When(f"{when.start}/{OPEN}"), as_of or When(when.end)


def _holds(span: When, day: When) -> bool:
    """Whether a span of days has not ended on a day within it."""
    return not day.is_partial and lies_in(day, span) and is_later(When(span.end), day)


@cache
def toll_acts() -> frozenset[str]:
    """Acts of which a news report, unless it says otherwise, gives the number reached so far."""
    return frozenset(codebook.load().acts[act].id for act in toll_words()["reached_so_far"])


def settled_moment(
    period: When | None,
    as_of: When | None,
    published: When | None,
    measure: Measure,
    total: bool | None,
) -> tuple[When | None, When | None]:
    """The days counted and the moment, where a text gives one date and does not say of what.

    «На 27 июня убиты 14» stands as of that day, though its date was read as the day they died: a date
    that is the as-of day as well is no period. And the dead, the hurt, the displaced of the day of printing
    or the day before are the number reached so far, not that of one day, and it stood when it was told:
    "143 were killed in Friday's attack" dates the attack. So the reports of one disaster
    line up. Detentions and seizures are told day by day and keep their day.
    """
    if period is not None and total is False and period.end == OPEN:
        return _grown_since(period, as_of or published), as_of
    if period is None or total is False or "/" in period.edtf or period.is_partial:
        return period, as_of
    if not codebook.load().is_cumulative(measure.act, total):
        return period, as_of
    if as_of is not None:
        same = not as_of.is_partial and as_of.end != OPEN and lies_in(When(as_of.end), period)
        return (None, as_of) if same else (period, as_of)
    if measure.act in toll_acts() and published is not None and not published.is_partial:
        if days_between(period, published) <= SAID_DAYS and not is_later(period, published):
            return None, None
    return period, as_of


def _grown_since(since: When, moment: When | None) -> When:
    """«С 4 июля выросло на три», of 18 July: those added on the days after, up to the moment it stood."""
    if moment is None or moment.is_partial or since.is_partial or moment.end == OPEN:
        return since
    first, last = since.bounds()[0].date() + dt.timedelta(days=1), moment.bounds()[0].date()
    if len(since.start) != len("2022-07-04") or first > last:
        return since
    return When(first.isoformat() if first == last else f"{first}/{last}")


def counts_of(
    claims: Iterable[Claim], documents: Mapping[str, Document]
) -> tuple[tuple[Count, ...], tuple[SetAside, ...]]:
    """The figures among the claims as counts, and those set aside with the reason.

    ``documents`` by id; a claim whose document is not among them has neither outlet nor date.
    Claims of other kinds answer no question of number; their credits tell through whom a report
    has its news, and so does whom a message was forwarded from.
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
        document = documents.get(claim.document)
        via = credits.get(claim.document, set())
        if document is not None and document.forwarded_from:
            via = via | {document.forwarded_from}
        counts.append(_count(claim, claim.content, document, tuple(sorted(via))))
    return tuple(counts), tuple(sorted(aside, key=lambda one: one.claim))


_ASIDE = {
    Reality.ASSERTED: "",
    Reality.ESTIMATED: "",
    Reality.NEGATED: "the text says it did not happen, and gives no number of its own",
    Reality.HYPOTHETICAL: "the text says it might be so, not that it is",
    Reality.FUTURE: "the text speaks of what is to come",
    Reality.ORDERED: "the text gives an order or a plan, not what came of it",
    Reality.HISTORICAL: "the text recalls another story than the one it reports",
}


def _count(
    claim: Claim, figure: Figure, document: Document | None, credits: tuple[str, ...]
) -> Count:
    scope = claim.scope
    said = claim.attribution if claim.denied_by is None else claim.denied_by
    if document is not None and document.is_submission:
        # A witness without a name speaks for himself: whom he quotes has not spoken to us, and no
        # office stands behind the figure, nor does it join another account as its copy.
        said, credits = None, ()
    published = _published(document)
    spoken = said.said_at if said is not None and _is_by(said.said_at, published) else None
    told = None if figure.recalled else spoken or published
    period, as_of = counted_period(
        scope.when or scope.when_partial, scope.as_of, figure.measure, figure.total, told
    )
    period, as_of = settled_moment(period, as_of, told, figure.measure, figure.total)
    return Count(
        claim=claim.id,
        report=claim.report,
        document=claim.document,
        outlet=document.outlet if document else None,
        published=published,
        start=claim.anchor.start,
        headline=document is not None and _in_headline(claim, document),
        measure=_of_people(figure),
        quantity=figure.quantity,
        total=figure.total,
        denied=figure.denied,
        recalled=figure.recalled,
        part_of=figure.part_of,
        place=place_key(scope.place_id, scope.place),
        place_name=scope.place,
        place_id=scope.place_id,
        period=period,
        as_of=as_of,
        said=spoken,
        population=narrowed(figure.measure, figure.object_words, scope.excluded),
        speaker=said.speaker if said else None,
        role=said.role if said else None,
        organisation=said.organisation if said else None,
        via=_via(said, credits),
        wording=wording(document.text, claim.quote.span.start, claim.quote.span.end)
        if document is not None
        else None,
        evidence=claim.quote,
    )


def _is_by(said: When | None, published: When | None) -> bool:
    """Whether a saying has a full day, and none after its printing."""
    if said is None or said.is_partial or len(said.edtf) < len("2022-01-05"):
        return False
    return published is None or not is_later(said, published)


BEFALLS_PEOPLE = frozenset(
    "killed injured hospitalized missing detained arrested charged convicted displaced abducted".split()
)
"""Acts of which, where no words say who, people are counted: «к тому же дню 24 смерти»."""


def _of_people(figure: Figure) -> Measure:
    measure = figure.measure
    words = (figure.object_words or "").casefold()
    if (
        measure.object == "other"
        and measure.act in BEFALLS_PEOPLE
        and (not words or words.startswith(toll_words()["befallen"]))
    ):
        return Measure("person", measure.act)
    return measure


def narrowed(measure: Measure, object_words: str | None, words: str | None) -> str | None:
    """The words that narrow a count; of a sum of money also the kind of money, as other kinds are other sums."""
    return with_money(currency(object_words), words) if measure.object == "money" else words


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
