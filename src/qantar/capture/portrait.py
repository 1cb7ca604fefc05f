"""A picture or a film looked at without being opened here: its measure, metadata, hash and thumbnail.

*"JPEG, 4032 by 3024, taken 5 January 2022 16:42 with a phone; the same picture as capture-3f2a."* Everything is
made by tools in a sandbox (``sandbox``); what comes back is checked to be what was asked for. Nothing is
changed in the original, and nothing looks for faces.
"""

import base64
import importlib.util
import json
import re
import shutil
import subprocess
import tempfile
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import BinaryIO

from qantar.capture.likeness import frame_hashes, picture_hash
from qantar.capture.sandbox import Room, has_walls, python, run
from qantar.domain.errors import Misuse, UnreadableInput
from qantar.domain.identity import Json

FORM = "portrait/2"
"""Changes when a portrait is made otherwise, so that older ones are made anew."""
PICTURES = (
    "image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff", "image/bmp", "image/avif",
    "image/heic",
)  # fmt: skip
HEIC = "image/heic"
"""What telephones make, tiles of one frame of a film: ffmpeg lays them together, Pillow cannot."""
FILMS = {
    "video/mp4": "mov",
    "video/quicktime": "mov",
    "video/x-matroska": "matroska",
    "video/x-msvideo": "avi",
}
"""Films by their kind, and the one container ffmpeg may take them for: a list of files is no film."""
LOOKED_AT = 300
"""Seconds of a film whose frames are hashed, one frame a second."""
LONGEST = 500
"""Characters of one value of metadata."""
MOST = 400
"""Values of metadata."""
LARGEST_THUMBNAIL = 256 << 10
_SHORT = Room(seconds=20, memory=2 << 30, largest=64 << 20)
_LONG = Room(seconds=90, memory=3 << 30, largest=64 << 20)
_LARGEST_FRAME = 512 << 20
"""Bytes of a picture that ffmpeg laid together: 48 million pixels take some 100 million."""
_OF_THE_FILE = ("File", "System", "ExifTool")
"""Groups of exiftool that tell of the file on our disk, and not of what came."""
_SIZE = re.compile(r"Duration: (\d+):(\d+):(\d+(?:\.\d+)?)")
_EXTENT = re.compile(rb"ispe\0\0\0\0(.{4})(.{4})", re.S)
"""A measure of a picture or of a tile, as HEIC tells it; the largest is the whole picture's."""
_BEFORE_PIXELS = 1 << 20
"""Bytes in which a HEIC file tells of its pictures, before their pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Particular:
    """One value of a file's metadata; ``private`` says why it is not for everybody: place, person."""

    group: str
    tag: str
    value: str
    private: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """What was found out about a picture or film.

    ``width`` and ``height`` in pixels, upright; ``seconds`` of a film; ``hashes`` one for a picture, one for each
    frame of a film that shows something new; ``thumbnail`` JPEG bytes; ``missing`` says what could not be done.
    """

    media_type: str
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    hashes: tuple[str, ...] = ()
    thumbnail: bytes | None = None
    particulars: tuple[Particular, ...] = ()
    missing: tuple[str, ...] = ()

    def as_json(self) -> Json:
        return {
            "media_type": self.media_type, "width": self.width, "height": self.height,
            "seconds": self.seconds, "hashes": list(self.hashes),
            "thumbnail": None if self.thumbnail is None else base64.b64encode(self.thumbnail).decode(),
            "particulars": [[p.group, p.tag, p.value, p.private] for p in self.particulars],
            "missing": list(self.missing),
        }  # fmt: skip

    @classmethod
    def from_json(cls, row: Json) -> "Portrait":
        return cls(
            media_type=row["media_type"], width=row["width"], height=row["height"],
            seconds=row["seconds"], hashes=tuple(row["hashes"]),
            thumbnail=None if row["thumbnail"] is None else base64.b64decode(row["thumbnail"]),
            particulars=tuple(
                Particular(group=g, tag=t, value=v, private=p) for g, t, v, p in row["particulars"]
            ),
            missing=tuple(row["missing"]),
        )  # fmt: skip

    def shown(self, *, private: bool) -> tuple[Particular, ...]:
        """The metadata that somebody may see, who may or may not see places and persons."""
        return tuple(p for p in self.particulars if private or p.private is None)


def is_media(media_type: str) -> bool:
    """Whether a portrait can be made of bytes of a kind, or said to be wanting."""
    return media_type.startswith(("image/", "video/"))


def portrait(source: BinaryIO, media_type: str, origin: str) -> Portrait:
    """The portrait of a picture or film. What a missing tool would have told stands in ``missing``.

    Raises:
        Misuse: if it is neither.
    """
    if not is_media(media_type):
        raise Misuse(f"{origin}: {media_type} is neither a picture nor a film")
    missing: list[str] = []
    if not has_walls():
        missing.append("bubblewrap is not usable here: tools ran under limits, not in a room")
    with tempfile.TemporaryDirectory(prefix="qantar-") as name:
        folder = Path(name).resolve()
        _lay(source, folder)
        told = _told(folder, missing)
        seen, gray, seconds = "material", b"", None
        if media_type in FILMS:
            seconds = _frames(folder, FILMS[media_type], missing)
            gray = _read(folder / "frames", LOOKED_AT * 1024)
            seen = "frame.png"
        elif media_type == HEIC:
            seen = "frame.png"
            if (failed := _laid_together(folder)) is not None:
                missing.append(f"no thumbnail and no hash: {failed}")
        size = _drawn(folder, seen, media_type, missing)
        if media_type in FILMS:
            hashes = frame_hashes(gray)
        else:
            one = (
                picture_hash(made)
                if len(made := _read(folder / "gray", 1024)) == 1024
                else None
            )
            hashes = () if one is None else (one,)
        thumbnail = _read(folder / "thumbnail.jpg", LARGEST_THUMBNAIL)
    return Portrait(
        media_type=media_type, width=size[0], height=size[1], seconds=seconds, hashes=hashes,
        thumbnail=thumbnail if thumbnail.startswith(b"\xff\xd8\xff") else None,
        particulars=told, missing=tuple(missing),
    )  # fmt: skip


def redacted(source: BinaryIO, media_type: str, boxes: tuple[str, ...], origin: str) -> bytes:
    """A picture with boxes («x,y,w,h» in upright pixels from the upper left corner) painted black, as PNG
    without any metadata. What was under a box is not in it.

    Raises:
        UnreadableInput: if it cannot be opened, or a box reaches out of it.
        Misuse: if it is no picture, or Pillow is not installed.
    """
    if media_type not in PICTURES:
        raise Misuse(f"{origin}: boxes are painted on pictures; this is {media_type}")
    library = _pillow()
    if library is None:
        raise Misuse("pictures are redacted by Pillow: pip install qantar[media]")
    with tempfile.TemporaryDirectory(prefix="qantar-") as name:
        folder = Path(name).resolve()
        _lay(source, folder)
        seen, failed = "material", None
        if media_type == HEIC:
            seen, failed = "frame.png", _laid_together(folder)
        if failed is None:
            failed = _darkroom(folder, library, "redact", seen, *boxes)
        if failed is not None:
            raise UnreadableInput(
                origin, f"was not redacted ({failed})", "check the boxes against its size"
            )
        return (folder / "copy.png").read_bytes()


def _lay(source: BinaryIO, folder: Path) -> None:
    """The material where tools find it: a copy, because an original is shown to no tool."""
    with (folder / "material").open("wb") as file:
        shutil.copyfileobj(source, file, 1 << 20)


def _drawn(
    folder: Path, seen: str, media_type: str, missing: list[str]
) -> tuple[int | None, int | None]:
    """Thumbnail and gray picture made; gives width and height."""
    if not (folder / seen).is_file() or (media_type not in PICTURES and seen == "material"):
        if media_type not in (*FILMS, HEIC):
            missing.append(f"no thumbnail and no hash: {media_type} is not opened here")
        return None, None
    library = _pillow()
    if library is None:
        missing.append("no thumbnail and no hash: pip install qantar[media]")
        return None, None
    failed = _darkroom(folder, library, "portrait", seen)
    if failed is not None:
        missing.append(f"no thumbnail and no hash: {failed}")
        return None, None
    try:
        result = json.loads(_read(folder / "result.json", 4096))
        return int(result["width"]), int(result["height"])
    except (ValueError, KeyError, TypeError):
        missing.append("what looked at it gave no measure")
        return None, None


def _darkroom(folder: Path, library: Path, *words: str) -> str | None:
    """Runs the darkroom; None if it did its work, else why not."""
    program = Path(str(resources.files("qantar.capture").joinpath("darkroom.py"))).resolve()
    room = Room(
        seconds=_SHORT.seconds, memory=_SHORT.memory, largest=_SHORT.largest,
        readable=(library, program.parent),
    )  # fmt: skip
    try:
        done = run(
            [python(), "-I", "-S", "-B", str(program), str(library), *words], folder, room
        )
    except subprocess.TimeoutExpired:
        return f"it took longer than {_SHORT.seconds} seconds"
    if done.returncode == 0:
        return None
    return _last(done.stderr) or f"it was ended ({done.returncode})"


def _filmed(
    ffmpeg: Path, folder: Path, largest: int, *words: str
) -> subprocess.CompletedProcess[bytes] | str:
    """ffmpeg run over the material in a room of its own, where no file may grow beyond ``largest`` bytes; why
    not, if it took too long."""
    command = [
        str(ffmpeg), "-hide_banner", "-nostdin", "-threads", "1", "-protocol_whitelist", "file", *words,
    ]  # fmt: skip
    room = Room(
        seconds=_LONG.seconds, memory=_LONG.memory, largest=largest, readable=(ffmpeg.parent,)
    )
    try:
        return run(command, folder, room)
    except subprocess.TimeoutExpired:
        return f"ffmpeg took longer than {_LONG.seconds} seconds"


def _frames(folder: Path, container: str, missing: list[str]) -> float | None:
    """Frames of a film as gray pixels and one as a picture; gives its length in seconds."""
    ffmpeg = _ffmpeg()
    if ffmpeg is None:
        missing.append("no frames, so no thumbnail and no hash: ffmpeg is not installed")
        return None
    done = _filmed(
        ffmpeg, folder, _LONG.largest,
        "-f", container, "-t", str(LOOKED_AT), "-i", "material",
        "-map", "0:v:0", "-an", "-vf", "fps=1,scale=32:32:flags=area,format=gray", "-f", "rawvideo",
        "frames", "-map", "0:v:0", "-an", "-frames:v", "1", "-vf",
        "fps=1,thumbnail=10", "-f", "image2", "frame.png",
    )  # fmt: skip
    if isinstance(done, str):
        missing.append(done)
        return None
    if done.returncode:
        missing.append(f"ffmpeg gave up: {_last(done.stderr)}")
    found = _SIZE.search(done.stderr.decode("utf-8", "replace"))
    if found is None:
        return None
    hours, minutes, seconds = found.groups()
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _laid_together(folder: Path) -> str | None:
    """The tiles of a HEIC picture as one, in ``frame.png``; None if that was done, else why not."""
    ffmpeg = _ffmpeg()
    if ffmpeg is None:
        return "ffmpeg is not installed: pip install qantar[media]"
    done = _filmed(
        ffmpeg, folder, _LARGEST_FRAME,
        "-f", "mov", "-i", "material", "-an", "-frames:v", "1", "-update", "1", "-f", "image2",
        "frame.png",
    )  # fmt: skip
    if isinstance(done, str):
        return done
    frame = folder / "frame.png"
    if done.returncode or not frame.is_file() or frame.is_symlink():
        return f"ffmpeg gave up: {_last(done.stderr)}"
    with (folder / "material").open("rb") as file:
        extents = _EXTENT.findall(file.read(_BEFORE_PIXELS))
    with frame.open("rb") as file:
        head = file.read(24)
    told = [sorted(int.from_bytes(side, "big") for side in pair) for pair in extents]
    made = sorted((int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")))
    if told and made != max(told, key=lambda pair: pair[0] * pair[1]):
        frame.unlink()
        return "this ffmpeg opens a tile of it only: install a newer one (8 or later)"
    return None


def _told(folder: Path, missing: list[str]) -> tuple[Particular, ...]:
    """Metadata as exiftool reads it: EXIF, XMP, IPTC, the atoms of a film."""
    exiftool = shutil.which("exiftool")
    if exiftool is None:
        missing.append("no metadata was read: apt-get install libimage-exiftool-perl")
        return ()
    try:
        done = run([exiftool, "-json", "-G1", "-a", "-api", "LargeFileSupport=1", "material"],
                   folder, _SHORT)  # fmt: skip
        row = json.loads(done.stdout)[0]
    except subprocess.TimeoutExpired:
        missing.append(f"exiftool took longer than {_SHORT.seconds} seconds")
        return ()
    except (ValueError, IndexError, KeyError, TypeError):
        missing.append(f"exiftool gave up: {_last(done.stderr)}")
        return ()
    found = []
    for name, value in row.items():
        group, _, tag = name.partition(":")
        if tag and group not in _OF_THE_FILE:
            words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            found.append(
                Particular(
                    group=group, tag=tag, value=words[:LONGEST], private=private(group, tag)
                )
            )
    if len(found) > MOST:
        missing.append(f"{len(found) - MOST} more values of metadata")
    return tuple(found[:MOST])


@cache
def _private() -> dict[str, list[str]]:
    text = resources.files("qantar.capture").joinpath("private.toml").read_text("utf-8")
    return tomllib.loads(text)


def private(group: str, tag: str) -> str | None:
    """Whether a tag tells of a place or of a person; None if of neither."""
    name, lists = f"{group}:{tag}".lower(), _private()
    if any(part in name for part in lists["neither"]):
        return None
    return next(
        (kind for kind in ("place", "person") if any(part in name for part in lists[kind])),
        None,
    )


def _pillow() -> Path | None:
    """The folder that Pillow is imported from, found without importing it."""
    spec = importlib.util.find_spec("PIL")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).resolve().parent.parent


def _ffmpeg() -> Path | None:
    """ffmpeg of this machine, else the one that the package imageio-ffmpeg brings along."""
    found = shutil.which("ffmpeg")
    if found is not None:
        return Path(found).resolve()
    spec = importlib.util.find_spec("imageio_ffmpeg")
    if spec is None or spec.origin is None:
        return None
    brought = sorted(Path(spec.origin).resolve().parent.glob("binaries/ffmpeg-*"))
    return brought[0] if brought else None


def _read(path: Path, most: int) -> bytes:
    """A file that a tool wrote, no link and not too large; empty if there is none."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > most:
        return b""
    return path.read_bytes()


def _last(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else ""
