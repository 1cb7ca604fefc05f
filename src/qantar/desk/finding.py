"""What a search asks, and how the shelf is asked for it.

Words are found under their lemmas, in all four languages at once: «ұсталған» finds «ұсталғандардың»,
"беспорядки" finds «беспорядков». Words in quotation marks are found as written.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from qantar.desk.shelf import Condition
from qantar.desk.visit import Words

MOST_WORDS = 12
_PHRASE = re.compile(r"[\"«“„]([^\"»”“]*)[\"»”“]")


@dataclass(frozen=True, slots=True)
class Query:
    """The words of a search: for each, the keys any of which finds it."""

    keys: tuple[tuple[str, ...], ...]

    @property
    def is_empty(self) -> bool:
        return not self.keys

    @property
    def match(self) -> str:
        """The query in FTS5's own words; every key stands in quotation marks."""
        return " AND ".join(
            "(" + " OR ".join(f'"{key}"' for key in any_of) + ")" for any_of in self.keys
        )

    @property
    def all_keys(self) -> frozenset[str]:
        return frozenset(key for any_of in self.keys for key in any_of)


def query(text: str, words: Words) -> Query:
    """The query a visitor typed."""
    keys: list[tuple[str, ...]] = []
    for match in _PHRASE.finditer(text):
        for _, _, forms in words(match[1], None):
            keys.append(tuple(key for key in forms if key.startswith("=")))
    for _, _, forms in words(_PHRASE.sub(" ", text), None):
        keys.append(forms)
    return Query(tuple(key for key in keys if key)[:MOST_WORDS])


@dataclass(frozen=True, slots=True)
class Hit:
    """Letters of a text, marked where a word of the query stands."""

    text: str
    found: bool


def marked(text: str, lang: str | None, wanted: Query, words: Words) -> tuple[Hit, ...]:
    """The text with the exact, inflected words that were found set apart."""
    keys = wanted.all_keys
    hits: list[Hit] = []
    at = 0
    for start, end, forms in words(text, lang):
        if keys.isdisjoint(forms):
            continue
        if start > at:
            hits.append(Hit(text[at:start], False))
        hits.append(Hit(text[start:end], True))
        at = end
    if at < len(text):
        hits.append(Hit(text[at:], False))
    return tuple(hits)


EXCERPT = 420
"""Letters of a passage shown around what was found."""


def excerpt(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits within ``EXCERPT`` letters around the first word found, cut ends shown by …"""
    whole = sum(len(hit.text) for hit in hits)
    if whole <= EXCERPT:
        return tuple(hits)
    first = next((at for at, hit in enumerate(hits) if hit.found), 0)
    before = sum(len(hit.text) for hit in hits[:first])
    start = max(0, before - EXCERPT // 3)
    end = start + EXCERPT
    cut: list[Hit] = []
    at = 0
    for hit in hits:
        a, b = max(start - at, 0), min(end - at, len(hit.text))
        if a < b:
            cut.append(Hit(hit.text[a:b], hit.found))
        at += len(hit.text)
    opening = [Hit("…", False)] if start > 0 else []
    closing = [Hit("…", False)] if end < whole else []
    return (*opening, *cut, *closing)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """What claims are narrowed to; empty is everything. Bounds are what the words commit to."""

    kind: str = ""
    object: str = ""
    act: str = ""
    least: int | None = None
    most: int | None = None
    speaker: str = ""
    outlet: str = ""
    place: str = ""
    lang: str = ""
    since: str = ""
    until: str = ""
    question: str = ""
    state: str = ""
    waiting: tuple[str, ...] = ()
    """The claims that wait for a decision between coders, where the state asked is ``waiting``."""

    @property
    def is_empty(self) -> bool:
        return self == ClaimFilter()

    def condition(self) -> Condition:
        condition = Condition()
        for column, value in (
            ("claims.kind", self.kind),
            ("claims.object", self.object),
            ("claims.act", self.act),
            ("claims.question", self.question),
            ("reports.outlet", self.outlet),
            ("reports.lang", self.lang),
        ):
            if value:
                condition = condition.also(f"{column} = ?", value)
        if self.state == "judged":
            condition = condition.also("claims.state <> 'read'")
        elif self.state == "waiting":
            condition = condition.also(
                "claims.claim IN (SELECT value FROM json_each(?))", json.dumps(self.waiting)
            )
        elif self.state:
            condition = condition.also("claims.state = ?", self.state)
        if self.least is not None:
            condition = condition.also(
                "claims.kind = 'figure' AND (claims.high IS NULL OR claims.high >= ?)",
                self.least,
            )
        if self.most is not None:
            condition = condition.also("claims.kind = 'figure' AND claims.low <= ?", self.most)
        if self.speaker:
            condition = condition.also("instr(claims.speaker, ?) > 0", self.speaker)
        if self.place:
            condition = condition.also(
                "claims.place_id IN (SELECT id FROM places WHERE id = ? OR region = ?"
                " OR 'country:' || country = ?)",
                self.place, self.place, self.place,
            )  # fmt: skip
        if self.since:
            condition = condition.also("ifnull(claims.last, reports.first) >= ?", self.since)
        if self.until:
            condition = condition.also(
                "ifnull(claims.first, reports.first) <= ?", self.until + "T23:59"
            )
        return condition
