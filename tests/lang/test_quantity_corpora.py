"""Every pack's ``corpus/quantity.txt``: read whole, read once, printed the same."""

import importlib
import pkgutil
from functools import cache

import pytest

import qantar.lang
from qantar.domain.quantity import Quantity
from qantar.grammar.corpus import Example, read_corpus
from qantar.grammar.pack import Pack
from qantar.grammar.quantities import Said, quantities
from qantar.grammar.token import Token

FRAMES = {
    "ru": "Вчера в посёлке видели {}, пишет газета.",
    "uk": "Учора в селищі бачили {}, пише газета.",
    "en": "Residents saw {}, the paper wrote.",
    "kk": "Кеше ауылда {}, деп жазды газет.",
}
COUNTED = ("count", "denial", "pronoun")


@cache
def packs() -> dict[str, Pack]:
    names = [module.name for module in pkgutil.iter_modules(qantar.lang.__path__)]
    return {
        name: importlib.import_module(f"qantar.lang.{name}.pack").PACK for name in sorted(names)
    }


def examples(*, read: bool) -> list[Example]:
    found = []
    for pack in packs().values():
        for example in read_corpus(pack.folder / "corpus" / "quantity.txt"):
            if (example.value is not None) is read:
                found.append(example)
    return found


def said_in(example: Example) -> tuple[str, int, list[Token], list[Said]]:
    code = example.path.parent.parent.name
    frame = FRAMES[code]
    text = frame.format(example.text)
    tokens = packs()[code].tokens(text)
    return text, frame.index("{"), tokens, quantities(packs()[code], tokens)


@pytest.mark.parametrize("example", examples(read=True), ids=str)
def test_a_phrase_is_read_whole_once_and_as_its_value(example: Example) -> None:
    _, at, tokens, found = said_in(example)
    assert [str(said.quantity) for said in found] == [example.value]
    said = found[0]
    assert said.use in COUNTED
    covered = (tokens[said.outer_first].start - at, tokens[said.outer_last - 1].end - at)
    opened = example.text[example.start : covered[0]].strip()
    table = packs()[example.path.parent.parent.name].numerals.table
    assert opened == "" or opened in table.opens, (
        "words before the number are not accounted for"
    )
    assert covered[1] >= example.end, f"only «{example.text[: covered[1]]}» is read"
    assert covered[1] <= len(example.text)


@pytest.mark.parametrize("example", examples(read=False), ids=str)
def test_what_must_not_be_read_is_no_count(example: Example) -> None:
    _, _, _, found = said_in(example)
    assert [str(said.quantity) for said in found if said.use == "count"] == []


@pytest.mark.parametrize("code", sorted(packs()))
def test_a_corpus_has_at_least_150_phrases(code: str) -> None:
    assert len(read_corpus(packs()[code].folder / "corpus" / "quantity.txt")) >= 150


@pytest.mark.parametrize("code", sorted(packs()))
def test_values_on_the_margin_are_canonical(code: str) -> None:
    for example in read_corpus(packs()[code].folder / "corpus" / "quantity.txt"):
        if example.value is not None:
            assert str(Quantity.parse(example.value)) == example.value, str(example)
