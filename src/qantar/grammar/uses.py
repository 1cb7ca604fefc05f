"""What a number is used for: a count, or an age, an hour, a price, the number of a house.

The words that tell are a pack's ``lexicon/units.toml``; the marks that tell (``%``, ``№``, ``:``)
are the same everywhere.
"""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qantar.domain.errors import LexiconError
from qantar.grammar.hedging import CLOSING, OPENING
from qantar.grammar.number import Number
from qantar.grammar.numerals import Numerals
from qantar.grammar.token import MARK, NUMBER, SUFFIX, WORD, Token
from qantar.grammar.word import Word

COUNT = "count"
MONEY = "money"
_YEARS = (1900, 2100)
LAST_DAY = 31
_CLOCK = re.compile(r"([01]?\d|2[0-4])[.:][0-5]\d")
_LATIN = re.compile(r"[A-Za-z]")
_IN_DIGITS = frozenset({"address", "number"})
_QUOTED = 4
"""Words a name in quotation marks may have before its number: «Хабар 24», «Новости недели 24»."""


def _counts_in(house: Word, following: Sequence[Token]) -> bool:
    """Whether a number behind the word for a house counts what is in it: a noun follows that is of
    people or in the genitive plural, or the houses are several."""
    features = following[0].word.features if following else frozenset[str]()
    if not features & {"noun", "adj"}:
        return False
    if "pl" in house.features and "sg" not in house.features:
        return True
    people = "anim" in features and "inan" not in features
    return people or ({"gen", "pl"} <= features and "sg" not in features)


def _lemmas_of_unit(word: Word) -> Sequence[str]:
    """The dictionary forms by which a word may tell the use of a number beside it; a verb tells none:
    "marched" is no month, "the dead |numbered 94" gives no number to anything."""
    return () if "verb" in word.features and "noun" not in word.features else word.lemmas


class Uses:
    """The units of a language and the words that stand before numbers that count nothing."""

    def __init__(self, path: Path, numerals: Numerals) -> None:
        self._numerals = numerals
        try:
            raw: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
            before = dict(raw["before"])
            self._years = frozenset(before.pop("year"))
            self._named_by_year = frozenset(before.pop("year_of", ()))
            self._not_by_year = frozenset(before.pop("year_not", ()))
            self._after = _by_word(raw["after"], last=False)
            self._before = _by_word(before, last=True)
            self._suffixes = tuple(
                (stem, use) for use, stems in raw["suffix"].items() for stem in stems
            )
            self._pairs = {
                (first, last): use
                for use, pairs in raw["around"].items()
                for first, last in pairs
            }
            self._most: dict[str, int] = dict(raw.get("most", {}))
            self.coins = {
                word: int(many) for many, words in raw["parts"].items() for word in words
            }
            pronoun = raw["pronoun"]
            self._year_words = frozenset(raw["year_words"]["words"])
            turned = raw.get("turned", {})
            self._turned = frozenset(turned.get("between", ()))
            self._lone = frozenset(turned.get("lone", ()))
            self._since = frozenset(turned.get("since", ()))
            self._merely = frozenset(raw.get("merely", {}).get("words", ()))
        except (
            OSError,
            tomllib.TOMLDecodeError,
            UnicodeDecodeError,
            KeyError,
            ValueError,
        ) as error:
            raise LexiconError(f"{path}: {error}") from None
        self._not_one = frozenset(pronoun["before"])
        self._articles = frozenset(pronoun.get("article", ()))
        self._partitive = frozenset(pronoun["partitive"])
        self._them = frozenset(pronoun["them"])
        self._members = frozenset(pronoun.get("member", ()))
        self._idioms = tuple(tuple(phrase.split()) for phrase in pronoun["idiom"])

    def of(self, tokens: Sequence[Token], number: Number, first: int, last: int) -> str:
        """The use of a number whose words with their hedges are the tokens ``first`` to ``last``."""
        match number.kind:
            case "zero":
                return "denial"
            case "ordinal":
                return self._date_or(tokens, number, "ordinal")
            case "fraction":
                return "fraction"
        if self._has_year_word(tokens, number):
            return "date"
        suffix = self._suffix(tokens, number.last, last)
        if suffix is not None:
            return suffix
        use = (
            self._marks(tokens, number, last)
            or self._around(tokens, number.first, last)
            or (self.unit if last == number.last else self._unit_at)(tokens, last)
            or (self._unit_at(tokens, number.last) if last > number.last else None)
            or self._prefix(tokens, first)
            or (self._prefix(tokens, number.first) if first != number.first else None)
            or self._turned_round(tokens, number, last)
        )
        if use == "date" and number.value is not None and number.value > LAST_DAY:
            use = (
                "date" if self._is_year(tokens, number, last) else None
            )  # «In February 79 inmates»
        if use is not None and use != COUNT and not self._is_beyond(tokens, number, last):
            return use
        if number.kind == "decimal":
            text = tokens[number.first].text
            return "clock" if _CLOCK.fullmatch(text) else "decimal"
        if number.value is not None and number.value < 0:
            return "negative"
        if number.ending == "loc" and number.form != "collective":
            return "clock"  # «алтыда», but not «үшеуінде»
        if number.form in ("both", "only"):
            return "pronoun"
        if self._is_year(tokens, number, last) or self._is_in_days(tokens, number):
            return "date"
        word = self._numerals.word
        if word(tokens[number.first]) in self._members:
            before = tokens[number.first - 1] if number.first else None
            told = before is not None and (word(before) in self._them or before.text in ",;")
            return COUNT if told else "partitive"
        if number.value == 1 and number.form == "words":
            return self._one(tokens, number)
        return COUNT

    def _is_beyond(self, tokens: Sequence[Token], number: Number, last: int) -> bool:
        """«выпустили 2 130 |мин»: more than anybody counts in this unit, so that its word is another one."""
        if not self._most or last >= len(tokens) or number.value is None:
            return False
        most = self._most.get(tokens[last].norm)
        return most is not None and number.value > most

    def unit(self, tokens: Sequence[Token], at: int) -> str | None:
        """The use told by the word that follows; an adjective may stand between, or «only» («за один лише місяць»)."""
        use = self._unit_at(tokens, at)
        if use is None and at + 1 < len(tokens) and tokens[at].kind == WORD:
            word = tokens[at].word
            described = bool(word.analyses) and "adj" in word.analyses[0].features
            if described or tokens[at].norm in self._merely:
                use = self._unit_at(tokens, at + 1)
        return use

    def currency(
        self, tokens: Sequence[Token], first: int, last: int
    ) -> tuple[int, int] | None:
        """The tokens that name the currency of a sum whose words are the tokens ``first`` to ``last``: right behind it
        or with one adjective between («долларов», "US dollars", «австралийских долларов»), else before it ("$", "Rs")."""
        if self.unit(tokens, last) == MONEY:
            found = self._match_after(tokens, last)
            if found is not None:
                return last, last + found[1]
            found = self._match_after(tokens, last + 1)
            if found is not None:
                return last, last + 1 + found[1]
        before = self._match_before(tokens, first)
        return (first - before[1], first) if before and before[0] == MONEY else None

    def _turned_round(self, tokens: Sequence[Token], number: Number, last: int) -> str | None:
        """«|километрах в пяти от села», «|минут через двадцать», «|лет десять назад»: a unit that stands before its
        number, a preposition between them, so that the number is near enough."""
        at = number.first - 1
        if at < 0 or (number.form == "digits" and at and tokens[at].norm not in self._turned):
            return None
        parted = tokens[at].norm in self._turned
        if parted:
            at -= 1
        elif last >= len(tokens) or tokens[last].norm not in self._since:
            return None  # «дней | трое умерли»
        if at < 0 or tokens[at].kind != WORD:
            return None
        if at and (tokens[at - 1].kind == NUMBER or self._numerals.parts(tokens[at - 1])):
            return None  # «двадцать минут | в трёх домах»
        unit = tokens[at].word
        if "pl" not in unit.features and tokens[at].norm not in self._lone:
            return None
        use = self._unit_at(tokens, at)
        return use if use in _TURNED else None

    def names_law(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word of an article, a part, a paragraph of the law stands at a token."""
        if self._unit_at(tokens, at) == "law":
            return True
        keys = (self._numerals.word(tokens[at]), *tokens[at].word.lemmas)
        return any(
            use == "law" and len(words) == 1
            for key in keys for words, use in self._before.get(key, ())
        )  # fmt: skip

    def _unit_at(self, tokens: Sequence[Token], at: int) -> str | None:
        found = self._match_after(tokens, at)
        return None if found is None else found[0]

    def _match_after(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        if at >= len(tokens):
            return None
        token, word = tokens[at], self._numerals.word
        seen = token.word
        for key in (word(token), *_lemmas_of_unit(seen)):
            for words, use in self._after.get(key, ()):
                if at + len(words) <= len(tokens) and all(
                    word(tokens[at + k]) == words[k] for k in range(1, len(words))
                ):
                    return use, len(words)
        return None

    def _prefix(self, tokens: Sequence[Token], first: int) -> str | None:
        found = self._match_before(tokens, first)
        return None if found is None else found[0]

    def _match_before(self, tokens: Sequence[Token], first: int) -> tuple[str, int] | None:
        if not first:
            return None
        word = self._numerals.word
        token = tokens[first - 1]
        for key in (word(token), f"={word(token)}", *_lemmas_of_unit(token.word)):
            for words, use in self._before.get(key, ()):
                if use in _IN_DIGITS and tokens[first].kind == WORD:
                    continue  # «үйде үш адам»: no house is numbered in words
                if use in _IN_DIGITS and _counts_in(token.word, tokens[first + 1 : first + 2]):
                    continue  # «у лікарнях 44 людини», «вивів на вулиці 2500 солдатів»
                start = first - len(words)
                if start >= 0 and all(
                    word(tokens[start + k]) == words[k] for k in range(len(words) - 1)
                ):
                    return use, len(words)
        return None

    def _around(self, tokens: Sequence[Token], first: int, last: int) -> str | None:
        """«в 3 раза», «на 551 меньше»: the words on both sides tell together."""
        if not self._pairs or not first or last >= len(tokens):
            return None
        word = self._numerals.word
        return self._pairs.get((word(tokens[first - 1]), word(tokens[last])))

    def _suffix(self, tokens: Sequence[Token], at: int, last: int) -> str | None:
        if at >= len(tokens) or tokens[at].kind != SUFFIX or at < last:
            return None
        glued = tokens[at].norm.lstrip("-")
        for stem, use in self._suffixes:
            if glued == stem or (len(stem) > 2 and glued.startswith(stem)):
                return "date" if use == "decade" else use
        return "name"

    def _marks(self, tokens: Sequence[Token], number: Number, last: int) -> str | None:
        before = tokens[number.first - 1] if number.first else None
        after = tokens[last] if last < len(tokens) else None
        digit = tokens[number.first].kind == NUMBER
        if before is not None and before.kind == MARK and digit:
            tight = not tokens[number.first].spaced
            if before.text in "-–‑−" and tight and number.first > 1:
                two = tokens[number.first - 2]
                if not before.spaced and two.kind == WORD:
                    return "name"
                if not before.spaced and two.kind == NUMBER:
                    return "phone" if number.kind != "range" else "score"
            if before.text in "/:." and tight and number.first > 1:
                if tokens[number.first - 2].kind == NUMBER and not before.spaced:
                    return "date"
            if before.text == "+" and tight:
                return "phone"
            if before.text == "(" and _is_dialled(tokens, number.first):
                return "phone"
        if after is not None and after.kind == MARK and digit:
            following = tokens[last + 1] if last + 1 < len(tokens) else None
            if after.text == "(" and following is not None and _is_dialled(tokens, last + 1):
                return "phone"
            if following is not None and not after.spaced and not following.spaced:
                if following.kind == NUMBER and after.text in "-–/:.":
                    return "phone" if after.text in "-–" else "date"
                if after.text == "-" and following.kind == WORD and following.text[0].isupper():
                    return "name"
                if after.text == "." and following.kind == WORD:
                    return "name"  # «24.kg»
            if number.first == 0 and after.text in ".)" and not after.spaced:
                one = number.value is not None and number.value < 100
                if one and (following is None or following.spaced):
                    return "marker" if last == number.first + 1 else None
        if (
            digit
            and after is not None
            and after.text in CLOSING
            and self._quoted_name(tokens, number)
        ):
            return "name"
        if digit and before is not None and before.kind == WORD and before.text[:1].isupper():
            if (
                _LATIN.match(before.text[-1])
                and _is_foreign(tokens)
                and not before.text.isupper()
            ):
                return "name"
        return None

    def _quoted_name(self, tokens: Sequence[Token], number: Number) -> bool:
        """«Хабар 24»: a quotation that is a capitalised name and ends in the number."""
        for back in range(1, _QUOTED + 1):
            at = number.first - back
            if at < 0 or tokens[at].kind == NUMBER:
                return False
            if tokens[at].text in OPENING:
                return back > 1 and tokens[at + 1].text[:1].isupper()
        return False

    def _date_or(self, tokens: Sequence[Token], number: Number, otherwise: str) -> str:
        use = self.unit(tokens, number.last)
        return use if use in ("date", "law", "duration") else otherwise

    def _has_year_word(self, tokens: Sequence[Token], number: Number) -> bool:
        """«2022 года», «2022 жылғы»: a year, not so many years."""
        if number.last >= len(tokens) or not _is_in_years(number):
            return False
        following = tokens[number.last]
        if tokens[number.first].kind != NUMBER or len(tokens[number.first].text) != 4:
            return False
        words = (self._numerals.word(following), *following.word.lemmas)
        return any(word in self._year_words for word in words)

    def _is_year(self, tokens: Sequence[Token], number: Number, last: int) -> bool:
        token = tokens[number.first]
        if token.kind != NUMBER or len(token.text) != 4 or number.value is None:
            return False
        if not _is_in_years(number):
            return False
        if number.last != number.first + 1:
            return number.last == last and number.ending not in ("", "poss", "cardinal")
        following = tokens[last] if last < len(tokens) else None
        before = tokens[number.first - 1] if number.first else None
        if before is None:
            return following is not None and following.kind == MARK
        known = before.norm in self._years or any(w in self._years for w in before.word.lemmas)
        plain = following is None or following.kind == MARK or not (
            following.word.features & {"noun", "adj"}
        )  # fmt: skip
        if before.text == ",":
            return following is None or following.kind == MARK
        if before.text == "(":
            return following is None or following.text in "),;–-?"
        if known and plain:
            return True
        if following is None or following.kind == MARK or not number.value % _ROUND:
            return False
        opened = tokens[number.first - 2] if number.first > 1 else None
        if opened is not None and before.kind == WORD and before.norm not in self._not_by_year:
            if opened.norm in self._named_by_year and before.text.islower():
                return True  # "the deadly |2004 quake"
        return before.norm in self._named_by_year

    def _is_in_days(self, tokens: Sequence[Token], number: Number) -> bool:
        """«6, 13, 20 и 27 сентября»: days of the month that stands behind the last of them."""
        at, value = number.last, number.value
        if value is None or value > LAST_DAY or tokens[number.first].kind != NUMBER:
            return False
        while at + 1 < len(tokens) and tokens[at + 1].kind == NUMBER:
            joint, day = tokens[at], tokens[at + 1].text
            if joint.text != "," and "conj" not in joint.word.features:
                return False
            if not day.isdigit() or int(day) > LAST_DAY:
                return False
            at += 2
        return at > number.last and self._unit_at(tokens, at) == "date"

    def _one(self, tokens: Sequence[Token], number: Number) -> str:
        word = self._numerals.word
        before = word(tokens[number.first - 1]) if number.first else ""
        if before in self._not_one:
            return "pronoun"
        if self._articles and number.first > 1 and tokens[number.first - 1].kind == WORD:
            if tokens[number.first - 2].norm in self._articles:
                return "pronoun"  # "an experimental one"
        at = number.last
        following = word(tokens[at]) if at < len(tokens) else ""
        for idiom in self._idioms:
            if following == idiom[0] and at + len(idiom) <= len(tokens):
                if all(word(tokens[at + k]) == w for k, w in enumerate(idiom)):
                    return "pronoun"
        if following in self._partitive:
            them = word(tokens[at + 1]) if at + 1 < len(tokens) else ""
            return COUNT if them in self._them else "partitive"
        return COUNT


_ROUND = 100
"""A year that is a multiple of it may be a count as well: "the 2000 evacuees"."""
_TURNED = frozenset({"distance", "duration", "weight", "volume", "area"})


def _is_in_years(number: Number) -> bool:
    value = number.value
    return value is not None and _YEARS[0] <= value < _YEARS[1] and value == int(value)


def _by_word(
    table: dict[str, list[str]], *, last: bool
) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for use, phrases in table.items():
        for phrase in phrases:
            words = tuple(phrase.split())
            found.setdefault(words[-1] if last else words[0], []).append((words, use))
    return {key: tuple(sorted(v, key=lambda pair: -len(pair[0]))) for key, v in found.items()}


def _is_dialled(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number in brackets is the code of a telephone number: ``8 (727) 254-44-10``,
    ``(8-727) 254-44-10``."""
    while at + 2 < len(tokens) and tokens[at].kind == NUMBER:
        if tokens[at + 1].text not in "-–‑":
            return tokens[at + 1].text == ")" and tokens[at + 2].kind == NUMBER
        at += 2
    return False


def _is_foreign(tokens: Sequence[Token]) -> bool:
    """Whether the sentence is mostly not in Latin letters, so that a Latin word is a name."""
    words = [token for token in tokens if token.kind == WORD]
    return 2 * sum(_LATIN.match(token.text) is not None for token in words) < len(words)
