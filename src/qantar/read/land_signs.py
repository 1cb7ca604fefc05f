"""Words that tell which country a report is of, where it names none: its money, its bodies («тенге», «ФСБ»).

«Изъяли в посёлке под Аксаем, сообщили в ФСБ» is of the Aksay of Russia, and of no other.
"""

from collections import Counter
from collections.abc import Sequence

from qantar.read.sentence import Sentence

SIGN = "land_"
"""How the lists of such words begin: ``land_ru``."""


def told_by_signs(sentences: Sequence[Sentence]) -> str | None:
    """The one country that the money and the bodies of a report are of; None where they are of several."""
    found: Counter[str] = Counter(
        hit.code.removeprefix(SIGN).upper()
        for sentence in sentences
        for hit in sentence.of("places")
        if hit.code.startswith(SIGN)
    )
    return next(iter(found)) if len(found) == 1 else None
