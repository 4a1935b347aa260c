"""What the author does with each source's words: how a cue introduces them, and what the author says next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.show.canvas import canvas, legend, name_rows, say, shorten_names, width_of
from framing.show.lettering import text_width, wrap
from framing.show.panels import columns, first, head_columns, headings, number_in_bar, write_scale
from framing.show.style import INK, MAX_HEIGHT
from framing.show.tables import name_of, one_article, records, source_names

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CUES = ("endorsing", "neutral", "distancing", "no_cue")
"""What the words that introduce a quotation do, in the order in which bars are stacked."""
NEXT = ("endorsed", "reported", "rebutted", "no_next")
"""What the author's next sentence does with the quotation, in the order in which bars are stacked."""

_COLUMNS = {
    "source_id": "str",
    "name": "str",
    **dict.fromkeys((*CUES, *NEXT), "float64"),
    "words": "int64",
    "quotations": "int64",
}
_LOOKS: tuple[dict[str, Any], ...] = (
    {"facecolor": "#1F4E79"},
    {"facecolor": "#C9D3DC"},
    {"facecolor": "#E8A33D", "hatch": "\\\\\\\\"},
    {"facecolor": "#FFFFFF"},
)
_EDGE: dict[str, Any] = {"edgecolor": INK, "linewidth": 0.4}
_MEANINGS = (
    "endorsing cue | endorsed",
    "neutral cue | only reported",
    "distancing cue | rebutted",
    "no cue | none follows",
)
_TITLES = ("How the cue introduces the words", "What the author says next")
_BOX = 0.25  # height of a row, in inches


def uptake_by_source(
    uptake: pd.DataFrame,
    attributions: pd.DataFrame,
    claims: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    top: int | None = 12,
) -> pd.DataFrame:
    """Return, for every quoted source, how its words are introduced and what the author's next sentence does with them.

    Words are those that the author attributes to the source, in quotation marks or not, with whom the source quotes in
    them. It does not say whether the source is right, and what the author says later than the next sentence is not
    seen.

    Parameters
    ----------
    uptake, attributions, claims, sources
        Tables of one article.
    top
        So many sources are kept; the others are summed in a last row 'n further sources' with an empty `source_id`.
        None keeps all.

    Returns
    -------
    pandas.DataFrame
        Most words first: `source_id`, `name`, `endorsing`, `neutral`, `distancing`, `no_cue` (shares of `words` by the
        cue's stance, 0 to 1; they sum to 1), `endorsed`, `reported`, `rebutted`, `no_next` (shares of `words` by what
        the author's next sentence does, `no_next` where none follows; they sum to 1), `words` and `quotations`.

    Raises
    ------
    FramingError
        If the tables hold more than one article, or `top` is not at least 1.
    """
    from framing.prominence.uptake import outermost

    one_article(uptake, attributions, claims)
    above = {attribution: whole for (_, attribution), whole in outermost(attributions).items()}
    said = claims[~claims["reporting"] & (claims["attribution_id"] != "")]
    lengths = said["words"].groupby(said["attribution_id"].map(above)).sum()
    rows = uptake.assign(words=uptake["attribution_id"].map(lengths).fillna(0).astype("int64"))
    rows = rows[rows["words"] > 0]
    cue = rows["cue_stance"].replace("none", "no_cue")
    after = rows["uptake"].mask((rows["next"] == "") & (rows["uptake"] == "reported"), "no_next")
    parts: dict[str, Any] = {kind: rows["words"].where(cue == kind, 0) for kind in CUES}
    parts |= {kind: rows["words"].where(after == kind, 0) for kind in NEXT}
    counted = rows[["source_id", "words"]].assign(**parts, quotations=1)
    table = counted.groupby("source_id", as_index=False, sort=False).sum()
    table = table.sort_values("words", ascending=False, kind="stable", ignore_index=True)
    names = source_names(sources)
    table["name"] = [name_of(str(i), names) for i in table["source_id"]]
    if top is not None and len(table) > len(first(list(table["source_id"]), top)) + 1:
        rest = table.iloc[top:]
        sums = rest.drop(columns=["source_id", "name"]).sum()
        folded = {"source_id": "", "name": f"{len(rest)} further sources"} | {str(k): n for k, n in sums.items()}
        table = pd.concat([table.iloc[:top], pd.DataFrame([folded])], ignore_index=True)
    shares = table[[*CUES, *NEXT]].div(table["words"], axis=0)
    return table[["source_id", "name", "words", "quotations"]].join(shares)[list(_COLUMNS)].astype(_COLUMNS)


def plot_uptake(
    uptake: pd.DataFrame,
    attributions: pd.DataFrame,
    claims: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    top: int = 12,
    width: str = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw what the author does with each source's words: a row a source, two stacked bars side by side.

    The left bar shares the source's words out by the stance of the cue that introduces them, the right one by what the
    author's next sentence does with them. The two can disagree: a neutral cue can precede a rebuttal.

    Parameters
    ----------
    uptake, attributions, claims, sources, top
        As for :func:`uptake_by_source`, which gives the rows behind the figure.
    width
        Width of a new figure: ``single`` or ``double``.
    ax
        The Axes to draw on; None makes a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The Axes that was drawn on.
    """
    rows = uptake_by_source(uptake, attributions, claims, sources, top=top)
    inches = width_of(ax, width)
    counts = [f"  {words:,}" for words in rows["words"]]
    short, _ = shorten_names(list(rows["name"]), 0.36 * inches - max(map(text_width, counts), default=0.0))
    names = [name + count for name, count in zip(short, counts, strict=True)]
    room = inches - max(map(text_width, names), default=0.0) - 0.2
    places = columns(2, room=room, gap=0.2)
    titles, over = headings(_TITLES, places.wide)
    height = 1.0 + _BOX * (len(rows) + 0.7) + over
    with canvas(ax, width=width, height=0.75 if rows.empty else min(height, MAX_HEIGHT)) as axes:
        if rows.empty:
            return say(axes, "Nobody is quoted in this article.")
        for left, kinds, thick in zip(places.lefts, (CUES, NEXT), (0.68, 0.56), strict=True):
            for place, row in enumerate(records(rows)):
                edge = left
                for kind, look in zip(kinds, _LOOKS, strict=True):
                    share = getattr(row, kind)
                    if share:
                        length = share * places.wide
                        axes.barh(place, length, left=edge, height=thick, **look, **_EDGE)
                        number_in_bar(axes, edge + length / 2, place, share, length=length, **look)
                        edge += length
            write_scale(axes, len(rows) - 0.1, ["0", "50%", "100%"], left=left, wide=places.wide)
        name_rows(axes, range(len(rows)), names)
        head_columns(axes, places, titles, -0.55)
        axes.set_xlim(-0.02, room + 0.02)
        axes.set_ylim(len(rows) + 0.2, -0.5 - over / _BOX)
        axes.set_xlabel("\n".join(wrap("share of the source's words; after names: words", 0.96 * room)), loc="left")
        _legend(axes, rows, room)
    return axes


def _legend(axes: Axes, rows: pd.DataFrame, room: float) -> None:
    from matplotlib.patches import Patch

    pairs = zip(_LOOKS, _MEANINGS, CUES, NEXT, strict=True)
    present = [(look, meaning) for look, meaning, cue, after in pairs if rows[cue].sum() + rows[after].sum()]
    legend(axes, [Patch(**look, **_EDGE) for look, _ in present], [meaning for _, meaning in present], inches=room)
