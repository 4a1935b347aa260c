"""From a file, a web address or a string to one frozen :class:`Article`.

The text is the decoded (or, for pages, Markdown, Word and PDF, extracted) source with newlines normalised and nothing
else changed, so that offsets, gold and corrections outlive every better cleaner. What does not belong to the article is
marked later (``furniture``), not cut.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from framing.article.download import Download, download, is_address, keep, kept, name_of
from framing.article.forms import FORMS, check_ending, check_size, text_in
from framing.article.front_matter import METADATA, front_matter
from framing.article.identity import article_id, sha256
from framing.article.language import detect_language
from framing.article.lines import blocks, wrapped
from framing.article.notices import refuse_notices
from framing.article.sidecar import sidecar
from framing.errors import FramingError
from framing.schema import conform


@dataclass(frozen=True)
class Article:
    r"""One article: its text, which never changes, and what is known about it.

    Attributes
    ----------
    text
        Decoded or extracted source with newlines normalised to ``\n``; every offset of every table points into it.
    article_id
        A readable slug and the first eight digits of the text's sha256.
    title, author, outlet, date, url
        Metadata where the file, the page or a file beside it (``sidecar``) states it; else empty.
    language
        A code such as ``en``: as stated, else as detected; empty where the text is too short to tell.
    headline
        True if the first line of the text (after front matter) is the headline.
    path
        The file it was read from (of an address, the kept page); empty for a string.
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
        return sha256(self.text)


def normalise_newlines(text: str) -> str:
    r"""Return `text` with ``\r\n`` and ``\r`` turned into ``\n``."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


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
        Metadata; front matter in the text fills in what is not given, and the language is detected.
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
    data["language"] = data["language"] or detect_language(text[start:])
    return Article(
        text=text,
        article_id=article_id(name or data["title"], text),
        headline=bool(headline),
        path=path,
        **data,
    )


def read_article(source: str | Path) -> Article:
    """Return the article in a file (.txt, .md, .html, .docx, .pdf) or at a web address.

    Metadata of a ``.yml`` file beside it go before those of front matter, and these before those of a web page. An
    address is downloaded once and kept in ``data/processed/pages/``; from then on the kept page is read (delete it to
    download it again).

    Parameters
    ----------
    source
        Path of the file, or address (``https://…``). For an article that you hold as a string use
        :func:`article_from_text`.

    Raises
    ------
    FramingError
        If the file or page is missing, a folder, unreadable, empty, too large, of another kind, protected by a
        password, a scan without text, the notice of a paywall or an error, or holds no article.
    """
    if is_address(source):
        return _from_address(str(source))
    path = Path(source)
    if len(str(source)) > 1000 or len(path.name) > 255 or "\n" in str(source):
        raise FramingError(
            "That is a text, not the name of a file; "
            "use framing.article_from_text(text) for an article that you hold as a string."
        )
    ending = path.suffix.lower()
    try:
        raw = _bytes_of(path, ending)
    except OSError as error:
        raise FramingError(
            f"{source} cannot be read ({error.strerror or error}); check that you may open it."
        ) from error
    return _article(raw, ending, sidecar(path), name=path.stem, called=path.name, path=str(source))


def _from_address(url: str) -> Article:
    """Return the article at an address; a page that holds none is not kept."""
    page = kept(url)
    if page is not None:
        return read_article(page)
    found: Download = download(url)
    article = _article(found.raw, found.ending, {"url": found.url}, name=name_of(url), called=url)
    return replace(article, path=str(keep(found, url) or ""))


def _article(raw: bytes, ending: str, beside: Mapping[str, str], *, name: str, called: str, path: str = "") -> Article:
    """Return the article in what a file holds; `beside` is metadata that goes before all other."""
    text, stated = text_in(raw, ending, name=called, url=beside.get("url", ""))
    known = {key: beside.get(key) or stated.get(key, "") for key in METADATA}
    article = article_from_text(text, name=name, path=path or called, **known)
    start, _ = front_matter(article.text)
    refuse_notices(article.text[start:], name=called)
    return replace(article, path=path)


def _bytes_of(path: Path, ending: str) -> bytes:
    """Return what is in a file that can hold an article."""
    if not path.exists():
        web = "write https:// before it" if str(path).lower().startswith("www.") else "check the spelling"
        raise FramingError(f"There is no file {path}; {web}, or put the article into data/raw/ as a .txt file.")
    if path.is_dir():
        raise FramingError(f"{path} is a folder; name one article in it.")
    check_ending(path.name, ending)
    check_size(path.name, path.stat().st_size, FORMS[ending])
    return path.read_bytes()


def article_table(article: Article, *, words: int) -> pd.DataFrame:
    """Return the table ``articles`` of one article; `words` is its length without furniture."""
    row = {key: getattr(article, key) for key in ("article_id", *METADATA, "sha256")}
    return conform([row | {"words": words}], "articles")
