"""Mark the lines of a page that do not belong to the article: advertising, prompts to join, credits, teasers, buttons.

Lines are marked with a reason, never cut, and always whole: a rule (``furniture_rules``) that is wrong hides a line,
not half a sentence, the reader sees which, and the researcher can correct it (``corrections``).
"""

from __future__ import annotations

import pandas as pd

from framing.article.corrections import FURNITURE, KEEP
from framing.article.front_matter import front_matter
from framing.article.furniture_rules import SHORT, rule_for
from framing.article.lines import blocks, line_spans, wrapped
from framing.article.read import Article
from framing.schema import conform


def _is_teaser(line: str) -> bool:
    """Tell whether a line after a marker such as "Recommended" is a teaser: short, and no whole sentence."""
    return len(line.split()) <= SHORT and line.rstrip()[-1] not in ".!?…”“»\"’')"


def furniture(article: Article, corrections: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the table ``furniture``: each line that does not belong to the article, and why.

    Front matter is furniture too. After a marker such as "Recommended" in the last third of the text, lines that do not
    end like a sentence are taken for the teasers that it announces. The headline and the lines of a hard-wrapped
    paragraph are never furniture, unless the researcher says so.

    Parameters
    ----------
    article
        The article.
    corrections
        The researcher's corrections (:func:`framing.article.corrections.read_corrections`), which go before all rules.
        A reason that stands there is marked ``(corrected)``. Where the headline is made furniture, the next line takes
        its place.
    """
    text = article.text
    matter, _ = front_matter(text)
    body = blocks(text, matter)
    prose = {body[0][0][0]} if article.headline else set()
    for number, block in enumerate(body):
        prose |= wrapped(text, block[1:] if article.headline and not number else block)
    stated = _stated(corrections)
    rows = []
    after_marker = False
    for number, (start, end) in enumerate(line_spans(text), start=1):
        line = text[start:end]
        if not line.strip():
            continue
        reason = ""
        if start < matter:
            reason = "front matter"
        elif start in stated:
            reason = stated[start]
        elif start in prose:
            continue
        elif rule := rule_for(line):
            reason = rule.reason
            after_marker |= rule.announces and start > 2 * len(text) / 3
        elif after_marker and _is_teaser(line):
            reason = "recommendation"
        if reason:
            place = {"article_id": article.article_id, "start": start, "end": end, "text": line}
            rows.append(place | {"line": number, "reason": reason})
    return conform(rows, "furniture")


def _stated(corrections: pd.DataFrame | None) -> dict[int, str]:
    """Return what the researcher says of lines, by their start: a reason, or nothing where a line is to be kept."""
    if corrections is None:
        return {}
    own = corrections[corrections["what"] == FURNITURE]
    return {
        start: "" if value.lower() == KEEP else f"{value} (corrected)"
        for start, value in zip(own["start"], own["value"], strict=True)
    }
