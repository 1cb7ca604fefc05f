"""One page that holds everything: ledgers, chronology, wording, the reports and how to verify them.

A single HTML file that opens from disk without a network: no script, no font, no picture from
elsewhere, and a policy in its head that forbids the browser to load any.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources

from qantar.domain.claim import Claim
from qantar.domain.source import Capture, Document
from qantar.export.inert import foreign, inert
from qantar.export.lanes import lanes
from qantar.export.reader import Anchors, report_article
from qantar.views.chronology import Chronology, ChronologyRow, sentences
from qantar.views.judged import Mark, Marks
from qantar.views.ledger import AccountRow, QuestionRow, families, main_rows
from qantar.views.standing_words import READ_BY, office_words, standing_words
from qantar.views.wording import WordingRow

GLANCE = 12
"""Questions shown at a glance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a dossier shows. ``documents`` and ``captures`` by id, ``claims`` in order of the text."""

    name: str
    questions: Sequence[QuestionRow]
    chronology: Chronology
    wordings: Sequence[WordingRow]
    sides: Sequence[str]
    """The sides a wording may put people on, in the order of the codebook."""
    claims: Sequence[Claim]
    documents: Mapping[str, Document]
    captures: Mapping[str, Capture]
    judged: Marks = field(default_factory=dict)
    """What people decided, by claim."""


def dossier(contents: Contents) -> str:
    """The whole page as HTML. The same contents give the same bytes."""
    style = resources.files(__package__).joinpath("dossier.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    claims: dict[str, Claim] = {}
    for claim in contents.claims:
        claims.setdefault(claim.id, claim)
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta name="referrer" content="no-referrer">\n',
            f"<title>{inert(contents.name)} — dossier</title>\n<style>{style}</style>\n</head>\n<body>\n",
            _opening(contents),
            "<main>\n",
            _glance(contents),
            _questions(contents, claims),
            _chronology(contents, claims),
            _wording(contents),
            _reports(contents),
            _verify(contents),
            "</main>\n<footer>Made by Qantar. Everything here was ",
            READ_BY,
            ", except where § says which person judged it; the quotes are verbatim.</footer>\n</body>\n</html>\n",
        )
    )


def _opening(contents: Contents) -> str:
    documents = contents.documents.values()
    outlets = sorted({d.outlet for d in documents if d.outlet})
    langs = sorted({d.lang for d in documents if d.lang})
    days = sorted(d.published[:10] for d in documents if d.published and "X" not in d.published)
    span = f", published {days[0]} to {days[-1]}" if days else ""
    disputed = sum(row.open for row in contents.questions)
    links = "".join(
        f'<a href="#{id_}">{name}</a>'
        for id_, name in (
            ("glance", "At a glance"),
            ("questions", "Questions"),
            ("chronology", "Chronology"),
            ("wording", "Wording"),
            ("reports", "Reports"),
            ("verify", "How to verify"),
        )
    )
    return (
        f"<header><h1>{inert(contents.name)}</h1>"
        f'<p class="lead"><strong>{len(contents.documents)} reports</strong> of {len(outlets)} outlets'
        f" in {len(langs)} languages{inert(span)}: {len(contents.claims)} claims,"
        f" <strong>{len(contents.questions)} questions</strong> of number,"
        f" {disputed} of them with an open contradiction.</p>"
        f'<p class="lead">Every statement below was <strong>{READ_BY}</strong>, unless a § beside it'
        " names the person who judged it, and stands on the exact"
        " words of its source; each quote leads to its place in the report. Ranges say what the accounts"
        " left standing jointly allow. They are no best guess, and nothing here grades who is right.</p>"
        f"</header>\n<nav>{links}</nav>\n"
    )


def _glance(contents: Contents) -> str:
    cells = "".join(
        f'<a href="#{row.question}"><span>{inert(row.title)}</span><b{_open(row)}>{inert(row.range_words)}</b>'
        f"<small>{inert(_standing(row))}</small></a>"
        for row in main_rows(contents.questions, GLANCE)
    )
    return (
        '<section id="glance"><h2>At a glance</h2><p>What most speakers were asked about, with the'
        f' range their accounts leave.</p><div class="glance">{cells}</div></section>\n'
    )


def _open(row: QuestionRow) -> str:
    return ' class="open"' if row.open else ""


def _standing(row: QuestionRow) -> str:
    accounts, origins = len(row.accounts), row.origins
    state = "open: a contradiction is unsettled" if row.open else "no open contradiction"
    return (
        f"{accounts} account{'s' * (accounts != 1)}, {origins} independent "
        f"origin{'s' * (origins != 1)} left standing; {state}"
    )


def _questions(contents: Contents, claims: Mapping[str, Claim]) -> str:
    langs = {id_: document.lang for id_, document in contents.documents.items()}
    cards = "".join(
        _card(row, depth, claims, langs) for row, depth in families(contents.questions)
    )
    return (
        '<section id="questions"><h2>Questions and accounts</h2><p>One lane a speaker. A dot is an exact'
        " number, an arrow “more than” or “at most”, a soft bar “about”, a bar a range. Hollow: superseded"
        " or taken back. A cross: said to be false. Copies of one briefing are one account.</p>"
        f'<div class="cards">{cards}</div></section>\n'
    )


Langs = Mapping[str, str | None]
_STRONG = ' class="strong"'
TIGHT = 24
"""A marked stretch of so many characters or fewer is never broken over lines."""


def _card(row: QuestionRow, depth: int, claims: Mapping[str, Claim], langs: Langs) -> str:
    inside = f" · part of {'; '.join(row.inside)}" if row.inside else ""
    accounts = "".join(_account(account, row, claims, langs) for account in row.accounts)
    return (
        f'<article class="card{" part" * bool(depth)}" id="{row.question}"><header><h3>{inert(row.title)}'
        f"</h3><b{_open(row)}>{inert(row.range_words)}</b></header>"
        f'<p class="dim">{inert(_standing(row) + inside)}</p>{_chosen(row)}{lanes(row)}{accounts}</article>'
    )


def _chosen(row: QuestionRow) -> str:
    if not row.chosen:
        return ""
    return (
        f'{_judged(row.chosen)}<p class="judged">the rules alone give {inert(row.by_rules)}</p>'
    )


def _account(
    row: AccountRow, asked: QuestionRow, claims: Mapping[str, Claim], langs: Langs
) -> str:
    state = {"stands": "stands", "denied": "denied"}.get(row.state, "gone")
    office = office_words(row, claims)
    who = foreign(row.speaker) if row.speaker else "<i>speaker not named</i>"
    about = f", {foreign(office)}" if office else ""
    when = f" <small>as of {inert(row.as_of.replace('T', ' '))}</small>" if row.as_of else ""
    first = next((a for a in row.appearances if not a.headline), row.appearances[0])
    claim = claims.get(first.claim)
    words = _quote(claim, langs) if claim is not None else foreign(first.words)
    printed = "; ".join(
        f'<a href="#{inert(a.claim)}">{inert(a.outlet or a.report)}</a>'
        + (f" {inert(a.published[:10])}" if a.published else "")
        + (" (headline)" if a.headline else "")
        for a in row.appearances
    )
    return (
        f'<div class="account {state}"><b>{inert(row.number)}</b><div>{who}{about}{when}'
        f"<blockquote>{words}</blockquote><small>printed in {printed}</small>{_judged(row.judged)}"
        f"{_relations(row, asked)}</div></div>"
    )


def _judged(marks: Sequence[Mark]) -> str:
    """What people decided, set apart from what rules read."""
    return "".join(f'<p class="judged">§ {inert(mark.words)}</p>' for mark in marks)


def _quote(claim: Claim, langs: Langs) -> str:
    parts, lang = standing_words(claim), langs.get(claim.document)
    spoken = f' lang="{inert(lang)}"' if lang else ""
    tight = ' class="tight"' * (len(parts.marked) <= TIGHT)
    return (
        f'<a href="#{claim.id}" dir="auto"{spoken}>«{inert(parts.before)}<mark{tight}>{inert(parts.marked)}</mark>'
        f"{inert(parts.after)}»</a>"
    )


def _relations(row: AccountRow, asked: QuestionRow) -> str:
    """Contradictions and retractions first; what merely is another count is folded away."""
    strong: dict[str, None] = {}
    plain: dict[str, None] = {}
    other: dict[str, None] = {}
    for relation in row.relations:
        is_strong = any(w in relation.type for w in ("contradicts", "takes back", "taken back"))
        where = sorted(set(relation.other_questions) - {asked.title})
        elsewhere = f" ({inert('; '.join(where))})" if where else ""
        line = (
            f"<li{_STRONG * is_strong}><b>{inert(relation.type)} "
            f"{inert(', '.join(relation.other_numbers))}</b>{elsewhere}: {inert(relation.because)}</li>"
        )
        kind = strong if is_strong else other if relation.type == "apart from" else plain
        kind.setdefault(line)
    parts = [f'<ul class="rel">{"".join((*strong, *plain))}</ul>' if strong or plain else ""]
    if other:
        count = f"{len(other)} other figure{'s' * (len(other) != 1)}"
        parts.append(
            f'<details><summary>not to be compared with {count}</summary><ul class="rel">'
            f"{''.join(other)}</ul></details>"
        )
    return "".join(parts)


def _chronology(contents: Contents, claims: Mapping[str, Claim]) -> str:
    langs = {id_: document.lang for id_, document in contents.documents.items()}
    parts = [
        '<section id="chronology"><h2>Chronology</h2><p>As the reports date it, with the precision they'
        " give. Nights over midnight stay one night.</p>",
        _days(contents.chronology.dated, claims, langs),
    ]
    for name, rows in (
        ("No text dates these", contents.chronology.undated),
        (
            "Told as plan, order or conjecture, not as having happened",
            contents.chronology.not_reported_as_fact,
        ),
        ("Rejected by a person: the words do not say this", contents.chronology.rejected),
    ):
        if rows:
            parts += [f"<h2>{name}</h2>", _days(rows, claims, langs)]
    return "".join(parts) + "</section>\n"


def _days(rows: Sequence[ChronologyRow], claims: Mapping[str, Claim], langs: Langs) -> str:
    days: dict[str, list[str]] = {}
    for group in sentences(rows):
        days.setdefault(group[0].shown, []).append(_happening(group, claims, langs))
    return (
        '<div class="days">'
        + "".join(
            f'<div class="day"><time>{inert(shown)}</time><div>{"".join(told)}</div></div>'
            for shown, told in days.items()
        )
        + "</div>"
    )


def _happening(
    group: Sequence[ChronologyRow], claims: Mapping[str, Claim], langs: Langs
) -> str:
    title = " · ".join(inert(row.title) for row in group)
    place = f" — {inert(group[-1].place)}" if group[-1].place else ""
    night = " <small>over midnight</small>" if group[-1].over_midnight else ""
    lines = [f"<b>{title}</b>{place}{night}"]
    for telling in group[0].tellings:
        claim = claims.get(telling.claim)
        words = foreign(telling.words) if claim is None else _quote(claim, langs)
        said = f"{foreign(telling.speaker)}, in " if telling.speaker else ""
        lines.append(
            f"<blockquote>{words} <small>{said}{inert(telling.outlet or telling.report)}</small></blockquote>"
            f"{_judged(telling.judged)}"
        )
    return "".join(lines)


def _wording(contents: Contents) -> str:
    """One row an outlet, one column a side, so that the words for one crowd stand below each other."""
    sides = [side for side in contents.sides if any(r.side == side for r in contents.wordings)]
    cells: dict[tuple[str, str], list[str]] = {}
    for row in contents.wordings:
        cells.setdefault((row.outlet, row.side), []).append(_worded(row))
    head = "".join(f"<th>{inert(side)}</th>" for side in sides)
    body = "".join(
        f"<tr><th>{foreign(outlet)}</th>"
        + "".join(
            f"<td><ul>{''.join(cells.get((outlet, side), ()))}</ul></td>" for side in sides
        )
        + "</tr>"
        for outlet in dict.fromkeys(row.outlet for row in contents.wordings)
    )
    return (
        '<section id="wording"><h2>Wording</h2><p>Who is called what, in which outlet, how often; in'
        " guillemets where it is quoted, with those whose words it is.</p>"
        f'<div class="wide"><table><thead><tr><th>outlet</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div></section>\n"
    )


def _worded(row: WordingRow) -> str:
    words = f'<a href="#{inert(row.claims[0])}">{foreign(row.words, row.lang)}</a>'
    parts = []
    if row.in_outlets_voice:
        parts.append(f"{words} <small>{row.in_outlets_voice}</small>")
    if row.quoted:
        whose = ", ".join(foreign(speaker) for speaker in row.speakers)
        parts.append(f"«{words}» <small>{row.quoted}{f', {whose}' * bool(whose)}</small>")
    return f"<li>{'; '.join(parts)}</li>"


def _reports(contents: Contents) -> str:
    by_document: dict[str, list[Claim]] = {}
    for claim in contents.claims:
        by_document.setdefault(claim.document, []).append(claim)
    homes = {
        printed.claim: row.question
        for row in contents.questions
        for account in row.accounts
        for printed in account.appearances
    }
    anchors = Anchors(homes, judged=contents.judged)
    ordered = sorted(
        contents.documents.items(),
        key=lambda item: (item[1].published or "~", item[1].report, item[0]),
    )
    articles = "".join(
        report_article(
            document,
            id_,
            by_document.get(id_, []),
            contents.captures.get(document.capture),
            anchors,
        )
        for id_, document in ordered
    )
    return (
        '<section id="reports"><h2>The reports</h2><p>In full, as read. Yellow: numbers that entered a'
        " ledger, each leading to its question. Pale blue: names, regimes and wordings; dotted: events."
        f'</p><div class="reports">{articles}</div></section>\n'
    )


def _verify(contents: Contents) -> str:
    return (
        '<section id="verify" class="verify"><h2>How to verify</h2>'
        "<p>Under every report stands the SHA-256 digest of the bytes it was read from, and when they were"
        " captured. Compare it with the original:</p><pre>sha256sum REPORT</pre>"
        "<p>Where the record is at hand, Qantar checks every digest, the chain of custody and every quote"
        " against its document, and tells by which rules a number was read:</p>"
        "<pre>qantar verify --record RECORD\nqantar explain CLAIM --record RECORD</pre>"
        "<p>The id of a claim is the last part of the address a quote leads to. Rules misread; where a"
        " quote does not say what stands beside it, the quote is right.</p></section>\n"
    )
