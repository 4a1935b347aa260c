"""The article x-ray: where in the article each voice speaks, and where each frame is expressed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.show.canvas import canvas, legend, name_rows, say, shorten_names, width_of
from framing.show.lettering import percent, text_width
from framing.show.plot.xray_rows import word_positions, xray_rows
from framing.show.style import COMMITMENTS, FOLDED_STYLE, INK, MAX_HEIGHT, QUIET, RULE, Style, source_colours
from framing.show.tables import CodebookLike, records

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SIGN = 4.6  # size of a frame's marker, in points
_SMALL = 7.5  # size of the rows' names, in points


def plot_xray(
    claims: pd.DataFrame,
    sources: pd.DataFrame,
    labels: pd.DataFrame | None = None,
    turns: pd.DataFrame | None = None,
    *,
    frames: Iterable[str] | None = None,
    codebook: CodebookLike | None = None,
    top: int = 25,
    width: str = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the article from its first word to its last: a row per voice, and below a row per frame.

    A voice's row has a bar wherever it speaks and, at its left, the voice's marker; its share of the words stands at
    its name. A frame's row has that marker wherever a turn expresses the frame: filled if asserted, half filled if
    raised, crossed out if denied. Reporting words take up room but have no bar. It does not show how sure the model
    is; the rows do.

    Parameters
    ----------
    claims, sources, labels, turns, frames, codebook, top
        As for :func:`xray_rows`, which gives the rows behind the figure.
    width
        Width of a new figure: ``single`` or ``double``.
    ax
        The Axes to draw on; None makes a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The Axes that was drawn on.
    """
    rows = xray_rows(claims, sources, labels, turns, frames=frames, codebook=codebook, top=top)
    heads = rows.drop_duplicates("row")
    voices = int((heads["kind"] == "voice").sum())
    places = {
        row: row + (1.0 if row >= voices else 0.0) for row in heads["row"]
    }  # a blank row between voices and frames
    with canvas(ax, width=width, height=min(1.25 + 0.2 * max(len(heads), 1), MAX_HEIGHT)) as axes:
        if rows.empty:
            return say(axes, "No words in this article.")
        inches = width_of(ax, width)
        names, margin = _names(heads, 0.4 * inches)
        room = inches - margin - 0.45
        total = max(int(claims["words"].sum()), 1)
        size = _marker_size(rows, room / total)
        looks = source_colours(sources, claims)
        for row in records(rows):
            look = looks.get(row.source_id, FOLDED_STYLE)
            place, first, last = places[row.row], row.first_word, row.last_word
            if row.kind == "voice":
                axes.barh(
                    place,
                    last - first,
                    left=first,
                    height=0.7,
                    facecolor=look.colour,
                    edgecolor=look.edge,
                    linewidth=0.3,
                )
            else:
                axes.plot([first, last], [place, place], color=look.colour, linewidth=1.2, zorder=1)
                _mark(axes, (first + last) / 2, place, look, commitment=row.commitment, size=size)
        name_rows(axes, list(places.values()), names, size=_SMALL)
        axes.tick_params(axis="y", pad=13)  # room for the voices' own markers, which are the legend of the frames below
        for row, mine in rows[rows["kind"] == "voice"].groupby("row")["source_id"]:
            look = looks.get(mine.iloc[0], FOLDED_STYLE) if mine.nunique() == 1 else FOLDED_STYLE
            left: dict[str, Any] = {"transform": _beside(axes), "clip_on": False}
            _mark(axes, 0, places[row], look, commitment="asserted", size=_SIGN, **left)
        axes.set_xlim(0, total)
        axes.set_ylim(max(places.values()) + 0.6, -0.6)
        where = "position in the article" if room > 3 else "position"
        axes.set_xlabel(f"{where}, in words (of {total:,})")
        axes.locator_params(axis="x", nbins=4 if room < 3 else 8, integer=True)
        _sections(axes, claims, total, room)
        if voices < len(heads):
            axes.axhline(voices, color=RULE, linewidth=0.6)
            _legend(axes, rows, room)
    return axes


def _names(heads: pd.DataFrame, inches: float) -> tuple[list[str], float]:
    """Return the rows' names with the voices' shares, and the width of the widest, in inches."""
    shares = [f"  {percent(s)}" if k == "voice" else "" for k, s in zip(heads["kind"], heads["share"], strict=True)]
    voices = [n for n, s in zip(heads["name"], shares, strict=True) if s]
    frames = [n for n, s in zip(heads["name"], shares, strict=True) if not s]
    short, _ = shorten_names(voices, inches - text_width("  100%", _SMALL), _SMALL)
    names = [name + share for name, share in zip(short + shorten_names(frames, inches, _SMALL)[0], shares, strict=True)]
    return names, max(text_width(name, _SMALL) for name in names)


def _marker_size(rows: pd.DataFrame, inches_per_word: float) -> float:
    """Return a size at which most neighbouring markers of a row stay apart, in points."""
    frames = rows[rows["kind"] == "frame"]
    middles = (frames["first_word"] + frames["last_word"]) / 2
    gaps = middles.groupby(frames["row"]).diff().dropna() * inches_per_word * 72
    return _SIGN if gaps.empty else min(_SIGN, max(2.6, float(gaps.quantile(0.25)) - 1.5))


def _beside(axes: Axes) -> Any:
    """Return the transform of a row's place, a little to the left of the Axes."""
    from matplotlib.transforms import ScaledTranslation

    figure: Any = axes.get_figure(root=True)
    return axes.get_yaxis_transform() + ScaledTranslation(-7 / 72, 0, figure.dpi_scale_trans)


def _mark(axes: Axes, x: float, y: float, look: Style, *, commitment: str, size: float, **options: Any) -> None:
    """Draw a voice's marker: filled, half filled or crossed out."""
    fill: dict[str, Any] = {"mfc": look.tint if commitment == "denied" else look.colour, "mec": INK, "mew": 0.5}
    half = "left" if commitment == "raised" else "full"
    axes.plot([x], [y], look.marker, fillstyle=half, mfcalt="white", ms=size, zorder=3, **fill, **options)
    if commitment == "denied":
        axes.plot([x], [y], "x", color=INK, ms=size + 1.8, mew=0.9, zorder=4, **options)


def _sections(axes: Axes, claims: pd.DataFrame, total: int, room: float) -> None:
    """Draw a line where headline and lead end, and name the sections above; names that would collide are stacked."""
    placed = word_positions(claims)
    begins = placed[placed["words"] > 0].groupby("section")["first_word"].min().sort_values(ascending=False)
    taken = [room] * len(begins)  # how far left each line of names is still free, in inches
    for name, begin in begins.items():
        if begin > 0:
            axes.axvline(begin, color=QUIET, linewidth=0.7, linestyle=(0, (3, 2)), zorder=0)
        left = room * begin / max(total, 1)
        wide = text_width(str(name), 7.0) + 0.06
        line = next((n for n, free in enumerate(taken) if left + wide <= free), len(taken) - 1)
        right = left + wide > room  # a short last section: its name ends at the edge instead of running over it
        taken[line] = min(left, room - wide)
        axes.annotate(
            str(name),
            (total if right else begin, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(0 if right else 1, 2 + 9 * line),
            textcoords="offset points",
            ha="right" if right else "left",
            va="bottom",
            fontsize=7,
            color=QUIET,
        )


def _legend(axes: Axes, rows: pd.DataFrame, room: float) -> None:
    from matplotlib.lines import Line2D

    present = [c for c in COMMITMENTS if c in set(rows["commitment"])]
    handles: list[Any] = []
    for commitment in present:
        fill: dict[str, Any] = {"mfc": "#F0F0F0" if commitment == "denied" else "#8C8C8C", "mec": INK, "mew": 0.5}
        fill |= {"fillstyle": "left" if commitment == "raised" else "full", "markerfacecoloralt": "white"}
        shell = Line2D([], [], marker="o", linestyle="", ms=_SIGN, **fill)
        cross = Line2D([], [], marker="x", linestyle="", color=INK, mew=0.9, ms=_SIGN + 1.8)
        handles.append((shell, cross) if commitment == "denied" else shell)
    legend(axes, handles, present, inches=room, below=True)
