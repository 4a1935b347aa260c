"""The article with its voices and frames marked, as a fragment for a notebook and as a page of its own."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd

from framing.show.reading_tables import article_table, figures_html, frames_table, furniture_html, sources_table
from framing.show.reading_text import Look, looks_of, paragraphs
from framing.show.style import COMMITMENTS
from framing.show.tables import CodebookLike, frame_labels, frame_names, one_article

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class ArticleLike(Protocol):
    """What a reading needs of an article."""

    @property
    def article_id(self) -> str:
        """Which article."""

    @property
    def text(self) -> str:
        """The text that the offsets belong to."""

    @property
    def title(self) -> str:
        """Headline."""

    @property
    def author(self) -> str:
        """Who wrote it."""

    @property
    def outlet(self) -> str:
        """Where it was published."""

    @property
    def date(self) -> str:
        """When it was published."""


@dataclass(frozen=True)
class Reading:
    """An article to read with its voices and frames marked.

    Jupyter shows it as it is. Everything that comes from the article or the tables is escaped. There is no script and
    nothing is loaded from a network.
    """

    title: str
    language: str
    _parts: tuple[str, ...] = field(repr=False)

    def _fragment(self, level: int) -> str:
        css = files("framing.show").joinpath("reading.css").read_text(encoding="utf-8")
        lang = f' lang="{escape(self.language)}"' if self.language else ""
        body = "\n".join(self._parts)
        for n, tag in ((0, "head-title"), (1, "head-part")):
            body = body.replace(f"<{tag}", f"<h{level + n}").replace(f"</{tag}>", f"</h{level + n}>")
        return f'<style>\n{css}</style>\n<article class="framing-reading"{lang}>\n{body}\n</article>'

    def _repr_html_(self) -> str:
        """Return a fragment to embed; its style reaches nothing outside it."""
        return self._fragment(2)

    def page(self, title: str = "") -> str:
        """Return a whole HTML page that needs no other file.

        Parameters
        ----------
        title
            Title of the page in the browser; empty takes the article's.
        """
        return (
            f'<!DOCTYPE html>\n<html lang="{escape(self.language or "en")}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(title or self.title or 'Article')}</title>\n"
            "<style>body { margin: 0; background: #fff; } @page { margin: 18mm; }</style>\n"
            f"</head>\n<body>\n<main>\n{self._fragment(1)}\n</main>\n</body>\n</html>\n"
        )

    def save(self, path: str | os.PathLike[str], *, title: str = "") -> Path:
        """Write :meth:`page` to `path` (through a temporary file, so that no half page is left) and return the path."""
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            part.write_text(self.page(title), encoding="utf-8", newline="\n")
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        return target


def reading(  # noqa: PLR0917 - the tables in the order in which they are made
    article: ArticleLike,
    claims: pd.DataFrame,
    turns: pd.DataFrame,
    sources: pd.DataFrame,
    labels: pd.DataFrame | None = None,
    furniture: pd.DataFrame | None = None,
    codebook: CodebookLike | None = None,
    figures: Mapping[str, Figure | tuple[Figure, str]] | None = None,
    *,
    attributions: pd.DataFrame | None = None,
) -> Reading:
    """Return the article to read: every word in the look of its voice, the frames of every turn in the margin.

    A voice has a tint, a kind of underline and a letter, so that it is never told by colour alone. The author's words
    are plain, reporting words grey and italic, furniture folded away at the end.

    Parameters
    ----------
    article
        The article: `article_id`, `text`, `title`, `author`, `outlet`, `date` and, where it has it, `language`.
    claims, turns, sources, labels, furniture
        Its tables; without labels there is no margin.
    codebook
        Gives the frames' names and order; None prints their keys.
    figures
        Figures to show at the end, by name: a matplotlib Figure, or a Figure and its caption. The name is their alt
        text.
    attributions
        Table ``attributions``; with it a nested voice is shown with everyone between it and the author, without it only
        with the outermost.

    Returns
    -------
    Reading
        ``_repr_html_()`` for a notebook, ``page(title)`` and ``save(path)`` for a file.
    """
    one_article(claims, turns, labels)
    looks = looks_of(sources, claims, attributions)
    labelled = _expressed(labels, turns)
    names = frame_names([] if labels is None else labels.loc[labels["kind"] == "frame", "name"].unique(), codebook)
    meta = [str(part) for part in (article.author, article.outlet, article.date) if part]
    beside: dict[str, Any] = {"labelled": labelled, "names": names, "furniture": furniture}
    text = paragraphs(article.text, claims, turns, looks, title=article.title, **beside)
    parts = [
        *text[:1],
        f'<p class="fr-plain fr-meta">{escape(" · ".join(meta))}</p>' if meta else "",
        _legend(looks, framed=not labelled.empty),
        *text[1:],
        sources_table(claims, sources, looks),
        *_labels_html(labels, turns, labelled, names, looks),
        figures_html(figures or {}),
        furniture_html(furniture),
    ]
    return Reading(
        str(article.title), str(getattr(article, "language", "") or ""), tuple(part for part in parts if part)
    )


def _labels_html(
    labels: pd.DataFrame | None,
    turns: pd.DataFrame,
    labelled: pd.DataFrame,
    names: Mapping[str, str],
    looks: Mapping[str, Look],
) -> list[str]:
    """Return the tables of frames: of the article as a whole, and of its turns."""
    if labels is None:
        return []
    whole, of_turns = labels[labels["unit"] == "article"], labels[labels["unit"] == "turn"]
    only_whole = set(whole["name"]) - set(of_turns["name"])
    asked = {key: name for key, name in names.items() if key not in only_whole}
    return [article_table(whole, names), frames_table(turns, labelled, asked, looks)]


def _expressed(labels: pd.DataFrame | None, turns: pd.DataFrame) -> pd.DataFrame:
    if labels is None:
        return pd.DataFrame(columns=["turn_id", "frame", "commitment", "probability"])
    rows = frame_labels(labels, turns)
    return rows[rows["expressed"]]


def _legend(looks: Mapping[str, Look], *, framed: bool) -> str:
    entries = ["<li>author’s own words: unmarked</li>"]
    entries += [f"<li>{look.sample(escape(look.name))}</li>" for look in looks.values() if look.tag]
    entries.append('<li><span class="fr-s">reporting words</span></li>')
    if framed:
        entries += [f"<li>{look.sign} frame {word}</li>" for word, look in COMMITMENTS.items()]
    return f'<ul class="fr-plain fr-legend" aria-label="Legend of voices">{"".join(entries)}</ul>'
