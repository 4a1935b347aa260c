"""The text of a Markdown file: what its marks say about looks is left out, its words are not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from framing.article.front_matter import front_matter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.token import Token

_NOTE = re.compile(r"\A\[\^[^\]\s]+\]:\s*|\[\^[^\]\s]+\]")
"""The mark of a footnote, at its place and before its text; CommonMark has none, but most writers use it."""


def markdown_text(text: str) -> str:
    """Return a Markdown text without its marks: paragraphs, headings, list entries, apart by blank lines.

    A paragraph that goes over several lines becomes one. Of a link its words stay, of an HTML tag what it encloses;
    a table's row becomes a line with tabs, a footnote a paragraph; pictures, rules and comments are left out. Front
    matter stays as it is.
    """
    from markdown_it import MarkdownIt

    start, _ = front_matter(text)
    start += re.match(r"\n*", text[start:]).end() if start else 0  # type: ignore[union-attr]
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text[start:])
    blocks = [block for block in (_NOTE.sub("", block).strip() for block in _blocks(tokens)) if block]
    return text[:start] + "\n\n".join(blocks) + "\n"


def _blocks(tokens: list[Token]) -> Iterable[str]:
    """Give the text of every block."""
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield "\t".join(row)
            row = None
        elif token.type == "inline":
            words = re.sub(" {2,}", " ", "".join(map(_words, token.children or [])))
            if row is None:
                yield words
            else:
                row.append(words)
        elif token.type in {"fence", "code_block"}:
            yield token.content
        elif token.type == "html_block":
            yield _enclosed(token.content)


def _words(token: Token) -> str:
    """Return the words of a piece of a paragraph."""
    if token.type in {"softbreak", "hardbreak"}:
        return " " if token.type == "softbreak" else "\n"
    return token.content if token.type in {"text", "code_inline"} else ""


def _enclosed(block: str) -> str:
    """Return what the tags of a block of HTML enclose."""
    from lxml import etree, html

    try:
        return str(html.fragment_fromstring(block, create_parent="div").text_content())
    except etree.ParserError:
        return ""
