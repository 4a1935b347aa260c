"""Where columns and panels stand."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import FramingError
from framing.schema import empty
from framing.show.lettering import text_width
from framing.show.panels import columns, end_of_scale, first, headings
from framing.show.plot.compared import grid, in_order, left_out


@given(st.integers(1, 20), st.floats(1.5, 7), st.floats(0, 0.2))
def test_columns_fill_the_room_and_stay_apart(count, room, gap):
    places = columns(count, room=room, gap=gap / count)
    assert places.lefts[0] == 0
    assert places.lefts[-1] + places.wide == pytest.approx(room)
    assert all(left < middle < left + places.wide for left, middle in zip(places.lefts, places.middles, strict=True))


def test_no_columns():
    assert columns(0, room=3, gap=0.1).lefts == ()
    assert headings([], 1) == ([], pytest.approx(0.08))


def test_headings_are_wrapped_where_words_fit_and_turned_where_not():
    wrapped, low = headings(["The town government", "Bridge"], 0.7)
    assert wrapped == ["The town\ngovernment", "Bridge"]
    turned, high = headings(["The town government", "Bridge"], 0.3)
    assert turned == ["The town government", "Bridge"]
    assert high > text_width("The town government", 7.5) > low


def test_headings_of_wide_columns_are_cut_after_three_lines():
    name = "The department of roads, ferries, bridges, tunnels and tolls of the western shore of the fjord"
    (heading,), high = headings([name], 1.4)
    assert heading.count("\n") == 2
    assert heading.endswith("…")
    assert all(text_width(line, 7.5) <= 1.4 for line in heading.split("\n"))
    assert high < 0.5


@given(st.floats(0, 1))
def test_scales_end_at_a_round_share_beyond_every_bar(share):
    assert share - 1e-9 <= end_of_scale(share) <= 1


def test_first():
    assert first(["a", "b", "c"], 2) == ["a", "b"]
    with pytest.raises(FramingError, match="types is -1; choose 1 or more"):
        first(["a"], -1, name="types")


@given(st.integers(1, 30), st.integers(1, 30), st.floats(1.8, 6.5), st.floats(3, 8))
def test_panels_fit_on_the_page_or_lose_rows(count, rows, room, height):
    panels = grid(count, rows, room=room, height=height)
    assert 1 <= panels.rows <= rows
    assert panels.height <= height + 1e-9 or panels.rows == 1
    last = panels.count - 1
    assert panels.left(last) + panels.places.wide <= room + 1e-9
    assert panels.middle(last, panels.rows - 1) < panels.height
    edges = [(panels.left(n), panels.top(n)) for n in range(count)]
    assert len(set(edges)) == count


def test_articles_by_date():
    known = pd.DataFrame({"article_id": ["b", "a", "c"], "title": ["B", "", "C"], "outlet": "", "date": ["2", "1", ""]})
    rows = in_order(known, ["c", "b", "a", "x", "b"])
    assert list(rows["title"]) == ["a", "B", "C", "x"]
    assert in_order(empty("articles"), []).empty


def test_what_is_left_out_is_said():
    assert left_out(0, 0, "frame") == ""
    assert left_out(1, 0, "frame") == "not drawn: 1 later article"
    assert left_out(2, 3, "frame") == "not drawn: 2 later articles and 3 frames with fewer words"
