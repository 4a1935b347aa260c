"""What single words and phrases are taken for: lemmas of cues, role nouns, types, names."""

from __future__ import annotations

import pytest

from framing.voices.cues import kind, lemma
from framing.voices.names import names
from framing.voices.phrases import read_phrase
from framing.voices.roles import covers, role_nouns, type_of


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("said", "say"),
        ("has also said", "say"),
        ("told reporters", "tell"),
        ("planned", "plan"),
        ("released", "release"),
        ("charged", "charge"),
        ("defined", "define"),
        ("repeated", "repeat"),
        ("visited", "visit"),
        ("explained", "explain"),
        ("replied", "reply"),
        ("denies", "deny"),
        ("goes", "go"),
        ("strongly suggested", "suggest"),
        ("didn’t say", "say"),
        ("According to", "according to"),
        ("has reportedly", "reportedly"),
        (":", ""),
        ("", ""),
    ],
)
def test_lemma(cue: str, expected: str) -> None:
    assert lemma(cue) == expected


def test_kind() -> None:
    assert [kind(c) for c in ("said", "according to", "has reportedly", ":", "")] == [
        *("verb", "phrase", "adverb", "colon", "none")
    ]


@pytest.mark.parametrize(
    ("description", "roles"),
    [
        ("a doctor at the university", ["doctor"]),
        ("the vice president", ["vice president"]),
        ("former President", ["former president"]),
        ("Lt. Col.", ["colonel", "lieutenant"]),
        ("a developer and spokeswoman for the coalition", ["developer", "spokeswoman"]),
        ("one of the town’s richest bankers", ["banker"]),
        ("a major donor", []),
    ],
)
def test_role_nouns_are_heads(description: str, roles: list[str]) -> None:
    assert role_nouns(description) == roles


def test_wider_role_covers_a_narrower_one_only() -> None:
    assert covers("officer", "colonel")
    assert not covers("colonel", "officer")
    assert not covers("president", "vice president")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("president of the teachers’ union", ("civil_society", "union")),
        ("president of the country", ("government", "president")),
        ("a police officer", ("justice", "police")),
        ("a lawyer who sued the army", ("justice", "lawyer")),
        ("the general public", ("citizen", "public")),
        ("a passer-by", ("", "")),
    ],
)
def test_type_and_its_evidence(words: str, expected: tuple[str, str]) -> None:
    assert type_of(words) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("On Monday Mayor Ann Berg met Hugh Hill of the Coast Guard.", ["Ann Berg", "Hugh Hill", "Coast Guard"]),
        ("They met at the Bank of England.", ["Bank of England"]),
        ("It was Hugh Hill’s boat, and Alda United’s Ann Berg saw it.", ["Hugh Hill", "Alda United", "Ann Berg"]),
        ("There sat Secretary of State Hugh B. Hill.", ["Hugh B. Hill"]),
        ("There sat NATO Secretary General Hugh Hill.", ["Hugh Hill"]),
        ("He spoke to the U.N. yesterday.", ["U.N."]),
        ("Protesters came, and Hugh Hill Thursday spoke to them.", ["Hugh Hill"]),
        ("There sat Mr. King and the King.", ["King"]),
        ("It is Martin Luther King Jr.", ["Martin Luther King Jr"]),
    ],
)
def test_names(sentence: str, expected: list[str]) -> None:
    assert [sentence[a:b] for a, b in names(sentence, 0, len(sentence))] == expected


def test_phrases() -> None:
    def read(phrase: str) -> tuple[str, str, str, bool]:
        p = read_phrase(phrase, 0, len(phrase))
        return p.name, p.head, p.possessor, p.plural

    assert read("Ms. Berg’s lawyer") == ("", "lawyer", "Berg", False)
    assert read("the doctor, Hugh Hill,")[0] == "Hugh Hill"
    assert read("Hugh Hill, 52, a doctor,")[0] == "Hugh Hill"
    assert read("actor and activist Hugh Hill")[0] == "Hugh Hill"
    assert read("Mr. Hill and Ms. Berg")[3]
    assert read_phrase("Hugh Hill, 52, a doctor,", 0, 24).apposition == "a doctor"
    assert read_phrase("“them”", 0, 6).pronoun == "them"
