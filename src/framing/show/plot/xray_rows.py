"""Where in the article each voice speaks and each frame is expressed, counted in words: the rows of the x-ray."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from framing.errors import FramingError
from framing.show.plot.words import words_by_source
from framing.show.tables import CodebookLike, frame_labels, frame_names, one_article, records

_COLUMNS = {
    "row": "int64",
    "name": "str",
    "kind": "str",
    "share": "float64",
    "source_id": "str",
    "frame": "str",
    "unit_id": "str",
    "section": "str",
    "first_word": "int64",
    "last_word": "int64",
    "commitment": "str",
    "probability": "float64",
}


def word_positions(claims: pd.DataFrame) -> pd.DataFrame:
    """Return where every claim stands in its article, counted in words.

    Reporting words count as words of the article here: a position is a place in the text that the reader reads.

    Returns
    -------
    pandas.DataFrame
        `claims` sorted by `start`, with `first_word` (words before it) and `last_word` (`first_word` + `words`).
    """
    rows = claims.sort_values("start", kind="stable", ignore_index=True)
    last = rows["words"].cumsum()
    return rows.assign(first_word=last - rows["words"], last_word=last)


def xray_rows(
    claims: pd.DataFrame,
    sources: pd.DataFrame,
    labels: pd.DataFrame | None = None,
    turns: pd.DataFrame | None = None,
    *,
    frames: Iterable[str] | None = None,
    codebook: CodebookLike | None = None,
    top: int = 25,
) -> pd.DataFrame:
    """Return what the x-ray draws: a row for every claim of a voice and for every turn that expresses a frame.

    Parameters
    ----------
    claims, sources
        Tables ``claims`` and ``sources`` of one article.
    labels, turns
        Tables ``labels`` and ``turns``; without them there are only voices.
    frames
        Keys of the frames to show; None shows those that some turn expresses, in the codebook's order.
    codebook
        Gives the frames' names; None prints their keys.
    top
        So many voices keep a row of their own; the others share a last one.

    Returns
    -------
    pandas.DataFrame
        `row` (number of the row in the figure, from 0), `name` (of the row, in print), `kind` (voice or frame),
        `share` (of the words, 0 to 1; missing for frames), `source_id` (innermost voice), `frame`, `unit_id` (claim
        or turn), `section`, `first_word` and `last_word` (words before it begins and ends), `commitment` and
        `probability` (0 to 1; missing for voices).
    """
    one_article(claims, labels, turns)
    placed = word_positions(claims)
    said = placed[~placed["reporting"]]
    shares = words_by_source(claims, sources, top=top)
    rows: list[dict[str, Any]] = []
    kept = set(shares["source_id"])
    for number, voice in enumerate(records(shares)):
        mine = said["source_id"] == voice.source_id if voice.source_id else ~said["source_id"].isin(kept)
        for claim in records(said[mine]):
            row = {"row": number, "name": voice.name, "kind": "voice", "share": voice.share, "unit_id": claim.claim_id}
            rows.append({**row, "frame": "", "commitment": "", **_place(claim)})
    if labels is not None and turns is not None:
        found = _frame_rows(placed, frame_labels(labels, turns), frames=frames, codebook=codebook)
        rows += [{**row, "row": row["row"] + len(shares)} for row in found]
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def _frame_rows(
    placed: pd.DataFrame, labelled: pd.DataFrame, *, frames: Iterable[str] | None, codebook: CodebookLike | None
) -> list[dict[str, Any]]:
    expressed = labelled[labelled["expressed"]]
    names = frame_names(labelled["frame"].unique(), codebook)
    wanted = [key for key in names if key in set(expressed["frame"])] if frames is None else list(frames)
    unknown = [key for key in wanted if key not in names]
    if unknown:
        raise FramingError(f"There is no frame '{unknown[0]}'; choose one of {', '.join(names)}.")
    said = placed[~placed["reporting"]]
    place = {"first_word": "min", "last_word": "max", "section": "first"}
    spans = said.groupby("turn_id").agg(place)
    rows = []
    for number, key in enumerate(wanted):
        mine = expressed[expressed["frame"] == key].join(spans, on="turn_id", how="inner").sort_values("first_word")
        for turn in records(mine):
            row = {"row": number, "name": names[key], "kind": "frame", "unit_id": turn.turn_id, "frame": key}
            rows.append({**row, "commitment": turn.commitment, "probability": turn.probability, **_place(turn)})
    return rows


def _place(unit: Any) -> dict[str, Any]:
    return {column: getattr(unit, column) for column in ("source_id", "section", "first_word", "last_word")}
