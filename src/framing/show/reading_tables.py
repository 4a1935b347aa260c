"""What stands below the text of a reading: the sources, the turns with their frames, figures, and the furniture."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.show.lettering import excerpt, percent
from framing.show.plot.words import words_by_source
from framing.show.reading_text import Look
from framing.show.style import COMMITMENTS, SAVING
from framing.show.tables import records

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def _part(title: str, body: str) -> str:
    return f'<section aria-label="{escape(title)}"><head-part class="fr-h">{escape(title)}</head-part>{body}</section>'


def _table(title: str, caption: str, head: list[str], rows: list[str], *, words: int) -> str:
    """Return a table whose columns from number `words` on hold numbers; head and rows are HTML."""
    heads = "".join(f'<th scope="col"{" class=fr-n" if n >= words else ""}>{cell}</th>' for n, cell in enumerate(head))
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    region = f'<div class="fr-plain fr-scroll" role="region" tabindex="0" aria-label="{escape(title)}, table">'
    return _part(title, f'<p class="fr-plain fr-meta">{caption}</p>{region}{table}</div>')


def sources_table(claims: pd.DataFrame, sources: pd.DataFrame, looks: Mapping[str, Look]) -> str:
    """Return the table of voices: their share of the words, and how much of it is quoted."""
    shares = words_by_source(claims, sources, top=None)
    if shares.empty:
        return ""
    types = dict(zip(sources["source_id"], sources["type"], strict=True))
    rows = []
    for row in records(shares):
        look = looks.get(row.source_id)
        name = look.sample(escape(row.name)) if look else escape(row.name)
        numbers = [f"{row.words:,}", percent(row.share), *(f"{n:,}" if n else "–" for n in (row.direct, row.indirect))]
        cells = "".join(f'<td class="fr-n">{cell}</td>' for cell in numbers)
        kind = escape(str(types.get(row.source_id, "")))
        rows.append(f'<tr><th scope="row">{name}</th><td>{kind}</td>{cells}</tr>')
    caption = f"Words of each voice, innermost voice, without reporting words; {shares['words'].sum():,} words in all."
    return _table("Voices", caption, ["voice", "type", "words", "share", "quoted", "indirect"], rows, words=2)


def article_table(labels: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Return the table of the frames that were asked of the article as a whole, likeliest first; none, no table."""
    if labels.empty:
        return ""
    rows = []
    for row in records(labels.sort_values("probability", ascending=False, kind="stable")):
        numbers = [f"{row.probability:.2f}", f"{row.wording_low:.2f} to {row.wording_high:.2f}", f"{row.threshold:.2f}"]
        cells = "".join(f'<td class="fr-n">{number}</td>' for number in numbers)
        name = escape(names.get(row.name, row.name))
        rows.append(f'<tr><th scope="row">{name}</th><td>{escape(row.label)}</td>{cells}</tr>')
    caption = "Asked of the article with all its voices: the mean over the wordings, of each where it holds best."
    head = ["frame", "label", "mean", "wordings", "threshold"]
    return _table("Frames of the whole article", caption, head, rows, words=2)


def frames_table(
    turns: pd.DataFrame, labelled: pd.DataFrame, names: Mapping[str, str], looks: Mapping[str, Look]
) -> str:
    """Return the table of turns and the frames that at least one takes up, of those that were asked (`names`)."""
    used = set(labelled["frame"])
    keys = [key for key in names if key in used]
    if not names:
        return _part("Turns and frames", '<p class="fr-plain">No frame was asked of any turn in this article.</p>')
    if not keys:
        return _part("Turns and frames", '<p class="fr-plain">No turn of this article expresses a frame.</p>')
    marks = {
        (row.turn_id, row.frame): f"{COMMITMENTS[row.commitment].sign} {row.probability:.2f}"
        for row in records(labelled)
        if row.commitment in COMMITMENTS
    }
    rows = []
    for n, turn in enumerate(records(turns.sort_values("start", kind="stable")), start=1):
        look = looks.get(turn.source_id)
        who = look.sample(escape(look.name)) if look else escape(str(turn.source_id))
        cells = "".join(f'<td class="fr-n">{marks.get((turn.turn_id, key), "")}</td>' for key in keys)
        quote = f'<td class="fr-quote">{escape(excerpt(str(turn.text), 90))}</td>'
        rows.append(
            f'<tr><th scope="row">{n}</th><td>{who}</td>{quote}<td class="fr-n">{turn.words:,}</td>{cells}</tr>'
        )
    silent = [escape(name) for key, name in names.items() if key not in used]
    caption = "● asserted, ◐ raised, ✕ denied, with the probability that decided the label."
    caption += f" Expressed by no turn: {', '.join(silent)}." if silent else ""
    head = ["turn", "voice", "words", "length", *(escape(names[key]) for key in keys)]
    return _table("Turns and frames", caption, head, rows, words=3)


def furniture_html(furniture: pd.DataFrame | None) -> str:
    """Return the lines that do not belong to the article, folded away."""
    if furniture is None or furniture.empty:
        return ""
    lines = "".join(f"<li>{escape(str(f.text))} <i>({escape(str(f.reason))})</i></li>" for f in records(furniture))
    count = f"{len(furniture)} line{'' if len(furniture) == 1 else 's'} left out as not part of the article"
    return f'<details class="fr-plain"><summary>{count}</summary><ul>{lines}</ul></details>'


def figures_html(figures: Mapping[str, Figure | tuple[Figure, str]]) -> str:
    """Return the figures as svg images inside the page."""
    if not figures:
        return ""
    blocks = []
    for name, value in figures.items():
        figure, caption = value if isinstance(value, tuple) else (value, name)
        data = base64.b64encode(_svg(figure)).decode("ascii")
        image = f'<img alt="{escape(name)}" src="data:image/svg+xml;base64,{data}">'
        blocks.append(f'<figure>{image}<figcaption class="fr-plain">{escape(caption)}</figcaption></figure>')
    return _part("Figures", "".join(blocks))


def _svg(figure: Figure) -> bytes:
    import matplotlib as mpl

    # text as outlines: an image inside a page cannot count on the reader's fonts
    settings: Any = {**SAVING, "svg.fonttype": "path"}
    target = BytesIO()
    with mpl.rc_context(settings):
        figure.savefig(target, format="svg", metadata={"Date": None})
    return target.getvalue()
