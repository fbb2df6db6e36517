"""What the reader must know: each kind of finding is a small function over lines."""

from amparo.reconcile.findings.kept import Findings

__all__ = ["Findings"]
