"""Label turns with the codebook's frames and stances, by entailment.

Every turn is put to the model as a premise, as it stands in the article with its reporting words; every wording of the codebook as a hypothesis. A frame
is *expressed* if, on the mean over its wordings, the model finds it asserted, raised or denied with at least the threshold's probability.
Nothing is crowned: a turn may express no frame or several. Does not judge whether a label is right; see the notebook on validity.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.frames.codebook import Codebook
from framing.frames.commitment import markers, negates
from framing.frames.entailment import score_grid
from framing.models import PairModel
from framing.schema import AUTHOR, conform

PREMISES: dict[str, str] = {
    "turn": "the words of the turn",
    "speaker": "the speaker in front: 'Hill said: …' (the author's turns as they are)",
    "passage": "the turn as it stands in the article, its reporting words in place: 'Prices will rise, Hill said, because …'",
    "passage with speaker": "the same with the speaker in front, where a pronoun or nobody is named",
}
"""What can be put to the model for a turn; compared on coded texts by ``benchmarks/premise.py``."""

PREMISE = "passage"


def premises(turns: pd.DataFrame, claims: pd.DataFrame, sources: pd.DataFrame, *, form: str = PREMISE) -> list[str]:
    """Return the premise of every turn, in the order of `turns`, in one of the forms of :data:`PREMISES`."""
    names = {(s.article_id, s.source_id): s.name for s in sources.itertuples()}
    passages = _passages(claims) if form.startswith("passage") else {}
    out = []
    for turn in turns.itertuples():
        name = names.get((turn.article_id, turn.source_id), "")
        text = passages.get((turn.article_id, turn.turn_id), turn.text)
        speaker = turn.source_id != AUTHOR and (form == "speaker" or (form == "passage with speaker" and name.split()[-1] not in text))
        out.append(f"{name} said: {text}" if speaker else str(text))
    return out


def _passages(claims: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Return every turn's claims joined with the reporting words that stand between or right beside them."""
    out = {}
    for article_id, group in claims.groupby("article_id", sort=False):
        ordered = list(group.sort_values("start").itertuples())
        places: dict[str, list[int]] = {}
        for i, c in enumerate(ordered):
            if c.turn_id:
                places.setdefault(c.turn_id, []).append(i)
        for turn_id, mine in places.items():
            first, last = mine[0], mine[-1]
            while first > 0 and ordered[first - 1].reporting and ordered[first - 1].paragraph == ordered[first].paragraph and not _ends(ordered[first - 1].text):
                first -= 1
            while last + 1 < len(ordered) and ordered[last + 1].reporting and ordered[last + 1].paragraph == ordered[last].paragraph and not _ends(ordered[last].text):
                last += 1
            out[str(article_id), turn_id] = " ".join(c.text for c in ordered[first : last + 1])
    return out


def _ends(text: str) -> bool:
    """Tell whether a claim's words end a sentence."""
    return text.rstrip("”\"’)").endswith((".", "!", "?", "…"))


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
    """Return the table ``scores``: every turn with every hypothesis of the codebook.

    Wordings that deny a frame are only put to two-way models; a three-way model says it by contradiction.

    Parameters
    ----------
    turns, claims, sources
        Tables of one or more articles.
    codebook
        From :func:`framing.frames.codebook.load_codebook`.
    model, cache, progress
        As for :func:`framing.frames.entailment.score_grid`.
    form
        One of :data:`PREMISES`.
    """
    hypotheses = codebook.hypotheses()
    if not model.two_way:
        hypotheses = hypotheses[hypotheses["reading"] != "denied"].reset_index(drop=True)
    grid = score_grid(premises(turns, claims, sources, form=form), hypotheses["hypothesis"], model=model, cache=cache, progress=progress)
    left = turns[["article_id", "turn_id"]].reset_index(drop=True).iloc[grid["premise"]].reset_index(drop=True)
    right = hypotheses.iloc[grid["hypothesis"]].reset_index(drop=True)
    scores = pd.concat([left, right, grid[["entailment", "neutral", "contradiction"]]], axis=1)
    return conform(scores.rename(columns={"turn_id": "unit_id"}).assign(unit="turn", model=model.name), "scores")


def readings(scores: pd.DataFrame, *, two_way: bool) -> pd.DataFrame:
    """Return one row a unit x name x wording with the probability of each reading.

    Returns
    -------
    pandas.DataFrame
        ``article_id``, ``unit_id``, ``kind``, ``name``, ``wording``, and ``asserted``, ``raised``, ``denied``, ``favor``, ``against`` (0 to 1; NaN where the reading was not
        asked). With a three-way model ``denied`` is the contradiction of the asserting wording.
    """
    keys = ["article_id", "unit_id", "kind", "name", "wording"]
    wide = scores.pivot_table(index=keys, columns="reading", values="entailment", aggfunc="first")
    for reading in ("asserted", "raised", "denied", "favor", "against"):
        if reading not in wide:
            wide[reading] = np.nan
    if not two_way:
        asserted = scores[scores["reading"] == "asserted"].set_index(keys)["contradiction"]
        wide["denied"] = asserted.reindex(wide.index)
    return wide.reset_index()[[*keys, "asserted", "raised", "denied", "favor", "against"]]


def _frame_rows(group: pd.DataFrame, threshold: float, text: str) -> dict[str, Any]:
    """Return label, commitment and range of one unit x frame."""
    means = group[["asserted", "raised", "denied"]].mean()
    # a model's word alone does not make a question or a denial: the turn must have a word for it
    if not negates(text):
        means["denied"] = 0.0
    if not any(markers(sentence) for sentence in re.split(r"(?<=[.!?…])[”\"’)]*\s+", text)):
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

    Frames: the reading (asserted, raised, denied) with the highest mean over the wordings decides; a turn can only raise a frame if one of its sentences asks, calls
    possible or makes conditional, and only deny one if it has a word of negation (:mod:`framing.frames.commitment`). Where asserting wordings reach the threshold too, asserted
    goes before raised, unless the claim that carries the frame best is a question, a possibility or a condition.
    Stance: favor and against by their own wordings; both is mixed. Evidence: the turn's claims, each put to the model by itself, strongest first.

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
    texts = {(t.article_id, t.turn_id): t.text for t in turns.itertuples()}
    voices = {(t.article_id, t.turn_id): t.source_id for t in turns.itertuples()}
    for (article_id, unit_id, kind, name), group in wide.groupby(["article_id", "unit_id", "kind", "name"], sort=False):
        threshold = codebook.frame_threshold(str(name)) if kind == "frame" else codebook.stance_threshold
        decided = _frame_rows(group, threshold, texts[article_id, unit_id]) if kind == "frame" else _stance_rows(group, threshold)
        rows.append(
            {"article_id": article_id, "unit": "turn", "unit_id": unit_id, "source_id": voices[article_id, unit_id], "kind": kind, "name": name, "threshold": threshold}
            | decided
            | {"evidence": []}
        )
    _find_evidence(rows, claims, codebook, model=model, cache=cache, progress=progress)
    _weigh_commitment(rows, claims)
    return conform(rows, "labels")


def _wordings(codebook: Codebook, row: dict[str, Any]) -> list[str]:
    """Return the hypotheses by which a label's evidence is looked for: the wordings of what was found."""
    hypotheses = codebook.hypotheses()
    reading = "asserted" if row["kind"] == "frame" else row["label"] if row["label"] in ("favor", "against") else "against"
    mine = hypotheses[(hypotheses["kind"] == row["kind"]) & (hypotheses["name"] == row["name"]) & (hypotheses["reading"] == reading)]
    return list(mine["hypothesis"])


def _find_evidence(
    rows: list[dict[str, Any]], claims: pd.DataFrame, codebook: Codebook, *, model: PairModel, cache: Path | None, progress: bool
) -> None:
    """Write into every expressed label the claims that carry it, strongest first: all within half of the best one's probability."""
    by_turn = {key: group for key, group in claims[claims["turn_id"] != ""].groupby(["article_id", "turn_id"])}
    for row in rows:
        if row["label"] == "not expressed":
            continue
        mine = by_turn[row["article_id"], row["unit_id"]]
        if len(mine) == 1:
            row["evidence"] = list(mine["claim_id"])
            continue
        hypotheses = _wordings(codebook, row)
        grid = score_grid(mine["text"], hypotheses, model=model, cache=cache, progress=False)
        column = "contradiction" if row["commitment"] == "denied" and not model.two_way else "entailment"
        strength = grid.groupby("premise")[column].mean()
        order = strength.sort_values(ascending=False, kind="stable")
        row["evidence"] = [mine["claim_id"].iloc[int(i)] for i, p in order.items() if p >= order.iloc[0] / 2][:3]


def _weigh_commitment(rows: list[dict[str, Any]], claims: pd.DataFrame) -> None:
    """Turn asserted into raised where the claim that carries the frame best leaves it open."""
    texts = {(c.article_id, c.claim_id): c.text for c in claims.itertuples()}
    for row in rows:
        if row["commitment"] == "asserted" and row["evidence"] and markers(texts[row["article_id"], row["evidence"][0]]):
            row["commitment"] = "raised"
