"""What can be told of a wording from its words alone: what it is about, whether it is a sentence, how often it negates.

Lists and rules of thumb for English, without a parser. They are made for questions to the author of a codebook
(:mod:`framing.frames.codebook_check`), who sees at once when one of them is mistaken; they decide nothing.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_AUXILIARY = _set(
    "is are was were be been am has have had do does did will would can cannot could may might must shall should ought"
)
_EMPTY = _AUXILIARY | _set(
    "a an the this that these those of to in on at by for from with into as about it its their his her there and or "
    "but more than what which who whose how going been being"
)
_CLAUSE = _set(
    "of in on at by for from with without into about against among between over after before during toward towards "
    "under around through and or but as because than that which who whose where when while if to"
)
_IRREGULAR = _set(
    "became began broke brought built bought came chose drove fell felt fought found gave got grew held kept knew led "
    "left lost made meant met paid put ran rose said saw sent set shot spent spoke stood struck taught told took "
    "thought threw understood went won wrote let lets makes gives takes goes comes becomes keeps leaves means need "
    "mean bear belongs bears calls consists depends hangs leads meets needs points relies rests runs stands stems "
    "touches turns wants weighs collapses dies endures exists fails loses matters prevails resists succeeds suffers "
    "survives wins"
)
_PLURAL = _set("people men women children police they we you troops voters who nobody everybody")

_NOT = r"\b(?:not|no|never|nobody|nothing|none|neither|cannot|without|hardly|scarcely)\b|n[’']t\b"
_NEGATION = re.compile(_NOT, re.IGNORECASE)
_UN = re.compile(
    rf"(?P<no>{_NOT})\s+(?:[^\W_]+\s+)?(?P<un>un(?:just|justified|fair|lawful|true|able|likely|necessary|wise|popular|safe|important|acceptable|reasonable)"
    r"|im(?:possible|moral|proper|probable)|il(?:legal|legitimate|logical)|ir(?:relevant|responsible|rational)"
    r"|in(?:effective|sufficient|adequate|appropriate|capable|dispensable|secure|valid|humane)|dishonest|disloyal)\b",
    re.IGNORECASE,
)
_DENIED_CLAUSE = re.compile(
    r"\b(?:not (?:true|right|the case|so)|untrue|false|wrong|a (?:lie|myth|mistake)) that\b(?P<rest>.*)", re.IGNORECASE
)
_BORDER = re.compile(r"[,;:]|\b(?:that|which|who|because|if|but|when|while|and|or|until|than)\b", re.IGNORECASE)


def words_of(sentence: str) -> list[str]:
    """Return the words of a sentence, as they are written."""
    return _WORD.findall(sentence)


def about(sentence: str) -> frozenset[str]:
    """Return the stems of the words that say what a sentence is about; little words and negations are left out."""
    kept = [w for w in (word.lower().replace("’", "'") for word in words_of(sentence)) if w not in _EMPTY]
    return frozenset(_stem(w) for w in kept if not _NEGATION.fullmatch(w))


def _stem(word: str) -> str:
    """Return a word without its ending, so that "misjudged" and "misjudge" are one."""
    word = word.removesuffix("'s")
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word.removesuffix(ending)
    return word


def overlap(one: str, other: str) -> float:
    """Return how many of the words that two sentences are about they share, of those in either: 0 to 1 (Jaccard)."""
    first, second = about(one), about(other)
    return len(first & second) / len(first | second) if first | second else 0.0


def is_label(sentence: str) -> bool:
    """Tell whether a text looks like a label ("Economic anxiety about immigration."): no word in it can be its verb.

    A verb in -s at the very end ("The rouble plummets.") is only known from a short list.
    """
    given = words_of(sentence)
    small = [word.lower().replace("’", "'") for word in given]
    if any(w in _AUXILIARY or w in _IRREGULAR or w.endswith("n't") for w in small):
        return False
    for i, word in enumerate(small[1:], start=1):
        before, after = small[i - 1], small[i + 1] if i + 1 < len(small) else ""
        if word.endswith("ed") and not word.endswith("eed"):
            return False
        if _in_s(word) and after and after not in _CLAUSE:
            return False
        if (before in _PLURAL or _in_s(before)) and word not in _CLAUSE and given[i].islower():
            return False
    return True


def _in_s(word: str) -> bool:
    """Tell whether a word has the ending of a plural, or of a verb with he, she or it."""
    return len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "ous"))


def negations(sentence: str) -> list[str]:
    """Return the words of a sentence that negate one another; empty if there are not two in one clause.

    "It is not true that nobody helps" counts as one clause, "neither … nor" as one negation.
    """
    if (denied := _DENIED_CLAUSE.search(sentence)) and (inner := _NEGATION.search(denied["rest"])):
        return [denied.group().split(" that ")[0], inner.group()]
    for clause in _BORDER.split(sentence):
        plain = [m.group() for m in _NEGATION.finditer(clause)]
        if len(plain) > 1:
            return plain[:2]
        if within := _UN.search(clause):
            return [within["no"], within["un"]]
    return []
