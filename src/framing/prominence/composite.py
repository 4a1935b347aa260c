"""A composite of visibility, for the researcher who wants one and writes down its weights.

There is no default: which dimension of salience counts how much is a decision, not a measurement (Kiousis, 2004,
Journalism & Mass Communication Quarterly 81(1), 71-87). The weights stand in the codebook, and wherever the composite
is shown they are printed with it (:func:`weights_note`). It holds measures of visibility only: what the author thinks
of a source is no part of how visible it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from framing.errors import FramingError
from framing.schema import VISIBILITY, conform

COMPOSITE_UNIT = "0 to 1"
_REVERSED = "first_position"


def composite(prominence: pd.DataFrame, weights: Mapping[str, float]) -> pd.DataFrame:
    """Return one row a source and kind of voice with the measure ``composite``: the weighted sum of its measures.

    Every measure is brought to 0 to 1 first, among the voices of the same article (the author among them): divided by
    the largest value there, so that the voice with the most has 1. ``first_position`` is turned round (1 minus its
    value), so that the beginning counts most. A measure that nobody has (no voice in the headline) is 0 for all. So a
    composite compares voices within one article, not articles.

    Parameters
    ----------
    prominence
        Table of one or more articles.
    weights
        Measure of visibility -> its weight; empty: no rows.

    Returns
    -------
    pandas.DataFrame
        Rows of the table ``prominence``; ``value`` is 0 to 1, ``n`` the source's number of turns.

    Raises
    ------
    FramingError
        If a weight is for something else than a measure of visibility.
    """
    unknown = [measure for measure in weights if measure not in VISIBILITY]
    if unknown:
        raise FramingError(f"There is no measure '{unknown[0]}' to weigh; choose from {', '.join(VISIBILITY)}.")
    if not weights:
        return conform([], "prominence")
    own = prominence[(prominence["kind"] == "source") & prominence["measure"].isin([*weights, "turns"])]
    keys = ["article_id", "voice", "source_id"]
    wide = own.pivot_table(index=keys, columns="measure", values="value", aggfunc="first", sort=False)
    turns = wide["turns"].astype("int64")
    scaled = pd.DataFrame({measure: _scaled(wide[measure]) * weight for measure, weight in weights.items()})
    out = scaled.sum(axis=1).rename("value").reset_index()
    fixed = {"kind": "source", "frame": "", "measure": "composite", "unit": COMPOSITE_UNIT}
    return conform(out.assign(**fixed, n=turns.to_numpy()), "prominence")


def _scaled(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return the values of one measure brought to 0 to 1 within every article, by one kind of voice."""
    if values.name == _REVERSED:
        return 1 - values
    largest = values.groupby(level=["article_id", "voice"]).transform("max")
    return (values / largest.where(largest > 0)).fillna(0.0)


def weights_note(weights: Mapping[str, float]) -> str:
    """Return the sentence that says how a composite is weighted, for captions and notes; empty without weights.

    Examples
    --------
    >>> weights_note({"share": 0.75, "first_position": 0.25})
    'Composite = 0.75 × share + 0.25 × (1 − first_position), each measure divided by its largest value in the article.'
    """
    if not weights:
        return ""
    parts = [
        f"{weight:g} × {f'(1 − {measure})' if measure == _REVERSED else measure}" for measure, weight in weights.items()
    ]
    scaled = ", each measure divided by its largest value in the article" if set(weights) - {_REVERSED} else ""
    return f"Composite = {' + '.join(parts)}{scaled}."
