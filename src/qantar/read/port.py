"""The port: what reads. The rules are the default; another reader may be plugged in beside them."""

from collections.abc import Sequence
from typing import Protocol

from qantar.domain.claim import Claim
from qantar.domain.source import Document, Passage


class ReaderPort(Protocol):
    """Reads one document and sees nothing else. Its claims stand on words of the document, whoever
    proposed them: ``proposals`` is the gate for readers that are not ours."""

    @property
    def version(self) -> str:
        """Names the reader in the record; another version reads everything anew."""
        ...

    def read(self, document: Document, passages: Sequence[Passage] = ()) -> list[Claim]: ...
