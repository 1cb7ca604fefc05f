"""How much the intake takes at once, and how long it waits for whoever sends."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

PADDING = 9 / 8
"""What is sealed in a browser may be this much longer than the material: padding, marks of age."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is taken at once. ``patience`` is in seconds between two pieces of a request."""

    bytes_: int = 2 << 30
    files: int = 50
    at_once: int = 64
    patience: float = 60.0
    pace: int = 512
    """Bytes a second that a request must bring on the whole, once ``grace`` seconds have gone."""
    grace: float = 120.0
    reserve: int = 64 << 20
    """Bytes of the disk that stay free."""
    unfinished: int = 256
    """Deliveries begun with a script and not yet finished; more are told to come back."""
    hours: int = 24
    """Full hours after which a delivery that was not finished is let go."""

    @property
    def sealed(self) -> int:
        """Bytes of one delivery that was sealed before it came."""
        return int(self.bytes_ * PADDING) + (1 << 20)


async def patiently(stream: AsyncIterator[bytes], limits: Limits) -> AsyncIterator[bytes]:
    """The pieces of a request, each of which must come in time, and all of them at a pace: whoever
    sends a byte a minute would else hold a place for ever.

    Raises:
        TimeoutError: if they do not.
    """
    began, size = time.monotonic(), 0
    while True:
        async with asyncio.timeout(limits.patience):
            try:
                chunk = await anext(stream)
            except StopAsyncIteration:
                return
        size += len(chunk)
        gone = time.monotonic() - began
        if gone > limits.grace and size < limits.pace * (gone - limits.grace):
            raise TimeoutError
        yield chunk
