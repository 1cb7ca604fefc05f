"""Where words stand, and the words themselves.

Offsets are code points, half-open: ``text[start:end]``.
"""

from dataclasses import InitVar, dataclass

from qantar.domain.errors import MalformedValue, MisplacedQuote
from qantar.domain.quick import quick

CONTEXT = 32
"""Code points of prefix and suffix kept beside a quote, enough to find it again without offsets
(the W3C Web Annotation model leaves the length open; 32 is what its reference clients keep)."""


@quick
@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a document, in code points. Text form ``12-18``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise MalformedValue(
                f"span {self.start}-{self.end}: start must be 0 or more, end after it"
            )

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"

    @classmethod
    def parse(cls, text: str) -> "Span":
        start, dash, end = text.partition("-")
        if not (dash and start.isdecimal() and end.isdecimal()):
            raise MalformedValue(f"span «{text}»: expected START-END, as in 12-18")
        return cls(int(start), int(end))

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The very words of a document, and where they stand in it.

    A quote cannot be made without the text it stands in: ``within`` is compared and not kept.

    Raises:
        MisplacedQuote: if ``within[start:end]`` is not ``exact``, or the quote is empty.
    """

    span: Span
    exact: str
    prefix: str
    suffix: str
    within: InitVar[str]

    def __post_init__(self, within: str) -> None:
        start, end = self.span.start, self.span.end
        if not self.exact:
            raise MisplacedQuote(
                f"quote at {self.span} is empty: a claim needs words to stand on"
            )
        if within[start:end] != self.exact:
            raise MisplacedQuote(
                f"quote at {self.span} says «{self.exact[:60]}», "
                f"the document says «{within[start:end][:60]}»"
            )
        if not within.endswith(self.prefix, 0, start) or not within.startswith(
            self.suffix, end
        ):
            raise MisplacedQuote(
                f"quote at {self.span}: the words around it are not the document's"
            )

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> "Quote":
        """The quote that stands at ``text[start:end]``, with its context."""
        return cls(
            span=Span(start, end),
            exact=text[start:end],
            prefix=text[max(0, start - CONTEXT) : start],
            suffix=text[end : end + CONTEXT],
            within=text,
        )
