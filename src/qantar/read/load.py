"""The reader with all its packs, the atlas and the codebook, loaded once a process."""

from functools import cache

from qantar.atlas.atlas import Atlas
from qantar.codebook import load
from qantar.read.packs import packs
from qantar.read.reader import Reader


@cache
def load_reader() -> Reader:
    """The reader by rules, with every pack there is."""
    return Reader(packs(), Atlas.load(), load())
