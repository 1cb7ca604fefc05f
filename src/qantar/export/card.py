"""A ledger as a card for somebody else's page: plain HTML, no script, no style, nothing to load.

The range, every account with its number, its speaker and its exact words, and what is in dispute. It
says of itself what was read by rules and what a person looked at.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from qantar.export.inert import foreign, inert
from qantar.export.tongue import English, Tongue, told_reason

MOST = 12
"""Accounts a card shows; it says how many it leaves out."""


def ledger_card(
    question: Mapping[str, Any], quarrels: Sequence[str] = (), tongue: Tongue | None = None
) -> str:
    """The card of a question (a ``QuestionRow`` as JSON, its title in the language of the card);
    ``quarrels`` are sentences of its disputes.

    Nothing in it can run or load: its elements are few, its text is escaped, and it bears only
    classes, languages and directions as attributes.
    """
    tongue = tongue or English()
    accounts = question["accounts"]
    shown, left = accounts[:MOST], len(accounts) - MOST
    said = {a["number"] for a in accounts if a["stands"] and not a["denied"]}
    is_said = len(said) == 1 and not question["chosen"]
    number = tongue.signs(said.pop()) if is_said else tongue.interval(question["envelope"])
    disputed = "".join(f"<li>{told_reason(sentence, tongue)}</li>" for sentence in quarrels)
    is_checked = all(account["judged"] for account in accounts)
    counted = tongue.count("{n} account", "{n} accounts", len(accounts))
    origins = tongue.count(
        "{n} independent origin left", "{n} independent origins left",
        int(question["origins"]),
    )  # fmt: skip
    about = tongue.say(
        "A range is what the accounts left standing jointly allow; it is no best guess."
    )
    more = tongue.say("and {n} more", n=tongue.number(left))
    checked = tongue.say("The quotes are verbatim. Each account was looked at by a person.")
    if not is_checked:
        checked = tongue.say(
            "The quotes are verbatim. Read by rules and not checked by a person, except where § says so."
        )
    dispute = inert(tongue.say("In dispute:"))
    return "".join(
        (
            f'<figure class="qantar-ledger" lang="{inert(tongue.code)}">\n<figcaption>',
            f"<strong>{inert(question['title'])}</strong>: <b>{inert(number)}</b>\n",
            f"<p>{inert(counted)}, {inert(origins)}. {inert(about)}</p></figcaption>\n<ul>\n",
            *(_account(account, tongue) for account in shown),
            f"<li>{inert(more)}</li>\n" if left > 0 else "",
            "</ul>\n",
            f"<p>{dispute}</p>\n<ul>{disputed}</ul>\n" if disputed else "",
            f"<p><small>{inert(checked)} Qantar.</small></p>\n</figure>\n",
        )
    )


def _account(account: Mapping[str, Any], tongue: Tongue) -> str:
    printed = account["appearances"][0]
    speaker = account["speaker"]
    number = inert(tongue.signs(account["number"]))
    if account["denied"]:
        number += f" ({inert(tongue.say('said to be false'))})"
    elif not account["stands"]:
        number = f"<s>{number}</s> ({inert(tongue.say('superseded or taken back'))})"
    who = foreign(speaker) if speaker else inert(tongue.say("speaker not named"))
    names = sorted({mark["by"] for mark in account["judged"]})
    judged = f" § {inert(', '.join(names))}" if names else ""
    date = account["as_of"]
    as_of = f", {inert(tongue.say('as of {date}', date=tongue.when(date)))}" if date else ""
    unnamed = inert(tongue.say("outlet not named"))
    outlets = ", ".join(inert(outlet) for outlet in account["outlets"]) or unnamed
    words = (
        inert(tongue.say("coded by hand; the source is named, its words are not held"))
        if printed["is_cited"]
        else f'<q dir="auto">{inert(printed["words"])}</q>'
    )
    return f"<li><b>{number}</b>: {who}{as_of}{judged} — {words} <cite>{outlets}</cite></li>\n"
