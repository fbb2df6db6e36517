"""Files packed by themselves (gzip, bzip2, xz): a tar in there is opened at once, any other file is one item."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from amparo.acquire.files import too_large
from amparo.acquire.items import RATIO_FROM, Budget, Limits, Member, megabytes
from amparo.acquire.tarhead import is_tar
from amparo.acquire.tars import tar_members
from amparo.acquire.unpacked import Unpacked
from amparo.model import Problem

_ENDINGS = (".gz", ".bz2", ".xz", ".gzip", ".z")
_AGAIN = "Get it again; the copy or the download may have failed."


def packed_members(doc: str, data: bytes, limits: Limits, budget: Budget) -> Iterator[Member | Problem]:
    """What is packed in `data`: the members of a tar, or the one file, named `doc/name` without the ending."""
    if is_tar(Unpacked(data, 1024).peek(512)):
        yield from tar_members(doc, data, limits, budget)
        return
    name = PurePosixPath(doc).name
    ending = next((e for e in _ENDINGS if name.lower().endswith(e) and len(name) > len(e)), "")
    place = f"{doc}/{name.removesuffix(name[-len(ending) :]) if ending else 'unpacked'}"
    allowed = min(limits.item_bytes, budget.left, max(RATIO_FROM, len(data) * limits.archive_ratio))
    stream = Unpacked(data, allowed + 1)
    unpacked = stream.read(allowed + 1)
    budget.left -= min(len(unpacked), allowed)
    if len(unpacked) > allowed:
        yield (
            too_large(place, len(unpacked), limits)
            if allowed == limits.item_bytes
            else _too_much(place, limits, budget)
        )
    elif not unpacked:
        yield Problem(
            doc, "It is packed and damaged from the start, so nothing of it could be unpacked.", _AGAIN, whole=True
        )
    else:
        flaws = [] if not stream.fault else [_broken(place, stream, len(unpacked))]
        yield Member(place, unpacked, problems=tuple(flaws))


def _broken(place: str, stream: Unpacked, size: int) -> Problem:
    if stream.fault == "cut":
        return Problem(
            place, f"The file it was packed in is cut; only its first {megabytes(size)} could be unpacked.", _AGAIN
        )
    return Problem(
        place, f"The file it was packed in is damaged; only its first {megabytes(size)} could be unpacked.", _AGAIN
    )


def _too_much(place: str, limits: Limits, budget: Budget) -> Problem:
    reason = (
        f"It was not taken because the archive as a whole unpacks to more than {megabytes(limits.archive_bytes)}."
        if budget.left <= 0
        else f"It was not taken because it unpacks to more than {limits.archive_ratio} times its packed size."
    )
    return Problem(place, reason, "Unpack it by hand if you trust it.", whole=True)
