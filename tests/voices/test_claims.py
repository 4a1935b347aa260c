"""Every word outside furniture to exactly one voice, whatever the tagger says and however the marks stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from voices.reading import Reading, read_voices

from framing.article.read import article_from_text
from framing.article.segment import word_spans
from framing.models import TaggedText
from framing.schema import AUTHOR, check

Read = Callable[[str], Any]
LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")


class Dice:
    """A tagger that throws dice: what it says is as wrong as a tagger can be."""

    def __init__(self, seed: int, sure: float = 3.0) -> None:
        self.seed, self.sure = seed, sure
        self.labels, self.max_tokens = LABELS, 250

    def offsets(self, text: str) -> Any:
        return np.array(word_spans(text), dtype=np.int64).reshape(-1, 2)

    def probabilities(self, texts: list[str]) -> list[TaggedText]:
        out = []
        for k, text in enumerate(texts):
            offsets = self.offsets(text)
            logits = np.random.default_rng(self.seed + k).normal(0, self.sure, (len(offsets), len(LABELS)))
            logits[:, 0] += self.sure  # most words are in no span, as in an article
            scores = np.exp(logits)
            out.append(TaggedText(offsets, scores / scores.sum(axis=1, keepdims=True)))
        return out


def assert_every_word_has_one_voice(reading: Reading) -> None:
    text = reading.article.text
    for name in ("spans", "attributions", "mentions", "sources", "claims", "turns"):
        check(getattr(reading, name), name, text=text)
    claims, turns = reading.claims, reading.turns
    words = [w for p in reading.parts for w in word_spans(text, p.start, p.end)]
    starts, ends = claims["start"].to_numpy(), claims["end"].to_numpy()
    assert (starts[1:] >= ends[:-1]).all(), "claims overlap or are out of order"
    held = np.searchsorted(starts, [a for a, _ in words], side="right") - 1
    assert (held >= 0).all()
    assert (ends[held] >= [b for _, b in words]).all(), "a word is in no claim"
    assert claims["words"].tolist() == np.bincount(held, minlength=len(claims)).tolist()
    spoken = claims[~claims["reporting"]]
    assert (claims.loc[claims["reporting"], "turn_id"] == "").all()
    assert (spoken["turn_id"] != "").all()
    assert (
        spoken.groupby("turn_id")["words"].sum().sort_index().equals(turns.set_index("turn_id")["words"].sort_index())
    )
    voices = spoken.groupby("turn_id")[["source_id", "outer_source_id"]].nunique()
    assert (voices == 1).all(axis=None)
    assert_outer_voices(reading)
    assert set(claims["source_id"]) <= set(reading.sources["source_id"])


def assert_outer_voices(reading: Reading) -> None:
    """Follow every claim's chain of attributions outwards by the table alone."""
    acts = reading.attributions.set_index("attribution_id")
    for claim in reading.claims.itertuples():
        if not claim.attribution_id:
            assert (claim.source_id, claim.outer_source_id) == (AUTHOR, AUTHOR)
            continue
        at = claim.attribution_id
        assert claim.source_id == acts.loc[at, "source_id"]
        for _ in range(len(acts)):
            if not acts.loc[at, "parent_id"]:
                break
            at = acts.loc[at, "parent_id"]
        assert not acts.loc[at, "parent_id"], "attributions are nested in a circle"
        assert claim.outer_source_id == acts.loc[at, "source_id"]


@pytest.mark.parametrize("seed", [1, 2])
def test_every_word_has_one_voice_whatever_the_tagger_says(dev_rows: pd.DataFrame, seed: int) -> None:
    for k, text in enumerate(dev_rows["text"].iloc[seed - 1 :: 2]):
        assert_every_word_has_one_voice(read_voices(article_from_text(text), Dice(seed + 10 * k)))


def test_every_word_has_one_voice_in_annotated_articles(dev_articles: list[Any]) -> None:
    for reading, _ in dev_articles:
        assert_every_word_has_one_voice(reading)


def test_every_word_has_one_voice_in_the_demo_article(demo: Any) -> None:
    assert_every_word_has_one_voice(demo)
    furniture = {"Advertisement", "Recommended"}
    assert not furniture & set(demo.claims["text"])


WORDS = [
    "Hill",
    "said",
    "that",
    "Ms.",
    "the",
    "mayor",
    "of",
    "Alda",
    "told",
    "was",
    "he",
    "they",
    "report",
    "boats",
    "12",
]
MARKS = [
    "“",
    "”",
    '"',
    "«",
    "»",
    "‘",
    "’",
    "'",
    "''",
    "``",
    ",",
    ".",
    "?",
    "!",
    ":",
    "—",
    "…",
    "(",
    ")",
    "\n",
    "\n\n",
    "according to",
    "has reportedly",
]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.sampled_from(WORDS + MARKS), st.booleans()), min_size=1, max_size=60),
    st.integers(0, 1000),
    st.sampled_from([0.5, 2.0, 6.0]),
)
def test_every_word_has_one_voice_in_any_text(pieces: list[tuple[str, bool]], seed: int, sure: float) -> None:
    text = "".join(piece + (" " if space else "") for piece, space in pieces)
    assert_every_word_has_one_voice(read_voices(article_from_text("Boats " + text), Dice(seed, sure)))


@pytest.mark.parametrize(
    "body",
    [
        "“The pier is safe, Ann Berg said. Nobody was hurt.",
        "The pier is safe,” Ann Berg said. Nobody was hurt.",
        '"The pier is safe, Ann Berg said. "Nobody was hurt."',
        "'The pier is safe,' Ann Berg said. 'Nobody was hurt.'",
        "«The pier is safe», Ann Berg said. «Nobody was hurt.",
        "The pier is safe, Ann Berg said. Nobody was hurt.",
        "““The pier” is “safe,” Ann Berg” said.",
        "”“",
        "“",
        "The Gazette reported:",
        "Reportedly.",
        "“The pier",
        "He said: «“The pier is 'safe',”»",
    ],
)
def test_marks_without_a_partner_raise_nothing(read: Read, body: str) -> None:
    assert_every_word_has_one_voice(read(body))


def test_reporting_words_are_nobodys_opinion(read: Read) -> None:
    reading = read(
        "“The pier is safe,” Ann Berg told reporters on Monday.\n\n"
        "“We lost it,” Hugh Hill said. He continued: “All of it.”"
    )
    reporting = reading.claims[reading.claims["reporting"]]
    assert reporting["text"].tolist() == ["Ann Berg told reporters on Monday.", "Hugh Hill said.", "He continued:"]
    assert set(reporting["source_id"]) == {AUTHOR}
    assert AUTHOR not in set(reading.turns["source_id"].iloc[1:])


def test_opening_in_his_view_is_no_opinion_of_the_author(demo: Any) -> None:
    assert demo.claim("In his view")["reporting"]


def test_turn_is_not_interrupted_by_its_speech_tag(read: Read) -> None:
    reading = read("“The pier is safe,” Ann Berg said, “and the insurers have agreed to open it.”\n\nThe rain went on.")
    turn = reading.turns.iloc[1]
    assert (turn["text"], turn["words"], turn["form"]) == (
        "“The pier is safe,” “and the insurers have agreed to open it.”",
        12,
        "direct",
    )
    assert reading.turns["source_id"].tolist() == [AUTHOR, "s1", AUTHOR]


def test_marks_stand_with_the_words_that_they_enclose(read: Read) -> None:
    reading = read("Ann Berg said, “The pier is safe,” and went home.")
    assert reading.claim("The pier is safe")["text"] == "“The pier is safe,”"
    assert reading.claim("The pier is safe")["quoted"]
    assert not reading.claim("and went home")["quoted"]


def test_article_without_a_body_has_no_claims_of_others() -> None:
    reading = read_voices(article_from_text("One line"), Dice(0, 0.01))
    assert set(reading.claims["source_id"]) == {AUTHOR}
