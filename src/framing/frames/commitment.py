"""Raised, asserted, denied: words by which a voice leaves open what it says, or says that it is not so.

A small lexicon after the study of factuality in news by Saurí and Pustejovsky (2012, Computational Linguistics 38(2),
261-299): questions, modal verbs and adverbs of possibility, conditionals. It looks at the words of one claim and does
not parse: May the month, the might of an army, "as if", "no chance of" and "could not" are left out by pattern; a
conditional that opens one claim and governs the next is not found, and "they could see it" is taken for a possibility.
"""

from __future__ import annotations

import re

MARKERS: dict[str, tuple[str, ...]] = {
    "question": (r"\?[\"”’)\]]*\s*$",),
    "modal verb": (
        r"\b(?-i:may|MAY)\b(?!\s+\d)",
        r"(?<!\bthe )(?<!military )\bmight\b",
        r"\bcould\b(?!\s+not\b)",
    ),
    "adverb": (r"\b(?:perhaps|maybe|possibly|conceivably|potentially|arguably)\b",),
    "possibility": (
        r"(?<!\bno )(?<!\bnot )\b(?:possible|possibility|likely|chance|risk|question) (?:that|of|whether)\b",
        r"\bit is (?:also )?possible\b",
        r"\bwhether\b",
        r"(?<!\bno )\bwonder(?:s|ed|ing)?\b",
        r"\b(?:not clear|unclear)\b",
    ),
    "condition": (
        r"(?<!\bas )(?<!\beven )\bif\b",
        r"\bunless\b",
        r"\bin case\b",
        r"\bprovided that\b",
        r"\bshould (?:he|she|it|they|we)\b",
    ),
}
"""Kind of marker -> its patterns; case is ignored, but for the verb "may"."""

NEGATION = re.compile(
    r"\b(?:no|not|cannot|never|none|nobody|nothing|neither|nor|without|hardly|scarcely|false|wrong|untrue|impossible"
    r"|myth|lies?|den(?:y|ies|ied|ying)|refus\w+|reject\w*)\b|n[’']t\b",
    re.IGNORECASE,
)
"""Words by which a voice says that something is not so."""

_COMPILED = {kind: re.compile("|".join(patterns), re.IGNORECASE) for kind, patterns in MARKERS.items()}


def markers(text: str) -> list[str]:
    """Return the kinds of marker in a claim's words; empty if it is put forward as a fact."""
    return [kind for kind, pattern in _COMPILED.items() if pattern.search(text.strip())]


def negates(text: str) -> bool:
    """Tell whether there is a word of negation or denial in a text."""
    return NEGATION.search(text) is not None
