"""Kazakh in the Latin alphabet of 2021, and Latin letters strayed into Cyrillic words."""

import re
import tomllib
from functools import cache

from qantar.lang.kk.endings import FOLDER

_LATIN = re.compile("[a-zäğıñöşūü\u0307]")
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]")
_FOREIGN = re.compile("[cwxáéíóúý]")
_SHORT_I = re.compile("(?<=[аәеоөұүыіиу])i")
_DOT = "\u0307"
"""What casefolding leaves of a capital İ."""


@cache
def _tables() -> tuple[list[tuple[str, str]], dict[int, str]]:
    rules = tomllib.loads((FOLDER / "latin.toml").read_text("utf-8"))
    letters = sorted(rules["letters"].items(), key=lambda pair: -len(pair[0]))
    return letters, str.maketrans(rules["lookalikes"])


def cyrillic_spellings(form: str) -> tuple[str, ...]:
    """The Cyrillic words a form may stand for, likeliest first; empty if it is no Kazakh word.

    «deñgeiı» is деңгейі; a small i at the start may be a capital I («Işkı», ішкі) or İ («Internet»).
    """
    latin = _LATIN.search(form)
    if latin is None:
        return (form,)
    letters, lookalikes = _tables()
    if _CYRILLIC.search(form) is not None:
        return (form.translate(lookalikes),)
    if _FOREIGN.search(form) is not None:
        return ()
    plain = form.replace("i" + _DOT, "i").replace(_DOT, "")
    spellings = [plain]
    if plain.startswith("i") and not form.startswith("i" + _DOT):
        spellings.append("ı" + plain[1:])
    if "ı" not in plain and "i" in plain[1:]:
        spellings.append(plain.replace("i", "ı"))  # a headline in capitals
    out: dict[str, None] = {}
    for spelling in spellings:
        glides = spelling.replace("ia", "я").replace("iu", "ю")
        for text in (glides, spelling):
            for apart in (False, True):
                done = text.replace("ts", "т\u0000с") if apart else text
                for key, letter in letters:
                    done = done.replace(key, letter)
                done = _SHORT_I.sub("й", done).replace("i", "и").replace("\u0000", "")
                out[done] = None
    return tuple(out)
