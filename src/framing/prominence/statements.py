"""What is quoted as statements that a model can judge: "the bridge is safe", without marks and without "I".

A quotation is a statement if it is a clause: a subject and a finite verb, neither a question nor a fragment. There is
no parser here; what is not surely a clause, or would need more than the smallest change of grammar to stand by itself
("we", "our"), is not asked about.
"""

from __future__ import annotations

import re

from framing.voices.lemmas import base_form
from framing.voices.typology import words

_MARKS = re.compile(r"[“”„«»\"]|''|``")
_NEW = re.compile(r",([”\"’]\s+[“\"‘])(?=[A-Z])")
"""Where a quotation ends with the comma of its speech tag, and the next begins a new sentence."""
_SENTENCE = re.compile(r"(?<=[.!?…])[’')\]]*\s+(?=\S)")
_THAT = re.compile(r"\A(?:and |but |so |because |, )*that\s+", re.IGNORECASE)
_OPINION = re.compile(
    r"\A(?:well, |look, |yes, |no, )*I(?:[’']m| am)? (?:think|believe|feel|know|guess|suppose|sure|certain|convinced"
    r"|confident)(?: that)?,? ",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"(?:(?<!to )\b(?:is|are|was|were|am|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should"
    r"|cannot)\b"
    r"|\b(?:it|he|she|that|there|who|what|we|they|you|I)[’'](?:s|re|ve|ll|d|m)\b|n[’']t\b)",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(r"\b(?:that|which|who|whom|whose|how|what|where|when|while|if|whether|because|than|as)\b")
"""Before the first finite verb, these say that it is the verb of a clause within a noun phrase: "steps that are …"."""
_NO_CLAUSE = re.compile(
    r"(?!(?:no|every|some|any)?things?\b)"
    r"(?:to|of|for|against|as|by|on|about|with|from|how|why|whether|if|when|where|who|which|because|[a-z]+ing)\b"
)
_PLURAL = re.compile(r"\b(?:we|us|our|ours|ourselves|myself|mine)\b", re.IGNORECASE)
_FIRST = {
    r"\bI[’']m\b|\bI am\b": "{name} is",
    r"\bI[’']ve\b|\bI have\b": "{name} has",
    r"\bI[’']ll\b": "{name} will",
    r"\bI[’']d\b": "{name} would",
    r"\bI(?= (?:was|had|did|will|would|can|could|may|might|must|should|never|cannot|\w+ed)\b)": "{name}",
    r"\bmy\b|\bMy\b": "{name}’s",
    r"\bme\b": "{name}",
}
"""First person -> third; "I" before other verbs would need another form of the verb."""
_FEWEST_WORDS = 3
_EMPTY = words(
    "that this with from have will would could should there their they been were when what which about into than then "
    "them more most some such very also only just over even still after before because while where must shall being "
    "does doing other others another through between under against both each many much like well your yours ours "
    "these those here away back down upon until again ever never always"
)
"""Words of four letters and more that say nothing of what a sentence is about."""


def statements(content: str, *, source: str = "", sentence: bool = False) -> list[str]:
    """Return what a content states, a sentence each; empty where it states nothing that can be asked.

    Parameters
    ----------
    content
        The words of an attribution, its stretches joined.
    source
        Name of the source, for "I" and "my"; without it, sentences in the first person are left out.
    sentence
        It is known that the content stands as a sentence (a direct quotation, "…, according to the mayor"): what begins
        with a capital is a clause then, whatever its verb.

    Examples
    --------
    >>> statements("that the bridge is safe")
    ['The bridge is safe.']
    >>> statements("“I was never told,”", source="Ann Berg")
    ['Ann Berg was never told.']
    >>> statements("to close the bridge")
    []
    """
    parts = _NEW.sub(r".\1", content)
    whole = re.sub(r"\s+", " ", _MARKS.sub("", parts)).strip(" ,;:—–-")
    found = (_statement(part, source, known=sentence) for part in _SENTENCE.split(whole))
    return [statement for statement in found if statement]


def _statement(said: str, source: str, *, known: bool) -> str:
    """Return one sentence as a statement; empty if it is none."""
    clause = bool(_THAT.match(said)) or (known and said[:1].isupper())
    bare = _OPINION.sub("", _THAT.sub("", said)).strip(" ,;:—–-")
    if bare.endswith("?") or len(bare.split()) < _FEWEST_WORDS or _PLURAL.search(bare):
        return ""
    finite = _FINITE.search(bare)
    clause = clause or (finite is not None and not _SUBORDINATE.search(bare[: finite.start()]))
    if not clause or _NO_CLAUSE.match(bare):
        return ""
    for pattern, third in _FIRST.items():
        bare = re.sub(pattern, third.format(name=source or "I").replace("\\", r"\\"), bare)
    if re.search(r"\bI\b", bare):
        return ""
    return bare[0].upper() + bare[1:].rstrip(".!… ") + "."


def share_words(one: str, other: str, *, apart_from: str = "") -> bool:
    """Tell whether two sentences have a word in common that says what they are about.

    What says that the same thing is so, or is not, nearly always names something of it again; models that judge
    entailment tend to take two sentences about different things for a contradiction (they were trained on pairs that
    describe one scene).

    Parameters
    ----------
    one, other
        The sentences.
    apart_from
        Words that do not count: the name of the source.
    """
    return bool(_content_words(one) & _content_words(other) - _content_words(apart_from))


def _content_words(text: str) -> set[str]:
    """Return the words of a text that say what it is about, in their base form."""
    found = (re.sub(r"[’'].*", "", word.lower()) for word in re.findall(r"[^\W\d_][\w’'-]{3,}", text))
    return {base_form(word) for word in found if word not in _EMPTY}
