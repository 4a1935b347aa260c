"""A small made-up article and tables of any size, conformed to the schema."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pandas as pd

from framing import schema

ARTICLE_ID = "bridge-0a1b2c3d"

# paragraph, section, [(words, source, outer, quoted, reporting)]: the parts of a paragraph joined are its text
_PARAGRAPHS: list[tuple[str, list[tuple[str, str, str, bool, bool]]]] = [
    ("headline", [("Did the mayor misjudge the price of the old bridge?", "author", "author", False, False)]),
    (
        "lead",
        [
            ("The old bridge will close in spring. ", "author", "author", False, False),
            ("Mayor Anna Lind said ", "author", "author", False, True),
            ("“we have $5 million for it and $6 million in reserve.”", "lind", "lind", True, False),
        ],
    ),
    (
        "body",
        [
            ("The Daily Harbour reported that ", "author", "author", False, True),
            ("the engineers were never asked, because one of them, ", "harbour", "harbour", False, False),
            ("Ole Berg, had told it ", "harbour", "harbour", False, True),
            ("“nobody called me; the sum was a guess.”", "berg", "harbour", True, False),
        ],
    ),
    (
        "body",
        [
            ("The mayor ", "author", "author", False, True),
            ("denied that the plan was a mistake", "lind", "lind", False, False),
            (". Whether the town can afford a <new> bridge & a ferry is open.", "author", "author", False, False),
        ],
    ),
    (
        "body",
        [
            ("“Nobody wants another toll,” ", "shop", "shop", True, False),
            ("a shopkeeper said.", "author", "author", False, True),
        ],
    ),
]
FURNITURE = "Subscribe to our newsletter"

SOURCES = [
    ("author", "author", "author"),
    ("lind", "Anna Lind", "politician"),
    ("harbour", "The Daily Harbour", "news media"),
    ("berg", "Ole Berg", "expert"),
    ("shop", "a shopkeeper", "citizen"),
]

FRAMES = {"misjudged": "Mayor misjudged", "cannot_afford": "The town cannot afford it", "no_toll": "No further toll"}

# turn (by source and its number), frame, commitment, probability, low, high
_LABELS = [
    ("author", 0, "misjudged", "raised", 0.81, 0.62, 0.93),
    ("harbour", 0, "misjudged", "asserted", 0.66, 0.41, 0.80),
    ("berg", 0, "misjudged", "asserted", 0.91, 0.85, 0.97),
    ("lind", 1, "misjudged", "denied", 0.77, 0.55, 0.88),
    ("author", 2, "cannot_afford", "raised", 0.74, 0.30, 0.90),
    ("lind", 0, "cannot_afford", "", 0.42, 0.20, 0.61),
    ("shop", 0, "no_toll", "asserted", 0.88, 0.80, 0.92),
]


@dataclass(frozen=True)
class Sample:
    article: Any
    claims: pd.DataFrame
    turns: pd.DataFrame
    sources: pd.DataFrame
    labels: pd.DataFrame
    furniture: pd.DataFrame
    codebook: Any


def n_words(text: str) -> int:
    return len(re.findall(r"\w[\w'’-]*", text))


def codebook(frames: dict[str, str]) -> Any:
    return SimpleNamespace(frames=[SimpleNamespace(key=k, label=v, targets=[]) for k, v in frames.items()])


def _turns(claims: pd.DataFrame) -> pd.DataFrame:
    said = claims[~claims["reporting"]]
    rows = []
    for turn_id, part in said.groupby("turn_id", sort=False):
        first = part.iloc[0]
        forms = set(part["quoted"])
        form = "mixed" if len(forms) == 2 else "direct" if forms == {True} else "indirect"
        rows.append(
            {
                **first[["article_id", "source_id", "outer_source_id", "paragraph", "section"]].to_dict(),
                "turn_id": turn_id,
                "start": part["start"].min(),
                "end": part["end"].max(),
                "text": " ".join(part["text"]),
                "words": part["words"].sum(),
                "form": "author" if first["source_id"] == schema.AUTHOR else form,
            }
        )
    return schema.conform(rows, "turns")


def _label(turn: Any, frame: str, commitment: str, *numbers: float, evidence: list[str]) -> dict[str, Any]:
    probability, low, high = numbers
    return {
        "article_id": ARTICLE_ID,
        "unit": "turn",
        "unit_id": turn.turn_id,
        "source_id": turn.source_id,
        "kind": "frame",
        "name": frame,
        "label": "expressed" if commitment else "not expressed",
        "commitment": commitment,
        "probability": probability,
        "threshold": 0.6,
        "wording_low": low,
        "wording_high": high,
        "evidence": evidence,
    }


def sample() -> Sample:
    """The made-up article: four voices beside the author, one quoted by another, and a price with dollar signs."""
    text, rows, turn = "", [], 0
    for paragraph, (section, parts) in enumerate(_PARAGRAPHS):
        text += "" if not text else "\n\n"
        if paragraph == 3:
            text += FURNITURE + "\n\n"
        speaker = None
        for words, source, outer, quoted, reporting in parts:
            if not reporting and source != speaker:
                turn, speaker = turn + 1, source
            start = len(text)
            text += words
            rows.append(
                {
                    "article_id": ARTICLE_ID,
                    "start": start,
                    "end": len(text),
                    "text": words,
                    "claim_id": f"c{len(rows) + 1}",
                    "turn_id": "" if reporting else f"t{turn}",
                    "attribution_id": "" if source == "author" else f"a{turn}",
                    "source_id": source,
                    "outer_source_id": outer,
                    "paragraph": paragraph,
                    "section": section,
                    "words": n_words(words),
                    "quoted": quoted,
                    "reporting": reporting,
                }
            )
    claims = schema.conform(rows, "claims")
    turns = _turns(claims)
    labels = []
    for source, number, frame, commitment, *numbers in _LABELS:
        unit = list(turns[turns["source_id"] == source].itertuples(index=False))[number]
        evidence = list(claims.loc[claims["turn_id"] == unit.turn_id, "claim_id"])
        labels.append(_label(unit, frame, commitment, *numbers, evidence=evidence))
    at = text.index(FURNITURE)
    furniture = [
        {
            "article_id": ARTICLE_ID,
            "start": at,
            "end": at + len(FURNITURE),
            "text": FURNITURE,
            "line": 7,
            "reason": "a call to subscribe",
        }
    ]
    article = SimpleNamespace(
        article_id=ARTICLE_ID,
        text=text,
        title="Did the mayor misjudge the price of the old bridge?",
        author="Kari Nes",
        outlet="The Fjord Times",
        date="2026-03-02",
    )
    return Sample(
        article,
        schema.check(claims, "claims", text=text),
        turns,
        sources_table(SOURCES),
        schema.conform(labels, "labels"),
        schema.conform(furniture, "furniture"),
        codebook(FRAMES),
    )


def sources_table(rows: list[tuple[str, str, str]]) -> pd.DataFrame:
    return schema.conform(
        [
            {
                "article_id": ARTICLE_ID,
                "source_id": i,
                "name": n,
                "type": t,
                "type_evidence": "",
                "named": True,
                "gender": "",
            }
            for i, n, t in rows
        ],
        "sources",
    )


_SENTENCE = (
    "The ministry for transport and digital infrastructure would in any case have had to pay $12 million more than it "
    "had promised to the towns along the western shore of the fjord before the end of that long winter"
)


def large(voices: int = 25, frames: int = 15, *, turns_each: int = 3, long_names: bool = True) -> Sample:
    """A long article with many voices and frames, all of it made up by rule: nothing random."""
    table = [("author", "author", "author")]
    for n in range(1, voices):
        name = (
            f"Professor Doctor Maximiliane Featherstonehaugh-Cholmondeley the {n}th of the Royal Institute"
            if long_names
            else f"Voice {n}"
        )
        table.append((f"s{n}", name, "expert"))
    keys = {
        f"frame_{n}": f"The {n}th consequence of the transport ministry's belated change of mind about the fjord"
        if long_names
        else f"Frame {n}"
        for n in range(frames)
    }
    text, rows = "", []
    for round_ in range(turns_each):
        for v in range(voices):
            source = table[v][0]
            section = ("headline", "lead")[v] if round_ == 0 and v < 2 else "body"
            if section == "body" or v:
                text += "\n\n" if text else ""
            length = 6 if section == "headline" else 1 + (13 * (voices - v) + 7 * round_) % 34
            words = " ".join(_SENTENCE.split()[:length])
            start = len(text)
            text += words
            rows.append(
                {
                    "article_id": ARTICLE_ID,
                    "start": start,
                    "end": len(text),
                    "text": words,
                    "claim_id": f"c{len(rows)}",
                    "turn_id": f"t{len(rows)}",
                    "attribution_id": "" if v == 0 else f"a{len(rows)}",
                    "source_id": source,
                    "outer_source_id": source if v < 3 or v % 5 else table[v - 1][0],
                    "paragraph": len(rows),
                    "section": section,
                    "words": n_words(words),
                    "quoted": (v + round_) % 2 == 0 and v > 0,
                    "reporting": False,
                }
            )
    claims = schema.conform(rows, "claims")
    turns = _turns(claims)
    labels = []
    for i, unit in enumerate(turns.itertuples(index=False)):
        for j, frame in enumerate(keys):
            commitment = ("asserted", "raised", "denied", "", "")[(i * 7 + j * 3 + i // voices) % 5]
            p = 0.9 - 0.02 * j if commitment else 0.5
            low, high = max(p - 0.05 * (i % 8), 0.0), min(p + 0.02 * (i % 9), 1.0)
            labels.append(_label(unit, frame, commitment, p, low, high, evidence=[f"c{i}"]))
    article = SimpleNamespace(article_id=ARTICLE_ID, text=text, title="A long article", author="", outlet="", date="")
    return Sample(
        article,
        schema.check(claims, "claims", text=text),
        turns,
        sources_table(table),
        schema.conform(labels, "labels"),
        schema.empty("furniture"),
        codebook(keys),
    )


def nothing() -> Sample:
    """An article without a word."""
    article = SimpleNamespace(article_id=ARTICLE_ID, text="", title="Nothing", author="", outlet="", date="")
    tables = {name: schema.empty(name) for name in ("claims", "turns", "sources", "labels", "furniture")}
    return Sample(article, codebook=None, **tables)
