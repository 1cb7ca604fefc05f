"""Dates and times of a language: its ``lexicon/calendar.toml`` set to work on tokens.

The file names the words (months, weekdays, parts of the day…) and the patterns they stand in, by
section; what a section means is the same in all languages and stands in ``dating.py``.

Over 500 lines: the patterns of the file and what they are matched to are one machine, read in one go.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from qantar.domain.errors import LexiconError
from qantar.domain.when import When
from qantar.grammar.dating import SECTIONS, Built, Section
from qantar.grammar.digits import DigitDates, ordinal_edges, worded_edges
from qantar.grammar.moments import AS_OF, SINCE, UNTIL, Moment, read_said
from qantar.grammar.pattern import Edge, Edges, Match, Patterns, Step
from qantar.grammar.said import (
    At,
    Back,
    Feast,
    In,
    Night,
    Nth,
    Open,
    Point,
    Range,
    Said,
    Same,
    Season,
    Shift,
    Turned,
    Weekday,
)
from qantar.grammar.token import MARK, NUMBER, SUFFIX, WORD, Token, covered
from qantar.grammar.word import Word

if TYPE_CHECKING:
    from qantar.grammar.pack import Pack

KEYS = {
    name: tuple("{" + product + "}" for product in section.products)
    for name, section in SECTIONS.items()
}
PASSES = 1 + max(section.stage for section in SECTIONS.values())
CLAUSE: Final = 14
"""Tokens to each side in which a verb tells whether the words look ahead or back."""
ORDERED: Final = 4
"""Tokens before a stretch of time among which an ordinal or a superlative tells which one in it something
was."""
INFINITIVE = "be"
"""Before a participle it tells no tense."""
FAINT = frozenset(
    "{" + slot + "}"
    for slot in "n h mm m d yy o ho ending turn order hedge after mid midfrom fromnow one halfday skip happening undated opening poising bound customary record".split()
)
"""Slots that many words of any text fill; a run of these alone holds no date."""
LEAD: Final = 6
"""Words of a pattern before its first telling one: "from the beginning of", «по состоянию на утро»."""
BESIDE: Final = 6
"""Tokens between a number in words and the calendar word that makes it a date or an hour."""


@dataclass(frozen=True, slots=True)
class Form:
    """What the calendar knows of a word form: the keys it matches, whether it is read only with a
    capital ("may"), where it makes clauses look, whether a number may begin at it, and whether
    a date may be told by it: without such a word or digits no sentence holds one. ``opening`` is where
    phrases go on that it begins («в | тот же день»), of a word that tells nothing by itself."""

    edges: tuple[Edge, ...]
    shy: bool
    ahead: bool | None
    numeral: bool
    telling: bool = False
    opening: tuple[Step, ...] = ()
    poised: bool = False
    """Whether it makes a clause look ahead only before certain words: "set to", and not "set fire to"."""


class Calendar:
    """``Calendar(pack).find(tokens, published)``: every moment the tokens name, none overlapping."""

    def __init__(self, pack: "Pack") -> None:
        path = pack.folder / "lexicon" / "calendar.toml"
        try:
            table: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise LexiconError(f"{path}: {error}") from None
        self._pack = pack
        self._numerals = pack.numerals
        self._origin = str(path)
        self._endings: list[str] = ["", *table.get("endings", [])]
        self._never = frozenset(table.get("never", []))
        self._shy = frozenset(table.get("shy", []))
        self._digits = DigitDates(order=table.get("order", "dmy"))
        self._slots: dict[str, list[tuple[str, object]]] = {}
        self._literals: set[str] = set()
        self._lean: dict[str, bool] = {}
        self._poised: set[str] = set()
        self._stages = [Patterns() for _ in range(PASSES)]
        self.patterns: dict[str, list[str]] = table.get("patterns", {})
        self.words: dict[str, dict[str, list[str]]] = table.get("words", {})
        self._plant()
        self._reach: dict[str, int] = {}
        """Which stages have patterns that begin with a key, a bit each."""
        for stage, patterns in enumerate(self._stages):
            for key in patterns.root.next:
                self._reach[key] = self._reach.get(key, 0) | 1 << stage

    # -- loading

    def _plant(self) -> None:
        for slot, values in self.words.items():
            for text, phrases in values.items():
                value: object = int(text) if text.lstrip("-").isdecimal() else text
                for phrase in phrases:
                    if " " in phrase:
                        self._stages[0].add(f"{slot}={text}", phrase, self._keys)
                        continue
                    for key in self._word_keys(phrase):
                        self._slots.setdefault(key, []).append(("{" + slot + "}", value))
                        if slot == "lean" and text == "poised":
                            self._poised.add(key)
                        elif slot == "lean":
                            self._lean[key] = text == "ahead"
        for name, texts in self.patterns.items():
            if name not in SECTIONS:
                raise LexiconError(
                    f"{self._origin}: no section «{name}»; known: {sorted(SECTIONS)}"
                )
            for text in texts:
                self._stages[SECTIONS[name].stage].add(name, text, self._keys)

    def _keys(self, piece: str) -> list[str]:
        keys = self._word_keys(piece)
        self._literals.update(keys)
        return keys

    def _word_keys(self, piece: str) -> list[str]:
        if piece.startswith("="):
            return [piece]
        if piece.endswith("~"):
            return ["=" + piece[:-1] + ending for ending in self._endings]
        if not piece[:1].isalpha():
            return ["=" + piece]
        lemmas = self._pack.bare(piece).lemmas
        # a form with several lemmas stands for itself, if it is one of them
        return [piece] if piece in lemmas or not lemmas else list(lemmas)

    def _form(self, token: Token) -> Form:
        """What is known of the token's word, worked out once per word."""
        form = token.word.dated
        if form is None:
            form = token.word.dated = self._known(token)
        return form

    def _known(self, token: Token) -> Form:
        word = token.word
        table = self._numerals.table
        numeral = bool(table.look_up(table.fold(word.form)))
        if word.form in self._never:
            return Form((), False, None, numeral)
        edges: dict[Edge, None] = {}
        ahead: bool | None = None
        folded = "=" + table.fold(word.form)  # Kazakh in Latin letters
        for key in word.keys if folded in word.keys else (*word.keys, folded):
            if key in self._literals:
                edges[Edge(key, 1)] = None
            for slot, value in self._slots.get(key, ()):
                if slot != "{lean}":
                    edges[Edge(slot, 1, value)] = None
            if ahead is None and key in self._lean:
                ahead = self._lean[key]
        if ahead is None:
            ahead = _tense(word)
        root = self._stages[0].root.next
        telling = any(
            edge.key == "{ending}" or (edge.key[0] == "{" and edge.key not in FAINT)
            for edge in edges
        )
        opening = () if telling or all(edge.key[0] == "{" for edge in edges) else tuple(
            root[edge.key] for edge in edges if edge.key in root
        )  # fmt: skip
        return Form(
            tuple(edges), word.form in self._shy, ahead, numeral, telling, opening,
            folded in self._poised,
        )  # fmt: skip

    # -- reading

    def find(
        self, tokens: Sequence[Token], published: When | None, anchor: When | None = None,
        plain: bool = False,
    ) -> list[Moment]:  # fmt: skip
        """The moments in the tokens, leftmost longest, read against a publication date.

        ``anchor`` is a day named before, for «26-го» and «в тот же день». ``plain`` is
        for a phrase by itself, which is read as calendars are: a bare weekday is the coming one.
        """
        known = [token.word.dated for token in tokens]
        forms = [form for form in known if form is not None]
        if len(forms) < len(tokens):
            forms = [self._form(token) for token in tokens]
        if (
            not any(map(_IS_TELLING, forms))
            and not _has_dated_digits(tokens)
            and not _goes_on(tokens, forms)
        ):
            return []
        edges = self._edges(tokens, forms, plain)
        starts = self._starts(edges)
        if not starts:
            return []
        found: list[tuple[int, int, int, str, Built]] = []
        reach = self._reach
        masks = {first: 0 for first in starts}
        for first in starts:
            for edge in edges[first]:
                masks[first] |= reach.get(edge.key, 0)
        for stage, patterns in enumerate(self._stages[1:], 1):
            bit = 1 << stage
            fresh: list[tuple[int, Edge]] = []
            for first in starts:
                if not masks[first] & bit:
                    continue
                for match in patterns.find(edges, first):
                    pattern = match.pattern
                    if pattern.whole and (not plain or first or match.to != len(tokens)):
                        continue
                    section = SECTIONS[pattern.section]
                    built = section.build(match.filled)
                    if built is None or not self._fits(section, tokens, first, match.to, edges):
                        continue
                    size = match.to - first
                    fresh.extend(
                        (first, Edge(key, size, built)) for key in KEYS[pattern.section]
                    )
                    if section.alone and (
                        not section.loose or self._stands_free(tokens, first, match.to)
                    ):
                        if pattern.text == LONE_ORDINAL and _has_noun(tokens, match.to):
                            continue
                        rule = f"{pattern.section}: {pattern.text}"
                        found.append((first, match.to, stage, rule, built))
            for first, edge in fresh:
                if edge not in edges[first]:
                    edges[first] = [*edges[first], edge]
                    masks[first] |= reach.get(edge.key, 0)
        chosen = _leftmost_longest(found)
        return [
            self._moment(tokens, first, last, rule, built, published, anchor, plain)
            for first, last, rule, built in chosen
        ]

    def _starts(self, edges: list[Sequence[Edge]]) -> list[int]:
        """Where patterns may begin: in unbroken runs of calendar words with a telling one among them.

        Phrases of several words («в тот же день») fill their slot on the way.
        """
        phrases, root = self._stages[0], self._stages[0].root.next
        starts: list[int] = []
        begin, past = (
            0,
            0,
        )  # where the run began or was last added from, and what a number spans
        for first, here in enumerate(edges):
            if not here:
                if first >= past:
                    begin = first + 1
                continue
            telling = False
            for edge in here:
                if edge.key[0] == "{":
                    if edge.size > 1:
                        past = max(past, first + edge.size)
                    if edge.key not in FAINT:
                        telling = True
                elif edge.key in root:
                    matches = phrases.find(edges, first)
                    if matches:
                        telling = True
                        edges[first] = [*edges[first], *(_filler(m, first) for m in matches)]
                        past = max(past, *(m.to for m in matches))
                        break
            if telling:
                starts += [i for i in range(max(begin, first - LEAD), first + 1) if edges[i]]
                begin = first + 1
        return starts

    def _edges(
        self, tokens: Sequence[Token], forms: Sequence[Form], plain: bool
    ) -> list[Sequence[Edge]]:
        edges: list[Sequence[Edge]] = [form.edges for form in forms]
        numbers: list[int] = []
        worded: list[int] = []
        for index, token in enumerate(tokens):
            form = forms[index]
            if token.kind == NUMBER:
                numbers.append(index)
                edges[index] = ()
            elif form.numeral and token.kind == WORD:
                worded.append(index)
            if form.shy and not plain and token.text[0].islower():
                edges[index] = ()
        for index in numbers:
            after = edges[index + 1] if index + 1 < len(tokens) else ()
            edges[index] = list(self._digits.edges(tokens, index, bool(after)))
            if _has(after, "{ending}"):
                tens = any(e.key == "{ending}" and e.value == "decade" for e in after)
                edges[index] = [*edges[index], *ordinal_edges(tokens[index].text, tens)]
        if worded:
            # only numbers beside a calendar word: a month within a few words, «одиннадцати вечера»
            near = [
                i for i in worded if any(map(_tells, edges[max(0, i - BESIDE) : i + BESIDE]))
            ]
            for first, edge in worded_edges(self._numerals, tokens, near):
                edges[first] = [*edges[first], edge]
        return edges

    @staticmethod
    def _fits(section: Section, tokens: Sequence[Token], first: int, last: int,
              edges: Edges) -> bool:  # fmt: skip
        """Whether no word beside them takes the words for something else."""
        if section.of_noun and last < len(tokens) and _has(edges[last], "{undated}"):
            return False  # «воскресная школа» is of no Sunday
        if section.exact and first and _has(edges[first - 1], "{hedge}"):
            return False
        if section.bounded:
            if first and _has(edges[first - 1], "{customary}"):
                return False
            if last < len(tokens) and _has(edges[last], "{bound}"):
                return False
            for index in range(max(0, first - ORDERED), first):
                if _has(edges[index], "{o}") or _has(edges[index], "{record}"):
                    return False  # «уже третий случай за месяц», "the worst fire in two years"
        if section.ends and last < len(tokens) and tokens[last].kind != MARK:
            return False
        if last == len(tokens):
            return True
        after = tokens[last]
        if after.kind == SUFFIX:
            return False
        if section.eve and (after.word.has("noun", "gen") or after.word.has("adj", "gen")):
            # «накануне выборов» is before the vote, «накануне сообщили» yesterday
            return False
        if section.wary and tokens[last - 1].kind == NUMBER and after.kind == WORD:
            # "in 2000 homes": a round number before a common noun may count it, "in 2014 crowds" none
            return (
                after.text[0].isupper()
                or _has(edges[last], "{after}")
                or (first < last - 1 and _is_no_round_year(tokens[last - 1].text))
            )
        return True

    @staticmethod
    def _stands_free(tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether the words are not cut out of a longer figure: 5-6, 10:20:30, № 5, $5."""
        if last + 1 < len(tokens):
            after, glued = tokens[last], tokens[last + 1]
            if after.text in "-–/:" and not after.spaced and not glued.spaced:
                if glued.kind == NUMBER:
                    return False
        if first and tokens[first].kind == NUMBER and not tokens[first].spaced:
            return tokens[first - 1].text not in "-–/:№#$€₸+"
        return True

    def _moment(
        self, tokens: Sequence[Token], first: int, last: int, rule: str, built: Built,
        published: When | None, anchor: When | None, plain: bool,
    ) -> Moment:  # fmt: skip
        leaning = self._leaning(tokens, first, last) if _needs_leaning(built.said) else None
        if built.flag == UNTIL:
            # «продлён до 19 января»: the verb is past, the end may lie ahead
            leaning = None if leaning is False else True
        elif leaning is None and plain:
            leaning = True
        when, half = read_said(built.said, published, anchor, leaning, plain)
        return Moment(
            first=first,
            last=last,
            when=when,
            partial=half,
            kind=built.kind,
            clock=built.clock,
            flag=built.flag,
            rule=rule,
            said=built.said,
            ahead=leaning,
            plain=plain,
        )

    def _leaning(self, tokens: Sequence[Token], first: int, last: int) -> bool | None:
        """Where the nearest telling word of the clause looks; None if there is none."""
        nearest: tuple[int, bool] | None = None
        for steps in (range(first - 1, max(-1, first - 1 - CLAUSE), -1),
                      range(last, min(len(tokens), last + CLAUSE))):  # fmt: skip
            for distance, index in enumerate(steps):
                token = tokens[index]
                if token.kind == MARK and token.text in ",.;:!?—–()…":
                    break
                if token.kind != WORD:
                    continue
                form = self._form(token)
                ahead = form.ahead
                after = self._form(tokens[index + 1]) if index + 1 < len(tokens) else None
                if form.poised:
                    if after is not None and _has(after.edges, "{poising}"):
                        ahead = True
                elif ahead and self._pack.verb_final and after is not None:
                    if after.ahead is False:
                        ahead = False  # «өтпек |болған»: what he meant to do then
                if ahead is False and index and tokens[index - 1].norm == INFINITIVE:
                    continue  # "will be sent in June": what stands before it tells
                if ahead is not None:
                    if nearest is None or distance < nearest[0]:
                        nearest = (distance, ahead)
                    break
        return None if nearest is None else nearest[1]


_IS_TELLING = attrgetter("telling")


def _goes_on(tokens: Sequence[Token], forms: Sequence[Form]) -> bool:
    """Whether a word that begins phrases of dates has one behind it that may go on with them: «в» and
    "the" stand in every sentence, and in few before a word of such a phrase."""
    last = len(forms) - 1
    for index, form in enumerate(forms):
        if not form.opening:
            continue
        if any(step.patterns for step in form.opening):
            return True
        if index == last:
            continue
        following = forms[index + 1]
        if tokens[index + 1].kind == NUMBER or following.numeral:
            return True
        for step in form.opening:
            for edge in following.edges:
                if edge.key in step.next:
                    return True
    return False


def _has_dated_digits(tokens: Sequence[Token]) -> bool:
    """Whether digits stand in the tokens that may be a date by themselves: a year, or written with
    marks; up to three digits between spaces are a day or an hour only beside a word that tells."""
    if NUMBER not in [token.kind for token in tokens]:
        return False
    last = len(tokens) - 1
    for index, token in enumerate(tokens):
        if token.kind == NUMBER:
            text = token.text
            if len(text) == 4 or not text.isdecimal():
                return True
            if index < last and not tokens[index + 1].spaced:
                if tokens[index + 1].text in "-/":
                    return True
    return False


def _tense(word: Word) -> bool | None:
    if "verb" not in word.features:
        return None
    if word.has("fin", "fut") or word.has("verb", "fut"):
        return True
    if word.has("fin", "past") or word.has("verb", "past") or word.has("short"):
        return False
    return None


def _filler(match: Match, first: int) -> Edge:
    slot, _, value = match.pattern.section.partition("=")
    filler: object = int(value) if value.lstrip("-").isdecimal() else value
    return Edge("{" + slot + "}", match.to - first, filler)


def _tells(edges: Sequence[Edge]) -> bool:
    for edge in edges:
        if edge.key[0] == "{" and edge.key not in FAINT:
            return True
    return False


def _has(edges: Sequence[Edge], key: str) -> bool:
    return any(edge.key == key for edge in edges)


def _is_no_round_year(text: str) -> bool:
    """Whether four digits are a year of our times that nobody counts in: "2014", not "2000"."""
    return (
        text.isdigit()
        and len(text) == len("2014")
        and "1900" < text < "2100"
        and text[-2:] != "00"
    )


def _needs_leaning(said: Said) -> bool:
    match said:
        case Weekday(turn=None | 0, week=None) | Point(year=None):
            return True
        case Back() | In() | Night(to=Same()) | Turned(unit="weekend"):
            return True
        case Season(year=None, turn=None):
            return True
        case Feast(year=None, turn=None, of=None):
            return True
        case Nth(of=Feast()) | Shift(of=Feast()):
            return said.of is not None and _needs_leaning(said.of)
        case At():
            return _needs_leaning(said.day)
        case Open():
            return _needs_leaning(said.said)
        case Range():
            return _needs_leaning(said.last)
    return False


LONE_ORDINAL = "{od}"
"""«26-го» by itself: a day only where no noun follows for it to number («2-й части статьи»)."""


def _has_noun(tokens: Sequence[Token], index: int) -> bool:
    """Whether a noun or an adjective of one follows, so that an ordinal before it numbers it."""
    if index >= len(tokens) or tokens[index].kind != WORD:
        return False
    word = tokens[index].word
    return bool(word.features & {"noun", "adj"}) and not word.features & {
        "verb",
        "conj",
        "adp",
        "name",
    }


def _leftmost_longest(
    found: list[tuple[int, int, int, str, Built]],
) -> Iterator[tuple[int, int, str, Built]]:
    """What overlaps nothing longer or earlier; of equal words the later stage, which saw more."""
    taken: list[tuple[int, int]] = []
    kept: list[tuple[int, int, str, Built]] = []
    for first, last, _, rule, built in sorted(
        found, key=lambda f: (f[0] - f[1], f[0], -f[2], f[3])
    ):
        if all(last <= a or b <= first for a, b in taken):
            taken.append((first, last))
            kept.append((first, last, rule, built))
    kept.sort(key=lambda k: k[0])
    yield from kept


def when_row(
    pack: "Pack", text: str, published: When | None, plain: bool = True
) -> dict[str, str | None]:
    """How a phrase standing alone is read: ``{"edtf": …}``, None where it names no date.

    A phrase without a verb looks ahead, as calendars do: «суббота» is the coming one, and three
    months ago are counted to the day. For the reading of news pass ``plain=False``.
    """
    tokens = pack.tokens(text)
    moments = pack.calendar.find(tokens, published, plain=plain)
    dated = [m for m in moments if m.when is not None or m.partial is not None]
    if not dated:
        return {"edtf": None}
    best = max(dated, key=lambda m: (_width(tokens, m), -m.first))
    when = best.when or best.partial
    return {"edtf": None if when is None else str(when)}


def _width(tokens: Sequence[Token], moment: Moment) -> int:
    start, end = covered(tokens, moment.first, moment.last)
    return end - start


__all__ = ["AS_OF", "SINCE", "UNTIL", "Calendar", "when_row"]
