"""The stance of cues: the lexicon by its own examples, adverbs, negation and phrases."""

from __future__ import annotations

import pytest

from framing.prominence.cue_lexicon import CUE_STANCES, GROUPS, MODIFIERS, PHRASES
from framing.prominence.cue_stances import DISTANCING, ENDORSING, NEUTRAL, NONE, cue_stance


def cue_of(group):
    """Return the words of a group's example between its subject and its content: the cue, with auxiliaries."""
    words = group.example.split(" that ")[0].split(" whether ")[0].split(" the bridge safe")[0].split()
    return " ".join(words[2:]).replace("the story", "").strip()


@pytest.mark.parametrize("group", GROUPS, ids=lambda g: g.sense)
def test_every_group_of_the_lexicon_has_an_example_that_it_finds(group):
    assert cue_stance(cue_of(group)) == (group.stance, cue_of(group))
    assert group.stance in (ENDORSING, NEUTRAL, DISTANCING)


def test_every_cue_is_found_as_it_stands_in_the_lexicon_and_only_once():
    assert len(CUE_STANCES) == sum(len(group.cues.split()) for group in GROUPS)
    assert {cue: cue_stance(cue)[0] for cue in CUE_STANCES} == CUE_STANCES


@pytest.mark.parametrize(
    ("cue", "stance"),
    [
        ("has acknowledged", ENDORSING),
        ("pointed out", ENDORSING),
        ("made clear", ENDORSING),
        ("found out", ENDORSING),
        ("was aware", ENDORSING),
        ("claims", DISTANCING),
        ("is alleged", DISTANCING),
        ("made up", DISTANCING),
        ("made it clear", ENDORSING),
        ("the allegation", DISTANCING),
        ("’s admission", ENDORSING),
        ("went on to claim", DISTANCING),
        ("was quick to point out", ENDORSING),
        ("went on", NEUTRAL),
        ("seemed to confirm", NEUTRAL),
        ("had imagined", DISTANCING),
        ("told reporters", NEUTRAL),
        ("according to", NEUTRAL),
        ("has reportedly", NEUTRAL),
        ("yodeled", NEUTRAL),
        ("has allegedly", DISTANCING),
        (":", NONE),
        ("", NONE),
    ],
)
def test_forms_of_cues(cue, stance):
    assert cue_stance(cue)[0] == stance


@pytest.mark.parametrize(
    ("clause", "cue", "expected"),
    [
        ("As Hill rightly said,", "said", (ENDORSING, "rightly said")),
        ("Hill, to his credit, has said", "has said", (ENDORSING, "to his credit, has said")),
        ("Hill falsely claimed", "claimed", (DISTANCING, "falsely claimed")),
        ("Hill said incorrectly", "said", (DISTANCING, "said incorrectly")),
        ("Hill falsely showed", "showed", (DISTANCING, "falsely showed")),
        ("Rightly or wrongly, Hill said", "said", (NEUTRAL, "said")),
        ("the wrongly convicted clerk said", "said", (NEUTRAL, "said")),
        ("Hill said, without offering any proof,", "said", (DISTANCING, "without offering any proof")),
        ("what Hill calls", "calls", (DISTANCING, "what Hill calls")),
    ],
)
def test_what_stands_beside_a_cue_decides(clause, cue, expected):
    assert cue_stance(cue, clause=clause) == expected


@pytest.mark.parametrize(("stance", "pattern", "example"), [*MODIFIERS, *PHRASES])
def test_examples_of_adverbs_and_phrases(stance, pattern, example):
    cue = next(
        (w for w in example.split() if w in ("said", "calls", "tell", "believe", "account", "believed", "claim")), ""
    )
    assert cue_stance(cue, clause=example)[0] == stance


@pytest.mark.parametrize(
    ("cue", "clause", "expected"),
    [
        ("did not confirm", "", (NEUTRAL, "did not confirm")),
        ("confirm", "Hill would not confirm", (NEUTRAL, "not confirm")),
        ("has never claimed", "", (NEUTRAL, "has never claimed")),
        ("refused to admit", "", (NEUTRAL, "refused to admit")),
        ("didn’t know", "", (ENDORSING, "didn’t know")),
    ],
)
def test_negated_cues_are_neutral_but_for_verbs_of_knowing(cue, clause, expected):
    assert cue_stance(cue, clause=clause) == expected


def test_a_clause_without_the_cue_is_left_aside():
    assert cue_stance("said", clause="the mayor falsely claimed") == (NEUTRAL, "said")
