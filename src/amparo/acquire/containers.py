"""Items that hold items: each is captured, opened as far as the limits allow, and its contents captured too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from amparo.acquire.attachments import attachments
from amparo.acquire.items import Acquired, Limits, sha256
from amparo.acquire.sniff import media_type
from amparo.acquire.zips import Budget, members
from amparo.model import Capture, Problem, SkipItem


@dataclass(frozen=True, slots=True)
class Opening:
    """Makes captures of items, and of the items in them."""

    now: str
    limits: Limits = field(default_factory=Limits)

    def item(
        self,
        doc: str,
        data: bytes,
        method: str,
        *,
        name: str | None = None,
        told: str | None = None,
        url: str | None = None,
        headers: Mapping[str, str] | None = None,
        redirects: tuple[str, ...] = (),
        container: str | None = None,
        depth: int = 0,
        budget: Budget | None = None,
    ) -> Iterator[Acquired | Problem]:
        """The capture of one item, then what is in it.

        Args:
            doc: its name as it is kept.
            data: its bytes.
            method: how it came in (`file`, `zip`, `url`, `mail`).
            name: what its ending is read from, where that is not `doc`.
            told: the media type its surroundings give it.
            url, headers, redirects: of the response it came in.
            container: SHA-256 of what it stood in.
            depth: how many containers it stands in.
            budget: what the outermost archive may still unpack to.
        """
        headers = headers or {}
        capture = Capture(
            sha256=sha256(data),
            doc=doc,
            size=len(data),
            media_type=media_type(data, name or doc, told or headers.get("content-type")),
            captured=self.now,
            method=method,
            container=container,
            url=url,
            headers=headers,
            redirects=redirects,
        )
        if capture.media_type == "application/zip" and depth < self.limits.archive_depth:
            yield Acquired(capture, data, opened=True)
            budget = budget or Budget(self.limits.archive_bytes)
            for member in members(doc, data, self.limits, budget):
                if isinstance(member, Problem):
                    yield member
                else:
                    yield from self.item(
                        member.doc, member.data, "zip", container=capture.sha256, depth=depth + 1, budget=budget
                    )
            return
        yield Acquired(capture, data)
        if capture.media_type == "message/rfc822":
            yield from self._mail(capture, data, depth, budget)

    def _mail(self, capture: Capture, data: bytes, depth: int, budget: Budget | None) -> Iterator[Acquired | Problem]:
        try:
            parts = attachments(capture.doc, data, self.limits)
        except SkipItem as skip:
            yield Problem(capture.doc, skip.reason, skip.remedy, sha256=capture.sha256)
            return
        for part in parts:
            if isinstance(part, Problem):
                yield part
            elif depth >= self.limits.archive_depth:
                yield Problem(
                    part.doc,
                    f"It is more than {self.limits.archive_depth} containers deep, so it was not opened.",
                    "Take it out of its containers and add it by itself.",
                    whole=True,
                )
            else:
                yield from self.item(
                    part.doc,
                    part.data,
                    "mail",
                    told=part.told,
                    container=capture.sha256,
                    depth=depth + 1,
                    budget=budget,
                )
