"""Verbs of saying in their sentence: whether somebody says something by them, and whose they are."""

from qantar.domain.source import BlockKind
from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK, WORD
from qantar.read.body_names import is_acronym
from qantar.read.cues import Cue, Form
from qantar.read.names import Mention, Who
from qantar.read.order import is_adverb, is_passive, is_small
from qantar.read.sentence import Sentence, capitalised

COUNTING = "counting"
"""Verbs of keeping count, heard as saying only where nobody says anything."""
INSERTED = "inserted"
"""Verbs heard as saying only where they stand beside a speaker as an aside: «…, sighs Nina»."""
COMPLEMENT = "complement"
"""Verbs of saying only behind the clause they report: «екеуі қаза тапқанын |жеткізді»."""
CLAUSE = "clause"
"""Verbs of saying only before what they tell: «проверка |показала, что …», «|передал о двух раненых»."""
WITNESSED = "witnessed"
"""Verbs of seeing, by which those sent to look are the source: «an AFP reporter saw nine bodies»."""
INVERTED_REACH = 2
"""Tokens between a verb and the subject behind it: «said the district's | governor»."""
UNSAID_REACH = 3
"""Tokens between a negation and its verb: «did not immediately confirm»."""


def is_said(sentence: Sentence, hit: Hit) -> bool:
    """Whether anybody says anything by a verb of saying: not «won't say», not «cases were reported»."""
    return not (
        _is_of_a_deed(sentence, hit)
        or _is_unsaid(sentence, hit)
        or _is_said_of(sentence, hit)
        or _is_ours(sentence, hit)
        or _is_passive(sentence, hit)
        or _is_a_turn(sentence, hit)
        or _tells_of_another(sentence, hit)
        or _is_of_counted(sentence, hit)
        or _is_of_one(sentence, hit)
    )


def _is_of_a_deed(sentence: Sentence, hit: Hit) -> bool:
    """«|объявили в розыск», «|оголосили підозру»: a verb of saying that is but the first word of a deed."""
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return False
    about = is_topic(sentence, hit.last)
    return any(
        act.first <= hit.first
        and hit.last <= act.last
        and act.last - act.first > hit.last - hit.first
        and not (about and act.code in _TOLD_OF)  # «объявил |о снятии ограничений» tells of it
        for act in sentence.of("acts", *_DECLARED)
    )


def is_topic(sentence: Sentence, index: int) -> bool:
    """Whether a word opens what a verb of saying tells of: «сообщил |о трёх раненых»."""
    return any(one.first == index for one in sentence.of("small", "topic"))


def tells_what(sentence: Sentence, hit: Hit) -> bool:
    """«сообщила |о трёх раненых», «показала|, что …»: whoever does this speaks, of flesh and blood or not."""
    tokens, at = sentence.tokens, hit.last
    if is_topic(sentence, at):
        return True
    return (
        at + 1 < len(tokens)
        and tokens[at].text == ","
        and any(one.first == at + 1 for one in sentence.of("small", "that"))
    )


_DECLARED = ("wanted", "charged", "arrested", "imposed", "lifted", "opened")
"""What is done to people by declaring it."""
_TOLD_OF = ("imposed", "lifted", "opened")


def _tells_of_another(sentence: Sentence, hit: Hit) -> bool:
    """«қолдау |көрсеткен полицейлер», «деп |айыпталған бес адам», «қатысы бар |деген үш азамат», «бұрын |жазған
    болатынбыз»: a participle before a word only describes it."""
    if not sentence.pack.verb_final or hit.last >= len(sentence.tokens):
        return False
    word = sentence.tokens[hit.last - 1].word
    if "ptcp" not in word.features:
        return False
    if any(said.use == "count" and said.outer_first == hit.last for said in sentence.said):
        return True
    if hit.last - hit.first > 1 or "де" in word.lemmas:
        return False  # «… |деген сөз тарады» quotes
    following = sentence.tokens[hit.last]
    if following.kind == WORD and following.norm.endswith(("быз", "біз", "пыз", "піз")):
        return True  # «жазған болатынбыз»: the paper itself
    return following.word.has("noun") and "verb" not in following.word.features


MANY = "many"
"""Forms that are verbs only right behind a noun of many: «Demonstrators |claim 188»."""


def _is_of_one(sentence: Sentence, hit: Hit) -> bool:
    """ "the |claim", "a police |report": no verb, for nobody of many stands right before it."""
    if hit.role != MANY:
        return False
    at = hit.first - 1
    while at > 0 and is_adverb(sentence.tokens[at]):
        at -= 1
    if at < 0 or sentence.tokens[at].kind != WORD:
        return True
    if any(one.first <= at < one.last for one in sentence.of("small", "speakers")):
        return False
    norm = sentence.tokens[at].norm
    return not norm.endswith("s") or norm.endswith(("ss", "'s", "’s"))


def _is_of_counted(sentence: Sentence, hit: Hit) -> bool:
    """ "five were sacked and nine |warned", "of whom 12 |said": a bare number right before the verb is of those who do
    or suffer it."""
    return (
        sentence.pack.fixed_order
        and hit.last - hit.first == 1
        and any(said.use == "count" and said.outer_last == hit.first for said in sentence.said)
    )


def _is_a_turn(sentence: Sentence, hit: Hit) -> bool:
    """«атап |айтқанда», «қысқаша |айтқанда»: a turn of speech, nobody's."""
    features = sentence.tokens[hit.last - 1].word.features
    return (
        sentence.pack.verb_final and {"ptcp", "loc"} <= features and hit.last - hit.first == 1
    )


def _is_passive(sentence: Sentence, hit: Hit) -> bool:
    """«|признан виновным», «|названы имена»: of whom something is said; «сказано в отчёте» says it."""
    if sentence.pack.fixed_order or sentence.pack.verb_final or hit.last - hit.first > 1:
        return False
    token = sentence.tokens[hit.first]
    return {"short", "pass"} <= token.word.features and not token.norm.endswith("о")


def _is_ours(sentence: Sentence, hit: Hit) -> bool:
    """«We counted eleven», «порахували ми»: the paper itself, unless it is within a quotation."""
    return not sentence.quoted[hit.first] and any(
        not sentence.quoted[other.first]
        and (other.last == hit.first or other.first == hit.last)
        for other in sentence.of("reference", "we")
    )


def _is_unsaid(sentence: Sentence, hit: Hit) -> bool:
    """«The ministry won't say», «полиция не сообщила»: what is not said is no one's account."""
    if sentence.pack.verb_final:
        if is_deed(sentence, hit):
            return True
        following = sentence.tokens[hit.last : hit.last + 1]
        return "neg" in sentence.tokens[hit.last - 1].word.features or any(
            token.word.has("neg", "part") for token in following
        )
    for other in sentence.of("reality", "negated"):
        gap = hit.first - other.last
        if not 0 <= gap <= (UNSAID_REACH if sentence.pack.fixed_order else 0):
            continue
        if all(
            token.kind == WORD and (is_small(sentence, i) or is_adverb(token))
            for i, token in enumerate(sentence.tokens[other.last : hit.first], other.last)
        ):
            return True
    return False


def is_deed(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb of saying is the last word of a deed that is none: «іздеу |жарияланған»."""
    return not has_complement(sentence, hit) and any(
        act.first < hit.first and hit.last <= act.last and act.code not in _TOLD
        for act in sentence.of("acts")
    )


_TOLD = ("cost",)
"""What is done by saying it: «шығынды 650 млн теңгеге |бағалады»."""
ONLY_SAYS = 6
"""Words behind the verb of a sentence that tells nothing but who said what stands before it."""


def only_says(sentence: Sentence, hit: Hit) -> bool:
    """ "Deputy minister Aida Bek |told the agency." : a sentence with nothing but who speaks, and to whom,
    in a language that tells by order that nothing more is said."""
    if not sentence.pack.fixed_order or not sentence.number or hit.code != "say":
        return False
    tokens = sentence.tokens
    behind = tokens[hit.last :]
    if len(behind) > ONLY_SAYS or any(sentence.quoted) or len(sentence.segments) > 2:
        return False
    if any(token.norm in _OPENS or token.text in ':«»"“”' for token in behind):
        return False
    if (
        any(said.use == "count" for said in sentence.said)
        or sentence.kind is not BlockKind.BODY
    ):
        return False
    done = any(h.role in ("subject", "object") for h in sentence.of("acts"))
    return not done and (not behind or behind[-1].kind == MARK) and hit.first > 1


_OPENS = frozenset("that the a an how what when where why whether if he she it they no".split())


def is_relative(sentence: Sentence, hit: Hit, mention: Mention) -> bool:
    """«denied by the ministry, which said…», «министр, который заявил…»: the verb is of who stands
    just before."""
    between = range(mention.last, hit.first)
    return 1 <= len(between) <= 4 and any(
        other.first in between and other.first - mention.last <= 1
        for other in sentence.of("reference", "relative")
    )


def has_complement(sentence: Sentence, hit: Hit) -> bool:
    """Whether a clause made a noun in the accusative stands right before a verb: «алынғанын жеткізді»."""
    before = sentence.tokens[hit.first - 1].word if hit.first else None
    return (
        before is not None
        and "acc" in before.features
        and bool(before.features & {"ptcp", "inf"})
    )


def is_aside(sentence: Sentence, hit: Hit, mention: Mention) -> bool:
    """«"…," sighs Nina», «…, продолжает врач, …»: verb and speaker side by side, behind a mark."""
    begins = min(mention.first, mention.role[0]) if mention.role else mention.first
    past = max(hit.last, mention.last)
    if not sentence.pack.verb_final and past < len(sentence.tokens):
        if sentence.tokens[past].kind != MARK:
            return False  # «полиция начала задержания»
    if begins >= hit.last:
        first, gap = hit.first, begins - hit.last
    else:
        first, gap = begins, hit.first - mention.last
        while first and is_small(sentence, first - 1):
            first -= 1
    return 0 <= gap <= 1 and first > 0 and sentence.tokens[first - 1].kind == MARK


def is_inverted(sentence: Sentence, hit: Hit, first: int, last: int) -> bool:
    """Whether a verb of fixed order has its subject, tokens ``first`` to ``last``, behind it: «…, said
    the mayor.», not «the mayor, Li Wei, said police had…»."""
    tokens = sentence.tokens
    before = tokens[hit.first - 1] if hit.first else None
    if before is not None and (before.kind != MARK or before.text in "(—–-"):
        return False
    if not 0 <= first - hit.last <= INVERTED_REACH:
        return False
    if last >= len(tokens) or tokens[last].kind == MARK:
        return True
    following = tokens[last].word.features
    return (
        hit.first > 0
        and not following & {"past", "ger"}
        and not any(
            other.first == last for other in sentence.of("auxiliaries", "be", "have", "modal")
        )
    )


def is_led(sentence: Sentence, first: int, last: int, hit: Hit) -> bool:
    """ "a day |after the UN announced that…": what looks like a preposition leads a clause, whose verb
    stands right behind the name."""
    at = first - 1 if sentence.tokens[first - 1].norm not in ("the", "a", "an") else first - 2
    return last == hit.first and at >= 0 and sentence.tokens[at].norm in _LEADING


_LEADING = frozenset(("after", "before", "since", "until", "as", "than", "like"))


def is_from(sentence: Sentence, hit: Hit, first: int) -> bool:
    """ "according to |the daily report of the Flood Office", "|a count released by doctors": whose paper or
    count it is, behind a preposition of coming from someone."""
    tokens, at = sentence.tokens, first
    if not PAPER >= first - hit.last > 1:
        return False
    while at > hit.last and (
        capitalised(tokens[at - 1]) or tokens[at - 1].norm in ("the", "a", "an")
    ):
        at -= 1
    if tokens[at - 1].norm not in ("of", "by", "from"):
        return False
    return all(
        token.kind == WORD and token.norm not in ("that", "who", "which")
        for token in tokens[hit.last : at]
    )


PAPER = 10
"""Words between "according to" and whose report or count it is."""


def with_head(sentence: Sentence, hit: Hit, mention: Mention) -> Mention | None:
    """Who speaks in «police officers said»; None for «a major incident, he said», where the name of an
    office or body only says of what kind the next noun is."""
    tokens, last = sentence.tokens, mention.last
    if mention.who not in (Who.BODY, Who.ROLE, Who.GROUP) or last >= hit.first:
        return mention
    token = tokens[last]
    if token.kind != WORD or not token.text.islower() or is_small(sentence, last):
        return mention
    if last + 1 == hit.first and any(h.first == last for h in sentence.of("joints", "and")):
        return None  # "demanded an |inquiry and said": what was demanded says nothing
    known = ("attribution", "reference", "bodies", "roles", "posts", "reality", "joints")
    if (
        is_adverb(token)
        or token.word.features & {"past", "ger"}
        or (token.norm not in token.word.lemmas and not token.norm.endswith("s"))  # "gave"
        or any(h.first == last and h.role in ("subject", "object") for h in sentence.of("acts"))
        or sentence.is_dated(last)
        or any(h.first <= last < h.last for c in known for h in sentence.of(c))
    ):
        return mention
    if not token.norm.endswith("s") or not (
        last + 1 == hit.first or is_small(sentence, last + 1)
    ):
        return None
    return Mention(Who.GROUP, mention.first, last + 1)


def _is_said_of(sentence: Sentence, hit: Hit) -> bool:
    """«cases were reported», «reported killed», «reports of»: no one's saying, in languages that do not
    tell it by the form."""
    if not sentence.pack.fixed_order or hit.last - hit.first > 1:
        return False
    if _is_said_of_by_itself(sentence, hit):
        return True
    # "…, the ministry said, adding that": the same one goes on
    return "ger" in sentence.tokens[hit.first].word.features and any(
        other.first < hit.first
        and (other.last - other.first > 1 or not _is_said_of_by_itself(sentence, other))
        for other in sentence.of("attribution", "say")
    )


def _is_said_of_by_itself(sentence: Sentence, hit: Hit) -> bool:
    """The same as far as the verbs of saying before it do not matter."""
    cue = Cue("other", "object", Form.PREDICATE, hit.first, hit.last, hit.entry.phrase)
    if is_passive(sentence, cue) or _is_noun(sentence, hit):
        return True
    following = sentence.tokens[hit.last] if hit.last < len(sentence.tokens) else None
    if following is not None and following.norm == "of":
        return True
    if any(
        other.first == hit.first and hit.last < other.last
        for category in ("acts", "reality")
        for other in sentence.of(category)
    ):
        return True  # "|claimed 133 lives", "|vowed to rebuild them"
    return any(
        hit.first <= other.first <= hit.last < other.last
        and other.role != "noun"
        and not sentence.tokens[other.first].norm.endswith("s")  # "logged demonstrations"
        for other in sentence.of("acts")
    ) and ("past" in sentence.tokens[hit.first].word.features)


def _is_noun(sentence: Sentence, hit: Hit) -> bool:
    """«on the passenger |list», "its |claims": a word that could be a verb stands where nouns do."""
    token = sentence.tokens[hit.first]
    if hit.first < 1 or token.word.features & {"past", "ger"}:
        return False
    determined = {h.last for h in sentence.of("auxiliaries", "determiner")}
    if hit.first in determined or _is_counted_noun(sentence, hit):
        return True
    before = sentence.tokens[hit.first - 1]
    if hit.first - 1 not in determined or token.norm not in token.word.lemmas:
        return False
    if (
        before.kind != WORD
        or before.norm.endswith("s")
        or any(one.last == hit.first for one in sentence.of("small", "speakers"))
    ):
        return False
    following = sentence.tokens[hit.last] if hit.last < len(sentence.tokens) else None
    return following is None or (following.kind == MARK and following.text in ".,;)")


def _is_counted_noun(sentence: Sentence, hit: Hit) -> bool:
    """ "drew up 312 administrative |reports": what is counted is many, and no verb of many ends so."""
    return sentence.tokens[hit.first].norm.endswith("s") and any(
        said.use == "count" and 0 <= hit.first - said.outer_last <= 1 for said in sentence.said
    )


SUBJECT_WORDS = 6
"""Words the name of an unlisted speaker may have."""


def unlisted_subject(sentence: Sentence, hit: Hit) -> tuple[int, int] | None:
    """ "…, Shared Health said", "Emergency Lawyers said", "Cambodia admits to 13": capitalised words right
    before a verb of saying, at the head of their clause, are who says it, whoever they are."""
    if sentence.is_caseless or sentence.kind is BlockKind.HEADLINE:
        return None
    tokens, last = sentence.tokens, hit.first
    turn = next((h for h in sentence.of("small", "timely") if h.last == last), None)
    last = last if turn is None else turn.first
    while last and (
        any(h.last == last for h in sentence.of("auxiliaries", "have"))
        or (is_adverb(tokens[last - 1]) and not capitalised(tokens[last - 1]))
    ):
        last -= 1
    first = last
    while first and last - first < SUBJECT_WORDS and (
        capitalised(tokens[first - 1]) or (first < last and tokens[first - 1].norm in ("of", "for", "and"))
    ):  # fmt: skip
        first -= 1
    while first < last and not capitalised(tokens[first]):
        first += 1
    if first == last or any(m.first < last and first < m.last for m in sentence.moments):
        return None
    before = tokens[first - 1] if first else None
    opens = before is None or before.kind == MARK or any(
        h.last == first for h in sentence.of("joints", "but", "and")
    )  # fmt: skip
    if before is not None and before.norm == "the":
        opens = first == 1 or tokens[first - 2].kind == MARK
    single = last - first == 1
    known = (
        "name" in tokens[first].word.features
        or is_acronym(tokens[first])
        or any(place.start == tokens[first].start for place in sentence.places)
    )
    if not opens or (single and not known):
        return None
    placed = any(
        place.start == tokens[first].start and place.end == tokens[last - 1].end
        for place in sentence.places
    )
    if placed and hit.role == COUNTING:
        return None  # "Missouri |recorded eleven deaths": they were recorded there
    return first, last


def unlisted_name(sentence: Sentence, hit: Hit) -> tuple[int, int] | None:
    """ "According to the |Bangladesh Garment Manufacturers and Exporters Association": several capitalised
    words behind an "according to", whoever they are."""
    tokens, first = sentence.tokens, hit.last
    if sentence.is_caseless or sentence.kind is BlockKind.HEADLINE:
        return None
    if first < len(tokens) and tokens[first].norm in ("the", "a", "an"):
        first += 1
    last = first
    while last < len(tokens) and last - first < 2 * SUBJECT_WORDS and (
        capitalised(tokens[last])
        or (last > first and tokens[last].norm in ("of", "for", "and", "the", "on", "in")
            and last + 1 < len(tokens) and (capitalised(tokens[last + 1]) or tokens[last + 1].norm == "the"))
    ):  # fmt: skip
        last += 1
    while last > first and not capitalised(tokens[last - 1]):
        last -= 1
    alone = last - first == 1 and (last >= len(tokens) or tokens[last].kind == MARK)
    if (last - first < 2 and not alone) or any(
        m.first < last and first < m.last for m in sentence.moments
    ):
        return None
    if any(h.first < last and first < h.last for h in sentence.of("roles")):
        return None  # "according to President Samia Suluhu Hassan": a person and a post
    return first, last
