"""How the author's next sentence answers a quotation: openings that refer back and say that it is so, or is not.

An own table of the moves that opinion writers make, which Martin & White (2005, The Language of Evaluation, ch. 3) call
*concur* and *deny*. Only the opening of the sentence is read; an answer without such an opening ("The bridge fell the
next day.") is left to the model, and irony to the reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from framing.prominence.cue_lexicon import ENDORSING, NEUTRAL, NONE

ENDORSED, REPORTED, REBUTTED = "endorsed", "reported", "rebutted"


def _any(words: str) -> str:
    """Return a pattern for any of the words in a list with commas."""
    return "(?:" + "|".join(words.split(", ")) + ")"


_SAYING = _any(
    "claims?, statements?, story, stories, charges?, allegations?, arguments?, views?, ideas?, notions?, assertions?, "
    "suggestions?, accounts?, accusations?, denials?, reports?, theory, theories, beliefs?, explanations?, answers?, "
    "reply, replies, predictions?, warnings?, fears?, hopes?, assumptions?, reasoning, logic, conclusions?, premises?, "
    "numbers?, figures?"
)
_THAT = rf"(?:that|this|it|all (?:of )?(?:this|that)|(?:the|his|her|their|its|these|those) (?:[\w’'-]+ )?{_SAYING})"
_NAME = r"(?-i:(?!(?:It|This|That|There|What|The)\b)[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})"
_WHO = rf"(?:he|she|they|{_NAME}|(?:the|his|her|their) (?:[\w’'-]+ ){{0,2}}[\w’'-]+)"
_BE = "(?: " + _any("is, are, was, were, may be, might be, may well be, sounds?, seems?, remains?") + "|[’']s|[’']re)"
_VERY = _any(
    "quite, all, all too, simply, just, plainly, certainly, surely, also, probably, perfectly, entirely, largely, "
    "partly, flatly, clearly, of course, absolutely, completely, utterly, sadly, undoubtedly, only, half"
)
_VERY = f"(?: {_VERY})?"
_NOT = rf"(?:{_BE}{_VERY} not|(?: is| are| was| were)n[’']t){_VERY}"
_FACTS = f"(?:{_any('the, official, recent, later, subsequent, independent')} )*" + _any(
    "facts?, figures, numbers, data, records?, evidence, events, documents, studies, research, polls, surveys, "
    "statistics, history, experience, reality, experts, photos, footage"
)
_OBJECT = r"(?:him|her|it|them|this|that|as much|(?:the|his|her|their|these|those|such) [\w’'-]+)"
_STOP = r"(?=\s*(?:[.,;:!?—–-]|\Z|" + _any("and, but, about, on, in, to, that, as, of, when") + r"\b))"
_PAUSE = r"(?=\s*(?:[.,;:!?—–]|\Z))"


@dataclass(frozen=True)
class Opening:
    """An opening of a sentence that answers what was quoted: which way, what it does, its pattern, an example.

    After a cue of one of the stances ``unless`` it is no answer: after "said", "In fact" adds as often as it turns
    (Schwenter & Traugott, 2000, Journal of Historical Pragmatics 1(1), 7-25).
    """

    uptake: str
    sense: str
    pattern: str
    example: str
    unless: tuple[str, ...] = ()


OPENINGS: tuple[Opening, ...] = (
    Opening(
        REBUTTED,
        "a bare no",
        _any("not so, not true, not quite, not really, not at all, not exactly, nonsense, wrong, hardly, far from it")
        + _PAUSE,
        "Not so.",
    ),
    Opening(
        REBUTTED,
        "turns it round",
        r"(?:on the contrary|quite the (?:contrary|opposite|reverse)|the (?:opposite|reverse) is (?:true|the case))\b",
        "The opposite is true.",
    ),
    Opening(
        REBUTTED,
        "says that it is false",
        rf"(?:none of )?{_THAT}{_BE}{_VERY} "
        + _any(
            "false, untrue, wrong, incorrect, inaccurate, misleading, mistaken, baseless, absurd, nonsense, rubbish, "
            "fiction, a lie, a myth, a fantasy, an illusion, an invention, a distortion, at odds with, far from true, "
            "far from certain, far from the truth, contradicted by"
        )
        + r"\b",
        "That is false.",
    ),
    Opening(
        REBUTTED,
        "says that it is not true",
        rf"(?:{_THAT}{_NOT}|none of {_THAT}{_BE}{_VERY}) "
        + _any("true, so, correct, right, accurate, the case, a fact")
        + r"\b",
        "But that is simply not true.",
    ),
    Opening(
        REBUTTED,
        "says that the source is wrong",
        rf"{_WHO}{_BE}{_VERY} {_any('wrong, mistaken, lying, in error, misinformed, not right')}{_STOP}",
        "The mayor is wrong about that.",
    ),
    Opening(
        REBUTTED,
        "says that it has been refuted",
        rf"{_THAT}(?: {_any('has, have, had, was, were, is, are, long, since, been, already, repeatedly')})+ "
        + _any("debunked, discredited, refuted, disproved, disproven, shown to be false"),
        "The claim has long been debunked.",
    ),
    Opening(
        REBUTTED,
        "sets the facts against it",
        rf"{_FACTS} (?:[\w-]+ ){{0,4}}?(?:{_any('say, tell, show, suggest, prove, indicate, point')}(?:s|ed)? "
        rf"{_any('otherwise, the opposite, something else, a different, another')}"
        rf"|{_any('contradict, belie, disprove, refute, debunk')}(?:s|d|ed)? {_OBJECT})\b",
        "The figures say otherwise.",
    ),
    Opening(
        REBUTTED,
        "misses the proof",
        rf"there(?: is| was|[’']s) {_any('no, little, scant, not a shred of, hardly any')} (?:\w+ )?"
        r"(?:evidence|proof)\b",
        "But there is no evidence for it.",
    ),
    Opening(
        REBUTTED,
        "says what the source left out",
        rf"(?:what {_WHO} (?:does|did|do)(?: not|n[’']t) (?:say|mention)|{_WHO} "
        rf"{_any('fails, failed, neglects, neglected, forgets, forgot, omits, omitted')} to (?:say|mention)"
        rf"|{_WHO} {_any('ignores, ignored, overlooks, overlooked, forgets, forgot, conceals, concealed')} "
        r"(?:that|how))\b",
        "What he does not say is that the bolts had rusted.",
    ),
    Opening(
        REBUTTED,
        "turns to how it really is",
        _any("in reality, in truth, the truth is, the reality is, but in fact, yet in fact, but actually, yet actually")
        + r"\b",
        "But in fact the bolts had rusted.",
        unless=(ENDORSING,),
    ),
    Opening(
        REBUTTED,
        "turns to the facts, where the cue already doubts",
        _any("in fact, in actual fact, as a matter of fact, actually") + r"\b",
        "In fact, the bolts had rusted.",
        unless=(ENDORSING, NEUTRAL, NONE),
    ),
    Opening(
        ENDORSED,
        "a bare yes",
        _any("indeed, true, true enough, quite so, exactly, precisely, sure enough, so it is, so it was, no doubt")
        + _PAUSE,
        "Indeed, the bridge had been closed twice.",
    ),
    Opening(
        ENDORSED,
        "says that it is true",
        rf"{_THAT}{_BE}{_VERY} (?:true(?! that)|(?:so|right)(?=[.,;:!])|"
        + _any("correct, accurate, a fact, the case, undeniable, undisputed, beyond doubt, no exaggeration")
        + r")\b",
        "That is true.",
    ),
    Opening(
        ENDORSED,
        "says that the source is right",
        rf"{_WHO}(?:{_BE}{_VERY} {_any('right, correct, not wrong, not mistaken')}{_STOP}"
        r"|(?: has| have| had) a point\b|(?: was| were| has been| have been) proved? right\b)",
        "He is right.",
    ),
    Opening(
        ENDORSED,
        "has the facts on its side",
        rf"{_FACTS} (?:[\w-]+ ){{0,3}}?(?:(?:bears?|bore) (?:{_OBJECT} out|out {_OBJECT})"
        rf"|{_any('back, confirm, support, prove, vindicate, corroborate')}(?:s|d|ed)? (?:up )?{_OBJECT})\b",
        "The facts bear this out.",
    ),
    Opening(
        ENDORSED,
        "gives reasons for it",
        rf"there(?: is| was| are|[’']s) {_any('good, ample, plenty of, strong, much, every, solid, clear, growing')} "
        rf"{_any('evidence, reasons?, proof')} (?:for|of|to (?:believe|think|say)) {_OBJECT}\b",
        "There is good evidence for that.",
    ),
)
"""The table; the first opening that fits decides."""

_LEAD = rf"[“\"(\s]*(?:{_any('and, but, yet, still, however, alas, well, then again, unfortunately, in short')},? )?"
_COMPILED = tuple((o, re.compile(_LEAD + f"(?:{o.pattern})", re.IGNORECASE)) for o in OPENINGS)


def answer(sentence: str, *, cue: str = NEUTRAL) -> tuple[str, str] | None:
    """Return what a sentence that follows a quotation says of it, and the words that say so; None if nothing does.

    Parameters
    ----------
    sentence
        The author's next sentence. "Rightly so" counts wherever it stands in it.
    cue
        The stance of the quotation's cue: only after one that distances does "In fact" turn against the quotation.

    Examples
    --------
    >>> answer("But that is simply not true.")
    ('rebutted', 'But that is simply not true')
    """
    for opening, pattern in _COMPILED:
        if cue not in opening.unless and (found := pattern.match(sentence)):
            return opening.uptake, found.group().strip(' “"(')
    found = re.search(r"\brightly so\b", sentence, re.IGNORECASE)
    return (ENDORSED, found.group()) if found else None
