"""Labels from a model whose every answer is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from answers import model

from framing.errors import FramingError
from framing.frames.codebook import parse_codebook
from framing.frames.label import PREMISES, label_turns, premises, readings, score_turns
from framing.schema import AUTHOR, check, conform, empty

BOOK = """
name: bridge
title: A bridge
description: Two frames of a made-up debate.
version: "1"
threshold: 0.6
stance_threshold: 0.6
frames:
  - key: mistake
    label: A mistake
    level: issue
    definition: The bridge is a mistake.
    wordings: [The bridge is a mistake., The bridge should not be built.]
    denied_wordings: [The bridge is no mistake.]
    near_miss: The bridge is mentioned.
  - key: dear
    label: Too dear
    level: issue
    definition: The bridge costs too much.
    wordings: [The bridge costs too much.]
    near_miss: A price is named.
    threshold: 0.9
targets:
  - key: mayor
    label: the mayor
    favor: [The speaker supports the mayor.]
    against: [The speaker opposes the mayor.]
"""
MISTAKE = ("The bridge is a mistake.", "The bridge should not be built.")
RAISED = tuple(f"The text raises the possibility that the{w[3:]}" for w in MISTAKE)
DENIED = "The bridge is no mistake."
DEAR = "The bridge costs too much."
FAVOR, AGAINST = "The speaker supports the mayor.", "The speaker opposes the mayor."


def tables(*turns):
    """Return turns, claims and sources; a turn is its source and its claims, of which one in (…) is reporting."""
    claims, units, at = [], [], 0
    for number, (source, texts) in enumerate(turns, start=1):
        own = []
        for text in texts:
            reporting = text.startswith("(")
            words = text.strip("()")
            row = {
                "article_id": "a",
                "start": at,
                "end": at + len(words),
                "text": words,
                "claim_id": f"c{len(claims) + 1}",
            }
            row |= {"turn_id": "" if reporting else f"t{number}", "attribution_id": "", "outer_source_id": source}
            row |= {"source_id": AUTHOR if reporting else source, "paragraph": number, "section": "body"}
            claims.append(row | {"words": len(words.split()), "quoted": False, "reporting": reporting})
            own += [] if reporting else [claims[-1]]
            at += len(words) + 1
        text = " ".join(c["text"] for c in own)
        unit = own[0] | {"end": own[-1]["end"], "text": text, "words": len(text.split()), "form": "indirect"}
        units.append(unit)
    names = {AUTHOR: "author", "lind": "Anna Lind", "berg": "Ole Berg"}
    sources = [
        {
            "article_id": "a",
            "source_id": k,
            "name": n,
            "type": "citizen",
            "type_evidence": "",
            "named": True,
            "gender": "",
        }
        for k, n in names.items()
    ]
    return conform(units, "turns"), conform(claims, "claims"), conform(sources, "sources")


@pytest.fixture(scope="module")
def book():
    return parse_codebook(BOOK)


def labels_of(book, says, *turns, two_way=False):
    units, claims, sources = tables(*turns)
    judge = model(says, two_way=two_way)
    scores = check(score_turns(units, claims, sources, book, model=judge), "scores")
    return check(label_turns(scores, units, claims, book, model=judge), "labels")


def one(labels, name, unit="t1"):
    return labels[(labels["unit_id"] == unit) & (labels["name"] == name)].iloc[0]


def asserting(text, first, second):
    """Return what a model says that finds the wordings of 'mistake' asserted with two probabilities."""
    return {(text, MISTAKE[0]): (first, 0.01), (text, MISTAKE[1]): (second, 0.01)}


def test_raising_wordings_are_asked_only_where_a_sentence_leaves_something_open(book):
    units, claims, sources = tables((AUTHOR, ["It is dear."]), ("lind", ["It is dear.", "Is it a mistake?"]))
    scores = score_turns(units, claims, sources, book, model=model({}))
    assert set(scores.loc[scores["reading"] == "raised", "unit_id"]) == {"t2"}
    assert set(scores.loc[scores["reading"] == "asserted", "unit_id"]) == {"t1", "t2"}


def test_every_turn_is_asked_every_wording(book):
    units, claims, sources = tables((AUTHOR, ["One?"]), ("lind", ["Two?"]))
    scores = score_turns(units, claims, sources, book, model=model({}))
    asked = book.hypotheses()
    asked = asked[asked["reading"] != "denied"]  # a three-way model says it by contradiction
    assert len(scores) == 2 * len(asked)
    assert set(scores["hypothesis"]) == set(asked["hypothesis"])
    assert np.allclose(scores[["entailment", "neutral", "contradiction"]].sum(axis=1), 1)
    assert len(score_turns(units, claims, sources, book, model=model({}, two_way=True))) == 2 * len(book.hypotheses())


@pytest.mark.parametrize(("second", "label"), [(0.41, "expressed"), (0.40, "expressed"), (0.38, "not expressed")])
def test_expressed_only_from_the_threshold_on_the_mean_over_wordings(book, second, label):
    text = "A mistake it is."
    row = one(labels_of(book, asserting(text, 0.8 + 1e-9, second), (AUTHOR, [text])), "mistake")
    assert row["label"] == label
    assert row["commitment"] == ("asserted" if label == "expressed" else "")
    assert row["probability"] == pytest.approx((0.8 + second) / 2)
    assert (row["wording_low"], row["wording_high"]) == pytest.approx((second, 0.8))
    assert row["threshold"] == 0.6
    assert row["evidence"] == (["c1"] if label == "expressed" else [])


def test_a_frame_has_its_own_threshold_and_none_is_crowned(book):
    text = "Costly."
    labels = labels_of(book, {(text, DEAR): (0.85, 0.01)}, (AUTHOR, [text]))
    assert one(labels, "dear")["threshold"] == 0.9
    assert set(labels["label"]) == {"not expressed"}


def test_a_turn_can_express_several_frames(book):
    text = "A dear mistake."
    labels = labels_of(book, asserting(text, 0.9, 0.9) | {(text, DEAR): (0.95, 0.01)}, (AUTHOR, [text]))
    assert list(labels.loc[labels["kind"] == "frame", "commitment"]) == ["asserted", "asserted"]


def test_the_voice_of_the_turn_is_kept(book):
    says = asserting("Yes.", 0.9, 0.9)
    labels = labels_of(book, says, (AUTHOR, ["No."]), ("lind", ["Yes."]))
    assert one(labels, "mistake", "t1")["label"] == "not expressed"
    assert one(labels, "mistake", "t2")[["label", "source_id"]].tolist() == ["expressed", "lind"]


def test_a_question_raises_what_the_same_words_as_a_statement_assert(book):
    for text, commitment in (("Was the bridge a mistake?", "raised"), ("The bridge was a mistake.", "asserted")):
        says = asserting(text, 0.9, 0.9) | {(text, w): (0.95, 0.01) for w in RAISED}
        assert one(labels_of(book, says, (AUTHOR, [text])), "mistake")["commitment"] == commitment


def test_what_is_only_raised_needs_a_word_that_leaves_it_open(book):
    for text, label in (("Perhaps it was a mistake.", "expressed"), ("It was a mistake.", "not expressed")):
        says = {(text, w): (0.9, 0.01) for w in RAISED}
        row = one(labels_of(book, says, (AUTHOR, [text])), "mistake")
        assert (row["label"], row["commitment"]) == (label, "raised" if label == "expressed" else "")


def test_a_marker_in_another_sentence_of_the_turn_does_not_weaken_the_claim_that_asserts(book):
    claims = ["Who could have known?", "The bridge was a mistake."]
    text = " ".join(claims)
    says = asserting(text, 0.9, 0.9) | asserting(claims[1], 0.9, 0.9) | {(text, w): (0.95, 0.01) for w in RAISED}
    row = one(labels_of(book, says, (AUTHOR, claims)), "mistake")
    assert (row["commitment"], row["evidence"]) == ("asserted", ["c2"])


def test_asserted_turns_raised_where_the_claim_that_carries_it_asks(book):
    claims = ["The river is wide.", "Was the bridge a mistake?"]
    says = asserting(" ".join(claims), 0.9, 0.9) | asserting(claims[1], 0.9, 0.9)
    row = one(labels_of(book, says, (AUTHOR, claims)), "mistake")
    assert (row["commitment"], row["evidence"]) == ("raised", ["c2"])


def test_denied_needs_a_word_of_negation(book):
    for text, label in (("The bridge was not a mistake.", "expressed"), ("The bridge was a triumph.", "not expressed")):
        says = {(text, w): (0.02, 0.9) for w in MISTAKE}
        row = one(labels_of(book, says, ("lind", [text])), "mistake")
        assert (row["label"], row["commitment"]) == (label, "denied" if label == "expressed" else "")


def test_a_denial_that_stands_in_the_reporting_words_counts(book):
    passage = "Lind denied that the bridge was a mistake."
    says = {(passage, w): (0.02, 0.9) for w in MISTAKE}
    row = one(labels_of(book, says, ("lind", ["(Lind denied)", "that the bridge was a mistake."])), "mistake")
    assert (row["label"], row["commitment"]) == ("expressed", "denied")


def test_evidence_of_a_denial_is_the_claim_that_contradicts(book):
    claims = ["The bridge was dear.", "It was not a mistake.", "The river is wide."]
    contradicting = {(t, w): (0.02, 0.9) for t in (claims[1], " ".join(claims)) for w in MISTAKE}
    entailing = asserting(claims[0], 0.5, 0.5)
    row = one(labels_of(book, contradicting | entailing, ("lind", claims)), "mistake")
    assert (row["commitment"], row["evidence"]) == ("denied", ["c2"])


def test_evidence_is_ordered_by_strength_and_leaves_out_what_is_weak(book):
    claims = ["A.", "B.", "C.", "D.", "E."]
    says = asserting(" ".join(claims), 0.9, 0.9)
    for text, p in zip(claims, (0.5, 0.9, 0.3, 0.8, 0.7), strict=True):
        says |= asserting(text, p, p)
    assert one(labels_of(book, says, (AUTHOR, claims)), "mistake")["evidence"] == ["c2", "c4", "c5"]
    says |= asserting("D.", 0.44, 0.44) | asserting("E.", 0.46, 0.46) | asserting("A.", 0.1, 0.1)
    assert one(labels_of(book, says, (AUTHOR, claims)), "mistake")["evidence"] == ["c2", "c5"]


@pytest.mark.parametrize(
    ("favor", "against", "label", "probability"),
    [
        (0.7, 0.1, "favor", 0.7),
        (0.1, 0.6 + 1e-9, "against", 0.6),
        (0.8, 0.7, "mixed", 0.8),
        (0.5, 0.3, "not expressed", 0.5),
    ],
)
def test_stance(book, favor, against, label, probability):
    text = "The mayor!"
    says = {(text, FAVOR): (favor, 0.01), (text, AGAINST): (against, 0.01)}
    row = one(labels_of(book, says, ("berg", [text])), "mayor")
    assert (row["kind"], row["label"], row["commitment"]) == ("stance", label, "")
    assert row["probability"] == pytest.approx(probability)
    assert row["threshold"] == 0.6


def test_evidence_of_a_mixed_stance_is_on_both_sides(book):
    claims = ["She is brave.", "The river is wide.", "She was wrong on the bridge."]
    text = " ".join(claims)
    says = {(text, FAVOR): (0.8, 0.01), (text, AGAINST): (0.8, 0.01)}
    says |= {(claims[0], FAVOR): (0.9, 0.01), (claims[2], AGAINST): (0.85, 0.01)}
    row = one(labels_of(book, says, ("berg", claims)), "mayor")
    assert (row["label"], row["evidence"]) == ("mixed", ["c1", "c3"])


def test_a_two_way_model_denies_by_the_wordings_that_deny(book):
    claims = ["The bridge was dear.", "It was not a mistake."]
    text = " ".join(claims)
    says = {(text, DENIED): (0.9, 0), (claims[1], DENIED): (0.9, 0)} | asserting(claims[0], 0.4, 0.4)
    row = one(labels_of(book, says, ("lind", claims), two_way=True), "mistake")
    assert (row["commitment"], row["evidence"]) == ("denied", ["c2"])
    assert row["probability"] == pytest.approx(0.9)
    # "not entailed" is no contradiction
    silent = labels_of(book, {}, ("lind", claims), two_way=True)
    assert set(silent["label"]) == {"not expressed"}


def test_readings_of_both_kinds_of_model(book):
    units, claims, sources = tables(("lind", ["It is no mistake."]))
    says = {("It is no mistake.", MISTAKE[0]): (0.1, 0.7), ("It is no mistake.", DENIED): (0.8, 0.1)}
    three = readings(score_turns(units, claims, sources, book, model=model(says)), two_way=False)
    two = readings(score_turns(units, claims, sources, book, model=model(says, two_way=True)), two_way=True)
    row = three[(three["name"] == "mistake") & (three["wording"] == 1)].iloc[0]
    assert (row["asserted"], row["denied"]) == pytest.approx((0.1, 0.7))
    row = two[(two["name"] == "mistake") & (two["wording"] == 1)].iloc[0]
    assert (row["asserted"], row["denied"]) == pytest.approx((0.1, 0.8))
    assert two.loc[two["name"] == "dear", "denied"].isna().all()  # no wording denies it


def test_of_a_codebook_that_asks_whole_articles_nothing_is_asked_of_turns(book):
    units, claims, sources = tables(("lind", ["The bridge is a mistake."]))
    other = book.model_copy(update={"units": ("article",), "targets": ()})
    scores = score_turns(units, claims, sources, other, model=model({}))
    assert scores.equals(empty("scores"))
    assert label_turns(scores, units, claims, other, model=model({})).equals(empty("labels"))


def test_a_frame_with_units_of_its_own(book):
    units, claims, sources = tables(("lind", ["The bridge is a mistake."]))
    mistake, dear = book.frames
    other = book.model_copy(update={"frames": (mistake.model_copy(update={"units": ("article",)}), dear)})
    scores = score_turns(units, claims, sources, other, model=model({}))
    assert set(scores["name"]) == {"dear", "mayor"}


def test_rows_about_articles_among_the_scores_are_left_alone(book):
    says = asserting("Yes.", 0.9, 0.9)
    units, claims, sources = tables(("lind", ["Yes."]))
    scores = score_turns(units, claims, sources, book, model=model(says))
    whole = scores.assign(unit="article", unit_id="a", entailment=0.1)
    both = label_turns(pd.concat([scores, whole]), units, claims, book, model=model(says))
    assert both.equals(label_turns(scores, units, claims, book, model=model(says)))


def test_no_turns_no_labels(book):
    units, claims, sources = empty("turns"), empty("claims"), empty("sources")
    scores = score_turns(units, claims, sources, book, model=model({}))
    assert scores.empty
    assert label_turns(scores, units, claims, book, model=model({})).equals(empty("labels"))


def test_forms_of_the_premise():
    units, claims, sources = tables(
        ("lind", ["Prices will rise,", "(the mayor said,)", "because wages do."]),
        ("berg", ["Berg will not pay."]),
        (AUTHOR, ["The river is wide."]),
    )
    whole = "Prices will rise, the mayor said, because wages do."
    said = "Prices will rise, because wages do."
    rest = ["Berg will not pay.", "The river is wide."]
    forms = {form: premises(units, claims, sources, form=form) for form in PREMISES}
    assert forms["turn"] == [said, *rest]
    assert forms["speaker"] == [f"Anna Lind said: {said}", f"Ole Berg said: {rest[0]}", rest[1]]
    assert forms["passage"] == [whole, *rest]
    assert forms["passage with speaker"] == [f"Anna Lind said: {whole}", *rest]


def test_reporting_words_of_the_next_sentence_or_paragraph_stay_out():
    units, claims, sources = tables(
        ("lind", ["(Lind was angry.)", "It is dear.", "(Then she left.)"]), ("berg", ["(Berg said)", "it is cheap."])
    )
    assert premises(units, claims, sources, form="passage") == ["It is dear.", "Berg said it is cheap."]


def test_an_unknown_form_of_premise_is_refused():
    units, claims, sources = tables((AUTHOR, ["One."]))
    with pytest.raises(FramingError, match="no form of premise 'pasage'; choose one of turn, speaker, passage"):
        premises(units, claims, sources, form="pasage")


def test_a_source_without_a_name_is_not_put_in_front():
    units, claims, sources = tables(("lind", ["It is dear."]))
    nameless = sources.assign(name="")
    for form in PREMISES:
        assert premises(units, claims, nameless, form=form) == ["It is dear."]


def test_tables_of_several_articles_are_kept_apart(book):
    units, claims, sources = tables((AUTHOR, ["Yes."]))
    pairs = [(frame, frame.assign(article_id="b")) for frame in (units, claims, sources)]
    pairs[0][1]["text"] = pairs[1][1]["text"] = "No."
    units, claims, sources = (pd.concat(pair, ignore_index=True) for pair in pairs)
    judge = model(asserting("Yes.", 0.9, 0.9))
    scores = score_turns(units, claims, sources, book, model=judge)
    labels = label_turns(scores, units, claims, book, model=judge)
    found = labels[labels["name"] == "mistake"].set_index("article_id")["label"]
    assert found.to_dict() == {"a": "expressed", "b": "not expressed"}
