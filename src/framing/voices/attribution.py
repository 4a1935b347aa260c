"""Who says what: source, cue and content of every act of attribution.

The way: tag tokens (:mod:`framing.voices.tagging`) -> spans -> mended by quotation marks
(:mod:`framing.voices.mending`) -> linked within each paragraph (:mod:`framing.voices.linking`) -> linked across
paragraphs (:mod:`framing.voices.across`) -> tables. Does not say *who* the source is: that is
:mod:`framing.voices.sources`. Never drops a direct quotation: one without a cue is an attribution without source, and
is counted.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pandas as pd

from framing.article.read import Article
from framing.article.segment import Paragraph, Quotation, count_words, sentence_spans
from framing.models import TokenModel
from framing.schema import conform
from framing.voices import cues
from framing.voices.across import announce, floating, holds_speech
from framing.voices.linking import Act, Setting, Span, is_passive, link
from framing.voices.mending import Tagged, cut_at_tags, mend
from framing.voices.phrases import read_phrase
from framing.voices.roles import can_speak, type_of
from framing.voices.tagging import tag

_THINGS = ("this", "that", "it", "which", "these", "those")
_INNER_PROBABILITY = 0.6
"""A cue inside a quotation makes a nested attribution only above this; a speaker's "I think" is not one."""


def _nest_within(acts: list[Act], others: list[Act], text: str) -> None:
    """Let an act's content reach over the act that goes on from it: "explained [that they were told by … that …]".

    The tagger marks the inner act over the outer content, which then ends, or never begins, where the inner act does.
    """
    for outer in [*acts, *others]:
        if not outer.cues or (outer.contents and outer.contents[-1].start < outer.cues[0].start):
            continue
        edge = outer.contents[-1].end if outer.contents else outer.cues[0].end
        for inner in acts:
            if inner is outer or not inner.cues or inner.start < edge or outer.cues[0].start > inner.start:
                continue
            between = text[edge : inner.start]
            if text[edge - 1] in '.!?…”"' or (inner.start > edge and text[inner.start - 1] in '“"'):
                continue
            limit = {"", "that", "by", "how", "whether", "why", "what", "to", "from"}
            if between.strip().lower() in limit and "\n" not in between and inner.cues[0].end > edge:
                start = outer.contents[-1].start if outer.contents else inner.start
                joined = Span(start, inner.end, "content", min(s.probability for s in inner.cues))
                outer.contents = [*outer.contents[:-1], joined]
                break


def _paragraph_acts(text: str, tagged: Tagged) -> tuple[list[Act], list[Act], list[Span]]:
    """Return the acts of one paragraph, the cues without content, and the contents without cue."""
    p = tagged.paragraph
    sentences = sentence_spans(text, p.start, p.end)
    setting = Setting.of(text, p, sentences)
    acts, silent, left = link(setting, cut_at_tags(text, tagged, sentences))
    _nest_within(acts, silent, text)
    acts += [a for a in silent if a.contents]
    silent = [a for a in silent if not a.contents]
    for q, spans in tagged.inner.items():
        kept = [s for s in spans if s.role != "cue" or s.probability >= _INNER_PROBABILITY]
        inner_acts, _, _ = link(Setting(text, setting.words, setting.sentence_ends, ()), kept)
        for act in inner_acts:
            act.contents = [c for c in act.contents if c.start > act.cues[0].start]
            if act.contents and act.sources and act.cues[0].start - q.start > 2:  # not the speaker's own verb
                acts.append(act)
    refused = [a for a in acts if not _attributes(text, a)]
    acts = [a for a in acts if a not in refused and (a.sources or cues.kind(_cue(text, a)) != "adverb")]
    for c in (c for a in refused for c in a.contents):  # no quotation is lost with the act that it was linked to
        left += [replace(c, start=q.start, end=q.end) for q in tagged.spoken if c.start <= q.start and q.end <= c.end]
    acts += [inner for a in acts if (inner := _told(text, a)) is not None]
    acts += _beliefs(text, acts, sentences)
    acts += _hedged(text, tagged, acts, sentences)
    return sorted(acts, key=lambda a: a.start), silent, left


def _cue(text: str, act: Act) -> str:
    """Return the words of an act's cue."""
    return " ".join(text[s.start : s.end] for s in act.cues)


def _hedged(text: str, tagged: Tagged, acts: list[Act], sentences: list[tuple[int, int]]) -> list[Act]:
    """Return the acts of hedging adverbs: "has reportedly" attributes what no other act has of its sentence."""
    out = []
    taken = [s for a in acts for s in (*a.cues, *a.sources, *a.contents)]
    for start, end in cues.hedges(text, tagged.paragraph.start, tagged.paragraph.end):
        if any(s.start < end and start < s.end for s in taken):
            continue
        if any(q.start <= start < q.end for q in tagged.paragraph.quotations):
            continue
        a, b = next(((a, b) for a, b in sentences if a <= start < b), (start, end))
        a = max([a, *(s.end for s in taken if s.end <= start)])
        b = min([b, *(s.start for s in taken if s.start >= end)])
        parts = [_trimmed(text, *part) for part in ((a, start), (end, b))]
        contents = [Span(*part, "content", 0.5) for part in parts if any(c.isalnum() for c in text[slice(*part)])]
        if contents:
            out.append(Act(cues=[Span(start, end, "cue", 0.5)], contents=contents, kind="adverb"))
    return out


def _beliefs(text: str, acts: list[Act], sentences: list[tuple[int, int]]) -> list[Act]:
    """Return the acts of beliefs ascribed by a noun ("Their fear is that …") that no other act has, at any level."""
    out = []
    for start, end in sentences:
        found = cues.belief_stated(text, start, end)
        if found is None or any(s.start < found[1][1] and found[1][0] < s.end for a in acts for s in a.cues):
            continue
        source, cue, content = found
        # inside a quotation the belief ends with it: what follows the mark is the speech tag's
        close = next((i for i in range(*content) if text[i] in '”"»'), content[1])
        words = Span(*_trimmed(text, content[0], close), "content", 0.5)
        out.append(Act([Span(*cue, "cue", 0.5)], [Span(*source, "source", 0.5)], [words]))
    return out


def _attributes(text: str, act: Act) -> bool:
    """Tell whether an act attributes a claim: a content of more than a word, and somebody or something that can speak.

    Where no source is named, unquoted words are a claim of others only by a passive ("it was said that").
    """
    if not any(count_words(text[c.start : c.end]) > 1 or text[c.start] in '“"' for c in act.contents):
        return False
    cue = _cue(text, act)
    quoted = any(re.search(r"[“\"„«]|''", text[c.start : c.end]) for c in act.contents)
    if not act.sources and not quoted and cues.kind(cue) == "verb" and not is_passive(cue):
        return False
    if cues.is_no_speech(cue) and not any(re.match(r"that\s|[“\"]", text[c.start : c.end]) for c in act.contents):
        return False
    if not cues.needs_speaker(cues.lemma(cue)):
        return True
    phrases = [read_phrase(text, s.start, s.end) for s in act.sources]
    return any(
        p.name
        or (p.pronoun and p.pronoun not in _THINGS)
        or (not p.pronoun and (can_speak(p.head) or type_of(p.description)[0] != ""))
        for p in phrases
    )


def _told(text: str, act: Act) -> Act | None:
    """Return the telling that a content reports: "[they were told by the ministry that …], the officer said"."""
    parts = sorted(act.contents)
    for i, c in enumerate(parts):
        found = cues.told_within(text, c.start, c.end)
        if found is None:
            continue
        source, cue, content = found
        if source is None:  # "[The ministry], the officer said, [had told him that …]"
            if i == 0 or count_words(text[parts[i - 1].start : parts[i - 1].end]) > 6:
                continue
            source = (parts[i - 1].start, parts[i - 1].end)
        if any(s.start < cue[1] and cue[0] < s.end for s in (*act.cues, *act.sources)):
            continue
        sure = c.probability
        return Act(
            [Span(*cue, "cue", sure)],
            [Span(*source, "source", sure)],
            [Span(*_trimmed(text, *content), "content", sure)],
        )
    return None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets without white space and final stop at their edges."""
    body = text[start:end]
    left = start + len(body) - len(body.lstrip())
    return left, left + len(body.strip().rstrip(".,;:"))


def acts_of(
    article: Article, paragraphs: list[Paragraph], tagger: TokenModel, *, breaks: set[int] | None = None
) -> list[Act]:
    """Return every act of attribution of an article in order of the text, nested ones with the number of their parent.

    Parameters
    ----------
    article, paragraphs
        The article and its paragraphs without furniture.
    tagger
        From :func:`framing.models.load_tagger`.
    breaks
        Numbers of paragraphs before which furniture stands: a block quotation does not reach over it.
    """
    text = article.text
    tagged = [mend(text, pair) for pair in zip(paragraphs, tag(text, paragraphs, tagger), strict=True)]
    acts: list[Act] = []
    for i, here in enumerate(tagged):
        found, silent, left = _paragraph_acts(text, here)
        acts += found
        for content in left:
            acts_before = [a for a in found if a.start < content.start]
            if not any(q.start >= content.start and q.end <= content.end for q in here.spoken):
                continue  # indirect words without a cue are the author's
            if acts_before and holds_speech(acts_before[-1], here.spoken):
                acts_before[-1].contents.append(content)
            elif (act := floating(content, tagged, i, acts)) is not None:
                acts.append(act)
        announce(text, tagged, i, silent=silent, acts=acts, breaks=breaks or set())
    acts = [a for a in acts if a.contents]
    acts.sort(key=lambda a: (a.start, -a.end))
    _parents(acts)
    return acts


def _parents(acts: list[Act]) -> None:
    """Set every act's parent: the smallest act one of whose contents covers the act's cue and contents."""
    for k, act in enumerate(acts):
        around = [
            (sum(c.end - c.start for c in other.contents), j)
            for j, other in enumerate(acts)
            if j != k
            and any(
                c.start <= s.start and s.end <= c.end for c in other.contents for s in (act.cues or act.contents)[:1]
            )
            and any(c.start <= s.start and s.end <= c.end for c in other.contents for s in act.contents[:1])
            and not any(c.start <= s.start and s.end <= c.end for c in act.contents for s in other.cues)
        ]
        act.parent = min(around)[1] if around else None


def form_of(text: str, act: Act, quotations: list[Quotation]) -> str:
    """Return direct, indirect or mixed: whether all, none or some of the content's words are quoted."""
    if act.kind == "block":
        return "direct"
    inside = total = 0
    for c in act.contents:
        total += count_words(text[c.start : c.end])
        for q in quotations:
            a, b = max(c.start, q.start), min(c.end, q.end)
            inside += count_words(text[a:b]) if b > a else 0
    return "direct" if inside >= total else "mixed" if inside else "indirect"


def attribute(
    article: Article, paragraphs: list[Paragraph], tagger: TokenModel, *, breaks: set[int] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables ``spans`` and ``attributions`` of an article; ``source_id`` is still empty.

    Parameters
    ----------
    article, paragraphs, tagger, breaks
        As for :func:`acts_of`.

    Returns
    -------
    spans, attributions
        See :data:`framing.schema.TABLES`. ``cue_kind`` is verb, phrase, adverb, colon, block (announces a block
        quotation), continued or none.
    """
    text = article.text
    quotations = [q for p in paragraphs for q in p.quotations]
    rows: list[dict[str, Any]] = []
    spans: list[dict[str, Any]] = []
    acts = acts_of(article, paragraphs, tagger, breaks=breaks)
    for k, act in enumerate(acts, start=1):
        attribution_id = f"a{k}"
        cue = _cue(text, act)
        kind = act.kind if act.kind in ("block", "continued", "none", "adverb") else cues.kind(cue)
        everything = [*act.sources, *act.cues, *act.contents]
        confidence = min(s.probability for s in everything) * (0.5 if kind in ("continued", "none") else 1.0)
        base = {"article_id": article.article_id, "attribution_id": attribution_id}
        rows.append(
            base
            | {
                "start": act.start,
                "end": act.end,
                "text": text[act.start : act.end],
                "form": form_of(text, act, quotations),
            }
            | {"cue": cues.lemma(cue), "cue_kind": kind, "source_id": "", "confidence": confidence, "corrected": False}
            | {"parent_id": "" if act.parent is None else f"a{act.parent + 1}"}
        )
        for role, group in (("source", act.sources), ("cue", act.cues), ("content", act.contents)):
            for part, s in enumerate(sorted(group), start=1):
                place = {"start": s.start, "end": s.end, "text": text[s.start : s.end]}
                spans.append(base | place | {"role": role, "part": part, "probability": s.probability})
    return conform(spans, "spans"), conform(rows, "attributions")
