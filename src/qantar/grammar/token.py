"""Tokens and sentences of running text, by code-point offsets.

One regular expression serves all languages: what differs (abbreviations) comes from the pack.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from qantar.grammar.word import Word

WORD: Final = "word"
NUMBER: Final = "number"
SUFFIX: Final = "suffix"
MARK: Final = "mark"

_LETTER = r"[^\W\d_]"
_OURS = "A-Za-zА-яЁёІіЇїЄєҐґӘәҒғҚқҢңӨөҰұҮүҺһ"
_SUFFIXED = re.compile(
    rf"(?P<digits>\d++(?:[.,:]\d++)*)(?P<suffix>[-–‑]?{_LETTER}++(?:[-‑]{_LETTER}++)*)"
)
_PIECE = re.compile(
    rf"[{_OURS}]++(?![\w'’ʼ`´‑-])"
    rf"|(?:[{_OURS}]++{_LETTER}*+|{_LETTER}++)(?:[-‑'’ʼ`´]\d*{_LETTER}++)*"
    rf"|\d++(?:[.,:]\d++)*(?:[-–‑]?{_LETTER}++(?:[-‑]{_LETTER}++)*)?"
    r"|\.{2,}|[^\w\s]|_"
)
"""A word, digits with what is glued to them, a mark: everything but white space. Letters of our languages
come first and are never given back, which makes it twice as fast; no groups, so that the pieces come
as strings and nothing else."""
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "´": "'", "‑": "-", "\u00ad": None})

FORMS: Final = 200_000
"""Words as written that are remembered: about 40 MB at the most."""
LONGEST: Final = 64
"""Letters of a word worth remembering: longer ones are no words and would only fill the memory."""


@dataclass(slots=True, init=False)
class Token:
    """A word, a run of digits, what is glued to digits (``-летний``, ``кг``), or a mark.

    ``text[start:end]`` is the token; ``norm`` its casefolded form with one kind of apostrophe and
    hyphen; ``spaced`` whether white space stands before it.
    """

    start: int
    end: int
    text: str
    norm: str
    kind: str
    spaced: bool
    word: Word

    # written out: compiled, what dataclass writes would be the one part left to the interpreter
    def __init__(
        self, start: int, end: int, text: str, norm: str, kind: str, spaced: bool, word: Word
    ) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.norm = norm
        self.kind = kind
        self.spaced = spaced
        self.word = word


def normal(text: str) -> str:
    """The form under which words are looked up: casefolded, one apostrophe, one hyphen."""
    return text.casefold().translate(_APOSTROPHES)


_LATIN = re.compile(r"[a-z]")
_LOOKALIKES = str.maketrans("aceiopxykmht", "асеіорхукмнт")
"""Latin letters that look like Cyrillic ones, which keyboards mix up: «повiдомив», «cуд»."""
_CYRILLIC = re.compile(r"[\u0400-\u052f]")


def _one_alphabet(norm: str) -> str:
    """A word of Cyrillic letters without the Latin ones that only look like them; where others are among
    them it is made of two alphabets, and stays."""
    if norm.isascii() or not _LATIN.search(norm) or not _CYRILLIC.search(norm):
        return norm
    mended = norm.translate(_LOOKALIKES)
    return norm if _LATIN.search(mended) else mended


Known = dict[str, tuple[str, str, Word]]
"""Pieces of text as written: normal form, kind and word."""


def tokens(
    text: str, start: int, end: int, analyse: Callable[[str], Word], known: Known,
) -> list[Token]:  # fmt: skip
    """The tokens of ``text[start:end]``; ``analyse`` gives the word behind a normal form, ``known``
    keeps what every piece as written is, so that each is worked out once."""
    out: list[Token] = []
    last = start
    for piece in _PIECE.findall(text, start, end):
        at = text.find(piece, last)  # nothing but white space lies before it
        found = known.get(piece)
        if found is None:
            if piece[0].isdecimal():
                glued = _SUFFIXED.fullmatch(piece)
                if glued is not None:
                    digits, suffix = glued.groups()
                    middle = at + len(digits)
                    out.append(
                        Token(at, middle, digits, digits, NUMBER, at > last, analyse(digits))
                    )
                    norm = normal(suffix).replace("–", "-")
                    last = middle + len(suffix)
                    word = analyse(norm.lstrip("-"))
                    out.append(Token(middle, last, suffix, norm, SUFFIX, False, word))
                    continue
                kind = NUMBER
            else:
                kind = WORD if piece[0].isalnum() else MARK
            norm = _one_alphabet(normal(piece)) if kind == WORD else piece
            found = norm, kind, analyse(norm)
            if len(piece) <= LONGEST:
                if len(known) > FORMS:
                    known.clear()
                known[piece] = found
        after = at + len(piece)
        out.append(Token(at, after, piece, found[0], found[1], at > last, found[2]))
        last = after
    return out


_CAPITALISED = re.compile(
    r"[^\W\d_a-zа-яёіїєґәғқңөұүһ](?<!\w.)(?:[a-zа-яёіїєґәғқңөұүһ]"
    r"|(?<=[А-ЯЁІЇЄҐӘҒҚҢӨҰҮҺ])[А-ЯЁІЇЄҐӘҒҚҢӨҰҮҺ]+(?!\w)|(?<=[.!?] [А-ЯЁІЇЄҐӘҒҚҢӨҰҮҺ])(?= ))"
)
"""A word with a capital, an acronym, «В» or «У» that opens a sentence. A pattern that begins with one class of letters is
looked for several times as fast as one that begins with a choice: what stands before is looked at behind."""
CAPITALS_EVERY = 300
"""Letters in which running text has at least one capitalised word, or it has lost its capitals."""


def uses_capitals(text: str, start: int, end: int) -> bool:
    """Whether a stretch is written with capitals: an archive in small letters may still hold a few."""
    opening = next((letter for letter in text[start:end] if letter.isalpha()), "")
    if opening.isupper() and end - start <= CAPITALS_EVERY:
        return True  # «С начала года погибли 40 человек»: one letter, yet a capital
    wanted = end - start
    for _ in _CAPITALISED.finditer(text, start, end):
        wanted -= CAPITALS_EVERY
        if wanted <= 0:
            return True
    return wanted <= 0 or text[start:end].isupper()


_END = re.compile(r"[.!?…\n](?:(?<!\n)[.!?…]*[»\"”’')\]]*(?=\s)|(?<=\n)\n*)")
_LAST_WORD = re.compile(r"([^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+)$")


def sentences(
    text: str, start: int, end: int, abbreviations: frozenset[str]
) -> list[tuple[int, int]]:
    """Half-open stretches of ``text[start:end]``, white space trimmed, one a sentence.

    A full stop ends a sentence unless an abbreviation or a single initial stands before it, or
    the next letter is small (in a text that has capitals at all).
    """
    has_capitals = uses_capitals(text, start, end)
    out: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(text, start, end):
        dot, after = match.span()
        if text[dot] != "\n" and not _ends(
            text, begin, dot, after, end, abbreviations, has_capitals
        ):
            continue
        _add_trimmed(out, text, begin, after)
        begin = after
    if begin < end:
        _add_trimmed(out, text, begin, end)
    return out


def _ends(
    text: str, begin: int, dot: int, after: int, end: int,
    abbreviations: frozenset[str], has_capitals: bool,
) -> bool:  # fmt: skip
    if has_capitals:
        following = text[after : min(end, after + 4)].lstrip().lstrip("«\"“„'(—–- ")
        if following and following[0].islower():
            return False
    if text[dot] != ".":
        return True
    lowest = max(begin, dot - 40)
    first = dot
    while first > lowest and (text[first - 1].isalnum() or text[first - 1] in "-'’"):
        first -= 1
    before = _LAST_WORD.search(text, first, dot)
    if before is None:
        return True
    said = before.group()
    word = said.casefold()
    if word in abbreviations:
        return False
    return not (len(word) == 1 and word.isalpha() and said.isupper())


def _add_trimmed(out: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
    inside = text[begin:end]
    begin = end - len(inside.lstrip())
    end = begin + len(inside.strip())
    if begin < end:
        out.append((begin, end))


def covered(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Offsets of the tokens ``first`` up to but not including ``last``."""
    return tokens[first].start, tokens[last - 1].end
