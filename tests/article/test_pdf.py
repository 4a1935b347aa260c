from __future__ import annotations

import pytest
from written import PARAGRAPHS, TEXT, as_pdf, lines_of

from framing.article.pdf import pdf_text
from framing.article.pdf_lines import Line, paragraphs_of
from framing.errors import FramingError

LONG = [p for n in range(4) for p in (f"Day {n}. {PARAGRAPHS[1]}", f"Day {n}. {PARAGRAPHS[3]}")]


@pytest.mark.parametrize("layout", [{}, {"gap": 0.0, "indent": 14.0}, {"gap": 0.0}, {"width": 45}])
def test_lines_become_paragraphs(layout):
    assert pdf_text(as_pdf(lines_of(PARAGRAPHS, **layout))) == TEXT


def test_a_paragraph_goes_on_over_columns_and_pages():
    lines = lines_of(["", *LONG], width=40, indent=12)
    column = 14
    placed = [
        (x + 260 * (i // column % 2), 760 - 13 * (i % column), size, text) for i, (x, _, size, text) in enumerate(lines)
    ]
    pages = [placed[i : i + 2 * column] for i in range(0, len(placed), 2 * column)]
    assert len(pages) > 1
    assert pdf_text(as_pdf(*pages)) == "\n\n".join(LONG) + "\n"


def test_running_heads_and_page_numbers_are_left_out_where_most_pages_have_them():
    bodies = [lines_of(["", *LONG[2 * n : 2 * n + 2]]) for n in range(3)]
    head, foot = (70, 815, 8.0, "The Daily, 7 March 2022"), (280, 20, 8.0, "page {}")
    pages = [[head, *body, (*foot[:3], foot[3].format(n))] for n, body in enumerate(bodies, start=1)]
    assert pdf_text(as_pdf(*pages)) == "\n\n".join(LONG[:6]) + "\n"
    assert "The Daily, 7 March 2022" in pdf_text(as_pdf(pages[0], *bodies[1:]))
    assert "The Daily, 7 March 2022" in pdf_text(as_pdf(pages[0]))


def test_the_same_line_in_the_middle_of_pages_stays():
    pages = [[*lines_of(["", LONG[n]]), (70, 400, 10.0, "Advertisement")] for n in range(3)]
    assert pdf_text(as_pdf(*pages)).count("Advertisement") == 3


def broken(first, second, *rest):
    """Return the text of a PDF with a word broken at the end of its first line, and more lines."""
    lines = [
        f"The mayor of the town had spoken of {first}",
        f"{second} to the council on Monday, as was her habit",
        *rest,
    ]
    return pdf_text(as_pdf([(70, 760 - 13 * i, 10.0, text) for i, text in enumerate(lines)]))


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("the admini-", "stration", "administration"),
        ("a Franco-", "German plan", "Franco-German plan"),
        ("the years 2021-", "22", "2021-22"),
        ("a 10-", "year plan", "10-year plan"),
        ("an on-and-", "off plan", "on-and-off plan"),
        ("a plan –", "not hers –", "plan – not hers"),
        ("a plan—", "not hers—", "plan—not hers"),
    ],
)
def test_words_broken_at_the_end_of_a_line(first, second, word):
    assert word in broken(first, second)


def test_the_text_tells_whether_a_hyphen_is_the_writers():
    assert "a well-known plan" in broken(
        "a well-", "known plan", "and the well-known bridge of the town was there too."
    )
    assert "a wellknown plan" in broken("a well-", "known plan", "and the wellknown bridge of the town was there too.")


def test_where_hardly_any_line_is_broken_hyphens_are_the_writers():
    rest = [f"line number {n} of a long text says that the council votes on Monday" for n in range(40)]
    assert "a well-known plan" in broken("a well-", "known plan", *rest)


def test_an_initial_over_two_lines_stands_with_its_word():
    initial = Line("T", 0, 70, 90, 735, 25)
    lines = [
        Line("he tram is too dear for the town, said", 0, 95, 280, 748, 12),
        Line("the mayor, and the town cannot pay.", 0, 95, 270, 734, 12),
        Line("Nobody else in the council did.", 0, 70, 280, 720, 12),
    ]
    text = "The tram is too dear for the town, said the mayor, and the town cannot pay. Nobody else in the council did."
    assert paragraphs_of([initial, *lines]) == paragraphs_of([*lines, initial]) == [text]


def test_boxes_that_a_browser_puts_first_come_after_the_headline():
    box = [(300, 500, 9.0, "A box beside the text says that nobody"), (300, 488, 9.0, "has asked for a tram.")]
    text = pdf_text(as_pdf([*box, *lines_of(PARAGRAPHS, width=50)]))
    assert text == TEXT + "\nA box beside the text says that nobody has asked for a tram.\n"


def test_pieces_of_one_line_are_one():
    pieces = [
        Line("The tram", 0, 70, 110, 700, 12),
        Line("is", 0, 114, 120, 700.5, 12),
        Line("dear.", 0, 124, 150, 700, 12),
    ]
    assert paragraphs_of(pieces) == ["The tram is dear."]
    assert paragraphs_of([]) == []


def test_a_scan_has_no_text_layer():
    with pytest.raises(FramingError, match=r"tram\.pdf has no text layer .*run text recognition \(OCR\)"):
        pdf_text(as_pdf([(280, 20, 8.0, "page 1")]), name="tram.pdf")


def test_letters_that_the_document_does_not_name(monkeypatch):
    monkeypatch.setattr("pypdfium2.raw.FPDFText_GetUnicode", lambda layer, i: 0x20 if i % 6 == 5 else 0xE000 + i)
    with pytest.raises(FramingError, match="does not say which letters it shows"):
        pdf_text(as_pdf())


LOCKED = b"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [] /Count 0 >> endobj
3 0 obj << /Filter /Standard /V 1 /R 2 /O <OO> /U <UU> /P -4 >> endobj
trailer << /Size 4 /Root 1 0 R /Encrypt 3 0 R /ID [<00> <00>] >>
%%EOF
""".replace(b"OO", b"41" * 32).replace(b"UU", b"42" * 32)


def test_a_password():
    with pytest.raises(FramingError, match=r"tram\.pdf is protected by a password; open it, print it"):
        pdf_text(LOCKED, name="tram.pdf")
