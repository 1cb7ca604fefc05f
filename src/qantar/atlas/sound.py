"""How a name sounds, roughly: what «Эмбоскада» and Emboscada have in common.

Names travel by ear, and every language writes down what it hears. The code keeps the order of sounds and
leaves out what languages hear apart. It is asked for within one country only, where few names are
alike; it proves nothing by itself.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from qantar.atlas.shipped import read_grammar

CODES = frozenset("SFTDGKVBPLMNRAUI")
SKELETON = 4
"""Consonants a name must have to be known by them alone: «Вестморленд», Westmoreland."""
_VOWELS = str.maketrans("", "", "AUI")


@lru_cache(maxsize=50_000)
def sound(name: str, country: str = "") -> str:
    """The code of a name in Latin or Cyrillic letters, ``IMBUSKADA``; empty where a letter has none.

    ``country`` (ISO 3166-1) tells what a j is heard as in a Latin name.
    """
    word = name.casefold()
    cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in word)
    if not cyrillic:
        decomposed = unicodedata.normalize("NFKD", word.replace("ç", "s").replace("ı", "i"))
        word = "".join(c for c in decomposed if not unicodedata.combining(c))
        word = word.replace("j", _letter_j(country)) if "j" in word else word
    word = "".join(letter for letter in word if letter.isalpha())
    for pattern, code in _table("cyrillic" if cyrillic else "latin"):
        word = pattern.sub(code, word)
    if not CODES.issuperset(word):
        return ""
    return re.sub(r"(.)\1+", r"\1", word)


def skeleton(code: str) -> str:
    """The consonants of a code, behind its first sound; empty for a name with few of them."""
    bare = code[1:].translate(_VOWELS)
    return code[:1] + bare if len(bare) >= SKELETON else ""


@cache
def _table(script: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), code) for pattern, code in _sounds()[script])


@cache
def _letter_j(country: str) -> str:
    groups = _sounds()["j"]
    return next(
        (code for code, lands in groups.items() if country in lands.split()), "sh"
    ).lower()


@cache
def _sounds() -> dict[str, Any]:
    return read_grammar("sounds")
