"""From the lines of a PDF to paragraphs.

- Lines are one paragraph until a wider gap, letters of another size, an indented line, or a line that ends a sentence
  though the next word had room in it. Over a column or a page a paragraph goes on unless it ended in this way.
- A word broken at the end of a line is joined. Its hyphen stays where hardly any line ends with one (then the writer
  wrote it), where the text has the word with it elsewhere, where it has another one, where a digit stands before
  it, or a capital or digit after it.
- A line at the upper or lower edge that is the same on most pages but for digits (running head, page number) is left
  out; a document of one page keeps all.
- The order is that of the file, but for two things that browsers put first: an initial over several lines is set before
  its word, and what stands below the headline comes after it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median, quantiles

from framing.article.lines import ends_like_sentence

_SAME_SIZE = 1.12
"""Letters of one paragraph differ in size by no more than this factor."""
_WIDE_GAP = 1.25
"""Lines of one paragraph stand no farther apart than this factor of the usual distance."""
_FEW_HYPHENS = 0.04
"""Where a smaller share of lines ends with a hyphen, words were not broken by the typesetter."""
_INDENT = 0.6
"""An indent has at least this share of the size of the letters."""


@dataclass(frozen=True)
class Line:
    """A line of a page: its text and where it stands, in points from the page's lower left corner.

    ``broken``: it ends with the hyphen of a broken word. ``edge``: it stands at the page's upper or lower edge.
    """

    text: str
    page: int
    left: float
    right: float
    bottom: float
    size: float
    broken: bool = False
    edge: bool = False

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.bottom + self.size


def without_running_lines(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """Return the lines of all pages but running heads and page numbers: at an edge, the same on most pages."""
    met = Counter(key for page in pages for key in {_running(line) for line in page if line.edge})
    often = {key for key, n in met.items() if n > max(1, len(pages) / 2)}
    return [line for page in pages for line in page if not (line.edge and _running(line) in often)]


def _running(line: Line) -> str:
    """Return a line's text with every number made the same."""
    return re.sub(r"\d+", "#", line.text)


def paragraphs_of(lines: Sequence[Line]) -> list[str]:
    """Return the paragraphs that lines make, each as one string."""
    rows = _headline_first(_rows(_with_initials(lines)))
    usual = _usual_distance(rows)
    whole = " ".join(row.text for row in rows).lower()
    words = set(re.findall(r"\w+(?:-\w+)*", whole)) if _sets_hyphens(rows) else None
    paragraphs: list[str] = []
    for i, row in enumerate(rows):
        if i and not _parts(rows, i, usual):
            paragraphs[-1] = _joined(paragraphs[-1], row.text, words, broken=rows[i - 1].broken)
        else:
            paragraphs.append(row.text)
    return paragraphs


def _beside(a: Line, b: Line) -> float:
    """Return the height that `b`, right beside `a`, shares with it, in sizes of the smaller; else 0."""
    if a.page != b.page or not 0 <= b.left - a.right + 1 <= 2 * b.size:
        return 0.0
    return max(0.0, min(a.top, b.top) - max(a.bottom, b.bottom)) / min(a.size, b.size)


def _with_initials(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, each large initial put before the first line beside it."""
    out = list(lines)
    for initial in lines:
        if len(initial.text) == 1 and initial.text.isalpha():
            found = [r for r in out if initial.size > 1.5 * r.size and _beside(initial, r) and r.text[0].islower()]
            if found:
                first = max(found, key=lambda r: r.bottom)
                out[out.index(first)] = replace(first, text=initial.text + first.text)
                out.remove(initial)
    return out


def _rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, those side by side at one height made one."""
    rows: list[Line] = []
    for line in lines:
        last = rows[-1] if rows else None
        if last and _beside(last, line) > 0.5:
            rows[-1] = replace(last, text=f"{last.text} {line.text}", right=line.right, broken=line.broken)
        else:
            rows.append(line)
    return rows


def _headline_first(rows: list[Line]) -> list[Line]:
    """Return the lines, those of the first page that come before the headline though they stand below it after it."""
    page = [row for row in rows if row.page == 0]
    headline = max(page, key=lambda row: row.size, default=None)
    if headline is None or headline.size < _SAME_SIZE * median(row.size for row in page):
        return rows
    early = [row for row in page[: page.index(headline)] if row.bottom < headline.bottom and not _alike(row, headline)]
    return [*(row for row in page if row not in early), *early, *rows[len(page) :]]


def _below(a: Line, b: Line) -> bool:
    """Tell whether `b` stands below `a` on the same page; if not, it begins a column or a page."""
    return a.page == b.page and b.bottom < a.bottom


def _alike(a: Line, b: Line) -> bool:
    """Tell whether two lines have letters of the same size."""
    return max(a.size, b.size) <= _SAME_SIZE * min(a.size, b.size)


def _usual_distance(rows: Sequence[Line]) -> float:
    """Return the distance of lines within paragraphs, in sizes of their letters: the first quartile of all."""
    found = [(a.bottom - b.bottom) / b.size for a, b in pairwise(rows) if _below(a, b) and _alike(a, b)]
    return quantiles(found, n=4, method="inclusive")[0] if len(found) > 1 else 1.5


def _parts(rows: Sequence[Line], i: int, usual: float) -> bool:
    """Tell whether the line number `i` begins a paragraph."""
    a, b = rows[i - 1], rows[i]
    if not _alike(a, b):
        return True
    if _below(a, b) and (a.bottom - b.bottom) / b.size > _WIDE_GAP * usual:
        return True
    if a.broken or not ends_like_sentence(a.text) or b.text.lstrip("“„«\"‘'(")[:1].islower():
        return False
    return _had_room(rows, a, b) or _indented(rows, i)


def _had_room(rows: Sequence[Line], a: Line, b: Line) -> bool:
    """Tell whether the first word of `b` had room in `a`."""
    column = [r.right for r in rows if r.page == a.page and abs(r.left - a.left) <= 3 * a.size and _alike(r, a)]
    letter = (b.right - b.left) / len(b.text)
    return max(column) - a.right > letter * (len(b.text.split()[0]) + 1.5)


def _indented(rows: Sequence[Line], i: int) -> bool:
    """Tell whether the line number `i` is indented, by the line below it, or by the one above where it is the last."""
    b = rows[i]
    c = rows[i + 1] if i + 1 < len(rows) and _below(b, rows[i + 1]) else None
    a = rows[i - 1] if _below(rows[i - 1], b) else None
    beside = c or a
    return beside is not None and _INDENT * b.size < b.left - beside.left < 6 * b.size


def _sets_hyphens(rows: Sequence[Line]) -> bool:
    """Tell whether the typesetter broke words."""
    return sum(row.broken for row in rows) >= _FEW_HYPHENS * len(rows)


def _joined(before: str, after: str, words: set[str] | None, *, broken: bool) -> str:
    """Return two lines as one text; `words` are those of the whole text, None where all hyphens are the writer's."""
    if not broken:
        return before + after if re.search(r"\S—$", before) else f"{before} {after}"
    left, right = re.findall(r"[\w-]+$", before[:-1].lower()), re.findall(r"^\w+(?:-\w+)*", after)
    if words is None or not left or not right or not right[0][0].islower():
        return before + after
    first, second = left[0], right[0].lower()
    stays = (
        "-" in first + second or first[-1].isdigit() or (first + second not in words and f"{first}-{second}" in words)
    )
    return before + after if stays else before[:-1] + after
