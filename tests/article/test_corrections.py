from __future__ import annotations

from io import StringIO

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.article.corrections import (
    COLUMNS,
    OtherTextWarning,
    check_corrections,
    corrections_file,
    corrections_sha256,
    corrections_sheet,
    empty_corrections,
    read_corrections,
    write_corrections,
)
from framing.article.furniture import furniture
from framing.article.read import article_from_text
from framing.article.segment import paragraphs
from framing.errors import FramingError
from framing.schema import check

TEXT = """---
title: Town weighs a tram
---
BREAKING

Town weighs a tram

The council votes on Monday; nobody knows how.
A drawing of the tram by the engineers
“It costs too much,” said Anna Lind.

Advertisement

Share this article

The vote comes before the year ends.
"""
ARTICLE = article_from_text(TEXT, name="tram")


def correct(article=ARTICLE, **values):
    """Return the sheet of an article with values beside the lines that begin with some words."""
    sheet = corrections_sheet(article, furniture(article))
    for words, value in values.items():
        lines = sheet["text"].str.startswith(words.replace("_", " "))
        assert lines.sum() == 1
        sheet.loc[lines, "value"] = value
    return sheet


def checked(sheet, article=ARTICLE):
    return check_corrections(sheet.astype("str"), article, name="tram.csv")


def left_out(corrections):
    marked = check(furniture(ARTICLE, corrections), "furniture", text=TEXT)
    return {row.text: row.reason for row in marked.itertuples() if row.reason != "front matter"}


# -- the sheet ---------------------------------------------------------------------------------------------------------


def test_the_sheet_has_every_line_and_says_what_it_is_taken_for():
    sheet = correct()
    assert tuple(sheet.columns) == COLUMNS
    assert list(sheet["text"]) == [line for line in TEXT.split("---\n")[2].split("\n") if line]
    assert set(sheet["sha256"]) == {ARTICLE.sha256}
    assert sheet.set_index("text")["note"]["Advertisement"] == "now: advertising"
    assert sheet["note"].value_counts().to_dict() == {"now: article": 6, "now: advertising": 1, "now: button": 1}


def test_a_sheet_that_is_not_filled_in_corrects_nothing(tmp_path):
    write_corrections(correct(), corrections_file(tmp_path, ARTICLE))
    found = read_corrections(tmp_path, ARTICLE)
    assert found.empty
    assert list(found.columns) == list(COLUMNS)
    assert left_out(found) == left_out(None) == {"Advertisement": "advertising", "Share this article": "button"}


# -- what corrections do -----------------------------------------------------------------------------------------------


def test_a_line_is_kept_and_another_left_out(tmp_path):
    sheet = correct(Share="Keep ", A_drawing="photo  caption")
    path = write_corrections(sheet, corrections_file(tmp_path, ARTICLE))
    assert path.name == f"{ARTICLE.article_id}.csv"
    found = read_corrections(tmp_path, ARTICLE)
    assert list(found["value"]) == ["photo caption", "Keep"]
    assert left_out(found) == {
        "A drawing of the tram by the engineers": "photo caption (corrected)",
        "Advertisement": "advertising",
    }
    words = [TEXT[p.start : p.end] for p in paragraphs(ARTICLE, furniture(ARTICLE, found))]
    assert "Share this article" in words
    assert "A drawing of the tram by the engineers" not in words


def test_a_line_of_a_wrapped_paragraph_and_the_headline_can_be_left_out():
    found = checked(correct(BREAKING="kicker"))
    parts = paragraphs(ARTICLE, furniture(ARTICLE, found))
    assert (parts[0].section, TEXT[parts[0].start : parts[0].end]) == ("headline", "Town weighs a tram")


def test_a_marker_that_is_kept_announces_nothing():
    body = "\n\n".join(f"Paragraph {n} of the body says one thing." for n in range(8))
    article = article_from_text(f"The headline\n\n{body}\n\nRecommended\n\nFive questions about the budget\n")
    assert len(furniture(article)) == 2
    assert furniture(article, checked(correct(article, Recommended="keep"), article)).empty


def test_the_hash_follows_the_corrections():
    one, other = checked(correct(Share="keep")), checked(correct(Share="button"))
    assert len({corrections_sha256(table) for table in (one, other, empty_corrections())}) == 3
    assert corrections_sha256(empty_corrections()) == ""
    assert corrections_sha256(one) == corrections_sha256(one.copy())


# -- what a spreadsheet does to the file -------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_files_as_spreadsheets_write_them(tmp_path, separator, encoding):
    sheet = correct(A_drawing="photo caption", The_vote="opinion, not news; left out")
    corrections_file(tmp_path, ARTICLE).write_bytes(sheet.to_csv(sep=separator, index=False).encode(encoding))
    assert list(read_corrections(tmp_path, ARTICLE)["value"]) == ["photo caption", "opinion, not news; left out"]


def test_more_columns_and_another_order():
    sheet = correct(Share="keep")[list(reversed(COLUMNS))].assign(mine="x")
    assert list(checked(sheet).columns) == list(COLUMNS)


def test_the_hash_may_stand_in_the_first_row_only():
    sheet = correct(Share="keep")
    sheet.loc[1:, "sha256"] = ""
    assert len(checked(sheet)) == 1


# -- refusals ----------------------------------------------------------------------------------------------------------


def refused(sheet, article=ARTICLE):
    with pytest.raises(FramingError) as caught:
        checked(sheet, article)
    message = str(caught.value)
    assert message.startswith("tram.csv")
    assert "\n" not in message
    return message


def test_another_text():
    other = article_from_text(TEXT.replace("Monday", "Tuesday"), name="tram")
    assert f"corrects another text than that of {other.article_id}" in refused(correct(Share="keep"), other)
    assert "corrects another text" in refused(correct(Share="keep").assign(sha256=""))


def test_corrections_of_another_version_are_pointed_out(tmp_path):
    path = write_corrections(correct(Share="keep"), corrections_file(tmp_path, ARTICLE))
    other = article_from_text(TEXT.replace("Monday", "Tuesday"), name="tram")
    with pytest.warns(OtherTextWarning, match=f"{path.name} in .* corrects another version of this article's text"):
        assert read_corrections(tmp_path, other).empty
    assert read_corrections(tmp_path, article_from_text(TEXT, name="another")).empty


def test_a_missing_column():
    assert refused(correct().drop(columns=["end", "note"])) == (
        "tram.csv lacks the column end, note; it needs what, start, end, text, value, note, sha256."
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"what": "speaker"}, "row 7, corrects 'speaker'; what can be corrected is furniture"),
        ({"start": "1e3"}, "row 7, has no whole numbers in start and end"),
        ({"start": ""}, "row 7, has no whole numbers"),
        ({"start": 4}, "row 7, stands for no whole line of the article (4 to"),
        ({"end": 5}, "row 7, stands for no whole line"),
        ({"start": 0, "end": 3}, "row 7, stands for no whole line"),  # front matter
        ({"text": "07.03.2022"}, "row 7, says '07.03.2022' where the article has 'Advertisement'"),
    ],
)
def test_a_row_that_does_not_fit(change, words):
    sheet = correct(Advertisement="keep").astype("object")
    for column, value in change.items():
        sheet.loc[sheet["text"] == "Advertisement", column] = value
    assert words in refused(sheet)


def test_a_row_without_a_value_may_be_damaged():
    sheet = correct(Share="keep").astype("object")
    sheet.loc[sheet["text"] == "Advertisement", ["text", "start"]] = ["07.03.2022", "x"]
    assert len(checked(sheet)) == 1


def test_a_line_that_is_corrected_twice():
    sheet = correct(Share="keep")
    assert "corrects the line 'Share this article' twice" in refused(pd.concat([sheet, sheet], ignore_index=True))


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\x00", b'a,b\n1,2,3\n"open'])
def test_a_file_that_is_no_table(tmp_path, content):
    corrections_file(tmp_path, ARTICLE).write_bytes(content)
    with pytest.raises(FramingError, match=ARTICLE.article_id):
        read_corrections(tmp_path, ARTICLE)


# -- any article -------------------------------------------------------------------------------------------------------

LINE = st.sampled_from(
    ["", " ", "Advertisement", "A sentence, with “marks”.", "Recommended", "=1+1", " indented; so", "a\tb"]
)


@given(st.lists(LINE, min_size=1, max_size=8), st.data())
def test_rows_are_lines_of_the_text_and_come_back_from_a_file(lines, data):
    try:
        article = article_from_text("\n".join(lines))
    except FramingError:
        return
    sheet = corrections_sheet(article, furniture(article))
    chosen = data.draw(st.lists(st.sampled_from(["", "keep", "a caption"]), min_size=len(sheet), max_size=len(sheet)))
    written = sheet.assign(value=chosen).to_csv(index=False)
    back = pd.read_csv(StringIO(written), dtype="str", keep_default_na=False)
    found = check_corrections(back, article, name="x.csv")
    assert len(found) == sum(map(bool, chosen))
    assert all(article.text[row.start : row.end] == row.text for row in found.itertuples())
    marked = check(furniture(article, found), "furniture", text=article.text)
    captions = marked[marked["reason"] == "a caption (corrected)"]
    assert set(captions["start"]) == {row.start for row in found.itertuples() if row.value == "a caption"}
    assert not set(marked["start"]) & {row.start for row in found.itertuples() if row.value == "keep"}
