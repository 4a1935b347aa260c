"""Cues: the lemma of a cue, its kind, and the adverbs and announcements that attribute without a verb of their own."""

from __future__ import annotations

import re

from framing.voices.lemmas import base_form
from framing.voices.typology import words

PHRASES = ("according to", "in the words of", "in the view of", "in the opinion of", "as per")
HEDGES = r"reportedly|allegedly|purportedly|supposedly"
"""Adverbs that attribute a clause to somebody who is not named."""

_AUXILIARY = words(
    "has have had having is are was were be been being do does did will would could can may might should also "
    "then later once again now just even still previously recently already not to often further first never "
    "ever always it he she they by that i we you only almost so quite rather very too much more most there’s "
    "it’s that’s ’s ’ve ’re ’ll ’d ’m s ve re ll d m t"
)
_VERBS_IN_LY = {"rely", "reply", "apply", "imply", "comply", "supply", "rally", "tally", "bully", "multiply", "ally"}
_NO_SPEECH = words(
    "appear seem look show prove suggest indicate mean reveal demonstrate make want need require reflect help "
    "plan try attempt refuse support see remain consider expect cause lead keep leave let give take do have be "
    "become offer include raise underscore highlight signal find point spark underline illustrate confirm go "
    "bring put draw focus expose strengthen mark speak set hint feature concern"
)
"""Verbs that attribute a claim only if somebody who can speak is their subject ("the officer", not "the fighting")."""

_HEDGE = re.compile(rf"\b(?:(?:has|have|had|is|are|was|were)\s+)?(?:{HEDGES})\b", re.IGNORECASE)
_ANNOUNCED = re.compile(r":[”\"’)]*\s*\Z")
_NOT_SPEECH = re.compile(
    r"\b(?:known (?:for|as|to)|(?:shar|post|publish|featur|includ|contain)(?:e|es|ed|ing|s)?)\b", re.IGNORECASE
)
_TELL = r"(?:told|warned|assured|informed|promised|reminded|instructed|notified|advised)"
_TOLD_BY = re.compile(
    rf"\b(?P<cue>(?:was|were|is|are|been|being|got)\s+{_TELL})\s+by\s+"
    r"(?P<source>[^,;:“”\"]{2,60}?)\s+(?P<content>(?:that|to|how|“|\").+)",
    re.DOTALL,
)
_TOLD = re.compile(
    rf"\b(?P<cue>(?:(?:had|has|have)\s+)?{_TELL})\s+(?:[\w’'-]+\s+){{1,8}}?(?P<content>(?:that\s|“|\").+)", re.DOTALL
)
_OPINION = re.compile(
    r"In\s+(?:(?:his|her|their|its|[A-Z][\w’'. -]{1,40}?[’']s?)\s+(?:own\s+)?"
    r"(?:view|opinion|words|telling|account|judgment|judgement|estimation|reading|eyes)),?(?=\s)"
)
_BELIEF = re.compile(
    r"\b(?P<source>[Hh]is|[Hh]er|[Tt]heir|[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+)*[’']s?)\s+"
    r"(?P<cue>(?:[a-z]+\s)?(?:belief|hope|fear|view|argument|claim|contention|conviction|assumption|expectation|"
    r"calculation|theory|point|warning|suspicion|concern)s?\s+(?:was|is|had been|has been))"
    r"(?:,[^,.“”\"]{1,25},)?\s+(?P<content>that\s.+)",
    re.DOTALL,
)


def lemma(cue: str) -> str:
    """Return the lemma of a cue: ``say`` of "has also said", ``according to`` of "according to"; empty for a colon.

    By rule, without a tagger: auxiliaries and adverbs are passed over, and the first word left is taken for the verb.
    """
    found = [w.lower().replace("'", "’").strip("’") for w in re.findall(r"[A-Za-z][A-Za-z’'-]*", cue)]
    low = " ".join(found)
    for phrase in PHRASES:
        if phrase in low:
            return phrase
    adverb = next((w for w in found if re.fullmatch(HEDGES, w)), "")
    rest = [w for w in found if w not in _AUXILIARY and not w.endswith("n’t")]
    verbs = [w for w in rest if not w.endswith("ly") or w in _VERBS_IN_LY]
    if verbs:
        return base_form(verbs[0])
    if adverb or rest:
        return adverb or rest[0]
    return base_form(found[-1]) if found else ""


def kind(cue: str) -> str:
    """Return the kind of a cue: verb, phrase, adverb, colon or none."""
    low = cue.lower().strip()
    if not low:
        return "none"
    if not re.search(r"\w", low):
        return "colon"
    if any(phrase in low for phrase in PHRASES):
        return "phrase"
    if re.search(rf"\b(?:{HEDGES})\b", low):
        return "adverb"
    return "verb"


def is_no_speech(cue: str) -> bool:
    """Tell whether a cue says only that something is known for, or was shared: that attributes no words by itself."""
    return _NOT_SPEECH.search(cue) is not None


def needs_speaker(lemma: str) -> bool:
    """Tell whether a cue attributes nothing unless its source is a person, an organisation or a document."""
    return lemma in _NO_SPEECH


def told_within(
    text: str, start: int, end: int
) -> tuple[tuple[int, int] | None, tuple[int, int], tuple[int, int]] | None:
    """Return (source, cue, content) of a telling reported inside a content: "they were told by the ministry that …".

    The source is None for the active form ("had told him that …"): it stands before, in the same content.
    """
    match = _TOLD_BY.search(text, start, end)
    if match:
        return match.span("source"), match.span("cue"), match.span("content")
    body = text[start:end]
    match = _TOLD.match(text, start + len(body) - len(body.lstrip()), end)
    return (None, match.span("cue"), match.span("content")) if match else None


def belief_stated(text: str, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]] | None:
    """Return (source, cue, content) of a belief that a sentence ascribes by a noun: "Their fear is that …"."""
    match = _BELIEF.search(text, start, end)
    return (match.span("source"), match.span("cue"), match.span("content")) if match else None


def hedges(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the offsets of hedging adverbs (with their auxiliary) in a stretch of text: "has reportedly"."""
    return [m.span() for m in _HEDGE.finditer(text, start, end)]


def announces(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch of text ends with the colon that announces a quotation."""
    return _ANNOUNCED.search(text, start, end) is not None


def opinion_phrase(text: str, start: int, end: int) -> int:
    """Return where an opening "In his view" ends in a sentence; `start` if it does not open so."""
    match = _OPINION.match(text, start, end)
    return match.end() if match else start
