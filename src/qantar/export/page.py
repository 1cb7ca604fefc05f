"""``docs/formats.md``: every format with its standard, what it counts by and what it cannot say."""

from collections.abc import Iterable

from qantar.export.format import Format

HEAD = """# Formats

Made from the formats themselves by `python tools/docs.py`; change those, not this page.

`qantar export FORMAT --record R --out FILE` writes a record in a format of the field. What the format
cannot say of any record stands below; what of this record was left out, with numbers, is told on stderr
and in `FILE.loss.txt`. The same record gives the same bytes. No format has one number where accounts
differ unless a counting rule gave it, and then the rule is named ([judgements.md](judgements.md)). What
rules read and what a person judged is told apart wherever a format has any field for it. JSON Schemas of
the JSON formats lie in `src/qantar/export/formats/schemas`.

| format | what | file | counts by | needs |
|---|---|---|---|---|
"""


def formats_page(formats: Iterable[Format]) -> str:
    """The page: a table of all formats, then each with its standard and its losses."""
    listed = list(formats)
    lines = [
        f"| [`{one.name}`](#{one.name}) | {one.title} | `{one.suffix}` "
        f"| {', '.join(one.policies) or '–'} | {f'qantar[{one.extra}]' if one.extra else '–'} |"
        for one in listed
    ]
    parts = [HEAD + "\n".join(lines) + "\n"]
    for one in listed:
        losses = "\n".join(f"- {loss}" for loss in one.losses)
        parts.append(f"## {one.name}\n\n{one.title}. Defined by: {one.standard}.\n\n{losses}\n")
    return "\n".join(parts)
