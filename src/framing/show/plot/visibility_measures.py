"""The visibility measures side by side: how the same sources rank by each, and where the ranks disagree."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.show.canvas import canvas, name_rows, say, shorten_names, width_of
from framing.show.lettering import percent, text_width, wrap
from framing.show.panels import SMALL, Columns, columns, first, head_columns, headings, inside, rule_rows, upright
from framing.show.plot.measure_rows import measures_by_source
from framing.show.style import INK, MAX_HEIGHT, QUIET, Style, source_colours
from framing.show.tables import records

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TITLES = {
    "share": "share of words",
    "first_position": "first position",
    "headline": "words in headline",
    "lead": "words in lead",
}
_SIGNS = {"higher": "▴", "lower": "▾"}
_BOX = 0.22  # height of a row, in inches
_GAP = 0.12  # between columns, in inches
_NARROWEST = 0.55  # width of the narrowest column, in inches


def plot_measures(
    prominence: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    measures: Iterable[str] | None = None,
    voice: str = "innermost",
    top: int = 12,
    width: str = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the visibility measures side by side: a row a source, a column a measure, ranks beside the bars.

    Bars of a column reach to its largest value. The first position is a dot between the beginning and the end of the
    article. A triangle behind a rank says that the source ranks higher, or lower, than in the first column: there the
    measures disagree. There is no composite but the one whose weights the researcher writes into the codebook: choose
    it among `measures`.

    Parameters
    ----------
    prominence, sources, measures, voice
        As for :func:`measures_by_source`, which gives the rows behind the figure.
    top
        At most so many sources are drawn; ranks count all.
    width
        Width of a new figure: ``single`` or ``double``. Narrow columns have no values, only ranks and bars.
    ax
        The Axes to draw on; None makes a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The Axes that was drawn on.
    """
    rows = measures_by_source(prominence, sources, measures=measures, voice=voice)
    everybody = list(dict.fromkeys(rows["source_id"]))
    ids, keys = first(everybody, top), list(dict.fromkeys(rows["measure"]))
    drawn = rows[rows["source_id"].isin(ids)]
    inches = width_of(ax, width)
    names, margin = shorten_names([str(n) for n in drawn.drop_duplicates("source_id")["name"]], 0.36 * inches)
    room = inches - margin - 0.2
    stacked = math.ceil(len(keys) * (_NARROWEST + _GAP) / (room + _GAP))
    abreast = math.ceil(len(keys) / max(stacked, 1))
    places = columns(abreast, room=room, gap=_GAP)
    banks = [keys[n : n + abreast] for n in range(0, len(keys), max(abreast, 1))]
    heads = [headings([_title(key) for key in bank], places.wide) for bank in banks]
    note = _explanation(keys, len(everybody) - len(ids), room=0.96 * room)
    rows_high = sum(len(ids) + 0.5 + over / _BOX for _, over in heads)
    height = 0.25 + _BOX * rows_high + 0.14 * len(note)
    with canvas(ax, width=width, height=0.75 if rows.empty else min(height, MAX_HEIGHT)) as axes:
        if rows.empty:
            return say(axes, "No source of this article was measured.")
        looks = source_colours(sources, _words(prominence, voice))
        top_row, middles = 0.0, []
        for bank, (titles, over) in zip(banks, heads, strict=True):
            top_row += over / _BOX
            mine = Columns(places.lefts[: len(bank)], places.wide)
            head_columns(axes, mine, titles, top_row - 0.05)
            rule_rows(axes, mine, [top_row + n for n in range(len(ids) + 1)])
            for key, left in zip(bank, mine.lefts, strict=True):
                _column(axes, drawn[drawn["measure"] == key], looks, left=left, wide=places.wide, top=top_row + 0.5)
            middles += [top_row + n + 0.5 for n in range(len(ids))]
            top_row += len(ids) + 0.5
        name_rows(axes, middles, names * len(banks))
        axes.set_xlim(-0.02, room + 0.02)
        axes.set_ylim(top_row - 0.4, 0)
        axes.set_xlabel("\n".join(note), loc="left")
    return axes


def _title(measure: str) -> str:
    return _TITLES.get(measure, measure.replace("_", " "))


def _words(prominence: pd.DataFrame, voice: str) -> pd.DataFrame | None:
    """Return the words by source, for colours that are those of the other figures."""
    rows = prominence[(prominence["kind"] == "source") & (prominence["measure"] == "words")]
    return rows[rows["voice"] == voice].rename(columns={"value": "words"})[["source_id", "words"]]


def _explanation(keys: list[str], left_out: int, *, room: float) -> list[str]:
    """Return the lines below the figure: what the signs mean, and what is not drawn."""
    signs = "left of the bars: rank; = tied; – nothing to rank"
    signs += f"; ▴ higher, ▾ lower than by {_title(keys[0])}" if len(keys) > 1 else ""
    rest = f"ranked but not drawn: {left_out} further source{'' if left_out == 1 else 's'}" if left_out else ""
    return wrap(signs, room) + wrap(rest, room)


def _value(row: Any) -> str:
    """Return a value as it is printed: a share as percent, a count as it is, a composite with its decimals."""
    if pd.isna(row.rank):
        return ""
    if row.unit.startswith("share"):
        return percent(row.value)
    return f"{row.value:,.0f}" if row.unit in ("words", "turns") else f"{row.value:.2f}"


def _column(axes: Axes, rows: pd.DataFrame, looks: dict[str, Style], *, left: float, wide: float, top: float) -> None:
    """Draw one measure: ranks, bars and values from left to right, the first row at the height `top`."""
    sign = text_width("▴", SMALL)
    base = left + max((text_width(str(n), SMALL) for n in rows["rank"].dropna()), default=0.0) + sign + 0.07
    values = [_value(row) for row in records(rows)]
    numbers = max((text_width(value, SMALL) for value in values), default=0.0) + 0.05
    numbered = left + wide - base - numbers > 0.12
    room = left + wide - base - (numbers if numbered else 0.0)
    position = set(rows["measure"]) == {"first_position"}
    largest = 1.0 if position else max(float(rows["value"].max()), 1e-9)
    upright(axes, base, top - 0.5, top + len(rows) - 0.5)
    for place, (row, value) in enumerate(zip(records(rows), values, strict=True)):
        y, look, end = top + place, looks[row.source_id], base
        unranked = pd.isna(row.rank)
        mark = "=" if row.tied else _SIGNS.get(row.shift, "")
        inside(axes, base - 0.06 - sign, y, "–" if unranked else str(row.rank), ha="right", fontsize=SMALL)
        inside(axes, base - 0.05 - sign, y, mark, fontsize=SMALL)
        if not unranked and position:
            end += 0.04 + row.value * (room - 0.08)
            axes.plot([base, end], [y, y], color=QUIET, linewidth=0.6)
            axes.plot([end], [y], look.marker, color=look.colour, markeredgecolor=INK, markeredgewidth=0.5, ms=4.5)
            end += 0.04
        elif not unranked and row.value:
            length = row.value / largest * room
            axes.barh(y, length, left=base, height=0.6, color=look.colour, edgecolor=look.edge, linewidth=0.3)
            end += length
        if numbered:
            inside(axes, end + 0.03, y, value, fontsize=SMALL)
