"""What one passage asserts, tied to its quote.

A claim is content (a closed union of six kinds), attribution, scope, quote and derivation. The
row form (``as_row``) is what ``qantar claims`` prints and the record keeps; ``from_row`` brings a
claim back only together with the text its words stand in.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Literal, assert_never

from qantar.domain.attribution import Attribution
from qantar.domain.derivation import Derivation
from qantar.domain.errors import MalformedValue
from qantar.domain.identity import Json, canonical_json, make_id_of_json, string_json
from qantar.domain.quantity import Hedge, Quantity, number_text, parse_number
from qantar.domain.quick import quick
from qantar.domain.span import Quote, Span
from qantar.domain.when import When


class Reality(StrEnum):
    """How the words present what they say. Only ``asserted`` and ``estimated`` enter a ledger as reports of fact."""

    ASSERTED = "asserted"
    ESTIMATED = "estimated"
    """Held likely to have happened: «могли погибнуть около 2000», "2,000 may have died"."""
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    FUTURE = "future"
    ORDERED = "ordered"
    HISTORICAL = "historical"
    """Background of another story than the one reported."""


@quick
@dataclass(frozen=True, slots=True, order=True)
class Measure:
    """What is counted: ``weapon.stolen``, ``person.detained``. Text form ``object.act``."""

    object: str
    act: str

    def __post_init__(self) -> None:
        if not self.object or not self.act or "." in self.object + self.act:
            raise MalformedValue(
                f"measure «{self.object}.{self.act}»: two codes of the codebook"
            )

    def __str__(self) -> str:
        return f"{self.object}.{self.act}"

    @classmethod
    def parse(cls, text: str) -> "Measure":
        object_, dot, act = text.partition(".")
        if not dot:
            raise MalformedValue(f"measure «{text}»: expected object.act")
        return cls(object_, act)


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One stated number of people, things or occurrences.

    ``object_words`` are the words that name what was counted; ``total`` is True for a running
    total, False for an increment, None if neither is said; ``part_of`` the id of the claim this
    one is "including"; ``denied`` if the text says the figure is false, refuted or retracted;
    ``recalled`` if it tells it as the number given before («ранее сообщалось о пяти»), which is no part
    of the claim's id.
    """

    kind: Literal["figure"] = "figure"
    measure: Measure
    quantity: Quantity
    object_words: str | None = None
    total: bool | None = None
    part_of: str | None = None
    denied: bool = False
    recalled: bool = False


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A dated happening; ``type`` is a code of the codebook."""

    kind: Literal["event"] = "event"
    type: str


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Who held, took or lost an office. The quote is the person's words."""

    kind: Literal["post"] = "post"
    person: str
    post: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A regime over territory. ``places`` English names, or ``regions`` a number of regions."""

    kind: Literal["status"] = "status"
    regime: str
    level: str | None
    change: str
    places: tuple[str, ...] = ()
    regions: int | None = None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Where the outlet says it has it from. The quote is the name."""

    kind: Literal["credit"] = "credit"
    name: str


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """How actors are worded. ``side`` is a code; ``voice`` whose words they are."""

    kind: Literal["label"] = "label"
    words: str
    side: str
    voice: str = "outlet"
    """``outlet`` for the outlet's own words, ``quoted`` inside quotation marks or reported speech."""


Content = Figure | Event | Post | Status | Credit | Label
KINDS = ("figure", "event", "post", "status", "credit", "label")


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where and when it holds, of whom, and what is expressly left out."""

    place_words: str | None = None
    place: str | None = None
    """Common English name."""
    place_id: str | None = None
    when: When | None = None
    when_partial: When | None = None
    """A day without a year that nothing resolves: ``XXXX-01-31``."""
    as_of: When | None = None
    excluded: str | None = None
    """Words of the text that leave something out: «не считая похищенного из магазинов»."""


NOWHERE = Scope()


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one passage says. Cannot be built without a quote of its document.

    ``anchor`` is the stretch the kind is about (the number of a figure, the clause of an event,
    the name of a person) and lies inside the quote.
    """

    document: str
    report: str
    content: Content
    quote: Quote
    anchor: Span
    attribution: Attribution | None = None
    denied_by: Attribution | None = None
    """Who says that a denied figure is false, where the text names them; ``attribution`` is who gave it."""
    scope: Scope = NOWHERE
    reality: Reality = Reality.ASSERTED
    derivation: Derivation
    capture: str
    id: str = field(init=False, repr=False, compare=False)
    """Made of capture, quote and content, not of rule names or offsets, so that judgements
    survive new rules; the words around the anchor tell twins in one quote apart."""

    def __post_init__(self) -> None:
        if not self.quote.span.contains(self.anchor) or self.anchor.start == self.anchor.end:
            raise MalformedValue(
                f"anchor {self.anchor} lies outside the quote {self.quote.span}"
            )
        object.__setattr__(self, "id", self._make_id())  # once: it is asked for again and again

    @property
    def words(self) -> str:
        """The exact words of the anchor."""
        at = self.quote.span.start
        return self.quote.exact[self.anchor.start - at : self.anchor.end - at]

    def _make_id(self) -> str:
        at = self.quote.span.start
        left = self.quote.exact[: self.anchor.start - at]
        texts = (self.capture, self.quote.prefix, self.quote.exact, left, self.words)
        about = _asserted_json(self.content)
        return make_id_of_json("claim", f"[{','.join(map(string_json, texts))},{about}]")

    def as_row(self) -> Json:
        """One flat object in the terms of the annotation guidelines; keys are always the same for
        a kind. ``start`` and ``end`` are the anchor's, ``quote`` the words it stands in."""
        scope = self.scope
        row: Json = {
            "report": self.report,
            "kind": self.content.kind,
            "id": self.id,
            "start": self.anchor.start,
            "end": self.anchor.end,
            **content_row(self.content),
            "place_text": scope.place_words,
            "place_id": scope.place_id,
            "speaker": self.attribution.speaker if self.attribution else None,
            "reality": self.reality.value,
            "quote": self.quote.exact,
            "quote_start": self.quote.span.start,
            "document": self.document,
            "capture": self.capture,
            "attribution": self.attribution.as_json() if self.attribution else None,
            "derivation": self.derivation.as_json(),
        }
        if not isinstance(self.content, Status):
            row["place"] = scope.place
        when = str(scope.when) if scope.when else None
        partial = str(scope.when_partial) if scope.when_partial else None
        if isinstance(self.content, Figure):
            row |= {"num": self.words, "when": when, "when_partial": partial,
                    "as_of": str(scope.as_of) if scope.as_of else None,
                    "excluded": scope.excluded, "recalled": self.content.recalled,
                    "denied_by": self.denied_by.as_json() if self.denied_by else None}  # fmt: skip
        else:
            row |= {"date": when, "date_partial": partial}
        return row

    @classmethod
    def from_row(cls, row: Json, text: str) -> "Claim":
        """The claim of a row, its words compared with the text they stand in.

        Raises:
            MisplacedQuote: if the row's quote is not at its place in the text.
            MalformedValue: if a field breaks its definition.
        """
        start = int(row["quote_start"])
        quote = Quote.cut(text, start, start + len(row["quote"]))
        if quote.exact != row["quote"]:
            quote = Quote(
                span=quote.span, exact=row["quote"], prefix="", suffix="", within=text
            )  # raises, naming both wordings
        figure = row["kind"] == "figure"
        when, partial = (row.get("when"), row.get("when_partial")) if figure else (
            row.get("date"), row.get("date_partial"))  # fmt: skip
        return cls(
            document=row["document"],
            report=row["report"],
            capture=row["capture"],
            content=_content(row),
            quote=quote,
            anchor=Span(row["start"], row["end"]),
            attribution=Attribution.from_json(row["attribution"])
            if row["attribution"]
            else None,
            denied_by=Attribution.from_json(row["denied_by"]) if row.get("denied_by") else None,
            scope=Scope(
                place_words=row.get("place_text"),
                place=row.get("place") if row["kind"] != "status" else None,
                place_id=row.get("place_id"),
                when=When(when) if when else None,
                when_partial=When(partial) if partial else None,
                as_of=When(row["as_of"]) if row.get("as_of") else None,
                excluded=row.get("excluded"),
            ),
            reality=Reality(row["reality"]),
            derivation=Derivation.from_json(row["derivation"]),
        )


def _number(value: object) -> int | float | None:
    if value is None:
        return None
    if isinstance(value, Decimal) and value == int(value):
        return int(value)
    text = number_text(parse_number(str(value)))
    return float(text) if "." in text else int(text)


def content_row(content: Content) -> Json:
    """What a claim asserts, as the fields of its row."""
    match content:
        case Figure():
            quantity = content.quantity
            return {
                "measure": str(content.measure),
                "quantity": str(quantity),
                "value": _number(quantity.value),
                "low": _number(quantity.low),
                "high": _number(quantity.high),
                "hedge": quantity.hedge.value,
                "act": content.measure.act,
                "object": content.measure.object,
                "object_text": content.object_words,
                "total": content.total,
                "part_of": content.part_of,
                "denied": content.denied,
            }
        case Event():
            return {"type": content.type}
        case Post():
            return {"person": content.person, "post": content.post, "change": content.change}
        case Status():
            place: object = list(content.places)
            if content.regions is not None:
                place = {"regions": content.regions}
            return {"regime": content.regime, "level": content.level,
                    "change": content.change, "place": place}  # fmt: skip
        case Credit():
            return {"name": content.name}
        case Label():
            return {"text": content.words, "side": content.side, "voice": content.voice}
        case _:
            assert_never(content)


def _asserted_json(content: Content) -> str:
    """``content_row`` as canonical JSON, without the whole it is part of. What most claims assert is written
    out here: it is asked for at every claim."""
    json = string_json
    match content:
        case Figure():
            quantity, measure = content.quantity, content.measure
            words = content.object_words
            return (
                f'{{"act":{json(measure.act)},"denied":{_flag(content.denied)},'
                f'"hedge":"{quantity.hedge.value}",'
                f'"high":{_number_json(quantity.high)},"low":{_number_json(quantity.low)},'
                f'"measure":{json(str(measure))},"object":{json(measure.object)},'
                f'"object_text":{"null" if words is None else json(words)},'
                f'"quantity":{json(str(quantity))},'
                f'"total":{"null" if content.total is None else _flag(content.total)},'
                f'"value":{_number_json(quantity.value)}}}'
            )
        case Label():
            return (
                f'{{"side":{json(content.side)},"text":{json(content.words)},'
                f'"voice":{json(content.voice)}}}'
            )
        case Credit():
            return f'{{"name":{json(content.name)}}}'
        case Event():
            return f'{{"type":{json(content.type)}}}'
        case _:
            return canonical_json(content_row(content))


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _number_json(value: Decimal | None) -> str:
    number = _number(value)
    if number is None:
        return "null"
    return str(number) if isinstance(number, int) else canonical_json(number)


def _content(row: Json) -> Content:
    match row["kind"]:
        case "figure":
            return Figure(
                measure=Measure.parse(row["measure"]),
                quantity=Quantity.parse(row["quantity"]),
                object_words=row["object_text"],
                total=row["total"],
                part_of=row["part_of"],
                denied=row["denied"],
                recalled=row.get("recalled", False),
            )
        case "event":
            return Event(type=row["type"])
        case "post":
            return Post(person=row["person"], post=row["post"], change=row["change"])
        case "status":
            place = row["place"]
            many = isinstance(place, dict)
            return Status(
                regime=row["regime"], level=row["level"], change=row["change"],
                places=() if many else tuple(place), regions=place["regions"] if many else None,
            )  # fmt: skip
        case "credit":
            return Credit(name=row["name"])
        case "label":
            return Label(words=row["text"], side=row["side"], voice=row["voice"])
        case other:
            raise MalformedValue(f"kind «{other}»: expected one of {', '.join(KINDS)}")


def is_report_of_fact(claim: Claim) -> bool:
    """Whether a ledger may take this claim as a report of what happened."""
    return claim.reality in (Reality.ASSERTED, Reality.ESTIMATED) or (
        claim.reality is Reality.NEGATED
        and isinstance(claim.content, Figure)
        and claim.content.quantity.hedge is Hedge.EXACT
        and claim.content.quantity.value == 0
    )
