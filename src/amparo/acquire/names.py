"""Which names of members of archives are refused. Nothing is ever written to disk by such a name."""

from __future__ import annotations


def refused_name(name: str) -> str | None:
    """Why a member of that name is not taken, or None."""
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or (len(name) > 1 and name[1] == ":"):
        return "Its name in the archive is an absolute path."
    if ".." in parts:
        return "Its name in the archive leads out of the archive."
    if any(part.startswith(".") for part in parts if part not in ("", ".")) or parts[0] == "__MACOSX":
        return "It is hidden (a name that begins with a dot or __MACOSX), so it was left out."
    return None
