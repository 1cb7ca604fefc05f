"""Who speaks: one person under many spellings, one office under many names, one line of counting.

Names are compared by their consonants in Latin letters, so that «Ожаровтың», «Ожарова» and
"Ozharov" meet; offices by the words of ``offices.toml``.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from qantar.domain.errors import LexiconError
from qantar.reconcile.tolls import toll_words

_LETTERS = str.maketrans({
    "б": "b", "в": "v", "г": "g", "ғ": "g", "ґ": "g", "д": "d", "ж": "j", "з": "z", "к": "k",
    "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "п": "p", "р": "r", "с": "s", "т": "t",
    "ф": "f", "х": "h", "һ": "h", "ц": "c", "ч": "c", "ш": "s", "щ": "s", "q": "k", "w": "v",
    "x": "h",
})  # fmt: skip
_LATIN = (("shch", "s"), ("dzh", "j"), ("zh", "j"), ("kh", "h"), ("sh", "s"), ("ch", "c"),
          ("ts", "c"), ("gh", "g"), ("ph", "f"))  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
LONGEST_ENDING = 2
"""Consonants a case ending may add: «Ожаров-тың» adds t, n."""
SHORTEST_NAME = 3
"""Consonants below which a bare surname says too little to be met again."""


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a word in Latin letters: «Ожаров» and "Ozharov" are ``jrv``."""
    word = word.casefold().replace("дж", "ж")
    for digraph, letter in _LATIN:
        word = word.replace(digraph, letter)
    return "".join(c for c in word.translate(_LETTERS) if c in "bcdfghjklmnprstvz0123456789")


def words_of(text: str) -> list[str]:
    return _WORD.findall(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A kind of office and the words that name it."""

    id: str
    state: bool
    generic: bool
    phrases: tuple[tuple[str, ...], ...]


@cache
def offices() -> tuple[Office, ...]:
    """The offices of ``offices.toml``.

    Raises:
        LexiconError: if an entry has no words.
    """
    text = resources.files(__package__).joinpath("offices.toml").read_text("utf-8")
    found = []
    for id_, entry in tomllib.loads(text).items():
        phrases = tuple(tuple(phrase.split()) for phrase in entry.get("words", ()))
        if not phrases:
            raise LexiconError(f"reconcile/offices.toml: «{id_}» has no words; add some")
        found.append(
            Office(
                id=id_,
                state=entry["state"],
                generic=entry.get("generic", False),
                phrases=phrases,
            )
        )
    return tuple(found)


@lru_cache(maxsize=65536)
def offices_in(text: str) -> frozenset[str]:
    """The offices a stretch of text names."""
    words = [word.casefold() for word in words_of(text)]
    return frozenset(
        office.id
        for office in offices()
        if any(stand_in(phrase, words) for phrase in office.phrases)
    )


@cache
def states() -> dict[str, tuple[str, ...]]:
    """The beginnings of the words that name a state, by its code, from ``states.toml``."""
    text = resources.files(__package__).joinpath("states.toml").read_text("utf-8")
    return {code: tuple(words) for code, words in tomllib.loads(text).items()}


@lru_cache(maxsize=65536)
def states_in(text: str) -> frozenset[str]:
    """The states a stretch of text names; the id of a country (``country:KG``) names its own."""
    if text.startswith("country:"):
        return frozenset((text.removeprefix("country:"),))
    words = [word.casefold() for word in words_of(text)]
    return frozenset(
        code
        for code, beginnings in states().items()
        if any(_begins(word, beginning) for word in words for beginning in beginnings)
    )


@cache
def _counters() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in toll_words()["counters"])


@lru_cache(maxsize=65536)
def is_counter(speaker: str) -> bool:
    """Whether the words name an office, or a body that is no office of a state and keeps a count of its own."""
    words = [word.casefold() for word in words_of(speaker)]
    return bool(proper_offices_in(speaker)) or any(
        stand_in(phrase, words) for phrase in _counters()
    )


def is_one_voice(one: str, other: str) -> bool:
    """Whether two ways to name a speaker name one office, or one person."""
    a, b = offices_in(one), offices_in(other)
    generic = generic_offices()
    if a - generic and b - generic:
        return bool(a & b - generic)  # two ministries are both ministries, and two
    if a or b:
        return bool(a & b)
    return same_name(name_words(one), name_words(other))


def proper_offices_in(text: str) -> frozenset[str]:
    """Offices that words name, those aside that are nobody in particular."""
    return offices_in(text) - generic_offices()


@cache
def generic_offices() -> frozenset[str]:
    """Those that are nobody in particular: «власти», «очевидцы»."""
    return frozenset(office.id for office in offices() if office.generic)


def stand_in(phrase: tuple[str, ...], words: list[str]) -> bool:
    """Whether words that begin so follow each other somewhere."""
    return any(
        all(_begins(words[at + i], phrase[i]) for i in range(len(phrase)))
        for at in range(len(words) - len(phrase) + 1)
    )


def _begins(word: str, beginning: str) -> bool:
    if beginning.startswith("="):
        return word == beginning[1:]
    return word.startswith(beginning)


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as identified: a person or body by name, or an office, or nobody.

    ``id`` is equal for the same speaker under other spellings. ``offices`` are those they speak
    for.
    """

    id: str
    named: bool
    offices: frozenset[str]

    @property
    def is_known(self) -> bool:
        return self.named or bool(self.proper_offices)

    @property
    def proper_offices(self) -> frozenset[str]:
        """The offices that are somebody in particular."""
        return self.offices - generic_offices()

    @property
    def line(self) -> str:
        """Who keeps the count: the state for its offices, else the speaker alone."""
        if any(office.state for office in offices() if office.id in self.offices):
            return STATE
        if self.named or self.offices:
            return self.id
        return "not named"


NOBODY = Voice("", False, frozenset())
STATE = "state"
"""The line of the state in whose land the thing counted lies."""
Saying = tuple[str, str]
"""Speaker's words, and what the text says of their post and body."""


def name_words(speaker: str) -> tuple[str, ...]:
    """The consonants of the words of a name, titles in small letters left out."""
    words = words_of(speaker)
    capital = [word for word in words if word[0].isupper() or word[0].isdigit()]
    bones = [bone for bone in map(skeleton, capital or words) if len(bone) > 1]
    return tuple(bones) or ((speaker.casefold(),) if speaker.strip() else ())


def same_word(one: str, other: str) -> bool:
    """Whether two skeletons are one name with or without a case ending."""
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    return (
        len(short) >= SHORTEST_NAME
        and long.startswith(short)
        and len(long) - len(short) <= LONGEST_ENDING
    )


def same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether every word of the shorter name stands in the longer."""
    short, long = sorted((one, other), key=len)
    if len(short) == 1 and len(short[0]) < SHORTEST_NAME and len(long) > 1:
        return False
    return all(any(same_word(a, b) for b in long) for a in short)


def identify(sayings: Iterable[Saying]) -> dict[Saying, Voice]:
    """One voice for each saying, equal for one speaker under many spellings.

    A bare surname joins a full name if only one full name has it. What the texts say of a person's
    office anywhere holds for them everywhere.
    """
    known = sorted(set(sayings))
    offices_by_saying = {saying: offices_in(saying[0]) for saying in known}
    short = _offices_by_initials(offices_by_saying)
    for saying, own in offices_by_saying.items():
        if not own:
            offices_by_saying[saying] = short.get(saying[0].strip(), own)
    named = [s for s in known if s[0].strip() and not offices_by_saying[s]]
    names = sorted({name_words(speaker) for speaker, _ in named})
    group = _group_names(names)
    held: dict[tuple[str, ...], set[str]] = {}
    for speaker, about in named:
        held.setdefault(group[name_words(speaker)], set()).update(offices_in(about))
    voices: dict[Saying, Voice] = {}
    for saying in known:
        speaker, _ = saying
        own = offices_by_saying[saying]
        if not speaker.strip():
            voices[saying] = NOBODY
        elif own:
            voices[saying] = Voice("office " + " ".join(sorted(own)), False, own)
        else:
            name = group[name_words(speaker)]
            voices[saying] = Voice("name " + " ".join(name), True, frozenset(held[name]))
    return voices


def _offices_by_initials(known: Mapping[Saying, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The office for which initials stand by themselves, where they stand beside it elsewhere: "Kenya's rights
    commission KNCHR", later "KNCHR"; none where they stand beside two."""
    beside: dict[str, set[frozenset[str]]] = {}
    for (speaker, _), offices in known.items():
        for word in words_of(speaker) if offices else ():
            if len(word) >= SHORTEST_NAME and word.isupper():
                beside.setdefault(word, set()).add(offices)
    return {word: next(iter(found)) for word, found in beside.items() if len(found) == 1}


def _group_names(names: list[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Each name to the first of its group. Names are looked up by the beginnings of their words."""
    by_beginning: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        for bone in name:
            by_beginning.setdefault(bone[:SHORTEST_NAME], []).append(name)
    top = {name: name for name in names}

    def find(name: tuple[str, ...]) -> tuple[str, ...]:
        while top[name] != name:
            name = top[name]
        return name

    def near(name: tuple[str, ...]) -> list[tuple[str, ...]]:
        found = {n for bone in name for n in by_beginning[bone[:SHORTEST_NAME]]}
        return sorted(n for n in found if n != name and same_name(name, n))

    def join(one: tuple[str, ...], other: tuple[str, ...]) -> None:
        a, b = sorted((find(one), find(other)))
        top[b] = a

    for name in names:
        for other in near(name):
            if len(other) == len(name):
                join(name, other)
    full = {name: {find(o) for o in near(name) if len(o) > len(name)} for name in names}
    for name in names:
        if len(full[name]) == 1:
            join(name, next(iter(full[name])))
    return {name: find(name) for name in names}
