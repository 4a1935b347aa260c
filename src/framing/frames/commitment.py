"""Raised, asserted, denied: words by which a voice leaves open what it says (asked, called possible, made conditional) or says that it is not so.

A small lexicon after the study of factuality in news by Saurí and Pustejovsky (2012, Computational Linguistics 38(2), 261-299): questions,
modal verbs and adverbs of possibility, conditionals. It looks at the words of one claim and does not parse: "may" as a
month and "if" in "as if" are left out by pattern, a conditional that opens one claim and governs the next is not found.
"""

from __future__ import annotations

import re

MARKERS: dict[str, str] = {
    "question": r"\?[\"”’)]*\s*$",
    "modal verb": r"\b(?:may|might|could)\b(?!\s+\d)",
    "adverb": r"\b(?:perhaps|maybe|possibly|conceivably|potentially|arguably)\b",
    "possibility": r"\b(?:possible|possibility|likely|chance|risk|question) (?:that|of|whether)\b|\bit is (?:also )?possible\b|\bwhether\b|\bwonder(?:s|ed|ing)?\b|\bnot clear\b|\bunclear\b",
    "condition": r"(?:^|[,;:—–(\s“])(?<!as )(?<!even )if\s|\bunless\b|\bin case\b|\bprovided that\b|\bshould (?:he|she|it|they|we)\b",
}
"""Kind of marker -> pattern; case is ignored."""

NEGATION = re.compile(
    r"\b(?:no|not|cannot|never|none|nobody|nothing|neither|nor|without|hardly|scarcely|den(?:y|ies|ied|ying)|refus\w+|reject\w*|false|wrong|untrue|impossible|myth|lies?)\b|n[’']t\b",
    re.IGNORECASE,
)
"""Words by which a voice says that something is not so."""

_COMPILED = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in MARKERS.items()}


def markers(text: str) -> list[str]:
    """Return the kinds of marker in a claim's words; empty if it is put forward as a fact."""
    return [kind for kind, pattern in _COMPILED.items() if pattern.search(text.strip())]


def negates(text: str) -> bool:
    """Tell whether there is a word of negation or denial in a text."""
    return NEGATION.search(text) is not None
