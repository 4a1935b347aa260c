"""The figures of a model on the own pairs, codebooks that no training has seen: pairs, contrasts, frames, stances.

The turns are put through the package's own way from scores to labels, with the voices given.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.article.segment import count_words, sentence_spans
from framing.frames.label import label_turns, score_turns
from framing.schema import AUTHOR, conform

if TYPE_CHECKING:
    from systems import System

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "training"))

from pairs import NOT_ENTAILED, Turn, own_turns, written  # noqa: E402

ARTICLES = ROOT.parent / "shared" / "data" / "attribution" / "train.jsonl.gz"
LABELS = ("entailment", "neutral", "contradiction")
COMMITMENTS = ("asserted", "raised", "denied")
STANCES = ("favor", "against", "mixed", "not expressed")


def _f1(truth: np.ndarray, found: np.ndarray) -> float:
    both = truth.sum() + found.sum()
    return float(2 * (truth & found).sum() / both) if both else 0.0


def _macro(truth: pd.Series, found: pd.Series, labels: tuple[str, ...]) -> float:
    there = [x for x in labels if (truth == x).any()]
    return float(np.mean([_f1((truth == x).to_numpy(), (found == x).to_numpy()) for x in there])) if there else 0.0


def tables(turns: list[Turn]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables ``turns`` and ``claims`` of own turns: an article a codebook, a claim a sentence."""
    rows, claims = [], []
    for number, turn in enumerate(turns):
        voice = AUTHOR if turn.voice == "author" else "source"
        base = {"article_id": turn.codebook.name, "turn_id": turn.id, "source_id": voice, "outer_source_id": voice}
        base |= {"paragraph": number, "section": "body"}
        for k, (start, end) in enumerate(sentence_spans(turn.text, 0, len(turn.text))):
            text = turn.text[start:end]
            place = {"start": start, "end": end, "text": text, "claim_id": f"{turn.id}-{k}", "attribution_id": ""}
            claims.append(base | place | {"words": count_words(text), "quoted": False, "reporting": False})
        whole = {"start": 0, "end": len(turn.text), "text": turn.text, "words": count_words(turn.text)}
        rows.append(base | whole | {"form": "" if voice == AUTHOR else "mixed"})
    return conform(rows, "turns"), conform(claims, "claims")


def labelled(turns: list[Turn], system: System) -> pd.DataFrame:
    """Return one row a turn x frame and a turn x target: what is coded, and what the package says."""
    assert system.model is not None
    out = []
    for book in {t.codebook.name: t.codebook for t in turns}.values():
        mine = [t for t in turns if t.codebook.name == book.name]
        table, claims = tables(mine)
        sources = conform([], "sources")
        progress = sys.stderr.isatty()
        scores = score_turns(table, claims, sources, book, model=system.model, progress=progress)
        labels = label_turns(scores, table, claims, book, model=system.model, progress=progress)
        coded = {(t.id, "frame", k): v for t in mine for k, v in t.frames.items()}
        coded |= {(t.id, "stance", k): v for t in mine for k, v in t.stance.items()}
        keys = zip(labels["unit_id"], labels["kind"], labels["name"], strict=True)
        questions = {t.id: "?" in t.text for t in mine}
        out.append(
            labels.assign(
                coded=[coded.get(key, "not expressed") for key in keys],
                question=labels["unit_id"].map(questions),
            )
        )
    return pd.concat(out, ignore_index=True)


def frame_figures(rows: pd.DataFrame) -> dict[str, float]:
    """Return average precision and F1 over turns x frames, commitment, and frames given to turns without any."""
    from sklearn.metrics import average_precision_score

    truth, found = rows["coded"] != "not expressed", rows["label"] == "expressed"
    parts = [
        (average_precision_score(truth[i], rows.loc[i, "probability"]), _f1(truth[i].to_numpy(), found[i].to_numpy()))
        for i in rows.groupby("article_id").groups.values()
    ]
    said = rows["commitment"].where(found, "not expressed")
    empty = ~truth.groupby([rows["article_id"], rows["unit_id"]]).transform("any")
    given = found.groupby([rows["article_id"], rows["unit_id"]]).transform("any")
    once = ~rows.duplicated(["article_id", "unit_id"])
    hits = truth & found
    silent = ~rows["question"].astype(bool)
    return {
        "frames: base rate": float(truth.mean()),
        "frames: average precision, all": float(average_precision_score(truth, rows["probability"])),
        "frames: average precision, mean of codebooks": float(np.mean([p for p, _ in parts])),
        "frames: F1, all": _f1(truth.to_numpy(), found.to_numpy()),
        "frames: F1, mean of codebooks": float(np.mean([f for _, f in parts])),
        "frames: precision": float(hits.sum() / max(found.sum(), 1)),
        "frames: recall": float(hits.sum() / max(truth.sum(), 1)),
        "frames: turns without any that are given one": float(given[empty & once].mean()),
        "commitment: macro-F1, missed frames wrong": _macro(rows["coded"][truth], said[truth], COMMITMENTS),
        "commitment: macro-F1 of frames found": _macro(rows["coded"][hits], said[hits], COMMITMENTS),
        "commitment: the same, no question mark": _macro(
            rows["coded"][hits & silent], said[hits & silent], COMMITMENTS
        ),
    }


def own_figures(folder: Path, system: System | None, *, split: str) -> dict[str, float]:
    """Return every figure of a system on the codebooks of a split; the majority and similarity have only some.

    Parameters
    ----------
    folder
        ``training/own_pairs``.
    system
        From ``benchmarks/systems.py``; None: the majority.
    split
        ``evaluation``, or ``development`` for choices.
    """
    turns = own_turns(folder, ARTICLES, split=split)
    pairs = written(turns)
    truth = pd.Series([p.label for p in pairs])
    head: dict[str, float] = {"codebooks": len({t.codebook.name for t in turns}), "turns": len(turns)}
    head["pairs"] = len(pairs)
    if system is None:
        return head | {"pairs: accuracy": float((truth == truth.mode()[0]).mean())}
    scores = system.judge([p.premise for p in pairs], [p.hypothesis for p in pairs])
    if system.model is None:
        return head | _similar(turns, system)
    found = scores[list(LABELS)].idxmax(axis=1)
    found = found.where((truth != NOT_ENTAILED) | (found == "entailment"), NOT_ENTAILED)
    out = head | {"pairs: accuracy": float((truth == found).mean()), "pairs: macro-F1": _macro(truth, found, LABELS)}
    contrasts: dict[Any, list[bool]] = {}
    for p, right in zip((p for t in turns for p in t.pairs), truth == found, strict=True):
        if p.get("contrast"):
            contrasts.setdefault(p["contrast"], []).append(bool(right))
    whole = [all(c) for c in contrasts.values() if len(c) > 1]
    out |= {"contrasts": len(whole), "contrasts: all members right": float(np.mean(whole))}
    rows = labelled(turns, system)
    out |= frame_figures(rows[rows["kind"] == "frame"].reset_index(drop=True))
    stances = rows[rows["kind"] == "stance"]
    there = {x: (stances["coded"] == x).to_numpy() for x in STANCES}
    out |= {f"stance: F1 {x}": _f1(there[x], (stances["label"] == x).to_numpy()) for x in STANCES}
    return out


def _similar(turns: list[Turn], system: System) -> dict[str, float]:
    """Return what similarity can be measured by: the ranking of turns x frames, by the mean over the wordings."""
    from sklearn.metrics import average_precision_score

    cells = [(t, f, w) for t in turns for f in t.codebook.frames for w in f.wordings]
    score = system.judge([t.text for t, _, _ in cells], [w for _, _, w in cells])["entailment"]
    keys = pd.DataFrame([(t.id, f.key, f.key in t.frames) for t, f, _ in cells], columns=["turn", "frame", "truth"])
    mean = keys.assign(score=score).groupby(["turn", "frame"], sort=False).agg({"truth": "first", "score": "mean"})
    top = np.isin(
        np.arange(len(mean)), np.argsort(-mean["score"].to_numpy(), kind="stable")[: int(mean["truth"].sum())]
    )
    return {
        "frames: average precision, all": float(average_precision_score(mean["truth"], mean["score"])),
        "frames: F1, all": _f1(mean["truth"].to_numpy(), top),
    }
