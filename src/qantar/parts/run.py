"""All pieces of the inputs to parts, by any runner; what is finished is not done again."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from qantar.domain.errors import RecordError, UnreadableInput
from qantar.domain.source import Refused
from qantar.parts.files import DONE, mark_of
from qantar.parts.pieces import PIECE, Piece, pieces
from qantar.parts.reading import read_piece
from qantar.pipeline import Progress, Refusals, Tally
from qantar.runners.port import Failure, Runner

UNFINISHED = ".unfinished"


def make_parts(
    paths: Sequence[str],
    folder: Path,
    runner: Runner,
    *,
    captured_at: str,
    refuse: Refusals,
    tell: Callable[[str], None] = lambda words: None,
    progress: Progress = lambda tally: None,
    size: int = PIECE,
) -> Tally:
    """Read all files at the paths into parts in a folder, which every worker must see under its path.

    Parts that lie there finished are counted and not made again; what a run before left unfinished is
    removed, so one run at a time owns a folder. What could not be used is told of finished parts too.

    Raises:
        RecordError: if a piece could not be read by any worker, after all others were.
    """
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"part-*{UNFINISHED}"):
        left.unlink(missing_ok=True)
    tally = Tally()
    sizes: list[int] = []

    def count(name: str) -> None:
        mark = mark_of(folder, name)
        if mark is None:
            raise RecordError(
                f"{folder}/{name}{DONE}: not there; do all workers see this folder?"
            )
        tally.documents += mark.reports
        tally.claims += mark.claims
        tally.refused += len(mark.refused)
        for reason in mark.refused:
            tell(reason)

    def open_pieces() -> Iterator[Piece]:
        for piece in pieces(paths, captured_at=captured_at, size=size):
            if isinstance(piece, Refused):
                tally.refused += 1
                refuse(piece)
                continue
            tally.received += 1
            if mark_of(folder, piece.name) is not None:
                tally.bytes += piece.size
                tally.passed += piece.size
                count(piece.name)
                continue
            sizes.append(piece.size)
            yield piece

    broken: list[Failure] = []
    work = partial(read_piece, folder=str(folder))
    for number, made in enumerate(runner.each(work, open_pieces(), name=_named)):
        tally.bytes += sizes[number]
        if isinstance(made, Failure):
            broken.append(made)
            tally.refused += 1
            refuse(Refused(made.item, UnreadableInput(made.item, made.error, "run again")))
            continue
        tally.kept += 1
        count(made.name)
        progress(tally)
    if broken:
        raise RecordError(f"{len(broken)} pieces could not be read; run again when mended")
    return tally


def _named(piece: Piece) -> str:
    origins = [one.capture.origin for one in piece.slices]
    return origins[0] if len(origins) == 1 else f"{origins[0]} to {origins[-1]}"
