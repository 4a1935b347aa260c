"""The article in an HTML page."""

from __future__ import annotations

import re
from typing import Any

from framing.article.notices import refuse_notices
from framing.errors import FramingError

_FEWEST_WORDS = 10
"""What trafilatura finds in a page of fewer words is its menu."""
_LANGUAGE = re.compile(r"<html\b[^>]*?\slang\s*=\s*[\"']?([a-z]{2})\b", re.IGNORECASE)
_LOCKED = re.compile(r"\"isAccessibleForFree\"\s*:\s*\"?false", re.IGNORECASE)
_INLINE = {"a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u"}
"""Elements that do not begin a line."""


def page_text(page: str, *, name: str = "The page", url: str = "") -> tuple[str, dict[str, str]]:
    """Return the text of the article in an HTML page, by trafilatura, and the metadata that the page states.

    The text is the page's headline and its paragraphs, block quotations and list entries, apart by blank lines; menus,
    comments, tables and captions are left out. Nothing is guessed: a page that states no date has none.

    Raises
    ------
    FramingError
        If no article is found in it, or a paywall, an error or a robot check instead (:mod:`framing.article.notices`).
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
    words = 0 if document is None else len(re.findall(r"\w+", document.text or ""))
    empty = words < _FEWEST_WORDS
    text, title = ("", "") if empty else _lines(document)
    # Pages without scripts ask for JavaScript in <noscript> even where the article is there.
    refuse_notices(text, name=name, page=_visible(page, noscript=empty), locked=bool(_LOCKED.search(page)))
    if empty:
        raise FramingError(
            f"{name} holds no article text that could be told from its menus; "
            "copy the article into a .txt file instead."
        )
    language = _LANGUAGE.search(page[:4096])
    return text, {
        "title": title,
        "author": document.author or "",
        "outlet": document.sitename or document.hostname or "",
        "date": document.date or "",
        "url": url or document.url or "",
        "language": language[1].lower() if language else "",
    }


def _lines(document: Any) -> tuple[str, str]:
    """Return text and headline of what trafilatura found."""
    entries = {f"- {' '.join(''.join(entry.itertext()).split())}" for entry in document.body.iter("item")}
    lines = [line.strip() for line in document.text.split("\n") if line.strip()]
    lines = [line.removeprefix("- ") if line in entries else line for line in lines]
    title = (document.title or "").strip()
    first = document.body.find("head[@rend='h1']")
    if first is not None and "".join(first.itertext()).strip() == lines[0]:
        title = lines[0]  # the headline that readers saw; og:title is often another one
    elif title:
        lines = [title, *(line for line in lines if line != title)]
    return "\n\n".join(lines) + "\n", title


def _visible(page: str, *, noscript: bool) -> str:
    """Return what a reader sees of a page, a block a line; with what it shows where scripts are off, if wanted."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:
        return ""
    for element in list(tree.iter("script", "style", "template", *(() if noscript else ("noscript",)))):
        element.drop_tree()
    for element in tree.iter("*"):
        if element.tag not in _INLINE:
            element.text = f"\n{element.text or ''}"
            element.tail = f"\n{element.tail or ''}"
    return str(tree.text_content())
