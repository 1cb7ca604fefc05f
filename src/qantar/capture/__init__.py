"""Bytes in, unaltered: what exactly was there, under which name, and what was said beside it."""

from qantar.capture.gather import Limits, Received, gather

__all__ = ["Limits", "Received", "gather"]
