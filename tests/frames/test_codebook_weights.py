"""The codebook's weights for a composite of visibility."""

from __future__ import annotations

import pytest
from workplace import BOOK

from framing.errors import FramingError
from framing.frames.codebook import parse_codebook

PLAIN = parse_codebook(BOOK)
LINES = BOOK.count("\n")


def test_there_are_none_by_default():
    assert PLAIN.weights == {}


def test_weights_are_read_and_count_for_the_hash():
    book = parse_codebook(BOOK + "weights:\n  share: 0.7\n  directness: 0.3\n")
    assert book.weights == {"share": 0.7, "directness": 0.3}
    assert book.sha256 != PLAIN.sha256
    assert parse_codebook(BOOK + "weights:\n  share: 1\n").weights == {"share": 1.0}
    assert parse_codebook(BOOK + "weights: {}\n").sha256 == PLAIN.sha256


@pytest.mark.parametrize(
    ("written", "line", "sentence"),
    [
        ("  shre: 1", 2, "'weights' names 'shre', which is no measure of visibility; perhaps you mean 'share'."),
        ("  tone: 1", 2, "'weights' names 'tone', which is no measure of visibility; choose from words, share, turns"),
        ("  2: 1", 2, "'weights' names '2', which is no measure of visibility; choose from"),
        ("  share: 0.5\n  lead: 0.4", 1, "'weights' sum to 0.9; change them so that they sum to 1."),
        ("  share: 1.5", 2, "'weights' gives 'share' the weight '1.5'; it must be a number from 0 to 1."),
        ("  share: much", 2, "'weights' gives 'share' the weight 'much'; it must be a number from 0 to 1."),
        ("  share: yes", 2, "'weights' gives 'share' the weight 'yes'; it must be a number"),
        ("  - share", 1, "'weights' must be a block of lines with a key, a colon and a value"),
        ("", 1, "'weights' is empty; write it or delete the line."),
    ],
)
def test_errors_name_line_and_measure(written, line, sentence):
    with pytest.raises(FramingError) as caught:
        parse_codebook(f"{BOOK}weights:\n{written}\n", where="mine.yaml")
    assert str(caught.value).startswith(f"mine.yaml, line {LINES + line}: {sentence}")
