"""Small multiples of articles: which articles, in which order, and where their panels stand."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from framing.show.canvas import name_rows, shorten_names
from framing.show.lettering import fit, wrap
from framing.show.panels import SMALL, Columns, columns, inside, upright, write_scale
from framing.show.style import MAX_HEIGHT, QUIET
from framing.show.tables import records

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ABOUT = {"article_id": "str", "title": "str", "outlet": "str", "date": "str"}
"""Columns with which the rows of a comparison begin."""
_TITLE = 7.5  # size of an article's title, in points
_GAP = 0.2  # between panels, in inches
_HEAD, _FOOT = 0.46, 0.2  # room for title, date and outlet above a panel, for its scale below, in inches
_WIDEST, _NARROWEST = 2.3, 0.55  # of a panel, in inches
_ROW, _TIGHT = 0.17, 0.13  # height of a row, and the least, in inches


def in_order(articles: pd.DataFrame, ids: Iterable[str]) -> pd.DataFrame:
    """Return the articles with these ids by their date, those without a date last.

    Returns
    -------
    pandas.DataFrame
        `article_id`, `title` (the id where the table `articles` has none), `outlet`, `date` (ISO 8601).
    """
    wanted = pd.DataFrame({"article_id": list(dict.fromkeys(str(i) for i in ids))}, dtype="str")
    about = wanted.merge(articles[list(ABOUT)], on="article_id", how="left").fillna("")
    about["title"] = about["title"].where(about["title"] != "", about["article_id"])
    by_date = about.assign(undated=about["date"] == "").sort_values(["undated", "date"], kind="stable")
    return by_date.drop(columns="undated").reset_index(drop=True).astype(ABOUT)


@dataclass(frozen=True)
class Grid:
    """Where the panels of a comparison stand: `places` across, `rows` in each, `step` inches apart."""

    places: Columns
    rows: int
    step: float
    count: int

    @property
    def lines(self) -> int:
        """Lines of panels, one below the other."""
        return math.ceil(self.count / max(len(self.places.lefts), 1))

    @property
    def height(self) -> float:
        """Height of all panels with their titles and scales, in inches."""
        return self.lines * (_HEAD + self.rows * self.step + _FOOT)

    def left(self, panel: int) -> float:
        """Return the left edge of a panel, in inches from the left."""
        return self.places.lefts[panel % len(self.places.lefts)]

    def top(self, panel: int) -> float:
        """Return the height of a panel's first row's upper edge, in inches from above."""
        line = panel // len(self.places.lefts)
        return _HEAD + line * (_HEAD + self.rows * self.step + _FOOT)

    def middle(self, panel: int, row: int) -> float:
        """Return the height of the middle of a panel's row, in inches from above."""
        return self.top(panel) + (row + 0.5) * self.step


def grid(count: int, rows: int, *, room: float, height: float) -> Grid:
    """Return a grid of `count` panels that fits into `room` x `height` inches, as few panels abreast as possible.

    Where `rows` rows do not fit even with the narrowest panels, the grid has fewer.
    """
    fewest = max(1, math.ceil((room + _GAP) / (_WIDEST + _GAP)))
    most = max(1, min(count, int((room + _GAP) / (_NARROWEST + _GAP))))
    for step in (_ROW, _TIGHT):
        for abreast in range(min(fewest, most), most + 1):
            found = Grid(columns(abreast, room=room, gap=_GAP), rows, step, count)
            if found.height <= height:
                return found
    lines = math.ceil(count / most)
    places = columns(math.ceil(count / lines), room=room, gap=_GAP)
    return Grid(places, max(1, int((height / lines - _HEAD - _FOOT) / _TIGHT)), _TIGHT, count)


def page_height(ax: Axes | None) -> float:
    """Return the height that panels may fill: of a printed page, or of the given Axes, in inches."""
    if ax is None:
        return MAX_HEIGHT - 1.2  # legend above, label and note below
    return float(ax.get_window_extent().height / ax.get_figure(root=True).dpi)  # type: ignore[union-attr]


def draw_panels(
    axes: Axes, panels: Grid, about: pd.DataFrame, names: Sequence[str], *, scale: Sequence[str], long: float
) -> None:
    """Draw what frames the panels: title, date and outlet above each, names of rows at the left, the scale below.

    The scale is `long` inches; `scale` labels even steps of it, at which there are thin lines.
    """
    wide = panels.places.wide
    titles, _ = shorten_names(list(about["title"]), 1.8 * wide, _TITLE)
    for n, (row, title) in enumerate(zip(records(about), titles, strict=True)):
        left, top = panels.left(n), panels.top(n)
        bottom = top + panels.rows * panels.step
        lines = wrap(title, wide, _TITLE)
        lines = [lines[0], fit(" ".join(lines[1:]), wide, _TITLE)] if lines[1:] else lines
        origin = fit(", ".join(part for part in (row.date, row.outlet) if part), wide, SMALL)
        inside(axes, left, top - 0.17, "\n".join(lines), fontsize=_TITLE, va="bottom", linespacing=1.1)
        inside(axes, left, top - 0.04, origin, fontsize=SMALL, color=QUIET, va="bottom")
        for step in range(len(scale)):
            upright(axes, left + long * step / (len(scale) - 1), top, bottom)
        write_scale(axes, bottom + 0.09, scale, left=left, wide=long)
    starts = range(0, panels.count, len(panels.places.lefts))
    places = [panels.middle(start, row) for start in starts for row in range(panels.rows)]
    name_rows(axes, places, [*names[: panels.rows]] * len(starts))
    axes.set_xlim(-0.04, panels.places.lefts[-1] + wide + 0.04)
    axes.set_ylim(panels.height, 0)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)


def left_out(articles: int, rows: int, what: str) -> str:
    """Return what a comparison does not draw, in words; empty if it draws all."""
    later = f"{articles} later article{'' if articles == 1 else 's'}" if articles else ""
    smaller = f"{rows} {what}{'' if rows == 1 else 's'} with fewer words" if rows else ""
    named = " and ".join(part for part in (later, smaller) if part)
    return f"not drawn: {named}" if named else ""
