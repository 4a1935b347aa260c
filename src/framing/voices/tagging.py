"""Tag the tokens of an article as source, cue or content.

The tagger reads whole paragraphs with their neighbours: windows of consecutive paragraphs that overlap by one. A
token that two windows saw keeps the reading with more context. What spans the tags make is decided by
:mod:`framing.voices.decoding`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.article.segment import Paragraph, sentence_spans
from framing.models import TokenModel
from framing.voices.cues import announces

ROLES = ("source", "cue", "content")
WINDOW = 250
"""Longest window in word pieces: what the shipped tagger was trained on; further positions it has never seen."""


@dataclass(frozen=True)
class Tokens:
    """The tokens of one paragraph: offsets into the article and one row of label probabilities a token."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    probabilities: NDArray[np.float64]
    labels: tuple[str, ...]

    def role(self, role: str) -> NDArray[np.float64]:
        """Return every token's probability of a role (its B and I labels together)."""
        columns = [i for i, label in enumerate(self.labels) if label.endswith("-" + role)]
        return np.asarray(self.probabilities[:, columns].sum(axis=1))

    def mean(self, role: str, start: int, end: int) -> float:
        """Return the mean probability of a role over the tokens between two offsets; 0 where there are none."""
        inside = (self.starts >= start) & (self.ends <= end)
        return float(self.role(role)[inside].mean()) if inside.any() else 0.0


def _pieces(text: str, paragraph: Paragraph, tagger: TokenModel) -> list[tuple[int, int, int]]:
    """Return the paragraph as (start, end, tokens), cut at sentences where it is longer than the tagger reads."""
    room = min(tagger.max_tokens, WINDOW)
    whole = len(tagger.offsets(text[paragraph.start : paragraph.end]))
    if whole <= room:
        return [(paragraph.start, paragraph.end, whole)]
    pieces: list[tuple[int, int, int]] = []
    for first, end in sentence_spans(text, paragraph.start, paragraph.end):
        start = first
        offsets = tagger.offsets(text[start:end])
        while len(offsets) > room:  # one endless sentence: cut between tokens
            cut = start + int(offsets[room - 1][1])
            pieces.append((start, cut, room))
            start = cut
            offsets = tagger.offsets(text[start:end])
        if pieces and pieces[-1][0] >= paragraph.start and pieces[-1][2] + len(offsets) <= room // 2:
            pieces[-1] = (pieces[-1][0], end, pieces[-1][2] + len(offsets))
        else:
            pieces.append((start, end, len(offsets)))
    return pieces


def _windows(pieces: list[tuple[int, int, int]], room: int, fresh: set[int]) -> list[list[int]]:
    """Return windows of consecutive pieces that fit the tagger, each beginning with the last one of the one before.

    A piece in `fresh` begins a window without what stands before it.
    """
    windows: list[list[int]] = []
    i = 0
    while i < len(pieces):
        window: list[int] = []
        used = 0
        if windows and i not in fresh and pieces[i - 1][2] + pieces[i][2] <= room:
            window, used = [i - 1], pieces[i - 1][2]
        while i < len(pieces) and used + pieces[i][2] <= room and not (i in fresh and window):
            window.append(i)
            used += pieces[i][2]
            i += 1
        windows.append(window)
    return windows


def announced_blocks(text: str, paragraphs: list[Paragraph]) -> set[int]:
    """Return the positions of paragraphs that a colon announces and that open without a quotation mark."""
    return {
        i + 1
        for i, p in enumerate(paragraphs[:-1])
        if p.number > 0
        and announces(text, p.start, p.end)
        and not any(q.start == paragraphs[i + 1].start for q in paragraphs[i + 1].quotations)
    }


def tag(text: str, paragraphs: list[Paragraph], tagger: TokenModel) -> list[Tokens]:
    """Return the tagged tokens of every paragraph of an article, in the order of `paragraphs`.

    A block quotation is read without the sentence that announces it: after "The Gazette reported:" everything would
    look like content, and the voices nested in the block would be lost.
    """
    pieces: list[tuple[int, int, int]] = []
    owner: list[int] = []
    for number, paragraph in enumerate(paragraphs):
        found = _pieces(text, paragraph, tagger)
        pieces.extend(found)
        owner.extend([number] * len(found))
    blocks = announced_blocks(text, paragraphs)
    fresh = {i for i, number in enumerate(owner) if number in blocks and (i == 0 or owner[i - 1] != number)}
    windows = _windows(pieces, min(tagger.max_tokens, WINDOW), fresh)
    joined, places = [], []
    for window in windows:
        parts, at, place = [], 0, []
        for i in window:
            start, end, _ = pieces[i]
            place.append((at, at + end - start, start, i))
            parts.append(text[start:end])
            at += end - start + 2
        joined.append("\n\n".join(parts))
        places.append(place)
    best: dict[tuple[int, int], tuple[int, int, NDArray[np.float64]]] = {}
    for tagged, place in zip(tagger.probabilities(joined), places, strict=True):
        n = len(tagged.offsets)
        for k, (a, b) in enumerate(tagged.offsets):
            for left, right, start, i in place:
                if left <= a and b <= right:
                    key, context = (start + int(a) - left, start + int(b) - left), min(k, n - 1 - k)
                    if key not in best or best[key][0] < context:
                        best[key] = (context, owner[i], tagged.probabilities[k])
                    break
    rows: list[list[tuple[int, int, NDArray[np.float64]]]] = [[] for _ in paragraphs]
    for (start, end), (_, number, probabilities) in sorted(best.items(), key=lambda kv: kv[0]):
        rows[number].append((start, end, probabilities))
    return [
        Tokens(
            np.array([r[0] for r in row], dtype=np.int64),
            np.array([r[1] for r in row], dtype=np.int64),
            np.array([r[2] for r in row]).reshape(len(row), len(tagger.labels)),
            tagger.labels,
        )
        for row in rows
    ]
