"""Verb forms of a language from its paradigms: lemma → every form, with what the form tells (tense, mood)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from amparo.packs.yamlfile import Node


@dataclass(frozen=True)
class Conjugation:
    """The paradigms of a language, as `verbs.yaml` gives them.

    A form is told by a short tag: `inf`, `pres`, `past`, `part` (past participle), `ger`, and where the language has
    them `impf`, `fut`, `cond`, `subj`, `subjp`. `common` are verbs of everyday prose, which no pack need name;
    of `common_but_present` the base form and the present are left out, since they are nouns as well.
    """

    paradigms: Mapping[str, Mapping[str, tuple[str, ...]]]
    seams: tuple[tuple[str, str, str], ...] = ()
    seam_paradigms: tuple[str, ...] = ()
    kept: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    doubling: frozenset[str] = frozenset()
    stem_changes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    irregular: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    clitics: tuple[str, ...] = ()
    clitic_hosts: Mapping[str, str] = field(default_factory=dict)
    common: tuple[str, ...] = ()
    common_but_present: tuple[str, ...] = ()

    def forms(self, lemma: str) -> Iterator[tuple[str, str]]:
        """Every (form, tag) of the verb `lemma`, lower case."""
        special = self.irregular.get(lemma, {})
        paradigm = self._paradigm(lemma)
        yield lemma, "inf"
        for tag, forms in special.items():
            for form in forms:
                yield form, tag.rstrip("+")
        if paradigm is None:
            return
        stem = lemma[: len(lemma) - len(self.paradigms[paradigm]["inf"][0])]
        for tag, endings in self.paradigms[paradigm].items():
            if tag in special:
                continue
            for ending in endings:
                yield self._join(lemma, stem, ending, paradigm), tag
                if tag in ("pres", "subj") and not ending.endswith("mos"):
                    changed = self._changed(lemma, stem)
                    if changed:
                        yield self._join(lemma, changed, ending, paradigm), tag

    def clitic_host(self, form: str) -> str:
        """How `form` is written when a pronoun is joined to it (diciendo → diciéndo-)."""
        for ending, becomes in self.clitic_hosts.items():
            if form.endswith(ending):
                return form[: len(form) - len(ending)] + becomes
        return form

    def _paradigm(self, lemma: str) -> str | None:
        best = None
        for name, endings in self.paradigms.items():
            if lemma.endswith(endings["inf"][0]) and (best is None or endings["inf"][0]):
                best = name
        return best

    def _join(self, lemma: str, stem: str, ending: str, paradigm: str) -> str:
        if lemma in self.doubling and ending[:1] in ("e", "i"):
            return stem + stem[-1] + ending
        if not self.seam_paradigms or paradigm in self.seam_paradigms:
            for tail, head, becomes in self.seams:
                if ending.startswith(head) and stem.endswith(tail) and not stem.endswith(self.kept.get(tail, ())):
                    return stem[: len(stem) - len(tail)] + becomes + ending
                if ending.startswith(head) and stem.endswith(self.kept.get(tail, ("\0",))) and ending[:1] == stem[-1:]:
                    return stem + ending[1:]
        return stem + ending

    def _changed(self, lemma: str, stem: str) -> str | None:
        for becomes, verbs in self.stem_changes.items():
            if lemma in verbs:
                vowel = "o" if becomes == "ue" else "e"
                at = stem.rfind(vowel)
                return stem[:at] + becomes + stem[at + 1 :] if at >= 0 else None
        return None


def read_conjugation(node: Node) -> Conjugation:
    """The conjugation that a `verbs.yaml` describes. Raises `PackError`."""
    node.only(
        "paradigms",
        "seams",
        "seam_paradigms",
        "keep_before",
        "doubling",
        "stem_changes",
        "irregular",
        "clitics",
        "clitic_hosts",
        "common",
        "common_but_present",
    )
    seams = []
    for seam in node.get("seams").children():
        parts = seam.strings()
        if len(parts) != 3:
            raise seam.fail("is not a seam", "Write [stem ending, start of the ending, what the stem ending becomes]")
        seams.append((parts[0], parts[1], parts[2]))
    return Conjugation(
        paradigms={name: _forms(child) for name, child in node.need("paradigms").items()},
        seams=tuple(seams),
        seam_paradigms=node.get("seam_paradigms").strings() if node.get("seam_paradigms").value else (),
        kept={k: v.strings() for k, v in node.get("keep_before", {}).items()},
        doubling=frozenset(node.get("doubling", []).strings()),
        stem_changes={k: frozenset(v.strings()) for k, v in node.get("stem_changes", {}).items()},
        irregular={k: _forms(v) for k, v in node.get("irregular", {}).items()},
        clitics=node.get("clitics", []).strings(),
        clitic_hosts={k: v.text() for k, v in node.get("clitic_hosts", {}).items()},
        common=node.get("common", []).strings(),
        common_but_present=node.get("common_but_present", []).strings(),
    )


def _forms(node: Node) -> Mapping[str, tuple[str, ...]]:
    return {tag: child.strings() for tag, child in node.items()}
