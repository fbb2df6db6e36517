"""Claims to lines, relations, origins and findings."""

from amparo.reconcile.account import Account
from amparo.reconcile.reconcile import reconcile_claims

__all__ = ["Account", "reconcile_claims"]
