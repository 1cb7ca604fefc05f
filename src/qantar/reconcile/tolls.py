"""What reports tell as the number reached so far, and who keeps such a count: the words of ``tolls.toml``."""

import tomllib
from functools import cache
from importlib import resources


@cache
def toll_words() -> dict[str, tuple[str, ...]]:
    """Each list of ``tolls.toml`` by its name."""
    text = resources.files(__package__).joinpath("tolls.toml").read_text("utf-8")
    return {name: tuple(words) for name, words in tomllib.loads(text).items()}
