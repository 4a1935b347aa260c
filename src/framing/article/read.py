"""From a file, an HTML page or a string to one frozen :class:`Article`.

The text is the decoded (or, for HTML, extracted) source with newlines normalised and nothing else changed, so that
offsets, gold and corrections outlive every better cleaner. What does not belong to the article is marked later
(``furniture``), not cut.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from framing.article.decoding import decode
from framing.article.front_matter import METADATA, front_matter
from framing.article.lines import blocks, wrapped
from framing.errors import FramingError
from framing.schema import conform

MAX_BYTES = 5_000_000
"""Larger files are refused: they hold more than one article."""
_FEWEST_WORDS = 10
"""What trafilatura finds in a page of fewer words is its menu."""

_HTML = {".html", ".htm", ".xhtml"}
_TEXT = {".txt", ".text", ""}
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_LANGUAGE = re.compile(r"<html\b[^>]*?\slang\s*=\s*[\"']?([a-z]{2})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Article:
    r"""One article: its text, which never changes, and what is known about it.

    Attributes
    ----------
    text
        Decoded or extracted source with newlines normalised to ``\n``; every offset of every table points into it.
    article_id
        A readable slug and the first eight digits of the text's sha256.
    title, author, outlet, date, url, language
        Metadata where the file or page states it; else empty.
    headline
        True if the first line of the text (after front matter) is the headline.
    path
        The file it was read from; empty for a string.
    """

    text: str = field(repr=False)
    article_id: str
    title: str = ""
    author: str = ""
    outlet: str = ""
    date: str = ""
    url: str = ""
    language: str = ""
    headline: bool = False
    path: str = ""

    @property
    def sha256(self) -> str:
        """Hash of the text: what offsets, corrections and gold belong to."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


def normalise_newlines(text: str) -> str:
    r"""Return `text` with ``\r\n`` and ``\r`` turned into ``\n``."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def slug(words: str) -> str:
    """Return `words` in lower-case ASCII with hyphens, at most 48 characters: the readable part of an article_id."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48].strip("-") or "article"


def _headline(text: str, start: int) -> str:
    """Return the first line after `start` if it is a headline: short, not hard-wrapped, and followed by more text."""
    block = next(iter(blocks(text, start)), [])
    if not block or block[0][0] in wrapped(text, block):
        return ""
    line = text[slice(*block[0])].strip()
    if len(line) > 200 or (line[-1] in ".,;:" and len(line) > 80):
        return ""
    return line if re.search(r"\w", line) and re.search(r"\w", text[block[0][1] :]) else ""


def article_from_text(
    text: str,
    *,
    title: str = "",
    author: str = "",
    outlet: str = "",
    date: str = "",
    url: str = "",
    language: str = "",
    name: str = "",
    path: str = "",
) -> Article:
    """Return the article of a string: title line first, paragraphs apart by blank lines, optional YAML front matter.

    Parameters
    ----------
    text
        The article.
    title, author, outlet, date, url, language
        Metadata; front matter in the text fills in what is not given.
    name
        What the readable part of ``article_id`` is made of; the title if empty.
    path
        Where it came from.

    Raises
    ------
    FramingError
        If there are no words in it, or its front matter is not YAML.
    """
    text = normalise_newlines(text)
    if not re.search(r"\w", text):
        raise FramingError(f"{path or 'The text'} is empty; save the article's text in it and try again.")
    start, stated = front_matter(text)
    if not re.search(r"\w", text[start:]):
        raise FramingError(
            f"{path or 'The text'} holds front matter but no article; write the article below the second --- line."
        )
    given = {"title": title, "author": author, "outlet": outlet, "date": date, "url": url, "language": language}
    data = {key: given[key] or stated.get(key, "") for key in METADATA}
    headline = _headline(text, start)
    data["title"] = data["title"] or headline
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]
    return Article(
        text=text,
        article_id=f"{slug(name or data['title'])}-{digest}",
        headline=bool(headline),
        path=path,
        **data,
    )


def article_from_html(page: str, *, name: str = "", path: str = "", url: str = "") -> Article:
    """Return the article of an HTML page: its main text by trafilatura, and its metadata where the page states them.

    The text is the page's headline and its paragraphs, block quotations and list entries, apart by blank lines; menus,
    comments, tables and captions are left out. Nothing is guessed: a page that states no date has none.

    Raises
    ------
    FramingError
        If no article is found in it.
    """
    from trafilatura import bare_extraction

    document: Any = bare_extraction(
        page,
        url=url or None,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if document is None or len(re.findall(r"\w+", document.text or "")) < _FEWEST_WORDS:
        raise FramingError(
            f"{path or 'The page'} holds no article text that could be told from its menus; "
            "copy the article into a .txt file instead."
        )
    items = {f"- {' '.join(''.join(item.itertext()).split())}" for item in document.body.iter("item")}
    lines = [line.strip() for line in document.text.split("\n") if line.strip()]
    lines = [line.removeprefix("- ") if line in items else line for line in lines]
    title = (document.title or "").strip()
    first = document.body.find("head[@rend='h1']")
    if first is not None and "".join(first.itertext()).strip() == lines[0]:
        title = lines[0]  # the headline that readers saw; og:title is often another one
    elif title:
        lines = [title, *(line for line in lines if line != title)]
    language = _LANGUAGE.search(page[:4096])
    return article_from_text(
        "\n\n".join(lines),
        title=title,
        author=document.author or "",
        outlet=document.sitename or document.hostname or "",
        date=document.date or "",
        url=url or document.url or "",
        language=language[1].lower() if language else "",
        name=name or title,
        path=path,
    )


def read_article(source: str | Path) -> Article:
    """Return the article in a file (.txt or .html).

    Parameters
    ----------
    source
        Path of the file. For an article that you hold as a string use :func:`article_from_text`.

    Raises
    ------
    FramingError
        If the file is missing, a folder, unreadable, empty, larger than 5 MB, no text, of another kind, or holds no
        article.
    """
    path = Path(source)
    if len(str(source)) > 1000 or len(path.name) > 255 or "\n" in str(source):
        raise FramingError(
            "That is a text, not the name of a file; "
            "use framing.article_from_text(text) for an article that you hold as a string."
        )
    kind = path.suffix.lower()
    try:
        raw = _bytes_of(path, kind)
    except OSError as error:
        raise FramingError(
            f"{source} cannot be read ({error.strerror or error}); check that you may open it."
        ) from error
    text = decode(raw, name=path.name)
    if kind in _HTML or _PAGE.match(text[:2000]):
        return article_from_html(text, name=path.stem, path=str(source))
    return article_from_text(text, name=path.stem, path=str(source))


def _bytes_of(path: Path, kind: str) -> bytes:
    """Return what is in a file that can hold an article."""
    if not path.exists():
        raise FramingError(
            f"There is no file {path}; check the spelling, or put the article into data/raw/ as a .txt file."
        )
    if path.is_dir():
        raise FramingError(f"{path} is a folder; name one article in it.")
    if kind not in _HTML | _TEXT:
        raise FramingError(
            f"{path.name} is a {kind} file; framing reads .txt and .html, so save the article as one of these."
        )
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise FramingError(
            f"{path.name} has {size / 1e6:.1f} MB, more than an article can have (5 MB); save one article a file."
        )
    return path.read_bytes()


def article_table(article: Article, *, words: int) -> pd.DataFrame:
    """Return the table ``articles`` of one article; `words` is its length without furniture."""
    row = {key: getattr(article, key) for key in ("article_id", *METADATA, "sha256")}
    return conform([row | {"words": words}], "articles")
