"""The words a row stands on, with the number or name in them set apart, and who spoke them.

"«За время беспорядков похищено ▸более 1,5 тысяч◂ единиц оружия», сообщил Ризабек Ожаров, заместитель
генерального прокурора": before, marked, after are verbatim and together the whole quote.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qantar.domain.claim import Claim
from qantar.domain.judgement import Verb
from qantar.views.judged import Mark
from qantar.views.ledger import AccountRow

READ_BY = "read by rules, not checked"
"""What stands beside everything a machine read and no person has looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingWords:
    """A verbatim quote in three parts; ``marked`` is the stretch the claim is about."""

    before: str
    marked: str
    after: str

    @property
    def quote(self) -> str:
        return self.before + self.marked + self.after


def standing_words(claim: Claim) -> StandingWords:
    """The quote of a claim, parted around its anchor."""
    at, quote = claim.quote.span.start, claim.quote.exact
    return StandingWords(
        before=quote[: claim.anchor.start - at],
        marked=claim.words,
        after=quote[claim.anchor.end - at :],
    )


def office_words(row: AccountRow, claims: Mapping[str, Claim]) -> str | None:
    """The post and body of an account's speaker as a text gives them; the fullest, None if none does.

    Parts that the speaker's own name already holds are left out.
    """
    told = sorted(_offices(row, claims), key=lambda words: (-len(words), words))
    return told[0] if told else None


def _offices(row: AccountRow, claims: Mapping[str, Claim]) -> Iterable[str]:
    for appearance in row.appearances:
        claim = claims.get(appearance.claim)
        if claim is None or claim.attribution is None:
            continue
        said = claim.attribution
        known = (row.speaker or said.speaker).casefold()
        parts: list[str] = []
        for part in (said.role, said.organisation):
            if part and part.casefold() not in known:
                if not any(part.casefold() in other.casefold() for other in parts):
                    parts.append(part)
        if parts:
            yield ", ".join(parts)


def standing_of(marks: Iterable[Mark]) -> str:
    """Who stands for a row: the people who judged it, or ``READ_BY``. A comment is no check."""
    by = dict.fromkeys(one.by for one in marks if one.verb != Verb.COMMENT.value)
    return f"judged by {', '.join(by)}" if by else READ_BY
