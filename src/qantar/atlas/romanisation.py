"""Names in Latin letters, for places that only their text knows and those whose English name is a rule."""

import re
from functools import cache
from typing import Any

from qantar.atlas.shipped import read_grammar

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


def romanise(name: str, lang: str) -> str:
    """«Кривий Ріг» as newspapers print it in English: Kryvyi Rih. Words of other letters and languages
    without a table stay as they are."""
    table = _tables().get(lang)
    if table is None:
        return name
    return _WORD.sub(lambda match: _word(match.group(), table), name)


@cache
def _tables() -> dict[str, Any]:
    return read_grammar("romanisation")


def _word(word: str, table: dict[str, dict[str, str]]) -> str:
    letters = table["letters"]
    small = word.casefold()
    if not all(letter in letters for letter in small):
        return word
    out, index, end, tail = "", 0, len(small), ""
    for ending, latin in table["endings"].items():
        if small.endswith(ending):
            end, tail = end - len(ending), latin
            break
    while index < end:
        pair = small[index : index + 2]
        if len(pair) == 2 and pair in letters and index + 2 <= end:
            out, index = out + letters[pair], index + 2
            continue
        table_now = table["initial"] if not index and small[0] in table["initial"] else letters
        out, index = out + table_now[small[index]], index + 1
    out += tail
    return out[:1].upper() + out[1:] if word[0].isupper() else out
