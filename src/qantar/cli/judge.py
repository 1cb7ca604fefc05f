"""``qantar judge``: what a person decides about what was read; kept for good, withdrawn only by another."""

from typing import Annotated

import typer

from qantar.cli.terms import DEFAULT_RECORD, now, print_row, who
from qantar.domain.errors import Misuse
from qantar.domain.judgement import End, Judgement, Regard, Verb

_RECORD = Annotated[str, typer.Option(help="The record: a file, or a PostgreSQL address.")]
_BY = Annotated[
    str, typer.Option(help="Your name. It signs the judgement and stays beside it.")
]
_REASON = Annotated[str, typer.Option(help="Why. It is shown wherever the judgement is.")]
_CLAIM = Annotated[
    str, typer.Argument(metavar="CLAIM", help="Id of a claim, or its beginning.")
]
_OTHER = Annotated[str, typer.Argument(metavar="OTHER", help="Id of the other claim.")]
_REGARD = Annotated[
    Regard,
    typer.Option(help="Whether they answer one question, or go back to one saying."),
]

group = typer.Typer(
    name="judge",
    help="Decide what rules cannot: signed with a name and a reason, before every rule, kept for good.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    group.registered_commands.clear()
    for name, command in (
        ("same", same), ("apart", apart), ("reject", reject), ("confirm", confirm),
        ("correct", correct), ("choose", choose), ("comment", comment), ("withdraw", withdraw),
        ("list", list_),
    ):  # fmt: skip
        group.command(name)(command)
    app.add_typer(group)


def same(
    claim: _CLAIM, other: _OTHER, by: _BY, reason: _REASON, of: _REGARD = Regard.QUESTION,
    record: _RECORD = DEFAULT_RECORD,
) -> None:  # fmt: skip
    """Decide that two claims answer one question, or with --of origin that they go back to one saying.

    The questions, or the sayings, become one with all that rules put there.

    Example: qantar judge same claim-3f2a claim-77b0 --by "Dana Akhmetova" --reason "one shooting, two dates" --record january.qantar
    """
    _judge(record, Verb.SAME, (claim, other), by, reason, regard=of)


def apart(
    claim: _CLAIM, other: _OTHER, by: _BY, reason: _REASON, of: _REGARD = Regard.QUESTION,
    record: _RECORD = DEFAULT_RECORD,
) -> None:  # fmt: skip
    """Decide that two claims do not answer one question, or with --of origin are not one saying.

    The second one leaves, with all that is the same account; what else was there stays with the first.

    Example: qantar judge apart claim-3f2a claim-77b0 --by "Dana Akhmetova" --reason "one hospital only" --record january.qantar
    """
    _judge(record, Verb.APART, (claim, other), by, reason, regard=of)


def reject(claim: _CLAIM, by: _BY, reason: _REASON, record: _RECORD = DEFAULT_RECORD) -> None:
    """Decide that the words do not say what was read: nothing is concluded from the claim any more.

    It stays visible, set aside, with your name.

    Example: qantar judge reject claim-3f2a --by "Dana Akhmetova" --reason "a year, not a count" --record january.qantar
    """
    _judge(record, Verb.REJECT, (claim,), by, reason)


def confirm(claim: _CLAIM, by: _BY, reason: _REASON, record: _RECORD = DEFAULT_RECORD) -> None:
    """Say that you compared a claim with its words and found it right.

    Example: qantar judge confirm claim-3f2a --by "Dana Akhmetova" --reason "read in full" --record january.qantar
    """
    _judge(record, Verb.CONFIRM, (claim,), by, reason)


def correct(
    claim: _CLAIM,
    set_: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="A field and what it should be, empty for «not said»; may be given again.",
        ),
    ],
    by: _BY,
    reason: _REASON,
    record: _RECORD = DEFAULT_RECORD,
) -> None:
    """Correct what was read of the words: place, place_id, when, as_of, excluded, speaker, reality;
    of a figure also measure, quantity, total, denied.

    Values are written as claims show them: --set quantity=">1500" --set as_of=2022-02-07. The words
    themselves never change. A place is looked up in the atlas; what it does not know stands as a
    name only.

    Example: qantar judge correct claim-3f2a --set place=Almaty --by "Dana Akhmetova" --reason "see the headline" --record january.qantar
    """
    _judge(record, Verb.CORRECT, (claim,), by, reason, changes=_changes(set_))


def choose(
    claim: _CLAIM,
    by: _BY,
    reason: _REASON,
    end: Annotated[End, typer.Option(help="Which bound of its question.")] = End.BOTH,
    record: _RECORD = DEFAULT_RECORD,
) -> None:
    """Choose a bound of a question: always one that an account gives, never a number of your own.

    What the rules alone give is shown beside it.

    Example: qantar judge choose claim-3f2a --end low --by "Dana Akhmetova" --reason "the list of names" --record january.qantar
    """
    _judge(record, Verb.CHOOSE, (claim,), by, reason, end=end)


def comment(claim: _CLAIM, by: _BY, reason: _REASON, record: _RECORD = DEFAULT_RECORD) -> None:
    """Leave a remark beside a claim; it changes nothing.

    Example: qantar judge comment claim-3f2a --by "Dana Akhmetova" --reason "ask the hospital" --record january.qantar
    """
    _judge(record, Verb.COMMENT, (claim,), by, reason)


def withdraw(
    judgement: Annotated[
        str, typer.Argument(metavar="JUDGEMENT", help="Id of a judgement, or its beginning.")
    ],
    by: _BY,
    reason: _REASON,
    record: _RECORD = DEFAULT_RECORD,
) -> None:
    """Withdraw a judgement. Both stay in the record; rules decide again.

    Example: qantar judge withdraw judgement-1a2b --by "Dana Akhmetova" --reason "I misread" --record january.qantar
    """
    _judge(record, Verb.WITHDRAW, (), by, reason, withdraws=judgement)


def list_(
    record: _RECORD = DEFAULT_RECORD,
    format_: Annotated[
        str, typer.Option("--format", help="text for people, or json: an object a line.")
    ] = "text",
    vanished: Annotated[
        bool, typer.Option("--vanished", help="Only those whose claim is read so no more.")
    ] = False,
) -> None:
    """List all judgements in order, with how each stands today: in force, withdrawn, overruled by a
    newer one, or without its claim.

    Example: qantar judge list --record january.qantar
    """
    from qantar.domain.display import for_display
    from qantar.domain.ruling import State
    from qantar.pipeline import rulings_of
    from qantar.store.address import open_store

    if format_ not in ("text", "json"):
        raise Misuse(f"--format {format_}: use text or json")
    store = open_store(record, create=False)
    try:
        with store.view() as view:
            ruled = rulings_of(view)
    finally:
        store.close()
    if vanished:
        ruled = tuple(ruling for ruling in ruled if ruling.state is State.VANISHED)
    for ruling in ruled:
        if format_ == "json":
            print_row(ruling.as_json())
            continue
        judgement = ruling.judgement
        lines = [f"{judgement.id}  {ruling.state.value}: {judgement.sentence}"]
        lines += [f"    «{one.quote}»  {one.claim}, {one.report}" for one in judgement.about]
        lines.append(f"    {judgement.signed}")
        if ruling.because:
            lines.append(f"    {ruling.state.value}: {ruling.because}")
        typer.echo(for_display("\n".join(lines)))
    if format_ == "text":
        typer.echo(f"{len(ruled)} judgement{'s' * (len(ruled) != 1)}")


def _changes(pairs: list[str]) -> tuple[tuple[str, str | None], ...]:
    """The fields to correct. A place known to the atlas brings its id, another none.

    Raises:
        Misuse: if a pair is not FIELD=VALUE, or a field comes twice.
    """
    from qantar.atlas.atlas import Atlas

    changes: dict[str, str | None] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or name in changes:
            raise Misuse(f"--set {pair}: expected FIELD=VALUE, each field once")
        changes[name] = value.strip() or None
    if (id_ := changes.get("place_id")) is not None:
        changes.setdefault("place", Atlas.load().place(id_).name)
    elif "place" in changes:
        named = changes["place"]
        ids = Atlas.load().look_up(named, "en") if named else ()
        changes["place_id"] = ids[0] if len(ids) == 1 else None
    return tuple(sorted(changes.items()))


def _judge(
    record: str,
    verb: Verb,
    claims: tuple[str, ...],
    by: str,
    reason: str,
    *,
    regard: Regard | None = None,
    changes: tuple[tuple[str, str | None], ...] = (),
    end: End | None = None,
    withdraws: str | None = None,
) -> None:
    """Keep the judgement and say what it does."""
    from qantar.pipeline import judge
    from qantar.store.address import open_store

    store = open_store(record, create=False)
    try:
        kept, older = judge(
            store, verb, claims, by=by, reason=reason, who=who(), at=now(), regard=regard,
            changes=changes, end=end, withdraws=withdraws,
        )  # fmt: skip
    finally:
        store.close()
    typer.echo(f"{kept.id}  {kept.sentence}, {kept.signed}")
    for judgement in older:
        typer.echo(f"overrules {_told(judgement)}")


def _told(judgement: Judgement) -> str:
    return f"{judgement.id}: {judgement.sentence}, {judgement.signed}"
