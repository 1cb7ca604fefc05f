"""What a person sees in a terminal: one claim on a page."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from qantar.domain.claim import Claim
from qantar.domain.derivation import Derivation
from qantar.domain.display import for_display as visible
from qantar.domain.source import Capture, Document
from qantar.views.judged import Mark


def console() -> Console:
    """Plain and wide when piped, so that nothing is cut; coloured on a terminal unless NO_COLOR."""
    screen = Console(highlight=False, soft_wrap=False)
    return screen if screen.is_terminal else Console(highlight=False, width=140)


def claim_page(
    claim: Claim, document: Document, capture: Capture, marks: Iterable[Mark] = ()
) -> None:
    """The quote with its anchor marked, what was read, what people decided of it, where it came from,
    and the derivation."""
    out = console()
    at, quote = claim.quote.span.start, claim.quote.exact
    words = Text("«")
    words.append(visible(quote[: claim.anchor.start - at]))
    words.append(visible(claim.words), style="bold reverse")
    words.append(visible(quote[claim.anchor.end - at :]))
    words.append("»")
    out.print(words)
    row = claim.as_row()
    skipped = {
        "quote",
        "quote_start",
        "derivation",
        "attribution",
        "capture",
        "document",
        "start",
        "end",
    }
    for key, value in row.items():
        if key not in skipped and value is not None:
            out.print(Text(f"  {key:<12} {visible(str(value))}"))
    if claim.attribution is not None:
        said = claim.attribution
        via = f", via {', '.join(said.via)}" if said.via else ""
        role = f", {said.role}" if said.role else ""
        out.print(
            Text(
                visible(
                    f"  said by      {said.speaker}{role} ({said.manner}, cue «{said.cue}»{via})"
                )
            )
        )
    out.print(
        Text(
            f"  at           {claim.anchor} of {document.id}, report {visible(document.report)}"
        )
    )
    out.print(
        Text(
            f"  from         {visible(capture.origin)}, sha256 {capture.sha256}, captured {capture.captured_at}"
        )
    )
    for mark in marks:
        out.print(Text(visible(f"  § {mark.words}"), style="magenta"))
    out.print(_tree(claim.derivation))


def _tree(derivation: Derivation) -> Tree:
    tree = Tree(_line(derivation))
    for premise in derivation.premises:
        _grow(tree, premise)
    return tree


def _grow(tree: Tree, derivation: Derivation) -> None:
    branch = tree.add(_line(derivation))
    for premise in derivation.premises:
        _grow(branch, premise)


def _line(derivation: Derivation) -> Text:
    line = Text(visible(derivation.rule))
    if derivation.words:
        line.append(f" «{visible(derivation.words)}»", style="italic")
    if derivation.concluded:
        line.append(f" → {visible(derivation.concluded)}", style="bold")
    return line
