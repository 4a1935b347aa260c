"""Read a description: which type of source it speaks for, and which role nouns can later take it up.

A type is only given where the text has a word for it, and that word is the evidence.
"""

from __future__ import annotations

import re

from framing.voices.typology import (
    ADJECTIVES,
    BROADER,
    GENERIC,
    NAMES_ONLY,
    PERSONS,
    SINGLE_OFFICES,
    TITLES,
    TYPE_OF,
    TYPES,
)

__all__ = ["TYPES", "can_speak", "covers", "role_nouns", "singular", "type_of"]

_RELATIVE = re.compile(r"\b(?:who|whom|whose|which)\b")
_PREPOSITION = re.compile(r"\b(?:of|for|in|at|from|with|on|by|that|near|to|against|about|between|among|over)\b|,")
_ONE_OF = re.compile(r"\A\W*one of (?:the|his|her|their|its|[\w’'. -]+?[’']s?)\s+", re.IGNORECASE)
_UNLIKE = ("former", "ex", "then", "deputy", "vice", "assistant", "associate", "under", "lieutenant", "lt")
_COMPOUND = {"prime minister", "vice president", "attorney general", "secretary general", "general secretary"}


def covers(role: str, other: str) -> bool:
    """Tell whether a role noun can take up another: "the officer" a lieutenant colonel, "the newspaper" a Gazette."""
    return role == other or other in BROADER.get(role, ())


def singular(noun: str) -> str:
    """Return a noun in lower case without a plural -s, as far as the typology knows it."""
    low = noun.lower().rstrip(".")
    if low.endswith("men") and low[:-3] + "man" in TYPE_OF | dict.fromkeys(GENERIC):
        return low[:-3] + "man"
    known = low[:-1] in TYPE_OF or low[:-1] in GENERIC or low[:-1] in PERSONS
    return low[:-1] if low.endswith("s") and known else low


def can_speak(head: str) -> bool:
    """Tell whether a noun stands for somebody or something that can say something."""
    return type_of(head)[0] != "" or singular(head) in PERSONS or singular(head) in GENERIC


def _tokens(words: str) -> list[str]:
    """Return the words of a phrase as they stand, without possessive endings and points."""
    found = [
        re.sub(r"[’']s?\Z", "", t).rstrip(".")
        for t in re.findall(r"[\w.’'-]+", re.sub(r"\b([Tt]hen|[Ee]x)-", r"\1 ", words))
    ]
    return [t for t in found if t]


def _typed(words: str, *, generic: bool) -> tuple[str, str, bool]:
    """Return (type, evidence, whether only a generic office says so) of the last word with a type in a short phrase."""
    tokens = _tokens(words)
    fallback = ("", "", False)
    for i in range(len(tokens) - 1, -1, -1):
        word = tokens[i].lower()
        pair = f"{tokens[i - 1].lower()} {word}" if i else word
        if word in ADJECTIVES and tokens[i][0].islower() and pair not in TYPE_OF and i < len(tokens) - 1:
            continue
        if word in NAMES_ONLY and tokens[i][0].islower():
            continue
        word = TITLES[word][0] if tokens[i][0].isupper() and word not in TYPE_OF and word in TITLES else word
        if pair != word and pair in TYPE_OF:
            return TYPE_OF[pair], " ".join(tokens[i - 1 : i + 1]), False
        if word in GENERIC:
            fallback = fallback if fallback[2] else (TYPE_OF.get(word, ""), tokens[i], True)
        elif word in TYPE_OF and not (fallback[2] and TYPE_OF[word] == "media" and word == "press"):
            return TYPE_OF[word], tokens[i], False
    return fallback if generic else ("", "", False)


def type_of(words: str) -> tuple[str, str]:
    """Return the type that a description speaks for and the word that says so; ("", "") if none does.

    The head decides: the last known word before "of", "for", "in", a comma or "who". Where the head is an office that
    every kind of body has (a spokeswoman, an official, a president), the body decides if the words name one ("a
    spokeswoman for the army"). What a relative clause says is no evidence.
    """
    words = _RELATIVE.split(words, maxsplit=1)[0]
    parts = _PREPOSITION.split(_ONE_OF.sub("", words))
    office = ("", "")
    for i, part in enumerate(parts):
        kind, evidence, is_office = _typed(part, generic=i == 0)
        if is_office:
            office = (kind, evidence)
        elif kind:
            return kind, evidence
    return office if office[0] else ("", "")


def _role(tokens: list[str]) -> list[str]:
    """Return the roles that a short phrase ends with: its head, and the titles that stand right before it."""
    low = [t.lower() for t in tokens]
    last = low[-1]
    pair = " ".join(low[-2:])
    if pair in _COMPOUND:
        roles, before = [pair], low[:-2]
    elif last in TITLES and TITLES[last][0]:
        roles, before = [TITLES[last][0]], low[:-1]
        while before and before[-1] in TITLES and TITLES[before[-1]][0]:
            roles.append(TITLES[before.pop()][0])
    elif last in TYPE_OF or singular(last) in GENERIC or singular(last) in PERSONS:
        roles, before = [singular(last)], low[:-1]
    else:
        return []
    unlike = next((w.removesuffix("-") for w in before[::-1] if w.split("-")[0] in _UNLIKE), "")
    if unlike:
        roles = [f"{unlike} {r}" if r in SINGLE_OFFICES else r for r in roles]
    return roles


def role_nouns(words: str) -> list[str]:
    """Return the role nouns of a description, in lower case: what "the …" can later take up.

    Only its heads count: "a doctor at the university" is a doctor, never "the university"; "the former president" is
    not "the president".
    """
    words = _ONE_OF.sub("", _RELATIVE.split(words, maxsplit=1)[0])
    out: list[str] = []
    for clause in words.split(","):
        for phrase in re.split(r"\band\b", _PREPOSITION.split(clause.strip(), maxsplit=1)[0]):
            tokens = _tokens(phrase)
            out += [r for r in (_role(tokens) if tokens else []) if r not in out]
    return out
