"""Which voice takes which stance: the share of a voice's own words for and against each target."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.show.canvas import canvas, legend, name_rows, say, shorten_names, width_of
from framing.show.lettering import percent, text_width, wrap
from framing.show.panels import (
    SMALL,
    columns,
    end_of_scale,
    first,
    head_columns,
    headings,
    inside,
    number_in_bar,
    rule_rows,
    upright,
    write_scale,
)
from framing.show.plot.stance_rows import STANCES, TargetBook, stances_by_voice
from framing.show.style import INK, MAX_HEIGHT
from framing.show.tables import records

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LOOKS: dict[str, dict[str, Any]] = {
    "against": {"facecolor": "#B85C00"},
    "mixed": {"facecolor": "#F7F7F7", "hatch": "xxxxxx"},
    "favor": {"facecolor": "#9DC3E6"},
}
_EDGE: dict[str, Any] = {"edgecolor": INK, "linewidth": 0.4}
_BOX = 0.235  # height of a row, in inches
_GAP = 0.1  # between columns, in inches
_NARROWEST = 0.22  # width of the narrowest column in which bars can still be compared, in inches
_NUMBERED = 1.1  # columns from this width on have a number at each bar, in inches


def plot_stances(
    labels: pd.DataFrame,
    turns: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    codebook: TargetBook | None = None,
    targets: Iterable[str] | None = None,
    voice: str = "innermost",
    top: int = 12,
    width: str = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the voices' stances: a row a voice, a column a target, against to the left, favor to the right.

    Mixed stances lie across the middle. Bars are shares of the voice's own words; the length of the voice, in words and
    in turns, stands at its name. Not drawn, and counted or named below: voices without any stance, voices after the
    first `top`, and targets toward which nobody takes one.

    Parameters
    ----------
    labels, turns, sources, codebook, targets, voice
        As for :func:`stances_by_voice`, which gives the rows behind the figure.
    top
        At most so many voices are drawn, those with most words.
    width
        Width of a new figure: ``single`` or ``double``. Narrow columns leave the numbers at the bars to the scale.
    ax
        The Axes to draw on; None makes a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The Axes that was drawn on.
    """
    rows = stances_by_voice(labels, turns, sources, codebook=codebook, targets=targets, voice=voice)
    rows = rows.assign(place=pd.factorize(rows["target"])[0])
    taken = rows[rows["none"] < 1]
    ids = first(list(dict.fromkeys(taken["source_id"])), top)
    drawn = taken[taken["source_id"].isin(ids)]
    inches = width_of(ax, width)
    names, margin = _names(rows, ids, 0.36 * inches)
    room = inches - margin - 0.2
    keys = _widest(drawn, most=max(1, int((room + _GAP) / (_NARROWEST + _GAP))))
    drawn = drawn[drawn["target"].isin(keys)]
    places = columns(len(keys), room=room, gap=_GAP)
    titles, over = headings([_title(rows, key) for key in keys], places.wide)
    end = end_of_scale(max(_reach(drawn, "against"), _reach(drawn, "favor"))) if len(drawn) else 1.0
    scale = [f"{end:.0%}", "0", f"{end:.0%}"]
    narrow = sum(text_width(mark, SMALL) + 0.06 for mark in scale) > places.wide
    note = _explanation(rows, ids, keys, edge=scale[-1] if narrow else "", room=0.96 * room)
    height = 0.5 + _BOX * (len(ids) + 0.7) + over + 0.14 * len(note)
    with canvas(ax, width=width, height=0.75 if drawn.empty else min(height, MAX_HEIGHT)) as axes:
        if rows.empty:
            return say(axes, "No target was asked of any turn in this article.")
        if drawn.empty:
            asked = ", ".join(dict.fromkeys(rows["target_name"]))
            return say(axes, f"No voice in this article takes a stance toward {asked}.")
        numbered = places.wide >= _NUMBERED
        half = places.wide / 2 - (text_width(" 100%", SMALL) if numbered else 0.0)  # of the scale, in inches
        rule_rows(axes, places, [n - 0.5 for n in range(len(ids) + 1)])
        for middle in places.middles:
            upright(axes, middle, -0.5, len(ids) - 0.5)
            if not narrow:
                write_scale(axes, len(ids) - 0.1, scale, left=middle - half, wide=2 * half)
        for row in records(drawn):
            middle, place = places.middles[keys.index(row.target)], ids.index(row.source_id)
            _cell(axes, middle, place, row, step=half / end, numbered=numbered)
        name_rows(axes, range(len(ids)), names)
        head_columns(axes, places, titles, -0.6)
        axes.set_xlim(-0.02, room + 0.02)
        axes.set_ylim(len(ids) - (0.4 if narrow else -0.2), -0.5 - over / _BOX)
        axes.set_xlabel("\n".join(note), loc="left")
        _legend(axes, drawn, room)
    return axes


def _widest(drawn: pd.DataFrame, *, most: int) -> list[str]:
    """Return at most `most` targets, those toward which most words take a stance, in the order of the rows."""
    words = ((1 - drawn["none"]) * drawn["words"]).groupby(drawn["target"], sort=False).sum()
    kept = set(words.sort_values(ascending=False, kind="stable").index[:most])
    order = dict.fromkeys(drawn.sort_values("place")["target"])
    return [key for key in order if key in kept]


def _reach(rows: pd.DataFrame, side: str) -> float:
    """Return how far the longest bar reaches to a side, as a share of a voice's words."""
    return float((rows[side] + rows["mixed"] / 2).max())


def _title(rows: pd.DataFrame, key: str) -> str:
    return str(rows.loc[rows["target"] == key, "target_name"].iloc[0])


def _names(rows: pd.DataFrame, ids: list[str], inches: float) -> tuple[list[str], float]:
    """Return the voices' names with their words and turns, and the width of the widest, in inches."""
    heads = {row.source_id: row for row in records(rows.sort_values("words", kind="stable"))}
    counts = [f"  {heads[i].words:,} ({heads[i].turns})" for i in ids]
    widest = max((text_width(count) for count in counts), default=0.0)
    short, _ = shorten_names([heads[i].name for i in ids], inches - widest)
    names = [name + count for name, count in zip(short, counts, strict=True)]
    return names, max((text_width(name) for name in names), default=0.0)


def _explanation(rows: pd.DataFrame, ids: list[str], keys: list[str], *, edge: str, room: float) -> list[str]:
    """Return the lines below the figure: what is shown, and what is not drawn."""
    ends = f", columns end at {edge} on both sides" if edge else ""
    lines = wrap(f"stance of the voice's own words, in % of them{ends}; after names: words (turns)", room)
    takers = set(rows.loc[rows["none"] < 1, "source_id"])
    later, silent = len(takers - set(ids)), rows["source_id"].nunique() - len(takers)
    toward = set(rows.loc[(rows["none"] < 1) & rows["source_id"].isin(ids), "target"])
    fewer = len(toward - set(keys))
    left_out = [f"{_count(later, 'voice')} with fewer words"] if later else []
    left_out += [f"{_count(fewer, 'target')} with fewer words of stance"] if fewer else []
    notes = [f"not drawn: {', '.join(left_out)}"] if left_out else []
    notes += [f"no stance: {_count(silent, 'voice')}"] if silent else []
    nobody = [_title(rows, key) for key in dict.fromkeys(rows["target"]) if key not in toward]
    notes += [f"no stance of these toward {', '.join(nobody)}"] if nobody else []
    return lines + wrap("; ".join(notes), room)


def _count(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _cell(axes: Axes, middle: float, place: int, row: Any, *, step: float, numbered: bool) -> None:
    """Draw one voice's bar toward one target; `step` is the length of 100 %, in inches."""
    left = middle - (row.against + row.mixed / 2) * step
    edge = left
    for stance in STANCES:
        length = getattr(row, stance) * step
        if length:
            axes.barh(place, length, left=edge, height=0.6, **_LOOKS[stance], **_EDGE)
            if numbered and stance == "mixed":
                number_in_bar(axes, edge + length / 2, place, row.mixed, length=length, **_LOOKS[stance])
            edge += length
    if numbered and row.against:
        inside(axes, left - 0.04, place, percent(row.against), ha="right", fontsize=SMALL)
    if numbered and row.favor:
        inside(axes, edge + 0.04, place, percent(row.favor), fontsize=SMALL)


def _legend(axes: Axes, rows: pd.DataFrame, room: float) -> None:
    from matplotlib.patches import Patch

    present = [stance for stance in STANCES if rows[stance].sum()]
    legend(axes, [Patch(**_LOOKS[s], **_EDGE) for s in present], present, inches=room)
