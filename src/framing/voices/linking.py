"""Link tagged spans into acts of attribution: which cue goes with which content and which source.

Pure functions on spans; no model. A cue looks for its contents and its source within its paragraph; the cost of
a pair counts the words between them and what stands in between (another cue, another content, a sentence boundary, the
edge of a quotation).
The weights were set on the training articles with their gold spans given; how well the links hold is printed by
``benchmarks/attribution.py``.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field

from framing.article.segment import Paragraph, Quotation, word_spans

LIMIT = 14.0
"""Pairs that cost more are not linked."""


_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|stands?|stood)\b(?:\s+\w+ly|\s+also|\s+often|\s+widely)*\s+(?:\w+ed|told|said|known|seen|thought|shown|found|given|written|heard|quoted)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of one role: source, cue or content; `probability` is the tagger's mean over its tokens."""

    start: int
    end: int
    role: str
    probability: float = 1.0


@dataclass
class Act:
    """An act of attribution while it is being put together."""

    cues: list[Span] = field(default_factory=list)
    sources: list[Span] = field(default_factory=list)
    contents: list[Span] = field(default_factory=list)
    kind: str = "verb"
    parent: int | None = None

    @property
    def start(self) -> int:
        """Where its first span begins."""
        return min(s.start for s in (*self.cues, *self.sources, *self.contents))

    @property
    def end(self) -> int:
        """Where its last span ends."""
        return max(s.end for s in (*self.cues, *self.sources, *self.contents))


@dataclass(frozen=True)
class Setting:
    """What linking needs to know of one paragraph: its words, sentence starts, quotations and the text."""

    text: str
    words: list[int]
    sentence_ends: list[int]
    quotations: tuple[Quotation, ...]

    @classmethod
    def of(cls, text: str, paragraph: Paragraph, sentences: list[tuple[int, int]]) -> Setting:
        """Return the setting of a paragraph whose sentences are given as offsets."""
        words = [a for a, _ in word_spans(text, paragraph.start, paragraph.end)]
        return cls(text, words, [end for _, end in sentences], paragraph.quotations)

    def distance(self, a: int, b: int) -> int:
        """Return the number of words that begin between two offsets."""
        return max(0, bisect.bisect_left(self.words, b) - bisect.bisect_left(self.words, a))

    def boundaries(self, a: int, b: int) -> int:
        """Return the number of sentence ends between two offsets."""
        return bisect.bisect_left(self.sentence_ends, b) - bisect.bisect_right(self.sentence_ends, a - 1)

    def quotation(self, span: Span) -> int | None:
        """Return the number of the quotation that the span stands wholly inside, or None."""
        for i, q in enumerate(self.quotations):
            if q.start <= span.start and span.end <= q.end:
                return i
        return None


def is_passive(cue: str) -> bool:
    """Tell whether a cue is in the passive voice: who "was accused of" something does not say it."""
    return _PASSIVE.search(cue) is not None


def _between(spans: list[Span], a: int, b: int) -> int:
    """Return how many of the spans lie wholly between two offsets."""
    return sum(a <= s.start and s.end <= b for s in spans)


def _gap(a: Span, b: Span) -> tuple[int, int]:
    """Return the offsets of what lies between two spans."""
    return (a.end, b.start) if a.start <= b.start else (b.end, a.start)


def content_cost(setting: Setting, content: Span, cue: Span, spans: dict[str, list[Span]]) -> float:
    """Return how unlikely it is that `cue` introduces `content` (0 is best)."""
    a, b = _gap(content, cue)
    cost = 0.5 * setting.distance(a, b)
    cost -= 0.5 * sum(setting.distance(s.start, s.end) for s in spans["source"] if a <= s.start and s.end <= b)
    cost += 5.0 * _between(spans["cue"], a, b) + 2.0 * _between(spans["content"], a, b)
    crossed = setting.boundaries(a, b)
    inside = setting.quotation(content)
    cue_inside = setting.quotation(cue)
    if cue_inside is not None and inside != cue_inside:
        cost += 12.0  # a cue inside a quotation introduces nothing outside it
    if content.start < cue.start:
        quoted = inside is not None or setting.text[content.end - 1] in '”"’,'
        closed = (
            setting.text[content.end - 1 : cue.start].lstrip('”"’ ').startswith(",")
            or "," in setting.text[content.end - 2 : content.end + 2]
        )
        cost += 0.5 if quoted or closed else 3.0
        cost += 8.0 * crossed
    else:
        colon = ":" in setting.text[cue.end - 1 : content.start]
        cost += (2.0 if inside is not None or colon else 9.0) * crossed
    return cost


def source_cost(setting: Setting, cue: Span, source: Span, spans: dict[str, list[Span]]) -> float:
    """Return how unlikely it is that `source` is the one who speaks by `cue` (0 is best)."""
    a, b = _gap(cue, source)
    cost = min(0.4 * setting.distance(a, b), 6.0) + 9.0 * setting.boundaries(a, b)
    cost += 3.0 * _between(spans["source"], a, b)
    contents = _between(spans["content"], a, b)
    if source.start < cue.start:
        if is_passive(setting.text[cue.start : cue.end]):
            cost += LIMIT  # whoever "was accused of" it does not say it
        cost += 1.0 * _between(spans["cue"], a, b) + 0.5 * contents
    else:
        passive = re.search(r"\b(?:by|to|from|of|in)\s*(?:the\s+)?\Z", setting.text[a:b]) is not None or setting.text[
            cue.start : cue.end
        ].lower().endswith((" to", " by", " from", " in", "citing"))
        near = setting.distance(a, b) == 0
        cost += (0.0 if passive or near else 2.5) + 4.0 * _between(spans["cue"], a, b) + 5.0 * contents
    if (setting.quotation(cue) is None) != (setting.quotation(source) is None):
        cost += 8.0
    return cost


def link(setting: Setting, spans: list[Span]) -> tuple[list[Act], list[Act], list[Span]]:
    """Return the acts of one paragraph, its cues without content (as acts), and the contents that found no cue.

    Every cue that has a content makes one act; a source may serve several cues. A cue without content attributes
    nothing by itself (somebody "criticised" without being quoted), but may announce the next paragraph.
    """
    by_role = {role: sorted(s for s in spans if s.role == role) for role in ("source", "cue", "content")}
    acts: dict[Span, Act] = {cue: Act(cues=[cue]) for cue in by_role["cue"]}
    left: list[Span] = []
    for content in by_role["content"]:
        costs = sorted((content_cost(setting, content, cue, by_role), cue) for cue in by_role["cue"])
        if costs and costs[0][0] <= LIMIT:
            acts[costs[0][1]].contents.append(content)
        else:
            left.append(content)
    for cue, act in acts.items():
        act.contents = _sensible(setting, cue, act.contents, by_role["source"])
        costs = sorted((source_cost(setting, cue, source, by_role), source) for source in by_role["source"])
        if (
            costs
            and costs[0][0] <= LIMIT
            and not (
                setting.text[costs[0][1].start : costs[0][1].end].lower() == "it"
                and is_passive(setting.text[cue.start : cue.end])
            )
        ):
            act.sources.append(costs[0][1])
    return [act for act in acts.values() if act.contents], [act for act in acts.values() if not act.contents], left


def _sensible(setting: Setting, cue: Span, contents: list[Span], sources: list[Span]) -> list[Span]:
    """Return the contents without what only stands before the cue.

    "The war goes on, as it was reported [that …]": unquoted words before a cue that has a that-clause after it are not
    its content; nor is the noun that a relative pronoun takes up ("a historian, who criticised [the war]").
    """
    text = setting.text
    clause = any(c.start > cue.start and text.startswith("that ", c.start) for c in contents)
    kept = []
    for c in contents:
        unquoted = (
            c.start < cue.start
            and setting.quotation(c) is None
            and not any(q.start < c.end and c.start < q.end for q in setting.quotations)
        )
        relative = any(
            text[s.start : s.end].lower() in ("who", "which", "that") and 0 <= s.start - c.end <= 2 for s in sources
        )
        if not (unquoted and (clause or relative)):
            kept.append(c)
    return kept
