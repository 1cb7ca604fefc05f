"""What to watch, as a list says it: OPML, as feed readers write it, or one address a line."""

import codecs
from dataclasses import dataclass
from xml.parsers import expat

from qantar.domain.errors import HostileInput, UnreadableInput

MOST = 20_000
"""Addresses of a list that are still a list."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One address to visit again and again; ``name`` is the outlet, where the list names it."""

    address: str
    name: str | None = None


def subscriptions(data: bytes, origin: str) -> list[Subscription]:
    """The addresses of a list in its order, each once.

    Raises:
        HostileInput: if an OPML file defines entities of its own.
        UnreadableInput: if it is neither OPML nor lines of addresses, or names none.
    """
    found = (
        _outlines(data, origin)
        if data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"<"
        else _lines(data, origin)
    )
    once: dict[str, Subscription] = {}
    for one in found:
        once.setdefault(one.address, one)
    if not once:
        raise UnreadableInput(origin, "names no address", "give OPML, or one address a line")
    if len(once) > MOST:
        raise UnreadableInput(origin, f"names more than {MOST:,} addresses", "split it")
    return list(once.values())


def _outlines(data: bytes, origin: str) -> list[Subscription]:
    found: list[Subscription] = []
    parser = expat.ParserCreate()

    def start(name: str, said: dict[str, str]) -> None:
        address = (said.get("xmlUrl") or said.get("url") or "").strip()
        if name == "outline" and _is_web(address):
            named = said.get("title") or said.get("text")
            found.append(Subscription(address, " ".join(named.split()) if named else None))

    def entity(*_: object) -> None:
        raise HostileInput(
            origin, "defines entities of its own, as bombs do", "take them out",
            parser.CurrentByteIndex,
        )  # fmt: skip

    parser.StartElementHandler = start
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnreadableInput(
            origin, f"is no OPML ({error})", "export the list of feeds again"
        ) from None
    return found


def _lines(data: bytes, origin: str) -> list[Subscription]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            origin, "is not UTF-8", "save the list as UTF-8", error.start
        ) from None
    found = []
    at = 0
    for line in text.splitlines(keepends=True):
        address = line.partition(" #")[0].strip()
        if address and not address.startswith("#"):
            if not _is_web(address):
                raise UnreadableInput(
                    origin, f"«{address[:60]}» is no web address", "begin it with https://", at
                )
            found.append(Subscription(address))
        at += len(line.encode())
    return found


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://"))
