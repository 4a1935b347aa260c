"""Cues: the lemma of a cue, its kind, and the adverbs and announcements that attribute without a verb of their own."""

from __future__ import annotations

import re

_IRREGULAR = {
    "said": "say", "says": "say", "told": "tell", "wrote": "write", "written": "write", "thought": "think", "thinks": "think", "felt": "feel",
    "knew": "know", "known": "know", "saw": "see", "seen": "see", "found": "find", "made": "make", "went": "go", "came": "come", "repeated": "repeat", "repeating": "repeat", "treated": "treat", "combated": "combat", "promised": "promise", "gave": "give", "given": "give",
    "read": "read", "put": "put", "took": "take", "taken": "take", "swore": "swear", "sworn": "swear", "vowed": "vow", "held": "hold", "spoke": "speak",
    "spoken": "speak", "heard": "hear", "meant": "mean", "led": "lead", "sent": "send", "began": "begin", "shown": "show", "quoted": "quote",
    "denied": "deny", "denies": "deny", "denying": "deny", "replied": "reply", "replies": "reply", "implied": "imply", "testified": "testify",
    "lying": "lie", "citing": "cite", "cited": "cite", "pleaded": "plead", "pled": "plead", "predicted": "predict", "warned": "warn", "called": "call",
    "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be", "has": "have", "had": "have", "having": "have",
}  # fmt: skip
_E_FINAL = re.compile(r"(?:[uvcz]|dg|os|(?<!e)(?<!\bb)at|(?<=[a-z]{2}i)s)\Z")
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
_NO_SPEECH = {
    "appear", "seem", "look", "show", "prove", "suggest", "indicate", "mean", "reveal", "demonstrate", "make", "want", "need", "require", "reflect", "help", "plan", "try", "attempt", "refuse",
    "support", "see", "remain", "consider", "expect", "cause", "lead", "keep", "leave", "let", "give", "take", "do", "have", "be", "become", "offer", "include", "raise", "underscore", "highlight",
    "signal", "find", "point", "spark", "underline", "illustrate", "confirm", "go", "bring", "put", "draw", "focus", "expose", "strengthen", "mark", "speak", "set", "hint", "feature", "concern",
}  # fmt: skip
"""Verbs that attribute a claim only if somebody who can speak is their subject: "the officer suggested", not "the fighting shows"."""
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
            return stem + "e" if stem in _KEEP_E or _E_FINAL.search(stem) else stem
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


_NOT_SPEECH = re.compile(r"\b(?:known (?:for|as|to)|(?:shar|post|publish|featur|includ|contain)(?:e|es|ed|ing|s)?)\b", re.IGNORECASE)


def is_no_speech(cue: str) -> bool:
    """Tell whether a cue only says that something is known for, or was shared: it attributes words only with a quotation or "that"."""
    return _NOT_SPEECH.search(cue) is not None


def needs_speaker(lemma: str) -> bool:
    """Tell whether a cue attributes nothing unless its source is a person, an organisation or a document."""
    return lemma in _NO_SPEECH


_TELL = r"(?:told|warned|assured|informed|promised|reminded|instructed|notified|advised)"
_TOLD_BY = re.compile(rf"\b(?:was|were|is|are|been|being|got)\s+{_TELL}\s+by\s+(?P<source>[^,;:“”\"]{{2,60}}?)\s+(?P<content>(?:that|to|how|“|\").+)", re.DOTALL)
_TOLD = re.compile(rf"\b(?:(?:had|has|have)\s+)?{_TELL}\s+(?:[\w’'-]+\s+){{1,8}}?(?P<content>(?:that\s|“|\").+)", re.DOTALL)


def told_within(text: str, start: int, end: int) -> tuple[tuple[int, int] | None, tuple[int, int], tuple[int, int]] | None:
    """Return (source, cue, content) of a telling reported inside a content: "they were told by the ministry that …".

    The source is None for the active form ("had told him that …"): it stands before, in the same content.
    """
    match = _TOLD_BY.search(text, start, end)
    if match:
        cue = (match.start(), match.start("source") - len(re.search(r"\s+by\s+\Z", text[match.start() : match.start("source")]).group()))  # type: ignore[union-attr]
        return match.span("source"), cue, match.span("content")
    match = _TOLD.match(text, start + len(text[start:end]) - len(text[start:end].lstrip()), end)
    if match:
        verb = re.match(rf"(?:(?:had|has|have)\s+)?{_TELL}", match.group())
        return None, (match.start(), match.start() + (verb.end() if verb else 0)), match.span("content")
    return None


def hedges(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the offsets of hedging adverbs (with their auxiliary) in a stretch of text: "has reportedly"."""
    return [m.span() for m in _HEDGE.finditer(text, start, end)]


def announces(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch of text ends with the colon that announces a quotation."""
    return _ANNOUNCED.search(text, start, end) is not None
