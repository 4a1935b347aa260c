"""One article written in every form that framing reads, and refusals."""

from __future__ import annotations

import textwrap
from html import escape
from io import BytesIO

import matplotlib as mpl
import pytest
from docx import Document
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from framing.article.read import read_article
from framing.errors import FramingError

PARAGRAPHS = (
    "Town weighs a tram that few have asked for",
    "Could the tram line be too dear for the town? The council votes on Monday, and nobody in the coalition will say "
    "how the vote will go, although everybody has an opinion on the matter.",
    "“The tram costs too much,” said Anna Lind, the mayor, in Sankt Jørgen. “The town cannot pay for it – not at all.”",
    "According to the engineer Ole Berg, the tram makes the air cleaner. The mayor doesn’t believe it: the line is "
    "only 3.5 km long, she said, and 40% of the money has gone into a well-known bridge that nobody needs.",
    "However the council votes, the question of who pays for the tram will not go away before the year ends.",
)
TEXT = "\n\n".join(PARAGRAPHS) + "\n"
WIDE, HIGH = 595, 842
"""The size of a page, in points."""


def as_html(paragraphs=PARAGRAPHS):
    headline, *rest = map(escape, paragraphs)
    body = "\n".join(f"<p>{p}</p>" for p in rest)
    head = f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{headline}</title></head>'
    return f"{head}<body><article><h1>{headline}</h1>\n{body}</article></body></html>".encode()


def as_markdown(paragraphs=PARAGRAPHS):
    headline, *rest = paragraphs
    return "\n\n".join([f"# {headline}", *rest]).encode()


def as_word(paragraphs=PARAGRAPHS):
    document = Document()
    document.add_heading(paragraphs[0])
    for paragraph in paragraphs[1:]:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document):
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def lines_of(paragraphs, *, left=70, top=760, width=80, size=10.0, gap=8.0, indent=0.0):
    """Return the lines of paragraphs as (x, y, size, text): the first one larger, a gap or an indent before each."""
    out, y = [], top
    for number, paragraph in enumerate(paragraphs):
        letters = size if number else size * 1.6
        for i, line in enumerate(
            textwrap.wrap(paragraph, width if number else int(width / 1.6), break_on_hyphens=False)
        ):
            out.append((left + (indent if number and not i else 0), y, letters, line))
            y -= letters * 1.3
        y -= gap
    return out


def as_pdf(*pages):
    """Return a PDF: each page a list of (x, y, size, text)."""
    out = BytesIO()
    with mpl.rc_context({"pdf.fonttype": 42}), PdfPages(out) as document:
        for page in pages or [lines_of(PARAGRAPHS)]:
            figure = Figure((WIDE / 72, HIGH / 72))
            for x, y, size, text in page:
                figure.text(x / WIDE, y / HIGH, text, fontsize=size, parse_math=False)
            document.savefig(figure)
    return out.getvalue()


FORMS = {
    "txt": TEXT.encode(),
    "md": as_markdown(),
    "html": as_html(),
    "docx": as_word(),
    "pdf": as_pdf(),
}


def refusal(source):
    with pytest.raises(FramingError) as caught:
        read_article(source)
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith(".")
    return message
