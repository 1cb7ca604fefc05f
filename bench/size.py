"""How much is measured: everything, or a twentieth of it to see that every measure runs."""

import os

SMALL = "QANTAR_BENCH_SMALL"
"""Set in the processes of ``python -m bench --small``."""
SHARE, LEAST = 20, 5


def sized(many: int) -> int:
    """So many reports, pages or figures, or a twentieth of them."""
    return max(LEAST, many // SHARE) if os.environ.get(SMALL) else many
