"""Shares of each source's words by uptake, and opportune witnesses."""

from __future__ import annotations

import pandas as pd
import pytest
from prominence.quoting import Piece, article, said

from framing.prominence.uptake import uptake
from framing.prominence.witnesses import UPTAKE_MEASURES, opportune, uptake_shares
from framing.schema import AUTHOR, check, conform, empty

FOUR, SIX = "that it is old", "that it is old and rusty"


def shares(tables):
    taken = uptake(tables.attributions, tables.spans, tables.claims, tables.sources)
    return check(uptake_shares(taken, tables.attributions, tables.claims), "prominence")


def values(table, source="", kind="source"):
    own = table[(table["kind"] == kind) & (table["source_id"] == source)]
    return own.set_index("measure")["value"].to_dict()


def test_uptake_of_sources_by_hand():
    tables = article(
        [*said(FOUR, cue="claimed", act="a1"), Piece("That is not true.")],
        [*said(SIX, cue="pointed out", act="a2"), Piece("Indeed, it is.")],
        said(FOUR, act="a3", source="Lind"),
        speakers={"a3": "lind"},
    )
    table = shares(tables)
    hill = {"endorsing": 6 / 10, "distancing": 4 / 10, "endorsed": 6 / 10, "rebutted": 4 / 10}
    everybody = {"endorsing": 6 / 14, "distancing": 4 / 14, "endorsed": 6 / 14, "rebutted": 4 / 14}
    assert values(table, "hill") == pytest.approx(hill)
    assert values(table, "lind") == dict.fromkeys(hill, 0.0)
    assert values(table, kind="article") == pytest.approx(everybody)
    assert set(table["voice"]) == {"outermost"}
    assert table.set_index(["kind", "source_id"])["n"].to_dict() == {
        **{("article", ""): 3, ("source", "hill"): 2},
        ("source", "lind"): 1,
    }


def test_nested_words_count_for_whom_the_author_quotes():
    tables = article(
        [*said("that", act="a1", cue="claimed", tail=""), *said(SIX, act="a2", cue="showed"), Piece("That is true.")],
        speakers={"a1": "paper", "a2": "hill"},
        parents={"a2": "a1"},
    )
    table = shares(tables)
    assert set(table["source_id"]) == {"", "paper"}
    assert values(table, "paper")["distancing"] == 1
    assert values(table, "paper")["endorsed"] == 1


# -- opportune witnesses -----------------------------------------------------------------------------------------------

# turn, source, words
TURNS = [("t1", AUTHOR, 10), ("t2", "hill", 6), ("t3", "hill", 2), ("t4", "lind", 4), ("t5", AUTHOR, 3)]


def turns(article_id="a"):
    base = {"article_id": article_id, "start": 0, "end": 1, "text": "w", "paragraph": 1, "section": "body"}
    rows = [
        base | {"turn_id": t, "source_id": s, "outer_source_id": s, "words": n, "form": "direct"} for t, s, n in TURNS
    ]
    return conform(rows, "turns")


def labels(*taken, unit="turn", article_id="a"):
    sources = {t: s for t, s, _ in TURNS}
    base = {"article_id": article_id, "unit": unit, "kind": "frame", "label": "expressed", "probability": 0.9}
    base |= {"threshold": 0.5, "wording_low": 0.9, "wording_high": 0.9, "evidence": []}
    rows = [
        base | {"unit_id": t, "source_id": sources[t], "name": frame, "commitment": commitment}
        for t, frame, commitment in taken
    ]
    return conform(rows, "labels")


def test_opportune_witnesses_by_hand():
    coded = labels(
        ("t1", "failing", "asserted"),
        ("t1", "cost", "denied"),
        ("t2", "failing", "asserted"),  # 6 words with the author
        ("t3", "cost", "asserted"),  # 2 against
        ("t4", "cost", "denied"),  # 4 with
        ("t4", "failing", "raised"),  # takes no side
        ("t4", "off_ramp", "asserted"),  # the author takes none
    )
    table = check(opportune(coded, turns()), "prominence")
    assert values(table, "hill") == {"opportune": 6 / 8}
    assert values(table, "lind") == {"opportune": 1}
    assert values(table, kind="article") == {"opportune": pytest.approx(10 / 12)}
    assert table.set_index(["kind", "source_id"])["n"].to_dict() == {
        **{("article", ""): 3, ("source", "hill"): 2},
        ("source", "lind"): 1,
    }
    assert set(table["voice"]) == {"innermost"}


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ([("t1", "cost", "asserted"), ("t5", "cost", "denied")], {"opportune": 1}),  # 10 words against 3
        ([("t5", "cost", "asserted"), ("t1", "cost", "denied")], {"opportune": 0}),
        ([("t1", "cost", "raised")], {}),
        ([("t1", "cost", "asserted"), ("t1", "cost", "denied")], {}),  # as many words for as against
    ],
)
def test_which_side_the_author_takes(own, expected):
    assert values(opportune(labels(*own, ("t2", "cost", "asserted")), turns()), "hill") == expected


def test_labels_of_articles_and_stances_take_no_side():
    coded = labels(("t1", "cost", "asserted"), ("t2", "cost", "asserted"))
    assert opportune(coded.assign(unit="article"), turns()).empty
    assert opportune(coded.assign(kind="stance"), turns()).empty


def test_articles_are_apart_and_nothing_gives_nothing():
    coded = pd.concat([labels(("t1", "cost", "asserted")), labels(("t2", "cost", "asserted"), article_id="b")])
    both = pd.concat([turns(), turns("b")])
    assert opportune(coded, both).empty
    assert opportune(empty("labels"), empty("turns")).equals(empty("prominence"))
    assert uptake_shares(empty("uptake"), empty("attributions"), empty("claims")).equals(empty("prominence"))


def test_every_measure_has_unit_and_formula():
    tables = article([*said(FOUR), Piece("That is true.")])
    both = pd.concat([shares(tables), opportune(labels(("t1", "x", "denied"), ("t2", "x", "denied")), turns())])
    assert dict(zip(both["measure"], both["unit"], strict=True)) == {m: u for m, (u, _) in UPTAKE_MEASURES.items()}
