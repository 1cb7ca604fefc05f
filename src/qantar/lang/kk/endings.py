"""Every chain of Kazakh endings, built once from the suffixes in ``inflection/suffixes.toml``.

A stem shapes what follows by its last letter (seven classes) and its last vowel (back or front).
So a chain of suffixes has one spelling per class and harmony, and all spellings fit in a table:
``nominal["T"]["тардың"]`` is what «қазақтардың» ends in.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "inflection"
BACK, FRONT, ANY = 0, 1, 2
VOWELS = frozenset("аәеоөұүыіяёэию")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """One chain: its features, the harmony it wants, and how much it tells.

    ``gain`` weighs how much a chain explains on an unlisted stem; ``cost`` how rare it is on a
    listed one; ``sure`` whether it is believed on unlisted stems at all. ``kept`` counts its first
    letters that stay in the lemma: a participle in the plural is a word of its own (жараланғандар,
    "the wounded").
    """

    features: frozenset[str]
    harmony: int
    gain: float
    cost: int
    sure: bool
    kept: int = 0


Table = dict[str, dict[str, tuple[Ending, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Endings:
    """The endings of nouns and of verbs by class of the stem's last letter, then by spelling."""

    classes: Mapping[str, str]
    nominal: Table
    verbal: Table
    negations: frozenset[str]
    kept: frozenset[str]
    derived: Mapping[str, frozenset[str]]


class _Speller:
    """Writes a suffix after a stem of a given class and harmony."""

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self.classes = {
            letter: name for name, letters in rules["classes"].items() for letter in letters
        }
        self.sounds: dict[str, dict[str, str]] = rules["sounds"]

    def spell(self, suffix: str, last: str, harmony: int) -> tuple[str, str]:
        """The suffix as written, and the class it leaves for the next one."""
        out = ""
        for letter in suffix:
            if letter in "AIQF":
                letter = {"A": "ае", "I": "ыі", "Q": "қк", "F": "ғг"}[letter][harmony]
            elif letter in self.sounds:
                letter = self.sounds[letter][last]
                if suffix_is_guttural(letter) and harmony == FRONT:
                    letter = {"ғ": "г", "қ": "к"}[letter]
            out += letter
            last = self.classes.get(letter, last)
        return out, last


def suffix_is_guttural(letter: str) -> bool:
    """Whether the letter has a back and a front spelling (ғ/г, қ/к)."""
    return letter in "ғқ"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chain:
    text: str
    last: str
    features: frozenset[str]
    gain: float
    cost: int
    sure: bool
    kept: int = 0


def _fits(rule: Mapping[str, Any], last: str) -> bool:
    after = rule.get("after")
    return after is None or (after == "vowel") == (last == "V")


def _nominal(
    speller: _Speller, rules: Mapping[str, Any], last: str, harmony: int
) -> Iterator[_Chain]:
    start = _Chain(text="", last=last, features=frozenset(), gain=0, cost=0, sure=True)
    numbers = [(start, frozenset({"sg"}))]
    for plural in rules["plural"]:
        text, end = speller.spell(plural["suffix"], last, harmony)
        chain = _Chain(
            text=text, last=end, features=frozenset(), gain=3, cost=1, sure=plural["sure"]
        )
        numbers.append((chain, frozenset(plural["features"])))
    for chain, number in numbers:
        yield from _cased(speller, rules["case"], "plain", chain, number, harmony)
        for rule in rules["possessive"]:
            if not _fits(rule, chain.last):
                continue
            text, end = speller.spell(rule["suffix"], chain.last, harmony)
            sure = rule.get("sure", False)
            # a bare final vowel may as well belong to the stem; «сы» after a vowel hardly ever does
            gain = 2.0 if rule["suffix"] == "сI" or chain.text else -0.5
            owned = _Chain(
                text=chain.text + text, last=end, features=frozenset(rule["features"]),
                gain=chain.gain + gain, cost=chain.cost + (1 if sure else 4), sure=chain.sure and sure,
            )  # fmt: skip
            cases = rule.get("leads", "plain")
            yield from _cased(speller, rules["case"], cases, owned, number, harmony)


def _cased(
    speller: _Speller, cases: Mapping[str, Any], which: str, chain: _Chain,
    number: frozenset[str], harmony: int,
) -> Iterator[_Chain]:  # fmt: skip
    yield _Chain(
        text=chain.text, last=chain.last, features=chain.features | number | {"nom"},
        gain=chain.gain, cost=chain.cost, sure=chain.sure,
    )  # fmt: skip
    for rule in cases[which]:
        text, end = speller.spell(rule["suffix"], chain.last, harmony)
        # only a possessive is followed by н-cases: then the vowel before is no part of the stem
        firm = which == "third" and rule["suffix"] not in ("нIң", "мен")
        yield _Chain(
            text=chain.text + text, last=end,
            features=chain.features | number | frozenset(rule["features"]),
            gain=chain.gain + 3 + (2.5 if firm and chain.gain < 1 else 0),
            cost=chain.cost + (1 if rule.get("sure", False) else 4),
            sure=chain.sure and rule.get("sure", False),
        )  # fmt: skip


def _is_plain_plural(tail: _Chain) -> bool:
    return "pl" in tail.features and "adj" not in tail.features


def _verbal(
    speller: _Speller,
    rules: Mapping[str, Any],
    last: str,
    harmony: int,
    nominal: Mapping[str, list[_Chain]],
) -> Iterator[_Chain]:
    start = _Chain(text="", last=last, features=frozenset({"verb"}), gain=0, cost=0, sure=True)
    negation, end = speller.spell(rules["negation"]["suffix"], last, harmony)
    denied = _Chain(
        text=negation, last=end, features=frozenset({"verb", "neg"}), gain=2, cost=1, sure=True
    )
    for chain in (start, denied):
        for rule in rules["verbal"]:
            if (chain is denied and "polarity" in rule) or not _fits(rule, chain.last):
                continue
            text, end = speller.spell(rule["suffix"], chain.last, harmony)
            sure = rule.get("sure", False)
            features = chain.features | frozenset(rule["features"])
            made = _Chain(
                text=chain.text + text, last=end, features=features,
                gain=chain.gain + len(text) - (0.5 if rule["suffix"] == "DI" else 0),
                cost=chain.cost + rule.get("rare", 0), sure=sure,
            )  # fmt: skip
            yield made
            for person in rules["person"].get(rule.get("person", ""), ()):
                text, _ = speller.spell(person, end, harmony)
                yield _Chain(
                    text=made.text + text, last=end, features=features,
                    gain=made.gain, cost=made.cost + 2, sure=False,
                )  # fmt: skip
            if rule.get("nominal", False):
                for tail in nominal[end]:
                    if tail.text:
                        yield _Chain(
                            text=made.text + tail.text, last=tail.last,
                            features=features | tail.features, gain=made.gain + tail.gain,
                            cost=made.cost + tail.cost, sure=tail.sure,
                            kept=len(made.text) if _is_plain_plural(tail) else 0,
                        )  # fmt: skip


@cache
def endings() -> Endings:
    """The tables, built on first use from the rules beside the code."""
    rules = tomllib.loads((FOLDER / "suffixes.toml").read_text("utf-8"))
    speller = _Speller(rules)
    nominal: dict[str, dict[str, dict[Ending, None]]] = {}
    verbal: dict[str, dict[str, dict[Ending, None]]] = {}
    for harmony in (BACK, FRONT):
        tails = {
            last: list(_nominal(speller, rules, last, harmony)) for last in rules["classes"]
        }
        for last in rules["classes"]:
            for table, chains in (
                (nominal, tails[last]),
                (verbal, list(_verbal(speller, rules, last, harmony, tails))),
            ):
                spelled = table.setdefault(last, {})
                for chain in chains:
                    either = not VOWELS.intersection(chain.text) or chain.text in (
                        "мен",
                        "бен",
                        "пен",
                    )
                    ending = Ending(
                        features=chain.features, harmony=ANY if either else harmony,
                        gain=chain.gain, cost=chain.cost, sure=chain.sure, kept=chain.kept,
                    )  # fmt: skip
                    spelled.setdefault(chain.text, {})[ending] = None
    return Endings(
        classes=speller.classes,
        nominal=_frozen(nominal),
        verbal=_frozen(verbal),
        negations=frozenset(
            speller.spell(rules["negation"]["suffix"], last, h)[0]
            for last in rules["classes"]
            for h in (BACK, FRONT)
        ),
        kept=_both(speller, rules["voice"]["kept"]),
        derived={
            kind: _both(speller, suffixes) for kind, suffixes in rules["derivation"].items()
        },
    )


def _frozen(table: Mapping[str, Mapping[str, Mapping[Ending, None]]]) -> Table:
    return {
        last: {text: tuple(found) for text, found in by.items()} for last, by in table.items()
    }


def _both(speller: _Speller, suffixes: list[str]) -> frozenset[str]:
    return frozenset(speller.spell(s, "V", h)[0] for s in suffixes for h in (BACK, FRONT))
