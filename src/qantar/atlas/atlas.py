"""The atlas: names to places, places to what they lay in on a given day."""

from collections.abc import Collection
from datetime import date

from qantar.atlas.finder import Finder, PlaceHit
from qantar.atlas.gazetteer import NOWHERE, Gazetteer
from qantar.atlas.homonyms import Context, Rival, choose
from qantar.atlas.names import parse_entry
from qantar.atlas.romanisation import romanise
from qantar.atlas.spelling import LANGUAGES, spell
from qantar.domain.errors import LexiconError
from qantar.domain.place import Place, PlaceKind

DROPPED = {"ськ": ("", "с", "х"), "зьк": ("г", "з", "ж"), "цьк": ("к", "ц", "т", "ч")}
"""What the ending of an adjective has swallowed of its town: Кривий Ріг, криворізький."""
COMPOUND = 3
"""Letters that the first word of a name must keep in an adjective made of two, and may lose at most."""
PROMINENT = 1_000_000
"""What a reviewed region weighs beside namesakes: no source counts its people, yet «Крым» is
the peninsula and not the village on the Don."""

__all__ = ["Atlas", "Context", "PlaceHit"]


class Atlas:
    """All places Qantar knows. Load one for a process; it keeps no state a reader can see."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._finders: dict[str, Finder] = {}
        self._founded = {founding.unit: founding for founding in gazetteer.foundings}

    @classmethod
    def load(cls) -> "Atlas":
        """The shipped atlas. Names of a language are read when first asked for.

        Raises:
            LexiconError: when the data is absent or damaged.
        """
        return cls(Gazetteer.load())

    def place(self, place_id: str) -> Place:
        """The place of an id; a withdrawn ISO code (``region:KZ-ALA``) leads to today's unit.

        Raises:
            LexiconError: for an id the atlas does not hold.
        """
        return self._gazetteer.place(self._gazetteer.number(place_id))

    def places(self) -> tuple[str, ...]:
        """Every id, countries first."""
        return tuple(self._gazetteer)

    def names(self, place_id: str, lang: str) -> tuple[str, ...]:
        """Reviewed names of a country, a region or a settlement of our tables, best first.

        Empty for the thousands of settlements whose names come from GeoNames unreviewed.
        """
        number = self._gazetteer.number(place_id)
        names = self._gazetteer.own_names.get(self._gazetteer.id(number), {})
        return tuple(names.get(lang, ()))

    def find(self, text: str, lang: str, *, lower_case: bool = False) -> tuple[PlaceHit, ...]:
        """Place names in running text, declined forms included, left to right, none overlapping.

        Words with a capital letter only, adjectives aside; ``lower_case`` takes any word and is
        for texts that lost their capitals.

        Raises:
            LexiconError: for a language the atlas has no names in.
        """
        return self._finder(lang).find(text, lower_case=lower_case)

    def look_up(self, name: str, lang: str) -> tuple[str, ...]:
        """Places of a name in its dictionary form, the largest first; for queries and tests."""
        entry = self._finder(lang).names.entry(spell(name))
        return () if entry is None else tuple(map(self._gazetteer.id, entry.places))

    def compounds(self, stem: str, lang: str) -> tuple[str, ...]:
        """Places of a name of two words that an adjective's stem runs together with an o: «часовоярськ», Часів
        Яр; «жовтоводськ», Жовті Води."""
        several = self._finder(lang).names.several
        base, dropped = stem[:-3], DROPPED.get(stem[-3:], ("",))
        found: list[str] = []
        for at in range(COMPOUND, len(base) - 1):
            if base[at] != "о":
                continue
            front, back = base[: min(at, COMPOUND)], base[at + 1 :]
            for first, step in several.items():
                if not first.startswith(front):
                    continue
                for second, end in step.further.items():
                    bare = second.rstrip("аеиіїоуюяьй")
                    if (
                        end.entry is not None
                        and bare in [back + one for one in dropped]
                        and len(first) - at <= COMPOUND
                    ):
                        found.extend(map(self._gazetteer.id, parse_entry(end.entry).places))
        return tuple(dict.fromkeys(found))

    def namesakes(self, words: str, lang: str, country: str) -> tuple[str, ...]:
        """The settlements of a country that words may name by their very spelling, where they are several."""
        numbers = self._gazetteer.villages.spelled(country, self._finder(lang).lemmas(words))
        return tuple(f"settlement:{number}" for number in numbers)

    def village(
        self,
        words: str,
        lang: str,
        countries: tuple[str, ...],
        *,
        called: bool = False,
        regions: Collection[str] = (),
    ) -> str | None:
        """The one settlement of these countries that words may name and ``find`` knows nothing of: by
        its spelling, or by its sound where the letters are others («Эмбоскадой», Emboscada).

        For names that the text makes a place of, in a report about these countries (ISO 3166-1).
        ``called``: a word beside it says "town" or "village". Of namesakes the one in the ``regions``
        the report names is meant. None where it may be several.
        """

        def is_inside(number: int) -> bool:
            return any(self.contains(region, f"settlement:{number}") for region in regions)

        lemmas = self._finder(lang).lemmas(words)
        found = {
            number
            for country in countries
            if (
                number := self._gazetteer.villages.named(
                    country, lemmas, called=called, is_inside=is_inside if regions else None
                )
            )
        }
        return f"settlement:{found.pop()}" if len(found) == 1 else None

    def calls_place(self, word: str, lang: str) -> bool:
        """Whether a word beside a name tells that something is there: «под», «селе», «ауылында»."""
        return self._finder(lang).is_called(word)

    def resolve(self, candidates: tuple[str, ...], context: Context) -> str | None:
        """The one place meant among namesakes, or None where the context leaves several."""
        rivals = []
        for number in dict.fromkeys(map(self._gazetteer.number, candidates)):
            place = self._gazetteer.place(number)
            rivals.append(
                Rival(
                    id=place.id,
                    country=place.country,
                    population=place.population or self._weight(number),
                    is_settlement=self._gazetteer.is_city(number),
                )
            )
        return choose(rivals, context, self.contains)

    def is_city(self, place_id: str) -> bool:
        """Whether a place is a settlement, or a region that is one: Almaty, Kyiv, Minsk."""
        return self._gazetteer.is_city(self._gazetteer.number(place_id))

    def romanise(self, name: str, lang: str) -> str:
        """The name in Latin letters, as newspapers would print it in English."""
        return romanise(name, lang)

    def is_capital(self, place_id: str) -> bool:
        """Whether a place is the capital of its country."""
        return self._gazetteer.number(place_id) in self._gazetteer.capitals

    def capital(self, country: str) -> str | None:
        """The capital of a country, by its id; None where the atlas has none, or more than one."""
        of = self._gazetteer.place(self._gazetteer.number(country)).country
        seats = [
            number
            for number in self._gazetteer.capitals
            if self._gazetteer.place(number).country == of
        ]
        return self._gazetteer.id(seats[0]) if len(seats) == 1 else None

    def parents(self, place_id: str, on: date | None = None) -> tuple[str, ...]:
        """What a place lies in, nearest first, on a day or (None) today."""
        return tuple(map(self._gazetteer.id, self._chain(self._gazetteer.number(place_id), on)))

    def contains(self, outer_id: str, inner_id: str, on: date | None = None) -> bool:
        """Whether the inner place lay in the outer one; no place lies in itself.

        A unit not yet founded holds nothing and lies nowhere: Abai Region before 8 June 2022.
        """
        outer = self._gazetteer.number(outer_id)
        return outer in self._chain(self._gazetteer.number(inner_id), on)

    def first_level(self, country: str, on: date | None = None) -> tuple[str, ...]:
        """Ids of a country's first-level units on a day: 17 for KZ in January 2022, then 20.

        Args:
            country: ISO 3166-1 alpha-2, or the id of a country.
        """
        number = self._gazetteer.number(f"country:{country.removeprefix('country:')}")
        return tuple(
            self._gazetteer.id(unit)
            for unit, parent in enumerate(self._gazetteer.parents)
            if parent == number
            and self._gazetteer.kind(unit) is PlaceKind.REGION
            and not self._is_before(unit, on)
        )

    def _weight(self, number: int) -> int:
        return PROMINENT if number in self._gazetteer.prominent else 0

    def _is_before(self, unit: int, on: date | None) -> bool:
        founding = self._founded.get(unit)
        return founding is not None and on is not None and on < founding.since

    def _chain(self, number: int, on: date | None) -> tuple[int, ...]:
        chain: list[int] = []
        if self._is_before(number, on):
            founding = self._founded[number]
            if not founding.stands:
                return ()
            chain.append(founding.out_of)
            number = founding.out_of
        while (parent := self._gazetteer.parents[number]) != NOWHERE:
            if self._is_before(parent, on):
                parent = self._founded[parent].out_of
            chain.append(parent)
            number = parent
        return tuple(chain)

    def _finder(self, lang: str) -> Finder:
        finder = self._finders.get(lang)
        if finder is None:
            if lang not in LANGUAGES:
                raise LexiconError(
                    f"the atlas has no names in {lang!r}; it has {', '.join(LANGUAGES)}"
                )
            finder = self._finders[lang] = Finder(lang, self._gazetteer)
        return finder
