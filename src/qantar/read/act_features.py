"""What a figure's clause looks like to the learned reader of acts: words, order, and what the rules say.

A feature is a short string, ``kind=value``. Which of them tell which act is learned (:mod:`qantar.read.act_choice`).
Nothing outside the sentence and the figures told before is looked at; no number and no word with a capital inside a
sentence: a model cannot learn by heart who, where or how many.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from qantar.codebook import Codebook
from qantar.grammar.quantities import Said
from qantar.grammar.token import NUMBER, WORD, Token
from qantar.read.cues import Cue
from qantar.read.found import Found
from qantar.read.head import Head
from qantar.read.learned import Added
from qantar.read.meaning import Told
from qantar.read.sentence import Sentence

WINDOW: Final = 14
"""Words before and after a number whose side and stretch are looked at."""
STEM: Final = 5
"""Letters of a word that stand for the words of its family."""
BESIDE: Final = 3
"""Words right beside a number that are looked at as they are written."""
FAR: Final = 2
"""Stretches between marks from which on they all count as far."""
OF_WORDS: Final = "w="
"""Opens the feature of a word of the sentence, wherever it stands."""
_VERBAL = frozenset({"fin", "ptcp", "short", "inf", "past", "ger"})
_PASSIVE = frozenset({"pass", "short"})
_WORD_AT = ("-0=", "-1=", "-2=", "+0=", "+1=", "+2=")
_STEM_AT = ("-0~", "-1~", "-2~", "+0~", "+1~", "+2~")
_PHRASE_AT = ("h-0=", "h-1=", "h-2=", "h+0=", "h+1=", "h+2=", "h00=", "h01=", "h02=")
"""What opens the feature of a word, a stem or a phrase, by its side (before, behind, within) and by how many marks stand
between, ``FAR`` at the most."""
_BEHIND: Final = FAR + 1
_WITHIN: Final = 2 * _BEHIND


class Seen(NamedTuple):
    """A word that is neither name nor number."""

    at: int
    segment: int
    lemma: str
    """Its dictionary form."""
    is_verbal: bool


class Around:
    """What the features of all figures of one sentence share."""

    def __init__(self, sentence: Sentence) -> None:
        tokens = sentence.tokens
        opening = tokens[0].start
        named = any(hit.start == opening for hit in sentence.places)
        self.numbers = {i for one in sentence.said for i in range(one.first, one.last)}
        """The tokens of numbers."""
        segments = _segments(sentence)
        self.words: list[Seen] = [
            Seen(
                index, segments[index], _lemma(token),
                not _VERBAL.isdisjoint(token.word.features),
            )
            for index, token in enumerate(tokens)
            if token.kind == WORD and index not in self.numbers
            and not (token.text[0].isupper() if index else named)
        ]  # fmt: skip
        self.of_words = {OF_WORDS + word.lemma for word in self.words}
        """The features that all figures of the sentence share."""
        self.added: Added | None = None
        """What these add up to in the model, once that was asked."""
        self.phrases: list[tuple[int, int, str]] = [
            (hit.first, segments[hit.first], f"{category}.{hit.code}")
            for category, hits in sentence.hits.items() for hit in hits
        ]  # fmt: skip
        """Index, segment and kind of each phrase of the lexicons."""


class Features:
    """The features of one figure."""

    def __init__(
        self, codebook: Codebook, sentence: Sentence, said: Said, head: Head, found: Sequence[Cue],
        told: Told, here: Sequence[Found], before: Sequence[Found],
    ) -> None:  # fmt: skip
        if sentence.around is None:
            sentence.around = Around(sentence)
        self.around = sentence.around
        self.features = {"bias"}
        """The figure's own features, beside those of the sentence's words (``around.of_words``)."""
        self._sentence = sentence
        self._said = said
        self._at = sentence.segment_of(said.first)
        self._kind = codebook.objects[told.object].kind
        self._add_rules(told)
        self._add_object(head, told)
        self._add_words(told)
        self._add_phrases()
        self._add_cues(found)
        self._add_figures(here, before)

    def _add_told(self, kind: str, act: str, rest: str = "") -> None:
        """What tells an act: of which kind it is, which act, and how."""
        self.features.add(f"{kind}={act}|{rest}")

    def _add_rules(self, told: Told) -> None:
        """What the rules chose, and how."""
        act = told.act
        self._add_told("act", act)
        self._add_told("rule", act, told.rule)
        self._add_told("object", act, told.object)
        self._add_told("given", act, str(told.given))
        if told.cue is not None:
            self._add_told("cue", act, told.cue.phrase)
            self._add_told("form", act, told.cue.form.value)
        self.features.add(f"rule={told.rule}")
        self.features.add(f"given={told.given}")

    def _add_object(self, head: Head, told: Told) -> None:
        """What is counted, and how its noun stands."""
        add, tokens = self.features.add, self._sentence.tokens
        add(f"object={told.object}")
        add(f"kind={self._kind}")
        if head.words is not None:
            add(f"noun={_lemma(tokens[head.words[1] - 1])}")
            add(f"noun1={_lemma(tokens[head.words[0]])}")
        add(f"case={head.case}|{head.unknown}|{head.left}|{head.alone}")

    def _add_words(self, told: Told) -> None:
        """The words around the number: which side of it, how many marks away, the nearest verbs."""
        said, features = self._said, self.features
        tokens, around = self._sentence.tokens, self.around
        start, end = said.outer_first, said.outer_last
        first, last = start - WINDOW, end + WINDOW
        of_kind = f"of {self._kind}="
        before = behind = -1
        for index, segment, lemma, is_verbal in around.words:
            if index < first or start <= index < end:
                continue
            if index >= last:
                break
            at = self._apart(segment)
            if not at:
                features.add(of_kind + lemma)
            if index >= end:
                at += _BEHIND
            features.add(_WORD_AT[at] + lemma)
            if len(lemma) > STEM:
                features.add(_STEM_AT[at] + lemma[:STEM])
            if is_verbal:
                if index < start:
                    before = index
                elif behind < 0:
                    behind = index
        for name, index in (("verb-", before), ("verb+", behind)):
            if index >= 0:
                verb = tokens[index]
                lemma = _lemma(verb)
                voice = "active" if _PASSIVE.isdisjoint(verb.word.features) else "passive"
                features.add(f"{name}={lemma}")
                features.add(f"{name} {self._kind}={lemma}|{voice}")
                features.add(f"{name} {told.object}={lemma}")
        for step in range(1, BESIDE + 1):
            for name, index in ((f"{-step}", start - step), (f"+{step}", end + step - 1)):
                if 0 <= index < len(tokens):
                    written = "#" if index in around.numbers else _as_written(tokens[index])
                    features.add(f"{name}={written}")

    def _apart(self, segment: int) -> int:
        """How many marks lie between a segment and that of the number."""
        apart = segment - self._at if segment > self._at else self._at - segment
        return apart if apart < FAR else FAR

    def _add_phrases(self) -> None:
        """What the lexicons call the phrases around the number, by where they stand: a word seen for the first time
        may be of a kind that was seen often."""
        said, features = self._said, self.features
        first, last = said.first - WINDOW, said.first + WINDOW
        start, end = said.outer_first, said.outer_last
        for index, segment, name in self.around.phrases:
            if first <= index <= last:
                at = self._apart(segment)
                if index >= end:
                    at += _BEHIND
                elif index >= start:
                    at += _WITHIN
                features.add(_PHRASE_AT[at] + name)

    def _add_cues(self, found: Sequence[Cue]) -> None:
        """The acts that words of the sentence tell, by where they stand; the nearest on each side."""
        start = self._said.outer_first
        before: Cue | None = None
        behind: Cue | None = None
        for cue in found:
            form = cue.form.value
            side = "-" if cue.first < start else "+"
            apart = self._apart(self._sentence.segment_of(cue.first))
            self._add_told(f"told{side}{apart}", cue.act, form)
            self._add_told("told", cue.act)
            if cue.first < start:
                before = cue if before is None or cue.first > before.first else before
            else:
                behind = cue if behind is None or cue.first < behind.first else behind
        for name, near in (("near-", before), ("near+", behind)):
            if near is not None:
                self._add_told(name, near.act, near.form.value)

    def _add_figures(self, here: Sequence[Found], before: Sequence[Found]) -> None:
        """What was told of the figure before it."""
        if here:
            self._add_told("here", here[-1].act)
            self._add_told("here", here[-1].act, here[-1].object)
        elif before:
            self._add_told("before", before[-1].act)
        self.features.add(f"block={self._sentence.kind.value}")


def _segments(sentence: Sentence) -> list[int]:
    """`Sentence.segment_of` of every token."""
    out: list[int] = []
    at = 0
    for segment in sentence.segments[1:]:
        out += [at] * (segment.first - len(out))
        at += 1
    return out + [at] * (len(sentence.tokens) - len(out))


def _lemma(token: Token) -> str:
    lemmas = token.word.lemmas
    return lemmas[0] if lemmas else token.norm


def _as_written(token: Token) -> str:
    """A token beside the number; of numbers and names only that they are such."""
    if token.kind == NUMBER:
        return "#"
    return "Aa" if token.kind == WORD and token.text[0].isupper() else token.norm
