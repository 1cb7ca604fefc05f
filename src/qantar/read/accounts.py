"""How an account goes on: which figure is whose, over sentences, paragraphs and lists."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from qantar.domain.attribution import Attribution, Manner
from qantar.domain.source import BlockKind
from qantar.domain.when import When
from qantar.grammar.moments import CLOCK, Moment
from qantar.grammar.token import MARK
from qantar.read.account_ends import (
    closes_a_quotation,
    is_of_before,
    is_set_right,
    opens_its_clause,
    speaks_for_a_part,
)
from qantar.read.colons import Voice, stamp_voice
from qantar.read.dates_of_others import dates_a_saying
from qantar.read.found import Found
from qantar.read.frames import (
    announced,
    announces,
    another_acts,
    asks,
    heads_a_bulletin,
    is_background,
    is_heading,
    is_reply,
    is_row,
    lines_above,
    neighbours,
    opens_a_name,
    opens_with_its_day,
    speaks,
    takes_questions,
)
from qantar.read.houses import is_outlet
from qantar.read.mastheads import masthead_voice
from qantar.read.names import Who
from qantar.read.nearness import distance
from qantar.read.sentence import Sentence, has_quotes, is_item

LONG_PARAGRAPH = 8
"""Sentences a paragraph may have and still be one: more, and the division into paragraphs is lost."""
CARRIED = 4
"""Sentences over which an account goes on where no paragraphs tell its end."""
CLOSING = 5
"""Tokens from the end of a sentence within which a speaker closes it."""


def attribute(
    sentences: list[Sentence], voices: dict[int, list[Voice]],
    by_sentence: dict[int, list[Found]], published: When | None = None,
) -> None:  # fmt: skip
    """Give each figure its speaker: its own sentence's, the account that goes on, or one that
    looks back."""
    current: Attribution | None = None
    last: Attribution | None = None
    stamped: Attribution | None = None
    frame: Attribution | None = None  # whose chronology or list the paragraphs below are
    header: Attribution | None = None  # whose data the line above all paragraphs below names
    paragraph, open_quote = -1, False
    speech: list[Sentence] = []  # the sentences of the quotation or reply that goes on
    told: list[Sentence] = []  # the sentences of the paragraph so far
    lengths = Counter(sentence.paragraph for sentence in sentences)
    lead: Attribution | None = None  # whose account a list under it goes on with
    since = 0
    headed = neighbours(sentences, lambda one: is_heading(one, sentences))
    rows = neighbours(sentences, is_row)
    asked: Attribution | None = None  # who answers the questions that head the paragraphs
    before: Sentence | None = None
    relayed = False  # whether it is an outlet that spoke last
    lapsed: Attribution | None = None  # who spoke last in the paragraph, and is done
    release: Attribution | None = None  # whose release it is, whoever acts in it
    for sentence in sentences:
        own = voices[sentence.number] = _dated(sentence, voices[sentence.number])
        if sentence.paragraph != paragraph:
            if before is None or not _same_list(before, sentence, lengths):
                current = (lead if sentence.kind is BlockKind.ITEM else None) or stamped
            paragraph = sentence.paragraph
            told, lapsed = [], None
            if last is not None and (open_quote or _refers_back(sentence, last)):
                current = last
            if before is not None and voices[before.number] and announces(before):
                current = last
            group = next((one for one in (headed, rows) if sentence.number in one), None)
            if group is not None:
                if before is not None and before.number not in group and frame is None:
                    frame = last if speaks(sentences, before, voices) else None
            elif not opens_with_its_day(sentence) and not is_item(sentence):
                frame = None
            elif frame is None:
                frame = last if announced(sentences, sentence, voices) else None
            if before is not None and asked is None and asks(sentence):
                asked = last if takes_questions(sentences, before, voices) else None
            if before is not None and lengths[before.paragraph] == 1 and (
                voices[before.number] and only_names_its_source(before)
            ):  # fmt: skip
                # "Source: X" further down stands under what it gave
                source = voices[before.number][-1]
                if not source.backwards or before.number <= MASTHEAD_LAST:
                    header = source.attribution
            answered = asked if before is not None and asks(before) else None
            current = frame or current or answered or header
            if not open_quote:
                speech = []
        head = masthead_voice(sentence)
        stamp = stamp_voice(sentence) or head or _masthead(sentence, own, lengths, by_sentence)
        if stamp is not None:
            current = stamped = stamp.attribution
        if stamp is not None and stamp is head:
            release = stamped
        if not own and is_background(sentence):
            current = None
        if current is not None and not own and (
            (not relayed and current not in (release, header) and another_acts(sentence, current))
            or (current not in (stamped, frame, header) and is_of_before(sentence, published))
        ):  # fmt: skip
            lapsed = current
            current = None
        if lapsed is not None and (open_quote or _refers_back(sentence, lapsed)):
            current = lapsed
        was_open, open_quote = open_quote, _leaves_open(sentence, open_quote)
        since = 0 if own else since + 1
        if lengths[sentence.paragraph] > LONG_PARAGRAPH and since > CARRIED and not was_open:
            current = stamped
        here = by_sentence.get(sentence.number, ())
        for figure in here:
            voice = _voice_for(sentence, figure, own, here)
            figure.attribution = voice.attribution if voice else current
            if voice is not None and _is_told_of_speaker(sentence, figure, voice):
                figure.attribution = None
        if own and not only_names_its_source(sentence):
            header = None
        if heads_a_bulletin(sentence, own, before):
            header = own[-1].attribution
        if own and sentence.kind is not BlockKind.CAPTION:  # a picture's source said no more
            current = last = own[-1].attribution
            relayed = is_outlet(sentence, own[-1].mention)
            if frame is None and (
                closes_a_quotation(sentence, own, was_open)
                or _tell_apart(own, here)
                or speaks_for_a_part(sentence, own[-1], here)
                or is_set_right(sentence, own[-1]) is not None
            ):
                current, lapsed = stamped, last
        if asked is not None and asks(sentence) and not own:
            current = asked
        if sentence.kind is not BlockKind.ITEM:
            lead = current
        if own:
            if own[-1].backwards and current is not None:
                _look_back(sentences, sentence, by_sentence, voices, current, relayed)
            for earlier in _told_as_one(sentence, own, told, voices):
                for figure in by_sentence.get(earlier.number, ()):
                    if figure.attribution is None:
                        figure.attribution = own[0].attribution
            if speech and (is_reply(speech[0]) or was_open):
                for earlier in speech:
                    for figure in by_sentence.get(earlier.number, ()):
                        figure.attribution = own[0].attribution
            speech = []
            if lengths[sentence.paragraph] > LONG_PARAGRAPH and _closes(sentence, own):
                current = stamped
        elif open_quote or is_reply(sentence) or (speech and is_reply(speech[0])):
            speech.append(sentence)
        else:
            speech = []
        told.append(sentence)
        before = sentence


def _told_as_one(
    sentence: Sentence, own: Sequence[Voice], told: Sequence[Sentence],
    voices: dict[int, list[Voice]],
) -> Sequence[Sentence]:  # fmt: skip
    """«80 азамат жеткізілді. Төртеуі қамалды, - |дейді министр»: a verb of saying behind a dash closes what its
    paragraph told, marked as speech or not, if nobody else speaks in it."""
    if not sentence.pack.verb_final or not told or len(own) != 1:
        return ()
    at = own[0].cue_first
    if at < 2 or own[0].mention.first < at or sentence.tokens[at - 1].text not in "-–—":
        return ()
    if any(voices[earlier.number] or has_quotes(earlier.tokens) for earlier in told):
        return ()
    return () if has_quotes(sentence.tokens[:at]) else told


def _dated(sentence: Sentence, own: list[Voice]) -> list[Voice]:
    """The voices of a sentence with the day on which each spoke, where its words tell it: of the dates of
    a saying the nearest to the cue, and each date for one voice only."""
    dates = [
        m for m in sentence.moments
        if m.kind != CLOCK and m.when is not None and "/" not in m.when.edtf
        and dates_a_saying(sentence, m, statements=True)
    ]  # fmt: skip
    if not dates or not own:
        return own
    of: dict[int, Moment] = {}
    for moment in dates:
        nearest = min(
            range(len(own)),
            key=lambda at: distance(
                sentence, own[at].cue_first, own[at].cue_last, moment.first, moment.last
            ),
        )
        of.setdefault(nearest, moment)
    return [
        replace(voice, attribution=replace(voice.attribution, said_at=of[at].when))
        if at in of
        else voice
        for at, voice in enumerate(own)
    ]


def _tell_apart(own: Sequence[Voice], here: Sequence[Found]) -> bool:
    """«Полиция сообщила о 12 раненых, больница — о 15»: two accounts in one sentence, neither of which goes on."""
    told = {figure.attribution.speaker for figure in here if figure.attribution is not None}
    return len(own) > 1 and len(told) > 1


def disown(figures: Sequence[Found], voices: dict[int, list[Voice]]) -> None:
    """«Dismissed talk of four wounded»: whoever denies a figure is kept as that, not as who gave it. Who says it stands
    nearer to it than to the denial: «a post claiming 12 deaths was deleted»."""
    for figure in figures:
        denials = figure.sentence.of("reality", "denied") if figure.denied else ()
        if not denials:
            continue
        voice = _voice_for(figure.sentence, figure, voices[figure.sentence.number])
        if voice is None or min(abs(hit.first - voice.cue_first) for hit in denials) < abs(
            figure.first - voice.cue_first
        ):
            figure.attribution = None
            figure.denied_by = None if voice is None else voice.attribution
    _carry_denials(figures)


def _carry_denials(figures: Sequence[Found]) -> None:
    """«The report of 164 dead is false, the ministry said. The figure of 164 was an error»: a text that
    denies a number again without saying who does means the one who does elsewhere in it, if there is one."""
    for figure in figures:
        if not figure.denied or figure.denied_by is not None or figure.attribution is not None:
            continue
        named = {
            one.denied_by.speaker: one.denied_by for one in figures
            if one.denied_by is not None and one.denied_by.manner is not Manner.CARRIED
            and (one.quantity.value, one.object) == (figure.quantity.value, figure.object)
        }  # fmt: skip
        if len(named) == 1:
            figure.denied_by = replace(*named.values(), manner=Manner.CARRIED)


def lend_to_wholes(figures: Sequence[Found]) -> None:
    """«The toll reached 544. Of this, 97 died in firing, the control room said»: who gives the part
    gives the whole, where nobody else does."""
    for figure in figures:
        whole = figure.part_of
        if whole is None or whole.attribution is not None or figure.attribution is None:
            continue
        opens = any(hit.first <= 1 for hit in figure.sentence.of("parts", "including"))
        if opens and whole.sentence.number == figure.sentence.number - 1:
            whole.attribution = figure.attribution


def lend_to_parts(figures: Sequence[Found], voices: dict[int, list[Voice]]) -> None:
    """«…, сообщил минздрав.\n\nШесть из них – местные жители»: a paragraph that opens with "of them" goes on with
    the account of the whole."""
    for figure in figures:
        whole = figure.part_of
        if whole is None or figure.attribution is not None or whole.attribution is None:
            continue
        sentence = figure.sentence
        if voices[sentence.number] or sentence.number != whole.sentence.number + 1:
            continue
        if any(hit.first <= OPENS for hit in sentence.of("parts", "including")):
            if not is_background(sentence):
                figure.attribution = replace(whole.attribution, manner=Manner.CARRIED)
                for other in figures:
                    if other.sentence is sentence and other.attribution is None:
                        other.attribution = figure.attribution


OPENS = 2
"""Tokens before the words "of them" that open a sentence."""


def _same_list(before: Sentence, sentence: Sentence, lengths: Counter[int]) -> bool:
    """Whether two items of one sentence each stand in one list; longer ones are matters of their own."""
    return all(is_item(s) and lengths[s.paragraph] == 1 for s in (before, sentence))


MASTHEAD = 2
"""Words a line may have beside who reports and the verb: «department's press service |hereby| reports»."""


def _masthead(
    sentence: Sentence, own: Sequence[Voice], lengths: Counter[int],
    by_sentence: dict[int, list[Found]],
) -> Voice | None:  # fmt: skip
    """A line of nothing but who reports and no stop behind it, above the report: «Полиция
    департаментінің баспасөз қызметі хабарлайды»."""
    if not own or lengths[sentence.paragraph] > 1 or by_sentence.get(sentence.number):
        return None
    if sentence.kind is BlockKind.CAPTION:
        return None  # «Фото: поліція» tells whose the picture is
    voice = own[0]
    stopped = sentence.tokens[-1].kind == MARK
    if stopped and sentence.pack.verb_final and sentence.number <= 1:
        stopped = sentence.tokens[-1].text != "."  # nothing stands above it to be its own
    if voice.backwards or sentence.number > MASTHEAD_LAST or stopped:
        return None
    words = sum(1 for token in sentence.tokens if token.kind != MARK)
    told = (voice.mention.last - voice.mention.first) + (voice.cue_last - voice.cue_first)
    return voice if words - told <= MASTHEAD else None


MASTHEAD_LAST = 3
"""Sentences among which such a line stands."""


def only_names_its_source(sentence: Sentence) -> bool:
    """«По данным управлений МЧС на утро 11 мая.»: a line without a verb or a figure, over a summary."""
    if "attribution" not in sentence.hits or sentence.kind is BlockKind.CAPTION:
        return False
    if not sentence.of("attribution", "according"):
        return False
    return not any(said.use == "count" for said in sentence.said) and not any(
        token.word.has("verb", "fin") and not token.word.has("noun")
        for token in sentence.tokens
    )


def _closes(sentence: Sentence, own: Sequence[Voice]) -> bool:
    """«Two are critical, doctors said.»: where paragraphs are lost, unnamed people and who is quoted,
    named at the end, have said what they said."""
    voice = own[-1]
    return (
        (voice.mention.who is Who.GROUP or voice.attribution.manner is Manner.DIRECT)
        and len(sentence.tokens) - CLOSING <= voice.cue_last
        and voice.cue_first > 0
        and not voice.backwards
    )


def _look_back(
    sentences: list[Sentence], sentence: Sentence, by_sentence: dict[int, list[Found]],
    voices: dict[int, list[Voice]], attribution: Attribution, relayed: bool,
) -> None:  # fmt: skip
    """«Об этом сообщил…»: the sentences before it in its paragraph, or the paragraph or list before. Whom an
    outlet has it from speaks for what that outlet relayed just before."""
    person = attribution.organisation is None
    earlier = [s for s in sentences[: sentence.number] if s.kind is not BlockKind.CAPTION]
    if not earlier:
        return
    target, listed = earlier[-1].paragraph, is_item(earlier[-1])
    lines = lines_above(earlier, voices) if earlier[-1].paragraph != sentence.paragraph else 0
    for other in reversed(earlier):
        if other.paragraph != target and not (listed and is_item(other)):
            if target - other.paragraph >= lines or other.kind is BlockKind.HEADLINE:
                break
        nearest = other is earlier[-1]
        told = voices[other.number]
        given_way = (
            not relayed and bool(told) and all(is_outlet(other, v.mention) for v in told)
        )
        for figure in by_sentence.get(other.number, ()):
            known = figure.attribution
            carried = not voices[other.number]
            if known is None or (
                nearest and (carried or given_way or (person and known.organisation))
            ):
                figure.attribution = attribution


def _voice_for(
    sentence: Sentence, figure: Found, own: Sequence[Voice], here: Sequence[Found] = ()
) -> Voice | None:
    """The voice of the sentence that stands nearest to the figure, by segments then tokens."""
    own = [
        voice for voice in own
        if not _is_of_another_clause(sentence, figure, voice, here)
        and not _is_set_right_by(sentence, figure, voice)
        and not _is_of_the_next(figure, voice, own, here)
    ]  # fmt: skip
    if not own:
        return None
    at = sentence.segment_of(figure.first)
    return min(
        own,
        key=lambda v: (
            v.cue_first > figure.first and abs(sentence.segment_of(v.cue_first) - at) > 3,
            abs(sentence.segment_of(v.cue_first) - at),
            abs(v.cue_first - figure.first),
        ),
    )


def _is_of_another_clause(
    sentence: Sentence, figure: Found, voice: Voice, here: Sequence[Found]
) -> bool:
    """«Two died; the mayor speaks of three»: a voice behind a semicolon or a "but" that has a figure
    of its own says nothing of the one before."""
    at = opens_its_clause(sentence, voice)
    if at is not None and figure.last <= at:
        return True
    if voice.cue_first < figure.last or not any(f.first >= voice.cue_last for f in here):
        return False
    between = range(figure.last, voice.cue_first)
    return any(sentence.tokens[i].text == ";" for i in between) or any(
        hit.first in between for hit in sentence.of("joints", "but")
    )


def _is_set_right_by(sentence: Sentence, figure: Found, voice: Voice) -> bool:
    at = is_set_right(sentence, voice)
    return at is not None and figure.first > at


def _is_of_the_next(
    figure: Found, voice: Voice, own: Sequence[Voice], here: Sequence[Found]
) -> bool:
    """«За даними поліції, поранено 12, за даними медиків — 40»: a voice between two figures is of the
    second where the first has one before it."""
    if voice.cue_first < figure.last or not any(f.first >= voice.cue_last for f in here):
        return False
    return voice.mention.first >= voice.cue_first and any(
        other is not voice and other.cue_first < figure.first for other in own
    )


def _is_told_of_speaker(sentence: Sentence, figure: Found, voice: Voice) -> bool:
    """«…, — каже Леся, у якої згоріли |два контейнери»: what a clause behind the speaker tells of him is
    the paper's own."""
    tokens, at = sentence.tokens, voice.mention.last
    if voice.mention.first < voice.cue_first or sentence.pack.verb_final or at >= len(tokens):
        return False
    if figure.first < at or tokens[at].text != "," or sentence.quoted[figure.first]:
        return False
    opens = any(
        0 < hit.first - at <= RELATIVE
        for hit in (*sentence.of("joints", "relative"), *sentence.of("reference", "relative"))
    )
    return opens and not any(tokens[i].text in "—–:;" for i in range(at, figure.first))


RELATIVE = 3
"""Tokens from the comma behind a speaker to the word that opens a clause about him: «, у якої»."""


def _refers_back(sentence: Sentence, last: Attribution) -> bool:
    """Whether a paragraph opens by going on with an account: a quotation, a dash, "he", "the body"."""
    opening = sentence.tokens[0].text
    if opening in '«"“„' and opens_a_name(sentence):
        return False
    if opening in '«"“„' or (opening in "—–-" and not sentence.pack.fixed_order):
        return True
    if sentence.text.startswith("''", sentence.tokens[0].start):
        return True
    for hit in sentence.of("attribution", "pronoun"):
        if hit.first > 1:
            continue
        if hit.role == "body":
            return last.organisation is not None
        if sentence.pack.fixed_order or sentence.tokens[hit.first].word.has("pron"):
            return hit.role == "pronoun" or last.organisation is None
    return False


def _leaves_open(sentence: Sentence, was_open: bool) -> bool:
    """Whether a quotation is still open at the end of a sentence; straight marks open and close."""
    if not has_quotes(sentence.tokens):
        return was_open
    depth = int(was_open)
    for mark in [token.text for token in sentence.tokens if token.kind == MARK]:
        if mark in "«“„" and not (mark == "“" and depth):
            depth += 1
        elif mark in "»”“":
            depth = max(0, depth - 1)
        elif mark == '"':
            depth = 0 if depth else 1
    return depth > 0
