"""The record at a glance: what is asked, how far the answers reach, what is in dispute, what is new."""

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response

from qantar.desk.judging import DECIDED
from qantar.desk.pages import Entry
from qantar.desk.pages.chronology import bars, map_of
from qantar.desk.pages.ledgers import listed
from qantar.desk.quarrels import quarrels
from qantar.desk.sentences import question_words
from qantar.desk.shelf import Condition, unpacked
from qantar.desk.visit import AVisit, Visit
from qantar.domain.ruling import Ruling

router = APIRouter(include_in_schema=False)
MENU = Entry(order=10, path="/", title="Overview")

MAIN = 12
"""Questions at a glance."""
OPEN = 4
"""Contradictions told in full."""
LATEST = 6
MOVED = 6
DECISIONS = 4


@router.get("/")
def overview(visit: AVisit) -> Response:
    """The first page."""
    shelf = visit.shelf
    main = [
        listed(visit, row)
        for row in shelf.all(
            "SELECT * FROM questions WHERE main IS NOT NULL ORDER BY main LIMIT ?", MAIN
        )
    ]
    langs = shelf.all(
        "SELECT lang, count(*) AS n FROM reports GROUP BY lang ORDER BY n DESC, lang"
    )
    states = {
        str(row["state"]): int(row["n"])
        for row in shelf.all("SELECT state, count(*) AS n FROM claims GROUP BY state")
    }
    bounds = shelf.one(
        "SELECT min(published) AS first, max(published) AS last FROM reports WHERE first IS NOT NULL"
    )
    return visit.page(
        "overview.html",
        main=main,
        open=quarrels(visit, Condition().also("conflicts.open = 1"), OPEN),
        open_count=shelf.count("SELECT count(*) FROM conflicts WHERE open = 1"),
        reports=shelf.count("SELECT count(*) FROM reports"),
        outlets=shelf.count("SELECT count(DISTINCT outlet) FROM reports"),
        claims=shelf.count("SELECT count(*) FROM claims"),
        questions=shelf.count("SELECT count(*) FROM questions"),
        refused=int(shelf.about("refused")),
        langs=langs,
        read=states.get("read", 0),
        bounds=bounds,
        days=bars(shelf, Condition().also("part = 'dated' AND substr(edtf, 9, 2) <> ''")),
        map=map_of(visit, Condition().also("happenings.part = 'dated'")),
        place_address=lambda id_: f"/chronology?{urlencode({'place': id_})}",
        moved=_moved(visit),
        decided=[_decided(visit, one) for one in visit.rulings[::-1][:DECISIONS]],
        latest=shelf.all("SELECT * FROM reports ORDER BY number DESC LIMIT ?", LATEST),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A range that is not what it was."""

    question: str
    title: str
    before: str | None
    after: str


def _moved(visit: Visit) -> list[Moved]:
    """The ranges that changed with the last change of the record, those most told first."""
    rows = visit.shelf.all(
        "SELECT moved.question, moved.before, questions.brief FROM moved"
        " JOIN questions ON questions.question = moved.question ORDER BY moved.position LIMIT ?",
        MOVED,
    )
    found = []
    for row in rows:
        brief = unpacked(row, "brief")
        old = unpacked(row, "before") if row["before"] is not None else None
        found.append(
            Moved(
                question=row["question"],
                title=question_words(visit.language, visit.places, brief),
                before=visit.language.envelope(old["low"], old["high"]) if old else None,
                after=visit.language.envelope(brief["low"], brief["high"]),
            )
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A judgement in one line."""

    who: str
    at: str
    what: str
    judgement: str
    claim: str | None


def _decided(visit: Visit, ruling: Ruling) -> Decided:
    kept = ruling.judgement
    return Decided(
        who=kept.by, at=kept.at, what=visit.say(DECIDED[kept.verb]), judgement=kept.id,
        claim=kept.about[0].words if kept.about else None,
    )  # fmt: skip
