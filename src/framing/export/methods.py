"""The words that belong to a figure in a paper: its caption, and the text for readers who do not see it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from framing.errors import FramingError
from framing.export.descriptions import DESCRIPTIONS

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
    "stances": (
        "Stances of the voices toward the codebook's targets. Bars give the share of a voice's own words in turns "
        "against the target (left), mixed (across the middle) and in favor of it (right); turns count as a whole. A "
        "stance is what a voice says of the target: bad news about it is none. Voices and targets without any stance "
        "are counted or named below the figure, not drawn."
    ),
    "uptake": (
        "What the author makes of each source's words. The left bar shares them out by the stance of the cue that "
        "introduces them, the right bar by what the author's next sentence makes of them. Whom the source quotes "
        "counts with it. What the author says later is not shown."
    ),
    "measures": (
        "Visibility of the sources by each measure. Numbers at the left of the bars are ranks (1 is the largest value; "
        "of the first position, the earliest); triangles mark sources that rank higher or lower than by the first "
        "measure. Bars reach to each measure's largest value. The measures are not added up. The author has no "
        "directness; who has no word in the headline or the lead has no rank there."
    ),
    "voices_compared": (
        "Words by type of source in several articles, by date. Bars give the share of each article's words, without "
        "reporting words ('she said'); rows and scale are the same for all articles. Single sources are not shown."
    ),
    "frames_compared": (
        "Frames in several articles, by date. Circles give the share of the author's own words, squares that of the "
        "quoted voices' words, in turns that assert or raise the frame; rows and scale are the same for all articles. "
        "Frames can share words. Denials and the range over wordings are not shown."
    ),
}
"""What is drawn, by the name of the figure."""

COMPARISONS = ("voices_compared", "frames_compared")
"""Figures of several articles."""

UNLABELLED = ("words", "measures", "voices_compared")
"""Figures that need no labels, only the model that found the voices."""


def caption(
    name: str,
    *,
    n_words: int,
    n_turns: int,
    n_voices: int,
    model: str,
    threshold: float | tuple[float, float] | None,
    wordings: int | tuple[int, int],
    n_articles: int = 1,
    left_out: int = 0,
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
        Name and revision of the model that labelled frames, stances or uptake; for :data:`UNLABELLED` figures of the
        one that found the voices.
    threshold
        What a probability had to reach, or the lowest and highest where frames have their own; None where the codebook
        asks whole articles only, so that a figure of turns has nothing to show.
    wordings
        Wordings for each reading of a frame or a stance, or the lowest and highest number.
    n_articles, left_out
        Number of articles behind a comparison, and of the later ones that are not drawn.
    validated
        A sample of these labels was coded by people and the agreement is reported. Leave it False otherwise.
    """
    if name not in FIGURES:
        raise FramingError(f"There is no figure '{name}'; choose one of {', '.join(FIGURES)}.")
    counts = [_count(n_words, "word"), _count(n_turns, "turn"), _count(n_voices, "voice")]
    counts = [_count(n_articles, "article"), *counts] if name in COMPARISONS else counts
    parts = [FIGURES[name], f"N = {', '.join(counts)}."]
    if name in COMPARISONS and left_out:
        parts.append(f"Not drawn: {_count(left_out, 'later article')}.")
    if name in UNLABELLED:
        parts.append(f"Voices found by {model}.")
    elif threshold is None:
        parts.append("No frame was asked of turns: the codebook asks whole articles only.")
    elif name == "uptake":
        parts.append(f"Cues by a lexicon, uptake by rules and {model}, threshold {_span(threshold, '.2f')}.")
    else:
        what = "Stances" if name == "stances" else "Frames"
        parts.append(f"{what} labelled by {model}, threshold {_span(threshold, '.2f')}, {_wordings(wordings)}.")
    what = "Voices" if name in UNLABELLED else "Labels"
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
    kind, values = DESCRIPTIONS[name](rows)
    named = "; ".join(values[:most]) or "nothing is marked"
    rest = len(values) - most
    return f"{kind}: {named}{f'; and {rest} more' if rest > 0 else ''}."
