"""The desk in a reader's language: its words, numbers and dates.

Words of sources are never translated; what Qantar says about them is. English stands in the code,
the other languages in ``locale/xx.po``, readable and correctable by whoever speaks them.
"""

import datetime as dt
import gettext
import io
from collections.abc import Mapping
from functools import cache
from importlib import resources

from babel import Locale
from babel.dates import format_datetime, format_interval, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from qantar.domain.quantity import Hedge, Quantity
from qantar.domain.when import OPEN, When
from qantar.views.terms import term_words

LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "ru": "Русский",
    "uk": "Українська",
    "kk": "Қазақша",
}
"""Interface languages, each named in itself."""

_LOCALES = {"en": "en_GB", "ru": "ru_RU", "uk": "uk_UA", "kk": "kk_KZ"}
_DAY, _MINUTE = len("2022-01-05"), len("2022-01-05T20:00")


@cache
def catalogue(code: str) -> gettext.NullTranslations:
    """The translations of a language; English is what the code says."""
    file = resources.files(__package__).joinpath("locale", f"{code}.po")
    if code == "en" or not file.is_file():
        return gettext.NullTranslations()
    with file.open("rb") as stream:
        messages = read_po(stream, locale=code)
    binary = io.BytesIO()
    write_mo(binary, messages)
    binary.seek(0)
    return gettext.GNUTranslations(binary)


class Language:
    """One interface language. Has no state; get one by ``language(code)``."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.locale = Locale.parse(_LOCALES[code])
        self._words = catalogue(code)

    def say(self, message: str, **values: object) -> str:
        """The desk's own words, with ``{names}`` filled in."""
        text = self._words.gettext(message)
        return text.format(**values) if values else text

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """The desk's own words about a number, which stands in them as ``{n}``."""
        return self._words.ngettext(one, many, n).format(n=self.number(n), **values)

    def term(self, table: str, code: str) -> str:
        """A code of the codebook in words."""
        english = term_words(table, code)
        found = self._words.pgettext(table, english)
        return found if found != english else self._words.gettext(english)

    def number(self, n: int | float) -> str:
        return format_decimal(n, locale=self.locale)

    def day(self, edtf: str | None) -> str:
        """The first day of a date, without its clock time."""
        return self.when(edtf[:_DAY]) if edtf else self.say("undated")

    def short_day(self, day: dt.date) -> str:
        """A day on an axis, where the year is clear: "5 Jan"."""
        return str(format_skeleton("MMMd", day, locale=self.locale))

    def when(self, edtf: str | None) -> str:
        """A date with the precision it was said with, in the words of the language."""
        if edtf is None:
            return self.say("undated")
        when = When(edtf)
        if when.end == OPEN:
            return self.say("since {date}", date=self._point(when.start))
        if when.start == OPEN:
            return self.say("until {date}", date=self._point(when.end))
        if when.start == when.end:
            return self._point(when.start)
        return self._period(when)

    def _period(self, when: When) -> str:
        start, end = when.start, when.end
        if not when.is_partial and len(start) == len(end) and len(start) >= _DAY:
            skeleton = "yMMMd" if len(start) == _DAY else "yMMMdHm"
            if len(start) == _DAY or start[:_DAY] == end[:_DAY]:
                first, last = _moment(start), _moment(end)
                return str(format_interval(first, last, skeleton, locale=self.locale))
        return f"{self._point(start)} – {self._point(end)}"

    def _point(self, point: str) -> str:
        if point.startswith("XXXX"):
            skeleton = "MMMMd" if len(point) > len("XXXX-01") else "MMMM"
            day = point.replace("XXXX", "2000") + ("" if skeleton == "MMMMd" else "-01")
            shown = format_skeleton(skeleton, dt.date.fromisoformat(day), locale=self.locale)
            return self.say("{date}, year not given", date=shown)
        if len(point) == len("2022"):
            return point
        if len(point) == len("2022-01"):
            first = dt.date.fromisoformat(f"{point}-01")
            return str(format_skeleton("yMMMM", first, locale=self.locale))
        moment = _moment(point)
        shown = str(format_skeleton("yMMMd", moment, locale=self.locale))
        if len(point) < _MINUTE:
            return shown
        return f"{shown}, {format_datetime(moment, 'HH:mm', locale=self.locale)}"

    def signs(self, quantity: str) -> str:
        """A quantity in signs a reader knows: ``> 1,500``, ``≈ 2,300``, ``20–30``."""
        said = Quantity.parse(quantity)
        if said.value is not None:
            sign = _SIGNS[said.hedge]
            return f"{sign}{self.number(float(said.value)) if said.value % 1 else self.number(int(said.value))}"
        assert said.low is not None
        low = self.number(int(said.low))
        return f"{low}–{self.number(int(said.high))}" if said.high is not None else f"{low}+"

    def quantity(self, quantity: str) -> str:
        """A quantity in words: "more than 1,500"."""
        said = Quantity.parse(quantity)
        if said.hedge is Hedge.EXACT:
            return self.signs(quantity)
        if said.hedge is Hedge.RANGE:
            assert said.low is not None and said.high is not None
            return self.say(
                "{low} to {high}",
                low=self.number(int(said.low)),
                high=self.number(int(said.high)),
            )
        number = said.value if said.value is not None else said.low
        assert number is not None
        shown = self.number(float(number) if number % 1 else int(number))
        return self.say(HEDGE_WORDS[said.hedge], n=shown)

    def interval(self, signs: str) -> str:
        """An interval given in signs (``16..21``, ``>=1501``, ``none left``), as numbers are written here."""
        if signs == "none left":
            return self.say("none left")
        low, _, high = signs.removeprefix(">=").partition("..")
        return self.envelope(int(low), None if signs.startswith(">=") else int(high or low))

    def envelope(self, low: int | None, high: int | None) -> str:
        """What accounts left standing allow: ``16–19``, ``≥ 1,501``."""
        if low is None:
            return self.say("none left")
        if high is None:
            return f"≥\u2009{self.number(low)}"
        if low == high:
            return self.number(low)
        return f"{self.number(low)}–{self.number(high)}"


_THIN = "\u2009"
_SIGNS = {
    Hedge.EXACT: "",
    Hedge.MORE_THAN: f">{_THIN}",
    Hedge.AT_LEAST: f"≥{_THIN}",
    Hedge.LESS_THAN: f"<{_THIN}",
    Hedge.AT_MOST: f"≤{_THIN}",
    Hedge.ABOUT: f"≈{_THIN}",
    Hedge.ALMOST: f"≲{_THIN}",
}
HEDGE_WORDS = {
    Hedge.MORE_THAN: "more than {n}",
    Hedge.AT_LEAST: "at least {n}",
    Hedge.LESS_THAN: "less than {n}",
    Hedge.AT_MOST: "at most {n}",
    Hedge.ABOUT: "about {n}",
    Hedge.ALMOST: "almost {n}",
    Hedge.VAGUE: "{n} or more, said vaguely",
}


def _moment(point: str) -> dt.datetime:
    return dt.datetime.fromisoformat(point)


@cache
def language(code: str) -> Language:
    """The language of a code.

    Raises:
        KeyError: for a code the desk does not speak.
    """
    return Language(code)


def preferred(header: str) -> str:
    """The first language of an ``Accept-Language`` header the desk speaks, English if none."""
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(header.split(",")[:20]):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        wanted.append((-weight, place, tag.partition("-")[0].lower()))
    return next((code for _, _, code in sorted(wanted) if code in LANGUAGES), "en")
