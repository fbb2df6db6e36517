"""Claims to lines, relations, origins and findings."""

from amparo.reconcile.account import Account
from amparo.reconcile.intake import Document, documents_of
from amparo.reconcile.reconcile import reconcile_claims
from amparo.reconcile.running import Changes, Running
from amparo.reconcile.support import Withdrawal, resting, withdraw

__all__ = [
    "Account",
    "Changes",
    "Document",
    "Running",
    "Withdrawal",
    "documents_of",
    "reconcile_claims",
    "resting",
    "withdraw",
]
