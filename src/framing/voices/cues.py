"""Cues: the lemma of a cue, its kind, and the adverbs and announcements that attribute without a verb of their own."""

from __future__ import annotations

import re

_IRREGULAR = {
    "said": "say", "says": "say", "told": "tell", "wrote": "write", "written": "write", "thought": "think", "thinks": "think", "felt": "feel",
    "knew": "know", "known": "know", "saw": "see", "seen": "see", "found": "find", "made": "make", "went": "go", "gave": "give", "given": "give",
    "read": "read", "put": "put", "took": "take", "taken": "take", "swore": "swear", "sworn": "swear", "vowed": "vow", "held": "hold", "spoke": "speak",
    "spoken": "speak", "heard": "hear", "meant": "mean", "led": "lead", "sent": "send", "began": "begin", "shown": "show", "quoted": "quote",
    "denied": "deny", "denies": "deny", "denying": "deny", "replied": "reply", "replies": "reply", "implied": "imply", "testified": "testify",
    "lying": "lie", "citing": "cite", "cited": "cite", "pleaded": "plead", "pled": "plead", "predicted": "predict", "warned": "warn", "called": "call",
    "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be", "has": "have", "had": "have", "having": "have",
}  # fmt: skip
_KEEP_E = {
    "acknowledg", "advis", "announc", "argu", "believ", "challeng", "cit", "conced", "conclud", "declar", "denounc", "describ", "disclos", "emphasiz", "emphasis",
    "endors", "estimat", "insinuat", "issu", "not", "observ", "pledg", "pronounc", "propos", "prais", "promis", "quot", "reiterat", "sav", "stat", "surmis",
    "suppos", "urg", "voic", "writ", "welcom", "blam", "examin", "hop", "imagin", "indicat", "invit", "accus", "admir", "agre", "decid", "compar",
    "criticiz", "criticis", "characteriz", "apologiz", "declin", "refus", "assum", "presum", "advocat", "demonstrat", "illustrat", "underlin", "outlin", "realiz", "recogniz", "encourag", "ridicul", "rebuk", "accus", "notic", "chid", "recit", "minimiz", "emphasis", "summariz", "scor", "shar", "us", "vot", "negat", "speculat", "postulat", "articulat", "reiterat", "communicat",
}  # fmt: skip
_AUXILIARY = {
    "has", "have", "had", "having", "is", "are", "was", "were", "be", "been", "being", "do", "does", "did", "will", "would", "could", "can", "may", "might", "should",
    "also", "then", "later", "once", "again", "now", "just", "even", "still", "repeatedly", "previously", "recently", "already", "not", "to", "often", "publicly",
    "reportedly", "privately", "openly", "simply", "further", "first", "never", "it", "he", "she", "they", "by", "that", "been",
}  # fmt: skip
PHRASES = ("according to", "in the words of", "in the view of", "in the opinion of", "as per")
HEDGES = r"reportedly|allegedly|purportedly|supposedly"
"""Adverbs that attribute a clause to somebody who is not named."""

_HEDGE = re.compile(rf"\b(?:(?:has|have|had|is|are|was|were)\s+)?(?:{HEDGES})\b", re.IGNORECASE)
_ANNOUNCED = re.compile(r":[”\"’)]*\s*\Z")


def _base(word: str) -> str:
    """Return the base form of one verb form, by rule; irregular and doubtful ones from a list."""
    w = word.lower()
    if w in _IRREGULAR:
        return _IRREGULAR[w]
    for ending in ("ing", "ed"):
        if w.endswith(ending) and len(w) > len(ending) + 2:
            stem = w[: -len(ending)]
            if stem.endswith("i"):
                return stem[:-1] + "y"
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsez":
                return stem[:-1]
            return stem + "e" if stem in _KEEP_E else stem
    if w.endswith("ies") and len(w) > 4:
        return w[:-3] + "y"
    if w.endswith(("shes", "ches", "sses", "xes")):
        return w[:-2]
    if w.endswith("s") and not w.endswith(("ss", "us")) and len(w) > 3:
        return w[:-1]
    return w


def lemma(cue: str) -> str:
    """Return the lemma of a cue: ``say`` of "has also said", ``according to`` of "according to"; empty for a colon alone.

    By rule, without a tagger: auxiliaries and adverbs are passed over, and the first word left is taken for the verb.
    """
    words = re.findall(r"[A-Za-z][A-Za-z’'-]*", cue)
    low = " ".join(words).lower()
    for phrase in PHRASES:
        if phrase in low:
            return phrase
    rest = [w for w in words if w.lower() not in _AUXILIARY]
    if not rest:
        return _base(words[-1]) if words and not re.fullmatch(HEDGES, words[-1].lower()) else low.split(" ")[-1]
    return _base(rest[0])


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


def hedges(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the offsets of hedging adverbs (with their auxiliary) in a stretch of text: "has reportedly"."""
    return [m.span() for m in _HEDGE.finditer(text, start, end)]


def announces(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch of text ends with the colon that announces a quotation."""
    return _ANNOUNCED.search(text, start, end) is not None
