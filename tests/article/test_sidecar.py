from __future__ import annotations

import pytest
from written import FORMS, TEXT, as_html, refusal

from framing.article.read import read_article

BESIDE = """Title: "The tram: a debate"
author: [Jane Doe, John Roe]
outlet: The Daily
date: 2022-03-07
url: https://example.org/tram
language: en-GB
note: Sent by the archive.
"""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("ending", ["yml", "yaml"])
def test_it_describes_an_article_of_any_form(file, form, ending):
    path = file(FORMS[form], f"tram.{form}")
    alone = read_article(path)
    file(BESIDE, f"tram.{ending}")
    article = read_article(path)
    assert (article.title, article.author, article.outlet) == ("The tram: a debate", "Jane Doe, John Roe", "The Daily")
    assert (article.date, article.url, article.language) == ("2022-03-07", "https://example.org/tram", "en")
    assert (article.text, article.article_id, article.headline) == (alone.text, alone.article_id, alone.headline)


def test_it_goes_before_front_matter_and_front_matter_before_nothing(file):
    path = file(f"---\nauthor: John Roe\noutlet: The Weekly\n---\n{TEXT}", "tram.txt")
    file("author: Jane Doe\n", "tram.yml")
    article = read_article(path)
    assert (article.author, article.outlet) == ("Jane Doe", "The Weekly")


def test_it_goes_before_what_a_page_states(file):
    page = as_html().replace(b"</head>", b'<meta name="author" content="John Roe"></head>')
    path = file(page, "tram.html")
    assert read_article(path).author == "John Roe"
    file("author: Jane Doe\n", "tram.yml")
    assert read_article(path).author == "Jane Doe"


@pytest.mark.parametrize("content", ["", "\n", "# nothing\n", "author:\n"])
def test_it_may_say_nothing(file, content):
    path = file(TEXT, "tram.txt")
    file(content, "tram.yml")
    assert read_article(path).author == ""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            "writer: Jane Doe\n",
            "with 'writer'; write lines like 'title: \"...\"' with the names title, author, outlet, date",
        ),
        ("Jane Doe", "with a text without names"),
        ("- Jane Doe\n", "with a text without names"),
        ("title: [unclosed\n", "tram.yml is not valid YAML (line 2)"),
        ("title: A\nauthor: b: c\n", "tram.yml is not valid YAML (line 2)"),
        ("date: 03/07/2022\n", "gives the date as '03/07/2022'; write year-month-day, such as 2022-03-07"),
        ("language: English\n", "gives the language as 'English'; write a code such as en"),
        ("title: !!python/object:os.system x\n", "tram.yml is not valid YAML"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "tram.yml does not look like text"),
    ],
)
def test_what_it_cannot_say(file, content, words):
    path = file(TEXT, "tram.txt")
    file(content, "tram.yml")
    assert words in refusal(path)


def test_two_of_them(file):
    path = file(TEXT, "tram.txt")
    file("title: A\n", "tram.yml")
    file("title: B\n", "tram.yaml")
    assert refusal(path) == "tram.yml and tram.yaml both describe tram.txt; keep one of them."
