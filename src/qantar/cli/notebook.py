"""What a notebook asks for: ten calls on a record and on texts, with the values the command shows.

>>> import qantar
>>> with qantar.open_record("january.qantar") as record:
...     for row in record.ledger("weapons stolen"):
...         print(row.title, row.range_words)

It stands beside the command because, like it, it chooses store, runner and clock. Nothing is shown
here that the command would not show: where accounts differ there is a range, and one number only
under a policy that is named.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from os import PathLike, fspath
from types import TracebackType
from typing import Literal, Self, get_args

from qantar import text
from qantar.capture import gather
from qantar.cli.terms import now, who
from qantar.codebook.policies import policy as policy_of
from qantar.domain.claim import Claim
from qantar.domain.derivation import Derivation
from qantar.domain.errors import Misuse, RecordError
from qantar.domain.identity import Json, sha256
from qantar.domain.ledger import Ledger
from qantar.domain.ruling import as_judged
from qantar.domain.source import Capture, Refused
from qantar.domain.when import When
from qantar.pipeline import Ledgers, holding, ledgers, read_document, rulings_of, warm
from qantar.pipeline import ingest as take_in
from qantar.reconcile.bygone import ledger_as_of
from qantar.reconcile.choice import choices
from qantar.reconcile.policies import Counted, Counting
from qantar.record.port import Store
from qantar.runners.local import local_runner
from qantar.store.address import open_store
from qantar.text.member import Member, document
from qantar.views.chronology import Chronology
from qantar.views.chronology import chronology as chronology_of
from qantar.views.ledger import QuestionRow, question_rows
from qantar.views.why import Step, why

Table = Literal["claims", "ledger", "chronology"]


def read_text(
    words: str,
    *,
    lang: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
) -> list[Claim]:
    """The claims of one text, in its order; nothing is kept. Offsets are into the given text.

    ``published`` (2022-01-05, EDTF) is the day that «yesterday» is counted from; without it such
    words stay undated.

    Raises:
        MalformedValue: if ``published`` is no date.
    """
    data = words.encode("utf-8", "surrogatepass")
    capture = Capture(
        sha256=sha256(data), size=len(data), origin="text", captured_at="",
        media_type="text/plain",
    )  # fmt: skip
    given = None if published is None else str(When.parse(published))
    member = Member(
        text=words, blocks=text.blocks(words, title), segments=(), lang=lang, published=given,
        outlet=outlet, title=title,
    )  # fmt: skip
    return read_document(document(capture, member))


def open_record(path: str | PathLike[str], *, create: bool = False) -> "Record":
    """The record at a path or PostgreSQL address; with ``create`` one is made where there is none.

    Raises:
        RecordError: if there is no record, or it is another program's or of a newer Qantar.
    """
    return Record(open_store(fspath(path), create=create))


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was taken into a record: files received, those that were new, reports read, claims found,
    and in words what could not be used."""

    received: int
    kept: int
    reports: int
    claims: int
    refused: tuple[str, ...]


class Record:
    """An opened record; close it, or use it in a ``with``. All but ``ingest`` only read."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._store.close()

    def ingest(self, *paths: str | PathLike[str], workers: int = 1) -> Taken:
        """Take files and folders in, as ``qantar ingest`` does: bytes kept, reports read. What is
        there already is passed over. Custody notes who it was (``QANTAR_WHO``, else the account).

        ``workers`` beyond 1 need the main guard (``if __name__ == "__main__"``) in a script.
        """
        refused: list[Refused] = []
        inputs = gather([fspath(path) for path in paths], captured_at=now())
        with local_runner(workers, warm) as runner:
            tally = take_in(
                inputs, self._store, runner, who=who(), clock=now, refuse=refused.append
            )
        return Taken(
            received=tally.received,
            kept=tally.kept,
            reports=tally.documents,
            claims=tally.claims,
            refused=tuple(str(one) for one in refused),
        )

    def claims(self, **filters: str) -> list[Claim]:
        """The claims in the order of arrival, with what people corrected; those that people
        rejected stay among them. Filters hold of what was read: ``kind``, ``report``, ``document``,
        ``object``, ``act``, ``place_id``, ``speaker``, ``reality``.

        Raises:
            Misuse: if a filter is none of these.
        """
        with self._store.view() as view:
            return list(as_judged(list(view.claims(**filters)), rulings_of(view)))

    def ledger(
        self, words: str = "", *, conflicts: bool = False, as_of: str | None = None
    ) -> tuple[QuestionRow, ...]:
        """The questions whose title or id has all the words, those most told first, each with its
        accounts and their quotes; with ``conflicts`` those in which accounts contradict or take
        back each other, with ``as_of`` as it stood by the end of a day, month or year."""
        with self._ledgers() as held:
            _, rows = _asked(held, words, conflicts, as_of)
            return rows

    def question(self, id_: str) -> QuestionRow:
        """One question by its id or the beginning of it.

        Raises:
            RecordError: if none begins so, or several do; then it names them.
        """
        with self._ledgers() as held:
            found = held.questions_of(id_)
            if len(found) != 1:
                named = f": {', '.join(found)}" if found else ""
                raise RecordError(f"{id_}: {len(found) or 'no'} questions of this id{named}")
            rows = question_rows(held.ledger(found), held.rulings())
            return next(row for row in rows if row.question == found[0])

    def chronology(self) -> Chronology:
        """What happened when, as the reports date it; apart what none dates, and what is told as
        plan, order or conjecture."""
        with self._store.view() as view:
            held = holding(view)
        return chronology_of(held.claims, held.documents, held.rulings)

    def count(
        self, policy: str, words: str = "", *, as_of: str | None = None
    ) -> list[tuple[QuestionRow, Counted]]:
        """Each question with what a named rule of counting makes of it (``acled``, ``ucdp``, ``ibc``,
        ``latest-official``, ``span``), and why; where the rule does not apply there is no number.

        Raises:
            Misuse: if there is no such rule, naming those there are.
        """
        rule = policy_of(policy)
        moment = When.parse(as_of) if as_of else None
        with self._ledgers() as held:
            whole, rows = _asked(held, words, False, as_of)
            counting = Counting(whole, choices(whole, held.rulings()))
            return [(row, counting.count(rule, row.question, moment)) for row in rows]

    def explain(self, id_: str) -> Step:
        """Why: of a claim the rules that read it, of a question, an account, a relation, a conflict
        or a judgement the steps down to the words. ``print(*step.lines(), sep="\\n")`` shows it.

        Raises:
            RecordError: if nothing begins so, or several do.
        """
        if id_.startswith("claim-"):
            with self._store.view() as view:
                claim = view.claim(id_)
            return Step(
                says=f"{claim.content.kind} in {claim.report}",
                quotes=((claim.id, claim.quote.exact),),
                steps=(_derived(claim.derivation),),
            )
        with self._ledgers() as held:
            return why(held.ledger(held.questions_of(id_)), id_, held.rulings())

    def rows(self, table: Table, words: str = "") -> list[Json]:
        """Flat rows of plain values for a table of any library: ``claims`` one a claim, ``ledger``
        and ``chronology`` one for each place where something is printed, always with the id of the
        claim and its words. ``words`` choose questions of the ledger.

        Raises:
            Misuse: if there is no such table.
        """
        match table:
            case "claims":
                return [_flat(claim.as_row()) for claim in self.claims()]
            case "ledger":
                return [one for row in self.ledger(words) for one in _printed(row)]
            case "chronology":
                return list(_told(self.chronology()))
        raise Misuse(f"{table}: no such table; expected {', '.join(get_args(Table))}")

    @contextmanager
    def _ledgers(self) -> Iterator[Ledgers]:
        with ledgers(self._store, who=who(), at=now()) as held:
            yield held


def _asked(
    held: Ledgers, words: str, conflicts: bool, as_of: str | None
) -> tuple[Ledger, tuple[QuestionRow, ...]]:
    """The whole ledger of the questions asked for, and their rows as they stood."""
    found = held.find(words.split())
    wanted = {one["question"] for one in found if one["has_conflict"] or not conflicts}
    whole = held.ledger(wanted)
    shown = whole if as_of is None else ledger_as_of(whole, When.parse(as_of))
    rows = question_rows(shown, held.rulings())
    return whole, tuple(row for row in rows if row.question in wanted)


def _derived(derivation: Derivation) -> Step:
    words = f" «{derivation.words}»" if derivation.words else ""
    concluded = f" → {derivation.concluded}" if derivation.concluded else ""
    return Step(
        says=f"{derivation.rule}{words}{concluded}",
        steps=tuple(_derived(premise) for premise in derivation.premises),
    )


def _flat(row: Json) -> Json:
    return {key: value for key, value in row.items() if not isinstance(value, dict | list)}


_QUESTION = (
    "question", "title", "measure", "place", "place_id", "period", "population", "envelope",
    "origins", "open",
)  # fmt: skip
_ACCOUNT = ("account", "number", "low", "high", "denied", "stands", "speaker", "as_of")
_PRINTED = ("claim", "report", "outlet", "published", "headline", "words", "is_cited")


def _named(value: object, names: Sequence[str]) -> Json:
    return {name: getattr(value, name) for name in names}


def _printed(row: QuestionRow) -> Iterator[Json]:
    for account in row.accounts:
        for printed in account.appearances:
            yield _named(row, _QUESTION) | _named(account, _ACCOUNT) | _named(printed, _PRINTED)


def _told(chronology: Chronology) -> Iterator[Json]:
    for part in ("dated", "undated", "not_reported_as_fact", "rejected"):
        for row in getattr(chronology, part):
            for telling in row.tellings:
                said = {k: v for k, v in telling.as_json().items() if k != "judged"}
                happening = _named(row, ("when", "shown", "kind", "title", "place"))
                yield {"told_as": part.replace("_", " "), **said, **happening}
