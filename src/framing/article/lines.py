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


def wrapped(text: str, block: list[Span]) -> set[int]:
    """Return where the hard-wrapped lines of a block start: those that share a paragraph with a neighbour.

    A line of moderate length is wrapped if the next one goes on in lower case, or its first word had no room; within a
    wrapped paragraph any line that does not end like a sentence is. Two lines are too few to tell by their length.
    """
    lines = [text[a:b].strip() for a, b in block]
    width = max(map(len, lines), default=0)
    joined: list[bool] = []
    for line, following in pairwise(lines):
        goes_on = following.lstrip("“„«\"‘'(")[:1].islower() or len(line) + 1 + len(following.split()[0]) > width
        goes_on |= bool(joined and joined[-1]) and not ends_like_sentence(line)
        joined.append(goes_on and len(line) >= _NARROW and max(len(line), len(following)) <= _WIDE)
    starts: set[int] = set()
    for run in _runs(joined):
        paragraph = [lines[i] for i in run]
        broken = not all(map(ends_like_sentence, paragraph[:-1]))
        if broken and (len(paragraph) > 2 or paragraph[1][:1].islower()):
            starts.update(block[i][0] for i in run)
    return starts


def ends_like_sentence(line: str) -> bool:
    """Tell whether a line ends like a sentence."""
    return line.rstrip("”»“\"’')]")[-1:] in (".", "!", "?", "…", ":", "")


def _runs(joined: list[bool]) -> list[range]:
    """Return the runs of lines of which each is joined to the next."""
    runs = []
    start = 0
    for i, goes_on in enumerate([*joined, False]):
        if not goes_on:
            if i > start:
                runs.append(range(start, i + 1))
            start = i + 1
    return runs
