"""Which figure is inside which: «в том числе», "of whom", «их них», and plain apposition after a total."""

from collections.abc import Sequence

from qantar.codebook import Codebook
from qantar.domain.derivation import Derivation
from qantar.grammar.lexicon import Hit
from qantar.read.cues import goes_with
from qantar.read.found import Found
from qantar.read.named_wholes import named_again, told_by_the_verb, whole_named
from qantar.read.part_words import (
    OfThem,
    act_before,
    act_behind,
    is_another,
    is_aside,
    is_of,
    is_the_rest,
    named_act,
    opening_of,
    opens_with_whole,
)
from qantar.read.siblings import beside_a_part, is_aside_of, names_nobody, of_condition, runs_on
from qantar.read.sums import (
    add_up,
    add_up_by_place,
    add_up_to_those,
    goes_on_in_dashes,
    is_named_behind_dash,
)
from qantar.read.wholes import (
    ALIKE,
    BEFALL,
    BEFALL_THINGS,
    COME_BACK,
    FARTHEST,
    NARROWER,
    PRESENT,
    counts_cases,
    holds,
    nearest_whole,
    of_act,
    of_alone,
    of_same_act,
)


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
    _make_up(here, before)
    opening = [
        opening_of(f, here[index - 1] if index else None) for index, f in enumerate(here)
    ]
    opened = [phrase is not None for phrase in opening]
    _break_down(codebook, here, opened)
    for index, figure in enumerate(here):
        if figure.quantity.value == 0 or figure.part_of is not None:
            continue
        following = here[index + 1] if index + 1 < len(here) else None
        if (
            following is not None
            and is_of(figure, following)
            and holds(codebook, following, figure)
        ):
            figure.part_of = following
            continue
        if index and opening[index] is None and goes_on_in_dashes(figure, here[index - 1]):
            beside = here[index - 1].part_of
            if beside is not None and holds(codebook, beside, figure):
                figure.part_of = beside
                continue
        figure.part_of = _whole_by_words(codebook, here, index, opening[index], before, earlier)
    add_up(codebook, here, opened)
    add_up_to_those(codebook, here, before)
    loose: set[int] = set()
    for index, figure in enumerate(here):
        before_it = here[index - 1].part_of if index else None
        if figure.part_of is None and before_it is not None:
            listed = runs_on(figure, here[index - 1]) or (
                is_named_behind_dash(figure) and is_named_behind_dash(here[index - 1])
            )
            if listed and holds(codebook, before_it, figure):
                figure.part_of = before_it
        if figure.part_of is None and _is_next_in_rank(figure):
            ranked = here[index - 1] if index else before[-1] if before else None
            if ranked is not None and ranked.part_of is not None:
                figure.part_of = ranked.part_of
        if figure.part_of is None:
            figure.part_of = _told_next(codebook, here, index, before)
        if figure.part_of is None and index:
            figure.part_of = of_condition(codebook, figure, here[:index])
        if figure.part_of is None and index:
            figure.part_of = beside_a_part(codebook, figure, here[:index])
            if figure.part_of is not None:
                loose.add(index)
    for index, figure in enumerate(here):
        whole = figure.part_of
        if whole is not None and (_is_all_of(figure, whole) or is_the_rest(figure)):
            figure.part_of = whole = None
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
        if index not in loose:
            _share_the_fate(codebook, figure, whole)


def _is_all_of(figure: Found, whole: Found) -> bool:
    """«жеті жігітті апарып, |жетеуін де босатты»: as many as there were are no part of them."""
    told, held = figure.quantity, whole.quantity
    return (
        told.value is not None
        and told.value == held.value
        and told.hedge == held.hedge
        and figure.sentence.pack.verb_final
    )


def _whole_by_words(
    codebook: Codebook, here: list[Found], index: int, opened: "Hit | OfThem | None",
    before: list[Found], earlier: Sequence[Found],
) -> Found | None:  # fmt: skip
    """The whole of a figure that a phrase of inclusion opens."""
    figure = here[index]
    named_whole = named_again(figure)
    if named_whole is not None:
        told = whole_named(codebook, figure, named_whole, [*earlier, *here[:index]])
        if told is not None or isinstance(opened, OfThem):
            return told
    if opened is None:
        named = act_behind(figure) or act_before(figure)
        if named is not None:
            return of_act(codebook, figure, named, [*earlier[-FARTHEST:], *here[:index]])
        return here[0] if _is_taken_of(codebook, here, index) else None
    if isinstance(opened, Hit) and opened.code == "including" and index:
        beside = here[index - 1]  # «из 49 погибли 11, |в том числе трое детей»: of the eleven
        if 0 <= opened.first - beside.np_last <= 1 and (
            holds(codebook, beside, figure)
            if beside.act == figure.act
            else counts_cases(codebook, beside, figure)
        ):  # fmt: skip
            return beside
    if isinstance(opened, OfThem):
        told = _of_those(codebook, figure, here[:index], before, earlier)
        if told is not None:
            return told
    act = named_act(figure.sentence, opened, figure.act)
    if isinstance(opened, Hit) and opened.code == "among" and act is None:
        again = told_by_the_verb(codebook, figure, opened, [*earlier, *here[:index]])
        if again is not None:
            return again
        if not _names_someone(figure, opened):
            return None  # «among the 164»: the whole itself
        act = figure.act
    if act is not None:
        same = (act, *ALIKE.get(act, ()), *NARROWER.get(act, ()))
        if figure.act not in same:
            return None  # «среди погибших есть женщина, ещё один полицейский ранен»
        known = [*earlier[-FARTHEST:], *here[:index]]
        return of_act(codebook, figure, act, known)
    if isinstance(opened, Hit) and opened.code == "alone":
        return of_alone(codebook, figure, here[:index], before, earlier)
    whole = nearest_whole(codebook, figure, here[:index])
    if (whole is None and not index) or (whole is None and _only_parts(here[:index])):
        near = [f for f in earlier if f.sentence.paragraph == figure.sentence.paragraph]
        whole = (
            of_same_act(codebook, figure, before)
            or of_same_act(codebook, figure, near[-FARTHEST:])
            or nearest_whole(codebook, figure, before)
        )
    return whole


def _make_up(here: list[Found], before: list[Found]) -> None:
    """«Сегіз пойыз тоқтады. Олардың үшеуі – жолаушылар, ал бесеуі – жүк пойызы»: numbers that say "of them" and make up
    one told just before are its parts, whatever stands beside them."""
    numbers = [figure.quantity.value for figure in here if figure.of_them]
    if len(numbers) < 2 or len(numbers) < len(here):
        return
    counted = sum(number for number in numbers if number is not None)
    wholes = [f for f in before if f.quantity.value == counted and f.part_of is None]
    if len(wholes) == 1 and None not in numbers:
        for figure in here:
            figure.part_of = wholes[0]


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
            return of_act(codebook, part, hit.code, known)
    pointed = any(0 <= part.first - hit.last <= 1 for hit in sentence.of("parts", "including"))
    siblings = before if pointed and not here else [] if pointed else here[-1:]
    wholes = {id(f.part_of): f.part_of for f in siblings if f.of_them}
    if len(wholes) == 1 and all(f.of_them for f in siblings):
        whole = next(iter(wholes.values()))
        if whole is not None and holds(codebook, whole, part):
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
    if not index or not opens_with_whole(here[0]):
        return False
    return holds(codebook, here[0], here[index])


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
    if (
        index
        and _is_most_of(figure, here[index - 1])
        and holds(codebook, here[index - 1], figure)
    ):
        return here[index - 1]
    if is_the_rest(figure):
        return None
    if index and is_aside_of(figure, here[index - 1]):
        return here[index - 1] if holds(codebook, here[index - 1], figure) else None
    if index and here[index - 1].part_of is None and is_another(figure):
        return None  # «під вартою 446, |ще вісімнадцятьох відпустили»
    known = here[:index] or (before if figure.act in COME_BACK else [])
    for candidate in reversed(known):
        aside = is_aside(figure) and not _is_elsewhere(figure, candidate)
        narrower = figure.act in NARROWER.get(candidate.act, ()) or aside
        if narrower and figure.act == "other" and not aside:
            narrower = candidate is known[-1] and names_nobody(figure)
        if candidate is known[-1]:
            narrower = narrower or _was_among(codebook, figure, candidate)
        if (
            figure.act == "other"
            and candidate is known[-1]
            and figure.object == candidate.object
        ):
            kind = codebook.objects[figure.object].kind
            narrower = kind == "things" or (  # «nine have reopened»
                kind == "occurrences" and names_nobody(figure)  # «пожаров 8, потушено |6»
            )
        if not narrower and (_is_state(figure) or _is_had_by(figure, candidate)):
            narrower = candidate.act in ("injured", "hospitalized")
        if narrower:
            whole = candidate
            beside = whole.act == figure.act or aside  # «12 из них …, |трое — …»
            if whole.part_of is not None and beside and not _is_state(figure):
                whole = whole.part_of
            elif _is_told_in_passing(whole):
                whole = whole.part_of or whole
            if (
                figure.quantity.value is not None
                and figure.quantity.value == whole.quantity.value
            ):
                return None  # «заложников было семеро, все |семеро спасены»
            return whole if holds(codebook, whole, figure) else None
    return None


def _is_told_in_passing(part: Found) -> bool:
    """Whether the whole of a part with a noun of its own goes on behind it: «шестеро людей, серед них |двоє рятувальників,
    отруїлися, трьох госпіталізовано»."""
    whole = part.part_of
    return whole is not None and whole.sentence is part.sentence and part.object_given


def _was_among(codebook: Codebook, figure: Found, present: Found) -> bool:
    """«В автобусе ехали 32 человека, |пятеро погибли», «летели 11 дронов, |пять сбито»: what befell some of those who were
    there, told without a noun in the same sentence."""
    if present.act != "other" or present.sentence is not figure.sentence or figure.object_words:
        return False
    kind = codebook.objects[present.object].kind
    befall = BEFALL if kind == "people" else BEFALL_THINGS if kind == "things" else ()
    if figure.act not in befall or (kind == "things" and not names_nobody(figure)):
        return False
    return present.part_of is None and not is_another(figure)


def _is_most_of(figure: Found, whole: Found) -> bool:
    """«без света 394 села, больше всего в Туле — |141»: where most of those just counted are."""
    sentence = figure.sentence
    if figure.object_words or figure.act != whole.act or whole.sentence is not sentence:
        return False
    return any(whole.last <= hit.first < figure.first for hit in sentence.of("joints", "most"))


def _is_next_in_rank(figure: Found) -> bool:
    """«Больше всего в Алматы — 149, за ней следует Тараз — 12», "this is followed by 43 in Mehsana"."""
    at = figure.sentence.segment_of(figure.first)
    return not figure.object_words and any(
        hit.last <= figure.first and figure.sentence.segment_of(hit.first) == at
        for hit in figure.sentence.of("parts", "next")
    )


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
    if last.act == "hospitalized" and holds(codebook, last, figure):
        figure.act = last.act
        figure.why.append(Derivation("the badly hurt of those in hospital", "", last.act))


def _share_the_fate(codebook: Codebook, part: Found, whole: Found) -> None:
    """«отселены 248 жильцов, 70 из них провели ночь в школе»: of whom nothing is told that has a code, that
    befell them which befell all."""
    if part.sentence.pack.verb_final or whole.act not in BEFALL:
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
        fills = _fills(whole, here[index + 1 :])
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
            if not holds(codebook, whole, part):
                break
            if parts and part.sentence.segments[at].opened_by == ";" and not fills:
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
                    part.act in PRESENT
                    and whole.act in BEFALL
                    and goes_with(codebook, whole.act, part.object)
                ):  # «44 в больнице: 27 демонстрантов и 16 полицейских»
                    part.act = whole.act
                    part.why.append(Derivation("act of the whole", "", whole.act))


def _fills(whole: Found, rest: list[Found]) -> bool:
    """«531 удар: 7 авиаударов; 312 атак дронов; 212 обстрелов»: whether all that follows in the sentence makes up the
    whole exactly, three numbers at the least."""
    numbers = [part.quantity.value for part in rest]
    if len(numbers) < LISTED or None in numbers:
        return False
    return sum(number for number in numbers if number is not None) == whole.quantity.value


LISTED = 3
"""Numbers that must make up a whole for semicolons to part them."""


def _is_told_alike(parts: list[Found], whole: Found) -> bool:
    """«Четверых убили: |двоих американцев, швейцарца и голландца»: one number behind the colon, without
    a verb of its own."""
    return all(
        part.act == whole.act and part.object_given and part.why[-1].rule in _LENT
        for part in parts
    )


_LENT = frozenset({"act shared by segments", "act told before the mark", "act of the list"})
"""Rules that give a number the verb of another."""
_DASHES = ("—", "–", "-")
"""A dash opens a breakdown only where the parts make up the whole: it stands before much else."""


def _only_parts(figures: list[Found]) -> bool:
    return all(figure.part_of is not None for figure in figures)
