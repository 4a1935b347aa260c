"""Training data as lists of examples: articles with tagged tokens. Reads gzipped JSON lines; writes nothing."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROLES = ("source", "cue", "content")
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
IGNORE = -100


@dataclass(frozen=True)
class TaggedParagraph:
    """One paragraph: its word pieces and the tag of each (the inner span's where attributions are nested)."""

    ids: tuple[int, ...]
    tags: tuple[int, ...]


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a (gzipped) JSON lines file."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    for line in text.split("\n"):
        if line:
            yield json.loads(line)


def paint(length: int, attributions: Sequence[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray]:
    """Return every character's role (0 none) and the number of its span; shorter spans are painted last."""
    role = np.zeros(length, dtype=np.int64)
    number = np.full(length, -1, dtype=np.int64)
    spans = sorted(
        {
            (s["end"] - s["start"], s["start"], s["end"], i)
            for a in attributions
            for i, r in enumerate(ROLES, start=1)
            for s in a[r]
        },
        reverse=True,
    )
    for k, (_, start, end, i) in enumerate(spans):
        role[start:end] = i
        number[start:end] = k
    return role, number


def tagged_article(text: str, attributions: Sequence[dict[str, Any]], tokenizer: Any) -> list[TaggedParagraph]:
    """Return an article's paragraphs as word pieces with tags."""
    role, number = paint(len(text), attributions)
    out = []
    for m in re.finditer(r"[^\n]+", text):
        encoding = tokenizer.encode(m.group(), add_special_tokens=False)
        tags, before = [], -1
        for a, b in encoding.offsets:
            at = m.start() + a
            if b <= a:
                tags.append(0)
                continue
            here = int(number[at])
            tags.append(0 if role[at] == 0 else int(role[at]) * 2 - (1 if here != before else 0))
            before = here
        if encoding.ids:
            out.append(TaggedParagraph(tuple(encoding.ids), tuple(tags)))
    return out


def windows(paragraphs: Sequence[TaggedParagraph], *, room: int, first: int = 0) -> list[TaggedParagraph]:
    """Return windows of consecutive paragraphs of at most `room` pieces.

    The first window ends after `first` paragraphs, so that packings differ by epoch. Longer paragraphs are cut.
    """
    pieces: list[TaggedParagraph] = []
    for p in paragraphs:
        for i in range(0, len(p.ids), room):
            pieces.append(TaggedParagraph(p.ids[i : i + room], p.tags[i : i + room]))
    out: list[TaggedParagraph] = []
    ids: list[int] = []
    tags: list[int] = []
    for n, p in enumerate(pieces):
        if ids and (len(ids) + len(p.ids) > room or n == first):
            out.append(TaggedParagraph(tuple(ids), tuple(tags)))
            ids, tags = [], []
        ids += p.ids
        tags += p.tags
    if ids:
        out.append(TaggedParagraph(tuple(ids), tuple(tags)))
    return out
