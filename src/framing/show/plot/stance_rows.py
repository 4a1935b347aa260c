"""Which voice takes which stance, in rows: shares of a voice's own words for and against each target."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

import pandas as pd

from framing.show.tables import VOICES, choose, name_of, one_article, source_names

STANCES = ("against", "mixed", "favor")
"""Stances that a voice can take, in the order in which they are drawn."""

_COLUMNS = {
    "source_id": "str",
    "name": "str",
    "target": "str",
    "target_name": "str",
    "favor": "float64",
    "against": "float64",
    "mixed": "float64",
    "none": "float64",
    "words": "int64",
    "turns": "int64",
}


class TargetLike(Protocol):
    """What the figure needs of a target: its key in the tables and its label in print."""

    @property
    def key(self) -> str:
        """Name in the tables."""

    @property
    def label(self) -> str:
        """Name in print."""


class TargetBook(Protocol):
    """What the figure needs of a codebook: its targets, in their order."""

    @property
    def targets(self) -> Iterable[Any]:
        """The targets; each like :class:`TargetLike`."""


def stances_by_voice(
    labels: pd.DataFrame,
    turns: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    codebook: TargetBook | None = None,
    targets: Iterable[str] | None = None,
    voice: str = "innermost",
) -> pd.DataFrame:
    """Return, for every voice and target, the share of the voice's words in favor, against, mixed, and with no stance.

    It says what a voice says of a target, not what is said to have happened to it: bad news about a target is no stance
    against it. A turn counts as a whole.

    Parameters
    ----------
    labels, turns, sources
        Tables of one article.
    codebook
        Gives the targets, their order and their names; None prints the keys in `labels`.
    targets
        Keys of the targets to keep, in this order; None keeps all that were asked.
    voice
        ``innermost`` or ``outermost``.

    Returns
    -------
    pandas.DataFrame
        Voices by their length, most words first, and within each the targets: `source_id`, `name`, `target`,
        `target_name`, `favor`, `against`, `mixed`, `none` (shares of `words`, 0 to 1; they sum to 1), `words` and
        `turns` (of the voice, as far as they were asked).

    Raises
    ------
    FramingError
        If one of `targets` was not asked, or the tables hold more than one article.
    """
    column = VOICES[choose(voice, VOICES, "voice")]
    one_article(labels, turns)
    asked = labels[(labels["kind"] == "stance") & (labels["unit"] == "turn")][["unit_id", "name", "label"]]
    asked = asked.rename(columns={"unit_id": "turn_id", "name": "target"})
    place = turns.loc[turns["words"] > 0, ["turn_id", "source_id", "outer_source_id", "words"]]
    labelled = asked.merge(place, on="turn_id", how="inner", validate="many_to_one")
    names = _target_names(labelled["target"].unique(), codebook)
    kept = list(names) if targets is None else [choose(key, names, "target") for key in targets]
    labelled = labelled[labelled["target"].isin(kept)]
    who = source_names(sources)
    lengths = place.groupby(column, sort=False)["words"].sum().sort_values(ascending=False, kind="stable")
    rows = []
    for source_id in lengths.index:
        mine = labelled[labelled[column] == source_id]
        for key in kept:
            part = mine[mine["target"] == key]
            words = int(part["words"].sum())
            if not words:
                continue
            shares = part.groupby("label")["words"].sum() / words
            row = {"source_id": source_id, "name": name_of(str(source_id), who), "words": words, "turns": len(part)}
            row |= {"target": key, "target_name": names[key], "none": shares.get("not expressed", 0.0)}
            rows.append({**row, **{stance: shares.get(stance, 0.0) for stance in STANCES}})
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def _target_names(asked: Iterable[str], codebook: TargetBook | None) -> dict[str, str]:
    """Return the name to print of every target that was asked, in the codebook's order."""
    found = [str(key) for key in asked]
    names = {} if codebook is None else {str(t.key): str(t.label) or str(t.key) for t in codebook.targets}
    ordered = {key: name for key, name in names.items() if key in found}
    return ordered | {key: key.replace("_", " ") for key in found if key not in ordered}
