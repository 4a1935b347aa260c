from __future__ import annotations

import pandas as pd
import pytest
from marked import several

from framing import schema
from framing.errors import FramingError
from framing.show.plot.frames_compared import frames_by_article, plot_frames_compared


def _tables(s):
    return s.labels, s.turns, s.articles


@pytest.fixture(scope="module")
def two(bridge):
    """The article of the bridge twice: as it is, and a day earlier with nobody but the author."""
    early = {name: getattr(bridge, name).assign(article_id="early") for name in ("labels", "turns")}
    early["turns"] = early["turns"][early["turns"]["source_id"] == "author"]
    early["labels"] = early["labels"][early["labels"]["source_id"] == "author"]
    articles = [
        {"article_id": bridge.article.article_id, "title": "Two", "outlet": "", "date": "2026-03-02"},
        {"article_id": "early", "title": "One", "outlet": "", "date": "2026-03-01"},
    ]
    rest = {"author": "", "url": "", "language": "en", "words": 1, "sha256": ""}
    table = schema.conform([row | rest for row in articles], "articles")
    labels, turns = (pd.concat([getattr(bridge, n), early[n]], ignore_index=True) for n in ("labels", "turns"))
    return labels, turns, table


def test_nothing():
    s = several(0)
    assert frames_by_article(*_tables(s)).empty
    ax = plot_frames_compared(*_tables(s))
    assert [t.get_text() for t in ax.texts] == ["No frame was asked of any turn in these articles."]


def test_shares_are_of_the_authors_and_of_the_quoted_voices_words(bridge, two):
    rows = frames_by_article(*two, codebook=bridge.codebook)
    assert list(dict.fromkeys(rows["title"])) == ["One", "Two"]
    cell = rows.set_index(["title", "frame"])
    judged = cell.loc[("Two", "misjudged")]  # the author raises it in 10 of 29 words; 9 + 8 of 39 words assert it
    assert (judged["author"], judged["quoted"]) == pytest.approx((10 / 29, 17 / 39))
    assert (judged["author_words"], judged["quoted_words"]) == (29, 39)
    assert cell.loc[("One", "misjudged"), "author"] == pytest.approx(10 / 29)


def test_no_words_and_no_question_are_no_zero(two):
    cell = frames_by_article(*two).set_index(["title", "frame"])
    assert pd.isna(cell.loc[("One", "misjudged"), "quoted"])  # nobody is quoted
    assert cell.loc[("One", "no_toll"), ["author", "quoted"]].isna().all()  # nobody was asked


def test_outermost_voice_takes_what_it_quotes(two):
    inner, outer = (frames_by_article(*two, voice=voice) for voice in ("innermost", "outermost"))
    pd.testing.assert_frame_equal(inner, outer)  # whoever is quoted by a source is no author either way


def test_frames_stand_by_their_words_in_all_articles(two):
    rows = frames_by_article(*two)
    assert list(dict.fromkeys(rows["frame"])) == ["misjudged", "cannot_afford", "no_toll"]
    assert list(dict.fromkeys(frames_by_article(*two, frames=["no_toll"])["frame"])) == ["no_toll"]


def test_a_mark_each_for_author_and_quoted_voices(two):
    ax = plot_frames_compared(*two)
    marks = [line for line in ax.lines if line.get_marker() in ("o", "s")]
    rows = frames_by_article(*two)
    assert len(marks) == rows[["author", "quoted"]].notna().sum().sum()
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["author", "quoted voices"]
    assert len({line.get_marker() for line in marks}) == 2  # told apart without colour


def test_marks_stand_on_one_scale(two):
    ax = plot_frames_compared(*two, frames=["misjudged"])
    rows = frames_by_article(*two, frames=["misjudged"]).set_index("title")
    dots = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
    (square,) = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "s"]
    second = dots[1] - dots[0]  # the left edge of the second panel: the author's share is the same in both
    share = rows.loc["Two", ["author", "quoted"]]
    assert (square - second) / dots[0] == pytest.approx(share["quoted"] / share["author"])


def test_an_author_alone_has_no_quoted_voices(bridge, two):
    labels, turns, articles = (table[table["article_id"] == "early"] for table in two)
    ax = plot_frames_compared(labels, turns, articles)
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["author"]


def test_labels_of_whole_articles_are_no_voice(two):
    labels, turns, articles = two
    whole = labels.iloc[:1].assign(unit="article", unit_id=labels["article_id"].iloc[0], name="generic")
    rows = frames_by_article(pd.concat([labels, whole], ignore_index=True), turns, articles)
    assert "generic" not in set(rows["frame"])


def test_later_articles_and_frames_without_room_are_counted():
    s = several(14, voices=4, frames=15)
    ax = plot_frames_compared(*_tables(s), codebook=s.codebook, width="single")
    label = ax.get_xlabel().replace("\n", " ")
    assert "not drawn: 2 later articles and " in label
    assert "frames with fewer words" in label
    assert ax.figure.get_figheight() <= 8.7


def test_wrong_choices_list_the_right_ones(two):
    with pytest.raises(FramingError, match="There is no frame 'toll'; choose one of misjudged, cannot_afford, no_toll"):
        frames_by_article(*two, frames=["toll"])
    with pytest.raises(FramingError, match="top is 0; choose 1 or more"):
        frames_by_article(*two, top=0)
