"""Actors: who is named in an article, whether quoted or not, by side, and what they are called.

Whom the news speaks *about* and lets nobody hear is a finding by itself: standing as a speaker is a resource that not
everybody gets whom the news names (Gans, 1979, Deciding What's News; Koopmans & Statham, 1999, Mobilization 4(2),
203-221). An actor is a target of the codebook, a source, or a run of capitalised words that the article's register
(:mod:`framing.voices.register`) joins by last name and abbreviation.

There is no named-entity model here. What it misses: names in lower case, names that only ever open sentences, names in
headlines set in title case (the codebook's apart), and everybody who is never named ("protesters"); descriptions are
counted only where they are the source of an attribution, pronouns nowhere. What it lists too often: places, works and
products that nothing in the text gives away (their ``kind`` is unknown), and one person twice under two unlike names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from framing.article.read import Article
from framing.article.segment import Paragraph
from framing.schema import AUTHOR, conform
from framing.voices.capitals import PLACES
from framing.voices.entities import Entity
from framing.voices.named import Named, Target, can_be_actor, overlap, without_opener, without_the
from framing.voices.names import is_organisation, name_tokens
from framing.voices.phrases import Phrase, read_phrase
from framing.voices.register import Register
from framing.voices.roles import role_nouns
from framing.voices.sources import UNATTRIBUTED, UNNAMED
from framing.voices.typology import COLLECTIVE, TYPE_OF

_NOBODY = (AUTHOR, UNNAMED, UNATTRIBUTED)
_WHOLE = re.compile(r"\A[\s“\"]*(?:[Tt]he\s+)?|[\s,.”\"]+\Z")
_RELATIVE = re.compile(r"\b(?:who|whom|whose|which|that|when|where)\Z")

_Key = tuple[str, str]
"""What an actor is known by: ("target", its key), ("name", number of its entity) or ("source", its id)."""


@dataclass
class _Actor:
    """One actor while it is collected: its names and descriptions with their counts, where it is mentioned, sources."""

    forms: Counter[str] = field(default_factory=Counter)
    descriptions: Counter[str] = field(default_factory=Counter)
    places: set[int] = field(default_factory=set)
    entities: list[Entity] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    def name(self, form: str, at: int, entity: Entity | None) -> None:
        """Add a mention by name."""
        self.forms[form] += 1
        self.places.add(at)
        if entity is not None and entity not in self.entities:
            self.entities.append(entity)
            described = [without_opener(words) for words in entity.described]
            self.descriptions.update(words for words in described if not _RELATIVE.search(words))

    def describe(self, words: str, at: int) -> None:
        """Add a mention by description."""
        self.descriptions[words] += 1
        self.places.add(at)


def actors(
    article: Article,
    paragraphs: list[Paragraph],
    mentions: pd.DataFrame,
    sources: pd.DataFrame,
    claims: pd.DataFrame,
    *,
    targets: Sequence[Target] = (),
) -> pd.DataFrame:
    """Return the table ``actors`` of one article, in order of their first mention.

    The codebook goes first: every place where an alias of a target stands, unless it is part of a longer name ("Moscow
    Times"), is a mention of that target, and what sources of these names say counts for it. A single capitalised word
    counts only if it stands somewhere within a sentence, and is no nationality, month, day or people.

    Parameters
    ----------
    article, paragraphs
        The article and its paragraphs without furniture.
    mentions, sources, claims
        Its tables.
    targets
        The codebook's targets, for their ``key``, ``label``, ``aliases`` (whole words, as written) and ``side``.

    Returns
    -------
    pandas.DataFrame
        ``actor_id``, ``target`` (key of the codebook, or empty), ``name`` (the target's label, the source's name, or
        the fullest form met), ``called`` (list), ``named`` (false for sources that are only described), ``kind``
        (person, organisation, place or unknown), ``side``, ``mentions`` (count), ``first`` (characters), ``quoted`` (0
        to 1: share of the article's words that are not reporting and whose innermost voice it is) and ``source_id``
        (where several sources are one target, the one that speaks most; empty for the silent). See
        :data:`framing.schema.TABLES`.
    """
    register = Register(article.text, paragraphs, [])
    named = Named.of(article.text, paragraphs, register, targets)
    own = sources[~sources["source_id"].isin(_NOBODY)].set_index("source_id")
    found = _by_name(article.text, named, targets)
    _add_sources(found, article.text, named, mentions[mentions["source_id"].isin(own.index)], own["name"].to_dict())
    said = claims[~claims["reporting"]].groupby("source_id")["words"].sum()
    total = int(said.sum())
    codebook = {t.key: t for t in targets}
    rows: list[dict[str, Any]] = []
    for (what, key), actor in found.items():
        if what == "name" and not actor.sources and not _can_be_actor(article.text, actor, named):
            continue
        target = codebook.get(key) if what == "target" else None
        words = {s: int(said.get(s, 0)) for s in actor.sources}
        speaker = max(words, key=lambda s: words[s]) if words else ""
        name = target.label if target else str(own.loc[speaker, "name"]) if speaker else _fullest(actor.forms)
        rows.append(
            {
                "article_id": article.article_id,
                "target": target.key if target else "",
                "name": name,
                "called": [form for form, _ in (actor.forms + actor.descriptions).most_common()] or [name],
                "named": bool(actor.forms or any(own.loc[s, "named"] for s in actor.sources)),
                "kind": _kind(actor, register, {str(own.loc[s, "gender"]) for s in actor.sources}),
                "side": target.side if target else "",
                "mentions": len(actor.places),
                "first": min(actor.places),
                "quoted": sum(words.values()) / total if total else 0.0,
                "source_id": speaker,
            }
        )
    rows.sort(key=lambda row: row["first"])
    return conform([row | {"actor_id": f"n{i}"} for i, row in enumerate(rows, start=1)], "actors")


def _by_name(text: str, named: Named, targets: Sequence[Target]) -> dict[_Key, _Actor]:
    """Return the actors that are named.

    Another form of a name that is an alias ("Vladimir Vladimirovich Putin") counts for the target too, if the last word
    is the same and it is no place ("Western Europe" is not "Europe").
    """
    found: dict[_Key, _Actor] = {}
    target_of: dict[int, str] = {}
    for place, (key, entity) in named.aliases.items():
        found.setdefault(("target", key), _Actor()).name(text[slice(*place)], place[0], entity)
        if entity is not None and not entity.place:
            target_of[id(entity)] = key
    last_words = {t.key: {name_tokens(alias)[-1] for alias in t.aliases if name_tokens(alias)} for t in targets}
    for place, other in named.others.items():
        form, target = text[slice(*place)], target_of.get(id(other), "")
        same = target != "" and name_tokens(form)[-1] in last_words[target]
        found.setdefault(("target", target) if same else ("name", str(id(other))), _Actor()).name(form, place[0], other)
    return found


def _add_sources(
    found: dict[_Key, _Actor], text: str, named: Named, mentions: pd.DataFrame, source_names: dict[Any, Any]
) -> None:
    """Give every source to the actor that its mentions or its name name, else make it an actor; add what it is called.

    Whose body or whose spokesman somebody is, is no mention: "the Kremlin’s spokesman" is not the Kremlin.
    """
    known = {form: key for key, actor in found.items() for form in actor.forms}
    for source_id, rows in mentions.groupby("source_id", sort=False):
        votes: Counter[_Key] = Counter()
        described: list[Phrase] = []
        for start, end in zip(rows["start"].tolist(), rows["end"].tolist(), strict=True):
            phrase = read_phrase(text, start, end)
            key = _known_at(phrase, named) or known.get(_WHOLE.sub("", text[start:end]))
            if key is not None:
                votes[key] += 1
            elif not phrase.pronoun:
                described.append(phrase)
        by_name = known.get(without_the(str(source_names[source_id])), ("source", str(source_id)))
        actor = found.setdefault(votes.most_common(1)[0][0] if votes else by_name, _Actor())
        actor.sources.append(str(source_id))
        for phrase in described:
            actor.describe(re.sub(r"\s+", " ", phrase.description or phrase.text).strip(' ,;:“”"'), phrase.start)
        if not actor.places:  # known by a pronoun only
            actor.places.add(int(rows["start"].iloc[0]))


def _known_at(phrase: Phrase, named: Named) -> _Key | None:
    """Return what the name in a source's words is known by; None if there is none."""
    here = (phrase.name_start, phrase.name_start + len(phrase.name))
    if not phrase.name:
        return None
    if (place := overlap(here, named.aliases)) is not None:
        return "target", named.aliases[place][0]
    place = overlap(here, named.others)
    return ("name", str(id(named.others[place]))) if place is not None else None


def _can_be_actor(text: str, actor: _Actor, named: Named) -> bool:
    """Tell whether a name that is no source's and not in the codebook can be an actor's; peoples are none."""
    people = any(entity.plural for entity in actor.entities)
    return not people and can_be_actor(text, actor.forms, actor.places, named.openings)


def _fullest(forms: Counter[str]) -> str:
    """Return the fullest form of a name: most words, then most often met, then longest."""
    return max(forms, key=lambda form: (len(name_tokens(form)), forms[form], len(form)))


def _kind(actor: _Actor, register: Register, genders: set[str]) -> str:
    """Return person, organisation or place where the text has a word for it, else unknown."""
    bare = [without_the(form) for form in actor.forms]
    roles = {r for words in actor.descriptions for r in role_nouns(words) if TYPE_OF.get(r) != "document"}
    if roles - COLLECTIVE:
        return "person"
    if roles or any(is_organisation(form) for form in bare):
        return "organisation"
    if genders & {"female", "male"} or any(entity.gender for entity in actor.entities):
        return "person"
    if any(form in register.places or form.lower().split()[-1] in PLACES for form in bare):
        return "place"
    return "unknown"
