"""Small articles written down with their attributions, so that tests need no tagger: the tables of voices."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from framing.article.segment import count_words
from framing.schema import AUTHOR, conform
from framing.voices.cues import kind, lemma


@dataclass(frozen=True)
class Piece:
    """A stretch of text: the author's, or the source, cue or content of an attribution."""

    text: str
    role: str = ""
    act: str = ""


@dataclass(frozen=True)
class Tables:
    """An article's text and the tables of its voices."""

    text: str
    attributions: pd.DataFrame
    spans: pd.DataFrame
    claims: pd.DataFrame
    sources: pd.DataFrame


def said(content: str, *, cue: str = "said", act: str = "a1", source: str = "Hill", tail: str = ".") -> list[Piece]:
    """Return "Hill said …": the pieces of one attribution."""
    return [Piece(source, "source", act), Piece(cue, "cue", act), Piece(content + tail, "content", act)]


def article(
    *paragraphs: list[Piece],
    speakers: dict[str, str] | None = None,
    parents: dict[str, str] | None = None,
    article_id: str = "a",
) -> Tables:
    """Return the tables of an article whose paragraphs are given in pieces.

    `speakers` says whose each attribution is (source_id; "hill" if not given), `parents` in which it is nested.
    """
    speakers, parents = speakers or {}, parents or {}
    text, spans, claims = "", [], []
    for number, pieces in enumerate(paragraphs, start=1):
        for piece in pieces:
            start = len(text)
            text += piece.text
            place = {"article_id": article_id, "start": start, "end": len(text), "text": piece.text}
            reporting = piece.role in ("source", "cue")
            if piece.role:
                spans.append(place | {"attribution_id": piece.act, "role": piece.role, "part": 1, "probability": 1.0})
            owner = parents.get(piece.act, "") if reporting else piece.act
            outer = owner
            while parents.get(outer):
                outer = parents[outer]
            row = {
                "claim_id": f"c{len(claims) + 1}",
                "turn_id": "",
                "attribution_id": owner,
                "source_id": speakers.get(owner, "hill") if owner else AUTHOR,
                "outer_source_id": speakers.get(outer, "hill") if outer else AUTHOR,
                "paragraph": number,
                "section": "body",
                "words": count_words(piece.text),
                "quoted": "“" in piece.text,
                "reporting": reporting,
            }
            claims.append(place | row)
            text += " "
        text = text.rstrip() + "\n\n"
    for act, parent in parents.items():  # what is nested stands in the content of what is around it
        outer_content = next(s for s in spans if (s["attribution_id"], s["role"]) == (parent, "content"))
        outer_content["end"] = max(s["end"] for s in spans if s["attribution_id"] in (act, parent))
        outer_content["text"] = text[outer_content["start"] : outer_content["end"]]
    acts = []
    for act in dict.fromkeys(s["attribution_id"] for s in spans):
        own = [s for s in spans if s["attribution_id"] == act]
        start, end = min(s["start"] for s in own), max(s["end"] for s in own)
        cue = " ".join(s["text"] for s in own if s["role"] == "cue")
        contents = [s["text"] for s in own if s["role"] == "content"]
        quoted = [c.startswith("“") for c in contents]
        acts.append(
            {"article_id": article_id, "start": start, "end": end, "text": text[start:end], "attribution_id": act}
            | {"form": "direct" if all(quoted) else "mixed" if any(quoted) else "indirect"}
            | {"cue": lemma(cue), "cue_kind": kind(cue), "source_id": speakers.get(act, "hill")}
            | {"parent_id": parents.get(act, ""), "confidence": 1.0, "corrected": False}
        )
    names = {**{AUTHOR: "the author", "hill": "Hugh Hill"}, **{s: s.capitalize() for s in speakers.values()}}
    sources = [
        {"article_id": article_id, "source_id": s, "name": n, "type": "", "type_evidence": "", "named": s != AUTHOR}
        | {"gender": ""}
        for s, n in names.items()
    ]
    return Tables(
        text,
        conform(acts, "attributions"),
        conform(spans, "spans"),
        conform(claims, "claims"),
        conform(sources, "sources"),
    )
