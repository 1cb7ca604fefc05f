"""Who may come to a desk that others can reach: names, roles, passwords as argon2id digests.

One file beside the record, readable by its owner alone. A session lives in this process's memory
and ends with it; the browser holds a random token whose digest is all that is kept.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from qantar.desk.visit import Account
from qantar.domain.errors import Misuse

ROLES = ("viewer", "coder", "reviewer", "admin")
"""Each may do what those before it may: read; judge; decide between judges; keep the accounts."""
JUDGING = "coder"
SHORTEST = 12
"""Letters of a password: long enough that guessing at five a minute is hopeless."""
LIFE = 12 * 3600.0
"""Seconds a session lives: a working day."""
_HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
_NOBODY = _HASHER.hash(secrets.token_urlsafe(16))
"""Compared with where a name is unknown, so that the time taken does not tell names apart."""


def may(account: Account, role: str) -> bool:
    """Whether an account may do what a role may."""
    return ROLES.index(account.role) >= ROLES.index(role)


@dataclass(slots=True)
class Accounts:
    """The accounts of a file."""

    path: Path
    _kept: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> "Accounts":
        """The accounts of a file, none if it is not there.

        Raises:
            Misuse: if it is no such file.
        """
        if not path.exists():
            return cls(path)
        try:
            rows: Mapping[str, Mapping[str, str]] = json.loads(path.read_text("utf-8"))
            kept = {name: (row["role"], row["digest"]) for name, row in rows.items()}
            for role, _ in kept.values():
                ROLES.index(role)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Misuse(
                f"{path}: no file of accounts; make one with qantar account add"
            ) from None
        return cls(path, kept)

    def __len__(self) -> int:
        return len(self._kept)

    def names(self) -> tuple[Account, ...]:
        return tuple(Account(name=n, role=role) for n, (role, _) in sorted(self._kept.items()))

    def add(self, name: str, role: str, password: str) -> None:
        """A new account, or an old one with another role and password.

        Raises:
            Misuse: if the role is unknown, the name empty or the password too short.
        """
        name = " ".join(name.split())
        if not name or role not in ROLES:
            raise Misuse(
                f"account «{name}», role «{role}»: give a name and one of {', '.join(ROLES)}"
            )
        if len(password) < SHORTEST:
            raise Misuse(f"the password is shorter than {SHORTEST} letters; take several words")
        self._kept[name] = role, _HASHER.hash(password)
        self._write()

    def remove(self, name: str) -> None:
        """No account of this name any more.

        Raises:
            Misuse: if there was none.
        """
        if self._kept.pop(name, None) is None:
            raise Misuse(f"no account «{name}»; there are {', '.join(self._kept) or 'none'}")
        self._write()

    def check(self, name: str, password: str) -> Account | None:
        """The account of a name and its password, None if they do not belong together."""
        role, digest = self._kept.get(" ".join(name.split()), ("", _NOBODY))
        try:
            _HASHER.verify(digest, password)
        except (VerificationError, InvalidHashError):
            return None
        return Account(name=" ".join(name.split()), role=role) if role else None

    def _write(self) -> None:
        rows = {
            n: {"role": role, "digest": digest}
            for n, (role, digest) in sorted(self._kept.items())
        }
        beside = self.path.with_name(self.path.name + ".part")
        # Nobody else may read it, not even for the moment it is being written.
        with os.fdopen(
            os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w"
        ) as out:
            json.dump(rows, out, ensure_ascii=False, indent=1)
        beside.replace(self.path)


@dataclass(slots=True)
class Sessions:
    """Who is signed in."""

    _open: dict[str, tuple[Account, float]] = field(default_factory=dict)

    def open(self, account: Account, now: float) -> str:
        """A token for the browser."""
        self._open = {key: one for key, one in self._open.items() if one[1] > now}
        token = secrets.token_urlsafe(32)
        self._open[_digest(token)] = account, now + LIFE
        return token

    def account(self, token: str, now: float) -> Account | None:
        found = self._open.get(_digest(token))
        return found[0] if found is not None and found[1] > now else None

    def close(self, token: str) -> None:
        self._open.pop(_digest(token), None)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
