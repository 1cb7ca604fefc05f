"""The names of one language: words of a text in, numbers of places out."""

from dataclasses import dataclass, field

from qantar.atlas.declension import Declension
from qantar.atlas.shipped import read_shipped


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for: numbers of places, largest first."""

    places: tuple[int, ...]
    careful: bool
    """The name is also a common word, a given name or a surname."""


@dataclass(slots=True)
class Step:
    """A place in the tree of names of several words."""

    entry: str | None = None
    further: dict[str, "Step"] = field(default_factory=dict)


def parse_entry(line: str) -> Entry:
    careful = line.startswith("!")
    return Entry(tuple(map(int, line.lstrip("!").split(","))), careful)


class Names:
    """Every name of one language, under its spelling."""

    def __init__(self, lang: str, declension: Declension) -> None:
        self.declension = declension
        text = read_shipped(f"names.{lang}.z").decode("utf-8")
        lines = text.split("\n")
        half = len(lines) // 2
        self.single: dict[str, str] = dict(zip(lines[:half], lines[half:], strict=True))
        self.several: dict[str, Step] = {}
        for name in [name for name in self.single if " " in name]:
            first, *rest = name.split(" ")
            step = self.several.setdefault(first, Step())
            for word in rest:
                step = step.further.setdefault(word, Step())
            step.entry = self.single.pop(name)

    def entry(self, name: str) -> Entry | None:
        """The entry of a spelled name of one word or several."""
        first, *rest = name.split(" ")
        if not rest:
            line = self.single.get(name)
            return None if line is None else parse_entry(line)
        step = self.several.get(first)
        for word in rest:
            if step is None:
                return None
            step = step.further.get(word)
        return None if step is None or step.entry is None else parse_entry(step.entry)
