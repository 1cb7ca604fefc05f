"""The gate for readers that are not ours: a proposal becomes a claim only if its words bear it.

A statistical reader may say *"1,500 weapons stolen, said Ozharov"*. The quote must stand in the
document, once; the number words must stand in the quote and be read by our own numerals as the very
quantity proposed; the speaker's words must stand in the document; the codes must be the codebook's.
Anything less is refused with the reason. Places and dates are not taken from outside at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qantar.codebook import Codebook
from qantar.domain.attribution import Attribution, Manner
from qantar.domain.claim import Claim, Figure, Measure
from qantar.domain.derivation import Derivation
from qantar.domain.errors import QantarError
from qantar.domain.quantity import Quantity
from qantar.domain.source import Document
from qantar.grammar.pack import Pack
from qantar.grammar.quantities import quantities
from qantar.read.claims import Anchor


@dataclass(frozen=True, slots=True)
class RefusedProposal:
    """What another reader said and the document does not."""

    proposal: Mapping[str, Any]
    reason: str


class Gate:
    """Lets through what one document bears out."""

    def __init__(self, document: Document, pack: Pack, codebook: Codebook, reader: str) -> None:
        self._document = document
        self._pack = pack
        self._codebook = codebook
        self._reader = reader
        self._anchor = Anchor(document)

    def admit(self, proposal: Mapping[str, Any]) -> Claim | RefusedProposal:
        """A claim, or why not. A proposal has ``quote``, ``number`` (the number words inside it),
        ``quantity`` (canonical, as ``>1500``), ``object``, ``act``, and may have ``speaker``."""
        try:
            return self._claim(proposal)
        except _NotBorneOut as error:
            return RefusedProposal(proposal, str(error))
        except QantarError as error:
            return RefusedProposal(proposal, str(error))

    def _claim(self, proposal: Mapping[str, Any]) -> Claim:
        text = self._document.text
        quote = _words(proposal, "quote")
        start = _once(text, quote, "quote")
        number = _words(proposal, "number")
        at = start + _once(quote, number, "number")
        quantity = Quantity.parse(_words(proposal, "quantity"))
        self._bears(start, start + len(quote), at, at + len(number), quantity)
        measure = self._codebook.check_measure(
            Measure(_words(proposal, "object"), _words(proposal, "act"))
        )
        return self._anchor.claim(
            Figure(measure=measure, quantity=quantity),
            (start, start + len(quote)),
            (at, at + len(number)),
            Derivation(f"proposed by {self._reader}", number, str(quantity),
                       (Derivation("number read again by rules", number, str(quantity)),)),
            attribution=self._speaker(proposal),
        )  # fmt: skip

    def _bears(self, start: int, end: int, first: int, last: int, quantity: Quantity) -> None:
        """The number words must be read by rules as the quantity proposed, hedge and all."""
        tokens = self._pack.tokens(self._document.text, start, end)
        for said in quantities(self._pack, tokens):
            a, b = tokens[said.first].start, tokens[said.last - 1].end
            if a < last and first < b:
                if said.quantity == quantity:
                    return
                raise _NotBorneOut(
                    f"the words say {said.quantity}, the proposal {quantity}: «{self._document.text[a:b]}»"
                )
        raise _NotBorneOut(f"no number stands at «{self._document.text[first:last]}»")

    def _speaker(self, proposal: Mapping[str, Any]) -> Attribution | None:
        speaker = proposal.get("speaker")
        if speaker is None:
            return None
        if (
            not isinstance(speaker, str)
            or not speaker.strip()
            or speaker not in self._document.text
        ):
            raise _NotBorneOut(f"the speaker «{speaker}» is not in the document")
        return Attribution(speaker=speaker, manner=Manner.INDIRECT)


class _NotBorneOut(QantarError):
    """The document does not bear out a proposal."""


def _words(proposal: Mapping[str, Any], key: str) -> str:
    value = proposal.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _NotBorneOut(f"no {key} given")
    return value


def _once(text: str, words: str, what: str) -> int:
    """Where the words stand, if they stand there exactly once."""
    at = text.find(words)
    if at < 0:
        raise _NotBorneOut(f"the {what} «{words[:60]}» is not in the text")
    if text.find(words, at + 1) >= 0:
        raise _NotBorneOut(f"the {what} «{words[:60]}» stands there more than once: quote more")
    return at
