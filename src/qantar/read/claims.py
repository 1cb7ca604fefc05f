"""From what was found to claims that stand on their words.

Whatever read it, a claim passes here: its quote is cut from the document, never carried along, so
words that are not there cannot become a claim.
"""

from qantar.domain.attribution import Attribution
from qantar.domain.claim import Claim, Content, Reality, Scope
from qantar.domain.derivation import Derivation
from qantar.domain.source import Document
from qantar.domain.span import Quote, Span


class Anchor:
    """Makes the claims of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.id = document.id
        self._quotes: dict[tuple[int, int], Quote] = {}

    def claim(
        self,
        content: Content,
        quote: tuple[int, int],
        anchor: tuple[int, int],
        derivation: Derivation,
        scope: Scope | None = None,
        attribution: Attribution | None = None,
        reality: Reality = Reality.ASSERTED,
        denied_by: Attribution | None = None,
    ) -> Claim:
        """A claim on ``text[quote]`` about ``text[anchor]``.

        Raises:
            MisplacedQuote: if the quote is empty.
            MalformedValue: if the anchor lies outside it.
        """
        cut = self._quotes.get(quote)
        if cut is None:
            cut = self._quotes[quote] = Quote.cut(self.document.text, *quote)
        return Claim(
            document=self.id,
            report=self.document.report,
            capture=self.document.capture,
            content=content,
            quote=cut,
            anchor=Span(*anchor),
            attribution=attribution,
            denied_by=denied_by,
            scope=scope or Scope(),
            reality=reality,
            derivation=derivation,
        )
