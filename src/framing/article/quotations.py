"""What stands between quotation marks, whichever marks the page uses, and whether they come in pairs."""

from __future__ import annotations

import re
from dataclasses import dataclass

OPENING, CLOSING = "“„«", "”»"
STRAIGHT = '"'
_PARTNER = {"“": "”", "„": "”", "«": "»"}
MARK = re.compile(f"[{OPENING}{CLOSING}{STRAIGHT}]|(?<!\\w)''(?=\\S)|(?<=\\S)''(?!\\w)|``")
"""A double mark: curly, low-high, guillemet, straight, or two single ones."""

_CURLY = r"(?:[^‘’]|(?<=\w)’(?=\w)|(?<=s)’(?=\s)|(?<=\s)’(?=\w))"
_PLAIN = r"(?:[^']|(?<=\w)'(?=\w)|(?<=s)'(?=\s))"
_SINGLE = re.compile(
    # up to a mark after punctuation, past possessives (‘The officers’ mess is closed,’); else up to the first mark
    rf"(?<![\w’])‘(?=\S)(?:{_CURLY}*?[.,?!…]|[^‘]*?[^\s‘])’(?!\w)"
    rf"|(?<![\w'])'(?![\s'\d]|(?:t(?:is|was|il)|em|n|cause|round)\b)(?:{_PLAIN}*?[.,?!…]|{_PLAIN}*?[^\s'])'(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Quotation:
    """A stretch between quotation marks, the marks included; `continues` if the next paragraph goes on with it."""

    start: int
    end: int
    continues: bool = False


def _sides(text: str, at: int, after: int, start: int, end: int) -> tuple[bool, bool]:
    """Tell whether the mark ``text[at:after]`` could open and could close a quotation, by its neighbours."""
    before = text[at - 1] if at > start else " "
    following = text[after] if after < end else " "
    opens = (before.isspace() or before in "([{—–-/‘'…") and not following.isspace()
    closes = not before.isspace() and (following.isspace() or following in ".,;:!?)]}—–…")
    return opens, closes


def _kind(mark: str) -> str:
    """Return the kind of a mark: marks of one kind can be partners."""
    return "guillemet" if mark in "«»" else "straight" if mark == STRAIGHT else "curly"


def quotations_of(text: str, start: int, end: int) -> tuple[list[Quotation], int | None, bool]:
    """Return the quotations of one paragraph, where one is left open, and whether a mark has no partner.

    Double marks only (curly, straight, guillemets and low-high marks of either direction): single marks are apostrophes
    too often, and inside a double-quoted stretch they mark a quotation within it. Where a paragraph has no double mark
    at all, single marks count.
    """
    marks = [(start + m.start(), start + m.end()) for m in MARK.finditer(text[start:end])]
    if not marks:
        return [Quotation(start + m.start(), start + m.end()) for m in _SINGLE.finditer(text[start:end])], None, False
    found: list[Quotation] = []
    open_marks: list[tuple[int, str]] = []  # the outermost first; only the outermost makes a quotation
    unbalanced = False
    for at, after in marks:
        mark = text[at] if after == at + 1 else STRAIGHT
        if not open_marks and mark == STRAIGHT and re.search(r"\d['’]?\Z", text[max(start, at - 2) : at]):
            continue  # inches: 6'2"
        could_open, could_close = _sides(text, at, after, start, end)
        innermost = open_marks[-1][1] if open_marks else ""
        if mark == STRAIGHT:
            opens = not open_marks or (could_open and innermost != STRAIGHT)
        elif mark in OPENING:
            opens = not open_marks or not could_close  # „low-high“ and »turned« marks close, too
        else:
            opens = not open_marks and could_open
        if opens:
            unclosed = [i for i, (_, m) in enumerate(open_marks) if m == mark]
            if unclosed and text.count(mark, start, end) != text.count(_PARTNER.get(mark, mark), start, end):
                unbalanced = True  # the earlier one never closed: go on from here, but for one that opens the paragraph
                if open_marks[unclosed[0]][0] == start:
                    continue
                del open_marks[unclosed[0] :]
            open_marks.append((at, mark))
        elif not open_marks:
            unbalanced = True
        else:
            same = [i for i, (_, m) in enumerate(open_marks) if _kind(m) == _kind(mark)]
            keep = same[-1] if same else 0
            unbalanced |= keep < len(open_marks) - 1 or not same
            opened, _ = open_marks[keep]
            del open_marks[keep:]
            if not open_marks:
                found.append(Quotation(opened, after))
    return found, open_marks[0][0] if open_marks else None, unbalanced
