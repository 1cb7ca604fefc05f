"""``qantar account``: who may come to a desk that others can reach."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from qantar.domain.errors import Misuse

_FILE = Annotated[
    Path, typer.Option("--accounts", help="The file of accounts; made if it is not there.")
]
_NAME = Annotated[
    str, typer.Argument(metavar="NAME", help="The person's name, as decisions are signed.")
]


def register(app: typer.Typer) -> None:
    account = typer.Typer(help="Keep the accounts of a desk.", no_args_is_help=True)
    account.command("add")(add)
    account.command("remove")(remove)
    account.command("list")(list_)
    app.add_typer(account, name="account")


def add(
    name: _NAME,
    accounts: _FILE,
    role: Annotated[str, typer.Option(help="viewer, coder, reviewer or admin.")] = "viewer",
) -> None:
    """Add an account, or give an old one another role and password.

    The password is asked for on a terminal, else read as a line of standard input; only its argon2id
    digest is kept. A viewer reads; a coder judges; a reviewer and an admin may do all of that.

    Example: qantar account add "Dana Akhmetova" --role coder --accounts desk.accounts
    """
    from qantar.desk.accounts import Accounts

    Accounts.load(accounts).add(name, role, _password())
    typer.echo(f"{name}: {role}, in {accounts}")


def remove(name: _NAME, accounts: _FILE) -> None:
    """Remove an account. What the person decided stays in the record.

    Example: qantar account remove "Dana Akhmetova" --accounts desk.accounts
    """
    from qantar.desk.accounts import Accounts

    Accounts.load(accounts).remove(name)
    typer.echo(f"{name} is removed from {accounts}")


def list_(accounts: _FILE) -> None:
    """List the accounts with their roles.

    Example: qantar account list --accounts desk.accounts
    """
    from qantar.desk.accounts import Accounts

    for account in Accounts.load(accounts).names():
        typer.echo(f"{account.name}: {account.role}")


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first: str = typer.prompt("Password", hide_input=True)
    if first != typer.prompt("Again", hide_input=True):
        raise Misuse("the two passwords differ")
    return first
