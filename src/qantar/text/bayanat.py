"""A JSON export of Bayanat: each bulletin with a description is a report in its coder's words.

*"Bulletin 41, «The square», published 5 January 2022: Seven people were killed…"* The description was written by whoever
entered the bulletin, so neither its source nor its link is taken for the outlet: nobody printed these words. What
was coded beside it (labels, places, events, relations, media) stays in the original and is no report.

The layout is that of Bayanat's own code (``enferno/tasks/exports.py``, ``Bulletin.to_dict``); there is no other document
of it. Bulletins are written in groups, with no comma between two groups: that is read all the same.
"""

import json
import re
from collections.abc import Iterator

from qantar.domain.errors import HostileInput, UnreadableInput
from qantar.domain.source import Segment
from qantar.domain.span import Span
from qantar.text.bounds import Bounds
from qantar.text.cursor import line_of
from qantar.text.encoding import Decoded
from qantar.text.member import Member
from qantar.text.page import page_text
from qantar.text.stamp import edtf_of

_BEGINS = re.compile(r'\ufeff?\s*\{\s*"(bulletin|actor|incident)s"\s*:\s*\[')
_BETWEEN = re.compile(r"\s*,?\s*")

Found = Member | UnreadableInput


def bulletins(data: bytes, origin: str, bounds: Bounds) -> Iterator[Found]:
    """The bulletins of an export in its order; one that is no object is refused by its place, and where the file
    breaks off that is said.

    Raises:
        UnreadableInput: if it holds no bulletins, or none with a description.
        HostileInput: while reading, if it holds more than the bounds allow.
    """
    try:
        source = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableInput(origin, "is not UTF-8", "export it anew", error.start) from None
    begins = _BEGINS.match(source)
    if begins is None or begins[1] != "bulletin":
        held = f"{begins[1]}s" if begins is not None else "no bulletins"
        raise UnreadableInput(origin, f"is an export of {held}", "export bulletins as JSON")
    return _some(_bulletins(source, begins.end(), origin, bounds), origin)


def _bulletins(source: str, at: int, origin: str, bounds: Bounds) -> Iterator[Found]:
    decoder = json.JSONDecoder()
    char = byte = number = 0
    while True:
        between = _BETWEEN.match(source, at)
        at = between.end() if between is not None else at
        if source[at : at + 1] == "]":
            return
        number += 1
        byte, char = byte + len(source[char:at].encode()), at
        where = f"bulletin {number}"
        if number > bounds.members:
            raise HostileInput(
                origin, f"holds more than {bounds.members:,} bulletins", "split it", byte
            )
        try:
            row, end = decoder.raw_decode(source, at)
        except (ValueError, RecursionError):  # where one ends cannot be known: the rest is lost
            yield UnreadableInput(origin, f"breaks off in {where}", "export it anew", byte)
            return
        if not isinstance(row, dict):
            yield UnreadableInput(origin, f"{where} is no object", "export it anew", byte)
        elif end - at > bounds.member:
            yield HostileInput(origin, f"{where} is too long", "split it", byte)
        elif (found := _member(row, where, byte, source[at:end], bounds)) is not None:
            yield found
        at = end


def _member(
    row: dict[str, object], where: str, byte: int, source: str, bounds: Bounds
) -> Member | None:
    told = row.get("description")
    if not isinstance(told, str) or not told.strip():
        return None
    markup = Decoded(text=_whole_characters(told), encoding="utf-8", anchors=((0, 0),))
    page = page_text(markup, bounds, whole=True)
    if not page.text.strip():
        return None
    ends = byte + len(source.encode("utf-8", "surrogatepass"))
    number = row.get("id")
    return Member(
        text=page.text,
        blocks=page.blocks,
        segments=(Segment(Span(0, len(page.text)), byte, ends, False),),
        member=where,
        report=f"bulletin {number}" if isinstance(number, int) else where,
        title=line_of(row, "title") or line_of(row, "sjac_title"),
        published=edtf_of(line_of(row, "publish_date") or ""),
        is_whole=False,
    )


def _whole_characters(text: str) -> str:
    """A text without halves of characters, which a JSON string may hold and no file can."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _some(found: Iterator[Found], origin: str) -> Iterator[Found]:
    some = False
    for one in found:
        some = True
        yield one
    if not some:
        raise UnreadableInput(
            origin, "holds no bulletin with a description", "export bulletins that have one"
        )
