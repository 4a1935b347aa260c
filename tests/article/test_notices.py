from __future__ import annotations

import pytest
from written import PARAGRAPHS, TEXT, as_html, refusal

from framing.article.notices import FEWEST_WORDS, NOTICES, find_notice, notices
from framing.article.read import read_article

TEASER = PARAGRAPHS[:3]
LONG = (*PARAGRAPHS, *(f"Day {n}. {PARAGRAPHS[3]}" for n in range(3)))


def beside(line, paragraphs=TEASER):
    """Return a page with a line beside its article."""
    return as_html(paragraphs).replace(b"</article>", f"</article><aside><p>{line}</p></aside>".encode())


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.example)
def test_the_example_of_a_notice_is_known_and_refused(file, notice):
    assert find_notice(f"A line.\n  {notice.example} \nAnother.") == (notice.kind, notice.example)
    for name, content in (
        ("tram.txt", "\n\n".join([*TEASER, notice.example])),
        ("tram.html", beside(notice.example)),
        ("alone.html", f"<html><body><p>{notice.example}</p></body></html>"),
    ):
        message = refusal(file(content, name))
        assert f"{name} holds a" in message
        assert notice.kind in message
        assert notice.example in message
        assert "save" in message


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Create a free account to continue reading.", "paywall"),
        ("To continue reading, subscribe now", "paywall"),
        ("Sign in to read the rest of this article", "paywall"),
        ("This content is only available to members.", "paywall"),
        ("You have read 3 of 3 free articles this month.", "paywall"),
        ("Error 404", "error page"),
        ("403 Forbidden", "error page"),
        ("502: Bad gateway", "error page"),
        ("This article is no longer available.", "error page"),
        ("You don't have permission to access this page on this server.", "error page"),
        ("Please verify you are a human", "robot check"),
        ("JavaScript is disabled in your browser", "robot check"),
        ("Just a moment...", "robot check"),
        ("Checking if the site connection is secure", "robot check"),
    ],
)
def test_lines_of_such_pages(line, kind):
    assert find_notice(line)[0] == kind


@pytest.mark.parametrize(
    "line",
    [
        "404 people left the town on Monday.",
        "The mayor denied access to the archive.",
        "Access denied: how the town closed its archive",
        "Subscribe to this view, she told the council.",
        "He signed up to read the news on the radio.",
        "The robot did not say whether it was human.",
        "The bridge is for members of the club, and for cyclists.",
        "The page of history cannot be turned back.",
        "Free trams are what the town needs.",
    ],
)
def test_prose_that_mentions_such_things(line):
    assert find_notice(line) == ("", "")


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.example)
def test_an_article_is_never_refused_for_such_a_line(file, notice):
    assert len(" ".join(LONG).split()) > FEWEST_WORDS
    assert read_article(file(beside(notice.example, LONG), "a.html")).title == LONG[0]
    assert notice.example in read_article(file("\n\n".join([*LONG, notice.example]), "a.txt")).text


def test_a_short_report_on_a_page_that_asks_for_scripts(file):
    asks = b"<noscript>Please enable JavaScript to see this page.</noscript></body>"
    assert read_article(file(as_html(TEASER).replace(b"</body>", asks), "a.html")).title == TEASER[0]
    assert "robot check" in refusal(file(b"<html><body>" + asks + b"</html>", "b.html"))


@pytest.mark.parametrize("value", ["false", '"False"'])
def test_a_page_that_states_that_it_is_not_free(file, value):
    stated = f'<script type="application/ld+json">{{"isAccessibleForFree": {value}}}</script></head>'.encode()
    message = refusal(file(as_html(TEASER).replace(b"</head>", stated), "tram.html"))
    assert "holds a paywall (the page states that it is not free)" in message
    assert read_article(file(as_html(LONG).replace(b"</head>", stated), "long.html")).title == LONG[0]


def test_a_notice_with_tags_in_it(file):
    assert "paywall" in refusal(file(beside("<a href='/s'>Subscribe</a> to <b>continue</b> reading"), "tram.html"))


def test_an_article_of_few_words_without_a_notice(file):
    assert read_article(file(TEXT, "a.txt")).text == TEXT


def test_the_notices_as_a_table():
    table = notices()
    assert list(table.columns) == ["kind", "pattern", "example", "met"]
    assert (table != "").all(axis=None)
