"""How the JSON answers are sent: compact, with their digest; lists page by page."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Query
from starlette.responses import Response

from qantar.desk.shapes import Problem
from qantar.desk.shelf import Condition, Row
from qantar.desk.visit import Visit

MOST = 200
"""Rows of a page at most."""

PageNumber = Annotated[int, Query(ge=1, le=1_000_000)]
PerPage = Annotated[int, Query(ge=1, le=MOST)]
Words = Annotated[str, Query(max_length=400)]
Code = Annotated[str, Query(max_length=80)]
Day = Annotated[str, Query(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]
Bound = Annotated[int | None, Query(ge=0, le=10**15)]

RESPONSES: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem},
    401: {"model": Problem},
    404: {"model": Problem},
    304: {"description": "unchanged"},
}
"""What any address may answer besides what was asked."""


def sent(visit: Visit, value: object) -> Response:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return visit.send(text.encode("utf-8", "backslashreplace"), "application/json")


def paged(
    visit: Visit, total: int, page: int, per_page: int, items: Sequence[Mapping[str, Any]]
) -> Response:
    """One page of a list with the address of the next."""
    more = page * per_page < total
    return sent(
        visit,
        {
            "total": total,
            "page": page,
            "per_page": per_page,
            "next": visit.address(page=page + 1) if more else None,
            "items": list(items),
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list kept on the shelf: its columns, the tables they stand in, its order. All three are ours,
    never from outside."""

    columns: str = "*"
    tables: str
    order: str

    def page(
        self,
        visit: Visit,
        condition: Condition,
        page: int,
        per_page: int,
        item: Callable[[Row], Mapping[str, Any]] = dict,
    ) -> Response:
        """One page of the rows that meet a condition, each made an item."""
        rows = visit.shelf.where(
            f"SELECT {self.columns} FROM {self.tables}",  # noqa: S608
            condition,
            f"ORDER BY {self.order} LIMIT ? OFFSET ?",
            per_page,
            (page - 1) * per_page,
        )
        total = visit.shelf.number_of(self.tables, condition)
        return paged(visit, total, page, per_page, [item(row) for row in rows])


def sliced(
    visit: Visit, page: int, per_page: int, items: Sequence[Mapping[str, Any]]
) -> Response:
    """One page of a list that is held whole."""
    shown = items[(page - 1) * per_page : page * per_page]
    return paged(visit, len(items), page, per_page, shown)
