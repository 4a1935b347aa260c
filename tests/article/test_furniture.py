from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.article.furniture import furniture
from framing.article.furniture_rules import RULES, rules
from framing.article.read import article_from_text
from framing.errors import FramingError
from framing.schema import check

BODY = "\n\n".join(f"Paragraph {n} of the body says one thing and leaves another out." for n in range(8))


def reasons(text):
    return dict(zip(*furniture(article_from_text(text))[["text", "reason"]].to_numpy().T, strict=True))


def reason(line):
    """Return the reason that a line gets between the paragraphs of an article."""
    marked = reasons(f"The headline\n\n{BODY}\n\n{line}\n\n{BODY}\n\n{BODY}\n")
    assert set(marked) <= {line}
    return marked.get(line)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_the_example_of_a_rule_is_furniture_for_its_reason(rule):
    assert reason(rule.example) == rule.reason


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ADVERTISEMENT", "advertising"),
        ("— Advertisement —", "advertising"),
        ("Sponsored Content", "advertising"),
        ("Article continues below", "advertising"),
        ("Related Articles", "recommendation"),
        ("More from RedState", "recommendation"),
        ("Editor’s Picks", "recommendation"),
        ("See also: The five lessons of the war", "recommendation"),
        ("Log in as a member to leave a comment", "membership"),
        ("Join the conversation as a VIP Member", "membership"),
        ("Already a subscriber? Sign in.", "membership"),
        ("Sign up for our newsletter and get the news in your inbox.", "membership"),
        ("Subscribe", "membership"),
        ("Help us keep our reporting free for everybody.", "membership"),
        ("Trending on Townhall Videos", "video teaser"),
        ("WATCH", "video teaser"),
        ("Handout pictures from the Kremlin and the office of Ukraine’s president via AP", "photo credit"),
        ("A soldier stands guard in Kyiv. (AP Photo/Efrem Lukatsky)", "photo credit"),
        ("Photo by Jane Doe", "photo credit"),
        ("Image: Ministry of Defence", "photo credit"),
        ("Share this article", "button"),
        ("12 comments", "button"),
        ("Follow us on Twitter", "button"),
        ("Skip to main content", "button"),
        ("BY JANE DOE", "byline or date"),
        ("By Jane van der Doe, The Associated Press", "byline or date"),
        ("By John Roe Jr.", "byline or date"),
        ("Last updated: March 7, 2022 10:15 a.m.", "byline or date"),
        ("Monday, 7 March 2022", "byline or date"),
        ("March 7, 2022", "byline or date"),
        ("7 March 2022, 10:15", "byline or date"),
        ("5 min read", "byline or date"),
        ("Copyright 2022 The Daily Example. All rights reserved.", "copyright"),
        ("(c) 2022 The Daily Example", "copyright"),
        ("11/24/26, 2:49 PM Town weighs a tram", "printed page"),
        ("24.11.2026, 14:49", "printed page"),
        ("https://example.org/news/tram 1/3", "printed page"),
        ("Page 2 of 3", "printed page"),
    ],
)
def test_lines_of_pages_are_furniture(line, expected):
    assert reason(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Advertising revenue has fallen by half since the war began.",
        "Advertisements for the army now hang in every underground station.",
        "The party paid for an advertisement in The New York Times.",
        "Sponsored by the state, the film was shown in every school.",
        "Text messages continue to reach the soldiers.",
        "Related concerns were voiced in Berlin and Paris.",
        "More in the party now doubt Putin than a year ago.",
        "More on that question will be known after the vote.",
        "Recommended by nobody, the plan failed.",
        "Subscribe to this view or leave the party, he told the members.",
        "Join NATO now, the foreign minister told parliament.",
        "Join us as members of the free world, they shouted in English.",
        "Already a pariah, Putin now faces isolation.",
        "Register offices will close today in all of the region.",
        "Upgrade of the access roads is needed now.",
        "Support for independent media has fallen in Russia.",
        "Help keep our reporters safe, the editor said on Friday.",
        "Get our troops out before winter, the opposition said.",
        "Watch the polls, and you know what the Kremlin will do.",
        "Listen: this is genocide, he said.",
        "Video of the attack spread quickly on social media.",
        "Photographs from the town show burnt-out tanks.",
        "Image by image, the clip shows how the column was hit.",
        "Photo by photo, the investigators rebuilt the day.",
        "Getty Images has withdrawn its photographers from Russia.",
        "Reuters could not verify the report.",
        "Share this burden, he urged the Europeans.",
        "Share this burden or fail.",
        "Follow us, the colonel shouted.",
        "Print journalism is not dead in Ukraine.",
        "Comments by the minister drew anger in Kyiv.",
        "Skip to the end of the speech and you see why.",
        "By Monday, the town had fallen.",
        "By Friday Putin had changed his mind.",
        "Published in 1869, the novel is still read in Russia.",
        "Posted online, the video drew millions of viewers.",
        "Updated figures show a rise.",
        "Updated 5 times, the map shows the losses of a week.",
        "Monday was the worst day since 2014.",
        "March 7, 2022, changed everything.",
        "Copyright law protects the photographs.",
        "(c) Russia must withdraw its troops.",
        "Home was no longer safe.",
        "24.11.2026 was the day on which the line was opened.",
        "https://example.org/news/tram",
        "3 of 5 people said no.",
        "“Subscribe now for full access” was all the page said.",
    ],
)
def test_prose_that_mentions_such_things_is_not(line):
    assert reason(line) is None


def test_a_long_line_is_prose():
    assert reason("Subscribe now " + "and read on " * 12 + "in our newsletter") is None


@pytest.mark.parametrize("headline", ["Advertisement", "Recommended", "By Jane Doe", "Watch: What he said"])
def test_the_headline_never_is(headline):
    assert reasons(f"{headline}\n\n{BODY}") == {}
    assert set(reasons(f"---\ntitle: A\n---\n\n{headline}\n\n{BODY}").values()) == {"front matter"}


def test_lines_of_a_hard_wrapped_paragraph_are_prose():
    wrapped = (
        "The agencies pulled out one after the other, and by the end of the week\n"
        "Getty Images and the newspapers that relied on it had nobody left\n"
        "more in the party asked why the pictures had become so scarce, and the\n"
        "editors had no answer to give.\nAdvertisement\n"
    )
    assert reasons(f"The headline\n\n{BODY}\n\n{wrapped}\n{BODY}") == {"Advertisement": "advertising"}


END = "Recommended\n\nFive questions about the budget\n\nWhy the oil price fell\nThe end of an era, in pictures\n"


def test_teasers_after_a_marker_near_the_end_are_marked():
    marked = reasons(f"The headline\n\n{BODY}\n\n{END}\nThis line is a sentence.\n")
    assert set(marked.values()) == {"recommendation"}
    assert "\n".join(marked) == END.strip().replace("\n\n", "\n")


def test_lines_after_a_marker_in_the_middle_stay():
    assert list(reasons(f"The headline\n\n{BODY}\n\n{END}\n{BODY}\n\n{BODY}\n\n{BODY}")) == ["Recommended"]


def test_a_single_pointer_announces_no_teasers():
    assert list(reasons(f"The headline\n\n{BODY}\n\nRead more: A story\n\nA subheading\n\nThe end.\n")) == [
        "Read more: A story"
    ]


def test_line_numbers_count_from_one():
    marked = furniture(article_from_text("---\ntitle: A\n---\nHead\n\nText of it.\nAdvertisement\n\nMore text.\n"))
    assert list(marked["line"]) == [1, 2, 3, 7]


def test_an_article_without_furniture_gives_an_empty_table():
    assert check(furniture(article_from_text(BODY)), "furniture").empty


def test_the_rules_as_a_table():
    table = rules()
    assert list(table.columns[:3]) == ["reason", "pattern", "example"]
    assert len(table) == len(RULES)
    assert (table["met"] != "").all()


LINE = st.sampled_from(
    [*(rule.example for rule in RULES), "", "  ", "---", "title: A", "A sentence.", "no end", " Ads "]
)


@given(st.lists(LINE, min_size=1, max_size=12))
def test_rows_are_whole_lines_of_the_text(lines):
    try:
        article = article_from_text("\n".join(lines))
    except FramingError:
        return
    marked = check(furniture(article), "furniture", text=article.text)
    split = article.text.split("\n")
    assert [split[n - 1] for n in marked["line"]] == list(marked["text"])
    assert marked["line"].is_monotonic_increasing
    assert (marked["text"].str.strip() != "").all()
