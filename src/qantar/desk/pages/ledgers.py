"""All questions of number, to be narrowed down."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from qantar.desk.drawing.marks import Strip, said_of
from qantar.desk.pages import Entry
from qantar.desk.sentences import question_words, range_words
from qantar.desk.shelf import Condition, Row, unpacked
from qantar.desk.visit import PER_PAGE, AVisit, Pager, Visit

router = APIRouter(include_in_schema=False)
MENU = Entry(order=20, path="/ledgers", title="Ledgers")

SORTS = {
    "family": ("position", "wholes with their parts"),
    "accounts": ("accounts DESC, position", "most accounts"),
    "origins": ("origins DESC, position", "most independent origins"),
    "time": ("first IS NULL, first, position", "by time"),
}
"""Orders of the list: SQL, and what the reader is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A question as a list shows it."""

    question: str
    title: str
    range: str
    accounts: int
    origins: int
    open: bool
    conflict: bool
    depth: int
    varied: bool
    """Whether the accounts say different numbers: one number alone needs no drawing."""
    drawing: Strip
    told: str
    """The drawing in words."""


def listed(visit: Visit, row: Row) -> Listed:
    """A row of the shelf's ``questions``."""
    brief = unpacked(row, "brief")
    language = visit.language
    title = question_words(language, visit.places, brief)
    said = [said_of(mark, language.quantity(mark["number"])) for mark in brief["marks"]]
    return Listed(
        question=row["question"],
        title=title,
        range=range_words(language, brief),
        accounts=row["accounts"],
        origins=row["origins"],
        open=bool(row["open"]),
        conflict=bool(row["conflict"]),
        depth=min(int(row["depth"]), 3),
        varied=len({one.number for one in said}) > 1,
        drawing=Strip.of(said),
        told=f"{title}: " + "; ".join(dict.fromkeys(one.label for one in said)),
    )


@router.get("/ledgers")
def ledgers(
    visit: AVisit,
    q: str = "",
    object: str = "",
    act: str = "",
    place: str = "",
    disputed: str = "",
    sort: str = "family",
    page: int = 1,
) -> Response:
    """The list of ledgers."""
    condition = narrowed(q=q, object_=object, act=act, place=place, disputed=disputed)
    shelf = visit.shelf
    order, _ = SORTS.get(sort, SORTS["family"])
    total = shelf.number_of("questions", condition)
    pages = Pager.over(visit, total, page)
    rows = shelf.where(
        "SELECT * FROM questions",
        condition,
        f"ORDER BY {order} LIMIT ? OFFSET ?",
        PER_PAGE,
        pages.first,
    )
    language = visit.language
    return visit.page(
        "ledgers.html",
        rows=[listed(visit, row) for row in rows],
        pages=pages,
        nested=sort == "family",
        sorts={key: visit.say(told) for key, (_, told) in SORTS.items()},
        chosen={"q": q, "object": object, "act": act, "place": place, "disputed": disputed, "sort": sort},
        objects=sorted(
            (
                (row[0], language.term("object", row[0]))
                for row in shelf.all("SELECT DISTINCT object FROM questions")
            ),
            key=lambda pair: pair[1],
        ),
        acts=sorted(
            (
                (row[0], language.term("act", row[0]))
                for row in shelf.all("SELECT DISTINCT act FROM questions")
            ),
            key=lambda pair: pair[1],
        ),
        at=sorted(
            (
                (str(row[0]), visit.places.name(row[0], row[1]) or str(row[0]))
                for row in shelf.all(
                    "SELECT place_id, min(place) FROM questions WHERE place_id IS NOT NULL"
                    " GROUP BY place_id"
                )
            ),
            key=lambda pair: pair[1],
        ),
    )  # fmt: skip


def narrowed(*, q: str, object_: str, act: str, place: str, disputed: str) -> Condition:
    """The questions asked for, as a condition on the shelf."""
    condition = Condition()
    for word in q.casefold().split()[:8]:
        condition = condition.also(
            "instr(lower(title || ' ' || object || '.' || act), ?) > 0", word
        )
    if object_:
        condition = condition.also("object = ?", object_)
    if act:
        condition = condition.also("act = ?", act)
    if place:
        condition = condition.also("place_id = ?", place)
    if disputed:
        condition = condition.also("conflict = 1")
    return condition
