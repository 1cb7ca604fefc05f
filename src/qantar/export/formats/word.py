"""The dossier as a Word document: questions with every account in its words, then the chronology."""

import io
import zipfile
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from qantar.domain.display import for_display
from qantar.domain.errors import Misuse
from qantar.export.format import Format, Material, Written, many
from qantar.views.chronology import ChronologyRow
from qantar.views.ledger import AccountRow, QuestionRow
from qantar.views.standing_words import standing_of

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every part of the file: the same record gives the same bytes."""
TITLE = "Dossier"
HOW_TO_READ = (
    "A range says what the accounts left standing jointly allow; where they differ there is never one "
    "number. Words in quotation marks are verbatim. What rules read and no person checked says so; "
    "what a person judged bears their name."
)


def _question(page: Any, material: Material, row: QuestionRow) -> None:
    page.add_heading(for_display(row.title), 2)
    speakers = (
        "1 independent speaker" if row.origins == 1 else f"{row.origins} independent speakers"
    )
    open_ = "; accounts contradict each other" if row.open else ""
    page.add_paragraph(f"{row.envelope} — {speakers}{open_}")
    for mark in row.chosen:
        page.add_paragraph(for_display(mark.words))
    for account in row.accounts:
        _account(page, material, account)


def _account(page: Any, material: Material, account: AccountRow) -> None:
    when = f", as of {account.as_of}" if account.as_of else ""
    line = page.add_paragraph(style="List Bullet")
    line.add_run(account.number).bold = True
    line.add_run(
        for_display(f" {account.speaker or 'speaker not named'}{when} ({account.state})")
    )
    for one in account.appearances:
        told = f"«{one.words}»" if not one.is_cited else f"coded by hand: {one.words}"
        where = ", ".join(part for part in (one.outlet or one.report, one.published) if part)
        page.add_paragraph(
            for_display(f"{told} {where} — {material.read_by(one.claim)} [{one.claim}]"),
            style="List Bullet 2",
        )
    for relation in account.relations:
        others = ", ".join(relation.other_numbers)
        page.add_paragraph(
            for_display(f"{relation.type} {others}: {relation.because}"), style="List Bullet 2"
        )


def _chronology(page: Any, heading: str, rows: Iterable[ChronologyRow]) -> None:
    page.add_heading(heading, 1)
    for row in rows:
        place = f", {row.place}" if row.place else ""
        line = page.add_paragraph(style="List Bullet")
        line.add_run(for_display(row.shown)).bold = True
        line.add_run(for_display(f" {row.title}{place}"))
        for one in row.tellings:
            who = ", ".join(part for part in (one.speaker, one.outlet or one.report) if part)
            page.add_paragraph(
                for_display(f"«{one.words}» {who} — {standing_of(one.judged)} [{one.claim}]"),
                style="List Bullet 2",
            )


def _sealed(data: bytes) -> bytes:
    """The same parts, in order of name, without the time of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(out, "w") as zipped:
        for name in sorted(
            made.namelist(), key=lambda name: (name != "[Content_Types].xml", name)
        ):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            zipped.writestr(info, made.read(name))
    return out.getvalue()


def write(material: Material) -> Written:
    """Questions as in the ledger, then what happened when.

    Raises:
        Misuse: if python-docx is not installed.
    """
    try:
        docx: Any = import_module("docx")
    except ImportError:
        raise Misuse("Word needs python-docx; install qantar[word]") from None
    page = docx.Document()
    properties = page.core_properties
    properties.author, properties.title, properties.comments = "Qantar", TITLE, ""
    page.add_heading(TITLE, 0)
    page.add_paragraph(HOW_TO_READ)
    page.add_heading("Questions", 1)
    for row in material.questions:
        _question(page, material, row)
    told = material.chronology
    _chronology(page, "Chronology", told.dated)
    _chronology(page, "Without a date", told.undated)
    _chronology(page, "Not told as having happened", told.not_reported_as_fact)
    out = io.BytesIO()
    page.save(out)
    dropped = (
        *many(len(material.documents), "report's text was left out", "reports' texts were left out"),
        *many(len(told.rejected), "row a person rejected was left out",
              "rows a person rejected were left out"),
    )  # fmt: skip
    return Written(data=_sealed(out.getvalue()), dropped=dropped)


FORMAT = Format(
    name="word",
    title="Word dossier",
    suffix=".docx",
    standard="Office Open XML (ISO/IEC 29500)",
    losses=(
        "It can be changed by anybody who opens it: a bundle proves, this only shows.",
        "Texts of the reports are left out; qantar dossier holds them, with the words marked.",
        "Wording, credits and counting rules are left out.",
        "Letters that are not seen or change direction show as signs.",
        "The same bytes come from the same version of python-docx.",
    ),
    write=write,
    extra="word",
)
