"""Mailboxes: each letter by itself."""

import gzip

from qantar.domain.source import Document, Refused
from qantar.text import Bounds

from .reading import read, refusal


def letter(number: int, body: str, head: str = "") -> bytes:
    return (
        f"From desk@vestnik.example Wed Jan 12 10:30:0{number} 2022\n"
        f"From: Dana <dana@vestnik.example>\nSubject: News {number}\n{head}"
        f"Date: Wed, 12 Jan 2022 10:30:00 +0600\nMessage-ID: <n{number}@vestnik.example>\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{body}\n\n"
    ).encode()


def test_each_letter_is_a_report_as_by_itself() -> None:
    first, second = read("news.mbox", letter(1, "Ранены 12.") + letter(2, "Погибли 7."))
    assert isinstance(first, Document) and isinstance(second, Document)
    assert (first.text.strip(), second.text.strip()) == ("Ранены 12.", "Погибли 7.")
    assert (second.title, second.published) == ("News 2", "2022-01-12T10:30")
    assert (second.report, second.member) == (
        "n2@vestnik.example",
        "letter 2 part 1 text/plain",
    )


def test_a_mailbox_is_known_by_its_bytes_and_may_be_packed() -> None:
    data = letter(1, "Ранены 12.") + letter(2, "Погибли 7.")
    assert len(read("Inbox", data)) == 2
    assert len(read("Inbox.mbox.gz", gzip.compress(data))) == 2


def test_a_line_that_begins_with_from_within_a_letter_opens_none() -> None:
    (only,) = read("news.mbox", letter(1, "Ранены 12.\nFrom there on, silence.\n\nFrom us: 7."))
    assert isinstance(only, Document) and "From us: 7." in only.text


def test_a_letter_without_words_is_refused_by_its_number_and_the_others_go_on() -> None:
    first, second = read("news.mbox", letter(1, " ") + letter(2, "Погибли 7."))
    assert isinstance(first, Refused) and "letter 1" in str(first)
    assert isinstance(second, Document)


def test_a_letter_too_long_is_never_held_whole() -> None:
    data = letter(1, "а б\n" * 2000) + letter(2, "Погибли 7.")
    first, second = read("news.mbox", data, Bounds(member=4000))
    assert isinstance(first, Refused) and "longer than 4,000 bytes" in str(first)
    assert isinstance(second, Document)


def test_a_file_of_that_name_that_is_no_mailbox_is_refused() -> None:
    assert "«From »" in str(refusal("news.mbox", b"Subject: x\n\nbody\n"))


def test_a_text_that_begins_with_the_word_from_is_a_text() -> None:
    (only,) = read("a.txt", b"From Almaty at 10:30 we heard\nshots: seven.\n")
    assert isinstance(only, Document) and only.text.startswith("From Almaty")
