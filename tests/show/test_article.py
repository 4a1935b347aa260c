from __future__ import annotations

import pytest

from framing.article.corrections import check_corrections, corrections_sheet
from framing.article.furniture import furniture
from framing.article.read import article_from_text
from framing.errors import FramingError
from framing.show.article import article_overview

TEXT = """---
title: Town weighs a tram
author: Jane Doe
outlet: The <Daily>
---
Town weighs a tram

The council votes on Monday; nobody knows how. The mayor has said more than once that the town cannot pay for the line.

Advertisement

Share this article

Close <b>vote</b> expected before the year ends.
"""
ARTICLE = article_from_text(TEXT)


@pytest.fixture
def overview():
    return article_overview(ARTICLE, furniture(ARTICLE))


def test_what_was_read(overview):
    assert overview.title == "Town weighs a tram"
    assert dict(overview.about) == {
        **{"author": "Jane Doe", "outlet": "The <Daily>", "language": "en"},
        **{"words": "36", "paragraphs": "2"},
    }
    assert overview.first.startswith("The council votes on Monday")
    assert overview.last == "Close <b>vote</b> expected before the year ends."
    assert overview.left_out.to_dict("records") == [
        {"line": "1 to 5", "reason": "front matter", "text": "what the file says about itself"},
        {"line": "10", "reason": "advertising", "text": "Advertisement"},
        {"line": "12", "reason": "button", "text": "Share this article"},
    ]


def test_as_plain_text(overview):
    lines = str(overview).split("\n")
    assert lines[0] == "Town weighs a tram"
    assert "author      Jane Doe" in lines
    assert "  line 10, advertising: Advertisement" in lines
    assert max(map(len, lines)) <= 100
    assert "Kept" not in str(overview)


def test_in_a_notebook_all_text_is_escaped(overview):
    page = overview._repr_html_()
    assert "The &lt;Daily&gt;" in page
    assert "Close &lt;b&gt;vote&lt;/b&gt; expected" in page
    assert "<td" in page
    assert "Advertisement" in page


def test_what_the_researcher_kept():
    sheet = corrections_sheet(ARTICLE, furniture(ARTICLE)).astype("str")
    sheet.loc[sheet["text"] == "Share this article", "value"] = "keep"
    corrections = check_corrections(sheet, ARTICLE, name="tram.csv")
    overview = article_overview(ARTICLE, furniture(ARTICLE, corrections), corrections)
    assert overview.kept == ("Share this article",)
    assert list(overview.left_out["reason"]) == ["front matter", "advertising"]
    assert str(overview).endswith("Kept by the researcher\n  Share this article")
    assert "<li>Share this article</li>" in overview._repr_html_()


@pytest.mark.parametrize("text", ["A single paragraph without a headline.", "Head\n\nAdvertisement"])
def test_little_to_show(text):
    article = article_from_text(text)
    overview = article_overview(article, furniture(article))
    assert overview.first == overview.last
    for shown in (str(overview), overview._repr_html_()):
        assert (article.title or "(no headline)") in shown
        assert ("Nothing was left out." in shown) == (not article.title)


def test_tables_of_several_articles_are_refused():
    other = article_from_text(TEXT + "\nAdvertisement\n")
    with pytest.raises(FramingError, match="shows one article"):
        article_overview(
            ARTICLE, furniture(ARTICLE).assign(article_id=[ARTICLE.article_id, other.article_id] * 3 + ["c"])
        )
