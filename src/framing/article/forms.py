"""In which form an article comes (text, Markdown, web page, Word, PDF), told by its name and by how it begins."""

from __future__ import annotations

import re

from framing.article.decoding import decode
from framing.errors import FramingError

FORMS = {
    **dict.fromkeys((".txt", ".text", ""), "text"),
    **dict.fromkeys((".md", ".markdown"), "Markdown"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "page"),
    ".docx": "Word",
    ".pdf": "PDF",
}
"""The form of an article by the ending of its file's name."""

MAX_MEGABYTES = {"text": 5, "Markdown": 5, "page": 5, "Word": 20, "PDF": 20}
"""Larger files are refused: they hold more than one article. Word and PDF files hold pictures, too."""

_READ = ".txt, .md, .html, .docx and .pdf"
_SAVE_DOCX = "open it in your word processor and save it as .docx"
_OTHERS = {
    **dict.fromkeys((".doc", ".rtf", ".odt", ".pages", ".wps", ".wpd", ".docm", ".dotx"), _SAVE_DOCX),
    **dict.fromkeys(
        (".mhtml", ".mht", ".webarchive", ".maff"),
        "open it in your browser and save it as 'Webpage, HTML only' (.html)",
    ),
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".heic", ".webp", ".bmp"),
        "run text recognition (OCR) on the picture and save the text as .txt",
    ),
    **dict.fromkeys((".yml", ".yaml"), "name the article that it describes"),
    **dict.fromkeys((".csv", ".xlsx", ".xls", ".json", ".zip"), "save each article of it as a file of its own"),
}
"""What to do with files of other kinds."""

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_OLE, _ZIP, _PDF = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"%PDF-"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def check_ending(name: str, ending: str) -> None:
    """Say what to do if files with this ending are not read.

    Raises
    ------
    FramingError
        If the ending is not in :data:`FORMS`.
    """
    if ending not in FORMS:
        advice = _OTHERS.get(ending, "save the article as one of these")
        raise FramingError(f"{name} is a {ending} file, and framing reads {_READ}; {advice}.")


def check_size(name: str, size: int, form: str) -> None:
    """Say so if a file of `size` bytes is too large.

    Raises
    ------
    FramingError
        If it has more megabytes than :data:`MAX_MEGABYTES` allows for the form.
    """
    most = MAX_MEGABYTES[form]
    if size > most * 1_000_000:
        shown = max(size / 1e6, most + 0.1)
        raise FramingError(
            f"{name} has {shown:.1f} MB, more than an article can have ({most} MB); save one article a file."
        )


def text_in(raw: bytes, ending: str, *, name: str, url: str = "") -> tuple[str, dict[str, str]]:
    """Return the text in a file of any form, and the metadata that a web page states.

    Parameters
    ----------
    raw
        What is in the file.
    ending
        The ending of its name, in lower case. What a file is goes before what it is called: a page or a PDF is read by
        any name.
    name
        What a message calls it.
    url
        Its address, for a web page.

    Raises
    ------
    FramingError
        If it is empty, damaged, protected by a password, no text, or holds no article.
    """
    if raw.lstrip()[:5] == _PDF or (raw.strip() and ending == ".pdf"):
        from framing.article.pdf import pdf_text

        return pdf_text(raw, name=name), {}
    if raw.startswith(_OLE):
        if _ENCRYPTED in raw:
            raise FramingError(
                f"{name} is protected by a password; open it in Word, remove the password (File, Info), and save it."
            )
        raise FramingError(f"{name} is a file of an old version of Word; {_SAVE_DOCX}.")
    if raw.startswith(_ZIP) or (raw.strip() and ending == ".docx"):
        from framing.article.word import word_text

        return word_text(raw, name=name), {}
    text = decode(raw, name=name)
    if FORMS.get(ending) == "page" or _PAGE.match(text[:2000]):
        from framing.article.page import page_text

        return page_text(text, name=name, url=url)
    if FORMS.get(ending) == "Markdown":
        from framing.article.markdown import markdown_text

        return markdown_text(text.replace("\r\n", "\n").replace("\r", "\n")), {}
    return text, {}
