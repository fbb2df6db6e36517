"""The checker: reads our own sentences and refuses those that say more than the claims they cite.

It knows nothing of how a sentence was composed, and has two locks. One reads the sentence again with the cascade (see
`reread.py`). The other goes clause by clause (see `clause.py`): which claims does it tell, who says them, and is there
anything in it that these claims do not license? Every cited claim must be told.
"""

from __future__ import annotations

from collections.abc import Sequence

from amparo.brief.clause import Clause, Fault
from amparo.brief.counts import uncounted
from amparo.brief.marks import Mark, Marked, whole
from amparo.brief.phrases import load_phrases
from amparo.brief.reread import LEFT_OUT, clauses_of, reread
from amparo.brief.told import BLANK
from amparo.brief.voices import load_voices
from amparo.brief.wording import figure_noun_forms, proper
from amparo.model import Claim, Sentence
from amparo.packs import Pack


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
    documents = len({claim.document for claim in claims})
    marked = Marked(sentence.text, claims, phrases, voices)
    faults = [Fault("quote", f"{words} stands in none of the claims so") for words in marked.strange]
    text, wrong = uncounted(marked.text, documents, phrases, origins)
    faults += [Fault("count", f"{words!r} does not count the documents of the claims") for words in wrong]
    parts = [part for part in clauses_of(text) if part.strip(f" .{BLANK}")]
    told: set[int] = set()
    heard = Mark("")
    for part in parts:
        clause = Clause(part, marked, heard, voiced)
        faults += clause.faults
        told |= clause.told
        heard = clause.heard
    for i in sorted(set(range(len(claims))) - told):
        faults.append(Fault("citation", f"a cited claim is not told: {claims[i].ledger}/{claims[i].stage}"))
    return faults + _reread(marked, claims, pack)


def _reread(marked: Marked, claims: Sequence[Claim], pack: Pack) -> list[Fault]:
    """What the cascade finds in the sentence when it reads it again, and no claim has."""
    phrases = marked.phrases
    plain, _ = uncounted(marked.unsigned(LEFT_OUT), 0, phrases)
    for claim in claims:
        if name := claim.scope.get("facility"):
            plain = whole(proper(name, phrases)).sub(LEFT_OUT, plain)
        if nationality := claim.scope.get("nationality"):
            for special, common in figure_noun_forms(nationality, phrases):
                plain = whole(special).sub(common, plain)
    return [
        Fault(found.slot, f"read again, {found.figure!r} is {found.read}; the claims say {found.told or 'none'}")
        for found in reread(plain.replace(BLANK, LEFT_OUT), claims, pack, phrases)
    ]
