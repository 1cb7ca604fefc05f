"""Piles too large for one run: inputs cut into pieces, each read by itself, each leaving a part.

``pieces`` cuts, ``reading`` makes a part of a piece wherever a runner likes, ``files`` is what a part
is on disk: two Parquet files and a mark that it is whole.
"""

from qantar.parts.files import Mark, counts_in, finished, mark_of
from qantar.parts.pieces import PIECE, Piece, Slice, pieces
from qantar.parts.reading import read_piece
from qantar.parts.run import make_parts

__all__ = [
    "PIECE", "Mark", "Piece", "Slice", "counts_in", "finished", "make_parts", "mark_of", "pieces",
    "read_piece",
]  # fmt: skip
