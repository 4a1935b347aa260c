"""The parts that figures share: an Axes in the package's style, names of rows, a legend, a sentence for no data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from framing.show.lettering import fit, fit_middle, text_width, wrap
from framing.show.style import QUIET, STYLE, WIDTHS
from framing.show.tables import choose

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@contextmanager
def canvas(ax: Axes | None, *, width: str, height: float) -> Iterator[Axes]:
    """Give an Axes to draw on, with the package's style while drawing.

    Parameters
    ----------
    ax
        The Axes to draw on; None makes a new figure.
    width
        Width of a new figure: a name in :data:`framing.show.style.WIDTHS`.
    height
        Height of a new figure, in inches.
    """
    import matplotlib.pyplot as plt

    choose(width, WIDTHS, "width")
    settings: Any = dict(STYLE)
    # Jupyter's backend turns interactive mode on when it is first used; inside rc_context that would be undone, and
    # every figure after the first would stay invisible.
    plt.draw_if_interactive()  # type: ignore[no-untyped-call]
    with plt.rc_context(settings):
        if ax is None:
            _, ax = plt.subplots(figsize=(WIDTHS[width], height), layout="constrained")
        ax.spines[["top", "right"]].set_visible(
            False
        )  # what is below has no effect on a new figure, but on a given one
        ax.tick_params(labelsize=STYLE["xtick.labelsize"])
        ax.xaxis.label.set_fontsize(STYLE["axes.labelsize"])
        yield ax


def width_of(ax: Axes | None, width: str) -> float:
    """Return how wide a figure is: all of a new figure, or the box of the given Axes, in inches."""
    choose(width, WIDTHS, "width")
    if ax is None:
        return WIDTHS[width]
    return float(ax.get_window_extent().width / ax.get_figure(root=True).dpi)  # type: ignore[union-attr]


def say(ax: Axes, sentence: str) -> Axes:
    """Turn the Axes into one sentence: what there is nothing to draw of."""
    ax.set_axis_off()
    inches = float(ax.get_window_extent().width / ax.get_figure(root=True).dpi)  # type: ignore[union-attr]
    ax.text(
        0.5, 0.5, "\n".join(wrap(sentence, 0.9 * inches)), ha="center", va="center", color=QUIET, transform=ax.transAxes
    )
    return ax


def name_rows(ax: Axes, places: Sequence[float], names: Sequence[str], *, size: float = 8.0) -> None:
    """Write a name at each place of the y axis, the first row on top, without tick marks."""
    ax.set_yticks(list(places), labels=list(names))
    ax.tick_params(axis="y", length=0, labelsize=size)
    for label in ax.get_yticklabels():
        label.set_parse_math(False)
    ax.spines["left"].set_visible(False)


def shorten_names(names: Sequence[str], inches: float, size: float = 8.0) -> tuple[list[str], float]:
    """Return the names shortened to `inches`, and the width of the widest, in inches.

    Names that would read the same when cut at the end are cut in the middle.
    """
    short = [fit(name, inches, size) for name in names]
    short = [fit_middle(n, inches, size) if short.count(s) > 1 else s for n, s in zip(names, short, strict=True)]
    return short, max((text_width(name, size) for name in short), default=0.0)


def legend(ax: Axes, handles: Sequence[Any], labels: Sequence[str], *, inches: float, below: bool = False) -> None:
    """Put a legend above or below the Axes, in as many columns as fit into `inches`."""
    from matplotlib.transforms import ScaledTranslation

    wide = [text_width(label, 7.5) + 0.42 for label in labels]  # with the swatch and the gaps beside it
    lower = ScaledTranslation(0, -0.42, ax.get_figure(root=True).dpi_scale_trans)  # type: ignore[union-attr]
    columns = len(labels) if sum(wide) <= inches else max(1, int(inches / max(wide)))
    ax.legend(
        handles,
        labels,
        loc="upper left" if below else "lower left",
        bbox_to_anchor=(0.0, 0.0 if below else 1.0),
        bbox_transform=ax.transAxes + lower if below else ax.transAxes,  # under the numbers and the label of the x axis
        ncols=columns,
        frameon=False,
        borderpad=0.2,
        borderaxespad=0.2,
        handlelength=1.6,
        handletextpad=0.5,
        columnspacing=1.0,
    )
