"""Fit a model's temperature: ``python training/calibrate.py FOLDER``; writes ``calibration.json`` into the folder.

One number by which logits are divided (Guo et al. 2017), chosen so that the log-likelihood is highest on development
pairs: as many of LingNLI and SNLI as of our own development codebooks, whose frames are asked in full. It changes no
order and no label with the highest probability; it changes what passes a threshold. No evaluation codebook is touched.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import numpy as np
from pairs import LABELS, Pair, implied, own_turns, public, written
from scipy.optimize import minimize_scalar

from framing.models import load_model, softmax

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "shared" / "data"


def development(*, per_set: int, seed: int = 1) -> list[Pair]:
    """Return the pairs that the temperature is fitted on, equally many of every kind."""
    draw = random.Random(seed)
    turns = own_turns(HERE / "own_pairs", DATA / "attribution" / "train.jsonl.gz", split="development")
    sets = [public(DATA / "nli" / "dev" / f"{n}.jsonl.gz", at_most=per_set, draw=draw) for n in ("lingnli", "snli")]
    sets += [written(turns), [p for t in turns for p in implied(t, draw)]]
    return [p for s in sets for p in draw.sample(s, min(per_set, len(s))) if p.label in LABELS]


def loss(logits: np.ndarray, truth: np.ndarray, temperature: float) -> float:
    """Return the mean negative log-likelihood."""
    return float(-np.log(softmax(logits / temperature)[np.arange(len(truth)), truth]).mean())


def calibration_error(logits: np.ndarray, truth: np.ndarray, temperature: float) -> float:
    """Return the expected calibration error over ten bins of confidence."""
    p = softmax(logits / temperature)
    sure, right = p.max(axis=1), p.argmax(axis=1) == truth
    bins = np.minimum((sure * 10).astype(int), 9)
    return float(sum(abs(sure[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins)))


def fit(logits: np.ndarray, truth: np.ndarray) -> float:
    """Return the temperature with the highest likelihood, between a quarter and four."""
    found = minimize_scalar(lambda t: loss(logits, truth, float(np.exp(t))), bounds=(-1.39, 1.39), method="bounded")
    return round(float(np.exp(found.x)), 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--per-set", type=int, default=600, help="pairs of every kind")
    args = parser.parse_args()
    (args.folder / "calibration.json").unlink(missing_ok=True)
    model = load_model(args.folder)
    pairs = development(per_set=args.per_set)
    order = [model.entailment, model.neutral, model.contradiction]
    logits = model.logits([(p.premise, p.hypothesis) for p in pairs], progress=True).values[:, order]
    truth = np.array([LABELS.index(p.label) for p in pairs])
    temperature = fit(logits, truth)
    for name, t in (("as trained", 1.0), ("calibrated", temperature)):
        print(
            f"{name}: temperature {t}, loss {loss(logits, truth, t):.4f}, "
            f"calibration error {calibration_error(logits, truth, t):.4f}, {len(pairs)} pairs"
        )
    text = json.dumps({"temperature": temperature, "pairs": len(pairs)}, indent=1)
    (args.folder / "calibration.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
