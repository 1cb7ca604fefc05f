"""Reports with their evidence marked: every quoted word can be seen where it stands."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qantar.domain.claim import Claim
from qantar.domain.source import BlockKind, Capture, Document
from qantar.export.inert import foreign, inert
from qantar.export.tongue import English, Tongue
from qantar.views.judged import Marks

_ORDER = ("figure", "status", "post", "credit", "label", "event")
"""Which kind's colour is shown where several claims stand on the same letters."""


@dataclass(slots=True)
class Anchors:
    """Where in the page each claim is marked; the first of twins has the name."""

    homes: Mapping[str, str]
    """For a claim, the part of the page that speaks of it: its question."""
    used: set[str] = field(default_factory=set)
    judged: Marks = field(default_factory=dict)
    """What people decided on a claim."""
    tongue: Tongue = field(default_factory=English)

    def take(self, claim: str) -> bool:
        """Whether this is the first place the claim is marked at."""
        if claim in self.used:
            return False
        self.used.add(claim)
        return True


def report_article(
    document: Document,
    name: str,
    claims: Sequence[Claim],
    capture: Capture | None,
    anchors: Anchors,
) -> str:
    """One report: who printed it when, its text with evidence marked, what bytes it came from."""
    kinds: dict[str, int] = {}
    for claim in claims:
        kinds[claim.content.kind] = kinds.get(claim.content.kind, 0) + 1
    tongue = anchors.tongue
    say = tongue.say
    counted = ", ".join(_counted(tongue, kinds[k], k) for k in _ORDER if k in kinds)
    facts = [
        (say("report"), inert(document.report)),
        (say("address"), inert(document.url) if document.url else ""),
        (say("author"), foreign(document.author) if document.author else ""),
        (say("read"), inert(counted or say("no claims"))),
    ]
    if capture is not None:
        part = f", {document.member}" if document.member else ""
        facts += [
            (say("captured"), inert(f"{capture.captured_at} · {capture.origin}{part}")),
            ("sha256", f"<code>{inert(capture.sha256)}</code>"),
        ]
    facts += [
        (
            say("judged"),
            f'<span class="judged">§ «{foreign(claim.words)}» {inert(tongue.mark(mark))}</span>',
        )
        for claim in claims
        for mark in anchors.judged.get(claim.id, ())
    ]
    rows = "".join(f"<dt>{inert(key)}</dt><dd>{value}</dd>" for key, value in facts if value)
    published = inert(
        tongue.when(document.published) if document.published else say("date not given")
    )
    return (
        f'<article class="report" id="{name}"><h3>{foreign(document.outlet or say("outlet not named"))}'
        f' <time>{published}</time> <span class="lang">{inert(document.lang or "")}</span></h3>'
        f'<div class="text" dir="auto"{_lang(document)}>{marked_text(document, claims, anchors)}</div>'
        f"<dl>{rows}</dl></article>"
    )


def _counted(tongue: Tongue, count: int, kind: str) -> str:
    match kind:
        case "figure":
            return tongue.count("{n} figure", "{n} figures", count)
        case "event":
            return tongue.count("{n} event", "{n} events", count)
        case "status":
            return tongue.count("{n} regime", "{n} regimes", count)
        case "post":
            return tongue.count("{n} post", "{n} posts", count)
        case "label":
            return tongue.count("{n} wording", "{n} wordings", count)
        case _:
            return tongue.count("{n} credit", "{n} credits", count)


def _lang(document: Document) -> str:
    return f' lang="{inert(document.lang)}"' if document.lang else ""


def marked_text(document: Document, claims: Sequence[Claim], anchors: Anchors) -> str:
    """The whole text, escaped, with the stretches claims are about marked and named."""
    text = document.text
    cuts = {0, len(text)}
    for claim in claims:
        cuts |= {claim.anchor.start, claim.anchor.end}
    for block in document.blocks:
        if block.kind in (BlockKind.HEADLINE, BlockKind.FURNITURE):
            cuts |= {block.span.start, block.span.end}
    places = sorted(cuts)
    starts: dict[int, list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: (c.anchor, _ORDER.index(c.content.kind), c.id)):
        starts.setdefault(claim.anchor.start, []).append(claim)
    parts: list[str] = []
    active: list[Claim] = []
    for start, end in itertools.pairwise(places):
        active = [c for c in active if c.anchor.end > start] + starts.get(start, [])
        words = inert(text[start:end])
        if active:
            words = _marked(words, active, start, anchors)
        parts.append(_in_block(words, document, start))
    return "".join(parts)


def _marked(words: str, active: Iterable[Claim], start: int, anchors: Anchors) -> str:
    ordered = sorted(active, key=lambda c: (_ORDER.index(c.content.kind), c.anchor, c.id))
    shown, named = ordered[0], [c.id for c in ordered if c.anchor.start == start]
    first = [id_ for id_ in dict.fromkeys(named) if anchors.take(id_)]
    own = f' id="{shown.id}"' if shown.id in first else ""
    extra = "".join(f'<span id="{id_}"></span>' for id_ in first if id_ != shown.id)
    home = anchors.homes.get(shown.id)
    kind = shown.content.kind
    if home is not None:
        return f'<a class="{kind}" href="#{home}"{own}>{extra}{words}</a>'
    return f'<mark class="{kind}"{own}>{extra}{words}</mark>'


def _in_block(words: str, document: Document, at: int) -> str:
    for block in document.blocks:
        if block.span.start <= at < block.span.end:
            if block.kind is BlockKind.HEADLINE:
                return f"<b>{words}</b>"
            if block.kind is BlockKind.FURNITURE:
                return f'<span class="furniture">{words}</span>'
    return words
