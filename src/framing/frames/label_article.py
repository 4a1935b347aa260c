"""Label whole articles with the codebook's frames: every wording is a question that is put to all of the article.

A model reads about a page, so that the article is put to it in *stretches*: whole paragraphs, as many as make at most
about 150 words. Furniture is out; all voices are in, quoted ones too, because the frame of a whole article includes
whom it quotes. Who says what is a question to turns (:mod:`framing.frames.label`), not to articles.

A wording holds of the article as far as it holds of the stretch that says it best: its probability is the highest over
the stretches. A frame's probability is the mean over its wordings, as Semetko, H. A., and Valkenburg, P. M. (2000,
Journal of Communication 50(2), 93-109) average the answers to a frame's questions. Such a battery asks different
questions, and an article need not meet them all: the range over wordings shows how unlike the answers are, not how much
hangs on the choice of words. Whether a frame is asserted, raised or denied is not asked.

Of many stretches some reach a high value by chance, so that long articles come out higher than short ones: compare
articles of like length.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd

from framing.frames.codebook import Codebook
from framing.frames.entailment import score
from framing.frames.label import strongest
from framing.models import PairModel
from framing.schema import conform

WORDS = 150
"""How long a stretch may be, in words: with a wording it stays below the 256 word pieces that small models read."""

_STRETCH = {"article_id": "str", "stretch": "int64", "start": "int64", "end": "int64", "text": "str", "words": "int64"}
_WORDING = ["article_id", "name", "wording"]


def stretches(sentences: pd.DataFrame, *, words: int = WORDS) -> pd.DataFrame:
    """Return the stretches in which articles are put to a model.

    Paragraphs stay whole. Only one that is longer than `words` by itself is cut, at the end of a sentence; only a
    sentence that is longer makes a stretch that is longer.

    Parameters
    ----------
    sentences
        Table of one or more articles.
    words
        Length of a stretch at most, in words.

    Returns
    -------
    pandas.DataFrame
        In order of the text: ``article_id``, ``stretch`` (its number within the article, from 1), ``start``, ``end``
        (in article.text), ``text`` (its sentences joined, a paragraph a line: no slice of the article) and ``words``.
    """
    rows: list[dict[str, Any]] = []
    for article_id, everything in sentences.groupby("article_id", sort=False):
        packed: list[pd.DataFrame] = []
        for part in _parts(everything.sort_values("start"), words):
            if packed and packed[-1]["words"].sum() + part["words"].sum() <= words:
                packed[-1] = pd.concat([packed[-1], part])
            else:
                packed.append(part)
        for number, own in enumerate(packed, start=1):
            lines = [" ".join(paragraph) for _, paragraph in own.groupby("paragraph", sort=False)["text"]]
            place = {"article_id": article_id, "stretch": number, "start": own["start"].min(), "end": own["end"].max()}
            rows.append(place | {"text": "\n".join(lines), "words": own["words"].sum()})
    return pd.DataFrame(rows, columns=list(_STRETCH)).astype(_STRETCH)


def _parts(sentences: pd.DataFrame, words: int) -> Iterator[pd.DataFrame]:
    """Yield the paragraphs of an article; those that are too long in parts, each of whole sentences."""
    for _, paragraph in sentences.groupby("paragraph", sort=False):
        part, taken, parts = 0, 0, list[int]()
        for length in paragraph["words"]:
            if taken and taken + length > words:
                part, taken = part + 1, 0
            taken += length
            parts.append(part)
        for _, own in paragraph.groupby(np.array(parts), sort=False):
            yield own


def score_stretches(
    sentences: pd.DataFrame,
    codebook: Codebook,
    *,
    model: PairModel,
    cache: Path | None = None,
    progress: bool = False,
) -> pd.DataFrame:
    """Return every stretch with every wording of the frames that the codebook asks of articles.

    Parameters
    ----------
    sentences
        Table of one or more articles.
    codebook
        From :func:`framing.frames.codebook.load_codebook`.
    model, cache, progress
        As for :func:`framing.frames.entailment.score`.

    Returns
    -------
    pandas.DataFrame
        ``article_id``, ``stretch``, ``start``, ``end``, ``kind``, ``name``, ``reading``, ``wording``, ``hypothesis``,
        ``entailment``, ``neutral``, ``contradiction`` (0 to 1) and ``model``; no rows where nothing is asked of
        articles.
    """
    pairs = stretches(sentences).merge(codebook.hypotheses(unit="article"), how="cross")
    found = score(pairs["text"], pairs["hypothesis"], model=model, cache=cache, progress=progress)
    values = found[["entailment", "neutral", "contradiction"]]
    return pd.concat([pairs.drop(columns=["text", "words"]), values], axis=1).assign(model=model.name)


def _best(scored: pd.DataFrame) -> pd.DataFrame:
    """Return, for every wording, the stretch in which it is likeliest; of several the first."""
    return scored.loc[scored.groupby(_WORDING, sort=False)["entailment"].idxmax()]


def article_scores(scored: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the table ``scores`` for articles: of each wording the stretch in which it is likeliest.

    Parameters
    ----------
    scored
        From :func:`score_stretches`.
    """
    return conform(_best(scored).assign(unit="article", unit_id=lambda rows: rows["article_id"]), "scores")


def label_articles(
    scored: pd.DataFrame,
    claims: pd.DataFrame,
    codebook: Codebook,
    *,
    model: PairModel,
    cache: Path | None = None,
    progress: bool = False,
) -> pd.DataFrame:
    """Return the rows of the table ``labels`` for articles: every article with every frame that is asked of articles.

    A frame is *expressed* if the mean over its wordings reaches the threshold. ``commitment`` and ``source_id`` are
    empty: the article as a whole is no voice.

    Evidence: for each wording that reaches the threshold by itself, the claims of the stretch that says it best are put
    to the model one by one; the strongest come first, whoever's they are.

    Parameters
    ----------
    scored
        From :func:`score_stretches`.
    claims
        Table of the same articles.
    codebook, model, cache, progress
        As for :func:`score_stretches`.
    """
    best = _best(scored)
    rows: list[dict[str, Any]] = []
    asked = []
    for key, own in best.groupby(["article_id", "name"], sort=False):
        article_id, name = (str(part) for part in cast(tuple[str, str], key))
        threshold, values = codebook.frame_threshold(name), own["entailment"]
        expressed = bool(values.mean() >= threshold)
        if expressed:
            asked.append(own[values >= threshold].assign(row=len(rows)))
        rows.append(
            {"article_id": article_id, "unit": "article", "unit_id": article_id, "source_id": ""}
            | {"kind": "frame", "name": name, "label": "expressed" if expressed else "not expressed", "commitment": ""}
            | {"probability": float(values.mean()), "threshold": threshold}
            | {"wording_low": float(values.min()), "wording_high": float(values.max()), "evidence": []}
        )
    if asked:
        _find_evidence(rows, pd.concat(asked), claims, model=model, cache=cache, progress=progress)
    return conform(rows, "labels")


def _find_evidence(
    rows: list[dict[str, Any]],
    asked: pd.DataFrame,
    claims: pd.DataFrame,
    *,
    model: PairModel,
    cache: Path | None,
    progress: bool,
) -> None:
    """Write the claims that carry it into every label that is expressed."""
    own = claims.loc[~claims["reporting"], ["article_id", "claim_id", "start", "end", "text"]]
    pairs = asked.merge(own, on="article_id", suffixes=("", "_claim"))
    inside = (pairs["start_claim"] >= pairs["start"]) & (pairs["end_claim"] <= pairs["end"])
    pairs = pairs[inside].reset_index(drop=True)
    pairs["strength"] = score(pairs["text"], pairs["hypothesis"], model=model, cache=cache, progress=progress)[
        "entailment"
    ]
    # the questions of a battery differ: a claim that answers one of them well carries the frame
    strength = pairs.groupby(["row", "claim_id"], sort=False)["strength"].max().reset_index()
    for number in np.unique(strength["row"]):
        rows[int(number)]["evidence"] = strongest(strength[strength["row"] == number])
