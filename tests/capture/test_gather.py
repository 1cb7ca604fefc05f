"""What is found at the paths a user gives."""

import gzip
import io
import json
from pathlib import Path

import pytest

from qantar.capture import Limits, Received, gather
from qantar.domain.source import Refused

AT = "2026-01-05T12:00:00Z"
TEXT = "Найдено лишь 967 единиц оружия.\n".encode()


def found(*paths: Path | str, **options: object) -> list[Received | Refused]:
    return list(gather([str(path) for path in paths], captured_at=AT, **options))  # type: ignore[arg-type]


def received(*paths: Path | str) -> list[Received]:
    return [one for one in found(*paths) if isinstance(one, Received)]


def refused(*paths: Path | str) -> list[str]:
    return [str(one) for one in found(*paths) if isinstance(one, Refused)]


def test_a_file_is_captured_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (one,) = received(tmp_path / "a.txt")
    assert one.data == TEXT and one.capture.size == len(TEXT)
    assert one.capture.captured_at == AT and one.capture.media_type == "text/plain"


def test_the_same_bytes_twice_are_one_capture(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "b.txt").write_bytes(TEXT)
    assert len({one.capture.id for one in received(tmp_path)}) == 1


def test_a_folder_is_walked_in_sorted_order_without_what_is_no_report(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden", "README.md", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(TEXT)
    (tmp_path / "a.meta.toml").write_text('outlet = "Вестник"')
    (tmp_path / "sources.csv").write_text("file,outlet\nb.txt,Голос\nsub/c.txt,Эхо\n")
    names = [
        (Path(one.capture.origin).name, dict(one.capture.sidecar)) for one in received(tmp_path)
    ]
    assert names == [
        ("a.txt", {"outlet": "Вестник"}),
        ("b.txt", {"outlet": "Голос"}),
        ("c.txt", {"outlet": "Эхо"}),
    ]
    assert refused(tmp_path) == []


def test_a_sidecar_in_json_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<p>a</p>")
    (tmp_path / "a.meta.json").write_text(json.dumps({"published": "2022-01-05", "lang": "ru"}))
    (one,) = received(tmp_path)
    assert dict(one.capture.sidecar) == {"published": "2022-01-05", "lang": "ru"}


def test_a_bare_toml_date_is_a_date(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "a.meta.toml").write_text("published = 2022-01-05")
    (one,) = received(tmp_path)
    assert one.capture.sidecar == (("published", "2022-01-05"),)


def test_what_a_sidecar_says_beats_the_table_of_sources(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "a.meta.toml").write_text('outlet = "Вестник"')
    (tmp_path / "sources.csv").write_text("file;outlet;lang\na.txt;Голос;ru\n")
    (one,) = received(tmp_path)
    assert dict(one.capture.sidecar) == {"outlet": "Вестник", "lang": "ru"}


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ('publised = "2022-01-05"', "unknown key «publised»"),
        ('published = "5 января"', "2022-01-05"),
        ('lang = "Russian"', "not a language code"),
        ("outlet =", "malformed"),
        ("outlet = [1]", "not a text"),
    ],
)
def test_a_wrong_sidecar_is_named_and_the_bytes_are_kept(
    tmp_path: Path, said: str, reason: str
) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "a.meta.toml").write_text(said)
    assert [one.capture.sidecar for one in received(tmp_path)] == [()]
    (error,) = refused(tmp_path)
    assert "a.meta.toml" in error and reason in error


def test_a_sidecar_of_no_report_is_named(tmp_path: Path) -> None:
    (tmp_path / "b.meta.toml").write_text('outlet = "Вестник"')
    (error,) = refused(tmp_path)
    assert "describes no report" in error


def test_a_row_for_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "sources.csv").write_text("file,outlet\nz.txt,Голос\na.txt,Эхо\na.txt,Два\n")
    assert len(received(tmp_path)) == 1
    errors = refused(tmp_path)
    assert len(errors) == 2 and "again" in errors[0] and "«z.txt»" in errors[1]


def test_a_shell_pattern_that_names_sidecars_too_reads_the_reports_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "a.meta.toml").write_text('outlet = "Вестник"')
    assert len(found(*sorted(tmp_path.iterdir()))) == 1


def test_a_link_out_of_the_folder_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_bytes(TEXT)
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_bytes(TEXT)
    (folder / "b.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "loop").symlink_to(folder)
    assert [Path(one.capture.origin).name for one in received(folder)] == ["a.txt"]
    (error,) = refused(folder)
    assert "out of its folder" in error


def test_what_is_not_there_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    first, second = found(tmp_path / "none.txt", tmp_path / "a.txt")
    assert isinstance(first, Refused) and "is not there" in str(first)
    assert isinstance(second, Received)


def test_an_empty_file_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (error,) = refused(tmp_path)
    assert "empty.txt" in error and "is empty" in error


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (one,) = found(tmp_path / "a.txt", limits=Limits(file_bytes=10))
    assert isinstance(one, Refused) and "larger than 10 bytes" in str(one)


def test_a_name_that_is_no_text_can_still_be_written(tmp_path: Path) -> None:
    path = tmp_path.as_posix().encode() + b"/\xff.txt"
    with open(path, "wb") as stream:
        stream.write(TEXT)
    (one,) = received(tmp_path)
    assert one.capture.origin.encode().endswith("\ufffd.txt".encode())


def test_standard_input_is_a_dash() -> None:
    (one,) = found("-", stdin=io.BytesIO(TEXT))
    assert isinstance(one, Received) and one.capture.origin == "-" and one.data == TEXT


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a", b'{"id": "a", "text": "b"}\n{"id": "c", "text": "d"}', "application/x-ndjson"),
        ("a", b'{\n "id": "a"}', "application/json"),
        ("a.jsonl", b"not json", "application/x-ndjson"),
        ("a.txt", b"<!DOCTYPE html><title>a</title>", "text/html"),
        ("a", "<html>".encode("utf-16"), "text/html"),
        ("a.xml", b'<?xml version="1.0"?><!-- x --><rss version="2.0">', "application/rss+xml"),
        ("a", b'<feed xmlns="http://www.w3.org/2005/Atom">', "application/atom+xml"),
        ("a.txt", b"%PDF-1.7", "application/pdf"),
        ("a", b"WARC/1.0\r\n", "application/warc"),
        (
            "a.warc.gz",
            gzip.compress(b"WARC/1.1\r\n", mtime=0),
            "application/warc;encoding=gzip",
        ),
        ("a", b"From: a@b.c\r\nSubject: x\r\n\r\nbody", "message/rfc822"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("a", b"PK\x03\x04....archive/data.warc.gz...datapackage.json", "application/wacz+zip"),
        ("a", "Найдено: 967".encode(), "text/plain"),
    ],
)
def test_bytes_are_known_by_what_they_are(
    tmp_path: Path, name: str, data: bytes, kind: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (one,) = received(tmp_path / name)
    assert one.capture.media_type == kind
