"""Place names in running text of one language, longest first, at code-point offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qantar.atlas.declension import Declension
from qantar.atlas.gazetteer import Gazetteer
from qantar.atlas.names import Names, Step, parse_entry
from qantar.atlas.shipped import read_grammar
from qantar.atlas.spelling import spell
from qantar.domain.quick import quick

LARGE = 100_000
"""From this many people on, a name that is also a common word is still read, and marked."""
LARGE_SURNAME = 500_000
"""«Саратова» is the city, «Одинцова» is as often a person: where the line is drawn."""
LARGEST = 10**10
"""More people than any place has: how countries weigh against cities of their name."""
CACHE_SIZE = 20_000
"""Different words remembered; then the memory is emptied, so that it stays flat."""

_WORD = r"[^\W\d_]+(?:[-‑'’ʼ][^\W\d_]+)*"
_CAPITALS = "A-ZÀ-ÖØ-ÞĀĆČĐĒĪĞİŁŃŌŚŞŠŪŹŻŽА-ЯЁЂ-ЏҐӘҒҚҢӨҰҮҺ"
_CAPITAL = re.compile(rf"U\.[SK]\b|[{_CAPITALS}]\w*(?:[-‑'’ʼ]\w+)*")
"""No look-behind for the edge of the word: it would be tried at every letter of the text, and
makes the search twice as slow; the letter before is looked at when something was found."""
_ANY = re.compile(r"(?<!\w)" + _WORD)
_NEXT = re.compile(r"(?:\.?[ \u00a0]\n?|\n)\(?(" + _WORD + ")")
_LAST_WORD = re.compile(r"([^\W\d_]+)[.]?[ \u00a0]+[«\"“„]?$")
_NEIGHBOUR_AFTER = re.compile(rf"[ \u00a0](?:[{_CAPITALS}]\w|[{_CAPITALS}]\.)")
_NEIGHBOUR_BEFORE = re.compile(rf"(?<!\w)[{_CAPITALS}]\w+[ \u00a0]$")
"""«Владимир Путин», «Павел Киров»: a name beside a name is a person's."""
_INITIAL = re.compile(r"(?<!\w)[^\W\d_][.][ \u00a0]?$")
_FIRST_WORD = re.compile(r"[ \u00a0]+([^\W\d_]+)")


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHit:
    """Words of a text that name a place, and the places they may name.

    In «в Таразе» the hit is «Таразе», its one candidate Taraz. Offsets are half-open.
    """

    start: int
    end: int
    candidates: tuple[str, ...]
    """Ids of places, the likeliest first by size alone; see ``Atlas.resolve``."""
    adjectival: bool = False
    """An adjective («алматинский», "Kazakh"): it hints at the place and does not name it."""
    ambiguous: bool = False
    """The word is also a common word, a surname or a given name, and nothing beside it says
    that a place is meant."""

    def moved(self, by: int) -> "PlaceHit":
        """The same hit in a text of which this one is a stretch ``by`` code points from the start."""
        return PlaceHit(
            start=self.start + by, end=self.end + by, candidates=self.candidates,
            adjectival=self.adjectival, ambiguous=self.ambiguous,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one word may be, wherever it stands."""

    places: tuple[int, ...]
    careful: bool
    clashing: bool
    """This very form is a form of a common word: «Решта», «Силы»."""
    adjectival: bool
    steps: tuple[Step, ...]
    heads: tuple[tuple[str, tuple[int, ...]], ...]
    """«Алматинской»: with «области» after it, or after the last of a list, it is a region."""


class Finder:
    """The names of one language and the rules by which they are read. Built once, then called."""

    def __init__(self, lang: str, gazetteer: Gazetteer) -> None:
        grammar = read_grammar(lang)
        self._gazetteer = gazetteer
        self._declension = Declension(grammar)
        self.names = Names(lang, self._declension)
        context: dict[str, Any] = grammar["context"]
        self._before = frozenset(map(spell, context["before"]))
        self._after = frozenset(map(spell, context.get("after", ())))
        self._where = (self._before | self._after) - set(map(spell, context.get("sources", ())))
        surnames: dict[str, Any] = grammar["surnames"]
        self._surnames: tuple[str, ...] = tuple(surnames["endings"])
        self._spared = frozenset(surnames.get("spared", ()))
        self._openers = frozenset(context.get("openers", ()))
        self._understood: tuple[str, ...] = tuple(context.get("understood", ()))
        self._joints = frozenset(grammar["coordination"]["joints"])
        self._never = frozenset(map(spell, grammar["never"]["words"]))
        self._clashing = frozenset(gazetteer.clashing.get(lang, ()))
        self._abbreviations = {
            word: tuple(places) for word, places in gazetteer.abbreviations[lang].items()
        }
        self._adjectives = {
            word: tuple(places) for word, places in gazetteer.adjectives[lang].items()
        }
        adjectives: dict[str, Any] = grammar["adjectives"]
        pattern = adjectives.get("pattern")
        self._adjective = None if pattern is None else re.compile(rf"(?:{pattern})\b")
        self._adjective_endings: tuple[str, ...] = tuple(
            sorted(adjectives.get("endings", ()), key=len, reverse=True)
        )
        self._adjective_lemma: str = adjectives.get("lemma", "")
        self._adjective_suffixes: dict[str, list[str]] = adjectives.get("suffixes", {})
        coordination: dict[str, Any] = grammar["coordination"]
        self._heads: dict[str, str] = coordination["heads"]
        joints = "|".join(
            re.escape(joint) for joint in sorted(coordination["joints"], key=len, reverse=True)
        )
        heads = "|".join(sorted(self._heads, key=len, reverse=True))
        self._list = re.compile(
            rf"(?:(?:\s?,\s(?:(?:{joints})\s)?|\s(?:{joints})\s){_WORD}(?:\s+қазақстан)?)*\s+({heads})(?!\w)",
            re.IGNORECASE,
        )
        self._singular = frozenset(self._heads.values())
        self._cache: dict[str, _Reading | None] = {}
        self._ids: dict[tuple[int, ...], tuple[str, ...]] = {}
        """Ids of the places that one name may mean: no more than there are names."""

    def lemmas(self, words: str) -> tuple[str, ...]:
        """The dictionary forms that words of a text may stand for, as names are looked up; of several
        words the last is bent, and the others with it where they agree."""
        form = spell(words)
        if " " not in form:
            return tuple(
                one for one, adjectival in self._declension.lemmas(form) if not adjectival
            )
        front, _, last = form.rpartition(" ")
        bent = [one for one, adjectival in self._declension.lemmas(last) if not adjectival]
        return (form, *(f"{front} {one}" for one in bent if one != last))

    def is_called(self, word: str) -> bool:
        """Whether a word beside a name tells that something is there: «под», «село», «ауылында»."""
        return spell(word) in self._where

    def find(self, text: str, *, lower_case: bool = False) -> tuple[PlaceHit, ...]:
        """See ``Atlas.find``."""
        hits: list[PlaceHit] = []
        position = 0
        cache = self._cache
        for match in (_ANY if lower_case else _CAPITAL).finditer(text):
            start = match.start()
            if start < position or (start and _is_letter(text[start - 1])):
                continue
            word = match.group()
            if word in cache:
                reading = cache[word]
            else:
                reading = self._remember(word)
            if reading is None:
                if "-" in word:
                    for hit in self._parts(text, start, word, lower_case):
                        hits.append(hit)
                        position = hit.end
                continue
            last = hits[-1] if hits else None
            found = self._hit_of(text, start, match.end(), reading, lower_case, last)
            if found is not None:
                hits.append(found)
                position = found.end
        if self._adjective is not None and not lower_case:
            hits = self._with_adjectives(text, hits)
        return tuple(hits)

    def _remember(self, word: str) -> _Reading | None:
        if len(self._cache) >= CACHE_SIZE:
            self._cache.clear()
        reading = self._cache[word] = self._read(word)
        return reading

    def _read(self, word: str) -> _Reading | None:
        if places := self._abbreviations.get(word):
            return _Reading(places, False, False, False, (), ())
        form = spell(word)
        never = form in self._never
        clashing = form in self._clashing
        named: dict[int, None] = {}
        hinted: dict[int, None] = {}
        steps: list[Step] = []
        heads: dict[str, tuple[int, ...]] = {}
        largest, careful = -1, False
        for lemma, adjectival in self._declension.lemmas(form):
            line = self.names.single.get(lemma)
            if adjectival and lemma in self._never:
                continue  # «тазалық» is cleanliness, of no town
            if line is not None and not never:
                entry = parse_entry(line)
                population = self._weight(entry.places)
                doubtful = entry.careful or (
                    lemma != form
                    and population < LARGE_SURNAME
                    and lemma.endswith(self._surnames)
                    and form.removeprefix(lemma) not in self._spared
                )
                (hinted if adjectival else named).update(dict.fromkeys(entry.places))
                if population > largest:
                    largest, careful = population, doubtful
            if (step := self.names.several.get(lemma)) is not None:
                steps.append(step)
                for head in self._singular:
                    further = step.further.get(head)
                    if further is not None and further.entry is not None:
                        heads[head] = parse_entry(further.entry).places
        known = () if never else self._read_adjective(form)
        if named and not (known and (careful or clashing or largest < LARGE)):
            return _Reading(
                tuple(named),
                careful or clashing,
                clashing,
                False,
                tuple(steps),
                tuple(heads.items()),
            )
        adjectives = tuple(hinted) or known
        if adjectives or steps:
            return _Reading(adjectives, False, False, True, tuple(steps), tuple(heads.items()))
        return None

    def _weight(self, places: tuple[int, ...]) -> int:
        """People in the largest; countries and the regions we reviewed count as large."""
        gazetteer = self._gazetteer
        return max(
            LARGEST if place in gazetteer.prominent else gazetteer.populations[place]
            for place in places
        )

    def _read_adjective(self, form: str) -> tuple[int, ...]:
        """Places a word may be an adjective of, the city before its region."""
        if form in self._adjectives:
            return self._adjectives[form]
        for ending in self._adjective_endings:
            if not form.endswith(ending):
                continue
            lemma = form.removesuffix(ending) + self._adjective_lemma
            known = self._adjectives.get(lemma, ())
            return (*self._derive(lemma), *known) if not self._is_city(known) else known
        return ()

    def _is_city(self, places: tuple[int, ...]) -> bool:
        """Whether a hand-written adjective already says which city or country it is of."""
        gazetteer = self._gazetteer
        return any(
            gazetteer.is_settlement(place)
            or gazetteer.parents[place] < 0
            or place in gazetteer.cities
            for place in places
        )

    def _derive(self, lemma: str) -> tuple[int, ...]:
        """«бостонский» of Бостон: large cities only, and none whose name is a common word."""
        for suffix, endings in self._adjective_suffixes.items():
            if not lemma.endswith(suffix):
                continue
            stem = lemma.removesuffix(suffix)
            for ending in endings:
                line = self.names.single.get(stem + ending)
                if line is None or len(stem) < 3:
                    continue
                entry = parse_entry(line)
                place = entry.places[0]
                if (
                    not entry.careful
                    and self._gazetteer.is_city(place)
                    and self._gazetteer.populations[place] >= LARGE
                ):
                    return (place,)
        return ()

    def _hit_of(
        self,
        text: str,
        start: int,
        end: int,
        reading: _Reading,
        lower_case: bool,
        last: PlaceHit | None,
    ) -> PlaceHit | None:
        if reading.steps and (longest := self._walk(text, end, reading.steps)) is not None:
            stop, places, careful = longest
            if not careful or self._is_placed(text, start, stop):
                return self._hit(start, stop, places)
        if reading.heads and (match := self._list.match(text, end)) is not None:
            head = self._heads[match.group(1).casefold()]
            for singular, places in reading.heads:
                if singular == head:
                    alone = text[end : match.start(1)].isspace()
                    return self._hit(start, match.end() if alone else end, places)
        if not reading.places:
            return None
        if reading.adjectival:
            return self._hit(start, end, reading.places, adjectival=True)
        if _INITIAL.search(text, max(0, start - 4), start):
            return None
        if (opened := self._open(text, start, end)) is not None:
            return opened
        ambiguous = False
        listed = (
            last is not None
            and not last.ambiguous
            and text[last.end : start].strip() in self._joints
        )
        if reading.careful and not listed and not self._is_placed(text, start, end):
            if (
                lower_case
                or reading.clashing
                or self._weight(reading.places) < LARGE
                or _NEIGHBOUR_AFTER.match(text, end)
                or _NEIGHBOUR_BEFORE.search(text, max(0, start - 30), start)
            ):
                return None
            ambiguous = True
        return self._hit(start, end, reading.places, ambiguous=ambiguous)

    def _parts(self, text: str, start: int, word: str, lower_case: bool) -> Iterator[PlaceHit]:
        """«Алматы-Астана» and "Almaty-based": the parts, where the whole is no name."""
        for part in re.finditer(r"[^-]+", word):
            piece = part.group()
            if not (piece[0].isupper() or lower_case):
                continue
            reading = self._read(piece)
            if reading is not None and reading.places and not reading.careful:
                yield self._hit(
                    start + part.start(),
                    start + part.end(),
                    reading.places,
                    adjectival=reading.adjectival,
                )

    def _walk(
        self, text: str, end: int, steps: tuple[Step, ...]
    ) -> tuple[int, tuple[int, ...], bool] | None:
        """The longest name of several words that begins with the word before ``end``."""
        best: tuple[int, tuple[int, ...], bool] | None = None
        while steps and (match := _NEXT.match(text, end)) is not None:
            further: list[Step] = []
            for lemma, adjectival in self._declension.lemmas(spell(match.group(1))):
                if not adjectival:
                    further.extend(
                        step.further[lemma] for step in steps if lemma in step.further
                    )
            end = match.end()
            for step in further:
                if step.entry is not None:
                    entry = parse_entry(step.entry)
                    best = (end, entry.places, entry.careful)
                    break
                for head in self._understood:  # «Батыс Қазақстанда»: a region without its word
                    whole = step.further.get(head)
                    if whole is not None and whole.entry is not None:
                        best = (end, parse_entry(whole.entry).places, False)
            steps = tuple(further)
        return best

    def _open(self, text: str, start: int, end: int) -> PlaceHit | None:
        """«области Абай», «штате Нью-Йорк»: a name that begins with a small letter."""
        if not self._openers:
            return None
        before = _LAST_WORD.search(text, max(0, start - 24), start)
        if before is None:
            return None
        for lemma, _ in self._declension.lemmas(spell(before.group(1))):
            if lemma in self._openers and (step := self.names.several.get(lemma)) is not None:
                walked = self._walk(text, before.end(1), (step,))
                if walked is not None and walked[0] >= end:
                    return self._hit(before.start(1), walked[0], walked[1])
        return None

    def _is_placed(self, text: str, start: int, end: int) -> bool:
        """Whether a word beside says that a place is meant: «в Орле», «город Мирный»."""
        before = _LAST_WORD.search(text, max(0, start - 24), start)
        if before is not None and spell(before.group(1)) in self._before:
            return True
        after = _FIRST_WORD.match(text, end)
        return after is not None and spell(after.group(1)) in self._after

    def _with_adjectives(self, text: str, hits: list[PlaceHit]) -> list[PlaceHit]:
        """Adjectives written with a small letter: «казахстанской», «алматылық»."""
        assert self._adjective is not None
        taken = [(hit.start, hit.end) for hit in hits]
        for match in self._adjective.finditer(text):
            start, end = match.span()
            while start and (_is_letter(text[start - 1]) or text[start - 1] == "-"):
                start -= 1
            word = text[start:end]
            reading = self._cache[word] if word in self._cache else self._remember(word)
            if reading is None or not reading.places or not reading.adjectival:
                continue
            if all(end <= other or until <= start for other, until in taken):
                hits.append(self._hit(start, end, reading.places, adjectival=True))
        return sorted(hits, key=lambda hit: hit.start)

    def _hit(
        self,
        start: int,
        end: int,
        places: tuple[int, ...],
        *,
        adjectival: bool = False,
        ambiguous: bool = False,
    ) -> PlaceHit:
        ids = self._ids.get(places)
        if ids is None:
            ids = self._ids[places] = tuple(map(self._gazetteer.id, places))
        return PlaceHit(
            start=start,
            end=end,
            candidates=ids,
            adjectival=adjectival,
            ambiguous=ambiguous,
        )
