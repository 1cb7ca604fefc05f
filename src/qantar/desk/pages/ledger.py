"""One question: who answered it with what, when, on which words, and how the answers stand."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from starlette.responses import Response

from qantar.desk.bygone import day_of, whole_as_of
from qantar.desk.conflicts import conflict_rows
from qantar.desk.drawing.marks import said_of
from qantar.desk.drawing.timeline import TimedSaying, timeline
from qantar.desk.pages.ledgers import listed
from qantar.desk.quarrels import Quarrel, quarrel, quarrels
from qantar.desk.sentences import question_words, range_words, relation_words
from qantar.desk.shelf import Condition, Row, unpacked
from qantar.desk.visit import AVisit, Pager, Visit
from qantar.domain.ledger import Ledger
from qantar.export.lanes import STATES
from qantar.pipeline import listed_names
from qantar.views.policies import policy_words

router = APIRouter(include_in_schema=False)

ACCOUNTS = 60
"""Accounts on a page."""
QUARRELS = 12
DAYS = 14
"""Days offered for a look back."""
RELATIONS = 24
"""Relations of an account that are listed, the telling ones first."""
STRONG = ("contradicts", "takes back", "taken back by")
WEAK = ("apart from",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One place where an account is printed."""

    claim: str
    document: str | None
    outlet: str | None
    report: str
    published: str | None
    headline: bool
    speaker: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """How an account stands to others, as a line."""

    type: str
    words: str
    others: tuple[tuple[str, str, str], ...]
    """Address, number and, where it is another question's, its title."""
    because: str
    relation: str
    """The id to ask why by."""
    is_strong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An account with all that a page shows of it."""

    account: str
    number: str
    in_words: str
    state: str
    speaker: str | None
    line: str
    as_of: str | None
    before: str
    marked: str
    after: str
    lang: str | None
    claim: str
    judged: str
    printed: tuple[Printed, ...]
    relations: tuple[Related, ...]
    apart: tuple[Related, ...]
    more: int
    """Relations not listed; the JSON of the ledger holds them all."""


@router.get("/ledgers/{question}")
def ledger(
    visit: AVisit,
    question: str,
    policy: str = "",
    as_of: Annotated[str, Query(alias="asof")] = "",
    page: int = 1,
) -> Response:
    """The ledger of a question; ``policy`` names a counting rule to be shown beside the range,
    ``asof`` a day, month or year by whose end it is shown as it stood."""
    shelf = visit.shelf
    row = question_row(visit, question)
    by_then = day_of(as_of)
    if by_then is None:
        whole = unpacked(row)
        disputes = quarrels(
            visit, Condition().also("conflicts.question = ?", question), QUARRELS
        )
    else:
        whole, then = whole_as_of(visit, question, by_then)
        whole["told"] = unpacked(row, "brief")["told"]
        disputes = _disputes(visit, whole, then)
    told = len(whole["accounts"])
    # A long ledger is turned over page by page, drawing and accounts together.
    pages = Pager.over(visit, told, page, ACCOUNTS)
    whole["accounts"] = whole["accounts"][pages.first : pages.first + ACCOUNTS]
    claims = {
        str(claim["claim"]): claim
        for claim in shelf.all(
            "SELECT claims.*, reports.document, reports.lang FROM claims"
            " JOIN reports ON reports.number = claims.report WHERE account IN"
            " (SELECT value FROM json_each(?)) ORDER BY claims.number DESC",
            json.dumps([account["account"] for account in whole["accounts"]]),
        )
    }
    titles = _titles(visit, whole)
    accounts = [
        _told(visit, account, claims, titles, question) for account in whole["accounts"]
    ]
    language = visit.language
    nobody = visit.say("speaker not named")
    sayings = [
        TimedSaying(
            said=said_of(
                account | {"state": _state(account)},
                _label(visit, account),
                _is_judged(account, claims),
            ),
            speaker=account["speaker"] or nobody,
            as_of=account["as_of"],
        )
        for account in whole["accounts"]
    ]
    return visit.page(
        "ledger.html",
        question=question,
        title=question_words(language, visit.places, whole),
        range=range_words(language, whole),
        whole=whole,
        told=told,
        as_of=as_of if by_then is not None else "",
        days=days_told(visit, question),
        drawing=timeline(sayings, (whole["low"], whole["high"]), language) if sayings else None,
        accounts=accounts,
        quarrels=disputes,
        names=listed_names(
            visit.view,
            {id_: str(claim["document"]) for id_, claim in claims.items() if claim["document"]},
        ),
        wholes=_near(visit, whole["inside_ids"]),
        parts_listed=[
            listed(visit, part)
            for part in shelf.all(
                "SELECT questions.* FROM questions, json_each(questions.brief, '$.inside_ids') AS around"
                " WHERE around.value = ? ORDER BY accounts DESC, position LIMIT 30",
                question,
            )
        ],
        pages=pages,
        policies=policy_words(),
        policy=next((one for one in policy_words() if one.name == policy), None),
        counted=_counted(visit, whole, policy),
        unchecked=sum(account.judged == "read" for account in accounts),
    )


def question_row(visit: Visit, question: str) -> Row:
    """The shelf's row of a question.

    Raises:
        HTTPException: 404 if the record asks no such question.
    """
    row = visit.shelf.one("SELECT * FROM questions WHERE question = ?", question)
    if row is None:
        raise HTTPException(
            404, visit.say("The record holds no such question. It may have been read anew.")
        )
    return row


def _disputes(visit: Visit, whole: Mapping[str, Any], then: Ledger) -> list[Quarrel]:
    """The disputes of the question in the ledger of then."""
    title = question_words(visit.language, visit.places, whole)
    rows = [row for row in conflict_rows(then) if row["question"] == whole["question"]]
    return [quarrel(visit, row, json.loads(str(row["row"])), title) for row in rows[:QUARRELS]]


def days_told(visit: Visit, question: str) -> list[str]:
    """The last days on which somebody's figure stood, oldest first: where a look back is worth it."""
    rows = visit.shelf.all(
        "SELECT DISTINCT substr(json_extract(one.value, '$.as_of'), 1, 10) AS day FROM questions,"
        " json_each(questions.row, '$.accounts') AS one WHERE questions.question = ?"
        " AND day IS NOT NULL ORDER BY day DESC LIMIT ?",
        question,
        2 * DAYS,
    )
    return sorted(str(row["day"]) for row in rows if day_of(str(row["day"])))[-DAYS:]


COUNT_NAMES = ("fatalities", "low", "best", "high", "min", "max")
"""Numbers of the counting rules, as their projects name them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedBy:
    """What a rule makes of the question; ``numbers`` by their names there."""

    numbers: tuple[tuple[str, str], ...]
    used: frozenset[str]
    because: str


def _counted(visit: Visit, whole: Mapping[str, Any], policy: str) -> CountedBy | None:
    found = whole["policies"].get(policy)
    if found is None:
        return None
    return CountedBy(
        numbers=tuple(
            (visit.say(name), "–" if value is None else visit.language.number(value))
            for name, value in found["numbers"].items()
        ),
        used=frozenset(id_ for ids in found["accounts"].values() for id_ in ids),
        because=found["because"],
    )


def _near(visit: Visit, ids: list[str]) -> list[Any]:
    rows = [visit.shelf.one("SELECT * FROM questions WHERE question = ?", id_) for id_ in ids]
    return [listed(visit, row) for row in rows if row is not None]


def _state(account: Mapping[str, Any]) -> str:
    if account["denied"]:
        return "denied"
    return "stands" if account["stands"] else "no longer"


def _label(visit: Visit, account: Mapping[str, Any]) -> str:
    language = visit.language
    parts = [
        language.quantity(account["number"]),
        account["speaker"] or visit.say("speaker not named"),
    ]
    if account["as_of"]:
        parts.append(language.when(account["as_of"]))
    parts.append(visit.say(STATES[_state(account)]))
    return ", ".join(parts)


def _is_judged(account: Mapping[str, Any], claims: Mapping[str, Row]) -> bool:
    return any(
        claims[printed["claim"]]["state"] != "read"
        for printed in account["appearances"]
        if printed["claim"] in claims
    )


def _titles(visit: Visit, whole: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """The question and title of every account a relation names."""
    ids = {
        other
        for account in whole["accounts"]
        for r in account["relations"]
        for other in r["others"]
    }
    found: dict[str, tuple[str, str]] = {}
    for id_ in sorted(ids):
        row = visit.shelf.one(
            "SELECT questions.question, questions.brief FROM claims JOIN questions USING (question)"
            " WHERE claims.account = ? LIMIT 1",
            id_,
        )
        if row is not None:
            title = question_words(visit.language, visit.places, unpacked(row, "brief"))
            found[id_] = (str(row["question"]), title)
    return found


def _told(
    visit: Visit,
    account: Mapping[str, Any],
    claims: Mapping[str, Row],
    titles: Mapping[str, tuple[str, str]],
    question: str,
) -> Told:
    everywhere = [
        Printed(
            claim=one["claim"],
            document=claims[one["claim"]]["document"] if one["claim"] in claims else None,
            outlet=one["outlet"], report=one["report"], published=one["published"],
            headline=one["headline"], speaker=one["speaker"],
        )
        for one in account["appearances"]
    ]  # fmt: skip
    # A report that prints it in its headline and below is named once, where it says more.
    by_report: dict[str, Printed] = {}
    for one in sorted(everywhere, key=lambda one: one.headline):
        by_report.setdefault(one.document or one.claim, one)
    printed = tuple(one for one in everywhere if one in by_report.values())
    first = next((one for one in printed if not one.headline), printed[0])
    claim = claims.get(first.claim)
    related = [_related(visit, relation, titles, question) for relation in account["relations"]]
    return Told(
        account=account["account"],
        number=visit.language.signs(account["number"]),
        in_words=visit.language.quantity(account["number"]),
        state=_state(account),
        speaker=account["speaker"],
        line=account["line"],
        as_of=account["as_of"],
        before=claim["before"] if claim is not None else "",
        marked=claim["marked"] if claim is not None else account["appearances"][0]["words"],
        after=claim["after"] if claim is not None else "",
        lang=claim["lang"] if claim is not None else None,
        claim=first.claim,
        judged=claim["state"] if claim is not None else "read",
        printed=printed,
        relations=tuple(
            sorted((r for r in related if r.type not in WEAK), key=lambda r: not r.is_strong)
        )[:RELATIONS],
        apart=tuple(r for r in related if r.type in WEAK)[:RELATIONS],
        more=max(0, len(related) - 2 * RELATIONS),
    )


def _related(
    visit: Visit,
    relation: Mapping[str, Any],
    titles: Mapping[str, tuple[str, str]],
    question: str,
) -> Related:
    others = []
    for id_, number in zip(relation["others"], relation["other_numbers"], strict=True):
        home, title = titles.get(id_, (question, ""))
        elsewhere = home != question
        address = f"/ledgers/{home}#{id_}" if elsewhere else f"#{id_}"
        others.append((address, visit.language.signs(number), title if elsewhere else ""))
    type_ = str(relation["type"])
    return Related(
        type=type_,
        words=relation_words(visit.language, type_),
        others=tuple(others),
        because=relation["because"],
        relation=relation["relation"],
        is_strong=any(word in type_ for word in STRONG),
    )
