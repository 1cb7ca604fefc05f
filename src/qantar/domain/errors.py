"""What can go wrong, as one tree; every message says what was found, where, and the remedy.

QantarError
├── MalformedValue        a value that breaks its own definition (a quantity below nothing…)
├── MisplacedQuote        words that do not stand where they are said to stand
├── UnreadableInput       bytes from outside that cannot be used: empty, binary, truncated, locked
│   └── HostileInput      bytes that would harm: bombs, path tricks, endless nesting
├── LexiconError          an entry of a pack or of the codebook that contradicts the rest
├── RecordError           the record cannot do what was asked
│   └── BrokenCustody     bytes, chain or quotes no longer agree with what was kept
└── Misuse                the command was given something it cannot work with
"""


class QantarError(Exception):
    """Root of everything Qantar raises on purpose."""


class MalformedValue(QantarError, ValueError):
    """A value that breaks its own definition."""


class MisplacedQuote(QantarError, ValueError):
    """Words that do not stand in the document where they are said to stand."""


class UnreadableInput(QantarError):
    """Bytes from outside that cannot be used. Names the input, the place in it and the remedy."""

    def __init__(self, origin: str, found: str, remedy: str, offset: int | None = None) -> None:
        self.origin, self.found, self.remedy, self.offset = origin, found, remedy, offset
        at = "" if offset is None else f" at byte {offset}"
        super().__init__(f"{origin}{at}: {found}; {remedy}")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.origin, self.found, self.remedy, self.offset)


class HostileInput(UnreadableInput):
    """Bytes that would harm: a decompression bomb, a path that climbs, endless nesting."""


class LexiconError(QantarError):
    """An entry of a pack or of the codebook that contradicts the rest. Names file and entry."""


class RecordError(QantarError):
    """The record cannot do what was asked."""


class BrokenCustody(RecordError):
    """Bytes, chain or quotes no longer agree with what was kept."""


class Misuse(QantarError):
    """The command was given something it cannot work with."""
