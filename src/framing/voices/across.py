"""Links across paragraphs: announced and block quotations, quotations that go on, floating quotations."""

from __future__ import annotations

from framing.article.segment import Quotation
from framing.voices import cues
from framing.voices.linking import Act, Span
from framing.voices.mending import Tagged


def _block(following: list[Tagged]) -> int:
    """Return how many paragraphs a block quotation has: the first, and those after it that open with a quotation mark.

    Plain text does not say where a block quotation ends. A paragraph that opens with speech still belongs to it; the
    first that does not ends it.
    """
    n = 1
    while (
        n < len(following)
        and following[n].paragraph.quotations
        and following[n].paragraph.quotations[0].start == following[n].paragraph.start
    ):
        n += 1
    return n


def holds_speech(act: Act, spoken: list[Quotation]) -> bool:
    """Tell whether one of the act's contents holds a spoken quotation."""
    return any(c.start <= q.start and q.end <= c.end for c in act.contents for q in spoken)


def floating(content: Span, tagged: list[Tagged], i: int, acts: list[Act]) -> Act | None:
    """Return the act of a quotation without cue: it continues the last speaker, or is nobody's.

    One quotation that goes on over two paragraphs is given to the act it began in, and makes no act of its own (None).
    """
    previous = tagged[i - 1] if i else None
    whole = content.start == tagged[i].paragraph.start
    earlier = [
        a
        for a in acts
        if previous
        and previous.paragraph.start <= a.start < previous.paragraph.end
        and holds_speech(a, previous.spoken)
    ]
    if whole and previous and earlier:
        if any(q.continues for q in previous.paragraph.quotations):
            earlier[-1].contents.append(content)
            return None
        return Act(contents=[content], kind="continued")
    return Act(contents=[content], kind="none")


def announce(text: str, tagged: list[Tagged], i: int, *, silent: list[Act], acts: list[Act], breaks: set[int]) -> None:
    """Give a cue before a paragraph's final colon what it announces: the next quotation, or a block quotation."""
    p = tagged[i].paragraph
    if not cues.announces(text, p.start, p.end) or i + 1 >= len(tagged):
        return
    closing = [a for a in silent if not text[a.end : p.end].strip(' :”"’)')]
    closing += [
        a
        for a in acts
        if a.cues and p.start <= a.start < p.end and a.sources and a.cues[0].end > p.end - 60 and a not in closing
    ]
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
        act.contents = [
            Span(t.paragraph.start, t.paragraph.end, "content", act.cues[0].probability) for t in following[:n]
        ]
        act.kind = "block"
    elif not any(s.role == "cue" for s in following[0].spans):
        act.contents = [
            *act.contents,
            Span(first.quotations[0].start, first.quotations[0].end, "content", act.cues[0].probability),
        ]
    if act not in acts and act.contents:
        acts.append(act)
