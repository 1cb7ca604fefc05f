"""Pictures and films made for the tests."""

import importlib
import importlib.util
import io
import random
import struct
import subprocess
import zlib
from pathlib import Path
from typing import Any

import pytest


def library() -> Any:
    """Pillow, or the test is left out."""
    pytest.importorskip("PIL", reason="the extra qantar[media] is not installed")
    return importlib.import_module("PIL.Image")


def scene(number: int, size: tuple[int, int] = (320, 240)) -> Any:
    """A picture of coloured boxes: the same number, the same picture."""
    image, chance = library(), random.Random(number)
    made = image.new("RGB", size, tuple(chance.randrange(256) for _ in range(3)))
    for _ in range(30):
        x, y = chance.randrange(size[0]), chance.randrange(size[1])
        box = (x, y, x + chance.randrange(10, 120), y + chance.randrange(10, 120))
        made.paste(tuple(chance.randrange(256) for _ in range(3)), box)
    return made


def jpeg(picture: Any, quality: int = 90, *, turned: int = 1, placed: bool = False) -> bytes:
    """A photograph; ``placed`` with a place, a camera and a name in it."""
    library()
    exif = importlib.import_module("PIL.Image").Exif()
    exif[0x0112] = turned
    if placed:
        exif[0x010F], exif[0x013B], exif[0x0132] = "Maker", "A Name", "2022:01:05 16:42:00"
        place = exif.get_ifd(0x8825)
        place[1], place[2], place[3], place[4] = (
            "N",
            (43.0, 14.0, 20.0),
            "E",
            (76.0, 53.0, 40.0),
        )
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, exif=exif)
    return out.getvalue()


def bomb(side: int = 40_000) -> bytes:
    """A PNG of a few kilobytes that says it is 1,600 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data))
            + kind
            + data
            + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(bytes(1 << 20), 9))
    return b"\x89PNG\r\n\x1a\n" + head + rows + chunk(b"IEND", b"")


def film(folder: Path, name: str, *words: str) -> bytes:
    """A film of eight scenes of a second each, made by ffmpeg; the test is left out where there is none."""
    from qantar.capture.portrait import _ffmpeg

    ffmpeg = _ffmpeg()
    if ffmpeg is None:
        pytest.skip("no ffmpeg here: apt-get install ffmpeg, or pip install qantar[media]")
    for number in range(8):
        scene(100 + number).save(folder / f"{number}.png")
    subprocess.run(
        [str(ffmpeg), "-y", "-v", "error", "-framerate", "1", "-i", str(folder / "%d.png"),
         "-r", "5", "-threads", "1", *words, "-pix_fmt", "yuv420p",
         "-metadata", "location=+43.2389+076.8897/", str(folder / name)],
        check=True,
    )  # fmt: skip
    return (folder / name).read_bytes()


def avif(picture: Any) -> bytes:
    """A picture as AVIF that tells of its camera."""
    exif, out = library().Exif(), io.BytesIO()
    if not importlib.import_module("PIL.features").check("avif"):
        pytest.skip("this Pillow writes no AVIF")
    exif[0x0110] = "A Camera"
    picture.save(out, "AVIF", exif=exif.tobytes())
    return out.getvalue()


def heic(number: int, columns: int = 1, side: int = 128) -> bytes:
    """A scene as telephones keep it: HEVC frames in a HEIF file, as one, or as tiles in rows of ``columns``.
    It tells of its camera."""
    whole = scene(number, (side * columns, side * columns))
    tiles = [
        _frame(whole.crop((x * side, y * side, (x + 1) * side, (y + 1) * side)))
        for y in range(columns)
        for x in range(columns)
    ]
    size = struct.pack(">II", *whole.size)
    items = [(n, b"hvc1", data) for n, (_, data) in enumerate(tiles, 1)]
    main, references = 1, []
    if columns > 1:
        main = len(items) + 1
        told = struct.pack(">BBBBHH", 0, 0, columns - 1, columns - 1, *whole.size)
        parts = b"".join(struct.pack(">H", n) for n, _, _ in items)
        references.append(_box(b"dimg", struct.pack(">HH", main, len(items)) + parts))
        items.append((main, b"grid", told))
    exif = library().Exif()
    exif[0x0110] = "A Camera"
    items.append((len(items) + 1, b"Exif", bytes(4) + exif.tobytes().removeprefix(b"Exif\0\0")))
    references.append(_box(b"cdsc", struct.pack(">HHH", len(items), 1, main)))
    shown = [(n, kind) for n, kind, _ in items if kind != b"Exif"]
    properties = _box(
        b"ipco",
        _box(b"hvcC", tiles[0][0]) + _box(b"ispe", bytes(4) + struct.pack(">II", side, side))
        + _box(b"ispe", bytes(4) + size),
    )  # fmt: skip
    having = b"".join(
        struct.pack(">HB", n, 2) + b"\x81\x02"
        if kind == b"hvc1"
        else struct.pack(">HBB", n, 1, 3)
        for n, kind in shown
    )
    entries = b"".join(
        _box(b"infe", b"\x02\0\0\0" + struct.pack(">HH", n, 0) + kind + b"\0")
        for n, kind, _ in items
    )
    fixed = [
        _box(b"hdlr", bytes(8) + b"pict" + bytes(13)),
        _box(b"pitm", bytes(4) + struct.pack(">H", main)),
        _box(b"iinf", bytes(4) + struct.pack(">H", len(items)) + entries),
        _box(b"iref", bytes(4) + b"".join(references)),
        _box(
            b"iprp",
            properties + _box(b"ipma", bytes(4) + struct.pack(">I", len(shown)) + having),
        ),
    ]
    head = _box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")
    at = len(head) + 8 + 4 + len(b"".join(fixed)) + 16 + 14 * len(items) + 8
    places = b""
    for n, _, data in items:
        places += struct.pack(">HHHII", n, 0, 1, at, len(data))
        at += len(data)
    fixed.append(_box(b"iloc", bytes(4) + b"\x44\0" + struct.pack(">H", len(items)) + places))
    made = head + _box(b"meta", bytes(4) + b"".join(fixed))
    return made + _box(b"mdat", b"".join(data for _, _, data in items))


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + kind + body


def _frame(picture: Any) -> tuple[bytes, bytes]:
    """One frame in HEVC: what its decoder must know, and the frame."""
    imageio_ffmpeg = pytest.importorskip("imageio_ffmpeg", reason="qantar[media] brings ffmpeg")
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24",
        "-s", f"{picture.width}x{picture.height}", "-i", "-", "-c:v", "libx265", "-pix_fmt",
        "yuv420p", "-tag:v", "hvc1", "-x265-params", "log-level=none:pools=1", "-movflags",
        "frag_keyframe+empty_moov", "-f", "mp4", "-",
    ]  # fmt: skip
    pixels = picture.convert("RGB").tobytes()
    made = subprocess.run(command, input=pixels, capture_output=True, check=True).stdout
    known = made.index(b"hvcC")
    length = struct.unpack(">I", made[known - 4 : known])[0]
    data = made.index(b"mdat")
    end = struct.unpack(">I", made[data - 4 : data])[0]
    return made[known + 4 : known - 4 + length], made[data + 4 : data - 4 + end]
