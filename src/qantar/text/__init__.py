"""Bytes as readable text: documents with their parts, languages and the way back to the bytes."""

from qantar.text.block import blocks
from qantar.text.bounds import Bounds
from qantar.text.language import language, passages
from qantar.text.reading import STREAMED, Place, Stretch, documents

__all__ = [
    "STREAMED", "Bounds", "Place", "Stretch", "blocks", "documents", "language", "passages",
]  # fmt: skip
