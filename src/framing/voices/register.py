"""Everybody named in one article, and the rules that take up a mention.

Filled once from the whole text, then asked in reading order. Wrong merges are worse than missed ones: where nothing in
the text speaks for a merge, somebody new is entered.
"""

from __future__ import annotations

import re
from collections import Counter

from framing.article.segment import Paragraph, sentence_spans
from framing.voices.capitals import NO_ACTORS
from framing.voices.cues import announces
from framing.voices.entities import Entity, likeliest
from framing.voices.names import is_organisation, is_people, is_title_case, name_tokens, names
from framing.voices.phrases import Phrase, gender_of
from framing.voices.roles import covers, role_nouns, type_of
from framing.voices.typology import COLLECTIVE, TITLES

_BEFORE = re.compile(
    r"(?:\b(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ne)\s+(?:[\w’'&-]+\s+){1,5}"
    r"|(?:(?:[A-Z][\w’'&-]*\.?|former|ex-\w+|then-\w+|acting|deputy|senior|chief)[ \xa0]+)+)\Z"
)
"""What describes a name from in front: from the article on ("the Israeli historian"), or a run of titles."""
_FUNCTION = re.compile(
    r"\b(?:is|are|was|were|has|have|had|as|and|or|that|who|which|to|of|in|on|at|by|for|from|with|will|would|could|said"
    r"|says|than|after|before|when|while|but|between|against|over|about|into|under|like|including|through|against)\b"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|should|did|does|said|says|told|tells|added|adds"
    r"|asked|asks|wrote|writes|argued|argues|noted|called|warned|claimed|who|which|that|(?:he|she|it|there)[’']s)\b"
)
_TITLED = re.compile(r"(?:(?:[A-Z][\w’'&-]*\.?|former|then-\w+|acting|deputy)\s*)+\Z")
_APPOSITION = re.compile(
    r",\s+(?:\d{1,3},\s+)?((?:an?|the|one of|his|her|their|former|chief|senior|president|director|professor|spokes\w+)"
    r"\s[^,.;:“”\"]{2,80}?)(?=,|\.\s|\.?\Z)"
)
_SOMEBODY = re.compile(r"(?:An?|One of (?:the|his|her|their|[A-Z]\w+[’']s))(?=((?:\s[\w’'-]+){1,5}))")
_CONTRAST = re.compile(r"(?:But|However|Meanwhile|Yet|Still|By contrast|In contrast|Others?|Another|Also|Similarly)\b")
_PLACE = re.compile(
    r"\b(?:in|into|across|throughout|inside|outside|near|within"
    r"|(?:go|goes|went|came|come|moved|travell?ed|fled|returned|drove|flew|sailed|trip|visit) to)"
    r" ([A-Z]\w+(?: [A-Z]\w+)?)(?! [A-Z]|\w|[’'])"
)
_NEW = re.compile(r"the (?:other|others|second|third|new|next|late|same)\b")


def _usual(found: list[str]) -> dict[str, str]:
    """Return for every last name the first name that stands most often before it in an article."""
    counts: dict[str, Counter[str]] = {}
    for name in found:
        tokens = name_tokens(name)
        if len(tokens) > 1:
            counts.setdefault(tokens[-1], Counter())[tokens[0]] += 1
    return {last: firsts.most_common(1)[0][0] for last, firsts in counts.items()}


_PLAIN = set(
    [
        "former",
        "late",
        "then",
        "captured",
        "veteran",
        "longtime",
        "young",
        "old",
        "elderly",
        "new",
        "senior",
        "retired",
        "current",
        "outgoing",
    ]
)
"""Adjectives that may stand before a role noun that takes somebody up: they say nothing of who it is."""


def _is_event(name: str) -> bool:
    """Tell whether a name of several words is that of an event or a document, of which nothing is said by "he"."""
    words = re.findall(r"[\w’'-]+", name)
    return len(words) > 1 and words[-1].lower() in NO_ACTORS


class Register:
    """Everybody named in one article, in order of appearance."""

    def __init__(self, text: str, paragraphs: list[Paragraph], contents: list[tuple[int, int]]) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.contents = contents
        self.entities: list[Entity] = []
        self.places = set(_PLACE.findall(text))
        met = [
            (start, end, p)
            for p in paragraphs
            if not (p.section == "headline" and is_title_case(text[p.start : p.end]))
            for start, end in names(text, p.start, p.end)
            if not _is_event(text[start:end])
        ]
        self.usual = _usual([text[start:end] for start, end, _ in met])
        for start, end, p in met:
            quoted = any(q.start <= start < q.end for q in p.quotations)
            self._meet(text[start:end], start, self._context(start, end, p), quoted=quoted)
            if alias := re.match(r"\s+\(([A-Z]{2,7})\)", text[end : p.end]):
                self.entities[self._index(text[start:end])].aliases.append(alias.group(1))
        for entity in self.entities:
            entity.settle_name()
        for entity in self.entities:
            if entity.organisation and (own := role_nouns(re.findall(r"[\w’'-]+", entity.name)[-1])):
                entity.roles += [r for r in own if r in COLLECTIVE and r not in entity.roles]
            entity.place = entity.name in self.places and not entity.roles
        self._describe_ahead()

    def _index(self, name: str) -> int:
        return next(i for i in range(len(self.entities) - 1, -1, -1) if self.entities[i].same_name(name))

    def _context(self, start: int, end: int, p: Paragraph) -> list[str]:
        """Return the words before a name within its noun phrase, and the apposition after it."""
        before = _BEFORE.search(self.text[p.start : start])
        found = _FUNCTION.split(before.group() if before else "")[-1].strip()
        last = found.rsplit(None, 1)[-1].lower().rstrip(".") if found else ""
        if last in TITLES and (titled := _TITLED.search(found)):
            found = titled.group().strip()
        elif not role_nouns(found) or found.endswith(("’s", "'s")):
            found = ""  # "the assembly established [the fund]": what stands before describes nobody
        after = _APPOSITION.match(self.text, end, p.end)
        apposition = after.group(1).strip() if after else ""
        if _VERB.search(apposition) or not (role_nouns(apposition) or type_of(apposition)[0]):
            apposition = ""  # "…, the mayor said"
        return [words for words in (found, apposition) if words]

    def _meet(self, name: str, at: int, context: list[str], *, quoted: bool) -> None:
        """Enter a name: into an entity that it fits, else as a new one."""
        said = next((g for g in map(gender_of, context) if g), "")
        fits = [e for e in self.entities if e.same_name(name) and not (said and e.gender and said != e.gender)]
        tokens = name_tokens(name)
        if len(tokens) > 1 and not is_organisation(name) and self.usual.get(tokens[-1]) != tokens[0]:
            fits = [e for e in fits if not e.single]  # the bare last name means somebody else of that name
        if len(tokens) > 1:  # "President Berg" is "Karla Berg" only if she is called president too
            roles = {r for words in context for r in role_nouns(words)}
            fits = [e for e in fits if not (e.single and e.roles and not roles & set(e.roles))]
        same = [e for e in fits if e.same_name(name) == "name"]
        if fits:
            entity = likeliest(same or fits, at)
            if len(tokens) > len(name_tokens(entity.name)):
                entity.name = name
                entity.organisation |= is_organisation(name)
        else:
            entity = Entity(name=name, organisation=is_organisation(name), plural=is_people(name))
            self.entities.append(entity)
        entity.seen.append(at)
        if not quoted:
            entity.forms.append(name)
        if len(tokens) > 1:
            entity.full.append(at)
        entity.describe(*context)

    def _describe_ahead(self) -> None:
        """Give a person first named soon after somebody unnamed that description: "A retired judge … Ann Berg told …".

        A paragraph that only announces a block quotation is passed over.
        """
        for i, p in enumerate(self.paragraphs):
            limit = self.reach(i)
            for start, end in sentence_spans(self.text, p.start, p.end):
                m = _SOMEBODY.match(self.text, start, min(end, start + 80))
                following = m.group(1).split() if m else []
                phrases = [" ".join([m.group(), *following[:n]]) for n in range(1, len(following) + 1)] if m else []
                words = next(
                    (w for w in phrases if role_nouns(w) and not w.endswith(("’s", "'s"))), ""
                )  # the shortest that says a role
                if type_of(words)[0] in ("", "media", "document"):
                    continue
                somebody = Entity(name=words, named=False, roles=role_nouns(words), seen=[start])
                person = self.introduced(somebody, limit)
                if person is not None:
                    person.describe(words)

    def reach(self, i: int) -> int:
        """Return up to where somebody unnamed in a paragraph may be named: the end of the next that says something."""
        k = min(i + 1, len(self.paragraphs) - 1)
        p = self.paragraphs[k]
        if announces(self.text, p.start, p.end) and k + 1 < len(self.paragraphs):
            p = self.paragraphs[k + 1]
        return p.end

    def introduced(self, entity: Entity, limit: int) -> Entity | None:
        """Return the person whom a description without name introduces: the next one to be named for the first time.

        "A retired judge called the bill a mistake. Ann Berg told …": the first new full name in a later sentence before
        `limit`. It must open its sentence, and nothing in the text may contradict.
        """
        at = entity.seen[0]
        later = next((at + m.end() for m in re.finditer(r"[.!?:][”\"’)]*\s", self.text[at:limit])), limit)
        thing = type_of(entity.name)[0] in ("document", "media")
        if not entity.roles or entity.plural or thing or any(r in COLLECTIVE for r in entity.roles):
            return None
        new = [e for e in self.entities if e.is_person() and e.full and later <= e.seen[0] < limit]
        if not new:
            return None
        person = min(new, key=lambda e: e.seen[0])
        if not person.named or not self._opens_sentence(person.seen[0]):
            return None
        if person.roles and not any(covers(a, b) or covers(b, a) for a in entity.roles for b in person.roles):
            return None
        return None if entity.gender and person.gender not in ("", entity.gender) else person

    def _opens_sentence(self, at: int) -> bool:
        """Tell whether a name opens its sentence, apart from titles, and the sentence is no contrast."""
        p = next((p for p in self.paragraphs if p.start <= at < p.end), None)
        if p is None:
            return False
        start = max((a for a, _ in sentence_spans(self.text, p.start, p.end) if a <= at), default=p.start)
        between = self.text[start:at].strip('“" ')
        return not between or (bool(_TITLED.fullmatch(between + " ")) and not _CONTRAST.match(between))

    def add(self, phrase: Phrase) -> Entity:
        """Enter somebody who is described, not named."""
        name = phrase.description or phrase.text.strip(" ,")
        body = phrase.head in COLLECTIVE
        proper = bool(re.search(r"\b[A-Z]", re.sub(r"\A(?:The|A|An) ", "", name))) and body and not phrase.possessor
        entity = Entity(name=name, named=proper, plural=phrase.plural, organisation=body)
        entity.describe(name, phrase.apposition)
        entity.organisation |= entity.typed()[0] in ("media", "document") and not phrase.plural
        entity.seen.append(phrase.start)
        self.entities.append(entity)
        return entity

    def by_name(self, phrase: Phrase) -> tuple[Entity, str]:
        """Return the entity of a named phrase and the reason; a name that is new is entered."""
        said = gender_of(phrase.description)
        fits = [e for e in self.entities if e.named and not (said and e.gender and said != e.gender)]
        for wanted in ("name", "abbreviation", "part of name"):
            same = [e for e in fits if e.same_name(phrase.name) == wanted]
            if same:
                entity = likeliest(same, phrase.start)
                entity.describe(phrase.description, phrase.apposition)
                return entity, wanted
        entity = Entity(name=phrase.name, organisation=is_organisation(phrase.name), plural=is_people(phrase.name))
        entity.place = phrase.name in self.places
        entity.seen.append(phrase.start)
        entity.describe(phrase.description, phrase.apposition)
        self.entities.append(entity)
        return entity, "name"

    def by_role(self, phrase: Phrase) -> tuple[Entity, str]:
        """Return who a description is: whose role it takes up, who was described by the same words, or somebody new."""
        low = phrase.description.lower()
        same = [e for e in self.entities if not e.named and name_tokens(e.name) == name_tokens(phrase.description)]
        same = [e for e in same if not phrase.indefinite]
        taken_up = phrase.definite and not phrase.plural and not phrase.possessor and not _NEW.match(low)
        if not taken_up or re.match(r"(?:his|her|their|its)\b", low):
            return (same[-1].merged or same[-1], "same words") if same else (self.add(phrase), "description")
        wanted = role_nouns(phrase.description) or [phrase.head]
        body = phrase.head in COLLECTIVE
        said = gender_of(phrase.description)
        # "the Russian government" is no other government: its own capitalised words must be said of whom it takes up
        own_words = re.findall(r"\b[A-Z]\w+", re.sub(r"\A[Tt]he ", "", phrase.description))
        if re.match(r"the (?:\w+ )?\w+ (?:senator|governor|congress\w+|lawmaker)\b", low):
            own_words = []
        fits = [
            e
            for e in self.entities
            if e.merged is None
            and not e.plural
            and e.last_seen(phrase.start) >= 0
            and body == (e.organisation and any(r in COLLECTIVE for r in e.roles))
            and e.gender in ("", said or e.gender)
            and all(any(w in d for d in (*e.described, e.name)) for w in own_words)
            and any(covers(w, r) for w in wanted for r in e.roles)
        ]
        exact = [e for e in fits if any(w in e.roles for w in wanted)]
        # "the band leader" is no other leader: a noun in front of the role must be said of whom it takes up
        own_nouns = [
            w for w in low.split()[1:-1] if w.isalpha() and w not in _PLAIN and w.capitalize() not in own_words
        ]
        fits, exact = (
            [e for e in group if all(any(w in d.lower() for d in e.described) for w in own_nouns)]
            for group in (fits, exact)
        )
        for reason, group in (("title", exact), ("role noun", fits)):
            near = [e for e in group if phrase.start - e.last_seen(phrase.start) < 600]
            if body and len(group) > 1 and len(near) != 1:
                continue  # which of several governments "the government" is, nothing says
            found = max(group, key=lambda e: e.last_seen(phrase.start), default=None)
            if found and not (same and same[-1].last_seen(phrase.start) >= found.last_seen(phrase.start)):
                return found, reason if any(w == TITLES[t][0] for w in wanted for t in TITLES) else "role noun"
        return (same[-1].merged or same[-1], "same words") if same else (self.add(phrase), "description")
