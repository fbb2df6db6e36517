"""`amparo show`: one claim with its words in their surroundings, and their place in the original, as a picture too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from amparo.cli.discretion import EVERYTHING, Discretion, discretion
from amparo.cli.messages import Speaker
from amparo.cli.output import Format, console, indented, plain, write_records
from amparo.cli.sentences import told
from amparo.cli.words import asserter, claim_figure, stage_words
from amparo.model import AmparoError, Capture, Claim, Place, SkipItem, Text, claim_record, to_json

if TYPE_CHECKING:
    from amparo.dossier import Dossier

_ENDINGS = (".png", ".html")


def show_claim(matter: Dossier, given: str, output: Path | None, names: bool, form: Format, say: Speaker) -> None:
    """Print a claim and where it stands; write its place as a picture where `output` names one.

    Args:
        matter: the dossier.
        given: the claim's id, or the beginning of it.
        output: a file, `.png` or `.html`.
        names: whether to print the names of private people too.
        form: how to print.
        say: the reader's language.

    Raises `AmparoError` where there is no such claim, or its original cannot be shown.
    """
    if output is not None and output.suffix.lower() not in _ENDINGS:
        raise AmparoError(say("error.show_output", path=output))
    claim = _claim(matter, given, say)
    capture, data, text = matter.original_of(claim)
    before, after = _around(claim, text)
    hide = EVERYTHING if names else discretion(matter, say, [f"{before}{claim.quote}{after}", text.title or ""])
    try:
        from amparo.read import locate

        place = locate(capture, data, text, claim.anchor)
        made = _made(capture, data, text, claim, place, output, say) if output else b""
    except SkipItem as skip:
        raise AmparoError(told(say.lang, skip.reason, skip.remedy)) from skip
    if form is not Format.table:
        write_records([hide.record(_record(claim, capture, text, place, (before, after)))], form)
    else:
        _print(matter, claim, capture, text, place, (before, after), hide, say)
    if output:
        try:
            output.write_bytes(made)
        except OSError as error:
            raise AmparoError(say("error.write", path=output, reason=error.strerror or error)) from error
        err = console(error=True)
        err.print(plain(say("say.written", path=output)))
        err.print(plain(say("say.as_kept")))


def _claim(matter: Dossier, given: str, say: Speaker) -> Claim:
    """The claim with that id as people left it; one of an earlier reading by its whole id."""
    found = [claim for claim in matter.claims() if given and claim.id.startswith(given)]
    if len(found) > 1:
        raise AmparoError(say("error.many_claims", count=len(found), claim=given))
    claim = found[0] if found else matter.store.claim(given)
    if claim is None:
        raise AmparoError(say("error.no_claim", claim=given))
    return claim


def _around(claim: Claim, text: Text, reach: int = 240) -> tuple[str, str]:
    """The words before and after the quote, without what may be parts of words at the ends."""
    start, end = claim.anchor.start, claim.anchor.end
    before, after = text.content[max(0, start - reach) : start], text.content[end : end + reach]
    if start > reach:
        before = before[min((before.find(c) for c in " \n\t" if c in before), default=0) :]
    if end + reach < len(text.content):
        after = after[: max((after.rfind(c) for c in " \n\t"), default=-1) + 1 or len(after)]
    return before, after


def _made(capture: Capture, data: bytes, text: Text, claim: Claim, place: Place, output: Path, say: Speaker) -> bytes:
    from amparo.publish.place_views import Shown, place_page, place_picture

    shown = Shown(capture, data, text, [claim.anchor], [place])
    return place_picture(shown, say.lang) if output.suffix.lower() == ".png" else place_page(shown, say.lang).encode()


def _record(claim: Claim, capture: Capture, text: Text, place: Place, around: tuple[str, str]) -> dict[str, Any]:
    """The claim's own fields, then its surroundings, its original, and its place there."""
    return {
        **claim_record(claim),
        "context": {"prefix": around[0], "quote": claim.quote, "suffix": around[1]},
        "original": {
            "doc": capture.doc,
            "title": text.title,
            "sha256": capture.sha256,
            "media_type": capture.media_type,
            "captured": capture.captured,
        },
        "place": {
            "found": place.whole,
            "spots": [
                {"kind": type(spot).__name__.removesuffix("Spot").lower(), **to_json(spot)} for spot in place.spots
            ],
            "selectors": place.selectors(),
        },
    }


def _print(
    matter: Dossier,
    claim: Claim,
    capture: Capture,
    text: Text,
    place: Place,
    around: tuple[str, str],
    hide: Discretion,
    say: Speaker,
) -> None:
    from amparo.publish.place_views import place_words

    out = console()
    what = f"{stage_words(matter.pack, claim.ledger, claim.stage, say.lang)}: {claim_figure(claim, say)}"
    out.print(plain(what, "bold"), plain(claim.id, "dim"))
    out.print(indented(_in_context(claim.quote, around, hide), 2))
    where = hide.text(place_words(place, say.lang)) if place.spots else say("say.not_found")
    rows = {
        "col.who": hide.text(asserter(claim, say)),
        "col.when": claim.when or "—",
        "col.doc": hide.place(capture.doc),
        "col.title": hide.text(text.title or "—"),
        "col.published": claim.published or "—",
        "col.original": f"SHA-256 {capture.sha256}",
        "col.captured": capture.captured,
        "col.place": where if place.whole or not place.spots else f"{where} ({say('say.partly_found')})",
        "col.rules": " · ".join(claim.reasons) or "—",
        "col.review": say(f"review.{claim.review}"),
    }
    wide = max(len(say(key)) for key in rows)
    for key, value in rows.items():
        out.print(plain(f"  {say(key):<{wide}}  ", "dim"), plain(value), sep="")


def _in_context(quote: str, around: tuple[str, str], hide: Discretion) -> str:
    """The quote between its surroundings, set off by ⟦ ⟧; without them where a withheld name runs over its edge."""
    before, words, after = (" ".join(part.split()) for part in (around[0], quote, around[1]))
    lead, trail = (" " if part[edge:][:1].isspace() else "" for part, edge in zip(around, (-1, 0), strict=True))
    whole = hide.text(f"{before}{lead}{words}{trail}{after}")
    parts = [hide.text(part) for part in (before, words, after)]
    if f"{parts[0]}{lead}{parts[1]}{trail}{parts[2]}" != whole:
        return whole
    return f"{parts[0]}{lead}⟦{parts[1]}⟧{trail}{parts[2]}"
