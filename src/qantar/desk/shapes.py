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
