"""Keys that sign checkpoints: Ed25519, kept as PEM files that any other program can read too.

A public key is told by its *verifier key*, one line of text in the form public logs use
(C2SP signed-note): name, first digits of its hash, key. It can be printed on paper.
"""

import base64
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from qantar.domain.errors import Misuse, UnreadableInput

ED25519 = b"\x01"
"""The kind of key, as C2SP signed-note numbers it."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with the name of its holder: ``desk+1a2b3c4d+AQ…``."""

    name: str
    public: bytes

    @property
    def hash(self) -> bytes:
        """The first four bytes of SHA-256 of name, line feed, kind and key: which key signed."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return (
            f"{self.name}+{self.hash.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"
        )

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """The key of a line.

        Raises:
            Misuse: if it is none, or its hash is not its own.
        """
        try:
            name, digest, key = text.strip().split("+", 2)
            raw = base64.b64decode(key, validate=True)
        except ValueError:
            name, digest, raw = "", "", b""
        if not name or len(raw) != 33 or raw[:1] != ED25519:
            raise Misuse(
                f"«{text.strip()}»: not a verifier key; expected NAME+HASH+KEY on a line"
            )
        made = cls(name, raw[1:])
        if made.hash.hex() != digest:
            raise Misuse(
                f"«{text.strip()}»: its digits should be {made.hash.hex()}; copy it anew"
            )
        return made

    def verifies(self, message: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key with the name of its holder."""

    name: str
    _key: Ed25519PrivateKey

    @property
    def verifier(self) -> VerifierKey:
        raw = self._key.public_key().public_bytes(
            serialization.Encoding.Raw, serialization.PublicFormat.Raw
        )
        return VerifierKey(self.name, raw)

    def sign(self, message: bytes) -> bytes:
        """64 bytes; the same message always gives the same."""
        return self._key.sign(message)


def check_name(name: str) -> None:
    """Refuse a name that could not stand in a signed note.

    Raises:
        Misuse: if it is empty, or holds a space or a plus sign.
    """
    if not name or "+" in name or any(letter.isspace() for letter in name):
        raise Misuse(
            f"«{name}»: the name of a key has no spaces and no plus sign, as desk.example"
        )


def make_key(name: str, path: Path, passphrase: str | None) -> SigningKey:
    """A new key, kept at a path that only its owner may read; the verifier key beside it in
    ``PATH.pub``.

    Raises:
        Misuse: if something lies there already (a key is never overwritten), or the name will not do.
    """
    check_name(name)
    key = SigningKey(name, Ed25519PrivateKey.generate())
    locked: serialization.KeySerializationEncryption = (
        serialization.BestAvailableEncryption(passphrase.encode())
        if passphrase
        else serialization.NoEncryption()
    )
    pem = key._key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked
    )
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Misuse(f"{path}: something lies there; a key is never overwritten") from None
    except OSError as error:
        raise Misuse(f"{path}: {error.strerror}; choose a folder that can be written") from None
    with os.fdopen(handle, "wb") as file:
        file.write(f"Name: {name}\n".encode() + pem)
        file.flush()
        os.fsync(file.fileno())
    path.with_name(path.name + ".pub").write_text(f"{key.verifier}\n", "utf-8")
    return key


def load_key(path: Path, passphrase: str | None) -> SigningKey:
    """The key kept at a path.

    Raises:
        UnreadableInput: if it cannot be read, is no Ed25519 key, or the passphrase is wrong.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(str(path), str(error.strerror), "give the key's file") from None
    head, _, pem = data.partition(b"\n")
    if not head.startswith(b"Name: "):
        raise UnreadableInput(
            str(path), "no name in its first line", "make a key with «qantar key»"
        )
    name = head.removeprefix(b"Name: ").decode("utf-8", "replace").strip()
    check_name(name)
    secret = passphrase.encode() if passphrase else None
    try:
        key = serialization.load_pem_private_key(pem, secret)
    except TypeError:
        found = "it is locked" if secret is None else "it is not locked"
        raise UnreadableInput(
            str(path), found, "set QANTAR_KEY_PASSPHRASE only for a locked key"
        ) from None
    except ValueError:
        raise UnreadableInput(
            str(path), "not a key, or the passphrase is wrong", "check QANTAR_KEY_PASSPHRASE"
        ) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise UnreadableInput(str(path), "not an Ed25519 key", "make a key with «qantar key»")
    return SigningKey(name, key)
