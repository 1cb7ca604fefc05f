"""``qantar diff``: what changed between two records, or in one since a day."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from qantar.cli.terms import print_row
from qantar.domain.errors import Misuse
from qantar.domain.identity import Json

if TYPE_CHECKING:
    from qantar.pipeline import Holding
    from qantar.views.changes import RecordState


def register(app: typer.Typer) -> None:
    app.command("diff")(diff)


def diff(
    record: Annotated[str, typer.Argument(metavar="RECORD", help="The record as it is.")],
    newer: Annotated[
        str | None, typer.Argument(metavar="NEWER", help="Another, later state of it.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Compare with what had been received and judged by then: 2022-01-09, or a time in UTC.",
        ),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", help="text for people, or json: an object a change.")
    ] = "text",
) -> None:
    """Show what changed: new figures, figures replaced or taken back, ranges, contradictions that came
    or went, figures read so no more, judgements, and pages whose words were changed between two
    captures, silently or not.

    With --since both states are read by today's rules, so that only the material differs; two records
    may differ in the rules that read them, too.

    Example: qantar diff january.qantar --since 2022-01-09
    """
    from qantar.views.changes import changes

    if (newer is None) is (since is None):
        raise Misuse("compare with another record, or with --since DATE: one of the two")
    if format_ not in ("text", "json"):
        raise Misuse(f"--format {format_}: use text or json")
    if newer is not None:
        before, after = _held(record), _held(newer)
    else:
        before, after = _held(record, _moment(str(since))), _held(record)
    found = changes(_state(before), _state(after))
    if format_ == "json":
        for line in found.lines():
            print_row(line)
        return
    _print(found.counts, list(found.lines()))


def told_since(record: str, since: str) -> None:
    """Print for people what changed in a record since a time in UTC."""
    from qantar.views.changes import changes

    found = changes(_state(_held(record, _moment(since))), _state(_held(record)))
    _print(found.counts, list(found.lines()))


def _moment(text: str) -> str:
    """The beginning of a day, or a time, as ISO 8601 in UTC.

    Raises:
        Misuse: if it is neither.
    """
    import datetime as dt

    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise Misuse(
            f"--since {text}: expected a day, as 2022-01-09, or a time in UTC"
        ) from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return moment.isoformat()


def _held(record: str, until: str | None = None) -> "Holding":
    from qantar.pipeline import holding
    from qantar.store.address import open_store

    store = open_store(record, create=False)
    try:
        with store.view() as view:
            return holding(view, until=until)
    finally:
        store.close()


def _state(held: "Holding") -> "RecordState":
    from qantar.pipeline import ledger_of
    from qantar.views.changes import RecordState

    return RecordState(
        ledger=ledger_of(held),
        documents=held.documents,
        captures=held.captures,
        rulings=held.rulings,
    )


def _print(counts: Mapping[str, int], lines: Sequence[Json]) -> None:
    from qantar.cli.asked import say

    if not lines:
        say("nothing changed")
        return
    for name, count in counts.items():
        if not count:
            continue
        title = name.replace("_", " ")
        say("", f"{title.upper()}  ({count})")
        for line in lines:
            if line["change"] == title:
                say(*(f"  {one}" for one in _told(line)))


def _told(line: Json) -> list[str]:
    """One change in words."""
    match line["change"]:
        case "new reports" | "gone reports":
            return [line["report"]]
        case "ranges":
            return [
                f"{line['title']}: {line['before'] or 'not asked'} → {line['after'] or 'not asked'}"
            ]
        case "new contradictions" | "gone contradictions":
            quotes = [f"    {side}: «{words}»" for side, words in
                      zip(line["sides"], line["words"], strict=True)]  # fmt: skip
            return [f"{line['title']}: {line['because']}", *quotes]
        case "edits":
            kind = "silently" if line["silent"] else "and dated anew"
            told = [
                f"{line['page']}: changed {kind} between {line['captured_before']} and {line['captured_after']}"
            ]
            return told + [f"    «{c['before']}» → «{c['after']}»" for c in line["changes"]]
        case "judgements":
            return [
                f"{line['id']}  {line['state']}: {line['sentence']}, judged by {line['by']}: {line['reason']}"
            ]
        case _:
            because = f" — {line['because']}" if line["because"] else ""
            return [f"{line['title']}: {line['figure']}{because}", f"    «{line['words']}»"]
