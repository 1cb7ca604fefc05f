"""Bytes in, unaltered: what exactly was there, under which name, and what was said beside it."""

from qantar.capture.gather import Found, Limits, Received, find, gather, open_file, total_bytes

__all__ = ["Found", "Limits", "Received", "find", "gather", "open_file", "total_bytes"]
