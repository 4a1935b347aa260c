"""The stance of a cue: endorsing, neutral or distancing, by the lexicon :mod:`framing.prominence.cue_lexicon`.

Reads the words of the reporting clause: adverbs beside the cue, negation, phrases, nouns ("the allegation that …").
Does not parse, and does not look at what is quoted.
"""

from __future__ import annotations

import re

from framing.prominence.cue_lexicon import (
    CUE_STANCES,
    DISTANCING,
    ENDORSING,
    FACTIVES,
    MODIFIERS,
    NEUTRAL,
    NONE,
    NOUNS,
    PHRASES,
)
from framing.voices.cues import lemma
from framing.voices.lemmas import base_form

__all__ = ["DISTANCING", "ENDORSING", "NEUTRAL", "NONE", "cue_stance"]

_NEGATION = r"(?:\b(?:not|never|no longer|neither|nor|hardly|cannot)\b|n[’']t\b)"
_BETWEEN = r"(?:[\s,]+(?:has|have|had|is|was|were|been|also|ever))*[\s,]*"
"""What may stand between an adverb or a negation and its cue."""
_BEFORE_ANOTHER = re.compile(
    r"\A.*\b(?:(?:go|goes|going|went|gone) on|continu\w+|beg[aiu]n\w*|proceed\w*|quick|eager|happy) to (?=\w)",
    re.IGNORECASE,
)
"""What only leads to the verb that counts: "went on to claim"."""
_WORD = re.compile(r"[A-Za-z][\w’'-]*")
_PHRASES = sorted((c for c in CUE_STANCES if " " in c), key=len, reverse=True)


def cue_stance(cue: str, *, clause: str = "") -> tuple[str, str]:
    """Return the stance of a cue and the words that it rests on.

    Adverbs beside the cue and phrases of its clause decide first ("rightly said", "said without evidence"). A negated
    cue is neutral ("did not confirm"): nothing was said that it could endorse. Verbs of knowing are not: they hold
    their words to be true all the same ("did not know").

    Parameters
    ----------
    cue
        The cue as it stands: "has also said", "according to"; empty where there is none.
    clause
        The reporting clause that it stands in, if more of it is known: "As Hill rightly said".

    Returns
    -------
    tuple
        ``endorsing``, ``neutral``, ``distancing`` or ``none`` (no word), and the words that decided, as they stand.

    Examples
    --------
    >>> cue_stance("noted", clause="as the engineer noted")
    ('endorsing', 'noted')
    >>> cue_stance("said", clause="the mayor falsely said")
    ('distancing', 'falsely said')
    >>> cue_stance("would not confirm")
    ('neutral', 'would not confirm')
    """
    if not _WORD.search(cue):
        return NONE, ""
    clause = clause if cue in clause else cue
    at = clause.index(cue)
    before, after = clause[:at], clause[at + len(cue) :]
    for stance, pattern, _ in PHRASES:
        if found := re.search(pattern, clause, re.IGNORECASE):
            return stance, found.group()
    for stance, pattern, _ in MODIFIERS:
        if re.search(pattern, cue, re.IGNORECASE):
            return stance, cue
        if found := re.search(rf"{pattern}{_BETWEEN}\Z", before, re.IGNORECASE):
            return stance, clause[found.start() : at + len(cue)]
        if found := re.match(rf"[\s,]*{pattern}", after, re.IGNORECASE):
            return stance, clause[at : at + len(cue) + found.end()]
    word = _word(_BEFORE_ANOTHER.sub("", cue), after)
    negated = re.search(rf"{_NEGATION}{_BETWEEN}\Z", before, re.IGNORECASE)
    if (negated or re.search(_NEGATION, cue, re.IGNORECASE)) and word not in FACTIVES:
        return NEUTRAL, clause[negated.start() if negated else at : at + len(cue)]
    return CUE_STANCES.get(word, NEUTRAL), cue


def _word(cue: str, after: str) -> str:
    """Return what the lexicon is asked for.

    A phrase that begins in the cue ("point out" of "pointed out"), its verb, or where that is not listed the verb of a
    noun in it ("allege" of "allegations of").
    """
    inside = [w.lower() for w in _WORD.findall(cue) if w.lower() != "it"]  # "made it clear"
    words = inside + [w.lower() for w in _WORD.findall(after)[:2]]
    for phrase in _PHRASES:
        parts = phrase.split()
        for i in range(len(inside)):
            if len(words[i : i + len(parts)]) == len(parts) and all(
                part in (word, base_form(word)) for part, word in zip(parts, words[i:], strict=False)
            ):
                return phrase
    verb = lemma(cue)
    return verb if verb in CUE_STANCES else next((NOUNS[w] for w in inside if w in NOUNS), verb)
