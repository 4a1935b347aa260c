from __future__ import annotations

import pytest
from marked import attributions_of, much_uptake, uptake_table

from framing.errors import FramingError
from framing.prominence.witnesses import uptake_shares
from framing.schema import empty
from framing.show.plot.uptake import plot_uptake, uptake_by_source

CUES = ["endorsing", "neutral", "distancing", "no_cue"]
NEXT = ["endorsed", "reported", "rebutted", "no_next"]


def _tables(sample, uptake):
    return uptake, attributions_of(sample.claims), sample.claims, sample.sources


@pytest.fixture(scope="module")
def uptake(bridge):
    """Lind is quoted twice (11 and 7 words), the paper once (17, 8 of them Berg's), the shopkeeper once (4)."""
    ids = bridge.claims[~bridge.claims["reporting"]].groupby("source_id")["attribution_id"].unique()
    first, second = ids["lind"]
    found = {
        first: ("endorsing", "c5", "endorsed"),
        second: ("distancing", "", "reported"),
        ids["harbour"][0]: ("neutral", "c8", "rebutted"),
        ids["shop"][0]: ("none", "", "reported"),
    }
    return uptake_table(bridge.claims, found)


def test_nothing(nothing):
    assert uptake_by_source(*_tables(nothing, empty("uptake"))).empty
    ax = plot_uptake(*_tables(nothing, empty("uptake")))
    assert [t.get_text() for t in ax.texts] == ["Nobody is quoted in this article."]


def test_shares_are_of_the_sources_words(bridge, uptake):
    rows = uptake_by_source(*_tables(bridge, uptake))
    assert list(rows["name"]) == ["Anna Lind", "The Daily Harbour", "a shopkeeper"]
    lind = rows.iloc[0]
    assert (lind["words"], lind["quotations"]) == (18, 2)
    assert (lind["endorsing"], lind["distancing"]) == pytest.approx((11 / 18, 7 / 18))
    assert (lind["endorsed"], lind["no_next"]) == pytest.approx((11 / 18, 7 / 18))
    assert lind["reported"] == 0  # nothing follows: that is not the same as only reported
    assert rows.iloc[1][["words", "rebutted"]].tolist() == [17, 1]
    assert rows.iloc[2]["no_cue"] == 1
    for kinds in (CUES, NEXT):
        assert rows[kinds].sum(axis=1).tolist() == pytest.approx([1, 1, 1])


def test_shares_are_those_of_the_table_of_prominence(crowd):
    uptake = much_uptake(crowd.claims)
    rows = uptake_by_source(*_tables(crowd, uptake), top=None).set_index("source_id")
    shares = uptake_shares(uptake, attributions_of(crowd.claims), crowd.claims)
    wide = shares[shares["kind"] == "source"].pivot(index="source_id", columns="measure", values="value")
    for measure in ("endorsing", "distancing", "endorsed", "rebutted"):
        assert rows[measure].sort_index().tolist() == pytest.approx(wide[measure].sort_index().tolist())


def test_attributions_without_words_have_no_row(bridge, uptake):
    lost = bridge.claims.assign(reporting=bridge.claims["reporting"] | (bridge.claims["source_id"] == "shop"))
    assert "shop" not in set(uptake_by_source(uptake, attributions_of(lost), lost, bridge.sources)["source_id"])


def test_two_bars_a_source_fill_their_columns(bridge, uptake):
    ax = plot_uptake(*_tables(bridge, uptake))
    lengths, starts = {}, {}
    for bar in ax.patches:
        key = (round(bar.get_y() + bar.get_height() / 2), round(bar.get_height(), 2))
        lengths[key] = lengths.get(key, 0) + bar.get_width()
        starts[key] = min(starts.get(key, 99), bar.get_x())
    assert len(lengths) == 6
    assert max(lengths.values()) == pytest.approx(min(lengths.values()))
    assert len({round(x, 6) for x in starts.values()}) == 2
    assert [t.get_text() for t in ax.get_yticklabels()] == ["Anna Lind  18", "The Daily Harbour  17", "a shopkeeper  4"]
    texts = [t.get_text() for t in ax.texts]
    assert texts.count("61%") == 2
    assert "What the author says next" in texts


def test_doubt_is_told_from_assent_without_colour(bridge, uptake):
    ax = plot_uptake(*_tables(bridge, uptake))
    looks = dict(zip((t.get_text() for t in ax.get_legend().get_texts()), ax.get_legend().get_patches(), strict=True))
    assert looks["distancing cue | rebutted"].get_hatch()
    assert not looks["endorsing cue | endorsed"].get_hatch()


def test_only_what_occurs_is_in_the_legend(bridge, uptake):
    calm = uptake.assign(cue_stance="neutral", uptake="reported", next="c1")
    ax = plot_uptake(*_tables(bridge, calm))
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["neutral cue | only reported"]


def test_many_sources_are_folded_by_their_words(crowd):
    uptake = much_uptake(crowd.claims)
    rows = uptake_by_source(*_tables(crowd, uptake), top=4)
    everybody = uptake_by_source(*_tables(crowd, uptake), top=None)
    assert list(rows["name"].iloc[:4]) == list(everybody["name"].iloc[:4])
    assert rows["name"].iloc[-1] == f"{len(everybody) - 4} further sources"
    assert rows["words"].sum() == everybody["words"].sum()
    assert (rows["rebutted"] * rows["words"]).sum() == pytest.approx((everybody["rebutted"] * everybody["words"]).sum())
    with pytest.raises(FramingError, match="top is 0; choose 1 or more"):
        uptake_by_source(*_tables(crowd, uptake), top=0)


def test_two_articles_are_one_too_many(bridge, uptake):
    with pytest.raises(FramingError, match="shows one article but the tables hold 2"):
        plot_uptake(*_tables(bridge, uptake.assign(article_id="other")))
