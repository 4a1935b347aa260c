from __future__ import annotations

import pandas as pd
import pytest

from framing.errors import FramingError
from framing.prominence.composite import composite
from framing.prominence.visibility import visibility
from framing.schema import empty
from framing.show.plot.measure_rows import SHOWN, measures_by_source
from framing.show.plot.visibility_measures import plot_measures


@pytest.fixture(scope="module")
def prominence(bridge):
    return visibility(bridge.claims, bridge.labels)


def test_nothing(nothing):
    for measures in (None, ["share", "composite"]):
        assert measures_by_source(empty("prominence"), nothing.sources, measures=measures).empty
    ax = plot_measures(empty("prominence"), nothing.sources)
    assert [t.get_text() for t in ax.texts] == ["No source of this article was measured."]


def test_every_source_by_every_measure(bridge, prominence):
    rows = measures_by_source(prominence, bridge.sources)
    assert list(rows["measure"].unique()) == list(SHOWN)
    assert len(rows) == 5 * len(SHOWN)
    assert list(dict.fromkeys(rows["name"])) == ["Author", "Anna Lind", "The Daily Harbour", "Ole Berg", "a shopkeeper"]
    cell = rows.set_index(["source_id", "measure"])
    assert cell.loc[("lind", "share"), "value"] == pytest.approx(18 / 68)
    assert cell.loc[("shop", "first_position"), "rank"] == 5
    assert cell.loc[("author", "first_position"), "rank"] == 1  # the earliest is first


def test_where_there_is_nothing_to_rank_there_is_no_rank(bridge, prominence):
    cell = measures_by_source(prominence, bridge.sources).set_index(["source_id", "measure"])
    assert cell["rank"].isna().loc[[("berg", "headline"), ("author", "directness")]].tolist() == [True, True]
    assert cell["value"].isna().loc[("author", "directness")]
    assert cell.loc[("lind", "headline"), "ranked"] == 1


def test_disagreement_is_among_the_same_sources(bridge, prominence):
    cell = measures_by_source(prominence, bridge.sources).set_index(["source_id", "measure"])
    lind = cell.loc["lind"]
    assert (lind.loc["lead", "rank"], lind.loc["lead", "shift"]) == (1, "higher")
    # third of the four that are quoted, of whom she has most words
    assert (lind.loc["directness", "rank"], lind.loc["directness", "shift"]) == (3, "lower")
    # the paper is third by words of all five, and second of the four: the author has no directness
    assert cell.loc[("harbour", "directness"), ["rank", "shift"]].tolist() == [4, "lower"]
    # a tie says nothing about who ranks higher
    assert cell.loc[("berg", "directness"), ["rank", "tied", "shift"]].tolist() == [1, True, ""]


def test_ranks_that_agree_have_no_shift(bridge, prominence):
    rows = measures_by_source(prominence, bridge.sources, measures=["words", "share"])
    assert set(rows["shift"]) == {""}


def test_outermost_voice_takes_what_it_quotes(bridge, prominence):
    rows = measures_by_source(prominence, bridge.sources, voice="outermost")
    assert "berg" not in set(rows["source_id"])


def test_the_first_measure_orders_the_sources(bridge, prominence):
    rows = measures_by_source(prominence, bridge.sources, measures=["directness", "share"])
    # the author, who has no directness, comes last
    assert list(dict.fromkeys(rows["source_id"])) == ["berg", "shop", "lind", "harbour", "author"]


def test_a_measure_that_not_every_source_has(bridge, prominence):
    lacks = prominence.drop(prominence[(prominence["source_id"] == "lind") & (prominence["measure"] == "turns")].index)
    rows = measures_by_source(lacks, bridge.sources, measures=["turns", "share"])
    assert len(rows) == 10
    assert list(dict.fromkeys(rows["source_id"])) == ["author", "harbour", "berg", "shop", "lind"]
    assert rows["rank"].isna().tolist() == [False] * 8 + [True, False]
    assert set(rows.loc[rows["measure"] == "turns", "unit"]) == {"turns"}
    ax = plot_measures(lacks, bridge.sources, measures=["share", "turns"])
    assert [bar.get_y() for bar in ax.patches[5:]] == [ax.patches[n].get_y() for n in (0, 2, 3, 4)]


def test_a_composite_is_shown_where_it_is_chosen(bridge, prominence):
    weighed = pd.concat([prominence, composite(prominence, {"share": 0.5, "directness": 0.5})], ignore_index=True)
    assert "composite" not in set(measures_by_source(weighed, bridge.sources)["measure"])
    ax = plot_measures(weighed, bridge.sources, measures=["composite"])
    assert "0.50" in [t.get_text() for t in ax.texts]  # the author: most words, and none in quotation marks


def test_bars_reach_to_the_largest_value_of_their_column(bridge, prominence):
    ax = plot_measures(prominence, bridge.sources, measures=["share", "turns"])
    lengths = [bar.get_width() for bar in ax.patches]
    share, turns = lengths[:5], lengths[5:]
    assert [n / share[0] for n in share] == pytest.approx([1, 18 / 29, 9 / 29, 8 / 29, 4 / 29])
    assert [n / turns[0] for n in turns] == pytest.approx([1, 2 / 3, 1 / 3, 1 / 3, 1 / 3])
    texts = [t.get_text() for t in ax.texts]
    assert "43%" in texts
    assert texts.count("=") == 3


def test_the_first_position_is_a_place_not_an_amount(bridge, prominence):
    ax = plot_measures(prominence, bridge.sources, measures=["first_position"])
    assert not ax.patches
    dots = [line.get_xdata()[0] for line in ax.lines if line.get_marker() != "None"]
    values = measures_by_source(prominence, bridge.sources, measures=["first_position"])["value"]
    assert dots == sorted(dots)
    assert (dots[4] - dots[0]) / (dots[1] - dots[0]) == pytest.approx(values[4] / values[1])


def test_signs_are_explained_and_the_rest_is_counted(crowd):
    ax = plot_measures(visibility(crowd.claims), crowd.sources, top=10)
    label = ax.get_xlabel().replace("\n", " ")
    assert "▴ higher, ▾ lower than by share of words" in label
    assert "ranked but not drawn: 15 further sources" in label
    assert len(ax.get_yticklabels()) == 10


def test_narrow_figures_stack_their_columns(bridge, prominence):
    ax = plot_measures(prominence, bridge.sources, width="single")
    assert [t.get_text() for t in ax.get_yticklabels()].count("Anna Lind") == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"measures": ["fame"]}, "There is no measure 'fame'; choose one of words, share, turns, "),
        ({"voice": "middle"}, "There is no voice 'middle'; choose one of innermost, outermost."),
        ({"top": 0}, "top is 0; choose 1 or more."),
    ],
)
def test_wrong_choices_list_the_right_ones(bridge, prominence, options, message):
    with pytest.raises(FramingError, match=message):
        plot_measures(prominence, bridge.sources, **options)
