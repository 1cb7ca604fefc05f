"""In whose words a page that leaves the record speaks: its headings, titles, dates and numbers.

Words of sources are never translated; what stands around them is. English is spoken here; the desk
brings the other languages it has, and its way to write dates and numbers.
"""

from collections.abc import Iterable
from typing import Protocol

from qantar.export.inert import inert
from qantar.views.chronology import ChronologyRow
from qantar.views.judged import Mark
from qantar.views.ledger import QuestionRow


class Tongue(Protocol):
    """A language a page is written in."""

    @property
    def code(self) -> str:
        """As HTML names it: ``kk``."""
        ...

    def say(self, message: str, **values: object) -> str:
        """Words of ours, given in English, with ``{names}`` filled in."""
        ...

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """Words of ours about a number, which stands in them as ``{n}``."""
        ...

    def number(self, n: int | float) -> str: ...

    def when(self, edtf: str | None) -> str: ...

    def signs(self, quantity: str) -> str:
        """A quantity in its canonical form, ``>1500``."""
        ...

    def interval(self, signs: str) -> str:
        """What accounts allow, ``16..21``."""
        ...

    def question(self, row: QuestionRow) -> str: ...

    def happening(self, row: ChronologyRow) -> tuple[str, str | None]:
        """What happened, and where."""
        ...

    def relation(self, type_: str) -> str: ...

    def reason(self, because: str) -> tuple[str, str]:
        """A reason of the comparing, and the language it could be told in."""
        ...

    def side(self, code: str) -> str: ...

    def mark(self, mark: Mark) -> str:
        """What a person decided."""
        ...


class English:
    """As the record itself writes it: canonical dates and numbers."""

    code = "en"

    def say(self, message: str, **values: object) -> str:
        return message.format(**values) if values else message

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        return (one if n == 1 else many).format(n=n, **values)

    def number(self, n: int | float) -> str:
        return str(n)

    def when(self, edtf: str | None) -> str:
        return edtf.replace("T", " ") if edtf else "undated"

    def signs(self, quantity: str) -> str:
        return quantity

    def interval(self, signs: str) -> str:
        return signs

    def question(self, row: QuestionRow) -> str:
        return row.title

    def happening(self, row: ChronologyRow) -> tuple[str, str | None]:
        return row.title, row.place

    def relation(self, type_: str) -> str:
        return type_

    def reason(self, because: str) -> tuple[str, str]:
        return because, "en"

    def side(self, code: str) -> str:
        return code

    def mark(self, mark: Mark) -> str:
        return mark.words


def range_of(tongue: Tongue, row: QuestionRow) -> str:
    """The number as said where all accounts left standing say one, else what they jointly allow."""
    if row.range_words == row.envelope:
        return tongue.interval(row.envelope)
    return tongue.signs(row.range_words)


def titles_of(tongue: Tongue, rows: Iterable[QuestionRow]) -> dict[str, str]:
    """Each question's own title with the title it has in this language."""
    return {row.title: tongue.question(row) for row in rows}


def told_reason(because: str, tongue: Tongue) -> str:
    """A reason as HTML, marked with its language where it could not be told in the page's."""
    words, lang = tongue.reason(because)
    return inert(words) if lang == tongue.code else f'<span lang="{lang}">{inert(words)}</span>'
