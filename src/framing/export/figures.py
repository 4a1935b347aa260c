"""Write figures for a paper: every figure in several formats, with the rows behind it as csv."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.errors import FramingError
from framing.show.style import SAVING
from framing.storage import as_csv, replace_file

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    Drawing = Figure | Axes | Callable[[], Figure | Axes]

FORMATS: Mapping[str, Mapping[str, Any]] = {
    "pdf": {"CreationDate": None},
    "svg": {"Date": None},
    "png": {},
}
"""Formats that can be written, with the metadata that keeps the time of writing out of the file."""


def export_figures(
    figures: Mapping[str, tuple[Drawing, pd.DataFrame]],
    folder: str | os.PathLike[str],
    *,
    formats: Sequence[str] = ("pdf", "svg", "png"),
    dpi: int = 300,
) -> list[Path]:
    """Write every figure in every format, and the rows behind it as csv.

    The same figure gives the same bytes: no file holds the time at which it was written. A file is replaced in one
    step, never left half written. Figures keep their size: nothing is trimmed, so that a column's width stays a
    column's width.

    Parameters
    ----------
    figures
        By name (which becomes the file's name): the figure, and the rows behind it. The figure is a matplotlib Figure
        or Axes, or a function without arguments that draws one; what such a function has drawn is closed after
        writing.
    folder
        Where to write; made if it is not there.
    formats
        Some of ``pdf``, ``svg`` and ``png``.
    dpi
        Resolution of png, in dots per inch.

    Returns
    -------
    list of pathlib.Path
        The files written, in order.

    Raises
    ------
    FramingError
        If a format is unknown, a name cannot be the name of a file, or a file is open in another program.
    """
    unknown = [f for f in formats if f not in FORMATS]
    if unknown:
        raise FramingError(f"There is no format '{unknown[0]}'; choose some of {', '.join(FORMATS)}.")
    for name in figures:
        if not re.fullmatch(r"[\w][\w .-]*", name) or name.endswith((".", " ")):
            raise FramingError(
                f"'{name}' cannot be the name of a file; use letters, digits, spaces, '-', '_' and '.', "
                "a letter or digit first."
            )
    target = Path(folder)
    written = []
    for name, (drawing, rows) in figures.items():
        for suffix, data in _rendered(drawing, formats, dpi):
            written.append(replace_file(target / f"{name}.{suffix}", data))
        written.append(replace_file(target / f"{name}.csv", as_csv(rows)))
    return written


def _rendered(drawing: Drawing, formats: Sequence[str], dpi: int) -> list[tuple[str, bytes]]:
    import matplotlib.pyplot as plt
    from matplotlib.figure import Figure

    drawn: Any = drawing() if callable(drawing) else drawing
    figure: Any = drawn if isinstance(drawn, Figure) else drawn.get_figure(root=True)
    settings: Any = dict(SAVING)
    files = []
    try:
        with plt.rc_context(settings):
            for suffix in formats:
                data = BytesIO()
                figure.savefig(data, format=suffix, dpi=dpi, metadata=dict(FORMATS[suffix]))
                files.append((suffix, data.getvalue()))
    finally:
        if callable(drawing):
            plt.close(figure)
    return files
