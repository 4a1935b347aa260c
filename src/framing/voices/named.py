"""Where an article names somebody: the codebook's aliases, and runs of capitalised words with whose name they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from framing.article.segment import Paragraph, sentence_spans
from framing.voices.capitals import ADJECTIVES, CALENDAR, NO_ACTORS, OPENERS
from framing.voices.entities import Entity
from framing.voices.names import names
from framing.voices.register import Register

_DATELINE = re.compile(r"[^\W\d_a-z][^\na-z]*(?:,[^\n—–]{1,40})?\s*(?:\([^\n)]*\)\s*)?(?:—|–|--?)\s")
_FIRST = re.compile(r"([\w.’']+)\s+")
_THE = re.compile(r"\A[Tt]he\s+")
_WORD = re.compile(r"\w")

Place = tuple[int, int]


class Target(Protocol):
    """What is read of a codebook's target."""

    @property
    def key(self) -> str:
        """Its key in the codebook."""

    @property
    def label(self) -> str:
        """What figures call it."""

    @property
    def aliases(self) -> Sequence[str]:
        """The names that count as a mention of it."""

    @property
    def side(self) -> str:
        """The side it is on; empty if the codebook names none."""


@dataclass(frozen=True)
class Named:
    """The places of names in one article.

    ``aliases`` are those of the codebook's names, with the key of their target and the entity in the register that has
    just this name (if any); ``others`` those of other capitalised runs with their entity. No place shares characters
    with another. ``openings`` are the first words of the sentences.
    """

    aliases: dict[Place, tuple[str, Entity | None]]
    others: dict[Place, Entity]
    openings: frozenset[int]

    @classmethod
    def of(cls, text: str, paragraphs: list[Paragraph], register: Register, targets: Sequence[Target]) -> Named:
        """Return the places of names in an article.

        An alias within a longer name ("Moscow Times") is no alias; a name within a longer alias ("Russian government")
        is no name.
        """
        openings = _openings(text, paragraphs)
        others = _capitalised(text, paragraphs, register, openings)
        aliases: dict[Place, tuple[str, Entity | None]] = {}
        for place, key in _aliases(text, paragraphs, targets).items():
            longer = overlap(place, others)
            if longer is None or longer == place or not (longer[0] <= place[0] and place[1] <= longer[1]):
                aliases[place] = key, others.get(place)
        others = {place: entity for place, entity in others.items() if not overlap(place, aliases)}
        return cls(aliases, others, openings)


def without_the(name: str) -> str:
    """Return a name without an article in front."""
    return _THE.sub("", name)


def without_opener(words: str) -> str:
    """Return words without one that only opened their sentence: "Might Russian President"."""
    first = _FIRST.match(words)
    return words[first.end() :] if first and first.group(1)[0].isupper() and _low(first) in OPENERS else words


def overlap(one: Place, others: Iterable[Place]) -> Place | None:
    """Return the first place among others that shares characters with one."""
    return next(((a, b) for a, b in others if a < one[1] and one[0] < b), None)


def can_be_actor(text: str, forms: Iterable[str], places: Iterable[int], openings: frozenset[int]) -> bool:
    """Tell whether a name can be that of a person, a body or a place: not of a nation, a month, an event.

    A single word must stand somewhere within a sentence, where its capital says something.
    """
    bare = {without_the(form) for form in forms}
    low = {form.lower().rstrip(".") for form in bare}
    if low <= ADJECTIVES | CALENDAR or any(form.split()[-1] in NO_ACTORS for form in low):
        return False
    if any(not form.isalpha() for form in bare):
        return True
    return any(at not in openings and text[at - 1 : at] not in tuple('“"‘') for at in places)


def _low(first: re.Match[str]) -> str:
    """Return the word of a match in lower case, without its point."""
    return first.group(1).lower().rstrip(".")


def _openings(text: str, paragraphs: list[Paragraph]) -> frozenset[int]:
    """Return where the first words of the sentences begin."""
    starts = [start for p in paragraphs for start, _ in sentence_spans(text, p.start, p.end)]
    return frozenset(m.start() for start in starts if (m := _WORD.search(text, start)))


def _capitalised(
    text: str, paragraphs: list[Paragraph], register: Register, openings: frozenset[int]
) -> dict[Place, Entity]:
    """Return every place of a proper name, without "the" and sentence openers, and whose name the register says it is.

    Datelines ("LVIV, Ukraine, March 7 —") name nobody.
    """
    owner = {start: entity for entity in register.entities for start in entity.seen}
    out = {}
    for p in paragraphs:
        dateline = _DATELINE.match(text, p.start, p.end) if p.section == "lead" else None
        for start, end in names(text, p.start, p.end):
            if start not in owner or (dateline and start < dateline.end()):
                continue
            first = _FIRST.match(text, start, end)
            opens = first and (_low(first) in ("the", "i") or (_low(first) in OPENERS and start in openings))
            out[first.end() if first and opens else start, end] = owner[start]
    return out


def _aliases(text: str, paragraphs: list[Paragraph], targets: Sequence[Target]) -> dict[Place, str]:
    """Return every place of an alias of the codebook, the longest that fits, and the key of its target."""
    owner = {alias: t.key for t in targets for alias in t.aliases}
    if not owner:
        return {}
    choice = "|".join(re.escape(a) for a in sorted(owner, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])(?:{choice})(?!\w|-\w)")
    return {m.span(): owner[m.group()] for p in paragraphs for m in pattern.finditer(text, p.start, p.end)}
