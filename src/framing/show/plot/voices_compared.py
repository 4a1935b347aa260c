"""Who gets the words in several articles: the author and the largest types of sources, a panel an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.schema import AUTHOR
from framing.show.canvas import canvas, say, shorten_names, width_of
from framing.show.lettering import percent, text_width, wrap
from framing.show.panels import SMALL, end_of_scale, first, inside
from framing.show.plot.compared import ABOUT, draw_panels, grid, in_order, left_out, page_height
from framing.show.style import AUTHOR_STYLE, FOLDED_STYLE, INK
from framing.show.tables import VOICES, choose, records

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLUMNS = {
    **ABOUT,
    "type": "str",
    "name": "str",
    "words": "int64",
    "share": "float64",
    "sources": "int64",
}
_EDGE: dict[str, Any] = {"edgecolor": INK, "linewidth": 0.4}
_QUOTED: dict[str, Any] = {"facecolor": "#9DC3E6", **_EDGE}
_LOOKS: dict[str, dict[str, Any]] = {
    AUTHOR: {"facecolor": AUTHOR_STYLE.colour, **_EDGE},
    "": {"facecolor": FOLDED_STYLE.colour, "hatch": "....", **_EDGE},
}


def voices_by_article(
    claims: pd.DataFrame,
    sources: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    types: int = 5,
    voice: str = "innermost",
    top: int = 12,
) -> pd.DataFrame:
    """Return who gets the words in each of several articles: the author, and every type of source.

    Types, not sources: the same source is not looked for across articles. The types are the same in every article.

    Parameters
    ----------
    claims, sources, articles
        Tables of several articles. Reporting words ("she said") are left out.
    types
        So many types of sources are kept, those with most words in all articles together; the others are summed as
        'other types' with an empty `type`.
    voice
        ``innermost`` or ``outermost``.
    top
        So many articles are kept, by their date.

    Returns
    -------
    pandas.DataFrame
        Articles by date, and within each the author, the types by their words in all articles, and other types:
        `article_id`, `title`, `outlet`, `date`, `type`, `name` (of the type, in print), `words`, `share` (of the
        article's words, 0 to 1) and `sources` (how many of the type speak).

    Raises
    ------
    FramingError
        If `voice` is no voice, or `types` or `top` is not at least 1.
    """
    column = VOICES[choose(voice, VOICES, "voice")]
    said = claims[~claims["reporting"] & (claims["words"] > 0)]
    about = in_order(articles, said["article_id"])
    about = about[about["article_id"].isin(first(list(about["article_id"]), top))]
    said = said[said["article_id"].isin(about["article_id"])][["article_id", column, "words"]]
    kinds = sources[["article_id", "source_id", "type"]].rename(columns={"source_id": column})
    typed = said.merge(kinds, on=["article_id", column], how="left", validate="many_to_one")
    typed["type"] = typed["type"].fillna("unspecified").where(typed[column] != AUTHOR, AUTHOR)
    quoted = typed[typed["type"] != AUTHOR].groupby("type")["words"].sum()
    ranked = list(quoted.sort_values(ascending=False, kind="stable").index)
    largest = first(ranked, types, name="types")
    kept = [AUTHOR, *(ranked if len(ranked) == len(largest) + 1 else largest)]  # one type alone is shown, not folded
    typed["type"] = typed["type"].where(typed["type"].isin(kept), "")
    rows = []
    for article in records(about):
        mine = typed[typed["article_id"] == article.article_id]
        for kind in [*kept, *([""] if len(kept) <= len(ranked) else [])]:
            part = mine[mine["type"] == kind]
            words = int(part["words"].sum())
            row = {"type": kind, "name": _name(kind), "words": words, "share": words / int(mine["words"].sum())}
            rows.append({**article._asdict(), **row, "sources": part[column].nunique()})
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def _name(kind: str) -> str:
    """Return how a type of source is printed."""
    return {AUTHOR: "Author", "": "other types"}.get(kind, kind.replace("_", " "))


def plot_voices_compared(
    claims: pd.DataFrame,
    sources: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    types: int = 5,
    voice: str = "innermost",
    top: int = 12,
    width: str = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw who gets the words in several articles: a panel an article, a bar for the author and each type of source.

    Rows and scale are the same in every panel; panels stand by date.

    Parameters
    ----------
    claims, sources, articles, types, voice, top
        As for :func:`voices_by_article`, which gives the rows behind the figure.
    width
        Width of a new figure: ``single`` or ``double``.
    ax
        The Axes to draw on; None makes a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The Axes that was drawn on.
    """
    rows = voices_by_article(claims, sources, articles, types=types, voice=voice, top=top)
    about = rows.drop_duplicates("article_id")[list(ABOUT)]
    kinds = list(dict.fromkeys(rows["type"]))
    inches = width_of(ax, width)
    names, margin = shorten_names([_name(kind) for kind in kinds], 0.36 * inches)
    room = inches - margin - 0.2
    panels = grid(len(about), len(kinds), room=room, height=page_height(ax))
    spoken = claims.loc[~claims["reporting"] & (claims["words"] > 0), "article_id"].nunique()
    note = left_out(spoken - len(about), len(kinds) - panels.rows, "type")
    label = wrap("share of the article's words, without reporting words", 0.96 * room) + wrap(note, 0.96 * room)
    with canvas(ax, width=width, height=0.75 if rows.empty else panels.height + 0.15 + 0.14 * len(label)) as axes:
        if rows.empty:
            return say(axes, "There is no article with words to compare.")
        drawn = rows[rows["type"].isin(kinds[: panels.rows])]
        end = end_of_scale(float(drawn["share"].max()))
        wide = panels.places.wide
        numbered = wide > 0.8
        length = wide - (text_width(" 100%", SMALL) if numbered else 0.0)
        draw_panels(axes, panels, about, names, scale=["0", f"{end:.0%}"], long=length)
        for n, article_id in enumerate(about["article_id"]):
            for row in records(drawn[drawn["article_id"] == article_id]):
                y = panels.middle(n, kinds.index(row.type))
                bar = row.share / end * length
                look = _LOOKS.get(row.type, _QUOTED)
                axes.barh(y, bar, left=panels.left(n), height=0.7 * panels.step, **look)
                if numbered:
                    ground = {"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none"}
                    inside(axes, panels.left(n) + bar + 0.04, y, percent(row.share), fontsize=SMALL, bbox=ground)
        axes.set_xlabel("\n".join(label), loc="left")
    return axes
