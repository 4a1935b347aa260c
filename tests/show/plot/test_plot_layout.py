"""No text of any figure is clipped or runs over another, in the plain and in the extreme cases."""

from __future__ import annotations

import itertools

import pytest
from matplotlib.axes import Axes
from matplotlib.text import Text

from framing.show.plot.frame_ranges import plot_frame_ranges
from framing.show.plot.frame_voices import plot_frame_voices
from framing.show.plot.source_frame import plot_source_frame
from framing.show.plot.words import plot_words
from framing.show.plot.xray import plot_xray

FIGURES = {
    "words": lambda s, **o: plot_words(s.claims, s.sources, **o),
    "all words": lambda s, **o: plot_words(s.claims, s.sources, top=30, voice="outermost", **o),
    "xray": lambda s, **o: plot_xray(s.claims, s.sources, s.labels, s.turns, codebook=s.codebook, **o),
    "voices only": lambda s, **o: plot_xray(s.claims, s.sources, **o),
    "source_frame": lambda s, **o: plot_source_frame(s.labels, s.turns, s.sources, codebook=s.codebook, **o),
    "frame_voices": lambda s, **o: plot_frame_voices(
        s.labels, s.turns, s.claims, s.sources, frame=s.labels["name"].iloc[0] if len(s.labels) else "x", **o
    ),
    "frame_ranges": lambda s, **o: plot_frame_ranges(s.labels, s.turns, s.sources, codebook=s.codebook, **o),
    "plain ranges": lambda s, **o: plot_frame_ranges(s.labels, s.turns, **o),
}


def _texts(ax: Axes) -> list[Text]:
    """Every text that is drawn: those of ticks outside the axis' limits are not."""
    found = []
    for axes in ax.figure.axes:
        for axis in (axes.xaxis, axes.yaxis) if axes.axison else ():
            low, high = sorted(axis.get_view_interval())
            place = 0 if axis is axes.xaxis else 1
            shown = [t for t in axis.get_ticklabels() if low <= t.get_position()[place] <= high]
            found += [*shown, axis.label]
        found += [*axes.texts, axes.title]
        if axes.get_legend():
            found += axes.get_legend().get_texts()
    return [text for text in found if text.get_visible() and text.get_text().strip()]


@pytest.mark.parametrize("width", ["single", "double"])
@pytest.mark.parametrize("case", ["bridge", "crowd", "alone", "nothing"])
@pytest.mark.parametrize("name", FIGURES)
def test_texts_are_apart_and_inside(request, name, case, width):
    ax = FIGURES[name](request.getfixturevalue(case), width=width)
    figure = ax.figure
    figure.canvas.draw()
    boxes = {text: text.get_window_extent() for text in _texts(ax)}
    page = figure.bbox
    for text, box in boxes.items():
        inside = box.x0 >= -1 and box.y0 >= -1 and box.x1 <= page.x1 + 1 and box.y1 <= page.y1 + 1
        assert inside, f"{text.get_text()!r} is clipped"
    for (one, a), (other, b) in itertools.combinations(boxes.items(), 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        down = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across <= 1 or down <= 2, f"{one.get_text()!r} runs over {other.get_text()!r}"


@pytest.mark.parametrize("name", FIGURES)
def test_widths_are_those_of_print(bridge, name):
    assert FIGURES[name](bridge, width="single").figure.get_figwidth() == 3.25
    assert FIGURES[name](bridge, width="double").figure.get_figwidth() == 6.75
