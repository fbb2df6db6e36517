"""Numbers that are no quantities: years, labels, names, pronouns, votes; and ages, a kind of their own."""

from __future__ import annotations

from amparo.extract.quantity_around import Around, Part, ends_with

_SENTENCE_OPENS = frozenset(".!?—–\"“”'‘’«»¿¡([{\n•*|-")


def is_none(around: Around, part: Part) -> bool:
    """Whether a part without a label is no quantity: a number inside a word, a pronoun, part of a name."""
    if part.kind in ("vague", "fraction"):
        return False
    at = part.start
    if at >= 2 and around.folded[at - 1] in ".:" and around.folded[at - 2].isalpha():
        return True
    return _hyphenated(around, part) or (part.unit is None and (_is_pronoun(around, part) or _is_named(around, part)))


def _hyphenated(around: Around, part: Part) -> bool:
    """Whether the number is part of a compound that counts nothing: MS-13, three-way."""
    folded, at = around.folded, part.start
    if at >= 2 and folded[at - 1] == "-" and (folded[at - 2].isalnum() or folded[at - 2] == "."):
        words = around.left_words(at - 1)
        return not words or words[-1][0].split("-")[-1] not in around.rules.prefixes
    end = part.end
    if part.unit is None and part.num.kind == "words" and folded[end : end + 1] == "-" and part.bound is None:
        return not around.rules.bounds_after.at(folded, end) and folded[end + 1 : end + 2].isalpha()
    return False


def is_labelled(around: Around, part: Part) -> bool:
    """Whether the word before makes the number a label: Title 8, article 12, page 3."""
    left = around.left_words(part.start)
    if not left:
        return part.start > 0 and around.folded[part.start - 1] in "§#¶"
    word = left[-1][0]
    if word in around.rules.labels:
        return not (around.plural_after(part.end) and word in around.rules.labels_plural_ok)
    return word.rstrip(".") in around.rules.labels and word.endswith(".")


def is_year(around: Around, part: Part) -> bool:
    """Whether the number is a year."""
    num, rules = part.num, around.rules
    if (
        part.unit is not None
        or num.kind != "digits"
        or num.magnitude != 1.0
        or num.end - num.start != 4
        or part.low is None
    ):
        return False
    if not around.folded[num.start : num.end].isdecimal() or not 1000 <= part.low < 2200:
        return False
    left = around.left_words(part.start)
    word, at = left[-1] if left else ("", 0)
    plural = around.plural_after(part.end)
    bound = around.bound_before(part.start, 0)[0]
    weak = word in rules.year_words_weak and not plural
    if part.low < 1900 or part.low > 2100:
        return (weak or word in rules.year_words) and not plural and bound is None
    if weak or word in rules.year_words:
        return True
    if bound is not None:
        return False
    return not plural or (bool(word) and around.text[at].isupper())


def _is_pronoun(around: Around, part: Part) -> bool:
    """Whether "one" stands for somebody or something and counts nothing."""
    rules = around.rules
    if around.folded[part.num.start : part.num.end] not in rules.one_words:
        return False
    left = around.left_words(part.start)
    if left and (left[-1][0] in rules.one_not_after or left[-1][0].rstrip("'s") in rules.one_not_after):
        return True
    after = around.next_word(part.end)
    if not left and not after and not around.folded[part.end :].strip():
        return False
    if not after and around.folded[part.end : part.end + 2].strip()[:1].isdigit():
        return True
    if after and around.folded[part.end] not in "-":
        return after in rules.one_not_before
    return around.bound_before(part.start, 0)[0] is None


def _is_named(around: Around, part: Part) -> bool:
    """A number that belongs to a name: iPhone 11, Camp 6, S&P 500."""
    num = part.num
    if num.magnitude != 1.0 or part.start < 2 or part.bound == "between" or around.text[part.start - 1] not in " \xa0":
        return False
    if num.kind == "digits":
        if num.end - num.start > 4 or "," in around.folded[num.start : num.end]:
            return False
    elif not around.text[num.start].isupper():
        return False
    begin = end = part.start - 1
    while begin > 0 and end - begin < 24 and not around.text[begin - 1].isspace():
        begin -= 1
    word = around.text[begin:end]
    low = around.folded[begin:end]
    if around.next_word(part.end) in around.rules.of:
        return False
    if not word or not word[-1].isalnum() or low in around.rules.name_not or low.rstrip(".") in around.rules.calendar:
        return False
    if not any(c.isupper() for c in word) or around.plural_after(part.end):
        return False
    inner = any(c.isupper() for c in word[1:]) and not around.text[part.end : part.end + 4].strip()[:2].isupper()
    before = around.text[max(0, begin - 3) : begin].rstrip()
    opening = begin == 0 or not before or before[-1] in _SENTENCE_OPENS
    return inner or not opening


def is_age(around: Around, part: Part) -> bool:
    """Whether the number is the age of somebody."""
    if part.low is None or not 0 < part.low < 120:
        return False
    left = tuple(w for w, _ in around.left_words(part.start))
    if ends_with(left, around.rules.age_before):
        return True
    if part.num.kind != "digits" or part.bound == "between" or part.end - part.start > 2 or part.low < 10:
        return False
    before = around.text[max(0, part.start - 24) : part.start]
    named = before[:-2].split()[-1:] if before.endswith(", ") else []
    if not named or not named[0][-1].isalpha():
        return False
    closing = around.text[part.end : part.end + 1]
    return closing == "," or (closing in (".", ";") and named[0][0].isupper())


def is_score(around: Around, a: Part, b: Part, opened: tuple[str, ...]) -> bool:
    """Whether "6-3" is a vote or a score."""
    if a.unit or b.unit or a.low is None or b.low is None or max(a.low, b.low) > 200:
        return False
    after = around.next_word(b.end)
    if after in around.rules.score_units:
        return True
    return any(w in around.rules.score_words for w in opened[-4:])


def is_tally(around: Around, a: Part, b: Part, low: float) -> bool:
    """Whether "5 to 4" is a vote: whole numbers, nothing counted after them."""
    if a.unit or b.unit or a.low is None or not a.low.is_integer() or not low.is_integer():
        return False
    after = around.next_word(b.end)
    return not after or after in around.rules.score_units
