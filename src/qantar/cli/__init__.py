"""The command ``qantar``: the only place that chooses store, runner and settings.

Exit codes: 0 done, 1 found a problem (something refused, a broken record, a floor not met), 2 misuse.
Results go to stdout, progress and refusals to stderr.
"""

from qantar.cli.app import main

__all__ = ["main"]
