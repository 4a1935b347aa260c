"""How much of the article expresses each frame, and how far that rests on the wording of the hypotheses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.schema import AUTHOR
from framing.show.canvas import canvas, legend, name_rows, say, shorten_names, width_of
from framing.show.lettering import fit, percent, text_width
from framing.show.style import AUTHOR_STYLE, INK, MAX_HEIGHT, QUIET
from framing.show.tables import CodebookLike, frame_labels, frame_names, name_of, one_article, records, source_names

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLUMNS = {
    "frame": "str",
    "name": "str",
    "share": "float64",
    "low": "float64",
    "high": "float64",
    "author_share": "float64",
    "threshold": "float64",
    "turns": "int64",
    "voices": "object",
}
_AUTHOR: dict[str, Any] = {"facecolor": AUTHOR_STYLE.colour, "edgecolor": INK, "linewidth": 0.4}
_QUOTED: dict[str, Any] = {"facecolor": "#9DC3E6", "edgecolor": INK, "linewidth": 0.4, "hatch": "////"}
_NOTE = 7.5  # size of the numbers at the bars, in points


def ranges_by_frame(
    labels: pd.DataFrame,
    turns: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    *,
    codebook: CodebookLike | None = None,
) -> pd.DataFrame:
    """Return the share of the article's words that express each frame, with the range over wordings.

    A range over wordings is internal consistency, not reliability: it says nothing about agreement with human coding,
    and it is no confidence interval. Turns that deny a frame are left out.

    Parameters
    ----------
    labels, turns
        Tables of one article.
    sources
        Table ``sources``, for the voices' names; without it `voices` holds their ids.
    codebook
        Gives the frames, their order and their names; None prints the keys in `labels`.

    Returns
    -------
    pandas.DataFrame
        Largest share first: `frame`, `name`, `share` (words of turns that assert or raise it, of all words of turns,
        0 to 1), `low` (share if the least favourable wording had to reach the threshold), `high` (share if the most
        favourable one sufficed), `author_share` (the author's part of `share`), `threshold` (the lowest used),
        `turns` (that express it) and `voices` (who express it, most words first).
    """
    one_article(labels, turns)
    labelled = frame_labels(labels, turns)
    asked = set(labelled["frame"])  # a frame of the codebook that no turn was asked for has no share, not even zero
    names = {key: name for key, name in frame_names(labelled["frame"].unique(), codebook).items() if key in asked}
    total = int(turns["words"].sum())
    if not names or not total:
        return pd.DataFrame({c: pd.Series(dtype=t) for c, t in _COLUMNS.items()})
    who = {} if sources is None else source_names(sources)
    kept = labelled[labelled["commitment"] != "denied"]
    rows = []
    for key, name in names.items():
        mine = kept[kept["frame"] == key]
        yes = mine["expressed"]
        # a corrected label stands whatever the model said, so that the share never leaves its own range
        low = yes & (mine["wording_low"] >= mine["threshold"])
        high = yes | (mine["wording_high"] >= mine["threshold"])
        words = mine["words"]
        voices = mine[yes].groupby("source_id")["words"].sum().sort_values(ascending=False, kind="stable")
        rows.append(
            {
                "frame": key,
                "name": name,
                "share": words[yes].sum() / total,
                "low": words[low].sum() / total,
                "high": words[high].sum() / total,
                "author_share": words[yes & (mine["source_id"] == AUTHOR)].sum() / total,
                "threshold": mine["threshold"].min(),
                "turns": int(yes.sum()),
                "voices": [name_of(str(source_id), who) for source_id in voices.index],
            }
        )
    table = pd.DataFrame(rows).sort_values("share", ascending=False, kind="stable", ignore_index=True)
    return table[list(_COLUMNS)].astype(_COLUMNS)


def plot_frame_ranges(
    labels: pd.DataFrame,
    turns: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    *,
    codebook: CodebookLike | None = None,
    width: str = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw how much of the article expresses each frame: a bar at the threshold, a whisker over the wordings.

    The bar is split in the author's own words and the quoted voices'. The whisker goes from the share if every
    wording had to reach the threshold to the share if one sufficed. Frames can share their words: the bars do not sum
    to 100 %.

    Parameters
    ----------
    labels, turns, codebook
        As for :func:`ranges_by_frame`, which gives the rows behind the figure.
    sources
        Table ``sources``; with it the voices that express a frame are named below its bar.
    width
        Width of a new figure: ``single`` or ``double``.
    ax
        The Axes to draw on; None makes a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The Axes that was drawn on.
    """
    rows = ranges_by_frame(labels, turns, sources, codebook=codebook)
    named = sources is not None
    step = 0.38 if named else 0.25
    inches = width_of(ax, width)
    height = 0.75 if rows.empty else min(0.95 + step * len(rows), MAX_HEIGHT)
    with canvas(ax, width=width, height=height) as axes:
        if rows.empty:
            return say(axes, "No frame was asked of any turn in this article.")
        names, margin = shorten_names(list(rows["name"]), 0.36 * inches)
        room = inches - margin - 0.2
        notes = [f"{percent(r.share)} ({100 * r.low:.0f}–{100 * r.high:.0f})" for r in records(rows)]
        top = max(float(rows["high"].max()), 0.01)
        axes.set_xlim(0, top * room / max(room - max(text_width(n, _NOTE) for n in notes) - 0.12, 0.4))
        thick = 0.13 / step  # in rows: bars keep their height in print
        for place, (row, note) in enumerate(zip(records(rows), notes, strict=True)):
            author, quoted = row.author_share, row.share - row.author_share
            if author:
                axes.barh(place, author, height=thick, **_AUTHOR)
            if quoted > 1e-12:
                axes.barh(place, quoted, left=author, height=thick, **_QUOTED)
            _whisker(axes, row, place)
            beside: dict[str, Any] = {"textcoords": "offset points", "va": "center", "in_layout": False}
            axes.annotate(note, (row.high, place), xytext=(5, 0), fontsize=_NOTE, **beside)
            if named:
                line = fit(
                    ", ".join(row.voices), 0.93 * room, 6.5
                )  # a little less: at a screen's resolution letters are wider
                axes.annotate(line, (0, place), xytext=(2, -11), fontsize=6.5, color=QUIET, **beside)
        name_rows(axes, range(len(rows)), names)
        axes.set_ylim(len(rows) - (0.25 if named else 0.45), -0.55)
        axes.xaxis.set_major_formatter(lambda x, _: f"{100 * x:.0f}%")
        axes.locator_params(axis="x", nbins=4 if room < 3 else 7, steps=[1, 2, 5, 10], min_n_ticks=1)
        label = "share of the article's words (range over wordings)"
        axes.set_xlabel(label if text_width(label) < 0.95 * room else "share of words", loc="left")
        _legend(axes, rows, room)
    return axes


def _whisker(axes: Axes, row: Any, place: float) -> None:
    bounds = [[row.share - row.low], [row.high - row.share]]
    for colour, thick in (("white", 3.0), (INK, 1.1)):  # the white below keeps it visible on a dark bar
        cap = 2.5 + thick / 2
        axes.errorbar(
            [row.share], [place], xerr=bounds, fmt="none", ecolor=colour, elinewidth=thick, capsize=cap, capthick=thick
        )


def _legend(axes: Axes, rows: pd.DataFrame, room: float) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Any] = [Line2D([], [], color=INK, linewidth=1.1)]
    labels = ["range over wordings"]
    if (rows["share"] - rows["author_share"]).max() > 1e-12:
        handles, labels = [Patch(**_QUOTED), *handles], ["quoted voices", *labels]
    if rows["author_share"].max() > 0:
        handles, labels = [Patch(**_AUTHOR), *handles], ["author", *labels]
    legend(axes, handles, labels, inches=room)
