"""Canonical sources from the source words of attributions: who "he", "the officer", "Hill" are.

Every merge has a reason that the table ``mentions`` shows; every type rests on words of the text. Works through the
article in reading order with a register of everybody named so far (:mod:`framing.voices.register`). Two pseudo-sources
keep what has no name apart from the author: ``unnamed`` (somebody who is not named: "reportedly", "some believe") and
``unattributed`` (a quotation whose speaker was not found).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from framing.article.read import Article
from framing.article.segment import Paragraph
from framing.schema import AUTHOR, conform
from framing.voices.entities import Entity
from framing.voices.names import names
from framing.voices.phrases import QUANTIFIERS, Phrase, read_phrase
from framing.voices.pronouns import by_pronoun
from framing.voices.register import Register

UNNAMED, UNATTRIBUTED = "unnamed", "unattributed"
_PSEUDO = {UNNAMED: "no source named", UNATTRIBUTED: "quotation without a speaker"}
_FIRST_PERSON = ("i", "we", "my", "our", "me", "us")
_NOBODY = ("this", "these", "those", "one", "you", "your", *QUANTIFIERS)

Row = dict[str, Any]


@dataclass
class _Reading:
    """What has been read so far: whose each attribution is, every mention, and who spoke last and where."""

    register: Register
    owner: dict[str, Entity | str] = field(default_factory=dict)
    mentions: list[Row] = field(default_factory=list)
    places: dict[int, tuple[Entity | str, str]] = field(default_factory=dict)
    last: Entity | None = None
    last_end: int = -1


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
        Every source span with the ``reason`` for whom it is taken: name, part of name, abbreviation, title, role noun,
        same words, description (somebody new without a name), introduced (named in the next sentence), pronoun,
        unnamed.
    sources
        The author, everybody who is the source of an attribution, and the pseudo-sources ``unnamed`` and
        ``unattributed`` where they occur.
    """
    contents = [(int(s["start"]), int(s["end"])) for s in _rows(spans[spans["role"] == "content"])]
    reading = _Reading(Register(article.text, paragraphs, contents))
    of_act: dict[str, list[Row]] = {}
    for span in _rows(spans[spans["role"] == "source"]):
        of_act.setdefault(span["attribution_id"], []).append(span)
    acts = _rows(attributions)
    for act in acts:
        _merge_introduced(reading, paragraphs, before=act["start"])
        _read(reading, article, act, of_act.get(act["attribution_id"], []), acts)
    _merge_introduced(reading, paragraphs, before=len(article.text) + 1)
    return _tables(article, attributions, reading)


def _rows(frame: pd.DataFrame) -> list[Row]:
    """Return a table's rows as dictionaries."""
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def _read(reading: _Reading, article: Article, act: Row, own: list[Row], acts: list[Row]) -> None:
    """Find whose one attribution is, and note it with its mentions."""
    if reading.last is not None:
        reading.last = reading.last.merged or reading.last
    found: Entity | str
    if own:
        start = int(own[0]["start"])
        if start not in reading.places:  # one mention may be the source of several cues
            phrase = read_phrase(article.text, _from_name(article.text, start), int(own[0]["end"]))
            reading.places[start] = _whose(reading, phrase, reading.owner.get(act["parent_id"]))
        found, reason = reading.places[start]
        found = (found.merged or found) if isinstance(found, Entity) else found
        for s in own:
            kept = {key: s[key] for key in ("article_id", "start", "end", "text", "attribution_id")}
            reading.mentions.append(kept | {"entity": found, "reason": reason})
    else:
        start = int(act["start"])
        found = _without_source(act, reading.owner, acts)
    reading.owner[act["attribution_id"]] = found
    if isinstance(found, Entity):
        found.spoke.append(start)
        if not act["parent_id"] or reading.last is None:
            reading.last, reading.last_end = found, int(act["end"])


def _from_name(text: str, start: int) -> int:
    """Return where the name begins that a source span is the apposition of: "Hugh Hill, [a doctor,] said"."""
    if re.match(r"an?\s", text[start : start + 3]) and text[:start].endswith(", "):
        before = max(text.rfind("\n", 0, start), start - 60, 0)
        close = [a for a, b in names(text, before, start - 2) if b == start - 2 and " " in text[a:b]]
        return close[-1] if close else start
    return start


def _without_source(act: Row, owner: dict[str, Entity | str], acts: list[Row]) -> Entity | str:
    """Return the source of an attribution that names none: the last speaker if it continues, else a pseudo-source."""
    if act["cue_kind"] == "continued":
        same_level = [a for a in acts if a["start"] < act["start"] and a["parent_id"] == act["parent_id"]]
        quoted = [a for a in same_level if a["form"] != "indirect"]
        return owner[quoted[-1]["attribution_id"]] if quoted else UNATTRIBUTED
    if act["cue_kind"] == "none" or (act["form"] != "indirect" and act["cue_kind"] != "adverb"):
        return UNATTRIBUTED
    return UNNAMED


def _whose(reading: _Reading, phrase: Phrase, parent: Entity | str | None) -> tuple[Entity | str, str]:
    """Return whom one source phrase stands for, and the reason."""
    register = reading.register
    if phrase.name:
        return register.by_name(phrase)
    if not phrase.pronoun:
        return register.by_role(phrase)
    if phrase.pronoun in _FIRST_PERSON:
        return parent or AUTHOR, "pronoun"
    if phrase.pronoun in _NOBODY:
        return UNNAMED, "unnamed"
    last = reading.last if phrase.start - reading.last_end < 900 else None
    banned = parent if isinstance(parent, Entity) else None
    entity = by_pronoun(register, phrase, banned=banned, last=last, last_end=reading.last_end)
    return (entity, "pronoun") if entity is not None else (UNNAMED, "pronoun")


def _merge_introduced(reading: _Reading, paragraphs: list[Paragraph], *, before: int) -> None:
    """Merge every description without a name with the person whom it introduces, once that person's name was read.

    Indefinite descriptions ("a captured officer") and possessive ones ("the city's tax commissioner") introduce;
    others do not.
    """
    for mention in reading.mentions:
        entity = mention["entity"]
        if not isinstance(entity, Entity) or entity.named or entity.merged or mention["reason"] != "description":
            continue
        introduces = re.match(
            r"an?\s|one of\s|(?:[\w.’'-]+\s+){0,3}[A-Z][\w.-]*[’']s?\s", mention["text"], re.IGNORECASE
        )
        here = next((i for i, p in enumerate(paragraphs) if p.start <= mention["start"] < p.end), None)
        if not introduces or here is None:
            continue
        person = reading.register.introduced(entity, reading.register.reach(here))
        if person is None or person.seen[0] >= before:
            continue
        entity.merged = person
        person.spoke += entity.spoke
        person.describe(*entity.described)
        for other in reading.mentions:
            if other["entity"] is entity:
                other["entity"] = person
                other["reason"] = "introduced" if other["reason"] == "description" else other["reason"]
        for key, value in reading.owner.items():
            if value is entity:
                reading.owner[key] = person


def _tables(
    article: Article, attributions: pd.DataFrame, reading: _Reading
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the three tables; sources are numbered in the order in which they first speak."""
    author = {"name": "the author", "type": "author", "type_evidence": "", "named": bool(article.author), "gender": ""}
    rows: dict[str, Row] = {AUTHOR: author}

    def identify(found: Entity | str) -> str:
        if isinstance(found, str):
            if found not in rows:
                rows[found] = author | {"name": _PSEUDO[found], "type": "unspecified", "named": False}
            return found
        if not found.source_id:
            found.source_id = f"s{sum(key not in (AUTHOR, *_PSEUDO) for key in rows) + 1}"
            kind, evidence = found.typed()
            name = re.sub(r"\s+", " ", found.name).strip(' ,;:“”"')
            rows[found.source_id] = {
                "name": name,
                "type": kind,
                "type_evidence": evidence,
                "named": found.named,
                "gender": found.gender,
            }
        return found.source_id

    out = attributions.assign(source_id=[identify(reading.owner[a]) for a in attributions["attribution_id"]])
    mentions = [m | {"source_id": identify(m["entity"])} for m in reading.mentions]
    sources = [{"article_id": article.article_id, "source_id": key, **row} for key, row in rows.items()]
    return conform(out, "attributions"), conform(mentions, "mentions"), conform(sources, "sources")
