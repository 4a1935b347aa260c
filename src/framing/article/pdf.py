"""The text layer of a PDF: its lines, by PDFium, joined to paragraphs by where they stand on the page."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Any

from framing.article.decoding import readable
from framing.article.pdf_lines import Line, paragraphs_of, without_running_lines
from framing.errors import FramingError

_FEWEST_WORDS = 10
"""A layer of fewer words is a page number or a scanner's stamp."""
_EDGE = 0.1
"""Running heads and page numbers stand in the upper or lower tenth of a page."""
_BROKEN = "\x02"
"""PDFium's sign for a hyphen at the end of a line."""
_HYPHENS = ("-", "‐", "\xad", _BROKEN)
_NOTHING = "\x00\ufffe\uffff"
"""Letters of which the PDF does not say what they are."""


def pdf_text(raw: bytes, *, name: str = "The file") -> str:
    """Return the text of a PDF: its paragraphs, apart by blank lines, in the order in which PDFium gives them.

    A PDF knows of lines only; what makes a paragraph, which hyphens stay and which lines are left out is decided as
    :mod:`framing.article.pdf_lines` says. Pictures are left out with the words in them, and so are the document's
    properties: their author is whoever made the file.

    Raises
    ------
    FramingError
        If it is no PDF, damaged, protected by a password, or has no text layer that can be read.
    """
    import pypdfium2
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        with pypdfium2.PdfDocument(raw) as document:
            pages = [list(_lines(document[number], number)) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        if error.err_code == FPDF_ERR_PASSWORD:
            raise FramingError(
                f"{name} is protected by a password; open it, print it into a PDF without one, and try that."
            ) from error
        raise FramingError(f"{name} is damaged or no PDF; save it again and try that.") from error
    lines = [line for page in pages for line in page]
    if sum(len(line.text.split()) for line in lines) < _FEWEST_WORDS:
        raise FramingError(
            f"{name} has no text layer (it is a picture of a page); run text recognition (OCR) on it in your "
            "PDF program and try the result."
        )
    text = "\n\n".join(paragraphs_of(without_running_lines(pages)))
    if not readable(text):
        raise FramingError(
            f"{name} has a text layer that does not say which letters it shows; run text recognition (OCR) on it in "
            "your PDF program and try the result."
        )
    return text + "\n"


def _lines(page: Any, number: int) -> Iterator[Line]:
    """Give the lines of a page in PDFium's order."""
    from pypdfium2.raw import FPDFText_GetUnicode

    _, low, _, high = page.get_bbox()
    layer = page.get_textpage()
    run: list[tuple[str, tuple[float, float, float, float]]] = []
    for i in range(layer.count_chars()):
        letter = chr(FPDFText_GetUnicode(layer, i))
        if letter in "\r\n":
            yield from _line(run, number, low, high)
            run = []
        elif letter not in _NOTHING:
            run.append((letter, layer.get_charbox(i, loose=True)))
            if letter == _BROKEN:
                yield from _line(run, number, low, high)
                run = []
    yield from _line(run, number, low, high)


def _line(
    run: list[tuple[str, tuple[float, float, float, float]]], page: int, low: float, high: float
) -> Iterator[Line]:
    """Give the line that a run of letters makes, if it has any but spaces."""
    text = "".join(letter for letter, _ in run).strip()
    boxes = [box for letter, box in run if not letter.isspace() and box[3] > box[1]]
    if not text or not boxes:
        return
    broken = text.endswith(_HYPHENS) and text[-2:-1].isalnum()
    for hyphen in _HYPHENS[1:]:
        text = text.replace(hyphen, "-" if hyphen != "\xad" or text.endswith(hyphen) else "")
    bottom, size = median(box[1] for box in boxes), median(box[3] - box[1] for box in boxes)
    middle = (bottom + size / 2 - low) / max(high - low, 1)
    yield Line(
        text=text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
        page=page,
        left=min(box[0] for box in boxes),
        right=max(box[2] for box in boxes),
        bottom=bottom,
        size=size,
        broken=broken,
        edge=not _EDGE < middle < 1 - _EDGE,
    )
