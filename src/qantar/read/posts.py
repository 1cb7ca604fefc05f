"""Who held, took or lost an office, as the sentence words it."""

from dataclasses import dataclass
from itertools import pairwise

from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK, WORD
from qantar.read.appointers import (
    LINK,
    does_it,
    undergoing,
)
from qantar.read.body_names import with_owners
from qantar.read.names import Mention, Who
from qantar.read.order import is_passive_at, is_small
from qantar.read.sentence import Sentence, capitalised
from qantar.read.subjects import begin_of

CHANGES = ("appointed", "dismissed", "resigned", "former", "replaced")
REACH = 12
"""Tokens between a change of office and the post or person it is about."""


@dataclass(frozen=True, slots=True)
class Office:
    person: tuple[int, int]
    post: tuple[int, int]
    change: str
    rule: str


def offices(sentence: Sentence) -> list[Office]:
    """Every person of the sentence whose office it names, and how they stand to it."""
    announced = _listed_office(sentence)
    if announced is not None:
        return [announced]
    if not any(True for _ in sentence.of("roles", "role")) and not any(
        True for _ in sentence.of("posts")
    ):
        return []
    persons = [m for m in sentence.people if m.who is Who.PERSON and m.last - m.first > 1]
    if not persons:
        return []
    changes = [hit for hit in sentence.of("posts") if not _is_a_spot(sentence, hit)]
    out: list[Office] = []
    before: tuple[Mention, Hit] | None = None
    shared = _shared(sentence, persons, changes)
    for person in persons:
        parallel = _in_parallel(sentence, person, out)
        if parallel is not None:
            out.append(parallel)
            continue
        held = _held(sentence, person)
        verb = _change(sentence, person, changes, persons)
        if person.first in shared:
            verb = shared[person.first]
            out.append(
                Office(
                    (person.first, person.last),
                    _own_post(sentence, person),
                    verb.code,
                    verb.entry.phrase,
                )
            )
            before = None
            continue
        listed = verb is None and before is not None and _goes_on(sentence, *before, person)
        if listed and before is not None:
            verb = before[1]
        before = None if verb is None else (person, verb)
        if verb is not None:
            post = _post_of(sentence, verb, person)
            if listed and person.role is not None:
                post = _last_of_list(sentence, person.role)
            if post is not None and not (
                verb.code == "appointed" and post == person.role and _was(post, changes)
            ):  # fmt: skip
                change = "former" if verb.code == "replaced" else verb.code
                out.append(Office((person.first, person.last), post, change, verb.entry.phrase))
        if held is not None:
            held = _behind_topic(sentence, held)
            former = _was(held, changes)
            post = _without(sentence, held, changes)
            if verb is None or former or not out or out[-1].post != post:
                other = (
                    verb is not None
                    and verb.code == "appointed"
                    and _is_another(sentence, out, person, held)
                )
                if verb is None or former or other:
                    change = "former" if former else "holds"
                    out.append(
                        Office(
                            (person.first, person.last), post, change, "post beside the name"
                        )
                    )
    return out


def _was(held: tuple[int, int], changes: list[Hit]) -> bool:
    """Whether a word beside a post tells that it is held no more."""
    return any(hit.code == "former" and held[0] - 2 <= hit.first < held[1] for hit in changes)


def _shared(sentence: Sentence, persons: list[Mention], changes: list[Hit]) -> dict[int, Hit]:
    """«бастық Талант Асан пен орынбасар Мақсат Ерлан |босатылды»: where the verb stands last, who is joined to the
    one it stands by shares it, each with a post of his own."""
    out: dict[int, Hit] = {}
    if not sentence.pack.verb_final or len(persons) < 2:
        return out
    joints = {i for hit in sentence.of("joints", "and") for i in range(hit.first, hit.last)}
    for one, other in reversed(list(pairwise(persons))):
        verb = out.get(other.first) or _change(sentence, other, changes, persons)
        between = range(one.last, begin_of(other))
        joined = 0 < len(between) <= LINK and all(
            i in joints or sentence.tokens[i].text == "," for i in between
        )
        if verb is None or not joined or one.role is None or other.role is None:
            continue
        if _change(sentence, one, changes, persons) is None and verb.first >= other.last:
            out[one.first] = verb
    return out


def _own_post(sentence: Sentence, person: Mention) -> tuple[int, int]:
    return _last_of_list(sentence, person.role) if person.role else (person.first, person.last)


def _is_another(
    sentence: Sentence, out: list[Office], person: Mention, held: tuple[int, int]
) -> bool:
    """«|Послом призначено |директора департаменту Яна Новика»: the post beside the name is another one than
    that he was appointed to."""
    if not out or out[-1].person != (person.first, person.last):
        return False
    first, last = out[-1].post
    if sentence.segments[sentence.segment_of(first)].opened_by == "(":
        return False  # «комендант Ян Новик (призначений президентом)»
    return last <= held[0] or held[1] <= first


def _listed_office(sentence: Sentence) -> Office | None:
    """«Уряд призначив:» and under it «– |Івана Коваля заступником міністра;»: a line of a name and a post under a
    sentence that appoints or dismisses."""
    above = sentence.above
    if above is None or sentence.pack.fixed_order or sentence.pack.verb_final:
        return None
    verbs = [h for h in above.of("posts") if h.code in ("appointed", "dismissed")]
    if not verbs or len(above.tokens) - verbs[-1].last > ANNOUNCING:
        return None
    tokens = sentence.tokens
    first = 0 if tokens[0].kind == WORD else 1
    last = first
    while last < len(tokens) and last - first < NAMES and capitalised(tokens[last]):
        last += 1
    if last - first < len(("given", "surname")):
        return None
    for hit in sentence.of("roles", "role"):
        if 0 <= hit.first - last <= LED:
            begins = hit.first
            while begins > last and "adj" in tokens[begins - 1].word.features:
                begins -= 1  # «|першим заступником голови»
            end = begins
            while end < len(tokens) and tokens[end].kind != MARK:
                end += 1
            if any(t.word.has("fin") and not t.word.has("noun") for t in tokens[begins:end]):
                return None
            return Office((first, last), (begins, end), verbs[-1].code, "post in a list")
    return None


ANNOUNCING = 3
"""Tokens from a verb of appointing to the colon that ends its sentence."""
NAMES = 3
"""Words a name in such a list may have."""
LED = 4
"""Tokens from a name to its post: «— з посади першого заступника»."""


def _in_parallel(sentence: Sentence, person: Mention, out: list[Office]) -> Office | None:
    """«звільнив Яна Новика з посади мера Луцька, |Петра Лося з посади мера Ковеля»: the next name of a list with
    the words "from the post of" and his own post behind it."""
    if not out or sentence.pack.fixed_order or sentence.pack.verb_final:
        return None
    last = out[-1]
    if (
        last.change not in ("dismissed", "appointed", "resigned")
        or last.post[0] < last.person[1]
    ):
        return None
    off = next(
        (h for h in sentence.of("reference", "office") if h.first == person.last), None
    )  # fmt: skip
    between = range(last.post[1], person.first)
    joints = {i for hit in sentence.of("joints", "and") for i in range(hit.first, hit.last)}
    if off is None or not 0 < len(between) <= LINK or not all(
        i in joints or sentence.tokens[i].text == "," for i in between
    ):  # fmt: skip
        return None
    post = next((h for h in sentence.of("roles", "role") if 0 <= h.first - off.last <= 2), None)
    if post is None:
        return None
    following = [m for m in sentence.people if m.who is Who.PERSON and m.first > person.first]
    ends = _end(sentence, post.last, following[0] if following else person)
    return Office((person.first, person.last), (off.last, ends), last.change, last.rule)


def _goes_on(sentence: Sentence, before: Mention, verb: Hit, person: Mention) -> bool:
    """«освободил министра Яна Новика |и советника Петра Лося»: the next of a list, each with his own post,
    shares the verb that stands before them all."""
    if before.role is None or person.role is None or verb.last > before.role[0]:
        return False
    between = range(before.last, _last_of_list(sentence, person.role)[0])
    joints = {i for hit in sentence.of("joints", "and") for i in range(hit.first, hit.last)}
    return 0 < len(between) <= LINK and all(
        index in joints or sentence.tokens[index].text == "," for index in between
    )


def _behind_topic(sentence: Sentence, role: tuple[int, int]) -> tuple[int, int]:
    """«оқиға туралы |облыс прокуроры»: what is told of is no word of the office."""
    if not sentence.pack.verb_final:
        return role
    about = [hit.last for hit in sentence.of("joints", "about") if role[0] < hit.last < role[1]]
    return (max(about), role[1]) if about else role


def _held(sentence: Sentence, person: Mention) -> tuple[int, int] | None:
    """The post beside the name, if it is an office and not a plain job or rank."""
    if person.role is None:
        return None
    first, last = person.role
    if not any(first <= hit.first < last for hit in sentence.of("roles", "role")):
        return None
    return _last_of_list(sentence, person.role)


def _last_of_list(sentence: Sentence, role: tuple[int, int]) -> tuple[int, int]:
    """«журналисты и |член совета», «, а также |министра»: of posts in one list the one before the name."""
    joints = {i for hit in sentence.of("joints", "and") for i in range(hit.first, hit.last)}
    starts = [
        hit.first for hit in sentence.of("roles")
        if role[0] < hit.first < role[1] and hit.first - 1 in joints
    ]  # fmt: skip
    return (max(starts), role[1]) if starts else role


def _change(
    sentence: Sentence, person: Mention, changes: list[Hit], persons: list[Mention]
) -> Hit | None:
    """The change of office this person is nearest to."""
    best: Hit | None = None
    for hit in changes:
        if hit.code == "former" or hit.role not in _CHANGING:
            continue
        concerned = [m for m in persons if not does_it(sentence, hit, m)]
        if not concerned:
            continue
        nearest = min(
            undergoing(sentence, hit, concerned) or concerned,
            key=lambda m: (
                (_gap(m, hit), m.first) if not _after_replaced(sentence, hit, m) else (99, 0)
            ),
        )
        if nearest != person or _gap(person, hit) > REACH or _is_apart(sentence, person, hit):
            continue
        if (
            best is None
            or not sentence.pack.fixed_order
            or _gap(person, hit) < _gap(person, best)
        ):
            best = hit
    return best


_CHANGING = ("verb", "done", "noun")
"""What a person does, what is done to him, and the noun for it."""


def _is_apart(sentence: Sentence, person: Mention, hit: Hit) -> bool:
    """Whether somebody's saying, or a colon, stands between a person and a change of office: «police
    chief Hidayat said nine had been suspended»."""
    if not sentence.pack.fixed_order:
        return False
    between = range(min(person.last, hit.last), max(person.first, hit.first))
    if any(sentence.tokens[index].text in ":;" for index in between):
        return True
    return any(said.first in between for said in sentence.of("attribution", "say"))


def _is_a_spot(sentence: Sentence, hit: Hit) -> bool:
    """«оқиға |орнына барды»: where something happened; whom one comes after stands in the genitive."""
    if not sentence.pack.verb_final or hit.code != "replaced" or hit.last - hit.first > 1:
        return False
    return not hit.first or "gen" not in sentence.tokens[hit.first - 1].word.features


def _after_replaced(sentence: Sentence, hit: Hit, mention: Mention) -> bool:
    """«сменив на посту Петрова»: whoever is replaced stands after the verb; "was replaced by": before."""
    if hit.code != "replaced":
        return False
    if sentence.pack.fixed_order and is_passive_at(sentence, hit.first):
        return mention.first >= hit.last
    return mention.last <= hit.first


def _gap(mention: Mention, hit: Hit) -> int:
    """Tokens between a name and a change of office; less than none where the change stands around it:
    «освободил |Яна Новика| от должности»."""
    if hit.first < mention.first and mention.last <= hit.last:
        return -1
    return max(mention.first - hit.last, hit.first - mention.last, 0)


def _post_of(sentence: Sentence, verb: Hit, person: Mention) -> tuple[int, int] | None:
    """The office a change is about: the post or body after the verb, else the one beside the name."""
    if sentence.pack.verb_final:
        return _post_before(sentence, verb, person) or person.role
    led = _post_led(sentence, verb, person) if verb.code == "appointed" else None
    if led is not None:
        return led
    if person.role is not None and 0 <= person.role[0] - verb.last <= 1:
        return person.role  # «освобождён от должности |министр энергетики Ян Новик»
    inverted = _post_led(sentence, verb, person) or _post_named(sentence, verb, person)
    if inverted is not None:
        return inverted
    for category in ("roles", "bodies"):
        for hit in sentence.of(category):
            if hit.code in ("job", "rank", "group"):
                continue
            if category == "bodies" and sentence.pack.fixed_order and not _is_to(sentence, hit):
                continue  # "to serve again in |office"
            if verb.last <= hit.first <= verb.last + REACH and not (
                person.role and person.role[0] <= hit.first < person.role[1]
            ):
                return hit.first, _end(sentence, hit.last, person)
    return person.role


def _is_to(sentence: Sentence, body: Hit) -> bool:
    """ "appointed to the |Supreme Court"."""
    at = body.first - 1
    while at > 0 and (is_small(sentence, at) or capitalised(sentence.tokens[at])):
        if sentence.tokens[at].norm == "to":
            return True
        at -= 1
    return False


def _post_led(sentence: Sentence, verb: Hit, person: Mention) -> tuple[int, int] | None:
    """«|Послом України в Австрії призначено директора департаменту Яна Новика»: the post in the instrumental that
    leads the clause, the verb and the person behind it."""
    if sentence.pack.fixed_order or person.first < verb.first:
        return None
    at = sentence.segment_of(verb.first)
    for hit in sentence.of("roles"):
        if hit.code in ("job", "rank", "group") or hit.last > verb.last:
            continue
        word = sentence.tokens[hit.first].word
        led = "ins" in word.features and not word.features & {"nom", "gen"}
        if led and sentence.segment_of(hit.first) == at and verb.first - hit.first <= REACH:
            told = range(hit.last, max(verb.last, verb.first + 1))
            end = next(
                (i for i in told if "fin" in sentence.tokens[i].word.features), verb.first
            )
            return hit.first, max(end, hit.last)
    return None


def _post_named(sentence: Sentence, verb: Hit, person: Mention) -> tuple[int, int] | None:
    """ "nominated Jan Novik, a former judge, |as prime minister": the post behind "as"."""
    if not sentence.pack.fixed_order or verb.code != "appointed":
        return None
    for hit in sentence.of("roles", "role"):
        at = hit.first - 1
        while at > person.last and sentence.tokens[at].norm in (
            "the",
            "a",
            "an",
            "new",
            "acting",
        ):
            at -= 1
        if at >= max(verb.last, person.last) and sentence.tokens[at].norm == "as":
            return hit.first, _end(sentence, hit.last, person)
    return None


def _post_before(sentence: Sentence, verb: Hit, person: Mention) -> tuple[int, int] | None:
    """«Облыс прокуроры болып Айбар Төлегенұлы тағайындалды»: the post that nobody else holds, before
    the verb."""
    for as_ in sentence.of(
        "reference", "office"
    ):  # «облыс прокуроры |болып жақында Айбар Асан тағайындалды»
        named = [h for h in sentence.of("roles", "role") if h.last == as_.first]
        if named and as_.last <= verb.first:
            return with_owners(sentence, named[0].first, set()), named[0].last
    held = [m.role for m in sentence.people if m.role is not None]
    for mention in reversed(sentence.people):
        if mention.who is not Who.ROLE or mention.last > verb.first:
            continue
        if verb.first - mention.last > REACH + 4:
            continue
        if not any(first <= mention.first < last for first, last in held):
            return with_owners(sentence, mention.first, set()), mention.last
    return None


def _end(sentence: Sentence, index: int, person: Mention) -> int:
    tokens = sentence.tokens
    while index < len(tokens) and tokens[index].kind != MARK and index != person.first:
        word = tokens[index].word
        if (word.has("fin") and not word.has("noun")) or "conv" in word.features:
            break
        if "adp" in word.features and "noun" not in word.features:
            break
        index += 1
    joints = {hit.last for hit in sentence.of("joints", "and")}
    return index - 1 if index in joints else index  # «голови області |і»


def _without(sentence: Sentence, held: tuple[int, int], changes: list[Hit]) -> tuple[int, int]:
    """The post without «бывший» and without marks at its ends."""
    first, last = held
    for hit in changes:
        if hit.code == "former" and hit.first == first and hit.last < last:
            first = hit.last
    while last > first + 1 and sentence.tokens[last - 1].kind == MARK:
        last -= 1
    while first < last - 1 and sentence.tokens[first].kind == MARK:
        first += 1
    return first, last
