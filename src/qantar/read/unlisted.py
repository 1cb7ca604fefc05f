"""Settlements and districts no atlas lists, told as such by the text: «Jinjhar village», «район Зурмат»."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from qantar.domain.place import PlaceKind
from qantar.grammar.lexicon import Hit
from qantar.grammar.token import WORD
from qantar.read.sentence import Sentence, capitalised
from qantar.read.told_by_case import as_met, told_by_case

NAME_WORDS = 2
"""Words a settlement's name may have: more is a sentence that lost its marks."""
_PLACED = frozenset({"loc", "dat", "abl", "acc", "ins"})
_KINDS = {
    "settlement": PlaceKind.SETTLEMENT, "district": PlaceKind.DISTRICT, "region": PlaceKind.DISTRICT,
}  # fmt: skip


def named_units(
    sentence: Sentence, placed: Iterable[tuple[int, int]]
) -> list[tuple[int, int, PlaceKind]]:
    """Tokens of names that stand beside a word for a settlement or district and in no list, left to
    right, each with its kind; ``placed`` are the tokens of places that are known."""
    if "places" not in sentence.hits and not sentence.places:
        return []
    beside = [
        hit for hit in sentence.of("places")
        if (hit.code.endswith(("_behind", "_before")) and hit.code.partition("_")[0] in _KINDS)
        or _is_of_a_named_region(sentence, hit)
    ]  # fmt: skip
    landed = any(hit.adjectival for hit in sentence.places)
    if not beside and not landed and not districts(sentence):
        return []
    known = {
        index
        for category in (
            "acts",
            "objects",
            "labels",
            "attribution",
            "auxiliaries",
            "totals",
            "parts",
        )
        for hit in sentence.of(category)
        for index in range(hit.first, hit.last)
        if not (category == "acts" and _is_inside(sentence, hit, index))
    }
    for first, last in placed:
        known.update(range(first, last))
    for moment in sentence.moments:
        known.update(range(moment.first, moment.last))
    out: set[tuple[int, int, PlaceKind]] = set()
    out.update((a, b, PlaceKind.DISTRICT) for a, b in districts(sentence))
    if landed:
        out.update((a, b, PlaceKind.SETTLEMENT) for a, b in behind_land(sentence, known))
    for hit in beside:
        first, last = _name_of(sentence, hit, known)
        if first < last and not (
            _is_of_who_heads_it(sentence, hit, first, last) or _is_a_body(sentence, hit)
        ):
            out.add((first, last, _KINDS[hit.code.partition("_")[0]]))
    return sorted(out)


def _is_of_who_heads_it(sentence: Sentence, hit: Hit, first: int, last: int) -> bool:
    """«представитель департамента | Салтанат Азирбек»: two names behind a post and its house are a person's."""
    if sentence.pack.fixed_order or first != hit.last:
        return False
    following = sentence.tokens[last] if last < len(sentence.tokens) else None
    two = last - first > 1 or (following is not None and capitalised(following))
    return two and any(role.last == hit.first for role in sentence.of("roles"))


def _is_a_body(sentence: Sentence, hit: Hit) -> bool:
    """ "Public Works |Department": a word for a unit of land that is written as part of a body's name."""
    return capitalised(sentence.tokens[hit.first]) and any(
        body.first <= hit.first < body.last for body in sentence.of("bodies")
    )


def _is_of_a_named_region(sentence: Sentence, hit: Hit) -> bool:
    """«в провинции | Намбола»; not «в области | ОВА»."""
    if hit.code != "region" or sentence.pack.verb_final or hit.last >= len(sentence.tokens):
        return False
    return not sentence.tokens[hit.last].text.isupper()


def districts(sentence: Sentence) -> list[tuple[int, int]]:
    """«в |Кордайском районе| Жамбылской области»: an adjective with a capital before a word for a district. What
    a town stands behind, or what is called as the quarters of towns are, is the quarter of one, unless its
    region stands behind."""
    if sentence.pack.fixed_order or sentence.pack.verb_final or sentence.is_caseless:
        return []
    words = {hit.first for hit in sentence.of("places", "district_noun")}
    if not words:
        return []
    tokens = sentence.tokens
    behind = {sentence.token_at(hit.start): hit for hit in sentence.places}
    quarters = {hit.first for hit in sentence.of("places", "quarter")}
    out: list[tuple[int, int]] = []
    for at in sorted(words):
        if not at or not capitalised(tokens[at - 1]):
            continue
        if not tokens[at - 1].norm.endswith(_OF_DISTRICTS):
            continue
        whole_name = behind.get(at - 1)
        if whole_name is not None and whole_name.end > tokens[at].start:
            continue  # «в |Ханты-Мансийском округе»: the atlas has it by this name
        after = at + 1
        while (
            after < len(tokens)
            and tokens[after].text.islower()
            and (tokens[after].norm in ("города", "міста"))
        ):
            after += 1
        unit = behind.get(after)
        if unit is not None and not unit.adjectival:
            whole = not unit.candidates[0].startswith("settlement:")
            if not whole:
                continue  # «в Приморском районе |Одессы»
        elif at - 1 in quarters:
            continue
        out.append((at - 1, at))
    return out


def oblasts(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """«МВД по |Тальменской области|»: an adjective with a capital before the word for a region that no atlas has
    by this name; with its dictionary form."""
    if sentence.pack.fixed_order or sentence.pack.verb_final or sentence.is_caseless:
        return
    for hit in sentence.of("places", "oblast_noun"):
        at = hit.first - 1
        token = sentence.tokens[at]
        if at < 0 or not capitalised(token) or not token.word.features & {"adj", "surname"}:
            continue
        end = next((end for end in _OF_OBLASTS if token.norm.endswith(end)), None)
        if end is None or any(
            other.start < sentence.tokens[hit.last - 1].end and token.start < other.end
            for other in sentence.places
        ):
            continue
        yield at, hit.last, token.norm.removesuffix(end) + _OF_OBLASTS[end]


_OF_OBLASTS = {
    suffix + end: suffix + nominative
    for suffix, ends, nominative in (
        ("ск", ("ая", "ой", "ую"), "ая"),
        ("цк", ("ая", "ой", "ую"), "ая"),
        ("ськ", ("а", "ої", "ій", "у", "ою"), "а"),
        ("цьк", ("а", "ої", "ій", "у", "ою"), "а"),
        ("зьк", ("а", "ої", "ій", "у", "ою"), "а"),
    )
    for end in ends
}
"""How the adjective of a region ends, and its dictionary form."""

_OF_DISTRICTS = tuple(
    stem + end
    for stem, ends in {
        "ск": ("ий", "ого", "ому", "им", "ом"),
        "цк": ("ий", "ого", "ому", "им", "ом"),
        "ськ": ("ий", "ого", "ому", "им", "ім"),
        "цьк": ("ий", "ого", "ому", "им", "ім"),
    }.items()
    for end in ends
)


def district_names(norm: str, *, whole: bool) -> list[str]:
    """What the district of an adjective may be named for, the likeliest first: «кордайском» is of Кордай,
    «подольском» of Подольск; ``whole``: «ульчском» is Ульчский, and nothing else."""
    end = next((end for end in _OF_DISTRICTS if norm.endswith(end)), "")
    stem = norm.removesuffix(end)
    of = end[: -2 if end.endswith("ий") else len(end)]
    suffix = next(one for one in ("ськ", "цьк", "ск", "цк") if end.startswith(one))
    if whole:
        return [f"{stem}{suffix}ий".capitalize()]
    names = [stem + suffix, stem, *(stem + one for one in _TOWNS)]
    names += [stem + one for one in ("са", "си", "сы")]
    if suffix == "цьк":
        names.append(stem + "ці")
    if stem.endswith(("ин", "ін")):
        names += [stem[:-2] + one for one in _TOWNS]
    if stem.endswith("н"):
        names += [stem[:-1] + one for one in ("о", "а", "е", "")]
    if stem.endswith(("ов", "ев", "їв", "ів")):
        names += [stem[:-2] + one for one in ("ово", "ево", "ове", "еве", "о", "а", "")]
    return [name.capitalize() for name in dict.fromkeys(names)] if of else [stem.capitalize()]


_TOWNS = ("а", "я", "ь", "е", "о", "и", "ы", "у", "ка", "ки", "й")
"""What the adjective loses of the name of a town: Одес|а, Айн|и, Гродн|о."""


def introduced(sentences: Sequence[Sentence]) -> dict[str, tuple[str, PlaceKind]]:
    """Units told as such somewhere in a report, by the part of their name that no ending changes:
    «село Куріга» is meant by «з Куріги», too. Names of several words are not kept."""
    out: dict[str, tuple[str, PlaceKind]] = {}
    for sentence in sentences:
        if sentence.is_caseless:
            continue
        if not sentence.pack.verb_final and not ("places" in sentence.hits or sentence.places):
            continue
        placed = [
            (sentence.token_at(hit.start), sentence.token_at(hit.end - 1) + 1)
            for hit in sentence.places
        ]
        adjectives = districts(sentence)
        for first, last, kind in named_units(sentence, placed):
            if (first, last) in adjectives:
                continue
            name = nominative(sentence, first, last)
            if last - first == 1 and len(name) >= LEAST_NAME:
                out.setdefault(_stem(name.casefold()), (name, kind))
    told = frozenset(
        sentence.tokens[at].norm for sentence in sentences for at in sentence.capitals()
    )
    for sentence in sentences:
        known = {
            index
            for hit in sentence.places
            for index in range(sentence.token_at(hit.start), sentence.token_at(hit.end - 1) + 1)
        }
        for first, last, name in told_by_case(sentence, known):
            if last - first > 1 or len(name) <= LEAST_NAME:
                continue
            name = as_met(name, told)
            norm = sentence.tokens[first].norm
            if not any(norm.startswith(stem) for stem in out):
                out[_stem(name.casefold())] = name, PlaceKind.SETTLEMENT
    return out


def named_again(
    sentence: Sentence, told: Mapping[str, tuple[str, PlaceKind]], taken: set[int]
) -> Iterator[tuple[int, str, PlaceKind]]:
    """Tokens that name an introduced unit without the word for what it is, each with its name."""
    for index, token in enumerate(sentence.tokens):
        if index in taken or not capitalised(token):
            continue
        norm = token.norm
        for cut in range(0, min(ENDING, len(norm) - LEAST_NAME + 1) + 1):
            name = told.get(norm[: len(norm) - cut])
            if name is not None:
                yield index, *name
                break


def nominative(sentence: Sentence, first: int, last: int) -> str:
    """The name as a map has it: «у селі Красилівці» is in Красилівка; of guessed words the form as told."""
    words = sentence.words(first, last)
    token = sentence.tokens[first]
    features = token.word.features
    if last - first != 1 or sentence.pack.fixed_order or sentence.pack.verb_final:
        return words
    if "guess" in features or "nom" in features or not features & _PLACED | {"gen"}:
        return words
    named = next(
        (
            a
            for a in token.word.analyses
            if a.features & {"noun", "name"} and a.features & _CASES
        ),
        None,
    )
    if named is None:
        return words
    if (
        token.norm.endswith("е")
        and first
        and sentence.tokens[first - 1].norm.endswith(_FEMININE)
    ):
        return words[:-1] + "а"  # «в ливийской Дерне» is in Дерна
    return named.lemma.capitalize()


_CASES = _PLACED | {"gen"}
_FEMININE = ("ой", "ей", "ій")
"""How an adjective before a feminine name in the locative ends."""


def behind_land(sentence: Sentence, known: set[int]) -> Iterator[tuple[int, int]]:
    """Names behind a preposition and the adjective of a country: «в ливийской | Дерне»."""
    if sentence.pack.fixed_order or sentence.pack.verb_final or sentence.is_caseless:
        return
    tokens = sentence.tokens
    for hit in sentence.places:
        if not hit.adjectival or not hit.candidates[0].startswith("country:"):
            continue
        at = sentence.token_at(hit.end - 1) + 1
        first = sentence.token_at(hit.start)
        if at >= len(tokens) or not first or "adp" not in tokens[first - 1].word.features:
            continue
        token = tokens[at]
        if at in known or token.kind != WORD or not capitalised(token) or token.text.isupper():
            continue
        if not any(
            a.features & {"noun", "name"} and a.features & _CASES for a in token.word.analyses
        ):
            continue
        if at + 1 < len(tokens) and capitalised(tokens[at + 1]):
            continue
        if any(other.start <= token.start < other.end for other in sentence.places):
            continue  # the atlas knows it, elsewhere
        if any(
            h.first <= at < h.last
            for c in ("bodies", "outlets", "roles")
            for h in sentence.of(c)
        ):
            continue
        yield at, at + 1


def _stem(name: str) -> str:
    return name.rstrip("аеєиіїйоуюяьaeiou") if len(name) > LEAST_NAME else name


LEAST_NAME = 4
"""Letters of a name that is known again: a shorter one is too like other words."""
ENDING = 3
"""Letters an ending may have: «Лазещиною»."""


def _name_of(sentence: Sentence, hit: Hit, known: set[int]) -> tuple[int, int]:
    """The name before or behind the word for what it is: «Pahad village | of Mehmdabad» has it before."""
    before = (
        hit.first > 0 and sentence.pack.fixed_order and _is_name(sentence, hit.first - 1, known)
    )
    if hit.code.endswith("_behind") or before:
        first = hit.first
        while hit.first - first < NAME_WORDS and first and _is_name(sentence, first - 1, known):
            first -= 1
        # "Norte |de Santander department"
        if first < hit.first and sentence.pack.fixed_order and first > 2:
            at = first - 1
            if sentence.tokens[at].norm in _PARTICLES and _is_name(sentence, at - 1, known):
                first = at - 1
        return first, hit.first
    last = hit.last
    while (
        last - hit.last < NAME_WORDS
        and last < len(sentence.tokens)
        and _is_name(sentence, last, known)
    ):
        last += 1
    if last == hit.last and _is_named_in_its_case(sentence, hit, known):
        last += 1
    return hit.last, last


def _is_named_in_its_case(sentence: Sentence, hit: Hit, known: set[int]) -> bool:
    """«мешканка села |Рижівки», «у села |Максат»: a name that agrees with the word for a settlement, or is a
    word of the language or a given name; not «глава села |Иван Петров»."""
    tokens, index = sentence.tokens, hit.last
    if sentence.pack.fixed_order or sentence.pack.verb_final or sentence.is_caseless:
        return False
    if not hit.code.startswith("settlement") or index >= len(tokens) or index in known:
        return False
    token = tokens[index]
    features = token.word.features
    if token.kind != WORD or not capitalised(token) or token.text.isupper():
        return False
    if "pl" in tokens[hit.first].word.features and "sg" not in tokens[hit.first].word.features:
        return False  # «города Поволжья»
    if index + 1 < len(tokens) and capitalised(tokens[index + 1]) and tokens[index + 1].spaced:
        return False
    if "adj" in features and not features & {"noun", "name"}:
        return False
    if any(role.last == hit.first for role in sentence.of("roles")):
        return not features & {"given", "surname"}
    return not any(h.first == index for c in ("bodies", "outlets") for h in sentence.of(c))


def _is_inside(sentence: Sentence, hit: Hit, index: int) -> bool:
    """Whether a name only stands between the words of a phrase: «из посёлка |Алтынбел вывезены»."""
    return hit.first < index < hit.last and capitalised(sentence.tokens[index])


_PARTICLES = frozenset("de del da do dos la las los al el".split())


def _is_name(sentence: Sentence, index: int, known: set[int]) -> bool:
    token = sentence.tokens[index]
    features = token.word.features
    if token.kind != WORD or index in known:
        return False
    if "guess" in features:  # «села | Куріга», «містечка | Пукіо»: its endings are guesses, too
        return capitalised(token) and index > 0
    if "gen" in features and "nom" not in features:
        return False
    if sentence.pack.verb_final and features & _PLACED and "nom" not in features:
        return False  # «Маусымда | Маи-Ндомбе провинциясында»: a word with an ending of its own
    if "given" in features and not sentence.pack.fixed_order:
        return False  # «представитель провинции Абдулла Хсрат»
    if sentence.is_caseless:
        return "name" in token.word.features and len(token.text) > 2
    return capitalised(token) and (index > 0 or sentence.pack.verb_final)


def half_known_lists(sentence: Sentence, placed: Iterable[tuple[int, int]]) -> set[int]:
    """Tokens of lists of units («Төлеби, Қазығұрт және Бәйдібек |аудандарында») of which not every one is known: what is
    told of all of them is not told of those alone."""
    tokens, out = sentence.tokens, set[int]()
    joints = {hit.first for hit in sentence.of("joints", "and")}
    named = {i for first, last in placed for i in range(first, last)}
    for hit in sentence.of("objects", "settlement", "region"):
        unit = tokens[hit.last - 1].word.features
        if sentence.pack.verb_final and not {"pl", "poss"} <= unit:
            continue
        if not sentence.pack.verb_final and ("pl" not in unit or "sg" in unit):
            continue
        first = hit.first
        while first and (
            capitalised(tokens[first - 1])
            or tokens[first - 1].text == ","
            or first - 1 in joints
        ):
            first -= 1
        items = [i for i in range(first, hit.first) if capitalised(tokens[i])]
        if len(items) > 1 and any(i not in named for i in items):
            out.update(items)
    return out
