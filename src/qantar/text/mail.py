"""A letter (``.eml``): its text part as a document, its subject as the title."""

import email
import email.policy
from email.message import EmailMessage, Message

from qantar.domain.errors import HostileInput, UnreadableInput
from qantar.text.bounds import Bounds
from qantar.text.encoding import decode
from qantar.text.member import Member
from qantar.text.page import page_text
from qantar.text.plain import plain_text
from qantar.text.stamp import edtf_of


def mail_text(data: bytes, origin: str, bounds: Bounds) -> Member:
    """The letter's text; offsets are into the decoded part named in ``member``.

    Raises:
        UnreadableInput: if it has no text part.
        HostileInput: if its parts are nested without end.
    """
    try:
        # compat32 keeps headers as they are: the newer policy fails on some malformed ones.
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = [
            part for part in message.walk()
            if not part.is_multipart() and part.get_content_disposition() != "attachment"
        ]  # fmt: skip
    except RecursionError:
        raise HostileInput(
            origin, "nests its parts without end", "save its text by hand"
        ) from None
    for kind in ("text/plain", "text/html"):
        for number, part in enumerate(parts, start=1):
            if part.get_content_type() == kind and (payload := _payload(part)).strip():
                return _member(message, part, payload, f"part {number} {kind}", origin, bounds)
    raise UnreadableInput(origin, "is a letter without text", "save its attachments as files")


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _member(
    message: Message, part: Message, payload: bytes, name: str, origin: str, bounds: Bounds
) -> Member:
    decoded = decode(payload, f"{origin}, {name}", part.get_content_charset())
    title = _header(message, "Subject")
    published = edtf_of(_header(message, "Date") or "")
    author = _header(message, "From")
    if name.endswith("html"):
        page = page_text(decoded, bounds, whole=True)
        if not page.text.strip():
            raise UnreadableInput(
                origin, "is a letter without text", "save its attachments as files"
            )
        return Member(
            text=page.text,
            blocks=page.blocks,
            segments=page.segments,
            member=name,
            title=title or page.title,
            author=author,
            published=published,
        )
    plain = plain_text(decoded, title)
    return Member(
        text=plain.text,
        blocks=plain.blocks,
        segments=plain.segments,
        member=name,
        title=title,
        author=author,
        published=published,
    )


def _header(message: Message, name: str) -> str | None:
    """A header in readable letters; None where it is absent or nonsense."""
    try:
        raw = message.get(name)
        if raw is None:
            return None
        probe = EmailMessage(policy=email.policy.default)
        probe[name] = str(raw).replace("\r", "").replace("\n", " ")
        text = str(probe[name])
    except (
        Exception
    ):  # the header parser fails on some malformed headers in ways it does not name
        return None
    clean = "".join("\ufffd" if "\ud800" <= c <= "\udfff" or c == "\x00" else c for c in text)
    return " ".join(clean.split()) or None
