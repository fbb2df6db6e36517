"""What a tar begins with."""

from __future__ import annotations


def is_tar(head: bytes) -> bool:
    """Whether the first 512 bytes are the header of a tar: its sum holds."""
    if len(head) < 512 or not head[0]:
        return False
    try:
        told = int(head[148:156].strip(b"\x00 ") or b"x", 8)
    except ValueError:
        return False
    return told == sum(head[:148]) + 8 * 32 + sum(head[156:512])
