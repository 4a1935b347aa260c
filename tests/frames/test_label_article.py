"""Frames of whole articles from a model whose every answer is known."""

from __future__ import annotations

import pandas as pd
import pytest
from answers import model
from hypothesis import given
from hypothesis import strategies as st

from framing.frames.codebook import parse_codebook
from framing.frames.label_article import article_scores, label_articles, score_stretches, stretches
from framing.schema import check, conform, empty

BOOK = """
name: bridge
title: A bridge
description: Two frames of a made-up debate.
version: "1"
units: [article]
threshold: 0.5
frames:
  - key: dispute
    label: Dispute
    level: generic
    definition: People are at odds.
    wordings: [People are at odds., Somebody blames another.]
    near_miss: People met.
  - key: money
    label: Money
    level: generic
    definition: It is about money.
    wordings: [Money is lost.]
    near_miss: A bank is named.
    threshold: 0.9
"""
ODDS, BLAME, MONEY = "People are at odds.", "Somebody blames another.", "Money is lost."


@pytest.fixture(scope="module")
def book():
    return parse_codebook(BOOK)


def sentences(*paragraphs, article="a", words=None):
    """Return the table ``sentences`` of an article whose paragraphs are lists of sentences."""
    rows, at = [], 0
    for number, paragraph in enumerate(paragraphs):
        for text in paragraph:
            row = {"article_id": article, "start": at, "end": at + len(text), "text": text, "paragraph": number}
            row |= {"section": "body", "words": words or len(text.split()), "inside_quote": False, "unbalanced": False}
            rows.append(row)
            at += len(text) + 1
    return conform(rows, "sentences")


def claims_of(table):
    """Return one claim a sentence; one that begins with ( is reporting."""
    rows = [
        row._asdict()
        | {"claim_id": f"c{n}", "turn_id": "t1", "attribution_id": "", "source_id": "x", "outer_source_id": "x"}
        | {"quoted": False, "reporting": row.text.startswith("(")}
        for n, row in enumerate(table.itertuples(index=False), start=1)
    ]
    return conform(rows, "claims")


def labelled(book, says, table, claims=None):
    judge = model({pair: (p, 0.001) for pair, p in says.items()})
    scored = score_stretches(table, book, model=judge)
    labels = label_articles(scored, claims_of(table) if claims is None else claims, book, model=judge)
    return check(article_scores(scored), "scores"), check(labels, "labels")


# -- stretches ---------------------------------------------------------------------------------------------------------


def texts(table, words):
    return stretches(table, words=words)["text"].tolist()


def test_whole_paragraphs_as_many_as_fit():
    table = sentences(["A title"], ["One two.", "Three."], ["Four five six."], ["Seven."])
    assert texts(table, 100) == ["A title\nOne two. Three.\nFour five six.\nSeven."]
    assert texts(table, 5) == ["A title\nOne two. Three.", "Four five six.\nSeven."]
    assert texts(table, 4) == ["A title", "One two. Three.", "Four five six.\nSeven."]


def test_a_paragraph_that_is_too_long_is_cut_between_sentences():
    table = sentences(["One two.", "Three four.", "Five six."], ["Seven."])
    assert texts(table, 4) == ["One two. Three four.", "Five six.\nSeven."]
    assert texts(table, 1) == ["One two.", "Three four.", "Five six.", "Seven."]


def test_where_a_stretch_stands():
    table = sentences(["One two."], ["Three."], ["Four."])
    found = stretches(table, words=3)
    assert found["stretch"].tolist() == [1, 2]
    assert found["words"].tolist() == [3, 1]
    assert [(r.start, r.end) for r in found.itertuples()] == [(0, 15), (16, 21)]


def test_articles_are_kept_apart():
    both = pd.concat([sentences(["One."]), sentences(["Two."], article="b")], ignore_index=True)
    assert stretches(both)[["article_id", "stretch", "text"]].values.tolist() == [["a", 1, "One."], ["b", 1, "Two."]]


@given(st.lists(st.lists(st.integers(1, 40), min_size=1, max_size=6), max_size=8), st.integers(1, 60))
def test_every_sentence_stands_in_one_stretch_in_order(lengths, words):
    named = iter(range(1000))
    paragraphs = [[" ".join([f"s{next(named)}", *["w"] * (n - 1)]) + "." for n in p] for p in lengths]
    table = sentences(*paragraphs)
    found = stretches(table, words=words)
    said = [text for paragraph in paragraphs for text in paragraph]
    assert " ".join(found["text"]).split() == " ".join(said).split()
    assert found["words"].sum() == sum(map(sum, lengths))
    for row in found.itertuples():
        inside = table[(table["start"] >= row.start) & (table["end"] <= row.end)]
        assert row.words == inside["words"].sum()
        assert row.words <= words or len(inside) == 1
    assert (found["start"].iloc[1:].to_numpy() >= found["end"].iloc[:-1].to_numpy()).all()


# -- scores and labels -------------------------------------------------------------------------------------------------


def test_a_wording_counts_where_it_holds_best_and_the_mean_over_wordings_decides(book):
    table = sentences(["One."], ["Two."], words=150)
    says = {
        ("One.", ODDS): 0.9,
        ("Two.", ODDS): 0.3,
        ("One.", BLAME): 0.05,
        ("Two.", BLAME): 0.2,
        ("Two.", MONEY): 0.85,
    }
    scores, labels = labelled(book, says, table)
    assert scores[["unit", "unit_id", "kind", "reading"]].drop_duplicates().values.tolist() == [
        ["article", "a", "frame", "asserted"]
    ]
    assert dict(zip(scores["hypothesis"], scores["entailment"].round(3), strict=True)) == {
        ODDS: 0.9,
        BLAME: 0.2,
        MONEY: 0.85,
    }
    dispute, money = labels.to_dict("records")
    assert (dispute["name"], dispute["unit"], dispute["unit_id"]) == ("dispute", "article", "a")
    assert (dispute["label"], dispute["commitment"], dispute["source_id"]) == ("expressed", "", "")
    assert [dispute[k] for k in ("probability", "wording_low", "wording_high")] == pytest.approx([0.55, 0.2, 0.9])
    assert (money["label"], money["threshold"], money["evidence"]) == ("not expressed", 0.9, [])


def test_the_label_follows_from_the_scores(book):
    table = sentences(["One."], ["Two."], ["Three."], words=100)
    says = {(t, w): p for t, p in (("One.", 0.2), ("Two.", 0.7), ("Three.", 0.4)) for w in (ODDS, BLAME, MONEY)}
    scores, labels = labelled(book, says, table)
    means = scores.groupby(["unit", "unit_id", "name"])["entailment"].mean()
    own = labels.set_index(["unit", "unit_id", "name"])["probability"]
    pd.testing.assert_series_equal(means.sort_index(), own.sort_index(), check_names=False)


def test_evidence_is_the_claims_of_the_stretches_that_decided_whoevers_they_are(book):
    table = sentences(["A claim.", "Another.", "(he said)"], ["A third."], words=75)
    long, short = "A claim. Another.", "(he said)\nA third."
    says = {(long, ODDS): 0.9, (short, ODDS): 0.1, (long, BLAME): 0.2, (short, BLAME): 0.6}
    says |= {("A claim.", ODDS): 0.5, ("Another.", ODDS): 0.8, ("A third.", BLAME): 0.6, ("(he said)", BLAME): 0.9}
    says |= {("A third.", ODDS): 0.99, ("Another.", BLAME): 0.99}  # not asked: the other stretch says it best
    _, labels = labelled(book, says, table)
    assert labels.loc[0, "evidence"] == ["c2", "c4", "c1"]


def test_evidence_leaves_out_what_is_weak_and_wordings_that_do_not_hold(book):
    table = sentences(["A claim.", "Another."], words=75)
    both = "A claim. Another."
    says = {(both, ODDS): 0.95, (both, BLAME): 0.45, ("A claim.", ODDS): 0.8, ("Another.", ODDS): 0.3}
    _, labels = labelled(book, says | {("Another.", BLAME): 0.9}, table)
    assert labels.loc[0, "evidence"] == ["c1"]


def test_the_article_is_read_with_all_its_voices_and_without_furniture():
    from framing.article.furniture import furniture
    from framing.article.read import article_from_text
    from framing.article.segment import paragraphs
    from framing.article.segment import sentences as sentences_of

    text = "Town weighs a tram\n\n“It is dear,” said Anna Lind.\n\nAdvertisement\n\nThe council votes on Monday."
    article = article_from_text(text, name="tram")
    (read,) = stretches(sentences_of(article, paragraphs(article, furniture(article))))["text"]
    assert read == "Town weighs a tram\n“It is dear,” said Anna Lind.\nThe council votes on Monday."


def test_two_articles_at_once(book):
    both = pd.concat([sentences(["One."]), sentences(["Two."], article="b")], ignore_index=True)
    claims = pd.concat([claims_of(part) for _, part in both.groupby("article_id")], ignore_index=True)
    says = {("Two.", ODDS): 0.9, ("Two.", BLAME): 0.9}
    _, labels = labelled(book, says, both, claims)
    found = labels[labels["label"] == "expressed"]
    assert found[["article_id", "unit_id", "name"]].values.tolist() == [["b", "b", "dispute"]]
    assert found["evidence"].tolist() == [["c1"]]


def test_nothing_asked_or_nothing_to_ask(book):
    of_turns = book.model_copy(update={"units": ("turn",)})
    for asked, table in ((of_turns, sentences(["One."])), (book, empty("sentences"))):
        scores, labels = labelled(asked, {}, table)
        assert scores.equals(empty("scores"))
        assert labels.equals(empty("labels"))


def test_a_two_way_model(book):
    table = sentences(["One."])
    judge = model({("One.", ODDS): (0.9, 0.0), ("One.", BLAME): (0.9, 0.0)}, two_way=True)
    labels = label_articles(score_stretches(table, book, model=judge), claims_of(table), book, model=judge)
    assert labels["label"].tolist() == ["expressed", "not expressed"]
