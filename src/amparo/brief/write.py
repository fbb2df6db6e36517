"""Writing the brief: what matters is chosen, told in one language, checked sentence by sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from amparo.brief.checker import check_sentence
from amparo.brief.choose import Point, choose, ranked_questions
from amparo.brief.clause import Fault
from amparo.brief.compose import capitalised, contrast, finished, headline, sentence, support
from amparo.brief.explained import check_explanation
from amparo.brief.phrases import load_phrases
from amparo.brief.private import folded, load_people, longest_names, mask_names, mask_path, meet
from amparo.brief.voices import load_voices
from amparo.brief.wording import Words
from amparo.model import Brief, Changes, Claim, Finding, Sentence, Source
from amparo.packs import Pack
from amparo.reconcile.account import Account

QUESTIONS_SHOWN = 10


class _Desk:
    """Where sentences are written: those that pass the checker are kept, the others are put aside with the reason."""

    def __init__(self, account: Account, pack: Pack, words: Words) -> None:
        self.account, self.pack, self.words = account, pack, words
        self.refused: list[str] = []

    def keep(
        self, text: str, claims: Sequence[Claim], voiced: bool = True, origins: int | None = None
    ) -> Sentence | None:
        """The sentence, or None where the checker refuses it. `origins`: how many the claims have, where it is told."""
        made = Sentence(
            text, tuple(claim.id for claim in claims), machine=any(claim.review == "unreviewed" for claim in claims)
        )
        found = check_sentence(made, claims, self.pack, self.words.lang, voiced=voiced, origins=origins)
        return self._passed(made, found)

    def question(self, finding: Finding) -> Sentence | None:
        """An open question, in the words of its finding, private names withheld."""
        text = finding.explanation.get(self.words.lang) or next(iter(finding.explanation.values()))
        masked = mask_names(text, self.words.people)
        self.words.withheld.update(masked.names)
        claims = [self.account.claims[c] for c in finding.claims if c in self.account.claims]
        made = Sentence(
            capitalised(masked.text),
            finding.claims,
            (finding.id,),
            machine=any(claim.review == "unreviewed" for claim in claims),
        )
        return self._passed(made, check_explanation(made, claims, finding.arithmetic, self.words.phrases))

    def _passed(self, made: Sentence, faults: Sequence[Fault]) -> Sentence | None:
        if not faults:
            return made
        self.refused.append(f"{made.text} ({'; '.join(fault.reason for fault in faults)})")
        return None


@dataclass(frozen=True)
class Former:
    """How a dossier stood at a moment: its account then, what the log says came since (`Changes`)."""

    account: Account
    since: str
    decided: Mapping[str, int]
    unread: tuple[str, ...] = ()


def write_brief(
    account: Account, pack: Pack, lang: str, released: frozenset[str] = frozenset(), former: Former | None = None
) -> Brief:
    """The brief of an account in one of the pack's languages.

    Args:
        released: names of private people that a person released.
        former: how things stood at a moment: then only what is new since is told.

    Raises:
        PackError: the pack has no phrases for `lang`.
    """
    words = brief_words(account, pack, lang, released)
    desk = _Desk(account, pack, words)
    choice = choose(account, pack, lang, former.account.claims.keys() if former else ())
    title = None
    if choice.title:
        title = desk.keep(headline([p.lead for p in choice.title], words), _cited(choice.title), voiced=False)
    summary = [desk.keep(sentence([p.lead for p in told], words), _cited(told)) for told in choice.summary]
    if choice.differing:
        summary.append(desk.keep(contrast([p.lead for p in choice.differing], words), _cited(choice.differing)))
    if choice.supported:
        point = choice.supported
        counted = support(point.lead, point.documents, point.origins, words)
        summary.append(desk.keep(counted, point.claims, voiced=False, origins=point.origins))
    key_points = [
        desk.keep(sentence([point.lead], words, before=i % 2 == 1), point.claims)
        for i, point in enumerate(choice.key_points)
    ]
    questions = _questions(_new_findings(account, former), desk)
    kept = [s for s in [title, *summary, *key_points, *questions] if s]
    cited = Counter(account.claims[c].doc_id for s in kept for c in s.claims if c in account.claims)
    changes = _changes(account, former, cited, words) if former else None
    sources = tuple(_shown(source, words) for doc_id, source in account.sources.items() if doc_id in cited)
    return Brief(
        lang=lang,
        title=title,
        summary=tuple(s for s in summary if s),
        key_points=tuple(s for s in key_points if s),
        open_questions=tuple(questions),
        sources=sources,
        withheld=longest_names(words.withheld),
        refused=tuple(desk.refused),
        changes=changes,
        unconfirmed=len(account.unconfirmed),
    )


def _new_findings(account: Account, former: Former | None) -> list[Finding]:
    known = {f.id for f in former.account.findings if f.status == "open"} if former else set()
    return [f for f in account.findings if f.id not in known]


def _changes(account: Account, former: Former, cited: Counter[str], words: Words) -> Changes:
    """What came with the news: documents, decisions, findings that closed, claims that count no more.

    Args:
        cited: how often each document is cited.
    """
    before = former.account
    still = {f.id for f in account.findings if f.status == "open"}
    ended = ranked_questions(f for f in before.findings if f.id not in still)
    closed = [mask_names(f.explanation[words.lang], words.people) for f in ended if words.lang in f.explanation]
    words.withheld.update(*(text.names for text in closed))
    added = [source for doc_id, source in account.sources.items() if doc_id not in before.sources]
    added.sort(key=lambda source: -cited[source.doc_id])
    unread = [mask_path(doc, words.people) for doc in former.unread]
    words.withheld.update(*(doc.names for doc in unread))
    return Changes(
        since=former.since,
        documents=tuple(_shown(source, words) for source in added),
        unread=tuple(doc.text for doc in unread),
        decided=former.decided,
        closed=tuple(capitalised(text.text) for text in closed),
        gone=len(before.claims.keys() - account.claims.keys()),
    )


def brief_words(
    account: Account,
    pack: Pack,
    lang: str,
    released: frozenset[str] = frozenset(),
    shown: Iterable[str] = (),
) -> Words:
    """The phrases of a language and the rule for private people, after meeting the names of this account.

    Args:
        shown: further texts that the reader will see.
    """
    phrases = load_phrases(pack, lang)
    texts = [text for claim in account.claims.values() for text in (claim.quote, claim.asserter) if text]
    texts += [source.title for source in account.sources.values() if source.title]
    texts += [part for claim in account.claims.values() for part in around(claim)]
    texts += shown
    sources = account.sources.values()
    known = [name for source in sources for name in (source.publisher, *source.credits) if name]
    known += [
        part for claim in account.claims.values() for part in claim.scope.get("affiliation", "").split("; ") if part
    ]
    people = meet(load_people(pack), texts, known, released, phrases.common["private"]["name"])
    publishers = {
        form for source in sources if source.publisher for form in (source.publisher, f"the {source.publisher}")
    }
    return Words(
        phrases,
        people,
        load_voices(pack, lang),
        set(),
        sole=len(account.sources) == 1,
        publishers=frozenset(map(folded, publishers)),
    )


def around(claim: Claim) -> tuple[str, str]:
    """The words before and after a quote that its anchor keeps, without what may be parts of words at their ends."""
    before, after = claim.anchor.prefix, claim.anchor.suffix
    return before.partition(" ")[2], after.rpartition(" ")[0]


def _shown(source: Source, words: Words) -> Source:
    """A source as it may be shown: private names withheld in title and file name; its hash says which it is."""
    title = mask_names(source.title or "", words.people)
    doc = mask_path(source.doc, words.people)
    words.withheld.update(title.names | doc.names)
    return replace(source, title=title.text or None, doc=doc.text)


def _cited(points: Sequence[Point]) -> list[Claim]:
    return [claim for point in points for claim in point.claims]


def _questions(findings: Sequence[Finding], desk: _Desk) -> list[Sentence]:
    ranked = ranked_questions(findings)
    told = [made for finding in ranked[:QUESTIONS_SHOWN] if (made := desk.question(finding))]
    rest = ranked[QUESTIONS_SHOWN:]
    if rest:
        form = desk.words.phrases.common["more_findings"]["one" if len(rest) == 1 else "other"]
        told.append(Sentence(finished(form.format(n=len(rest))), findings=tuple(finding.id for finding in rest)))
    return told
