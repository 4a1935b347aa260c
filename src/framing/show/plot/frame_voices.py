"""One frame across the voices: who asserts, raises or denies it, at what length, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.show.canvas import canvas, legend, say, width_of
from framing.show.lettering import excerpt, fit, percent, text_width, wrap
from framing.show.style import COMMITMENTS, INK, MAX_HEIGHT, QUIET
from framing.show.tables import (
    VOICES,
    CodebookLike,
    choose,
    frame_labels,
    frame_names,
    name_of,
    one_article,
    records,
    source_names,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_KINDS = tuple(COMMITMENTS)
_COLUMNS = {
    "source_id": "str",
    "name": "str",
    **dict.fromkeys(_KINDS, "int64"),
    "words": "int64",
    "share": "float64",
    "quotations": "object",
}
_NAME, _BAR, _LINE, _GAP = (
    0.17,
    0.12,
    0.135,
    0.11,
)  # heights in inches: name of a voice, bar, line of a quotation, space
_QUOTE = 7.0  # size of quotations, in points


def frame_by_voice(
    labels: pd.DataFrame,
    turns: pd.DataFrame,
    claims: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    frame: str,
    codebook: CodebookLike | None = None,
    quotations: int = 3,
    voice: str = "innermost",
    top: int = 12,
) -> pd.DataFrame:
    """Count, for every voice that takes a frame up, the words of its turns that assert, raise or deny it.

    Voices that do not take it up have no row. A turn counts as a whole.

    Parameters
    ----------
    labels, turns, claims, sources
        Tables of one article.
    frame
        Key of the frame.
    codebook
        Gives the valid keys; None takes those in `labels`.
    quotations
        At most so many passages a voice: the claim that carries the label best in each of its turns, surest turn first.
    voice
        ``innermost`` or ``outermost``.
    top
        So many voices are kept; the others are summed in a last row with an empty `source_id` and without passages.

    Returns
    -------
    pandas.DataFrame
        Most words first: `source_id`, `name`, `asserted`, `raised`, `denied` (words of such turns), `words` (all
        words of the voice), `share` (asserted and raised, of `words`, 0 to 1) and `quotations` (passages, each after
        its sign).

    Raises
    ------
    FramingError
        If there is no such frame.
    """
    column = VOICES[choose(voice, VOICES, "voice")]
    one_article(labels, turns, claims)
    labelled = frame_labels(labels, turns)
    valid = frame_names(labelled["frame"].unique(), codebook)
    if valid:
        choose(frame, valid, "frame")
    mine = labelled[labelled["expressed"] & (labelled["frame"] == frame) & labelled["commitment"].isin(_KINDS)]
    names = source_names(sources)
    totals = turns.groupby(column)["words"].sum()
    texts = {c.claim_id: str(c.text) for c in records(claims)}
    rows: list[dict[str, Any]] = []
    for source_id, part in mine.groupby(column, sort=False):
        counts = part.groupby("commitment")["words"].sum()
        head = {"source_id": source_id, "name": name_of(str(source_id), names), "words": int(totals[source_id])}
        passages = _passages(part, texts)[:quotations]
        rows.append({**head, **{k: int(counts.get(k, 0)) for k in _KINDS}, "quotations": passages})
    rows.sort(key=lambda row: -sum(row[k] for k in _KINDS))
    if len(rows) > top + 1:
        rest = rows[top:]
        sums = {k: sum(row[k] for row in rest) for k in (*_KINDS, "words")}
        folded = {"source_id": "", "name": f"{len(rest)} further sources", **sums, "quotations": []}
        rows = [*rows[:top], folded]
    for row in rows:
        row["share"] = (row["asserted"] + row["raised"]) / max(row["words"], 1)
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def _passages(part: pd.DataFrame, texts: Mapping[str, str]) -> list[str]:
    passages = []
    for turn in records(part.sort_values("probability", ascending=False, kind="stable")):
        best = next((texts[c] for c in turn.evidence if c in texts), "")
        if best:
            passages.append(f"{COMMITMENTS[turn.commitment].sign} {excerpt(best)}")
    return list(dict.fromkeys(passages))


def plot_frame_voices(
    labels: pd.DataFrame,
    turns: pd.DataFrame,
    claims: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    frame: str,
    codebook: CodebookLike | None = None,
    quotations: int = 3,
    voice: str = "innermost",
    top: int = 12,
    width: str = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw one frame across the voices: a bar of words that assert, raise and deny it, and below it those words.

    Passages are left out, the longest voices' last, where the page would become higher than :data:`MAX_HEIGHT` (or than
    the given Axes). Passages are words of the article in quotation marks; an indirect one is the author's rendering.

    Parameters
    ----------
    labels, turns, claims, sources, frame, codebook, quotations, voice, top
        As for :func:`frame_by_voice`, which gives the rows behind the figure.
    width
        Width of a new figure: ``single`` or ``double``.
    ax
        The Axes to draw on; None makes a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The Axes that was drawn on.
    """
    options: dict[str, Any] = {
        "frame": frame,
        "codebook": codebook,
        "quotations": quotations,
        "voice": voice,
        "top": top,
    }
    rows = frame_by_voice(labels, turns, claims, sources, **options)
    title = frame_names([frame], codebook)[frame]
    inches = width_of(ax, width)
    room = inches - 0.2
    about = wrap(f"words of turns on “{title}”", 0.74 * inches)
    outside = 0.5 + 0.14 * len(about)  # legend above, numbers and label below
    limit = MAX_HEIGHT - outside if ax is None else _height_of(ax)
    blocks = _blocks(rows, room, limit)
    height = sum(_NAME + _BAR + _GAP + _LINE * len(block) for block in blocks)
    with canvas(ax, width=width, height=outside + max(height, 0.3)) as axes:
        if rows.empty:
            units = set(labels.loc[(labels["kind"] == "frame") & (labels["name"] == frame), "unit"])
            if units == {"article"}:
                return say(axes, f"“{title}” was asked of the whole article, not of its turns.")
            return say(axes, f"No voice in this article takes up “{title}”.")
        # measured to fit into the Axes; the layout, which does not know that, would make it narrower
        inside: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "va": "center", "in_layout": False}
        y = 0.0
        for row, block in zip(records(rows), blocks, strict=True):
            taken = row.asserted + row.raised + row.denied
            count = f"  {taken:,} of {row.words:,} words ({percent(taken / max(row.words, 1))})"
            name = fit(row.name, 0.96 * room - text_width(count), 8.0)
            axes.text(0, y + _NAME / 2, name + count, fontsize=8, **inside)
            y += _NAME
            left = 0
            for kind in _KINDS:
                length = getattr(row, kind)
                if length:
                    axes.barh(y + _BAR / 2, length, left=left, height=_BAR, **_fill(kind))
                    left += length
            y += _BAR + _GAP / 3
            for line in block:
                axes.text(0.1 / room, y + _LINE / 2, line, fontsize=_QUOTE, color=QUIET, **inside)
                y += _LINE
            y += _GAP * 2 / 3
        axes.set_ylim(y, 0)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.set_xlim(0, float(rows[list(_KINDS)].sum(axis=1).max()))
        axes.locator_params(axis="x", nbins=4 if inches < 4 else 8, integer=True)
        axes.set_xlabel("\n".join(about), loc="left")
        _legend(axes, rows, room)
    return axes


def _height_of(ax: Axes) -> float:
    figure: Any = ax.get_figure(root=True)
    return float(ax.get_window_extent().height / figure.dpi)


def _blocks(rows: pd.DataFrame, room: float, limit: float) -> list[list[str]]:
    """Return the lines of quotations under each bar: as many as the height allows, the first of every voice first."""
    blocks: list[list[str]] = [[] for _ in range(len(rows))]
    free = limit - len(rows) * (_NAME + _BAR + _GAP)
    passages = list(rows["quotations"])
    for rank in range(max((len(p) for p in passages), default=0)):
        for n, mine in enumerate(passages):
            lines = wrap(mine[rank], 0.96 * room - 0.1, _QUOTE) if rank < len(mine) else []
            if lines and len(lines) * _LINE <= free:
                blocks[n] += lines
                free -= len(lines) * _LINE
    return blocks


def _fill(kind: str) -> dict[str, Any]:
    look = COMMITMENTS[kind]
    return {"facecolor": look.colour, "edgecolor": INK, "hatch": look.hatch or None, "linewidth": 0.4}


def _legend(axes: Axes, rows: pd.DataFrame, room: float) -> None:
    from matplotlib.patches import Patch

    present = [kind for kind in _KINDS if rows[kind].sum()]
    legend(axes, [Patch(**_fill(k)) for k in present], [f"{k} {COMMITMENTS[k].sign}" for k in present], inches=room)
