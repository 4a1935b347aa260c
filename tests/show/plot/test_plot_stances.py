from __future__ import annotations

import pandas as pd
import pytest
from marked import LONG_TARGETS, TARGETS, many_stances, stance_labels, target_book

from framing.errors import FramingError
from framing.show.plot.stance_rows import stances_by_voice
from framing.show.plot.stance_voices import plot_stances

BOOK = target_book(TARGETS)


@pytest.fixture(scope="module")
def labels(bridge):
    """The author is for the mayor once and against her once, Lind is in two minds about the ferry, Berg is against her.

    Author: turns of 10, 7 and 12 words; Lind: 11 and 7; Berg: 8 (quoted by the paper, 9).
    """
    turns = bridge.turns.set_index("source_id")["turn_id"]
    author, lind = list(turns["author"]), list(turns["lind"])
    found = {
        (author[0], "mayor"): "favor",
        (author[1], "mayor"): "against",
        (lind[0], "ferry"): "mixed",
        (turns["berg"], "mayor"): "against",
    }
    return stance_labels(bridge.turns, found, list(TARGETS))


def test_nothing(nothing):
    assert stances_by_voice(nothing.labels, nothing.turns, nothing.sources).empty
    ax = plot_stances(nothing.labels, nothing.turns, nothing.sources)
    assert [t.get_text() for t in ax.texts] == ["No target was asked of any turn in this article."]


def test_frames_are_no_targets(bridge):
    assert stances_by_voice(bridge.labels, bridge.turns, bridge.sources).empty


def test_nobody_takes_a_stance(bridge):
    labels = stance_labels(bridge.turns, {}, ["mayor", "town"])
    ax = plot_stances(labels, bridge.turns, bridge.sources, codebook=BOOK)
    (text,) = [t.get_text() for t in ax.texts]
    wanted = "No voice in this article takes a stance toward the mayor, The town government."
    assert text.replace("\n", " ") == wanted


def test_shares_are_of_the_voices_own_words_and_sum_to_one(bridge, labels):
    rows = stances_by_voice(labels, bridge.turns, bridge.sources, codebook=BOOK)
    assert len(rows) == 5 * len(TARGETS)
    assert rows[["favor", "against", "mixed", "none"]].sum(axis=1).tolist() == pytest.approx([1] * len(rows))
    cell = rows.set_index(["source_id", "target"])
    author = cell.loc[("author", "mayor")]
    assert (author["favor"], author["against"]) == pytest.approx((10 / 29, 7 / 29))
    assert (author["words"], author["turns"]) == (29, 3)
    assert cell.loc[("lind", "ferry"), "mixed"] == pytest.approx(11 / 18)
    assert cell.loc[("berg", "mayor"), "against"] == 1
    assert cell.loc[("shop", "mayor"), "none"] == 1
    assert list(dict.fromkeys(rows["name"])) == ["Author", "Anna Lind", "The Daily Harbour", "Ole Berg", "a shopkeeper"]
    assert list(dict.fromkeys(rows["target_name"])) == list(TARGETS.values())


def test_outermost_voice_takes_what_it_quotes(bridge, labels):
    rows = stances_by_voice(labels, bridge.turns, bridge.sources, voice="outermost")
    harbour = rows.set_index(["source_id", "target"]).loc[("harbour", "mayor")]
    assert harbour["against"] == pytest.approx(8 / 17)
    assert "berg" not in set(rows["source_id"])


def test_labels_of_whole_articles_are_no_voice(bridge, labels):
    whole = labels.iloc[:1].assign(unit="article", unit_id=labels["article_id"].iloc[0], label="against")
    both = pd.concat([labels, whole], ignore_index=True)
    one, other = (stances_by_voice(table, bridge.turns, bridge.sources) for table in (labels, both))
    pd.testing.assert_frame_equal(one, other)


def _bars(ax):
    """Return left and right edge of every bar, by its row."""
    return [(round(b.get_y() + b.get_height() / 2), b.get_x(), b.get_x() + b.get_width()) for b in ax.patches]


def test_against_lies_left_favor_right_and_mixed_across_the_middle(bridge, labels):
    ax = plot_stances(labels, bridge.turns, bridge.sources, codebook=BOOK, targets=["ferry", "mayor"])
    middles = [lines.get_segments()[0][0][0] for lines in ax.collections if len(lines.get_segments()) == 1]
    ferry, mayor = sorted(middles)
    author = sorted(bar[1:] for bar in _bars(ax) if bar[0] == 0)
    assert author[0][1] == pytest.approx(mayor)  # against ends at the middle
    assert author[1][0] == pytest.approx(mayor)  # favor begins there
    against, favor = author[0][1] - author[0][0], author[1][1] - author[1][0]
    assert favor / against == pytest.approx(10 / 7)
    (mixed,) = [bar[1:] for bar in _bars(ax) if bar[0] == 1]
    assert (mixed[0] + mixed[1]) / 2 == pytest.approx(ferry)
    hatched = [b.get_hatch() is not None for b in ax.patches if round(b.get_y() + b.get_height() / 2) == 1]
    assert hatched == [True]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["Author  29 (3)", "Anna Lind  18 (2)", "Ole Berg  8 (1)"]


def test_the_label_says_that_stance_is_of_the_voices_own_words(bridge, labels):
    ax = plot_stances(labels, bridge.turns, bridge.sources, codebook=BOOK)
    label = ax.get_xlabel().replace("\n", " ")
    assert label.startswith("stance of the voice's own words")
    assert "no stance: 2 voices" in label
    assert "toward The town government, Bridge, Engineers' union, The Daily Harbour" in label
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["against", "mixed", "favor"]


def test_wide_columns_have_numbers(bridge, labels):
    ax = plot_stances(labels, bridge.turns, bridge.sources, targets=["mayor"])
    assert {"34%", "24%", "100%"} <= {t.get_text() for t in ax.texts}


def test_voices_and_targets_without_room_are_counted(crowd):
    labels = many_stances(crowd.turns, list(LONG_TARGETS))
    ax = plot_stances(labels, crowd.turns, crowd.sources, codebook=target_book(LONG_TARGETS), width="single")
    label = ax.get_xlabel().replace("\n", " ")
    assert len(ax.get_yticklabels()) == 12
    assert "not drawn: 13 voices with fewer words, " in label
    assert "targets with fewer words of stance" in label


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"targets": ["moon"]}, "There is no target 'moon'; choose one of mayor, town, ferry, bridge, union, paper."),
        ({"voice": "middle"}, "There is no voice 'middle'; choose one of innermost, outermost."),
        ({"top": 0}, "top is 0; choose 1 or more."),
    ],
)
def test_wrong_choices_list_the_right_ones(bridge, labels, options, message):
    with pytest.raises(FramingError) as error:
        plot_stances(labels, bridge.turns, bridge.sources, **options)
    assert str(error.value) == message
