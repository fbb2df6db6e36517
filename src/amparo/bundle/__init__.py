"""A dossier's evidence as files for a stranger: written, and verified by themselves."""

from amparo.bundle.check import BundleFile, is_bundle, open_bundle, read_about, verify_bundle
from amparo.bundle.write import Exported, Holdings, write_bundle

__all__ = [
    "BundleFile",
    "Exported",
    "Holdings",
    "is_bundle",
    "open_bundle",
    "read_about",
    "verify_bundle",
    "write_bundle",
]
