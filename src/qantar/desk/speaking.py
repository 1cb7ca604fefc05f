"""The desk's languages lent to pages that leave it: the dossier, a ledger as a card."""

from functools import cache

from qantar.desk.judging import DECIDED
from qantar.desk.language import Language, language
from qantar.desk.reasons import reason
from qantar.desk.sentences import content_words, question_title, relation_words
from qantar.desk.shelving import claim_content
from qantar.domain.claim import Status
from qantar.domain.judgement import Verb
from qantar.views.chronology import ChronologyRow
from qantar.views.judged import Mark
from qantar.views.ledger import QuestionRow
from qantar.views.places import place_rows


class Speaking:
    """A language of the desk as ``qantar.export.tongue.Tongue`` asks for it."""

    def __init__(self, spoken: Language) -> None:
        self._language = spoken
        self.code = spoken.code
        self.say, self.count = spoken.say, spoken.count
        self.number, self.when = spoken.number, spoken.when
        self.signs, self.interval = spoken.signs, spoken.interval

    def question(self, row: QuestionRow) -> str:
        place = place_name(row.place_id, self.code) or row.place
        told = row.as_json() | {"told": None, "increment": row.increment}
        return question_title(self._language, place, told)

    def happening(self, row: ChronologyRow) -> tuple[str, str | None]:
        content = row.claim.content
        if isinstance(content, Status) and content.regions is not None:
            place: str | None = self.count("{n} region", "{n} regions", content.regions)
        else:
            place = place_name(row.claim.scope.place_id, self.code) or row.place
        return content_words(self._language, claim_content(row.claim)), place

    def relation(self, type_: str) -> str:
        return relation_words(self._language, type_)

    def reason(self, because: str) -> tuple[str, str]:
        told = reason(self._language, because)
        return told.words, told.lang

    def side(self, code: str) -> str:
        return self._language.term("side", code)

    def mark(self, mark: Mark) -> str:
        if self.code == "en":
            return mark.words
        what, date = self.say(DECIDED[Verb(mark.verb)]), self._language.day(mark.at)
        told = self.say("judged by {name}, {date}: {what}", name=mark.by, date=date, what=what)
        if mark.others:
            told += f" [{', '.join(mark.others)}]"
        if mark.machine:
            told += f" ({self.say('rules read:')} {mark.machine})"
        return f"{told} — {mark.reason}"


@cache
def place_name(id_: str | None, code: str) -> str | None:
    """The name of a place in a language, None for no place or one the atlas does not hold."""
    if id_ is None:
        return None
    return next((dict(row.names)[code] for row in place_rows((id_,))), None)


def speaking(code: str) -> Speaking:
    """One of the desk's languages.

    Raises:
        KeyError: for a code the desk does not speak.
    """
    return Speaking(language(code))
