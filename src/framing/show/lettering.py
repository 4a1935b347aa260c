"""Fit names and quotations into the space that a figure has: measured, shortened, wrapped.

Widths are those of DejaVu Sans, the font of :data:`framing.show.style.STYLE`: a text is measured before it is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

_QUOTES = "\"'“”‘’„‚«»‹›` \t\n\r"
_STEP = 64.0  # matplotlib gives widths in 1/64 of a pixel
_DPI = 1200.0  # high, because the widths of glyphs are rounded to pixels


@lru_cache(maxsize=8192)
def text_width(text: str, size: float = 8.0) -> float:
    """Return the width of `text` set in one line at `size` points, in inches."""
    from matplotlib import font_manager

    font = font_manager.get_font(font_manager.findfont("DejaVu Sans"))
    font.set_size(size, _DPI)
    known = "".join(c if font.get_char_index(ord(c)) else "M" for c in text)  # a missing glyph is drawn as a box
    font.set_text(known, 0.0)
    return float(font.get_width_height()[0]) / _STEP / _DPI


def fit(text: str, inches: float, size: float = 8.0) -> str:
    """Return `text` on one line, shortened with an ellipsis to at most `inches` at `size` points."""
    return _longest(text, inches, size, lambda line, kept: line[:kept].rstrip() + "…")


def fit_middle(text: str, inches: float, size: float = 8.0) -> str:
    """Return `text` on one line like :func:`fit`, but cut in its middle: beginning and end stay."""

    def cut(line: str, kept: int) -> str:
        end = kept // 2
        return line[: kept - end].rstrip() + "…" + line[len(line) - end :].lstrip()

    return _longest(text, inches, size, cut)


def _longest(text: str, inches: float, size: float, cut: Callable[[str, int], str]) -> str:
    line = " ".join(text.split())
    if text_width(line, size) <= inches:
        return line
    low, high = 0, len(line)
    while low < high:  # the most characters that still fit
        middle = (low + high + 1) // 2
        if text_width(cut(line, middle), size) <= inches:
            low = middle
        else:
            high = middle - 1
    return cut(line, low)


def wrap(text: str, inches: float, size: float = 8.0) -> list[str]:
    """Return `text` in lines of at most `inches` at `size` points; a word that is longer than a line is shortened."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= inches:
            lines[-1] = longer
        else:
            lines.append(fit(word, inches, size))
    return lines


def excerpt(text: str, length: int = 110) -> str:
    """Return `text` in quotation marks, without its own outer ones, cut after a whole word at `length` characters."""
    words = " ".join(text.split()).strip(_QUOTES).strip(" ,;:–—-").lstrip(". ")
    if len(words) > length:
        cut = words[:length].rsplit(" ", 1)[0] if " " in words[:length] else words[:length]
        words = cut.rstrip(" ,;:–—-") + "…"
    return f"“{words}”"


def percent(share: float) -> str:
    """Return a share (0 to 1) as whole percent, small ones as '<1%': what is there never reads 0%."""
    return "<1%" if 0 < share < 0.005 else f"{share:.0%}"
