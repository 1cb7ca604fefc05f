"""What a person sees in a terminal: ledgers and the chronology, as tables that stand in 100 columns."""

import os
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from qantar.domain.claim import Claim
from qantar.domain.display import for_display as visible
from qantar.views.chronology import Chronology, ChronologyRow, Telling, sentences
from qantar.views.judged import Mark
from qantar.views.ledger import AccountRow, QuestionRow, RelationRow, families
from qantar.views.standing_words import READ_BY, office_words, standing_words

WIDTH = 100
"""Columns when the output is piped and ``COLUMNS`` says nothing."""
RELATIONS = 4
"""Relations of one account told in a table; the other formats tell all."""
APART = 1
"""Of those that only say what an account must not be compared with."""
TELLINGS = 2
"""Reports quoted for one row of the chronology; the other formats quote all."""

_MARKS = {"stands": ("●", "green"), "no longer": ("○", "dim"), "denied": ("✕", "red")}
_STRESSED = ("contradicts", "takes back", "taken back by")


def sheet() -> Console:
    """As wide as the terminal, 100 columns when piped; no colour with ``NO_COLOR``."""
    screen = Console(highlight=False)
    if screen.is_terminal or os.environ.get("COLUMNS", "").isdigit():
        return screen
    return Console(highlight=False, width=WIDTH)


def show(out: Console, *things: RenderableType) -> None:
    """Print; without the spaces that fill up lines where nobody sees them but who pipes."""
    if out.is_terminal:
        out.print(*things, sep="\n")
        return
    with out.capture() as captured:
        out.print(*things, sep="\n")
    for line in captured.get().splitlines():
        out.file.write(line.rstrip() + "\n")


def print_ledger(
    out: Console, rows: Sequence[QuestionRow], claims: Mapping[str, Claim], about: str
) -> None:
    """Each question with its range and its accounts in time, parts below their wholes."""
    show(out, _head("LEDGER", about))
    for row, depth in families(rows):
        show(out, question_sheet(row, claims, depth))
    if rows:
        show(out, Text(), Rule(style="dim"))
    show(out, _legend() if rows else Text("No figures to compare."))


def _head(name: str, about: str) -> Text:
    return Text.assemble((name, "bold"), "  ", visible(about), ("\n" + READ_BY, "dim"))


def _legend() -> Text:
    legend = Text(
        "Range: what the accounts left standing jointly allow, no best guess.  ", "dim"
    )
    for state, (mark, style) in _MARKS.items():
        legend.append(f" {mark} ", style=style)
        legend.append(
            {
                "stands": "stands",
                "no longer": "superseded or taken back",
                "denied": "says it is false",
            }[state],
            style="dim",
        )
    legend.append("  § judged by a person", style="magenta")
    return legend


def question_sheet(
    row: QuestionRow, claims: Mapping[str, Claim], depth: int = 0
) -> RenderableType:
    """One question: title, range, how many speak independently, then its accounts."""
    top = Table.grid(expand=True, padding=(0, 2))
    top.add_column(ratio=1)
    top.add_column(justify="right", no_wrap=True)
    title = Text("└ " * bool(depth) + visible(row.title), style="bold")
    top.add_row(title, Text(row.range_words, style="bold yellow" if row.open else "bold cyan"))
    table = Table.grid(padding=(0, 1))
    table.add_column(width=1)
    table.add_column(justify="right", no_wrap=True, min_width=7)
    table.add_column(ratio=1)
    for account in row.accounts:
        mark, style = _MARKS[account.state]
        stands = account.state == "stands"
        table.add_row(
            Text(mark, style=style),
            Text(account.number, style="bold" if stands else "strike dim"),
            _account(account, row, claims),
        )
    rule: RenderableType = Text() if depth else Group(Text(), Rule(style="dim"))
    chosen = [*judged(row.chosen)]
    if chosen:
        chosen.append(Text(f"  the rules alone give {row.by_rules}", style="magenta"))
    sheet = Group(top, Text(_standing(row), style="dim"), *chosen, Padding(table, (0, 0, 0, 1)))
    return Group(rule, Padding(sheet, (0, 0, 0, min(2 * depth, 6))))


def _standing(row: QuestionRow) -> str:
    accounts, origins = len(row.accounts), row.origins
    parts = [
        f"{accounts} account{'s' * (accounts != 1)}, "
        f"{origins} independent origin{'s' * (origins != 1)} left standing",
        "OPEN: a contradiction is unsettled" if row.open else "no open contradiction",
    ]
    if row.inside:
        parts.append("part of " + "; ".join(dict.fromkeys(row.inside)))
    return visible(" · ".join(parts))


def _account(
    row: AccountRow, asked: QuestionRow, claims: Mapping[str, Claim]
) -> RenderableType:
    who = Text(
        visible(row.speaker or "speaker not named"), style="bold" if row.speaker else "italic"
    )
    office = office_words(row, claims)
    if office is not None:
        who.append(f", {visible(office)}", style="not bold")
    if row.as_of is not None:
        who.append(f" · as of {row.as_of.replace('T', ' ')}", style="not bold dim")
    lines: list[RenderableType] = [who, *_quotes(row, claims), *judged(row.judged)]
    lines += [_relation(relation, asked) for relation in _told(row.relations)]
    return Group(*lines)


def judged(marks: Iterable[Mark]) -> Iterable[Text]:
    """What people decided, set apart from what rules read by its sign and its colour."""
    for mark in marks:
        yield Text(visible(f"§ {mark.words}"), style="magenta")


def _quotes(row: AccountRow, claims: Mapping[str, Claim]) -> Iterable[RenderableType]:
    """The words of the first appearance, the body before the headline; then where else it stands."""
    first = next((a for a in row.appearances if not a.headline), row.appearances[0])
    yield quoted(claims.get(first.claim), first.words, first.is_cited)
    rest = [a for a in row.appearances if a is not first]
    told = f"— {first.outlet or first.report}"
    if first.published:
        told += f", {first.published.replace('T', ' ')}"
    others = sorted({a.outlet or a.report for a in rest} - {first.outlet or first.report})
    if others:
        told += f"; also {', '.join(others)}"
    if rest:
        told += f" ({len(row.appearances)} appearances, one origin)"
    yield Text(visible(told), style="dim")
    for one in row.appearances:
        if one.copied:
            about = f"printed again by {one.outlet or one.report}: {one.copied}"
            yield Text(visible(about), style="dim")


def quoted(claim: Claim | None, words: str, is_cited: bool = False) -> Text:
    """Verbatim words between guillemets, the stretch they are shown for set apart."""
    if claim is None or is_cited:
        return Text(visible(f"[cited, not compared with a text] {words}"), style="italic")
    parts = standing_words(claim)
    line = Text("«")
    line.append(visible(parts.before))
    line.append(visible(parts.marked), style="bold underline")
    line.append(visible(parts.after))
    line.append("»")
    return line


def _told(relations: Sequence[RelationRow]) -> Iterable[RelationRow]:
    """What a reader must know first: contradiction and retraction, then the rest; what merely is
    another count comes last, and only the first of it. One sentence is told once."""
    once = {(r.type, r.other_numbers, r.because): r for r in reversed(relations)}.values()
    ordered = sorted(once, key=lambda r: (_rank(r), r.type, r.others))
    main = [r for r in ordered if _rank(r) < _RANK_APART]
    return [*main[:RELATIONS], *[r for r in ordered if r not in main][:APART]]


_RANK_APART = 3


def _rank(relation: RelationRow) -> int:
    if any(word in relation.type for word in _STRESSED):
        return 0
    return {"same": 2, "apart from": _RANK_APART}.get(relation.type, 1)


def _relation(relation: RelationRow, asked: QuestionRow) -> Text:
    line = Text("↳ ", style="dim")
    line.append(relation.type, style="cyan" if _rank(relation) else "bold yellow")
    line.append(f" {', '.join(relation.other_numbers)}")
    elsewhere = sorted(set(relation.other_questions) - {asked.title})
    if elsewhere:
        line.append(visible(f" ({'; '.join(elsewhere)})"))
    line.append(visible(f": {relation.because}"), style="dim")
    return line


def print_chronology(
    out: Console,
    rows: Chronology,
    claims: Mapping[str, Claim],
    about: str,
    tellings: int = TELLINGS,
) -> None:
    """Dated rows by day, then what nothing dates, then what is not told as having happened; of
    each so many reports are quoted."""
    show(out, _head("CHRONOLOGY", about), Text(), _days(rows.dated, claims, tellings))
    for name, part in (
        ("No text dates these", rows.undated),
        (
            "Told as plan, order or conjecture, not as having happened",
            rows.not_reported_as_fact,
        ),
        ("Rejected by a person: the words do not say this", rows.rejected),
    ):
        if part:
            show(out, Text(), Text(name, style="bold"), _days(part, claims, tellings))


def _days(rows: Sequence[ChronologyRow], claims: Mapping[str, Claim], most: int) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=16)
    table.add_column(ratio=1)
    before = None
    for group in sentences(rows):
        shown = group[0].shown
        table.add_row(
            Text(visible(shown if shown != before else ""), style="bold cyan"),
            _happening(group, claims, most),
        )
        before = shown
    return table


def _happening(
    group: Sequence[ChronologyRow], claims: Mapping[str, Claim], most: int
) -> RenderableType:
    """Rows that stand on the same words share them."""
    title = Text()
    for row in group:
        title.append(" · " * (row is not group[0]))
        title.append(visible(row.title), style="bold")
        if (row.place and row.place != group[-1].place) or (row is group[-1] and row.place):
            title.append(f" — {visible(row.place or '')}")
        if row.over_midnight and row is group[-1]:
            title.append(" (over midnight)", style="dim")
    lines: list[RenderableType] = [title]
    tellings = group[0].tellings
    for telling in tellings[:most]:
        lines.append(quoted(claims.get(telling.claim), telling.words))
        lines.append(Text(visible(f"— {_source(telling)}"), style="dim"))
        lines += judged(telling.judged)
    more = len(tellings) - most
    if more > 0:
        lines.append(Text(f"and in {more} more", style="dim"))
    return Group(*lines)


def _source(telling: Telling) -> str:
    outlet = telling.outlet or telling.report
    return f"{telling.speaker}, in {outlet}" if telling.speaker else outlet
