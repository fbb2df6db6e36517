"""The two ways in which something can fail: one item is lost, or the run stops."""

from __future__ import annotations


class AmparoError(Exception):
    """Something the person at the keyboard can mend: the message says what, where and how. Stops the run."""


class SkipItem(AmparoError):
    """One item (a file, a page, a record) cannot be used; the run goes on and the item becomes a problem row.

    Args:
        reason: what was wrong, as a sentence.
        remedy: what a person can do about it, as a sentence; may be empty.
    """

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


class InvalidValue(AmparoError, ValueError):
    """A word of the model was given values that break its invariant."""


class MissingTool(SkipItem):
    """An item cannot be read here because a program that its kind needs is not installed: no fault of the item."""
