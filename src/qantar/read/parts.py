"""Which figure is inside which: «в том числе», "of whom", «их них», and plain apposition after a total.

Over 500 lines: the ways a text names a whole, tried in one order; to be parted by them.
"""

from collections.abc import Sequence
from decimal import Decimal

from qantar.codebook import Codebook
from qantar.domain.derivation import Derivation
from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK
from qantar.read.cues import goes_with
from qantar.read.found import Found
from qantar.read.order import is_preposition
from qantar.read.placed import goes_on_by_place
from qantar.read.sentence import Sentence
from qantar.read.sums import (
    add_up,
    add_up_by_place,
    add_up_to_those,
    goes_on_in_dashes,
    is_named_behind_dash,
)

NARROWER = {
    "injured": ("hospitalized",),
    "detained": ("released", "arrested", "charged", "convicted"),
    "arrested": ("released", "convicted"),
    "charged": ("convicted", "arrested"),
    "stolen": ("recovered", "at_large"),
    "missing": ("rescued",),
    "abducted": ("released",),
    "filed": ("opened",),
}
"""What is next told of some of those counted, though no word says "of them": «похищено 1,5 тыс., найдено
967». Not what befalls others beside them: dead are no part of the injured."""
FARTHEST = 12
"""Figures back over which «среди погибших» still names its whole."""
FARTHEST_PARAGRAPH = 2
"""Paragraphs back over which it does."""


def link_parts(
    codebook: Codebook, here: list[Found], before: list[Found], earlier: Sequence[Found] = ()
) -> None:
    """Set ``part_of`` of the figures of one sentence; ``before`` are those of the sentence before,
    ``earlier`` all those of the report so far.

    A phrase of inclusion opens a list of parts that runs on to the end of the sentence or to a
    predicate of its own; the whole is the nearest earlier figure that can hold the part.
    """
    if add_up_by_place(codebook, here, before):
        return
    opening = [_opened(f, here[index - 1] if index else None) for index, f in enumerate(here)]
    opened = [phrase is not None for phrase in opening]
    _break_down(codebook, here, opened)
    for index, figure in enumerate(here):
        if figure.quantity.value == 0 or figure.part_of is not None:
            continue
        following = here[index + 1] if index + 1 < len(here) else None
        if (
            following is not None
            and _is_of(figure, following)
            and _holds(codebook, following, figure)
        ):
            figure.part_of = following
            continue
        if index and opening[index] is None and goes_on_in_dashes(figure, here[index - 1]):
            beside = here[index - 1].part_of
            if beside is not None and _holds(codebook, beside, figure):
                figure.part_of = beside
                continue
        figure.part_of = _whole_by_words(codebook, here, index, opening[index], before, earlier)
    add_up(codebook, here, opened)
    add_up_to_those(codebook, here, before)
    for index, figure in enumerate(here):
        before_it = here[index - 1].part_of if index else None
        if figure.part_of is None and before_it is not None:
            listed = _runs_on(figure, here[index - 1]) or (
                is_named_behind_dash(figure) and is_named_behind_dash(here[index - 1])
            )
            if listed and _holds(codebook, before_it, figure):
                figure.part_of = before_it
        if figure.part_of is None and _is_next_in_rank(figure):
            ranked = here[index - 1] if index else before[-1] if before else None
            if ranked is not None and ranked.part_of is not None:
                figure.part_of = ranked.part_of
        if figure.part_of is None:
            figure.part_of = _told_next(codebook, here, index, before)
    for index, figure in enumerate(here):
        whole = figure.part_of
        if whole is None:
            _stay_in_hospital(codebook, figure, [*before, *here[:index]])
            continue
        if figure.act == "injured" and whole.act == "hospitalized":
            figure.act = whole.act  # the badly hurt of those in hospital
        if not figure.object_given:
            if figure.act == whole.act and goes_with(codebook, figure.act, whole.object):
                figure.object = (
                    whole.object
                )  # «п'ятеро цивільних: двоє в Авдіївці, троє в Торецьку»
        _share_the_fate(codebook, figure, whole)


def _whole_by_words(
    codebook: Codebook, here: list[Found], index: int, opened: "Hit | _OfThem | None",
    before: list[Found], earlier: Sequence[Found],
) -> Found | None:  # fmt: skip
    """The whole of a figure that a phrase of inclusion opens."""
    figure = here[index]
    if opened is None:
        named = _act_behind(figure) or _act_before(figure)
        if named is not None:
            return _of_act(codebook, figure, named, [*earlier[-FARTHEST:], *here[:index]])
        return here[0] if _is_taken_of(codebook, here, index) else None
    if isinstance(opened, Hit) and opened.code == "including" and index:
        beside = here[index - 1]  # «из 49 погибли 11, |в том числе трое детей»: of the eleven
        if (
            beside.act == figure.act
            and 0 <= opened.first - beside.np_last <= 1
            and _holds(codebook, beside, figure)
        ):
            return beside
    if isinstance(opened, _OfThem):
        told = _of_those(codebook, figure, here[:index], before, earlier)
        if told is not None:
            return told
    act = _named_act(figure.sentence, opened, figure.act)
    if isinstance(opened, Hit) and opened.code == "among" and act is None:
        if not _names_someone(figure, opened):
            return None  # «among the 164»: the whole itself
        act = figure.act
    if act is not None:
        same = (act, *_ALIKE.get(act, ()), *NARROWER.get(act, ()))
        if figure.act not in same:
            return None  # «среди погибших есть женщина, ещё один полицейский ранен»
        known = [*earlier[-FARTHEST:], *here[:index]]
        return _of_act(codebook, figure, act, known)
    if isinstance(opened, Hit) and opened.code == "alone":
        return _of_alone(codebook, figure, here[:index], before, earlier)
    whole = _whole(codebook, figure, here[:index])
    if (whole is None and not index) or (whole is None and _only_parts(here[:index])):
        near = [f for f in earlier if f.sentence.paragraph == figure.sentence.paragraph]
        whole = (
            _of_same_act(codebook, figure, before)
            or _of_same_act(codebook, figure, near[-FARTHEST:])
            or _whole(codebook, figure, before)
        )
    return whole


def _of_those(
    codebook: Codebook, part: Found, here: list[Found], before: list[Found],
    earlier: Sequence[Found],
) -> Found | None:  # fmt: skip
    """Whose part a number is that says "of them" itself: of those the noun before it names by their act
    («босатылғандардың 82-сі»), of the whole of its neighbour («82-сі …, |21-і …»), or, where a sentence
    opens with "of them", of the whole that the sentence before took its parts of."""
    sentence = part.sentence
    for hit in sentence.of("acts"):
        if hit.role == "counted" and 0 <= part.first - hit.last <= 1:
            known = [*earlier[-FARTHEST:], *here]
            return _of_act(codebook, part, hit.code, known)
    pointed = any(0 <= part.first - hit.last <= 1 for hit in sentence.of("parts", "including"))
    siblings = before if pointed and not here else [] if pointed else here[-1:]
    wholes = {id(f.part_of): f.part_of for f in siblings if f.of_them}
    if len(wholes) == 1 and all(f.of_them for f in siblings):
        whole = next(iter(wholes.values()))
        if whole is not None and _holds(codebook, whole, part):
            return whole
    return None


def _names_someone(figure: Found, opened: Hit) -> bool:
    """Whether a noun stands between «среди» and the number: «среди пассажиров — двое детей»."""
    return any(
        opened.last <= hit.first and hit.last <= figure.first
        for hit in figure.sentence.of("objects")
    )


def _is_taken_of(codebook: Codebook, here: list[Found], index: int) -> bool:
    """Whether a sentence opens with «из 17 пострадавших» and this is one of those taken of them."""
    if not index or not _opens_with_whole(here[0]):
        return False
    return _holds(codebook, here[0], here[index])


def _of_act(codebook: Codebook, part: Found, act: str, known: Sequence[Found]) -> Found | None:
    """«среди погибших — двое детей»: the last whole of that very act, or of one as good as it."""
    alike = (act, *_ALIKE.get(act, ()))
    near = part.sentence.paragraph - FARTHEST_PARAGRAPH
    wholes = [
        candidate for candidate in reversed(known)
        if candidate.act in alike
        and (candidate.part_of is None or (candidate.act == act != candidate.part_of.act))
        and candidate.sentence.paragraph >= near and candidate.quantity.value != 0
        and _holds(codebook, candidate, part)
    ]  # fmt: skip
    named = [whole for whole in wholes if whole.act == act]
    if any(whole.sentence.paragraph == part.sentence.paragraph for whole in named):
        wholes = named  # «среди раненых»: no part of those in hospital
    closer = [whole for whole in wholes if _is_kin(codebook, whole, part)]
    return next(iter(closer or wholes), None)


def _is_kin(codebook: Codebook, whole: Found, part: Found) -> bool:
    """Whether one of two objects is a kind of the other: rifles of arms, not cartridges of arms."""
    return codebook.is_a(part.object, whole.object) or codebook.is_a(whole.object, part.object)


_ALIKE = {
    "detained": ("arrested",), "arrested": ("detained", "charged"), "hospitalized": ("injured",),
    "injured": ("hospitalized",), "rescued": ("evacuated",), "evacuated": ("rescued",),
}  # fmt: skip


def _of_alone(
    codebook: Codebook, part: Found, here: list[Found], before: list[Found],
    earlier: Sequence[Found],
) -> Found | None:  # fmt: skip
    """«только в Алматы — 149», «найдено лишь 967»: of the same act, or what next befell some of them."""
    far = earlier[-FARTHEST:] if part.act in _COME_BACK else before
    for candidate in (*reversed(here), *reversed(far)):
        same = candidate.act == part.act and _says_where_or_when(part)
        next_ = part.act in NARROWER.get(candidate.act, ()) or (
            candidate.act == "other" and part.act == "rescued"
        )
        if (same or next_) and _holds(codebook, candidate, part):
            return candidate
    return None


_COME_BACK = ("recovered", "at_large")
"""What is told of things stolen, however far back that was said."""


def _says_where_or_when(figure: Found) -> bool:
    """Whether a place or time stands in the figure's sentence: what "alone" narrows."""
    return bool(figure.sentence.places or figure.sentence.moments)


def _told_next(
    codebook: Codebook, here: list[Found], index: int, before: list[Found]
) -> Found | None:
    """A bare number whose act befalls some of those just counted: «32 schools were damaged; nine …»,
    «госпитализированы 300, в реанимации — 49»."""
    figure = here[index]
    had = bool(index) and not figure.object_given and _is_had_by(figure, here[index - 1])
    named = is_named_behind_dash(figure)
    if figure.quantity.value == 0 or (
        not named and (figure.object_given or (figure.object_words and not had))
    ):
        return None
    if index and here[index - 1].part_of is None and _is_another(figure):
        return None  # «під вартою 446, |ще вісімнадцятьох відпустили»
    known = here[:index] or (before if figure.act in _COME_BACK else [])
    for candidate in reversed(known):
        aside = _is_aside(figure) and not _is_elsewhere(figure, candidate)
        narrower = figure.act in NARROWER.get(candidate.act, ()) or aside
        if (
            figure.act == "other"
            and candidate is known[-1]
            and figure.object == candidate.object
        ):
            narrower = codebook.objects[figure.object].kind == "things"  # «nine have reopened»
        if not narrower and (_is_state(figure) or _is_had_by(figure, candidate)):
            narrower = candidate.act in ("injured", "hospitalized")
        if narrower:
            whole = candidate
            beside = whole.act == figure.act or aside  # «12 из них …, |трое — …»
            if whole.part_of is not None and beside and not _is_state(figure):
                whole = whole.part_of
            return whole if _holds(codebook, whole, figure) else None
    return None


def _is_another(figure: Found) -> bool:
    """Whether the word before a number says that these come on top of those told."""
    sentence = figure.sentence
    return any(hit.last == figure.first for hit in sentence.of("growth", "another"))


def _is_next_in_rank(figure: Found) -> bool:
    """«Больше всего в Алматы — 149, за ней следует Тараз — 12», "this is followed by 43 in Mehsana"."""
    at = figure.sentence.segment_of(figure.first)
    return not figure.object_words and any(
        hit.last <= figure.first and figure.sentence.segment_of(hit.first) == at
        for hit in figure.sentence.of("parts", "next")
    )


def _is_aside(figure: Found) -> bool:
    """Whether a bare number stands alone between a comma and a dash: «12 человек, |трое — с переломами»."""
    sentence = figure.sentence
    segment = sentence.segments[sentence.segment_of(figure.first)]
    if segment.opened_by != "," or figure.last != segment.last:
        return False
    if any(figure.first - hit.last in (0, 1) for hit in sentence.of("totals", "increment")):
        return False  # «ещё двое — на следующий день»
    if goes_on_by_place(sentence, figure.first, figure.last):
        return False  # «в Туле – 7, по |3 – в Орле и Пензе»
    return figure.last < len(sentence.tokens) and sentence.tokens[figure.last].text in "—–-"


def _is_elsewhere(figure: Found, candidate: Found) -> bool:
    """Whether both have a place of their own: «восемь сбиты |в Твери, шесть – |в Туле» are no part of the eight."""
    sentence = figure.sentence
    if candidate.sentence is not sentence:
        return False
    places = [sentence.token_at(place.start) for place in sentence.places]
    return any(candidate.last <= at < figure.first for at in places) and any(
        0 <= at - figure.last <= DASHED for at in places
    )


DASHED = 2
"""Tokens from a number to the place behind its dash: «шесть – в |Туле»."""


def _is_had_by(figure: Found, whole: Found) -> bool:
    """«в клинику доставили пятерых, |у двоих переломы»: what some of those in the clause before have."""
    sentence = figure.sentence
    if whole.sentence is not sentence or sentence.pack.fixed_order or sentence.pack.verb_final:
        return False
    return bool(figure.first) and sentence.tokens[figure.first - 1].norm == "у"


def _is_state(figure: Found) -> bool:
    """Whether the figure's segment only says how those counted are: «в реанимации — 49»."""
    sentence = figure.sentence
    segments = {sentence.segment_of(figure.first)}
    at = min(segments)
    if sentence.segments[at].opened_by in ("—", "–", "-") and at:
        segments.add(at - 1)
    if figure.last < len(sentence.tokens) and sentence.tokens[figure.last].text in "—–-":
        segments.add(sentence.segment_of(figure.last))
    return any(
        sentence.segment_of(hit.first) in segments for hit in sentence.of("parts", "state")
    )


def _stay_in_hospital(codebook: Codebook, figure: Found, told: list[Found]) -> None:
    """«Шестерых увезли в больницу. |Двое в тяжёлом состоянии»: a bare number of the badly hurt right after
    those in hospital."""
    if figure.act != "injured" or figure.object_given or not told or not _is_state(figure):
        return
    last = told[-1]
    if last.act == "hospitalized" and _holds(codebook, last, figure):
        figure.act = last.act
        figure.why.append(Derivation("the badly hurt of those in hospital", "", last.act))


def _share_the_fate(codebook: Codebook, part: Found, whole: Found) -> None:
    """«отселены 248 жильцов, 70 из них провели ночь в школе»: of whom nothing is told that has a code, that
    befell them which befell all."""
    if part.sentence.pack.verb_final or whole.act not in _BEFALL:
        return
    if not part.why or part.why[-1].rule not in _UNTOLD:
        return
    strange = codebook.acts[part.act].kind == "occurrences"
    if not strange and part.act != "other":
        return
    if not part.object_given:
        part.object = whole.object
    if goes_with(codebook, whole.act, part.object):
        part.act = whole.act
        part.why.append(Derivation("act of the whole", "", whole.act))


_UNTOLD = frozenset({"a verb no list knows", "act of the segment", "no act in the sentence"})
"""Rules by which a part's own verb was read, if any."""


def _break_down(codebook: Codebook, here: list[Found], opened_by_words: list[bool]) -> None:
    """«39 (17 мылтық, 14 тапанша, 8 автомат)», «250 босатылды: алдымен 172, кейін 77»: what a colon or
    bracket right behind a figure counts out, if it does not exceed it."""
    for index, whole in enumerate(here):
        tokens = whole.sentence.tokens
        segment = whole.sentence.segment_of(whole.first)
        parts: list[Found] = []
        mark = ""
        for place, part in enumerate(here[index + 1 :], index + 1):
            at = part.sentence.segment_of(part.first)
            if not parts:
                opened = part.sentence.segments[at].opened_by
                if at != segment + 1 or opened not in (":", "(", "—", "–", "-"):
                    break
                mark = opened
            elif mark == "(" and any(
                tokens[i].text == ")" for i in range(parts[-1].last, part.first)
            ):
                break
            if opened_by_words[place] or part.part_of is not None:
                break
            if not _holds(codebook, whole, part):
                break
            if parts and part.sentence.segments[at].opened_by == ";":
                break
            parts.append(part)
        numbers = [part.quantity.value for part in parts]
        counted = sum(number for number in numbers if number is not None)
        high = whole.quantity.interval().high
        fits = (
            counted == whole.quantity.value
            if mark in _DASHES
            else high is None or counted <= high
        )
        told = len(parts) > 1 or mark == "(" or (mark == ":" and _is_told_alike(parts, whole))
        if parts and told and fits:
            for part in parts:
                part.part_of = whole
                if (
                    part.act in _PRESENT
                    and whole.act in _BEFALL
                    and goes_with(codebook, whole.act, part.object)
                ):  # «44 в больнице: 27 демонстрантов и 16 полицейских»
                    part.act = whole.act
                    part.why.append(Derivation("act of the whole", "", whole.act))


def _is_told_alike(parts: list[Found], whole: Found) -> bool:
    """«Четверых убили: |двоих американцев, швейцарца и голландца»: one number behind the colon, without
    a verb of its own."""
    return all(
        part.act == whole.act and part.object_given and part.why[-1].rule in _LENT
        for part in parts
    )


_LENT = frozenset({"act shared by segments", "act told before the mark", "act of the list"})
"""Rules that give a number the verb of another."""
_PRESENT = frozenset({"attended", "other"})
"""Acts told by who people are («protesters»), not by what befell them."""
_BEFALL = frozenset(
    "killed injured hospitalized detained arrested missing released charged convicted evacuated"
    " displaced rescued abducted".split()
)
_DASHES = ("—", "–", "-")
"""A dash opens a breakdown only where the parts make up the whole: it stands before much else."""


def _of_same_act(codebook: Codebook, part: Found, earlier: list[Found]) -> Found | None:
    """The whole in a sentence before that tells the same act: «Жараланғандардың 20-сы»."""
    for candidate in reversed(earlier):
        if candidate.act == part.act and _holds(codebook, candidate, part):
            return candidate
    return None


class _OfThem:
    """The mark of a number that says "of them" itself."""


OF_THEM = _OfThem()


def _opened(figure: Found, previous: Found | None) -> "Hit | _OfThem | None":
    """The phrase of inclusion between the figure before and this one, or right behind this one."""
    sentence = figure.sentence
    if figure.of_them:
        return OF_THEM
    after = previous.last if previous is not None else 0
    for hit in sentence.of("parts", "including", "among", "alone"):
        if hit.code == "including" and _opens_a_remark(sentence, hit):
            continue
        if previous is not None and _is_said_of(previous, hit) and _is_aside(figure):
            continue
        if after <= hit.first and hit.last <= figure.first + 1:
            return hit
        if _is_said_of(figure, hit):
            return hit
    return None


def _is_said_of(figure: Found, hit: Hit) -> bool:
    """Whether "of them" stands right behind a number and opens no other: «194 |из них обожжены, 31 — ранен»."""
    between = figure.sentence.tokens[figure.last : hit.first]
    return (
        hit.code == "including"
        and figure.last <= hit.first <= figure.last + 2
        and not any(token.kind == MARK for token in between)
    )


def _act_behind(figure: Found) -> str | None:
    """«14 из |изъятых единиц»: the act that names the whole right behind the number's "of"."""
    sentence = figure.sentence
    for of in sentence.of("joints", "of"):
        if of.first != figure.last:
            continue
        for hit in sentence.of("acts"):
            if 0 <= hit.first - of.last <= 1 and (
                hit.role == "counted" or sentence.tokens[hit.first].word.has("ptcp")
            ):
                return hit.code
    return None


def _act_before(figure: Found) -> str | None:
    """«із |госпіталізованих 88 – правоохоронці»: the act that names the whole right before the number."""
    sentence = figure.sentence
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return None
    for of in sentence.of("joints", "of"):
        named = [
            hit for hit in sentence.of("acts")
            if hit.role == "counted" and hit.first == of.last and 0 <= figure.first - hit.last <= 1
        ]  # fmt: skip
        if named:
            return named[0].code
    return None


def _opens_a_remark(sentence: Sentence, hit: Hit) -> bool:
    """«В частности, он убил …»: at the head of a sentence and before a comma it ties no number."""
    following = sentence.tokens[hit.last].text if hit.last < len(sentence.tokens) else ""
    return (
        hit.first == 0
        and following == ","
        and any(not other.first for other in sentence.of("parts", "remark"))
    )


def _named_act(sentence: Sentence, opened: "Hit | _OfThem", own: str) -> str | None:
    """The act by which a phrase of inclusion names the whole: «among the |dead», «среди |доставленных»;
    of several told by one word the part's own."""
    if isinstance(opened, _OfThem) or opened.code == "alone":
        return None
    reach = opened.last if opened.code == "including" else opened.last + 2
    named = [
        hit.code for hit in sentence.of("acts")
        if opened.first <= hit.first < reach + (opened.code == "among")
        and (hit.role == "counted" or sentence.tokens[hit.first].word.has("ptcp"))
    ]  # fmt: skip
    return own if own in named else next(iter(named), None)


def _is_of(figure: Found, following: Found) -> bool:
    """«34 of the 54 bodies»: the number behind the preposition is the whole."""
    sentence = figure.sentence
    between = range(figure.last, following.first)
    return len(between) <= 3 and any(
        hit.first == figure.last for hit in sentence.of("joints", "of")
    )


def _opens_with_whole(figure: Found) -> bool:
    """«Of the 252 people underground, 206 …»: a sentence that opens by taking parts of a number, a time
    before it aside («17:30 Из 17 пострадавших»)."""
    sentence = figure.sentence
    dated = {i for moment in sentence.moments for i in range(moment.first, moment.last)}
    segment = sentence.segments[sentence.segment_of(figure.first)]
    opening = 0 if segment.opened_by != ":" else segment.first
    if _act_before(figure) is not None:
        return False  # «із госпіталізованих |88 – …»
    return any(
        0 <= figure.first - hit.last <= 3 and all(i in dated for i in range(opening, hit.first))
        for hit in sentence.of("joints", "of")
    )


def _only_parts(figures: list[Found]) -> bool:
    return all(figure.part_of is not None for figure in figures)


def _whole(codebook: Codebook, part: Found, earlier: list[Found]) -> Found | None:
    for candidate in reversed(earlier):
        if candidate.part_of is not None and any(c.part_of is None for c in earlier):
            continue
        if _holds(codebook, candidate, part):
            return candidate
    return None


def _holds(codebook: Codebook, whole: Found, part: Found) -> bool:
    """Whether the whole's object and number can hold the part's; «не считая 58 погибших» holds none."""
    if whole is part or _is_left_out(whole):
        return False
    if whole.act == "killed" and part.act in _LIVING and part.sentence.pack.verb_final:
        return False  # «20 адам мерт болып, 17-сі жоғалды»
    objects = codebook.objects
    alike = (
        codebook.is_a(part.object, whole.object)
        or codebook.is_a(whole.object, part.object)
        or objects[part.object].kind == objects[whole.object].kind
        or (whole.object == "body" and objects[part.object].kind == "people")
        or (not part.object_given and codebook.acts[part.act].kind == "occurrences")
        or (whole.object == "other" and whole.act == part.act and whole.object_given)
    )
    low = part.quantity.value if part.quantity.value is not None else part.quantity.low
    high: Decimal | int | None = whole.quantity.interval().high
    if high is None:
        high = whole.quantity.value  # "at least four gunmen" hold no 143
    return alike and (low is None or high is None or low <= high)


_LIVING = frozenset({"missing", "injured", "hospitalized", "rescued", "detained", "arrested"})
"""What does not befall the dead."""


def _is_left_out(figure: Found) -> bool:
    """Whether a figure is told as what another does not count: "excluding the |58 killed"."""
    return any(
        0 <= figure.first - hit.last <= 2 for hit in figure.sentence.of("parts", "excluding")
    )


def _runs_on(figure: Found, previous: Found) -> bool:
    """Whether a list of parts goes on: joined by a comma or "and", no predicate of its own."""
    sentence = figure.sentence
    if figure.sentence is not previous.sentence:
        return False
    between = range(previous.np_last, figure.first)
    places = {
        i
        for place in sentence.places
        for i in range(sentence.token_at(place.start), sentence.token_at(place.end - 1) + 1)
    }
    if len(between) - len(places.intersection(between)) > 4:
        return False
    joints = {hit.first for hit in sentence.of("joints", "and")}
    if not all(
        sentence.tokens[i].text in ",–—-"
        or i in joints
        or i in places
        or (i + 1 in places and is_preposition_like(sentence, i))
        for i in between
    ):
        return False
    segment = sentence.segments[sentence.segment_of(figure.first)]
    own = any(
        figure.last <= hit.first < segment.last and hit.role in ("subject", "object")
        for hit in sentence.of("acts")
    )
    return not own


def is_preposition_like(sentence: Sentence, index: int) -> bool:
    """Whether a word may lead a place: «27 |in Godra»."""
    return "adp" in sentence.tokens[index].word.features or is_preposition(sentence, index)
