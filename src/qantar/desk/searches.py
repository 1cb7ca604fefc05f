"""Searches people keep, to ask them again: each person their own, on a desk without accounts one shelf."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from qantar.desk.cabinet import Drawer
from qantar.domain.errors import MalformedValue, Misuse

MOST = 100
"""Searches of one person."""
LONGEST_NAME, LONGEST_QUERY = 80, 2_000
ASKED = (
    "q", "in", "kind", "object", "act", "least", "most", "speaker", "outlet", "place", "text",
    "from", "to", "state",
)  # fmt: skip
"""What of an address belongs to a search; the page one was on does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A search under its name; ``found`` is how much it found when it was kept."""

    number: int
    who: str
    name: str
    query: str
    at: str
    found: int

    @property
    def address(self) -> str:
        return f"/search?{self.query}"


def asked(query: str) -> str:
    """The part of an address that is a search, in one order, so that it can be shared."""
    given = dict(parse_qsl(query[:LONGEST_QUERY]))
    return urlencode([(name, given[name]) for name in ASKED if given.get(name)])


def searches(drawer: Drawer, who: str) -> tuple[Kept, ...]:
    """A person's searches by name."""
    rows = drawer.all("SELECT * FROM searches WHERE who = ? ORDER BY name, number", who)
    return tuple(Kept(**dict(row)) for row in rows)


def keep(drawer: Drawer, who: str, name: str, query: str, *, at: str, found: int) -> None:
    """Keep a search; one of the same name takes the new place.

    Raises:
        MalformedValue: if it has no name or asks nothing.
        Misuse: if the person keeps too many.
    """
    name = " ".join(name.split())[:LONGEST_NAME]
    query = asked(query)
    if not name:
        raise MalformedValue("give the search a name")
    if not [pair for pair in parse_qsl(query) if pair[0] != "in"]:
        raise MalformedValue("this asks nothing: search first, then keep it")
    names = {one.name for one in searches(drawer, who)}
    if len(names) >= MOST and name not in names:
        raise Misuse(f"{MOST} searches are kept; drop one first")
    drawer.do("DELETE FROM searches WHERE who = ? AND name = ?", who, name)
    drawer.do(
        "INSERT INTO searches (who, name, query, at, found) VALUES (?, ?, ?, ?, ?)",
        who, name, query, at, found,
    )  # fmt: skip
    drawer.log(at=at, who=who, act="search kept", about=name, detail={"query": query})


def drop(drawer: Drawer, who: str, number: int, *, at: str) -> None:
    """Drop one of a person's own searches; another's is left."""
    row = drawer.one("SELECT name FROM searches WHERE who = ? AND number = ?", who, number)
    if row is not None:
        drawer.do("DELETE FROM searches WHERE number = ?", number)
        drawer.log(at=at, who=who, act="search dropped", about=str(row["name"]), detail={})
