"""``qantar explain`` and ``qantar verify``: why a claim was read so, and whether the record still stands."""

from pathlib import Path
from typing import Annotated

import typer

from qantar.cli.terms import DEFAULT_RECORD, public_key

_RECORD = Annotated[str, typer.Option(help="The record: a file, or a PostgreSQL address.")]


def register(app: typer.Typer) -> None:
    app.command("explain")(explain)
    app.command("verify")(verify)
    app.command("remove")(remove)


def explain(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Id of a claim, or its beginning.")],
    record: _RECORD = DEFAULT_RECORD,
    json_: Annotated[
        bool, typer.Option("--json", help="The whole row instead of a page.")
    ] = False,
) -> None:
    """Show a claim: its words in their place, what was read of them, and the rules that did it.

    Example: qantar explain claim-3f2a --record january.qantar
    """
    from qantar.cli.page import claim_page
    from qantar.cli.terms import print_row
    from qantar.pipeline import rulings_of
    from qantar.store.address import open_store
    from qantar.views.judged import marks_of

    store = open_store(record, create=False)
    try:
        with store.view() as view:
            claim = view.claim(id_)
            document = view.document(claim.document)
            capture = view.capture(claim.capture)
            marks = marks_of(rulings_of(view))
    finally:
        store.close()
    if json_:
        judged = [mark.as_json() for mark in marks.get(claim.id, ())]
        print_row(claim.as_row() | ({"judged": judged} if judged else {}))
    else:
        claim_page(claim, document, capture, marks.get(claim.id, ()))


def verify(
    record: _RECORD = DEFAULT_RECORD,
    head: Annotated[
        str | None,
        typer.Option(help="A chain digest noted earlier: the chain must still hold it."),
    ] = None,
    key: Annotated[
        list[Path] | None,
        typer.Option(help="A public key (FILE.pub) that must have signed the record."),
    ] = None,
) -> None:
    """Check the record: every byte kept, the chain of custody, its signatures, every quote.

    Says exactly what is wrong and where; exit code 1 if anything is. Note the digest printed last
    somewhere else: a record rewritten as a whole shows only against one that was noted before.

    Example: qantar verify --record january.qantar
    """
    from qantar.record.signing import VerifierKey
    from qantar.record.verification import verify as check
    from qantar.store.address import open_store

    keys = [VerifierKey.parse(public_key(path)) for path in key or ()]
    store = open_store(record, create=False)
    try:
        findings = 0
        for finding in check(store, head=head, keys=keys):
            findings += 1
            typer.echo(str(finding))
        with store.view() as view:
            counts = view.counts()
            _, digest = view.head()
    finally:
        store.close()
    typer.echo(
        f"{counts.captures} captures, {counts.custody} custody entries, {counts.documents} documents, "
        f"{counts.claims} claims: " + (f"{findings} findings" if findings else "all stands")
    )
    typer.echo(f"chain of custody ends in {digest}")
    if findings:
        raise typer.Exit(1)


def remove(
    capture: Annotated[str, typer.Argument(help="Id of the capture.")],
    by: Annotated[list[str], typer.Option(help="Who decided; give each name.")],
    reason: Annotated[str, typer.Option(help="Why; it stays in the record.")],
    record: _RECORD = DEFAULT_RECORD,
) -> None:
    """Let the bytes of a capture go, with working copies, thumbnail and all that was read and judged in
    them, for good.

    For when somebody's safety demands it. Digest, reason and the names of those who decided stay in
    the chain of custody; the same bytes are not taken in again. Older backups and bundles still hold
    them: look after those yourself.

    Example: qantar remove capture-3f2a --record january.qantar --by "Dana Akhmetova" --reason "he asked"
    """
    from qantar.cli.terms import now, who
    from qantar.record.copies import written_elsewhere
    from qantar.store.address import open_store

    store = open_store(record, create=False)
    try:
        with store.writer(who=who(), at=now()) as writer:
            writer.remove_capture(capture, decided_by=tuple(by), reason=reason)
        with store.view() as view:
            elsewhere = written_elsewhere(view.custody(capture))
    finally:
        store.close()
    typer.echo(f"{capture}: removed; its digest, the reason and who decided stay")
    gone = _pages_gone(record)
    if gone:
        typer.echo(
            f"{gone} files of the desk's pages went too: a desk that runs must be started anew"
        )
    for digest in elsewhere:
        typer.echo(
            f"a working copy was written outside the record, SHA-256 {digest}: look after it"
        )


def _pages_gone(record: str) -> int:
    """Lets the desk's pages beside a record go, and its dossier: they hold the words of what was removed. Says how
    many files it were; the pages are made anew from the record."""
    from qantar.cli.serve import shelf_beside

    if "://" in record:
        return 0  # its pages lie where --shelf said
    shelf = shelf_beside(record)
    found = [
        shelf,
        *shelf.parent.glob(f"{shelf.name}.*.html"),
        shelf.with_name(shelf.name + ".part"),
    ]
    there = [path for path in found if path.is_file()]
    for path in there:
        path.unlink()
    return len(there)
