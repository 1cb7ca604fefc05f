"""The shelf's rows of wordings, posts and regimes: one for each claim of these kinds."""

from collections.abc import Iterator

from qantar.desk.moments import moments
from qantar.desk.shelf import NewShelf, Value
from qantar.domain.claim import Claim, Label, Post, Status, is_report_of_fact
from qantar.domain.source import Document
from qantar.domain.when import When
from qantar.pipeline import Holding
from qantar.views.wording import UNNAMED

EVERYWHERE = "*"
"""Stands for the place of a regime told of so many regions, or of no place."""


def fill_kinds(shelf: NewShelf, held: Holding) -> None:
    """Rows by the numbers the claims have on the shelf."""
    labels: list[dict[str, Value]] = []
    posts: list[dict[str, Value]] = []
    statuses: list[dict[str, Value]] = []
    for number, claim in enumerate(held.as_judged(), 1):
        document = held.documents[claim.document]
        match claim.content:
            case Label():
                labels.append(_label(number, claim.content, document))
            case Post():
                posts.append(_post(number, claim, claim.content, document))
            case Status() if is_report_of_fact(claim):
                statuses += _statuses(number, claim, claim.content)
            case _:
                pass
    shelf.put("labels", labels)
    shelf.put("posts", posts)
    shelf.put("statuses", statuses)


def _label(number: int, label: Label, document: Document) -> dict[str, Value]:
    return {
        "claim": number, "outlet": document.outlet or UNNAMED, "side": label.side,
        "wording": label.words.casefold(), "shown": label.words, "voice": label.voice,
        "day": document.published[:10] if document.published else None,
    }  # fmt: skip


def _post(number: int, claim: Claim, post: Post, document: Document) -> dict[str, Value]:
    when = claim.scope.when or claim.scope.when_partial
    first, _ = moments(when)
    printed, _ = moments(When(document.published)) if document.published else (None, None)
    return {
        "claim": number, "office": " ".join(post.post.casefold().split()),
        "person": " ".join(post.person.split()), "shown": post.post, "change": post.change,
        "first": first, "printed": printed,
    }  # fmt: skip


def _statuses(number: int, claim: Claim, status: Status) -> Iterator[dict[str, Value]]:
    first, last = moments(claim.scope.when)
    for place in status.places or (EVERYWHERE,):
        yield {
            "claim": number, "regime": status.regime, "level": status.level,
            "change": status.change, "place": place, "first": first, "last": last,
        }  # fmt: skip
