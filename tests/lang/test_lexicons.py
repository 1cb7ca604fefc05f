"""The reading lexicons: what every pack's phrases must hold to, and words the field expects."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from qantar import codebook
from qantar.grammar.lexicon import GAP, WIDE, Entry, Hit, Node, read_entries
from qantar.grammar.pack import Pack
from qantar.lang.en.pack import PACK as EN
from qantar.lang.kk.pack import PACK as KK
from qantar.lang.ru.pack import PACK as RU
from qantar.lang.uk.pack import PACK as UK

PACKS = {pack.code: pack for pack in (RU, UK, EN, KK)}
ROLES = {
    "acts": {"subject", "object", "noun", "counted", "sum"},
    "objects": {"noun"},
    "labels": {"noun"},
    "roles": {"noun"},
    "bodies": {"noun"},
    "attribution": set(
        "verb counting inserted clause many paper witnessed complement phrase adjacent official pronoun again"
        " body".split()
    ),
    "outlets": {"name", "quoted", "noun"},
    "reality": {"cue", "adverb", "time"},
    "parts": {"phrase", "word"},
    "totals": {"phrase"},
    "status": {"noun", "verb", "level", "clause"},
    "posts": {"verb", "done", "noun", "word"},
    "events": {"noun", "verb"},
}
REGIMES = {"mourning", "regime"}
"""Tables of status.toml beside the kinds of the codebook: both are read as kind ``other``."""
LEAST = {"ru": 900, "uk": 800, "en": 900, "kk": 900}


@cache
def entries(language: str, category: str) -> tuple[Entry, ...]:
    return tuple(read_entries(_path(language, category)))


def _path(language: str, category: str) -> Path:
    return PACKS[language].folder / "lexicon" / f"{category}.toml"


def find(pack: Pack, text: str, category: str) -> list[Hit]:
    return [
        hit for hit in pack.lexicon.find(pack.tokens(text)) if hit.entry.category == category
    ]


def codes(language: str, text: str, category: str) -> set[str]:
    return {hit.code for hit in find(PACKS[language], text, category)}


def _expected(category: str) -> set[str] | None:
    """The codes a category may use and must cover; ``None`` where the codebook has no say."""
    book = codebook.load()
    if category == "acts":
        return set(book.acts)
    if category == "objects":
        return set(book.objects)
    if category == "events":
        return set(book.events)
    if category == "labels":
        return set(book.sides)
    return None


@pytest.mark.parametrize("language", PACKS)
@pytest.mark.parametrize("category", ["acts", "objects", "events", "labels"])
def test_every_code_of_the_codebook_has_words_and_no_other_code_does(
    language: str, category: str
) -> None:
    used = {entry.code for entry in entries(language, category)}
    assert used == _expected(category)


@pytest.mark.parametrize("language", PACKS)
def test_regimes_levels_and_changes_are_those_of_the_codebook(language: str) -> None:
    by_role: dict[str, set[str]] = defaultdict(set)
    for entry in entries(language, "status"):
        by_role[entry.role].add(entry.code)
    book = codebook.load()
    assert by_role["noun"] - REGIMES == set(book.status_kinds) - {"other"}
    assert by_role["level"] == set(book.status_levels)
    assert by_role["verb"] == set(book.status_changes)
    assert by_role["clause"] == {"shut", "opened"}


@pytest.mark.parametrize("language", PACKS)
@pytest.mark.parametrize("category", ROLES)
def test_a_category_has_only_the_roles_the_reader_asks_for(
    language: str, category: str
) -> None:
    assert {entry.role for entry in entries(language, category)} <= ROLES[category]


@pytest.mark.parametrize("language", PACKS)
def test_a_language_has_enough_words_to_read_news(language: str) -> None:
    phrases = {entry.phrase for category in ROLES for entry in entries(language, category)}
    assert len(phrases) >= LEAST[language]
    assert sum(entry.code == "outlet" for entry in entries(language, "outlets")) >= 120


IN_ITSELF = [
    (language, category)
    for language in PACKS
    for category in ROLES
    if (language, category) not in (("kk", "acts"), ("kk", "objects"))
]
"""Kazakh acts and objects ask for cases («аурухана:dat»), which no bare phrase stands in."""


@pytest.mark.parametrize(("language", "category"), IN_ITSELF)
def test_every_phrase_is_found_in_itself(language: str, category: str) -> None:
    pack = PACKS[language]
    lost = []
    for entry in entries(language, category):
        words = [
            "ммм" if word in (GAP, WIDE) else word.removeprefix("=")
            for word in entry.phrase.split()
        ]
        tokens = pack.tokens(" ".join(words))
        # a wide phrase stands where the rest of it does
        first = len(tokens) - 1 if WIDE in entry.phrase else 0
        if Hit(entry, first, len(tokens)) not in pack.lexicon.find(tokens):
            lost.append(entry.phrase)
    assert lost == []


def _doubles(node: Node) -> Iterator[frozenset[Entry]]:
    by_category: dict[str, set[Entry]] = defaultdict(set)
    for entry in node.entries:
        by_category[entry.category].add(entry)
    for found in by_category.values():
        if len({entry.code for entry in found}) > 1:
            yield frozenset(found)
    for following in node.next.values():
        yield from _doubles(following)
    if node.gap is not None:
        yield from _doubles(node.gap)


def _explained(language: str) -> set[tuple[str, str]]:
    return {
        (category, phrase)
        for category in ROLES
        for line in _path(language, category).read_text("utf-8").splitlines()
        if line.startswith("# two codes:")
        for phrase in re.findall("«([^»]+)»", line)
    }


@pytest.mark.parametrize("language", PACKS)
def test_a_phrase_under_two_codes_says_why_in_a_comment(language: str) -> None:
    explained = _explained(language)
    silent = [
        sorted(entry.phrase for entry in found)
        for found in _doubles(PACKS[language].lexicon.root)
        if not {(entry.category, entry.phrase) for entry in found} & explained
        and all(entry.category in ROLES for entry in found)
    ]
    assert silent == []


@pytest.mark.parametrize("language", PACKS)
def test_no_comment_explains_what_is_not_there(language: str) -> None:
    doubles = {
        (entry.category, entry.phrase)
        for found in _doubles(PACKS[language].lexicon.root)
        for entry in found
    }
    assert _explained(language) - doubles == set()


@pytest.mark.parametrize(
    ("language", "text", "act"),
    [
        ("ru", "в шахте погибли семь горняков", "killed"),
        ("ru", "взрыв унёс жизни пятерых рыбаков", "killed"),
        ("ru", "их жертвами стали трое", "killed"),
        ("ru", "семеро получили переломы и ранения", "injured"),
        ("ru", "за медицинской помощью обратились сорок болельщиков", "injured"),
        ("ru", "в больницы города доставлены двенадцать человек", "hospitalized"),
        ("ru", "без вести пропали два рыбака", "missing"),
        ("ru", "подтоплено 120 домов", "damaged"),
        ("ru", "из строя выведены три подстанции", "damaged"),
        ("ru", "добровольно сдано 40 ружей", "surrendered"),
        ("ru", "объявлены в международный розыск двое", "wanted"),
        ("ru", "разграблено восемь аптек", "looted"),
        ("ru", "зарегистрирован 31 подземный толчок", "occurred"),
        ("ru", "возбуждено девять уголовных дел", "opened"),
        ("uk", "унаслідок пожежі загинуло троє", "killed"),
        ("uk", "поранення дістали вісім рятувальників", "injured"),
        ("uk", "до лікарень доправили дев'ятьох", "hospitalized"),
        ("uk", "безвісти зникли четверо", "missing"),
        ("uk", "посад позбулися двоє суддів", "dismissed"),
        ("uk", "відкрито 14 кримінальних проваджень", "opened"),
        ("uk", "знеструмлено 30 населених пунктів", "damaged"),
        ("uk", "поліціянти затримали шістьох хуліганів", "detained"),
        ("en", "the avalanche claimed the lives of six climbers", "killed"),
        ("en", "nine miners lost their lives", "killed"),
        ("en", "forty fans were rushed to hospital", "hospitalized"),
        ("en", "eleven sailors remain unaccounted for", "missing"),
        ("en", "police rounded up thirty hooligans", "detained"),
        ("en", "some 4,000 homes were left without power", "damaged"),
        ("en", "two ministers tendered their resignations", "dismissed"),
        ("en", "rioters set dozens of cars on fire", "destroyed"),
        ("en", "the clinic treated twelve for minor burns", "injured"),
    ],
)
def test_news_of_every_kind_has_its_act(language: str, text: str, act: str) -> None:
    assert act in codes(language, text, "acts")


@pytest.mark.parametrize(
    ("language", "text", "act"),
    [
        ("ru", "пожарные ликвидировали пожар", "killed"),
        ("ru", "жертвами мошенников стали пенсионеры", "killed"),
        ("ru", "в клубе протестовали", "detained"),
        ("uk", "рятувальники ліквідували пожежу", "killed"),
        ("uk", "жертви шахраїв втратили заощадження", "killed"),
        ("en", "the ministry released figures", "released"),
        ("en", "police fired rubber bullets", "dismissed"),
    ],
)
def test_a_likely_misreading_is_kept_out_by_a_longer_phrase(
    language: str, text: str, act: str
) -> None:
    assert act not in codes(language, text, "acts")


@pytest.mark.parametrize(
    ("language", "text", "object_"),
    [
        ("ru", "12 сел", "settlement"),
        ("ru", "пять единиц полицейской техники", "police_vehicle"),
        ("ru", "три машины скорой помощи", "emergency_vehicle"),
        ("ru", "восемь единиц огнестрельного оружия", "firearm"),
        ("ru", "двое сотрудников КНБ", "security_force"),
        ("uk", "п'ять мостів", "infrastructure"),
        ("uk", "шість міст", "settlement"),
        ("uk", "дві автівки поліції", "vehicle"),
        ("uk", "двоє цивільних", "civilian"),
        ("en", "three police cars", "police_vehicle"),
        ("en", "two fire engines", "emergency_vehicle"),
        ("en", "nine thieves", "suspect"),
        ("en", "four fishing boats", "vehicle"),
    ],
)
def test_what_is_counted_is_named_by_its_code(language: str, text: str, object_: str) -> None:
    assert object_ in codes(language, text, "objects")


def test_a_verb_is_no_name_of_people() -> None:
    """«Протестовали» shares its lemma with «протестующие», «сел» with «село», «был» with «бывший»."""
    assert codes("ru", "они протестовали и были заключены", "labels") == set()
    assert codes("ru", "он был министром", "posts") == set()
    assert codes("ru", "сесть", "objects") == set()


def test_apostrophes_of_every_kind_are_one() -> None:
    assert codes("uk", "кам’яниця, п’ятиповерхівка", "objects") == {"home"}
    assert codes("en", "the prosecutor’s office", "bodies") == {"body"}
