from __future__ import annotations

import pytest

from framing.errors import FramingError
from framing.show.plot.xray import plot_xray
from framing.show.plot.xray_rows import word_positions, xray_rows


def test_nothing(nothing):
    assert xray_rows(nothing.claims, nothing.sources, nothing.labels, nothing.turns).empty
    ax = plot_xray(nothing.claims, nothing.sources, nothing.labels, nothing.turns)
    assert [t.get_text() for t in ax.texts] == ["No words in this article."]


def test_positions_count_all_words_in_order(bridge):
    placed = word_positions(bridge.claims.sample(frac=1, random_state=1))
    assert list(placed["start"]) == sorted(placed["start"])
    assert placed["first_word"].iloc[0] == 0
    assert (placed["first_word"].iloc[1:].to_numpy() == placed["last_word"].iloc[:-1].to_numpy()).all()
    assert placed["last_word"].iloc[-1] == bridge.claims["words"].sum()


def test_rows_are_voices_by_share_then_frames_in_the_codebooks_order(bridge):
    rows = xray_rows(bridge.claims, bridge.sources, bridge.labels, bridge.turns, codebook=bridge.codebook)
    heads = rows.drop_duplicates("row")
    assert list(heads["row"]) == list(range(8))
    assert list(heads["name"][:3]) == ["Author", "Anna Lind", "The Daily Harbour"]
    assert list(heads["name"][5:]) == ["Mayor misjudged", "The town cannot afford it", "No further toll"]
    assert set(rows.loc[rows["kind"] == "voice", "commitment"]) == {""}
    judged = rows[rows["frame"] == "misjudged"].set_index("source_id")["commitment"]
    assert judged.to_dict() == {"author": "raised", "harbour": "asserted", "berg": "asserted", "lind": "denied"}


def test_bars_stand_where_the_voices_speak(bridge):
    ax = plot_xray(bridge.claims, bridge.sources)
    rows = xray_rows(bridge.claims, bridge.sources)
    drawn = sorted((round(b.get_y() + b.get_height() / 2), b.get_x(), b.get_width()) for b in ax.patches)
    wanted = sorted(zip(rows["row"], rows["first_word"], rows["last_word"] - rows["first_word"], strict=True))
    assert drawn == wanted
    assert ax.get_xlim() == (0, bridge.claims["words"].sum())
    assert ax.get_yticklabels()[0].get_text() == "Author  43%"


def test_marks_tell_commitments_apart_without_colour(bridge):
    ax = plot_xray(bridge.claims, bridge.sources, bridge.labels, bridge.turns, codebook=bridge.codebook)
    marks = [line for line in ax.lines if line.get_marker() not in ("None", "", None) and line.get_ydata()[0] > 5]
    fills = [line.get_fillstyle() for line in marks if line.get_marker() != "x"]
    assert fills.count("left") == 2  # raised
    assert sum(line.get_marker() == "x" for line in marks) == 1  # denied
    assert {t.get_text() for t in ax.get_legend().get_texts()} == {"asserted", "raised", "denied"}


def test_sections_are_named(bridge):
    ax = plot_xray(bridge.claims, bridge.sources)
    assert {t.get_text() for t in ax.texts} == {"headline", "lead", "body"}


def test_frames_can_be_chosen(bridge):
    rows = xray_rows(bridge.claims, bridge.sources, bridge.labels, bridge.turns, frames=["no_toll"])
    assert list(rows.loc[rows["kind"] == "frame", "name"].unique()) == ["no toll"]
    with pytest.raises(FramingError, match="There is no frame 'toll'; choose one of misjudged, cannot_afford, no_toll"):
        xray_rows(bridge.claims, bridge.sources, bridge.labels, bridge.turns, frames=["toll"])


def test_names_that_are_the_same_keep_their_own_rows(bridge):
    sources = bridge.sources.assign(name="A spokesman")
    assert xray_rows(bridge.claims, sources)["row"].nunique() == 5


def test_more_voices_than_rows_share_the_last(crowd):
    rows = xray_rows(crowd.claims, crowd.sources, top=10)
    assert rows["row"].nunique() == 11
    last = rows[rows["row"] == 10]
    assert last["name"].iloc[0] == "15 further sources"
    assert last["source_id"].nunique() == 15
