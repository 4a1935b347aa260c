"""Somebody in an article's register: the names and role nouns met so far, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from framing.voices.names import abbreviates, is_organisation, name_tokens
from framing.voices.phrases import gender_of
from framing.voices.roles import role_nouns, type_of


@dataclass(eq=False)
class Entity:
    """A person, a body or somebody who is only described.

    ``forms`` are its names outside quotation marks, ``full`` the places where at least two words of the name stand,
    ``seen`` all places where it is named, ``spoke`` the places of its attributions. ``place`` is a name that the text
    uses as one ("in Springfield").
    """

    name: str
    organisation: bool = False
    named: bool = True
    plural: bool = False
    place: bool = False
    gender: str = ""
    roles: list[str] = field(default_factory=list)
    described: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    full: list[int] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)
    spoke: list[int] = field(default_factory=list)
    source_id: str = ""
    merged: Entity | None = None

    def describe(self, *descriptions: str) -> None:
        """Add what the text says of it: descriptions, the role nouns in them, and a gender that they tell."""
        for words in descriptions:
            if words and words not in self.described:
                self.described.append(words)
                self.roles += [r for r in role_nouns(words) if r not in self.roles]
                self.gender = self.gender or ("" if self.organisation else gender_of(words))

    def settle_name(self) -> None:
        """Take the fullest form for the name that the author uses: what others call somebody may be an epithet."""
        if self.forms:
            self.name = max(self.forms, key=lambda form: (len(name_tokens(form)), len(form)))

    def last_seen(self, before: int) -> int:
        """Return the last place before an offset where it was named or spoke; -1 if never."""
        return max((s for s in (*self.seen, *self.spoke) if s < before), default=-1)

    @property
    def single(self) -> bool:
        """Whether its name is one word: a person's last name, a place or a body, the name alone does not tell."""
        return self.named and len(name_tokens(self.name)) == 1

    def is_person(self) -> bool:
        """Tell whether "he" or "she" can be this: somebody with a full name, a title or a role noun, and no body."""
        if self.organisation or self.plural or self.place:
            return False
        return bool(not self.single or self.roles or self.gender)

    def same_name(self, name: str) -> str:
        """Return why `name` is this one's: "name" (the same), "part of name", "abbreviation", or "" if it is not."""
        mine, other = name_tokens(self.name), name_tokens(name)
        if not mine or not other:
            return ""
        if mine == other:
            return "name"
        bare, own = (re.sub(r"\A[Tt]he ", "", n) for n in (name, self.name))
        if bare in self.aliases or abbreviates(bare, own) or abbreviates(own, bare):
            return "abbreviation"
        if self.organisation or is_organisation(name):
            whole = set(other) <= set(mine) and other[-1] == mine[-1] and len(other) < len(mine)
            return "part of name" if whole else ""
        if len(other) == 1:
            return "part of name" if other[0] == mine[-1] or (len(mine) > 1 and other[0] == mine[0]) else ""
        if len(mine) == 1:
            return "part of name" if mine[0] == other[-1] and not self.place else ""
        short, long = sorted((mine, other), key=len)
        fits = set(short) <= set(long) and short[-1] in long[-2:] and short[0] in long[:2]
        return "part of name" if fits else ""

    def typed(self) -> tuple[str, str]:
        """Return its type and the words that say so: descriptions first; a body's own name too, never a person's."""
        for words in (*self.described, *([self.name] if self.organisation or self.plural or not self.named else [])):
            kind, _ = type_of(words)
            if kind:
                return kind, words
        return "unspecified", ""


def likeliest(fits: list[Entity], at: int) -> Entity:
    """Return whom a shared last name means at an offset.

    Whose full name alone stood shortly before, else whom the article has named most often: a reader takes the bare name
    for its main person.
    """
    near = [e for e in fits if any(0 <= at - s < 500 for s in e.full)]
    if len(near) == 1:
        return near[0]
    return max(fits, key=lambda e: (sum(s < at for s in (*e.seen, *e.spoke)), e.last_seen(at)))
