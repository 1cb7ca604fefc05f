"""The table of what each language reads, counted from the corpora into ``docs/reading.md``.

python tools/reading_table.py            write it
python tools/reading_table.py --check    exit 1 if it is not current
"""

import sys
from collections.abc import Callable
from pathlib import Path

from qantar.grammar.corpus import read_corpus
from qantar.grammar.lexicon import read_entries
from qantar.grammar.pack import NOT_PHRASES, Pack
from qantar.read.packs import packs

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reading.md"
BEGIN = "<!-- table: written by tools/reading_table.py -->\n"
END = "<!-- end of table -->\n"
UNREAD = "? "


def examples(pack: Pack, name: str) -> list[str | None]:
    path = pack.folder / "corpus" / f"{name}.txt"
    return [example.value for example in read_corpus(path)] if path.exists() else []


def read(name: str) -> Callable[[Pack], int]:
    """How many phrases or sentences of a corpus are read as its margin says."""
    return lambda pack: sum(
        1
        for value in examples(pack, name)
        if value is not None and not value.startswith(UNREAD)
    )


def passed_over(pack: Pack) -> int:
    """Phrases and sentences that look like something and are not."""
    return sum(examples(pack, name).count(None) for name in ("quantity", "when", "figure"))


def unread(pack: Pack) -> int:
    names = ("quantity", "when", "figure", "attribution", "credit", "event", "reality")
    return sum(str(v).startswith(UNREAD) for name in names for v in examples(pack, name))


def reports(pack: Pack) -> int:
    return len(list((pack.folder / "corpus" / "documents").glob("*.claims")))


def phrases(pack: Pack) -> int:
    paths = (pack.folder / "lexicon").glob("*.toml")
    return sum(len(read_entries(path)) for path in paths if path.stem not in NOT_PHRASES)


ROWS: dict[str, Callable[[Pack], int]] = {
    "numbers as printed, read": read("quantity"),
    "dates and times, read": read("when"),
    "sentences with a figure, read": read("figure"),
    "sentences with a speaker, read": read("attribution"),
    "sentences with an outlet credited, read": read("credit"),
    "dated sentences with their happening, read": read("event"),
    "sentences that present a figure as a fact or not, read": read("reality"),
    "whole reports with all their claims": reports,
    "look-alikes passed over": passed_over,
    "known and not read yet": unread,
    "phrases in the lists": phrases,
}


def table() -> str:
    languages = packs()
    lines = [
        "| | " + " | ".join(languages) + " |",
        "| --- |" + " ---: |" * len(languages),
    ]
    for title, count in ROWS.items():
        cells = [f"{count(pack):,}" for pack in languages.values()]
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> int:
    text = PAGE.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    if not rest or (not after and not rest.endswith(END)):
        print(f"{PAGE}: the marks of the table are gone", file=sys.stderr)
        return 1
    written = before + BEGIN + "\n" + table() + "\n" + END + after
    if "--check" in sys.argv[1:]:
        if written != text:
            print(f"{PAGE}: not current; run python tools/reading_table.py", file=sys.stderr)
        return int(written != text)
    PAGE.write_text(written, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
