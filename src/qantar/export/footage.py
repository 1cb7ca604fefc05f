"""Pictures and films of a record: their portraits, kept while nothing is removed, and redacted copies of them."""

from collections.abc import Iterator

from qantar.capture.likeness import is_same_footage
from qantar.capture.portrait import FORM, Portrait, is_media, portrait, redacted
from qantar.domain.errors import Misuse, RecordError
from qantar.domain.source import Capture
from qantar.record.copies import copy_detail
from qantar.record.custody import Act, CustodyEntry
from qantar.record.port import Derived, Store, View


def _shelf(id_: str) -> str:
    """A shelf for each capture: one more portrait must not write all others anew."""
    return f"footage:{FORM}:{id_}"


def footage(view: View) -> Iterator[Capture]:
    """The pictures and films a record holds, in order of arrival."""
    removed = view.removed()
    for capture in view.captures():
        if is_media(capture.media_type) and capture.id not in removed:
            yield capture


def portrait_of(store: Store, id_: str, *, who: str, at: str) -> Portrait:
    """The portrait of a capture, made in a sandbox if it was not yet, and kept beside the record.

    Raises:
        RecordError: if there is no such capture, or it was removed.
        Misuse: if it is neither picture nor film.
    """
    with store.view() as view:
        capture = view.capture(id_)
        if id_ in view.removed():
            raise RecordError(f"{id_}: it was removed; its digest and the reason stay")
        kept = next(iter(view.derived(_shelf(id_))), None)
    if kept is not None:
        return Portrait.from_json(kept.value)
    with store.blobs.open(capture.sha256) as source:
        made = portrait(source, capture.media_type, capture.origin)
    try:
        with store.writer(who=who, at=at) as writer:
            rows = [Derived(id_, "", made.as_json())]
            writer.keep_derived(f"footage:{id_}", _shelf(id_), rows)
    except RecordError:
        pass  # a record on a read-only disk: it is made anew next time
    return made


def same_footage(view: View, id_: str, shown: Portrait) -> list[str]:
    """Other captures that seem to be the same footage, of those looked at so far."""
    if not shown.hashes:
        return []
    return [
        row.name
        for capture in footage(view)
        if capture.id != id_
        for row in view.derived(_shelf(capture.id))
        if is_same_footage(shown.hashes, row.value["hashes"])
    ]


def redact_picture(
    store: Store, id_: str, boxes: tuple[str, ...], *, by: str, reason: str, who: str, at: str
) -> CustodyEntry:
    """Keep a working copy of a picture with boxes («x,y,w,h», pixels from the upper left corner) painted over
    and without metadata; the original stays as it came.

    Raises:
        RecordError: if it is not held, or nobody signs, or for no reason.
        UnreadableInput: if a box reaches out of the picture.
        Misuse: if a box is no four numbers.
    """
    for box in boxes:
        numbers = box.split(",")
        if len(numbers) != 4 or not all(n.isascii() and n.isdecimal() for n in numbers):
            raise Misuse(f"box «{box}»: give X,Y,WIDTH,HEIGHT in pixels, as 40,60,120,80")
    with store.view() as view:
        capture = view.capture(id_)
    with store.blobs.open(capture.sha256) as source:
        data = redacted(source, capture.media_type, boxes, capture.origin)
    detail = copy_detail(
        data, "image/png", before=capture.sha256, by=by, reason=reason, made="boxes painted over",
        boxes=[[int(n) for n in box.split(",")] for box in boxes],
    )  # fmt: skip
    with store.writer(who=who, at=at) as writer:
        return writer.keep_copy(Act.REDACTED, id_, data, detail)
