"""How the words present what they say: as a fact, a denial, a plan, a possibility."""

from collections.abc import Sequence
from itertools import pairwise

from qantar.domain.claim import Reality
from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK, WORD, Token
from qantar.read.cues import Cue, Form
from qantar.read.found import Found
from qantar.read.order import ADVERB_ENDINGS
from qantar.read.sentence import Segment, Sentence

_ORDER = (
    ("hypothetical", Reality.HYPOTHETICAL),
    ("ordered", Reality.ORDERED),
    ("future", Reality.FUTURE),
    ("historical", Reality.HISTORICAL),
)
HEADING = 3
"""Tokens of a line that only says that what follows is put right: «Поправка.»"""
NEAR = 6
"""Tokens between a cue and what it governs in the same segment."""
BESIDE = 3
"""Tokens between a verb and a cue behind it: «эвакуировать |планируется», «көшіру |жоспарланып отыр»."""
VERB, CLAUSE, TIME = "cue", "adverb", "time"
"""What a cue is: a verb, noun or adjective that governs the act; a word about its whole clause
(«предположительно», "if"); a time («завтра», "two years ago")."""


_NO_FACTS = (Reality.HYPOTHETICAL, Reality.ESTIMATED, Reality.FUTURE, Reality.ORDERED)


def tell_realities(figures: Sequence[Found]) -> None:
    """Set how the words present each figure; what a list goes on with is presented as what it began with: «вывезут
    300 взрослых, |40 детей и |12 больных»."""
    by_sentence: dict[int, list[Found]] = {}
    for figure in figures:
        figure.reality = reality_of(figure)
        by_sentence.setdefault(figure.sentence.number, []).append(figure)
    for here in by_sentence.values():
        if not here[0].sentence.pack.verb_final:
            for before, figure in pairwise(here):
                if before.reality in _NO_FACTS and _goes_on(before, figure):
                    figure.reality = before.reality
        else:
            for figure, behind in reversed(list(pairwise(here))):
                if behind.reality in _NO_FACTS and _goes_on(behind, figure):
                    figure.reality = behind.reality


def _goes_on(told: Found, figure: Found) -> bool:
    """Whether a figure shares the act of one that is told, or is one more thing that is only named."""
    if figure.reality is not Reality.ASSERTED:
        return False
    if figure.cue is None or told.cue is None:
        return figure.act == told.act and figure.cue in (None, told.cue)
    if figure.cue == told.cue:
        return True
    sentence = figure.sentence
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return False
    return _is_infinitive(sentence, told.cue) and _is_infinitive(sentence, figure.cue)


def reality_of(figure: Found) -> Reality:
    """How the words present a figure: by the cues that govern its act or speak of its clause. «Drowned
    |trying to cross», «задержаны |по подозрению» and "detained men who |will be tried" are facts."""
    sentence = figure.sentence
    if "reality" not in sentence.hits:
        return Reality.FUTURE if _will_happen(figure) else Reality.ASSERTED
    estimates = sentence.of("reality", "estimated")
    for code, reality in _ORDER:
        for hit in sentence.of("reality", code):
            if any(e.first <= hit.first < e.last for e in estimates):
                continue  # "may have died": the same word, but of what is past
            if any(o.first <= hit.first < o.last for o in sentence.of("objects", "suspect")):
                continue  # «у |подозреваемого изъяли два пистолета»: so somebody is called
            if sentence.is_dated(hit.first):
                if code == "historical" and hit.last - hit.first > 1:
                    continue  # "in the past | day" is yesterday
                if code == "hypothetical":
                    continue  # "on 14 |May"
            if code == "future" and hit.entry.role == TIME and _has_happened(figure):
                continue  # «на следующей неделе |погибли ещё двое» recalls, and foretells nothing
            if _is_about(figure, hit):
                return reality
        if code == "future" and _will_happen(figure):
            return reality
    if any(_is_about(figure, hit) for hit in estimates):
        return Reality.ESTIMATED
    segment = sentence.segments[sentence.segment_of(figure.first)]
    if sentence.pack.verb_final and _is_supposed_before(sentence, segment):
        return Reality.HYPOTHETICAL
    return Reality.ASSERTED


def _is_supposed_before(sentence: Sentence, segment: Segment) -> bool:
    """«|Егер су көтерілсе, 200 адам көшіріледі», «|Болжам бойынша, 40 адам …»: a condition, or words that only
    say that it is supposed, in the segment right before."""
    at = sentence.segments.index(segment)
    if not at or segment.opened_by != ",":
        return False
    before = sentence.segments[at - 1]
    for hit in sentence.of("reality", "hypothetical"):
        if hit.first != before.first:
            continue
        if (
            hit.last >= before.last - 1
            or "cond" in sentence.tokens[before.last - 1].word.features
        ):
            return True
    return False


def _is_about(figure: Found, hit: Hit) -> bool:
    """Whether a cue speaks of the figure."""
    sentence, cue = figure.sentence, figure.cue
    if figure.first <= hit.first < figure.np_last:
        return False  # "probable members": doubt of who, not of how many
    at = sentence.segment_of(hit.first)
    own = {sentence.segment_of(figure.first)}
    if cue is not None:
        own.add(sentence.segment_of(cue.first))
    role = hit.entry.role
    if at not in own:
        return role == CLAUSE and at + 1 in own and _stands_alone(sentence, hit)
    if role != VERB:
        first = min(figure.first, cue.first) if cue is not None else figure.first
        last = max(figure.np_last, cue.last) if cue is not None else figure.np_last
        if role == CLAUSE and hit.first >= last and not sentence.pack.verb_final:
            return False  # «погибли 12 человек |предположительно от удушья»
        near = min(abs(first - hit.last), abs(hit.first - last)) <= NEAR
        return (role == CLAUSE or near or first <= hit.first < last) and not _is_parted(
            figure, hit
        )
    if cue is None:
        before, behind = figure.first - hit.last, hit.first - figure.np_last
        if sentence.pack.verb_final:
            return 0 <= behind <= NEAR
        if 0 <= behind <= 1 and hit.code != "ordered":
            return True  # "three funerals |will be held"
        return 0 <= before <= NEAR and not _is_parted(figure, hit)
    if cue.first <= hit.first and hit.last <= cue.last:
        # "|feared dead", «собирались 2 тысячи» are the act itself; «под завалами |могут находиться» is not
        within = cue.first < hit.first and hit.last < cue.last
        gap = within and cue.last - cue.first > _words_of(cue.phrase)
        return gap or cue.act == "paid"  # «|пообещали 2 млн»
    if hit.first < cue.last and cue.first < hit.last:
        return True
    if sentence.pack.verb_final:
        return 0 <= hit.first - cue.last <= BESIDE
    if hit.first >= cue.last:
        return _is_told_behind(figure, cue, hit)
    return _leads_to(figure, cue, hit)


def _words_of(phrase: str) -> int:
    return sum(any(letter.isalpha() for letter in word) for word in phrase.split())


def _stands_alone(sentence: Sentence, hit: Hit) -> bool:
    """«|Предположительно, погибли шесть человек», «12 человек, |вероятно, погибли»."""
    segment = sentence.segments[sentence.segment_of(hit.first)]
    opening = sentence.tokens[segment.first : hit.first]
    return segment.last == hit.last and all(
        token.word.features & {"conj", "part", "adp"} for token in opening
    )


def _is_parted(figure: Found, hit: Hit) -> bool:
    """Whether a word that begins a clause stands between: "40 men |who will be tried", "five people
    died |before the vote"."""
    sentence, cue = figure.sentence, figure.cue
    if cue is None:
        start, end = sorted((figure.first, hit.first))
    elif hit.first < figure.first and hit.first < cue.first:
        start, end = hit.last, min(figure.first, cue.first)
    elif hit.first >= figure.np_last and hit.first >= cue.last:
        start, end = max(figure.np_last, cue.last), hit.first
    else:
        return False
    return any(
        start <= one.first < end and not hit.first <= one.first <= hit.last  # "demand |that"
        for one in sentence.of("small", "clause", "time_clause")
    )


def _has_happened(figure: Found) -> bool:
    """Whether the verb tells the act of the past."""
    cue = figure.cue
    if cue is None or figure.sentence.pack.fixed_order:
        return False
    return any(
        token.word.has("verb", "past", "fin")
        for token in figure.sentence.tokens[cue.first : cue.last]
    )


def _will_happen(figure: Found) -> bool:
    """Whether the verb itself tells the act of the time to come: «на границу |отправят 3000 военных»."""
    cue = figure.cue
    if cue is None or cue.form is not Form.PREDICATE:
        return False
    return any(
        token.word.has("fin", "fut")
        and all(analysis.features & {"fut", "inf"} for analysis in token.word.analyses)
        for token in figure.sentence.tokens[cue.first : cue.last]
    )


def _is_nominal(sentence: Sentence, cue: Cue) -> bool:
    """Whether no verb tells the act: "the release", «число погибших», «под завалами»."""
    if cue.form in (Form.NOUN, Form.COUNTED):
        return True
    return not sentence.pack.fixed_order and not any(
        token.word.has("verb") for token in sentence.tokens[cue.first : cue.last]
    )


def _is_told_behind(figure: Found, cue: Cue, hit: Hit) -> bool:
    """What a cue behind the act says of it: «эвакуация 300 жителей |запланирована», «эвакуировать
    |планируется 300 человек»; behind a verb that tells what happened, nothing."""
    sentence = figure.sentence
    if _is_parted(figure, hit):
        return False
    if cue.form is Form.COUNTED and hit.code == "ordered":
        return False  # «2 тысячи протестующих |потребовали отставки»: it is they who do
    if _is_nominal(sentence, cue):
        behind = max(cue.last, figure.np_last if figure.first <= hit.first else cue.last)
        return hit.first - behind <= NEAR and not sentence.tokens[hit.first].word.has("noun")
    return _is_infinitive(sentence, cue) and hit.first - cue.last <= BESIDE


def _is_infinitive(sentence: Sentence, cue: Cue) -> bool:
    """Whether the act is only named: «эвакуировать», "to be evacuated"."""
    if not sentence.pack.fixed_order:
        return cue.form is Form.PREDICATE and any(
            token.word.has("inf") for token in sentence.tokens[cue.first : cue.last]
        )
    small = {hit.first for hit in sentence.of("auxiliaries", "be", "have", "modal")}
    small.update(hit.first for hit in sentence.of("small", "adverb"))
    modal = {hit.first for hit in sentence.of("auxiliaries", "modal")}
    for at in range(cue.first - 1, -1, -1):
        if at in modal:
            return True
        if at not in small and not sentence.tokens[at].norm.endswith(ADVERB_ENDINGS):
            return False
    return False


def _leads_to(figure: Found, cue: Cue, hit: Hit) -> bool:
    """Whether a cue before the act governs it. An infinitive depends on it over all that stands between
    up to another verb; any other form only where nothing of weight does: «могли погибнуть», "ordered the
    release"."""
    sentence = figure.sentence
    tokens = sentence.tokens
    if _is_parted(figure, hit):
        return False
    light = set(range(figure.first, figure.np_last))
    for category in ("auxiliaries", "hedges", "totals"):
        for one in sentence.of(category):
            light.update(range(one.first, one.last))
    light.update(one.first for one in sentence.of("small", "copula", "adverb"))
    between = [
        i for i in range(hit.last, cue.first) if i not in light and not sentence.is_dated(i)
    ]
    if _is_infinitive(sentence, cue):
        others = [
            one.first for one in sentence.of("acts")
            if hit.last <= one.first < cue.first and one.role in ("subject", "object")
        ]  # fmt: skip
        return not any(
            i not in light and (tokens[i].word.has("verb", "fin") or i in others)
            for i in between
        )
    if cue.first - hit.last > NEAR + (figure.np_last - figure.first):
        return False
    if any(_has_weight(tokens[i]) for i in between):
        return False
    if _is_nominal(sentence, cue):
        return True
    return not _is_noun(sentence, hit)  # «из-за |угрозы эвакуированы 300 человек»


def _has_weight(token: Token) -> bool:
    """Whether a word names something or tells something."""
    features = token.word.features
    if token.kind != WORD or features & {"adv", "part", "adp", "conj", "pron"}:
        return token.kind == MARK
    if token.norm.endswith(ADVERB_ENDINGS) and not features:
        return False
    return bool(features & {"noun", "name", "verb", "adj"}) or not features


def _is_noun(sentence: Sentence, hit: Hit) -> bool:
    """Whether a cue is a noun, and no form of a verb."""
    word = sentence.tokens[hit.last - 1].word
    return word.has("noun") and not word.has("verb")


def _is_of_act(sentence: Sentence, cue: Hit) -> bool:
    """Whether a cue is a word that the phrase of an act writes out: "were |denied bail"."""
    return any(
        hit.first <= cue.first
        and cue.last <= hit.last
        and hit.last - hit.first > cue.last - cue.first
        and hit.role in ("subject", "object")
        and not {sentence.tokens[cue.first].norm, *sentence.tokens[cue.first].word.lemmas}
        .isdisjoint(piece.lstrip("=") for piece in hit.entry.phrase.split())
        for hit in sentence.of("acts")
    )  # fmt: skip


def mark_denials(sentences: list[Sentence], figures: list[Found]) -> None:
    """Set ``denied`` where a cue of denial speaks of the figure: in its own sentence, or in the next
    one when that has no figure of its own and stands in the same paragraph."""
    by_sentence: dict[int, list[Found]] = {}
    for figure in figures:
        by_sentence.setdefault(figure.sentence.number, []).append(figure)
    for index, sentence in enumerate(sentences):
        if "reality" not in sentence.hits:
            continue
        cues = [c for c in sentence.of("reality", "denied") if not _is_of_act(sentence, c)]
        if not cues:
            continue
        mine = by_sentence.get(sentence.number, [])
        opens = not index or sentences[index - 1].paragraph != sentence.paragraph
        if (
            not mine
            and opens
            and len(sentence.tokens) <= HEADING
            and index + 1 < len(sentences)
        ):
            # «Поправка. 12 мая мы сообщили о 27 погибших»: the number told then, not the one put instead
            for figure in by_sentence.get(sentences[index + 1].number, [])[:1]:
                figure.denied = figure.quantity.value != 0
        elif mine:
            for figure in mine:
                if any(_speaks_of(sentence, figure, cue.first, mine) for cue in cues):
                    figure.denied = True
        elif index and sentences[index - 1].paragraph == sentence.paragraph:
            for figure in by_sentence.get(sentences[index - 1].number, [])[-1:]:
                if figure.quantity.value != 0:
                    figure.denied = True


def _speaks_of(sentence: Sentence, figure: Found, cue: int, mine: list[Found]) -> bool:
    """One figure in the sentence: it. Several: those the cue's segment, or its neighbours, hold. What
    stands behind the colon of «denied it: four came» is the answer; behind that of «Fake: …», the fake."""
    if figure.quantity.value == 0:
        return False
    if cue and any(token.text == ":" for token in sentence.tokens[cue : figure.first]):
        return False
    if len(mine) == 1:
        return True
    return abs(sentence.segment_of(figure.first) - sentence.segment_of(cue)) <= 1
