"""Laws of the reader that hold for any text, sensible or not."""

import json
import random
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qantar.domain.claim import Claim
from qantar.domain.identity import canonical_json
from qantar.domain.source import Document
from qantar.grammar.corpus import read_corpus
from qantar.pipeline import read_document, warm
from qantar.read.load import load_reader
from qantar.runners.local import Pool
from qantar.runners.port import Failure
from qantar.text.block import blocks

LANGUAGES = ("ru", "uk", "kk", "en")
SENTENCES = ("figure", "attribution", "credit", "when")
LAW = settings(
    max_examples=60, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
NUMBERS = (
    "1,5", "967", "2 300", "1 925", "12-летний", "№ 5", "18:00", "5 января", "0", "50%", "3–5", "1/5", "10000000000",
    "٣٤", "²", "Ⅻ", "двадцать", "двадцяти", "елу", "dozen", "a", "hundred and", "5-тен", ".77", "2022-01-31", "31.02.2022",
)  # fmt: skip
MARKS = (
    ".", ",", "—", "–", "-", ":", ";", "«", "»", '"', "(", ")", "…", "\n", "\n\n", "?!", "•", "’", "'", "|", "/", "@",
)  # fmt: skip
ODD = (
    "\u202e", "\u2066", "\u200f", "\u00ad", "\u00a0", "\u200b", "\ufeff", "\x00", "\x1b[31m", "\u0301", "\ud800", "\udfff",
    "😀", "ß", "ǅ", "İ", "ﬁ", "\u2028", "\x85", "\t", "Ａ", "кыргызча", "українська",
)  # fmt: skip


@cache
def words(lang: str) -> tuple[str, ...]:
    """Words of every phrase of a pack's lists, as they are written there."""
    entries = load_reader().packs[lang].lexicon.entries
    found = {word.lstrip("=").partition(":")[0] for e in entries for word in e.phrase.split()}
    return tuple(sorted(found - {"", "..", "…"}))


@st.composite
def texts(draw: st.DrawFn, lang: str) -> str:
    """A few sentences of lexicon words, numbers, names and marks, with something odd among them."""
    pieces: list[str] = []
    for _ in range(draw(st.integers(0, 40))):
        match draw(st.integers(0, 9)):
            case 0 | 1 | 2 | 3:
                word = draw(st.sampled_from(words(lang)))
                pieces.append(word.capitalize() if draw(st.booleans()) else word)
            case 4 | 5:
                pieces.append(draw(st.sampled_from(NUMBERS)))
            case 6 | 7:
                pieces.append(draw(st.sampled_from(MARKS)))
            case 8:
                pieces.append(draw(st.sampled_from(ODD)))
            case _:
                pieces.append(draw(st.text(max_size=6)))
    return draw(st.sampled_from((" ", " ", "", "  "))).join(pieces)


@cache
def sentences(lang: str) -> tuple[str, ...]:
    """The sentences of a pack's corpora."""
    folder = load_reader().packs[lang].folder / "corpus"
    paths = (path for path in sorted(folder.glob("*.txt")) if path.stem in SENTENCES)
    return tuple(example.text for path in paths for example in read_corpus(path))


@st.composite
def stories(draw: st.DrawFn, lang: str) -> str:
    """A few sentences a reporter could write, put together by chance and cut, with a mark, a number or a
    break where none belongs."""
    told = draw(st.lists(st.sampled_from(sentences(lang)), min_size=1, max_size=4))
    words = " ".join(told).split(" ")
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(words)))
        words.insert(at, draw(st.sampled_from((*NUMBERS, *MARKS, "France-Presse", "5–6"))))
    return " ".join(words[: draw(st.integers(1, len(words)))])


def document(
    text: str, lang: str, name: str = "r1", published: str | None = "2022-01-09"
) -> Document:
    return Document(
        capture="capture-law", member=name, report=name, text=text, lang=lang,
        published=published, blocks=blocks(text),
    )  # fmt: skip


def rows(claims: list[Claim]) -> str:
    return "\n".join(canonical_json(claim.as_row()) for claim in claims)


@LAW
@given(st.data())
@pytest.mark.parametrize("lang", LANGUAGES)
def test_any_text_is_read_and_every_claim_is_verbatim(lang: str, data: st.DataObject) -> None:
    text = data.draw(texts(lang))
    claims = read_document(document(text, lang))
    for claim in claims:
        start, end = claim.anchor.start, claim.anchor.end
        assert text[start:end] == claim.words != ""
        assert text[claim.quote.span.start : claim.quote.span.end] == claim.quote.exact
        assert Claim.from_row(json.loads(json.dumps(claim.as_row())), text) == claim
    assert len({claim.id for claim in claims}) == len(claims)
    assert claims == sorted(claims, key=lambda c: c.anchor)


@pytest.mark.parametrize("published", [None, "2022-01-09"])
@LAW
@given(st.data())
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_reporters_write_is_read_in_any_order_dated_or_not(
    lang: str, published: str | None, data: st.DataObject
) -> None:
    text = data.draw(stories(lang))
    found = load_reader().read(document(text, lang, published=published))
    assert all(text[c.quote.span.start : c.quote.span.end] == c.quote.exact for c in found)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Об этом сообщило агентство France-Presse."),
        ("kk", "5 және 6 қаңтарда жеті адам із-түзсіз жоғалды."),
    ],
)
def test_a_report_that_once_could_not_be_read_is_read(lang: str, text: str) -> None:
    assert load_reader().read(document(text, lang, published=None))


@LAW
@given(st.data())
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_read_twice_gives_the_same_bytes(lang: str, data: st.DataObject) -> None:
    one = document(data.draw(texts(lang)), lang)
    assert rows(read_document(one)) == rows(read_document(one))


@LAW
@given(st.data())
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_part_names_a_claim_of_the_same_text(lang: str, data: st.DataObject) -> None:
    claims = read_document(document(data.draw(texts(lang)), lang))
    ids = {claim.id for claim in claims}
    for claim in claims:
        whole = getattr(claim.content, "part_of", None)
        assert whole is None or (whole in ids and whole != claim.id)


def in_some_language(lang: str) -> st.SearchStrategy[tuple[str, str]]:
    return st.tuples(st.just(lang), texts(lang))


@settings(max_examples=15, deadline=None, derandomize=True)
@given(
    st.lists(st.sampled_from(LANGUAGES).flatmap(in_some_language), max_size=6),
    st.randoms(use_true_random=False),
)
def test_what_was_read_before_changes_nothing(
    given_: list[tuple[str, str]], chance: random.Random
) -> None:
    documents = [document(text, lang, f"r{n}") for n, (lang, text) in enumerate(given_)]
    first = {one.id: rows(read_document(one)) for one in documents}
    chance.shuffle(documents)
    assert {one.id: rows(read_document(one)) for one in documents} == first


def test_one_process_or_two_give_the_same_bytes() -> None:
    chance = random.Random(5)
    documents = []
    for number in range(24):
        lang = LANGUAGES[number % 4]
        text = " ".join(
            chance.choice(chance.choice((words(lang), words(lang), NUMBERS, MARKS)))
            for _ in range(80)
        )
        documents.append(document(text, lang, f"r{number}"))
    alone = [rows(read_document(one)) for one in documents]
    assert any(alone)
    with Pool(2, warm) as pool:
        spread = list(pool.each(read_document, documents))
    for claims, expected in zip(spread, alone, strict=True):
        assert not isinstance(claims, Failure), claims
        assert rows(claims) == expected
