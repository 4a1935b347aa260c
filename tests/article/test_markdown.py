from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.article.furniture import furniture
from framing.article.markdown import markdown_text
from framing.article.read import read_article


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("# Town *weighs* a **tram**", "Town weighs a tram"),
        ("Town weighs a tram\n===", "Town weighs a tram"),
        ("Who pays? [The town](https://example.org), says the ~~mayor~~.", "Who pays? The town, says the mayor."),
        ("One line\nand another.", "One line and another."),
        ("One line  \nand another.", "One line\nand another."),
        ("> Quoted words.", "Quoted words."),
        ("- one\n- two", "one\n\ntwo"),
        ("1. first\n2. second", "first\n\nsecond"),
        ("Before ![a picture](a.png) after.", "Before after."),
        ("| a | b |\n|---|---|\n| c | d |", "a\tb\n\nc\td"),
        ("One.\n\n***\n\nTwo.", "One.\n\nTwo."),
        ("<p>Words in <b>a</b> tag</p>\n\n<!-- a comment -->\n\nH<sub>2</sub>O", "Words in a tag\n\nH2O"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("A claim[^1] here.\n\n[^1]: The note.", "A claim here.\n\nThe note."),
        (r"Ham &amp; eggs, 2 \* 3, snake_case", "Ham & eggs, 2 * 3, snake_case"),
        ("“The tram’s cost” – 40% – it's `cheap`…", "“The tram’s cost” – 40% – it's cheap…"),
        ("```\nA code block.\n```", "A code block."),
    ],
)
def test_marks_are_no_words(marked, plain):
    assert markdown_text(marked) == plain + "\n"


def test_front_matter_stays_as_in_a_text_file(file):
    matter = '---\ntitle: "Who: she?"\ndate: 2022-03-07\n---\n'
    body = "Town weighs a tram\n\nThe council votes on Monday.\n"
    marked = read_article(file(f"{matter}\n# {body}", "a.md"))
    plain = read_article(file(f"{matter}\n{body}", "a.txt"))
    assert marked.text == plain.text
    assert (marked.title, marked.date, marked.headline) == ("Who: she?", "2022-03-07", True)
    assert set(furniture(marked)["reason"]) == {"front matter"}


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_newlines_of_other_systems(file, newline):
    text = f"---{newline}title: A{newline}---{newline}# Head{newline}{newline}Body of it."
    assert read_article(file(text, "a.md")).text == "---\ntitle: A\n---\nHead\n\nBody of it.\n"


WORD = st.text("abcdefgåéß“”’–,", min_size=1, max_size=8)


@given(st.lists(st.lists(WORD, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=5))
def test_plain_paragraphs_stay_as_they_are(paragraphs):
    text = "\n\n".join(paragraphs) + "\n"
    assert markdown_text(text) == text
