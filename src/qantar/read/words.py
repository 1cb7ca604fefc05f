"""The words of a text under the lemmas they may be forms of, for whoever searches.

«ұсталғандардың» is found under ұсталған, «беспорядков» under беспорядок; where the words stand is
told too, so that what is shown is marked letter for letter.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from qantar.grammar.token import NUMBER, WORD
from qantar.read.packs import packs

_UNKEPT = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class WordForm:
    """A word where it stands (half-open, code points), under ``=form`` and each lemma."""

    start: int
    end: int
    keys: tuple[str, ...]


def word_forms(text: str, lang: str | None = None) -> tuple[WordForm, ...]:
    """The words and numbers of a text, in order.

    Args:
        lang: the language it is read in; None looks each word up in all of them.
    """
    known = packs()
    chosen = [known[lang]] if lang in known else list(known.values())
    found: dict[tuple[int, int], dict[str, None]] = {}
    for pack in chosen:
        for token in pack.tokens(text):
            if token.kind not in (WORD, NUMBER):
                continue
            keys = found.setdefault((token.start, token.end), {})
            keys["=" + _key(token.norm)] = None
            if token.kind == WORD:
                keys.update(dict.fromkeys(_key(lemma) for lemma in token.word.lemmas))
    return tuple(WordForm(*place, tuple(keys)) for place, keys in sorted(found.items()))


@lru_cache(maxsize=100_000)
def _key(form: str) -> str:
    """A form as one word of an index: ё is е, and what splits a word joins it."""
    return _UNKEPT.sub("_", form.casefold().replace("ё", "е"))
