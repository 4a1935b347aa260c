"""Columns side by side on one Axes: the same rows in each, each with a heading and a scale of its own.

One Axes for all columns, so that such a figure can be drawn on a given Axes like any other. The x axis counts inches in
the room that the rows' names leave, the y axis counts rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError
from framing.show.canvas import shorten_names
from framing.show.lettering import fit, percent, text_width, wrap
from framing.show.style import RULE, ink_on

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SMALL = 6.5
"""Size of numbers and scales inside a column, in points."""
_HEADING = 7.5  # size of headings, in points
_TURNED = 1.3  # a turned heading is at most this long, in inches
_LINES = 3  # an upright heading has at most so many lines
_STEPS = (0.02, 0.04, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)


@dataclass(frozen=True)
class Columns:
    """Where columns of the same width stand: their left edges and their width, in inches from the left of the room."""

    lefts: tuple[float, ...]
    wide: float

    @property
    def middles(self) -> tuple[float, ...]:
        """The middles of the columns, in inches."""
        return tuple(left + self.wide / 2 for left in self.lefts)


def columns(count: int, *, room: float, gap: float) -> Columns:
    """Return `count` columns that fill `room` inches with `gap` inches between them."""
    wide = (room - gap * (count - 1)) / max(count, 1)
    return Columns(tuple(n * (wide + gap) for n in range(count)), wide)


def first(rows: Sequence[str], top: int, *, name: str = "top") -> list[str]:
    """Return the first `top` rows.

    Raises
    ------
    FramingError
        If `top` is not at least 1; `name` is what the researcher calls it.
    """
    if top < 1:
        raise FramingError(f"{name} is {top}; choose 1 or more.")
    return list(rows[:top])


def headings(names: Sequence[str], wide: float) -> tuple[list[str], float]:
    """Return headings for columns of `wide` inches, and their height in inches.

    They stand on up to three lines; where one does not fit so into a narrow column, all are turned, each on one line.
    """
    lines = [wrap(name, wide, _HEADING) for name in names]
    whole = all(text_width(word, _HEADING) <= wide for name in names for word in name.split())
    most = max((len(each) for each in lines), default=0)
    if wide < _TURNED and (most > _LINES or not whole):
        short, longest = shorten_names(names, _TURNED, _HEADING)
        return short, longest + 0.1
    upright_lines = [[*each[: _LINES - 1], fit(" ".join(each[_LINES - 1 :]), wide, _HEADING)] for each in lines]
    return ["\n".join(each).strip() for each in upright_lines], 0.13 * min(most, _LINES) + 0.08


def head_columns(axes: Axes, places: Columns, names: Sequence[str], y: float) -> None:
    """Write :func:`headings` above the columns, their feet at `y`, and leave nothing else of the x axis."""
    turned = any(text_width(line, _HEADING) > places.wide + 0.01 for name in names for line in name.split("\n"))
    look: dict[str, Any] = {"fontsize": _HEADING, "va": "bottom", "ha": "center", "rotation": 90 if turned else 0}
    for x, name in zip(places.middles, names, strict=True):
        inside(axes, x, y, name, **look)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)


def rule_rows(axes: Axes, places: Columns, edges: Sequence[float]) -> None:
    """Draw thin lines between rows, so that the eye keeps a row from column to column."""
    for left in places.lefts:
        axes.hlines(edges, left, left + places.wide, color="#E3E3E3", linewidth=0.4, zorder=0)


def upright(axes: Axes, x: float, top: float, bottom: float) -> None:
    """Draw a thin upright line at `x`: where a scale begins, or a step of it."""
    axes.vlines(x, top, bottom, color=RULE, linewidth=0.6, zorder=0)


def write_scale(axes: Axes, y: float, labels: Sequence[str], *, left: float, wide: float) -> None:
    """Write a column's scale at the height `y`: labels at even steps from its left edge to its right one.

    The outer labels are set inside the edges, for columns stand close to each other; labels that find no room are left
    out, the last one never.
    """
    free, last = left, len(labels) - 1
    end = left + wide - text_width(labels[last], SMALL)
    for n, label in enumerate(labels):
        length = text_width(label, SMALL)
        x = end if n == last else max(left + wide * n / last - length / 2, left)
        if n == last or (x >= free and x + length + 0.06 <= end):
            inside(axes, x, y, label, fontsize=SMALL)
            free = x + length + 0.06


def inside(axes: Axes, x: float, y: float, text: str, **options: Any) -> None:
    """Write a text that was measured to fit: the layout, which does not know that, would make the Axes narrower."""
    axes.text(x, y, text, in_layout=False, **{"va": "center_baseline", **options})


def number_in_bar(
    axes: Axes, x: float, y: float, share: float, *, length: float, facecolor: str, hatch: str = ""
) -> None:
    """Write a share into the middle of its part of a bar, if it fits into the part's `length` in inches."""
    text = percent(share)
    if text_width(text, SMALL) + 0.08 <= length:
        ground = {"boxstyle": "square,pad=0.1", "facecolor": facecolor, "edgecolor": "none"} if hatch else None
        inside(axes, x, y, text, ha="center", fontsize=SMALL, color=ink_on(facecolor), bbox=ground)


def end_of_scale(share: float) -> float:
    """Return a round share that is not less than `share`."""
    return next((step for step in _STEPS if step >= share - 1e-9), 1.0)
