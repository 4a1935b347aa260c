"""Claims and turns: every word of the article to exactly one voice.

A word belongs to the innermost attribution whose content it stands in; what is in no content is the author's. The words that do the
attributing ("he said", "according to the ministry") are *reporting*: they belong to the voice that reports, and are counted as neither its claim nor its opinion.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from framing.article.read import Article
from framing.article.segment import CLOSING, Paragraph, sentence_spans, word_spans
from framing.schema import AUTHOR, conform

_FEW = 4
"""Leftovers of a reporting clause at the edge of its sentence ("on Monday", "then") are reporting up to this many words."""


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    act: int  # number of the innermost attribution, -1 for the author
    reporting: bool


def _depths(attributions: pd.DataFrame) -> list[int]:
    """Return how deep every attribution is nested (0 at the top)."""
    parent = dict(zip(attributions["attribution_id"], attributions["parent_id"], strict=True))
    depths = []
    for a in attributions["attribution_id"]:
        depth, at = 0, parent[a]
        while at and depth < len(parent):
            depth, at = depth + 1, parent[at]
        depths.append(depth)
    return depths


def _paint(length: int, attributions: pd.DataFrame, spans: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return, for every character, the innermost attribution whose content it is in, and whether it is source or cue at that level."""
    owner = np.full(length, -1, dtype=np.int64)
    reporting = np.zeros(length, dtype=bool)
    groups = dict(tuple(spans.groupby("attribution_id")))
    numbers = {a: i for i, a in enumerate(attributions["attribution_id"])}
    order = sorted(range(len(attributions)), key=lambda i: (_DEPTH[i], attributions["start"].iloc[i])) if (_DEPTH := _depths(attributions)) else []
    for i in order:
        rows = groups.get(attributions["attribution_id"].iloc[i])
        if rows is None:
            continue
        parent = numbers.get(attributions["parent_id"].iloc[i], -1)
        for s in rows[rows["role"] == "content"].itertuples():
            owner[s.start : s.end] = i
            reporting[s.start : s.end] = False
        for s in rows[rows["role"] != "content"].itertuples():
            inside = owner[s.start : s.end]
            level = (inside == parent) | (inside == i)
            owner[s.start : s.end][level] = parent
            reporting[s.start : s.end] |= level
    return owner, reporting


def _sentence_words(text: str, start: int, end: int, owner: np.ndarray, reporting: np.ndarray, ranges: dict[int, list[tuple[int, int]]]) -> list[_Word]:
    """Return the words of one sentence with their voice, the leftovers of reporting clauses marked as reporting.

    Leftover is what stands between the parts of one attribution ("told *reporters on Monday* that"), and up to a few words at the sentence's edge beside a reporting clause.
    """
    words = [_Word(a, b, int(owner[a]), bool(reporting[a])) for a, b in word_spans(text, start, end)]
    out = list(words)
    i = 0
    while i < len(words):
        j = i
        while j < len(words) and (words[j].act, words[j].reporting) == (words[i].act, words[i].reporting):
            j += 1
        run = words[i]
        if not run.reporting:
            before, after = (words[i - 1] if i else None), (words[j] if j < len(words) else None)
            within = any(a < run.start and words[j - 1].end < b for act, (a, b) in _extents(ranges, start, end) if act != run.act)
            beside = (before is not None and before.reporting and before.act == run.act) or (after is not None and after.reporting and after.act == run.act)
            edge = before is None or after is None
            if (within and beside) or (beside and edge and j - i <= _FEW and len(words) > j - i):
                for k in range(i, j):
                    out[k] = _Word(words[k].start, words[k].end, words[k].act, True)
        i = j
    return out


def _extents(ranges: dict[int, list[tuple[int, int]]], start: int, end: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield every attribution with the stretch from its first to its last span within a sentence."""
    for act, spans in ranges.items():
        inside = [(max(a, start), min(b, end)) for a, b in spans if a < end and b > start]
        if len(inside) > 1:
            yield act, (min(a for a, _ in inside), max(b for _, b in inside))


def _stretched(text: str, runs: list[list[_Word]], start: int, end: int) -> list[tuple[int, int]]:
    """Return the offsets of each run of words with the punctuation that belongs to it: closing marks to the left, opening ones to the right."""
    out: list[tuple[int, int]] = []
    for k, run in enumerate(runs):
        a = out[-1][1] if out else start
        while a < run[0].start and text[a].isspace():
            a += 1
        if k + 1 == len(runs):
            out.append((a, end))
            continue
        b, limit = run[-1].end, runs[k + 1][0].start
        while b < limit and not text[b].isspace() and text[b] not in "“„«(":
            if text[b] == '"' and b + 1 < limit and not text[b + 1].isspace() and text[b - 1].isspace():
                break
            b += 1
        # a dash between two voices stands with the first
        rest = text[b:limit]
        if rest.strip() and rest.strip()[0] in "—–-…" + CLOSING:
            b += rest.index(rest.strip()[0]) + 1
        out.append((a, b))
    return out


def claims_and_turns(
    article: Article, paragraphs: list[Paragraph], spans: pd.DataFrame, attributions: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables ``claims`` and ``turns``.

    Parameters
    ----------
    article, paragraphs
        The article and its paragraphs without furniture.
    spans, attributions
        With ``source_id`` filled in (:func:`framing.voices.sources.resolve`).

    Returns
    -------
    claims
        Stretches of one voice within one sentence. Together they cover every word outside furniture exactly once.
    turns
        A voice's claims joined: until another voice speaks or the paragraph ends; a quotation over paragraphs is one turn. Reporting stretches neither
        belong to a turn (their ``turn_id`` is empty) nor interrupt one.
    """
    text = article.text
    ids = list(attributions["attribution_id"])
    sources = list(attributions["source_id"])
    parents = [ids.index(p) if p else -1 for p in attributions["parent_id"]]
    forms = list(attributions["form"])
    owner, reporting = _paint(len(text), attributions, spans)
    ranges: dict[int, list[tuple[int, int]]] = {i: [] for i in range(len(ids))}
    for s in spans.itertuples():
        ranges[ids.index(s.attribution_id)].append((s.start, s.end))
    rows: list[dict[str, Any]] = []
    for p in paragraphs:
        near = {i: r for i, r in ranges.items() if any(a < p.end and b > p.start for a, b in r)}
        for start, end in sentence_spans(text, p.start, p.end):
            words = _sentence_words(text, start, end, owner, reporting, near)
            runs: list[list[_Word]] = []
            for w in words:
                if runs and (runs[-1][-1].act, runs[-1][-1].reporting) == (w.act, w.reporting):
                    runs[-1].append(w)
                else:
                    runs.append([w])
            for run, (a, b) in zip(runs, _stretched(text, runs, start, end), strict=True):
                act = run[0].act
                outer = act
                while outer >= 0 and parents[outer] >= 0:
                    outer = parents[outer]
                rows.append(
                    {
                        "article_id": article.article_id,
                        "start": a,
                        "end": b,
                        "text": text[a:b],
                        "claim_id": f"c{len(rows) + 1}",
                        "attribution_id": ids[act] if act >= 0 else "",
                        "source_id": sources[act] if act >= 0 else AUTHOR,
                        "outer_source_id": sources[outer] if outer >= 0 else AUTHOR,
                        "paragraph": p.number,
                        "section": p.section,
                        "words": len(run),
                        "quoted": _quoted(run, p, attributions["cue_kind"].iloc[outer] if outer >= 0 else ""),
                        "reporting": run[0].reporting,
                        "form": forms[act] if act >= 0 else AUTHOR,
                    }
                )
    turns = _turns(article, rows)
    return conform(rows, "claims"), turns


def _quoted(run: list[_Word], p: Paragraph, outer_kind: str) -> bool:
    """Tell whether most words of a run stand in quotation marks or in a block quotation."""
    if outer_kind == "block":
        return True
    inside = sum(any(q.start <= w.start and w.end <= q.end for q in p.quotations) for w in run)
    return inside * 2 > len(run)


def _turns(article: Article, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return the turns and write their ids into the claims' rows."""
    turns: list[list[dict[str, Any]]] = []
    for row in rows:
        row["turn_id"] = ""
        if row["reporting"]:
            continue
        last = turns[-1][-1] if turns else None
        same_voice = last is not None and (last["source_id"], last["outer_source_id"]) == (row["source_id"], row["outer_source_id"])
        together = last is not None and (last["paragraph"] == row["paragraph"] or (row["attribution_id"] and last["attribution_id"] == row["attribution_id"] and row["source_id"] != AUTHOR))
        if same_voice and together:
            turns[-1].append(row)
        else:
            turns.append([row])
        row["turn_id"] = f"t{len(turns)}"
    out = []
    for number, claims in enumerate(turns, start=1):
        first = claims[0]
        form = {c["form"] for c in claims}
        out.append(
            {key: first[key] for key in ("article_id", "start", "source_id", "outer_source_id", "paragraph", "section")}
            | {"end": claims[-1]["end"], "text": " ".join(c["text"] for c in claims), "turn_id": f"t{number}"}
            | {"words": sum(c["words"] for c in claims), "form": form.pop() if len(form) == 1 else "mixed"}
        )
    return conform(out, "turns")
