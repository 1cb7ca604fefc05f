"""Working copies made of what a record holds, and what is given out of it: each with its custody entry."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from qantar.capture.cleaning import SUFFIXES, clean
from qantar.capture.portrait import PICTURES, redacted
from qantar.domain.errors import Misuse, RecordError
from qantar.record.copies import Copy, copies, copy_detail
from qantar.record.custody import Act, CustodyEntry
from qantar.record.port import Store, View

PIECE = 1 << 20
WITHOUT_METADATA = "copy without metadata"
_ENDINGS = SUFFIXES | {"text/plain": ".txt"}


def clean_copy(
    store: Store, id_: str, *, by: str, reason: str, who: str, at: str
) -> CustodyEntry:
    """Keep a working copy of a capture without its metadata (place, time, camera, author) beside it; the
    original stays as it came.

    Raises:
        RecordError: if it is not held, nobody signs, or for no reason.
        UnreadableInput: if it cannot be cleaned; nothing is kept then.
    """
    with store.view() as view:
        capture = view.capture(id_)
        if id_ in view.removed():
            raise RecordError(f"{id_}: it was removed; its digest and the reason stay")
    kind = capture.media_type
    with store.blobs.open(capture.sha256) as source, store.blobs.arriving() as arrival:
        if kind in PICTURES and kind not in SUFFIXES:  # mat2 does not know it: its pixels alone
            arrival.write(redacted(source, kind, (), capture.origin))
            kind, tool = "image/png", "pixels alone"
        else:
            tool = clean(source, kind, capture.origin, arrival)
        detail = copy_detail(
            arrival, kind, before=capture.sha256, by=by, reason=reason,
            made=WITHOUT_METADATA, tool=tool,
        )  # fmt: skip
        with store.writer(who=who, at=at) as writer:
            return writer.keep_copy(Act.CONVERTED, id_, arrival, detail)


def has_clean_copy(store: Store, id_: str) -> bool:
    """Whether a copy without metadata is held."""
    with store.view() as view:
        return any(one.act is Act.CONVERTED for one in copies(view.custody(id_)))


def file_name(copy: Copy) -> str:
    """What a working copy is called outside: never as the witness called it."""
    return f"{copy.capture}-{copy.sha256[:12]}{_ENDINGS.get(copy.media_type, '.bin')}"


def chosen_copies(view: View, ids: Sequence[str]) -> list[Copy]:
    """Working copies: all, or those of some captures.

    Raises:
        RecordError: if one of the captures was never received.
    """
    for id_ in ids:
        view.capture(id_)
    return [copy for copy in copies(view.custody()) if not ids or copy.capture in ids]


def give_out_copies(
    store: Store, ids: list[str], folder: Path, *, who: str, at: str
) -> Iterator[tuple[Copy, Path]]:
    """Write working copies (all, or those of some captures) to a folder; that they left the record is a
    custody entry of each.

    Raises:
        RecordError: if one of the captures was never received.
        Misuse: if a file cannot be written.
    """
    with store.view() as view:
        made = chosen_copies(view, ids)
    for copy in made:
        path = folder / file_name(copy)
        write_out(store, copy.sha256, path)
        note_export(store, copy.capture, copy.sha256, "working copy", who=who, at=at)
        yield copy, path


def write_out(store: Store, sha256: str, path: Path) -> None:
    """Bytes of the record as a file.

    Raises:
        Misuse: if it cannot be written.
        RecordError: if they are not held.
    """
    try:
        with store.blobs.open(sha256) as source:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                shutil.copyfileobj(source, file, PIECE)
    except OSError as error:
        raise Misuse(f"{path}: {error.strerror}; choose a folder that can be written") from None


def note_export(
    store: Store, capture: str, sha256: str, form: str, *, who: str, at: str
) -> None:
    """Put it into custody that bytes were given out."""
    with store.writer(who=who, at=at) as writer:
        writer.note(Act.EXPORTED, capture, {"form": form, "sha256": sha256})
