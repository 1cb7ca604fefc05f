"""The pack itself: the only thing Qantar looks for in this folder."""

from pathlib import Path

from qantar.grammar.pack import Pack
from qantar.lang.kk.morphology import analyses, spellings

PACK = Pack(
    code="kk",
    folder=Path(__file__).parent,
    morphology=analyses,
    home="KZ",
    verb_final=True,
    spellings=spellings,
)
