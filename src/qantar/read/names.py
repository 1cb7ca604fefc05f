"""Persons, bodies and outlets as a sentence names them: who could be speaking."""

from dataclasses import dataclass
from enum import StrEnum

from qantar.atlas.atlas import PlaceHit
from qantar.grammar.lexicon import Hit
from qantar.read.apposed import apposed
from qantar.read.body_names import (
    bare_names,
    genitive_end,
    is_described,
    through_acronym,
    through_members,
    with_adjectives,
    with_owners,
)
from qantar.read.credits import is_styled
from qantar.read.outlet_names import name_before, quoted_name, sites
from qantar.read.people import People
from qantar.read.person_names import is_of_a_body, person_spans
from qantar.read.sentence import Sentence, capitalised
from qantar.read.tellers import tellers
from qantar.read.titles import role_beside, with_modifiers


class Who(StrEnum):
    PERSON = "person"
    BODY = "body"
    GROUP = "group"
    ROLE = "role"
    OUTLET = "outlet"
    PRONOUN = "pronoun"
    STAND_IN = "stand-in"
    """A noun for the body named before: «ведомство», "the ministry"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name someone who may speak, at tokens ``first`` up to ``last``.

    ``core`` is where the shortest full name stands; the mention may run on through a genitive
    («министерство обороны Румынии»).
    """

    who: Who
    first: int
    last: int
    role: tuple[int, int] | None = None
    """Where the post before or after a person's name stands."""


def mentions(sentence: Sentence, people: People) -> list[Mention]:
    """Everyone who may speak, left to right; a person takes in the post beside the name."""
    agencies: list[tuple[int, int]] = []
    persons: list[tuple[int, int]] = []
    for name in person_spans(sentence, people):
        (agencies if _is_in_dateline(sentence, *name) else persons).append(name)
    out = [Mention(Who.OUTLET, *name) for name in agencies]
    beside = (
        _apposed(sentence)
        if sentence.pack.fixed_order and "attribution" in sentence.hits
        else []
    )
    if persons and sentence.pack.fixed_order and not sentence.is_caseless:
        persons = [name for name in persons if not is_of_a_body(sentence, *name)]
    if beside:
        taken = {i for m in beside for i in range(m.first, m.last)}
        persons = [name for name in persons if taken.isdisjoint(range(*name))]
    addresses = sites(sentence)  # «передаёт Новости.kz»: the whole is the name
    if addresses:
        inside = {i for site in addresses for i in range(*site)}
        persons = [name for name in persons if inside.isdisjoint(range(*name))]
        inside = {i for name in agencies for i in range(*name)}
        addresses = [site for site in addresses if inside.isdisjoint(range(*site))]
        out += [Mention(Who.OUTLET, *site) for site in addresses]
    hits = sentence.hits
    roles = [hit for hit in hits.get("roles", ()) if hit.code in ("role", "job", "rank")]
    used = {i for name in (*agencies, *addresses) for i in range(*name)}
    for mention in beside:
        out.append(mention)
        used.update(range(mention.first, mention.last))
        if mention.who is Who.PERSON:
            people.note(sentence, mention.first, mention.last)
            used.update(range(*mention.role or (0, 0)))
    for first, last in persons:
        if last - first == 1 and is_styled(sentence.tokens[first]):
            out.append(Mention(Who.OUTLET, first, last))  # «…, передає RegioNews»
            used.add(first)
            continue
        if last - first == 1 and sentence.pack.fixed_order and _is_acronym(sentence, first):
            out.append(Mention(Who.BODY, first, last))  # "…, NDMA said"
            used.add(first)
            continue
        if any(hit.first == last for hit in sentence.of("outlets", "head")) and (
            sentence.pack.verb_final
        ):
            out.append(Mention(Who.OUTLET, first, last))  # «Daily Mirror | газетінің жазуынша»
            used.update(range(first, last))
            continue
        if any(hit.first == last for hit in sentence.of("reference", "namesake")):
            used.update(range(first, last))
            continue  # «Шоқан Уәлиханов | атындағы колледж»
        role = role_beside(sentence, first, last, roles)
        if role is not None and sentence.pack.verb_final and role[1] <= first:
            role = with_owners(sentence, role[0], used), role[1]
        if role is not None:
            used.update(range(*role))
        used.update(range(first, last))
        used.update(
            i
            for h in roles
            if h.code == "rank" and h.last == first
            for i in range(h.first, first)
        )
        out.append(Mention(Who.PERSON, first, last, role))
    printed = "outlets" in hits
    ordered_names = sentence.pack.verb_final or sentence.pack.fixed_order
    for hit in sentence.of("outlets", "outlet") if printed else ():
        if not _overlaps(hit, used):
            out.append(Mention(Who.OUTLET, hit.first, hit.last))
            used.update(range(hit.first, hit.last))
    for hit in sentence.of("outlets", "head") if printed else ():
        named = bare_names(sentence, hit.last)
        quoted = None if named or sentence.pack.verb_final else quoted_name(sentence, hit.last)
        if quoted is not None and not any(i in used for i in range(*quoted)):
            out.append(Mention(Who.OUTLET, *quoted))  # «издание «Думская» сообщает»
            used.update(range(hit.first, quoted[1]))
        if named and not any(i in used for i in range(named[0][0], named[-1][1])):
            out.append(Mention(Who.OUTLET, named[0][0], named[-1][1]))
            used.update(range(hit.first, named[-1][1]))
        before = name_before(sentence, hit.first) if ordered_names else None
        if before is not None and not any(i in used for i in range(*before)):
            out.append(Mention(Who.OUTLET, *before))  # «Newswire» | порталы
            used.update(range(before[0], hit.last))
    named_outlets = {mention.first for mention in out if mention.who is Who.OUTLET}
    for hit in sentence.of("outlets", "head") if named_outlets else ():
        at = hit.last
        at += at < len(sentence.tokens) and sentence.tokens[at].text in _OPENING
        if at in named_outlets:
            used.update(range(hit.first, hit.last))  # «агентство | Reuters» is no one beside it
    if sentence.pack.verb_final:
        for name in tellers(sentence):
            if not any(i in used for i in range(*name)):
                out.append(Mention(Who.OUTLET, *name))
                used.update(range(*name))
    if ordered_names:
        ends = {mention.last for mention in out if mention.who is Who.OUTLET}
        for hit in sentence.of("outlets", "head") if ends else ():
            if hit.first in ends:  # «Синьхуа | агенттігінің | арнасы», "Interfax | news agency"
                ends.add(hit.last)
                used.update(range(hit.first, hit.last))
    pronouns = sentence.of("attribution", "pronoun") if "attribution" in hits else ()
    stand_ins = {(hit.first, hit.last) for hit in pronouns if hit.role == "body"}
    bodies = list(hits.get("bodies", ()))
    if (
        sentence.pack.verb_final
    ):  # «министрліктің | баспасөз қызметі»: the last noun is the body
        bodies.reverse()
    for hit in bodies:
        if hit.code == "side":
            parties = {sentence.token_at(p.end - 1) + 1: p for p in sentence.places}
            if hit.first in parties and not _overlaps(hit, used):
                first = sentence.token_at(parties[hit.first].start)  # «армянская |сторона»
                out.append(Mention(Who.BODY, first, hit.last))
                used.update(range(first, hit.last))
            continue
        if not _overlaps(hit, used) and not _is_no_name(sentence, hit):
            last = genitive_end(sentence, hit.last)
            if hit.code == "head":
                last = through_acronym(sentence, last)
            if any(first <= hit.first and end == last for first, end in stand_ins) and not (
                is_described(sentence, hit.first) or _is_owned(sentence, hit, used)
            ):
                out.append(Mention(Who.STAND_IN, hit.first, last))
                used.update(range(hit.first, last))
                continue
            kind = Who.GROUP if hit.code == "group" else Who.BODY
            first = with_adjectives(sentence, hit.first) if kind is Who.BODY else hit.first
            if sentence.pack.verb_final and kind is Who.BODY:
                first = with_owners(sentence, hit.first, used)
            if hit.code == "head" and sentence.pack.fixed_order:
                first = with_modifiers(sentence, hit.first, last, used)[0]
            if hit.code in ("group", "head") and sentence.pack.fixed_order:
                last = through_members(sentence, last)
            out.append(Mention(kind, first, last))
            used.update(range(first, last))
    for hit in roles:
        if not _overlaps(hit, used):
            first = hit.first
            if sentence.pack.verb_final:
                first = with_owners(sentence, hit.first, used)
            out.append(Mention(Who.ROLE, first, genitive_end(sentence, hit.last)))
            used.update(range(hit.first, hit.last))
    for hit in pronouns:
        if hit.role != "again" and not _overlaps(hit, used):
            own = _of_its_own(sentence, hit)
            if own is not None:
                out.append(own)
                continue
            who = Who.STAND_IN if hit.role == "body" else Who.PRONOUN
            out.append(Mention(who, hit.first, hit.last))
    if len(out) > 1:
        out.sort(key=lambda mention: (mention.first, mention.last))
    return _joined(sentence, out) if sentence.pack.fixed_order else out


def _joined(sentence: Sentence, everyone: list[Mention]) -> list[Mention]:
    """ "the UN| migration agency", "the Emergency Lawyers| group": names that stand side by side with no mark of
    owning between them are one body's."""
    out: list[Mention] = []
    for mention in everyone:
        before = out[-1] if out else None
        if before is None or mention.who is not Who.BODY or before.last != mention.first:
            out.append(mention)
            continue
        first, last = sentence.tokens[before.first], sentence.tokens[before.last - 1]
        named = before.who is Who.BODY or (before.who is Who.GROUP and capitalised(last))
        if named and capitalised(first) and not last.norm.endswith(("'s", "’s", "s'", "s’")):
            begins = before.first
            while (
                before.who is Who.GROUP and begins and capitalised(sentence.tokens[begins - 1])
            ):
                begins -= 1
            begins += any(h.first == begins for h in sentence.of("small", "article"))
            out[-1] = Mention(Who.BODY, begins, mention.last)
        else:
            out.append(mention)
    return out


def _is_owned(sentence: Sentence, hit: Hit, used: set[int]) -> bool:
    """«хуситтердің денсаулық сақтау |ведомствосы»: a body of its own where words before it tell whose it is."""
    return sentence.pack.verb_final and with_owners(sentence, hit.first, used) < hit.first


def _of_its_own(sentence: Sentence, hit: Hit) -> Mention | None:
    """«государственный |телеканал», «|чиновник железной дороги»: a noun that stands for somebody named before is
    somebody new where words of its own describe it."""
    if sentence.pack.verb_final or sentence.pack.fixed_order:
        return None
    if not sentence.tokens[hit.first].word.has("noun") or hit.last - hit.first > 1:
        return None
    first, last = with_adjectives(sentence, hit.first), genitive_end(sentence, hit.last)
    if (first, last) == (hit.first, hit.last):
        return None
    paper = any(one.first == hit.first for one in sentence.of("outlets", "head"))
    who = Who.OUTLET if paper else Who.BODY if hit.role == "body" else Who.ROLE
    return Mention(who, first, last)


def _is_acronym(sentence: Sentence, index: int) -> bool:
    text = sentence.tokens[index].text
    return len(text) > 2 and text.isupper() and not sentence.is_caseless


def _apposed(sentence: Sentence) -> list[Mention]:
    """Those named in an apposition right before a verb of saying, kept by the verb too."""
    out: list[Mention] = []
    if sentence.is_caseless:
        return out
    for hit in sentence.of("attribution", "say"):
        named = apposed(sentence, hit)
        if named is None:
            continue
        who = Who.BODY if named.role is None else Who.PERSON
        for category, kind in (("outlets", Who.OUTLET), ("bodies", Who.BODY)):
            if named.role is None and any(
                named.first <= one.first and one.last <= named.last
                for one in sentence.of(category)
            ):
                who = kind
                break
        mention = Mention(who, named.first, named.last, named.role)
        sentence.apposed[hit.first] = mention
        if mention not in out:
            out.append(mention)
    return out


_OPENING = tuple('«“„"')
DATELINE = 12
"""Tokens a dateline may have: «MWANZA, Tanzania (Lake Wire) – …»."""


def _is_in_dateline(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a name stands in brackets before the dash of a dateline: an agency's, no person's."""
    tokens = sentence.tokens
    return (
        0 < first < DATELINE
        and last + 1 < len(tokens)
        and tokens[first - 1].text == "("
        and tokens[last].text == ")"
        and tokens[last + 1].text in "—–-"
    )


def _is_no_name(sentence: Sentence, hit: Hit) -> bool:
    """«who» is no World Health Organization: an acronym that is a word too needs its capitals; nor is
    "monitoring" a monitor."""
    token = sentence.tokens[hit.first]
    if "ger" in token.word.features and hit.last - hit.first == 1:
        return True
    return (
        hit.entry.phrase.startswith("=")
        and hit.last - hit.first == 1
        and sentence.pack.fixed_order
        and token.text.islower()
        and "name" not in token.word.features
        and len(token.text) <= 4
    )


def _overlaps(hit: Hit, used: set[int]) -> bool:
    return not used.isdisjoint(range(hit.first, hit.last))


def is_in_a_name(sentence: Sentence, place: PlaceHit) -> bool:
    """Whether a place's name is part of a person's: «minister Serik Adilov» is not in Serik."""
    first = sentence.token_at(place.start)
    if sentence.token_at(place.end - 1) != first or sentence.is_caseless:
        return False
    placed = {sentence.token_at(p.start) for p in sentence.places}
    is_town = all(one.startswith("settlement:") for one in place.candidates)
    for other in (first + 1, first - 1):
        if not 0 <= other < len(sentence.tokens):
            continue
        token = sentence.tokens[other]
        # Both halves may be towns somewhere, and a first name no word of a dictionary: "said Maria Lopez".
        known = token.word.features & {"name", "given", "surname"} or (
            is_town and (other in placed or not token.word.features)
        )
        if not capitalised(token) or not known:
            continue
        start, end = min(first, other), max(first, other) + 1
        titled = any(hit.last == start for hit in sentence.of("roles") if hit.code != "group")
        says = any(
            hit.first == end or hit.last == start for hit in sentence.of("attribution", "say")
        )
        if titled or says:
            return True
    return False
