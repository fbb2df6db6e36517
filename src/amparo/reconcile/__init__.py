"""Claims to lines, relations, origins and findings."""

from amparo.reconcile.account import Account
from amparo.reconcile.reconcile import reconcile_claims
from amparo.reconcile.support import Withdrawal, resting, withdraw

__all__ = ["Account", "Withdrawal", "reconcile_claims", "resting", "withdraw"]
