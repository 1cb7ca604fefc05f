"""The pack itself: the only thing Qantar looks for in this folder."""

from pathlib import Path

from qantar.grammar.pack import Pack
from qantar.lang.uk.morphology import analyses

PACK = Pack(
    code="uk",
    folder=Path(__file__).parent,
    morphology=analyses,
    home="UA",
    surname_endings=("ов", "ев", "єв", "їв", "ів"),
)
