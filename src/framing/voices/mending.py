"""Quotation marks against the tagger: which quotations are speech, and the tagger's spans mended by them.

What stands in quotation marks and is speech is content, whole, whatever the tagger made of its words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from framing.article.segment import Paragraph, Quotation, count_words
from framing.voices.decoding import decode, set_edges
from framing.voices.linking import Span
from framing.voices.tagging import Tokens


@dataclass(frozen=True)
class Tagged:
    """One paragraph with its tokens, and the spans at its own level and inside each spoken quotation."""

    paragraph: Paragraph
    tokens: Tokens
    spans: list[Span]
    spoken: list[Quotation]
    inner: dict[Quotation, list[Span]]


def is_spoken(text: str, quotation: Quotation, tokens: Tokens) -> bool:
    """Tell speech from words that are merely set apart ('the so-called "experts"').

    Spoken is what the tagger takes for content by its mean over the stretch, what goes on in the next paragraph, and
    four or more words that end with a mark of their own inside the quotation marks.
    """
    if quotation.continues or tokens.mean("content", quotation.start, quotation.end) > 0.5:
        return True
    inside = text[quotation.start : quotation.end].rstrip("”\"’»'")
    return (
        count_words(inside) >= 4
        and inside[-1:] in ",.?!…—"
        and tokens.mean("content", quotation.start, quotation.end) > 0.1
    )


def mend(text: str, tagged: tuple[Paragraph, Tokens]) -> Tagged:
    """Return a paragraph's spans mended by its quotation marks.

    Each spoken quotation becomes (part of) one content, its marks included; the fragments, sources and cues that the
    tagger saw inside it are set aside as the inner level. Other spans are left as they are.
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
    return Tagged(paragraph, tokens, _joined(text, spans), spoken, inner)


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Return the spans with contents joined that touch or overlap (an indirect lead-in and its quotation)."""
    out: list[Span] = []
    for s in sorted(spans):
        last = out[-1] if out else None
        if (
            last
            and last.role == s.role == "content"
            and (s.start < last.end or not text[last.end : s.start].strip(" "))
        ):
            if text[s.start] in '“"„«' and text[last.end - 1] in '”"»':
                out.append(s)  # two quotations side by side stay two
                continue
            out[-1] = Span(last.start, max(last.end, s.end), s.role, (last.probability + s.probability) / 2)
        else:
            out.append(s)
    return out


def cut_at_tags(text: str, tagged: Tagged, sentences: list[tuple[int, int]]) -> list[Span]:
    """Return a paragraph's spans with a content cut in two that stands between two speech tags.

    ‘Most, he said, would agree: [“We need peace.” Matters were “past return,”] he wrote’: a quotation that ends with a
    comma belongs with its sentence to the tag behind it, and what comes before to the tag in front.
    """
    out = list(tagged.spans)
    cues = [s for s in out if s.role == "cue"]
    for q in tagged.spoken:
        begins = max((a for a, _ in sentences if a <= q.start), default=q.start)
        behind = any(0 <= c.start - q.end < 40 for c in cues)
        if not behind or text[q.start : q.end].rstrip("”\"’»'")[-1:] not in (",", "?", "!"):
            continue
        for s in [s for s in out if s.role == "content" and s.start < begins and q.end == s.end]:
            if any(0 <= s.start - c.end < 40 for c in cues):
                out.remove(s)
                first = s.start + len(text[s.start : begins].rstrip())
                out += [replace(s, end=first), replace(s, start=begins)]
    return set_edges(text, out)
