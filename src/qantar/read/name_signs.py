"""Signs beside the names of places: lands, courts, compass points, ends of a way, more of the name."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from qantar.atlas.atlas import PlaceHit
from qantar.domain.place import PlaceKind
from qantar.domain.source import BlockKind
from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK, WORD
from qantar.read.journeys import is_aside_of, is_destination
from qantar.read.left_alone import is_left_alone
from qantar.read.person_names import names_a_person
from qantar.read.place_senses import (
    is_attributive,
    is_in_quotes,
    is_of_a_landmark,
    is_of_people,
    is_origin,
    owned_tokens,
)
from qantar.read.sentence import Sentence, capitalised
from qantar.read.where import Where


def _opens_as_a_word(sentence: Sentence, hit: Hit) -> bool:
    """Whether a land that opens a sentence may be a common word: «|Газа не стало»."""
    features = sentence.tokens[0].word.features
    return hit.last - hit.first == 1 and "inan" in features and not features & {"geo", "name"}


def without_two_desks(sentence: Sentence, placed: list[Where]) -> list[Where]:
    """ "BISHKEK/DUSHANBE (Reuters) –": two towns a report is sent from say of neither that it was there."""
    tokens = sentence.tokens
    desks: set[int] = set()
    for one, other in pairwise(placed):
        if other.first != one.last + 1 or tokens[one.last].text != "/":
            continue
        if not one.first or (one.words.isupper() and other.words.isupper()):
            desks.update((one.first, other.first))
    if not desks:
        return placed
    return [replace(w, weak=True, origin=True) if w.first in desks else w for w in placed]


def settled_lands(sentence: Sentence, placed: Sequence[Where]) -> list[Where]:
    """The places with the lands and islands that no atlas of units lists, «у берегов |Бали», «в |Кашмире»,
    named by the table they stand in; the longer name wins: «|Газа секторында»."""
    hits = [
        hit for hit in sentence.of("lands")
        if capitalised(sentence.tokens[hit.first])
        and not (hit.first == 0 and _opens_as_a_word(sentence, hit))
        and not any(
            where.first < hit.last and hit.first < where.last
            and where.last - where.first >= hit.last - hit.first
            for where in placed
        )
    ]  # fmt: skip
    out = [
        where for where in placed
        if not any(where.first < hit.last and hit.first < where.last for hit in hits)
    ]  # fmt: skip
    if not hits:
        return out
    owned = owned_tokens(sentence)
    for hit in hits:
        if names_a_person(sentence, hit.first) or is_in_quotes(sentence, hit.first, hit.last):
            continue
        if is_of_a_landmark(sentence, hit.first, hit.last):
            continue
        origin = is_origin(sentence, hit.first, hit.last)
        origin = origin or _is_of_a_longer_name(sentence, hit.last)
        # "the governor of |Darfur": nothing is known to lie in it; «в больницах |сектора Газа» are there
        origin = origin or (sentence.pack.fixed_order and hit.first in owned)
        weak = (
            origin
            or hit.first in owned
            or is_of_people(sentence, hit.first, hit.last)
            or is_destination(sentence, hit.first)
            or is_aside_of(sentence, hit.first)
            or is_attributive(sentence, hit.first, hit.last)
        )
        words = sentence.words(hit.first, hit.last)
        out.append(
            Where(
                words, None, hit.code, hit.first, hit.last, weak, PlaceKind.REGION, origin,
                broad=hit.role == BROAD,
            )
        )  # fmt: skip
    return out


BROAD = "broad"
"""The list of seas and ranges among the lands."""


def without_wide_waters(placed: list[Where]) -> list[Where]:
    """The places with a sea or a range made weak beside what lies in it: «за 90 миль від |Беніну в Гвінейській
    затоці»."""
    if not any(where.broad and not where.weak for where in placed):
        return placed
    if not any(not (where.broad or where.weak or where.origin) for where in placed):
        return placed
    return [replace(where, weak=True) if where.broad else where for where in placed]


def _is_of_a_longer_name(sentence: Sentence, last: int) -> bool:
    """ "(Andes |News)", "the Black Sea |Fleet": capitals that go on with a name of something else."""
    tokens = sentence.tokens
    if not sentence.pack.fixed_order or sentence.is_caseless or last >= len(tokens):
        return False
    if sentence.kind is not BlockKind.BODY or sentence.is_dated(last):
        return False
    return tokens[last].kind == WORD and capitalised(tokens[last]) and tokens[last].spaced


def without_names_of_courts(sentence: Sentence, placed: list[Where]) -> list[Where]:
    """«|Тверской суд Москвы»: an adjective before a body whose place stands behind it is but its name."""
    bodies = {hit.first: hit.last for hit in sentence.of("bodies")}
    seats = {where.first for where in placed if where.owned}
    return [
        where for where in placed
        if not (where.weak and bodies.get(where.last, bodies.get(where.first)) in seats)
    ]  # fmt: skip


def with_compass(sentence: Sentence, last: int) -> int:
    """Where a name ends that a quarter of the heavens makes another unit's: "Rumbek |East county"."""
    tokens = sentence.tokens
    if last < len(tokens) and capitalised(tokens[last]) and not sentence.is_caseless:
        for hit in sentence.of("places", "compass_behind"):
            if hit.first == last and not (
                hit.last < len(tokens)
                and capitalised(tokens[hit.last])
                and tokens[hit.last].spaced
            ):
                return hit.last
    return last


def is_a_ways_end(sentence: Sentence, before: Where, first: int) -> bool:
    """«из Бишкека в |Баткен», «з Києва до |Львова»: where somebody goes from the place right before."""
    return (
        before.origin
        and first == before.last + 1
        and "adp" in sentence.tokens[before.last].word.features
        and any(hit.last == before.first for hit in sentence.of("places", "from"))
    )


def with_city(sentence: Sentence, last: int) -> int:
    """Where a town's name ends that has the word for what it is in capitals behind it."""
    if last >= len(sentence.tokens) or sentence.is_caseless:
        return last
    token = sentence.tokens[last]
    return last + (token.norm == "city" and capitalised(token) and token.spaced)


def goes_with(sentence: Sentence, before: Where, first: int) -> bool:
    """Whether a place is joined to the one before: «в больницах Самары | и Тольятти»."""
    return any(
        hit.first == before.last and hit.last == first for hit in sentence.of("joints", "and")
    )


def goes_on_with_origins(sentence: Sentence, before: Where, first: int) -> bool:
    """«29 пропавших – граждане Судана, восемь – |Сомали и трое – |Камеруна»: after where some come from, with a
    count and a dash each, where others do."""
    if not before.origin or sentence.tokens[first - 1].text not in "–—-":
        return False
    counted = [s for s in sentence.said if s.use == "count" and before.last <= s.first < first]
    inside = {i for said in counted for i in range(said.outer_first, said.outer_last)}
    inside.update(hit.first for hit in sentence.of("joints", "and"))
    return bool(counted) and all(
        i in inside or sentence.tokens[i].kind == MARK for i in range(before.last, first)
    )


def of_kind(sentence: Sentence, candidates: tuple[str, ...], first: int) -> tuple[str, ...]:
    """«у штаті | Борно», «регіону | Аякучо»: of a town and a region of one name the one the word says."""
    if len(candidates) < len(("town", "region")) or sentence.pack.fixed_order:
        return candidates
    adjective = "adj" in sentence.tokens[first].word.features
    if adjective and is_left_alone(sentence, first, first + 1):
        units = tuple(one for one in candidates if one.startswith("region:"))
        return units or candidates  # «в Костанайской – 26»: the region
    for code, kind in (("region", "region:"), ("settlement", "settlement:")):
        if any(hit.last == first for hit in sentence.of("objects", code)):
            kinds = (kind, "district:") if kind == "region:" else (kind,)  # «провинции |Себу»
            return tuple(one for one in candidates if one.startswith(kinds)) or candidates
    return candidates


def places_told(sentences: Iterable[Sentence]) -> Iterable[PlaceHit]:
    for sentence in sentences:
        yield from sentence.places
