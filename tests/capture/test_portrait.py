"""Pictures and films: what is told of them, and what is kept from whom."""

import io
import re
import shutil
from pathlib import Path

import pytest

from qantar.capture import portrait as portraits
from qantar.capture.likeness import NEAR, distance, is_same_footage
from qantar.capture.media import media_type
from qantar.capture.portrait import Portrait, private
from qantar.domain.errors import Misuse, UnreadableInput
from tests.capture.pictures import avif, bomb, film, heic, jpeg, library, scene

needs_exiftool = pytest.mark.skipif(
    shutil.which("exiftool") is None, reason="apt-get install libimage-exiftool-perl"
)


def portrait(data: bytes, kind: str, origin: str) -> Portrait:
    return portraits.portrait(io.BytesIO(data), kind, origin)


def redacted(data: bytes, kind: str, boxes: tuple[str, ...], origin: str) -> bytes:
    return portraits.redacted(io.BytesIO(data), kind, boxes, origin)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x10\x00\x00\x00AVI LIST", "video/x-msvideo"),
        (b"II*\x00\x08\x00", "image/tiff"),
        (b"\x1aE\xdf\xa3\x01", "video/x-matroska"),
        (b"\x00\x00\x00\x18ftypqt  ", "video/quicktime"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (b"\x00\x00\x00\x18ftypisom", "video/mp4"),
    ],
)
def test_a_picture_is_known_by_its_bytes_whatever_it_is_called(head: bytes, kind: str) -> None:
    assert media_type(head + bytes(64), "report.txt") == kind


def test_words_that_begin_like_a_picture_are_words() -> None:
    assert media_type(b"GIF8 is how the file began, he said.", "a.txt") == "text/plain"
    assert media_type("BM говорит".encode(), "a.txt") == "text/plain"


def test_a_picture_has_a_measure_a_hash_and_a_thumbnail() -> None:
    made = portrait(jpeg(scene(1)), "image/jpeg", "a.jpg")
    assert (made.width, made.height) == (320, 240)
    assert made.thumbnail is not None
    assert made.thumbnail.startswith(b"\xff\xd8\xff")
    assert len(made.hashes) == 1
    assert Portrait.from_json(made.as_json()) == made


def test_the_same_picture_compressed_anew_and_made_smaller_is_found() -> None:
    first = portrait(jpeg(scene(1), 95), "image/jpeg", "a")
    again = portrait(jpeg(scene(1).resize((160, 120)), 35), "image/jpeg", "b")
    other = portrait(jpeg(scene(2)), "image/jpeg", "c")
    assert distance(first.hashes[0], again.hashes[0]) <= NEAR
    assert is_same_footage(first.hashes, again.hashes)
    assert not is_same_footage(first.hashes, other.hashes)


def test_a_picture_turned_by_its_camera_is_taken_upright() -> None:
    turned = portrait(jpeg(scene(1).rotate(90, expand=True), turned=6), "image/jpeg", "a")
    upright = portrait(jpeg(scene(1)), "image/jpeg", "b")
    assert (turned.width, turned.height) == (320, 240)
    assert is_same_footage(turned.hashes, upright.hashes)


@needs_exiftool
def test_the_place_is_kept_and_shown_only_to_those_who_may() -> None:
    made = portrait(jpeg(scene(1), placed=True), "image/jpeg", "a")
    seen = {p.tag for p in made.shown(private=False)}
    assert {"Make", "ModifyDate"} <= seen
    assert not {tag for tag in seen if "GPS" in tag or tag == "Artist"}
    assert {"GPSLatitude", "GPSPosition", "Artist"} <= {p.tag for p in made.shown(private=True)}


@pytest.mark.parametrize(
    ("tag", "why"),
    [
        ("XMP-exif:GPSLatitude", "place"),
        ("ItemList:LocationInformation", "place"),
        ("IPTC:Sub-location", "place"),
        ("ExifIFD:SerialNumber", "person"),
        ("XMP-aux:OwnerName", "person"),
        ("XMP-xmp:CreatorTool", None),
        ("IFD0:Model", None),
    ],
)
def test_what_tells_of_place_and_person_is_known_in_any_group(
    tag: str, why: str | None
) -> None:
    group, _, name = tag.partition(":")
    assert private(group, name) == why


def test_no_thumbnail_carries_metadata() -> None:
    made = portrait(jpeg(scene(1), placed=True), "image/jpeg", "a")
    assert made.thumbnail is not None
    assert b"Exif" not in made.thumbnail
    assert b"A Name" not in made.thumbnail


def test_a_bomb_is_refused_and_the_rest_goes_on() -> None:
    library()
    made = portrait(bomb(), "image/png", "bomb.png")
    assert made.thumbnail is None
    assert any("DecompressionBomb" in told for told in made.missing)


def test_a_torn_picture_is_told_and_no_reason_to_stop() -> None:
    library()
    made = portrait(b"\xff\xd8\xff" + bytes(200), "image/jpeg", "a")
    assert made.hashes == ()
    assert any("no thumbnail" in told for told in made.missing)


def test_what_is_missing_on_this_machine_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portraits, "_pillow", lambda: None)
    monkeypatch.setattr(portraits, "_ffmpeg", lambda: None)
    made = portrait(b"\x00\x00\x00\x18ftypisom" + bytes(64), "video/mp4", "a.mp4")
    assert any("ffmpeg is not installed" in told for told in made.missing)
    assert made.thumbnail is None
    seen = portrait(b"\xff\xd8\xff", "image/jpeg", "a.jpg")
    assert any("qantar[media]" in told for told in seen.missing)


def test_text_has_no_portrait() -> None:
    with pytest.raises(Misuse, match="neither a picture nor a film"):
        portrait(b"words", "text/plain", "a.txt")


def test_a_box_leaves_nothing_of_what_was_under_it_nor_of_the_metadata() -> None:
    image = library()
    before = jpeg(scene(1), 95, placed=True)
    copy = redacted(before, "image/jpeg", ("10,20,100,50", "200,100,30,30"), "a")
    shown = image.open(io.BytesIO(copy))
    assert shown.size == (320, 240)
    assert shown.crop((10, 20, 110, 70)).getextrema() == ((0, 0),) * 3
    assert shown.crop((200, 100, 230, 130)).getextrema() == ((0, 0),) * 3
    assert shown.getpixel((150, 10)) == image.open(io.BytesIO(before)).getpixel((150, 10))
    assert shown.info == {}
    assert b"A Name" not in copy
    assert b"eXIf" not in copy


def test_a_box_beside_the_picture_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="reaches out of 320 by 240"):
        redacted(jpeg(scene(1)), "image/jpeg", ("300,0,40,10",), "a")


def test_a_film_compressed_anew_smaller_and_cut_is_found(tmp_path: Path) -> None:
    first = film(tmp_path, "a.mp4", "-c:v", "libx264", "-crf", "18")
    again = film(tmp_path, "b.mkv", "-c:v", "libx264", "-crf", "38", "-vf", "scale=160:120")
    cut = film(tmp_path, "c.avi", "-c:v", "mpeg4", "-q:v", "15", "-t", "5")
    one = portrait(first, media_type(first, "a"), "a")
    assert (one.width, one.height, one.seconds) == (320, 240, 8.0)
    assert one.thumbnail is not None
    for other in (again, cut):
        assert is_same_footage(one.hashes, portrait(other, media_type(other, "b"), "b").hashes)
    frame = portrait(jpeg(scene(103)), "image/jpeg", "c")
    assert is_same_footage(one.hashes, frame.hashes)
    strange = portrait(jpeg(scene(7)), "image/jpeg", "d")
    assert not is_same_footage(one.hashes, strange.hashes)


def test_a_list_of_files_that_says_it_is_a_film_opens_no_file() -> None:
    made = portrait(b"ffconcat version 1.0\nfile /etc/passwd\n", "video/mp4", "a.mp4")
    assert made.thumbnail is None
    assert made.missing


@pytest.mark.parametrize("columns", [1, 2], ids=["one frame", "tiles"])
def test_a_telephone_s_heic_is_a_thumbnail_a_hash_and_its_metadata(columns: int) -> None:
    data = heic(1, columns)
    assert media_type(data, "IMG_1") == "image/heic"
    made = portrait(data, "image/heic", "a")
    side = 128 * columns
    assert (made.width, made.height) == (side, side)
    assert made.thumbnail is not None
    upright = portrait(jpeg(scene(1, (side, side))), "image/jpeg", "b")
    assert distance(made.hashes[0], upright.hashes[0]) <= NEAR
    if shutil.which("exiftool"):
        assert ("Model", "A Camera") in {(one.tag, one.value) for one in made.particulars}


def test_a_tile_is_not_shown_for_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    data = heic(1)
    monkeypatch.setattr(portraits, "_EXTENT", re.compile(rb"(\0\0\x10\0)(\0\0\x10\0)|(?!)"))
    data += b"\0\0\x10\0\0\0\x10\0"
    made = portrait(data, "image/heic", "a")
    assert made.thumbnail is None
    assert any("a tile of it only" in one for one in made.missing)


def test_a_broken_heic_is_told_as_such() -> None:
    made = portrait(heic(1)[:300], "image/heic", "a")
    assert made.thumbnail is None
    assert any("ffmpeg gave up" in one for one in made.missing)


def test_an_avif_is_a_thumbnail_a_hash_and_its_metadata() -> None:
    data = avif(scene(1))
    assert media_type(data, "a") == "image/avif"
    made = portrait(data, "image/avif", "a")
    assert (made.width, made.height, made.thumbnail is None) == (320, 240, False)
    if shutil.which("exiftool"):
        assert ("Model", "A Camera") in {(one.tag, one.value) for one in made.particulars}


@pytest.mark.parametrize("kind", ["image/heic", "image/avif"])
def test_a_copy_of_pixels_alone_has_no_metadata(kind: str) -> None:
    data = heic(1, 2) if kind == "image/heic" else avif(scene(1, (256, 256)))
    copy = redacted(data, kind, ("0,0,20,20",), "a")
    opened = library().open(io.BytesIO(copy))
    assert (opened.format, opened.size) == ("PNG", (256, 256))
    assert opened.getpixel((5, 5)) == (0, 0, 0)
    assert b"A Camera" not in copy
