"""What entailment models score: ``python benchmarks/models.py [--task TASK [--data FILE]] [--model NAME] [--json]``.

Prints, for every development set, the embedded models beside the prototype they replace, a baseline of embedding
similarity, and the majority; with ``--model`` also any other NLI model (a Hub name or a folder), so that one sees what
a bigger one buys. Tasks: ``nli`` (premise, hypothesis, label), ``stance`` (a target's portrayal, or favor and against),
``frames`` (frames of whole articles), ``own`` (the codebooks of ``training/own_pairs`` that no training has seen).
``--data`` takes any file in the format of one of the development sets. Sets are cut to ``--limit`` units (0: whole),
drawn with a fixed seed. Needs no torch, but for the similarity baseline.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from own import own_figures
from systems import Similarity, System, systems
from tqdm.auto import tqdm

from framing.errors import FramingError

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
LABELS = ("entailment", "neutral", "contradiction")
PORTRAYED = ("{target} is portrayed favorably.", "{target} is portrayed unfavorably.")
SUPPORTED = ("The speaker supports {target}.", "The speaker opposes {target}.")
SIDES = {"positive": PORTRAYED, "favor": SUPPORTED}
QUESTIONS: dict[str, tuple[str, ...]] = {
    "conflict": (
        "The text shows a disagreement between parties, individuals or groups.",
        "One party, person or group reproaches another.",
        "The text speaks of winners and losers.",
    ),
    "resolution/attribution of responsibility": (
        "Some level of government is able to ease the problem.",
        "Somebody is responsible for the problem.",
        "The text suggests solutions to the problem.",
        "The problem requires urgent action.",
    ),
    "economic": (
        "Financial losses or gains are mentioned.",
        "The costs of something are mentioned.",
        "The text speaks of the economic consequences of a course of action.",
    ),
    "human interest": (
        "The text gives a human example of the problem.",
        "The text shows how individuals are affected by the problem.",
        "The text goes into the private or personal lives of people.",
    ),
    "moral": (
        "The text contains a moral message.",
        "The text refers to morality, God or religious beliefs.",
        "The text says how people ought to behave.",
    ),
}
"""The questions of Semetko and Valkenburg (2000, Journal of Communication 50(2), 93-109) as sentences in our words."""

WINDOW = 150  # words of an article that are put to a model at once


def read(path: Path, *, limit: int) -> pd.DataFrame:
    """Return the records of a file, at most `limit` of them (0: all), drawn with a fixed seed."""
    data = pd.read_json(path, lines=True)
    return data.sample(limit, random_state=0).reset_index(drop=True) if 0 < limit < len(data) else data


def f1(truth: Sequence[Any], found: Sequence[Any], label: Any) -> float:
    """Return the F1 of one label; 0 where it is neither there nor found."""
    hit = sum(t == f == label for t, f in zip(truth, found, strict=True))
    both = sum(t == label for t in truth) + sum(f == label for f in found)
    return 2 * hit / both if both else 0.0


def allotted(score: np.ndarray, truth: Sequence[str], order: Sequence[str]) -> list[str]:
    """Return labels by rank of a score: as many of each label as there are, the highest to the first of `order`.

    Similarity has no threshold of its own; the true counts are the kindest one that it can be given.
    """
    out, rest = [""] * len(score), list(np.argsort(-score, kind="stable"))
    for label in order:
        n = sum(t == label for t in truth)
        for i in rest[:n]:
            out[i] = label
        rest = rest[n:]
    return out


def calibration_error(confidence: np.ndarray, right: np.ndarray, *, bins: int = 10) -> float:
    """Return the expected calibration error (Naeini et al. 2015): mean gap of confidence and accuracy over bins."""
    where = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [abs(confidence[where == b].mean() - right[where == b].mean()) * (where == b).sum() for b in set(where)]
    return float(sum(gaps) / len(confidence))


def classified(truth: list[str], found: list[str], labels: Sequence[str]) -> dict[str, float]:
    """Return accuracy, macro-F1 and the F1 of every label."""
    each = {f"F1 {label}": f1(truth, found, label) for label in labels}
    right = float(np.mean([t == f for t, f in zip(truth, found, strict=True)]))
    return {"accuracy": right, "macro-F1": float(np.mean(list(each.values())))} | each


def nli(data: pd.DataFrame, system: System | None) -> dict[str, float]:
    """Return the figures for pairs; None as system: the majority. A set's own labels are those to choose from."""
    truth = [str(label) for label in data["label"]]
    labels = [label for label in (*LABELS, "not_entailment") if label in truth]
    if system is None:
        return classified(truth, [max(labels, key=truth.count)] * len(truth), labels)
    p = system.judge(data["premise"], data["hypothesis"])
    if isinstance(system, Similarity):
        return classified(truth, allotted(p["entailment"].to_numpy(), truth, labels), labels)
    p["not_entailment"] = p["neutral"] + p["contradiction"]
    found = [str(label) for label in p[labels].idxmax(axis=1)]
    share = p[labels].max(axis=1) / p[labels].sum(axis=1)
    right = np.array([t == f for t, f in zip(truth, found, strict=True)])
    return classified(truth, found, labels) | {"calibration error": calibration_error(share.to_numpy(), right)}


def stance(data: pd.DataFrame, system: System | None) -> dict[str, float]:
    """Return the figures for a target's portrayal (NewsMTSC) or for favor and against, with fixed wordings."""
    truth = [str(label) for label in data["label"]]
    positive = next((label for label in SIDES if label in truth), "positive")
    negative, neutral = ("negative", "neutral") if positive == "positive" else ("against", "none")
    labels = [positive, negative, neutral]
    if system is None:
        return classified(truth, [max(labels, key=truth.count)] * len(truth), labels)
    good, bad = (
        system.judge(data["text"], [wording.format(target=t) for t in data["target"]]) for wording in SIDES[positive]
    )
    if isinstance(system, Similarity):
        order = (positive, neutral, negative)
        return classified(truth, allotted((good - bad)["entailment"].to_numpy(), truth, order), labels)
    if system.two_way:
        table = pd.DataFrame({positive: good["entailment"], negative: bad["entailment"]})
        table[neutral] = 1 - table.max(axis=1)
    else:
        table = pd.DataFrame(
            {
                positive: good["entailment"] + bad["contradiction"],
                negative: bad["entailment"] + good["contradiction"],
                neutral: good["neutral"] + bad["neutral"],
            }
        )
    return classified(truth, [str(label) for label in table.idxmax(axis=1)], labels)


def frames(data: pd.DataFrame, system: System | None) -> dict[str, float]:
    """Return average precision and F1 for every generic frame of whole articles.

    An article's score for a frame is the mean over the frame's questions of the highest probability over stretches of
    150 words. F1 counts as many articles as carry the frame (by rank), for every system alike; for the majority it is
    the F1 of giving the frame to every article, or to none.
    """
    from sklearn.metrics import average_precision_score

    out: dict[str, float] = {}
    windows, owner = [], []
    for i, text in enumerate(data["text"]):
        words = text.split()
        parts = [" ".join(words[k : k + WINDOW]) for k in range(0, len(words), WINDOW)]
        windows += parts
        owner += [i] * len(parts)
    for frame, questions in QUESTIONS.items():
        truth = np.array([frame in labels for labels in data["labels"]])
        if not truth.any():
            continue
        share = float(truth.mean())
        if system is None:
            figures = (share, 2 * share / (1 + share) if share > 0.5 else 0.0)
        else:
            best = [
                system.judge(windows, [q] * len(windows))["entailment"].groupby(np.array(owner)).max()
                for q in questions
            ]
            score = np.mean([b.to_numpy() for b in best], axis=0)
            top = np.isin(np.arange(len(score)), np.argsort(-score, kind="stable")[: truth.sum()])
            figures = (float(average_precision_score(truth, score)), f1(list(truth), list(top), True))
        out |= {f"AP {frame} (n={truth.sum()})": figures[0], f"F1 {frame} (n={truth.sum()})": figures[1]}
    return out


TASKS: dict[str, Callable[[pd.DataFrame, System | None], dict[str, float]]] = {
    "nli": nli,
    "stance": stance,
    "frames": frames,
}


def sets(task: str | None, data: Path | None) -> list[tuple[str, Path]]:
    """Return what is to be measured: task and file."""
    if data is not None:
        if task is None:
            raise FramingError("Say with --task what the file holds: nli, stance or frames.")
        return [(task, data)]
    found = [(t, p) for t in TASKS if task in (None, t) for p in sorted((DATA / t / "dev").glob("*.jsonl.gz"))]
    return found + ([("own", ROOT / "training" / "own_pairs")] if task in (None, "own") else [])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--task", choices=(*TASKS, "own"))
    parser.add_argument("--data", type=Path, help="a file in the format of a development set")
    parser.add_argument("--model", action="append", default=[], help="also measure this Hub model or folder")
    parser.add_argument("--only", action="store_true", help="measure only the models of --model")
    parser.add_argument("--split", default="evaluation", help="which own codebooks: evaluation or development")
    parser.add_argument("--limit", type=int, default=1000, help="units of a set at most; 0: all")
    parser.add_argument("--json", action="store_true", help="print the table as one JSON object")
    args = parser.parse_args()
    try:
        chosen = sets(args.task, args.data)
        every = systems(args.model, only=args.only)
    except FramingError as error:
        sys.exit(str(error))
    if not chosen:
        sys.exit(f"There is no data in {DATA}; name a file with --task and --data.")
    rows = []
    for task, path in tqdm(chosen, unit="set", disable=None):
        own = task == "own"
        data = pd.DataFrame() if own else read(path, limit=args.limit)
        for system in every:
            found = own_figures(path, system, split=args.split) if own else TASKS[task](data, system)
            head = {"task": task, "set": path.name.split(".")[0], "system": system.name if system else "majority"}
            rows += [head | {"units": len(data) or None, "figure": k, "value": v} for k, v in found.items()]
    if args.json:
        print(json.dumps({"limit": args.limit, "figures": rows}, indent=1))
        return
    table = pd.DataFrame(rows)
    for (task, name), part in table.groupby(["task", "set"], sort=False):
        print(f"\n{task}: {name}" + (f", {part['units'].iloc[0]:.0f} units" if task != "own" else ""))
        wide = part.pivot_table(index="figure", columns="system", values="value", sort=False)
        print(wide.reindex(columns=part["system"].unique()).round(3).to_string(na_rep="-"))


if __name__ == "__main__":
    main()
