"""The code a witness takes home: nine words of a list of 512, 81 bits, in four languages.

*"ласточка окно пчела якорь …"* It is shown once and kept nowhere. Two things are made of it, with
Argon2id so that guessing is dear: a locator, by which the intake finds what was left without knowing
who left it, and the secret key that opens replies.
"""

import secrets
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from argon2.low_level import Type, hash_secret_raw

from qantar.domain.errors import Misuse

LANGUAGES = ("ru", "uk", "kk", "en")
WORDS = 9
LIST = 512
"""Words of a list: nine bits each, 81 bits a code."""

_MEMORY_KIB, _PASSES, _LANES = 65536, 3, 4
"""Argon2id as RFC 9106 recommends where memory is short (section 4, second choice)."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a code gives: ``locator`` (64 hex digits) is stored, ``seed`` (32 bytes) never."""

    locator: str
    seed: bytes


@cache
def words(lang: str) -> tuple[str, ...]:
    """The list of a language, sorted.

    Raises:
        Misuse: if there is none.
    """
    if lang not in LANGUAGES:
        raise Misuse(f"{lang}: no list of words; there are {', '.join(LANGUAGES)}")
    text = files("qantar.seal").joinpath("words", f"{lang}.txt").read_text("utf-8")
    return tuple(text.split())


def make_code(lang: str) -> str:
    """A new code, from the operating system's source of randomness."""
    return " ".join(secrets.choice(words(lang)) for _ in range(WORDS))


def normal(code: str) -> str:
    """A code as it is compared: lower case, one space, ё as е, whatever stands between the words.

    Raises:
        Misuse: if it has not nine words, or one is of no list; the words are not repeated in the
            message.
    """
    folded = _fold(unicodedata.normalize("NFC", code))
    said = "".join(letter if letter.isalpha() else " " for letter in folded).split()
    known = {_fold(word) for lang in LANGUAGES for word in words(lang)}
    if len(said) != WORDS or not set(said) <= known:
        raise Misuse(f"a code has {WORDS} words of our list; check how each is written")
    return " ".join(said)


def _fold(text: str) -> str:
    return text.lower().replace("ё", "е")


def open_code(code: str, salt: bytes) -> Secrets:
    """Locator and seed of a code. ``salt`` is the intake's own, 16 bytes, public.

    Raises:
        Misuse: if it is no code.
    """
    raw = hash_secret_raw(
        normal(code).encode(), salt, _PASSES, _MEMORY_KIB, _LANES, 64, Type.ID
    )
    return Secrets(raw[:32].hex(), raw[32:])
