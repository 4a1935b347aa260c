"""The words that belong to a figure in a paper: its caption, and the text for readers who do not see it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from framing.errors import FramingError
from framing.show.lettering import percent
from framing.show.tables import records

FIGURES: Mapping[str, str] = {
    "words": (
        "Words by voice. Bars give the words of each voice, split in words in quotation marks or block "
        "quotations, indirect speech and "
        "the author's own words; the number at a bar is its share. Reporting words ('she said') are left out."
    ),
    "xray": (
        "Voices and frames in the course of the article. Bars mark where a voice speaks; markers, in the shape and "
        "colour of their voice, mark turns that express a frame: filled where asserted, half filled where raised, "
        "crossed out where denied. Reporting words take up room but have no bar; shares leave them out."
    ),
    "source_frame": (
        "Frames by voice. Cells give the share of a voice's own words (or turns) in turns that assert or raise "
        "the frame; "
        "a half circle marks cells where it is only raised, a cross denial. Turns can carry several frames, so "
        "that rows do not sum to 100 %."
    ),
    "frame_voices": (
        "One frame across the voices. Bars give the words of turns that assert, raise or deny the frame; passages are "
        "those that carry the label best. Turns count as a whole."
    ),
    "frame_ranges": (
        "Frames by share of the article's words. Bars give the share of words in turns that assert or raise the "
        "frame, the author's own and the quoted voices'; whiskers run from the share if every wording of the frame "
        "had to reach the threshold to the share if one sufficed. This range is internal consistency, not a "
        "confidence interval. Frames can share words: bars do not sum to 100 %."
    ),
}
"""What is drawn, by the name of the figure."""


def caption(
    name: str,
    *,
    n_words: int,
    n_turns: int,
    n_voices: int,
    model: str,
    threshold: float | tuple[float, float],
    wordings: int | tuple[int, int],
    validated: bool = False,
) -> str:
    """Return the caption of a figure: what is drawn, on how much text, by which model, and how far it was validated.

    It does not interpret the figure.

    Parameters
    ----------
    name
        One of :data:`FIGURES`.
    n_words, n_turns, n_voices
        Number of words (without reporting words), turns and voices behind the figure, the author among the voices.
    model
        Name and revision of the model that labelled the frames; for ``words``, which needs no such model, of the one
        that found the voices.
    threshold
        What a probability had to reach, or the lowest and highest where frames have their own.
    wordings
        Wordings for each reading of a frame, or the lowest and highest number.
    validated
        A sample of these labels was coded by people and the agreement is reported. Leave it False otherwise.
    """
    if name not in FIGURES:
        raise FramingError(f"There is no figure '{name}'; choose one of {', '.join(FIGURES)}.")
    parts = [FIGURES[name], f"N = {_count(n_words, 'word')}, {_count(n_turns, 'turn')}, {_count(n_voices, 'voice')}."]
    if name == "words":
        parts.append(f"Voices found by {model}.")
    else:
        parts.append(f"Frames labelled by {model}, threshold {_span(threshold, '.2f')}, {_wordings(wordings)}.")
    what = "Voices" if name == "words" else "Labels"
    parts.append(f"{what} {'validated' if validated else 'not validated'} against human coding.")
    return " ".join(parts)


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def _span(value: float | tuple[float, float], form: str) -> str:
    if isinstance(value, tuple):
        low, high = value
        return format(low, form) if low == high else f"{format(low, form)} to {format(high, form)}"
    return format(value, form)


def _wordings(wordings: int | tuple[int, int]) -> str:
    one = wordings in (1, (1, 1))
    return f"{_span(wordings, 'd')} wording{'' if one else 's'} each"


def alt_text(name: str, rows: pd.DataFrame, *, most: int = 5) -> str:
    """Return a description of a figure for readers who do not see it, made from the rows behind it.

    Parameters
    ----------
    name
        One of :data:`FIGURES`.
    rows
        The rows behind the figure, as the figure's own function gives them.
    most
        So many values are named; how many are left unnamed is said.
    """
    if name not in FIGURES:
        raise FramingError(f"There is no figure '{name}'; choose one of {', '.join(FIGURES)}.")
    if rows.empty:
        return "An empty figure: the article has nothing to show here."
    kind, values = {
        "words": _words,
        "xray": _xray,
        "source_frame": _source_frame,
        "frame_voices": _frame_voices,
        "frame_ranges": _frame_ranges,
    }[name](rows)
    named = "; ".join(values[:most]) or "nothing is marked"
    rest = len(values) - most
    return f"{kind}: {named}{f'; and {rest} more' if rest > 0 else ''}."


def _words(rows: pd.DataFrame) -> tuple[str, list[str]]:
    return "Bar chart of words by voice", [f"{r.name} {percent(r.share)}" for r in records(rows)]


def _xray(rows: pd.DataFrame) -> tuple[str, list[str]]:
    values = []
    for (_, name, kind), part in rows.groupby(["row", "name", "kind"], sort=True):
        begin, end = part["first_word"].min(), part["last_word"].max()
        verb = "speaks" if kind == "voice" else "is taken up"
        values.append(f"{name} {verb} {len(part)} times between word {begin + 1} and word {end}")
    return "Timeline of the article with a row for each voice and frame", values


def _source_frame(rows: pd.DataFrame) -> tuple[str, list[str]]:
    marked = rows[(rows["share"] > 0) & (rows["frame"] != "")].sort_values("share", ascending=False, kind="stable")
    return "Heat map of frames by voice", [f"{r.name}, {r.frame_name} {percent(r.share)}" for r in records(marked)]


def _frame_voices(rows: pd.DataFrame) -> tuple[str, list[str]]:
    values = []
    for row in records(rows):
        counts = [f"{kind} {getattr(row, kind)}" for kind in ("asserted", "raised", "denied") if getattr(row, kind)]
        values.append(f"{row.name} {', '.join(counts)}")
    return "Bar chart of words that assert, raise or deny one frame", values


def _frame_ranges(rows: pd.DataFrame) -> tuple[str, list[str]]:
    values = [f"{r.name} {percent(r.share)} ({percent(r.low)} to {percent(r.high)})" for r in records(rows)]
    return "Bar chart of the share of words by frame, with the range over wordings", values
