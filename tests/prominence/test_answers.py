"""Openings by which an author's sentence answers a quotation."""

from __future__ import annotations

import pytest

from framing.prominence.answers import ENDORSED, OPENINGS, REBUTTED, answer
from framing.prominence.cue_stances import DISTANCING, ENDORSING


@pytest.mark.parametrize("opening", OPENINGS, ids=lambda o: o.sense)
def test_every_opening_finds_its_example(opening):
    found = answer(opening.example, cue=DISTANCING)
    assert found is not None
    assert found[0] == opening.uptake
    assert opening.example.startswith(found[1])


@pytest.mark.parametrize(
    ("sentence", "uptake"),
    [
        ("That isn’t true.", REBUTTED),
        ("It's a lie.", REBUTTED),
        ("The claim was simply wrong.", REBUTTED),
        ("Berg is mistaken.", REBUTTED),
        ("But the records of March show otherwise.", REBUTTED),
        ("Yet there is little evidence that the bolts were checked.", REBUTTED),
        ("He forgets that the bridge was closed in May.", REBUTTED),
        ("And he was right.", ENDORSED),
        ("The mayor of the town is right about that.", None),  # too far away to be sure of the subject
        ("The new mayor has a point.", ENDORSED),
        ("It is true as far as it goes.", ENDORSED),
        ("The figures for March confirm it.", ENDORSED),
        ("The council has called it a disgrace, and rightly so.", ENDORSED),
        ("True, the bridge is old.", ENDORSED),
    ],
)
def test_answers(sentence, uptake):
    found = answer(sentence)
    assert (found[0] if found else None) == uptake


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge was closed on Monday.",
        "It is true that the bridge is old.",  # what follows is said to be true, not what was quoted
        "The weather was right for sailing.",
        "The road is wrong for trucks.",
        "He forgot his coat.",
        "The claim could not be verified.",
        "Is that true?",
        "Truegood is a town on the coast.",
        "Wrong turns had led them there.",
        "The bolts, in fact, had rusted.",
        "",
    ],
)
def test_other_sentences_are_no_answers(sentence):
    assert answer(sentence) is None


def test_in_fact_turns_only_where_the_cue_doubts_or_the_sentence_contrasts():
    assert answer("In fact, the bolts had rusted.") is None
    assert answer("In fact, the bolts had rusted.", cue=DISTANCING) == (REBUTTED, "In fact")
    assert answer("But in fact the bolts had rusted.") == (REBUTTED, "But in fact")
    assert answer("But in fact the bolts had rusted.", cue=ENDORSING) is None
    assert answer("That is false.", cue=ENDORSING) == (REBUTTED, "That is false")
