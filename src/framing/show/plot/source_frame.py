"""Which voice carries which frame: the share of a voice's own words that express it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.show.canvas import canvas, name_rows, say, shorten_names, width_of
from framing.show.lettering import percent, text_width, wrap
from framing.show.style import INK, MAX_HEIGHT, ink_on, mix
from framing.show.tables import (
    VOICES,
    CodebookLike,
    choose,
    frame_labels,
    frame_names,
    name_of,
    one_article,
    records,
    source_names,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MEASURES = ("words", "turns")
NONE = "none of these"
"""Name of the last column: what expresses no frame of the codebook, not even to deny it."""

_COLUMNS = {
    "source_id": "str",
    "name": "str",
    "total": "int64",
    "frame": "str",
    "frame_name": "str",
    "expressed": "int64",
    "asserted": "int64",
    "denied": "int64",
    "share": "float64",
    "denied_share": "float64",
}
_DARK = "#1F4E79"
_NUMBERS = ((8.0, "%"), (7.0, "%"), (7.0, ""), (6.0, ""))  # size of a cell's number and what follows it
_BOX = 0.235  # height of a row, in inches


def frames_by_source(
    labels: pd.DataFrame,
    turns: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    codebook: CodebookLike | None = None,
    measure: str = "words",
    voice: str = "innermost",
) -> pd.DataFrame:
    """Return, for every voice and frame, the share of the voice's words (or turns) that express the frame.

    Frames are not exclusive: the shares of a voice do not sum to one. A turn counts as a whole, however short the
    passage that carries the frame. Denials are counted apart: who denies a frame does not express it.

    Parameters
    ----------
    labels, turns, sources
        Tables of one article.
    codebook
        Gives the frames, their order and their names; None prints the keys in `labels`.
    measure
        ``words`` or ``turns``.
    voice
        ``innermost`` or ``outermost``.

    Returns
    -------
    pandas.DataFrame
        Voices by their length, frames in the codebook's order, and after them a row with an empty `frame` for what
        carries none: `source_id`, `name`, `total` (words or turns of the voice), `frame`, `frame_name`, `expressed`
        (asserted or raised), `asserted` and `denied` (words or turns), `share` and `denied_share` (of `total`, 0 to 1).
    """
    column = VOICES[choose(voice, VOICES, "voice")]
    choose(measure, MEASURES, "measure")
    one_article(labels, turns)
    labelled = frame_labels(labels, turns)
    asked = set(labelled["frame"])  # a frame of the codebook that no turn was asked for is not absent, it is unknown
    frames = {key: name for key, name in frame_names(labelled["frame"].unique(), codebook).items() if key in asked}
    names = source_names(sources)
    units = turns.assign(size=turns["words"] if measure == "words" else 1)
    units = units[units["size"] > 0]
    carried = labelled[labelled["expressed"]].merge(units[["turn_id", "size"]], on="turn_id")
    bare = units[~units["turn_id"].isin(carried["turn_id"])]
    totals = units.groupby(column, sort=False)["size"].sum().sort_values(ascending=False, kind="stable")
    rows: list[dict[str, Any]] = []
    for source_id, total in totals.items():
        head = {"source_id": source_id, "name": name_of(str(source_id), names), "total": int(total)}
        mine = carried[carried[column] == source_id]
        denied = mine["commitment"] == "denied"
        yes = mine[~denied].groupby("frame")["size"].sum()
        asserted = mine[mine["commitment"] == "asserted"].groupby("frame")["size"].sum()
        no = mine[denied].groupby("frame")["size"].sum()
        for key, frame_name in frames.items():
            counts = {"expressed": int(yes.get(key, 0)), "asserted": int(asserted.get(key, 0))}
            counts |= {"denied": int(no.get(key, 0))}
            rows.append({**head, "frame": key, "frame_name": frame_name, **counts})
        silent = int(bare.loc[bare[column] == source_id, "size"].sum())
        rows.append({**head, "frame": "", "frame_name": NONE, "expressed": silent, "asserted": 0, "denied": 0})
    table = pd.DataFrame(rows, columns=list(_COLUMNS)[:-2])
    table = table.assign(share=table["expressed"] / table["total"], denied_share=table["denied"] / table["total"])
    return table.astype(_COLUMNS)


def plot_source_frame(
    labels: pd.DataFrame,
    turns: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    codebook: CodebookLike | None = None,
    measure: str = "words",
    voice: str = "innermost",
    width: str = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw a heat map of voices and frames: the percentage of the voice's own words that assert or raise the frame.

    Blank is zero. A half circle in a corner says that the voice only raises the frame, a cross that it also denies it
    (how much stands in the rows). The column at the right is what carries no frame. Frames that nobody expresses or
    denies keep their column: absence is a finding.

    Parameters
    ----------
    labels, turns, sources, codebook, measure, voice
        As for :func:`frames_by_source`, which gives the rows behind the figure.
    width
        Width of a new figure: ``single`` or ``double``. Cells too narrow for their number are left to the colour bar.
    ax
        The Axes to draw on; None makes a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The Axes that was drawn on.
    """
    rows = frames_by_source(labels, turns, sources, codebook=codebook, measure=measure, voice=voice)
    empty = rows.empty or set(rows["frame"]) == {""}
    ids, keys = list(dict.fromkeys(rows["source_id"])), list(dict.fromkeys(rows["frame"]))
    inches = width_of(ax, width)
    names, margin = _names(rows, inches)
    room = inches - margin - 0.25
    box = room / (len(keys) + 0.3)
    titles = _titles(list(rows.drop_duplicates("frame")["frame_name"]), box)
    over = _height_above(titles, box) + 0.14 * len(_explanation(rows, measure, min(room, 0.74 * inches)))
    height = 0.75 if empty else min(_BOX * len(ids) + over + 0.25, MAX_HEIGHT)
    with canvas(ax, width=width, height=height) as axes:
        if empty:
            return say(axes, "No frame was asked of any turn in this article.")
        number = next((n for n in _NUMBERS if text_width("100" + n[1], n[0]) < box - 0.06), None)
        for row in records(rows):
            gap = 0.3 if row.frame == "" else 0.0  # what carries no frame stands apart
            _cell(axes, keys.index(row.frame) + gap, ids.index(row.source_id), row, number)
        columns = [n + (0.3 if key == "" else 0.0) for n, key in enumerate(keys)]
        name_rows(axes, range(len(ids)), names)
        axes.set_xlim(-0.5, columns[-1] + 0.5)
        axes.set_ylim(len(ids) - 0.5, -0.5)
        _name_columns(axes, columns, titles, box)
        for spine in axes.spines.values():
            spine.set_visible(False)
        axes.set_xlabel("\n".join(_explanation(rows, measure, min(room, 0.74 * inches))), loc="left")
        if number is None:
            _colour_bar(axes)
    return axes


def _names(rows: pd.DataFrame, inches: float) -> tuple[list[str], float]:
    """Return the voices' names with their lengths, and the width of the widest, in inches."""
    heads = rows.drop_duplicates("source_id")
    counts = [f"  {n:,}" for n in heads["total"]]
    widest = max((text_width(count) for count in counts), default=0.0)
    part = 0.3 if rows["frame"].nunique() > 10 else 0.36
    short, _ = shorten_names(list(heads["name"]), part * inches - widest)
    names = [name + count for name, count in zip(short, counts, strict=True)]
    return names, max((text_width(name) for name in names), default=0.0)


def _turned(titles: list[str], box: float) -> bool:
    return any(text_width(line, 7.5) > box for title in titles for line in title.split("\n"))


def _height_above(titles: list[str], box: float) -> float:
    """Return the room that the columns' names need, in inches."""
    if _turned(titles, box):
        return max(text_width(title, 7.5) for title in titles)
    return 0.13 * max((title.count("\n") + 1 for title in titles), default=1)


def _titles(names: list[str], box: float) -> list[str]:
    """Return the columns' names: on up to three lines where they fit above the column, else on one, to be turned."""
    lines = [wrap(name, box - 0.08, 7.5) for name in names]
    words_fit = all(text_width(word, 7.5) <= box - 0.08 for name in names for word in name.split())
    if words_fit and max((len(each) for each in lines), default=0) <= 3:
        return ["\n".join(each) for each in lines]
    return shorten_names(names, 1.7, 7.5)[0]


def _name_columns(axes: Axes, columns: list[float], titles: list[str], box: float) -> None:
    axes.xaxis.tick_top()
    axes.set_xticks(columns, labels=titles, rotation=90 if _turned(titles, box) else 0)
    axes.tick_params(axis="x", length=0, labelsize=7.5)
    for label in axes.get_xticklabels():
        label.set_parse_math(False)


def _explanation(rows: pd.DataFrame, measure: str, room: float) -> list[str]:
    what = measure if measure == "turns" else "words, in turns that assert or raise the frame"
    lines = wrap(f"% of the voice's {what}; frames overlap, rows do not sum to 100.", room)
    framed = rows[rows["frame"] != ""]
    signs = ["◐ only raised"] if (framed["expressed"] > framed["asserted"]).any() else []
    signs += ["× denied"] if rows["denied"].sum() else []
    return lines + wrap("; ".join(signs) + ".", room) if signs else lines


def _shade(share: float, *, bare: bool) -> str:
    return mix("#6B6B6B" if bare else _DARK, share)


def _cell(axes: Axes, x: float, y: float, row: Any, number: tuple[float, str] | None) -> None:
    from matplotlib.patches import Rectangle

    colour = _shade(row.share, bare=row.frame == "")
    axes.add_patch(
        Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=colour, edgecolor="#D0D0D0", linewidth=0.4, clip_on=False)
    )
    if row.share > 0 and number is not None:
        size, sign = number
        text = percent(row.share).removesuffix("%") + sign
        axes.text(x, y, text, ha="center", va="center_baseline", fontsize=size, color=ink_on(colour))
    if row.frame and row.expressed and not row.asserted:
        axes.plot([x - 0.5], [y - 0.5], marker="o", fillstyle="left", transform=_corner(axes, left=True), **_HALF)
    if row.denied:
        axes.plot([x + 0.5], [y - 0.5], "x", color=ink_on(colour), ms=3.2, mew=0.9, transform=_corner(axes))


_HALF: dict[str, Any] = {"ms": 3.6, "mew": 0.5, "mec": INK, "mfc": INK, "markerfacecoloralt": "white", "ls": "none"}


def _corner(axes: Axes, *, left: bool = False) -> Any:
    """Return data coordinates moved into an upper corner of a cell, by points that do not depend on its size."""
    from matplotlib.transforms import ScaledTranslation

    figure: Any = axes.get_figure(root=True)
    return axes.transData + ScaledTranslation((3.6 if left else -3.6) / 72, -3.6 / 72, figure.dpi_scale_trans)


def _colour_bar(axes: Axes) -> None:
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import LinearSegmentedColormap

    figure: Any = axes.get_figure(root=True)
    shades = LinearSegmentedColormap.from_list("share", [_shade(0.0, bare=False), _shade(1.0, bare=False)])
    bar = figure.colorbar(
        ScalarMappable(cmap=shades), ax=axes, location="bottom", fraction=0.03, aspect=30, ticks=[0, 0.5, 1]
    )
    bar.ax.set_xticklabels(["0%", "50%", "100%"], fontsize=7)
    bar.outline.set(linewidth=0.4, edgecolor=INK)
