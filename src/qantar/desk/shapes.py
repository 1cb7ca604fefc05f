"""The shapes of the JSON answers, as OpenAPI describes them."""

from typing import Any, Generic, TypeVar

from pydantic import BaseModel

T = TypeVar("T")


class Problem(BaseModel):
    """Why there is no answer."""

    error: str


class Page(BaseModel, Generic[T]):
    """One page of a list; ``next`` is the address of the one after it."""

    total: int
    page: int
    per_page: int
    next: str | None
    items: list[T]


class About(BaseModel):
    """The record as a whole. ``head`` seals the chain of custody the answers were made from."""

    name: str
    custody: int
    head: str
    reports: int
    claims: int
    judged: int
    questions: int
    refused: int


class Question(BaseModel):
    """A question with its envelope: no best guess, only what the accounts left standing allow."""

    question: str
    title: str
    measure: str
    place: str | None
    place_id: str | None
    period: str | None
    population: str | None
    low: int | None
    high: int | None
    origins: int
    accounts: int
    open: bool
    conflict: bool


class Claim(BaseModel):
    """What one passage says; ``quote`` is verbatim and ``marked`` the stretch of it meant."""

    claim: str
    kind: str
    state: str
    document: str
    report: str
    outlet: str | None
    published: str | None
    lang: str | None
    speaker: str | None
    place: str | None
    place_id: str | None
    when: str | None
    reality: str
    quote: str
    marked: str
    question: str | None
    account: str | None
    content: dict[str, Any]


class Report(BaseModel):
    """A report, without its text."""

    document: str
    capture: str
    report: str
    title: str | None
    outlet: str | None
    lang: str | None
    published: str | None
    url: str | None
    claims: int
    figures: int


class Passage(BaseModel):
    """A stretch of a report (half-open, code points) in which words were found."""

    document: str
    start: int
    end: int
    text: str
    lang: str | None
    outlet: str | None
    published: str | None


class Ledger(BaseModel):
    """One question whole. ``chosen`` says who chose its bounds; then ``by_rules`` is what rules give.
    ``policies`` is what each counting rule makes of it, by the rule's name."""

    question: str
    title: str
    measure: str
    place: str | None
    place_id: str | None
    period: str | None
    population: str | None
    cumulative: bool
    increment: bool
    low: int | None
    high: int | None
    envelope: str
    origins: int
    open: bool
    inside: list[str]
    inside_ids: list[str]
    chosen: list[dict[str, Any]]
    by_rules: str | None
    accounts: list[dict[str, Any]]
    policies: dict[str, Any]


class InTime(BaseModel):
    """A question as a series; the points without a date come last."""

    question: str
    title: str
    cumulative: bool
    points: list[dict[str, Any]]


class Names(BaseModel):
    """The names that one report lists below one count, as written; ``agrees`` if the count admits so many. A check
    of the reading: nobody is identified, and no range moves by it."""

    claim: str
    report: str
    number: str
    names: list[str]
    spans: list[str]
    agrees: bool
    note: str


class Why(BaseModel):
    """A step of a derivation, the words it stands on, and the steps below it."""

    says: str
    quotes: list[dict[str, str]] = []
    steps: list["Why"] = []


class Dispute(BaseModel):
    """A contradiction or a retraction with the words of both sides."""

    question: str
    type: str
    open: bool
    because: str
    explicit: bool
    relation: str
    a: list[dict[str, Any]]
    b: dict[str, Any]


class Outlet(BaseModel):
    """An outlet; ``sayings`` it printed, of which ``alone`` nobody else did."""

    outlet: str
    langs: list[str]
    reports: int
    claims: int
    figures: int
    first: str | None
    last: str | None
    sayings: int
    alone: int


class Later(BaseModel):
    """How many sayings one outlet printed on a later day than another; printing later is not copying."""

    later: str
    earlier: str
    sayings: int
    credited: int


class Credited(BaseModel):
    """Whom an outlet names as its source, how often."""

    outlet: str
    name: str
    times: int


class Wording(BaseModel):
    """One use of a wording. ``voice`` is ``outlet`` for the outlet's own words, else ``quoted``."""

    claim: str
    outlet: str
    side: str
    words: str
    voice: str
    day: str | None


class Post(BaseModel):
    """Who is told to hold, take or lose which office, on which words."""

    claim: str
    person: str
    post: str
    change: str
    when: str | None
    published: str | None
    outlet: str | None
    speaker: str | None
    state: str
    quote: str


class Regime(BaseModel):
    """One regime told of one place; ``place`` is null where it is told of none, or of so many regions."""

    claim: str
    regime: str
    level: str | None
    change: str
    place: str | None
    when: str | None
    state: str


class PlaceCount(BaseModel):
    """A place with the happenings told of it. ``precision`` tells what its point stands for; a region
    has none, for nobody said where in it."""

    place_id: str | None
    kind: str | None
    precision: str | None
    names: dict[str, str]
    longitude: float | None
    latitude: float | None
    happenings: int


class Custody(BaseModel):
    """A capture: where its bytes came from, their digest, and everything done to them."""

    capture: str
    sha256: str
    size: int
    media_type: str | None
    origin: str
    captured_at: str
    held: bool
    custody: list[dict[str, Any]]


class Edit(BaseModel):
    """Two captures of one page that do not say the same. ``silent``: the page bears no new date."""

    page: str
    outlet: str | None
    before: str
    after: str
    captured_before: str
    captured_after: str
    published_before: str | None
    published_after: str | None
    silent: bool
    changes: list[dict[str, Any]]


class Card(BaseModel):
    """A ledger for another page: plain HTML that runs and loads nothing, and the same as JSON."""

    question: str
    html: str
    ledger: Ledger


class Search(BaseModel):
    """A kept search; ``found`` is how much it found when it was kept."""

    name: str
    address: str
    at: str
    found: int
