"""Paragraphs, quotations, sentences and words of an article, as offsets into its text.

Nothing here changes the text or raises on odd typography: a quotation mark without a partner is flagged
(``unbalanced``), not an error. Sentence boundaries come from sentencex, run on each paragraph with its quotation marks
blanked out, and are then mended where news prose differs from what it expects (:func:`sentence_spans`).
Accuracy: ``python benchmarks/sentences.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from framing.article.lines import Span, blocks, wrapped
from framing.article.quotations import CLOSING, MARK, OPENING, Quotation, quotations_of
from framing.article.read import Article
from framing.schema import conform

__all__ = [
    "CLOSING",
    "OPENING",
    "Paragraph",
    "Quotation",
    "count_words",
    "paragraphs",
    "sentence_spans",
    "sentences",
    "word_spans",
]

WORD = re.compile(r"[^\W_]+(?:[-'’.&/][^\W_]+)*%?", re.UNICODE)
"""A word: letters and digits, inner hyphens, apostrophes, points (``U.S``, ``don't``, ``bailout-weary``, ``40%``)."""

_TERMINAL = ".!?…"
_TITLES = "Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Sen|Rep|Gov|Rev|vs|St|No"
_ABBREVIATION = re.compile(
    rf"(?:^|[\s(“„«\"‘])(?:[A-Z]|{_TITLES}|Cpl|Cmdr|Adm|Pres|Hon|Mt|Ft|Jr|Sr|Nos|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec"
    r"|Inc|Ltd|Co|Corp|Atty|Dist|Supt|Insp|Mass|Calif|Fla|Pa|Va|Md|Conn|Ill|Wis|Minn|Ariz|Tenn|Ala|Ga|Mich|Ore|Wash"
    r"|Colo|Okla|Ark|Del|Ky|La|Mo|Neb|Nev|Tex|Vt|Wyo|Op|op|c|ca|v|cf|pp|p|Fig|Figs|[ap]\.m"
    r"|[A-Za-z]\.[A-Za-z](?:\.[A-Za-z])*|e\.g|i\.e|etc|al)\.$"
)
_TITLED = re.compile(rf"(?:{_TITLES}|\b[A-Z])\.$")
_ENDS_TOO = re.compile(r"(?:[A-Za-z]\.){2,}$|[ap]\.m\.$|(?:etc|Inc|Ltd|Co|Corp|Jr|Sr)\.$")
_STARTERS = re.compile(
    r"[“„«\"‘]?(?:The|He|She|They|It|We|I|This|That|These|Those|But|And|In|On|At|A|An|There|If|When|As|For|His|Her|Their|Our"
    r"|You|After|While|Mr|Mrs|Ms|So|Yet|Not|No)\b"
)
_NUMBERS = r"(?:\[\d+(?:\s?[,–-]\s?\d+)*\])+"
_NOTE = re.compile(rf"\s*{_NUMBERS}(?=\s|\Z)")
_NOTE_AT_END = re.compile(rf"\s*{_NUMBERS}\Z")
_CLOSERS = re.compile(r"(?:''|[”»\"’')\]]|[“«](?=[\s.,;:!?)]|\Z))*")
_END = re.compile(rf"[{_TERMINAL}](?:{_CLOSERS.pattern})(?:{_NUMBERS})?(?P<gap>\s+)[“„«»\"‘'(\[]*(?P<next>\w)")
_INNER = re.compile(r"[-'’.&/][^\W_]")
_REPORTING = (
    r"said|says|asked|asks|told|tells|wrote|writes|added|adds|tweeted|tweets|replied|replies|explained|explains|warned|warns|"
    r"insisted|insists|argued|argues|continued|continues|declared|shouted|cried|pleaded|recalled|recalls|noted|notes|observed|"
    r"exclaimed|wondered|joked|quipped|demanded|responded|reads|read|concluded|concludes|stated|states|claimed|claims"
)
_NAME = r"(?:[A-Z][\w.’'-]*|the|a|an|of|de|van|von|al|who|one|another|[a-z]+)"
_SPEECH_TAG = re.compile(rf"(?:{_NAME}\s+){{1,4}}(?:{_REPORTING})\b|(?:{_REPORTING})\b")


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


def _paragraph_spans(text: str, left_out: set[int], *, headline: bool) -> list[Span]:
    """Return the paragraphs' offsets: hard-wrapped lines together, other lines with words by themselves."""
    spans: list[Span] = []
    for number, block in enumerate(blocks(text, left_out=left_out)):
        together = wrapped(text, block[1:] if headline and not number else block)
        for i, (start, end) in enumerate(block):
            if i and start in together and block[i - 1][0] in together:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
    stripped = []
    for start, end in spans:
        body = text[start:end]
        if WORD.search(body):
            left = start + len(body) - len(body.lstrip())
            stripped.append((left, left + len(body.strip())))
    return stripped


def paragraphs(article: Article, furniture: pd.DataFrame) -> list[Paragraph]:
    """Return the paragraphs of an article, furniture left out, with their quotations.

    The headline is paragraph 0 where the text has one; the first paragraph after it is the lead. A quotation that opens
    in a paragraph, does not close there, and is taken up by an opening mark in the next continues over the paragraphs.
    A mark that opens a paragraph and never closes quotes all of it; any other mark without a partner is left out and
    flagged.
    """
    text = article.text
    spans = _paragraph_spans(text, set(furniture["start"]), headline=article.headline)
    out: list[Paragraph] = []
    for i, (start, end) in enumerate(spans):
        found, open_at, unbalanced = quotations_of(text, start, end)
        if open_at is not None:
            next_start = spans[i + 1][0] if i + 1 < len(spans) else len(text)
            if _takes_up(text, open_at, next_start):
                found.append(Quotation(open_at, end, continues=True))
            else:
                unbalanced = True
                if open_at == start:
                    found.append(Quotation(open_at, end))
        number = i if article.headline else i + 1
        section = {0: "headline", 1: "lead"}.get(number, "body")
        out.append(Paragraph(number, section, start, end, tuple(sorted(found, key=lambda q: q.start)), unbalanced))
    return out


def _takes_up(text: str, open_at: int, start: int) -> bool:
    """Tell whether the paragraph at `start` begins with a mark that takes up the quotation left open at `open_at`."""
    mark = MARK.match(text, start)
    return mark is not None and (mark.group() in (*OPENING, '"', "''", "``") or mark.group() == text[open_at])


def _candidate_ends(text: str) -> set[int]:
    """Return where sentences may end in a paragraph: sentencex's ends, and terminal marks before a capital."""
    from sentencex import get_sentence_boundaries

    blank = MARK.sub(lambda m: " " * len(m.group()), text)  # a boundary inside a quotation is found like any other
    ends = {len(blank[: b["end_index"]].rstrip()) for b in get_sentence_boundaries("en", blank)}
    for m in _END.finditer(text):
        if m["next"].isupper() or m["next"].isdigit():
            ends.add(m.start("gap"))
    return ends


def sentence_spans(text: str, start: int, end: int) -> list[Span]:
    """Return the (start, end) offsets of the sentences of one paragraph, without the white space between them.

    A sentence ends after its closing quotation mark; '"…?" he asked.' and '"…!" the officer said.' are one sentence;
    abbreviations before a name or number (Lt. Col., Sen., No. 5) and "p.m. Monday" do not end one; a quotation of three
    sentences has three.
    """
    body = text[start:end]
    cuts = [0]
    for candidate in sorted(_candidate_ends(body)):
        # closing marks right after the boundary belong to the sentence before it, opening marks to the next
        at = _CLOSERS.match(body, candidate).end()  # type: ignore[union-attr]
        note = _NOTE.match(body, at)  # a reference mark stands with the sentence before it
        at = note.end() if note else at
        if _INNER.match(body, at - 1):
            continue  # "left.Then" is one word
        right = body[at : at + 200].lstrip()
        if at > cuts[-1] and right and _is_boundary(body[cuts[-1] : at].strip(), right):
            cuts.append(at)
    spans: list[Span] = []
    carried: int | None = None
    for a, b in pairwise([*cuts, len(body)]):
        piece = body[a:b]
        if not piece.strip():
            continue
        left = start + a + len(piece) - len(piece.lstrip()) if carried is None else carried
        carried = None
        if WORD.search(piece):
            spans.append((left, start + a + len(piece.rstrip())))
        elif spans and piece.strip()[0] not in OPENING:
            spans[-1] = (spans[-1][0], start + a + len(piece.rstrip()))  # a lone "…" is no sentence
        else:
            carried = left  # nor is '“…': it opens the next one
    if carried is not None and spans:
        spans[-1] = (spans[-1][0], start + len(body.rstrip()))
    return spans


def _is_boundary(left: str, right: str) -> bool:
    """Tell whether a sentence ends between `left` (what stands before, back to the last boundary) and `right`."""
    core = _NOTE_AT_END.sub("", left)
    bare = core.rstrip(" ”»“«\"’')]")
    quoted = bare != core
    first = right.lstrip("“„«»\"‘'([")[:1]
    if not bare or bare[-1] not in _TERMINAL or first.islower():
        return False
    if quoted and _SPEECH_TAG.match(right) and (bare[-1] in "?!…" or right[0].islower()):
        return False
    if re.fullmatch(r"[([]?(?:\d{1,2}|[A-Za-z])[.)]", left):
        return False  # the number of a list entry
    return quoted or not _ABBREVIATION.search(bare[-40:]) or _ends_anyway(bare[-40:], right)


def _ends_anyway(left: str, right: str) -> bool:
    """Tell whether an abbreviation also ends its sentence: 'at 5 p.m. They …', 'in the U.S. The …'."""
    return _STARTERS.match(right) is not None and (bool(_ENDS_TOO.search(left)) or not _TITLED.search(left))


def sentences(article: Article, paragraphs: list[Paragraph]) -> pd.DataFrame:
    """Return the table ``sentences``: those of all paragraphs, and whether they stand inside quotation marks."""
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
