"""What is quoted as statements for a model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.prominence.statements import share_words, statements


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("that the bridge is safe", ["The bridge is safe."]),
        ("the bridge would be closed", ["The bridge would be closed."]),
        ("that the town pays,", ["The town pays."]),
        ("it’s too late", ["It’s too late."]),
        ("nothing has changed", ["Nothing has changed."]),
        ("closing what has rusted", []),
        ("to close the bridge", []),
        ("of having lost the keys", []),
        ("whether the bridge is safe", []),
        ("steps that could help the town", []),
        ("the town’s biggest bridge", []),
        ("“too late”", []),
        ("“Is the bridge safe?”", []),
        ("", []),
    ],
)
def test_indirect_words_and_fragments(content, expected):
    assert statements(content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("“The town pays,”", ["The town pays."]),
        ("“The town pays. The county watches!”", ["The town pays.", "The county watches."]),
        ("“The town pays,” “The county watches.”", ["The town pays.", "The county watches."]),
        ("“The town,” “pays for it.”", ["The town, pays for it."]),
        ("“What does it cost? The town pays for it.”", ["The town pays for it."]),
    ],
)
def test_sentences(content, expected):
    assert statements(content, sentence=True) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("“I was never told,”", ["Ann Berg was never told."]),
        ("“I’m sure that my town is poor.”", ["Ann Berg’s town is poor."]),
        ("“I’ve seen the bolts.”", ["Ann Berg has seen the bolts."]),
        ("“They lied to me.”", ["They lied to Ann Berg."]),
        ("“I drink the water.”", []),
        ("“We were never told.”", []),
    ],
)
def test_the_first_person_becomes_the_source(content, expected):
    assert statements(content, source="Ann Berg", sentence=True) == expected


def test_without_a_name_the_first_person_is_not_asked():
    assert statements("“I was never told,”", sentence=True) == []


@given(st.text(alphabet="aI ’“”.,?!tWbe", max_size=40))
def test_a_statement_is_one_sentence_without_marks(content):
    for statement in statements(content, source="Ann Berg", sentence=True):
        assert statement.endswith(".")
        assert not set(statement) & set("“”?")


def test_sentences_about_the_same_thing():
    assert share_words("The bridge is safe.", "Nobody checked the bridges.")
    assert not share_words("The bridge is safe.", "There would also be those that say so.")
    assert share_words("Ann Berg was told.", "Berg was there.")
    assert not share_words("Ann Berg was told.", "Berg was there.", apart_from="Ann Berg")
