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
