"""The text of a Word document (.docx).

python-docx opens the document. Its ``paragraph.text`` leaves out words that were inserted while changes were tracked
and those in content controls, so the words are collected here from the document's own elements (ECMA-376, part 1, 17).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from framing.errors import FramingError

MAIN_PART = "word/document.xml"
_LARGEST = 50_000_000
"""A document whose text has more bytes when it is unpacked is no article (and may be made to fill the memory)."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = {f"{_W}{name}" for name in ("del", "moveFrom", "drawing", "pict", "object", "pPr", "rPr", "sectPr")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
}
"""Deleted words; pictures and text boxes; looks."""
_SIGNS = {f"{_W}tab": "\t", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def word_text(raw: bytes, *, name: str = "The file") -> str:
    """Return the text of a Word document: its paragraphs in order, apart by blank lines.

    A table's row becomes a line, its cells apart by tabs; a row of one cell (a table that only makes a layout) gives
    its paragraphs. Tracked changes count as accepted. Left out are headers, footers, footnotes, comments, text boxes,
    the numbers of numbered lists, and the document's properties: their author is whoever owned the computer.

    Raises
    ------
    FramingError
        If it is no Word document, damaged, too large, or has no text.
    """
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            size = archive.getinfo(MAIN_PART).file_size
        if size > _LARGEST:
            raise FramingError(f"{name} holds more text than an article can have; save one article a file.")
        body = Document(BytesIO(raw)).element.body
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OpcError, LxmlError, ValueError, KeyError, OSError) as error:
        raise FramingError(
            f"{name} is damaged or no Word document; open it in Word, save it as .docx again, and try that."
        ) from error
    text = "\n\n".join(_lines(body))
    if not text:
        raise FramingError(f"{name} holds no text (only pictures?); copy the article's text into it and try again.")
    return text + "\n"


def _lines(parent: Any) -> Iterator[str]:
    """Give the paragraphs and table rows of a part of the document, in order."""
    for child in parent:
        if child.tag == f"{_W}p":
            text = "\n".join(line.strip() for line in _words(child).split("\n")).strip()
            if text:
                yield text
        elif child.tag == f"{_W}tr":
            own = [cell for cell in child.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is child]
            cells = [list(_lines(cell)) for cell in own]
            if len(cells) == 1:
                yield from cells[0]
            elif row := "\t".join(" ".join(" ".join(cell).split()) for cell in cells).strip():
                yield row
        elif child.tag not in _LEFT_OUT:
            yield from _lines(child)


def _words(node: Any) -> str:
    """Return the words of a paragraph or of a piece of it."""
    if node.tag == f"{_W}t":
        return node.text or ""
    if node.tag == f"{_W}br":  # a page break is none in the text
        return "\n" if node.get(f"{_W}type") in (None, "textWrapping") else ""
    return _SIGNS.get(node.tag) or "".join(_words(child) for child in node if child.tag not in _LEFT_OUT)
