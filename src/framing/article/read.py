"""From a file, an HTML page or a string to one frozen :class:`Article`.

The text is the decoded (or, for HTML, extracted) source with newlines normalised and nothing else changed, so that offsets, gold
and corrections outlive every better cleaner. What does not belong to the article is marked later (``furniture``), not cut.
"""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pandas as pd

from framing.errors import FramingError
from framing.schema import conform

MAX_BYTES = 5_000_000
"""Larger files are refused: a book is not an article, and the offsets of ten thousand articles in one file are of no use."""

METADATA = ("title", "author", "outlet", "date", "url", "language")
_HTML = {".html", ".htm", ".xhtml"}
_TEXT = {".txt", ".text", ""}
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True)
class Article:
    """One article: its text, which never changes, and what is known about it.

    Attributes
    ----------
    text
        Decoded or extracted source with newlines normalised to ``\\n``; every offset of every table points into it.
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


def decode(raw: bytes, *, name: str = "the file") -> str:
    """Return the text of `raw`: by its byte order mark, else as UTF-8, else in the encoding that charset-normalizer finds.

    Raises
    ------
    FramingError
        If it is empty or no text at all.
    """
    if not raw.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FramingError(f"{name} is empty; save the article's text in it and try again.")
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                break
    not_text = f"{name} does not look like text (a picture, a program, a compressed file?); save the article as plain text or HTML and try again."
    if b"\x00" not in raw:
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            pass
        # windows-1252 is what Word and old browsers write; detection needs more text than some articles have
        if _readable(guess := raw.decode("cp1252", errors="replace")) and "\ufffd" not in guess:
            return _best_guess(raw) or guess
    guess = _best_guess(raw) or ""
    if not _readable(guess):
        raise FramingError(not_text)
    return guess


def _best_guess(raw: bytes) -> str | None:
    """Return charset-normalizer's best reading, or None."""
    from charset_normalizer import from_bytes

    best = from_bytes(raw).best()
    return str(best) if best is not None else None


def _readable(text: str) -> bool:
    """Tell whether a decoded text is prose: hardly any control characters, mostly letters and spaces."""
    if not text:
        return False
    control = sum(unicodedata.category(c) in ("Cc", "Co", "Cn") and c not in "\n\r\t\f" for c in text[:20000])
    letters = sum(c.isalpha() or c.isspace() for c in text[:20000])
    n = min(len(text), 20000)
    return control / n < 0.005 and letters / n > 0.6


def front_matter(text: str) -> tuple[int, dict[str, str]]:
    """Return where the front matter of `text` ends (0 if it has none) and its metadata as strings.

    Front matter is YAML between two ``---`` lines at the very start. It stays part of the text (offsets) and is marked as furniture.

    Raises
    ------
    FramingError
        If it is not YAML.
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        return 0, {}
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        data = YAML(typ="safe", pure=True).load(StringIO(match.group(1)))
    except YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = f" (line {line + 2})" if line is not None else ""
        raise FramingError(
            f"The front matter between the two --- lines at the top is not valid YAML{where}; write lines like 'title: \"...\"' or remove it."
        ) from error
    if not isinstance(data, dict):
        return 0, {}
    return match.end(), {str(k): str(v) for k, v in data.items() if v is not None}


def slug(words: str) -> str:
    """Return `words` in lower-case ASCII with hyphens, at most 48 characters: the readable part of an article_id."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48].strip("-") or "article"


def _headline(text: str, start: int) -> tuple[int, int] | None:
    """Return the offsets of the first line after `start` if it is a headline: short, and followed by more text."""
    match = re.compile(r"\s*([^\n]*\S)[^\S\n]*(?:\n|\Z)").match(text, start)
    if not match:
        return None
    line = match.group(1).strip()
    if len(line) > 200 or not text[match.end() :].strip() or (line[-1] in ".,;:" and len(line) > 80):
        return None
    return match.span(1)


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
        raise FramingError(f"{path or 'The text'} holds front matter but no article; write the article below the second --- line.")
    given = {"title": title, "author": author, "outlet": outlet, "date": date, "url": url, "language": language}
    data = {key: given[key] or stated.get(key, "") for key in METADATA}
    line = _headline(text, start)
    if not data["title"] and line:
        data["title"] = text[slice(*line)].strip()
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]
    return Article(
        text=text,
        article_id=f"{slug(name or data['title'])}-{digest}",
        headline=line is not None,
        path=path,
        **data,
    )


def article_from_html(page: str, *, name: str = "", path: str = "", url: str = "") -> Article:
    """Return the article of an HTML page: its main text by trafilatura, with title, author, outlet and date where the page states them.

    The text is the page's headline and its paragraphs, block quotations and list entries, apart by blank lines; menus, comments, tables and captions are left out.

    Raises
    ------
    FramingError
        If no article is found in it.
    """
    from trafilatura import bare_extraction

    document = bare_extraction(page, url=url or None, with_metadata=True, include_comments=False, include_tables=False)
    found = document.as_dict() if document is not None else {}
    paragraphs = [line.strip() for line in (found.get("text") or "").split("\n") if line.strip()]
    if not paragraphs:
        raise FramingError(f"{path or 'The page'} holds no article text that could be told from its menus; copy the article into a .txt file instead.")
    title = (found.get("title") or "").strip()
    if title and paragraphs[0] != title:
        paragraphs = [title, *(p for p in paragraphs if p != title)]
    return article_from_text(
        "\n\n".join(paragraphs),
        title=title,
        author=found.get("author") or "",
        outlet=found.get("sitename") or found.get("hostname") or "",
        date=found.get("date") or "",
        url=url or found.get("url") or "",
        language=found.get("language") or "",
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
        If the file is missing, a folder, unreadable, empty, larger than 5 MB, no text, of another kind, or holds no article.
    """
    path = Path(source)
    shown = path.name or str(source)
    if len(str(source)) > 1000 or "\n" in str(source):
        raise FramingError("That is a text, not the name of a file; use framing.article_from_text(text) for an article that you hold as a string.")
    if not path.exists():
        raise FramingError(f"There is no file {source}; check the spelling, or put the article into data/raw/ as a .txt file.")
    if path.is_dir():
        raise FramingError(f"{source} is a folder; name one article in it.")
    kind = path.suffix.lower()
    if kind not in _HTML | _TEXT:
        raise FramingError(f"{shown} is a {kind} file; framing reads .txt and .html. Save the article as one of these and try again.")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise FramingError(f"{shown} has {size / 1e6:.0f} MB, more than an article can have (5 MB); save one article a file.")
        raw = path.read_bytes()
    except OSError as error:
        raise FramingError(f"{source} cannot be read ({error.strerror or error}); check that you may open it.") from error
    text = decode(raw, name=shown)
    if kind in _HTML or re.match(r"\s*<(?:!doctype html|html)\b", text[:200], re.IGNORECASE):
        return article_from_html(text, name=path.stem, path=str(source))
    return article_from_text(text, name=path.stem, path=str(source))


def article_table(article: Article, *, words: int) -> pd.DataFrame:
    """Return the table ``articles`` of one article; `words` is its length without furniture."""
    row = {key: getattr(article, key) for key in ("article_id", *METADATA, "sha256")}
    return conform([row | {"words": words}], "articles")
