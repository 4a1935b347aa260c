"""What is made of each source, as shares of its words: uptake by cue and next sentence, and opportune witnesses.

Rows of the table ``prominence``, beside visibility and never mixed with it: how much room somebody gets and whether the
author believes it are two things.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from framing.prominence.answers import ENDORSED, REBUTTED
from framing.prominence.cue_stances import DISTANCING, ENDORSING
from framing.prominence.uptake import outermost
from framing.schema import AUTHOR, conform

UPTAKE_MEASURES: Mapping[str, tuple[str, str]] = {
    ENDORSING: ("share of words", "quoted words whose cue presents them as true, by the source's quoted words"),
    DISTANCING: ("share of words", "quoted words whose cue casts doubt, by the source's quoted words"),
    ENDORSED: ("share of words", "quoted words that the author's next sentence confirms, by the source's quoted words"),
    REBUTTED: ("share of words", "quoted words that the author's next sentence denies, by the source's quoted words"),
    "opportune": (
        "share of words",
        "words in turns that assert or deny a frame as the author does, by the words in turns that assert or deny a "
        "frame on which the author takes a side; the rest stands against the author",
    ),
}
"""Measure -> its unit and formula."""


def uptake_shares(uptake: pd.DataFrame, attributions: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Return how much of each source's quoted words the author endorses, keeps aloof from, confirms and rebuts.

    Words count for the outermost voice, the one that the author quotes; a source of indirect words is quoted too.

    Parameters
    ----------
    uptake, attributions, claims
        Tables of one or more articles.

    Returns
    -------
    pandas.DataFrame
        Rows of the table ``prominence``: the measures ``endorsing``, ``distancing``, ``endorsed`` and ``rebutted`` of
        :data:`UPTAKE_MEASURES` for every source (``kind`` source) and for all of an article's sources together
        (``kind`` article); ``n`` is the number of attributions.
    """
    own = uptake.assign(words=_words(uptake, attributions, claims))
    rows: list[dict[str, Any]] = []
    for about, part in _parts(own[own["words"] > 0], voice="outermost"):
        total = part["words"].sum()
        for column, measures in (("cue_stance", (ENDORSING, DISTANCING)), ("uptake", (ENDORSED, REBUTTED))):
            said = part.groupby(column)["words"].sum()
            rows += [_row(about, measure, said.get(measure, 0) / total, len(part)) for measure in measures]
    return conform(rows, "prominence")


def opportune(labels: pd.DataFrame, turns: pd.DataFrame) -> pd.DataFrame:
    """Return how much of what sources say about frames is on the author's side: "opportune witnesses".

    Newspapers quote more of those who share their own line (Hagen, 1993, Opportune witnesses, European Journal of
    Communication 8(3), 317-343). The author takes a side on a frame by asserting or denying it, by the one with more
    words where both occur, and none where both have as many or the frame is only raised. Turns of sources that assert
    or deny such a frame are on that side or against it; a turn counts once for every such frame, with all its words.
    That a source is on the author's side shows agreement; why it was chosen, it does not show.

    Parameters
    ----------
    labels, turns
        Tables of one or more articles.

    Returns
    -------
    pandas.DataFrame
        Rows of the table ``prominence``: the measure ``opportune`` (0 to 1, by the innermost voice) for every source
        that asserts or denies such a frame (``kind`` source), and for all of an article's sources (``kind`` article);
        ``n`` is the number of turns. No row where the author takes no side.
    """
    taken = labels[(labels["kind"] == "frame") & (labels["unit"] == "turn")]
    taken = taken[taken["commitment"].isin(["asserted", "denied"])]
    lengths = turns[["article_id", "turn_id", "words"]].rename(columns={"turn_id": "unit_id"})
    taken = taken.merge(lengths, on=["article_id", "unit_id"])
    sides = _sides(taken[taken["source_id"] == AUTHOR])
    others = taken[taken["source_id"] != AUTHOR]
    side = [sides.get(key, "") for key in zip(others["article_id"], others["name"], strict=True)]
    others = others.assign(side=side)
    rows = [
        _row(about, "opportune", part.loc[part["commitment"] == part["side"], "words"].sum() / part["words"].sum(), n)
        for about, part in _parts(others[(others["side"] != "") & (others["words"] > 0)], voice="innermost")
        if (n := part["unit_id"].nunique())
    ]
    return conform(rows, "prominence")


def _words(uptake: pd.DataFrame, attributions: pd.DataFrame, claims: pd.DataFrame) -> list[int]:
    """Return for every row of ``uptake`` the words that the attribution quotes, with what is nested in it."""
    above = outermost(attributions)
    own = claims[(claims["attribution_id"] != "") & ~claims["reporting"]]
    counts: dict[tuple[str, str], int] = {}
    for article_id, attribution_id, words in zip(own["article_id"], own["attribution_id"], own["words"], strict=True):
        key = article_id, above[article_id, attribution_id]
        counts[key] = counts.get(key, 0) + int(words)
    return [counts.get(key, 0) for key in zip(uptake["article_id"], uptake["attribution_id"], strict=True)]


def _sides(labels: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Return for every article and frame on which the author takes a side: asserted or denied."""
    words = labels.pivot_table(index=["article_id", "name"], columns="commitment", values="words", aggfunc="sum")
    words = words.reindex(columns=["asserted", "denied"]).fillna(0)
    return {
        (str(article_id), str(frame)): "asserted" if asserted > denied else "denied"
        for (article_id, frame), asserted, denied in zip(words.index, words["asserted"], words["denied"], strict=True)
        if asserted != denied
    }


def _parts(own: pd.DataFrame, *, voice: str) -> Iterator[tuple[dict[str, str], pd.DataFrame]]:
    """Yield what is measured, as the columns that say so, with its rows: every article, then each of its sources."""
    for article_id, everything in own.groupby("article_id", sort=False):
        about = {"article_id": str(article_id), "kind": "article", "voice": voice, "source_id": "", "frame": ""}
        yield about, everything
        for source_id, part in everything.groupby("source_id", sort=False):
            yield about | {"kind": "source", "source_id": str(source_id)}, part


def _row(about: dict[str, str], measure: str, value: float, n: int) -> dict[str, Any]:
    """Return a row of the table ``prominence``."""
    return about | {"measure": measure, "value": float(value), "unit": UPTAKE_MEASURES[measure][0], "n": n}
