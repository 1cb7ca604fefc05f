"""The number words of a language, as its pack's ``lexicon/numerals.toml`` lists them.

The table answers one question, once per form: which parts of a number may this word be? How parts
make a number is the same in all languages and stands in ``grammar/numerals.py``.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from qantar.domain.errors import LexiconError
from qantar.grammar.word import Spellings

ADD, HUNDRED, TIMES, GROUP, RANGE = "add", "hundred", "times", "group", "range"
ORDINAL, VAGUE, HALF, PLUS_HALF, FRACTION = "ordinal", "vague", "half", "plus_half", "fraction"
PLUS_SOME = "plus_some"
DENY, BOTH = "deny", "both"
SINGLE, EITHER, PLURAL, SHORT = "single", "either", "plural", "short"
_SHAPES = (SINGLE, EITHER, PLURAL, SHORT)
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one word (or fixed phrase) may contribute to a number.

    ``room`` is the power of ten still open below it: after «двадцать» a unit may follow, after
    «сто» anything under a hundred. ``shape`` says whether a multiplier's form is one («тысяча»),
    many («тысяч»), either («тысячи») or an abbreviation. ``ending`` is the case a suffix shows.
    """

    role: str
    value: Decimal
    high: Decimal | None = None
    room: Decimal = _ONE
    shape: str = SINGLE
    form: str = "words"
    ending: str = ""
    weak: bool = False


Parts = tuple[Part, ...]
Phrase = tuple[str, ...]


class NumeralTable:
    """Forms of number words, the endings they take, and the little words that join them.

    Raises:
        LexiconError: if the file is not TOML, lacks a table, or gives a value that is no number.
    """

    def __init__(self, path: Path, spellings: Spellings | None = None) -> None:
        self.path = path
        self._spellings = spellings
        try:
            raw: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise LexiconError(f"{path}: {error}") from None
        self.grouping: str = raw["grouping"]
        self.decimal: str = raw["decimal"]
        self.spaced_groups: bool = raw["spaced_groups"]
        self._fold = str.maketrans(raw["fold"])
        glide = raw.get("glide", {})
        self._glide = (
            re.compile(f"(?<=[{glide['behind']}]){glide['letter']}") if glide else None
        )
        self._glided: str = glide.get("sound", "")
        self._open_ten: bool = raw.get("open_ten", False)
        self.forms: dict[str, Parts] = {}
        self.phrases: dict[str, list[tuple[Phrase, Part]]] = {}
        self._read_forms(raw)
        words = raw["words"]
        self.whole = frozenset(words["whole"].split())
        self.point = frozenset(words["point"].split())
        self.minus = frozenset(words["minus"].split())
        self.starts = frozenset(self.phrases) | self.minus | self.point
        self.of = frozenset(words.get("of", "").split())
        self.conjunctions = frozenset(words["and"].split())
        self.denominators = {
            form: self._number(value)
            for value, forms in raw["denominator"].items()
            for form in forms.split()
        }
        self.articles: Mapping[str, str] = raw.get("articles", {})
        suffix = raw["suffix"]
        self.ordinal_suffixes = frozenset(suffix["ordinal"].split())
        self.cardinal_suffixes: Mapping[str, tuple[str, ...]] = {
            key: tuple(last) for key, last in suffix["cardinal"].items()
        }
        self.glued = {key: Decimal(value) for key, value in suffix["glued"].items()}
        span = raw["range"]
        self.joins = sorted((tuple(j.split()) for j in span["join"]), key=len, reverse=True)
        self.opens: Mapping[str, str] = span["open"]
        self.from_to = frozenset(span.get("from_to", "").split())
        self.between_after = {
            key: frozenset(words.split())
            for key, words in span.get("between_after", {}).items()
        }
        self.inverted_by = frozenset(span.get("inverted_by", "").split())
        self.shares = frozenset(span["shares"].split())
        self.over = frozenset(span["over"].split())
        self.governs = frozenset(span["governs"].split())
        self.endings: dict[str, str] = {}
        self.not_numbers: frozenset[str] = frozenset()
        if "endings" in raw:
            endings = dict(raw["endings"])
            self.not_numbers = frozenset(endings.pop("not").split())
            for name, suffixes in endings.items():
                for ending in suffixes.split():
                    self.endings.setdefault(ending, name)
        self._starts = frozenset(
            form[:3] for form, parts in self.forms.items() if parts[0].role == ADD
        )

    def fold(self, norm: str) -> str:
        """The form under which the table knows a word: «ё» as «е», Latin Kazakh as Cyrillic."""
        if self._spellings is not None:
            norm = (*self._spellings(norm), norm)[0]
        if self._glide is not None:
            norm = self._glide.sub(self._glided, norm)
        return norm.translate(self._fold)

    def look_up(self, form: str) -> Parts:
        """The parts a folded form may be, best first; empty if it is no number word."""
        found = self.forms.get(form)
        if found is not None:
            return found
        if form in self.not_numbers or not form or form.isdigit():
            return ()
        if "-" in form:
            return self._hyphened(form)
        if self.endings:
            return self._suffixed(form)
        if form[:3] in self._starts and len(form) > 7:
            return self._solid(form)
        return ()

    def digits_ending(
        self, said: str, digits: str, *, large: bool = False
    ) -> tuple[str, Decimal | None] | None:
        """What is glued to digits: ``ordinal``, ``cardinal``, a case, or ``times`` with its factor;
        None for anything else (a unit, «-летний»). «3М» is millions, «3м» metres
        unless what stands around is ``large``, «2022-м» a year."""
        bare = said.casefold().lstrip("-‑–")
        written = self._spellings(bare) if self._spellings is not None else ()
        if len(written) > 1:
            bare = next((form for form in written if form in self.endings), bare)
        suffix = self.fold(bare)
        glued = self.glued.get(suffix) or self.glued.get(said)
        if (
            glued is not None
            and said[0] not in "-‑–"
            and (suffix in "кk" or said != suffix or large)
        ):
            return TIMES, glued
        if glued is not None and len(suffix) > 1:
            return TIMES, glued
        parts = self.forms.get(suffix)
        if parts is not None and parts[0].role == TIMES:
            return TIMES, parts[0].value
        last = self.cardinal_suffixes.get(suffix)
        if last is not None and digits[-1] in last and digits[-2:-1] != "1":
            return "cardinal", None
        if last is not None and digits[-1] in last and suffix not in self.ordinal_suffixes:
            return "cardinal", None
        if suffix in self.ordinal_suffixes:
            return ORDINAL, None
        ending = self.endings.get(suffix)
        return None if ending is None else (ending, None)

    def _read_forms(self, raw: dict[str, Any]) -> None:
        for table, form in (("cardinal", "words"), ("whole", "words"), ("collective", "collective"),
                            ("only", "only")):  # fmt: skip
            for value, forms in raw[table].items():
                number = self._number(value)
                room = _ONE if form == "collective" else self._room(number)
                self._plant(forms, Part(role=ADD, value=number, room=room, form=form))
        for value, forms in raw["both"].items():
            self._plant(forms, Part(role=BOTH, value=self._number(value), form="both"))
        for shape in _SHAPES:
            hundred = Part(role=HUNDRED, value=Decimal(100), room=Decimal(100), shape=shape)
            self._plant(raw.get("hundred", {}).get(shape, ""), hundred)
        for role, tables in ((TIMES, raw["multiplier"]), (GROUP, raw["group"])):
            for value, shapes in tables.items():
                number = self._number(value)
                for shape, forms in shapes.items():
                    self._plant(forms, Part(role=role, value=number, room=number, shape=shape))
        for role, table in ((VAGUE, "vague"), (HALF, "half")):
            for value, forms in raw[table].items():
                self._plant(forms, Part(role=role, value=self._number(value)))
        for value, forms in raw["fraction"].items():
            top, _, bottom = value.partition("/")
            self._plant(
                forms, Part(role=FRACTION, value=self._number(top) / self._number(bottom))
            )
        self._plant(raw["plus_half"]["forms"], Part(role=PLUS_HALF, value=Decimal("0.5")))
        self._plant(raw.get("plus_some", {}).get("forms", ""), Part(role=PLUS_SOME, value=_ONE))
        self._plant(raw["deny"]["forms"], Part(role=DENY, value=Decimal(0)))
        ordinal = raw["ordinal"]
        for value, stem in ordinal["stems"].items():
            forms = " ".join(stem + ending for ending in ordinal["endings"].split())
            self._plant(forms, self._ordinal(value))
        for value, forms in ordinal["forms"].items():
            self._plant(forms, self._ordinal(value))
        for form in raw["weak"]["forms"].split():
            kept = self.forms[form]
            cardinals = tuple(replace(p, weak=True) for p in kept if p.role == ADD)
            self.forms[form] = (*(p for p in kept if p.role != ADD), *cardinals)

    def _ordinal(self, value: str) -> Part:
        return Part(role=ORDINAL, value=self._number(value))

    def _plant(self, forms: str, part: Part) -> None:
        for form in forms.split():
            if "_" in form:
                words = tuple(form.split("_"))
                if words[-1]:
                    self.phrases.setdefault(words[0], []).append((words, part))
                    self.phrases[words[0]].sort(key=lambda found: -len(found[0]))
            else:
                self.forms[form] = (*self.forms.get(form, ()), part)

    def _number(self, text: str) -> Decimal:
        try:
            return Decimal(text)
        except InvalidOperation:
            raise LexiconError(f"{self.path}: «{text}» is no number") from None

    def _room(self, value: Decimal) -> Decimal:
        if value == 10:
            return Decimal(10) if self._open_ten else _ONE
        if value % 100 == 0 and 100 <= value < 1000:
            return Decimal(100)
        if value % 10 == 0 and 20 <= value < 100 and value != 50:
            return Decimal(10)
        return Decimal(10) if value == 50 else _ONE

    def _suffixed(self, form: str) -> Parts:
        """A stem of the table with one ending of the table: «жүзге», «төртеуі», «мыңыншы»."""
        for cut in range(len(form) - 1, 1, -1):
            ending = self.endings.get(form[cut:])
            stem = self.forms.get(form[:cut]) if ending is not None else None
            if stem is None or ending is None or stem[0].role in (DENY, VAGUE):
                continue
            part = stem[0]
            if part.role == PLUS_HALF and ending in (ORDINAL, "poss"):
                continue  # «мың |жарымдай»; «жарымы» is the half of something
            if ending == ORDINAL:
                # «жүзінші» after «екі» is the two-hundredth: the form keeps what its stem does
                return (Part(role=ORDINAL, value=part.value, form=part.role),)
            # «жүз» is also a face: only the plain case endings make it a hundred
            return (replace(part, ending=ending, shape=SINGLE),)
        return ()

    def _hyphened(self, form: str) -> Parts:
        """Two number words and a hyphen: «twenty-five», «два-три», «two-thirds»."""
        left, _, right = form.rpartition("-")
        first, second = self.look_up(left), self.look_up(right)
        if not first or not second or first[0].role not in (ADD, HUNDRED, TIMES):
            return ()
        a, b = first[0], second[0]
        if b.role in (ADD, ORDINAL) and b.value < a.room and a.role == ADD:
            return (replace(b, value=a.value + b.value),)
        if b.role in (ADD, HUNDRED, TIMES, GROUP) and a.value < b.value and not a.ending:
            return (replace(b, role=RANGE, value=a.value, high=b.value),)
        return ()

    def _solid(self, form: str) -> Parts:
        """Words written as one: «двадцатиоднотысячный», «twentyfifth»."""
        for cut in range(3, len(form) - 2):
            parts = self.forms.get(form[cut:], ())
            tail = next((part for part in parts if part.role in (ORDINAL, ADD)), None)
            if tail is None:
                continue
            head = self._sum(form[:cut])
            if head is None:
                continue
            value, room = head
            if tail.role == ORDINAL and tail.value >= 1000:
                return (replace(tail, value=value * tail.value),)
            if tail.value < room:
                return (replace(tail, value=value + tail.value),)
        return ()

    def _sum(self, form: str) -> tuple[Decimal, Decimal] | None:
        """The value and room of additive words written together, longest first."""
        for cut in range(len(form), 2, -1):
            for part in self.forms.get(form[:cut], ()):
                if part.role != ADD or part.form == "collective":
                    continue
                if cut == len(form):
                    return part.value, part.room
                rest = self._sum(form[cut:])
                if rest is not None and rest[0] < part.room:
                    return part.value + rest[0], rest[1]
        return None

    def simple_forms(self) -> Iterator[tuple[str, Part]]:
        """Every listed form with its first part, in the order of the file."""
        for form, parts in self.forms.items():
            yield form, parts[0]
