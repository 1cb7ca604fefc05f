"""Claims to ledger: accounts, questions, how the accounts stand, what they jointly allow.

``reconcile(counts)`` does it all; ``counts_of`` and ``coded_counts`` make its input.
"""

from qantar.reconcile.count import Count, counts_of
from qantar.reconcile.reconciliation import Reconciliation, reconcile
from qantar.reconcile.settle import settle

__all__ = ["Count", "Reconciliation", "counts_of", "reconcile", "settle"]
