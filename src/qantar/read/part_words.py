"""The words that open a part: of them, among, including, and what stands between them and a number."""

from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK
from qantar.read.found import Found
from qantar.read.placed import goes_on_by_place
from qantar.read.sentence import Sentence

THE = ("the", "these", "those")


def is_aside(figure: Found) -> bool:
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


def is_another(figure: Found) -> bool:
    """Whether the word before a number says that these come on top of those told."""
    sentence = figure.sentence
    return any(hit.last == figure.first for hit in sentence.of("growth", "another"))


def is_the_rest(figure: Found) -> bool:
    """«остальные |515», "the remaining |three"; not «тірі қалғандардың |он бірі», who survived."""
    sentence = figure.sentence
    rest = [hit for hit in sentence.of("parts", "rest") if hit.last == figure.first]
    return bool(rest) and not any(
        hit.last == figure.first and hit.first < rest[0].first for hit in sentence.of("acts")
    )


class OfThem:
    """The mark of a number that says "of them" itself."""


OF_THEM = OfThem()


def opening_of(figure: Found, previous: Found | None) -> "Hit | OfThem | None":
    """The phrase of inclusion between the figure before and this one, or right behind this one."""
    sentence = figure.sentence
    if figure.of_them:
        rest = is_the_rest(figure) or (
            is_another(figure) and not is_of_them(previous, sentence)
        )
        return None if rest else OF_THEM
    after = previous.last if previous is not None else 0
    for hit in sentence.of("parts", "including", "among", "alone"):
        if hit.code == "including" and opens_a_remark(sentence, hit):
            continue
        if _is_a_share(figure, hit) or _is_one_of(figure, hit):
            continue
        if previous is not None and is_said_of(previous, hit):
            if sentence.pack.fixed_order and _is_of(sentence, hit):
                continue  # "21 |of which were destroyed, and wrecked nine vehicles"
            if is_aside(figure) or goes_on_by_place(sentence, figure.first, figure.last):
                continue  # «27 из них — в Курске, |16 — в Брянске»
        if owns_a_noun(figure, hit) or _includes_another(figure, hit):
            continue
        if after <= hit.first and hit.last <= figure.first + 1:
            return hit
        if is_said_of(figure, hit):
            return hit
    return None


def is_of_them(previous: Found | None, sentence: Sentence) -> bool:
    """Whether the number before in the same sentence says "of them": «олардың бесеуі ауыр, тағы |екеуі жеңіл»."""
    return previous is not None and previous.of_them and previous.sentence is sentence


def _is_a_share(figure: Found, hit: Hit) -> bool:
    """«846 задержанных, |треть из них подростки, 206 раненых»: a share has no number, and behind the comma others go on."""
    sentence = figure.sentence
    if not any(
        share.first == hit.first or share.last == hit.first
        for share in sentence.of("parts", "share")
    ):
        return False
    tokens = sentence.tokens
    if tokens[figure.first - 1].text == "," and figure.last < len(tokens):
        if tokens[figure.last].text == ",":
            return False  # "most of those saved, |688, came from Nigeria"
    return any(token.text == "," for token in tokens[hit.last : figure.first])


def _is_one_of(figure: Found, hit: Hit) -> bool:
    """ "In one |of those, in May, eight drowned": one of several things named is none of the number behind it."""
    sentence = figure.sentence
    if not sentence.pack.fixed_order or not _is_of(sentence, hit) or hit.last > figure.first:
        return False
    return any(said.outer_last == hit.first for said in sentence.said)


def _is_of(sentence: Sentence, hit: Hit) -> bool:
    """Whether a phrase of inclusion begins with "of": "21 |of which"."""
    return any(of.first == hit.first for of in sentence.of("joints", "of"))


def _includes_another(figure: Found, hit: Hit) -> bool:
    """«15 полицейских, |включая начальника отделения, и четверо гражданских»: who is included was named before the
    number, which goes on with the whole."""
    sentence = figure.sentence
    if sentence.pack.fixed_order or sentence.pack.verb_final or hit.code != "including":
        return False
    between = sentence.tokens[hit.last : figure.first]
    if len(between) < 3 or any(
        hit.last <= other.first < figure.first for other in sentence.said
    ):
        return False
    joined = any(one.last == figure.first for one in sentence.of("joints", "and"))
    named = any(
        hit.last <= one.first < figure.first
        for category in ("objects", "roles", "posts")
        for one in sentence.of(category)
    )
    return joined and between[-2].text == "," and named


def owns_a_noun(figure: Found, hit: Hit) -> bool:
    """«олардың |мүддесін 21 адвокат қорғайды», «оның |салдарынан 11 үй қирады»: where the verb stands last, "their"
    before a noun that is theirs ties no number behind it."""
    sentence = figure.sentence
    if not sentence.pack.verb_final or hit.last - hit.first > 1 or hit.code != "including":
        return False
    if "gen" not in sentence.tokens[hit.first].word.features or hit.last > figure.first:
        return False
    between = sentence.tokens[hit.last : figure.first]
    return any(
        {"noun", "poss"} <= t.word.features and "num" not in t.word.features for t in between
    )


def is_said_of(figure: Found, hit: Hit) -> bool:
    """Whether "of them" stands right behind a number and opens no other: «194 |из них обожжены, 31 — ранен»."""
    between = figure.sentence.tokens[figure.last : hit.first]
    return (
        hit.code == "including"
        and figure.last <= hit.first <= figure.last + 2
        and not any(token.kind == MARK for token in between)
    )


def act_behind(figure: Found) -> str | None:
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


def act_before(figure: Found) -> str | None:
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


def opens_a_remark(sentence: Sentence, hit: Hit) -> bool:
    """«В частности, он убил …»: at the head of a sentence and before a comma it ties no number."""
    following = sentence.tokens[hit.last].text if hit.last < len(sentence.tokens) else ""
    return (
        hit.first == 0
        and following == ","
        and any(not other.first for other in sentence.of("parts", "remark"))
    )


def named_act(sentence: Sentence, opened: "Hit | OfThem", own: str) -> str | None:
    """The act by which a phrase of inclusion names the whole: «among the |dead», «среди |доставленных»;
    of several told by one word the part's own."""
    if isinstance(opened, OfThem) or opened.code == "alone":
        return None
    reach = opened.last if opened.code == "including" else opened.last + 2
    named = [
        hit.code for hit in sentence.of("acts")
        if opened.first <= hit.first < reach + (opened.code == "among")
        and (hit.role == "counted" or sentence.tokens[hit.first].word.has("ptcp"))
    ]  # fmt: skip
    return own if own in named else next(iter(named), None)


def is_of(figure: Found, following: Found) -> bool:
    """«34 of the 54 bodies»: the number behind the preposition is the whole."""
    sentence = figure.sentence
    between = range(figure.last, following.first)
    return len(between) <= 3 and any(
        hit.first == figure.last for hit in sentence.of("joints", "of")
    )


def _is_of_them(sentence: Sentence, of: Hit) -> bool:
    """«|Из них 27 — в Курске, 16 — в Брянске»: the number behind "of them" is a part, no whole."""
    if sentence.pack.fixed_order:
        return False
    return any(
        hit.first <= of.first and of.last < hit.last
        for hit in sentence.of("parts", "including")
    )


def opens_with_whole(figure: Found) -> bool:
    """«Of the 252 people underground, 206 …»: a sentence that opens by taking parts of a number, a time
    before it aside («17:30 Из 17 пострадавших»)."""
    sentence = figure.sentence
    dated = {i for moment in sentence.moments for i in range(moment.first, moment.last)}
    segment = sentence.segments[sentence.segment_of(figure.first)]
    opening = 0 if segment.opened_by != ":" else segment.first
    if act_before(figure) is not None:
        return False  # «із госпіталізованих |88 – …»
    ofs = [
        hit for hit in sentence.of("joints", "of")
        if 0 <= figure.first - hit.last <= 3 and not _is_of_them(sentence, hit)
    ]  # fmt: skip
    ofs += [  # «среди 12 раненых», "among the 27 injured", not «среди поступивших |семеро»
        hit for hit in sentence.of("parts", "among")
        if all(token.norm in THE for token in sentence.tokens[hit.last : figure.first])
        and hit.last <= figure.first
    ]  # fmt: skip
    return any(
        all(i in dated or sentence.tokens[i].kind == MARK for i in range(opening, hit.first))
        for hit in ofs
    )
