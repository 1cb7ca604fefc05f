"""Communities named by an adjective: «у |Торецькій громаді», «у |Гродівській ТГ»; each is of the town it is named for."""

from collections.abc import Iterator

from qantar.atlas.atlas import Atlas
from qantar.read.sentence import Sentence, capitalised

_ENDINGS = ("ий", "ого", "ому", "им", "ім", "а", "ої", "ій", "у", "ою", "е", "і", "их")
_SUFFIXES = ("ськ", "цьк", "зьк")
_OF_TOWNS = (
    "ка", "", "ськ", "е", "о", "и", "а", "я", "ь", "ове", "їв", "ці", "і", "не", "ень",
)  # fmt: skip
"""What an adjective's stem loses of the name of its town: Гродів|ка, Лиман, Краматор|ськ, Сум|и."""
OUTWEIGHS = 4
"""Times the largest of several towns must have the people of the next to be meant."""


def communities(sentence: Sentence, atlas: Atlas) -> Iterator[tuple[int, int, str, str | None]]:
    """Tokens of each such name in a sentence, the town it is named for in the dictionary form, and its id if the
    atlas has one only; the name as it stands in Latin letters where it has none or several."""
    if "places" not in sentence.hits:
        return
    tokens = sentence.tokens
    for hit in sentence.of("places", "community_behind"):
        at = hit.first - 1
        while at > 0 and tokens[at].text.islower() and "adj" in tokens[at].word.features:
            at -= 1  # «Курахівській |міській територіальній громаді»
        if at < 0 or not capitalised(tokens[at]):
            continue
        stem = _stem(tokens[at].norm)
        if stem is None:
            continue
        found = {
            place
            for name in _names(stem)
            for place in atlas.look_up(name, sentence.pack.code)
            if place.startswith("settlement:") and atlas.place(place).country == "UA"
        }
        if not found:
            found = {
                place
                for place in atlas.compounds(stem, sentence.pack.code)
                if place.startswith("settlement:") and atlas.place(place).country == "UA"
            }
        known = sorted(found, key=lambda one: -atlas.place(one).population)
        people = [atlas.place(one).population for one in known]
        if known and (len(known) == 1 or people[0] >= OUTWEIGHS * people[1]):
            yield at, hit.last, atlas.place(known[0]).name, known[0]
        else:
            yield (
                at,
                hit.last,
                atlas.romanise(f"{stem}а".capitalize(), sentence.pack.code),
                None,
            )


def _stem(norm: str) -> str | None:
    """«торецькій» without its ending, «торецьк», None if it is no adjective of a place."""
    for ending in sorted(_ENDINGS, key=len, reverse=True):
        if norm.endswith(ending) and norm.removesuffix(ending).endswith(_SUFFIXES):
            return norm.removesuffix(ending)
    return None


def _names(stem: str) -> Iterator[str]:
    yield stem.capitalize()
    base = stem[: -len("ськ")]
    if stem.endswith("цьк"):
        yield (base + "ці").capitalize()
        return
    for ending in _OF_TOWNS:
        yield (base + ending).capitalize()
    if base.endswith("ів"):
        for ending in ("ове", "еве", "ово", "ева", "ова"):
            yield (base[:-2] + ending).capitalize()
    if base.endswith("їв"):
        yield (base[:-2] + "єве").capitalize()
