"""The files of ``data/`` as they travel in the package."""

import tomllib
import zlib
from importlib.resources import files
from typing import Any

from qantar.domain.errors import LexiconError

_REMEDY = "build it again with tools/build_atlas.py"


def read_shipped(name: str) -> bytes:
    """The bytes of a file of ``data/``, unpacked when its name ends in ``.z``.

    Raises:
        LexiconError: when the file is absent or damaged.
    """
    try:
        packed = files("qantar.atlas").joinpath("data", name).read_bytes()
        return zlib.decompress(packed) if name.endswith(".z") else packed
    except (OSError, zlib.error) as error:
        raise LexiconError(f"atlas/data/{name}: {error}; {_REMEDY}") from error


def read_grammar(lang: str) -> dict[str, Any]:
    """The table ``data/xx.toml`` of a language: endings, words of context, words never read."""
    try:
        return tomllib.loads(read_shipped(f"{lang}.toml").decode("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"atlas/data/{lang}.toml: {error}") from error
