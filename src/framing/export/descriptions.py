"""What a figure shows, in words, for readers who do not see it: its kind, and its values from the rows behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from framing.show.lettering import percent
from framing.show.tables import records

Description = tuple[str, list[str]]
"""The kind of figure, and its values, most important first."""


def _words(rows: pd.DataFrame) -> Description:
    return "Bar chart of words by voice", [f"{r.name} {percent(r.share)}" for r in records(rows)]


def _xray(rows: pd.DataFrame) -> Description:
    values = []
    for (_, name, kind), part in rows.groupby(["row", "name", "kind"], sort=True):
        begin, end = part["first_word"].min(), part["last_word"].max()
        verb = "speaks" if kind == "voice" else "is taken up"
        values.append(f"{name} {verb} {len(part)} times between word {begin + 1} and word {end}")
    return "Timeline of the article with a row for each voice and frame", values


def _source_frame(rows: pd.DataFrame) -> Description:
    marked = rows[(rows["share"] > 0) & (rows["frame"] != "")].sort_values("share", ascending=False, kind="stable")
    return "Heat map of frames by voice", [f"{r.name}, {r.frame_name} {percent(r.share)}" for r in records(marked)]


def _frame_voices(rows: pd.DataFrame) -> Description:
    values = []
    for row in records(rows):
        counts = [f"{kind} {getattr(row, kind)}" for kind in ("asserted", "raised", "denied") if getattr(row, kind)]
        values.append(f"{row.name} {', '.join(counts)}")
    return "Bar chart of words that assert, raise or deny one frame", values


def _frame_ranges(rows: pd.DataFrame) -> Description:
    values = [f"{r.name} {percent(r.share)} ({percent(r.low)} to {percent(r.high)})" for r in records(rows)]
    return "Bar chart of the share of words by frame, with the range over wordings", values


def _stances(rows: pd.DataFrame) -> Description:
    values = []
    for row in records(rows):
        shares = [f"{percent(getattr(row, s))} {s}" for s in ("against", "mixed", "favor") if getattr(row, s)]
        values += [f"{row.name} toward {row.target_name} {', '.join(shares)}"] if shares else []
    return "Diverging bar chart of stances by voice", values


def _uptake(rows: pd.DataFrame) -> Description:
    values = []
    for row in records(rows):
        cues = f"{percent(row.endorsing)} behind endorsing and {percent(row.distancing)} behind distancing cues"
        after = f"{percent(row.endorsed)} endorsed and {percent(row.rebutted)} rebutted next"
        values.append(f"{row.name} {cues}, {after}")
    return "Stacked bar chart of what the author makes of each source's words", values


def _measures(rows: pd.DataFrame) -> Description:
    values = []
    for _, part in rows.groupby("source_id", sort=False):
        ranks = [f"{r.rank} by {r.measure.replace('_', ' ')}" for r in records(part) if pd.notna(r.rank)]
        values.append(f"{part['name'].iloc[0]} ranks {', '.join(ranks)}")
    return "Bar charts of the sources by each visibility measure", values


def _voices_compared(rows: pd.DataFrame) -> Description:
    values = []
    for _, part in rows[rows["words"] > 0].groupby("article_id", sort=False):
        largest = part.sort_values("share", ascending=False, kind="stable").head(3)
        shares = [f"{row.name} {percent(row.share)}" for row in records(largest)]
        values.append(f"{part['title'].iloc[0]}: {', '.join(shares)}")
    return "Bar charts of words by type of source, one for each article", values


def _frames_compared(rows: pd.DataFrame) -> Description:
    values = []
    for _, part in rows.groupby("article_id", sort=False):
        most = part[["author", "quoted"]].max(axis=1)
        largest = part[most > 0].loc[most[most > 0].sort_values(ascending=False, kind="stable").index].head(3)
        shares = [f"{row.name} {_both(row)}" for row in records(largest)]
        values.append(f"{part['title'].iloc[0]}: {', '.join(shares) or 'no frame'}")
    return "Dot charts of the share of words by frame, one for each article", values


def _both(row: Any) -> str:
    """Return the shares of author and quoted voices, as far as they have words."""
    shares = {"author": row.author, "quoted voices": row.quoted}
    return " and ".join(f"{who} {percent(share)}" for who, share in shares.items() if pd.notna(share))


DESCRIPTIONS: Mapping[str, Callable[[pd.DataFrame], Description]] = {
    "words": _words,
    "xray": _xray,
    "source_frame": _source_frame,
    "frame_voices": _frame_voices,
    "frame_ranges": _frame_ranges,
    "stances": _stances,
    "uptake": _uptake,
    "measures": _measures,
    "voices_compared": _voices_compared,
    "frames_compared": _frames_compared,
}
"""What makes the description of a figure from its rows, by the name of the figure."""
