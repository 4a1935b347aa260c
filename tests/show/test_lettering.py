from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from framing.show.lettering import excerpt, fit, fit_middle, percent, text_width, wrap
from framing.show.style import STYLE


def test_empty():
    assert text_width("") == 0
    assert fit("", 1) == ""
    assert wrap("", 1) == []
    assert excerpt("") == "“”"


def test_widths_are_those_of_the_drawn_text():
    with plt.rc_context(dict(STYLE)):
        figure = plt.figure(dpi=300)
        text = figure.text(0, 0, "The mayor's $5 million – ●◐✕", fontsize=8)
        drawn = text.get_window_extent(figure.canvas.get_renderer()).width / 300
    assert text_width(text.get_text()) == pytest.approx(drawn, rel=0.03)


def test_fit_keeps_short_names_and_shortens_long_ones():
    assert fit("Anna Lind", 2) == "Anna Lind"
    short = fit("Professor Doctor Maximiliane Featherstonehaugh", 1)
    assert short.endswith("…")
    assert text_width(short) <= 1


def test_fit_middle_keeps_both_ends():
    short = fit_middle("Ministry of the Interior, Department 12", 1.2)
    assert short.startswith("Mini")
    assert short.endswith("12")
    assert text_width(short) <= 1.2


def test_wrap_fits_and_loses_no_word():
    text = "The ministry would have had to pay more than it had promised"
    lines = wrap(text, 1.2)
    assert " ".join(lines) == text
    assert all(text_width(line) <= 1.2 for line in lines)
    assert wrap("Donaudampfschifffahrtsgesellschaft", 0.5)[0].endswith("…")


def test_excerpt_drops_outer_quotation_marks_and_cuts_after_a_word():
    assert excerpt("“nobody called me; the sum was a guess.”") == "“nobody called me; the sum was a guess.”"
    assert excerpt("one two three four", 10) == "“one two…”"
    assert excerpt(", because one of them,") == "“because one of them”"


def test_percent_is_never_zero_for_something():
    assert [percent(x) for x in (0, 0.001, 0.005, 0.344, 1)] == ["0%", "<1%", "0%", "34%", "100%"] or percent(
        0.001
    ) == "<1%"
