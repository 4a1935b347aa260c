"""Who gets the words: the length of every voice in an article, quoted and in the author's rendering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.errors import FramingError
from framing.schema import AUTHOR
from framing.show.canvas import canvas, legend, name_rows, say, shorten_names, width_of
from framing.show.lettering import percent
from framing.show.style import AUTHOR_STYLE, FOLDED_STYLE, Style, ink_on, source_colours
from framing.show.tables import VOICES, choose, name_of, one_article, records, source_names

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PARTS = ("direct", "indirect", "own")
_COLUMNS = {"source_id": "str", "name": "str", **dict.fromkeys(_PARTS, "int64"), "words": "int64", "share": "float64"}
_INDIRECT = "//////"


def words_by_source(
    claims: pd.DataFrame, sources: pd.DataFrame, *, voice: str = "innermost", top: int | None = 12
) -> pd.DataFrame:
    """Count the words of every voice, reporting words ("she said") left out.

    It does not weigh words by where they stand, and it does not say whether a voice is believed.

    Parameters
    ----------
    claims
        Table ``claims`` of one article.
    sources
        Table ``sources`` of the same article, for the names.
    voice
        ``innermost`` counts a quotation within a quotation for the one who is quoted last, ``outermost`` for the one
        whom the author quotes.
    top
        So many voices are kept; the others are summed in a last row 'n further sources' with an empty `source_id`. None
        keeps all.

    Returns
    -------
    pandas.DataFrame
        Most words first: `source_id`, `name`, `direct` (words in quotation marks), `indirect` (words that the author
        renders), `own` (the author's own words), `words` (their sum) and `share` (of all words counted, 0 to 1).
    """
    column = VOICES[choose(voice, VOICES, "voice")]
    if top is not None and top < 1:
        raise FramingError(f"top is {top}; choose 1 or more, or None for all voices.")
    one_article(claims)
    said = claims[~claims["reporting"]]
    if said["words"].sum() == 0:
        return pd.DataFrame({c: pd.Series(dtype=t) for c, t in _COLUMNS.items()})
    own = said[column] == AUTHOR
    rows = pd.DataFrame(
        {
            "source_id": said[column],
            "direct": said["words"].where(said["quoted"] & ~own, 0),
            "indirect": said["words"].where(~said["quoted"] & ~own, 0),
            "own": said["words"].where(own, 0),
            "words": said["words"],
        }
    )
    rows = rows.groupby("source_id", as_index=False, sort=False).sum()
    rows = rows[rows["words"] > 0].sort_values("words", ascending=False, kind="stable", ignore_index=True)
    names = source_names(sources)
    rows["name"] = [name_of(i, names) for i in rows["source_id"]]
    if top is not None and len(rows) > top + 1:  # one voice alone is shown, not folded
        rest = rows.iloc[top:]
        folded = {"source_id": "", "name": f"{len(rest)} further sources", **rest[[*_PARTS, "words"]].sum()}
        rows = pd.concat([rows.iloc[:top], pd.DataFrame([folded])], ignore_index=True)
    rows["share"] = rows["words"] / rows["words"].sum()
    return rows[list(_COLUMNS)].astype(_COLUMNS)


def plot_words(
    claims: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    voice: str = "innermost",
    top: int = 12,
    width: str = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw who gets the words: a bar per voice, split in quoted words, indirect speech and the author's own words.

    Reporting words are left out. The number at the end of a bar is its share of the words drawn. Where nobody but the
    author speaks, the figure says so.

    Parameters
    ----------
    claims, sources, voice, top
        As for :func:`words_by_source`, which gives the rows behind the figure.
    width
        Width of a new figure: ``single`` or ``double``.
    ax
        The Axes to draw on; None makes a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The Axes that was drawn on.
    """
    rows = words_by_source(claims, sources, voice=voice, top=top)
    alone = set(rows["source_id"]) == {AUTHOR}
    with canvas(ax, width=width, height=0.95 + 0.23 * max(len(rows), 1) + 0.15 * alone) as axes:
        if rows.empty:
            return say(axes, "No words in this article.")
        inches = width_of(ax, width)
        names, margin = shorten_names(list(rows["name"]), 0.4 * inches)
        looks = source_colours(sources, claims)
        places = range(len(rows))
        for place, row in zip(places, records(rows), strict=True):
            look = looks.get(row.source_id, FOLDED_STYLE)
            left = 0
            for part in _PARTS:
                length = int(getattr(row, part))
                if length:
                    axes.barh(place, length, left=left, height=0.68, **_fill(look, part))
                    left += length
            beside: dict[str, Any] = {"xytext": (3, 0), "textcoords": "offset points", "va": "center"}
            axes.annotate(percent(row.share), (left, place), in_layout=False, **beside)
        name_rows(axes, list(places), names)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        room = inches - margin - 0.2
        axes.set_xlim(0, rows["words"].max() * room / max(room - 0.42, 0.3))  # room for the number at the longest bar
        axes.locator_params(axis="x", nbins=4 if room < 3 else 8, integer=True)
        note = "\nNo quotation: every word is the author's" if alone else ""
        axes.set_xlabel("words, without reporting words" + note)
        _legend(axes, rows, inches=room)
    return axes


def _fill(look: Style, part: str) -> dict[str, Any]:
    """Return the options of a bar: full colour for the words themselves, tint and hatching for their rendering."""
    colour = look.tint if part == "indirect" else look.colour
    hatch = _INDIRECT if part == "indirect" else None
    return {"facecolor": colour, "edgecolor": ink_on(colour) if hatch else colour, "hatch": hatch, "linewidth": 0.0}


def _legend(axes: Axes, rows: pd.DataFrame, *, inches: float) -> None:
    from matplotlib.patches import Patch

    labels = {"direct": "quoted", "indirect": "indirect", "own": "author's own"}
    parts = [part for part in _PARTS if rows[part].sum() > 0]
    neutral = Style("#8C8C8C", "", "o")
    looks = {"direct": neutral, "indirect": neutral, "own": AUTHOR_STYLE}
    handles = [Patch(**_fill(looks[part], part)) for part in parts]
    legend(axes, handles, [labels[part] for part in parts], inches=inches)
