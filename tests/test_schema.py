from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from framing.errors import FramingError
from framing.schema import TABLES, check, conform, dictionary, empty

VALUES = {"text": "words", "integer": 3, "number": 0.5, "truth": True, "list": ["c1", "c2"]}
TEXT = "Could Putin lose?"


def rows_of(name, n=2):
    return [{c.name: VALUES[c.kind] for c in TABLES[name].columns} for _ in range(n)]


def span(start=0, end=5, text=TEXT, **more):
    row = {"article_id": "a", "start": start, "end": end, "text": text[start:end], "line": 1, "reason": "advertising"}
    return row | more


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_the_same_columns_and_dtypes_whether_empty_or_not(name):
    full = conform(rows_of(name), name)
    assert list(full.columns) == list(empty(name).columns) == TABLES[name].names
    assert list(full.dtypes) == list(empty(name).dtypes) == list(conform([], name).dtypes)
    assert check(full, name) is full
    assert check(empty(name), name).empty


@pytest.mark.parametrize("name", TABLES)
def test_every_column_says_what_it_means(name):
    table = TABLES[name]
    assert len(set(table.names)) == len(table.names)
    assert all(c.meaning and c.kind in VALUES for c in table.columns)
    assert table.row


def test_columns_come_in_order_with_a_fresh_index_and_others_dropped():
    frame = pd.DataFrame([span(), span()], index=[7, 7])[["reason", "line", "text", "end", "start", "article_id"]]
    table = conform(frame.assign(more=1), "furniture")
    assert list(table.columns) == TABLES["furniture"].names
    assert list(table.index) == [0, 1]
    assert "more" in frame.assign(more=1)


def test_what_is_passed_in_stays_as_it_is():
    frame = pd.DataFrame(rows_of("labels"))
    before = frame.copy(deep=True)
    conform(frame, "labels")["evidence"][0].append("c3")
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA])
def test_missing_text_is_empty_and_a_missing_list_too(missing):
    table = conform([row | {"source_id": missing, "evidence": missing} for row in rows_of("labels")], "labels")
    assert list(table["source_id"]) == ["", ""]
    assert list(table["evidence"]) == [[], []]


def test_a_missing_text_beside_others():
    table = conform([span(reason=None), span(reason="x")], "furniture")
    assert list(table["reason"]) == ["", "x"]


def test_lists_of_any_kind_become_lists():
    rows = rows_of("labels", 3)
    for row, value in zip(rows, [("c1",), np.array(["c2", "c3"]), []], strict=True):
        row["evidence"] = value
    assert list(conform(rows, "labels")["evidence"]) == [["c1"], ["c2", "c3"], []]


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("furniture", "line", None),
        ("furniture", "line", "three"),
        ("labels", "probability", "high"),
        ("labels", "evidence", "c1"),
        ("labels", "evidence", 5),
        ("claims", "quoted", None),
        ("claims", "quoted", "False"),
        ("claims", "quoted", float("nan")),
    ],
)
def test_a_value_of_another_kind_is_refused(name, column, value):
    with pytest.raises(FramingError, match=f"Column '{column}' of the table '{name}' holds"):
        conform([*rows_of(name, 1), rows_of(name, 1)[0] | {column: value}], name)


def test_a_missing_number_stays_missing():
    assert conform([r | {"wording_low": None} for r in rows_of("labels")], "labels")["wording_low"].isna().all()


@pytest.mark.parametrize("function", [conform, check])
def test_a_missing_column_is_named_with_those_that_are_needed(function):
    with pytest.raises(FramingError, match=r"lacks the column reason; it needs article_id, start"):
        function(pd.DataFrame([span()]).drop(columns="reason"), "furniture")


@pytest.mark.parametrize(
    "function", [empty, lambda name: conform([span()], name), lambda name: check(empty("turns"), name)]
)
def test_an_unknown_table_is_answered_with_those_there_are(function):
    with pytest.raises(FramingError, match=r"There is no table 'quotes'; choose one of articles, furniture"):
        function("quotes")


def test_another_dtype_is_named():
    frame = conform([span()], "furniture").astype({"line": "float64"})
    with pytest.raises(FramingError, match=r"Column 'line' .* holds float64, not int64"):
        check(frame, "furniture")


@pytest.mark.parametrize(
    "row", [span(1, 5, text="another text"), span(0, 5) | {"end": 6}, span(0, 0) | {"end": 99}, span(-5, -1)]
)
def test_offsets_that_do_not_hold_are_refused(row):
    with pytest.raises(FramingError, match="belongs to another version of the text"):
        check(conform([span(), row], "furniture"), "furniture", text=TEXT)


def test_offsets_that_hold_pass_and_turns_are_exempt():
    check(conform([span(), span(6, 11)], "furniture"), "furniture", text=TEXT)
    check(conform(rows_of("turns"), "turns"), "turns", text=TEXT)
    check(conform(rows_of("articles"), "articles"), "articles", text=TEXT)


def test_the_data_dictionary_is_the_one_that_the_schema_gives():
    page = Path(__file__).resolve().parents[1] / "data" / "README.md"
    assert page.read_text(encoding="utf-8") == dictionary()
