from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from framing.errors import FramingError
from framing.schema import check, conform, empty
from framing.show.overview import (
    as_table,
    attributions_overview,
    codebook_overview,
    labels_overview,
    sources_overview,
    thresholds_overview,
)


def mentions(rows):
    base = {"article_id": "bridge-0a1b2c3d", "attribution_id": "a1"}
    columns = ("start", "end", "text", "source_id", "reason")
    return conform([base | dict(zip(columns, row, strict=True)) for row in rows], "mentions")


@pytest.fixture
def acts():
    """Two attributions, the second within the first, whose content is split around the cue."""
    base = {"article_id": "bridge-0a1b2c3d", "start": 0, "end": 1, "text": "w"}
    act = base | {"form": "mixed", "cue": "say", "cue_kind": "verb", "corrected": False}
    attributions = conform(
        [
            act | {"attribution_id": "a1", "source_id": "harbour", "parent_id": "", "confidence": 0.876},
            act | {"attribution_id": "a2", "source_id": "berg", "parent_id": "a1", "confidence": 0.5},
        ],
        "attributions",
    )
    span = base | {"probability": 0.9}
    spans = conform(
        [
            span | {"attribution_id": "a1", "role": "content", "part": 2, "start": 30, "text": "were never asked"},
            span | {"attribution_id": "a1", "role": "content", "part": 1, "start": 10, "text": "the engineers"},
            span | {"attribution_id": "a1", "role": "cue", "part": 1, "start": 20, "text": "it said"},
            span | {"attribution_id": "a2", "role": "content", "part": 1, "start": 40, "text": "nobody called me"},
        ],
        "spans",
    )
    return check(attributions, "attributions"), spans


def test_sources_with_every_way_they_are_called(bridge):
    called = mentions([(0, 4, "Lind", "lind", "part of name"), (9, 12, "she", "lind", "pronoun")] * 2)
    table = sources_overview(bridge.sources, called, bridge.claims)
    assert list(table.columns) == ["source", "type", "because", "words", "called"]
    assert table.loc[0, "source"] == "author"  # at the top, whatever its share
    assert list(table["words"][1:]) == sorted(table["words"][1:], reverse=True)
    said = bridge.claims[~bridge.claims["reporting"]]
    assert table["words"].sum() == said["words"].sum()
    assert table.set_index("source").loc["Anna Lind", "called"] == "“Lind” (part of name); “she” (pronoun)"
    assert table.set_index("source").loc["Ole Berg", "called"] == ""


def test_a_source_that_gets_no_words_has_none(bridge):
    claims = bridge.claims[bridge.claims["source_id"] != "shop"]
    table = sources_overview(bridge.sources, mentions([]), claims).set_index("source")
    assert table.loc["a shopkeeper", "words"] == 0


def test_attributions_in_order_of_the_text(bridge, acts):
    table = attributions_overview(*acts, bridge.sources)
    assert table.loc[0].to_dict() == {
        "source": "The Daily Harbour",
        "cue": "it said",
        "content": "“the engineers … were never asked”",
        "form": "mixed",
        "quoted by": "",
        "confidence": 0.88,
    }
    assert table.loc[1, ["cue", "quoted by"]].tolist() == ["", "The Daily Harbour"]
    assert len(attributions_overview(*acts, bridge.sources, length=12).loc[0, "content"]) <= 12


def test_labels_that_are_expressed(bridge):
    table = labels_overview(bridge.labels, bridge.turns, bridge.claims, bridge.sources, codebook=bridge.codebook)
    assert list(table.columns) == ["voice", "frame", "commitment", "probability", "range", "evidence"]
    assert len(table) == bridge.labels["label"].eq("expressed").sum()
    assert table.loc[0, ["voice", "frame", "commitment", "probability", "range"]].tolist() == [
        *("Author", "Mayor misjudged", "raised", 0.81),
        "0.62 to 0.93",
    ]
    assert table["frame"].tolist()[-1] == "No further toll"  # the shopkeeper speaks last
    assert table["evidence"].str.startswith("“").all()


def test_stances(bridge):
    base = bridge.labels.iloc[0].to_dict() | {"kind": "stance", "name": "mayor", "commitment": "", "evidence": []}
    labels = conform([base | {"label": "against"}, base | {"label": "not expressed"}], "labels")
    codebook = SimpleNamespace(frames=[], targets=[SimpleNamespace(key="mayor", label="the mayor")])
    table = labels_overview(labels, bridge.turns, bridge.claims, bridge.sources, kind="stance", codebook=codebook)
    assert table[["target", "stance", "evidence"]].values.tolist() == [["the mayor", "against", ""]]


def test_thresholds_take_words_away(bridge):
    table = thresholds_overview(bridge.labels, bridge.turns, codebook=bridge.codebook, thresholds=(0.3, 0.8))
    assert list(table.columns) == ["frame", "0.3", "0.8"]
    assert (table["0.3"] >= table["0.8"]).all()
    words = dict(zip(bridge.turns["turn_id"], bridge.turns["words"], strict=True))
    own = bridge.labels[(bridge.labels["name"] == "misjudged") & (bridge.labels["probability"] >= 0.8)]
    share = sum(words[t] for t in own["unit_id"]) / sum(words.values())
    assert table.set_index("frame").loc["Mayor misjudged", "0.8"] == pytest.approx(share)


def test_a_codebook():
    frame = SimpleNamespace(label="L", function=None, definition="D", wordings=("One.", "Two."), near_miss="N")
    table = codebook_overview(SimpleNamespace(frames=[frame]))
    assert table.values.tolist() == [["L", "turn", "", "D", "One. · Two.", "N"]]


def test_empty_tables_keep_their_columns(nothing):
    t = {name: empty(name) for name in ("sources", "mentions", "claims", "attributions", "spans", "labels", "turns")}
    tables = [
        sources_overview(t["sources"], t["mentions"], t["claims"]),
        attributions_overview(t["attributions"], t["spans"], t["sources"]),
        labels_overview(t["labels"], t["turns"], t["claims"], t["sources"]),
        labels_overview(t["labels"], t["turns"], t["claims"], t["sources"], kind="stance"),
        thresholds_overview(t["labels"], t["turns"]),
    ]
    for table in tables:
        assert table.empty
        assert len(table.columns) > 4
        assert "<table" in as_table(table).to_html()


def test_all_text_is_escaped(bridge):
    sources = bridge.sources.assign(name="<script>alert('Lind & Sons')</script>")
    html = as_table(sources_overview(sources, mentions([]), bridge.claims)).to_html()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "Lind &amp; Sons" in html


def test_a_table_to_look_at_has_no_index_and_rounded_numbers():
    html = as_table(pd.DataFrame({"share": [0.123456]}, index=["hidden"])).to_html()
    assert "0.12" in html
    assert "0.123" not in html
    assert "hidden" not in html
    assert "text-align: left" in html


def test_tables_of_two_articles_are_refused(bridge):
    both = pd.concat([bridge.sources, bridge.sources.assign(article_id="other")])
    with pytest.raises(FramingError, match="shows one article but the tables hold 2"):
        sources_overview(both, mentions([]), bridge.claims)
    with pytest.raises(FramingError, match="shows one article"):
        labels_overview(bridge.labels, bridge.turns, bridge.claims, both)


def test_arguments_stay_as_they_were(bridge, acts):
    before = [t.copy() for t in (bridge.labels, bridge.turns, bridge.sources, *acts)]
    labels_overview(bridge.labels, bridge.turns, bridge.claims, bridge.sources)
    attributions_overview(*acts, bridge.sources)
    thresholds_overview(bridge.labels, bridge.turns)
    for now, then in zip((bridge.labels, bridge.turns, bridge.sources, *acts), before, strict=True):
        pd.testing.assert_frame_equal(now, then)
