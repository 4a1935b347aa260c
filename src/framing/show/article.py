"""What was read: title, length, first and last paragraph, and which lines were left out and why."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from html import escape

import pandas as pd

from framing.article.corrections import FURNITURE, KEEP
from framing.article.read import Article
from framing.article.segment import count_words, paragraphs
from framing.show.tables import one_article, records

_WIDTH = 100
"""Characters of a line of the plain text."""


@dataclass(frozen=True)
class ArticleOverview:
    """What was read of an article, to check before anything is counted.

    Jupyter shows it as it is, ``print`` as plain text. Everything that comes from the article is escaped.

    Attributes
    ----------
    title
        The headline.
    about
        What is known of the article, name and value: author, outlet, date, address, language, length.
    first, last
        Its first paragraph after the headline, and its last one.
    left_out
        The lines that were left out: ``line``, ``reason``, ``text`` (front matter as one row).
    kept
        The lines that the researcher kept though a rule would leave them out, or to be sure.
    """

    title: str
    about: tuple[tuple[str, str], ...]
    first: str
    last: str
    left_out: pd.DataFrame
    kept: tuple[str, ...]

    def __str__(self) -> str:
        wide = max(len(name) for name, _ in self.about)
        lines = [self.title or "(no headline)", ""]
        lines += [f"{name:<{wide}}  {value}" for name, value in self.about]
        for name, text in (("First paragraph", self.first), ("Last paragraph", self.last)):
            lines += ["", name, *textwrap.wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="  ")]
        lines += ["", "Left out" if len(self.left_out) else "Nothing was left out."]
        for row in records(self.left_out):
            lines.append(f"  line {row.line}, {row.reason}: {row.text}")
        lines += ["", "Kept by the researcher", *(f"  {text}" for text in self.kept)] if self.kept else []
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        """Return a fragment to embed."""
        cell = 'style="text-align: left; vertical-align: top; white-space: normal"'
        about = _rows([[name, value] for name, value in self.about], cell)
        left_out = _rows([[str(row.line), row.reason, row.text] for row in records(self.left_out)], cell)
        head = f"<tr><th {cell}>line</th><th {cell}>left out as</th><th {cell}>text</th></tr>"
        kept = "".join(f"<li>{escape(text)}</li>" for text in self.kept)
        return (
            '<div style="max-width: 50em">\n'
            f"<h3>{escape(self.title or '(no headline)')}</h3>\n<table>{about}</table>\n"
            f"<p><b>First paragraph</b></p>\n<blockquote>{escape(self.first)}</blockquote>\n"
            f"<p><b>Last paragraph</b></p>\n<blockquote>{escape(self.last)}</blockquote>\n"
            + (f"<table>{head}{left_out}</table>\n" if left_out else "<p>Nothing was left out.</p>\n")
            + (f"<p><b>Kept by the researcher</b></p>\n<ul>{kept}</ul>\n" if kept else "")
            + "</div>"
        )


def _rows(cells: list[list[str]], style: str) -> str:
    """Return the rows of a table, all text escaped."""
    return "".join("<tr>" + "".join(f"<td {style}>{escape(c)}</td>" for c in row) + "</tr>" for row in cells)


def article_overview(
    article: Article, furniture: pd.DataFrame, corrections: pd.DataFrame | None = None
) -> ArticleOverview:
    """Return what was read of an article.

    Parameters
    ----------
    article
        The article.
    furniture
        Its table ``furniture``.
    corrections
        The researcher's corrections, for the lines that were kept.
    """
    one_article(furniture)
    parts = paragraphs(article, furniture)
    body = [p for p in parts if p.number] or parts
    words = sum(count_words(article.text[p.start : p.end]) for p in parts)
    known = [(name, getattr(article, name)) for name in ("author", "outlet", "date", "url", "language")]
    length = [("words", f"{words:,}"), ("paragraphs", f"{len(body):,}")]
    own = None if corrections is None else corrections[corrections["what"] == FURNITURE]
    kept = [] if own is None else list(own.loc[own["value"].str.lower() == KEEP, "text"])
    return ArticleOverview(
        title=article.title,
        about=tuple([(name, value) for name, value in known if value] + length),
        first=_text(article, body[0].start, body[0].end) if body else "",
        last=_text(article, body[-1].start, body[-1].end) if body else "",
        left_out=_left_out(furniture),
        kept=tuple(" ".join(text.split()) for text in kept),
    )


def _text(article: Article, start: int, end: int) -> str:
    """Return a paragraph on one line."""
    return " ".join(article.text[start:end].split())


def _left_out(furniture: pd.DataFrame) -> pd.DataFrame:
    """Return the lines that were left out, front matter as one row."""
    matter = furniture["reason"] == "front matter"
    rows = [{"line": str(r.line), "reason": r.reason, "text": r.text.strip()} for r in records(furniture[~matter])]
    if matter.any():
        lines = furniture.loc[matter, "line"]
        said = {"reason": "front matter", "text": "what the file says about itself"}
        rows = [{"line": f"{lines.min()} to {lines.max()}", **said}, *rows]
    return pd.DataFrame(rows, columns=["line", "reason", "text"])
