"""From probabilities to spans: the best path with its costs, and the edges of contents."""

from __future__ import annotations

import re

import numpy as np
import pytest

from framing.voices.decoding import CONTENT_FLOOR, best_path, decode, set_edges
from framing.voices.linking import Span
from framing.voices.tagging import Tokens

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")


def probabilities(*tags, sure=0.9, other=None):
    """Return a row a tag with `sure` on it; `other` maps positions to the tag that gets the rest."""
    rows = []
    for i, tag in enumerate(tags):
        row = np.full(len(LABELS), 1e-6)
        row[LABELS.index(tag)] = sure
        row[LABELS.index((other or {}).get(i, "O" if tag != "O" else "B-cue"))] += 1 - sure
        rows.append(row)
    return np.array(rows)


def tokens(text, rows):
    words = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
    assert len(words) == len(rows)
    return Tokens(np.array([a for a, _ in words]), np.array([b for _, b in words]), rows, LABELS)


def spans(text, *parts):
    """Return spans of words of the text: (role, words, probability)."""
    out = []
    for role, words, *sure in parts:
        start = text.index(words)
        out.append(Span(start, start + len(words), role, sure[0] if sure else 0.9))
    return out


def said(text, found):
    return [(s.role, text[s.start : s.end]) for s in found]


def test_a_span_begins_with_its_first_label():
    rows = probabilities("O", "I-cue", "O", sure=0.6)
    assert best_path(["a", "b", "c"], rows, LABELS)[1] != "I-cue"
    assert best_path([], np.empty((0, len(LABELS))), LABELS) == []


def test_a_content_that_is_hardly_likelier_than_none_is_none():
    for sure, found in ((0.55, "O"), (0.9, "B-content")):
        rows = probabilities("O", "B-content", "O", sure=sure)
        rows[[0, 2]] = probabilities("O", "O")
        assert best_path(["So", "grain", "."], rows, LABELS)[1] == found


@pytest.mark.parametrize(("word", "goes_on"), [("the", True), ("of", True), ("grain", False)])
def test_a_content_does_not_break_off_behind_an_article_or_preposition(word, goes_on):
    rows = probabilities("B-content", "I-content", "O", sure=0.7, other={2: "I-content"})
    assert (best_path(["sell", word, "farm"], rows, LABELS)[2] == "I-content") is goes_on


def test_whole_words_and_no_span_of_punctuation_but_a_speakers_colon():
    text = "Berg : grain is dear ."
    rows = probabilities("B-source", "B-cue", "B-content", "I-content", "I-content", "B-content", sure=0.99)
    found = decode(text, tokens(text, rows))
    assert said(text, found) == [("source", "Berg"), ("cue", ":"), ("content", "grain is dear")]
    pieces = Tokens(np.array([0, 2]), np.array([2, 4]), probabilities("B-source", "O", sure=0.99), LABELS)
    assert said("Berg", decode("Berg", pieces)) == [("source", "Berg")]


@pytest.mark.parametrize(
    ("text", "parts", "expected"),
    [
        ("She said prices rise, he wrote.", [("content", "prices rise,")], ["prices rise"]),
        ("She said prices rise.", [("content", "prices rise.")], ["prices rise"]),
        ("He moved to the U.S.", [("content", "the U.S.")], ["the U.S."]),
        ("“Prices rise.” So it goes.", [("content", "“Prices rise.”")], ["“Prices rise.”"]),
        ("“BERG: Prices rise.”", [("content", "“BERG: Prices rise.”")], ["Prices rise.”"]),
        ("It is a tax, which he says hurts.", [("content", "a tax, which")], ["a tax", "which"]),
        ("He said -- prices rise --", [("content", "prices rise --")], ["prices rise"]),
    ],
)
def test_edges_of_contents(text, parts, expected):
    assert [words for _, words in said(text, set_edges(text, spans(text, *parts)))] == expected


def test_a_preposition_behind_the_cue_belongs_to_it():
    text = "The mayor warned against higher prices."
    found = set_edges(text, spans(text, ("cue", "warned"), ("content", "against higher prices")))
    assert said(text, found) == [("cue", "warned against"), ("content", "higher prices")]
    text = "The mayor said, against all odds, nothing."
    apart = set_edges(text, spans(text, ("cue", "said"), ("content", "against all odds")))
    assert said(text, apart) == [("cue", "said"), ("content", "against all odds")]


def test_an_unsure_content_is_none_unless_it_is_quoted():
    text = "Prices rise. “Prices fall,” he said."
    weak = CONTENT_FLOOR - 0.1
    found = set_edges(text, spans(text, ("content", "Prices rise", weak), ("content", "“Prices fall,”", weak)))
    assert said(text, found) == [("content", "“Prices fall,”")]
