"""A composite with the researcher's own weights."""

from __future__ import annotations

import pandas as pd
import pytest
from prominence.test_visibility import claims_table, labels_table

from framing.errors import FramingError
from framing.prominence.composite import composite, weights_note
from framing.prominence.visibility import MEASURES, visibility
from framing.schema import AUTHOR, VISIBILITY, check, empty


@pytest.fixture(scope="module")
def prominence():
    return visibility(claims_table(), labels_table())


def values(table, voice="innermost"):
    return table[table["voice"] == voice].set_index("source_id")["value"].to_dict()


def test_it_is_the_weighted_sum_of_measures_by_their_largest_value(prominence):
    table = check(composite(prominence, {"share": 0.6, "directness": 0.4}), "prominence")
    # words 8, 5, 1, 2 of 16; directness 0, 2/5, 1, 0
    expected = {AUTHOR: 0.6, "lind": 0.6 * 5 / 8 + 0.4 * 2 / 5, "berg": 0.6 / 8 + 0.4, "paper": 0.6 * 2 / 8}
    assert values(table) == pytest.approx(expected)
    assert set(table["measure"]) == {"composite"}
    assert table[table["source_id"] == AUTHOR]["n"].tolist() == [2, 2]


def test_first_position_is_turned_round(prominence):
    early = values(composite(prominence, {"first_position": 1.0}))
    assert early == pytest.approx({AUTHOR: 1, "lind": 1 - 4 / 16, "berg": 1 - 9 / 16, "paper": 1 - 10 / 16})


def test_voices_are_scaled_among_their_own_kind(prominence):
    assert values(composite(prominence, {"words": 1.0}), "outermost") == pytest.approx(
        {AUTHOR: 1, "lind": 5 / 8, "paper": 3 / 8}
    )


def test_a_measure_that_nobody_has_is_zero(prominence):
    silent = visibility(claims_table().assign(section="body"))
    assert set(values(composite(silent, {"headline": 1.0})).values()) == {0.0}


def test_articles_are_scaled_apart(prominence):
    other = visibility(claims_table("b").assign(words=lambda t: t["words"] * 3))
    both = composite(pd.concat([prominence, other]), {"words": 1.0})
    assert values(both[both["article_id"] == "b"]) == pytest.approx(values(both[both["article_id"] == "a"]))


def test_without_weights_there_is_none(prominence):
    assert composite(prominence, {}).equals(empty("prominence"))
    assert weights_note({}) == ""


def test_only_visibility_is_weighed(prominence):
    with pytest.raises(FramingError, match="no measure 'endorsing' to weigh; choose from words, share"):
        composite(prominence, {"endorsing": 1.0})
    assert tuple(MEASURES) == VISIBILITY


def test_the_note_prints_the_weights():
    assert weights_note({"share": 0.75, "first_position": 0.25}) == (
        "Composite = 0.75 × share + 0.25 × (1 − first_position), each measure divided by its largest value in the "
        "article."
    )
    assert weights_note({"first_position": 1}) == "Composite = 1 × (1 − first_position)."
