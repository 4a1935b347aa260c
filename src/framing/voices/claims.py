"""Claims and turns: every word of the article to exactly one voice.

A word belongs to the innermost attribution whose content it stands in; what is in no content is the author's. The words
that do the attributing ("he said", "according to the ministry") are *reporting*: they belong to the voice that reports,
and are counted as neither its claim nor its opinion.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.article.read import Article
from framing.article.segment import CLOSING, Paragraph, sentence_spans, word_spans
from framing.schema import AUTHOR, conform
from framing.voices.cues import opinion_phrase

_FEW = 4
"""Leftovers of a reporting clause at the edge of its sentence ("on Monday") are reporting up to this many words."""


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    act: int  # number of the innermost attribution, -1 for the author
    reporting: bool


@dataclass(frozen=True)
class _Acts:
    """The attributions by number: their spans, their parents (-1 for none), and how deep each is nested."""

    ids: list[str]
    parents: list[int]
    spans: list[list[tuple[str, int, int]]]

    @classmethod
    def of(cls, attributions: pd.DataFrame, spans: pd.DataFrame) -> _Acts:
        """Return the attributions of one article."""
        ids = [str(a) for a in attributions["attribution_id"]]
        number = {a: i for i, a in enumerate(ids)}
        grouped: list[list[tuple[str, int, int]]] = [[] for _ in ids]
        columns = (spans[name].tolist() for name in ("attribution_id", "role", "start", "end"))
        for attribution_id, role, start, end in zip(*columns, strict=True):
            grouped[number[attribution_id]].append((role, start, end))
        return cls(ids, [number.get(str(a), -1) for a in attributions["parent_id"]], grouped)

    def chain(self, act: int) -> list[int]:
        """Return an attribution and those around it, innermost first; empty for the author (-1)."""
        out: list[int] = []
        while act >= 0 and act not in out:
            out.append(act)
            act = self.parents[act]
        return out


def _paint(length: int, acts: _Acts) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return every character's innermost attribution, and whether it is source or cue (reporting) at that level."""
    owner = np.full(length, -1, dtype=np.int64)
    reporting = np.zeros(length, dtype=bool)
    starts = [min((a for _, a, _ in spans), default=0) for spans in acts.spans]
    for i in sorted(range(len(acts.ids)), key=lambda i: (len(acts.chain(i)), starts[i])):
        for role, start, end in acts.spans[i]:
            if role == "content":
                owner[start:end] = i
                reporting[start:end] = False
        for role, start, end in acts.spans[i]:
            if role != "content":
                level = (owner[start:end] == acts.parents[i]) | (owner[start:end] == i)
                owner[start:end][level] = acts.parents[i]
                reporting[start:end] |= level
    return owner, reporting


def _runs(words: list[_Word]) -> list[list[_Word]]:
    """Return the words in runs of one voice and level."""
    out: list[list[_Word]] = []
    for w in words:
        if out and (out[-1][-1].act, out[-1][-1].reporting) == (w.act, w.reporting):
            out[-1].append(w)
        else:
            out.append([w])
    return out


def _with_leftovers(words: list[_Word], extents: list[tuple[int, int, int]], opening: int) -> list[_Word]:
    """Return one sentence's words with the leftovers of reporting clauses marked as reporting.

    Leftover is what stands between the parts of one attribution ("told *reporters on Monday* that"), up to a few words
    at the sentence's edge beside a reporting clause, and an opening "In his view", up to the offset `opening`.
    """
    out: list[_Word] = []
    runs = _runs(words)
    for k, run in enumerate(runs):
        before, after = (runs[k - 1][-1] if k else None), (runs[k + 1][0] if k + 1 < len(runs) else None)
        beside = any(w is not None and w.reporting and w.act == run[0].act for w in (before, after))
        within = any(a < run[0].start and run[-1].end < b for act, a, b in extents if act != run[0].act)
        few = len(run) <= _FEW and None in (before, after) and len(words) > len(run)
        opens = not k and after is not None and after.act != run[0].act and run[-1].end <= opening
        leftover = (beside and (within or few)) or opens
        out += [replace(w, reporting=True) for w in run] if leftover and not run[0].reporting else run
    return out


def _extents(acts: _Acts, near: list[int], start: int, end: int) -> list[tuple[int, int, int]]:
    """Return (attribution, from, to): from its first to its last span within a sentence, where it has more than one."""
    out = []
    for act in near:
        inside = [(max(a, start), min(b, end)) for _, a, b in acts.spans[act] if a < end and b > start]
        if len(inside) > 1:
            out.append((act, min(a for a, _ in inside), max(b for _, b in inside)))
    return out


def _stretched(text: str, runs: list[list[_Word]], start: int, end: int) -> list[tuple[int, int]]:
    """Return each run's offsets with its punctuation: closing marks go to the left, opening ones to the right."""
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
        A voice's claims joined: until another voice speaks or the paragraph ends; a quotation over paragraphs is one
        turn. Reporting stretches neither belong to a turn (their ``turn_id`` is empty) nor interrupt one.
    """
    text = article.text
    acts = _Acts.of(attributions, spans)
    sources, forms, kinds = (attributions[name].tolist() for name in ("source_id", "form", "cue_kind"))
    owner, reporting = _paint(len(text), acts)
    rows: list[dict[str, Any]] = []
    for p in paragraphs:
        near = [i for i, s in enumerate(acts.spans) if any(a < p.end and b > p.start for _, a, b in s)]
        for start, end in sentence_spans(text, p.start, p.end):
            words = [_Word(a, b, int(owner[a]), bool(reporting[a])) for a, b in word_spans(text, start, end)]
            extents = _extents(acts, near, start, end)
            runs = _runs(_with_leftovers(words, extents, opinion_phrase(text, start, end)))
            for run, (a, b) in zip(runs, _stretched(text, runs, start, end), strict=True):
                chain = acts.chain(run[0].act)
                place = {"article_id": article.article_id, "start": a, "end": b, "text": text[a:b]}
                rows.append(
                    place
                    | {
                        "claim_id": f"c{len(rows) + 1}",
                        "attribution_id": acts.ids[chain[0]] if chain else "",
                        "source_id": sources[chain[0]] if chain else AUTHOR,
                        "outer_source_id": sources[chain[-1]] if chain else AUTHOR,
                        "paragraph": p.number,
                        "section": p.section,
                        "words": len(run),
                        "quoted": _quoted(run, p, {kinds[i] for i in chain}),
                        "reporting": run[0].reporting,
                        "form": forms[chain[0]] if chain else AUTHOR,
                    }
                )
    turns = _turns(article, rows)
    return conform(rows, "claims"), turns


def _quoted(run: list[_Word], p: Paragraph, kinds: set[str]) -> bool:
    """Tell whether most words of a run stand in quotation marks or in a block quotation."""
    if "block" in kinds:
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
        same_voice = last is not None and (last["source_id"], last["outer_source_id"]) == (
            row["source_id"],
            row["outer_source_id"],
        )
        together = last is not None and (
            last["paragraph"] == row["paragraph"]
            or (
                row["attribution_id"] and last["attribution_id"] == row["attribution_id"] and row["source_id"] != AUTHOR
            )
        )
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
