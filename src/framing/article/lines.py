"""Lines and blocks: which lines are paragraphs by themselves, and which are one that was hard-wrapped."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

Span = tuple[int, int]

_NARROW, _WIDE = 40, 110
"""Lines of hard-wrapped text are about this long, in characters."""


def line_spans(text: str, start: int = 0) -> list[Span]:
    """Return the (start, end) of each line from `start` on, without its newline."""
    spans = []
    for line in text[start:].split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def blocks(text: str, start: int = 0, left_out: Collection[int] = ()) -> list[list[Span]]:
    """Return the lines that stand together: runs without a blank line or one that starts in `left_out`."""
    runs: list[list[Span]] = [[]]
    for a, b in line_spans(text, start):
        if a in left_out or not text[a:b].strip():
            runs.append([])
        else:
            runs[-1].append((a, b))
    return [run for run in runs if run]


def _joined(lines: list[str]) -> list[bool]:
    """Tell for each line but the last whether the next goes on with it: in lower case, or for want of room."""
    width = max(map(len, lines))
    return [b.lstrip("“„«\"‘'(")[:1].islower() or len(a) + 1 + len(b.split()[0]) > width for a, b in pairwise(lines)]


def wrapped(text: str, block: list[Span]) -> set[int]:
    """Return where the hard-wrapped lines of a block start: those that share a paragraph with a neighbour.

    Wrapped lines are all but the last of moderate length, and at least one of them breaks off within a sentence. Two
    lines are too few to tell by their length: the second has to go on in lower case.
    """
    lines = [text[a:b].strip() for a, b in block]
    if len(lines) < 2 or max(map(len, lines)) > _WIDE or min(map(len, lines[:-1])) < _NARROW:
        return set()
    joined = _joined(lines)
    broken = any(line.rstrip("”»“\"’')]")[-1:] not in tuple(".!?…:") for line in lines[:-1])
    if len(lines) == 2:
        broken = broken and lines[1][:1].islower()
    if not broken or sum(joined) < 0.8 * len(joined):
        return set()
    return {block[i][0] for i in range(len(block)) if (i and joined[i - 1]) or (i < len(joined) and joined[i])}
