"""Frames in several articles: the author's words and the quoted voices' words that express each, a panel an article."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.schema import AUTHOR
from framing.show.canvas import canvas, legend, say, shorten_names, width_of
from framing.show.lettering import wrap
from framing.show.panels import end_of_scale, first
from framing.show.plot.compared import ABOUT, draw_panels, grid, in_order, left_out, page_height
from framing.show.style import AUTHOR_STYLE, INK, QUIET
from framing.show.tables import VOICES, CodebookLike, choose, frame_labels, frame_names, records

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLUMNS = {
    **ABOUT,
    "frame": "str",
    "name": "str",
    "author": "float64",
    "quoted": "float64",
    "author_words": "int64",
    "quoted_words": "int64",
}
_MARKS: dict[str, dict[str, Any]] = {
    "quoted": {"marker": "s", "ms": 5.4, "mfc": "#9DC3E6", "mec": INK, "mew": 0.6},
    "author": {"marker": "o", "ms": 3.6, "mfc": AUTHOR_STYLE.colour, "mec": INK, "mew": 0.6},
}


def frames_by_article(
    labels: pd.DataFrame,
    turns: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    codebook: CodebookLike | None = None,
    frames: Iterable[str] | None = None,
    voice: str = "innermost",
    top: int = 12,
) -> pd.DataFrame:
    """Return, for every article and frame, the share of the author's and of the quoted voices' words that express it.

    Each share is of that voice's own words, so that an article with few quotations can be compared with one of many.
    Denials are left out, frames can share their words, and a turn counts as a whole.

    Parameters
    ----------
    labels, turns, articles
        Tables of several articles.
    codebook
        Gives the frames' names; None prints their keys.
    frames
        Keys of the frames to keep; None keeps all that were asked of turns.
    voice
        ``innermost`` or ``outermost``.
    top
        So many articles are kept, by their date.

    Returns
    -------
    pandas.DataFrame
        Articles by date, and within each the frames by the words that express them in all articles: `article_id`,
        `title`, `outlet`, `date`, `frame`, `name`, `author` and `quoted` (share of the author's, of the quoted voices'
        words in turns that assert or raise the frame, 0 to 1; missing where they have no words, or where the article
        was not asked for the frame), `author_words` and `quoted_words` (all words of them).

    Raises
    ------
    FramingError
        If there is no such frame, or `top` is not at least 1.
    """
    column = VOICES[choose(voice, VOICES, "voice")]
    asked = labels[(labels["kind"] == "frame") & (labels["unit"] == "turn")]
    names = frame_names(asked["name"].unique(), codebook)
    names = {key: name for key, name in names.items() if key in set(asked["name"])}
    kept = list(names) if frames is None else [choose(key, names, "frame") for key in frames]
    about = in_order(articles, asked["article_id"])
    about = about[about["article_id"].isin(first(list(about["article_id"]), top))]
    rows = []
    for article in records(about):
        units = turns[turns["article_id"] == article.article_id]
        labelled = frame_labels(labels[labels["article_id"] == article.article_id], units)
        labelled = labelled.assign(own=labelled[column] == AUTHOR)
        lengths = units.groupby(units[column] == AUTHOR)["words"].sum()
        author, quoted = int(lengths.get(True, 0)), int(lengths.get(False, 0))
        for key in kept:
            mine = labelled[labelled["frame"] == key]
            yes = mine[mine["expressed"] & (mine["commitment"] != "denied")]
            said = [yes.loc[yes["own"], "words"].sum(), yes.loc[~yes["own"], "words"].sum()]
            row = {"frame": key, "name": names[key], "author_words": author, "quoted_words": quoted, "said": sum(said)}
            for who, words, total in zip(("author", "quoted"), said, (author, quoted), strict=True):
                row[who] = words / total if total and len(mine) else float("nan")
            rows.append({**article._asdict(), **row})
    table = pd.DataFrame(rows, columns=[*_COLUMNS, "said"])
    largest = table.groupby("frame", sort=False)["said"].sum().sort_values(ascending=False, kind="stable").index
    order = pd.DataFrame({"frame": largest, "place": range(len(largest))})
    dates = pd.DataFrame({"article_id": about["article_id"], "panel": range(len(about))})
    table = table.merge(order, on="frame").merge(dates, on="article_id").sort_values(["panel", "place"])
    return table.reset_index(drop=True)[list(_COLUMNS)].astype(_COLUMNS)


def plot_frames_compared(
    labels: pd.DataFrame,
    turns: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    codebook: CodebookLike | None = None,
    frames: Iterable[str] | None = None,
    voice: str = "innermost",
    top: int = 12,
    width: str = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the frames of several articles: a panel an article, a row a frame, a mark each for author and quoted voices.

    The line between the two marks is how far author and quoted voices differ. Rows and scale are the same in every
    panel; panels stand by date. Where the page is too low for all frames, those with fewest words are left out and
    counted below.

    Parameters
    ----------
    labels, turns, articles, codebook, frames, voice, top
        As for :func:`frames_by_article`, which gives the rows behind the figure.
    width
        Width of a new figure: ``single`` or ``double``.
    ax
        The Axes to draw on; None makes a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The Axes that was drawn on.
    """
    rows = frames_by_article(labels, turns, articles, codebook=codebook, frames=frames, voice=voice, top=top)
    about = rows.drop_duplicates("article_id")[list(ABOUT)]
    heads = rows.drop_duplicates("frame")
    inches = width_of(ax, width)
    names, margin = shorten_names([str(name) for name in heads["name"]], 0.36 * inches)
    room = inches - margin - 0.2
    panels = grid(len(about), len(heads), room=room, height=page_height(ax))
    asked = labels[(labels["kind"] == "frame") & (labels["unit"] == "turn")]["article_id"].nunique()
    note = left_out(asked - len(about), len(heads) - panels.rows, "frame")
    label = wrap("share of the author's words, and of the quoted voices' words, that express it", 0.96 * room) + wrap(
        note, 0.96 * room
    )
    with canvas(ax, width=width, height=0.75 if rows.empty else panels.height + 0.4 + 0.14 * len(label)) as axes:
        if rows.empty:
            return say(axes, "No frame was asked of any turn in these articles.")
        keys = list(heads["frame"])[: panels.rows]
        drawn = rows[rows["frame"].isin(keys)]
        end = end_of_scale(float(drawn[["author", "quoted"]].max().max()))
        wide = panels.places.wide
        draw_panels(axes, panels, about, names, scale=["0", f"{end / 2:.0%}", f"{end:.0%}"], long=wide)
        for n, article_id in enumerate(about["article_id"]):
            for row in records(drawn[drawn["article_id"] == article_id]):
                y = panels.middle(n, keys.index(row.frame))
                shares = {who: getattr(row, who) for who in _MARKS if pd.notna(getattr(row, who))}
                at = {who: panels.left(n) + share / end * wide for who, share in shares.items()}
                axes.plot(list(at.values()), [y] * len(at), color=QUIET, linewidth=0.9, zorder=2)
                for who, x in at.items():
                    axes.plot([x], [y], linestyle="", zorder=3, clip_on=False, **_MARKS[who])
        axes.set_xlabel("\n".join(label), loc="left")
        _legend(axes, drawn, room)
    return axes


def _legend(axes: Axes, rows: pd.DataFrame, room: float) -> None:
    from matplotlib.lines import Line2D

    present = [who for who in ("author", "quoted") if rows[who].notna().any()]
    handles = [Line2D([], [], linestyle="", **_MARKS[who]) for who in present]
    legend(axes, handles, [{"quoted": "quoted voices"}.get(who, who) for who in present], inches=room)
