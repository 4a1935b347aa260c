"""Paragraphs, quotations, sentences and words of an article, as offsets into its text.

Nothing here changes the text or raises on odd typography: a quotation mark without a partner is flagged (``unbalanced``), not an error.
Sentence boundaries come from sentencex, run on each paragraph with its quotation marks blanked out, and are then mended
where news prose differs from what it expects (:func:`sentence_spans`). Accuracy: ``python benchmarks/sentences.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import pandas as pd

from framing.article.read import Article
from framing.schema import conform

WORD = re.compile(r"[^\W_]+(?:[-'’.&/][^\W_]+)*%?", re.UNICODE)
"""A word: letters and digits, inner hyphens, apostrophes and points (``U.S``, ``don't``, ``bailout-weary``, ``40%``)."""

OPENING, CLOSING = "“„«", "”»"
_STRAIGHT = '"'
_MARK = re.compile(f"[{OPENING}{CLOSING}{_STRAIGHT}]|(?<!\\w)''(?=\\S)|(?<=\\S)''(?!\\w)|``")
_TERMINAL = ".!?…"
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"‘])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Cpl|Cmdr|Adm|Sen|Rep|Gov|Pres|Rev|Hon|St|Mt|Ft|Jr|Sr|vs|No|Nos|"
    r"Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Inc|Ltd|Co|Corp|Atty|Dist|Supt|Insp|Mass|Calif|Fla|Pa|Va|Md|Conn|Ill|Wis|Minn|Ariz|Tenn|Ala|Ga|Mich|Ore|Wash|Colo|Okla|Ark|Del|Ky|La|Mo|Neb|Nev|Tex|Vt|Wyo"
    r"|Op|op|c|ca|v|cf|pp|p|Fig|Figs|[ap]\.m|[A-Za-z]\.[A-Za-z](?:\.[A-Za-z])*|e\.g|i\.e|etc|al)\.$"
)
_NOTE = re.compile(r"\s*(?:\[\d+(?:\s?[,–-]\s?\d+)*\])+(?=\s|\Z)")
_REPORTING = (
    r"said|says|asked|asks|told|tells|wrote|writes|added|adds|tweeted|tweets|replied|replies|explained|explains|warned|warns|"
    r"insisted|insists|argued|argues|continued|continues|declared|shouted|cried|pleaded|recalled|recalls|noted|notes|observed|"
    r"exclaimed|wondered|joked|quipped|demanded|responded|reads|read|concluded|concludes|stated|states|claimed|claims"
)
_NAME = r"(?:[A-Z][\w.’'-]*|the|a|an|of|de|van|von|al|who|one|another|[a-z]+)"
_SPEECH_TAG = re.compile(rf"(?:{_NAME}\s+){{1,4}}(?:{_REPORTING})\b|(?:{_REPORTING})\b")


@dataclass(frozen=True)
class Quotation:
    """A stretch between quotation marks, the marks included; `continues` if the next paragraph's quotation goes on with it."""

    start: int
    end: int
    continues: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph without furniture: its number (0 is the headline), section, offsets and quotations."""

    number: int
    section: str
    start: int
    end: int
    quotations: tuple[Quotation, ...]
    unbalanced: bool


def word_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the (start, end) offsets of the words of ``text[start:end]``."""
    return [m.span() for m in WORD.finditer(text, start, len(text) if end is None else end)]


def count_words(text: str) -> int:
    """Return the number of words of `text`; punctuation does not count."""
    return sum(1 for _ in WORD.finditer(text))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each line without its newline."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _is_wrapped(lines: list[tuple[int, int]]) -> bool:
    """Tell whether the lines of a block are one hard-wrapped paragraph: all but the last of about the same, moderate length."""
    lengths = [end - start for start, end in lines[:-1]]
    return len(lines) > 2 and min(lengths) >= 40 and max(lengths) <= 110 and max(lengths) - min(lengths) <= 30


def _blocks(text: str, left_out: set[int]) -> list[tuple[int, int]]:
    """Return the paragraphs' offsets: blocks between blank lines; each line by itself where lines are not hard-wrapped."""
    blocks: list[list[tuple[int, int]]] = [[]]
    for start, end in _lines(text):
        if start in left_out or not text[start:end].strip():
            blocks.append([])
        else:
            blocks[-1].append((start, end))
    out: list[tuple[int, int]] = []
    for block in blocks:
        if block and _is_wrapped(block):
            out.append((block[0][0], block[-1][1]))
        else:
            out.extend(block)
    stripped = []
    for start, end in out:
        body = text[start:end]
        left = start + len(body) - len(body.lstrip())
        stripped.append((left, left + len(body.strip())))
    return stripped


def _is_opening(text: str, at: int, after: int, start: int, end: int) -> bool:
    """Tell from its neighbours whether the straight (or wrongly turned) mark ``text[at:after]`` opens a quotation."""
    before = text[at - 1] if at > start else " "
    following = text[after] if after < end else " "
    return (before.isspace() or before in "([{—–-/‘'…") and not following.isspace()


def quotations_of(text: str, start: int, end: int) -> tuple[list[Quotation], int | None, bool]:
    """Return the quotations of one paragraph, where one is left open, and whether a mark has no partner.

    Double marks only (curly, straight, guillemets, low-high): single marks are apostrophes too often, and inside a double-quoted
    stretch they mark a quotation within it. Where a paragraph has no double mark at all, single curly marks count.
    """
    marks = [(start + m.start(), start + m.end()) for m in _MARK.finditer(text[start:end])]
    found: list[Quotation] = []
    if not marks:
        pattern = r"(?<![\w’])‘(?=\S)[^‘]*?[^\s‘]’(?![\w])"
        return [Quotation(start + m.start(), start + m.end()) for m in re.finditer(pattern, text[start:end])], None, False
    open_marks: list[tuple[int, str]] = []  # the outermost first; only the outermost makes a quotation
    unbalanced = False
    for at, after in marks:
        mark = text[at] if after == at + 1 else _STRAIGHT
        if not open_marks and mark == _STRAIGHT and re.search(r"\d['’]?\Z", text[max(start, at - 2) : at]):
            continue  # inches: 6'2"
        fits = _is_opening(text, at, after, start, end)
        innermost = open_marks[-1][1] if open_marks else ""
        if mark == _STRAIGHT:
            opens = not open_marks or (fits and innermost != _STRAIGHT)
        else:
            opens = mark in OPENING or (not open_marks and fits)
        if opens and innermost and (innermost == mark or (innermost in OPENING and mark in OPENING)):
            unbalanced = True  # the earlier mark of the same kind never closed: go on from there
        elif opens:
            open_marks.append((at, mark))
        elif not open_marks:
            unbalanced = True
        else:
            same = [i for i, (_, m) in enumerate(open_marks) if (m == _STRAIGHT) == (mark == _STRAIGHT)]
            keep = same[-1] if same else 0
            unbalanced |= keep < len(open_marks) - 1 or not same
            opened, _ = open_marks[keep]
            del open_marks[keep:]
            if not open_marks:
                found.append(Quotation(opened, after))
    return found, open_marks[0][0] if open_marks else None, unbalanced


def paragraphs(article: Article, furniture: pd.DataFrame) -> list[Paragraph]:
    """Return the paragraphs of an article, furniture left out, with their quotations.

    The headline is paragraph 0 where the text has one; the first paragraph after it is the lead. A quotation that opens in a
    paragraph, does not close there, and is taken up by an opening mark in the next continues over the paragraphs. A mark
    that opens a paragraph and never closes quotes all of it; any other mark without a partner is left out and flagged.
    """
    text = article.text
    blocks = _blocks(text, set(furniture["start"]))
    out: list[Paragraph] = []
    first = 0 if article.headline else 1
    for i, (start, end) in enumerate(blocks):
        found, open_at, unbalanced = quotations_of(text, start, end)
        if open_at is not None:
            following = text[blocks[i + 1][0]] if i + 1 < len(blocks) else ""
            if following and (following in OPENING + _STRAIGHT or text.startswith("''", blocks[i + 1][0])):
                found.append(Quotation(open_at, end, continues=True))
            else:
                unbalanced = True
                if open_at == start:
                    found.append(Quotation(open_at, end))
        number = first + i
        section = {0: "headline", 1: "lead"}.get(number, "body")
        out.append(Paragraph(number, section, start, end, tuple(sorted(found, key=lambda q: q.start)), unbalanced))
    return out


def _blank_marks(text: str) -> str:
    """Blank out quotation marks, keeping length, so that a boundary inside a quotation is found like any other."""
    return _MARK.sub(lambda m: " " * len(m.group()), text)


@lru_cache(maxsize=1)
def _segmenter() -> object:
    import sentencex

    return sentencex


def _candidate_ends(text: str, blank: str) -> set[int]:
    """Return where sentences may end in a paragraph: sentencex's ends and ours after a terminal mark before a capital."""
    ends = {b["end_index"] for b in _segmenter().get_sentence_boundaries("en", blank)}  # type: ignore[attr-defined]
    for m in re.finditer(rf"[{_TERMINAL}][{_TERMINAL}’'”»\")\]]*\s+(?=[“„«\"‘'(\[]*[A-Z0-9])", text):
        ends.add(m.end())
    return {e for e in ends if 0 < e < len(text)}


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the (start, end) offsets of the sentences of one paragraph, without the white space between them.

    A sentence ends after its closing quotation mark; '"…?" he asked.' and '"…!" the officer said.' are one sentence;
    abbreviations before a name or number (Lt. Col., Sen., No. 5) and "p.m. Monday" do not end one; a quotation of three sentences has three.
    """
    body = text[start:end]
    blank = _blank_marks(body)
    cuts: list[int] = []
    for cut in sorted(_candidate_ends(body, blank)):
        # closing marks right after the boundary belong to the sentence before it, opening marks to the next
        at = len(blank[:cut].rstrip())
        closing = re.compile(r"(?:''|[”»\"’')\]])*").match(body, at)
        at = closing.end() if closing else at
        note = _NOTE.match(body, at)  # a reference mark stands with the sentence before it
        at = note.end() if note else at
        left, right = body[:at].rstrip(), body[at:].lstrip()
        if not left or not right or at >= len(body):
            continue
        bare = (left[: note.start() - at] if note else left).rstrip(" ”»\"’')]")
        quoted = bare != left
        first = right.lstrip("“„«\"‘'([")[:1]
        if not bare or bare[-1] not in _TERMINAL + ":;,—–" or bare[-1] in ":;,—–":
            continue
        if first.islower() and first.isalpha():
            continue
        if quoted and _SPEECH_TAG.match(right) and (bare[-1] in "?!…" or right[0].islower()):
            continue
        if bare.endswith((".", "!")) and re.fullmatch(r"[([]?(?:\d{1,2}|[A-Za-z])[.)]", left):
            continue  # the number of a list entry
        if bare.endswith(".") and not quoted and _ABBREVIATION.search(bare) and not _ends_anyway(bare, right):
            continue
        cuts.append(at)
    edges = [0, *sorted(set(cuts)), len(body)]
    spans: list[tuple[int, int]] = []
    carried: int | None = None
    for a, b in pairwise(edges):
        piece = body[a:b]
        if not piece.strip():
            continue
        left_edge = start + a + len(piece) - len(piece.lstrip()) if carried is None else carried
        carried = None
        if WORD.search(piece):
            spans.append((left_edge, start + a + len(piece.rstrip())))
        elif spans and piece.strip()[0] not in OPENING:
            spans[-1] = (spans[-1][0], start + a + len(piece.rstrip()))  # a lone "…" is no sentence
        else:
            carried = left_edge  # nor is '“…': it opens the next one
    if carried is not None and spans:
        spans[-1] = (spans[-1][0], start + len(body.rstrip()))
    return spans


def _ends_anyway(left: str, right: str) -> bool:
    """Tell whether an abbreviation also ends its sentence: 'at 5 p.m. They …', 'in the U.S. The …' before a word that starts sentences."""
    word = re.match(r"[“\"‘]?(\w+)", right)
    starters = {
        "The", "He", "She", "They", "It", "We", "I", "This", "That", "These", "Those", "But", "And", "In", "On", "At", "A", "An", "There",
        "If", "When", "As", "For", "His", "Her", "Their", "Our", "You", "After", "While", "Mr", "Mrs", "Ms", "So", "Yet", "Not", "No",
    }  # fmt: skip
    titled = re.search(r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Sen|Rep|Gov|Rev|vs|St|No|\b[A-Z])\.$", left)
    multi = re.search(r"(?:[A-Za-z]\.){2,}$|[ap]\.m\.$|(?:etc|Inc|Ltd|Co|Corp|Jr|Sr)\.$", left)
    return bool(word and word.group(1) in starters and (multi or not titled))


def sentences(article: Article, paragraphs: list[Paragraph]) -> pd.DataFrame:
    """Return the table ``sentences``: every sentence of every paragraph, with its section, length, and whether it stands inside quotation marks."""
    rows = []
    for p in paragraphs:
        for start, end in sentence_spans(article.text, p.start, p.end):
            words = word_spans(article.text, start, end)
            inside = bool(words) and all(any(q.start <= a and b <= q.end for q in p.quotations) for a, b in words)
            rows.append(
                {
                    "article_id": article.article_id,
                    "start": start,
                    "end": end,
                    "text": article.text[start:end],
                    "paragraph": p.number,
                    "section": p.section,
                    "words": len(words),
                    "inside_quote": inside,
                    "unbalanced": p.unbalanced,
                }
            )
    return conform(rows, "sentences")
