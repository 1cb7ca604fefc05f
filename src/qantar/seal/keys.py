"""The desk's keys, and the witness's: age identities.

The desk's secret half is made on a machine that is not the intake's, and stays off it. It can be split
into shares of which some are enough to restore it (SLIP-39), so that no one person holds it alone.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import bech32
import pyrage
import shamir_mnemonic

from qantar.domain.errors import Misuse, UnreadableInput

_PREFIX = "age-secret-key-"
_SECRET = "AGE-SECRET-KEY-1"  # noqa: S105  (how a secret key begins)
MARK = "# Qantar desk key; public half: "


@dataclass(frozen=True, slots=True)
class Identity:
    """A secret key: opens what was sealed for its ``recipient``."""

    _secret: str

    @property
    def recipient(self) -> str:
        """The public half, ``age1…``: whoever has it can seal, and nothing more."""
        return str(self.age().to_public())

    def age(self) -> pyrage.x25519.Identity:
        return pyrage.x25519.Identity.from_str(self._secret)

    def seed(self) -> bytes:
        """The 32 bytes it is made of."""
        _, words = bech32.bech32_decode(self._secret.lower())
        return bytes(bech32.convertbits(words or (), 5, 8, False) or ())

    @classmethod
    def of_seed(cls, seed: bytes) -> "Identity":
        """The identity of 32 secret bytes; the same bytes give the same."""
        if len(seed) != 32:
            raise Misuse("a seed has 32 bytes")
        words = bech32.convertbits(seed, 8, 5) or []
        return cls(bech32.bech32_encode(_PREFIX, words).upper())

    @classmethod
    def made(cls) -> "Identity":
        return cls(str(pyrage.x25519.Identity.generate()))

    def __repr__(self) -> str:
        return f"Identity({self.recipient})"  # the secret is never printed


def check_recipient(text: str) -> str:
    """A public half, checked.

    Raises:
        Misuse: if it is none.
    """
    try:
        return str(pyrage.x25519.Recipient.from_str(text.strip()))
    except pyrage.RecipientError:
        raise Misuse(f"«{text.strip()[:80]}»: not a public key; expected age1…") from None


def make_identity(path: Path, passphrase: str | None) -> Identity:
    """A new key of the desk at a path that only its owner may read, locked if a passphrase is given;
    the public half in ``PATH.pub``.

    Raises:
        Misuse: if something lies there already.
    """
    identity = Identity.made()
    keep(identity, path, passphrase)
    return identity


def keep(identity: Identity, path: Path, passphrase: str | None) -> None:
    """Write an identity to a file; see ``make_identity``."""
    text = f"{MARK}{identity.recipient}\n{identity._secret}\n".encode()
    data = pyrage.passphrase.encrypt(text, passphrase) if passphrase else text
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Misuse(f"{path}: something lies there; a key is never overwritten") from None
    except OSError as error:
        raise Misuse(f"{path}: {error.strerror}; choose a folder that can be written") from None
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    path.with_name(path.name + ".pub").write_text(f"{identity.recipient}\n", "utf-8")


def load_identity(path: Path, passphrase: str | None) -> Identity:
    """The key kept at a path; also one that age-keygen made.

    Raises:
        UnreadableInput: if it cannot be read, is locked, or the passphrase is wrong.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(str(path), str(error.strerror), "give the key's file") from None
    if data.startswith(b"age-encryption.org/"):
        if not passphrase:
            raise UnreadableInput(str(path), "it is locked", "set QANTAR_KEY_PASSPHRASE")
        try:
            data = pyrage.passphrase.decrypt(data, passphrase)
        except pyrage.DecryptError:
            raise UnreadableInput(
                str(path), "the passphrase is wrong", "check QANTAR_KEY_PASSPHRASE"
            ) from None
    for line in data.decode("utf-8", "replace").splitlines():
        if line.startswith(_SECRET):
            try:
                pyrage.x25519.Identity.from_str(line.strip())
            except pyrage.IdentityError:
                break
            return Identity(line.strip())
    raise UnreadableInput(str(path), "no secret key in it", "make one with «qantar intake key»")


def split(identity: Identity, threshold: int, shares: int) -> list[str]:
    """Shares of words, of which ``threshold`` are enough (SLIP-39, one group).

    Raises:
        Misuse: if the numbers make no sense.
    """
    if not 2 <= threshold <= shares <= 16:
        raise Misuse(
            "shares: at least 2 are needed, at most 16 are made, and not fewer than needed"
        )
    (group,) = shamir_mnemonic.generate_mnemonics(1, [(threshold, shares)], identity.seed())
    return list(group)


def join(shares: list[str]) -> Identity:
    """The identity that shares were made of.

    Raises:
        UnreadableInput: if they are too few, misspelt, or of different keys.
    """
    try:
        return Identity.of_seed(shamir_mnemonic.combine_mnemonics(shares))
    except shamir_mnemonic.MnemonicError as error:
        raise UnreadableInput(
            "shares",
            str(error).rstrip("."),
            "give as many shares as are needed, each on a line",
        ) from None
