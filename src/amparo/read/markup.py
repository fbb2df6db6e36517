"""Markup that shows as text: tags that were escaped once too often, or left over from broken ones, are no prose."""

from __future__ import annotations

import re
from html import unescape

_NAMES = (
    "a abbr address article aside b big blockquote body br button caption center cite code col colgroup dd del details "
    "dfn div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe "
    "img input ins kbd label li link main mark meta nav noscript object ol option p path picture pre q s samp script "
    "section select small source span strike strong style sub summary sup svg table tbody td textarea tfoot th thead "
    "time title tr tt u ul var video wbr"
)
_NAME = rf"(?:{'|'.join(_NAMES.split())})"
_VALUE = r"(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^\s\"'<>]{1,500})"
_ATTRIBUTES = rf"(?:\s+[\w:@.-]{{1,60}}(?:\s*=\s*{_VALUE})?){{0,40}}\s*/?"
_CALL = r"[\w.$]{1,60}\([^()<>]{0,200}\)\s*;?"

_ESCAPED = re.compile(rf"&lt;/?{_NAME}(?:\s|/|&gt;)|&lt;!--", re.IGNORECASE)
# A script with its end, the first call of one without, the call an address makes.
_SCRIPT = re.compile(
    rf"<(script|style){_ATTRIBUTES}>(?:(?:(?!<\1).){{0,20000}}?</\1\s*>|\s*{_CALL})|\bjavascript:\s*{_CALL}",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rf"<!--(?:(?!<!--).){{0,20000}}?-->|</?{_NAME}{_ATTRIBUTES}>|(?<=[\"'])>", re.IGNORECASE | re.DOTALL)


def without_tags(text: str) -> str:
    """`text` on one line without the HTML tags, comments and scripts that stand in it as words.

    Angle brackets that are no tag of HTML stay: `<3`, `x > 5`, `<name@host.example>`. In the place of what is taken out
    comes a space, so that no two figures become one.
    """
    if _ESCAPED.search(text):
        text = unescape(text)
    if "<" not in text and ">" not in text and "javascript:" not in text:
        return text
    pieces = _TAG.split(_SCRIPT.sub("<br>", text))
    if len(pieces) == 1:
        return text
    made = pieces[0].rstrip(" ")
    for piece in pieces[1:]:
        words = piece.strip(" ")
        close = not made or not words or made[-1] in "([“«" or words[0] in ",.;:!?)]”»"
        made += words if close else f" {words}"
    return made.strip(" ")
