"""The dossier of a record, made once for each edition of its shelf and kept beside it."""

import threading
from dataclasses import replace
from pathlib import Path

from qantar import codebook
from qantar.desk.speaking import speaking
from qantar.desk.visit import Desk
from qantar.export.dossier import Contents, dossier
from qantar.export.redaction import published
from qantar.pipeline import Holding, holding, ledger_of, read_document
from qantar.views.chronology import chronology
from qantar.views.judged import marks_of
from qantar.views.ledger import question_rows
from qantar.views.wording import wording_rows

_MAKING = threading.Lock()
"""One dossier at a time: each holds the whole record in memory."""


def contents_of(held: Holding, name: str, lang: str) -> Contents:
    """What the dossier of a record shows, in a language of the desk."""
    return Contents(
        name=name,
        questions=question_rows(ledger_of(held), held.rulings),
        chronology=chronology(held.claims, held.documents, held.rulings),
        wordings=wording_rows(held.claims, held.documents),
        sides=tuple(codebook.load().sides),
        claims=held.claims,
        documents=held.documents,
        captures=held.captures,
        judged=marks_of(held.rulings),
        tongue=speaking(lang),
    )


def dossier_file(desk: Desk, edition: str, lang: str) -> Path:
    """The dossier of the record as it stands, in a language; older ones beside the shelf are taken away."""
    beside = desk.shelf.path
    now = f"{beside.name}.{edition[:16]}"
    path = beside.with_name(f"{now}.{lang}.html")
    with _MAKING:
        if not path.exists():
            with desk.store.view() as view:
                held = holding(view)
                custody = tuple(view.custody())
            shown = published(held.documents, held.claims, held.rulings, custody, read_document)
            held = replace(
                held, documents=shown.documents, claims=shown.claims, rulings=shown.rulings
            )
            contents = contents_of(held, desk.name, lang)
            for old in beside.parent.glob(f"{beside.name}.*.html"):
                if not old.name.startswith(f"{now}."):
                    old.unlink()
            part = path.with_suffix(".part")
            part.write_text(dossier(contents), "utf-8")
            part.replace(path)
    return path
