"""The pack itself: the only thing Qantar looks for in this folder."""

from pathlib import Path

from qantar.grammar.pack import Pack
from qantar.lang.en.morphology import analyses

PACK = Pack(code="en", folder=Path(__file__).parent, morphology=analyses, fixed_order=True)
