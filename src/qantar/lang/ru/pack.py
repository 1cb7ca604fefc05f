"""The pack itself: the only thing Qantar looks for in this folder."""

from pathlib import Path

from qantar.grammar.pack import Pack
from qantar.lang.ru.morphology import analyses

PACK = Pack(
    code="ru",
    folder=Path(__file__).parent,
    morphology=analyses,
    surname_endings=("ов", "ев", "ёв"),
)
