"""Working copies without metadata: the place, the time, the camera taken off by mat2, in a sandbox.

The original stays as it came. mat2 parses hostile files with many libraries, so it runs in a process of
its own, without network and with only its own folder writable where bubblewrap is installed, and under
limits of time, memory and size everywhere.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import BinaryIO

from qantar.capture.sandbox import Room, run
from qantar.domain.errors import UnreadableInput
from qantar.seal.envelope import Sink

SECONDS = 120
_ROOM = Room(seconds=SECONDS, memory=2 << 30, largest=4 << 30)
_PIECE = 1 << 20

SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/tiff": ".tiff",
    "application/pdf": ".pdf",
    "video/mp4": ".mp4",
    "video/x-msvideo": ".avi",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
}
"""What mat2 cleans, and the ending by which it knows it. The witness's own name is never used."""


def clean(source: BinaryIO, media_type: str, origin: str, out: Sink) -> str:
    """Write a copy of a file without its metadata, and say what made it.

    Raises:
        UnreadableInput: if mat2 is not installed, does not know the kind of file, or fails; the
            original is untouched and nothing is written.
    """
    suffix = SUFFIXES.get(media_type)
    if suffix is None:
        raise UnreadableInput(
            origin, f"no way to clean {media_type}", "keep it sealed, or clean it by hand"
        )
    mat2 = shutil.which("mat2")
    if mat2 is None:
        raise UnreadableInput(
            origin, "mat2 is not installed, so no copy was made", "apt-get install mat2"
        )
    with tempfile.TemporaryDirectory(prefix="qantar-") as folder:
        material = Path(folder) / f"material{suffix}"
        with material.open("wb") as file:
            shutil.copyfileobj(source, file, _PIECE)
        command = [mat2, "--unknown-members", "omit", str(material)]
        try:
            done = run(command, Path(folder), _ROOM)
        except subprocess.TimeoutExpired:
            raise UnreadableInput(
                origin, f"cleaning took longer than {SECONDS} seconds", "clean it by hand"
            ) from None
        made = material.with_name(f"material.cleaned{suffix}")
        if done.returncode or not made.is_file():
            told = (done.stderr or done.stdout).decode("utf-8", "replace").strip()[-200:]
            raise UnreadableInput(origin, f"mat2 gave up: {told}", "keep it sealed")
        with made.open("rb") as file:
            shutil.copyfileobj(file, out, _PIECE)
        return _version(mat2)


def _version(mat2: str) -> str:
    done = subprocess.run([mat2, "--version"], capture_output=True, check=False)  # noqa: S603
    return done.stdout.decode("utf-8", "replace").strip()
