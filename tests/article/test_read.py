from __future__ import annotations

import os
import random

import pytest
from written import refusal

import framing
from framing.article.furniture import furniture
from framing.article.page import page_text
from framing.article.read import article_from_text, article_table, read_article
from framing.errors import FramingError

PROSE = "Could Putin Lose?\n\nThe fighting shows no sign of letting up.\n\n“We knew very little,” he said.\n"
CAFE = "At a café\n\nSøren wouldn’t talk about Kraków – “not now,” he said. The rest is plain English prose.\n"

HEAD = """<!DOCTYPE html><html lang="en-GB"><head><title>Could Putin Lose the War? | The Daily</title>
<meta property="og:title" content="Could Putin Lose?"><meta property="og:site_name" content="The Daily">
<meta name="author" content="Jane Doe"><meta property="article:published_time" content="2022-03-07T10:00:00Z"></head>"""
BODY = """<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Could Putin Lose the War?</h1>
<p>Some ten days into Russia’s attack, the fighting shows no sign of
letting up, and the Ukrainians keep <b>resisting</b>, <a href="/r">according</a> to reports.</p>
<blockquote><p>Oleg Deripaska wrote several times on Monday that “we need peace” &amp; nothing else.</p></blockquote>
<ul><li>The first point, which is long enough to be kept in the text.</li></ul>
<table><tr><td>A table cell</td></tr></table>
<p>However it turns out, the rest of this story will be worth following to the very end.</p></article>
<section id="comments"><div class="comment"><p>Nonsense, says a reader of this page.</p></div></section>
<footer>© 2021 The Daily</footer></body></html>"""
PAGE = HEAD + BODY
PAGE_TEXT = """Could Putin Lose the War?

Some ten days into Russia’s attack, the fighting shows no sign of letting up, and the Ukrainians keep resisting, \
according to reports.

Oleg Deripaska wrote several times on Monday that “we need peace” & nothing else.

The first point, which is long enough to be kept in the text.

However it turns out, the rest of this story will be worth following to the very end.
"""


# -- encodings -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "windows-1252"]
)
def test_encodings_give_the_same_text(file, encoding):
    mark = "\ufeff" if encoding.endswith(("le", "be")) else ""
    assert read_article(file((mark + CAFE).encode(encoding))).text == CAFE


@pytest.mark.parametrize("encoding", ["windows-1252", "latin-1"])
@pytest.mark.parametrize("word", ["Søren", "café", "Müller", "Peña", "François"])
def test_one_accent_in_a_short_article_is_read_right(file, encoding, word):
    text = f"{word} left the town\n\nNobody knew why {word} had left, and the police did not say.\n"
    assert read_article(file(text.encode(encoding))).text == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_another_script_is_detected(file, encoding):
    text = "Президент сказал, что война не закончится завтра. Он не ответил на вопросы журналистов. " * 5
    assert read_article(file(text.encode(encoding))).text == text


def test_a_page_is_read_in_the_encoding_that_it_states(file):
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-2">').replace("Oleg", "Łukasz").replace("’", "'")
    page = page.replace("“", '"').replace("”", '"').replace("©", "(c)")
    assert "Łukasz Deripaska" in read_article(file(page.encode("iso-8859-2"), "page.html")).text


def test_a_stated_encoding_that_does_not_exist_is_passed_over(file):
    page = PAGE.replace("<head>", '<head><meta charset="x-unknown">').encode("cp1252")
    assert read_article(file(page, "page.html")).text == PAGE_TEXT


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_newlines_are_normalised_and_nothing_else(file, newline):
    text = "  Title \n\n\tA line,  two spaces.\u00a0\n\n\nEnd\n"
    assert read_article(file(text.replace("\n", newline))).text == text


# -- kinds of files ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.text", "article"])
def test_text_files_by_any_name(file, name):
    article = read_article(file(PROSE, name))
    assert article.text == PROSE
    assert article.title == "Could Putin Lose?"


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.HTML", "a.xhtml", "saved as.txt", "page"])
def test_a_page_by_any_name_gives_its_article(file, name):
    article = read_article(file(PAGE, name))
    assert article.text == PAGE_TEXT
    stated = (article.title, article.author, article.outlet, article.date, article.language, article.headline)
    assert stated == ("Could Putin Lose the War?", "Jane Doe", "The Daily", "2022-03-07", "en", True)


@pytest.mark.parametrize(
    "start",
    ["\n\n", "<!-- saved from url=(0020)https://example.org/ -->\n", '<?xml version="1.0" encoding="utf-8"?>\n'],
)
def test_a_page_in_a_text_file_is_known_by_its_beginning(file, start):
    assert read_article(file(start + PAGE)).text == PAGE_TEXT


def test_a_page_and_a_text_file_of_the_same_content_have_the_same_text(file):
    page, text = read_article(file(PAGE, "x.html")), read_article(file(PAGE_TEXT, "x.txt"))
    assert page.text == text.text
    assert page.article_id == text.article_id


def test_a_page_without_a_date_has_none():
    _, stated = page_text(PAGE.replace('content="2022-03-07T10:00:00Z"', 'content="none"'))
    assert stated["date"] == ""


def test_the_title_heads_a_page_that_has_no_heading():
    text, stated = page_text(PAGE.replace("<h1>Could Putin Lose the War?</h1>", ""))
    assert text.startswith(f"{stated['title']}\n\nSome ten days")
    assert "Could Putin Lose" in stated["title"]


def test_a_dash_of_the_author_stays():
    said = "– No, said the man who stood in the square and would not give his name to anybody."
    assert said in page_text(PAGE.replace("<table>", f"<p>{said}</p><table>"))[0]


# -- refusals ------------------------------------------------------------------------------------------------
NOISE = bytes(random.Random(7).randrange(256) for _ in range(5000))


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n ", "\ufeff".encode(), "\ufeff".encode("utf-16"), "\u00a0\n…"])
def test_an_empty_file(file, content):
    message = refusal(file(content))
    assert "article.txt is empty" in message
    assert "save the article's text" in message


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + NOISE,
        NOISE,
        NOISE.replace(b"\x00", b""),
        b"\xff\xfe" + NOISE[:101],
        rb"{\rtf1\ansi Could Putin lose? The fighting goes on, the papers say.}",
        bytes(range(1, 32)) * 20,
    ],
    ids=["png", "noise", "noise without zeros", "false mark", "rtf", "control characters"],
)
def test_what_is_no_text(file, content):
    message = refusal(file(content))
    assert "does not look like text" in message
    assert "save the article as plain text or HTML" in message


def test_front_matter_alone(file):
    message = refusal(file("---\ntitle: A\n---\n\n"))
    assert "no article" in message
    assert "below the second --- line" in message


def test_a_file_of_six_megabytes(file):
    message = refusal(file(b"word " * 1_200_000))
    assert "6.0 MB" in message
    assert "save one article a file" in message


def test_the_size_in_the_message_is_above_the_limit(file):
    assert "5.1 MB" in refusal(file(b"a" * 5_060_000))
    assert "5.1 MB" in refusal(file(b"a" * 5_000_001))


def test_a_missing_file(tmp_path):
    message = refusal(tmp_path / "nowhere.txt")
    assert "There is no file" in message
    assert "check the spelling" in message


def test_a_folder(tmp_path):
    message = refusal(tmp_path)
    assert "is a folder; name one article in it" in message


def test_a_file_that_may_not_be_opened(file, monkeypatch):
    path = file(PROSE)

    def refuse(self):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(type(path), "read_bytes", refuse)
    message = refusal(path)
    assert "cannot be read (Permission denied)" in message
    assert "check that you may open it" in message


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="everything is readable to root")
def test_a_folder_that_may_not_be_entered(file, tmp_path):
    path = file(PROSE)
    tmp_path.chmod(0)
    try:
        assert "cannot be read" in refusal(path)
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("text", ["One line.\nAnother line.", "One paragraph without a newline. " * 10, "word " * 300])
def test_a_text_in_place_of_a_file_name(text):
    assert "article_from_text" in refusal(text)


@pytest.mark.parametrize(
    "matter",
    ["title: [unclosed", "title: a: b", "date: 2022-02-30", "title: 'it\n  b", "a: 1\na: 2", "title: \x07"],
)
def test_front_matter_that_is_not_yaml(file, matter):
    message = refusal(file(f"---\n{matter}\n---\n{PROSE}"))
    assert "not valid YAML" in message
    assert "write lines like" in message


def test_the_line_of_broken_front_matter_is_named(file):
    assert "(line 3)" in refusal(file(f"---\ntitle: A\nauthor: b: c\n---\n{PROSE}"))


@pytest.mark.parametrize(
    ("matter", "words"),
    [
        ("date: 07/03/2022", "gives the date as '07/03/2022'; write year-month-day, such as 2022-03-07"),
        ("date: March 7, 2022", "gives the date as 'March 7, 2022'"),
        ("language: English", "gives the language as 'English'; write a code such as en"),
    ],
)
def test_front_matter_that_would_be_read_wrong(file, matter, words):
    assert words in refusal(file(f"---\n{matter}\n---\n{PROSE}"))


@pytest.mark.parametrize("date", ["2022", "2022-03", "2022-03-07", "2022-03-07T10:00:00+01:00"])
def test_dates_that_can_be_read(date):
    assert article_from_text(f"---\ndate: '{date}'\nlanguage: EN-us\n---\n{PROSE}").date == date


def test_front_matter_that_does_not_end(file):
    message = refusal(file(f"---\ntitle: A\n\n{PROSE}"))
    assert "add a --- line" in message


@pytest.mark.parametrize("page", ["<html></html>", "<!doctype html><html><body><nav>Home</nav></body></html>", "<p>"])
def test_a_page_without_an_article(file, page):
    message = refusal(file(page, "page.html"))
    assert "no article text" in message
    assert "copy the article into a .txt file" in message


def test_a_string_without_words():
    with pytest.raises(FramingError, match="The text is empty"):
        article_from_text(" … — \n")


# -- front matter --------------------------------------------------------------------------------------------
MATTER = """---
Title: "Who: him?"
author: [Jane Doe, John Roe]
outlet: >
  The Daily
  Example
date: 2022-03-07
url: https://example.org/1
language: en
note: 5
empty:
---
"""


def test_front_matter_is_metadata_and_stays_in_the_text(file):
    article = read_article(file(MATTER + PROSE))
    assert article.text == MATTER + PROSE
    assert (article.title, article.author, article.outlet) == ("Who: him?", "Jane Doe, John Roe", "The Daily Example")
    assert (article.date, article.url, article.language) == ("2022-03-07", "https://example.org/1", "en")
    marked = furniture(article)
    assert set(marked["reason"]) == {"front matter"}
    assert "\n".join(marked["text"]) + "\n" == MATTER
    assert list(marked["line"]) == list(range(1, 13))


def test_a_time_is_iso_8601():
    text = f"---\ndate: 2022-03-07 10:15:00\n---\n{PROSE}"
    assert article_from_text(text).date == "2022-03-07T10:15:00"


@pytest.mark.parametrize("matter", ["---\n---\n", "---\n# nothing\n---\n"])
def test_front_matter_may_say_nothing(matter):
    article = article_from_text(matter + PROSE)
    assert article.title == "Could Putin Lose?"
    assert article.headline
    assert set(furniture(article)["reason"]) == {"front matter"}


def test_front_matter_ends_at_the_first_line_of_dashes():
    article = article_from_text("---\ntitle: A\n---\nHead\n\nBody of it.\n\n---\n\nMore of it.\n")
    assert len(furniture(article)) == 3


def test_lines_between_rules_are_no_front_matter():
    article = article_from_text("---\nA sentence between two rules.\n---\n\nMore of the text.\n")
    assert furniture(article).empty


def test_what_is_given_goes_before_front_matter():
    assert article_from_text(MATTER + PROSE, author="Somebody").author == "Somebody"


# -- identity ------------------------------------------------------------------------------------------------
def test_the_id_is_a_slug_and_eight_digits_of_the_hash(file):
    article = read_article(file(PROSE, "Crème brûlée – No. 5!.txt"))
    assert article.article_id == f"creme-brulee-no-5-{article.sha256[:8]}"
    assert read_article(article.path).article_id == article.article_id


def test_the_id_tells_texts_apart():
    assert article_from_text(PROSE).article_id != article_from_text(PROSE + " ").article_id
    assert article_from_text(PROSE).article_id.startswith("could-putin-lose-")


def test_the_id_of_an_article_without_latin_letters():
    assert article_from_text("Война\n\nТекст статьи.").article_id.startswith("article-")


def test_a_long_title_makes_a_short_id():
    assert len(article_from_text("word " * 30 + "\n\nBody.").article_id) <= 57


def test_newlines_do_not_change_the_id():
    assert article_from_text(PROSE).article_id == article_from_text(PROSE.replace("\n", "\r\n")).article_id


# -- headline ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Could Putin Lose?\n\nBody of the text.", "Could Putin Lose?"),
        ("\n\n  Could Putin Lose?  \nBody of the text.", "Could Putin Lose?"),
        ("A single paragraph has no headline, however short it is.", ""),
        ("A single paragraph.\n\n* * *\n", ""),
        ("* * *\n\nBody of the text.", ""),
        (f"{'A first paragraph is too long to be a headline. ' * 6}\n\nBody.", ""),
        (
            "The president said on Monday that he would not\nbe stopped by anybody at home, and that the war\n"
            "would go on until all of its aims were met.\n\nNobody believed him.",
            "",
        ),
        (
            "Could Putin Lose the War He Started Last Week?\n"
            "Some ten days into the attack on Ukraine the fighting shows no sign of letting\n"
            "up, and the losses on either side are heavy already, according to the reports\nof Monday.\n",
            "Could Putin Lose the War He Started Last Week?",
        ),
        (
            "Could Putin Lose the War He Started Last Week?\nThe invasion stalls, and questions are being asked\n"
            "By Jane Doe\n\nBody of the text.",
            "Could Putin Lose the War He Started Last Week?",
        ),
    ],
)
def test_the_first_line_is_the_headline_if_it_is_short_and_apart(text, title):
    article = article_from_text(text)
    assert article.title == title
    assert article.headline == bool(title)


def test_the_table_of_an_article():
    table = article_table(article_from_text(MATTER + PROSE), words=12)
    row = table.iloc[0]
    assert len(table) == 1
    assert (row["title"], row["words"], row["date"]) == ("Who: him?", 12, "2022-03-07")
    assert len(row["sha256"]) == 64


def test_the_public_names():
    assert framing.read_article is read_article
    assert framing.article_from_text is article_from_text
