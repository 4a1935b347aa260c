from __future__ import annotations

import pandas as pd
import pytest

from framing.errors import FramingError
from framing.show.plot.words import plot_words, words_by_source


def test_nothing(nothing):
    rows = words_by_source(nothing.claims, nothing.sources)
    assert rows.empty
    assert "share" in rows.columns
    ax = plot_words(nothing.claims, nothing.sources)
    assert [t.get_text() for t in ax.texts] == ["No words in this article."]


def test_rows_leave_reporting_words_out_and_sum_to_one(bridge):
    rows = words_by_source(bridge.claims, bridge.sources)
    assert rows["words"].sum() == bridge.claims.loc[~bridge.claims["reporting"], "words"].sum()
    assert rows["share"].sum() == pytest.approx(1)
    assert list(rows["words"]) == sorted(rows["words"], reverse=True)
    assert (rows["direct"] + rows["indirect"] + rows["own"] == rows["words"]).all()
    lind = rows.set_index("source_id").loc["lind"]
    assert (lind["direct"], lind["indirect"], lind["own"]) == (11, 7, 0)
    assert rows.set_index("source_id").loc["author", "own"] == 29


def test_outermost_voice_takes_what_it_quotes(bridge):
    rows = words_by_source(bridge.claims, bridge.sources, voice="outermost").set_index("source_id")
    assert "berg" not in rows.index
    assert rows.loc["harbour", "words"] == 9 + 8


def test_bars_are_as_long_as_the_rows_say(bridge):
    ax = plot_words(bridge.claims, bridge.sources)
    rows = words_by_source(bridge.claims, bridge.sources)
    lengths = {}
    for bar in ax.patches:
        place = round(bar.get_y() + bar.get_height() / 2)
        lengths[place] = lengths.get(place, 0) + bar.get_width()
    assert [lengths[n] for n in range(len(rows))] == list(rows["words"])
    assert [t.get_text() for t in ax.get_yticklabels()] == list(rows["name"])
    assert [t.get_text() for t in ax.texts] == ["43%", "26%", "13%", "12%", "6%"]
    assert "without reporting words" in ax.get_xlabel()


def test_many_sources_are_folded(crowd):
    rows = words_by_source(crowd.claims, crowd.sources, top=12)
    assert len(rows) == 13
    assert rows["name"].iloc[-1] == "13 further sources"
    assert rows["share"].sum() == pytest.approx(1)
    assert len(words_by_source(crowd.claims, crowd.sources, top=24)) == 25  # one alone is not folded
    assert len(words_by_source(crowd.claims, crowd.sources, top=None)) == 25


def test_given_axes_are_drawn_on(bridge):
    import matplotlib.pyplot as plt

    _, ax = plt.subplots()
    assert plot_words(bridge.claims, bridge.sources, ax=ax) is ax


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"voice": "middle"}, "There is no voice 'middle'; choose one of innermost, outermost."),
        ({"top": 0}, "top is 0; choose 1 or more, or None for all voices."),
    ],
)
def test_wrong_choices_list_the_right_ones(bridge, options, message):
    with pytest.raises(FramingError) as error:
        words_by_source(bridge.claims, bridge.sources, **options)
    assert str(error.value) == message


def test_wrong_width(bridge):
    with pytest.raises(FramingError, match="choose one of single, double"):
        plot_words(bridge.claims, bridge.sources, width="wide")


def test_two_articles_are_one_too_many(bridge):
    two = pd.concat([bridge.claims, bridge.claims.assign(article_id="other")])
    with pytest.raises(FramingError, match="shows one article but the tables hold 2"):
        plot_words(two, bridge.sources)
