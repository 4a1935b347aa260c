"""The same article in every form, and files that hold none."""

from __future__ import annotations

import random

import pandas as pd
import pytest
from written import FORMS, PARAGRAPHS, TEXT, refusal

from framing.article.forms import MAX_MEGABYTES
from framing.article.furniture import furniture
from framing.article.read import article_table, read_article
from framing.article.segment import paragraphs, sentences

NOISE = bytes(random.Random(7).randrange(256) for _ in range(5000))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_text_and_tables(file, form):
    article, plain = read_article(file(FORMS[form], f"tram.{form}")), read_article(file(TEXT, "tram.txt"))
    assert article.text == TEXT
    assert article.article_id == plain.article_id
    assert (article.title, article.headline, article.language) == (PARAGRAPHS[0], True, "en")
    parts = paragraphs(article, furniture(article))
    assert len(parts) == len(PARAGRAPHS)
    for mine, other in (
        (furniture(article), furniture(plain)),
        (sentences(article, parts), sentences(plain, paragraphs(plain, furniture(plain)))),
        (article_table(article, words=1), article_table(plain, words=1)),
    ):
        pd.testing.assert_frame_equal(mine, other)


@pytest.mark.parametrize("form", ["html", "docx", "pdf"])
@pytest.mark.parametrize("name", ["tram", "tram.txt"])
def test_what_a_file_is_goes_before_what_it_is_called(file, form, name):
    assert read_article(file(FORMS[form], name)).text == TEXT


@pytest.mark.parametrize("ending", ["MD", "markdown", "PDF", "DOCX", "HTM"])
def test_endings_in_other_letters(file, ending):
    form = {"markdown": "md", "htm": "html"}.get(ending.lower(), ending.lower())
    assert read_article(file(FORMS[form], f"tram.{ending}")).text == TEXT


@pytest.mark.parametrize("ending", FORMS)
@pytest.mark.parametrize("content", [b"", b" \n"])
def test_an_empty_file_of_any_form(file, ending, content):
    assert f"tram.{ending} is empty" in refusal(file(content, f"tram.{ending}"))


@pytest.mark.parametrize(
    ("ending", "words"), [("txt", "no text"), ("md", "look like text"), ("docx", "no Word"), ("pdf", "no PDF")]
)
def test_noise_in_any_form(file, ending, words):
    message = refusal(file(NOISE, f"tram.{ending}"))
    assert words.replace("no text", "does not look like text") in message


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_damaged_file(file, form):
    whole = FORMS[form]
    assert "is damaged" in refusal(file(whole[: len(whole) // 3], f"tram.{form}"))


@pytest.mark.parametrize("ending", FORMS)
def test_a_file_of_twenty_megabytes(file, ending):
    most = max(MAX_MEGABYTES.values())
    message = refusal(file(b"word " * (most * 200_000 + 1000), f"tram.{ending}"))
    assert "more than an article can have" in message
    assert "save one article a file" in message


def test_a_picture_heavy_document_may_be_larger_than_a_text(file):
    assert "5 MB" in refusal(file(b"word " * 1_200_000, "tram.txt"))
    assert "no PDF" in refusal(file(b"word " * 1_200_000, "tram.pdf"))


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("tram.doc", "save it as .docx"),
        ("tram.odt", "save it as .docx"),
        ("tram.rtf", "save it as .docx"),
        ("tram.mhtml", "Webpage, HTML only"),
        ("tram.jpg", "text recognition"),
        ("tram.yml", "name the article that it describes"),
        ("tram.xlsx", "each article of it as a file of its own"),
        ("tram.xyz", "save the article as one of these"),
    ],
)
def test_files_of_other_kinds(file, name, advice):
    message = refusal(file("text", name))
    assert ".txt, .md, .html, .docx and .pdf" in message
    assert advice in message


def test_an_old_word_file_by_another_name(file):
    assert "old version of Word" in refusal(file(b"\xd0\xcf\x11\xe0" + bytes(600), "tram.docx"))


def test_a_word_file_with_a_password(file):
    raw = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    message = refusal(file(raw, "tram.docx"))
    assert "protected by a password" in message
    assert "remove the password" in message


def test_a_zip_file_is_no_document(file):
    assert "no Word document" in refusal(file(b"PK\x03\x04" + NOISE, "tram.txt"))
