"""From the source words of attributions to canonical sources: who is "he", "the officer", "Hill"?

Every merge has a reason that the table ``mentions`` shows; every type rests on words of the text. Works through the article in
reading order with a register of everybody named so far. Two pseudo-sources keep what has no name apart from the author: ``unnamed`` (somebody
who is not named: "reportedly", "it was said") and ``unattributed`` (a quotation whose speaker was not found).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from framing.article.read import Article
from framing.article.segment import Paragraph, sentence_spans
from framing.schema import AUTHOR, conform
from framing.voices.names import FEMALE, MALE, Phrase, is_organisation, is_people, names, read_phrase
from framing.voices.roles import TITLES, TYPE_OF, covers, role_nouns, singular, type_of

UNNAMED, UNATTRIBUTED = "unnamed", "unattributed"
_BODIES = {"government", "kremlin", "ministry", "campaign", "administration", "company", "party", "committee", "parliament", "army", "military", "police", "embassy", "court"}
_PSEUDO = {UNNAMED: "unnamed source", UNATTRIBUTED: "quotation without a speaker"}
_BEFORE = re.compile(
    r"(?:\b(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ne)\s+(?:[\w’'&-]+\s+){1,5}|(?:(?:[A-Z][\w’'&-]*\.?|former|ex-\w+|then-\w+|acting|deputy|senior|chief)[ \xa0]+)+)\Z"
)
_FUNCTION = re.compile(
    r"\b(?:is|are|was|were|has|have|had|as|and|or|that|who|which|to|of|in|on|at|by|for|from|with|will|would|could|said|says|than|after|before|when|while|but)\b"
)
_TITLED = re.compile(r"(?:(?:[A-Z][\w’'&-]*\.?|former|then-\w+|acting|deputy)\s*)+\Z")
_SOMEBODY = re.compile(r"\b(?:[Aa]n?|[Oo]ne of (?:the|his|her|their|[A-Z]\w+[’']s))\s+(?:[\w’'-]+\s+){0,3}?(?P<role>\w+)\b")
"""What describes a name from in front: from the article on ("the Israeli historian"), or a run of titles ("National Guard Lt. Col.")."""


@dataclass
class Entity:
    """Somebody in the register: the names and role nouns met so far, and where."""

    name: str
    organisation: bool = False
    named: bool = True
    plural: bool = False
    gender: str = ""
    roles: list[str] = field(default_factory=list)
    described: list[str] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)
    spoke: list[int] = field(default_factory=list)
    source_id: str = ""
    merged: Entity | None = None

    def last_seen(self, before: int) -> int:
        """Return the last place before an offset where it was named or spoke; -1 if never."""
        return max((s for s in (*self.seen, *self.spoke) if s < before), default=-1)

    def same_name(self, name: str) -> str:
        """Return why `name` is this entity's: "name" (the same), "part of name", or "" if it is not."""
        mine, other = _tokens(self.name), _tokens(name)
        if not mine or not other:
            return ""
        if mine == other:
            return "name"
        if self.organisation or is_organisation(name):
            return "part of name" if set(other) <= set(mine) and other[-1] == mine[-1] and len(other) < len(mine) else ""
        if len(other) == 1:
            return "part of name" if other[0] == mine[-1] or (len(mine) > 1 and other[0] == mine[0]) else ""
        if len(mine) == 1:
            return "part of name" if mine[0] == other[-1] else ""
        short, long = sorted((mine, other), key=len)
        return "part of name" if set(short) <= set(long) and short[-1] in long[-2:] and short[0] in long[:2] else ""


def _tokens(name: str) -> list[str]:
    """Return the words of a name in lower case, without titles, articles and initials."""
    words = [w.lower().strip(".") for w in re.findall(r"[\w’'.-]+", name)]
    kept = [w.removesuffix("’s").removesuffix("'s") for w in words if w not in TITLES and w not in ("the", "jr", "sr", "of", "and")]
    return [w for w in kept if len(w) > 1] or kept


class Register:
    """Everybody named in one article, and the rules that take up a mention; filled once from the text, then asked in reading order."""

    def __init__(self, text: str, paragraphs: list[Paragraph]) -> None:
        self.text = text
        self.entities: list[Entity] = []
        for p in paragraphs:
            for start, end in names(text, p.start, p.end):
                self._meet(text[start:end], start, self._context(start, end, p))
        for entity in self.entities:
            # a single name without a title or a fuller form is a place or an institution as often as a person: not who "he" is
            entity.organisation |= len(_tokens(entity.name)) == 1 and not any(w.lower().rstrip(".") in TITLES for d in entity.described for w in d.split())
        self._describe_ahead(paragraphs)
        for entity in self.entities:
            self._gender_from_titles(entity)

    def _context(self, start: int, end: int, p: Paragraph) -> list[str]:
        """Return the words before a name within its noun phrase, and the apposition after it."""
        before = _BEFORE.search(self.text[p.start : start])
        words = _FUNCTION.split(before.group() if before else "")[-1].strip()
        last = words.rsplit(None, 1)[-1].lower().rstrip(".") if words else ""
        if last not in TITLES and last not in TYPE_OF:
            words = ""  # "the assembly established [the fund]": what stands before describes nobody
        elif last in TITLES and (titled := _TITLED.search(words)):
            words = titled.group()
        out = [words.strip()] if words.strip() else []
        after = re.match(r",\s+((?:an?|the|one of|his|her|their|former|chief|senior|\w+)\s[^,.;:“”]{2,80}?)(?=,|\.|\Z)", self.text[end : p.end])
        if after and re.match(r"(?:an?|the|one of|former|chief|senior)\b", after.group(1)):
            out.append(after.group(1).strip())
        return out

    def _meet(self, name: str, at: int, context: list[str]) -> None:
        """Enter a name: into an entity that it fits, else as a new one."""
        described = [c for c in context if c]
        for entity in reversed(self.entities):
            if entity.same_name(name):
                if len(_tokens(name)) > len(_tokens(entity.name)):
                    entity.name = name
                break
        else:
            entity = Entity(name=name, organisation=is_organisation(name), plural=is_people(name))
            self.entities.append(entity)
        entity.seen.append(at)
        entity.described += [d for d in described if d not in entity.described]
        for d in described:
            entity.roles += [r for r in role_nouns(d) if r not in entity.roles]

    @staticmethod
    def _gender_from_titles(entity: Entity) -> None:
        """Set the gender that a title or role noun says."""
        for d in entity.described:
            for word in re.findall(r"[A-Za-z]+", d):
                said = TITLES.get(word.lower(), ("", ""))[1]
                said = said or {"woman": "female", "man": "male", "mother": "female", "father": "male", "businessman": "male", "actress": "female"}.get(word.lower(), "")
                entity.gender = entity.gender or said

    def _describe_ahead(self, paragraphs: list[Paragraph]) -> None:
        """Give a person named for the first time what the sentence before said of somebody unnamed: "A retired judge called … Ann Berg told …"."""
        for i, p in enumerate(paragraphs):
            limit = paragraphs[min(i + 1, len(paragraphs) - 1)].end
            for start, end in sentence_spans(self.text, p.start, p.end):
                for m in _SOMEBODY.finditer(self.text, start, min(end, start + 80)):
                    if not role_nouns(m.group("role")) or type_of(m.group())[0] in ("", "media", "document"):
                        continue
                    somebody = Entity(name=m.group(), named=False, roles=role_nouns(m.group("role")), seen=[m.start()])
                    person = self.introduced(somebody, limit)
                    if person is not None and m.group() not in person.described:
                        person.described.append(m.group())
                        person.roles += [r for r in somebody.roles if r not in person.roles]

    def add(self, phrase: Phrase) -> Entity:
        """Enter somebody who is described, not named."""
        name = phrase.description or phrase.text.strip(" ,")
        proper = bool(re.search(r"\b[A-Z]", name.removeprefix("The ").removeprefix("A "))) and phrase.head in _BODIES
        entity = Entity(name=name, named=proper, plural=phrase.plural, roles=role_nouns(name), described=[name, *([phrase.apposition] if phrase.apposition else [])])
        entity.organisation = type_of(name)[0] in ("media", "document") or phrase.head in _BODIES
        entity.seen.append(phrase.start)
        self._gender_from_titles(entity)
        self.entities.append(entity)
        return entity

    def by_name(self, phrase: Phrase) -> tuple[Entity, str]:
        """Return the entity of a named phrase and the reason; a name that is new (an organisation in lower case, say) is entered."""
        for wanted in ("name", "part of name"):
            fits = [e for e in self.entities if e.same_name(phrase.name) == wanted]
            if fits:
                entity = max(fits, key=lambda e: (e.last_seen(phrase.end), -self.entities.index(e)))
                entity.described += [d for d in (phrase.description, phrase.apposition) if d and d not in entity.described]
                for d in (phrase.description, phrase.apposition):
                    entity.roles += [r for r in role_nouns(d) if r not in entity.roles]
                self._gender_from_titles(entity)
                first = not entity.spoke and wanted == "name"
                return entity, "name" if wanted == "name" or first else "part of name"
        entity = Entity(name=phrase.name, organisation=is_organisation(phrase.name), described=[d for d in (phrase.description, phrase.apposition) if d])
        entity.roles = [r for d in entity.described for r in role_nouns(d)]
        entity.seen.append(phrase.start)
        self._gender_from_titles(entity)
        self.entities.append(entity)
        return entity, "name"

    def by_role(self, phrase: Phrase) -> tuple[Entity, str]:
        """Return who a description is: somebody whose role or title it takes up, somebody described by the same words, or somebody new."""
        same = [e for e in self.entities if not e.named and _tokens(e.name) == _tokens(phrase.description) and not phrase.indefinite]
        if same:
            return same[-1], "same words"
        role = singular(phrase.head)
        if phrase.definite and not phrase.plural and not phrase.possessor and not re.match(r"(?:his|her|their|its)\b", phrase.description.lower()):
            own_words = re.findall(r"\b[A-Z]\w+", phrase.description.removeprefix("The ").removeprefix("the "))
            place = re.match(r"the (\w+) (?:senator|governor|congressman|congresswoman|lawmaker)", phrase.description)
            fits = [e for e in self.entities if any(covers(role, r) for r in e.roles) and 0 <= e.last_seen(phrase.start) and not e.plural]
            # "the Russian government" is no other government: its own capitalised words must be said of whom it takes up
            fits = [e for e in fits if place or all(any(w in d for d in (*e.described, e.name)) for w in own_words)]
            exact = [e for e in fits if role in e.roles]
            for group in (exact, fits):
                if group:
                    reason = "title" if role in {TITLES[t][0] for t in TITLES} else "role noun"
                    return max(group, key=lambda e: e.last_seen(phrase.start)), reason
        return self.add(phrase), "description"

    def introduced(self, entity: Entity, limit: int) -> Entity | None:
        """Return the person whom an indefinite description introduces: the next one to be named for the first time, soon after.

        "A retired judge called the bill a mistake. Ann Berg told …": the first full personal name in a later sentence, before `limit`, that is new there and that
        nothing in the text contradicts.
        """
        at = next((m.end() for m in re.finditer(r"[.!?:][”\"’]?\s", self.text[entity.seen[0] : limit])), 0) + entity.seen[0]
        if not entity.roles or entity.plural:
            return None
        new = [e for e in self.entities if e is not entity and e.named and not e.organisation and not e.plural and len(_tokens(e.name)) > 1 and e.seen and at <= e.seen[0] < limit]
        if not new:
            return None
        person = min(new, key=lambda e: e.seen[0])
        if person.roles and not any(covers(a, b) or covers(b, a) for a in entity.roles for b in person.roles):
            return None
        return person

    def by_pronoun(self, phrase: Phrase, at: int, *, not_these: set[int], prefer: Entity | None) -> Entity | None:
        """Return whom a third-person pronoun takes up: the last compatible person who spoke or was named, speakers and subjects first."""
        word = phrase.pronoun
        gender = "female" if word in FEMALE else "male" if word in MALE else ""
        if word in ("who", "whom", "which", "that", "whose"):
            near = [e for e in self.entities if 0 < at - e.last_seen(at) < 80 and e.last_seen(at) >= 0]
            return max(near, key=lambda e: e.last_seen(at)) if near else None
        if gender:
            fits = [e for e in self.entities if not e.organisation and not e.plural and e.gender in ("", gender) and id(e) not in not_these and self._could_be_person(e)]
        elif word in ("it", "its"):
            fits = [e for e in self.entities if e.organisation and id(e) not in not_these]
        else:
            fits = [e for e in self.entities if (e.plural or e.organisation) and id(e) not in not_these]
        fits = [e for e in fits if e.last_seen(at) >= 0]
        if not fits:
            return None
        if prefer is not None and prefer in fits:
            return prefer
        sentence = max(self.text.rfind(mark, 0, at) for mark in (". ", ".\n", "? ", "! ", "\n", "” "))
        subject = [e for e in fits if any(sentence < s < at for s in e.seen) and self._starts_sentence(e, sentence, at)]
        return max(subject or fits, key=lambda e: (bool(e.spoke and at - max(s for s in e.spoke) < 600) if not subject else False, e.last_seen(at)))

    def _could_be_person(self, e: Entity) -> bool:
        """Tell whether "he" or "she" may take up an entity: a full name, a title, a role noun, or somebody who spoke."""
        return bool(e.roles or e.gender or e.spoke or len(_tokens(e.name)) > 1) or any(o is not e and o.same_name(e.name) for o in self.entities)

    def _starts_sentence(self, e: Entity, sentence: int, at: int) -> bool:
        """Tell whether an entity's name is the first thing in the sentence before an offset."""
        return any(0 < s - sentence < 40 for s in e.seen if s < at)


def resolve(
    article: Article, paragraphs: list[Paragraph], spans: pd.DataFrame, attributions: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return ``attributions`` with their sources, and the tables ``mentions`` and ``sources``.

    Parameters
    ----------
    article, paragraphs
        The article and its paragraphs without furniture.
    spans, attributions
        From :func:`framing.voices.attribution.attribute`.

    Returns
    -------
    attributions
        With ``source_id`` filled in.
    mentions
        Every source span with the ``reason`` for whom it is taken: name, part of name, title, role noun, same words, description, introduced, pronoun.
    sources
        The author, everybody who is the source of an attribution, and the pseudo-sources ``unnamed`` and ``unattributed`` where they occur.
    """
    text = article.text
    register = Register(text, paragraphs)
    by_act = {k: g for k, g in spans[spans["role"] == "source"].groupby("attribution_id")}
    owner: dict[str, Entity | str] = {}
    mentions: list[dict[str, Any]] = []
    places: dict[int, tuple[Entity | str, str]] = {}
    last: Entity | None = None
    last_end = -1
    for act in attributions.itertuples(index=False):
        _merge_introduced(register, owner, mentions, paragraphs, before=int(act.start))
        if isinstance(last, Entity):
            last = last.merged or last
        own = by_act.get(act.attribution_id)
        found: Entity | str
        if own is None:
            found = _without_source(act, owner, attributions)
        else:
            row = own.iloc[0]
            phrase = read_phrase(text, int(row.start), int(row.end))
            parent = owner.get(act.parent_id)
            near = last is not None and row.start - last_end < 900
            if int(row.start) not in places:  # one mention may be the source of several cues
                places[int(row.start)] = _whose(register, phrase, parent=parent, last=last if near else None)
            found, reason = places[int(row.start)]
            found = (found.merged or found) if isinstance(found, Entity) else found
            mentions += [
                {"article_id": article.article_id, "start": s.start, "end": s.end, "text": s.text, "attribution_id": act.attribution_id, "entity": found, "reason": reason}
                for s in own.itertuples()
            ]
        owner[act.attribution_id] = found
        if isinstance(found, Entity):
            found.spoke.append(int(act.start) if own is None else int(own.iloc[0].start))
            if not act.parent_id or last is None:
                last, last_end = found, int(act.end)
    _merge_introduced(register, owner, mentions, paragraphs, before=len(text) + 1)
    return _tables(article, attributions, owner, mentions)


def _without_source(act: Any, owner: dict[str, Entity | str], attributions: pd.DataFrame) -> Entity | str:
    """Return the source of an attribution that names none: the last speaker's where it continues, else a pseudo-source."""
    if act.cue_kind == "continued":
        before = attributions[(attributions["start"] < act.start) & (attributions["parent_id"] == act.parent_id) & (attributions["form"] != "indirect")]
        if len(before):
            return owner[before.iloc[-1].attribution_id]
        return UNATTRIBUTED
    if act.cue_kind == "none" or (act.form != "indirect" and act.cue_kind != "adverb"):
        return UNATTRIBUTED
    return UNNAMED


def _whose(register: Register, phrase: Phrase, *, parent: Entity | str | None, last: Entity | None) -> tuple[Entity | str, str]:
    """Return whom one source phrase stands for, and the reason."""
    if phrase.name:
        return register.by_name(phrase)
    if phrase.pronoun:
        if phrase.pronoun in ("i", "we", "my", "our", "me", "us"):
            return (parent, "pronoun") if parent else (AUTHOR, "pronoun")
        if phrase.pronoun in ("this", "these", "those", "one", "you", "your"):
            return UNNAMED, "pronoun"
        banned = {id(parent)} if isinstance(parent, Entity) else set()
        entity = register.by_pronoun(phrase, phrase.start, not_these=banned, prefer=last)
        return (entity, "pronoun") if entity is not None else (UNNAMED, "pronoun")
    return register.by_role(phrase)


def _merge_introduced(register: Register, owner: dict[str, Entity | str], mentions: list[dict[str, Any]], paragraphs: list[Paragraph], *, before: int) -> None:
    """Merge every indefinite description with the person whom it introduces in its or the next paragraph, named before an offset."""
    for mention in mentions:
        entity = mention["entity"]
        if not isinstance(entity, Entity) or entity.named or entity.merged or mention["reason"] != "description" or not re.match(r"an?\s", mention["text"].lower()):
            continue
        here = next((i for i, p in enumerate(paragraphs) if p.start <= mention["start"] < p.end), None)
        if here is None:
            continue
        person = register.introduced(entity, paragraphs[min(here + 1, len(paragraphs) - 1)].end)
        if person is None or person.seen[0] >= before:
            continue
        entity.merged = person
        person.spoke += entity.spoke
        person.described += entity.described
        person.roles += entity.roles
        for m in mentions:
            if m["entity"] is entity:
                m["entity"], m["reason"] = person, "introduced" if m["reason"] == "description" else m["reason"]
        for key, value in owner.items():
            if value is entity:
                owner[key] = person


def _typed(entity: Entity) -> tuple[str, str]:
    """Return an entity's type and its evidence: descriptions first, then the name itself."""
    for words in (*entity.described, entity.name):
        kind, evidence = type_of(words)
        if kind:
            return kind, evidence if words == entity.name and evidence == entity.name else words
    return "unspecified", ""


def _full_name(entity: Entity) -> str:
    """Return the name that a reader would give: without a leading article's lower case."""
    return re.sub(r"\s+", " ", entity.name).strip(" ,;:“”\"")


def _tables(
    article: Article, attributions: pd.DataFrame, owner: dict[str, Entity | str], mentions: list[dict[str, Any]]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the three tables; sources are numbered in the order in which they first speak."""
    rows = [{"source_id": AUTHOR, "name": "the author", "type": "author", "type_evidence": "", "named": bool(article.author), "gender": ""}]
    seen: dict[str, None] = {}

    def identify(found: Entity | str) -> str:
        if isinstance(found, str):
            if found != AUTHOR and found not in seen:
                seen[found] = None
                rows.append({"source_id": found, "name": _PSEUDO[found], "type": "unspecified", "type_evidence": "", "named": False, "gender": ""})
            return found
        if not found.source_id:
            found.source_id = f"s{sum(1 for r in rows if str(r['source_id']).startswith('s')) + 1}"
            kind, evidence = _typed(found)
            rows.append({"source_id": found.source_id, "name": _full_name(found), "type": kind, "type_evidence": evidence, "named": found.named, "gender": found.gender})
        return found.source_id

    ids: Callable[[str], str] = lambda a: identify(owner[a])  # noqa: E731
    out = attributions.assign(source_id=[ids(a) for a in attributions["attribution_id"]])
    for m in mentions:
        m["source_id"] = identify(m.pop("entity"))
    sources = [{"article_id": article.article_id, **row} for row in rows]
    return conform(out, "attributions"), conform(mentions, "mentions"), conform(sources, "sources")
