"""How the same sources rank by each visibility measure, in rows."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from framing.schema import AUTHOR, VISIBILITY
from framing.show.tables import VOICES, choose, name_of, one_article, source_names

SHOWN = tuple(measure for measure in VISIBILITY if measure != "words")
"""Measures that are shown if none are chosen: those of visibility, words as their share. The first orders the sources.
"""

_COLUMNS = {
    "source_id": "str",
    "name": "str",
    "measure": "str",
    "value": "float64",
    "unit": "str",
    "rank": "Int64",
    "ranked": "int64",
    "tied": "bool",
    "shift": "str",
}


def measures_by_source(
    prominence: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    measures: Iterable[str] | None = None,
    voice: str = "innermost",
) -> pd.DataFrame:
    """Return every source's value and rank by each visibility measure.

    The measures are not added up here: a source that is first by one and last by another is no average source.

    Parameters
    ----------
    prominence, sources
        Tables of one article.
    measures
        Measures of the table ``prominence``, in this order; the first one orders the sources. None takes
        :data:`SHOWN`.
    voice
        ``innermost`` or ``outermost``.

    Returns
    -------
    pandas.DataFrame
        Sources by the first measure, largest value first, and within each the measures: `source_id`, `name`,
        `measure`, `value`, `unit`, `rank` (1 is the largest value; of `first_position`, the smallest; ties share the
        better rank; missing where there is nothing to rank: no value, or no word in the headline or the lead),
        `ranked` (how many sources have a rank), `tied` (others share the rank) and `shift` (higher or lower than the
        same sources rank by the first measure; empty where it is neither, tied, or without a rank). The author has no
        `directness`: nobody quotes himself.

    Raises
    ------
    FramingError
        If there is no such measure, or the tables hold more than one article.
    """
    choose(voice, VOICES, "voice")
    one_article(prominence)
    rows = prominence[(prominence["kind"] == "source") & (prominence["voice"] == voice)]
    if rows.empty:
        return pd.DataFrame({column: pd.Series(dtype=kind) for column, kind in _COLUMNS.items()})
    there = list(dict.fromkeys(rows["measure"]))
    chosen = dict.fromkeys(measures or ()) or [measure for measure in SHOWN if measure in there]
    wanted = [choose(measure, there, "measure") for measure in chosen]
    units = dict(zip(rows["measure"], rows["unit"], strict=True))
    values = rows.pivot(index="source_id", columns="measure", values="value").reindex(rows["source_id"].unique())
    if "directness" in values:
        values["directness"] = values["directness"].mask(values.index == AUTHOR)
    order = pd.DataFrame({measure: _order(values[measure], measure) for measure in wanted})
    order = order.sort_values(wanted[0], ascending=False, kind="stable")
    names = source_names(sources)
    parts = [
        _ranked(order[measure], order[wanted[0]]).assign(
            source_id=order.index,
            name=[name_of(str(source_id), names) for source_id in order.index],
            measure=measure,
            value=values[measure],
            unit=units[measure],
        )
        for measure in wanted
    ]
    table = pd.concat(parts).assign(place=[n for _ in wanted for n in range(len(order))])
    return table.sort_values("place", kind="stable", ignore_index=True)[list(_COLUMNS)].astype(_COLUMNS)


def _order(values: pd.Series[float], measure: str) -> pd.Series[float]:
    """Return by what sources are ranked, largest first: nothing where there is no word in the headline or the lead."""
    if measure in ("headline", "lead"):
        return values.mask(values == 0)
    return -values if measure == "first_position" else values


def _ranked(order: pd.Series[float], base: pd.Series[float]) -> pd.DataFrame:
    """Return rank, tie and shift against the first measure, among the sources that this measure ranks."""
    rank = order.rank(method="min", ascending=False)
    tied = order.rank(method="max", ascending=False) > rank
    there = base.where(order.notna())
    shift = pd.Series("", index=order.index)
    shift[rank < there.rank(method="min", ascending=False)] = "higher"
    shift[rank > there.rank(method="max", ascending=False)] = "lower"
    columns = {"rank": rank.astype("Int64"), "ranked": int(rank.notna().sum()), "tied": tied}
    return pd.DataFrame(columns | {"shift": shift.mask(tied, "")}, index=order.index)
