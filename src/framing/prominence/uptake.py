"""Uptake: what the author does with the words of others. Valence, apart from visibility.

Two things are read for every attribution by the author. The *cue*: whether it presents the words as true, keeps aloof,
or neither (:mod:`framing.prominence.cue_stances`). And the *next sentence* of the author: whether it says that they are
so, or are not: by its opening ("That is true", :mod:`framing.prominence.answers`), else by an entailment model that
judges the quoted statement by that sentence. Everything else is *reported*, which is what most quotations are. A cue
alone never decides about the uptake.

It errs on the side of *reported*: most answers say something else than the quotation does, in other words, and are
missed. It does not see an author who answers later than in the next paragraph, before the quotation, or by quoting
somebody else; irony; and what a headline makes of a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from framing.article.segment import count_words
from framing.frames.codebook_wording import raise_wording
from framing.frames.entailment import score
from framing.models import PairModel
from framing.prominence.answers import ENDORSED, REBUTTED, REPORTED, answer
from framing.prominence.cue_stances import DISTANCING, NONE, cue_stance
from framing.prominence.statements import share_words, statements
from framing.schema import AUTHOR, conform

THRESHOLD = 0.5
"""What the model's probability must reach before a next sentence counts as an answer. Not chosen on coded data."""
_FEW = 3
"""Words in quotation marks without any cue, up to this many, are scare quotes and no quotation."""
_FRAGMENT = 4
"""Fewer words of the author's before somebody else's ("But", "On Monday") are no sentence."""
_DENIAL = "It is not true that {wording}"
_ENDS = re.compile(r"[.!?…][”\"’)\]]*\s*\Z")


@dataclass(frozen=True)
class _Article:
    """The tables of one article, as rows: claims in order of the text, spans by attribution, names of sources."""

    claims: list[Any]
    spans: dict[str, list[Any]]
    names: dict[str, str]


def uptake(
    attributions: pd.DataFrame,
    spans: pd.DataFrame,
    claims: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    model: PairModel | None = None,
    threshold: float = THRESHOLD,
    cache: Path | None = None,
    progress: bool = False,
) -> pd.DataFrame:
    """Return the table ``uptake``: what the author makes of every attribution that is not nested in another.

    Parameters
    ----------
    attributions, spans, claims, sources
        Tables of one or more articles.
    model
        An entailment model; without it only openings of the next sentence are read. It is asked only where the next
        sentence has a word in common with the quoted statement. A two-way model, which cannot say that something is
        contradicted, is asked for the denial too ("It is not true that …").
    threshold
        What the model's probability must reach.
    cache, progress
        As for :func:`framing.frames.entailment.score`.

    Returns
    -------
    pandas.DataFrame
        One row an attribution: ``text``, ``source_id``, ``cue``, ``cue_stance`` (endorsing, neutral, distancing, none)
        with its ``evidence``, ``next`` (claim_id of the author's next sentence in the same or the next paragraph),
        ``uptake`` (endorsed, reported, rebutted) with its ``reason`` (marker, entailment, contradiction, none), and
        ``probability`` (0 to 1; NaN where no model was asked). Openings count only if nobody else speaks in between.
    """
    rows: list[dict[str, Any]] = []
    questions: list[tuple[int, str, str]] = []
    for article_id, acts in attributions.groupby("article_id", sort=False):
        article = _article(spans, claims, sources, str(article_id))
        for act in _rows(acts[(acts["parent_id"] == "") & (acts["source_id"] != AUTHOR)]):
            row, premise = _row(act, article)
            questions += [(len(rows), premise, statement) for statement in _statements(act, article, premise)]
            rows.append(row)
    if model is not None and questions:
        _judge(rows, questions, model, threshold=threshold, cache=cache, progress=progress)
    return conform(rows, "uptake")


def outermost(attributions: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Return for every attribution (article_id, attribution_id) the one that it is nested in last: the author's own."""
    parents = {(a.article_id, a.attribution_id): a.parent_id for a in _rows(attributions)}
    found = {}
    for article_id, start in parents:
        here, seen = start, {start}
        while (above := parents.get((article_id, here), "")) and above not in seen:
            here = above
            seen.add(here)
        found[article_id, start] = here
    return found


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Give the rows of a table one by one, each with its columns as attributes."""
    return iter(frame.itertuples(index=False))


def _article(spans: pd.DataFrame, claims: pd.DataFrame, sources: pd.DataFrame, article_id: str) -> _Article:
    """Return the tables of one article as rows."""
    grouped: dict[str, list[Any]] = {}
    for span in _rows(spans[spans["article_id"] == article_id].sort_values("start")):
        grouped.setdefault(span.attribution_id, []).append(span)
    ordered = list(_rows(claims[claims["article_id"] == article_id].sort_values("start")))
    named = sources[sources["named"]]
    own = named[named["article_id"] == article_id]
    return _Article(ordered, grouped, dict(zip(own["source_id"], own["name"], strict=True)))


def _row(act: Any, article: _Article) -> tuple[dict[str, Any], str]:
    """Return the row of an attribution as openings decide it, and the premise for a model (empty if none is needed).

    The premise is the author's next sentence with the one that follows right on it.
    """
    stance, evidence = _cue(act, article)
    following, alone = _next(act, article.claims)
    found = answer(following[0].text, cue=stance) if following and alone else None
    row = {name: getattr(act, name) for name in ("article_id", "start", "end", "text", "attribution_id", "source_id")}
    row |= {"cue": act.cue, "cue_stance": stance, "evidence": evidence, "probability": None}
    row |= {"next": following[0].claim_id if following else "", "uptake": found[0] if found else REPORTED}
    row["reason"] = "marker" if found else "none"
    return row, "" if found else " ".join(claim.text for claim in following)


def _cue(act: Any, article: _Article) -> tuple[str, str]:
    """Return the stance of an attribution's cue and its evidence.

    Without any cue, a few words in quotation marks are scare quotes: what distances is the marks. A few quoted words
    *with* a cue are what reporters do all day ("called it “immoral”"), and say nothing.
    """
    own = article.spans.get(act.attribution_id, [])
    cues = [s for s in own if s.role == "cue"]
    contents = " … ".join(s.text for s in own if s.role == "content")
    if not cues:
        scare = act.cue_kind == "none" and act.form == "direct" and count_words(contents) <= _FEW
        return (DISTANCING, contents) if scare else (NONE, "")
    clause = next((c.text for c in article.claims if c.reporting and c.start <= cues[0].start < c.end), "")
    return cue_stance(" ".join(s.text for s in cues), clause=clause)


def _next(act: Any, claims: list[Any]) -> tuple[list[Any], bool]:
    """Return the author's claims that follow an attribution, at most two, and whether nobody speaks before them.

    They begin with a sentence of the author's, in the paragraph where the attribution ends or in the next.
    """
    within = [c.paragraph for c in claims if c.start < act.end]
    last = within[-1] if within else 0
    alone = True
    for i, claim in enumerate(claims):
        if claim.start < act.end or claim.reporting:
            continue
        if claim.paragraph > last + 1:
            break
        opens = i == 0 or claims[i - 1].paragraph != claim.paragraph or _ENDS.search(claims[i - 1].text)
        whole = claim.words >= _FRAGMENT or _ENDS.search(claim.text)
        if claim.source_id == AUTHOR and opens and whole:
            more = [c for c in claims[i + 1 : i + 2] if c.source_id == AUTHOR and c.paragraph == claim.paragraph]
            return [claim, *(c for c in more if not c.reporting)], alone
        alone = alone and claim.source_id == AUTHOR
    return [], alone


def _statements(act: Any, article: _Article, premise: str) -> list[str]:
    """Return what an attribution's content states, as far as a premise is about it."""
    own = article.spans.get(act.attribution_id, [])
    contents, cues = ([s for s in own if s.role == role] for role in ("content", "cue"))
    fronted = bool(contents and cues and contents[0].start < cues[0].start)
    sentence = act.form == "direct" or act.cue_kind == "phrase" or fronted
    name = article.names.get(act.source_id, "")
    found = statements(" ".join(s.text for s in contents), source=name, sentence=sentence)
    return [statement for statement in found if share_words(statement, premise, apart_from=name)]


def _judge(
    rows: list[dict[str, Any]],
    questions: list[tuple[int, str, str]],
    model: PairModel,
    *,
    threshold: float,
    cache: Path | None,
    progress: bool,
) -> None:
    """Write into the rows what the model says of every statement by the author's next sentence; the surest decides."""
    numbers, premises, asked = (list(column) for column in zip(*questions, strict=True))
    options: dict[str, Any] = {"model": model, "cache": cache, "progress": progress}
    scores = score(premises, asked, **options)
    against = scores["contradiction"]
    if model.two_way:
        denials = [raise_wording(statement, template=_DENIAL) for statement in asked]
        against = score(premises, denials, **options)["entailment"]
    judged = pd.DataFrame({"row": numbers, "for": scores["entailment"], "against": against}).groupby("row").max()
    for number, said in zip(judged.index.tolist(), judged.to_dict("records"), strict=True):
        row = rows[number]
        row["probability"] = max(said["for"], said["against"])
        if row["probability"] >= threshold:
            refuted = said["against"] >= said["for"]
            row["uptake"] = REBUTTED if refuted else ENDORSED
            row["reason"] = "contradiction" if refuted else "entailment"
