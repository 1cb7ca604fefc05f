"""Text of strangers in every format: written whole, never obeyed, never a broken file."""

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.attribution import Attribution
from qantar.domain.claim import Claim, Event, Figure, Measure, Scope
from qantar.domain.derivation import Derivation
from qantar.domain.quantity import Quantity
from qantar.domain.span import Quote, Span
from qantar.domain.when import When
from qantar.export.csv import FORMULA
from qantar.export.format import Material, material
from qantar.export.formats import formats
from qantar.reconcile.judged import judged_ledger
from tests.export.formats.story import CAPTURE, CUSTODY, FIRST
from tests.export.formats.test_formats import LIBRARIES

HOSTILE = '=1+1\t\x00\ud800\r\n<script>alert(1)</script>"\u202e&,;'
SEPARATED = {".csv": ",", ".hxl.csv": ",", ".tsv": "\t"}
"""Suffixes of formats that spreadsheets open."""


def record_of(text: str) -> Material:
    """One report whose text, outlet, title, speaker, place and quotes are a stranger's."""
    doc = replace(
        FIRST, text=f"{text} 7", outlet=text, title=text, author=text, report=text, url=text
    )
    at = len(text) + 1
    contents = (
        Figure(measure=Measure.parse("person.killed"), quantity=Quantity.parse("7")),
        Event(type="attack"),
    )
    claims = [
        Claim(
            document=doc.id, report=text, capture=doc.capture, content=content,
            quote=Quote.cut(doc.text, 0, len(doc.text)), anchor=Span(at, at + 1),
            attribution=Attribution(speaker=text),
            scope=Scope(place=text, place_words=text, when=When("2022-01-05")),
            derivation=Derivation("by hand"),
        )
        for content in contents
    ]  # fmt: skip
    documents = {doc.id: doc}
    return material(
        claims=claims, documents=documents, captures={CAPTURE.id: CAPTURE}, custody=CUSTODY,
        rulings=(), ledger=judged_ledger(claims, documents),
    )  # fmt: skip


def written(name: str, text: str) -> bytes:
    one = formats()[name]
    if one.extra:
        pytest.importorskip(LIBRARIES[one.extra])
    return one.write(record_of(text)).data


@pytest.mark.parametrize("name", formats())
def test_hostile_text_never_breaks_a_file(name: str) -> None:
    data = written(name, HOSTILE)
    assert data
    if "json" in formats()[name].suffix:
        whole = formats()[name].suffix not in (".jsonl", ".ftm.json", ".statements.json")
        for line in [data] if whole else data.splitlines():
            json.loads(line)


@pytest.mark.parametrize(
    "name", [name for name, one in formats().items() if one.suffix in SEPARATED]
)
@settings(deadline=None, max_examples=25)
@given(start=st.sampled_from(FORMULA), rest=st.text(max_size=12))
def test_no_cell_begins_a_formula(name: str, start: str, rest: str) -> None:
    text = written(name, start + rest).decode()
    delimiter = SEPARATED[formats()[name].suffix]
    if delimiter == "\t":
        rows = [line.split("\t") for line in text.split("\n")[:-1]]
    else:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]
