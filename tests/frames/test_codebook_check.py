"""What a methodologist would ask of a codebook: each rule by its own examples, and the words that it is made from."""

from __future__ import annotations

import pytest

from framing.frames.codebook import Codebook, codebooks, load_codebook, parse_codebook
from framing.frames.codebook_check import RULES, check_codebook
from framing.frames.codebook_rules.words import is_label, negations, overlap

FRAME = {
    "label": "Dear",
    "level": "issue",
    "function": "problem",
    "definition": "The bridge costs more than the town has.",
    "wordings": ["The bridge is too dear.", "Varne lacks the money for such a plan.", "A debt that hurts is taken on."],
    "near_miss": "The bridge was opened in 1974.",
}
TARGET = {"label": "the mayor", "aliases": ["mayor"], "side": "town"}
BOOK = {
    "name": "varne",
    "title": "A bridge",
    "description": "For tests.",
    "version": "1",
    "threshold": 0.5,
    "stance_threshold": 0.5,
    "frames": [{}],
    "targets": [{}],
    "notes": "No coded sample yet.",
}

TEXT = """\
name: varne
title: A bridge
description: For tests.
version: "1"
threshold: 0.5
frames:
  - key: dear
    label: Dear
    level: issue
    function: problem
    definition: The bridge costs more than the town has.
    wordings:
      - The bridge is too dear.
      - They could pay more.
    near_miss: none
"""


def book_of(part):
    """Return a codebook that is completed from a part of one, as the rules give them."""
    whole = BOOK | part
    frames = [{"key": f"frame_{i}"} | FRAME | f for i, f in enumerate(whole["frames"])]
    targets = [{"key": f"target_{i}"} | TARGET | t for i, t in enumerate(whole["targets"])]
    if len(targets) > 1:  # an alias belongs to one target
        targets = [{**t, "aliases": t["aliases"] if t["aliases"] != ["mayor"] else [t["key"]]} for t in targets]
    return Codebook.model_validate(whole | {"frames": frames, "targets": targets})


def rules_of(part):
    return set(check_codebook(book_of(part))["rule"])


def test_the_codebook_behind_the_examples_has_no_findings():
    assert rules_of({}) == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_for_its_bad_example_and_not_for_its_good_one(rule):
    assert rule.name in rules_of(rule.bad)
    assert rule.name not in rules_of(rule.good)


def test_rules_have_names_of_their_own_and_a_reason():
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.why.endswith((".", "?")) for rule in RULES)


@pytest.mark.parametrize("name", codebooks())
def test_the_shipped_codebooks_have_no_findings(name):
    assert check_codebook(load_codebook(name))["finding"].tolist() == []


def test_findings_name_line_and_place_in_the_order_of_the_file():
    found = check_codebook(parse_codebook(TEXT), text=TEXT)
    assert list(found.columns) == ["line", "frame", "rule", "finding", "advice"]
    assert found[["line", "rule"]].values.tolist() == [
        [5, "thresholds without a sample"],
        [12, "few wordings"],
        [14, "pronoun"],
        [14, "possibility"],
        [15, "no near miss"],
    ]
    assert found["frame"].tolist() == ["", "dear", "dear", "dear", "dear"]
    assert found.loc[2, "finding"] == "wording 2 of frame 'dear' begins with 'They'"
    assert found.loc[1, "finding"] == "'wordings' of frame 'dear' holds 2 wordings"


def test_without_the_text_there_are_no_lines():
    assert set(check_codebook(parse_codebook(TEXT))["line"]) == {0}


def test_no_findings_is_an_empty_table():
    found = check_codebook(book_of({}))
    assert found.empty
    assert found.dtypes.astype(str).to_dict()["line"] == "int64"


def test_in_another_language_single_wordings_are_left_alone():
    german = {
        "language": "de",
        "raised_wording": "Der Text hält für möglich: {wording}",
        "stance_wordings": {"favor": ["Für {target}."], "against": ["Gegen {target}."]},
        "frames": [{"wordings": ["Die Frage der Kosten.", "Nicht ohne die Stadt.", "Es ist teuer."]}],
        "notes": "",
    }
    assert rules_of(german) == set()
    assert rules_of(german | {"frames": [{"wordings": ["Zu teuer."]}]}) == {"few wordings"}


def test_a_wording_without_words_is_no_crash():
    assert "label, no sentence" in rules_of({"frames": [{"wordings": ["…", "!", "."]}], "targets": [{"label": "…"}]})


# -- the words of a wording --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "Russia prevails.",
        "People suffer.",
        "Sanctions hurt the poor.",
        "The plan failed.",
        "The minister blames the banks.",
        "It isn’t fair.",
        "Nobody helped.",
        "A policy depends on the staff at hand.",
        "Voters turn away from the party.",
        "The army must leave.",
        "Taxes fell last year.",
    ],
)
def test_a_sentence_is_no_label(sentence):
    assert not is_label(sentence)


@pytest.mark.parametrize(
    "label",
    ["Human interest.", "Economic consequences of sanctions.", "Fear of war.", "A costly mistake.", "Conflict."],
)
def test_a_label_is_no_sentence(label):
    assert is_label(label)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Nobody is not hurt.", ["Nobody", "not"]),
        ("The town cannot do without the plant.", ["cannot", "without"]),
        ("It is not unjust to wait.", ["not", "unjust"]),
        ("It is false that the town did nothing.", ["false", "nothing"]),
        ("The law is not just.", []),
        ("Neither the town nor the state is to blame.", []),
        ("Those who do not pay get no help.", ["not", "no"]),
        ("The town does not pay, and the state gives nothing.", []),
        ("The United States does not act.", []),
        ("The town didn't pay for nothing.", ["n't", "nothing"]),
    ],
)
def test_two_negations_in_one_clause(sentence, found):
    assert negations(sentence) == found


def test_overlap_counts_stems_and_leaves_out_little_words():
    assert overlap("The rebels blocked the talks.", "Rebels are blocking talks.") == 1
    assert overlap("The rebels win.", "The army loses.") == 0
    assert overlap("It is.", "They are.") == 0
