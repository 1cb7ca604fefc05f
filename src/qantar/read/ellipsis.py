"""What a number leaves unsaid because the words around it have said it: the whole it is taken from, the
list it goes on with, the noun before it, the figure it repeats."""

from collections.abc import Sequence

from qantar.codebook import Codebook
from qantar.domain.quantity import Hedge
from qantar.grammar.quantities import Said
from qantar.grammar.token import MARK
from qantar.read.counted_noun import is_aside
from qantar.read.cues import Cue, Form, is_article, stands_at
from qantar.read.found import Found
from qantar.read.head import Head
from qantar.read.order import is_small
from qantar.read.sentence import Sentence

DETERMINERS = 2
"""Words between "of" and its number: «of the country's first 400»."""
ORDINALS = frozenset(("first", "last", "next", "other", "remaining", "initial"))
NAMED_REACH = 12
"""Words between «число нападавших» and the number it is put at."""
MEMORABLE = 20
"""The least number that, said again, is taken for the same: smaller ones meet by chance."""


def is_whole_of(sentence: Sentence, said: Said) -> bool:
    """Whether a number only names what others are taken from: «Of the |252 people, 206 …», «34 of the
    |54 bodies». What the clause tells befell the part."""
    at = said.outer_first
    for hit in sentence.of("joints", "of"):
        if not 0 <= at - hit.last <= DETERMINERS:
            continue
        if not all(_is_modifier(sentence, index) for index in range(hit.last, at)):
            continue
        if names_whole(sentence, hit.last, at):
            continue
        if any(
            other.outer_last == hit.first and other.quantity.value != 1
            for other in sentence.said if other is not said
        ):  # fmt: skip
            return True
        opening = sentence.segments[sentence.segment_of(hit.first)].first
        dated = {i for moment in sentence.moments for i in range(moment.first, moment.last)}
        if all(i in dated for i in range(opening, hit.first)):
            return any(other.first >= said.outer_last for other in sentence.said)
    return False


def names_whole(sentence: Sentence, first: int, last: int) -> bool:
    """«із |госпіталізованих 88 – правоохоронці»: whether what stands between "of" and a number names those it is
    taken of, so that it is no whole itself."""
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return False
    return any(
        hit.role == "counted" and first == hit.first and hit.last <= last
        for hit in sentence.of("acts")
    )


def _is_modifier(sentence: Sentence, index: int) -> bool:
    """Whether a word may stand between "of" and its number: an article, an owner, an adjective."""
    if any(hit.first <= index < hit.last for hit in sentence.of("parts")):
        return False  # «из которых 67»
    token = sentence.tokens[index]
    if token.kind == MARK:
        return False
    if sentence.pack.fixed_order:
        return (
            is_small(sentence, index) or "gen" in token.word.features or token.norm in ORDINALS
        )
    return bool(token.word.features & {"adj", "pron"}) and not token.word.has("noun")


BRACKETED = 5
"""Words between two counts in brackets of one list: «Ирана (31), Турции (|19)»."""


def goes_on_with(sentence: Sentence, said: Said, previous: Found | None) -> bool:
    """Whether only marks or "and" part a number from the noun phrase counted before it: «four women, |two
    children and |one man»."""
    if previous is None or previous.sentence is not sentence:
        return False
    between = range(previous.np_last, said.outer_first)
    if not between:
        return False
    opened = sentence.tokens[said.outer_first - 1].text
    if opened == "(" and previous.first and sentence.tokens[previous.first - 1].text == "(":
        return said.outer_first - previous.last <= BRACKETED
    joints = {
        index for hit in sentence.of("joints", "and") for index in range(hit.first, hit.last)
    }
    return all(sentence.tokens[i].text in ",—–-:(" or i in joints for i in between)


def named_before(
    codebook: Codebook, sentence: Sentence, said: Said, head: Head, found: Sequence[Cue]
) -> None:
    """«число нападавших оценили в 20 тысяч |человек»: a noun behind the number that says only people
    leaves it to the one before to say who. So does the region or town in which they are counted: «число
    погибших | в Хатлонской области | выросло до 19»."""
    inside = head.left and head.object in ("region", "settlement")
    if not inside and (
        head.object not in (None, "person") or head.cue is not None or head.unknown or head.left
    ):
        return
    for hit in sentence.of("joints", "number"):
        if not 0 < said.outer_first - hit.last <= NAMED_REACH:
            continue
        if any(token.kind == MARK for token in sentence.tokens[hit.last : said.outer_first]):
            continue
        noun = next((h for h in sentence.of("objects") if h.first == hit.last), None)
        if noun is not None and codebook.is_a(noun.code, "person"):
            head.object, head.words = noun.code, (noun.first, noun.last)
        elif inside:
            head.object, head.words = None, None
        cue = next((c for c in found if c.form is Form.COUNTED and c.first == hit.last), None)
        if cue is not None:
            head.cue = cue
        return


def of_shared_noun(sentence: Sentence, said: Said, head: Head) -> None:
    """«|одного ракетного та 89 авіаційних ударів», «|два жилых и пять нежилых домов»: of two numbers with adjectives
    and one noun behind the second, the first counts that noun too."""
    if head.object is not None or head.cue is not None or head.unknown or head.left:
        return
    tokens, at = sentence.tokens, said.outer_last
    while at < len(tokens) and _is_plain_adjective(sentence, at):
        at += 1
    if at == said.outer_last or at + 1 >= len(tokens):
        return
    if tokens[at].text != "," and not any(
        hit.first == at for hit in sentence.of("joints", "and")
    ):
        return
    other = next((one for one in sentence.said if one.outer_first == at + 1), None)
    if other is None or other.use != "count":
        return
    end = other.outer_last
    while end < len(tokens) and _is_plain_adjective(sentence, end):
        end += 1
    if end == other.outer_last:
        return  # «двое пьяных и 12 подростков»
    for hit in sentence.of("objects"):
        if other.outer_last <= hit.first <= end < hit.last:
            head.object, head.words = hit.code, (hit.first, hit.last)
            return


def of_whole_behind(
    codebook: Codebook, sentence: Sentence, said: Said, head: Head, found: Sequence[Cue]
) -> None:
    """«|37 із 41 ударного безпілотника», «|семеро з двадцяти загиблих»: the noun behind the whole is also that of
    the part taken from it."""
    if head.object is not None or head.cue is not None or head.left:
        return
    end = next(
        (hit.last for hit in sentence.of("joints", "of") if hit.first == said.outer_last), None
    )
    if end is None:
        return
    whole = next(
        (
            one for one in sentence.said
            if one.use == "count" and 0 <= one.outer_first - end <= DETERMINERS
            and all(_is_modifier(sentence, index) for index in range(end, one.outer_first))
        ),
        None,
    )  # fmt: skip
    if whole is None:
        return
    at = whole.outer_last
    while at < len(sentence.tokens) and _is_plain_adjective(sentence, at):
        at += 1
    for hit in sentence.of("objects"):
        if whole.outer_last <= hit.first <= at < hit.last:
            head.object, head.words, head.unknown = hit.code, (hit.first, hit.last), False
            return
    for cue in found:
        if cue.form is Form.COUNTED and cue.first == at:
            if codebook.acts[cue.act].kind == "people":
                head.object = codebook.acts[cue.act].default_object
            return


def _is_plain_adjective(sentence: Sentence, index: int) -> bool:
    """Whether a word is an adjective and nothing else that could be counted by itself."""
    features = sentence.tokens[index].word.features
    return "adj" in features and not features & {"noun", "ptcp", "pron", "verb"}


def told_before_mark(sentence: Sentence, said: Said, found: Sequence[Cue]) -> Cue | None:
    """«изъятое оружие — |14 автоматов»: the act before a dash or colon, when nothing behind it tells one."""
    at = sentence.segment_of(said.outer_first)
    own = sentence.segments[at]
    if not at or own.opened_by not in ("—", "–", "-", ":"):
        return None
    before = sentence.segments[at - 1]
    if any(before.first <= other.first < before.last for other in sentence.said):
        return None
    told = [cue for cue in found if before.first <= cue.first and cue.last <= before.last]
    return told[-1] if told else None


def said_again(said: Said, earlier: Sequence[Found]) -> Found | None:
    """The figure that a bare number repeats: «число 164 назвали ошибкой»."""
    value = said.quantity.value
    if value is None or value < MEMORABLE:
        return None
    for figure in reversed(earlier):
        if figure.quantity.value != value or figure.act == "other":
            continue
        hedges = {figure.quantity.hedge, said.quantity.hedge}
        if len(hedges) == 1 or Hedge.EXACT in hedges:
            return figure
    return None


def is_in_relative_clause(sentence: Sentence, said: Said) -> bool:
    """Whether a number stands in a clause about a noun before it, with a verb no list knows: «автобус, в
    котором ехали |56 пассажиров»."""
    segment = sentence.segments[sentence.segment_of(said.outer_first)]
    if segment.opened_by != ",":
        return False
    opens = any(
        segment.first <= hit.first <= segment.first + 1
        for hit in sentence.of("joints", "relative")
    )
    return opens and any(
        token.word.has("fin") and not token.word.has("noun")
        for token in sentence.tokens[segment.first : segment.last]
    )


def only_was(sentence: Sentence, said: Said, head: Head) -> bool:
    """Whether a noun and its number are joined by "to be" alone: «нападавших было |шестеро», «шабуылдаушылар
    |бесеу болған»."""
    if not head.left or head.words is None:
        return False
    tokens = sentence.tokens
    asides = {
        i for at, aside in enumerate(sentence.segments) if not sentence.pack.verb_final
        and aside.first > head.words[1] and is_aside(sentence, at)
        for i in range(aside.first - 1, aside.last + 1)
    }  # fmt: skip
    between = [
        tokens[i].word.lemmas[:1]
        for i in range(head.words[1], said.outer_first) if i not in asides
    ]  # fmt: skip
    if sentence.pack.verb_final:
        behind = (
            tokens[said.outer_last].word.lemmas[:1] if said.outer_last < len(tokens) else ()
        )
        return not between and tuple(behind) in _BE
    return bool(between) and all(tuple(lemma) in _BE for lemma in between)


def stood_there(sentence: Sentence, said: Said, head: Head) -> bool:
    """ "|300 people were in the hall", "there were |240 people in the theatre": only where they were is told."""
    if head.left:
        return False
    end = max(head.end, said.outer_last)
    was = {hit.first for hit in sentence.of("small", "was")}
    if end in was:
        return _opens_where(sentence, end + 1)
    return said.outer_first - 1 in was and _opens_where(sentence, end)


def _opens_where(sentence: Sentence, index: int) -> bool:
    """Whether the words at a token say where somebody was: "in the hall", "aboard"."""
    if stands_at(sentence, index, "aboard", "stood_there"):
        return True
    if not stands_at(sentence, index, "stood_at") or not is_article(sentence, index + 1):
        return False
    return not any(  # "were at the |rally": they took part
        index + 1 < hit.first <= index + RALLY for hit in sentence.of("objects", "protest")
    )


RALLY = 4
"""Words from "were" to the rally somebody was at."""


_BE = (("быть",), ("бути",), ("бол",))


def told_by_itself(sentence: Sentence, said: Said, head: Head, here: Sequence[Found]) -> bool:
    """Whether the clause of a number has a predicate of its own that no list knows, or knows of other
    things: «погибли двое, без света остались |93 тысячи». What befell others did not befall these."""
    if head.object is None and not head.left and said.number.form == "digits":
        if not here or here[-1].act == "other":
            return False
    at = sentence.segment_of(said.outer_first)
    if here and sentence.segment_of(here[-1].first) == at:
        return False  # «затоплены 40 домов в |семи сёлах»: one predicate tells of both
    segment = sentence.segments[at]
    own = range(said.outer_first, max(head.end, said.outer_last))
    known: set[int] = set()
    for category in ("attribution", "totals", "times", "reference", "parts"):
        for hit in sentence.of(category):
            known.update(range(hit.first, hit.last))
    for index in range(segment.first, segment.last):
        if index in own or index in known:
            continue
        word = sentence.tokens[index].word
        if not (word.has("verb", "fin") or word.has("short")):
            continue
        if stands_at(sentence, index, "no_act"):
            continue
        if not word.features & {"noun", "adj", "adv", "part", "pron", "adp", "imper"}:
            return True
    return False


def was_there(sentence: Sentence, said: Said, head: Head) -> bool:
    """Whether the clause of a number tells only where they were: «под землёй находились |40 горняков», «жер
    астында |188 кенші болған». What befell others did not befall these."""
    segment = sentence.segments[sentence.segment_of(said.outer_first)]
    verbs = [
        hit for hit in sentence.of("small", "was_there")
        if segment.first <= hit.first < segment.last
        and sentence.tokens[hit.first].word.has("verb", "fin")
    ]  # fmt: skip
    if not verbs:
        return False
    own = range(said.outer_first, max(head.end, said.outer_last))
    where = {"loc", "adp"} if sentence.pack.verb_final else {"adp"}
    somewhere = False
    for index in range(segment.first, segment.last):
        if index in own:
            continue
        features = sentence.tokens[index].word.features
        somewhere = somewhere or bool(features & where)
        if sentence.pack.verb_final:
            continue
        if features & {"ptcp", "short"} or ("ins" in features and not somewhere):
            return False  # «|были задержаны», «|є жителями»
    return somewhere


def of_antecedent(codebook: Codebook, sentence: Sentence, said: Said, head: Head) -> None:
    """«боевики, которых было не более |двадцати», «населённых пунктов, куда дошёл огонь, — |9»: the noun
    before a relative clause that only tells how many, or behind which the number stands."""
    if head.object is not None or head.cue is not None or head.unknown:
        return
    at = sentence.segment_of(said.outer_first)
    own = sentence.segments[at]
    if own.opened_by in ("—", "–", "-") and said.outer_first == own.first and at > 1:
        at -= 1
        own = sentence.segments[at]
        told, verbs = True, []
    else:
        verbs = [
            token.word.lemmas[0] for token in sentence.tokens[own.first : own.last]
            if token.word.has("verb", "fin")
        ]  # fmt: skip
        told = bool(verbs) and all(verb in _ONLY_COUNTS for verb in verbs)
    numbering = any(hit.first == own.first for hit in sentence.of("small", "in_number"))
    if numbering and own.opened_by == "," and not verbs:
        told = True  # «офицеры, числом около |сорока, …»
    relative = numbering or any(
        own.first <= hit.first <= own.first + 1 for hit in sentence.of("joints", "relative")
    )
    if not at or own.opened_by != "," or not relative or not told:
        return
    end = own.first - 1
    noun = next((h for h in sentence.of("objects") if h.last == end), None)
    if noun is not None:
        head.object, head.words, head.left = noun.code, (noun.first, noun.last), True


def of_those_among(codebook: Codebook, sentence: Sentence, said: Said, head: Head) -> None:
    """«среди силовиков пострадали |четверо»: a bare number counts those it is among."""
    if head.object is not None or head.cue is not None or head.unknown or head.left:
        return
    at = sentence.segment_of(said.outer_first)
    for hit in sentence.of("parts", "among"):
        if hit.last > said.outer_first or sentence.segment_of(hit.first) != at:
            continue
        noun = next((h for h in sentence.of("objects") if h.first == hit.last), None)
        if noun is not None and codebook.is_a(noun.code, "person"):
            head.object, head.words, head.left = noun.code, (noun.first, noun.last), True


def goes_on_in_money(sentence: Sentence, said: Said, head: Head, here: Sequence[Found]) -> bool:
    """«семьям выплатят по миллиону рублей, раненым — |по 400 тысяч»: a sum without its currency, behind a dash
    and the name of those who get it."""
    if not here or here[-1].object != "money" or here[-1].sentence is not sentence:
        return False
    if head.object is not None and not head.left:
        return False
    value = said.quantity.value or said.quantity.low
    if head.unknown or value is None or value < LEAST_SUM:
        return False
    at = sentence.segment_of(said.outer_first)
    own = sentence.segments[at]
    return own.opened_by in ("—", "–", "-") and said.outer_first - own.first <= DETERMINERS


def is_a_bare_sum(sentence: Sentence, said: Said) -> bool:
    """«потребовал |10 миллионов и вертолёт», «вывели 214 млн рублей; вернуть удалось |68 миллионов»: millions of
    nothing named are money."""
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return False
    value = said.quantity.value
    return value is not None and value >= MILLION


MILLION = 1_000_000
LEAST_SUM = 1000
"""The least number that may be a sum whose currency was said before."""


_ONLY_COUNTS = frozenset(
    "быть бути насчитываться насчитывать оказаться набраться виявитися налічуватися".split()
)


def noun_left_out(
    codebook: Codebook, sentence: Sentence, head: Head, whole: Found
) -> str | None:
    """«700 машин, среди которых 346 полицейских»: an adjective that also is a noun, of things of which a
    part is told; what it makes with their noun, or their noun alone."""
    if head.object is None or head.words is None or head.left or whole.object == "body":
        return None
    kinds = codebook.objects[head.object].kind, codebook.objects[whole.object].kind
    word = sentence.tokens[head.words[0]].word
    if kinds != ("people", "things") or not word.has("adj") or sentence.pack.fixed_order:
        return None
    first, last = head.words
    joined = [
        *sentence.tokens[first:last],
        *whole.sentence.tokens[whole.last : whole.np_last],
    ]
    for hit in sentence.pack.lexicon.find(joined):
        if hit.entry.category == "objects" and not hit.first and hit.last == len(joined):
            return hit.code
    return whole.object


def told_in_turn(sentence: Sentence, said: Said, found: Sequence[Cue]) -> Cue | None:
    """«Показник загиблих та постраждалих становить 275 та |139 осіб відповідно»: the numbers before
    "respectively" count, each in its turn, those named before them; only if there are as many."""
    marks = [hit.first for hit in sentence.of("joints", "respectively")]
    if not marks or marks[0] < said.last:
        return None
    numbers = [one for one in sentence.said if one.use == "count" and one.last <= marks[0]]
    if said not in numbers or len(numbers) < len(("one", "other")):
        return None
    named: dict[int, Cue] = {}
    for cue in found:
        if cue.form is Form.COUNTED and cue.last <= numbers[0].outer_first:
            named.setdefault(cue.first, cue)
    if len(named) != len(numbers):
        return None
    return list(named.values())[numbers.index(said)]
