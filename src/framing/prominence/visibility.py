"""How visible each source and frame is: space, position, repetition, directness, each by itself.

There is no composite: salience has several dimensions that need not agree (Kiousis, 2004, Journalism & Mass
Communication Quarterly 81(1), 71-87). Position is shown, not discounted: the lead weighs in an agency report, the close
in a column.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from framing.schema import conform

MEASURES: dict[str, tuple[str, str]] = {
    "words": ("words", "words of the source's claims; of the turns that assert or raise the frame"),
    "share": ("share of words", "words divided by all words that are not reporting; voices sum to 1, frames do not"),
    "turns": ("turns", "number of turns"),
    "first_position": (
        "share of the article",
        "words before the first of them, divided by all words: 0 is the beginning",
    ),
    "headline": ("words", "words in the headline"),
    "lead": ("words", "words in the first paragraph after the headline"),
    "directness": ("share of words", "words in quotation marks or block quotations, divided by the source's words"),
}
"""Measure -> its unit and formula."""


def _measures(own: pd.DataFrame, *, total: int, before: pd.Series) -> Iterator[tuple[str, float]]:
    """Yield every measure of a set of claims."""
    words = int(own["words"].sum())
    yield "words", float(words)
    yield "share", words / total if total else float("nan")
    yield "turns", float(own["turn_id"].nunique())
    yield "first_position", float(before.loc[own.index].min() / total) if len(own) and total else float("nan")
    yield "headline", float(own.loc[own["section"] == "headline", "words"].sum())
    yield "lead", float(own.loc[own["section"] == "lead", "words"].sum())
    yield "directness", float(own.loc[own["quoted"], "words"].sum()) / words if words else float("nan")


def visibility(claims: pd.DataFrame, labels: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the table ``prominence``: every source, frame and source x frame by every measure.

    Sources are measured twice, by the innermost and by the outermost voice.

    Parameters
    ----------
    claims
        Table of one or more articles. Reporting words ("he said") count for nobody.
    labels
        Table of the same articles; without it only sources are measured. A frame's words are those of the turns that
        assert or raise it: the whole turn, since that is the unit that was labelled. Denials do not count.

    Returns
    -------
    pandas.DataFrame
        See :data:`framing.schema.TABLES`, and :data:`MEASURES`; ``value`` is NaN where a measure has no denominator.
    """
    rows: list[dict[str, Any]] = []
    for article_id, everything in claims.groupby("article_id", sort=False):
        own = everything[~everything["reporting"]].sort_values("start")
        total = int(own["words"].sum())
        before = own["words"].cumsum() - own["words"]
        for about, part in _parts(own, _carriers(labels, str(article_id))):
            n = int(part["turn_id"].nunique())
            for measure, value in _measures(part, total=total, before=before):
                row = {"measure": measure, "value": value, "unit": MEASURES[measure][0], "n": n}
                rows.append({"article_id": article_id} | about | row)
    return conform(rows, "prominence")


def _parts(own: pd.DataFrame, carried: dict[str, set[str]]) -> Iterator[tuple[dict[str, str], pd.DataFrame]]:
    """Yield what is measured, as the columns that say so, with its claims."""
    for frame, turns in carried.items():
        about = {"kind": "frame", "voice": "innermost", "source_id": "", "frame": frame}
        yield about, own[own["turn_id"].isin(turns)]
    for voice, column in (("innermost", "source_id"), ("outermost", "outer_source_id")):
        for source, part in own.groupby(column, sort=False):
            about = {"kind": "source", "voice": voice, "source_id": str(source), "frame": ""}
            yield about, part
            for frame, turns in carried.items():
                with_frame = part[part["turn_id"].isin(turns)]
                if len(with_frame):
                    yield about | {"kind": "source x frame", "frame": frame}, with_frame


def _carriers(labels: pd.DataFrame | None, article_id: str) -> dict[str, set[str]]:
    """Return, for every frame of the labels, the turns that assert or raise it."""
    if labels is None or labels.empty:
        return {}
    mine = (labels["article_id"] == article_id) & (labels["unit"] == "turn")  # a whole article has no words of its own
    frames = labels[mine & (labels["kind"] == "frame")]
    return {
        str(name): set(group.loc[group["commitment"].isin(["asserted", "raised"]), "unit_id"])
        for name, group in frames.groupby("name", sort=False)
    }
