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
from qantar.export.tongue import English, Tongue, range_of, titles_of, told_reason
from qantar.views.chronology import Chronology, ChronologyRow, sentences
from qantar.views.judged import Mark, Marks
from qantar.views.ledger import AccountRow, QuestionRow, families, main_rows
from qantar.views.standing_words import office_words, standing_words
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
    tongue: Tongue = field(default_factory=English)


def dossier(contents: Contents) -> str:
    """The whole page as HTML. The same contents give the same bytes."""
    style = resources.files(__package__).joinpath("dossier.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    tongue = contents.tongue
    claims: dict[str, Claim] = {}
    for claim in contents.claims:
        claims.setdefault(claim.id, claim)
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    return "".join(
        (
            f'<!DOCTYPE html>\n<html lang="{inert(tongue.code)}">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta name="referrer" content="no-referrer">\n',
            f"<title>{inert(contents.name)} — {inert(tongue.say('dossier'))}</title>\n<style>{style}</style>\n</head>\n<body>\n",
            _opening(contents),
            "<main>\n",
            _glance(contents),
            _questions(contents, claims),
            _chronology(contents, claims),
            _wording(contents),
            _reports(contents),
            _verify(contents),
            "</main>\n<footer>",
            inert(
                tongue.say(
                    "Made by Qantar. Everything here was read by rules, not checked, except where § says"
                    " which person judged it; the quotes are verbatim."
                )
            ),
            "</footer>\n</body>\n</html>\n",
        )
    )


def _opening(contents: Contents) -> str:
    documents = contents.documents.values()
    outlets = sorted({d.outlet for d in documents if d.outlet})
    langs = sorted({d.lang for d in documents if d.lang})
    days = sorted(d.published[:10] for d in documents if d.published and "X" not in d.published)
    disputed = sum(row.open for row in contents.questions)
    tongue = contents.tongue
    links = "".join(
        f'<a href="#{id_}">{inert(tongue.say(name))}</a>' for id_, name in SECTIONS.items()
    )
    counted = (
        tongue.count("{n} report", "{n} reports", len(contents.documents)),
        tongue.count("of {n} outlet", "of {n} outlets", len(outlets)),
        tongue.count("in {n} language", "in {n} languages", len(langs)),
    )
    span = ", " + tongue.say(
        "published {first} to {last}", first=tongue.when(days[0]), last=tongue.when(days[-1])
    ) if days else ""  # fmt: skip
    held = ", ".join(
        (
            tongue.count("{n} claim", "{n} claims", len(contents.claims)),
            tongue.count(
                "{n} question of number", "{n} questions of number", len(contents.questions)
            ),
            tongue.say("{n} of them with an open contradiction", n=tongue.number(disputed)),
        )
    )
    reading = tongue.say(
        "Every statement below was read by rules, not checked, unless a § beside it names the person who"
        " judged it, and stands on the exact words of its source; each quote leads to its place in the"
        " report. Ranges say what the accounts left standing jointly allow. They are no best guess, and"
        " nothing here grades who is right."
    )
    return (
        f'<header><h1>{inert(contents.name)}</h1><p class="lead"><strong>{inert(counted[0])}</strong>'
        f" {inert(' '.join(counted[1:]))}{inert(span)}: <strong>{inert(held)}</strong>.</p>"
        f'<p class="lead">{inert(reading)}</p></header>\n<nav>{links}</nav>\n'
    )


SECTIONS = {
    "glance": "At a glance",
    "questions": "Questions",
    "chronology": "Chronology",
    "wording": "Wording",
    "reports": "Reports",
    "verify": "How to verify",
}
"""The parts of the page by id."""


def _title(contents: Contents, id_: str) -> str:
    title = SECTIONS[id_]
    return contents.tongue.say(title)


def _section(id_: str, title: str, lead: str, *within: str) -> str:
    return (
        f'<section id="{id_}"><h2>{inert(title)}</h2><p>{inert(lead)}</p>'
        f"{''.join(within)}</section>\n"
    )


def _glance(contents: Contents) -> str:
    tongue = contents.tongue
    cells = "".join(
        f'<a href="#{row.question}"><span>{inert(tongue.question(row))}</span>'
        f"<b{_open(row)}>{inert(range_of(tongue, row))}</b>"
        f"<small>{inert(_standing(row, tongue))}</small></a>"
        for row in main_rows(contents.questions, GLANCE)
    )
    lead = contents.tongue.say(
        "What most speakers were asked about, with the range their accounts leave."
    )
    return _section(
        "glance",
        _title(contents, "glance"),
        lead,
        f'<div class="glance">{cells}</div>',
    )


def _open(row: QuestionRow) -> str:
    return ' class="open"' if row.open else ""


def _standing(row: QuestionRow, tongue: Tongue) -> str:
    accounts = tongue.count("{n} account", "{n} accounts", len(row.accounts))
    origins = tongue.count(
        "{n} independent origin left",
        "{n} independent origins left",
        row.origins,
    )
    settled = tongue.say("no open contradiction")
    state = tongue.say("open: a contradiction is unsettled") if row.open else settled
    return f"{accounts}, {origins}; {state}"


def _questions(contents: Contents, claims: Mapping[str, Claim]) -> str:
    langs = {id_: document.lang for id_, document in contents.documents.items()}
    spoken = Spoken(contents.tongue, titles_of(contents.tongue, contents.questions))
    cards = "".join(
        _card(row, depth, claims, langs, spoken) for row, depth in families(contents.questions)
    )
    lead = contents.tongue.say(
        "One lane a speaker. A dot is an exact number, an arrow “more than” or “at most”, a soft bar"
        " “about”, a bar a range. Hollow: superseded or taken back. A cross: said to be false. Copies of"
        " one briefing are one account."
    )
    return _section(
        "questions", contents.tongue.say("Questions and accounts"), lead,
        f'<div class="cards">{cards}</div>',
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spoken:
    """The language of the page, and the titles of questions in it by their own."""

    tongue: Tongue
    titles: Mapping[str, str]


Langs = Mapping[str, str | None]
_STRONG = ' class="strong"'
TIGHT = 24
"""A marked stretch of so many characters or fewer is never broken over lines."""


def _card(
    row: QuestionRow, depth: int, claims: Mapping[str, Claim], langs: Langs, spoken: Spoken
) -> str:
    tongue = spoken.tongue
    wholes = "; ".join(spoken.titles.get(title, title) for title in row.inside)
    inside = f" · {tongue.relation('part of')} {wholes}" if wholes else ""
    accounts = "".join(
        _account(account, row, claims, langs, spoken) for account in row.accounts
    )
    return (
        f'<article class="card{" part" * bool(depth)}" id="{row.question}"><header>'
        f"<h3>{inert(tongue.question(row))}</h3><b{_open(row)}>{inert(range_of(tongue, row))}</b></header>"
        f'<p class="dim">{inert(_standing(row, tongue) + inside)}</p>{_chosen(row, tongue)}'
        f"{lanes(row, tongue)}{accounts}</article>"
    )


def _chosen(row: QuestionRow, tongue: Tongue) -> str:
    if not row.chosen:
        return ""
    alone = tongue.say(
        "the rules alone give {range}", range=tongue.interval(row.by_rules or "")
    )
    return f'{_judged(row.chosen, tongue)}<p class="judged">{inert(alone)}</p>'


def _account(
    row: AccountRow,
    asked: QuestionRow,
    claims: Mapping[str, Claim],
    langs: Langs,
    spoken: Spoken,
) -> str:
    tongue = spoken.tongue
    state = {"stands": "stands", "denied": "denied"}.get(row.state, "gone")
    office = office_words(row, claims)
    who = (
        foreign(row.speaker)
        if row.speaker
        else f"<i>{inert(tongue.say('speaker not named'))}</i>"
    )
    about = f", {foreign(office)}" if office else ""
    as_of = tongue.say("as of {date}", date=tongue.when(row.as_of)) if row.as_of else ""
    when = f" <small>{inert(as_of)}</small>" if as_of else ""
    first = next((a for a in row.appearances if not a.headline), row.appearances[0])
    claim = claims.get(first.claim)
    words = _quote(claim, langs) if claim is not None else foreign(first.words)
    printed = "; ".join(
        f'<a href="#{inert(a.claim)}">{inert(a.outlet or a.report)}</a>'
        + (f" {inert(tongue.when(a.published[:10]))}" if a.published else "")
        + (f" ({inert(tongue.say('headline'))})" if a.headline else "")
        for a in row.appearances
    )
    return (
        f'<div class="account {state}"><b>{inert(tongue.signs(row.number))}</b><div>{who}{about}{when}'
        f"<blockquote>{words}</blockquote><small>{inert(tongue.say('Printed in'))} {printed}</small>"
        f"{_judged(row.judged, tongue)}{_relations(row, asked, spoken)}</div></div>"
    )


def _judged(marks: Sequence[Mark], tongue: Tongue) -> str:
    """What people decided, set apart from what rules read."""
    return "".join(f'<p class="judged">§ {inert(tongue.mark(mark))}</p>' for mark in marks)


def _quote(claim: Claim, langs: Langs) -> str:
    parts, lang = standing_words(claim), langs.get(claim.document)
    spoken = f' lang="{inert(lang)}"' if lang else ""
    tight = ' class="tight"' * (len(parts.marked) <= TIGHT)
    return (
        f'<a href="#{claim.id}" dir="auto"{spoken}>«{inert(parts.before)}<mark{tight}>{inert(parts.marked)}</mark>'
        f"{inert(parts.after)}»</a>"
    )


def _relations(row: AccountRow, asked: QuestionRow, spoken: Spoken) -> str:
    """Contradictions and retractions first; what merely is another count is folded away."""
    strong: dict[str, None] = {}
    plain: dict[str, None] = {}
    other: dict[str, None] = {}
    tongue = spoken.tongue
    for relation in row.relations:
        is_strong = any(w in relation.type for w in ("contradicts", "takes back", "taken back"))
        where = sorted(set(relation.other_questions) - {asked.title})
        titles = "; ".join(spoken.titles.get(title, title) for title in where)
        elsewhere = f" ({inert(titles)})" if where else ""
        numbers = ", ".join(tongue.signs(number) for number in relation.other_numbers)
        because = told_reason(relation.because, tongue)
        line = (
            f"<li{_STRONG * is_strong}><b>{inert(tongue.relation(relation.type))} "
            f"{inert(numbers)}</b>{elsewhere}: {because}</li>"
        )
        kind = strong if is_strong else other if relation.type == "apart from" else plain
        kind.setdefault(line)
    parts = [f'<ul class="rel">{"".join((*strong, *plain))}</ul>' if strong or plain else ""]
    if other:
        count = tongue.count(
            "not to be compared with {n} other figure", "not to be compared with {n} other figures",
            len(other),
        )  # fmt: skip
        parts.append(
            f'<details><summary>{inert(count)}</summary><ul class="rel">'
            f"{''.join(other)}</ul></details>"
        )
    return "".join(parts)


def _chronology(contents: Contents, claims: Mapping[str, Claim]) -> str:
    langs = {id_: document.lang for id_, document in contents.documents.items()}
    tongue = contents.tongue
    parts = [_days(contents.chronology.dated, claims, langs, tongue)]
    for name, rows in (
        (tongue.say("No text dates these"), contents.chronology.undated),
        (
            tongue.say("Told as plan, order or conjecture, not as having happened"),
            contents.chronology.not_reported_as_fact,
        ),
        (
            tongue.say("Rejected by a person: the words do not say this"),
            contents.chronology.rejected,
        ),
    ):
        if rows:
            parts += [f"<h2>{inert(name)}</h2>", _days(rows, claims, langs, tongue)]
    lead = tongue.say(
        "As the reports date it, with the precision they give. Nights over midnight stay one night."
    )
    return _section("chronology", _title(contents, "chronology"), lead, *parts)


def _days(
    rows: Sequence[ChronologyRow], claims: Mapping[str, Claim], langs: Langs, tongue: Tongue
) -> str:
    days: dict[str, list[str]] = {}
    for group in sentences(rows):
        shown = group[0].shown if tongue.code == "en" else tongue.when(group[0].when)
        days.setdefault(shown, []).append(_happening(group, claims, langs, tongue))
    return (
        '<div class="days">'
        + "".join(
            f'<div class="day"><time>{inert(shown)}</time><div>{"".join(told)}</div></div>'
            for shown, told in days.items()
        )
        + "</div>"
    )


def _happening(
    group: Sequence[ChronologyRow], claims: Mapping[str, Claim], langs: Langs, tongue: Tongue
) -> str:
    told = [tongue.happening(row) for row in group]
    title = " · ".join(inert(words) for words, _ in told)
    place = f" — {inert(told[-1][1])}" if told[-1][1] else ""
    over = f" <small>{inert(tongue.say('over midnight'))}</small>"
    night = over if group[-1].over_midnight else ""
    lines = [f"<b>{title}</b>{place}{night}"]
    for telling in group[0].tellings:
        claim = claims.get(telling.claim)
        words = foreign(telling.words) if claim is None else _quote(claim, langs)
        said = f"{foreign(telling.speaker)}, " if telling.speaker else ""
        lines.append(
            f"<blockquote>{words} <small>{said}{inert(telling.outlet or telling.report)}</small></blockquote>"
            f"{_judged(telling.judged, tongue)}"
        )
    return "".join(lines)


def _wording(contents: Contents) -> str:
    """One row an outlet, one column a side, so that the words for one crowd stand below each other."""
    sides = [side for side in contents.sides if any(r.side == side for r in contents.wordings)]
    cells: dict[tuple[str, str], list[str]] = {}
    for row in contents.wordings:
        cells.setdefault((row.outlet, row.side), []).append(_worded(row))
    tongue = contents.tongue
    head = "".join(f"<th>{inert(tongue.side(side))}</th>" for side in sides)
    body = "".join(
        f"<tr><th>{foreign(outlet)}</th>"
        + "".join(
            f"<td><ul>{''.join(cells.get((outlet, side), ()))}</ul></td>" for side in sides
        )
        + "</tr>"
        for outlet in dict.fromkeys(row.outlet for row in contents.wordings)
    )
    lead = contents.tongue.say(
        "Who is called what, in which outlet, how often; in guillemets where it is quoted, with those"
        " whose words it is."
    )
    return _section(
        "wording", _title(contents, "wording"), lead,
        f'<div class="wide"><table><thead><tr><th>{inert(tongue.say("outlet"))}</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>",
    )  # fmt: skip


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
    anchors = Anchors(homes, judged=contents.judged, tongue=contents.tongue)
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
    lead = contents.tongue.say(
        "In full, as read. Yellow: numbers that entered a ledger, each leading to its question. Pale"
        " blue: names, regimes and wordings; dotted: events."
    )
    return _section(
        "reports",
        contents.tongue.say("The reports"),
        lead,
        f'<div class="reports">{articles}</div>',
    )


def _verify(contents: Contents) -> str:
    say = contents.tongue.say
    record = say(
        "Where the record is at hand, Qantar checks every digest, the chain of custody and every quote"
        " against its document, and tells by which rules a number was read:"
    )
    claim = say(
        "The id of a claim is the last part of the address a quote leads to. Rules misread; where a"
        " quote does not say what stands beside it, the quote is right."
    )
    digest = say(
        "Under every report stands the SHA-256 digest of the bytes it was read from, and when they were"
        " captured. Compare it with the original:"
    )
    return (
        f'<section id="verify" class="verify"><h2>{inert(_title(contents, "verify"))}</h2>'
        f"<p>{inert(digest)}</p><pre>sha256sum REPORT</pre><p>{inert(record)}</p>"
        "<pre>qantar verify --record RECORD\nqantar explain CLAIM --record RECORD</pre>"
        f"<p>{inert(claim)}</p></section>\n"
    )
