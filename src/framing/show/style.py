"""How figures look: settings as plain dicts, sizes of print columns, and one look per source.

Nothing here changes matplotlib's settings; :data:`STYLE` and :data:`SAVING` are meant for ``matplotlib.rc_context``.
No look rests on colour alone: sources also differ in hatch and marker, commitments in hatch and sign. The palette's
colours keep a distance of at least 5 in lightness (CIELAB) and 9 in CAM02-UCS, also under full deuteranopia,
protanopia and tritanopia; a test holds that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd

from framing.schema import AUTHOR

WIDTHS: Mapping[str, float] = MappingProxyType({"single": 3.25, "double": 6.75})
"""Width of a figure in a journal's column (``single``) and over both columns (``double``), in inches."""

MAX_HEIGHT = 8.6
"""Height of the printed page that a figure may fill, in inches."""

INK = "#222222"
QUIET = "#595959"
RULE = "#BBBBBB"

STYLE: Mapping[str, Any] = MappingProxyType(
    {
        "font.family": "sans-serif",
        "font.sans-serif": ["DejaVu Sans"],  # comes with matplotlib: the same widths on every machine
        "font.size": 8.0,
        "axes.titlesize": 9.0,
        "axes.labelsize": 8.0,
        "xtick.labelsize": 8.0,
        "ytick.labelsize": 8.0,
        "legend.fontsize": 7.5,
        "text.color": INK,
        "axes.labelcolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "axes.edgecolor": INK,
        "axes.linewidth": 0.6,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "xtick.major.width": 0.6,
        "ytick.major.width": 0.6,
        "hatch.linewidth": 0.6,
        "figure.facecolor": "white",
        "axes.facecolor": "white",
        "text.parse_math": False,  # a price of $5 in a quotation is no formula
    }
)
"""Settings while a figure is drawn."""

SAVING: Mapping[str, Any] = MappingProxyType(
    {
        "pdf.fonttype": 42,
        "svg.fonttype": "none",
        "svg.hashsalt": "framing",  # without it the ids inside an svg change with every run
        "savefig.facecolor": "white",
        "savefig.bbox": None,  # the figure keeps the width that the journal asks for
    }
)
"""Settings while a figure is saved: text stays text, and the same figure gives the same file."""

PALETTE = ("#E69F00", "#AA3377", "#6699CC", "#228833", "#88CCEE", "#CC6677", "#EEDD88", "#332288")
HATCHES = ("////", "....", "\\\\\\\\", "xxxx", "----", "||||", "oooo")
MARKERS = ("s", "^", "D", "v", "P", "p", "<", "h", ">", "d")


@dataclass(frozen=True)
class Style:
    """The look of one source: a fill colour, a hatch and a marker as matplotlib names them."""

    colour: str
    hatch: str
    marker: str

    @property
    def ink(self) -> str:
        """Colour of text and hatching that can be read on the fill."""
        return ink_on(self.colour)

    @property
    def edge(self) -> str:
        """The fill darkened: an outline that keeps pale fills visible on white."""
        return "#" + "".join(f"{round(255 * 0.65 * c):02X}" for c in _channels(self.colour))

    @property
    def tint(self) -> str:
        """The fill mixed with white, light enough for dark text to be read on it."""
        return mix(self.colour, 0.25)


AUTHOR_STYLE = Style("#4D4D4D", "", "o")
FOLDED_STYLE = Style("#B3B3B3", "", "X")
"""Look of the sources that are folded into one row."""


@dataclass(frozen=True)
class CommitmentStyle:
    """The look of a commitment: fill colour, hatch, and the sign used in text."""

    colour: str
    hatch: str
    sign: str


COMMITMENTS: Mapping[str, CommitmentStyle] = MappingProxyType(
    {
        "asserted": CommitmentStyle("#1F4E79", "", "●"),
        "raised": CommitmentStyle("#9DC3E6", "////", "◐"),
        "denied": CommitmentStyle("#F7F7F7", "xxxx", "✕"),
    }
)
"""Looks of the three commitments, in the order in which bars are stacked."""


def source_colours(sources: pd.DataFrame, units: pd.DataFrame | None = None) -> dict[str, Style]:
    """Return the look of every source; the author is always the same neutral dark grey.

    Looks are given by words in the innermost voice, most words first, ties in the order of the table `sources`: a
    source looks the same in every figure of an article, whichever voice or frame the figure is about. Colours repeat
    after eight sources; colour, hatch and marker together do not repeat before 280.

    Parameters
    ----------
    sources
        Table ``sources`` of one article: `source_id`.
    units
        Table ``claims`` or ``turns`` of the same article: `source_id`, `words`, and `reporting` where it has it (such
        rows are left out). Without it the order of `sources` counts.

    Returns
    -------
    dict
        :class:`Style` by ``source_id``, the author first.
    """
    ids = [str(i) for i in sources["source_id"].drop_duplicates() if i != AUTHOR]
    if units is not None and len(units):
        said = units[~units["reporting"]] if "reporting" in units.columns else units
        words = said.groupby("source_id")["words"].sum()
        ids += [str(i) for i in words.index if i != AUTHOR and i not in set(ids)]
        ids.sort(key=lambda i: -int(words.get(i, 0)))  # a stable sort: ties keep the order of the table
    looks = {AUTHOR: AUTHOR_STYLE}
    for n, source_id in enumerate(ids):
        looks[source_id] = Style(PALETTE[n % len(PALETTE)], HATCHES[n % len(HATCHES)], MARKERS[n % len(MARKERS)])
    return looks


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def mix(colour: str, share: float) -> str:
    """Return `share` of `colour` (``#RRGGBB``) mixed with white."""
    return "#" + "".join(f"{round(255 * (1 - share * (1 - c))):02X}" for c in _channels(colour))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ink_on(colour: str) -> str:
    """Return near-black or white, whichever can be read better on `colour`."""
    return max((INK, "#FFFFFF"), key=lambda ink: contrast(ink, colour))
