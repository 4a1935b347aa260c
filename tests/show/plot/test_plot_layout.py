"""No text of any figure is clipped or runs over another, in the plain and in the extreme cases."""

from __future__ import annotations

import itertools
from functools import lru_cache

import pytest
from marked import LONG_TARGETS, TARGETS, attributions_of, many_stances, much_uptake, several, target_book
from matplotlib.axes import Axes
from matplotlib.text import Text

from framing.prominence.visibility import visibility
from framing.show.plot.frame_ranges import plot_frame_ranges
from framing.show.plot.frame_voices import plot_frame_voices
from framing.show.plot.frames_compared import plot_frames_compared
from framing.show.plot.source_frame import plot_source_frame
from framing.show.plot.stance_voices import plot_stances
from framing.show.plot.uptake import plot_uptake
from framing.show.plot.visibility_measures import plot_measures
from framing.show.plot.voices_compared import plot_voices_compared
from framing.show.plot.words import plot_words
from framing.show.plot.xray import plot_xray


def _stances(sample, targets, **options):
    labels = many_stances(sample.turns, list(targets))
    return plot_stances(labels, sample.turns, sample.sources, codebook=target_book(targets), **options)


@lru_cache
def _articles(voices):
    """Several articles for each made-up one: as many, and as long names, as its voices suggest."""
    return {
        0: lambda: several(0),
        1: lambda: several(2, voices=1, frames=1),
        5: lambda: several(3),
        25: lambda: several(15, voices=9, frames=15, long_names=True),
    }[voices]()


def _voices_compared(sample, **options):
    s = _articles(len(sample.sources))
    return plot_voices_compared(s.claims, s.sources, s.articles, **options)


def _frames_compared(sample, **options):
    s = _articles(len(sample.sources))
    return plot_frames_compared(s.labels, s.turns, s.articles, codebook=s.codebook, **options)


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
    "stances": lambda s, **o: _stances(s, TARGETS, **o),
    "stances toward many": lambda s, **o: _stances(s, LONG_TARGETS, top=30, **o),
    "stances toward one": lambda s, **o: _stances(s, {"mayor": "the mayor"}, **o),
    "uptake": lambda s, **o: plot_uptake(much_uptake(s.claims), attributions_of(s.claims), s.claims, s.sources, **o),
    "measures": lambda s, **o: plot_measures(visibility(s.claims), s.sources, **o),
    "all measured": lambda s, **o: plot_measures(visibility(s.claims), s.sources, top=25, voice="outermost", **o),
    "voices compared": _voices_compared,
    "frames compared": _frames_compared,
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
