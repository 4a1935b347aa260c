from __future__ import annotations

import pytest

from framing.errors import FramingError
from framing.show.plot.source_frame import NONE, frames_by_source, plot_source_frame


def test_nothing(nothing):
    assert frames_by_source(nothing.labels, nothing.turns, nothing.sources).empty
    ax = plot_source_frame(nothing.labels, nothing.turns, nothing.sources)
    assert [t.get_text() for t in ax.texts] == ["No frame was asked of any turn in this article."]


def test_turns_without_labels(bridge):
    ax = plot_source_frame(bridge.labels.iloc[:0], bridge.turns, bridge.sources)
    assert [t.get_text() for t in ax.texts] == ["No frame was asked of any turn in this article."]


def test_shares_are_of_the_voices_own_words(bridge):
    rows = frames_by_source(bridge.labels, bridge.turns, bridge.sources, codebook=bridge.codebook)
    cell = rows.set_index(["source_id", "frame"])
    assert cell.loc[("author", "misjudged"), "share"] == pytest.approx(10 / 29)
    assert cell.loc[("berg", "misjudged"), "share"] == 1
    assert cell.loc[("lind", "misjudged"), "share"] == 0
    assert cell.loc[("lind", "misjudged"), "denied_share"] == pytest.approx(7 / 18)
    assert cell.loc[("lind", "cannot_afford"), "share"] == 0  # below the threshold
    assert cell.loc[("author", ""), "share"] == pytest.approx(7 / 29)
    assert set(rows.loc[rows["frame"] == "", "frame_name"]) == {NONE}


def test_turns_can_be_counted(bridge):
    rows = frames_by_source(bridge.labels, bridge.turns, bridge.sources, measure="turns").set_index(
        ["source_id", "frame"]
    )
    assert rows.loc[("author", "misjudged"), ["total", "expressed"]].tolist() == [3, 1]


def test_outermost(bridge):
    rows = frames_by_source(bridge.labels, bridge.turns, bridge.sources, voice="outermost")
    assert "berg" not in set(rows["source_id"])
    assert rows.set_index(["source_id", "frame"]).loc[("harbour", "misjudged"), "total"] == 17


def test_cells_show_percent_and_leave_zero_blank(bridge):
    ax = plot_source_frame(bridge.labels, bridge.turns, bridge.sources, codebook=bridge.codebook)
    assert sorted(t.get_text() for t in ax.texts) == sorted(["34%", "41%", "24%", "61%", "100%", "100%", "100%"])
    crosses = [line for line in ax.lines if line.get_marker() == "x"]
    assert len(crosses) == 1
    assert "Author  29" in [t.get_text() for t in ax.get_yticklabels()]
    assert "frames overlap" in ax.get_xlabel().replace("\n", " ")
    assert "denied" in ax.get_xlabel()


def test_cells_too_narrow_for_a_number_get_a_colour_bar(crowd):
    ax = plot_source_frame(crowd.labels, crowd.turns, crowd.sources, codebook=crowd.codebook, width="single")
    assert not ax.texts
    assert len(ax.figure.axes) == 2


def test_wrong_choices_list_the_right_ones(bridge):
    with pytest.raises(FramingError, match="There is no measure 'chars'; choose one of words, turns"):
        frames_by_source(bridge.labels, bridge.turns, bridge.sources, measure="chars")
