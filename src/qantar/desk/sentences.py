"""What rows of the shelf say, in a reader's language."""

from collections.abc import Mapping
from typing import Any

from qantar.desk.language import Language
from qantar.desk.shelf import Shelf
from qantar.domain.identity import Json


class Places:
    """Names of places in a language, asked of the shelf once a page."""

    def __init__(self, shelf: Shelf, language: Language) -> None:
        self._shelf, self._code = shelf, language.code
        self._known: dict[str, str | None] = {}

    def name(self, id_: str | None, otherwise: str | None = None) -> str | None:
        """The name of a place by id; what the record itself calls it where the id is unknown."""
        if id_ is None:
            return otherwise
        if id_ not in self._known:
            row = self._shelf.one("SELECT en, ru, uk, kk FROM places WHERE id = ?", id_)
            self._known[id_] = str(row[self._code]) if row is not None else None
        return self._known[id_] or otherwise


def measure_words(language: Language, object_: str, act: str) -> str:
    """ "weapons stolen"; languages that decline put it their own way."""
    return language.say(
        "{object} {act}", object=language.term("object", object_), act=language.term("act", act)
    )


def question_words(language: Language, places: Places, row: Mapping[str, Any]) -> str:
    """The title of a question: "weapons stolen — Kazakhstan, since 4 Jan 2022".

    ``row`` is a ``QuestionRow`` as JSON.
    """
    return question_title(language, places.name(row["place_id"], row["place"]), row)


def question_title(language: Language, place: str | None, row: Mapping[str, Any]) -> str:
    """The same, the name of the place being known."""
    object_, _, act = str(row["measure"]).partition(".")
    place = place or language.say("place not said")
    parts = [f"{measure_words(language, object_, act)} — {place}"]
    if row["period"]:
        parts.append(language.when(row["period"]))
    if row.get("increment"):
        parts.append(language.say("added, days not said"))
    if row["population"]:
        parts.append(f"«{row['population']}»")
    if row["told"]:
        first, last = row["told"]
        told = first if first == last else f"{first}/{last}"
        parts.append(language.say("told {date}", date=language.when(told)))
    return ", ".join(parts)


def range_words(language: Language, row: Mapping[str, Any]) -> str:
    """The number as said where all accounts left standing say one, else what they jointly allow."""
    if row["said"] is not None:
        return language.signs(row["said"])
    return language.envelope(row["low"], row["high"])


def content_words(language: Language, content: Json) -> str:
    """What a claim says, worded from its codes: "967 weapons recovered", "curfew: imposed"."""
    kind = content["kind"]
    if kind == "figure":
        words = measure_words(language, content["object"], content["act"])
        number = language.signs(content["quantity"])
        if content["denied"]:
            return language.say(
                "{number} {counted}: said to be false", number=number, counted=words
            )
        return language.say("{number} {counted}", number=number, counted=words)
    if kind == "event":
        return language.term("event", content["type"])
    if kind == "status":
        level = f", {language.term('level', content['level'])}" if content["level"] else ""
        change = language.term("change", content["change"])
        return f"{language.term('regime', content['regime'])}{level}: {change}"
    if kind == "post":
        change = language.term("post", content["change"])
        return f"{content['person']}, {content['post']}: {change}"
    if kind == "label":
        return f"«{content['text']}»: {language.term('side', content['side'])}"
    return str(content["name"])


def content_place(
    language: Language, places: Places, content: Json, place_id: str | None
) -> str | None:
    """Where it was, as the record knows it."""
    place = content.get("place")
    if isinstance(place, dict):
        return language.count("{n} region", "{n} regions", int(place["regions"]))
    if isinstance(place, list):
        return ", ".join(place) or None
    return places.name(place_id, place)


RELATION_WORDS = (
    "same", "contradicts", "apart from", "refined by", "refines", "superseded by", "supersedes",
    "taken back by", "takes back", "holds", "part of", "sum of", "adds up to",
)  # fmt: skip


def relation_words(language: Language, type_: str) -> str:
    """The relation in the reader's language; «with 5, 7 adds up to» keeps its numbers."""
    for words in sorted(RELATION_WORDS, key=len, reverse=True):
        if type_.endswith(words):
            before = type_.removesuffix(words).strip()
            return f"{before} {language.say(words)}".strip()
    return type_


KINDS = {
    "figure": "figure",
    "event": "event",
    "status": "regime",
    "post": "post",
    "label": "wording",
    "credit": "credit",
}
"""Kinds of claim as the desk calls them."""
