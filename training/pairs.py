"""Pairs of premise and hypothesis: public sets, our own, and those that follow from the own turns' frames."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data import read_lines
from framing.frames.codebook import Codebook, load_codebook

LABELS = ("entailment", "neutral", "contradiction")
NOT_ENTAILED = "not_entailment"


@dataclass(frozen=True)
class Pair:
    """A premise, a hypothesis and a label; ``not_entailment`` where neutral and contradiction are not told apart."""

    premise: str
    hypothesis: str
    label: str


@dataclass(frozen=True)
class Turn:
    """One of the own turns: its text, its frames with commitment, its stances, its written pairs, and its codebook."""

    id: str
    text: str
    voice: str
    frames: dict[str, str]
    stance: dict[str, str]
    pairs: tuple[dict[str, Any], ...]
    codebook: Codebook


def own_turns(folder: Path, articles: Path, *, held_out: bool | None = None) -> list[Turn]:
    """Return the own turns; `held_out`: True for the evaluation codebooks (``split.json``), False for the others."""
    evaluation = set(json.loads((folder / "split.json").read_text(encoding="utf-8"))["evaluation"])
    texts: dict[str, str] = {r["doc_id"]: r["text"] for r in read_lines(articles)} if articles.is_file() else {}
    out = []
    for path in sorted((folder / "turns").glob("*.jsonl")):
        if held_out is not None and (path.stem in evaluation) is not held_out:
            continue
        book = load_codebook(folder / "codebooks" / f"{path.stem}.yaml")
        for r in read_lines(path):
            text = texts.get(r["doc_id"], "")[r["start"] : r["end"]] if "doc_id" in r else r["text"]
            if text:
                out.append(Turn(r["id"], text, r["voice"], r["frames"], r["stance"], tuple(r["pairs"]), book))
    return out


def written(turns: Sequence[Turn]) -> list[Pair]:
    """Return the pairs that were written for the turns."""
    return [Pair(t.text, p["h"], p["label"]) for t in turns for p in t.pairs]


def implied(turn: Turn, draw: random.Random, *, wordings: int = 1) -> Iterator[Pair]:
    """Yield the pairs that follow from a turn's frames and stances, in `wordings` wordings each, drawn anew every time.

    Asserted entails the plain wording and the raised one; raised leaves the plain one open and entails the raised one;
    denied contradicts the plain one; what is not expressed leaves both open. Favor entails a favourable wording and
    contradicts an adverse one, and the other way round; mixed entails both; not expressed leaves both open.
    """
    table = turn.codebook.hypotheses()
    plain = {"asserted": "entailment", "raised": "neutral", "denied": "contradiction", None: "neutral"}
    raised = {"asserted": "entailment", "raised": "entailment", "denied": "neutral", None: "neutral"}
    stance = {
        "favor": {"favor": "entailment", "against": "contradiction"},
        "against": {"favor": "contradiction", "against": "entailment"},
        "mixed": {"favor": "entailment", "against": "entailment"},
        None: {"favor": "neutral", "against": "neutral"},
    }
    for (kind, name, reading), group in table.groupby(["kind", "name", "reading"], sort=False):
        if reading == "denied":
            continue
        for hypothesis in draw.sample(list(group["hypothesis"]), min(wordings, len(group))):
            if kind == "stance":
                label = stance[turn.stance.get(str(name))][str(reading)]
            else:
                label = (plain if reading == "asserted" else raised)[turn.frames.get(str(name))]
            yield Pair(turn.text, hypothesis, label)


def public(path: Path, *, at_most: int | None, draw: random.Random) -> list[Pair]:
    """Return a sample of a public set: records with premise, hypothesis and label."""
    every = [Pair(r["premise"], r["hypothesis"], r["label"]) for r in read_lines(path)]
    return draw.sample(every, at_most) if at_most is not None and at_most < len(every) else every
