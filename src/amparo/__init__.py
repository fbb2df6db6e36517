"""Amparo: an evidence ledger for detention-transfer arrangements."""

__version__ = "0.1.0"
