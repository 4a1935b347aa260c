"""Label turns with the codebook's frames and stances, by entailment.

Every turn is put to the model as a premise, as it stands in the article with its reporting words; every wording of the
codebook as a hypothesis. A frame is *expressed* if, on the mean over its wordings, the model finds it asserted, raised
or denied with at least the threshold's probability. Nothing is crowned: a turn may express no frame or several. Does
not judge whether a label is right: that takes a coded sample.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd

from framing.errors import FramingError
from framing.frames.codebook import Codebook
from framing.frames.commitment import markers, negates
from framing.frames.entailment import score
from framing.models import PairModel
from framing.schema import AUTHOR, conform

PREMISES: dict[str, str] = {
    "turn": "the words of the turn",
    "speaker": "the speaker in front: 'Hill said: …' (the author's turns as they are)",
    "passage": "the turn as it stands in the article, with its reporting words: 'Prices will rise, Hill said, as …'",
    "passage with speaker": "the same with the speaker in front, where a pronoun or nobody is named",
}
"""What can be put to the model for a turn; compared on coded texts by ``benchmarks/premise.py``."""

PREMISE = "passage"


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Give the rows of a table one by one, each with its columns as attributes."""
    return iter(frame.itertuples(index=False))


def premises(turns: pd.DataFrame, claims: pd.DataFrame, sources: pd.DataFrame, *, form: str = PREMISE) -> list[str]:
    """Return the premise of every turn, in the order of `turns`, in one of the forms of :data:`PREMISES`."""
    if form not in PREMISES:
        raise FramingError(f"There is no form of premise '{form}'; choose one of {', '.join(PREMISES)}.")
    names = {(s.article_id, s.source_id): s.name for s in _rows(sources)}
    passages = _passages(claims) if form.startswith("passage") else {}
    out = []
    for turn in _rows(turns):
        name = "" if turn.source_id == AUTHOR else names.get((turn.article_id, turn.source_id), "")
        text = passages.get((turn.article_id, turn.turn_id), turn.text)
        missing = form == "speaker" or (form == "passage with speaker" and name.rpartition(" ")[2] not in text)
        out.append(f"{name} said: {text}" if name and missing else text)
    return out


def _passages(claims: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Return every turn's claims joined with the reporting words that stand between or right beside them."""
    out = {}
    for article_id, group in claims.groupby("article_id", sort=False):
        ordered = list(_rows(group.sort_values("start")))
        places: dict[str, list[int]] = {}
        for i, c in enumerate(ordered):
            if c.turn_id:
                places.setdefault(c.turn_id, []).append(i)
        for turn_id, mine in places.items():
            first, last = mine[0], mine[-1]
            while first > 0 and ordered[first - 1].reporting and _same_sentence(ordered[first - 1], ordered[first]):
                first -= 1
            after = ordered[last + 1 :]
            while after and after[0].reporting and _same_sentence(ordered[last], after[0]):
                last, after = last + 1, after[1:]
            out[str(article_id), turn_id] = " ".join(c.text for c in ordered[first : last + 1])
    return out


def _same_sentence(one: Any, following: Any) -> bool:
    """Tell whether a claim goes on in the one that follows it."""
    ended = one.text.rstrip('”"’)').endswith((".", "!", "?", "…"))
    return one.paragraph == following.paragraph and not ended


def score_turns(
    turns: pd.DataFrame,
    claims: pd.DataFrame,
    sources: pd.DataFrame,
    codebook: Codebook,
    *,
    model: PairModel,
    cache: Path | None = None,
    form: str = PREMISE,
    progress: bool = False,
) -> pd.DataFrame:
    """Return the table ``scores``: every turn with the hypotheses of the codebook.

    Wordings that deny a frame are only put to two-way models; a three-way model says it by contradiction. Raising
    wordings are only put for turns in which something is asked, called possible or made conditional
    (:mod:`framing.frames.commitment`): no other turn can raise a frame, and a fifth of the time is saved.

    Parameters
    ----------
    turns, claims, sources
        Tables of one or more articles.
    codebook
        From :func:`framing.frames.codebook.load_codebook`.
    model, cache, progress
        As for :func:`framing.frames.entailment.score`.
    form
        One of :data:`PREMISES`.
    """
    hypotheses = codebook.hypotheses()
    if not model.two_way:
        hypotheses = hypotheses[hypotheses["reading"] != "denied"].reset_index(drop=True)
    said = premises(turns, claims, sources, form=form)
    own = premises(turns, claims, sources)
    raising = (hypotheses["reading"] == "raised").to_numpy()
    asked = [
        (row, column)
        for row in range(len(turns))
        for column in np.flatnonzero(~raising | _leaves_open(own[row])).tolist()
    ]
    rows, columns = [row for row, _ in asked], [column for _, column in asked]
    found = score(
        [said[row] for row in rows],
        hypotheses["hypothesis"].iloc[columns],
        model=model,
        cache=cache,
        progress=progress,
    )
    left = turns[["article_id", "turn_id"]].iloc[rows].reset_index(drop=True)
    right = hypotheses.iloc[columns].reset_index(drop=True)
    scores = pd.concat([left, right, found[["entailment", "neutral", "contradiction"]]], axis=1)
    return conform(scores.rename(columns={"turn_id": "unit_id"}).assign(unit="turn", model=model.name), "scores")


def readings(scores: pd.DataFrame, *, two_way: bool) -> pd.DataFrame:
    """Return one row a turn x name x wording with the probability of each reading.

    Returns
    -------
    pandas.DataFrame
        ``article_id``, ``unit_id``, ``kind``, ``name``, ``wording``, and ``asserted``, ``raised``, ``denied``,
        ``favor``, ``against`` (0 to 1; NaN where the reading was not asked). With a three-way model ``denied`` is the
        contradiction of the asserting wording.
    """
    keys = ["article_id", "unit_id", "kind", "name", "wording"]
    scores = scores[scores["unit"] == "turn"]
    wide = scores.pivot_table(index=keys, columns="reading", values="entailment", aggfunc="first")
    for reading in ("asserted", "raised", "denied", "favor", "against"):
        if reading not in wide:
            wide[reading] = np.nan
    if not two_way:
        asserted = scores[scores["reading"] == "asserted"].set_index(keys)["contradiction"]
        wide["denied"] = asserted.reindex(wide.index)
    return wide.reset_index()[[*keys, "asserted", "raised", "denied", "favor", "against"]]


def _leaves_open(text: str) -> bool:
    """Tell whether a sentence of a text asks, calls possible or makes conditional."""
    return any(markers(sentence) for sentence in re.split(r"(?<=[.!?…])[”\"’)]*\s+", text))


def _frame_rows(group: pd.DataFrame, threshold: float, text: str) -> dict[str, Any]:
    """Return label, commitment and range of one unit x frame."""
    means = group[["asserted", "raised", "denied"]].mean()
    # a model's word alone does not make a question or a denial: the turn must have a word for it
    if not negates(text):
        means["denied"] = 0.0
    if not _leaves_open(text):
        means["raised"] = 0.0
    reading = str(means.fillna(0.0).idxmax())
    if reading == "raised" and means["asserted"] >= threshold:
        reading = "asserted"  # what is asserted is possible too: the stronger reading that holds
    values = group[reading].dropna()
    expressed = bool(means[reading] >= threshold)
    return {
        "label": "expressed" if expressed else "not expressed",
        "commitment": reading if expressed else "",
        "probability": float(means[reading]),
        "wording_low": float(values.min()),
        "wording_high": float(values.max()),
    }


def _stance_rows(group: pd.DataFrame, threshold: float) -> dict[str, Any]:
    """Return label and range of one unit x target: favor, against, mixed (both) or not expressed."""
    means = group[["favor", "against"]].mean().fillna(0.0)
    over = [side for side in ("favor", "against") if means[side] >= threshold]
    label = "mixed" if len(over) == 2 else over[0] if over else "not expressed"
    side = label if label in ("favor", "against") else str(means.idxmax())
    values = group[side].dropna()
    return {
        "label": label,
        "commitment": "",
        "probability": float(means[side]),
        "wording_low": float(values.min()) if len(values) else 0.0,
        "wording_high": float(values.max()) if len(values) else 0.0,
    }


def label_turns(
    scores: pd.DataFrame,
    turns: pd.DataFrame,
    claims: pd.DataFrame,
    codebook: Codebook,
    *,
    model: PairModel,
    cache: Path | None = None,
    progress: bool = False,
) -> pd.DataFrame:
    """Return the table ``labels``: every turn with every frame and every target of the codebook.

    Frames: the reading (asserted, raised, denied) with the highest mean over the wordings decides; a turn can only
    raise a frame if one of its sentences asks, calls possible or makes conditional, and only deny one if it has a word
    of negation (:mod:`framing.frames.commitment`). Where asserting wordings reach the threshold too, asserted goes
    before raised, unless the claim that carries the frame best is a question, a possibility or a condition.

    Stance: favor and against by their own wordings; both is mixed.

    Evidence: the turn's claims, each put to the model by itself with the wordings of what was found, strongest first.

    Parameters
    ----------
    scores
        From :func:`score_turns`.
    turns, claims
        Tables of the same articles.
    codebook, model, cache, progress
        As for :func:`score_turns`.
    """
    rows: list[dict[str, Any]] = []
    wide = readings(scores, two_way=model.two_way)
    of_turn = {(t.article_id, t.turn_id): t for t in _rows(turns)}
    passages = _passages(claims)
    for key, group in wide.groupby(["article_id", "unit_id", "kind", "name"], sort=False):
        article_id, unit_id, kind, name = (str(part) for part in cast(tuple[str, ...], key))
        turn = of_turn[article_id, unit_id]
        # with its reporting words: who "denied that" something is so has a word of denial
        text = passages.get((article_id, unit_id), turn.text)
        if kind == "frame":
            threshold = codebook.frame_threshold(name)
            decided = _frame_rows(group, threshold, text)
        else:
            threshold = cast(float, codebook.stance_threshold)  # a codebook with targets has one
            decided = _stance_rows(group, threshold)
        rows.append(
            {"article_id": article_id, "unit": "turn", "unit_id": unit_id, "source_id": turn.source_id}
            | {"kind": kind, "name": name, "threshold": threshold, "evidence": []}
            | decided
        )
    _find_evidence(rows, claims, codebook, model=model, cache=cache, progress=progress)
    _weigh_commitment(rows, claims)
    return conform(rows, "labels")


def _asked(hypotheses: pd.DataFrame, row: dict[str, Any], *, two_way: bool) -> list[tuple[str, str, str]]:
    """Return what a label's claims are asked: reading, hypothesis, and the probability that counts."""
    if row["kind"] == "stance":
        readings = ["favor", "against"] if row["label"] == "mixed" else [row["label"]]
    else:
        readings = ["asserted"] if row["commitment"] == "denied" and not two_way else [row["commitment"]]
    counts = "contradiction" if row["commitment"] == "denied" and not two_way else "entailment"
    mine = hypotheses[(hypotheses["kind"] == row["kind"]) & (hypotheses["name"] == row["name"])]
    mine = mine[mine["reading"].isin(readings)]
    return [
        (reading, hypothesis, counts) for reading, hypothesis in zip(mine["reading"], mine["hypothesis"], strict=True)
    ]


def _find_evidence(
    rows: list[dict[str, Any]],
    claims: pd.DataFrame,
    codebook: Codebook,
    *,
    model: PairModel,
    cache: Path | None,
    progress: bool,
) -> None:
    """Write into every label that is expressed the claims that carry it, strongest first.

    At most three, and none with less than half of the best one's probability.
    """
    hypotheses = codebook.hypotheses()
    by_turn: dict[Any, list[Any]] = {}
    for claim in _rows(claims):
        by_turn.setdefault((claim.article_id, claim.turn_id), []).append(claim)
    pairs = []
    for number, row in enumerate(rows):
        mine = [] if row["label"] == "not expressed" else by_turn[row["article_id"], row["unit_id"]]
        if len(mine) == 1:
            row["evidence"] = [mine[0].claim_id]
            continue
        for claim in mine:
            pairs += [
                (number, claim.claim_id, claim.text, *asked) for asked in _asked(hypotheses, row, two_way=model.two_way)
            ]
    grid = pd.DataFrame(pairs, columns=["row", "claim_id", "text", "reading", "hypothesis", "counts"])
    scores = score(grid["text"], grid["hypothesis"], model=model, cache=cache, progress=progress)
    grid["strength"] = scores["contradiction"].where(grid["counts"] == "contradiction", scores["entailment"])
    means = grid.groupby(["row", "claim_id", "reading"], sort=False)["strength"].mean()
    strength = means.groupby(["row", "claim_id"], sort=False).max().reset_index()
    for position, own in strength.groupby("row", sort=False):
        rows[cast(int, position)]["evidence"] = strongest(own)


def strongest(claims: pd.DataFrame) -> list[str]:
    """Return the ``claim_id`` of at most three claims, highest ``strength`` first.

    None with less than half of the highest.
    """
    order = claims.sort_values("strength", ascending=False, kind="stable")
    enough = order["strength"] >= order["strength"].iloc[0] / 2
    return list(order.loc[enough, "claim_id"])[:3]


def _weigh_commitment(rows: list[dict[str, Any]], claims: pd.DataFrame) -> None:
    """Turn asserted into raised where the claim that carries the frame best leaves it open."""
    texts = {(c.article_id, c.claim_id): c.text for c in _rows(claims)}
    for row in rows:
        if row["commitment"] == "asserted" and markers(texts[row["article_id"], row["evidence"][0]]):
            row["commitment"] = "raised"
