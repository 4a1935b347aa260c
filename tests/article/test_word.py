from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from written import saved

from framing.article.word import word_text
from framing.errors import FramingError


def with_xml(*elements):
    """Return a document with paragraphs of raw WordprocessingML between two plain ones."""
    document = Document()
    document.add_paragraph("Before.")
    for element in elements:
        document.element.body.insert(-1, parse_xml(element.replace(">", f" {nsdecls('w')}>", 1)))
    document.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>After.</w:t></w:r></w:p>"))
    return saved(document)


def test_what_changed_while_changes_were_tracked():
    raw = with_xml(
        "<w:p><w:r><w:t xml:space='preserve'>The tram </w:t></w:r>"
        "<w:del><w:r><w:delText>is cheap</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>is dear</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>"
    )
    assert word_text(raw) == "Before.\n\nThe tram is dear.\n\nAfter.\n"


def test_words_in_links_and_content_controls():
    raw = with_xml(
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>A title</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:p><w:hyperlink><w:r><w:t>linked</w:t></w:r></w:hyperlink><w:sdt><w:sdtContent>"
        "<w:r><w:t xml:space='preserve'> and boxed</w:t></w:r></w:sdtContent></w:sdt></w:p>",
    )
    assert word_text(raw) == "Before.\n\nA title\n\nlinked and boxed\n\nAfter.\n"


def test_signs_that_are_no_letters():
    raw = with_xml(
        "<w:p><w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>known</w:t><w:br/><w:t>new line</w:t>"
        "<w:br w:type='page'/></w:r></w:p>"
    )
    assert word_text(raw) == "Before.\n\nwell-known\nnew line\n\nAfter.\n"


def test_tables_are_lines_and_layout_tables_are_paragraphs():
    document = Document()
    document.add_paragraph("Before.")
    table = document.add_table(2, 2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {number}"
    layout = document.add_table(1, 1).cell(0, 0)
    layout.text = "A paragraph."
    layout.add_paragraph("Another one.")
    inner = layout.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "inner", "table"
    document.add_paragraph("After.")
    assert word_text(saved(document)).split("\n\n") == [
        *("Before.", "cell 0\tcell 1", "cell 2\tcell 3", "A paragraph.", "Another one.", "inner\ttable", "After.\n")
    ]


def test_headers_footers_and_empty_paragraphs_are_left_out():
    document = Document()
    document.sections[0].header.paragraphs[0].text = "The Daily"
    document.sections[0].footer.paragraphs[0].text = "page 1"
    for text in ("One.", "", "  ", "Two."):
        document.add_paragraph(text)
    assert word_text(saved(document)) == "One.\n\nTwo.\n"


def test_a_document_without_text():
    with pytest.raises(FramingError, match=r"tram\.docx holds no text \(only pictures\?\)"):
        word_text(saved(Document()), name="tram.docx")


def test_a_document_that_is_made_to_fill_the_memory():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 50_000_001)
    with pytest.raises(FramingError, match="more text than an article can have"):
        word_text(out.getvalue())


def test_another_office_file_is_no_document():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(FramingError, match="damaged or no Word document"):
        word_text(out.getvalue())
