from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from framing.prominence.visibility import MEASURES, visibility
from framing.schema import AUTHOR, check, conform, empty

# turn, source, outer source, section, words, quoted, reporting: 20 words, 4 of them reporting
CLAIMS = [
    ("t1", AUTHOR, AUTHOR, "headline", 4, False, False),
    ("", AUTHOR, AUTHOR, "lead", 3, False, True),
    ("t2", "lind", "lind", "lead", 2, True, False),
    ("t2", "lind", "lind", "lead", 3, False, False),
    ("", "paper", "paper", "body", 1, False, True),
    ("t3", "berg", "paper", "body", 1, True, False),
    ("t4", "paper", "paper", "body", 2, False, False),
    ("t5", AUTHOR, AUTHOR, "body", 4, False, False),
]
LABELS = [
    ("t1", "mistake", "raised"),
    ("t2", "mistake", "denied"),
    ("t3", "mistake", "asserted"),
    ("t5", "mistake", ""),
    ("t2", "dear", "asserted"),
    ("t1", "unheard", ""),
]


def claims_table(article="a"):
    rows, at = [], 0
    for number, (turn, source, outer, section, words, quoted, reporting) in enumerate(CLAIMS, start=1):
        text = " ".join(["w"] * words)
        rows.append(
            {"article_id": article, "start": at, "end": at + len(text), "text": text, "claim_id": f"c{number}"}
            | {"turn_id": turn, "attribution_id": "", "source_id": source, "outer_source_id": outer, "paragraph": 0}
            | {"section": section, "words": words, "quoted": quoted, "reporting": reporting}
        )
        at += len(text) + 1
    return conform(rows, "claims")


def labels_table(article="a"):
    base = {"article_id": article, "unit": "turn", "source_id": "", "probability": 0.9, "threshold": 0.5}
    base |= {"wording_low": 0.9, "wording_high": 0.9, "evidence": []}
    rows = [
        base
        | {"unit_id": t, "kind": "frame", "name": n, "label": "expressed" if c else "not expressed", "commitment": c}
        for t, n, c in LABELS
    ]
    rows.append(rows[0] | {"kind": "stance", "name": "mayor", "label": "favor", "commitment": ""})
    return conform(rows, "labels")


@pytest.fixture(scope="module")
def table():
    return check(visibility(claims_table(), labels_table()), "prominence")


def values(table, kind, source="", frame="", voice="innermost"):
    own = table[(table["kind"] == kind) & (table["source_id"] == source) & (table["frame"] == frame)]
    return own[own["voice"] == voice].set_index("measure")["value"].to_dict()


def test_every_measure_of_a_source_by_hand(table):
    author = {"words": 8, "share": 8 / 16, "turns": 2, "first_position": 0, "headline": 4, "lead": 0, "directness": 0}
    lind = {"words": 5, "share": 5 / 16, "turns": 1, "first_position": 4 / 16, "headline": 0, "lead": 5}
    berg = {"words": 1, "share": 1 / 16, "turns": 1, "first_position": 9 / 16, "headline": 0, "lead": 0}
    assert values(table, "source", AUTHOR) == pytest.approx(author)
    assert values(table, "source", "lind") == pytest.approx(lind | {"directness": 2 / 5})
    assert values(table, "source", "berg") == pytest.approx(berg | {"directness": 1})
    assert values(table, "source", "paper")["words"] == 2  # "the paper reported" is no claim of the paper


def test_nested_words_count_for_the_outermost_voice_too(table):
    paper = values(table, "source", "paper", voice="outermost")
    assert (paper["words"], paper["turns"], paper["directness"]) == pytest.approx((3, 2, 1 / 3))
    assert values(table, "source", "berg", voice="outermost") == {}


def test_every_measure_of_a_frame_by_hand(table):
    mistake = {"words": 5, "share": 5 / 16, "turns": 2, "first_position": 0, "headline": 4, "lead": 0}
    dear = {"words": 5, "share": 5 / 16, "turns": 1, "first_position": 4 / 16, "headline": 0, "lead": 5}
    assert values(table, "frame", frame="mistake") == pytest.approx(mistake | {"directness": 1 / 5})
    assert values(table, "frame", frame="dear") == pytest.approx(dear | {"directness": 2 / 5})


def test_source_by_frame_leaves_denials_out(table):
    assert values(table, "source x frame", AUTHOR, "mistake")["words"] == 4
    assert values(table, "source x frame", "berg", "mistake")["words"] == 1
    assert values(table, "source x frame", "paper", "mistake", voice="outermost")["words"] == 1
    assert values(table, "source x frame", "lind", "mistake") == {}


@pytest.mark.parametrize("voice", ["innermost", "outermost"])
def test_shares_of_voices_sum_to_one(table, voice):
    rows = table[(table["kind"] == "source") & (table["measure"] == "share") & (table["voice"] == voice)]
    assert rows["value"].sum() == pytest.approx(1)


def test_shares_of_frames_need_not(table):
    shares = table[(table["kind"] == "frame") & (table["measure"] == "share")]["value"]
    assert shares.sum() == pytest.approx(10 / 16)


def test_nan_where_nothing_can_be_divided_by(table):
    unheard = values(table, "frame", frame="unheard")
    assert (unheard["words"], unheard["share"], unheard["turns"]) == (0, 0, 0)
    assert math.isnan(unheard["first_position"])
    assert math.isnan(unheard["directness"])
    silent = visibility(claims_table().assign(reporting=True), labels_table())
    assert np.isnan(values(silent, "frame", frame="mistake")["share"])  # an article without a word of anybody


def test_every_row_has_unit_and_number_of_turns(table):
    assert set(table["measure"]) == set(MEASURES)
    assert {m: u for m, u in zip(table["measure"], table["unit"], strict=True)} == {
        m: u for m, (u, _) in MEASURES.items()
    }
    turns = table[table["measure"] == "turns"]
    assert (turns["value"] == turns["n"]).all()


def test_stances_are_no_frames(table):
    assert "mayor" not in set(table["frame"])


def test_without_labels_only_sources_are_measured():
    assert set(visibility(claims_table())["kind"]) == {"source"}
    assert visibility(claims_table(), empty("labels")).equals(visibility(claims_table()))


def test_nothing_gives_an_empty_table():
    assert visibility(empty("claims"), empty("labels")).equals(empty("prominence"))


def test_articles_are_measured_apart_and_arguments_stay_as_they_were(table):
    claims = pd.concat([claims_table("a"), claims_table("b")], ignore_index=True)
    labels = pd.concat([labels_table("a"), labels_table("b")], ignore_index=True)
    before = claims.copy(), labels.copy()
    both = visibility(claims, labels)
    own = both[both["article_id"] == "a"]
    assert own.equals(table)
    assert len(both) == 2 * len(table)
    assert claims.equals(before[0])
    assert labels.equals(before[1])
