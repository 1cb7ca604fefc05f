"""A ledger as a card for somebody else's page: plain HTML, no script, no style, nothing to load.

The range, every account with its number, its speaker and its exact words, and what is in dispute. It
says of itself what was read by rules and what a person looked at.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from qantar.export.inert import foreign, inert

MOST = 12
"""Accounts a card shows; it says how many it leaves out."""


def ledger_card(question: Mapping[str, Any], quarrels: Sequence[str] = ()) -> str:
    """The card of a question (a ``QuestionRow`` as JSON); ``quarrels`` are sentences of its disputes.

    Nothing in it can run or load: its elements are few, its text is escaped, and it bears only
    classes, languages and directions as attributes.
    """
    accounts = question["accounts"]
    shown, left = accounts[:MOST], len(accounts) - MOST
    origins = int(question["origins"])
    said = {a["number"] for a in accounts if a["stands"] and not a["denied"]}
    number = said.pop() if len(said) == 1 and not question["chosen"] else question["envelope"]
    disputed = "".join(f"<li>{inert(sentence)}</li>" for sentence in quarrels)
    is_checked = all(account["judged"] for account in accounts)
    return "".join(
        (
            f'<figure class="qantar-ledger">\n<figcaption><strong>{inert(question["title"])}</strong>: ',
            f"<b>{inert(number)}</b>\n<p>{len(accounts)} account{'s' * (len(accounts) != 1)}, {origins}",
            f" independent origin{'s' * (origins != 1)} left standing. A range is what the accounts left",
            " standing jointly allow; it is no best guess.</p></figcaption>\n<ul>\n",
            *(_account(account) for account in shown),
            f"<li>and {left} more</li>\n" if left > 0 else "",
            "</ul>\n",
            f"<p>In dispute:</p>\n<ul>{disputed}</ul>\n" if disputed else "",
            "<p><small>The quotes are verbatim. ",
            "Each account was looked at by a person."
            if is_checked
            else "Read by rules and not checked by a person, except where § says so.",
            " Qantar.</small></p>\n</figure>\n",
        )
    )


def _account(account: Mapping[str, Any]) -> str:
    printed = account["appearances"][0]
    speaker = account["speaker"]
    number = inert(account["number"])
    if account["denied"]:
        number += " (said to be false)"
    elif not account["stands"]:
        number = f"<s>{number}</s> (superseded or taken back)"
    who = foreign(speaker) if speaker else "speaker not named"
    names = sorted({mark["by"] for mark in account["judged"]})
    judged = f" § {inert(', '.join(names))}" if names else ""
    as_of = f", as of {inert(account['as_of'])}" if account["as_of"] else ""
    outlets = ", ".join(inert(outlet) for outlet in account["outlets"]) or "outlet not named"
    words = (
        "coded by hand; the source is named, its words are not held"
        if printed["is_cited"]
        else f'<q dir="auto">{inert(printed["words"])}</q>'
    )
    return f"<li><b>{number}</b>: {who}{as_of}{judged} — {words} <cite>{outlets}</cite></li>\n"
