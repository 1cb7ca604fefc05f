"""How often place, date, speaker and whole are right in plain reports, those of ``training/acts`` that bear them.

    python tools/plain.py           # the open half, by language
    python tools/plain.py --kept    # the half that whoever makes the rules leaves alone
    python tools/plain.py --misses place ru   # what the open half has against it

A share is of the figures found for which the annotator or the reader gives the field, as in the gold set's scorer. A
place is right that is the one its words name, wherever in the report they stand. One annotator each.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from tools.marked import FOLDER, Fields, Marked, Span, marked

from qantar import text
from qantar.domain.claim import Claim, Figure
from qantar.domain.source import Document
from qantar.domain.when import When
from qantar.read.load import load_reader
from qantar.read.places import Places
from qantar.read.sentences import sentences_of

NAMES = ("place", "when", "speaker", "part_of")
LANGUAGES = ("ru", "uk", "kk", "en")
LETTERS = 5
"""Letters of a word that stand for all its forms."""
CONTEXT = 130


class Answer(NamedTuple):
    """One field of one figure: what the annotator says, what is read, whether these are the same."""

    item: Marked
    span: Span
    field: str
    told: str | None
    read: str | None
    right: bool


def answers(item: Marked) -> Iterator[Answer]:
    """The fields of the figures of a report that are found and have the field on either side."""
    reader = load_reader()
    document = Document(
        capture="t", report="t", text=item.text, lang=item.lang, title=item.title,
        published=item.published, blocks=tuple(text.blocks(item.text, item.title)),
    )  # fmt: skip
    passages = text.passages(document)
    figures = [c for c in reader.read(document, passages) if isinstance(c.content, Figure)]
    sentences = sentences_of(
        reader.packs, reader.atlas, document, When(item.published), passages
    )
    named = [
        (where.words, where.name)
        for wheres in Places(reader.atlas, sentences).of_sentence.values()
        for where in wheres
        if where.name is not None
    ]
    spans = sorted(item.fields)
    found: dict[int, Claim] = {}
    for claim in figures:
        for at, (start, end) in enumerate(spans):
            if claim.anchor.start < end and start < claim.anchor.end and at not in found:
                found[at] = claim
                break
    for at, claim in sorted(found.items()):
        told = item.fields[spans[at]]
        for field, given, read, right in _compared(claim, told, named, found):
            if given is not None or read is not None:
                yield Answer(item, spans[at], field, given, read, right)


def _compared(
    claim: Claim, told: Fields, named: Sequence[tuple[str, str]], found: dict[int, Claim]
) -> Iterator[tuple[str, str | None, str | None, bool]]:
    scope = claim.scope
    given = [None if one == "-" else one for one in told]
    place, when, speaker, whole = given
    yield "place", place, scope.place, _is_place(place, scope.place_words, scope.place, named)
    date = None if scope.when is None else str(scope.when)
    yield "when", when, date, bool(when and date and is_same_day(when, date))
    by = None if claim.attribution is None else claim.attribution.speaker
    yield "speaker", speaker, by, bool(speaker and by and is_same_name(speaker, by))
    assert isinstance(claim.content, Figure)
    of = claim.content.part_of
    outer = found.get(int(whole)) if whole is not None else None
    yield "part_of", whole, of, of is not None and outer is not None and outer.id == of


def _is_place(
    told: str | None, words: str | None, name: str | None, named: Sequence[tuple[str, str]]
) -> bool:
    if told is None or name is None:
        return False
    if told.startswith("^"):
        return told[1:].casefold() == name.casefold()
    exact = {other for told_so, other in named if told_so == told}
    return name in exact or (not exact and is_same_name(told, words or name))


def is_same_name(one: str, other: str) -> bool:
    """Whether half the words of the shorter of two names begin alike."""
    a, b = _stems(one), _stems(other)
    return bool(a and b) and 2 * len(a & b) >= min(len(a), len(b))


def _stems(words: str) -> set[str]:
    plain = "".join(c if c.isalnum() else " " for c in words.casefold()).split()
    long = {word[:LETTERS] for word in plain if len(word) > 2 or word.isdigit()}
    return long or set(plain)


def is_same_day(one: str, other: str) -> bool:
    """The same date; a night told as an interval is its second day, too; up to a day is that day."""
    a, b = one.removeprefix("../"), other.removeprefix("../")
    if a == b:
        return True
    return any(
        "/" in x and x.rpartition("/")[2] == y and x[:7] == y[:7] for x, y in ((a, b), (b, a))
    )


def shares(*, kept: bool, folder: Path = FOLDER) -> dict[str, float]:
    """``ru place`` and so on: the share right, by language and in ``all``."""
    n: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for item in marked(folder):
        if item.fields and item.kept is kept:
            for answer in answers(item):
                for key in (f"{item.lang} {answer.field}", f"all {answer.field}"):
                    n[key] += 1
                    right[key] += answer.right
    return {key: round(right[key] / n[key], 4) for key in sorted(n)}


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    given.add_argument("--kept", action="store_true", help="the half kept to measure by")
    given.add_argument("--misses", nargs=2, metavar=("FIELD", "LANG"), help="of the open half")
    options = given.parse_args()
    if options.misses:
        field, lang = options.misses
        for item in marked():
            if item.fields and not item.kept and item.lang == lang:
                for answer in answers(item):
                    if answer.field == field and not answer.right:
                        start, end = answer.span
                        before = item.text[max(0, start - CONTEXT) : start]
                        after = item.text[end : end + CONTEXT]
                        words = f"{before}[{item.text[start:end]}]{after}".replace("\n", " ¶ ")
                        print(f"{item.name} told {answer.told}, read {answer.read}: …{words}…")
        return 0
    told = shares(kept=options.kept)
    for name in NAMES:
        cells = "  ".join(
            f"{lang} {told.get(f'{lang} {name}', 0):.3f}" for lang in (*LANGUAGES, "all")
        )
        print(f"{name:<8} {cells}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
