"""The program that opens pictures, run in a room of its own and never imported by the desk.

    python darkroom.py PILLOW portrait MATERIAL
    python darkroom.py PILLOW redact MATERIAL x,y,w,h …

It writes ``thumbnail.jpg`` and ``gray`` (32 by 32, a byte each), or ``copy.png``; and ``result.json``. Pixels are
counted upright, as a viewer shows the picture. Whatever else a file carries stays behind: only pixels are written.
"""

import importlib
import json
import sys
import warnings
from typing import Any

SIDE = 320
"""Pixels of the longer side of a thumbnail."""
GRAY = 32
MOST_PIXELS = 120_000_000
"""A picture larger than any camera's of today is taken for a bomb."""


def upright(library: str, path: str) -> tuple[Any, Any, Any]:
    """The picture, turned as its camera says; the file it is of; and what opens pictures."""
    sys.path.insert(0, library)
    image: Any = importlib.import_module("PIL.Image")
    image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", image.DecompressionBombWarning)
    opened = image.open(path, formats=("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF"))
    turned = importlib.import_module("PIL.ImageOps").exif_transpose(opened)
    return turned, opened, image


def portrait(library: str, path: str) -> dict[str, Any]:
    picture, opened, image = upright(library, path)
    flat = image.new("RGB", picture.size, "white")
    drawn = picture.convert("RGBA")
    flat.paste(drawn, mask=drawn.getchannel("A"))
    with open("gray", "wb") as out:
        out.write(flat.convert("L").resize((GRAY, GRAY), image.Resampling.LANCZOS).tobytes())
    small = flat.copy()
    small.thumbnail((SIDE, SIDE), image.Resampling.LANCZOS)
    small.save("thumbnail.jpg", "JPEG", quality=80)
    return {
        "format": opened.format,
        "width": picture.width,
        "height": picture.height,
        "frames": getattr(opened, "n_frames", 1),
    }


def redact(library: str, path: str, boxes: list[str]) -> dict[str, Any]:
    picture, _, image = upright(library, path)
    copy = image.new("RGB", picture.size, "white")
    drawn = picture.convert("RGBA")
    copy.paste(drawn, mask=drawn.getchannel("A"))
    for words in boxes:
        x, y, width, height = map(int, words.split(","))
        if x < 0 or y < 0 or x + width > picture.width or y + height > picture.height:
            raise ValueError(f"{words} reaches out of {picture.width} by {picture.height}")
        copy.paste((0, 0, 0), (x, y, x + width, y + height))
    copy.save("copy.png", "PNG")
    return {"width": copy.width, "height": copy.height}


def main(arguments: list[str]) -> int:
    library, task, path, *rest = arguments
    try:
        made = portrait(library, path) if task == "portrait" else redact(library, path, rest)
    except Exception as error:  # what a hostile file makes a library raise has no list
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    with open("result.json", "w", encoding="utf-8") as out:
        json.dump(made, out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
