"""What the author does with a quotation: the cue, the next sentence, and what a model says of it."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from prominence.quoting import Piece, article, said

from framing.frames.entailment import score
from framing.models import load_model
from framing.prominence.uptake import outermost, uptake
from framing.schema import AUTHOR, check, empty

BRIDGE = "that the bridge is safe"
NEXT = "The bridge was closed on Monday."


def table(tables, **options):
    found = uptake(tables.attributions, tables.spans, tables.claims, tables.sources, **options)
    return check(found, "uptake", text=tables.text)


def one(*paragraphs, **options):
    """Return the only row of an article."""
    found = table(article(*paragraphs), **options)
    assert len(found) == 1
    return found.iloc[0]


@pytest.fixture(scope="module")
def model(three_way):
    return load_model(str(three_way))


def test_a_row_says_whose_words_with_which_cue():
    row = one([*said(BRIDGE, cue="claimed"), Piece(NEXT)])
    assert row[["source_id", "cue", "cue_stance", "evidence"]].tolist() == ["hill", "claim", "distancing", "claimed"]
    assert row["text"] == f"Hill claimed {BRIDGE}."
    assert (row["next"], row["uptake"], row["reason"]) == ("c4", "reported", "none")
    assert math.isnan(row["probability"])


def test_the_clause_around_the_cue_counts():
    pieces = [
        Piece("As Hill rightly", "source", "a1"),
        Piece("said", "cue", "a1"),
        Piece(BRIDGE + ".", "content", "a1"),
    ]
    tables = article(pieces)
    clause = tables.claims.iloc[[0]].assign(text="As Hill rightly said", end=20)
    joined = pd.concat([clause, tables.claims.iloc[2:]], ignore_index=True)
    found = uptake(tables.attributions, tables.spans, joined, tables.sources)
    assert found[["cue_stance", "evidence"]].iloc[0].tolist() == ["endorsing", "rightly said"]


def test_a_cue_alone_does_not_decide_about_the_uptake():
    assert one([*said(BRIDGE, cue="falsely claimed"), Piece(NEXT)])["uptake"] == "reported"


@pytest.mark.parametrize(
    ("following", "uptake_", "reason"),
    [
        ("That is true.", "endorsed", "marker"),
        ("But that is not true.", "rebutted", "marker"),
        ("The fair opens today.", "reported", "none"),
    ],
)
def test_openings_of_the_next_sentence(following, uptake_, reason):
    row = one([*said(BRIDGE), Piece(following)])
    assert (row["uptake"], row["reason"]) == (uptake_, reason)


def test_the_next_sentence_may_open_the_next_paragraph_but_no_later_one():
    assert one(said(BRIDGE), [Piece("That is true.")])["uptake"] == "endorsed"
    far = table(article(said(BRIDGE), said("that it is old", act="a2"), [Piece("That is true.")]))
    assert far["next"].tolist() == ["", "c7"]
    assert far["uptake"].tolist() == ["reported", "endorsed"]


def test_what_goes_on_in_the_same_sentence_or_breaks_off_is_no_next_sentence():
    same = [*said(BRIDGE, tail=""), Piece("as rain fell on the barn roof."), Piece("That is true.")]
    assert one(same)["next"] == "c5"
    table_ = table(
        article([*said(BRIDGE), Piece("But"), *said("that it rained", act="a2"), Piece("Rain fell all day.")])
    )
    assert table_["next"].tolist() == ["c8", "c8"]


def test_an_answer_after_somebody_else_spoke_is_not_taken_for_an_answer_to_the_first():
    tables = article(
        [*said(BRIDGE), *said("that it is old", act="a2", source="Lind"), Piece("She is right.")],
        speakers={"a2": "lind"},
    )
    assert table(tables)["uptake"].tolist() == ["reported", "endorsed"]


def test_in_fact_is_a_rebuttal_only_after_a_cue_that_distances():
    fact = Piece("In fact, nobody had checked it.")
    assert one([*said(BRIDGE), fact])["uptake"] == "reported"
    assert one([*said(BRIDGE, cue="claimed"), fact])["uptake"] == "rebutted"


def test_only_what_the_author_quotes_is_listed():
    nested = article(
        [*said("that", act="a1", tail=""), *said(BRIDGE, act="a2")],
        [Piece("I", "source", "a3"), Piece("think", "cue", "a3"), Piece("so too, by and large.", "content", "a3")],
        speakers={"a1": "paper", "a2": "hill", "a3": AUTHOR},
        parents={"a2": "a1"},
    )
    assert table(nested)["attribution_id"].tolist() == ["a1"]
    assert outermost(nested.attributions) == {("a", "a1"): "a1", ("a", "a2"): "a1", ("a", "a3"): "a3"}


def test_scare_quotes_distance_and_short_quotations_with_a_cue_do_not():
    scare = article([Piece("The", ""), Piece("“liberation”", "content", "a1"), Piece("went on.")])
    assert table(scare)[["cue_stance", "evidence"]].iloc[0].tolist() == ["distancing", "“liberation”"]
    longer = article([Piece("“The town has been freed today.”", "content", "a1"), Piece("Rain fell all day.")])
    assert table(longer)["cue_stance"].tolist() == ["none"]
    assert one(said("“immoral”", cue="called it"))["cue_stance"] == "neutral"


# -- with a model ------------------------------------------------------------------------------------------------------

SANCTIONS, FAIL = "that the sanctions work", "The sanctions will fail."  # words that the tiny model knows


def test_the_surest_of_the_models_answers_decides(model):
    expected = score([f"{FAIL} People want peace now."], ["The sanctions work."], model=model).iloc[0]
    row = one([*said(SANCTIONS), Piece(FAIL), Piece("People want peace now.")], model=model, threshold=0.0)
    side = "contradiction" if expected["contradiction"] >= expected["entailment"] else "entailment"
    assert row["reason"] == side
    assert row["uptake"] == {"contradiction": "rebutted", "entailment": "endorsed"}[side]
    assert row["probability"] == pytest.approx(max(expected["contradiction"], expected["entailment"]))


def test_below_the_threshold_it_is_reported_with_the_probability(model):
    row = one([*said(SANCTIONS), Piece(FAIL)], model=model, threshold=1.0)
    assert (row["uptake"], row["reason"]) == ("reported", "none")
    assert 0 < row["probability"] < 1


def test_a_two_way_model_is_asked_for_the_denial_too(two_way):
    model = load_model(str(two_way))
    pair = score([FAIL, FAIL], ["The sanctions work.", "It is not true that the sanctions work."], model=model)
    row = one([*said(SANCTIONS), Piece(FAIL)], model=model, threshold=0.0)
    assert row["probability"] == pytest.approx(pair["entailment"].max())
    assert row["uptake"] == ("endorsed" if pair["entailment"].idxmax() == 0 else "rebutted")


@pytest.mark.parametrize(
    "pieces",
    [
        [*said(SANCTIONS), Piece("That is true of sanctions.")],  # an opening decides
        [*said("to work on sanctions", cue="wants"), Piece(FAIL)],  # no statement
        [*said(SANCTIONS), Piece("People want peace now.")],  # about something else
        said(SANCTIONS),  # nothing follows
    ],
)
def test_the_model_is_not_asked(model, pieces):
    assert math.isnan(one(pieces, model=model, threshold=0.0)["probability"])


# -- tables ------------------------------------------------------------------------------------------------------------


def test_nothing_gives_an_empty_table(model):
    nothing = [empty(n) for n in ("attributions", "spans", "claims", "sources")]
    assert uptake(*nothing, model=model).equals(empty("uptake"))
    assert outermost(empty("attributions")) == {}


def test_articles_are_read_apart_and_arguments_stay_as_they_were():
    first, second = (article([*said(BRIDGE), Piece("That is true.")], article_id=i) for i in ("a", "b"))
    second_alone = article(said(BRIDGE), article_id="b")
    frames = [
        pd.concat([getattr(t, name) for t in (first, second_alone)], ignore_index=True)
        for name in ("attributions", "spans", "claims")
    ]
    sources = pd.concat([first.sources, second.sources.assign(article_id="b")], ignore_index=True)
    before = [f.copy() for f in frames]
    both = uptake(*frames, sources)
    assert both["uptake"].tolist() == ["endorsed", "reported"]
    assert all(f.equals(b) for f, b in zip(frames, before, strict=True))
