from __future__ import annotations

import pytest

from framing.errors import FramingError
from framing.show.plot.frame_voices import frame_by_voice, plot_frame_voices


def _tables(sample):
    return sample.labels, sample.turns, sample.claims, sample.sources


def test_nothing(nothing):
    assert frame_by_voice(*_tables(nothing), frame="misjudged").empty
    ax = plot_frame_voices(*_tables(nothing), frame="not_misjudged")
    assert [t.get_text() for t in ax.texts] == ["No voice in this article takes up “not misjudged”."]


def test_rows(bridge):
    rows = frame_by_voice(*_tables(bridge), frame="misjudged").set_index("source_id")
    assert list(rows.index) == ["author", "harbour", "berg", "lind"]
    assert rows.loc["author", ["asserted", "raised", "denied"]].tolist() == [0, 10, 0]
    assert rows.loc["lind", ["asserted", "raised", "denied"]].tolist() == [0, 0, 7]
    assert rows.loc["lind", "share"] == 0
    assert rows.loc["berg", "quotations"] == ["● “nobody called me; the sum was a guess.”"]


def test_bars_and_passages(bridge):
    ax = plot_frame_voices(*_tables(bridge), frame="misjudged", codebook=bridge.codebook)
    assert [bar.get_width() for bar in ax.patches] == [10, 9, 8, 7]
    assert ax.patches[0].get_hatch()  # raised is told from asserted without colour
    assert not ax.patches[1].get_hatch()
    texts = [t.get_text() for t in ax.texts]
    assert "Anna Lind  7 of 18 words (39%)" in texts
    assert "✕ “denied that the plan was a mistake”" in texts
    assert "Mayor misjudged" in ax.get_xlabel()


def test_no_passages(bridge):
    ax = plot_frame_voices(*_tables(bridge), frame="misjudged", quotations=0)
    assert len(ax.texts) == 4


def test_many_voices_stay_on_the_page(crowd):
    ax = plot_frame_voices(*_tables(crowd), frame="frame_0", codebook=crowd.codebook, width="single")
    assert ax.figure.get_figheight() <= 9
    assert any("further sources" in t.get_text() for t in ax.texts)


def test_a_frame_that_is_not_there(bridge):
    with pytest.raises(FramingError, match="There is no frame 'toll'; choose one of misjudged, cannot_afford, no_toll"):
        frame_by_voice(*_tables(bridge), frame="toll")
