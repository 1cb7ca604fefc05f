"""What a figure's clause looks like to the learned reader of acts: words, order, and what the rules say.

A feature is a short string, ``kind=value``; a sign says of one act what speaks for it, whichever act that is ("the
nearest verb before tells it"). Which of them tell which act is learned (:mod:`qantar.read.act_choice`). Nothing
outside the sentence and the figures told before is looked at; no number and no word with a capital inside a
sentence: a model cannot learn by heart who, where or how many.
"""

from collections.abc import Sequence
from typing import Final

from qantar.codebook import Codebook
from qantar.grammar.quantities import Said
from qantar.grammar.token import NUMBER, WORD, Token
from qantar.read.cues import Cue
from qantar.read.found import Found
from qantar.read.head import Head
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


class Features:
    """The features and signs of one figure."""

    def __init__(
        self, codebook: Codebook, sentence: Sentence, said: Said, head: Head, found: Sequence[Cue],
        told: Told, here: Sequence[Found], before: Sequence[Found],
    ) -> None:  # fmt: skip
        self.features = {"bias"}
        self.signs: set[tuple[str, str]] = set()
        """Pairs of act and sign."""
        self._sentence = sentence
        self._said = said
        self._at = sentence.segment_of(said.first)
        self._kind = codebook.objects[told.object].kind
        self._add_rules(told)
        self._add_object(head, told)
        self._add_words(told)
        self._add_cues(found)
        self._add_figures(here, before)

    def _sign(self, kind: str, act: str, rest: str = "") -> None:
        """What speaks for one act: a sign of it, and a feature that may speak for any other."""
        self.features.add(f"{kind}={act}|{rest}")
        self.signs.add((act, f"{kind}|{rest}"))

    def _add_rules(self, told: Told) -> None:
        """What the rules chose, and how."""
        act = told.act
        self._sign("act", act)
        self._sign("rule", act, told.rule)
        self._sign("object", act, told.object)
        self._sign("given", act, str(told.given))
        if told.cue is not None:
            self._sign("cue", act, told.cue.phrase)
            self._sign("form", act, told.cue.form.value)
        self.features.add(f"rule={told.rule}")

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
        sentence, said, add = self._sentence, self._said, self.features.add
        tokens = sentence.tokens
        start, end = said.outer_first, said.outer_last
        first, last = start - WINDOW, end + WINDOW
        opening = tokens[0].start
        named = any(hit.start == opening for hit in sentence.places)
        before: Token | None = None
        behind: Token | None = None
        numbers = {i for one in sentence.said for i in range(one.first, one.last)}
        for index, token in enumerate(tokens):
            if token.kind != WORD or index in numbers or start <= index < end:
                continue
            if token.text[0].isupper() if index else named:
                continue
            lemma = _lemma(token)
            add(OF_WORDS + lemma)
            if not first <= index < last:
                continue
            side = "-" if index < start else "+"
            apart = min(FAR, abs(sentence.segment_of(index) - self._at))
            add(f"{side}{apart}={lemma}")
            if not apart:
                add(f"of {self._kind}={lemma}")
            if len(lemma) > STEM:
                add(f"{side}{apart}~{lemma[:STEM]}")
            if token.word.features & _VERBAL:
                if index < start:
                    before = token
                elif behind is None:
                    behind = token
        for name, verb in (("verb-", before), ("verb+", behind)):
            if verb is not None:
                lemma = _lemma(verb)
                voice = "passive" if verb.word.features & {"pass", "short"} else "active"
                add(f"{name}={lemma}")
                add(f"{name} {self._kind}={lemma}|{voice}")
                add(f"{name} {told.object}={lemma}")
        for step in range(1, BESIDE + 1):
            for name, index in ((f"{-step}", start - step), (f"+{step}", end + step - 1)):
                if 0 <= index < len(tokens):
                    add(f"{name}={'#' if index in numbers else _as_written(tokens[index])}")

    def _add_cues(self, found: Sequence[Cue]) -> None:
        """The acts that words of the sentence tell, by where they stand; the nearest on each side."""
        start = self._said.outer_first
        before: Cue | None = None
        behind: Cue | None = None
        for cue in found:
            side = "-" if cue.first < start else "+"
            apart = min(FAR, abs(self._sentence.segment_of(cue.first) - self._at))
            self._sign(f"told{side}{apart}", cue.act, cue.form.value)
            self._sign("told", cue.act)
            if cue.first < start:
                before = cue if before is None or cue.first > before.first else before
            else:
                behind = cue if behind is None or cue.first < behind.first else behind
        for name, near in (("near-", before), ("near+", behind)):
            if near is not None:
                self._sign(name, near.act, near.form.value)

    def _add_figures(self, here: Sequence[Found], before: Sequence[Found]) -> None:
        """What was told of the figure before it."""
        if here:
            self._sign("here", here[-1].act)
            self._sign("here", here[-1].act, here[-1].object)
        elif before:
            self._sign("before", before[-1].act)
        self.features.add(f"block={self._sentence.kind.value}")


def _lemma(token: Token) -> str:
    lemmas = token.word.lemmas
    return lemmas[0] if lemmas else token.norm


def _as_written(token: Token) -> str:
    """A token beside the number; of numbers and names only that they are such."""
    if token.kind == NUMBER:
        return "#"
    return "Aa" if token.kind == WORD and token.text[0].isupper() else token.norm
