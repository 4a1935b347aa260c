from __future__ import annotations

import pandas as pd
import pytest
from marked import several

from framing.errors import FramingError
from framing.show.plot.voices_compared import plot_voices_compared, voices_by_article


@pytest.fixture(scope="module")
def three():
    return several(3)


def _tables(s):
    return s.claims, s.sources, s.articles


def test_nothing():
    s = several(0)
    assert voices_by_article(*_tables(s)).empty
    ax = plot_voices_compared(*_tables(s))
    assert [t.get_text() for t in ax.texts] == ["There is no article with words to compare."]


def test_articles_stand_by_date_and_the_undated_last(three):
    rows = voices_by_article(*_tables(three))
    assert list(dict.fromkeys(rows["title"])) == ["Ferry news 2", "Ferry news 0", "Ferry news 1"]


def test_the_same_types_in_every_article_and_every_word_once(three):
    rows = voices_by_article(*_tables(three), types=2)
    names = [list(part["name"]) for _, part in rows.groupby("article_id")]
    assert names == [names[0]] * 3
    assert names[0][0] == "Author"
    assert names[0][-1] == "other types"
    assert rows.groupby("article_id")["share"].sum().tolist() == pytest.approx([1, 1, 1])
    said = three.claims[~three.claims["reporting"]].groupby("article_id")["words"].sum()
    assert rows.groupby("article_id")["words"].sum().to_dict() == said.to_dict()
    quoted = rows[~rows["type"].isin(["author", ""])].groupby("name", sort=False)["words"].sum()
    assert list(quoted) == sorted(quoted, reverse=True)


def test_one_type_alone_is_not_folded(three):
    kinds = voices_by_article(*_tables(three), types=20)["type"].nunique() - 1
    assert "" not in set(voices_by_article(*_tables(three), types=kinds - 1)["type"])
    assert "" in set(voices_by_article(*_tables(three), types=kinds - 2)["type"])


def test_sources_of_different_articles_are_kept_apart(three):
    # s1 is of another type in every article
    rows = voices_by_article(*_tables(three), types=20)
    for article_id, part in three.sources.groupby("article_id"):
        mine = rows[rows["article_id"] == article_id].set_index("type")["sources"]
        assert mine[mine > 0].to_dict() == part["type"].value_counts().to_dict()


def test_an_article_that_the_table_does_not_know_has_its_id_for_a_title(three):
    rows = voices_by_article(three.claims, three.sources, three.articles.iloc[:1])
    assert set(rows["title"]) == {"Ferry news 0", "article-1", "article-2"}


def test_the_same_axes_everywhere(three):
    ax = plot_voices_compared(*_tables(three), types=2)
    rows = voices_by_article(*_tables(three), types=2)
    assert [b.get_width() / ax.patches[0].get_width() for b in ax.patches] == pytest.approx(
        list(rows["share"] / rows["share"][0])
    )
    starts = {round(bar.get_x(), 6) for bar in ax.patches}
    assert len(starts) == 3
    assert [t.get_text() for t in ax.get_yticklabels()] == list(rows["name"][:4])
    texts = [t.get_text() for t in ax.texts]
    assert "2026-03-28, Harbour Post" in texts
    assert "Ferry news 1" in texts


def test_later_articles_are_counted():
    s = several(4)
    rows = voices_by_article(*_tables(s), top=2)
    assert list(dict.fromkeys(rows["title"])) == ["Ferry news 3", "Ferry news 2"]
    ax = plot_voices_compared(*_tables(s), top=2)
    assert "not drawn: 2 later articles" in ax.get_xlabel()


def test_reporting_words_are_left_out(three):
    marked = three.claims.assign(reporting=three.claims["source_id"] == "s1")
    rows = voices_by_article(marked, three.sources, three.articles)
    assert rows["words"].sum() == marked.loc[~marked["reporting"], "words"].sum()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"top": 0}, "top is 0; choose 1 or more."),
        ({"types": 0}, "types is 0; choose 1 or more."),
        ({"voice": "middle"}, "There is no voice 'middle'; choose one of innermost, outermost."),
    ],
)
def test_wrong_choices_list_the_right_ones(three, options, message):
    with pytest.raises(FramingError) as error:
        plot_voices_compared(*_tables(three), **options)
    assert str(error.value) == message


def test_rows_can_be_in_any_order(three):
    shuffled = (table.sample(frac=1, random_state=1) for table in _tables(three))
    rows = voices_by_article(*shuffled, types=20)
    wanted = voices_by_article(*_tables(three), types=20)
    keys = ["article_id", "type"]
    pd.testing.assert_frame_equal(
        rows.sort_values(keys, ignore_index=True), wanted.sort_values(keys, ignore_index=True)
    )
