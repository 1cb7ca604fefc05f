"""How places stand beside each other and beside counts: lists of them, one inside another, whose each is."""

from collections.abc import Sequence

from qantar.atlas.atlas import Atlas
from qantar.domain.place import PlaceKind
from qantar.domain.source import BlockKind
from qantar.grammar.lexicon import Hit
from qantar.grammar.token import NUMBER, WORD
from qantar.read.respelling import romanised
from qantar.read.sentence import Sentence, capitalised
from qantar.read.where import Where

ORDER = {
    PlaceKind.SETTLEMENT: 0,
    PlaceKind.DISTRICT: 1,
    PlaceKind.REGION: 2,
    PlaceKind.COUNTRY: 3,
}


def unlisted_items(
    sentences: Sequence[Sentence], placed: dict[int, list[Where]]
) -> list[Sentence]:
    """Items «Sunamganj: 5 dead» of a list whose other items open with a place the atlas knows."""
    items = [s for s in sentences if s.kind is BlockKind.ITEM and mark_at(s) is not None]
    known = [s for s in items if any(w.first <= 1 for w in placed.get(s.number, ()))]
    if len(known) < KNOWN_ITEMS:
        return []
    marks = {s.tokens[mark_at(s) or 0].text for s in known}
    return [
        s for s in items
        if s not in known and s.tokens[mark_at(s) or 0].text in marks
        and any(abs(s.number - other.number) <= len(items) for other in known)
    ]  # fmt: skip


def mark_at(sentence: Sentence) -> int | None:
    """Where a colon or dash ends the one or two capitalised words an item opens with, a count behind."""
    tokens = sentence.tokens
    first = 0 if tokens[0].kind == WORD else 1
    for index in (first + 1, first + 2):
        if index + 1 >= len(tokens) or not capitalised(tokens[index - 1]):
            return None
        if tokens[index].text in ":–—-":
            counted = any(
                said.use == "count" and said.outer_first == index + 1 for said in sentence.said
            )
            return index if counted else None
    return None


def opener(sentence: Sentence, atlas: Atlas) -> Where:
    first, last = 0 if sentence.tokens[0].kind == WORD else 1, mark_at(sentence) or 1
    words = sentence.words(first, last)
    name = romanised(atlas, sentence.pack, words, sentence.text)
    return Where(words, None, name, first, last, False, PlaceKind.SETTLEMENT)


def years_of(sentence: Sentence) -> set[str]:
    """The years its dates lie in, of a stretch the one it ends in; one since when something goes on tells of
    the present as well."""
    return {
        m.when.end[:4]
        for m in sentence.moments
        if m.when is not None and not m.when.edtf.endswith("/..")
    }


def is_running(sentence: Sentence) -> bool:
    """Whether a sentence counts over a year or since a day: more than the story of one place."""
    return any(
        m.when is not None and (m.when.edtf.endswith("..") or len(m.when.edtf) == 4)
        for m in sentence.moments
    )


def narrowest(places: list[Where]) -> Where:
    return min(places, key=lambda w: (ORDER.get(w.kind, 4) if w.kind else 4, w.first))


def is_joined(sentence: Sentence, one: Where, other: Where) -> bool:
    """Whether nothing but a comma, a joint or a preposition stands between two places."""
    first, last = (one, other) if one.first < other.first else (other, one)
    between = range(first.last, last.first)
    if len(between) > 3:
        return False
    joints = {hit.first for hit in sentence.of("joints", "and")}
    units = {
        i for hit in sentence.of("objects", "region", "settlement") for i in range(hit.first, hit.last)
    }  # fmt: skip
    if sentence.pack.fixed_order:
        units |= {
            h.first for h in sentence.of("places", "district_behind", "settlement_behind")
        }
    for index in between:
        token = sentence.tokens[index]
        if index in joints or token.text in ",(/—–-":
            continue
        if units and (index in units or (index + 1 in units and "adj" in token.word.features)):
            continue  # «у селі Куріга | в нігерійському штаті | Кадуна»
        if token.kind != WORD:
            return False
        if "adp" in token.word.features or (len(between) <= 2 and token.text.islower()):
            continue
        return False
    return True


def is_labelled(sentence: Sentence, where: Where, first: int) -> bool:
    """«Тараз – 4», "Sunamganj: 5", «Тараз (4)»: whether a place is the label of the number at ``first``."""
    apart = first - where.last
    if apart < 1 or sentence.tokens[where.last].text not in "–—-:(":
        return False
    return apart == 1 or (apart == len(("–", "по")) and sentence.tokens[first - 1].norm == "по")


def is_by_place(sentence: Sentence, places: Sequence[Where]) -> bool:
    """Whether a sentence counts by place, «у Сумській – 4, в Одеській – 2»: none of them is what the report is
    about."""
    labelled = {
        where.first
        for where in places
        for said in sentence.said
        if said.use == "count" and is_labelled(sentence, where, said.outer_first)
    }
    return len(labelled) > 1


def is_labelled_behind(sentence: Sentence, where: Where, last: int) -> bool:
    """«по 3 – |у Сумській», «вісім – |Сомалі»: whether a place is the label of the number that ends at ``last``,
    behind a dash."""
    tokens = sentence.tokens
    if last >= len(tokens) or tokens[last].text not in "–—-" or sentence.pack.verb_final:
        return False
    if where.first == last + 1:
        return True
    return where.first == last + 2 and "adp" in tokens[last + 1].word.features


def is_of_another_number(sentence: Sentence, where: Where, best: Where) -> bool:
    """«по 3 – у Сумській та Полтавській, у |Київській – 2»: whether a place is the label of a number of its own, or
    ``best`` is and begins with a preposition of its own."""
    labelled = {
        one.first for one in (where, best)
        if any(
            said.use == "count" and is_labelled(sentence, one, said.outer_first)
            for said in sentence.said
        )
    }  # fmt: skip
    if where.first in labelled and where.first != best.first:
        return True
    if best.first not in labelled or where.first > best.first:
        return False
    return (
        "adp" in sentence.tokens[best.first - 1].word.features
        and sentence.tokens[best.first - 2].text == ","
    )


def is_nested(outer: Where, inner: Where) -> bool:
    """«Түркістан облысының Арыс қаласы», «Nagpur, Maharashtra»: a town beside a larger unit, with no word
    between, lies in it."""
    if outer.kind is None or inner.kind is None or outer.pointed or inner.pointed:
        return False
    apart = max(outer.first - inner.last, inner.first - outer.last)
    # "Shuicheng |county, Guizhou": the word for what it is stands between
    return apart <= (
        2 if inner.place_id is None and inner.last < outer.first else 1
    ) and ORDER.get(inner.kind, 4) < ORDER.get(outer.kind, 4)


def in_brackets(sentence: Sentence, places: Sequence[Where], first: int) -> Where | None:
    """The place right before the bracket in which a number stands: "Dhemaji |(over 16,000)"."""
    opened = first - 1
    while opened > 0 and first - opened <= IN_BRACKETS and sentence.tokens[opened].text != "(":
        opened -= 1
    if sentence.tokens[opened].text != "(":
        return None
    return next((w for w in places if w.last == opened and not w.origin), None)


IN_BRACKETS = 3
"""Tokens from a bracket to the number in it."""


def listed_in(sentence: Sentence, where: Where, places: Sequence[Where]) -> Where | None:
    """What holds a place and those named in one breath with it that nobody knows: "in Adampur and Bilsi
    areas |of Budaun district"."""
    if not sentence.pack.fixed_order or where.pointed:
        return None
    tokens, index = sentence.tokens, where.last
    joints = {hit.first for hit in sentence.of("joints", "and")}
    if index + 1 >= len(tokens) or not (index in joints or tokens[index].text == ","):
        return None
    if not capitalised(tokens[index + 1]):
        return None
    joined = False
    while index < len(tokens) and (
        index in joints or tokens[index].text == "," or capitalised(tokens[index])
    ):
        joined = joined or index in joints
        index += 1
    index = next((h.last for h in sentence.of("places", "areas") if h.first == index), index)
    if not joined:
        return None
    if index >= len(tokens) or tokens[index].norm not in ("in", "of"):
        # "In Devashtich district, 15 houses were damaged in |Rosrovut and Nekt"
        before = [
            other for other in places
            if other.last <= where.first - 2 and other.kind is not None and where.kind is not None
            and ORDER.get(other.kind, 4) > ORDER.get(where.kind, 4)
        ]  # fmt: skip
        return before[-1] if before and where.place_id is None else None
    return next(
        (
            other for other in places
            if 1 <= other.first - index <= 2 and other.kind is not None and where.kind is not None
            and ORDER.get(other.kind, 4) >= ORDER.get(where.kind, 4)
        ),
        None,
    )  # fmt: skip


def is_linked(sentence: Sentence, inner: Where, outer: Where) -> bool:
    """Whether "of" says that one place belongs to the one behind it."""
    return sentence.pack.fixed_order and any(
        sentence.tokens[index].norm == "of" for index in range(inner.last, outer.first)
    )


def points(sentence: Sentence, hit: Hit) -> bool:
    """Whether a word points at a place named before: not «48 қалада», which counts, nor "the town of
    Adas", which names; "there" not in «there were»."""
    if hit.first and sentence.tokens[hit.first - 1].kind == NUMBER:
        return False
    if any(said.use == "count" and said.outer_last == hit.first for said in sentence.said):
        return False  # «|үш қала» су астында
    if hit.last < len(sentence.tokens):
        following = sentence.tokens[hit.last]
        if sentence.pack.fixed_order and following.norm == "of":
            return False
        if hit.code in ("city", "region") and capitalised(following) and following.spaced:
            return sentence.pack.verb_final
        if sentence.pack.fixed_order and hit.code in _OF_BODIES:
            if _is_in_a_name(sentence, hit) or _is_a_bodys(sentence, hit):
                return False
    if hit.code != "there" or not sentence.pack.fixed_order:
        return True
    return hit.first > 0 and not any(
        other.first == hit.last for other in sentence.of("auxiliaries", "be", "have", "modal")
    )


def is_ours(sentence: Sentence, hit: Hit, *, alone: bool) -> bool:
    """«Елімізде»: the country of those who write in this language; of who is quoted only where the report
    names no other."""
    behind = sentence.tokens[hit.last : hit.last + 1]
    return (
        sentence.pack.home is not None
        and not any(token.norm in _NOT for token in behind)  # «еліміздің |емес»
        and (alone or not sentence.quoted[hit.first])
        and any(
            other.first <= hit.first < other.last for other in sentence.of("places", "homeland")
        )
    )


_NOT = ("емес", "emes")
_OF_BODIES = ("country", "city", "region", "district")


def _is_in_a_name(sentence: Sentence, hit: Hit) -> bool:
    """ "The |District Headquarters Hospital": capitals of a name that goes on."""
    return (
        not sentence.is_caseless
        and capitalised(sentence.tokens[hit.last - 1])
        and capitalised(sentence.tokens[hit.last])
    )


def _is_a_bodys(sentence: Sentence, hit: Hit) -> bool:
    """ "The state broadcaster", "the country's largest hospital": whose something is, unless a preposition
    of place says that it was there."""
    if any(other.last == hit.first for other in sentence.of("places", "locality_at")):
        return False
    if sentence.tokens[hit.last - 1].text.endswith(("'s", "’s")) or (
        sentence.tokens[hit.last].text in ("'s", "’s")
    ):
        return True
    return any(
        other.first == hit.last
        for category in ("bodies", "outlets", "objects")
        for other in sentence.of(category)
    )


def is_anothers(sentence: Sentence, where: Where, first: int, last: int) -> bool:
    """Whether a place right of a figure is that of the next one: «164 людини, зокрема 103 — в Алмати»,
    "10,000 in the streets; in Almaty a column of 300"."""
    if where.first < last:
        return False
    at, own = sentence.segment_of(where.first), sentence.segment_of(first)
    if not sentence.pack.fixed_order and any(
        said.use == "count" and said.first > where.first
        and is_labelled(sentence, where, said.outer_first)
        for said in sentence.said
    ):  # fmt: skip
        return True  # «394 міста, найбільше |на Львівщині – 141»
    if not sentence.pack.verb_final and any(
        said.use == "count"
        and last <= said.first < where.first
        and at - sentence.segment_of(said.first) <= 1
        for said in sentence.said
    ):
        return True
    if _is_behind_of_them(sentence, where, last) or _is_of_a_share(sentence, where, last):
        return True
    if at == own:
        return False
    if any(segment.opened_by == ";" for segment in sentence.segments[own + 1 : at + 1]):
        return True
    segment = sentence.segments[at]
    return where.first - segment.first <= 2 and any(
        said.use == "count" and where.last <= said.first < segment.last
        for said in sentence.said
    )


def _is_behind_of_them(sentence: Sentence, where: Where, last: int) -> bool:
    """«39 өлім тіркелді, оның 17-сі Найробиде»: a place behind "of them" and a number is that of the part."""
    return any(
        last <= hit.first < where.first
        and any(
            said.use == "count" and hit.last <= said.first < where.first
            for said in sentence.said
        )
        for hit in sentence.of("parts", "including")
    )


def is_of_some(sentence: Sentence, where: Where) -> bool:
    """«164 людини, зокрема 103 — |в Алмати»: whether a place is only that of some of those counted before it; not
    where a comma ends what is said of them, "ten, including four women, died near |Khanewal"."""
    counts = [s for s in sentence.said if s.use == "count" and s.first < where.first]
    return len(counts) > 1 and any(
        counts[0].last <= hit.first < where.first
        and any(hit.last <= said.first or said.last == hit.first for said in counts[1:])
        and not any(
            sentence.tokens[i].text == "," and not any(s.outer_first == i + 1 for s in counts)
            for i in range(hit.last, where.first)
        )
        for hit in sentence.of("parts", "including")
    )


def _is_of_a_share(sentence: Sentence, where: Where, last: int) -> bool:
    """ "56 are in custody, |nearly half of them in Nairobi": a place behind a share is not that of all."""
    if not sentence.pack.fixed_order:
        return False
    at = sentence.segment_of(where.first)
    return any(
        last <= hit.first < where.first
        and sentence.segment_of(hit.first) == at
        and sentence.tokens[hit.first].norm not in _WHOLE
        for hit in sentence.of("parts", "including")
    )


_WHOLE = ("all", "each", "both")


def is_shared(sentence: Sentence, where: Where, last: int) -> bool:
    """ "18 people died and 240 were hurt in Nukus": a place behind two counts that only an "and" joins is
    that of both, unless the first has one of its own."""
    counts = [
        said.first for said in sentence.said
        if said.use == "count" and last <= said.first < where.first
    ]  # fmt: skip
    if sentence.pack.verb_final or not counts:
        return False
    if len(counts) > 1 and not _is_one_list(sentence, last, counts, where.first):
        return False
    if len(counts) > 1:
        return True
    joints = [hit for hit in sentence.of("joints", "and") if last <= hit.first < counts[0]]
    between = range(last, where.first)
    inside = any(hit.first in between for hit in sentence.of("parts", "including"))
    return (
        bool(joints)
        and not inside
        and not any(sentence.tokens[i].text in ",;:—–" for i in between)
    )


def _is_one_list(sentence: Sentence, last: int, counts: list[int], end: int) -> bool:
    """ "damaged two bridges, |power lines and |eight houses in Vashan": counts of one list, no verb and no
    other place among them."""
    between = range(last, end)
    if not sentence.pack.fixed_order or end - counts[-1] > LAST_OF_LIST:
        return False
    joints = {hit.first for hit in sentence.of("joints", "and")}
    if not any(hit in joints for hit in range(counts[-2], counts[-1])):
        return False
    acting = any(
        hit.first in between and hit.role in ("subject", "object")
        for hit in sentence.of("acts")
    )
    apart = any(hit.first in between for hit in sentence.of("parts", "including"))
    return (
        not acting
        and not apart
        and not any(sentence.tokens[i].text in ";:—–(" for i in between)
    )


LAST_OF_LIST = 6
"""Tokens from the last count of a list to the place of them all."""


def is_of_later(sentence: Sentence, where: Where) -> bool:
    """Whether a place of an earlier sentence is that of a part told there, not of the whole."""
    counts = [said.first for said in sentence.said if said.use == "count"]
    if sentence.pack.verb_final or len(counts) < 2 or where.first < counts[1]:
        return False
    # "40 houses were buried and 125 damaged |when the hillside gave way in Bulambuli": of them all
    last = max(at for at in counts if at < where.first)
    return not any(last < hit.first < where.first for hit in sentence.of("reference", "when"))


def is_of_part(sentence: Sentence, where: Where) -> bool:
    """Whether a sentence tells only where a part was: «Most of the dead, 103, were in Almaty»."""
    return sentence.pack.fixed_order and (
        any(
            hit.last <= where.first and hit.first <= 2
            for hit in sentence.of("parts", "including")
        )
        or _is_of_a_share(sentence, where, 0)
    )


KNOWN_ITEMS = 2
"""Items of a list that must open with a known place for the others to open with one."""
