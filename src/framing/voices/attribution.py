"""Who says what: source, cue and content of every act of attribution.

The way: tag tokens (:mod:`framing.voices.tagging`) -> spans -> mended by quotation marks -> linked within each paragraph
(:mod:`framing.voices.linking`) -> linked across paragraphs (block quotations, quotations that go on, floating quotations) -> tables.
Does not say *who* the source is: that is :mod:`framing.voices.sources`. Never drops a direct quotation: one without a
cue is an attribution without source, and is counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from framing.article.read import Article
from framing.article.segment import Paragraph, Quotation, count_words, sentence_spans
from framing.models import TokenModel
from framing.schema import conform
from framing.voices import cues
from framing.voices.linking import Act, Setting, Span, link
from framing.voices.names import read_phrase
from framing.voices.roles import type_of
from framing.voices.tagging import Tokens, decode, tag

_INNER_PROBABILITY = 0.6
"""A cue inside a quotation makes a nested attribution only if the tagger is surer than this; a speaker's "I think" is not one."""


@dataclass(frozen=True)
class _Tagged:
    """One paragraph with its tokens, and the spans at its own level and inside each spoken quotation."""

    paragraph: Paragraph
    tokens: Tokens
    spans: list[Span]
    spoken: list[Quotation]
    inner: dict[Quotation, list[Span]]


def is_spoken(text: str, quotation: Quotation, tokens: Tokens) -> bool:
    """Tell speech from words that are merely set apart ('the so-called "experts"').

    Spoken is what the tagger takes for content by its mean over the stretch, what goes on in the next paragraph, and four or more words that
    end with a mark of their own inside the quotation marks.
    """
    if quotation.continues or tokens.mean("content", quotation.start, quotation.end) > 0.5:
        return True
    inside = text[quotation.start : quotation.end].rstrip("”\"’»'")
    return count_words(inside) >= 4 and inside[-1:] in ",.?!…—" and tokens.mean("content", quotation.start, quotation.end) > 0.1


def mend(text: str, tagged: tuple[Paragraph, Tokens]) -> _Tagged:
    """Return a paragraph's spans mended by its quotation marks.

    Each spoken quotation becomes (part of) one content, its marks included; the fragments, sources and cues that the tagger saw inside it are set
    aside as the inner level. Other spans are left as they are.
    """
    paragraph, tokens = tagged
    spans = decode(text, tokens)
    spoken = [q for q in paragraph.quotations if is_spoken(text, q, tokens)]
    inner: dict[Quotation, list[Span]] = {}
    for q in spoken:
        inner[q] = [s for s in spans if q.start <= s.start and s.end <= q.end]
        spans = [s for s in spans if s not in inner[q]]
        start, end = q.start, q.end
        for s in [s for s in spans if s.role == "content" and s.start < q.end and s.end > q.start]:
            start, end = min(start, s.start), max(end, s.end)
            spans.remove(s)
        # a source or cue that reaches over the mark keeps what is outside it
        for s in [s for s in spans if s.start < q.end and s.end > q.start]:
            spans.remove(s)
            for a, b in ((s.start, q.start), (q.end, s.end)):
                if b > a and any(c.isalnum() for c in text[a:b]):
                    spans.append(replace(s, start=a, end=a + len(text[a:b].rstrip())))
        spans = [s for s in spans if not (s.role != "content" and start <= s.start and s.end <= end)]
        spans.append(Span(start, end, "content", tokens.mean("content", start, end)))
    return _Tagged(paragraph, tokens, _joined(text, spans), spoken, inner)


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Return the spans with contents joined that touch or overlap (an indirect lead-in and its quotation)."""
    out: list[Span] = []
    for s in sorted(spans):
        last = out[-1] if out else None
        if last and last.role == s.role == "content" and (s.start < last.end or not text[last.end : s.start].strip(" ")):
            if text[s.start] in "“\"„«" and text[last.end - 1] in "”\"»":
                out.append(s)  # two quotations side by side stay two
                continue
            out[-1] = Span(last.start, max(last.end, s.end), s.role, (last.probability + s.probability) / 2)
        else:
            out.append(s)
    return out


def _nest_within(acts: list[Act], others: list[Act], text: str) -> None:
    """Let the content of an act reach over the act that goes on from it: "explained [that they were told by the ministry that …]".

    The tagger marks the inner act over the outer content; the outer content then ends, or never begins, right where the inner act does.
    """
    for outer in [*acts, *others]:
        if not outer.cues or (outer.contents and outer.contents[-1].start < outer.cues[0].start):
            continue
        edge = outer.contents[-1].end if outer.contents else outer.cues[0].end
        for inner in acts:
            if inner is outer or not inner.cues or inner.start < edge or outer.cues[0].start > inner.start:
                continue
            between = text[edge : inner.start]
            if text[edge - 1] in ".!?…”\"" or (inner.start > edge and text[inner.start - 1] in "“\""):
                continue
            limit = {"", "that", "by", "how", "whether", "why", "what", "to", "from"}
            if between.strip().lower() in limit and "\n" not in between and inner.cues[0].end > edge:
                start = outer.contents[-1].start if outer.contents else inner.start
                joined = Span(start, inner.end, "content", min(s.probability for s in inner.cues))
                outer.contents = [*outer.contents[:-1], joined]
                break


def _paragraph_acts(text: str, tagged: _Tagged) -> tuple[list[Act], list[Act], list[Span]]:
    """Return the acts of one paragraph, the cues without content, and the contents without cue."""
    p = tagged.paragraph
    setting = Setting.of(text, p, sentence_spans(text, p.start, p.end))
    acts, silent, left = link(setting, tagged.spans)
    _nest_within(acts, silent, text)
    acts += [a for a in silent if a.contents]
    silent = [a for a in silent if not a.contents]
    for q, spans in tagged.inner.items():
        kept = [s for s in spans if s.role != "cue" or s.probability >= _INNER_PROBABILITY]
        inside = Setting(text, setting.words, setting.sentence_ends, ())
        inner_acts, _, _ = link(inside, kept)
        for act in inner_acts:
            act.contents = [c for c in act.contents if c.start > act.cues[0].start]
            own = act.cues[0].start - q.start <= 2
            if act.contents and act.sources and not own:
                acts.append(act)
    acts = [a for a in acts if _attributes(text, a)]
    acts += [inner for a in acts if (inner := _told(text, a)) is not None]
    for start, end in cues.hedges(text, p.start, p.end):
        taken = any(s.start < end and s.end > start for a in acts for s in (*a.cues, *a.contents))
        if not taken and not any(q.start <= start < q.end for q in tagged.spoken):
            clause = next((a, b) for a, b in sentence_spans(text, p.start, p.end) if a <= start < b)
            parts = [(clause[0], start), (end, clause[1])]
            contents = [Span(*_trimmed(text, a, b), "content", 0.5) for a, b in parts if any(c.isalnum() for c in text[a:b])]
            acts.append(Act(cues=[Span(start, end, "cue", 0.5)], contents=contents, kind="adverb"))
    return sorted(acts, key=lambda a: a.start), silent, left


def _attributes(text: str, act: Act) -> bool:
    """Tell whether an act attributes a claim: it has a content of more than a word, and somebody or something that can speak."""
    if not any(count_words(text[c.start : c.end]) > 1 or text[c.start] in "“\"" for c in act.contents):
        return False
    cue = " ".join(text[s.start : s.end] for s in act.cues)
    if cues.is_no_speech(cue) and not any(re.match(r"that\s|[“\"]", text[c.start : c.end]) for c in act.contents):
        return False
    lemma = cues.lemma(cue)
    if not cues.needs_speaker(lemma):
        return True
    phrases = [read_phrase(text, s.start, s.end) for s in act.sources]
    return any(p.name or p.pronoun not in ("", "this", "that", "it", "which", "these", "those") or (not p.pronoun and type_of(p.head or p.description)[0]) for p in phrases)


def _told(text: str, act: Act) -> Act | None:
    """Return the telling that an act's content reports: "[he and his men were told by the ministry that …], the officer said"."""
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
        return Act([Span(*cue, "cue", sure)], [Span(*source, "source", sure)], [Span(*_trimmed(text, *content), "content", sure)])
    return None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets without white space and final stop at their edges."""
    body = text[start:end]
    left = start + len(body) - len(body.lstrip())
    return left, left + len(body.strip().rstrip(".,;:"))


def _block(following: list[_Tagged]) -> int:
    """Return how many paragraphs a block quotation has: the first, and those after it that open with a quotation mark.

    Plain text does not say where a block quotation ends. A paragraph that opens with its own voice's speech still belongs to it; the
    first that does not ends it.
    """
    n = 1
    while n < len(following) and following[n].paragraph.quotations and following[n].paragraph.quotations[0].start == following[n].paragraph.start:
        n += 1
    return n


def acts_of(article: Article, paragraphs: list[Paragraph], tagger: TokenModel, *, breaks: set[int] | None = None) -> list[Act]:
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
            if acts_before and _direct(acts_before[-1], here.spoken):
                acts_before[-1].contents.append(content)
            elif (act := _floating(content, tagged, i, acts)) is not None:
                acts.append(act)
        _announce(text, tagged, i, silent, acts, breaks or set())
    acts = [a for a in acts if a.contents]
    acts.sort(key=lambda a: (a.start, -a.end))
    _parents(acts)
    return acts


def _direct(act: Act, spoken: list[Quotation]) -> bool:
    """Tell whether one of the act's contents holds a spoken quotation."""
    return any(c.start <= q.start and q.end <= c.end for c in act.contents for q in spoken)


def _floating(content: Span, tagged: list[_Tagged], i: int, acts: list[Act]) -> Act | None:
    """Return the act of a quotation without cue: it continues the last speaker, or is nobody's.

    One quotation that goes on over two paragraphs is given to the act it began in, and makes no act of its own (None).
    """
    previous = tagged[i - 1] if i else None
    whole = content.start == tagged[i].paragraph.start
    earlier = [a for a in acts if previous and previous.paragraph.start <= a.start < previous.paragraph.end and _direct(a, previous.spoken)]
    if whole and previous and earlier:
        if any(q.continues for q in previous.paragraph.quotations):
            earlier[-1].contents.append(content)
            return None
        return Act(contents=[content], kind="continued")
    return Act(contents=[content], kind="none")


def _announce(text: str, tagged: list[_Tagged], i: int, silent: list[Act], acts: list[Act], breaks: set[int]) -> None:
    """Give a cue that ends its paragraph with a colon what it announces: the next paragraph's quotation, or a block quotation."""
    p = tagged[i].paragraph
    if not cues.announces(text, p.start, p.end) or i + 1 >= len(tagged):
        return
    closing = [a for a in silent if not text[a.end : p.end].strip(" :”\"’)")]
    closing += [a for a in acts if a.cues and p.start <= a.start < p.end and a.sources and a.cues[0].end > p.end - 60 and a not in closing]
    if not closing:
        return
    act = closing[-1]
    following = tagged[i + 1 :]
    stop = next((k for k, t in enumerate(following) if k and t.paragraph.number in breaks), len(following))
    following = following[:stop]
    first = following[0].paragraph
    opens = bool(first.quotations) and first.quotations[0].start == first.start
    if not opens:
        n = _block(following)
        act.contents = [Span(t.paragraph.start, t.paragraph.end, "content", act.cues[0].probability) for t in following[:n]]
        act.kind = "block"
    elif not any(s.role == "cue" for s in following[0].spans):
        act.contents = [*act.contents, Span(first.quotations[0].start, first.quotations[0].end, "content", act.cues[0].probability)]
    if act not in acts and act.contents:
        acts.append(act)


def _parents(acts: list[Act]) -> None:
    """Set every act's parent: the smallest act one of whose contents covers the act's cue and contents."""
    for k, act in enumerate(acts):
        around = [
            (sum(c.end - c.start for c in other.contents), j)
            for j, other in enumerate(acts)
            if j != k
            and any(c.start <= s.start and s.end <= c.end for c in other.contents for s in (act.cues or act.contents)[:1])
            and any(c.start <= s.start and s.end <= c.end for c in other.contents for s in act.contents[:1])
            and not any(c.start <= s.start and s.end <= c.end for c in act.contents for s in other.cues)
        ]
        act.parent = min(around)[1] if around else None


def form_of(text: str, act: Act, quotations: list[Quotation]) -> str:
    """Return direct, indirect or mixed: whether all, none or some of the content's words stand in quotation marks (or in a block quotation)."""
    if act.kind == "block":
        return "direct"
    inside = total = 0
    for c in act.contents:
        total += count_words(text[c.start : c.end])
        for q in quotations:
            a, b = max(c.start, q.start), min(c.end, q.end)
            inside += count_words(text[a:b]) if b > a else 0
    return "direct" if inside >= total else "mixed" if inside else "indirect"


def attribute(article: Article, paragraphs: list[Paragraph], tagger: TokenModel, *, breaks: set[int] | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables ``spans`` and ``attributions`` of an article; ``source_id`` is still empty.

    Parameters
    ----------
    article, paragraphs, tagger, breaks
        As for :func:`acts_of`.

    Returns
    -------
    spans, attributions
        See :data:`framing.schema.TABLES`. ``cue_kind`` is verb, phrase, adverb, colon, block (announces a block quotation), continued or none.
    """
    text = article.text
    quotations = [q for p in paragraphs for q in p.quotations]
    rows: list[dict[str, Any]] = []
    spans: list[dict[str, Any]] = []
    acts = acts_of(article, paragraphs, tagger, breaks=breaks)
    for k, act in enumerate(acts, start=1):
        attribution_id = f"a{k}"
        cue = " ".join(text[s.start : s.end] for s in act.cues)
        kind = act.kind if act.kind in ("block", "continued", "none", "adverb") else cues.kind(cue)
        everything = [*act.sources, *act.cues, *act.contents]
        confidence = min(s.probability for s in everything) * (0.5 if kind in ("continued", "none") else 1.0)
        base = {"article_id": article.article_id, "attribution_id": attribution_id}
        rows.append(
            base
            | {"start": act.start, "end": act.end, "text": text[act.start : act.end], "form": form_of(text, act, quotations)}
            | {"cue": cues.lemma(cue), "cue_kind": kind, "source_id": "", "confidence": confidence, "corrected": False}
            | {"parent_id": "" if act.parent is None else f"a{act.parent + 1}"}
        )
        for role, group in (("source", act.sources), ("cue", act.cues), ("content", act.contents)):
            for part, s in enumerate(sorted(group), start=1):
                place = {"start": s.start, "end": s.end, "text": text[s.start : s.end]}
                spans.append(base | place | {"role": role, "part": part, "probability": s.probability})
    return conform(spans, "spans"), conform(rows, "attributions")
