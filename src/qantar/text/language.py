"""Which language a text and each of its blocks is in: ru, uk, kk, ky, en, or None.

Letters speak first, because they do not err: «ї» is Ukrainian, «қ» Kazakh. Only where the letters
leave it open is a statistical reader asked, and only about these five languages.
"""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from qantar.domain.source import BlockKind, Document, Passage
from qantar.text.tongues import tongues

LANGUAGES = ("ru", "uk", "kk", "ky", "en")

_KAZAKH_ONLY = "әғқұһ"
_TURKIC = "ңөү"  # Kazakh and Kyrgyz alike
_UKRAINIAN_ONLY = "їєґ"
_I = "і"  # Ukrainian, Kazakh and Belarusian
_RUSSIAN = "ыэъё"
_ELSEWHERE = "ўјђљњћџѓќѕқ̆"  # Belarusian, Serbian, Macedonian
_LATIN_KAZAKH = "ñşğūäöüıŋúǵý"
_LETTERS = frozenset(_KAZAKH_ONLY + _TURKIC + _UKRAINIAN_ONLY + _I + _RUSSIAN + _ELSEWHERE)
_ENGLISH = re.compile(
    r"\b(?:the|of|and|in|to|a|is|was|were|for|on|that|by|with|at|from|said|has|have|been|it|as|an)\b"
)
_WORD = re.compile(r"[^\W\d_]+")

HEAD = 20_000
"""Characters a document's language is told by."""

SHORT = 40
"""A block shorter than this (characters) is in the document's language unless a letter forbids it."""


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def language(text: str) -> str | None:
    """The language of a text, None where it has too few letters or is in none of the five."""
    low = text[:HEAD].lower()
    return _by_letters(low) or _by_statistics(low)


def _by_letters(low: str) -> str | None:
    present = _LETTERS.intersection(low)
    if not present:
        return _latin(low)
    count = {letter: low.count(letter) for letter in present}

    def share(letters: str) -> int:
        return sum(count.get(letter, 0) for letter in letters)

    if share(_ELSEWHERE.replace("қ", "")) > 2:
        return None
    cyrillic = _cyrillic(low)
    if cyrillic * 2 < sum(map(low.count, "etaoinshr")):
        return _latin(low)
    kazakh, turkic, ukrainian = share(_KAZAKH_ONLY), share(_TURKIC), share(_UKRAINIAN_ONLY)
    dotted, russian = share(_I), share(_RUSSIAN)
    # Shares in a hundred letters of running text: Kazakh 9 of its own, Ukrainian 7 with «і»,
    # Russian 3 of «ыэъё». A Kazakh name in a Russian report brings well under 1.
    if (kazakh + turkic) * 40 > cyrillic:
        if (kazakh + dotted) * 8 <= turkic:
            return "ky"  # it has neither Kazakh's own letters nor «і»
        if _is_spread(low):
            return "kk"
    if (
        kazakh == turkic == 0
        and ukrainian + dotted > 2 * russian
        and (ukrainian + dotted) * 50 > cyrillic
    ):
        return "uk"
    if russian * 200 > cyrillic and russian > 2 * (ukrainian + dotted + kazakh + turkic):
        return "ru"
    return None


def _is_spread(low: str) -> bool:
    """Whether Kazakh letters stand in a third of the words, as running text has them in
    two thirds: names in a Russian sentence bring many letters in few words."""
    words = low[:2000].split()
    marked = sum(not _TURKIC_LETTERS.isdisjoint(word) for word in words)
    return marked * 3 >= len(words)


_KAZAKH_LETTER = re.compile(f"[{_KAZAKH_ONLY}]")
_FOREIGN = {
    "ru": frozenset(_UKRAINIAN_ONLY + _KAZAKH_ONLY + _TURKIC + _I),
    "uk": frozenset(_RUSSIAN + _KAZAKH_ONLY + _TURKIC),
    "kk": frozenset(_UKRAINIAN_ONLY),
    "ky": frozenset(_UKRAINIAN_ONLY + _KAZAKH_ONLY),
    "en": frozenset(_RUSSIAN + _KAZAKH_ONLY + _UKRAINIAN_ONLY + _TURKIC + _I + _LATIN_KAZAKH),
}
"""Letters that a language's own words never have."""
_FOREIGN_LETTER = {
    lang: re.compile("[" + "".join(sorted(letters)) + "]") for lang, letters in _FOREIGN.items()
}
"""The same for whole blocks, where a pattern is ten times as fast as a set."""
_TURKIC_LETTERS = frozenset(_KAZAKH_ONLY + _TURKIC + _I)
_FREQUENT = "оаеинтрслвкмдпу"


def _cyrillic(low: str) -> int:
    """About how many Cyrillic letters there are: the frequent ones are four fifths of them all."""
    return sum(map(low.count, _FREQUENT)) * 5 // 4 + 1


def _latin(low: str) -> str | None:
    """Latin letters: Kazakh where its own letters stand in number, English where its words do."""
    latin = sum(map(low.count, "etaoinshrdl"))
    if latin < 3 or latin < sum(map(low.count, _FREQUENT)):
        return None
    own = sum(map(low.count, _LATIN_KAZAKH))
    if own * 40 > latin and low.count("q") * 100 > latin and "ç" not in low:
        return "kk"
    head = low[:1200]
    words = len(_WORD.findall(head))
    if len(_ENGLISH.findall(head)) * 12 >= words:
        return "en"
    return "en" if words < 12 and low.isascii() else None


def _by_statistics(low: str) -> str | None:
    head = low[:2000]
    letters = sum(map(len, _WORD.findall(head)))
    if letters < 3 or sum(map(head.count, _FREQUENT)) * 3 < letters:
        return None  # neither Cyrillic, nor English as the letters told
    if any(letter in low for letter in "ўјђљњћџѓѕ"):
        return None
    for lang, _ in _identifier().rank(head):
        if _is_possible(lang, low):
            return str(lang)
    return None


def _is_possible(lang: str, low: str) -> bool:
    """Letters guard the guess: no Kyrgyz without ң ө ү, no Kazakh or Ukrainian without their own."""
    match lang:
        case "ky":
            return any(letter in low for letter in _TURKIC)
        case "kk":
            return any(letter in low for letter in _TURKIC_LETTERS) and _is_spread(low)
        case "uk":
            return not any(letter in low for letter in "ыэъё" + _KAZAKH_ONLY)
        case "ru":
            return not any(letter in low for letter in _UKRAINIAN_ONLY)
        case _:
            return lang != "en"


def passages(document: Document) -> tuple[Passage, ...]:
    """Each block with its language: another than the document's only where letters say so and the
    block is long enough to be a passage of its own; behind it the stretches inside it that are in
    another. Furniture is left out."""
    found = []
    for block in document.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        low = block.span.of(document.text).lower()
        lang = document.lang
        if lang is None:
            lang = _by_letters(low) or _by_statistics(low)
        elif not _is_plainly(lang, low):
            told = (_by_letters(low) or lang) if len(low) >= SHORT else _short(low, lang)
            # a Kazakh sentence may lack its own letters; a Slavic one has its small words
            slavic = lang == "kk" and told in ("ru", "uk") and not _has_slavic_words(low)
            kyrgyz = lang == "kk" and told == "ky" and _LONG_VOWEL.search(low) is None
            lang = lang if slavic or kyrgyz else told
        found.append(Passage(block.span, lang))
        if lang is not None:
            found += tongues(document.text, block.span.start, block.span.end, lang)
    return tuple(found)


_SLAVIC_WORD = re.compile(
    r"\b(?:в|во|и|на|не|по|из|с|со|к|о|об|от|до|за|для|что|как|был[аио]?|его|их|это|при|у"
    r"|і|й|та|що|як|від|із|з|про|під|було)\b"
)


_LONG_VOWEL = re.compile(r"([аоөуүэ])\1")
"""«ооруканада», «жүргүзүүдө»: what every line of Kyrgyz has, and a Kazakh one hardly ever."""


def _has_slavic_words(low: str) -> bool:
    """Whether one word in twelve is a small word of Russian or Ukrainian, as in their running text
    one in five is."""
    return len(_SLAVIC_WORD.findall(low)) * 12 >= len(low.split())


def _is_plainly(lang: str, low: str) -> bool:
    """Whether nothing in a block speaks against the document's language, told at a glance."""
    foreign = _FOREIGN_LETTER.get(lang)
    if foreign is None or low.isascii():
        return lang == "en"
    if lang == "kk":
        return _KAZAKH_LETTER.search(low) is not None and _is_spread(low)
    if lang == "en":
        return not any(letter in low for letter in "аеио") and foreign.search(low) is None
    return foreign.search(low) is None and low.count("e") * 2 < low.count("о") + low.count("а")


def _short(low: str, lang: str) -> str:
    """A short block keeps the document's language, unless that has not its letters."""
    guess = _by_letters(low)
    if guess is None or guess == lang:
        return lang
    forbidden = _FOREIGN.get(lang)
    if forbidden is None:
        return lang
    # One name with its own letter is a name; two words of such are another language.
    strange = [word for word in _WORD.findall(low) if not forbidden.isdisjoint(word)]
    return guess if len(strange) >= 2 else lang
