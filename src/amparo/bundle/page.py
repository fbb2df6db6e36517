"""The page that tells a stranger how to verify a bundle with nothing but `sha256sum` and `openssl`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class StampToCheck:
    """A stamp as the page names it: its files without ending, the event it is on, and that event's hash."""

    name: str
    event: int
    head: str


def how_to_verify(lang: str, title: str, head: str, stamps: Sequence[StampToCheck], with_ca: bool) -> str:
    """The page in one of the languages that there is a text for.

    Args:
        lang: `en` or `es`.
        title: of the dossier.
        head: hash of the log's last event.
        stamps: those the log tells of.
        with_ca: whether the bundle has the certificates of those trusted to stamp.
    """
    parts = _sections(lang)
    told = "".join(parts["stamp"].format(name=s.name, event=s.event, head=s.head) for s in stamps)
    if not stamps:
        told = parts["no_stamps"]
    elif not with_ca:
        told = parts["no_ca"] + told
    safe = "".join(c if c.isprintable() else "�" for c in title)
    return parts["page"].format(title=safe, head=head, stamps=told)


def _sections(lang: str) -> dict[str, str]:
    """The texts of `how-to-verify.LANG.txt`, by the name that stands before each between two %."""
    text = files("amparo.bundle").joinpath(f"how-to-verify.{lang}.txt").read_text(encoding="utf-8")
    pieces = text.split("%%")
    return {name.strip(): body.removeprefix("\n") for name, body in zip(pieces[1::2], pieces[2::2], strict=True)}
