"""What every figure asks of the tables: one article, names to print, frames that are expressed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

import pandas as pd

from framing.errors import FramingError
from framing.schema import AUTHOR

VOICES: Mapping[str, str] = {"innermost": "source_id", "outermost": "outer_source_id"}
"""Column that holds the voice, by the name of the choice."""


class FrameLike(Protocol):
    """What a figure needs of a frame: its key in the tables and its label in print."""

    @property
    def key(self) -> str:
        """Name in the tables."""

    @property
    def label(self) -> str:
        """Name in print."""


class CodebookLike(Protocol):
    """What a figure needs of a codebook: its frames, in their order."""

    @property
    def frames(self) -> Iterable[Any]:
        """The frames; each like :class:`FrameLike`."""


def one_article(*tables: pd.DataFrame | None) -> str:
    """Return the ``article_id`` of the tables (empty if they have no rows).

    Raises
    ------
    FramingError
        If they hold more than one article: sources of different articles share their ids by chance.
    """
    ids = sorted({str(i) for t in tables if t is not None for i in t["article_id"].unique()})
    if len(ids) > 1:
        raise FramingError(
            f"This figure shows one article but the tables hold {len(ids)}; choose one of {', '.join(ids[:5])}"
            f"{' …' if len(ids) > 5 else ''}, for instance with claims[claims.article_id == '{ids[0]}']."
        )
    return ids[0] if ids else ""


def records(frame: pd.DataFrame) -> Iterator[Any]:
    """Give the rows of `frame` one by one, each with its columns as attributes."""
    return iter(frame.itertuples(index=False))


def choose(value: str, choices: Iterable[str], what: str) -> str:
    """Return `value` if it is one of `choices`; say which there are if not."""
    valid = list(choices)
    if value not in valid:
        raise FramingError(f"There is no {what} '{value}'; choose one of {', '.join(valid)}.")
    return value


def source_names(sources: pd.DataFrame) -> dict[str, str]:
    """Return the name to print by ``source_id``; the author is 'Author'."""
    names = {str(s): str(n) or str(s) for s, n in zip(sources["source_id"], sources["name"], strict=True)}
    return {**names, AUTHOR: "Author"}


def name_of(source_id: str, names: Mapping[str, str]) -> str:
    """Return the name to print of a source, its id where the table `sources` has none."""
    return names.get(source_id) or source_id or "unnamed"


def frame_names(keys: Iterable[str], codebook: CodebookLike | None = None) -> dict[str, str]:
    """Return the name to print of every frame in `keys` and of the codebook's frames, in the codebook's order."""
    names = {} if codebook is None else {str(f.key): str(f.label) or str(f.key) for f in codebook.frames}
    for key in keys:
        names.setdefault(str(key), str(key).replace("_", " "))
    return names


def frame_labels(labels: pd.DataFrame, turns: pd.DataFrame) -> pd.DataFrame:
    """Return one row for every turn and frame that was labelled, with the turn's place and length.

    Stances are left out: a stance toward a target is no frame.

    Returns
    -------
    pandas.DataFrame
        `turn_id`, `frame`, `expressed` (true or false), `commitment`, `probability`, `threshold`, `wording_low`,
        `wording_high` (0 to 1), `evidence` (claim_ids), `source_id`, `outer_source_id`, `start`, `end` (characters),
        `words`.
    """
    frames = labels[(labels["kind"] == "frame") & (labels["unit"] == "turn")]
    asked = frames[
        [
            "unit_id",
            "name",
            "label",
            "commitment",
            "probability",
            "threshold",
            "wording_low",
            "wording_high",
            "evidence",
        ]
    ]
    rows = asked.rename(columns={"unit_id": "turn_id", "name": "frame"})
    rows["expressed"] = rows.pop("label") == "expressed"
    place = turns[["turn_id", "source_id", "outer_source_id", "start", "end", "words"]]
    return rows.merge(place, on="turn_id", how="inner", validate="many_to_one")
