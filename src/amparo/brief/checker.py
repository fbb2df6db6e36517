"""The checker: reads our own sentences and refuses those that say more than the claims they cite.

It knows nothing of how a sentence was composed, and has two locks. One reads the sentence again with the cascade (see
`reread.py`). The other goes clause by clause (see `clause.py`): which claims does it tell, who says them, and is there
anything in it that these claims do not license? Every cited claim must be told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from amparo.brief.clause import BLANK, Clause, Fault, ends_of, holds
from amparo.brief.marks import Marked
from amparo.brief.phrases import Phrases, load_phrases
from amparo.brief.reread import QUOTED, reread
from amparo.brief.voices import Voices, load_voices
from amparo.brief.wording import voice_forms
from amparo.extract.quantities import find_figures
from amparo.model import Claim, Sentence
from amparo.packs import Pack

_CLAUSES = re.compile(r";(?=\s|$)")
_DIGIT = re.compile(r"\d")


def check_sentence(
    sentence: Sentence,
    claims: Sequence[Claim],
    pack: Pack,
    lang: str,
    voiced: bool = True,
    origins: int | None = None,
) -> list[Fault]:
    """What `sentence` says that `claims`, which it cites, do not; empty where it may be shown.

    Args:
        voiced: whether somebody must be named who says it; a title and a count of documents name nobody.
        origins: how many independent origins the claims have, where that was counted.
    """
    if not claims:
        return [Fault("citation", "the sentence cites nothing")]
    phrases, voices = load_phrases(pack, lang), load_voices(pack, lang)
    documents = len({claim.doc_id for claim in claims})
    marked = Marked(sentence.text, claims, phrases, voices)
    faults = [Fault("quote", f"{words} stands in none of the claims so") for words in marked.strange]
    text, wrong = _uncounted(marked.text, documents, phrases, origins)
    faults += [Fault("count", f"{words!r} does not count the documents of the claims") for words in wrong]
    parts = [part for part in _CLAUSES.split(text) if part.strip(f" .–«»“”{BLANK}")]
    told: set[int] = set()
    heard: frozenset[int] = frozenset()
    for part in parts:
        clause = Clause(part, marked, heard, voiced)
        faults += clause.faults
        told |= clause.told
        heard = heard or clause.said_before
    for i in sorted(set(range(len(claims))) - told):
        faults.append(Fault("citation", f"a cited claim is not told: {claims[i].ledger}/{claims[i].stage}"))
    return faults + _reread(sentence.text, claims, pack, phrases, voices)


def _reread(text: str, claims: Sequence[Claim], pack: Pack, phrases: Phrases, voices: Voices) -> list[Fault]:
    """What the cascade finds in the sentence when it reads it again, and no claim has."""
    plain, _ = _uncounted(text, len({claim.doc_id for claim in claims}), phrases)
    named = [form for claim in claims for form in voice_forms(claim, phrases, voices, None)]
    return [
        Fault(found.slot, f"read again, {found.figure!r} is {found.read}; the claims say {found.told or 'none'}")
        for found in reread(plain.replace(BLANK, QUOTED), claims, named, pack, phrases)
    ]


def check_explanation(sentence: Sentence, claims: Sequence[Claim], arithmetic: str, phrases: Phrases) -> list[Fault]:
    """Figures of a finding's explanation that are neither in its claims, bound included, nor in its arithmetic.

    An explanation names what it is about before a colon (ledger, stages, time) and writes its figures in digits.
    """
    reckoned = [end for quantity in find_figures(arithmetic, phrases.lang) for end in ends_of(quantity)]
    told = sentence.text.partition(": ")[2] or sentence.text
    told, miscounted = _uncounted(told, len({claim.doc_id for claim in claims}), phrases)
    faults = [Fault("count", f"{words!r} does not count the documents of its claims") for words in miscounted]
    for quantity in find_figures(told, phrases.lang):
        words = told[quantity.start : quantity.end]
        held = [claim for claim in claims if holds(quantity, claim)]
        if held and not any(claim.bound == quantity.bound for claim in held):
            faults.append(Fault("bound", f"{words!r} is read as {quantity.bound}; the claims say {held[0].bound}"))
        if held or not _DIGIT.search(words):
            continue
        if not any(_reckoned(end, quantity.unit, reckoned) for end in ends_of(quantity)):
            faults.append(Fault("figure", f"{words!r} is in none of its claims"))
    return faults


def _reckoned(value: float, unit: str | None, reckoned: Sequence[float]) -> bool:
    """Whether the value stands in the arithmetic; a ratio there is a percentage in words."""
    scale = 100 if unit == "percent" else 1
    return any(abs(value - other * scale) <= 0.01 * scale for other in reckoned)


def _uncounted(text: str, documents: int, phrases: Phrases, origins: int | None = None) -> tuple[str, list[str]]:
    """`text` without its counts of documents and origins, and those that are wrong."""
    wrong = []
    for noun in ("document", "origin"):
        for form in phrases.common[noun].values():
            pattern = re.compile(rf"(?<!\w){re.escape(form).replace(re.escape('{n}'), '([0-9]+)')}(?!\w)")
            for match in pattern.finditer(text):
                n = int(match.group(1))
                known = documents if noun == "document" else origins
                if not 1 <= n <= documents or (known is not None and n != known):
                    wrong.append(match.group())
            text = pattern.sub(BLANK, text)
    return text, wrong
