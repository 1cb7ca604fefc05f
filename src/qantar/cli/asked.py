"""What ``qantar ledger`` shows besides the table: policies, series, conflicts, the why of a thing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import typer

from qantar.cli.terms import print_row
from qantar.codebook.policies import Policy
from qantar.domain.claim import Claim
from qantar.domain.display import for_display
from qantar.domain.errors import RecordError
from qantar.domain.identity import Json
from qantar.domain.ledger import Ledger
from qantar.domain.ruling import Ruling, as_judged
from qantar.domain.when import When
from qantar.pipeline import listed_names
from qantar.reconcile.choice import choices
from qantar.reconcile.policies import Counted, Counting
from qantar.record.port import View
from qantar.views.ledger import QuestionRow
from qantar.views.series import Point, series
from qantar.views.standing_words import READ_BY

MANY = 300
"""Claims from which on all of the record are read at once instead of one by one."""


class ClaimsShown(Mapping[str, Claim]):
    """The claims of a view by id as people judged them, each fetched when it is looked at."""

    def __init__(self, view: View, rulings: Sequence[Ruling], wanted: Sequence[str]) -> None:
        self._view, self._rulings, self._wanted = view, rulings, wanted
        self._found: dict[str, Claim] = {}
        if len(wanted) > MANY:
            for claim in as_judged(view.claims(), rulings):
                self._found.setdefault(claim.id, claim)

    def __getitem__(self, id_: str) -> Claim:
        if id_ not in self._found:
            try:
                (self._found[id_],) = as_judged([self._view.claim(id_)], self._rulings)
            except RecordError:
                raise KeyError(id_) from None
        return self._found[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._wanted)

    def __len__(self) -> int:
        return len(self._wanted)


def say(*lines: str) -> None:
    """Lines of text, letters that would repaint a screen made visible."""
    for line in lines:
        typer.echo(for_display(line))


def show_policies(
    ledger: Ledger,
    rows: Sequence[QuestionRow],
    policies: Sequence[Policy],
    rulings: Sequence[Ruling],
    as_of: When | None,
    *,
    as_json: bool,
) -> None:
    """What one policy makes of each question, or how two differ."""
    counting = Counting(ledger, choices(ledger, rulings))
    if not as_json:
        for policy in policies:
            say(f"{policy.title}: {policy.definition}", f"  rule: {policy.source}")
            say(*(f"  ours: {line}" for line in policy.ours))
    for row in rows:
        if len(policies) == 1:
            counted = counting.count(policies[0], row.question, as_of)
            if as_json:
                print_row({"title": row.title, **counted.as_json(), "read_by": READ_BY})
            else:
                say("", row.title, *_counted(counted))
            continue
        difference = counting.difference(policies[0], policies[1], row.question, as_of)
        if as_json:
            print_row({"title": row.title, **difference.as_json(), "read_by": READ_BY})
        else:
            same = "" if difference.is_difference else "  (no difference)"
            say("", row.title + same, *_counted(difference.one), *_counted(difference.other))
            for policy, only in (
                (policies[0], difference.only_one), (policies[1], difference.only_other),
            ):  # fmt: skip
                say(*(f"    only {policy.name} used {id_}" for id_ in only))


def _counted(counted: Counted) -> list[str]:
    lines = [f"  {counted.policy}: {counted.shown}", f"    {counted.because}"]
    lines += [
        f"    {number.name} from {', '.join(number.accounts)}"
        for number in counted.numbers
        if number.accounts
    ]
    return lines


def show_series(
    ledger: Ledger,
    rows: Sequence[QuestionRow],
    rulings: Sequence[Ruling],
    as_of: When | None,
    *,
    as_json: bool,
) -> None:
    """Each question in time."""
    wanted = [row.question for row in rows]
    by_id = {one.question: one for one in series(ledger, wanted, rulings, until=as_of)}
    for question in wanted:
        if question not in by_id:
            continue
        if as_json:
            print_row(by_id[question].as_json() | {"read_by": READ_BY})
        else:
            say("", by_id[question].title)
            for point in by_id[question].points:
                say(*_point(point))


def _point(point: Point) -> Iterator[str]:
    when = (point.as_of or "no date").replace("T", " ")
    state = "" if point.stands else "  (denies)" if point.denied else "  (no longer stands)"
    yield f"  {when:<16} {point.number:>8}  {point.speaker or 'speaker not named'}{state}"
    dates = [
        f"said {point.said}" if point.said else "",
        f"printed {point.published}" if point.published else "",
    ]
    told = ", ".join(filter(None, (*dates, "late" if point.is_late else "")))
    then = f"; by then {point.envelope}" if point.envelope else ""
    yield f"      {told}{then}  {point.account}"
    yield f"      «{point.words}»"
    for revision in point.revisions:
        yield f"      {revision.how} {revision.number}: {revision.because}"
    for mark in point.judged:
        yield f"      § {mark.words}"


def conflicts_of(ledger: Ledger, question: str) -> list[Json]:
    """The minimal sets of accounts of a question that cannot all hold."""
    return [one.as_json() for one in ledger.conflicts if question in one.questions]


def show_conflicts(ledger: Ledger, questions: Iterable[str]) -> None:
    """Sentences: these cannot all hold."""
    wanted = set(questions)
    told = [one for one in ledger.conflicts if wanted & set(one.questions)]
    if told:
        say("", "CANNOT ALL HOLD  (leave any one out, and the rest can)")
    for conflict in told:
        say(f"  {conflict.because}  {conflict.id}")
        say(*(f"    {claim}" for claim in conflict.claims))


def name_notes(
    rows: Iterable[QuestionRow], claims: Mapping[str, Claim], view: View
) -> list[Json]:
    """Counts beside the names their own reports list; a note, no finding of who anybody is."""
    question_of = {
        printed.claim: row.question
        for row in rows
        for account in row.accounts
        for printed in account.appearances
        if not printed.is_cited and printed.claim in claims
    }
    found = listed_names(view, {id_: claims[id_].document for id_ in question_of})
    return [one.as_json() | {"question": question_of[one.claim]} for one in found]


def say_names(notes: Iterable[Json]) -> None:
    """Each note with the names as the report writes them."""
    for note in notes:
        say(f"{note['report']}: {note['note']}  {note['claim']}")
        say(*(f"    {name}" for name in note["names"]))
