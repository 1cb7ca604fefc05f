"""Every pack's ``corpus/figure.txt``, ``attribution.txt``, ``credit.txt``, ``event.txt``, ``label.txt`` and
``reality.txt``: sentences and what they say.

In ``figure.txt`` the margin holds quantity and measure, ``>=40 person.detained``: the sentence has
that figure and no other; of several each is named, in order, with «; » between. In ``attribution.txt`` it holds the speaker: every figure of the sentence
is his, ``-`` if it is nobody's. In ``credit.txt`` it holds the one outlet credited, in ``event.txt`` the kind of happening, in
``label.txt`` the sides of those worded, in order, in ``reality.txt`` how the words present
every figure. Under ``? …`` stands what is not read yet.
"""

from pathlib import Path

import pytest

from qantar.domain.claim import Claim, Credit, Event, Figure, Label, Measure
from qantar.domain.quantity import Quantity
from qantar.grammar.corpus import Example, read_corpus
from tests.lang.reading import claims, packs

LEAST = {"figure": 60, "attribution": 30, "credit": 15, "event": 12, "label": 8, "reality": 10}
NOBODY, UNREAD = "-", "? "
PUBLISHED = "2022-03-15"


def corpora(name: str) -> list[Path]:
    paths = (pack.folder / "corpus" / f"{name}.txt" for pack in packs().values())
    return [path for path in paths if path.exists()]


def examples(name: str) -> list[Example]:
    return [example for path in corpora(name) for example in read_corpus(path)]


def read(example: Example) -> list[Claim]:
    lang = example.path.parent.parent.name
    published = example.settings.get("published", PUBLISHED)
    return claims(example.text, lang, published=published)


def figures(example: Example) -> list[Claim]:
    return [claim for claim in read(example) if isinstance(claim.content, Figure)]


def credited(example: Example) -> str:
    named = (claim.content for claim in read(example))
    return ", ".join(one.name for one in named if isinstance(one, Credit)) or NOBODY


def said(claim: Claim) -> str:
    content = claim.content
    assert isinstance(content, Figure)
    return f"{content.quantity} {content.measure}"


def speaker(claim: Claim) -> str:
    return claim.attribution.speaker if claim.attribution is not None else NOBODY


def hold(wrong: bool, example: Example, read: object) -> None:
    """A sentence is read as the margin says, unless it stands under what is not read yet."""
    if example.value is not None and example.value.startswith(UNREAD):
        assert wrong, f"{example} is read now: take the question mark away"
    else:
        assert not wrong, f"{example} is {example.value}, read {read}"


@pytest.mark.parametrize("example", examples("figure"), ids=str)
def test_a_sentence_has_the_figure_on_its_margin_and_no_other(example: Example) -> None:
    read = [said(claim) for claim in figures(example)]
    is_ = [] if example.value is None else example.value.removeprefix(UNREAD).split("; ")
    hold(read != is_, example, read)


@pytest.mark.parametrize("example", examples("attribution"), ids=str)
def test_a_figure_is_credited_to_who_stands_on_the_margin(example: Example) -> None:
    assert example.value is not None
    read = [speaker(claim) for claim in figures(example)]
    is_ = example.value.removeprefix(UNREAD)
    hold({name.casefold() for name in read} != {is_.casefold()}, example, read)


@pytest.mark.parametrize("example", examples("reality"), ids=str)
def test_a_figure_is_presented_as_the_margin_says(example: Example) -> None:
    assert example.value is not None
    read = {claim.reality.value for claim in figures(example)}
    hold(read != {example.value.removeprefix(UNREAD)}, example, read)


@pytest.mark.parametrize("example", examples("credit"), ids=str)
def test_a_sentence_credits_the_outlet_on_its_margin(example: Example) -> None:
    assert example.value is not None
    found = credited(example)
    hold(found != example.value.removeprefix(UNREAD), example, found)


@pytest.mark.parametrize("example", examples("event"), ids=str)
def test_a_dated_sentence_tells_of_a_happening_of_the_kind_on_its_margin(
    example: Example,
) -> None:
    assert example.value is not None
    contents = [claim.content for claim in read(example)]
    types = [one.type for one in contents if isinstance(one, Event)]
    hold(types != [example.value.removeprefix(UNREAD)], example, types)


@pytest.mark.parametrize("example", examples("label"), ids=str)
def test_people_stand_on_the_sides_on_the_margin(example: Example) -> None:
    assert example.value is not None
    contents = [claim.content for claim in read(example)]
    sides = ", ".join(one.side for one in contents if isinstance(one, Label)) or NOBODY
    hold(sides != example.value.removeprefix(UNREAD), example, sides)


@pytest.mark.parametrize("example", examples("figure"), ids=str)
def test_values_on_the_margin_are_canonical(example: Example) -> None:
    if example.value is not None:
        for value in example.value.removeprefix(UNREAD).split("; "):
            quantity, _, measure = value.partition(" ")
            assert str(Quantity.parse(quantity)) == quantity
            assert str(Measure.parse(measure)) == measure


@pytest.mark.parametrize("name", sorted(LEAST))
def test_a_corpus_is_large_enough_and_mostly_read(name: str) -> None:
    for path in corpora(name):
        found = read_corpus(path)
        unread = [e for e in found if e.value is not None and e.value.startswith(UNREAD)]
        assert len(found) >= LEAST[name], path
        assert len(unread) * 5 <= len(found), path
