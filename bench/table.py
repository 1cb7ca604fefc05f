"""The figures as a table for a terminal and as the page ``docs/benchmarks.md``."""

from typing import Any

from bench.measures import FAST, LENGTH, Figures

LANGUAGES = {"ru": "Russian", "uk": "Ukrainian", "kk": "Kazakh", "en": "English"}
TITLES = {
    **{
        f"read {code}": f"Qantar reads {name}, dense reports"
        for code, name in LANGUAGES.items()
    },
    **{
        f"news {code}": f"Qantar reads {name}, news as it comes"
        for code, name in LANGUAGES.items()
    },
    **{
        f"{FAST}{kind} {code}": f"compiled, {name}, {told}"
        for kind, told in (("read", "dense reports"), ("news", "news as it comes"))
        for code, name in LANGUAGES.items()
    },
    **{f"floor {code}": f"tokens and lemmas alone, {name}" for code, name in LANGUAGES.items()},
    "lemmas ru": "tokens and lemmas alone, Russian, by razdel and rumorph",
    "regex ru": "a regular expression, Russian",
    "natasha ru": "natasha's models (razdel, rumorph, slovnet), Russian",
    "pages": "web pages to text",
    f"{FAST}pages": "compiled, web pages to text",
    "archive": "WARC to claims, news as it comes, four languages in turn",
    f"{FAST}archive": "compiled, WARC to claims",
    "reconcile": "10,000 figures compared and settled",
    "reconcile many": "100,000 figures on 5,000 questions, likewise",
    "one more": "one more report beside 100,000 figures, settled and kept again",
    "one story": "5,000 figures of one dense story, reckoned whole",
    "copies": "20,000 reports of one story searched for copies by their text",
    "pairwise": "10,000 figures, every pair compared and nothing more",
    "ingest": "the whole ingest into SQLite, four languages",
    "desk": "pages of the desk, one of each kind",
}


_AT = "memory_mb_at_"
"""Opens the name of a measure of memory on the way."""


def printed(figures: dict[str, Figures]) -> str:
    rows = [f"{'':<54}{'a second':>12}{'memory, MB':>12}"]
    for name, row in figures.items():
        rows.append(f"{TITLES[name]:<54}{row['a_second']:>12,.0f}{row['memory_mb']:>12,.0f}")
    return "\n".join(rows)


def page(history: list[dict[str, Any]]) -> str:
    run = history[-1]
    figures: dict[str, Figures] = run["figures"]
    ingest = figures["ingest"]
    points = sorted(int(key.removeprefix(_AT)) for key in ingest if key.startswith(_AT))
    ratio, news = (
        figures[name]["a_second"] / figures["natasha ru"]["a_second"]
        for name in ("read ru", "news ru")
    )
    lines = [
        "# How fast it reads",
        "",
        "Written by `make bench`, never by hand; the figures of all noted runs stand in `benchmarks.json`.",
        f"Measured on {run['date']} with Python {run['python']} on a machine of {run['processors']} processors shared with",
        "other work, which makes any figure uncertain by a third and more; ratios of one run are sounder.",
        f"Reports are invented by template ([`bench/sentences.toml`](../bench/sentences.toml)), {LENGTH:,} characters each. One process,",
        "processor time, dictionaries loaded and warm, best of three; each measure runs in a process of its own.",
        "",
        "| | a second | memory, MB |",
        "| --- | ---: | ---: |",
    ]
    lines += [
        f"| {TITLES[name]} | {row['a_second']:,.0f} | {row['memory_mb']:,.0f} |"
        for name, row in figures.items()
    ]
    if f"{FAST}news ru" in figures:
        lines += [
            "",
            "Compiled: the same claims, the reader as machine code (`make fast`; [why it is a choice](decisions/0008-compiled-reader.md)).",
            f"So news as it comes is read {figures[f'{FAST}news ru']['a_second'] / figures['natasha ru']['a_second']:.1f} times as fast as the models find names and syntax.",
        ]
    lines += [
        "",
        f"A dense report tells a figure in nearly every sentence ({figures['read ru']['claims_a_report']:.0f} claims in a Russian one); news as it comes",
        f"tells three or four ({figures['news ru']['claims_a_report']:.0f} claims, most of them the wording of a group). Each claim has its quote, speaker,",
        "place, date and derivation. Tokens and lemmas alone are what any reader pays before it reads: Qantar takes",
        f"{figures['floor ru']['a_second'] / figures['read ru']['a_second']:.1f} times as long as its own for a dense Russian report, {figures['lemmas ru']['a_second'] / figures['read ru']['a_second']:.1f} times as long as razdel and rumorph.",
        "",
        f"Dense reports are read {ratio:.1f} times as fast as the models find names and syntax alone, news as it comes",
        f"{news:.1f} times. The regular expression finds",
        "numbers beside nouns and nothing else. Loading takes "
        f"{figures['read ru']['loading_s']:.1f} s (the models: {figures['natasha ru']['loading_s']:.1f} s).",
        "",
        f"The ingest took {ingest['reports']:,.0f} reports ({ingest['input_mb']:.0f} MB) and kept {ingest['claims']:,.0f} claims, with this memory on the way:",
        "",
        "| reports read | " + " | ".join(f"{at:,}" for at in points) + " |",
        "| --- |" + " ---: |" * len(points),
        "| memory, MB | " + " | ".join(f"{ingest[f'{_AT}{at}']:,.0f}" for at in points) + " |",
    ]
    if "desk" in figures:
        lines += _desk(figures["desk"])
    noted = [one for one in history if one["note"]]
    if noted:
        names = [
            name for name in TITLES if not name.startswith(("regex", "floor", f"{FAST}read"))
        ]
        lines += ["", "## Before and after", "",
                  "Items a second, run by run on the same kind of machine. The column of natasha's models tells how busy",
                  "the machine was: divide by it.", "",
                  "| | " + " | ".join(names) + " |", "| --- |" + " ---: |" * len(names)]  # fmt: skip
        for one in (*noted, *([] if run["note"] else [run])):
            cells = [
                f"{one['figures'][n]['a_second']:,.0f}" if n in one["figures"] else ""
                for n in names
            ]
            lines.append(
                f"| {one['date']} {one['note'] or 'now'} | " + " | ".join(cells) + " |"
            )
    return "\n".join(lines) + "\n"


def _desk(row: Figures) -> list[str]:
    """The desk: what the first page and the slowest take of the server, and each of them."""
    spent = {name.removeprefix("page "): ms for name, ms in row.items() if name[:5] == "page "}
    return [
        "",
        "## The desk",
        "",
        f"On a record of {row['reports']:,.0f} reports with {row['claims']:,.0f} claims: the overview takes {row['first']:,.0f} ms of the server's",
        f"processor, the slowest page {row['slowest']:,.0f} ms; making the pages ready once for a state of the record",
        f"takes {row['filling_s']:,.0f} s. Best of three, in milliseconds:",
        "",
        "| page | ms |",
        "| --- | ---: |",
        *(f"| `{path}` | {ms:,.0f} |" for path, ms in spent.items()),
    ]
