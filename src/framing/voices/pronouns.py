"""Whom a pronoun takes up: "he", "they", "who"."""

from __future__ import annotations

import re

from framing.article.segment import sentence_spans
from framing.voices.entities import Entity
from framing.voices.names import names
from framing.voices.phrases import FEMALE, MALE, Phrase, read_phrase
from framing.voices.register import Register


def antecedent(register: Register, at: int) -> Entity | None:
    """Return whom a relative pronoun takes up: the name or the noun phrase right before it."""
    p = next((p for p in register.paragraphs if p.start <= at < p.end), None)
    if p is None:
        return None
    stop = p.start + len(register.text[p.start : at].rstrip(" ,—–-"))
    close = [(a, b) for a, b in names(register.text, p.start, stop) if b >= stop - 1]
    if close:
        return register.by_name(read_phrase(register.text, *close[-1]))[0]
    phrase = re.search(
        r"\b(?:[Tt]he|[Aa]n?|[Mm]any|[Ss]ome|[Mm]ost|[Ss]everal|[Tt]hose|[Oo]ther|[Tt]wo|[Tt]hree|[Hh]is|[Hh]er)\s+"
        r"(?:[\w’'-]+\s+){0,4}?[\w’'-]+\Z" + (r"|\b[\w-]+s\Z" if register.text.startswith("who", at) else ""),
        register.text[p.start : stop],
    )
    return register.by_role(read_phrase(register.text, p.start + phrase.start(), stop))[0] if phrase else None


def by_pronoun(
    register: Register, phrase: Phrase, *, banned: Entity | None, last: Entity | None, last_end: int
) -> Entity | None:
    """Return whom a third-person pronoun takes up, or None where nothing near fits.

    Somebody compatible who opens a sentence since the last attribution or the pronoun's own sentence;
    else the last speaker; else who spoke or was named last nearby.
    """
    word, at = phrase.pronoun, phrase.start
    if word in ("who", "whom", "which", "that", "whose"):
        return antecedent(register, at)
    gender = "female" if word in FEMALE else "male" if word in MALE else ""
    near = [e for e in register.entities if e is not banned and e.merged is None and 0 <= at - e.last_seen(at) < 1200]
    # whom the sentence goes on to name is somebody else: "his belief was that Berg would flee"
    end = _sentence_end(register, at)
    near = [e for e in near if e.last_seen(at) >= 0 and not any(at < s < end for s in e.seen)]
    if gender:
        fits = [e for e in near if e.gender in ("", gender) and (e.is_person() or (e is last and _may_be_person(e)))]
    elif word in ("it", "its"):
        fits = [e for e in near if e.organisation or e.place or (e.single and not e.is_person())]
    else:
        fits = [e for e in near if (e.plural or e.organisation) and e.typed()[0] != "document"]
        fits = [e for e in fits if e.plural or e is last] or fits
    found = _subject(register, fits, at, last_end) or (last if last in fits else None)
    if found is None and fits:
        spoken = [e for e in fits if any(0 < at - s < 600 for s in e.spoke)]
        close = fits if gender else [e for e in fits if at - e.last_seen(at) < 400]
        found = max(spoken or close, key=lambda e: e.last_seen(at), default=None)
    if found is not None and gender and not found.gender:
        found.gender = gender
    return found


def _sentence_end(register: Register, at: int) -> int:
    """Return where the sentence of an offset ends."""
    p = next((p for p in register.paragraphs if p.start <= at < p.end), None)
    ends = [end for start, end in sentence_spans(register.text, p.start, p.end) if start <= at < end] if p else []
    return ends[0] if ends else at


def _subject(register: Register, fits: list[Entity], at: int, since: int) -> Entity | None:
    """Return who opens the pronoun's own sentence or the last one before it since the last attribution."""
    p = next((p for p in register.paragraphs if p.start <= at < p.end), None)
    if p is None:
        return None
    for start, end in reversed([s for s in sentence_spans(register.text, p.start, p.end) if s[0] <= at]):
        if start < since and end <= at:
            return None
        opening = [
            (s, e) for e in fits for s in e.seen if start <= s < min(at, start + 40) and not _said(register, s, at)
        ]
        if opening:
            return min(opening, key=lambda pair: pair[0])[1]
    return None


def _said(register: Register, name: int, at: int) -> bool:
    """Tell whether a name stands in a content that an offset stands outside of: who is spoken of is no subject."""
    return any(a <= name < b and not a <= at < b for a, b in register.contents)


def _may_be_person(e: Entity) -> bool:
    """Tell whether a single name that spoke may be a person: no body, no place, no people."""
    return e.single and not (e.organisation or e.place or e.plural)
