from __future__ import annotations

import pytest

from framing.show.plot.frame_ranges import plot_frame_ranges, ranges_by_frame


def test_nothing(nothing):
    assert ranges_by_frame(nothing.labels, nothing.turns).empty
    ax = plot_frame_ranges(nothing.labels, nothing.turns)
    assert [t.get_text() for t in ax.texts] == ["No frame was asked of any turn in this article."]


def test_range_over_wordings(bridge):
    rows = ranges_by_frame(bridge.labels, bridge.turns, bridge.sources, codebook=bridge.codebook).set_index("frame")
    total = bridge.turns["words"].sum()
    judged = rows.loc["misjudged"]  # raised by the author (10), asserted by the paper (9) and Berg (8), denied by Lind
    assert judged["share"] == pytest.approx(27 / total)
    assert judged["author_share"] == pytest.approx(10 / total)
    assert judged["low"] == pytest.approx(18 / total)  # the paper's lowest wording, .41, is below the threshold of .6
    assert judged["high"] == pytest.approx(27 / total)
    assert judged["voices"] == ["Author", "The Daily Harbour", "Ole Berg"]
    afford = rows.loc["cannot_afford"]
    assert afford["low"] == 0
    assert afford["high"] == pytest.approx((12 + 11) / total)  # Lind's highest wording, .61, would pass
    assert list(rows["share"]) == sorted(rows["share"], reverse=True)


def test_a_corrected_label_stays_within_its_range(bridge):
    labels = bridge.labels.copy()
    labels.loc[labels["source_id"] == "shop", ["wording_low", "wording_high"]] = 0.1
    row = ranges_by_frame(labels, bridge.turns).set_index("frame").loc["no_toll"]
    assert row["low"] <= row["share"] <= row["high"]


def test_bars_and_whiskers(bridge):
    ax = plot_frame_ranges(bridge.labels, bridge.turns, codebook=bridge.codebook)
    rows = ranges_by_frame(bridge.labels, bridge.turns, codebook=bridge.codebook)
    ends = {}
    for bar in ax.patches:
        place = round(bar.get_y() + bar.get_height() / 2)
        ends[place] = max(ends.get(place, 0), bar.get_x() + bar.get_width())
    assert [ends[n] for n in range(3)] == pytest.approx(list(rows["share"]))
    whiskers = ax.collections[1].get_segments()[0][:, 0]
    assert list(whiskers) == pytest.approx([rows["low"][0], rows["high"][0]])
    assert ax.texts[0].get_text() == "40% (26–40)"
    assert [t.get_text() for t in ax.get_yticklabels()] == [
        "Mayor misjudged",
        "The town cannot afford it",
        "No further toll",
    ]


def test_voices_are_named_where_the_sources_are_given(bridge):
    ax = plot_frame_ranges(bridge.labels, bridge.turns, bridge.sources)
    assert "Author, The Daily Harbour, Ole Berg" in [t.get_text() for t in ax.texts]


def test_frames_that_were_never_asked_have_no_row(bridge):
    labels = bridge.labels[bridge.labels["name"] != "no_toll"]
    assert "no_toll" not in set(ranges_by_frame(labels, bridge.turns, codebook=bridge.codebook)["frame"])
