"""The parts of a text: headline, paragraphs, list items, captions, furniture.

A paragraph wrongly called furniture loses its figures, so whatever is in doubt is body.
"""

import itertools
import re
import tomllib
from functools import cache
from importlib.resources import files

from qantar.domain.errors import LexiconError
from qantar.domain.source import Block, BlockKind
from qantar.domain.span import Span

HEADLINE_LENGTH = 160
"""Characters: the longest of the headlines looked at stood under 150."""

_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")
_SENTENCE_END = re.compile(r"[.!?:;…,][»”\"')\]]*$")
_QUESTION_OR_SHOUT = re.compile(r"[!?…][»”\"')\]]*$")
_BULLET = re.compile(r"(?:[•‣▪▫◦●○■□►▶✓✔➤·*]|[-–—])[ \t\u00a0]+(?=\S)")
_DASH = re.compile(r"[-–—]")
_NUMBERED = re.compile(r"(\d{1,3})[.)][ \t\u00a0]+(?=\S)")
_SPEECH = re.compile(r"[,.!?…»”\"][ \u00a0][–—-][ \u00a0]|\?")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_TAIL = " \t\u00a0:.!…→»>"


@cache
def lexicon() -> "Lexicon":
    """The lists of ``furniture.toml``, read once."""
    text = files("qantar.text").joinpath("furniture.toml").read_text("utf-8")
    return Lexicon(tomllib.loads(text))


class Lexicon:
    """What announces furniture and captions, ready to ask."""

    def __init__(self, tables: dict[str, object]) -> None:
        furniture, caption, page = (_table(tables, n) for n in ("furniture", "caption", "page"))
        short = tables.get("short")
        if not isinstance(short, int):
            raise LexiconError("furniture.toml: «short» is not a number of characters")
        self._short = short
        self._whole = frozenset(furniture["whole"])
        self._opens = tuple(furniture["opens"])
        self._opens_short = tuple(furniture["opens_short"])
        self._held = _union([re.escape(words) for words in furniture["holds_short"]])
        self._patterns = _union(furniture["pattern"])
        self._caption_opens = tuple(caption["opens"])
        self._caption_patterns = _union(caption["pattern"])
        self.furniture_names = frozenset(page["furniture"])
        self.caption_names = frozenset(page["caption"])

    def kind(self, line: str) -> BlockKind | None:
        """Whether a line announces itself as furniture or caption; None for all others."""
        low = " ".join(line[:400].lower().split())
        if low.startswith(self._opens):
            return BlockKind.FURNITURE
        if len(line) <= self._short:
            if (
                low.rstrip(_TAIL).lstrip("-–—•* ") in self._whole
                or low.startswith(self._opens_short)
                or self._patterns.fullmatch(low) is not None
                or self._held.search(low) is not None
            ):
                return BlockKind.FURNITURE
        if len(line) <= 400 and (
            low.startswith(self._caption_opens)
            or self._caption_patterns.fullmatch(line) is not None
        ):
            return BlockKind.CAPTION
        return None


def _table(tables: dict[str, object], name: str) -> dict[str, list[str]]:
    table = tables.get(name)
    if not isinstance(table, dict):
        raise LexiconError(f"furniture.toml: table [{name}] is not there")
    for key, entries in table.items():
        if len(set(entries)) != len(entries):
            twice = sorted({entry for entry in entries if entries.count(entry) > 1})
            raise LexiconError(f"furniture.toml: [{name}] {key} has twice {', '.join(twice)}")
    return table


def _union(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def blocks(text: str, title: str | None = None) -> tuple[Block, ...]:
    """The parts of a plain text, in order: one a line, or one a paragraph where lines were broken
    to a fixed width. Spans leave out the spaces around; empty lines are in no block."""
    lines = _lines(text)
    if _is_wrapped(text, lines):
        lines = _paragraphs(text, lines)
    words = [text[start:end] for start, end in lines]
    kinds = [lexicon().kind(line) or BlockKind.BODY for line in words]
    _mark_items(words, kinds)
    _mark_headline(words, kinds, title)
    return tuple(
        Block(Span(start, end), kind) for (start, end), kind in zip(lines, kinds, strict=True)
    )


def _lines(text: str) -> list[tuple[int, int]]:
    found = []
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if stripped:
            start = match.start() + len(line) - len(line.lstrip())
            found.append((start, start + len(stripped)))
    return found


def _follows_directly(text: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    between = text[left[1] : right[0]]
    return (
        "\f" not in between
        and between.count("\n") + between.count("\r") - between.count("\r\n") == 1
    )


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether sentences run over line ends throughout, as in mail and old archives."""
    if len(lines) < 4 or max(end - start for start, end in lines) > 100:
        return False
    pairs = broken = 0
    for left, right in itertools.pairwise(lines):
        if not _follows_directly(text, left, right):
            continue
        pairs += 1
        runs_on = (
            text[right[0]].islower() and _SENTENCE_END.search(text[left[0] : left[1]]) is None
        )
        broken += runs_on and left[1] - left[0] >= 45
    return pairs >= 3 and broken * 5 >= pairs * 2


def _paragraphs(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    previous: tuple[int, int] | None = None
    for line in lines:
        starts_anew = _BULLET.match(text, line[0]) or _NUMBERED.match(text, line[0])
        if (
            previous is not None
            and starts_anew is None
            and _follows_directly(text, previous, line)
            and lexicon().kind(text[previous[0] : previous[1]]) is None
            and lexicon().kind(text[line[0] : line[1]]) is None
        ):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
        previous = line
    return joined


def _mark_items(words: list[str], kinds: list[BlockKind]) -> None:
    """Lists: lines with bullets, neighbouring lines with dashes that are not speech, and numbers
    that count up. «— Рейды продолжатся, — сообщил …» is speech, «2 января.» no number of a list."""
    at = 0
    while at < len(words):
        bullet = _BULLET.match(words[at]) if kinds[at] is BlockKind.BODY else None
        if bullet is not None:
            run = at + 1
            while (
                run < len(words)
                and words[run][:1] == words[at][:1]
                and _BULLET.match(words[run])
            ):
                run += 1
            if _DASH.match(words[at]) is None or _is_list(words, at, run):
                kinds[at:run] = [BlockKind.ITEM] * (run - at)
            at = run
            continue
        run = _numbered_run(words, kinds, at)
        if run - at >= 2:
            kinds[at:run] = [BlockKind.ITEM] * (run - at)
            at = run
        else:
            at += 1


def _is_list(words: list[str], at: int, run: int) -> bool:
    if any(_SPEECH.search(line, 2) is not None for line in words[at:run]):
        return False
    announced = at > 0 and words[at - 1].endswith(":")
    return run - at >= 2 or announced


def _numbered_run(words: list[str], kinds: list[BlockKind], at: int) -> int:
    match = _NUMBERED.match(words[at])
    if match is None or kinds[at] is not BlockKind.BODY:
        return at
    number, run = int(match.group(1)), at + 1
    while run < len(words):
        match = _NUMBERED.match(words[run])
        if match is None or int(match.group(1)) != number + run - at:
            break
        run += 1
    return run


def _mark_headline(words: list[str], kinds: list[BlockKind], title: str | None) -> None:
    """The first line that is not furniture, if it is the title or looks like one."""
    wanted = None if title is None else folded(title)
    for at, line in enumerate(words):
        if kinds[at] is not BlockKind.BODY:
            continue
        if wanted:
            if folded(line) == wanted:
                kinds[at] = BlockKind.HEADLINE
        elif at + 1 < len(words) and _looks_like_headline(line):
            kinds[at] = BlockKind.HEADLINE
        return


def _looks_like_headline(line: str) -> bool:
    if len(line) > HEADLINE_LENGTH:
        return False
    return _SENTENCE_END.search(line) is None or _QUESTION_OR_SHOUT.search(line) is not None


def folded(text: str) -> str:
    """Letters and digits alone, in small letters: how two printings of a headline are compared."""
    return _NOT_A_LETTER.sub("", text.casefold())
