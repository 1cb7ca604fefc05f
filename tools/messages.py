"""The desk's own words, collected from its pages, and the catalogues that translate them.

python tools/messages.py            add what is missing to src/qantar/desk/locale/*.po, drop what is gone
python tools/messages.py --check    exit 1 if a catalogue lacks a message, has one too many, or a
                                    translation loses a {name} of its message
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from qantar.desk.judging import DECIDED, ENDS, HOLDING, PAIRED, VERBS
from qantar.desk.language import HEDGE_WORDS, LANGUAGES
from qantar.desk.pages import entries
from qantar.desk.pages.chronology import PARTS
from qantar.desk.pages.ledger import COUNT_NAMES
from qantar.desk.pages.ledgers import SORTS
from qantar.desk.pages.people import BY
from qantar.desk.pages.review import FIELD_WORDS, LOGGED, VERDICTS
from qantar.desk.pages.search import IN
from qantar.desk.pages.search import STATES as REVIEW_STATES
from qantar.desk.reasons import FORMS, LINES
from qantar.desk.sentences import KINDS, RELATION_WORDS
from qantar.domain.claim import Reality
from qantar.export.dossier import SECTIONS
from qantar.export.lanes import STATES
from qantar.record.custody import Act
from qantar.views.policies import policy_words
from qantar.views.series import REVISING
from qantar.views.terms import term_words, terms

QANTAR = Path(__file__).resolve().parent.parent / "src/qantar"
DESK = QANTAR / "desk"
LENT = tuple(QANTAR / f"export/{name}.py" for name in ("card", "dossier", "lanes", "reader"))
"""Pages that leave the desk, which speak its languages too."""
CODES = ("ru", "uk", "kk")
PLURALS = {
    "ru": 3,
    "uk": 3,
    "kk": 2,
}
KEYWORDS = {"say": None, "count": (1, 2)}
_NAME = re.compile(r"\{(\w+)\}")

Message = tuple[str | None, str | tuple[str, str]]
"""Context (the table of a code), and the English words, or one and many."""


def listed() -> Iterator[str]:
    """Messages that stand in tables of the code and not in a call."""
    yield from (entry.title for entry in entries())
    yield from PARTS.values()
    yield from RELATION_WORDS
    yield from STATES.values()
    yield from REVIEW_STATES.values()
    yield from (words for _, words in SORTS.values())
    yield from IN.values()
    yield from KINDS.values()
    yield from HEDGE_WORDS.values()
    yield from (act.value for act in Act)
    yield from (reality.value for reality in Reality)
    for table in (VERBS, ENDS, PAIRED, DECIDED, HOLDING):
        yield from table.values()
    yield from FIELD_WORDS.values()
    yield from VERDICTS.values()
    yield from LOGGED
    yield from FORMS
    yield from BY.values()
    yield from REVISING.values()
    yield from COUNT_NAMES
    yield from SECTIONS.values()
    for policy in policy_words():
        yield from (policy.title, policy.definition, policy.source, *policy.ours)
    yield from LINES.values()
    yield from ("figures", "events", "regimes", "posts")


def messages() -> dict[Message, None]:
    """Every message, in the order of the pages."""
    found: dict[Message, None] = {}
    for path in [*sorted(DESK.rglob("*.py")), *LENT, *sorted(DESK.rglob("*.html"))]:
        method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
        with path.open("rb") as stream:
            for _, said, _, _ in extract(
                method, stream, KEYWORDS, options={"encoding": "utf-8"}
            ):
                if said:
                    found[(None, said)] = None
    for words in listed():
        found[(None, words)] = None
    for table, code in terms():
        found[(table, term_words(table, code))] = None
    return found


def path_of(code: str) -> Path:
    return DESK / "locale" / f"{code}.po"


def read(code: str) -> Catalog:
    path = path_of(code)
    if not path.exists():
        return Catalog(locale=code)
    with path.open("rb") as stream:
        return read_po(stream, locale=code)


def update(code: str) -> int:
    """Write the catalogue with exactly today's messages; how many lack a translation."""
    old, new = read(code), Catalog(locale=code, project="Qantar", fuzzy=False)
    missing = 0
    for context, said in messages():
        known = old.get(said if isinstance(said, str) else said[0], context)
        text = known.string if known is not None else ""
        if isinstance(said, tuple) and not isinstance(text, tuple | list):
            text = ("",) * PLURALS[code]
        if isinstance(said, str) and not isinstance(text, str):
            text = ""  # it used to be about a number
        missing += not (all(text) if not isinstance(text, str) else text)
        new.add(said, text, context=context)
    write(code, new)
    return missing


def write(code: str, catalogue: Catalog) -> None:
    """The catalogue as a file that holds nothing but words: no dates, so that the same words are
    the same file on any day."""
    with io.BytesIO() as stream:
        write_po(stream, catalogue, no_location=True, sort_output=False, width=100)
        text = stream.getvalue().decode()
    messages_ = text[text.index("\n\n", text.index('msgid ""')) :]
    fields = (
        f"Language: {code}",
        f"Plural-Forms: {Catalog(locale=code).plural_forms}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    )
    header = [
        f"# The desk's words in {LANGUAGES[code]}. Whoever speaks it is welcome to correct them.",
        'msgid ""',
        'msgstr ""',
        *(f'"{field}\\n"' for field in fields),
    ]
    path_of(code).write_text("\n".join(header) + messages_, "utf-8")


def faults(code: str) -> Iterator[str]:
    """What is wrong with a catalogue."""
    catalogue, wanted = read(code), messages()
    for context, said in wanted:
        name = said if isinstance(said, str) else said[0]
        known = catalogue.get(name, context)
        strings = () if known is None else (
            (known.string,) if isinstance(known.string, str) else tuple(known.string)
        )  # fmt: skip
        if not strings or not all(strings):
            yield f"{code}: «{name}» ({context or 'page'}) has no translation"
            continue
        for string in strings:
            if set(_NAME.findall(name)) != set(_NAME.findall(string)):
                yield f"{code}: «{name}» and «{string}» do not have the same {{names}}"
    for message in catalogue:
        if message.id and (message.context, message.id) not in wanted:
            yield f"{code}: «{message.id}» is no message any more"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        found = [fault for code in CODES for fault in faults(code)]
        print("\n".join(found) or f"{len(messages())} messages in {len(CODES)} languages")
        return 1 if found else 0
    for code in CODES:
        print(f"{code}: {update(code)} of {len(messages())} without translation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
